"""The certificate that a browser makes, and the page that verifies a signed one: the same verdicts as Python's, without crypto.subtle."""

from __future__ import annotations

import io
import json
import random
import struct
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader

from casework import credential
from casework.completion import rules_of
from casework.credential import Statement, compact, did_of, issued, signed, verified
from casework.jcs import canonical, number
from casework.translation import interface_texts

DATA = Path(__file__).parents[1] / "data"
WORDS = interface_texts()["certificate"]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STATEMENT = Statement(
    "Layla al-Hassan", "Judicial Academy of Torlan", "Cooperation", "1.2.0", "en", "2026-11-24", "6.5", "workshop", "No accreditation.", ("Draft <b>x</b>",)
)
NAME = "Layla <b>al</b>-Hassan"


def finished(course) -> dict[str, Any]:
    rules = rules_of(course)
    tried = {"v": 1, "tries": [{"response": "a", "score": 0, "maximum": 1, "at": "x"}], "hints": 0}
    records: dict[str, Any] = {f"item:{item}": tried for part in rules.lessons for item in part.items}
    return records | {"check:b": {"v": 1, "draft": {}, "results": [{"score": 1}]}, "case:night-call": {"v": 1, "answer": {}, "checked": True}}


def keep(page, course, records: dict[str, Any]) -> None:
    page.evaluate(
        "([id, records]) => { for (const [name, value] of Object.entries(records)) localStorage.setItem(`casework:${id}:${name}`, JSON.stringify(value)); }",
        [course.info.id, records],
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_who_has_finished_makes_a_certificate_of_one_page(language: str, served: str, page, course) -> None:
    address = f"{served}/{language}/book/finish/certificate.html"
    page.goto(address)
    assert page.locator("#certificate-name").is_hidden() and page.locator(".certificate").is_hidden()
    keep(page, course, finished(course))
    page.goto(address)
    page.click(".certificate-form button.primary")
    assert page.locator(".certificate").is_hidden() and page.locator(".certificate-status").inner_text()  # a name is asked for
    page.fill("#certificate-name", NAME)
    page.click(".certificate-form button.primary")
    sheet = page.locator(".certificate")
    assert sheet.is_visible() and NAME in sheet.inner_text() and sheet.locator("b").count() == 0
    assert course.info.version in sheet.inner_text()
    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert len(printed.pages) == 1
    if language == "en":
        words = " ".join(printed.pages[0].extract_text().split())
        assert "no accreditation" in words and "Self-assessed" in words and "Objectives" in words and "Make the certificate" not in words
    assert NAME not in page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    page.reload()
    assert page.input_value("#certificate-name") == "" and page.locator(".certificate").is_hidden()
    page.click(".bar-brand")
    page.go_back()
    assert page.input_value("#certificate-name") == "" and NAME not in page.inner_text("body")


@pytest.mark.parametrize("missing", ["item:", "check:b", "case:night-call"])
def test_what_is_open_is_marked_and_no_certificate_is_made(missing: str, served: str, page, course) -> None:
    records = finished(course)
    gone = next(name for name in records if name.startswith(missing))
    del records[gone]
    page.goto(f"{served}/en/book/finish/certificate.html")
    keep(page, course, records)
    page.reload()
    assert page.locator("#certificate-name").is_hidden()
    assert "Not finished yet" in page.inner_text(".certificate-status")
    states = page.locator(".part-state:not(.is-done)").all_inner_texts()
    assert all(text.startswith("Not yet") for text in states)
    assert len(states) == len(course.cases) - 1 + (0 if missing.startswith("case") else 1) + (1 if missing.startswith("case") else 0)


@pytest.mark.parametrize("case", json.loads((DATA / "completion" / "cases.json").read_text(encoding="utf-8"))["cases"])
def test_the_rules_are_pythons(case: dict, served: str, page, course) -> None:
    rules = json.loads((DATA / "completion" / "cases.json").read_text(encoding="utf-8"))["rules"]

    def replaced(route) -> None:
        text = route.fetch().text()
        start = text.index(">", text.index('class="certificate-data"')) + 1
        data = json.loads(text[start : text.index("</script>", start)])
        parts = "".join(f'<li data-page="{part["page"]}"><span class="part-state"></span></li>' for part in [*rules["lessons"], rules["check"], *rules["cases"]])
        page_text = text[:start] + json.dumps({**data, "rules": rules}) + text[text.index("</script>", start) :]
        route.fulfill(body=page_text.replace('<div class="certificate-parts">', f'<div class="certificate-parts"><ul>{parts}</ul>'), content_type="text/html; charset=utf-8")

    page.route("**/certificate.html", replaced)
    page.goto(f"{served}/en/book/finish/certificate.html")
    keep(page, course, case["records"])
    page.reload()
    done = page.evaluate("[...document.querySelectorAll('.part-state.is-done')].map(state => state.closest('[data-page]').dataset.page)")
    expected = case["done"]
    assert done == [*expected["lessons"], *([rules["check"]["page"]] if expected["check"] else []), *expected["cases"]]
    assert page.locator("#certificate-name").is_visible() == expected["complete"]
    hours = f"{expected['minutes'] // 60} h {expected['minutes'] % 60:02} min"
    assert page.text_content("[data-fill=estimated]") == hours


def verdict(page, text: str, key: str = "") -> str:
    """The code that the page's words stand for."""
    return verdicts(page, [text], key)[0]


def verdicts(page, texts: list[str], key: str = "") -> list[str]:
    said = page.evaluate(
        """([texts, key]) => {
          document.querySelector('#verify-key').value = key;
          return texts.map(text => {
            document.querySelector('#verify-text').value = text;
            document.querySelector('.verify-form').requestSubmit();
            return document.querySelector('.verify-result b').textContent;
          });
        }""",
        [texts, key],
    )
    codes = {text: name.removeprefix("verify_") for name, text in WORDS.items() if name.startswith("verify_")}
    return ["valid" if codes[text] == "trusted" else codes[text] for text in said]


@pytest.fixture
def verifying(served: str, page):
    """The page as on plain http: without crypto.subtle, on a page that is no secure context."""
    page.add_init_script("Object.defineProperty(window, 'crypto', {value: undefined}); Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.goto(f"{served}/en/book/finish/verify.html")
    return page


def test_a_signed_certificate_is_verified_as_file_and_as_code(verifying, tmp_path: Path) -> None:
    said = issued(STATEMENT, KEY)
    assert verdict(verifying, compact(said)) == "valid"
    words = verifying.inner_text(".verify-result")
    for part in (STATEMENT.name, STATEMENT.issuer, STATEMENT.hours, STATEMENT.date, "workshop", did_of(KEY), "Draft <b>x</b>", WORDS["verify_whose"]):
        assert part in words
    assert verdict(verifying, json.dumps(said), did_of(KEY)) == "valid" and WORDS["verify_trusted"] in verifying.inner_text(".verify-result")
    assert verdict(verifying, json.dumps(said), did_of(Ed25519PrivateKey.from_private_bytes(b"\7" * 32))) == "other-issuer"
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(said), encoding="utf-8")
    verifying.fill("#verify-key", "")
    verifying.set_input_files("#verify-file", path)
    verifying.get_by_text(WORDS["verify_valid"]).wait_for()


def test_a_changed_byte_is_refused_and_nothing_of_it_is_shown(verifying) -> None:
    said = issued(STATEMENT, KEY)
    assert verdict(verifying, json.dumps(said).replace('"6.5"', '"65"')) == "changed"
    assert STATEMENT.name not in verifying.inner_text(".verify-result")


def test_python_and_the_page_agree_on_changed_texts(verifying) -> None:
    """Every kind of damage, at places chosen by chance, to the file and to the code."""
    chance = random.Random(11)
    texts = ["", "{}", "[]", "null", "CASEWORK1:", "CASEWORK1:AAAA", "CASEWORK1:é", "1e999", '{"a":"\\ud800"}', "[" * 50 + "]" * 50, "x" * 40_000]
    for source in (json.dumps(issued(STATEMENT, KEY)), compact(issued(STATEMENT, KEY))):
        for _ in range(150):
            place = chance.randrange(len(source))
            kind = chance.randrange(4)
            if kind == 0:
                texts.append(source[:place] + chance.choice('aZ07{}":,[].-ا\n') + source[place + 1 :])
            elif kind == 1:
                texts.append(source[:place] + source[place + 1 :])
            elif kind == 2:
                texts.append(source[:place])
            else:
                texts.append(source[:place] + chance.choice(["\\u0000", '"', " ", "2"]) + source[place:])
    texts += [json.dumps(part) for part in variants()]
    assert verdicts(verifying, texts) == [verified(text)[0] for text in texts]


def variants() -> list[dict[str, Any]]:
    """Credentials whose parts are of the wrong kind, by another key, or with keys that are none."""
    found = []
    for change in (
        {"type": "VerifiableCredential"}, {"@context": "x"}, {"issuer": 1}, {"issuer": did_of(KEY)}, {"proof": []}, {"extra": True}, {"__proto__": 1}, {"@context": [1]},
    ):  # fmt: skip
        found.append(issued(STATEMENT, KEY) | change)
    for change in (
        {"cryptosuite": "eddsa-rdfc-2022"}, {"proofValue": "z"}, {"proofValue": "z" + "1" * 88}, {"proofPurpose": "authentication"}, {"verificationMethod": "did:key:z6Mk"},
        {"@context": []}, {"@context": "https://www.w3.org/ns/credentials/v2"}, {"@context": [True]}, {"created": None},
    ):  # fmt: skip
        said = issued(STATEMENT, KEY)
        found.append({**said, "proof": said["proof"] | change})
    for key in ("01" + "00" * 31, "00" * 32, "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "ff" * 32):
        did = "did:key:z" + credential.base58(credential.MULTIKEY + bytes.fromhex(key))
        said = issued(STATEMENT, KEY)
        value = "z" + credential.base58(bytes([1]) + bytes(63))
        found.append({**said, "issuer": {"id": did}, "proof": said["proof"] | {"verificationMethod": did, "proofValue": value}})
    return found


def test_python_and_the_page_sign_the_same_bytes(verifying) -> None:
    """The vectors of the canonical form, as parts of what is signed: another form would be another signature."""
    vectors = json.loads((DATA / "certificates" / "jcs.json").read_text(encoding="utf-8"))
    floats = [struct.unpack(">d", bytes.fromhex(bits))[0] for bits, _ in vectors["numbers"]]
    chance = random.Random(3)
    floats += [value for _ in range(300) if (value := struct.unpack(">d", chance.randbytes(8))[0]) == value and abs(value) < 1e308]
    texts = [json.loads(given, parse_int=float) for given, _ in vectors["texts"]]
    for part in (floats, texts, {"\ufb33": 1, "\U0001f600": 2, "\u20ac": {"z": [], "a": {}}}):
        said = signed({**credential._unsigned(STATEMENT, did_of(KEY)), "evidence": part}, KEY)
        assert verdict(verifying, canonical(said)) == "valid"
    # numbers as they are written elsewhere
    written = canonical(said).replace('"evidence":{', '"evidence":{"n":1.50e1,')
    assert verdict(verifying, written) == "changed" and number(15.0) == "15"
