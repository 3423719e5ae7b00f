"""What only one interaction does: stages that open, a text that is compared, a picture that is pressed, certainty that is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.quiz_answers import check, focused, item, kept, write


def test_a_poll_has_no_right_answer(opened: Callable[..., Any]) -> None:
    page = opened("poll")
    form = item(page, "poll")
    form.get_by_label("Degree 2").check()
    check(form)
    assert form.locator(".item-outcome").inner_text() == "Noted."
    assert form.locator(".item-feedback").inner_text().startswith("Your choice") and "You said 2." in form.locator(".item-feedback").inner_text()
    assert kept(page, "poll")["tries"][0]["response"] == "b"


def test_a_decision_shows_only_the_stages_that_the_choices_lead_to(opened: Callable[..., Any]) -> None:
    page = opened("decision")
    form = item(page, "decision")
    shown = lambda: [stage.get_attribute("data-stage") for stage in form.locator(".stage").all() if stage.is_visible()]  # noqa: E731
    assert shown() == ["call"]
    form.get_by_label("Wait", exact=True).check()
    assert shown() == ["call", "wait"]
    form.get_by_label("Ask now").check()
    assert shown() == ["call", "wait", "ask"]
    check(form)
    assert page.evaluate("document.activeElement.id") == "item-decision-ask-a" and form.get_attribute("data-state") == "open"
    # another way leaves the choices of the first behind
    form.get_by_label("Ask", exact=True).check()
    assert shown() == ["call", "ask"] and form.locator("[data-stage=wait] input:checked").count() == 0
    form.get_by_label("Send it").check()
    check(form)
    assert kept(page, "decision")["tries"][0]["response"] == ["a", "b"]
    page.reload()
    assert shown() == ["call", "ask"] and "That is right." in form.locator(".item-outcome").inner_text()


def test_a_text_is_compared_after_it_was_written(opened: Callable[..., Any]) -> None:
    page = opened("free-text")
    form = item(page, "free-text")
    assert form.locator(".comparison").is_hidden() and form.locator(".written-model").is_hidden()
    check(form)
    assert form.locator(".item-error").is_visible() and kept(page, "free-text") is None
    write(form)
    assert "by 20 August" in form.locator(".written-model").inner_text() and "written-model" in focused(page)
    form.get_by_label("It names the day").check()
    check(form)
    assert "1 of 2" in form.locator(".item-outcome").inner_text()
    assert kept(page, "free-text")["tries"][0]["response"] == {"text": "Please send the log of 5 October.", "rubric": ["a"]}
    page.reload()
    assert form.get_by_label("Your text").input_value() == "Please send the log of 5 October." and form.locator(".comparison").is_visible()


def test_a_picture_and_its_list_say_the_same(opened: Callable[..., Any]) -> None:
    page = opened("select-on-picture")
    form = item(page, "select-on-picture")
    form.locator("[data-spot=c]").click()
    assert form.get_by_label("3 Place 3").is_checked() and "chosen" in form.locator("[data-spot=c]").get_attribute("class")
    form.get_by_label("3 Place 3").uncheck()
    assert "chosen" not in form.locator("[data-spot=c]").get_attribute("class")


def test_certainty_is_kept_with_the_try_and_changes_no_mark(opened: Callable[..., Any]) -> None:
    page = opened("single", certainty=True)
    form = item(page, "single")
    form.get_by_label("Choice B").check()
    form.get_by_label("Fairly sure").check()
    check(form)
    tried = kept(page, "single")["tries"][0]
    assert tried["certainty"] == "fairly" and tried["score"] == tried["maximum"]
    page.reload()
    assert form.get_by_label("Fairly sure").is_checked() and form.get_by_label("Fairly sure").is_disabled()
    form.get_by_role("button", name="Try again").click()
    assert form.locator(".certainty input:checked").count() == 0
    form.get_by_label("Choice A").check()
    check(form)
    assert "certainty" not in kept(page, "single")["tries"][1]
