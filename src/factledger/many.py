"""Many documents over many cores: `extract_many`, in bounded memory, and no bad document ends it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from factledger.claims import Claims
from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.extract import Extractor
from factledger.records import Diagnostic

if TYPE_CHECKING:
    import pyarrow

    from factledger.io.arrow import Stretch
    from factledger.io.html import Page

CHUNK = 64  # documents that travel to a worker together
_CHUNK_SIZE = 1_000_000  # characters or bytes from which a chunk is full, however few its documents
_AHEAD = 3  # chunks for each worker that are read and not yet given back
_WARM = "Officials said on Monday that about 40 people had died."

Item = Document | Diagnostic  # or a Page, which needs the extra html


class Extraction:
    """A document with its claims; unpacks as a pair.

    What workers made stays in Arrow until it is asked for: `batch` are the rows as they came (claims and diagnostics
    of the frozen schema), `claims` the records read from them.
    """

    __slots__ = ("_claims", "_rows", "document")

    def __init__(self, document: Document, claims: Claims | None, rows: Stretch | None = None) -> None:
        self.document = document
        self._claims = claims
        self._rows = rows

    @property
    def claims(self) -> Claims:
        """The document's claims."""
        if self._claims is None:
            from factledger.io.arrow import claims_of

            found = claims_of(self.batch)
            self._claims = found[0] if found else Claims(self.document.source, [])
        return self._claims

    @property
    def batch(self) -> pyarrow.RecordBatch:
        """The document's claims as a record batch of the frozen schema; raises where pyarrow is not installed."""
        return self.rows.batch()

    @property
    def rows(self) -> Stretch:
        """The rows of `batch` where they stand, in a batch that may hold those of other documents too."""
        if self._rows is None:
            from factledger.io.arrow import Rows, Stretch

            rows = Rows()
            rows.add_claims(self.claims)
            batch = rows.batch()
            self._rows = Stretch(batch, 0, batch.num_rows)
        return self._rows

    def __len__(self) -> int:
        return len(self._claims) if self._claims is not None else len(self.rows)

    def __iter__(self) -> Iterator[Any]:
        return iter((self.document, self.claims))

    def __repr__(self) -> str:
        return f"<Extraction: {len(self)} claims of {self.document.id!r}>"


class Done(NamedTuple):
    """How far a run is: documents given back, their claims, diagnostics, characters read, seconds since its start."""

    documents: int
    claims: int
    diagnostics: int
    characters: int
    seconds: float


def extract_many(
    documents: Iterable[str | Document | Page | Diagnostic],
    *,
    extractor: Extractor | None = None,
    workers: int | None = None,
    chunk: int = CHUNK,
    ordered: bool = True,
    timeout: float | None = None,
    on_progress: Callable[[Done], object] | None = None,
) -> Iterator[Extraction | Diagnostic]:
    """Yield the claims of many documents, extracted by worker processes.

    `documents` are read as they are needed, in the calling thread, never more than a few chunks ahead of what was
    taken: texts, documents, what `factledger.io.readers.read_documents` yields. Each gives one `Extraction`, or one
    `Diagnostic` where it could not be analysed; diagnostics among the documents are passed on. They keep their order
    unless `ordered` is false: then each comes as soon as its chunk is done.

    `workers` is the number of processes (all cores by default); 0 works in this process. `chunk` is how many
    documents travel together. A worker that dies costs its chunk another try; the document that it died of twice
    gives a diagnostic (`worker_died`), as does one that takes more than `timeout` seconds (`timeout`). `on_progress`
    is called after each chunk. Closing the iterator, or an exception in it such as Ctrl-C, ends the workers.

    Worker processes need pyarrow (extra `arrow`). Raises `FactledgerError` on arguments that are not accepted.
    """
    if workers is None:
        workers = _cores()
    for name, value, least in (("workers", workers, 0), ("chunk", chunk, 1)):
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise FactledgerError(f"{name} must be a whole number from {least}, not {value!r}")
    if timeout is not None and (not isinstance(timeout, (int, float)) or timeout <= 0):
        raise FactledgerError(f"timeout must be a positive number of seconds, not {timeout!r}")
    if timeout is not None and not workers:
        raise FactledgerError("timeout needs worker processes: without them (workers=0) nothing can be interrupted")
    if isinstance(documents, (str, bytes, Document)) or not isinstance(documents, Iterable):
        raise FactledgerError(f"documents must be an iterable of documents, not {type(documents).__name__}")
    chosen = extractor or Extractor()
    chunks = _chunks(documents, chunk)
    answered = (
        _by_workers(chunks, chosen, workers, ordered, timeout) if workers else (_here(one, chosen) for one in chunks)
    )
    return _counted(answered, on_progress)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Chunk(NamedTuple):
    items: list[Any]
    size: int


