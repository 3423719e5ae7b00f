"""Review: what comes back when, answered on its page into the same record; the plan in a calendar and on paper."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.progress_page import write_bare
from tests.browser.test_progress import record

DAY = datetime.timedelta(days=1)


def tries(*entries: tuple[int, int, str], now: datetime.datetime) -> list[dict[str, Any]]:
    """(days ago, points of one, certainty) → tries."""
    return [
        {"response": "a", "score": score, "maximum": 1, "at": (now - ago * DAY).strftime("%Y-%m-%dT%H:%M:%S.000Z"), **({"certainty": sure} if sure else {})}
        for ago, score, sure in entries
    ]


def days(bare: Any, *entries: tuple[int, int, str]) -> list[int]:
    """The plan's days, counted from today."""
    now = datetime.datetime.now(datetime.UTC).replace(hour=12)
    found = bare.evaluate("tries => caseworkProgress.fixed(tries)", tries(*entries, now=now))
    return [(datetime.date.fromisoformat(day) - now.date()).days for day in found]


@pytest.fixture
def bare(browser: Any, tmp_path: Path) -> Any:
    context = browser.new_context(timezone_id="UTC")
    page = context.new_page()
    page.goto(write_bare(tmp_path).as_uri())
    yield page
    context.close()


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([(0, 1, "")], [1, 7, 30, 90]),
        ([(10, 1, "")], [-9, -3, 20, 80]),
        ([(10, 1, ""), (2, 1, "")], [20, 80]),  # what was missed is answered once
        ([(10, 1, ""), (0, 0, "sure")], [1, 20, 80]),  # not right: the next day too
        ([(0, 0, "")], [1, 7, 30, 90]),
        ([(200, 1, ""), (100, 1, "")], []),
        ([(200, 1, ""), (100, 0, "")], [-99]),
        ([], []),
    ],
)  # fmt: skip
def test_the_fixed_plan(bare: Any, entries: list[tuple[int, int, str]], expected: list[int]) -> None:
    assert days(bare, *entries) == expected


