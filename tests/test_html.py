"""Inline texts as HTML: markup in data stays text, and numbers with signs keep their order in Arabic."""

from __future__ import annotations

import pytest

from casework.html_text import inline, steady


@pytest.mark.parametrize("text", ["2026-10-05", "2026-10-05T18:47:00Z", "+999 5550 0142", "UTC+3", "+3"])
def test_a_number_with_a_sign_keeps_its_order_in_arabic(text: str) -> None:
    assert f'<bdi dir="ltr">{text}</bdi>' in inline(f"ورد في {text}، ثم حُفظ")


@pytest.mark.parametrize("text", ["received 2026-10-05T18:47:00Z", "رقم NSL-P-261005-0417", "الفترة 60-90 يوما", "المادة 18"])
def test_what_reads_well_is_left_alone(text: str) -> None:
    assert "<bdi" not in inline(text)


def test_attributes_are_no_text() -> None:
    html = '<a href="x-2026-10-05">يوم</a> 2026-10-05'
    assert steady(html) == '<a href="x-2026-10-05">يوم</a> <bdi dir="ltr">2026-10-05</bdi>'


def test_markup_is_text() -> None:
    assert "<img" not in inline("<img src=x onerror=alert(1)>")
