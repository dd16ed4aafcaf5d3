"""Documents out of files: one table of readers by suffix, for single files, folders, patterns and zip archives.

Whatever cannot be read comes out as a diagnostic that names the document, the reason and the place; reading never
ends because of one. Pages of HTML and WARC files may be left unread (`pages=True`), so that workers read them.
"""

from __future__ import annotations

import csv
import dataclasses
import glob
import gzip
import io
import os
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal, cast, overload

from factledger.document import SOURCE_FIELDS, Document
from factledger.errors import FactledgerError
from factledger.frozen import read_json
from factledger.io import bounds
from factledger.io.encodings import UnknownEncoding, decode, encoding_of
from factledger.io.html import Page, read_page
from factledger.records import Diagnostic

Found = Document | Page | Diagnostic

_WILD = frozenset("*?[")
_SAMPLE = 64 * 1024  # bytes that tell the encoding of a CSV file
_BATCH = 1000  # rows of a Parquet file held at once
_BUFFER = 1 << 20  # bytes of a Parquet column that are read at once


class Place:
    """How far reading has come, in bytes of the files as they lie on the disk."""

    def __init__(self) -> None:
        self.total: int | None = None  # of all files; None until they are listed
        self._done = 0
        self._file: IO[bytes] | None = None

    @property
    def done(self) -> int:
        """Bytes read so far."""
        return self._done + (0 if self._file is None or self._file.closed else self._file.tell())

    def begin(self, file: IO[bytes]) -> None:
        """A file is being read."""
        self._file = file

    def end(self, path: Path) -> None:
        """A file is through."""
        self._file = None
        self._done += size_of(path)


@dataclass(frozen=True)
class Reading:
    """How files are read, and what was left out.

    `text` and `id` name the columns of row files (JSONL, CSV, Parquet) that hold the text and its id; the columns
    named as the fields of `Source` are taken as such. `encoding` overrides detection; `source` are fields that hold
    for every document unless it brings its own. `depth` is how many zip files lie around what is read.
    """

    text: str = "text"
    id: str = "id"
    encoding: str | None = None
    source: Mapping[str, Any] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    place: Place | None = None
    depth: int = 0


@overload
def read_documents(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    text: str = ...,
    id: str = ...,
    encoding: str | None = ...,
    source: Mapping[str, Any] | None = ...,
    skipped: Counter[str] | None = ...,
    place: Place | None = ...,
    pages: Literal[False] = ...,
) -> Iterator[Document | Diagnostic]: ...
@overload
def read_documents(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    text: str = ...,
    id: str = ...,
    encoding: str | None = ...,
    source: Mapping[str, Any] | None = ...,
    skipped: Counter[str] | None = ...,
    place: Place | None = ...,
    pages: Literal[True],
) -> Iterator[Document | Page | Diagnostic]: ...
def read_documents(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    text: str = "text",
    id: str = "id",
    encoding: str | None = None,
    source: Mapping[str, Any] | None = None,
    skipped: Counter[str] | None = None,
    place: Place | None = None,
    pages: bool = False,
) -> Iterator[Document | Page | Diagnostic]:
    """Yield the documents of files in the order of their names, and a diagnostic for each that cannot be read.

    `paths` are files, folders (read with everything below them) and patterns (`crawl/*.warc.gz`, `**` for any
    depth). Accepted are the suffixes of `SUFFIXES`, each also with `.gz`. `text` and `id` name those columns of row
    files; `source` holds fields of `Source` for all documents; reasons for leaving something out of a WARC are
    counted in `skipped`; `place` is told how far reading has come. With `pages` HTML comes out as `Page`, which
    `extract_many` reads in its workers. Raises `FactledgerError` on a field of `source` that does not exist and
    where the extra for a suffix is not installed.
    """
    unknown = sorted(set(source or {}) - set(SOURCE_FIELDS))
    if unknown:
        raise FactledgerError(f"unknown source field {unknown[0]!r}; accepted: {', '.join(SOURCE_FIELDS)}")
    counts = Counter[str]() if skipped is None else skipped
    reading = Reading(text, id, encoding, {k: v for k, v in (source or {}).items() if v is not None}, counts, place)
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    return _all(given, reading, pages)


