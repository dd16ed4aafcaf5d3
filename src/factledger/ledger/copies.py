"""Ledgers out to other forms and in again: JSON lines (lossless), CSV, pandas, Parquet, JSON-LD."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from factledger.claims import Claims
from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.frozen import canonical_json, read_json
from factledger.ledger.entries import MODELS, Entry, entry_id, leaf_data
from factledger.ledger.index import Index
from factledger.ledger.merkle import leaf_hash
from factledger.ledger.reading import Reading
from factledger.ledger.tree import Tree
from factledger.ledger.writing import Recorded, Writing
from factledger.records import ROW_COLUMNS, Claim
from factledger.view.rows import cells_of

if TYPE_CHECKING:
    import pandas

#: The version of the JSON lines; the first line of a file names it.
JSONL_VERSION = 1
_HEAD = "factledger.ledger"
_ROWS = 10_000  # rows of one Parquet row group

AnyPath = str | os.PathLike[str]


class Copies(Reading, Writing):
    """The part of a ledger that writes itself out and reads itself in."""

    def to_jsonl(self, path: AnyPath | TextIO) -> int:
        """Write every entry as one line of canonical JSON, after a line that names format and origin.

        Nothing is lost: `import_jsonl` makes a ledger of the same entries, byte for byte, with the same tree. Returns
        the number of entries.
        """
        with self._open() as connection:
            origin = connection.execute("SELECT name FROM origin").fetchone()[0]
        count = 0
        with _writing(path) as file:
            file.write(canonical_json({_HEAD: JSONL_VERSION, "origin": origin}) + "\n")
            for entry in self.entries():
                file.write(entry.to_json() + "\n")
                count += 1
        return count

    def import_jsonl(self, path: AnyPath | TextIO) -> int:
        """Read what `to_jsonl` wrote into this ledger, which must be empty; return the number of entries.

        Numbers, ids, times of recording and origin stay as they were, so that an old checkpoint still verifies. All
        or nothing is read. Raises `FactledgerError` where the ledger has entries, or a line is not what `to_jsonl`
        writes.
        """
        with _reading(path) as file, self._transaction() as connection:
            if Tree(connection).size:
                raise FactledgerError(f"ledger {self.path}: it has entries; import into a new one")
            _take_origin(connection, file.readline())
            index, count = Index(connection), 0
            for count, line in enumerate(file, 1):
                entry = _entry(line, count)
                leaf = leaf_hash(leaf_data(entry.seq, entry.id, entry.kind, entry.recorded))
                connection.execute(
                    "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
                    (entry.seq, entry.id, entry.kind, entry.recorded, leaf, entry.body),
                )
                index.add(entry)
            index.flush()
            Tree(connection).extend(0, count)
        return count

    def to_csv(self, path: AnyPath | TextIO) -> int:
        """Write the flat rows of the claims that hold as CSV, a line a claim; return their number."""
        claims = self.claims()
        with _writing(path, newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(ROW_COLUMNS)
            writer.writerows(cells_of(claim) for claim in claims)
        return len(claims)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the flat rows of the claims that hold; raises `FactledgerError` where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise FactledgerError("to_pandas needs pandas: pip install 'factledger[pandas]'") from None
        return pandas.DataFrame([claim.to_row() for claim in self.claims()], columns=list(ROW_COLUMNS))

    def to_parquet(self, path: AnyPath) -> int:
        """Write documents and claims as Parquet in the frozen schema (extra `arrow`); return the number of rows.

        Every text and every reading that was not retracted is written, in the order of recording, each document as
        often as it was seen, its claims after it. Reviews, retractions and times of recording are not: only
        `to_jsonl` is a whole ledger.
        """
        from factledger.io import arrow

        def tables() -> Iterator[Any]:
            rows = arrow.Rows()
            for document, claims in self._documents_with_claims():
                rows.add_document(document)
                rows.add_claims(Claims(document.source, claims))
                if len(rows) >= _ROWS:
                    yield rows.batch()
            yield rows.batch()

        return arrow.write_parquet(Path(path), tables())

    def import_parquet(self, path: AnyPath) -> Recorded:
        """Record the documents and claims of a Parquet file (or a folder of them) in the frozen schema.

        What is recorded already is not recorded again. Claims whose document has no row of its own in the file are
        refused. Raises `FactledgerError` where the file is of another schema or cannot be read.
        """
        from factledger.io import arrow

        def pairs() -> Iterator[tuple[Document, list[Claim]]]:
            document: Document | None = None
            claims: list[Claim] = []
            for table in arrow.read_parquet(Path(path)):
                kinds, records = table.column("kind").to_pylist(), table.column("record").to_pylist()
                for kind, record in zip(kinds, records, strict=True):
                    if kind == "document":
                        if document is not None:
                            yield document, claims
                        document, claims = arrow.read_record(Document, record), []
                    elif kind == "claim":
                        claim = arrow.read_record(Claim, record)
                        if document is None:
                            raise FactledgerError(
                                f"claim {claim.id} of document {claim.provenance.document!r}: its document has no row"
                            )
                        claims.append(claim)
            if document is not None:
                yield document, claims

        return self.record_many(pairs())

    def to_jsonld(self, path: AnyPath | TextIO) -> int:
        """Write the claims that hold as one JSON-LD document, with their reviews; return the number of claims."""
        from factledger.io.jsonld import ledger_graph

        claims, graph = ledger_graph(self)
        with _writing(path) as file:
            file.write(json.dumps(graph, ensure_ascii=True, indent=1, sort_keys=True) + "\n")
        return claims

    def _documents_with_claims(self) -> Iterator[tuple[Document, list[Claim]]]:
        """Yield each document with the claims that were recorded with its text, first seen first."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT document.seq, claim.seq FROM document LEFT JOIN claim ON claim.document = document.seq AND "
                "claim.retracted IS NULL WHERE document.retracted IS NULL ORDER BY document.seq, claim.seq"
            ).fetchall()
            for seq, group in groupby(rows, key=lambda row: row[0]):
                document = self._find(connection, int(seq)).read()
                claims = [self._find(connection, int(claim)).read() for _, claim in group if claim is not None]
                assert isinstance(document, Document)
                yield document, [claim for claim in claims if isinstance(claim, Claim)]


