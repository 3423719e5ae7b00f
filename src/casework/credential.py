"""A signed certificate: an Open Badges 3.0 credential (Verifiable Credentials 2.0) with an ``eddsa-jcs-2022`` proof.

1. ``issued``     what is said about whom, and the issuer's signature on it
2. ``verified``   one code: ``valid``, or why not; ``js/credential.js`` gives the same for the same text
3. ``facts``      what a credential says, as plain texts
4. ``compact``    the whole credential as the text of a QR code, and ``expanded`` back

The issuer is a ``did:key``: its name is its public key, so nothing has to be looked up. That a key belongs to somebody is
not in the signature: whoever verifies compares the key with one had from the issuer.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casework.jcs import NotCanonicalError, canonical, parse

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT = json.loads((Path(__file__).parent / "credential.json").read_text(encoding="utf-8"))
CONTEXT: list[str] = FORMAT["context"]
DICTIONARY: bytes = FORMAT["dictionary"].encode()
PREFIX: str = FORMAT["prefix"]
LIMIT: int = FORMAT["limit"]  # bytes of a credential; one with fifteen objectives has four thousand
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
MULTIKEY = b"\xed\x01"  # what follows is an Ed25519 public key
PRIME = 2**255 - 19
# y of the eight points of small order: a "key" that fits many signatures is none
SMALL_ORDER = {
    0, 1, PRIME - 1, *(int.from_bytes(bytes.fromhex(text), "little") for text in
    ("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")),
}  # fmt: skip
UNREADABLE, NO_CREDENTIAL, NO_PROOF, OTHER_KEY, CHANGED, OTHER_ISSUER, VALID = (
    "unreadable", "no-credential", "no-proof", "other-key", "changed", "other-issuer", "valid",
)  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """What an issuer says about one person. ``date`` is YYYY-MM-DD, ``hours`` digits with at most one decimal."""

    name: str
    issuer: str
    title: str
    version: str
    language: str
    date: str
    hours: str
    form: str
    description: str
    objectives: Sequence[str]


def issued(statement: Statement, key: Ed25519PrivateKey) -> dict[str, Any]:
    """The signed credential. The same statement and key give the same bytes."""
    return signed(_unsigned(statement, did_of(key)), key)


def signed(said: dict[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """A credential with the proof added."""
    did = did_of(key)
    proof = {
        **FORMAT["proof"],
        "@context": [*said["@context"]],
        "created": said["validFrom"],
        "verificationMethod": f"{did}#{did.removeprefix('did:key:')}",
    }
    return {**said, "proof": {**proof, "proofValue": "z" + base58(key.sign(_digest(said, proof)))}}


def _unsigned(statement: Statement, did: str) -> dict[str, Any]:
    def ident(*parts: str) -> str:
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, '/'.join((did, statement.title, statement.version, *parts)))}"

    results = {"Hours": statement.hours, "Form": statement.form}
    return {
        "@context": [*CONTEXT],
        "id": ident("credential", statement.name, statement.date, *results.values()),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": statement.title,
        "issuer": {"id": did, "type": ["Profile"], "name": statement.issuer},
        "validFrom": f"{statement.date}T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "hashed": False, "identityHash": statement.name, "identityType": "name"}],
            "achievement": {
                "id": ident("achievement"),
                "type": ["Achievement"],
                "name": statement.title,
                "version": statement.version,
                "inLanguage": statement.language,
                "description": statement.description,
                "criteria": {"narrative": "\n".join(f"- {text}" for text in statement.objectives)},
                "resultDescription": [
                    {"id": f"{did}#{name}", "type": ["ResultDescription"], "name": name, "resultType": f"ext:{name}"} for name in results
                ],
            },
            "result": [{"type": ["Result"], "resultDescription": f"{did}#{name}", "value": value} for name, value in results.items()],
        },
    }


def verified(text: str, trusted: str = "") -> tuple[str, dict[str, Any]]:
    """(code, credential) of a credential's JSON or of a QR code's text. Never raises for what is in ``text``.

    ``trusted`` is the ``did:key`` that the issuer is known by: another signer's credential is ``other-issuer``.
    """
    try:
        said = parse(expanded(text))
        canonical(said)
    except NotCanonicalError:
        return UNREADABLE, {}
    if not isinstance(said, dict):
        return NO_CREDENTIAL, {}
    issuer = said["issuer"].get("id") if isinstance(said.get("issuer"), dict) else said.get("issuer")
    kinds, contexts, proof = said.get("type"), said.get("@context"), said.get("proof")
    if not isinstance(kinds, list) or "VerifiableCredential" not in kinds or not isinstance(contexts, list) or not isinstance(issuer, str):
        return NO_CREDENTIAL, {}
    if not isinstance(proof, dict) or any(proof.get(name) != FORMAT["proof"][name] for name in FORMAT["proof"]):
        return NO_PROOF, said
    method, value = proof.get("verificationMethod"), proof.get("proofValue")
    if not isinstance(method, str) or not isinstance(value, str) or not value.startswith("z"):
        return NO_PROOF, said
    did = method.partition("#")[0]
    key, signature = public_key(did), unbase58(value[1:])
    if key is None or signature is None or len(signature) != 64:
        return NO_PROOF, said
    if did != issuer:
        return OTHER_KEY, said
    document = {name: part for name, part in said.items() if name != "proof"}
    options = {name: part for name, part in proof.items() if name != "proofValue"}
    if "@context" in options:
        own = options["@context"] if isinstance(options["@context"], list) else [options["@context"]]
        if canonical(contexts[: len(own)]) != canonical(own):
            return CHANGED, said
        document["@context"] = options["@context"]
    if not _fits(key, signature, _digest(document, options)):
        return CHANGED, said
    return (OTHER_ISSUER if trusted and trusted != did else VALID), said


def facts(said: dict[str, Any]) -> dict[str, str]:
    """What a credential says, each as one text, empty where it says nothing or something odd."""

    def at(*path: str | int) -> str:
        value: Any = said
        for step in path:
            if isinstance(value, list):
                value = value[step] if isinstance(step, int) and step < len(value) else None
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value if isinstance(value, str) else ""

    subject = ("credentialSubject", "achievement")
    return {
        "name": at("credentialSubject", "identifier", 0, "identityHash"),
        "title": at(*subject, "name"),
        "version": at(*subject, "version"),
        "language": at(*subject, "inLanguage"),
        "date": at("validFrom")[:10],
        "hours": at("credentialSubject", "result", 0, "value"),
        "form": at("credentialSubject", "result", 1, "value"),
        "description": at(*subject, "description"),
        "objectives": at(*subject, "criteria", "narrative"),
        "issuer": at("issuer", "name"),
        "did": at("issuer", "id"),
    }


def compact(said: dict[str, Any]) -> str:
    """The credential as the text of a QR code: letters and digits only, so that a scanner, a message or a hand keeps them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, DICTIONARY)
    packed = packer.compress(canonical(said).encode()) + packer.flush()
    return PREFIX + base64.b32encode(packed).decode().rstrip("=")


