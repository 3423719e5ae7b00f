"""WCAG 1.4.10: at 400 % on a screen of 1280 × 1024, which is 320 × 256 CSS pixels, nothing has to be scrolled sideways, on each kind of page."""

from __future__ import annotations

import pytest

from tests.browser.axe import violations
from tests.browser.kinds import KINDS, use

# what sticks out of the window and does not stand in a box that scrolls by itself
WIDE = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  if (!e.checkVisibility() || box.width < 2 || (box.right <= innerWidth + 1 && box.left >= -1)) return false;
  for (let p = e; p && p !== document.documentElement; p = p.parentElement) {
    const style = getComputedStyle(p);
    if (/auto|scroll|hidden|clip/.test(style.overflowX) || style.position === 'absolute' || style.position === 'fixed') return false;
  }
  return true;
}).map(e => e.outerHTML.slice(0, 120)).slice(0, 3)"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_reflows_at_400_percent(kind: str, served: str, page, axe_script: str) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{served}/{KINDS[kind]}.html")
    for act in (lambda: None, lambda: use(page)):
        act()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate(WIDE) == []
    assert violations(page, axe_script) == []