def _all(given: list[str | os.PathLike[str]], reading: Reading, pages: bool) -> Iterator[Found]:
    files: Iterable[Path | Diagnostic] = expand(given)
    if reading.place is not None:
        files = list(files)
        reading.place.total = sum(size_of(file) for file in files if isinstance(file, Path))
    for file in files:
        for found in [file] if isinstance(file, Diagnostic) else read_file(file, reading):
            yield read_page(found) if isinstance(found, Page) and not pages else found


def size_of(path: Path) -> int:
    """Return the bytes of a file, 0 where it cannot be looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def expand(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path | Diagnostic]:
    """Yield the files that paths, folders and patterns name, sorted; a diagnostic where there is none."""
    for path_ in paths:
        given = os.fspath(path_)
        path = Path(given)
        if path.is_dir():
            empty = True
            for file in _below(path):
                empty = False
                yield file
            if empty:
                yield _problem("no_file", "the folder holds no file", given)
        elif path.exists():
            yield path
        elif _WILD & set(given):
            matches = sorted(glob.glob(given, recursive=True))
            if not matches:
                yield _problem("no_file", "no file matches the pattern", given)
            yield from (one for match in map(Path, matches) for one in (_below(match) if match.is_dir() else [match]))
        else:
            yield _problem("no_file", "No such file or directory", given)


def _below(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))


def read_file(path: Path, reading: Reading) -> Iterator[Found]:
    """Yield what a file holds; what goes wrong comes out as a diagnostic."""
    name = str(path)
    kind, packed = kind_of(name)
    if kind is None:
        yield _problem(
            "unknown_suffix", f"no reader for it; read are {', '.join(SUFFIXES)}, each also with .gz", name
        )
        return
    try:
        if kind is _warc:
            from factledger.io.warc import read_warc

            for found in read_warc(path, reading.skipped, reading.place.begin if reading.place else None):
                yield _with_source(found, reading) if isinstance(found, Page) else found
            return
        with path.open("rb") as raw:
            if reading.place is not None:
                reading.place.begin(raw)
            if packed:
                with gzip.open(raw) as unpacked:
                    yield from kind(unpacked, name, reading)  # type: ignore[arg-type]
            else:
                yield from kind(raw, name, reading)
    except FactledgerError:
        raise
    except Exception as error:  # libraries below raise their own; a file must not end the run
        yield _problem("unreadable", _reason(error), name)
    finally:
        if reading.place is not None:
            reading.place.end(path)


def kind_of(name: str) -> tuple[Callable[[IO[bytes], str, Reading], Iterator[Found]] | None, bool]:
    """Return the reader for a file's name, None where there is none, and whether the file is gzip-packed."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    packed = suffixes[-1:] == [".gz"]
    last = (suffixes[:-1] if packed else suffixes)[-1:]
    return SUFFIXES.get(last[0] if last else ""), packed


# --- the readers --------------------------------------------------------------------------------------------------


def _text(file: IO[bytes], name: str, reading: Reading) -> Iterator[Found]:
    content = file.read(bounds.MAX_BYTES + 1)
    if len(content) > bounds.MAX_BYTES:
        yield _problem("too_large", bounds.too_large("texts", bounds.MAX_BYTES), name)
    else:
        yield _document(_decoded(content, reading), {}, name, reading)


def _html(file: IO[bytes], name: str, reading: Reading) -> Iterator[Found]:
    content = file.read(bounds.MAX_BYTES + 1)
    if len(content) > bounds.MAX_BYTES:
        yield _problem("too_large", bounds.too_large("pages", bounds.MAX_BYTES), name)
    else:
        yield _with_source(Page(content, where=name, charset=reading.encoding), reading)


def _warc(file: IO[bytes], name: str, reading: Reading) -> Iterator[Found]:
    yield _problem("unreadable", "a WARC inside another archive is not read; unpack it first", name)


def _jsonl(file: IO[bytes], name: str, reading: Reading) -> Iterator[Found]:
    for number, line in enumerate(bounds.lines(file), 1):
        where = f"{name}:{number}"
        if line is None:
            yield _problem("too_large", bounds.too_large("lines", bounds.MAX_BYTES), where)
            continue
        if not line.strip():
            continue
        try:
            row = read_json(line if reading.encoding is None else line.decode(reading.encoding))
        except (ValueError, RecursionError) as error:
            yield _problem("bad_row", f"not a line of JSON: {_reason(error)}", where)
            continue
        if isinstance(row, dict):
            yield from _row(row, where, reading)
        else:
            yield _problem("bad_row", f"a line of JSON, but not an object: {type(row).__name__}", where)


