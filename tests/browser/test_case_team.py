"""A team at one screen, and choices that close what comes later."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from casework.answers import TEAM_ROLES, Held, normalise
from casework.cases import load_case
from tests.browser.case_page import COURSE, ROOT, write_case_page
from tests.browser.test_case_page import decide, open_file


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    wanted = {"homecoming": ("en", "homecoming"), "night-call": ("en", "night-call"), "arabic": ("ar", "night-call")}
    return {name: write_case_page(tmp_path_factory.mktemp(name), language, slug) for name, (language, slug) in wanted.items()}


@pytest.fixture
def opened(page: Any, pages: dict[str, Path]) -> Callable[..., Any]:
    def go(name: str) -> Any:
        page.goto(pages[name].as_uri())
        page.wait_for_selector(".case.awake")
        return page

    return go


def record(page: Any, slug: str) -> dict[str, Any]:
    return json.loads(page.evaluate("name => localStorage.getItem(name)", f"casework:{COURSE}:case:{slug}"))


def team_on(page: Any, name: str = "We are a team at one screen") -> None:
    page.get_by_role("switch", name=name).press("Space")


def saved(page: Any) -> dict[str, Any]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    return tomllib.loads(Path(download.value.path()).read_text(encoding="utf-8"))


def test_one_learner_sees_and_keeps_nothing_of_teams(opened: Any) -> None:
    page = opened("night-call")
    assert page.locator(".pen:visible, .team-part:visible, .team-note:visible").count() == 0
    decide(page, "first_step", "wait")
    assert record(page, "night-call")["answer"]["team"] == {} and "team" not in saved(page)


def test_roles_hold_the_pen_in_turn_and_the_answer_records_who_decided(opened: Any, tmp_path: Path, case: Any) -> None:
    page = opened("night-call")
    team_on(page)
    pens = page.locator(".pen:visible").all_inner_texts()
    assert pens[1] == "Stage 2: the central authority holds the pen." and len(set(pens)) == len(pens) == len(case.stages)
    form = page.locator('[data-decision="first_step"]')
    assert form.get_by_label("Decided by").input_value() == "central-authority"
    form.get_by_label("Decided by").select_option("requested-state")
    decide(page, "first_step", "preserve")
    form.get_by_text("Note a disagreement").press("Enter")
    form.get_by_label("Which role disagrees").fill("The scribe would wait:\n\"nothing\" is lost.")
    decide(page, "home", "device")
    page.reload()
    page.wait_for_selector(".case.awake")
    assert page.get_by_role("switch", name="team").is_checked() and form.get_by_label("Which role disagrees").is_visible()
    data = saved(page)
    note = 'The scribe would wait:\n"nothing" is lost.'
    assert data["team"] == {"first_step": {"role": "requested-state", "dissent": note}, "home": {"role": "central-authority", "dissent": ""}}
    answer, problems = normalise(data, case, "answer.toml")
    assert answer and not problems and answer.team["first_step"] == Held("requested-state", note) and {held.role for held in answer.team.values()} <= set(TEAM_ROLES)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Word").click()
    word = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())).read("word/document.xml").decode()
    assert "would wait" not in word and "central authority holds" not in word
    # begun again, and opened on another machine: the mode comes with the file
    again = page.get_by_role("button", name="Start this case again")
    again.click()
    again.click()
    assert not page.get_by_role("switch", name="team").is_checked() and page.locator(".team-part:visible").count() == 0
    from casework.answer_text import write

    open_file(page, write(answer, case).encode(), tmp_path)
    assert page.get_by_role("switch", name="team").is_checked() and form.get_by_label("Which role disagrees").input_value() == note


def test_hostile_notes_stay_text_and_unknown_roles_are_left_out(opened: Any, tmp_path: Path) -> None:
    page = opened("night-call")
    text = 'case = "night-call"\n[team.first_step]\nrole = "Amal"\ndissent = "<img src=x onerror=alert(1)>"\n[team.home]\nrole = 5\n[team]\nodd = 1\n'
    text = 'case = "night-call"\n[team]\nodd = 1\n[team.first_step]\nrole = "Amal"\ndissent = "<img src=x onerror=alert(1)>"\n[team.home]\nrole = 5\n'
    said = open_file(page, text.encode(), tmp_path)
    assert "team.odd" in said and "team.first_step.role" in said and "team.home.role" in said
    assert record(page, "night-call")["answer"]["team"] == {"first_step": {"role": "", "dissent": "<img src=x onerror=alert(1)>"}}
    assert page.locator(".team-part img").count() == 0


@pytest.mark.parametrize("name", ["homecoming", "arabic"])
def test_team_and_closed_stages_are_accessible_and_narrow(name: str, opened: Any) -> None:
    page = opened(name)
    page.locator(".short-cut input").nth(1).press("Space")
    if name == "homecoming":
        decide(page, "hit", "proof")
    page.locator(".dissent > summary").first.press("Enter")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"preload": False})
        assert found.violations_count == 0, (scheme, found.generate_report()[:3000])
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_choice_closes_what_comes_later_and_going_on_opens_it(opened: Any) -> None:
    page = opened("homecoming")
    case, _ = load_case(ROOT, "homecoming")
    assert page.locator(".closed-note").count() == 0
    decide(page, "hit", "proof")
    targets = next(choice.closes for choice in case.decisions[0].choices if choice.id == "proof")
    assert page.locator(".closed-note").count() == len(targets) == 8
    assert page.locator("form.decision fieldset:visible").count() == 1 and page.locator(".draft").is_hidden()
    assert "closed by your choice in Decision 1: The hit" in page.locator('[data-decision="child"]').inner_text()
    # the debrief does not wait for what is closed
    page.locator("#stage-write .resume").wait_for()
    page.reload()
    page.wait_for_selector(".case.awake")
    assert page.locator(".closed-note").count() == 8
    page.locator('[data-decision="child"] .resume').press("Enter")
    assert page.locator(".closed-note").count() == 0 and page.locator(".draft").is_visible()
    assert page.evaluate("document.activeElement.closest('form').dataset.decision") == "child"
    page.reload()
    page.wait_for_selector(".case.awake")
    assert page.locator(".closed-note").count() == 0 and record(page, "homecoming")["answer"]["decisions"]["hit"] == "proof"
    # a later wrong turn closes less; what was answered before it stays
    decide(page, "evidence", "annex")
    assert page.locator(".closed-note").count() == 1 and page.locator(".draft").is_hidden()
    page.locator('[data-decision="evidence"]').get_by_role("button", name="Reconsider").click()
    decide(page, "evidence", "sort")
    assert page.locator(".closed-note").count() == 0 and page.locator(".draft").is_visible()
    page.locator('[data-decision="hit"]').get_by_role("button", name="Reconsider").click()
    decide(page, "hit", "proof")
    assert page.locator(".closed-note").count() == 8 and record(page, "homecoming")["answer"]["decisions"]["evidence"] == "sort"
    page.locator('[data-decision="hit"]').get_by_role("button", name="Reconsider").click()
    decide(page, "hit", "verify")
    assert page.locator(".closed-note").count() == 0


def test_a_worked_step_can_be_skipped_with_the_keyboard(opened: Any) -> None:
    page = opened("homecoming")
    worked = page.locator('[data-fade="worked"] details.example').first
    assert worked.get_attribute("open") is not None
    worked.locator("summary").press("Enter")
    assert worked.get_attribute("open") is None and worked.locator(".example-text").is_hidden()
    assert page.locator('[data-fade="worked"] .field').first.is_visible()
