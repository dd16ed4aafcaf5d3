"""Out of the ledger and in again: nothing lost, nothing changed, what is damaged refused."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building import TEXT, story
from drawn import claims as any_claims
from drawn import documents as any_documents
from factledger import Claim, Document, FactledgerError, Ledger, extract
from factledger.ledger.views import VIEW_NAMES
from factledger.records import ROW_COLUMNS

DOCUMENT = Document.of(TEXT, id="t", url="https://example.org/t", publisher="Daily", published="2024-05-07")


def of(document: Document, found: Claim) -> Claim:
    origin = {"document": document.id, "text_sha256": document.source.text_sha256}
    return found.model_copy(update={"provenance": found.provenance.model_copy(update=origin)})


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path / "a.ledger")
    made.record(DOCUMENT, extract(DOCUMENT))
    later = Document.of(TEXT.replace("1,250", "1,300"), id="t", url="https://example.org/t", published="2024-05-08")
    made.record(later, extract(later))
    made.review(made.claims()[0], "half true", by="Ilse Brandt")
    made.retract(made.claims()[1], "counted twice")
    return made


def test_json_lines_bring_back_every_entry(ledger: Ledger, tmp_path: Path) -> None:
    count = ledger.to_jsonl(tmp_path / "a.jsonl")
    with Ledger(tmp_path / "b.ledger") as other:
        assert other.import_jsonl(tmp_path / "a.jsonl") == count
        assert list(other.entries()) == list(ledger.entries())
        assert other.claims() == ledger.claims()
        assert other.claims(retracted=True, revisions="all") == ledger.claims(retracted=True, revisions="all")
        other.to_jsonl(tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    rows = []
    for name in ("a", "b"):
        with sqlite3.connect(tmp_path / f"{name}.ledger") as file:
            tables = (
                "entry",
                "tile",
                "origin",
                "document",
                "extraction",
                "claim",
                "revision",
                "retraction",
                "review",
            )
            rows.append([file.execute(f"SELECT * FROM {table}").fetchall() for table in tables])
        file.close()
    assert rows[0] == rows[1]  # the tree and every index row too


def test_what_was_read_in_can_be_added_to(ledger: Ledger, tmp_path: Path) -> None:
    ledger.to_jsonl(tmp_path / "a.jsonl")
    with Ledger(tmp_path / "b.ledger") as other:
        other.import_jsonl(tmp_path / "a.jsonl")
        assert other.record(DOCUMENT, extract(DOCUMENT)) == (0, 0, 0, 0)
        assert other.record(*story()).claims == 3
        with pytest.raises(FactledgerError, match="the origin is never changed"), other._open() as connection:
            connection.execute("UPDATE origin SET name = 'x'")
        with pytest.raises(FactledgerError, match="it has entries; import into a new one"):
            other.import_jsonl(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda lines: lines[1:], "line 1: not the first line"),
        (lambda lines: [lines[0].replace(":1,", ":9,"), *lines[1:]], "line 1: JSON lines of version 9"),
        (lambda lines: [*lines[:2], lines[3]], "line 3: entry 3 where entry 2 is next"),
        (lambda lines: [*lines[:3], lines[3].replace("Ilse", "Else", 1)], "line 4: entry 3 does not have the id"),
        (lambda lines: [*lines[:3], lines[3][:50]], "line 4: not an entry"),
        (lambda lines: [*lines[:3], "[1]"], "line 4: not an entry"),
        (lambda lines: [*lines[:3], lines[3].replace('"claim"', '"claims"')], "line 4: "),
    ],
)  # fmt: skip
def test_damaged_lines_are_refused_and_nothing_is_read(
    ledger: Ledger, tmp_path: Path, change: object, message: str
) -> None:
    ledger.to_jsonl(tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    (tmp_path / "c.jsonl").write_text("\n".join(change(lines)) + "\n", "utf-8")  # type: ignore[operator]
    with Ledger(tmp_path / "c.ledger") as other:
        with pytest.raises(FactledgerError, match=message):
            other.import_jsonl(tmp_path / "c.jsonl")
        assert list(other.entries()) == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_records_go_round(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "a.ledger") as ledger:
        for document in data.draw(st.lists(any_documents(), max_size=2)):
            ledger.record(document, [of(document, one) for one in data.draw(st.lists(any_claims(), max_size=2))])
        text = io.StringIO()
        ledger.to_jsonl(text)
        with Ledger(Path(folder) / "b.ledger") as other:
            other.import_jsonl(io.StringIO(text.getvalue()))
            again = io.StringIO()
            other.to_jsonl(again)
            assert list(other.entries()) == list(ledger.entries())
        assert again.getvalue() == text.getvalue()
        text.getvalue().encode()  # UTF-8 takes it


def test_csv_and_pandas(ledger: Ledger, tmp_path: Path) -> None:
    assert ledger.to_csv(tmp_path / "a.csv") == len(ledger.claims())
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == [claim.quantity.span.text for claim in ledger.claims()]
    assert tuple(rows[0]) == ROW_COLUMNS
    frame = ledger.to_pandas()
    assert list(frame["text"]) == [row["text"] for row in rows]
    assert list(frame.columns) == list(ROW_COLUMNS)


def test_parquet_brings_back_documents_and_claims(ledger: Ledger, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    ledger.to_parquet(tmp_path / "a.parquet")
    with Ledger(tmp_path / "b.ledger") as other:
        got = other.import_parquet(tmp_path / "a.parquet")
        assert got.documents == len(ledger.documents()) == 2
        assert other.documents() == ledger.documents()
        assert other.claims(revisions="all") == ledger.claims(revisions="all")
        assert other.import_parquet(tmp_path / "a.parquet") == (0, 0, 0, 0)


def test_duckdb_reads_the_parquet(ledger: Ledger, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    ledger.to_parquet(tmp_path / "a.parquet")
    found = duckdb.sql(
        f"SELECT count(*), sum(value) FROM '{tmp_path / 'a.parquet'}' WHERE kind = 'claim' AND measure = 'displaced'"
    ).fetchall()[0]
    assert found[0] == 2
    assert int(found[1]) == 2550


def test_the_views_open_with_sqlite_alone(ledger: Ledger, tmp_path: Path) -> None:
    claims = ledger.claims()
    ledger.close()
    file = sqlite3.connect(f"file:{tmp_path / 'a.ledger'}?mode=ro", uri=True)
    file.row_factory = sqlite3.Row
    counts = {name: len(file.execute(f"SELECT * FROM {name}").fetchall()) for name in VIEW_NAMES}
    assert counts == {
        "claims": len(claims), "all_claims": 6, "documents": 2, "appearances": 2, "revisions": 1, "retractions": 1,
        "reviews": 1,
    }  # fmt: skip
    for row, claim in zip(file.execute("SELECT * FROM claims ORDER BY entry"), claims, strict=True):
        flat = claim.to_row()
        assert tuple(row.keys())[: len(ROW_COLUMNS)] == ROW_COLUMNS
        for name, value in flat.items():
            found = json.loads(row[name]) if name in ("flags", "sources") else row[name]
            assert found == value, name
    plan = file.execute("EXPLAIN QUERY PLAN SELECT * FROM claims WHERE measure = 'killed'").fetchall()
    assert "claim_by_measure" in " ".join(row["detail"] for row in plan)
    file.close()


def test_duckdb_understands_the_views(ledger: Ledger, tmp_path: Path) -> None:
    """DuckDB attaches the file with an extension of its own and reads our views itself: the same rows come out."""
    duckdb = pytest.importorskip("duckdb")
    chained = Document.of("The mayor said, citing a ministry report, that 5 people had died.", id="c")
    ledger.record(chained, extract(chained))
    ledger.close()
    file, duck = sqlite3.connect(tmp_path / "a.ledger"), duckdb.connect()
    types = {"INTEGER": "BIGINT", "TEXT": "VARCHAR", "BLOB": "BLOB"}
    for table in ("entry", "document", "extraction", "claim", "revision", "retraction", "review"):
        columns = [(name, types[kind]) for _, name, kind, *_ in file.execute(f"PRAGMA table_info({table})")]
        duck.execute(f"CREATE TABLE {table} ({', '.join(f'{chr(34)}{n}{chr(34)} {k}' for n, k in columns)})")
        for row in file.execute(f"SELECT * FROM {table}"):
            duck.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
    for name in VIEW_NAMES:
        (made,) = file.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        duck.execute(made)
        wanted = file.execute(f"SELECT * FROM {name} ORDER BY entry").fetchall()
        found = duck.execute(f"SELECT * FROM {name} ORDER BY entry").fetchall()
        assert [tuple(map(_plain, row)) for row in found] == [tuple(map(_plain, row)) for row in wanted], name
        assert wanted, name
    file.close()


def _plain(value: object) -> object:
    """Lists in JSON without their spaces."""
    return json.loads(value) if isinstance(value, str) and value.startswith("[") else value


def test_datasette_shows_the_file_as_it_is(ledger: Ledger, tmp_path: Path) -> None:
    pytest.importorskip("datasette")
    wanted = [claim.quantity.span.text for claim in ledger.claims()]
    ledger.close()
    asked = ["--get", "/a/claims.json?_shape=array&_sort=entry", str(tmp_path / "a.ledger")]
    shown = subprocess.run([sys.executable, "-m", "datasette", *asked], capture_output=True, check=True, timeout=120)
    assert [row["text"] for row in json.loads(shown.stdout)] == wanted


def test_a_file_that_cannot_be_written_is_named(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(FactledgerError, match="No such file"):
        ledger.to_csv(tmp_path / "none" / "a.csv")