def _csv(file: IO[bytes], name: str, reading: Reading) -> Iterator[Found]:
    buffered = io.BufferedReader(cast(io.RawIOBase, file), _SAMPLE)
    encoding = reading.encoding or encoding_of(buffered.peek(_SAMPLE))
    # The encoding is told by the file's beginning; bytes further on that are not in it stand as U+FFFD.
    text = io.TextIOWrapper(buffered, encoding, errors="replace", newline="")
    csv.field_size_limit(bounds.MAX_BYTES)
    rows = csv.DictReader(bounds.text_lines(text), delimiter="\t" if ".tsv" in name.lower() else ",")
    try:
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except (OverflowError, csv.Error) as error:
                if isinstance(error, csv.Error) and "field limit" not in str(error):
                    yield _problem("bad_row", str(error), f"{name}:{rows.line_num}")
                    continue
                message = bounds.too_large("lines and cells", bounds.MAX_BYTES, "characters")
                # where the next row begins is not known
                where = f"{name}:{rows.line_num + isinstance(error, OverflowError)}"
                yield _problem("too_large", f"{message}; what follows it is not read", where)
                return
            cells = {column: cell for column, cell in row.items() if column is not None and cell}
            yield from _row(cells, f"{name}:{rows.line_num}", reading)
    finally:  # the file is its opener's to close
        text.detach()
        buffered.detach()


def _parquet(file: IO[bytes], name: str, reading: Reading) -> Iterator[Found]:
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise FactledgerError("reading Parquet needs pyarrow: pip install 'factledger[arrow]'") from None
    with pq.ParquetFile(file) as looked_at:
        schema = looked_at.schema_arrow
    if reading.text not in schema.names:
        raise ValueError(f"no column {reading.text!r} with the text; it has {', '.join(sorted(schema.names))}")
    wanted = sorted(set(schema.names) & {reading.text, reading.id, *SOURCE_FIELDS})
    # As dictionaries, values that the file holds once are not multiplied; pages are unpacked one after the other.
    words = [column for column in wanted if str(schema.field(column).type) in ("string", "large_string")]
    parquet = pq.ParquetFile(file, read_dictionary=words, buffer_size=_BUFFER)
    number = 0
    for batch in parquet.iter_batches(batch_size=_BATCH, columns=wanted):
        for at in range(batch.num_rows):
            number += 1
            where = f"{name} row {number}"
            row = {column: batch.column(column)[at] for column in wanted}
            large = next((column for column, cell in row.items() if _bytes_of(cell) > bounds.MAX_BYTES), None)
            if large is not None:
                message = bounds.too_large("cells", bounds.MAX_BYTES)
                yield _problem("too_large", f"its {large!r} has {message}", where)
                continue
            yield from _row({column: cell.as_py() for column, cell in row.items()}, where, reading)


def _bytes_of(cell: Any) -> int:
    """Return the bytes of an Arrow scalar that holds some, without taking them out of Arrow."""
    inner = getattr(cell, "value", None) if hasattr(cell, "dictionary") else cell
    as_buffer = getattr(inner, "as_buffer", None)
    buffer = as_buffer() if callable(as_buffer) else None
    return 0 if buffer is None else int(buffer.size)


def _zip(file: IO[bytes], name: str, reading: Reading) -> Iterator[Found]:
    with zipfile.ZipFile(file) as archive:
        for info in sorted(archive.infolist(), key=lambda one: one.filename):
            if info.is_dir():
                continue
            member = f"{name}!{info.filename}"
            kind, packed = kind_of(info.filename)
            if kind is None:
                yield _problem("unknown_suffix", _no_reader(), member)
                continue
            if refused := _refused(info, kind is _parquet or kind is _zip, reading.depth):
                yield _problem("too_large", refused, member)
                continue
            try:
                with archive.open(info) as inner:
                    if kind is _parquet or kind is _zip:  # these seek, which is slow in a packed member
                        deeper = dataclasses.replace(reading, depth=reading.depth + 1)
                        yield from kind(io.BytesIO(inner.read()), member, deeper)
                    elif packed:
                        with gzip.open(inner) as unpacked:
                            yield from kind(unpacked, member, reading)  # type: ignore[arg-type]
                    else:
                        yield from kind(inner, member, reading)
            except FactledgerError:
                raise
            except Exception as error:  # as in read_file, member by member
                yield _problem("unreadable", _reason(error), member)


