"""Questions in a notebook, on the browser's side: the module gets a model like Jupyter's (test_lab.py has the real one)."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from casework.html import Renderer
from casework.marking import mark
from casework.translation import Catalogues, interface
from tests.browser.quiz_page import LAW, sample_item, sample_law

ROOT = Path(__file__).parents[2]
# events as Backbone gives them: on set, not on save
MODEL = """
window.makeModel = traits => {
  const listeners = {};
  return {
    saves: 0,
    get: name => traits[name],
    set(name, value) { traits[name] = value; (listeners["change:" + name] || []).forEach(f => f()); },
    save_changes() { this.saves++; },
    on(event, f) { (listeners[event] = listeners[event] || []).push(f); },
    off(event, f) { listeners[event] = (listeners[event] || []).filter(g => g !== f); },
    listening: () => Object.values(listeners).flat().length,
  };
};
"""


def show(page: Any, *kinds: str) -> None:
    """Renders these questions twice, as two views of one model."""
    strings = Catalogues(ROOT, "en")
    renderer = Renderer(sample_law(), interface(strings, "page"), "")
    traits = {
        "html": "".join(renderer.item(sample_item(kind), n) for n, kind in enumerate(kinds, 1)), "language": "en", "direction": "ltr",
        "strings": interface(strings, "script"), "law": {LAW[0]: renderer.provision(LAW[0])}, "responses": {}, "hints": {}, "outcomes": {},
    }  # fmt: skip
    module = base64.b64encode((ROOT / "src" / "casework" / "static" / "widget.js").read_bytes()).decode()
    page.set_default_timeout(5000)
    page.set_content("<!doctype html><div id='one'></div><div id='two'></div>")
    page.evaluate(f"() => {{ {MODEL} }}")
    page.evaluate(
        """async ([module, traits]) => {
            const { default: widget } = await import("data:text/javascript;base64," + module);
            window.model = makeModel(traits);
            window.cleanups = ["one", "two"].map(id => widget.render({ model, el: document.getElementById(id) }));
        }""",
        [module, traits],
    )


def test_two_views_of_one_model_show_the_same_and_share_no_id(page: Any) -> None:
    show(page, "single", "order")
    one, two = page.locator("#one"), page.locator("#two")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)")
    assert len(ids) == len(set(ids))
    one.get_by_label("Choice A").check()
    one.get_by_role("button", name="Check answer").first.click()
    for view in (one, two):
        assert "Not yet." in view.locator(".item-outcome").first.inner_text()
        assert view.get_by_label("Choice A").is_checked()
    two.get_by_role("button", name="Try again").click()
    two.get_by_label("Choice B").check()
    two.get_by_role("button", name="Check answer").first.click()
    assert "Try 2" in one.locator(".item-outcome").first.inner_text()


def test_the_kernel_gets_what_it_marks_the_same(page: Any) -> None:
    show(page, "fill-in")
    form = page.locator("#one form.item")
    form.get_by_label("Term").fill("SPECIALITY")
    form.get_by_role("button", name="Check answer").click()
    responses = page.evaluate("model.get('responses')")
    assert page.evaluate("model.saves") == 1
    (entry,) = responses["theme/fill-in"]
    outcome = mark(sample_item("fill-in").key, entry["response"])
    assert (entry["score"], entry["maximum"]) == (outcome["score"], outcome["maximum"]) == (0, 2)


def test_responses_that_the_kernel_sets_are_shown(page: Any) -> None:
    show(page, "multiple")
    page.evaluate("""model.set("responses", {"theme/multiple": [{response: ["a", "c"], score: 2, maximum: 2, at: ""}]})""")
    assert "That is right." in page.locator("#two .item-outcome").inner_text()
    page.evaluate("model.set('responses', {})")
    assert page.locator("#two form.item").get_attribute("data-state") == "open"


def test_a_citation_speaks_and_leads_nowhere(page: Any) -> None:
    show(page, "single")
    page.locator("#one").get_by_label("Choice A").check()
    page.locator("#one").get_by_role("button", name="Check answer").click()
    link = page.locator("#one .item-feedback a.law")
    link.hover()
    page.locator("#one .law-popover").wait_for()
    before = page.url
    link.click()
    assert page.url == before


def test_a_view_that_goes_lets_go_of_the_model(page: Any) -> None:
    show(page, "single")
    assert page.evaluate("model.listening()") > 0
    page.evaluate("cleanups.forEach(cleanup => cleanup())")
    assert page.evaluate("model.listening()") == 0
