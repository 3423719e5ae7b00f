"""JSON as one sequence of bytes, so that it can be signed: the JSON Canonicalization Scheme (RFC 8785).

``js/jcs.js`` does the same; both are held to the same vectors in ``tests/data/certificates/``.
"""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any

DEPTH = 32  # a credential has eight levels; more is a mistake or an attack
SAFE = 2**53  # whole numbers beyond it are not the same number in every language


class NotCanonicalError(ValueError):
    """The value has no canonical form: not finite, half a character, nested too deeply, or no JSON."""


def parse(text: str) -> Any:
    """JSON as every language reads it: no NaN, and whole numbers beyond 2**53 as the floats that they become elsewhere."""
    try:
        return json.loads(text, parse_constant=_refuse, parse_int=_whole, parse_float=_number)
    except (ValueError, RecursionError) as error:
        raise NotCanonicalError(str(error)) from error


def canonical(value: Any, depth: int = 0) -> str:
    """The canonical text of ``value``; encode it as UTF-8. Raises NotCanonicalError."""
    if depth > DEPTH:
        raise NotCanonicalError("nested too deeply")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{','.join(canonical(entry, depth + 1) for entry in value)}]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return f"{{{','.join(f'{_text(name)}:{canonical(value[name], depth + 1)}' for name in names)}}}"
    raise NotCanonicalError(f"{type(value).__name__} is not JSON")


def number(value: int | float) -> str:
    """A number as ECMAScript writes it: the shortest digits that read back as the same float."""
    if isinstance(value, int) and abs(value) <= SAFE:
        return str(value)
    value = float(value)
    if not math.isfinite(value):
        raise NotCanonicalError("the number is not finite")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, point = _shortest(abs(value))
    if len(digits) <= point <= 21:
        return f"{sign}{digits}{'0' * (point - len(digits))}"
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def _shortest(value: float) -> tuple[str, int]:
    """(digits, where the decimal point stands counted from the first): ``repr`` has the shortest digits."""
    _, digits, exponent = Decimal(repr(value)).as_tuple()
    text = "".join(map(str, digits))
    return text.rstrip("0"), int(exponent) + len(text)


def _text(value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonicalError("half of a character") from error
    return json.dumps(value, ensure_ascii=False)


def _whole(text: str) -> int | float:
    return int(text) if len(text) < 18 and abs(int(text)) <= SAFE else _number(text)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        _refuse(text)
    return value


def _refuse(text: str) -> Any:
    raise ValueError(f"{text[:20]} is no JSON number")
