"""The reports of any text, numbers or not: source, cue and content as spans."""

from __future__ import annotations

from factledger.attribution import find_reports
from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.records import Reported, Span
from factledger.segment import segment


def attributions(text: str | Document) -> tuple[Reported, ...]:
    """Return every report of a text in order: who says it, by which cue, and the stretches that it holds.

    A `Document` brings its publisher, who is no link of a chain. Raises `FactledgerError` on anything but a text or
    a document.
    """
    document = text if isinstance(text, Document) else None
    if document is None and not isinstance(text, str):
        raise FactledgerError(f"text must be a str or a Document, not {type(text).__name__}")
    body = document.text if document is not None else str(text)
    publisher = document.source.publisher if document is not None else None
    parts = document.parts if document is not None else ()
    return tuple(
        Reported(
            speaker=report.speaker,
            cue=report.cue,
            cue_class=report.cue_class,
            content=tuple(Span.of(body, start, end) for start, end in sorted(report.content)),
            chain=report.chain,
        )
        for report in find_reports(segment(body, parts), publisher)
        if report.cue_class != "attitude"  # wishes and doubts: whoever has them reports nothing
    )
