"""The ledger that users hold: record, read back, close."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from factledger.claims import known_names
from factledger.document import Document, text_sha256
from factledger.errors import FactledgerError
from factledger.ledger.entries import Entry, column, entry_id, index_row, read_body
from factledger.ledger.file import errors_named, open_file
from factledger.records import FLAGS, MEASURES, Claim, canonical_json

BATCH = 1000  # entries a transaction: synchronous=FULL costs one wait for the disk, so it is spread over many
_PAGE = 500  # rows read at once, so that a reader holds no lock while its caller works


class Recorded(NamedTuple):
    """How many documents and claims were new to the ledger."""

    documents: int
    claims: int


class _Draft(NamedTuple):
    """An entry before it has its number: `row` is the claim index's, None for a document."""

    id: str
    kind: str
    body: str
    row: tuple[str, str, str, str | None, str] | None


class Ledger:
    """An append-only ledger of documents and claims in one SQLite file.

    What is recorded stays as it was; recording it again adds nothing. Whatever happens to the process, the file
    holds every batch that was recorded and no part of another. Several programs may read while one writes; a
    second writer waits for at most `timeout` seconds. A `Ledger` may be shared between threads.

    `path` is made if it is missing. Raises `FactledgerError` where it cannot be opened, is not a ledger, or was
    written by a newer factledger; such a file is left untouched.
    """

    def __init__(self, path: str | os.PathLike[str], *, timeout: float = 10.0) -> None:
        if not isinstance(path, (str, os.PathLike)) or not os.fspath(path):
            raise FactledgerError(f"path must be the path of a ledger file, not {path!r}")
        if not isinstance(timeout, (int, float)) or not 0 <= timeout < 1e6:
            raise FactledgerError(f"timeout must be a number of seconds from 0, not {timeout!r}")
        self.path = Path(path)
        self._timeout = timeout
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = open_file(self.path, timeout)

    def record(self, document: Document, claims: Iterable[Claim]) -> Recorded:
        """Record a document and its claims in one transaction; return how many of them were new.

        When this returns, they are on the disk. Raises `FactledgerError` where the claims are of another text or
        the file cannot be written; then nothing was recorded.
        """
        return self._append(_drafts(document, claims))

    def record_many(self, pairs: Iterable[tuple[Document, Iterable[Claim]]]) -> Recorded:
        """Record many documents with their claims, in transactions of about a thousand entries.

        A document and its claims are never torn apart. If it is interrupted, the first documents are there in
        full and the rest not at all; recording everything again completes it.
        """
        total = Recorded(0, 0)
        waiting: list[_Draft] = []
        for document, claims in pairs:
            waiting += _drafts(document, claims)
            if len(waiting) >= BATCH:
                total = _plus(total, self._append(waiting))
                waiting = []
        return _plus(total, self._append(waiting))

    def claims(
        self,
        *,
        document: str | Document | None = None,
        measure: str | Collection[str] | None = None,
        flags: str | Collection[str] | None = None,
        speaker: str | None = None,
        attributed: bool | None = None,
    ) -> list[Claim]:
        """Return the recorded claims for which every given condition holds, in the order of recording.

        `document` is a document, or the id of one or several texts; `measure` one or several measures (any of
        them); `flags` one or several flags (all of them); `speaker` a part of the speaker's name, case ignored;
        `attributed` whether a speaker is named. Raises `FactledgerError` on a measure or flag that does not exist.
        """
        where, values = ["entry.kind = 'claim'"], list[object]()
        name = document.id if isinstance(document, Document) else document
        if name is not None:
            where.append("claim.document = ?")
            values.append(column(name))
        if measures := known_names(measure, MEASURES, "measure"):
            where.append(f"claim.measure IN ({','.join('?' * len(measures))})")
            values += sorted(measures)
        for flag in sorted(known_names(flags, FLAGS, "flag")):
            where.append("instr(claim.flags, ?)")
            values.append(f'"{flag}"')
        folded = None if speaker is None else speaker.casefold()
        if folded is not None:
            where.append("instr(claim.speaker, ?)")
            values.append(column(folded))
        if attributed is not None:
            where.append(f"claim.speaker IS {'NOT ' if attributed else ''}NULL")
        rows = self._read("JOIN claim USING (seq)", where, values)
        found = (read_body(Claim, entry) for entry in rows)
        # The index replaces characters that SQLite cannot hold; what counts is the record.
        return [claim for claim in found if _matches(claim, document, folded)]

    def documents(self) -> list[Document]:
        """Return the recorded documents with their texts, in the order of recording.

        A text recorded again with another source stands there again.
        """
        return [read_body(Document, entry) for entry in self._read("", ["entry.kind = 'document'"], [])]

    def entries(self) -> Iterator[Entry]:
        """Yield every entry of the ledger, from the first."""
        return self._read("", [], [])

    def close(self) -> None:
        """Close the file; closing twice is allowed, using a closed ledger raises `FactledgerError`."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Ledger({os.fspath(self.path)!r})"

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with self._lock, errors_named(self.path, self._timeout):
            if self._connection is None:
                raise FactledgerError(f"ledger {self.path}: it is closed")
            yield self._connection

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _append(self, drafts: Sequence[_Draft]) -> Recorded:
        fresh = {draft.id: draft for draft in drafts}
        if not fresh:
            return Recorded(0, 0)
        with self._transaction() as connection:
            known = connection.execute(
                "SELECT id FROM entry WHERE id IN (SELECT value FROM json_each(?))", (canonical_json(list(fresh)),)
            )
            for (id_,) in known:
                del fresh[id_]
            last = connection.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()[0]
            now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
            new = list(enumerate(fresh.values(), last + 1))
            connection.executemany(
                "INSERT INTO entry (seq, id, kind, recorded, body) VALUES (?, ?, ?, ?, ?)",
                [(seq, draft.id, draft.kind, now, draft.body) for seq, draft in new],
            )
            rows = [(seq, *draft.row) for seq, draft in new if draft.row is not None]
            connection.executemany(
                "INSERT INTO claim (seq, claim, document, measure, speaker, flags) VALUES (?, ?, ?, ?, ?, ?)", rows
            )
        return Recorded(len(new) - len(rows), len(rows))

    def _read(self, join: str, where: Sequence[str], values: Sequence[object]) -> Iterator[Entry]:
        last = 0
        conditions = " AND ".join(["entry.seq > ?", *where])
        query = (
            "SELECT entry.seq, entry.id, entry.kind, entry.recorded, entry.body "
            f"FROM entry {join} WHERE {conditions} ORDER BY entry.seq LIMIT {_PAGE}"
        )
        while True:
            with self._open() as connection:
                page = [Entry(*row) for row in connection.execute(query, (last, *values))]
            yield from page
            if len(page) < _PAGE:
                return
            last = page[-1].seq


def _drafts(document: Document, claims: Iterable[Claim]) -> list[_Draft]:
    if not isinstance(document, Document):
        raise FactledgerError(
            f"document must be a Document, not {type(document).__name__}; make one with Document.of(text)"
        )
    sha = document.source.text_sha256
    if text_sha256(document.text) != sha:
        raise FactledgerError(f"document {document.id!r}: its text_sha256 is not that of its text; use Document.of")
    drafts = [_draft("document", document.to_json(), None)]
    for number, claim in enumerate(claims):
        if not isinstance(claim, Claim):
            raise FactledgerError(f"claims must be Claim records, not {type(claim).__name__}")
        if (claim.provenance.document, claim.provenance.text_sha256) != (document.id, sha):
            raise FactledgerError(
                f"claim {number} is of document {claim.provenance.document!r}, text "
                f"{claim.provenance.text_sha256[:16]}, not of {document.id!r}, text {sha[:16]}; "
                "extract from the same Document that you record"
            )
        drafts.append(_draft("claim", claim.to_json(), index_row(claim)))
    return drafts


def _draft(kind: str, body: str, row: tuple[str, str, str, str | None, str] | None) -> _Draft:
    return _Draft(entry_id(kind, body), kind, body, row)


def _plus(one: Recorded, other: Recorded) -> Recorded:
    return Recorded(one.documents + other.documents, one.claims + other.claims)


def _matches(claim: Claim, document: str | Document | None, folded: str | None) -> bool:
    if isinstance(document, Document):
        if (claim.provenance.document, claim.provenance.text_sha256) != (document.id, document.source.text_sha256):
            return False
    elif document is not None and claim.provenance.document != document:
        return False
    speaker = claim.attribution.speaker
    return folded is None or (speaker is not None and folded in speaker.name.text.casefold())