def test_sure_and_wrong_comes_first_then_what_waits_longest(bare: Any) -> None:
    now = datetime.datetime.now(datetime.UTC)
    questions = [
        {"ref": "t/recent", "tries": tries((2, 1, ""), now=now), "days": ["2026-01-03"]}, {"ref": "t/old", "tries": tries((9, 0, "guess"), now=now), "days": ["2026-01-01"]},
        {"ref": "t/sure", "tries": tries((1, 0, "sure"), now=now), "days": ["2026-01-04"]}, {"ref": "t/later", "tries": tries((1, 0, "sure"), now=now), "days": ["2026-01-05"]},
        {"ref": "t/never", "tries": tries((1, 1, ""), now=now), "days": []},
    ]  # fmt: skip
    found = bare.evaluate("questions => caseworkProgress.dueToday(questions, '2026-01-04').map(one => one.ref)", questions)
    assert found == ["t/sure", "t/old", "t/recent"]


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def check_calendar(data: bytes) -> list[dict[str, str]]:
    """RFC 5545 as far as our file goes: line ends, line length, nesting, the properties that must be there; returns its events."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode()  # no character is cut in two
    lines = unfolded(data.decode())
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", lines[2]] and lines[2].startswith("PRODID:") and lines[-2:] == ["END:VCALENDAR", ""]
    events: list[dict[str, str]] = []
    for line in lines[1:-2]:
        assert re.match(r"^[A-Z-]+(;[A-Z-]+=[A-Z0-9-]+)*:", line), line
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and line != "END:VEVENT":
            assert name not in events[-1]
            events[-1][name] = value
    for event in events:
        assert re.fullmatch(r"\d{8}", event["DTSTART;VALUE=DATE"]) and re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"]) and event["UID"] and event["SUMMARY"]
    assert len({event["UID"] for event in events}) == len(events)
    return events


def test_a_calendar_of_long_and_hostile_words(bare: Any) -> None:
    words = "مراجعة; الدروس, كثيرة\\ " * 20 + "\nEND:VEVENT\r\nBEGIN:VEVENT"
    make = "([words, day]) => caseworkProgress.calendar('sample', [{day: '2026-12-01', summary: words, description: words}, {day, summary: 'b', description: ''}], '2026-11-24T10:00:00.123Z')"
    text = bare.evaluate(make, [words, "2026-12-31"])
    events = check_calendar(text.encode())
    assert len(events) == 2 and events[0]["DTSTART;VALUE=DATE"] == "20261201"
    plain = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], events[0]["SUMMARY"])
    assert plain == words.replace("\r\n", "\n")
    assert bare.evaluate(make, [words, "2026-12-31"]) == text


def seed(page: Any, served: str, language: str, course: Any) -> tuple[str, str]:
    """Two questions of choices, answered two days ago: one surely and wrongly, one right; and one answered today."""
    refs = [item.ref for item in course.items if item.body.interaction == "single" and item.theme == "mutual-legal-assistance"][:3]
    now = datetime.datetime.now(datetime.UTC)
    page.goto(f"{served}/{language}/book/about.html")
    records = [tries((2, 1, "guess"), now=now), tries((2, 0, "sure"), now=now), tries((0, 1, ""), now=now)]
    for ref, some in zip(refs, records, strict=True):
        page.evaluate("([name, value]) => localStorage.setItem(name, value)", [f"casework:{course.info.id}:item:{ref}", json.dumps({"v": 1, "tries": some, "hints": 0})])
    return refs[1], refs[0]


def test_questions_are_answered_here_into_the_same_record(served: str, page: Any, course: Any) -> None:
    sure, other = seed(page, served, "en", course)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/en/book/review.html")
    forms = page.locator(".review-item form.item")
    forms.nth(1).wait_for()
    assert [form.get_attribute("data-item") for form in forms.all()] == [sure, other]
    assert page.locator(".review-status").inner_text().startswith("2 questions come back today.")
    assert not any("fsrs" in url for url in asked) and sum("review-" in url and url.endswith(".js") for url in asked) == 1
    form = forms.first
    assert form.get_attribute("data-state") == "open" and form.locator("input:checked").count() == 0
    key = json.loads(form.get_attribute("data-key"))["correct"]
    form.locator(f"input[name=choice][value={key}]").check(force=True)
    form.get_by_label("Sure", exact=True).check()
    form.locator("button.check").click()
    assert "That is right." in form.locator(".item-outcome").inner_text() and "Try" not in form.locator(".item-outcome").inner_text()
    kept = record(page, sure)["tries"]
    assert len(kept) == 2 and kept[0]["score"] == 0 and kept[1]["score"] == kept[1]["maximum"] and kept[1]["certainty"] == "sure"
    form.locator(".item-feedback a.law").first.hover()
    page.locator(".law-popover").wait_for()
    assert page.locator(".review-from a").first.get_attribute("href").startswith("../book/mutual-legal-assistance/")
    page.reload()
    forms.first.wait_for()
    assert [form.get_attribute("data-item") for form in forms.all()] == [other]


def test_the_adaptive_plan_comes_only_when_chosen_and_is_remembered(served: str, page: Any, course: Any) -> None:
    seed(page, served, "en", course)
    page.goto(f"{served}/en/book/review.html")
    page.locator(".review-item form.item").first.wait_for()
    fixed = page.locator(".review-plan tbody tr").count()
    with page.expect_request("**/fsrs.js"):
        page.get_by_label("An adaptive plan (FSRS)").check()
    page.wait_for_function("!!window.caseworkFsrs && document.querySelectorAll('.review-plan tbody tr').length")
    assert 1 <= page.locator(".review-plan tbody tr").count() < fixed
    page.reload()
    assert page.get_by_label("An adaptive plan (FSRS)").is_checked()
    now = datetime.datetime.now(datetime.UTC)
    page.wait_for_function("!!window.caseworkFsrs")

    def due(*entries: tuple[int, int, str]) -> str:
        return page.evaluate("tries => caseworkFsrs(tries)", tries(*entries, now=now))[0]

    assert due((5, 0, "")) < due((5, 1, "guess")) < due((5, 1, "sure")) < due((5, 1, "sure"), (1, 1, "sure"))
    page.get_by_label("A fixed plan").check()
    page.wait_for_function(f"document.querySelectorAll('.review-plan tbody tr').length === {fixed}")


def test_without_its_script_the_fixed_plan_stands_in_and_says_so(served: str, page: Any, course: Any) -> None:
    seed(page, served, "en", course)
    page.route("**/fsrs.js", lambda route: route.fulfill(status=200, content_type="text/javascript", body=""))
    page.goto(f"{served}/en/book/review.html")
    page.get_by_label("An adaptive plan (FSRS)").check()
    page.locator(".review-status", has_text="could not be loaded").wait_for()
    assert page.locator(".review-item form.item").count() >= 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_plan_as_a_calendar_and_on_paper(language: str, served: str, page: Any, course: Any, tmp_path: Path) -> None:
    seed(page, served, language, course)
    page.goto(f"{served}/{language}/book/review.html")
    page.locator(".review-item form.item").first.wait_for()
    files = []
    for name in ("one.ics", "two.ics"):
        with page.expect_download() as download:
            page.locator("button.calendar").click()
        download.value.save_as(tmp_path / name)
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]
    events = check_calendar(files[0])
    rows = page.locator(".review-plan tbody tr")
    assert len(events) == rows.count() >= 5
    assert [event["DTSTART;VALUE=DATE"] for event in events] == [t.replace("-", "") for t in rows.locator("time").evaluate_all("all => all.map(t => t.dateTime)")]
    page.emulate_media(media="print")
    assert rows.first.is_visible() and rows.first.locator(".tick").inner_text() == "☐"
    assert page.locator(".review-item:visible").count() == 0 and page.locator(".review-choice").is_hidden()


def test_ten_at_once_and_the_next_on_demand(served: str, page: Any, course: Any) -> None:
    now = datetime.datetime.now(datetime.UTC)
    page.goto(f"{served}/en/book/about.html")
    refs = [item.ref for item in course.items if not item.body.form][:13]
    for ref in refs:
        page.evaluate("([name, value]) => localStorage.setItem(name, value)",
                      [f"casework:{course.info.id}:item:{ref}", json.dumps({"v": 1, "tries": tries((3, 0, ""), now=now), "hints": 0})])
    page.goto(f"{served}/en/book/review.html")
    forms = page.locator(".review-item")
    forms.nth(9).wait_for()
    assert forms.count() == 10
    page.get_by_role("button", name="Show the next 3").click()
    forms.nth(12).wait_for()
    assert forms.count() == 13 and page.evaluate("document.activeElement.className") == "review-item"
    assert page.locator("button.review-more").count() == 0
    assert page.evaluate("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(node => node.id))") == 0


def test_nothing_answered_nothing_due(served: str, page: Any) -> None:
    page.goto(f"{served}/en/book/review.html")
    page.locator(".review-status", has_text="Nothing comes back today.").wait_for()
    assert page.locator(".review-item").count() == 0 and page.locator(".review-plan table").count() == 0
