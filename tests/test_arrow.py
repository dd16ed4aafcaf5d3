"""Claims as Arrow: the frozen schema, exact numbers, a round trip without loss, Parquet as engines write it."""

from __future__ import annotations

import datetime as dt
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow")

import factledger  # noqa: E402
from building import claim, story  # noqa: E402
from drawn import claims as any_claims  # noqa: E402
from factledger import Claims, Document, FactledgerError, Span  # noqa: E402
from factledger.io import arrow  # noqa: E402
from factledger.records import ROW_COLUMNS, Diagnostic, Quantity  # noqa: E402

#: Version 1 as it was published. A change here needs a new SCHEMA_VERSION.
FROZEN = """
kind: string
doc: string
start: int64
end: int64
text: string
value: decimal128(38, 12)
low: decimal128(38, 12)
high: decimal128(38, 12)
comparator: string
unit: string
measure: string
counted: string
change: string
role: string
speaker: string
cue: string
quote: string
sources: list<item: string>
flags: list<item: string>
place: string
when: string
subset_of: int64
value_exact: string
low_exact: string
high_exact: string
id: string
index: int64
same_as: int64
country: string
when_start: date32[day]
when_end: date32[day]
likelihood: string
sentence: string
publisher: string
title: string
author: string
url: string
published: date32[day]
text_sha256: string
extractor: string
lexicon: string
source: string
record: string
"""

STORY = (
    "About 1,250 people fled Kyiv on Monday, officials said. A third of them were children. "
    "Between 5 and 10 houses were destroyed, Reuters reported.\n"
)


def found(**source: Any) -> Claims:
    return factledger.extract(STORY, **{"id": "s", "publisher": "Tornau Post", "published": "2024-05-02", **source})


def numbered(value: str, words: str = "40") -> Claims:
    document = Document.of(f"There were {words} of them.", id="n")
    quantity = Quantity(span=Span.of(document.text, 11, 11 + len(words)), kind="count", value=value)
    return Claims(document.source, [claim(document, words, quantity=quantity)])


def test_the_schema_is_frozen() -> None:
    assert arrow.SCHEMA_VERSION == 1
    assert "\n".join(f"{field.name}: {field.type}" for field in arrow.SCHEMA) == FROZEN.strip()
    assert arrow.SCHEMA.metadata == {b"factledger.schema": b"1"}


def test_the_columns_are_those_of_the_flat_row() -> None:
    claims = found()
    table = claims.to_arrow()
    assert table.schema.equals(arrow.SCHEMA, check_metadata=True)
    rows = table.to_pylist()
    for row, expected in zip(rows, claims.to_rows(), strict=True):
        assert row["kind"] == "claim"
        assert {name: row[name] for name in ROW_COLUMNS if name != "value"} == {
            name: expected[name] for name in ROW_COLUMNS if name != "value"
        }
    assert rows[0]["value"] == 1250
    assert rows[0]["country"] == "UA"
    assert rows[0]["when_start"] == dt.date(2024, 4, 29)
    assert rows[0]["sentence"].startswith("About 1,250")
    assert {row["publisher"] for row in rows} == {"Tornau Post"}
    assert {row["published"] for row in rows} == {dt.date(2024, 5, 2)}


@pytest.mark.parametrize(
    ("value", "column", "exact"),
    [
        ("40", "40", "40"),
        ("-0.5", "-0.5", "-0.5"),
        ("2500000.0", "2500000", "2500000.0"),
        ("1E+20", "100000000000000000000", "100000000000000000000"),
        ("0.3333333333333333333333333333", "0.333333333333", "0.3333333333333333333333333333"),
        ("0.0000000000005", "0", "0.0000000000005"),  # half to even
        ("0.0000000000015", "0.000000000002", "0.0000000000015"),
        ("9" * 26, "9" * 26, "9" * 26),
        ("9" * 27, None, "9" * 27),
        ("9" * 26 + ".99999999999951", None, "9" * 26 + ".99999999999951"),
        ("1" * 500, None, "1" * 500),
    ],
)
def test_numbers_are_exact(value: str, column: str | None, exact: str) -> None:
    claims = numbered(value)
    (row,) = claims.to_arrow().to_pylist()
    assert row["value"] == (None if column is None else Decimal(column))
    assert row["value_exact"] == exact
    assert arrow.claims_of(claims.to_arrow()) == [claims]


def test_a_range() -> None:
    (row,) = [row for row in found().to_arrow().to_pylist() if row["comparator"] == "range"]
    assert (row["value"], row["low"], row["high"]) == (None, 5, 10)
    assert (row["value_exact"], row["low_exact"], row["high_exact"]) == (None, "5", "10")


def test_claims_come_back_equal() -> None:
    stories = [story(number)[1] for number in range(3)]
    stories.append(Claims(stories[0].source, stories[0], [Diagnostic(code="c", message="m")]))
    stories.append(stories[0][::-1])
    stories.append(stories[0])  # twice in a row, as crawls have it
    stories.append(stories[0])
    assert arrow.claims_of(arrow.to_table(stories)) == stories


