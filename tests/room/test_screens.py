"""The three screens in real browsers: a whole half-day plan, a phone that loses the network twice, hostile names and texts."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casework.plans import load_plan
from tests.browser.axe import violations
from tests.room.running import ITEM, ITEM_REF, ROOT, TEXT, Client, Room

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}


class People:
    """Browser contexts, and everything that went wrong in their pages."""

    def __init__(self, browser: Any, room: Room) -> None:
        self.browser, self.room, self.wrong, self.contexts = browser, room, [], []

    def page(self, client: Client | None = None, size: dict[str, int] = PHONE, **more: Any) -> Any:
        context = self.browser.new_context(viewport=size, **more)
        self.contexts.append(context)
        if client:
            context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/room"} for name, value in client.cookies.items()])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        page.on("console", lambda m: self.wrong.append(f"console: {m.text}") if m.type == "error" and "net::ERR" not in m.text and "Failed to load" not in m.text else None)
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda r: self.wrong.append(f"outside request: {r.url}") if r.url.startswith("http") and "//127.0.0.1" not in r.url else None)
        return page

    def join(self, name: str, **more: Any) -> Any:
        """As a person does: the address with the code, a name, the button."""
        page = self.page(**more)
        page.goto(f"{self.room.address}/room/?code={self.room.code}")
        page.fill("#name", name)
        page.click(".room-form button.primary")
        page.wait_for_url("**/room/me")
        return page


@pytest.fixture
def people(browser: Any, room: Room) -> Iterator[People]:
    found = People(browser, room)
    yield found
    for context in found.contexts:
        context.close()
    assert found.wrong == []


def until(page: Any, expression: str, seconds: float = 30) -> None:
    """Wait until this is true; Playwright's own way needs eval, which the pages forbid."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, (expression, page.url, page.locator("main").inner_text()[:600])
        page.wait_for_timeout(100)


def press(console: Any, name: str) -> None:
    button = console.locator(f"[data-command={name}]")
    button.click()
    until(console, f"!document.querySelector('[data-command={name}]').disabled")


def answer(page: Any) -> None:
    """Fill in the first of everything and send it."""
    form = page.locator("form.item")
    for group in sorted({str(name) for name in form.locator("input[type=radio]").evaluate_all("nodes => nodes.map(n => n.name)")}):
        form.locator(f"input[name={group}]").first.check()
    for box in form.locator("input[type=checkbox]").all()[:1]:
        box.check()
    form.locator("button.check").click()


def test_a_whole_half_day_in_two_browsers_and_a_projector(browser: Any, course_root: Path, tmp_path: Path) -> None:
    room = Room(course_root, str(tmp_path / "room.sqlite"), ["--plan", "half-day"]).start()
    people = People(browser, room)
    plan, _ = load_plan(ROOT / "book/plans/half-day.toml", ROOT)
    assert plan
    leader, others = room.facilitator(), [room.join(f"Other {n}") for n in range(4)]
    console, screen = people.page(leader, WIDE), people.page(leader, WIDE)
    console.goto(f"{room.address}/room/console")
    screen.goto(f"{room.address}/room/screen")
    phones = [people.join("Amal"), people.join("Samir", locale="ar")]
    press(console, "start")
    lost = 0
    for place, (ident, step) in enumerate(zip(plan.ids, plan.steps, strict=True)):
        if place:
            press(console, "next")
        for page in (*phones, screen):
            until(page, "document.querySelector('h1').textContent.length > 3")
        for phone in phones:
            until(phone, f"fetch('/room/now').then(r => r.json()).then(now => now.here === '{ident}')")
        has_item = step.kind in ("item", "vote", "poll") or (step.kind == "case" and step.decision)
        if not has_item:
            if step.kind == "text":
                phones[0].fill("textarea", "Call the colleague first")
                phones[0].click(".room-text button")
                phones[0].get_by_text("Call the colleague first").wait_for()
                console.locator("#entries button").first.click()
                screen.get_by_text("Call the colleague first").wait_for()
            continue
        rounds = 2 if step.kind in ("vote", "case") else 1
        for number in range(1, rounds + 1):
            if number == 2:
                press(console, "discuss")
                phones[0].locator(".room-phase").wait_for()
                press(console, "revote")
            ref = others[0].json("/room/now")["items"]
            for other in others:
                other.answer(ident, next(iter(ref)), choice_of(ref, room), number=number)
            for phone in phones:
                until(phone, "document.querySelector('form.item fieldset') && !document.querySelector('form.item fieldset').disabled")
                drop = phone is phones[0] and lost < 2 and step.kind == "vote" and number == 1
                if number == 2:
                    until(phone, "fetch('/room/now').then(r => r.json()).then(now => now.round === 2)")
                    phone.locator(".room-round").wait_for()
                if drop:
                    phone.context.set_offline(True)
                answer(phone)
                if drop:
                    phone.locator(".room-status.warn").wait_for()
                    phone.context.set_offline(False)
                    lost += 1
            until(screen, "document.querySelector('#answered').textContent.includes(' 6 ')")
        press(console, "reveal")
        for phone in phones:
            phone.locator(".item-key").wait_for()
        screen.locator("#bars .row").first.wait_for()
    assert lost == 2 and leader.json("/room/overview")["joined"] == 6
    phones[0].reload()
    assert phones[0].locator("h1").text_content()
    for context in people.contexts:
        context.close()
    assert people.wrong == []
    room.stop()


