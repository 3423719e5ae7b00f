"""One page of each kind that the site has: its address without ``.html``; a page that only leads on is none."""

from __future__ import annotations

THEME = "book/mutual-legal-assistance"
KINDS = {
    "choice": "index", "first": "en/book/index", "lesson": f"en/{THEME}/anatomy-of-a-request", "picture": "en/book/technology/open-sources-and-data",
    "check": "en/book/start/starting-check", "case": "en/exercises/night-call/exercise", "debrief": "en/_static/casework/case-night-call-debrief", "paths": "en/book/paths",
    "glossary": "en/book/glossary", "register": "en/book/law/index", "instrument": "en/book/law/untoc", "report": "en/book/report/index", "coverage": "en/book/coverage",
    "privacy": "en/book/start/privacy", "search": "en/search", "arabic lesson": f"ar/{THEME}/anatomy-of-a-request", "arabic case": "ar/exercises/night-call/exercise",
    "arabic search": "ar/search", "arabic glossary": "ar/book/glossary", "arabic instrument": "ar/book/law/untoc", "arabic privacy": "ar/book/start/privacy",
}  # fmt: skip


def use(page) -> None:
    """Everything that a page does by itself: answers, popovers, the other scheme, a case's draft judged, a search."""
    page.evaluate("""() => {
      for (const form of document.querySelectorAll('form.item, form.decision')) {
        const input = form.querySelector('input');
        if (input) input.click();
        form.requestSubmit();
      }
      for (const details of document.querySelectorAll('details')) details.open = true;
      for (const button of document.querySelectorAll('.check-draft button')) button.click();
    }""")
    link = page.locator("article a.law:visible, article a.term:visible").first
    if link.count() and page.evaluate("document.documentElement.classList.contains('js')"):
        link.focus()
        page.locator(".law-popover").first.wait_for(state="visible")
        page.keyboard.press("Escape")
    box = page.locator("#search-page-words")
    if box.count():
        box.fill("UNTOC 18(15)")
        page.locator(".found mark").first.wait_for()
    page.wait_for_load_state("networkidle")
