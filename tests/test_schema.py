"""The exported JSON Schemas are those of the records as they are now."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from factledger.records import ROW_COLUMNS

ROOT = Path(__file__).parent.parent


def exporter() -> ModuleType:
    spec = importlib.util.spec_from_file_location("export_schema", ROOT / "tools" / "export_schema.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCHEMAS = exporter().schemas()


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_committed_schema_is_current(name: str) -> None:
    path = ROOT / "docs" / "schema" / name
    assert path.read_text("utf-8") == SCHEMAS[name], "run python tools/export_schema.py"


def test_no_schema_is_left_over() -> None:
    assert {path.name for path in (ROOT / "docs" / "schema").glob("*.json")} == set(SCHEMAS)


def test_the_row_schema_has_the_columns_in_their_order() -> None:
    row = json.loads(SCHEMAS["row.json"])
    assert tuple(row["properties"]) == ROW_COLUMNS
    assert row["additionalProperties"] is False


def test_references_lead_somewhere() -> None:
    for name, text in SCHEMAS.items():
        definitions = set(json.loads(text).get("$defs", {}))
        used = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
        assert used <= definitions, name
