"""The open file under a ledger: one connection, its lock, its transactions."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.ledger.entries import Entry, entry_id
from factledger.ledger.file import errors_named, open_file
from factledger.records import Claim

ENTRY = "entry.seq, entry.id, entry.kind, entry.recorded, entry.body"

#: What names an entry: itself, its number, its id, or the document or claim that it holds.
Target = Entry | Document | Claim | str | int


class Base:
    """What every part of a ledger stands on."""

    def __init__(self, path: str | os.PathLike[str], *, timeout: float = 10.0) -> None:
        if not isinstance(path, (str, os.PathLike)) or not os.fspath(path):
            raise FactledgerError(f"path must be the path of a ledger file, not {path!r}")
        if not isinstance(timeout, (int, float)) or not 0 <= timeout < 1e6:
            raise FactledgerError(f"timeout must be a number of seconds from 0, not {timeout!r}")
        self.path = Path(path)
        self._timeout = timeout
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = open_file(self.path, timeout)

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
    def _transaction(self, *, writing: bool = True) -> Iterator[sqlite3.Connection]:
        """Give the connection with everything in it done wholly or not at all, or read from one moment."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
            try:
                yield connection
                if writing:
                    connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    # Also what only read: SQLite may refuse to commit after a damaged page, and nothing is lost.
                    with suppress(sqlite3.DatabaseError) if not writing else nullcontext():
                        connection.execute("ROLLBACK")

    def _find(self, connection: sqlite3.Connection, target: Target) -> Entry:
        """Return the entry that `target` names; raises `FactledgerError` where there is none."""
        match target:
            case Entry():
                id_ = target.id
            case Document():
                id_ = entry_id("document", target.to_json())
            case Claim():
                id_ = entry_id("claim", target.to_json())
            case bool():
                raise FactledgerError(f"an entry is named by its number or id, not {target!r}")
            case int():
                row = connection.execute(f"SELECT {ENTRY} FROM entry WHERE seq = ?", (target,)).fetchone()
                if row is None:
                    raise FactledgerError(f"ledger {self.path}: there is no entry {target}")
                return Entry(*row)
            case str():
                id_ = target
            case _:
                raise FactledgerError(
                    "an entry is named by its number, its id, itself, or the document or claim that it holds, "
                    f"not {target!r}"
                )
        row = connection.execute(f"SELECT {ENTRY} FROM entry WHERE id = ?", (id_,)).fetchone()
        if row is None:
            what = repr(id_) if isinstance(target, str) else f"of this {type(target).__name__.lower()}"
            raise FactledgerError(f"ledger {self.path}: there is no entry {what}")
        return Entry(*row)