def _chunks(documents: Iterable[Any], limit: int) -> Iterator[_Chunk]:
    items: list[Any] = []
    size = 0
    for given in documents:
        item = Document.of(given) if isinstance(given, str) else given
        length = _size(item)
        items.append(item)
        size += length
        if len(items) >= limit or size >= _CHUNK_SIZE:
            yield _Chunk(items, size)
            items, size = [], 0
    if items:
        yield _Chunk(items, size)


def _size(item: Any) -> int:
    if isinstance(item, Document):
        return len(item.text)
    if isinstance(item, Diagnostic):
        return 0
    from factledger.io.html import Page

    if isinstance(item, Page):
        return len(item.content)
    raise FactledgerError(f"a document must be a str, Document, Page or Diagnostic, not {type(item).__name__}")


def _counted(
    chunks: Iterator[tuple[int, list[Extraction | Diagnostic]]], on_progress: Callable[[Done], object] | None
) -> Iterator[Extraction | Diagnostic]:
    start = time.monotonic()
    documents = claims = diagnostics = characters = 0
    try:
        for size, found in chunks:
            for one in found:
                if isinstance(one, Diagnostic):
                    diagnostics += 1
                else:
                    documents, claims = documents + 1, claims + len(one)
            characters += size
            yield from found
            if on_progress is not None:
                on_progress(Done(documents, claims, diagnostics, characters, time.monotonic() - start))
    finally:
        chunks.close()  # type: ignore[attr-defined]  # a generator: ends the workers now, not when it is collected


def _here(chunk: _Chunk, extractor: Extractor) -> tuple[int, list[Extraction | Diagnostic]]:
    return chunk.size, [_one_here(item, extractor) for item in chunk.items]


def _one_here(item: Any, extractor: Extractor) -> Extraction | Diagnostic:
    if not isinstance(item, (Document, Diagnostic)):
        from factledger.io.html import read_page

        item = read_page(item)
    if isinstance(item, Diagnostic):
        return item
    try:
        return Extraction(item, extractor.extract(item))
    except (
        Exception
    ) as error:  # bad text never should make it raise; where it does, one document is lost, not the run
        return Diagnostic(code="extractor_error", message=f"{type(error).__name__}: {error}", document=item.id)


def _by_workers(
    chunks: Iterator[_Chunk], extractor: Extractor, workers: int, ordered: bool, timeout: float | None
) -> Iterator[tuple[int, list[Extraction | Diagnostic]]]:
    from factledger.io.batches import extract_chunk, pack, split
    from factledger.workers import Pool

    pool = Pool(workers, extract_chunk, extractor, pack, split, timeout, [Document.of(_WARM)])
    open_: dict[int, _Chunk] = {}  # read and not yet given back
    waiting: dict[int, list[Any]] = {}  # answered, but not yet their turn
    number = turn = 0
    more = True
    try:
        while True:
            while more and len(open_) < workers * _AHEAD:
                chunk = next(chunks, None)
                if chunk is None:
                    more = False
                    break
                open_[number] = chunk
                pool.put(number, [item for item in chunk.items if not isinstance(item, Diagnostic)])
                number += 1
            if not open_:
                return
            answered, pieces = pool.get()
            waiting[answered] = pieces
            while waiting:
                due = turn if ordered else next(iter(waiting))
                if due not in waiting:
                    break
                chunk = open_.pop(due)
                yield chunk.size, _joined(chunk.items, waiting.pop(due))
                turn += 1
    finally:
        pool.close()


def _joined(items: list[Any], pieces: list[Any]) -> list[Extraction | Diagnostic]:
    """Return the answer to each item: diagnostics that were given among the documents stand where they stood."""
    answers = iter(pieces)
    return [item if isinstance(item, Diagnostic) else _outcome(item, next(answers)) for item in items]


def _outcome(item: Any, piece: Any) -> Extraction | Diagnostic:
    from factledger.io.arrow import read_record
    from factledger.workers import Lost

    if isinstance(piece, Lost):
        name, where = (item.id, None) if isinstance(item, Document) else (item.name, item.where)
        return Diagnostic(code=piece.code, message=piece.message, document=name, where=where)
    first = piece.kind()
    if first == "document":
        document = read_record(Document, piece.record())
        piece = piece.after(1)
        first = piece.kind()
    elif isinstance(item, Document):
        document = item
    else:
        return read_record(Diagnostic, piece.record())
    if first == "diagnostic":  # of an extractor that raised: there are no claims beside it
        return read_record(Diagnostic, piece.record())
    return Extraction(document, None, piece)
