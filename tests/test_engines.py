"""Record batches in, record batches out, and the engines that call it; each engine is skipped where it is absent."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")

from factledger import Document, Extractor, FactledgerError  # noqa: E402
from factledger.io.arrow import SCHEMA, claims_of, documents_of  # noqa: E402
from factledger.io.batches import extract_batches  # noqa: E402

ROWS = [{"id": f"a{n}", "body": f"Officials said {n + 2} people fled.", "publisher": "Nord"} for n in range(12)]
TABLE = pa.Table.from_pylist([*ROWS, {"id": "none", "body": None, "publisher": "Nord"}])


def extracted(**options: Any) -> Any:
    return pa.Table.from_batches(
        list(extract_batches(TABLE.to_batches(max_chunksize=5), text="body", **options)), SCHEMA
    )


def test_batches() -> None:
    documents = [Document.of(row["body"], id=row["id"], publisher="Nord") for row in ROWS]
    expected = [Extractor().extract(document) for document in documents]
    table = extracted()
    assert claims_of(table) == expected
    assert table.column("kind").to_pylist() == ["claim"] * 12 + ["diagnostic"]
    whole = extracted(documents=True)
    assert list(documents_of(whole)) == documents
    assert claims_of(whole) == expected


def test_a_batch_without_texts() -> None:
    with pytest.raises(FactledgerError, match="no column 'text' with the text; the batch has id, body, publisher"):
        list(extract_batches(TABLE.to_batches()))


def test_an_extractor_that_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(Extractor, "extract", fail)
    assert extracted().column("kind").to_pylist() == ["diagnostic"] * 13


def test_spark_names_every_type() -> None:
    from factledger.io.spark import schema

    assert "`value` decimal(38,12)" in schema()
    assert schema().count("`") == 2 * len(SCHEMA)


@pytest.mark.parametrize("engine", ["ray", "daft"])
def test_recipe(engine: str) -> None:
    """The page's recipe, in a process of its own: engines leave processes and warnings behind."""
    if find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed: pip install 'factledger[{engine}]'")
    script = Path(__file__).parent.parent / "benchmarks" / "engine_run.py"
    ran = subprocess.run([sys.executable, str(script), engine], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "each equal to that of one process" in ran.stdout