def _take_origin(connection: sqlite3.Connection, line: str) -> None:
    """Give a new ledger the origin of the one that is read in, so that its checkpoints verify."""
    try:
        head = read_json(line)
        version, origin = head[_HEAD], head["origin"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise FactledgerError("line 1: not the first line of a ledger in JSON lines") from None
    if version != JSONL_VERSION or not isinstance(origin, str):
        raise FactledgerError(f"line 1: JSON lines of version {version!r}; this factledger reads {JSONL_VERSION}")
    (trigger,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'origin_fixed'").fetchone()
    connection.execute("DROP TRIGGER origin_fixed")
    connection.execute("UPDATE origin SET name = ?", (origin,))
    connection.execute(trigger)


def _entry(line: str, number: int) -> Entry:
    """Return the entry of a line; raises `FactledgerError` where it is not the entry `number` as it was written."""
    try:
        parts = read_json(line)
        entry = Entry(parts["seq"], parts["id"], parts["kind"], parts["recorded"], canonical_json(parts["body"]))
        known = entry.kind in MODELS and isinstance(entry.recorded, str)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise FactledgerError(f"line {number + 1}: not an entry of a ledger") from None
    if not known:
        raise FactledgerError(f"line {number + 1}: an entry of a kind {entry.kind!r} that this version does not know")
    if entry.seq != number:
        raise FactledgerError(f"line {number + 1}: entry {entry.seq} where entry {number} is next")
    if entry.id != entry_id(entry.kind, entry.body):
        raise FactledgerError(f"line {number + 1}: entry {entry.seq} does not have the id of what it says")
    return entry


class _File:
    """A file that is opened and closed here, or a stream that is left open."""

    def __init__(self, path: AnyPath | TextIO, write: bool, newline: str) -> None:
        self._path, self._write, self._newline = path, write, newline
        self._mine: TextIO | None = None

    def __enter__(self) -> TextIO:
        if not isinstance(self._path, (str, os.PathLike)):
            return self._path
        how: Any = {"encoding": "utf-8", "newline": self._newline}
        if self._write:
            how["errors"] = "backslashreplace"  # lone surrogates, which UTF-8 has not
        try:
            self._mine = Path(self._path).open("w" if self._write else "r", **how)
        except OSError as error:
            raise FactledgerError(f"{os.fspath(self._path)}: {error.strerror}") from None
        return self._mine

    def __exit__(self, *_: object) -> None:
        if self._mine is not None:
            self._mine.close()


def _writing(path: AnyPath | TextIO, newline: str = "\n") -> _File:
    return _File(path, True, newline)


def _reading(path: AnyPath | TextIO) -> _File:
    return _File(path, False, "\n")
