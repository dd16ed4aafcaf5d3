"""The promises that must hold of whatever is read off the hostile texts of `factledger.strategies.noise`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import factledger
from factledger import Claims, Span
from factledger.records import Record
from factledger.strategies.noise import noise as hostile_text

__all__ = ["broken", "hostile_text", "shortened"]


def broken(text: str) -> str | None:
    """Return what is broken of what is promised on any text, or None."""
    claims = factledger.extract(text)
    end = 0
    ids = [claim.id for claim in claims]
    for place, claim in enumerate(claims):
        found = claim.quantity
        if claim.index != place:
            return f"claim {place} has the index {claim.index}"
        if found.span.start < end:
            return f"quantities overlap or are not in order at {found.span.start}"
        end = found.span.end
        for low, high in ((found.low, found.value), (found.value, found.high), (found.low, found.high)):
            if low is not None and high is not None and low > high:
                return f"{low} > {high} in {found.span.text!r}"
        for number in (found.value, found.low, found.high):
            if number is not None and not number.is_finite():
                return f"{found.span.text!r} is {number}"
        for span in _spans(claim):
            if not 0 <= span.start <= span.end <= len(text) or text[span.start : span.end] != span.text:
                return f"a span does not hold its text: {span!r}"
        for link in (claim.part_of, claim.same_as):
            if link is not None and (link.index == place or ids[link.index] != link.claim):
                return f"claim {place} points to {link!r}"
        if claim.anchor.exact != found.span.text or not claim.explain():
            return f"claim {place} has a wrong anchor or no explanation"
        if len(claim.to_row()) != 21:
            return f"the row of claim {place} has {len(claim.to_row())} columns"
    if len(set(ids)) != len(ids):
        return "two claims have one id"
    written = claims.to_json()
    read = Claims.from_json(written)
    if read != claims or read.to_json() != written:
        return "JSON does not read back"
    if len(text) % 4 == 0 and factledger.extract(text).to_json() != written:  # it is what takes longest
        return "a second extraction differs"
    for spans in (flag.spans for flag in factledger.flags(text)):
        if any(text[span.start : span.end] != span.text for span in spans):
            return "a flag's span does not hold its text"
    for found_ in factledger.parse_quantities(text, include={"ordinal", "age", "when"}):
        if text[found_.span.start : found_.span.end] != found_.span.text:
            return "a quantity's span does not hold its text"
    for said in factledger.attributions(text):
        if any(text[span.start : span.end] != span.text for span in _spans(said)):
            return "an attribution's span does not hold its text"
    return None


def _spans(record: Any) -> Iterator[Span]:
    """Yield every span below a record."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, Record):
        for name in type(record).model_fields:
            yield from _spans(getattr(record, name))
    elif isinstance(record, tuple):
        for one in record:
            yield from _spans(one)


def shortened(text: str, fails: Callable[[str], bool]) -> str:
    """Return a short text that still fails: pieces are left out, ever smaller ones."""
    size = max(1, len(text) // 2)
    while size:
        at = 0
        while at < len(text):
            less = text[:at] + text[at + size :]
            if fails(less):
                text = less
            else:
                at += size
        size //= 2
    return text
