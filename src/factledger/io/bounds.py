"""How large what a stranger's file holds may be: beyond that it is named (`too_large`) and left out, never held.

What is small when packed can be huge when unpacked, so nothing is measured by its packed size, and nothing is
unpacked whole before it is measured.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

MAX_BYTES = 20_000_000  # of a page, a text, a line of JSONL or CSV; trafilatura's own limit for pages as well
MAX_MEMBER = 256_000_000  # of a Parquet or zip file inside a zip file, which has to be held to be read
MAX_DEPTH = 3  # zip files inside each other
MAX_RATIO = 200  # times its packed size that a zip member of more than MAX_BYTES may unpack to; text reaches 20
SKIP = 1 << 20  # bytes of an overlong line that are held while it is passed over


def too_large(what: str, limit: int, unit: str = "bytes") -> str:
    """Return the message of a diagnostic."""
    return f"more than {limit:,} {unit}; {what} up to that are read"


def lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Yield the lines of a file with their ends; None for one of more than `MAX_BYTES`, which is passed over."""
    limit = MAX_BYTES + 1  # the line's end does not count
    while line := file.readline(limit):
        if len(line) < limit or line.endswith(b"\n"):
            yield line
            continue
        del line
        while (more := file.readline(SKIP)) and not more.endswith(b"\n"):
            pass
        yield None


def text_lines(file: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines of a text file; raises `OverflowError` at one of more than `MAX_BYTES` characters."""
    limit = MAX_BYTES + 1
    while line := file.readline(limit):
        if len(line) == limit and not line.endswith("\n"):
            raise OverflowError
        yield line
