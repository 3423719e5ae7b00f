"""From a TOML file to a typed model, with every problem placed on its line.

``tomllib`` gives values without positions and pydantic gives paths without lines, so the line of a path is looked up
in the text. That search understands the plain TOML that authors write (tables, arrays of tables, ``key = value``); where
it finds nothing the nearest enclosing table's line is named.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from casework.errors import Problem, relative, shown

Model = TypeVar("Model", bound=BaseModel)

MAXIMUM_BYTES = 1_000_000  # a content or answer file is a few kB; more is a mistake or an attack

_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=""")
_PART = re.compile(r"""\s*("[^"]*"|'[^']*'|[^.\s]+)\s*(?:\.|$)""")
_DUPLICATE = re.compile(r"line (\d+)")

# what pydantic's error types mean to an author; the cure belongs to the rule, not to the field
_CURES = {
    "missing": "Add the key.",
    "extra_forbidden": "Remove the key or correct its spelling.",
    "literal_error": "Use one of the words named.",
    "union_tag_invalid": "Use one of the interactions named.",
    "union_tag_not_found": "Add the key `interaction`.",
    "string_type": "Put the text in quotation marks.",
    "too_short": "Add what is missing.",
    "value_error": "",
}


def line_of(text: str, path: tuple[str | int, ...]) -> int | None:
    """The 1-based line where the value at ``path`` stands in TOML ``text``, or its nearest table; None if neither."""
    best: int | None = None
    depth = -1
    current: list[str | int] = []
    seen: dict[tuple[str | int, ...], int] = {}
    for number, row in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(row):
            names = [part.strip("\"'") for part in _PART.findall(header[2])]
            current = []
            for place, name in enumerate(names):
                current.append(name)
                last = place == len(names) - 1
                if header[1] == "[[" and last:
                    seen[tuple(current)] = seen.get(tuple(current), -1) + 1
                if tuple(current) in seen:
                    current.append(seen[tuple(current)])
            found = current
        elif key := _KEY.match(row):
            found = [*current, key[1].strip("\"'")]
        else:
            continue
        common = 0
        while common < min(len(found), len(path)) and found[common] == path[common]:
            common += 1
        if common == len(found) and common > depth:
            best, depth = number, common
    return best


def read_toml(path: Path, root: Path, limit: int = MAXIMUM_BYTES) -> tuple[dict[str, Any] | None, str, list[Problem]]:
    """Read one TOML file: (data or None, text, problems). Never raises for what is in the file."""
    place = relative(path, root)
    try:
        size = path.stat().st_size
        if size > limit:
            message = f"the file has {size:,} bytes; at most {limit:,} are read."
            return None, "", [Problem(place, "too-large", message, "Check that it is the right file; split it if it is.")]
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text), text, []
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8 text."
        return None, "", [Problem(place, "not-text", message, "Save the file as UTF-8 text; a Word or PDF file can't be read here.")]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = str(error) or "the file is nested too deeply"
        number = int(found[1]) if (found := _DUPLICATE.search(message)) else None
        return None, text, [Problem(place, "toml", f"this is not valid TOML: {message}.", "Correct the line; texts stand in quotation marks.", number)]
    except OSError as error:
        return None, "", [Problem(place, "unreadable", f"the file can't be read: {error.strerror}.", "Check its name and permissions.")]


def problems_of(error: ValidationError, place: str, text: str, prefix: tuple[str | int, ...] = ()) -> list[Problem]:
    """pydantic's errors as Problems; ``prefix`` is where the model stands inside the file."""
    found = []
    for detail in error.errors(include_url=False, include_context=False):
        place_in_model = detail["loc"][1:] if detail["loc"] and detail["loc"][0] in TAGS else detail["loc"]
        path = (*prefix, *place_in_model)
        kind = detail["type"]
        name = ".".join(str(part) for part in path) or "the file"
        if kind == "missing":
            message = f"`{name}` is missing."
        elif kind == "extra_forbidden":
            message = f"`{name}` is not a key that is known here."
        elif kind == "value_error":
            message = f"`{name}`: {detail['msg'].removeprefix('Value error, ')}"
        else:
            message = f"`{name}` is {shown(detail.get('input'))}: {detail['msg'][:1].lower()}{detail['msg'][1:]}."
        cure = _CURES.get(kind, "Correct the value.")
        found.append(Problem(place, kind.replace("_", "-"), message, cure, line_of(text, path)))
    return found


# the discriminator that pydantic puts first into the path of a tagged union
TAGS = {"single", "multiple", "true-false", "match", "order", "categorise", "fill-in", "number", "date"}


def load(path: Path, root: Path, build: Any) -> tuple[Any | None, list[Problem]]:
    """Read ``path`` and validate it with ``build`` (a pydantic model or TypeAdapter)."""
    data, text, problems = read_toml(path, root)
    if data is None:
        return None, problems
    validate = build.model_validate if hasattr(build, "model_validate") else build.validate_python
    try:
        return validate(data), []
    except ValidationError as error:
        return None, problems_of(error, relative(path, root), text)
