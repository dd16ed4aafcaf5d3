"""The files that a command is given: named, read and decoded, each failure one message."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from factledger.document import Document
from factledger.io.encodings import decode

STDIN = "-"


class Inputs:
    """The documents of some files, one after the other; what cannot be read is reported, counted and left out.

    Without an `encoding` it is told from the bytes (`io.encodings`), as the readers of archives do.
    """

    def __init__(self, files: Sequence[str], encoding: str | None, source: dict[str, Any]) -> None:
        one_only = [name for name in ("title", "url") if source.get(name) is not None]
        if len(files) > 1 and one_only:
            raise click.UsageError(f"--{one_only[0]} describes one text, but {len(files)} files were given")
        if files.count(STDIN) > 1:
            raise click.UsageError("standard input (-) can be read only once")
        self.files = files
        self.failed = 0
        self._encoding = encoding
        self._source = source

    def __iter__(self) -> Iterator[tuple[str, Document | None]]:
        """Yield each file's name with its document, or None where it was not readable."""
        for name in self.files:
            shown = "standard input" if name == STDIN else name
            try:
                text = self._decoded(sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes())
            except (OSError, ValueError) as error:
                self.failed += 1
                complain(f"cannot read {shown}: {_reason(error)}")
                yield shown, None
                continue
            given = self._source.get("url") or (None if name == STDIN else name)
            yield shown, Document.of(text, id=given, **self._source)

    def _decoded(self, data: bytes) -> str:
        if self._encoding is None:
            return decode(data)
        # The mark that some editors put before UTF-8 is no part of the text.
        return data.decode("utf-8-sig" if self._encoding in ("utf-8", "utf8") else self._encoding)


def complain(message: str) -> None:
    """Write one line to standard error."""
    click.echo(f"factledger: {message}".encode("utf-8", "backslashreplace").decode(), err=True)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        # The codec's own name says `utf-8` for `utf-8-sig` too.
        found = f"byte 0x{error.object[error.start]:02x} at offset {error.start}"
        return f"it is not {error.encoding} ({found}); name its encoding, for example --encoding cp1252"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)
