"""Claims as Arrow: one frozen, versioned schema for record batches, IPC and Parquet (extra `arrow`).

A row is a claim, a document or a diagnostic, as its `kind` says. Columns for analysts come first, those of the flat
row under their own names; `record` holds the canonical JSON that they were read from, which is lossless, and `source`
that of the document's source.

No float anywhere. `value`, `low` and `high` are decimals of 38 digits, 12 of them after the point, which every engine
reads as numbers: a third (0.333...) is rounded half to even to 12 places, and what has more than 26 digits before
the point is null there. `value_exact`, `low_exact` and `high_exact` have all digits as plain text.

Arrow text is UTF-8, which has no lone surrogates: in the columns each is a `?`, in `record` it is as it was.

The schema never changes under one version: whatever is added, removed or read otherwise raises `SCHEMA_VERSION`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from factledger.claims import Claims
from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.frozen import Record
from factledger.records import ROW_COLUMNS, Claim, Diagnostic, Source

try:
    import pyarrow as pa
except ImportError:
    raise FactledgerError("factledger.io.arrow needs pyarrow: pip install 'factledger[arrow]'") from None

SCHEMA_VERSION = 1
#: Key of the schema's metadata that holds the version. Engines that write Parquet by themselves (Spark) drop it.
VERSION_KEY = b"factledger.schema"
DIGITS, PLACES = 38, 12

_NUMBER = pa.decimal128(DIGITS, PLACES)
_WORDS = pa.list_(pa.string())
_STEP = Decimal(1).scaleb(-PLACES)
_ROUNDING = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)

_FLAT: dict[str, pa.DataType] = {
    "doc": pa.string(),
    "start": pa.int64(),
    "end": pa.int64(),
    "text": pa.string(),
    "value": _NUMBER,
    "low": _NUMBER,
    "high": _NUMBER,
    "comparator": pa.string(),
    "unit": pa.string(),
    "measure": pa.string(),
    "counted": pa.string(),
    "change": pa.string(),
    "role": pa.string(),
    "speaker": pa.string(),
    "cue": pa.string(),
    "quote": pa.string(),
    "sources": _WORDS,
    "flags": _WORDS,
    "place": pa.string(),
    "when": pa.string(),
    "subset_of": pa.int64(),
}

#: The frozen schema. `kind` is claim, document or diagnostic; columns that a kind has no use for are null.
SCHEMA: pa.Schema = pa.schema(
    [
        ("kind", pa.string()),
        *((name, _FLAT[name]) for name in ROW_COLUMNS),
        ("value_exact", pa.string()),
        ("low_exact", pa.string()),
        ("high_exact", pa.string()),
        ("id", pa.string()),  # the claim's id
        ("index", pa.int64()),  # the claim's place among its document's claims
        ("same_as", pa.int64()),  # the index of the first mention of the same statement
        ("country", pa.string()),  # of the place
        ("when_start", pa.date32()),
        ("when_end", pa.date32()),
        ("likelihood", pa.string()),
        ("sentence", pa.string()),
        ("publisher", pa.string()),
        ("title", pa.string()),
        ("author", pa.string()),
        ("url", pa.string()),
        ("published", pa.date32()),
        ("text_sha256", pa.string()),
        ("extractor", pa.string()),
        ("lexicon", pa.string()),
        ("source", pa.string()),  # the source's canonical JSON
        ("record", pa.string()),  # the claim's, document's or diagnostic's canonical JSON
    ],
    metadata={VERSION_KEY: str(SCHEMA_VERSION).encode()},
)

#: Columns whose values come again and again. Looking for repeats in the others costs a fifth of writing a file.
_REPEATING = [name for name in SCHEMA.names if name not in ("id", "record", "sentence", "start", "end", "text")]
#: Columns of which each row group says the least and the greatest value, for readers to skip groups by. Those of
#: records, sentences and hashes would skip nothing, and make up most of the footer, which is held until the end.
_RANGED = [
    name
    for name in SCHEMA.names
    if name not in ("id", "record", "sentence", "source", "text", "text_sha256")
    and not pa.types.is_list(SCHEMA.field(name).type)
]
_AT = {name: place for place, name in enumerate(SCHEMA.names)}
_KIND, _RECORD = _AT["kind"], _AT["record"]
_NULLS: tuple[None, ...] = (None,) * len(SCHEMA)

R = TypeVar("R", bound=Record)


class Stretch:
    """Some of the rows of a record batch, cut out only where they are asked for alone."""

    __slots__ = ("_kind", "start", "stop", "whole")

    def __init__(self, whole: pa.RecordBatch, start: int, stop: int, kind: str | None = None) -> None:
        self.whole = whole
        self.start = start
        self.stop = stop
        self._kind = kind  # of the first row, where it is known

    def __len__(self) -> int:
        return self.stop - self.start

    def kind(self) -> str | None:
        """Return the kind of the first row, None where there is no row."""
        if self._kind is None and self.start < self.stop:
            self._kind = self.whole.column(_KIND)[self.start].as_py()
        return self._kind

    def record(self) -> str:
        """Return the canonical JSON of the first row."""
        return str(self.whole.column(_RECORD)[self.start].as_py())

    def after(self, rows: int) -> Stretch:
        """Return the rows after the first so many."""
        return Stretch(self.whole, self.start + rows, self.stop)

    def batch(self) -> pa.RecordBatch:
        """Return the rows as a batch, without copying them."""
        return self.whole.slice(self.start, self.stop - self.start)


class Rows:
    """Collects rows of the schema and gives them as a record batch."""

    def __init__(self) -> None:
        self._rows: list[tuple[Any, ...]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add_claims(self, claims: Claims) -> None:
        """Add the claims of one document, then its diagnostics."""
        source = _of_source(claims.source)
        for claim in claims:
            self._rows.append(_row({**source, **_of_claim(claim)}))
        doc = claims[0].provenance.document if claims else claims.source.url
        for diagnostic in claims.diagnostics:
            self.add_diagnostic(diagnostic, doc, claims.source)

    def add_document(self, document: Document) -> None:
        """Add a document with its text."""
        parts = {"kind": "document", "doc": document.id, "record": document.to_json()}
        self._rows.append(_row({**_of_source(document.source), **parts}))

    def add_diagnostic(self, diagnostic: Diagnostic, doc: str | None = None, source: Source | None = None) -> None:
        """Add a diagnostic, with the document that it is about where there is one."""
        parts: dict[str, Any] = {"kind": "diagnostic", "doc": doc, "record": diagnostic.to_json()}
        if diagnostic.span is not None:
            parts |= {"start": diagnostic.span.start, "end": diagnostic.span.end, "text": diagnostic.span.text}
        self._rows.append(_row({**(_of_source(source) if source else {}), **parts}))

    def batch(self) -> pa.RecordBatch:
        """Return what was added as one record batch, and forget it."""
        rows, self._rows = self._rows, []
        columns = zip(*rows, strict=True) if rows else ((),) * len(SCHEMA)
        arrays = [_array(list(column), field.type) for column, field in zip(columns, SCHEMA, strict=True)]
        return pa.record_batch(arrays, schema=SCHEMA)


def to_table(claims: Claims | Iterable[Claims]) -> pa.Table:
    """Return the claims of one or several documents as a table of the frozen schema, a row a claim.

    `claims_of` gives them back equal. A document without claims and diagnostics has no row.
    """
    rows = Rows()
    for one in [claims] if isinstance(claims, Claims) else claims:
        rows.add_claims(one)
    return pa.Table.from_batches([rows.batch()])


def claims_of(data: pa.Table | pa.RecordBatch) -> list[Claims]:
    """Return the claims that a table holds, document by document, equal to those that it was made from.

    Rows of kind document only say where a document begins. Raises `FactledgerError` where the table is of another
    schema, a newer version, or holds what is no record.
    """
    return [Claims(source, claims, diagnostics) for source, claims, diagnostics in _grouped(conform(data))]


def documents_of(data: pa.Table | pa.RecordBatch) -> Iterator[Document]:
    """Yield the documents of a table's rows of kind document; raises `FactledgerError` like `claims_of`."""
    for kind, record in _columns(conform(data), "kind", "record"):
        if kind == "document":
            yield read_record(Document, record)


