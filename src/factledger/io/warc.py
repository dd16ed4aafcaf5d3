"""Pages out of web archives (extra `warc`): WARC files, packed or not, record by record.

What is no article (images, redirects, robots.txt) is left out and counted by reason. A broken gzip member is named
with its offset, and reading goes on at the next one.
"""

from __future__ import annotations

import mmap
import re
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
_HEAD = 4096  # bytes of a record in which its headers are looked for
_CODING = re.compile(rb"\r\ncontent-encoding:[ \t]*([!-~]+)[ \t]*\r\n", re.IGNORECASE)
#: What zlib calls the ways in which HTTP packs; servers that say deflate send it with its header and without.
_WINDOWS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}
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
    """A record that cannot be read, and where it begins; where it ends, if that is known."""

    def __init__(
        self, at: int, reason: str, *, code: str = "broken_record", name: str | None = None, end: int | None = None
    ) -> None:
        super().__init__(reason)
        self.at = at
        self.code = code
        self.name = name
        self.end = end


def _records(file: BinaryIO, data: mmap.mmap, path: str, counts: Counter[str]) -> Iterator[Page | Diagnostic]:
    start: int | None = 0
    while start is not None:
        try:
            yield from _read_from(file, data, start, path, counts)
            return
        except _Broken as error:
            where = f"{path} at byte {error.at}"
            yield Diagnostic(code=error.code, message=str(error), document=error.name or where, where=where)
            start = _next_record(data, error.end or max(start, error.at) + 1)


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
            if at is None:
                raise _Broken(start, str(error)) from None
            end, true = _end_of(data, at, length)
            if true:
                raise _Broken(end, str(error)) from None
            raise _Broken(at, f"the record is not of the length that it says, {length:,} bytes", end=end) from None
        at, length = record.stream_pos, record.content_length
        try:
            found = _page(record, path, counts, _coding(data, at))
        except OverflowError:
            # fastwarc does not find the next record where it had not unpacked all of this one's page.
            message = bounds.too_large("pages", bounds.MAX_BYTES)
            name, end = record.headers.get("WARC-Target-URI"), _end_of(data, at, length)[0]
            raise _Broken(at, message, code="too_large", name=name, end=end) from None
        if found is not None:
            yield found


def _page(record: Any, path: str, counts: Counter[str], coding: str) -> Page | None:
    """Return the record's page, which HTTP packed as `coding` says; None, counted, where it is no article.

    Raises `_Broken`, and `OverflowError` where the page is too large.
    """
    at = record.stream_pos
    if record.headers.get("Content-Length") is None:
        raise _Broken(at, "the record's header is cut off")
    kind = (record.headers.get("WARC-Type") or "no type").lower()
    if kind != "response" or not record.is_http:
        counts["no HTTP response" if kind == "response" else kind] += 1
        return None
    url, where = record.headers.get("WARC-Target-URI"), f"{path} at byte {at}"
    try:
        # fastwarc does not tell a packed page that is cut off from a whole one; zlib does.
        record.parse_http(auto_decode="transfer" if coding in _WINDOWS else "all")
        status, media = record.http_headers.status_code, (record.http_content_type or "").lower()
        if status != 200:
            counts[f"status {status}"] += 1
            return None
        if media and media not in _HTML:
            counts[media] += 1
            return None
        encoded = coding or record.http_headers.get("Transfer-Encoding")
        stated = record.content_length
        content = _bounded(record.reader.read(bounds.MAX_BYTES + 1))
        if coding in _WINDOWS:
            content = _unpacked(content, _WINDOWS[coding])
    except (OSError, ValueError, AttributeError, zlib.error) as error:
        raise _Broken(at, f"{url}: {error}") from None
    if not encoded and len(content) < stated:
        raise _Broken(at, f"{url}: cut off after {len(content):,} of {stated:,} bytes")
    return Page(content, where=where, url=url, charset=record.http_charset, retrieved=record.record_date)


def _coding(data: mmap.mmap, at: int) -> str:
    """Return the Content-Encoding of the page in the record at an offset, nothing where it has none."""
    head = bytes(data[at : at + _HEAD])
    if head[:2] == _MEMBER[:2]:
        try:
            head = zlib.decompressobj(31).decompress(head, _HEAD)
        except zlib.error:
            return ""
    found = _CODING.search(head)
    return found[1].decode("ascii").lower() if found else ""


def _bounded(content: bytes) -> bytes:
    if len(content) > bounds.MAX_BYTES:
        raise OverflowError
    return content


def _unpacked(content: bytes, windows: tuple[int, ...]) -> bytes:
    """Return a page that HTTP packed; raises `ValueError` where it is cut off, `zlib.error` where it is damaged."""
    if content.lstrip()[:1] == b"<":  # crawlers unpack pages and leave the header as it was
        return content
    for window in windows:
        unpacking = zlib.decompressobj(window)
        try:
            unpacked = _bounded(unpacking.decompress(content, bounds.MAX_BYTES + 1))
        except zlib.error:
            if window == windows[-1]:
                raise
            continue
        break
    if not unpacking.eof:
        raise ValueError(f"cut off: {len(content):,} bytes of a packed page")
    return unpacked


def _end_of(data: mmap.mmap, at: int, length: int) -> tuple[int, bool]:
    """Return where the record at an offset, of a payload of that length, ends; if it is as long as it says.

    A record in a gzip member ends with it.
    """
    if data[at : at + 2] != _MEMBER[:2]:
        return min(data.find(b"\r\n\r\n", at) + 4 + length + 4, len(data)), True
    unpacking, head, size = zlib.decompressobj(31), b"", 0
    with suppress(zlib.error):
        while not unpacking.eof and at < len(data):
            unpacked = unpacking.decompress(data[at : at + _STEP])
            head = head or unpacked
            size += len(unpacked)
            at += _STEP
    stated = head.find(b"\r\n\r\n") + 4 + length + 4
    return min(at, len(data)) - len(unpacking.unused_data), not unpacking.eof or size == stated


def _next_record(data: mmap.mmap, after: int) -> int | None:
    """Return where the next record begins: a gzip member, or a line in a plain file, that begins with WARC/."""
    if data[:2] == _MEMBER[:2]:
        while (after := data.find(_MEMBER, after)) >= 0:
            # The three bytes also stand inside packed data, by chance. No more is unpacked than tells the two apart:
            # what is damaged further on in a record is found when it is read, and named.
            with suppress(zlib.error):
                if zlib.decompressobj(31).decompress(data[after : after + 1024], 5) == b"WARC/":
                    return after
            after += 1
        return None
    at = data.find(b"\r\nWARC/1.", max(0, after - 2))
    return None if at < 0 else at + 2