def expanded(text: str) -> str:
    """The JSON behind a QR code's text; JSON stays as it is. Raises NotCanonicalError."""
    text = text.removeprefix("\ufeff").strip(" \t\r\n")
    if len(text.encode("utf-8", "surrogatepass")) > LIMIT:
        raise NotCanonicalError("too large")
    squeezed = re.sub(r"[ \t\r\n]", "", text)
    if not squeezed.upper().startswith(PREFIX) or not squeezed.isascii():
        return text
    coded = squeezed.upper().removeprefix(PREFIX)
    try:
        packed = base64.b32decode(coded + "=" * (-len(coded) % 8))
        unpacker = zlib.decompressobj(-15, DICTIONARY)
        plain = unpacker.decompress(packed, LIMIT)
        if not unpacker.eof:
            raise NotCanonicalError("cut off")
        return plain.decode("utf-8")
    except (binascii.Error, zlib.error, UnicodeDecodeError) as error:
        raise NotCanonicalError(str(error)) from error


def did_of(key: Ed25519PrivateKey) -> str:
    return "did:key:z" + base58(MULTIKEY + key.public_key().public_bytes_raw())


def public_key(did: str) -> bytes | None:
    """The 32 bytes that a ``did:key`` names; None where it names no Ed25519 key."""
    data = unbase58(did.removeprefix("did:key:z")) if did.startswith("did:key:z") and len(did) < 80 else None
    return data[2:] if data is not None and len(data) == 34 and data.startswith(MULTIKEY) else None


def _digest(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    return b"".join(hashlib.sha256(canonical(part).encode()).digest() for part in (proof, document))


def _fits(key: bytes, signature: bytes, data: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    y = int.from_bytes(key, "little") & (2**255 - 1)
    if y >= PRIME or y in SMALL_ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def base58(data: bytes) -> str:
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = ALPHABET[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def unbase58(text: str) -> bytes | None:
    """None where a character is none of the 58, or for more than any key or signature needs."""
    if len(text) > 100 or any(letter not in ALPHABET for letter in text):
        return None
    number = 0
    for letter in text:
        number = number * 58 + ALPHABET.index(letter)
    return b"\0" * (len(text) - len(text.lstrip("1"))) + number.to_bytes((number.bit_length() + 7) // 8, "big")