def test_no_claims_no_rows() -> None:
    empty = Claims(Document.of("").source, [])
    assert empty.to_arrow().num_rows == 0
    assert empty.to_arrow().schema == arrow.SCHEMA
    assert arrow.claims_of(empty.to_arrow()) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_claims_come_back(data: st.DataObject) -> None:
    drawn = data.draw(st.lists(any_claims(), max_size=3, unique_by=lambda claim: claim.id))
    claims = Claims(Document.of("x \ud83d").source, drawn)
    batch = arrow.to_table(claims).to_batches()
    back = [one for part in batch for one in arrow.claims_of(arrow.from_ipc(arrow.to_ipc(part)))]
    assert back == ([claims] if drawn else [])


def test_documents_and_diagnostics_are_rows_too() -> None:
    document, claims = story(1, url="https://example.org/\ud83d")
    rows = arrow.Rows()
    rows.add_document(document)
    rows.add_claims(claims)
    rows.add_diagnostic(Diagnostic(code="lost", message="gone", span=Span.of("abc", 1, 2)), "x")
    batch = rows.batch()
    assert batch.column("kind").to_pylist() == ["document", *["claim"] * 3, "diagnostic"]
    assert batch.column("url")[0].as_py() == "https://example.org/?"
    assert list(arrow.documents_of(batch)) == [document]
    assert arrow.claims_of(batch) == [claims]
    assert len(rows) == 0


# --- Parquet ------------------------------------------------------------------------------------------------------


def test_parquet(tmp_path: Path) -> None:
    stories = [story(number)[1] for number in range(5)]
    assert arrow.write_parquet(tmp_path / "a.parquet", (one.to_arrow() for one in stories)) == 15
    tables = list(arrow.read_parquet(tmp_path, rows=4))
    assert [table.num_rows for table in tables] == [4, 4, 4, 3]
    assert all(table.schema.equals(arrow.SCHEMA, check_metadata=True) for table in tables)
    assert arrow.claims_of(pa.concat_tables(tables)) == stories


def test_what_engines_lose_is_mended() -> None:
    table = found().to_arrow()
    fields = [
        pa.field(f.name, pa.large_string() if f.type == pa.string() else f.type) for f in reversed(list(table.schema))
    ]
    changed = table.select(table.schema.names[::-1]).cast(pa.schema(fields)).append_column("x", table["doc"])
    assert changed.schema.metadata is None
    assert arrow.conform(changed).equals(table)
    assert arrow.claims_of(changed) == [found()]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda t: t.drop_columns(["value"]), "no column 'value'"),
        (lambda t: t.replace_schema_metadata({"factledger.schema": "2"}), "schema '2' of claims; this"),
        (lambda t: t.set_column(1, "start", pa.array(["x"] * t.num_rows)), "not claims of schema 1"),
        (lambda t: t.set_column(0, "kind", pa.array(["opinion"] * t.num_rows)), "kind 'opinion'; accepted: claim"),
        (lambda t: t.set_column(t.num_columns - 1, "record", pa.array(["{}"] * t.num_rows)), "the JSON of a Claim"),
        (lambda t: t.set_column(t.num_columns - 1, "record", pa.nulls(t.num_rows, pa.string())), "JSON of a Claim"),
        (lambda t: t.to_pandas(), "an Arrow table or record batch is accepted, not DataFrame"),
    ],
)
def test_what_is_no_table_of_claims(spoil: Any, message: str) -> None:
    with pytest.raises(FactledgerError, match=message):
        arrow.claims_of(spoil(found().to_arrow()))


def test_files_that_are_not_ours(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    pq.write_table(pa.table({"x": [1]}), tmp_path / "b.parquet")
    with pytest.raises(FactledgerError, match=r"a\.parquet: cannot be read as Parquet"):
        list(arrow.read_parquet(tmp_path / "a.parquet"))
    with pytest.raises(FactledgerError, match=r"b\.parquet: not claims of schema 1: no column 'kind'"):
        list(arrow.read_parquet(tmp_path / "b.parquet"))
    with pytest.raises(FactledgerError, match="cannot be read"):
        list(arrow.read_parquet(tmp_path / "c.parquet"))


def test_duckdb_reads_it(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    arrow.write_parquet(tmp_path / "a.parquet", [found().to_arrow()])
    (answer,) = duckdb.sql(
        f"SELECT typeof(value), sum(value) FROM '{tmp_path}/a.parquet' WHERE unit = '' AND value > 100 GROUP BY 1"
    ).fetchall()
    assert answer == ("DECIMAL(38,12)", Decimal(1250))


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "factledger.io.arrow")
    with pytest.raises(FactledgerError, match=r"needs pyarrow: pip install 'factledger\[arrow\]'"):
        found().to_arrow()
