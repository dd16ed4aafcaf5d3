"""Text and source metadata in: the document that all offsets refer to."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from factledger.errors import FactledgerError
from factledger.frozen import Record
from factledger.records import Part, Source

SOURCE_FIELDS = ("publisher", "title", "author", "url", "published", "retrieved", "language", "page_sha256")


def text_sha256(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes in hex; lone surrogates are hashed as they stand."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Document(Record):
    """A text with what is known of its source.

    `id` is what rows show in their `doc` column: what the caller gives, else the url, else `sha256:` and the first
    16 digits of the text's hash. Offsets everywhere are code points of `text`, which is kept as it was given.
    `parts` are the headlines and captions that the page marks as such; elsewhere they are told by their form.
    """

    id: str
    text: str
    source: Source
    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, text: str, /, *, id: str | None = None, parts: Sequence[Part] = (), **source_fields: Any) -> Document:
        """Make a document of a text.

        `source_fields` are those of `Source`: publisher, title, author, url, published (a date or ISO text),
        retrieved (a datetime or ISO text), language, page_sha256. Raises `FactledgerError` on anything else.
        """
        if not isinstance(text, str):
            raise FactledgerError(f"text must be a str, not {type(text).__name__}; decode bytes first")
        unknown = sorted(set(source_fields) - set(SOURCE_FIELDS))
        if unknown:
            raise FactledgerError(f"unknown source field {unknown[0]!r}; accepted: {', '.join(SOURCE_FIELDS)}")
        digest = text_sha256(text)
        given = {name: value for name, value in source_fields.items() if value is not None}
        try:
            source = Source(text_sha256=digest, **given)
            return cls(id=id or source.url or f"sha256:{digest[:16]}", text=text, source=source, parts=tuple(parts))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise FactledgerError(f"source field {where}: {first['msg']}; got {first['input']!r}") from None

    def _repr_html_(self) -> str:
        from factledger.view.notebook import document_html

        return document_html(self)