def conform(data: pa.Table | pa.RecordBatch) -> pa.Table:
    """Return the data as a table of exactly the frozen schema.

    Engines keep the columns and lose something else: order, metadata, the kind of string. Those differences are
    mended. Raises `FactledgerError` on a missing column, on a type that does not fit and on a newer version.
    """
    table = pa.Table.from_batches([data]) if isinstance(data, pa.RecordBatch) else data
    if not isinstance(table, pa.Table):
        raise FactledgerError(f"an Arrow table or record batch is accepted, not {type(table).__name__}")
    if table.schema.equals(SCHEMA, check_metadata=True):  # our own: what workers send comes document by document
        return table
    check_schema(table.schema)
    try:
        return table.select(SCHEMA.names).cast(SCHEMA)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
        raise FactledgerError(f"not claims of schema {SCHEMA_VERSION}: {error}") from None


def check_schema(schema: pa.Schema) -> None:
    """Raise `FactledgerError` where a schema is not one that `conform` reads."""
    version = (schema.metadata or {}).get(VERSION_KEY, str(SCHEMA_VERSION).encode())
    if not version.isdigit() or int(version) != SCHEMA_VERSION:
        raise FactledgerError(
            f"schema {version.decode('utf-8', 'replace')!r} of claims; this factledger reads {SCHEMA_VERSION}"
        )
    names = set(schema.names)
    missing = [name for name in SCHEMA.names if name not in names]
    if missing:
        raise FactledgerError(f"not claims of schema {SCHEMA_VERSION}: no column {missing[0]!r}")


