"""What a reader's connection pays: first page, next lesson pages, case pages, in both languages."""

from __future__ import annotations

from common import ROOT, built_site, chromium, emit, load, served


def main() -> None:
    import yaml

    from casework.build import pages_of
    from casework.edition import translated_pages

    site = built_site()
    pages = pages_of(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
    first = pages[0]
    lessons = [p for p in pages if p.startswith("book/") and p.count("/") == 2 and p.split("/")[1] not in ("law", "report")]
    cases = [p for p in pages if p.startswith("exercises/")]
    with served(site) as address, chromium() as browser:
        for language, limit in (("en", 90_000), ("ar", 140_000)):
            here = set(pages) if language == "en" else translated_pages(ROOT, language)
            if first not in here:
                continue
            found = load(browser, f"{address}/{language}/{first}.html")
            emit(f"pages/first/{language}", found["bytes"], "bytes, gzip", limit, f"{found['requests']} requests")
            emit(f"pages/first/{language}/outside", found["outside"], "requests")
            warm = [f"{address}/{language}/{first}.html"]
            sizes = {p: load(browser, f"{address}/{language}/{p}.html", warm=warm)["bytes"] for p in lessons if p in here}
            heaviest = max(sizes, key=lambda p: sizes[p])
            emit(f"pages/next-lesson/{language}", sizes[heaviest], "bytes, gzip", 20_000, f"the heaviest: {heaviest}; first use of the question script included")
            again = [*warm, f"{address}/{language}/{lessons[1]}.html"]
            sizes = {p: load(browser, f"{address}/{language}/{p}.html", warm=again)["bytes"] for p in lessons[2:] if p in here}
            heaviest = max(sizes, key=lambda p: sizes[p])
            emit(f"pages/further-lesson/{language}", sizes[heaviest], "bytes, gzip", 20_000, f"the heaviest: {heaviest}")
            for page in (p for p in cases if p in here):
                found = load(browser, f"{address}/{language}/{page}.html")
                emit(f"pages/{page}/{language}/cold", found["bytes"], "bytes, gzip", 80_000)
                emit(f"pages/{page}/{language}/warm", load(browser, f"{address}/{language}/{page}.html", warm=warm)["bytes"], "bytes, gzip", 80_000)
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    emit("pages/whole-site", total, "bytes on disk", 10_000_000)


if __name__ == "__main__":
    main()
