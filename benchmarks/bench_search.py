"""Finding: what the index weighs in each language, beside Sphinx's own index of the same pages, and how soon the first result stands there."""

from __future__ import annotations

import gzip
import pickle
from pathlib import Path
from typing import Any

from common import ROOT, built_site, chromium, emit, median, served

QUERIES = {"en": ("dual criminality", "freeze account abroad", "UNTOC 18(15)", "bank secresy"), "ar": ("ازدواجية التجريم", "المساعده القانونيه", "المادة 18(15)", "المساعدة القنونية")}
RUNS = 5

# milliseconds from a press of the button to the first result in the page
ASK = """query => new Promise(resolve => {
  const box = document.querySelector('#search-page-words');
  const results = document.querySelector('.search-results');
  results.replaceChildren();
  box.value = query;
  const start = performance.now();
  const seen = new MutationObserver(() => { if (results.querySelector('.found a')) { seen.disconnect(); resolve(performance.now() - start); } });
  seen.observe(results, {childList: true, subtree: true});
  box.form.requestSubmit();
})"""
# the index has come; what follows is reading it, and the first result
FIRST = """() => new Promise(resolve => {
  const look = () => {
    const entry = performance.getEntriesByType('resource').find(one => one.name.endsWith('search-index.js'));
    if (entry && document.querySelector('.found a')) resolve([window.shownAt - entry.responseEnd, window.shownAt]);
    else setTimeout(look, 20);
  };
  look();
})"""
WATCH = """addEventListener('DOMContentLoaded', () => {
  const results = document.querySelector('.search-results');
  if (results) new MutationObserver(() => { window.shownAt = window.shownAt || performance.now(); }).observe(results, {childList: true});
});"""


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def stock(language: str) -> int:
    """Bytes, gzip, of the index that Sphinx would make of the same pages (it has no Arabic and takes Arabic for English)."""
    from sphinx.search import IndexBuilder, js_index

    folder = ROOT / "_build" / language / "_build" / ".doctrees"
    env: Any = pickle.loads((folder / "environment.pickle").read_bytes())
    index = IndexBuilder(env, "en", {}, "")
    for name in sorted(env.found_docs):
        index.feed(name, f"{name}.md", env.titles[name].astext(), pickle.loads((folder / f"{name}.doctree").read_bytes()))
    path = ROOT / "_build" / "bench" / f"searchindex-{language}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    env.domains = {}  # a pickled environment has none; they would only add
    path.write_text(js_index.dumps(index.freeze()), encoding="utf-8")
    return packed(path)


def main() -> None:
    site = built_site()
    with served(site) as address, chromium() as browser:
        for language, queries in QUERIES.items():
            assets = site / language / "_static" / "casework"
            size = packed(assets / "search-index.js")
            emit(f"search/index/{language}", size, "bytes, gzip", 150_000)
            emit(f"search/index/{language}/against-stock", size, "bytes, gzip", stock(language), "the stock index leads to pages, ours to places; it knows no provision, item or term by itself")
            emit(f"search/script/{language}", packed(assets / "search.js"), "bytes, gzip")
            warm, read, whole = [], [], []
            for _ in range(RUNS):
                page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
                page.add_init_script(WATCH)
                page.goto(f"{address}/{language}/search.html?q={queries[0]}")
                after, all_ = page.evaluate(FIRST)
                read.append(after)
                whole.append(all_)
                page.wait_for_timeout(900)  # the index is ready, and so is the list of spellings
                warm += [page.evaluate(ASK, query) for query in queries]
                page.context.close()
            emit(f"search/first-result/{language}", median(warm), "ms", 50, f"the index is there; the slowest of {len(warm)}: {max(warm):.0f} ms")
            emit(f"search/first-result-with-reading/{language}", median(read), "ms", note="from the last byte of the index")
            emit(f"search/first-result-from-the-address/{language}", median(whole), "ms", note="an empty cache, this machine's own server")


if __name__ == "__main__":
    main()
