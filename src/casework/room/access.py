"""Who is who: the facilitator's secret, the room's code, participants' tokens. No accounts, no passwords of people.

Secrets are random and long, so a plain digest of them is safe to keep; a token is the participant's id with a signature, so that
every process can tell it without asking the store. Signatures and digests are compared in constant time.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else
CODE, REJOIN, SECRET, HANDOVER = 5, 10, 20, 10  # letters
FACILITATOR = "facilitator"


def letters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def ident() -> str:
    """A participant's or a facilitator's id: nothing of the person is in it."""
    return secrets.token_hex(6)


def grouped(code: str) -> str:
    """``ABCDE-FGHIJ``, as people read and type it."""
    return "-".join(code[n : n + 5] for n in range(0, len(code), 5))


def rejoin(key: str, who: str) -> str:
    """The code that brings a participant back, and matches a first with a second test; nobody has to keep it here."""
    number = int.from_bytes(hmac.new(key.encode(), f"rejoin:{who}".encode(), hashlib.sha256).digest(), "big")
    found = ""
    for _ in range(REJOIN):
        number, place = divmod(number, len(ALPHABET))
        found += ALPHABET[place]
    return found


def typed(code: str) -> str:
    """A code as somebody typed it: capitals, spaces and hyphens don't matter."""
    return "".join(c for c in code.upper() if c.isalnum())[:40]


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def same(given: str, kept: str) -> bool:
    """Is ``given`` the secret whose digest is kept?"""
    return bool(kept) and hmac.compare_digest(digest(given), kept)


def token(key: str, who: str, kind: str) -> str:
    """``kind`` is p (participant) or f (facilitator); one is no other's token."""
    return f"{who}.{_signature(key, who, kind)}"


def holder(key: str, given: str, kind: str) -> str | None:
    """The id in a token that this room signed; None for any other text."""
    who, _, signature = given.partition(".")
    if not key or not who.isalnum() or not who.isascii() or len(given) > 100:
        return None
    return who if hmac.compare_digest(_signature(key, who, kind).encode(), signature.encode("utf-8", "replace")) else None


def _signature(key: str, who: str, kind: str) -> str:
    return hmac.new(key.encode(), f"{kind}:{who}".encode(), hashlib.sha256).hexdigest()[:32]
