"""The built site as a reader meets it: every page, both languages, both schemes, by keyboard, by double click, without scripts."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from casework.build import pages_of
from casework.edition import translated_pages
from tests.browser.axe import violations

ROOT = Path(__file__).parents[2]
PAGES = [*pages_of(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))), "search"]
ARABIC = [page for page in PAGES if page in translated_pages(ROOT, "ar") or page == "search"]
EVERY = [*(f"en/{page}" for page in PAGES), *(f"ar/{page}" for page in ARABIC)]
# an instrument's page is made by the build, not listed
EVERY += [f"{language}/book/law/untoc" for language in ("en", "ar")]
LESSON = "book/mutual-legal-assistance/anatomy-of-a-request"


def answer_all(page) -> None:
    """Give each item some answer: the first choice, the first option, a word; then check it."""
    page.evaluate("""() => {
      for (const form of document.querySelectorAll('form.item')) {
        const seen = new Set();
        for (const input of form.querySelectorAll('input[type=radio], input[type=checkbox]'))
          if (!seen.has(input.name)) { seen.add(input.name); input.click(); }
        for (const select of form.querySelectorAll('select')) { select.selectedIndex = 1; select.dispatchEvent(new Event('change', {bubbles: true})); }
        for (const input of form.querySelectorAll('input[type=text], textarea')) { input.value = '1'; input.dispatchEvent(new Event('input', {bubbles: true})); }
        form.requestSubmit();
        // a text of one's own is compared with its model first
        if (form.querySelector('textarea')) form.requestSubmit();
      }
    }""")


@pytest.mark.parametrize("name", EVERY)
def test_axe_finds_nothing(name: str, served: str, page, axe_script: str) -> None:
    """Light and dark, phone and screen, before and after answering."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(f"{served}/{name}.html")
    assert violations(page, axe_script) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, axe_script) == []
    answer_all(page)
    assert violations(page, axe_script) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    assert violations(page, axe_script) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_on_what_the_build_makes(language: str, served: str, site: Path, page, axe_script: str) -> None:
    """Every page that no table of contents lists: instruments, debriefs for readers without scripts, the choice of a language."""
    page.emulate_media(reduced_motion="reduce")
    listed = {f"{name}.html" for name in (*EVERY, f"{language}/index")}  # a language's own index only leads on
    names = [path.relative_to(site).as_posix() for path in sorted(site.glob(f"{language}/**/*.html"))]
    made = [name for name in [*names, "index.html"] if name not in listed]
    assert len(made) > 10
    found = {}
    for name in made:
        page.goto(f"{served}/{name}")
        if wrong := violations(page, axe_script):
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_wider_than_a_phone(name: str, served: str, page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served}/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    answer_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", EVERY)
def test_targets_can_be_hit(name: str, served: str, page) -> None:
    """WCAG 2.2, 2.5.8: 24 CSS px, links inside a sentence excepted."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served}/{name}.html")
    small = page.evaluate("""() => [...document.querySelectorAll('button, select, input, summary, .bar a, label')]
      .filter(e => e.checkVisibility() && e.type !== 'hidden' && !e.closest('.visually-hidden') && !e.classList.contains('visually-hidden'))
      .filter(e => !(e.matches('label') && !e.parentElement.matches('.choice')))
      .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()]).filter(([, r]) => r.width && (r.width < 21 || r.height < 21)).map(([h]) => h)""")
    assert small == []


@pytest.mark.parametrize("name", EVERY)
def test_links_lead_somewhere(name: str, site: Path) -> None:
    text = (site / f"{name}.html").read_text(encoding="utf-8")
    here = (site / f"{name}.html").parent
    for href in re.findall(r'href="([^"]+)"', text):
        if href.startswith(("http", "mailto:", "data:")):
            continue
        path, _, anchor = href.partition("#")
        target = (here / unquote(path.split("?")[0])).resolve() if path else site / f"{name}.html"
        assert target.exists(), href
        if anchor and target.suffix == ".html":
            assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), href


@pytest.mark.parametrize("name", EVERY)
def test_no_markup_is_left_in_the_text(name: str, site: Path) -> None:
    """Bold that touches an Arabic letter and a bracket, a role with a typing error: what a parser leaves, a reader sees."""
    words = re.sub(r"<(script|style|code|pre)\b.*?</\1>|<[^>]*>", " ", (site / f"{name}.html").read_text(encoding="utf-8"), flags=re.S)
    assert re.findall(r".{0,30}(?:\*\*|\]\(|\{law\}|\{term\}|\{report\}).{0,30}", words) == []


def test_site_loads_nothing_from_elsewhere(site: Path) -> None:
    loading = re.compile(r"""(?:<(?:script|img|iframe|source|link)[^>]+(?:src|href)=|url\()["']?(https?:)?//(?!www\.w3\.org)""")
    assert [p.relative_to(site).as_posix() for p in site.rglob("*") if p.suffix in (".html", ".css") and loading.search(p.read_text(encoding="utf-8"))] == []


def test_double_click_works_with_no_network(site: Path, browser) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.goto((site / "index.html").as_uri())
    page.click("text=English")
    page.goto((site / "en" / f"{LESSON}.html").as_uri())
    form = page.locator("form.item").first
    form.locator("input").first.check(force=True)
    form.locator("button[type=submit]").click()
    assert form.locator(".item-feedback").first.is_visible()
    assert form.locator(".item-outcome").inner_text()
    page.reload()
    assert page.locator("form.item").first.locator(".item-feedback").first.is_visible()
    context.close()
    assert wrong == []


def test_citation_shows_the_provision_on_hover_focus_and_tap(served: str, page) -> None:
    page.goto(f"{served}/en/{LESSON}.html")
    link = page.locator("article a.law:visible").first
    for act in (link.hover, link.focus, link.tap if page.context.browser is None else link.hover):
        act()
        tip = page.locator("[role=tooltip], .law-popover").first
        tip.wait_for(state="visible")
        words = tip.inner_text()
        assert "UNTOC" in words and re.search(r"20\d\d-\d\d-\d\d", words)
        page.keyboard.press("Escape")
        tip.wait_for(state="hidden")
        page.mouse.move(0, 0)


def test_language_switch_stays_on_the_page_and_keeps_answers(served: str, page) -> None:
    page.goto(f"{served}/en/{LESSON}.html")
    form = page.locator("form.item").first
    form.locator("input").first.check(force=True)
    form.locator("button[type=submit]").click()
    page.click(".language-link")
    assert page.url.endswith(f"/ar/{LESSON}.html")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("form.item").first.locator(".item-feedback").first.wait_for()  # shown when the new page's script has run
    page.click(".language-link")
    assert page.url.endswith(f"/en/{LESSON}.html")


def test_without_scripts_everything_can_be_read(served: str, browser, course) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/en/{LESSON}.html")
    words = page.locator("body").inner_text()
    for item in course.items_of("mutual-legal-assistance", "anatomy-of-a-request"):
        assert item.body.prompt.replace("*", "")[:40] in words
    first = page.locator("details.item-key").first
    assert first.locator("summary").is_visible()
    first.locator("summary").click()
    assert first.locator(".key-feedback").first.is_visible()
    assert page.locator(".theme-switch").is_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    page.click(".menu-link")
    assert page.locator("nav.contents a", has_text="Anatomy").first.is_visible()
    context.close()


def test_all_by_keyboard(served: str, page) -> None:
    """From the skip link to the outcome of the first question with Tab, arrows, Space and Enter only."""
    page.goto(f"{served}/en/{LESSON}.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-to-content"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('form.item input')"):
            break
    page.keyboard.press("Space")
    outline = page.evaluate("getComputedStyle(document.activeElement.nextElementSibling || document.activeElement).outlineStyle")
    assert outline != "none"
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button[type=submit]')"):
            break
    page.keyboard.press("Enter")
    assert page.locator("form.item").first.locator(".item-feedback").first.is_visible()


def packed(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 6))


def test_nothing_of_the_workshop_of_sphinx_is_shipped(site: Path) -> None:
    names = {p.name for p in site.rglob("*") if p.is_file()}
    assert not {"environment.pickle", "thebe.js", "sphinx-thebe.js", "togglebutton.js", "sphinx-book-theme.js", "fontawesome.js"} & names
    assert sum(packed(p) for p in site.rglob("*") if p.is_file()) < 10_000_000


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_use_of_a_term_says_what_it_means(language: str, served: str, page) -> None:
    page.goto(f"{served}/{language}/{LESSON}.html")
    terms = page.locator("article a.term")
    names = terms.evaluate_all("links => links.map(link => link.dataset.law)")
    assert names and len(names) == len(set(names))
    terms.first.focus()
    popover = page.locator(".law-popover")
    popover.wait_for()
    assert re.search("[\u0621-\u064a]", popover.inner_text()) and re.search("[a-z]", popover.inner_text())
    assert popover.locator(".law-status").count() == 0
    address = terms.first.get_attribute("href")
    terms.first.click()
    page.wait_for_url(f"**/{address.removeprefix('../')}")
    assert page.locator(".glossary-entry:target").is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_instrument_has_a_page_that_says_where_its_provisions_are_used(language: str, served: str, page) -> None:
    page.goto(f"{served}/{language}/book/law/index.html")
    page.locator(".instruments a[href$='untoc.html']").click()
    provision = page.locator("#untoc-18-15-a")
    provision.wait_for()
    assert provision.locator(".provision-status time").count() == 1
    used = provision.locator(".provision-uses a:not(.in-english)").first
    lesson = used.get_attribute("href").rpartition("/")[2]
    used.click()
    page.wait_for_url(f"**/{lesson}")
    page.locator("article h1").wait_for()


def test_a_role_brings_its_lessons_first_and_is_remembered(served: str, page) -> None:
    page.goto(f"{served}/en/book/paths.html")
    page.get_by_label("Your role").select_option("border_officer")
    rows = "[...document.querySelectorAll('.paths-table tbody tr')].map(row => row.classList.contains('path-part') ? 'part' : row.dataset.roles.includes('border_officer'))"
    order = page.evaluate(rows)
    assert order[0] == "part" and order.count("part") == 2
    second = order.index("part", 1)
    assert all(order[1:second]) and not any(order[second + 1 :])
    page.reload()
    assert page.get_by_label("Your role").input_value() == "border_officer" and page.evaluate(rows) == order
