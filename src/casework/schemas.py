"""JSON Schemas of the content files, generated from the models so that editors complete and check while typing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from casework.course import CourseInfo
from casework.glossary import Term
from casework.items import ITEM
from casework.law import Instrument, ProvisionText
from casework.plans import Plan
from casework.report import Paragraph


def schemas() -> dict[str, dict[str, Any]]:
    """file stem → schema."""
    from casework.cases import SCHEMAS as CASE_MODELS

    register = TypeAdapter(dict[str, ProvisionText | Instrument])
    found = {
        "item": ITEM.json_schema(), "law": register.json_schema(), "report": TypeAdapter(dict[str, Paragraph]).json_schema(),
        "glossary": TypeAdapter(dict[str, Term]).json_schema(), "course": CourseInfo.model_json_schema(),
        "plan": Plan.model_json_schema(),
    }  # fmt: skip
    return {**found, **{name: model.model_json_schema() for name, model in CASE_MODELS.items()}}


def rendered() -> dict[str, str]:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {name: json.dumps({**head, **schema}, ensure_ascii=False, indent=1, sort_keys=True) + "\n" for name, schema in schemas().items()}


def write_schemas(root: Path) -> list[Path]:
    """Write ``schemas/*.json`` and return their paths."""
    folder = root / "schemas"
    folder.mkdir(exist_ok=True)
    paths = []
    for name, text in rendered().items():
        path = folder / f"{name}.schema.json"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths
