"""The policy in a real browser: it stops what it should, and no page of any kind meets it."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

import pytest

from casework.policy import HEADERS
from tests.browser.kinds import KINDS, use

@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_meets_its_own_policy(kind: str, way: str, site: Path, served: str, page) -> None:
    """The fixture fails on any word in the console; reports are collected too, since some are no errors."""
    page.add_init_script("window.stopped = []; document.addEventListener('securitypolicyviolation', e => window.stopped.push(`${e.violatedDirective} ${e.blockedURI}`));")
    page.goto(f"{served}/{KINDS[kind]}.html" if way == "http" else (site / f"{KINDS[kind]}.html").as_uri())
    use(page)
    assert page.evaluate("window.stopped") == []


@pytest.mark.parametrize("way", ["http", "file"])
def test_the_policy_stops_what_a_page_could_send_or_run(way: str, site: Path, served: str, browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}/en/book/about.html" if way == "http" else (site / "en/book/about.html").as_uri())
    stopped = page.evaluate("""async () => {
      const reports = [];
      document.addEventListener('securitypolicyviolation', e => reports.push(e.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<p id=x style="color: rgb(1, 2, 3)" onclick="window.ran = true">x</p>');
      document.getElementById('x').click();
      const image = new Image();
      image.src = 'http://127.0.0.1:9/secret.png';
      document.body.append(image);
      await fetch(location.href).catch(() => 0);
      navigator.sendBeacon('http://127.0.0.1:9/', 'secret');
      await new Promise(done => setTimeout(done, 200));
      return {reports, ran: window.ran === true, color: getComputedStyle(document.getElementById('x')).color};
    }""")
    assert not stopped["ran"] and stopped["color"] != "rgb(1, 2, 3)"
    assert {"script-src-elem", "script-src-attr", "style-src-attr", "img-src", "connect-src"} <= set(stopped["reports"])
    context.close()


def test_the_server_says_the_same_in_its_headers(served: str) -> None:
    for address in ("/", "/en/book/index.html", "/en/_static/casework/page.js", "/en/_static/casework/icon.svg"):
        with urlopen(f"{served}{address}") as answer:
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