def _refused(info: zipfile.ZipInfo, held: bool, depth: int) -> str | None:
    """Return why a member is not unpacked; zipfile never gives more than the size that the archive states."""
    if held and info.file_size > bounds.MAX_MEMBER:
        return bounds.too_large("archives inside archives", bounds.MAX_MEMBER)
    if held and depth + 1 >= bounds.MAX_DEPTH:
        return f"archives more than {bounds.MAX_DEPTH} deep; unpack it first"
    if info.file_size > max(bounds.MAX_BYTES, info.compress_size * bounds.MAX_RATIO):
        return f"it unpacks to more than {bounds.MAX_RATIO} times its size; unpack it first if you trust it"
    return None


#: The table of readers. Files of other suffixes are named in a diagnostic and left alone.
SUFFIXES: dict[str, Callable[[IO[bytes], str, Reading], Iterator[Found]]] = {
    ".txt": _text,
    ".text": _text,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".warc": _warc,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".csv": _csv,
    ".tsv": _csv,
    ".parquet": _parquet,
    ".zip": _zip,
}


# --- rows and texts to documents ----------------------------------------------------------------------------------


def _row(row: Mapping[str, Any], where: str, reading: Reading) -> Iterator[Found]:
    text = row.get(reading.text)
    if not isinstance(text, str):
        what = f"no column {reading.text!r}" if reading.text not in row else f"{reading.text!r} is no text"
        yield _problem("no_text", what, where)
        return
    yield from document_of(text, row, where, reading)


def document_of(
    text: str, row: Mapping[str, Any], where: str | None, reading: Reading
) -> Iterator[Document | Diagnostic]:
    """Yield the document of a text and the fields of its row; a field that is none of its type is named, left out."""
    if len(text) > bounds.MAX_BYTES:
        name = str(row[reading.id]) if row.get(reading.id) is not None else where
        message = bounds.too_large("texts", bounds.MAX_BYTES, "characters")
        yield Diagnostic(code="too_large", message=message, document=name, where=where)
        return
    given = {name: row[name] for name in SOURCE_FIELDS if name != "page_sha256" and row.get(name) is not None}
    if isinstance(given.get("published"), str):
        given["published"] = given["published"][:10]  # a moment's day
    key = row.get(reading.id)
    fields = {**reading.source, **given}
    name = str(key) if key is not None else fields.get("url") or where
    try:
        yield Document.of(text, id=name, **fields)
    except FactledgerError as error:
        wrong = str(error).removeprefix("source field ").split(":")[0]
        kept = {name: value for name, value in fields.items() if name != wrong}
        yield Diagnostic(code="bad_field", message=f"left out: {error}", document=name, where=where)
        if wrong in fields:  # the others hold
            rest = Reading(reading.text, reading.id, reading.encoding, {}, reading.skipped)
            yield from document_of(text, {**kept, reading.id: key}, where, rest)


def _document(text: str, row: Mapping[str, Any], name: str, reading: Reading) -> Document:
    fields = {**reading.source, **row}
    return Document.of(text, id=fields.get("url") or name, **fields)


def _decoded(data: bytes, reading: Reading) -> str:
    if reading.encoding is None:
        return decode(data)
    text = data.decode(reading.encoding)
    return text.removeprefix("\ufeff")


def _with_source(page: Page, reading: Reading) -> Page:
    known = {name: reading.source[name] for name in ("publisher", "published") if name in reading.source}
    if "url" in reading.source and page.url is None:
        known["url"] = reading.source["url"]
    return dataclasses.replace(page, **known) if known else page


def _problem(code: str, message: str, where: str) -> Diagnostic:
    return Diagnostic(code=code, message=message, document=where, where=where)


def _no_reader() -> str:
    return f"no reader for it; read are {', '.join(SUFFIXES)}, each also with .gz"


def _reason(error: Exception) -> str:
    match error:
        case UnknownEncoding():
            return str(error)
        case UnicodeDecodeError():
            return f"it is not {error.encoding} (byte 0x{error.object[error.start]:02x} at offset {error.start})"
        case EOFError() | zlib.error() | gzip.BadGzipFile() | zipfile.BadZipFile():
            return f"the archive is broken: {error}"
        case OSError() if error.strerror:
            return error.strerror
        case _:
            return f"{error}" or type(error).__name__
