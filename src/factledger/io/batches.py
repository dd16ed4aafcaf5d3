"""The one function that every engine calls: record batches of texts in, record batches of claims out (extra `arrow`).

Beside it, the form in which chunks of documents travel to worker processes and back: Arrow IPC, no pickles.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from factledger.claims import Claims
from factledger.document import SOURCE_FIELDS, Document
from factledger.errors import FactledgerError
from factledger.extract import Extractor
from factledger.frozen import trusted
from factledger.io.arrow import Rows, Stretch, from_ipc, read_record, to_ipc
from factledger.io.html import Page, read_page
from factledger.io.readers import Reading, document_of
from factledger.records import Diagnostic, Part, Source

try:
    import pyarrow as pa
except ImportError:
    raise FactledgerError("factledger.io.batches needs pyarrow: pip install 'factledger[arrow]'") from None

_FLUSH = 5_000  # rows of a batch that is given back before its input batch is through
_COUNTS = b"factledger.rows"
#: A document's id, its text, the JSON of its source and of its parts; or a page's bytes and the rest of it as JSON.
_CHUNK = pa.schema(
    [
        ("id", pa.binary()),
        ("content", pa.binary()),
        ("source", pa.string()),
        ("parts", pa.string()),
        ("page", pa.string()),
    ]
)


_document = trusted(Document)  # of what `pack` was given


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    text: str = "text",
    id: str = "id",
    extractor: Extractor | None = None,
    documents: bool = False,
) -> Iterator[pa.RecordBatch]:
    """Yield the claims of texts that come as record batches, as batches of the frozen schema in the same order.

    `text` and `id` name the columns of the texts and of their ids (an id is the url or the text's hash where there is
    none); columns named as the fields of `Source` are taken as such. What could not be analysed comes out as rows of
    kind diagnostic. With `documents` each document comes as a row of kind document before its claims, text included:
    what a ledger needs to import them.

    Raises `FactledgerError` where a batch has no column `text`.
    """
    chosen = extractor or Extractor()
    reading = Reading(text, id)
    rows = Rows()
    for batch in batches:
        names = batch.schema.names
        if text not in names:
            raise FactledgerError(f"no column {text!r} with the text; the batch has {', '.join(names) or 'none'}")
        wanted = [name for name in dict.fromkeys((text, id, *SOURCE_FIELDS)) if name in names]
        columns = [batch.column(names.index(name)) for name in wanted]
        for number in range(batch.num_rows):
            _add_row(
                rows, {n: c[number].as_py() for n, c in zip(wanted, columns, strict=True)}, reading, chosen, documents
            )
            if len(rows) >= _FLUSH:
                yield rows.batch()
        if len(rows):
            yield rows.batch()


def _add_row(rows: Rows, row: dict[str, Any], reading: Reading, extractor: Extractor, documents: bool) -> None:
    text, key = row.get(reading.text), row.get(reading.id)
    if not isinstance(text, str):
        name = str(key) if key is not None else row.get("url")
        message = f"{reading.text!r} is {'null' if text is None else 'no text'}"
        rows.add_diagnostic(Diagnostic(code="no_text", message=message, document=name), name)
        return
    for found in document_of(text, row, None, reading):
        if isinstance(found, Diagnostic):
            rows.add_diagnostic(found, found.document)
        else:
            add_extracted(rows, found, extractor, document_row=documents)


def add_extracted(rows: Rows, document: Document, extractor: Extractor, *, document_row: bool) -> None:
    """Add the claims of a document; an error of the extractor is a diagnostic, not the end of a run."""
    if document_row:
        rows.add_document(document)
    found = extract_safely(extractor, document)
    if isinstance(found, Diagnostic):
        rows.add_diagnostic(found, document.id, document.source)
    else:
        rows.add_claims(found)


def extract_safely(extractor: Extractor, document: Document) -> Claims | Diagnostic:
    """Return a document's claims, or a diagnostic where the extractor raised: bad text never should make it."""
    try:
        return extractor.extract(document)
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        return Diagnostic(code="extractor_error", message=message, document=document.id)


# --- chunks on their way to workers and back ----------------------------------------------------------------------


def pack(items: Sequence[Document | Page]) -> bytes:
    """Return documents and unread pages as an Arrow IPC stream."""
    rows: list[tuple[bytes | str | None, ...]] = []
    for item in items:
        if isinstance(item, Document):
            parts = json.dumps([part.model_dump() for part in item.parts]) if item.parts else None
            rows.append((_bytes(item.id), _bytes(item.text), item.source.to_json(), parts, None))
        else:
            known = {f.name: getattr(item, f.name) for f in dataclasses.fields(item) if f.name != "content"}
            page = json.dumps(known, default=lambda moment: moment.isoformat())
            rows.append((None, item.content, None, None, page))
    columns = [pa.array([row[place] for row in rows], field.type) for place, field in enumerate(_CHUNK)]
    return bytes(to_ipc(pa.record_batch(columns, schema=_CHUNK)))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def unpack(chunk: bytes) -> Iterator[Document | Page]:
    """Yield what `pack` was given."""
    for row in from_ipc(chunk).to_pylist():
        if row["page"] is None:
            parts = tuple(map(Part.model_validate, json.loads(row["parts"]))) if row["parts"] else ()
            source = read_record(Source, row["source"])
            yield _document(id=_text(row["id"]), text=_text(row["content"]), source=source, parts=parts)
        else:
            known = json.loads(row["page"])
            if known["retrieved"]:
                known["retrieved"] = dt.datetime.fromisoformat(known["retrieved"])
            if known["published"]:
                known["published"] = dt.date.fromisoformat(known["published"])
            yield Page(row["content"], **known)


def extract_chunk(chunk: bytes, extractor: Extractor, tick: Callable[[], None]) -> bytes:
    """Return the rows of a packed chunk as an Arrow IPC stream that also says how many belong to each item.

    A page's rows begin with its document, or are one diagnostic. `tick` is called after each item.
    """
    rows, counts = Rows(), []
    for item in unpack(chunk):
        before = len(rows)
        found = read_page(item) if isinstance(item, Page) else item
        if isinstance(found, Diagnostic):
            rows.add_diagnostic(found, found.document)
        else:
            add_extracted(rows, found, extractor, document_row=isinstance(item, Page))
        counts.append(len(rows) - before)
        tick()
    batch = rows.batch()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch, custom_metadata={_COUNTS: json.dumps(counts).encode()})
    return bytes(sink.getvalue())


def split(answer: bytes) -> list[Stretch]:
    """Return the rows of each item of a chunk, without copying them."""
    with pa.ipc.open_stream(answer) as reader:
        batch, metadata = reader.read_next_batch_with_custom_metadata()
    kinds = batch.column("kind").to_pylist()
    parts, at = [], 0
    for count in json.loads(metadata[_COUNTS]):
        parts.append(Stretch(batch, at, at + count, kinds[at] if count else None))
        at += count
    return parts
