"""Write the JSON Schemas of the public records to docs/schema (run after a change of records.py).

python tools/export_schema.py [--check]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, get_args

from factledger import Claim, Document
from factledger.records import (
    OWN_FLAG,
    ROW_COLUMNS,
    ChangeRole,
    Comparator,
    Diagnostic,
    Direction,
    FlagKind,
    MeasureKind,
    QuoteKind,
    Source,
)

FOLDER = Path(__file__).parent.parent / "docs" / "schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return each schema file's name and text."""
    made = {
        "claim.json": Claim.model_json_schema(mode="serialization"),
        "document.json": Document.model_json_schema(mode="serialization"),
        "claims.json": _claims(),
        "row.json": _row(),
    }
    return {
        name: json.dumps({"$schema": DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def _claims() -> dict[str, Any]:
    """What `Claims.to_json` writes."""
    parts = {"source": Source, "claims": Claim, "diagnostics": Diagnostic}
    definitions: dict[str, Any] = {}
    for model in parts.values():
        schema = model.model_json_schema(mode="serialization")
        definitions |= schema.pop("$defs", {})
        definitions[model.__name__] = schema
    references = {name: {"$ref": f"#/$defs/{model.__name__}"} for name, model in parts.items()}
    return {
        "title": "Claims",
        "description": "The claims of one document, in the order of the text.",
        "type": "object",
        "properties": {
            "source": references["source"],
            "claims": {"type": "array", "items": references["claims"]},
            "diagnostics": {"type": "array", "items": references["diagnostics"]},
        },
        "required": list(parts),
        "additionalProperties": False,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _row() -> dict[str, Any]:
    """A line of `factledger extract --format jsonl`: the flat row, its numbers as JSON numbers."""
    text, words = {"type": "string"}, {"type": ["string", "null"]}
    number, place = {"type": ["number", "null"]}, {"type": "integer", "minimum": 0}
    columns: dict[str, dict[str, Any]] = {
        "doc": text,
        "start": place,
        "end": place,
        "text": text,
        "value": number,
        "low": number,
        "high": number,
        "comparator": {"enum": list(get_args(Comparator))},
        "unit": text,
        "measure": {"enum": list(get_args(MeasureKind))},
        "counted": words,
        "change": {"enum": [*get_args(Direction), None]},
        "role": {"enum": [*get_args(ChangeRole), None]},
        "speaker": words,
        "cue": words,
        "quote": {"enum": list(get_args(QuoteKind))},
        "sources": {"type": "array", "items": text},
        "flags": {
            "type": "array",
            "items": {"anyOf": [{"enum": list(get_args(FlagKind))}, {"pattern": OWN_FLAG}]},
            "uniqueItems": True,
        },
        "place": words,
        "when": words,
        "subset_of": {"type": ["integer", "null"], "minimum": 0},
    }
    return {
        "title": "Row",
        "description": "A claim as a flat row; docs/claims.md says what each column holds.",
        "type": "object",
        "properties": {name: columns[name] for name in ROW_COLUMNS},
        "required": list(ROW_COLUMNS),
        "additionalProperties": False,
    }


def main() -> None:
    """Write or check the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a file is out of date")
    check = parser.parse_args().check
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        path = FOLDER / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        if check:
            raise SystemExit(f"{path} is out of date: run python tools/export_schema.py")
        path.write_text(text, "utf-8", newline="\n")
        print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
