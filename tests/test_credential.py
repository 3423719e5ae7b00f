"""Signed certificates: the standard's own vector, every changed byte refused, codes that hold the whole."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework import credential
from casework.credential import Statement, compact, did_of, expanded, facts, issued, verified
from casework.jcs import NotCanonicalError, canonical

DATA = Path(__file__).parent / "data" / "certificates"
W3C = json.loads((DATA / "w3c.json").read_text(encoding="utf-8"))
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STATEMENT = Statement(
    "Layla al-Hassan", "Judicial Academy of Torlan", "Cooperation", "1.2.0", "en", "2026-11-24", "6.5", "workshop", "No accreditation.",
    ("Draft a request", "Refuse only with a ground"),
)  # fmt: skip
ARABIC = Statement("ليلى الحسن", "المعهد القضائي", "التعاون الدولي", "1.2.0", "ar", "2026-11-24", "6", "mixed", "ليست اعتمادا.", ("أن تصوغ طلبا",))


def test_the_standards_own_vector_fits() -> None:
    data = credential._digest(W3C["document"], W3C["proof"])
    assert data.hex() == W3C["hash"]
    signature = credential.unbase58(W3C["proofValue"][1:])
    assert signature is not None and signature.hex() == W3C["signature"]
    key = credential.public_key(W3C["key"])
    assert key is not None and credential._fits(key, signature, data)


@pytest.mark.parametrize("vector", json.loads((DATA / "ed25519.json").read_text(encoding="utf-8")))
def test_rfc_8032_vectors_fit(vector: dict[str, str]) -> None:
    key, message, signature = (bytes.fromhex(vector[name]) for name in ("public", "message", "signature"))
    assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["secret"])).sign(message) == signature
    assert credential._fits(key, signature, message)
    assert not credential._fits(key, signature, message + b"x")


@pytest.mark.parametrize("statement", [STATEMENT, ARABIC], ids=["en", "ar"])
def test_a_certificate_says_what_was_stated_and_verifies_as_file_and_as_code(statement: Statement) -> None:
    said = issued(statement, KEY)
    for text in (json.dumps(said), json.dumps(said, ensure_ascii=False, indent=4), compact(said), compact(said).lower(), f"  {compact(said)}\n"):
        assert verified(text) == ("valid", said)
    stated = facts(said)
    for name in ("name", "issuer", "title", "version", "language", "date", "hours", "form", "description"):
        assert stated[name] == getattr(statement, name)
    assert all(f"- {text}" in stated["objectives"] for text in statement.objectives)
    assert said["issuer"]["id"] == did_of(KEY)


def test_it_is_an_open_badge_with_a_data_integrity_proof() -> None:
    said = issued(STATEMENT, KEY)
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert said["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert said["proof"]["cryptosuite"] == "eddsa-jcs-2022" and said["proof"]["verificationMethod"].startswith(f"{did_of(KEY)}#z6Mk")
    subject = said["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == STATEMENT.name
    ids = [one["id"] for one in subject["achievement"]["resultDescription"]]
    assert [one["resultDescription"] for one in subject["result"]] == ids


def test_the_same_statement_gives_the_same_bytes() -> None:
    assert canonical(issued(STATEMENT, KEY)) == canonical(issued(STATEMENT, KEY))


def test_every_changed_character_is_refused() -> None:
    text = canonical(issued(ARABIC, KEY))
    chance = random.Random(5)
    for place in range(len(text)):
        other = chance.choice([letter for letter in 'aZ09{}":,. ا' if letter != text[place]])
        code, _ = verified(text[:place] + other + text[place + 1 :])
        assert code != "valid", (place, text[place - 10 : place + 10], other)


def leaves(value: Any, path: tuple = ()):
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from leaves(part, (*path, place))
    else:
        yield path


def test_everything_that_is_said_is_signed() -> None:
    for path in leaves(issued(STATEMENT, KEY)):
        said = issued(STATEMENT, KEY)
        at: Any = said
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = "changed" if isinstance(at[path[-1]], str) else None
        assert verified(json.dumps(said))[0] != "valid", path
    added = issued(STATEMENT, KEY) | {"evidence": []}
    assert verified(json.dumps(added))[0] == "changed"


def test_another_issuers_key_is_told() -> None:
    text = compact(issued(STATEMENT, KEY))
    other = did_of(Ed25519PrivateKey.from_private_bytes(b"\7" * 32))
    assert verified(text, other)[0] == "other-issuer"
    assert verified(text, did_of(KEY))[0] == "valid"


def test_who_signs_in_anothers_name_is_refused() -> None:
    said = issued(STATEMENT, Ed25519PrivateKey.from_private_bytes(b"\7" * 32))
    said["issuer"]["id"] = did_of(KEY)
    assert verified(json.dumps(said))[0] == "other-key"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable"), ("no json", "unreadable"), ("[]", "no-credential"), ("{}", "no-credential"), ("null", "no-credential"), ("CASEWORK1:", "unreadable"),
        ("CASEWORK1:AAAA", "unreadable"), ("CASEWORK1:!!!!", "unreadable"), ('{"type": ["VerifiableCredential"], "@context": [], "issuer": "x"}', "no-proof"),
        ("x" * 50_000, "unreadable"), ('{"a": "\\ud800"}', "unreadable"), ('{"a": NaN}', "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_certificate_is_told_without_an_error(text: str, code: str) -> None:
    assert verified(text)[0] == code


def test_a_code_that_unpacks_without_end_is_refused() -> None:
    import base64
    import zlib

    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, credential.DICTIONARY)
    bomb = packer.compress(b"[" + b" " * 10_000_000) + packer.flush()
    with pytest.raises(NotCanonicalError):
        expanded(credential.PREFIX + base64.b32encode(bomb).decode().rstrip("="))


@pytest.mark.parametrize("key", ["01" + "00" * 31, "00" * 32, "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"])
def test_a_key_that_fits_any_text_is_none(key: str) -> None:
    """With a point of small order for a key and a neutral signature, any message would do."""
    assert not credential._fits(bytes.fromhex(key), bytes([1]) + bytes(63), b"anything")
