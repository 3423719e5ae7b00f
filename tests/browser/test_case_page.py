"""What a learner does on a case's page, by clicking and typing, from a file as after a double click."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casework.answer_text import write
from casework.answers import blank, normalise, parse, patched
from casework.criteria import judge, tally
from casework.exports.docx import WORDS, blocks, fill
from tests.browser.case_page import KEY, PACKAGE, model, prepared, write_case_page


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {language: write_case_page(tmp_path_factory.mktemp(language), language) for language in ("en", "ar")}


@pytest.fixture
def opened(page: Any, pages: dict[str, Path]) -> Callable[..., Any]:
    def go(language: str = "en") -> Any:
        page.goto(pages[language].as_uri())
        page.wait_for_selector(".case.awake")
        return page

    return go


def kept(page: Any) -> dict[str, Any]:
    return json.loads(page.evaluate("name => localStorage.getItem(name)", KEY))


def decide(page: Any, name: str, *choices: str) -> None:
    form = page.locator(f'[data-decision="{name}"]')
    for choice in choices:
        form.locator(f'input[value="{choice}"]').check()
    form.locator("button.decide").click()


def check(page: Any) -> None:
    page.locator(".check-draft button").click()
    page.wait_for_selector(".verdicts")


def open_file(page: Any, content: bytes, tmp_path: Path) -> str:
    path = tmp_path / "answer.toml"
    path.write_bytes(content)
    page.locator(".keep-status").evaluate("node => node.textContent = ''")
    page.locator(".case-keep input[type=file]").set_input_files(path)
    page.wait_for_function("document.querySelector('.keep-status').textContent")
    return page.locator(".keep-status").inner_text()


def test_everything_is_readable_without_the_script(browser: Any, pages: dict[str, Path], case: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["en"].as_uri())
    page.locator("details.document summary").nth(1).click()
    assert page.get_by_text("2,300 of your patients").is_visible()
    for name in ("form.decision fieldset", ".draft-section", ".field"):
        assert page.locator(name).count() >= 8 and page.locator(name).first.is_visible()
    assert page.get_by_role("link", name="Read the debrief").get_attribute("href") == "debrief.html"
    assert case.criteria[0].otherwise not in page.locator("body").inner_text()
    assert page.locator(".case-keep").is_hidden()
    context.close()


def test_a_decision_shows_what_follows_and_each_try_is_kept(opened: Any) -> None:
    page = opened()
    form = page.locator('[data-decision="first_step"]')
    form.locator("button.decide").click()
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{form.locator('input').first.get_attribute('id')}"
    decide(page, "first_step", "wait")
    assert "The first log-ins were deleted on the 23rd" in form.inner_text() and form.locator(".item-feedback a.law").count() == 2
    assert page.evaluate("document.activeElement.className") == "item-feedback incorrect"
    form.get_by_role("button", name="Reconsider").click()
    assert form.locator(".item-feedback").count() == 0 and page.evaluate("document.activeElement.type") == "radio"
    decide(page, "first_step", "preserve")
    assert form.locator(".item-feedback.correct").count() == 1
    record = kept(page)
    assert record["answer"]["decisions"]["first_step"] == "preserve" and [t["value"] for t in record["tries"]["first_step"]] == ["wait", "preserve"]
    page.reload()
    page.wait_for_selector('[data-decision="first_step"] .item-feedback.correct')


def test_several_choices_say_what_was_left_out(opened: Any) -> None:
    page = opened()
    decide(page, "home", "device", "login")
    found = [css.split()[-1] for css in page.locator('[data-decision="home"] .item-feedback').evaluate_all("nodes => nodes.map(n => n.className)")]
    assert found == ["incorrect", "correct", "missed", "missed"]


def test_a_draft_is_kept_at_once_and_rows_need_only_the_keyboard(opened: Any) -> None:
    page = opened()
    page.locator("[data-field=facts] textarea").press_sequentially("He paid.")
    assert kept(page)["answer"]["request"]["facts"] == "He paid."
    rows = page.locator("[data-field=persons] .row")
    before = rows.count()
    page.locator("[data-field=persons] .row-add").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Rami Kostal")
    assert rows.count() == before + 1 and kept(page)["answer"]["request"]["persons"][0]["name"] == "Rami Kostal"
    start = page.locator("[data-field=data] .row [data-column=start]").first
    start.locator("[data-part=day]").fill("2026-08-24")
    start.locator("[data-part=time]").fill("18:00")
    assert kept(page)["answer"]["request"]["data"][0]["start"] == "2026-08-24T18:00:00"
    start.locator("[data-part=zone]").select_option("Z")
    assert kept(page)["answer"]["request"]["data"][0]["start"] == "2026-08-24T18:00:00Z"
    page.reload()
    page.wait_for_selector(".case.awake")
    assert page.locator("[data-field=persons] [data-column=name] input").first.input_value() == "Rami Kostal"
    assert page.locator("[data-field=data] [data-part=time]").first.input_value() == "18:00"
    page.locator("[data-field=persons] .row-remove").first.press("Enter")
    assert kept(page)["answer"]["request"]["persons"] == [] and "row-add" in page.evaluate("document.activeElement.className")


def test_the_draft_is_judged_as_python_judges_it(opened: Any, case: Any) -> None:
    page = opened()
    decide(page, "first_step", "preserve")
    page.locator("[data-field=legal_basis] input[value=untoc]").check()
    check(page)
    answer = patched(blank(case), {"first_step": "preserve"}, {"legal_basis": ["untoc"]})
    verdicts = {v.id: v.outcome for v in judge(case, answer)}
    shown = page.locator("li[data-criterion]").evaluate_all("nodes => nodes.map(n => [n.dataset.criterion, n.className.split('verdict-')[1]])")
    assert dict(shown) == {name: outcome.replace(" ", "-") for name, outcome in verdicts.items()}
    counts = tally(judge(case, answer))
    assert f"Met: {counts['met']}. Not met: {counts['not met']}. Not found: {counts['not found']}." in page.locator(".review-summary").inner_text()
    assert page.evaluate("document.activeElement.className") == "review-summary"
    # its second view is the paper with what its reader would ask, in two tabs that the arrow keys change
    page.get_by_role("tab", name="My draft").press("ArrowRight")
    assert page.get_by_role("tab", selected=True).inner_text() == "As the requested State reads it"
    reading = page.get_by_role("tabpanel").inner_text()
    wanted = [c for c in case.criteria if verdicts[c.id] in ("not met", "not found")]
    assert all(page.locator(".margin-notes").get_by_text(c.otherwise[:40]).count() for c in wanted[:5])
    assert "Convention against Transnational Organized Crime, article 18" in reading and "Not filled in" in reading
    assert page.locator(".draft").is_hidden()
    # and the letter tells what was missing
    letter = page.locator(".letter-paper").inner_text()
    assert wanted[0].letter.strip()[:40] in letter and case.key.letter.granted.strip()[:40] not in letter


def test_not_found_can_be_claimed_and_is_counted_apart(opened: Any) -> None:
    page = opened()
    page.locator("[data-field=facts] textarea").fill("Somebody wanted coins. Else the world would see it all.")
    check(page)
    row = page.locator('li[data-criterion="facts-threat"]')
    row.locator("summary").click()
    row.get_by_label("The sentence that says it").select_option(index=2)
    row.get_by_role("button", name="Keep my claim").click()
    page.wait_for_selector('li.verdict-claimed[data-criterion="facts-threat"]')
    assert "Claimed by you: 1" in page.locator(".review-summary").inner_text() and page.evaluate("document.activeElement.dataset.criterion") == "facts-threat"
    assert "see it all" in kept(page)["answer"]["claims"]["facts-threat"]["sentence"]
    assert page.locator('.margin-notes').get_by_text("what was threatened and what was paid").count() == 0
    row.get_by_role("button", name="Withdraw my claim").click()
    page.wait_for_selector('li.verdict-not-found[data-criterion="facts-threat"]')
    assert kept(page)["answer"]["claims"] == {}


def test_the_model_answer_goes_in_and_out_as_a_file(opened: Any, case: Any, tmp_path: Path) -> None:
    page = opened()
    answer = model(case)
    assert open_file(page, write(answer, case).encode(), tmp_path).startswith("The file is open")
    check(page)
    outcomes = page.locator("li[data-criterion]").evaluate_all("nodes => nodes.map(n => n.className.split('verdict-')[1])")
    assert set(outcomes) <= {"met", "not-applicable"}
    assert "The records of account 4410982277015 are enclosed" in page.locator(".letter-paper").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "answer.toml"
    data, text, problems = parse(Path(download.value.path()).read_bytes(), "answer.toml")
    back, wrong = normalise(data or {}, case, "answer.toml", text)
    assert not problems and not wrong and back and back.decisions == answer.decisions and back.request == answer.request
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Word").click()
    saved = zipfile.ZipFile(Path(download.value.path()))
    cite = prepared()[1].renderer.citation
    python = zipfile.ZipFile(io.BytesIO(fill(list(blocks(case, answer, WORDS, cite)), "en")))
    assert saved.read("word/document.xml") == python.read("word/document.xml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'case = "another"\nformat = 1\n', "another case: another"), (b'case = "night-call"\nformat = 2\n', "newer version"),
        (b"case = ", "can't be read"), (b"\xff\xfe\x00", "can't be read"), (b"#" * 1_000_001, "larger than an answer"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_and_changes_nothing(content: bytes, message: str, opened: Any, tmp_path: Path) -> None:
    page = opened()
    page.locator("[data-field=facts] textarea").fill("Mine.")
    assert message in open_file(page, content, tmp_path)
    assert page.locator("[data-field=facts] textarea").input_value() == "Mine." and kept(page)["answer"]["request"]["facts"] == "Mine."


def test_what_a_control_cannot_show_is_kept(opened: Any, tmp_path: Path) -> None:
    """A date that is none, from a file written by hand, must not vanish when another field is typed in."""
    page = opened()
    open_file(page, b'case = "night-call"\n[request]\npreserved_on = "5 October"\n', tmp_path)
    assert page.locator("[data-field=preserved_on] .field-kept").inner_text() == "5 October"
    page.locator("[data-field=facts] textarea").fill("x")
    assert kept(page)["answer"]["request"]["preserved_on"] == "5 October"
    page.locator("[data-field=preserved_on] input").fill("2026-10-05")
    assert kept(page)["answer"]["request"]["preserved_on"] == "2026-10-05"


def test_starting_again_asks_first(opened: Any) -> None:
    page = opened()
    decide(page, "first_step", "wait")
    page.locator("[data-field=facts] textarea").fill("x")
    again = page.get_by_role("button", name="Start this case again")
    again.click()
    assert kept(page)["answer"]["request"]["facts"] == "x"
    again.click()
    assert page.locator("[data-field=facts] textarea").input_value() == "" and page.locator(".item-feedback").count() == 0
    page.reload()
    page.wait_for_selector(".case.awake")
    assert page.locator("[data-field=facts] textarea").input_value() == "" and page.locator(".case-notice").is_hidden()


def test_the_debrief_waits_for_the_work_and_can_be_had_before(opened: Any, case: Any) -> None:
    page = opened()
    assert page.locator(".case-debrief").first.get_by_role("button").inner_text() == "Show it now" and page.locator(".debrief-waits").is_visible()
    for one in case.decisions:
        decide(page, one.id, one.choices[0].id)
    assert page.locator(".debrief-waits").is_visible()
    check(page)
    assert page.locator(".debrief-waits").is_hidden()
    page.locator(".case-debrief").first.get_by_role("button").click()
    page.wait_for_selector(".debrief-text")
    parts = page.locator(".case-debrief").all_inner_texts()
    assert len(parts) == 2 and "What happened." in parts[0] and "Lay your request beside the model" in parts[1]
    assert page.locator(".model").count() == 1 and page.locator(".case-way li.done").count() == 5


def test_the_short_cut_leaves_out_the_draft_and_stays_on(opened: Any, case: Any) -> None:
    page = opened()
    page.get_by_role("switch", name="45 minutes").check()
    assert page.locator(".case-stage:visible").count() == sum(stage.short for stage in case.stages) == 3
    for one in case.decisions:
        decide(page, one.id, one.choices[0].id)
    assert page.locator(".debrief-waits").is_hidden()
    page.reload()
    page.wait_for_selector(".case.awake")
    assert page.get_by_role("switch", name="45 minutes").is_checked() and page.locator(".draft").is_hidden()


@pytest.mark.parametrize("text", ["{", "[]", '{"v": 2}', '{"v": 1, "answer": 7}', "7"])
def test_what_cannot_be_read_is_put_aside(text: str, opened: Any) -> None:
    page = opened()
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [KEY, text])
    page.reload()
    page.wait_for_selector(".case.awake")
    if text == '{"v": 1, "answer": 7}':
        assert page.locator("[data-field=facts] textarea").input_value() == ""
        return
    assert "could not be read" in page.locator(".case-notice").inner_text()
    assert page.evaluate("name => localStorage.getItem(name + ':unreadable')", KEY) == text


def test_full_storage_is_told_and_the_work_goes_on(opened: Any) -> None:
    page = opened()
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }")
    page.locator("[data-field=facts] textarea").fill("x")
    assert "keeps nothing" in page.locator(".case-notice").inner_text()
    check(page)
    assert page.locator("li[data-criterion]").count() > 40


def test_hostile_text_stays_text(opened: Any) -> None:
    page = opened()
    evil = "<img src=x onerror=\"document.title='owned'\"> &lt;b&gt; </script><script>document.title='owned'</script>"
    page.locator("[data-field=facts] textarea").fill(evil)
    check(page)
    page.get_by_role("tab", name="As the requested State").click()
    assert evil in page.locator(".reading-paper").inner_text() and page.title() != "owned"
    page.reload()
    page.wait_for_selector(".case.awake")
    assert page.locator("[data-field=facts] textarea").input_value() == evil and page.title() != "owned"


def test_papers_are_at_hand_while_drafting(opened: Any) -> None:
    page = opened()
    button = page.locator(".paper-button").nth(4)
    button.press("Enter")
    assert page.locator(".paper-viewer").is_visible() and "NSL" not in page.locator(".viewer-text").inner_text()
    assert button.get_attribute("aria-expanded") == "true" and page.evaluate("document.activeElement.className").startswith("viewer-text")
    page.keyboard.press("Escape")
    assert page.locator(".paper-viewer").is_hidden() and page.evaluate("document.activeElement.className") == "paper-button"


def test_the_printed_file_is_open(opened: Any) -> None:
    page = opened()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details.document:not([open])").count() == 0
    assert page.get_by_text("2,300 of your patients").is_visible() and page.locator(".case-keep").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.document[open]").count() == 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_and_a_phone_needs_no_sideways_scrolling(language: str, opened: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(language)
    for state in ("new", "worked on"):
        if state == "worked on":
            decide(page, "home", "device", "login")
            page.locator("details.document").evaluate_all("nodes => nodes.forEach(n => n.open = true)")
            check(page)
            page.locator(".claim-box summary").first.click()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options={"preload": False})
            assert found.violations_count == 0, (state, scheme, found.generate_report()[:3000])
    page.get_by_role("tab").nth(1).click()
    page.locator(".case-debrief button").first.click()
    page.wait_for_selector(".debrief-text")
    found = Axe().run(page, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()[:3000]
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.fixture(scope="module")
def http(pages: dict[str, Path]) -> Iterator[str]:
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(pages["en"].parent)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
    assert found
    yield found[0]
    process.terminate()
    process.wait(10)


def test_it_works_from_a_server_too(page: Any, http: str) -> None:
    page.goto(f"{http}/case.html")
    check(page)
    assert page.locator("li[data-criterion]").count() > 40


def test_the_page_is_light(pages: dict[str, Path]) -> None:
    """What the case adds to any page at first: its own markup, script and sheet. Judging comes when it is wanted."""
    files = [pages["en"], PACKAGE / "static" / "case.js", PACKAGE / "css" / "case.css"]
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in files) <= 56_000
