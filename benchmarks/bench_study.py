"""What a full run of the course keeps in the browser, and whether a thousand stored attempts slow a page."""

from __future__ import annotations

import json
from typing import Any

from common import ROOT, built_site, chromium, emit, median, served

LESSON = "book/mutual-legal-assistance/anatomy-of-a-request"
QUOTA = 5_000_000  # characters that browsers grant a site at least
ROUNDS = 15
# first choices, options and words everywhere, then the button: records as the page's own scripts write them
ANSWER = """() => {
  for (const form of document.querySelectorAll('form.item')) {
    const seen = new Set();
    for (const input of form.querySelectorAll('input[type=radio], input[type=checkbox]'))
      if (!seen.has(input.name)) { seen.add(input.name); input.click(); }
    for (const select of form.querySelectorAll('select')) { select.selectedIndex = 1; select.dispatchEvent(new Event('change', {bubbles: true})); }
    for (const move of [...form.querySelectorAll('.move-down')].slice(0, 1)) move.click();
    for (const input of form.querySelectorAll('input[type=text]')) { input.value = '18'; input.dispatchEvent(new Event('input', {bubbles: true})); }
    for (const text of form.querySelectorAll('textarea')) { text.value = 'x'.repeat(400); text.dispatchEvent(new Event('input', {bubbles: true})); }
    form.requestSubmit();
    if (form.querySelector('textarea')) form.requestSubmit();
  }
  const note = document.getElementById('lesson-note');
  if (note) { note.value = 'x'.repeat(200); note.dispatchEvent(new Event('change')); }
  const finish = document.querySelector('.check-finish');
  if (finish) { finish.click(); if (!finish.hidden) finish.click(); }
}"""
SIZES = """() => Object.entries(localStorage).filter(([name]) => name.startsWith('casework:'))
  .reduce((sums, [name, value]) => { const kind = name.split(':')[2]; sums[kind] = (sums[kind] || 0) + name.length + value.length; return sums; }, {})"""


def full_run(browser: Any, address: str) -> dict[str, int]:
    """Every question and both checks answered in their pages, a note on each lesson, each case filled with its model. Characters by kind."""
    from casework.answers import read
    from casework.cases import load_case
    from casework.course import load_course
    from casework.paths import stops

    course = load_course(ROOT)
    page = browser.new_page()
    for stop in stops(course):
        page.goto(f"{address}/en/{stop.lesson.docname}.html")
        page.evaluate(ANSWER)
    for slug in course.cases:
        case, _ = load_case(ROOT, slug)
        assert case
        answer, _ = read(ROOT / "answers" / slug / "answer.toml", case, ROOT)
        assert answer
        at = "2026-11-24T10:00:00.000Z"
        tries = {decision.id: [{"value": answer.decisions[decision.id], "at": at}] for decision in case.decisions}
        record = {"v": 1, "at": at, "answer": {"case": slug, "language": "en", "decisions": answer.decisions, "request": answer.request, "claims": {}}, "tries": tries, "checked": True, "debriefed": True, "short": False, "others": [], "read": list(range(len(case.documents)))}
        page.evaluate("([name, value]) => localStorage.setItem(name, value)", [f"casework:{course.info.id}:case:{slug}", json.dumps(record, default=str)])
    sizes = page.evaluate(SIZES)
    page.close()
    return sizes


FILL = """tries => {
  const prefix = `casework:${document.documentElement.dataset.course}:item:`;
  const forms = [...document.querySelectorAll('form.item')];
  const each = Math.ceil(tries / forms.length);
  const at = (n) => new Date(Date.UTC(2026, 0, 1) + n * 36e5).toISOString();
  for (const form of forms) {
    const tries = Array.from({length: each}, (_, n) => ({response: 'a', score: 0, maximum: 1, at: at(n), certainty: 'sure'}));
    localStorage.setItem(prefix + form.dataset.item, JSON.stringify({v: 1, hints: 0, tries}));
  }
}"""


def load_times(browser: Any, url: str, tries: int) -> tuple[float, float]:
    """Milliseconds to the end of the load event with nothing stored and with ``tries`` attempts: medians of warm loads, taken in turn."""
    pages = [browser.new_context().new_page() for _ in range(2)]
    for page in pages:
        page.goto(url)
    pages[1].evaluate(FILL, tries)
    found: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for page, times in zip(pages, found, strict=True):
            page.goto(url)
            times.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
    for page in pages:
        page.context.close()
    return median(found[0]), median(found[1])


def main() -> None:
    site = built_site()
    with served(site) as address, chromium() as browser:
        sizes = full_run(browser, address)
        emit("study/storage/full-run", sum(sizes.values()), "characters", QUOTA, ", ".join(f"{kind} {size}" for kind, size in sorted(sizes.items(), key=lambda pair: -pair[1])))
        url = f"{address}/en/{LESSON}.html"
        without, with_many = load_times(browser, url, 1000)
        emit("study/1000-attempts/lesson", with_many, "ms", without, "all on the questions of this page; against none")


if __name__ == "__main__":
    main()
