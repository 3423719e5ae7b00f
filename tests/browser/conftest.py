"""A page with sample questions, opened as a file; axe-core's script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.quiz_page import write_page


@pytest.fixture
def opened(page: Any, tmp_path: Path) -> Callable[..., Any]:
    """Opens a page with these questions as a file and returns the browser's page."""

    def open_page(*kinds: str, **how: Any) -> Any:
        page.set_default_timeout(5000)
        page.goto(write_page(tmp_path, list(kinds), **how).as_uri())
        return page

    return open_page


@pytest.fixture(scope="session")
def axe_script() -> str:
    import axe_playwright_python

    return next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js")).read_text(encoding="utf-8")
