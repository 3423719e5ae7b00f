"""Items keep their key, their feedback and their texts together, in every language."""

from __future__ import annotations

from casework.folding import fold
from casework.marking import MARKERS, mark
from casework.texts import find_texts
from tests.responses import right


def test_the_right_response_to_every_item_of_the_course_is_marked_right(course) -> None:
    for item in course.items:
        outcome = mark(item.key, right(item.key))
        poll = item.key["kind"] == "poll"
        assert outcome["verdict"] == ("noted" if poll else "correct") and outcome["score"] == outcome["maximum"], item.ref
        assert poll or outcome["maximum"] > 0, item.ref


def test_marking_never_refers_to_feedback_that_an_item_lacks(course) -> None:
    for item in course.items:
        known = {entry.reference for entry in item.body.entries()}
        for part in mark(item.key, right(item.key))["parts"]:
            assert part["feedback"] in known or item.key["kind"] == "number", (item.ref, part)


def test_every_interaction_is_used(course) -> None:
    first = {item.body.interaction for item in course.items if item.theme == "mutual-legal-assistance"}
    assert first >= {"single", "multiple", "true-false", "match", "order", "categorise", "fill-in", "number", "date"}
    assert {item.body.interaction for item in course.items} == set(MARKERS)


def test_translation_reaches_every_text_and_leaves_the_key(course) -> None:
    for item in course.items:
        turned = item.translated(lambda text: f"ع {text}")
        texts = [text for _, text in find_texts(turned.body.model_dump(by_alias=True), type(item.body).TEXTS)]
        assert texts and all(text.startswith("ع ") for text in texts), item.ref
        assert turned.key == item.key and turned.ref == item.ref


def test_accepted_spellings_cover_both_languages(course) -> None:
    """A learner of either language can fill in a blank of words."""
    for item in course.items:
        if item.body.interaction == "fill-in":
            for blank in item.body.blanks:
                # a number or a code is written alike in both
                if all(any(c.isalpha() for c in s) and not any(c.isdigit() for c in s) for s in blank.accept):
                    scripts = {"ar" if any("\u0600" <= c <= "\u06ff" for c in fold(s)) else "en" for s in blank.accept}
                    assert scripts == {"ar", "en"}, (item.ref, blank.label)
