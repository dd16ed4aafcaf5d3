"""Pages out of web archives (extra `warc`): WARC files, packed or not, record by record.

What is no article (images, redirects, robots.txt) is left out and counted by reason. A broken gzip member is named
with its offset, and reading goes on at the next one.
"""

from __future__ import annotations

import mmap
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from factledger.errors import FactledgerError
from factledger.io import bounds
from factledger.io.html import Page
from factledger.records import Diagnostic

_STEP = 64 * 1024
_MEMBER = b"\x1f\x8b\x08"
_HTML = frozenset({"text/html", "application/xhtml+xml"})


def read_warc(
    path: str | Path, skipped: Counter[str] | None = None, opened: Callable[[BinaryIO], None] | None = None
) -> Iterator[Page | Diagnostic]:
    """Yield the HTML pages of a WARC file in their order, and a diagnostic for each record that cannot be read.

    Reasons for leaving records out are counted in `skipped`: `request`, `status 404`, `image/png`. `opened` is given
    the file, whose position then says how far reading has come. Raises `FactledgerError` where fastwarc is not
    installed; `OSError` where the file cannot be opened.
    """
    counts = Counter[str]() if skipped is None else skipped
    with Path(path).open("rb") as file:
        if opened is not None:
            opened(file)
        try:
            data: Any = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:  # an empty file cannot be mapped
            yield Diagnostic(code="empty", message="the file is empty", document=str(path), where=str(path))
            return
        with data:
            yield from _records(file, data, str(path), counts)


class _Broken(Exception):  # noqa: N818 -- never leaves this module
    """A record that cannot be read, and where it begins."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at = at


def _records(file: BinaryIO, data: mmap.mmap, path: str, counts: Counter[str]) -> Iterator[Page | Diagnostic]:
    start: int | None = 0
    while start is not None:
        try:
            yield from _read_from(file, data, start, path, counts)
            return
        except _Broken as error:
            where = f"{path} at byte {error.at}"
            yield Diagnostic(code="broken_record", message=str(error), document=where, where=where)
            start = _next_record(data, max(start, error.at) + 1)


def _read_from(
    file: BinaryIO, data: mmap.mmap, start: int, path: str, counts: Counter[str]
) -> Iterator[Page | Diagnostic]:
    """Yield the pages from an offset on, until a record is broken: then raise `_Broken`."""
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise FactledgerError("reading WARC files needs fastwarc: pip install 'factledger[warc]'") from None
    file.seek(start)
    records = iter(ArchiveIterator(file, parse_http=False))
    at, length = None, 0
    while True:
        try:
            record = next(records)
        except StopIteration:
            return
        except (OSError, ValueError) as error:
            # It is the record after the last that was whole: fastwarc says what is wrong, not where it begins.
            raise _Broken(start if at is None else _end_of(data, at, length), str(error)) from None
        at, length = record.stream_pos, record.content_length
        found = _page(record, path, counts)
        if found is not None:
            yield found


def _page(record: Any, path: str, counts: Counter[str]) -> Page | Diagnostic | None:
    """Return the record's page; None, counted, where it is no article; raises `_Broken`."""
    at = record.stream_pos
    if record.headers.get("Content-Length") is None:
        raise _Broken(at, "the record's header is cut off")
    kind = (record.headers.get("WARC-Type") or "no type").lower()
    if kind != "response" or not record.is_http:
        counts["no HTTP response" if kind == "response" else kind] += 1
        return None
    url, where = record.headers.get("WARC-Target-URI"), f"{path} at byte {at}"
    try:
        record.parse_http(auto_decode="all")
        status, media = record.http_headers.status_code, (record.http_content_type or "").lower()
        if status != 200:
            counts[f"status {status}"] += 1
            return None
        if media and media not in _HTML:
            counts[media] += 1
            return None
        encoded = any(record.http_headers.get(name) for name in ("Content-Encoding", "Transfer-Encoding"))
        stated = record.content_length
        content = record.reader.read(bounds.MAX_BYTES + 1)
    except (OSError, ValueError, AttributeError) as error:
        raise _Broken(at, f"{url}: {error}") from None
    if len(content) > bounds.MAX_BYTES:
        message = bounds.too_large("pages", bounds.MAX_BYTES)
        return Diagnostic(code="too_large", message=message, document=url or where, where=where)
    if not encoded and len(content) < stated:
        raise _Broken(at, f"{url}: cut off after {len(content):,} of {stated:,} bytes")
    return Page(content, where=where, url=url, charset=record.http_charset, retrieved=record.record_date)


def _end_of(data: mmap.mmap, at: int, length: int) -> int:
    """Return where the record at an offset, of a payload of that length, ends: its gzip member, if it is in one."""
    if data[at : at + 2] != _MEMBER[:2]:
        return min(data.find(b"\r\n\r\n", at) + 4 + length + 4, len(data))
    unpacking = zlib.decompressobj(31)
    with suppress(zlib.error):
        while not unpacking.eof and at < len(data):
            unpacking.decompress(data[at : at + _STEP])
            at += _STEP
    return min(at, len(data)) - len(unpacking.unused_data)


def _next_record(data: mmap.mmap, after: int) -> int | None:
    """Return where the next record begins: a gzip member, or a line in a plain file, that begins with WARC/."""
    if data[:2] == _MEMBER[:2]:
        while (after := data.find(_MEMBER, after)) >= 0:
            # The three bytes also stand inside packed data, by chance.
            with suppress(zlib.error):
                if zlib.decompressobj(31).decompress(data[after : after + 1024]).startswith(b"WARC/"):
                    return after
            after += 1
        return None
    at = data.find(b"\r\nWARC/1.", after)
    return None if at < 0 else at + 2
