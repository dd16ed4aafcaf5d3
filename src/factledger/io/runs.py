"""Whole runs into files: claims into Parquet and a ledger, what failed into a list, and on again after a kill.

A document is done when every target holds it. A run that is started again reads its input anew, leaves out what is
done, and ends with what an uninterrupted run would have made. The same document twice in the input (same id, same
text or page) is done once.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Protocol

from factledger.document import Document
from factledger.extract import Extractor
from factledger.many import CHUNK, Done, Extraction, extract_many
from factledger.records import Diagnostic

if TYPE_CHECKING:
    from factledger.io.html import Page
    from factledger.ledger import Ledger

_ENTRIES = 1000  # claims and documents that a ledger is given together


class Summary(NamedTuple):
    """What a run did: documents extracted now, their claims, diagnostics; documents done before; repeats."""

    documents: int
    claims: int
    diagnostics: int
    done_before: int
    repeated: int


class Target(Protocol):
    """Where a run's extractions go."""

    def holds(self, item: Document | Page, key: bytes) -> bool:
        """Return whether an item of that key is done."""

    def add(self, extraction: Extraction) -> None:
        """Take an extraction; it need not be kept before `close`."""

    def close(self) -> None:
        """Keep everything that was taken."""


def extract_into(
    documents: Iterable[str | Document | Page | Diagnostic],
    *,
    to: str | os.PathLike[str] | None = None,
    ledger: Ledger | None = None,
    errors: str | os.PathLike[str] | None = None,
    extractor: Extractor | None = None,
    workers: int | None = None,
    chunk: int = CHUNK,
    ordered: bool = True,
    timeout: float | None = None,
    on_progress: Callable[[Done], object] | None = None,
    on_diagnostic: Callable[[Diagnostic], object] | None = None,
    on_extraction: Callable[[Extraction], object] | None = None,
) -> Summary:
    """Extract many documents into a Parquet file, a ledger or both; started again after a kill, go on.

    `to` is a Parquet file of the frozen schema; while the run lasts its parts lie in a folder beside it
    (`claims.parquet.parts`). Where `to` ends in a slash or is a folder, the parts stay there as they are, and what
    they hold is never extracted again. In `ledger` a document is done when it is recorded with a reading by the same
    versions of extractor and lexicon. `errors` is a file that gets a JSON line for each diagnostic of the input. The
    other arguments are those of `extract_many`; `on_diagnostic` and `on_extraction` are called with each that comes.

    Raises `FactledgerError` where a target cannot be written, or was begun by other versions.
    """
    chosen = extractor or Extractor()
    summary = _Counts()
    with ExitStack() as stack:
        targets: list[Target] = []
        if ledger is not None:
            targets.append(LedgerTarget(ledger, chosen.versions))
        if to is not None:
            from factledger.io.parts import ParquetTarget

            targets.append(stack.enter_context(ParquetTarget(to, chosen.versions)))
        listed = stack.enter_context(Path(errors).open("w", encoding="utf-8")) if errors is not None else None
        seen = stack.enter_context(_Seen())
        left = _left(documents, targets, seen, summary)
        found = extract_many(
            left, extractor=chosen, workers=workers, chunk=chunk, ordered=ordered, timeout=timeout,
            on_progress=on_progress,
        )  # fmt: skip
        for one in found:
            if isinstance(one, Diagnostic):
                summary.diagnostics += 1
                _list(one, listed, on_diagnostic)
                continue
            summary.documents += 1
            summary.claims += len(one)
            for target in targets:
                target.add(one)
            if on_extraction is not None:
                on_extraction(one)
        for target in targets:
            target.close()
    return Summary(summary.documents, summary.claims, summary.diagnostics, summary.done_before, summary.repeated)


class _Counts:
    def __init__(self) -> None:
        self.documents = self.claims = self.diagnostics = self.done_before = self.repeated = 0


def _left(documents: Iterable[Any], targets: list[Target], seen: _Seen, counts: _Counts) -> Iterator[Any]:
    """Yield what is not done, and the diagnostics."""
    for given in documents:
        item = Document.of(given) if isinstance(given, str) else given
        if not isinstance(item, Diagnostic):
            key = key_of(item)
            if seen.before(key):
                counts.repeated += 1
                continue
            if targets and all(target.holds(item, key) for target in targets):
                counts.done_before += 1
                continue
        yield item


def _list(diagnostic: Diagnostic, file: IO[str] | None, called: Callable[[Diagnostic], object] | None) -> None:
    if file is not None:
        file.write(diagnostic.to_json() + "\n")
        file.flush()
    if called is not None:
        called(diagnostic)


def key_of(item: Document | Page) -> bytes:
    """Return what makes a document or page the same one again: its id, and its page or else its text and source."""
    if isinstance(item, Document):
        name, page = item.id, item.source.page_sha256
        content = page or item.source.to_json()
    else:
        name, content = item.name or "", hashlib.sha256(item.content).hexdigest()
    return hashlib.sha256(f"{len(name)} {name} {content}".encode("utf-8", "surrogatepass")).digest()[:16]


class _Seen:
    """The keys of a run's documents so far, in a temporary database so that memory stays flat."""

    def __enter__(self) -> _Seen:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("CREATE TABLE seen (key BLOB PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute("BEGIN")
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def before(self, key: bytes) -> bool:
        """Return whether the key was seen before, and see it."""
        return self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,)).rowcount == 0


class LedgerTarget:
    """Records documents with their claims, several in a transaction."""

    def __init__(self, ledger: Ledger, versions: tuple[str, str]) -> None:
        self.ledger = ledger
        self._extractor, self._lexicon = versions
        self._waiting: list[Extraction] = []
        self._size = 0

    def holds(self, item: Document | Page, key: bytes) -> bool:
        """Return whether the ledger holds the item, read by these versions."""
        if isinstance(item, Document):
            return self.ledger.has_read(item, self._extractor, self._lexicon)
        page = hashlib.sha256(item.content).hexdigest()
        return self.ledger.has_read_page(item.name or "", page, self._extractor, self._lexicon)

    def add(self, extraction: Extraction) -> None:
        """Take an extraction; about a thousand entries are recorded together."""
        self._waiting.append(extraction)
        self._size += len(extraction) + 2
        if self._size >= _ENTRIES:
            self.close()

    def close(self) -> None:
        """Record what waits."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        pairs = [(one.document, one.claims) for one in waiting]
        self.ledger.record_many(pairs, extractor=self._extractor, lexicon=self._lexicon)