def to_ipc(batch: pa.RecordBatch) -> pa.Buffer:
    """Return a record batch as an Arrow IPC stream, schema included."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue()


def from_ipc(data: bytes | pa.Buffer) -> pa.RecordBatch:
    """Return the one record batch of an Arrow IPC stream, without copying it."""
    with pa.ipc.open_stream(data) as reader:
        return reader.read_next_batch()


def write_parquet(path: str | Path, tables: Iterable[pa.Table | pa.RecordBatch]) -> int:
    """Write tables of the frozen schema as one Parquet file (zstd), each one row group; return the rows written."""
    with closing(ParquetFile(path)) as file:
        return sum(map(file.write, tables))


class ParquetFile:
    """A Parquet file of the frozen schema that is being written (zstd); it can be read when it is closed."""

    def __init__(self, path: str | Path) -> None:
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(
            path, SCHEMA, compression="zstd", use_dictionary=_REPEATING, write_statistics=_RANGED
        )

    def write(self, table: pa.Table | pa.RecordBatch) -> int:
        """Write a table as one row group; return its rows."""
        conforming = conform(table)
        self._writer.write_table(conforming)
        return int(conforming.num_rows)

    def close(self) -> None:
        """End the file."""
        self._writer.close()


def read_parquet(path: str | Path, *, rows: int = 10_000) -> Iterator[pa.Table]:
    """Yield the tables of a Parquet file, or of a folder of them in the order of their names, `rows` at a time.

    Files that Spark or DuckDB wrote are read too. Raises `FactledgerError` where one is not of the frozen schema or
    cannot be read.
    """
    import pyarrow.parquet as pq

    whole = Path(path)
    files = sorted(whole.rglob("*.parquet")) if whole.is_dir() else [whole]
    for file in files:
        try:
            with pq.ParquetFile(file) as parquet:
                for batch in parquet.iter_batches(batch_size=rows):
                    yield conform(batch)
        except FactledgerError as error:
            raise FactledgerError(f"{file}: {error}") from None
        except (pa.ArrowException, OSError) as error:
            raise FactledgerError(f"{file}: cannot be read as Parquet: {error}") from None


def read_record(model: type[R], record: str | None) -> R:
    """Return the record of a `record` or `source` cell; raises `FactledgerError`."""
    try:
        # pydantic's own reader is several times faster, and refuses only what canonical JSON must escape.
        if record is not None and "\\u" not in record:
            return model.model_validate_json(record)
        return model.from_json(record or "")
    except ValidationError as error:
        raise FactledgerError(f"not the JSON of a {model.__name__}: {error}") from None


def _row(parts: dict[str, Any]) -> tuple[Any, ...]:
    row: list[Any] = list(_NULLS)
    for name, value in parts.items():
        row[_AT[name]] = value
    return tuple(row)


def _of_source(source: Source) -> dict[str, Any]:
    return {
        "publisher": source.publisher,
        "title": source.title,
        "author": source.author,
        "url": source.url,
        "published": source.published,
        "text_sha256": source.text_sha256,
        "source": source.to_json(),
    }


def _of_claim(claim: Claim) -> dict[str, Any]:
    quantity, made = claim.quantity, claim.provenance
    row = claim.to_row()
    for name in ("value", "low", "high"):
        row[f"{name}_exact"] = None if row[name] is None else format(row[name], "f")
        row[name] = _rounded(getattr(quantity, name))
    return {
        "kind": "claim",
        **row,
        "id": claim.id,
        "index": claim.index,
        "same_as": claim.same_as.index if claim.same_as else None,
        "country": claim.place.country if claim.place else None,
        "when_start": claim.when.start if claim.when else None,
        "when_end": claim.when.end if claim.when else None,
        "likelihood": claim.likelihood.text if claim.likelihood else None,
        "sentence": claim.sentence.text,
        "text_sha256": made.text_sha256,
        "extractor": made.extractor,
        "lexicon": made.lexicon,
        "record": claim.to_json(),
    }


def _rounded(value: Decimal | None) -> Decimal | None:
    """Return what a decimal column holds of a number, None where it has too many digits before the point."""
    if value is None:
        return None
    try:
        rounded = value.quantize(_STEP, context=_ROUNDING)
    except InvalidOperation:
        return None
    return rounded if rounded.is_finite() else None


def _array(column: list[Any], type_: pa.DataType) -> pa.Array:
    try:
        return pa.array(column, type_)
    except UnicodeEncodeError:
        return pa.array([_encodable(value) for value in column], type_)


def _encodable(value: Any) -> Any:
    if isinstance(value, list):
        return [_encodable(one) for one in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _columns(table: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)


def _grouped(table: pa.Table) -> list[tuple[Source, list[Claim], list[Diagnostic]]]:
    groups: list[tuple[Source, list[Claim], list[Diagnostic]]] = []
    before: str | None = None
    seen: set[str] = set()  # the same document may follow itself: its claims come again, under the same ids
    for kind, id_, source, record in _columns(table, "kind", "id", "source", "record"):
        if kind == "document" or (kind == "diagnostic" and source is None):
            before = None
            continue
        if before != source or id_ in seen:
            groups.append((read_record(Source, source), [], []))
            before, seen = source, set()
        if kind == "claim":
            groups[-1][1].append(read_record(Claim, record))
            seen.add(id_)
        elif kind == "diagnostic":
            groups[-1][2].append(read_record(Diagnostic, record))
        else:
            raise FactledgerError(f"a row of kind {kind!r}; accepted: claim, document, diagnostic")
    return groups
