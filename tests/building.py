"""Records built by hand, for tests that need no extraction."""

from __future__ import annotations

import hashlib
from typing import Any

from factledger import Claim, Claims, Document, Span
from factledger.records import Measured, Provenance, Quantity, TextQuoteSelector

TEXT = (
    "Mayor Ilse Brandt of Tornau said on Tuesday that about 1,250 residents had fled the flood.\n\n"
    "One of her aides, who was not named, told Nordfunk radio without offering proof that at least 40 houses were "
    "destroyed so far. The missing include three children, she said.\n"
)


def span(text: str, words: str, after: int = 0) -> Span:
    """Return where `words` stand in `text`."""
    start = text.index(words, after)
    return Span.of(text, start, start + len(words))


def claim(document: Document, words: str, index: int = 0, *, sentence: str | None = None, **fields: Any) -> Claim:
    """Return a claim on `words`; `fields` override what it says."""
    text = document.text
    place, digits = span(text, words), words.replace(",", "")
    seed = f"{document.source.text_sha256} {place.start} {place.end} {index}"
    parts: dict[str, Any] = {
        "id": hashlib.sha256(seed.encode()).hexdigest()[:32],
        "index": index,
        "quantity": Quantity(span=place, kind="count", value=digits if digits.isdecimal() else None),
        "measure": Measured(kind="other"),
        "sentence": span(text, sentence) if sentence else Span.of(text, 0, len(text)),
        "anchor": TextQuoteSelector(
            exact=words, prefix=text[max(0, place.start - 32) : place.start], suffix=text[place.end : place.end + 32]
        ),
        "provenance": Provenance(
            document=document.id, text_sha256=document.source.text_sha256, extractor="0", lexicon="0"
        ),
    }
    return Claim(**{**parts, **fields})


def story(number: int = 0, figures: int = 3, **source: Any) -> tuple[Document, Claims]:
    """Return a document of its own and `figures` claims on it."""
    lines = [f"Report {number}: officials counted {100 + n} crates in hall {n}." for n in range(figures)]
    document = Document.of("\n".join(lines), **{"id": f"story-{number}", **source})
    claims = [claim(document, str(100 + n), n, sentence=line) for n, line in enumerate(lines)]
    return document, Claims(document.source, claims)