def choice_of(items: dict[str, Any], room: Room) -> Any:
    """A response that fits the one item asked."""
    from casework.room.material import Material
    from casework.course import load_course

    if not hasattr(choice_of, "material"):
        plan, _ = load_plan(ROOT / "book/plans/half-day.toml", ROOT)
        choice_of.material = Material(room.course, load_course(room.course), plan)  # type: ignore[attr-defined]
    kind = choice_of.material.items[next(iter(items))].key["kind"]  # type: ignore[attr-defined]
    return {"multiple": ["a"], "true-false": {"truth": True, "reason": "a"}}.get(kind, "a")


def test_an_answer_of_a_reloaded_page_without_network_arrives_once(people: People, room: Room) -> None:
    leader = room.facilitator()
    leader.command("go", step=ITEM)
    phone = people.join("Amal")
    phone.locator("form.item").wait_for()
    phone.context.set_offline(True)
    answer(phone)
    phone.locator(".room-status.warn").wait_for()
    kept = phone.evaluate("Object.keys(localStorage).filter(name => name.startsWith('casework-room')).length")
    assert kept == 1
    phone.context.set_offline(False)
    phone.reload()
    until(phone, f"fetch('/room/now').then(r => r.json()).then(now => now.items['{ITEM_REF}'].response !== null)")
    assert leader.json("/room/overview")["answered"] == 1
    second = phone.context.new_page()  # another tab of the same phone
    second.goto(f"{room.address}/room/me")
    assert second.locator("form.item input:checked").count() == 1


def test_a_hidden_tab_has_no_stream_and_comes_back_to_where_the_room_is(people: People, room: Room) -> None:
    leader, phone = room.facilitator(), people.join("Amal")
    leader.command("start")
    phone.get_by_text("Welcome.").wait_for()
    hide = "Object.defineProperty(document, 'visibilityState', {value: '%s', configurable: true}); document.dispatchEvent(new Event('visibilitychange'))"
    phone.evaluate(hide % "hidden")
    leader.command("go", step=ITEM)
    phone.wait_for_timeout(1500)
    assert phone.locator("form.item").count() == 0
    phone.evaluate(hide % "visible")
    phone.locator("form.item").wait_for()


def test_join_needs_no_script(browser: Any, room: Room) -> None:
    people = People(browser, room)
    page = people.join("Amal", java_script_enabled=False)
    assert page.locator("h1").text_content() and "JavaScript" in page.content()
    for context in people.contexts:
        context.close()


def test_a_wrong_code_is_said_where_it_was_typed(people: People, room: Room) -> None:
    page = people.page()
    page.goto(f"{room.address}/room/?code=WRONG")
    page.click(".room-form button.primary")
    assert page.locator(".error-summary a").get_attribute("href") == "#code" and page.locator("#code").input_value() == "WRONG"


PAYLOADS = [line for line in (Path(__file__).parents[1] / "data" / "room" / "payloads.txt").read_text(encoding="utf-8").splitlines() if line]


def test_no_markup_of_a_name_or_a_text_runs_on_any_screen(people: People, room: Room) -> None:
    assert len(PAYLOADS) >= 60
    leader = room.facilitator()
    senders = [room.join(payload) for payload in PAYLOADS]
    leader.command("teams", size=5)
    leader.command("go", step=TEXT)
    for sender, payload in zip(senders, PAYLOADS, strict=True):
        status, said = sender.post("/room/texts", {"key": "text-of-payload", "step": TEXT, "text": payload})
        assert status == 200, said
    for entry in leader.json("/room/overview")["entries"]:
        leader.command("moderate", entry=entry["entry"], on=True)
    pages = [people.page(leader, WIDE), people.page(leader, WIDE), *(people.page(sender) for sender in senders[::6])]
    for page, path in zip(pages, ("/room/console", "/room/screen", *["/room/me"] * len(pages)), strict=False):
        page.goto(room.address + path)
        page.wait_for_timeout(300)
        assert page.evaluate("window.hit === undefined && document.title.indexOf('hit') < 0")
        allowed = page.evaluate("[...document.querySelectorAll('script')].every(s => s.type === 'application/json' || new URL(s.src).pathname.startsWith('/room/static/'))")
        strange = page.evaluate("document.querySelectorAll('iframe, object, embed, base, math, marquee, video, audio, [onerror], [onload], [onclick], [srcdoc], a[href^=javascript]').length")
        assert allowed and strange == 0, path
    assert len(pages[1].locator("#texts li").all()) == 40


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_screens_are_accessible_and_fit(people: People, room: Room, axe_script: str, language: str) -> None:
    leader, others = room.facilitator(), [room.join(f"P{n}") for n in range(5)]
    leader.command("go", step=ITEM)
    for other in others:
        other.answer(ITEM, ITEM_REF, "a")
    leader.command("reveal")
    for path, who, size in (
        ("/room/", None, PHONE), ("/room/me", others[0], PHONE), ("/room/console", None, PHONE), ("/room/console", leader, PHONE), ("/room/screen", leader, WIDE),
    ):  # fmt: skip
        page = people.page(who, size, bypass_csp=True)
        page.goto(f"{room.address}{path}?lang={language}")
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page, axe_script) == [], (path, scheme)
        if size == PHONE:
            page.set_viewport_size({"width": 320, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert not re.search(r">room_\w+<", page.content()), path


@pytest.fixture(scope="session")
def axe_script() -> str:
    import axe_playwright_python

    return next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js")).read_text(encoding="utf-8")
