"""Draws the web app's icons (PNG) from ``src/casework/static/icons/icon.svg``: only for who changes the picture; the files are in git.

The picture keeps its signs within the middle four fifths, which every system's mask leaves.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).parents[1] / "src" / "casework" / "static" / "icons"
SIZES = (180, 192, 512)


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f'<style>body{{margin:0}}svg{{display:block;width:{size}px}}</style>{(ICONS / "icon.svg").read_text(encoding="utf-8")}')
            page.screenshot(path=ICONS / f"icon-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
