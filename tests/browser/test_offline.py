"""Kept on a device: the server is gone, unvisited pages open in both languages; a new version comes and the answers stay."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import pytest

from casework.offline import write

SERVE = "import sys; from pathlib import Path; from casework.serve import serve; serve(Path(sys.argv[1]), int(sys.argv[2]), False, lambda _: None)"
LESSON = "book/mutual-legal-assistance/anatomy-of-a-request"
OTHER = "book/mutual-legal-assistance/refusal-and-execution"
WAIT = 120_000


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(folder), str(port)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield process.stdout.readline().strip().rstrip("/")
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def device(browser):
    context = browser.new_context()
    yield context
    context.close()


def keep(page, address: str) -> None:
    page.goto(f"{address}/en/book/offline.html")
    page.click(".offline-page button.primary")
    page.get_by_text("Kept. The module now opens").wait_for(timeout=WAIT)


def answer(page, address: str) -> str:
    page.goto(f"{address}/en/{LESSON}.html")
    form = page.locator("form.item").first
    form.locator("input").first.check(force=True)
    form.locator("button[type=submit]").click()
    form.locator(".item-outcome > *").first.wait_for()
    return page.evaluate("JSON.stringify(Object.entries(localStorage).filter(([name]) => !name.endsWith(':place')).sort())")


def reopened(device, page, address: str, words: str):
    """The page opened anew with all others closed. A browser lets go of a closed page in its own time, so more than once."""
    for _ in range(40):
        page.close()
        page = device.new_page()
        page.wait_for_timeout(500)
        page.goto(address)
        if words in page.inner_text("h1"):
            return page
    raise AssertionError(page.inner_text("h1"))


def test_the_module_opens_with_the_server_gone_and_is_renewed_with_answers_kept(site: Path, course, device, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    page = device.new_page()
    with serving(copy) as address:
        keep(page, address)
        stored = answer(page, address)
    # the server is gone
    page.reload()
    assert page.locator("form.item .item-feedback").first.is_visible()
    for language, direction in (("en", "ltr"), ("ar", "rtl")):
        page.goto(f"{address}/{language}/{OTHER}.html")
        assert page.locator("html").get_attribute("dir") == direction
        assert page.locator("form.item").first.is_visible()
        page.locator("article a.law:visible").first.hover()
        page.locator("[role=tooltip], .law-popover").first.wait_for(state="visible")  # a script that no visited page had loaded
    page.goto(f"{address}/")
    assert page.get_by_role("link", name="English").is_visible()
    page.goto(f"{address}/no/such/page.html")
    assert page.get_by_role("link", name="English").is_visible()
    # a new version at the same address
    changed = copy / "en" / f"{OTHER}.html"
    changed.write_text(changed.read_text(encoding="utf-8").replace("<h1>", "<h1>Second version: ", 1), encoding="utf-8")
    write(copy, course.info)
    with serving(copy, int(address.rsplit(":", 1)[1])) as again:
        assert again == address
        page.goto(f"{address}/en/book/offline.html")
        page.get_by_text("A newer version is ready").wait_for(timeout=WAIT)
        # pages that are open keep their version until all are closed
        page.goto(f"{address}/en/{OTHER}.html")
        assert "Second version" not in page.inner_text("h1")
    page = reopened(device, page, f"{address}/en/{OTHER}.html", "Second version")
    assert page.evaluate("JSON.stringify(Object.entries(localStorage).filter(([name]) => !name.endsWith(':place')).sort())") == stored
    assert page.evaluate("caches.keys().then(names => names.filter(name => name.startsWith('casework-offline:')).length)") == 1


def test_a_file_that_changed_while_it_was_loaded_is_refused(site: Path, device, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    page = device.new_page()
    (copy / "en" / f"{OTHER}.html").write_text("half of a new version", encoding="utf-8")
    with serving(copy) as address:
        page.goto(f"{address}/en/book/offline.html")
        page.click(".offline-page button.primary")
        page.get_by_text("It could not be kept").wait_for(timeout=WAIT)
        assert page.evaluate("navigator.serviceWorker.getRegistration().then(r => !r || !r.active)")


def test_nothing_is_kept_unasked_and_it_can_be_removed(site: Path, device) -> None:
    page = device.new_page()
    with serving(site) as address:
        stored = answer(page, address)
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
        assert page.locator("link[rel=manifest]").count() == 1
        keep(page, address)
        page.click(".offline-remove")
        page.get_by_text("Removed. Your answers").wait_for()
        assert page.evaluate("caches.keys().then(names => names.length)") == 0
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
        assert page.evaluate("JSON.stringify(Object.entries(localStorage).filter(([name]) => !name.endsWith(':place')).sort())") == stored


def test_the_manifest_and_its_icons_are_sound(site: Path, page, served: str) -> None:
    page.goto(f"{served}/en/book/offline.html")
    link = page.evaluate("document.querySelector('link[rel=manifest]').href")
    data = page.request.get(link).json()
    sizes = page.evaluate("""([icons, link]) => Promise.all(icons.map(async icon => {
        const image = new Image();
        image.src = new URL(icon.src, link).href;
        await image.decode();
        return [icon.sizes, `${image.naturalWidth}x${image.naturalHeight}`, icon.type];
      }))""", [data["icons"], link])
    found = {"start": urljoin(link, data["start_url"]), "scope": urljoin(link, data["scope"]), "display": data["display"], "sizes": sizes}
    assert found["start"] == f"{served}/index.html" and found["scope"] == f"{served}/" and found["display"] == "standalone"
    assert all(said == real for said, real, kind in found["sizes"] if kind == "image/png")
    assert {"192x192", "512x512"} <= {said for said, _, _ in found["sizes"]}


def test_plain_http_from_elsewhere_is_told(site: Path, page, served: str) -> None:
    """A page that is no secure context has no worker; the words say so and the rest goes on."""
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.goto(f"{served}/en/book/offline.html")
    assert "plain http" in page.inner_text(".offline-page") and page.locator(".offline-page button").count() == 0
