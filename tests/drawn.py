"""Hypothesis strategies for records: any values that the models accept, not only sensible ones."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from factledger import Claim, Document, Quantity, Span
from factledger.frozen import Record
from factledger.records import (
    Attribution,
    Change,
    ChangeRole,
    Comparator,
    Diagnostic,
    Direction,
    Flag,
    FlagKind,
    Link,
    LinkKind,
    Measured,
    MeasureKind,
    PartOf,
    Place,
    Provenance,
    QuantityKind,
    QuoteKind,
    Speaker,
    SpeakerKind,
    TextQuoteSelector,
    When,
)

#: Texts with what breaks encodings: lone surrogates (also two that look like a pair), NUL, escapes, line ends.
TEXTS = st.text(
    st.sampled_from(["\ud83d", "\ude00", "\x00", "\\", "u", "d", "8", '"', "\r", "\n", "é", "\u0301", "😀", "\u202e"])
    | st.characters(),
    max_size=12,
)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3) | (
    st.integers(-(10**30), 10**30).map(Decimal)
)
MOMENTS = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1), timezones=st.none() | st.timezones())
SPANS = st.builds(Span, start=st.integers(0, 10**9), end=st.integers(0, 10**9), text=TEXTS)


def _one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def _tuple(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Return any quantity; `low` and `high` in order."""
    low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
    maybe = st.booleans()
    return Quantity(
        span=draw(SPANS),
        kind=draw(_one_of(QuantityKind)),
        value=draw(st.none() | NUMBERS),
        low=low if draw(maybe) else None,
        high=high if draw(maybe) else None,
        uncertainty=draw(st.none() | NUMBERS),
        comparator=draw(_one_of(Comparator)),
        comparator_span=draw(st.none() | SPANS),
        unit=draw(TEXTS),
        unit_span=draw(st.none() | SPANS),
        unit_candidates=draw(_tuple(TEXTS)),
    )


@cache
def claims() -> st.SearchStrategy[Claim]:
    """Return any claim."""
    speakers = st.builds(
        Speaker, name=SPANS, mention=SPANS, kind=_one_of(SpeakerKind), role=st.none() | SPANS,
        affiliation=st.none() | SPANS, anonymous=st.booleans(),
    )  # fmt: skip
    attributions = st.builds(
        Attribution, speaker=st.none() | speakers, cue=st.none() | SPANS, cue_class=st.none() | TEXTS,
        quote=_one_of(QuoteKind), quote_span=st.none() | SPANS,
        chain=_tuple(st.builds(Link, name=SPANS, kind=_one_of(LinkKind), cue=st.none() | SPANS)),
    )  # fmt: skip
    return st.builds(
        Claim,
        id=TEXTS,
        index=st.integers(0, 10**6),
        quantity=quantities(),
        measure=st.builds(Measured, kind=_one_of(MeasureKind), evidence=_tuple(SPANS)),
        counted=st.none() | SPANS,
        change=st.none() | st.builds(Change, direction=_one_of(Direction), role=_one_of(ChangeRole), span=SPANS),
        attribution=attributions,
        flags=_tuple(st.builds(Flag, kind=_one_of(FlagKind), spans=_tuple(SPANS), rule=TEXTS, by=st.none() | SPANS)),
        likelihood=st.none() | SPANS,
        place=st.none() | st.builds(Place, span=SPANS),
        when=st.none() | st.builds(When, span=SPANS),
        sentence=SPANS,
        anchor=st.builds(TextQuoteSelector, exact=TEXTS, prefix=TEXTS, suffix=TEXTS),
        part_of=st.none() | st.builds(PartOf, claim=TEXTS, index=st.integers(0, 99), span=st.none() | SPANS),
        provenance=st.builds(
            Provenance, document=TEXTS, text_sha256=TEXTS, extractor=TEXTS, lexicon=TEXTS, rules=_tuple(TEXTS)
        ),
    )


def documents() -> st.SearchStrategy[Document]:
    """Return any document."""
    words = st.none() | TEXTS
    return st.builds(
        Document.of, TEXTS, id=words, publisher=words, title=words, author=words, url=words,
        published=st.none() | st.dates(), retrieved=st.none() | MOMENTS,
        language=st.sampled_from(["en", "de"]),
    )  # fmt: skip


def records() -> st.SearchStrategy[Record]:
    """Return any of the records that are written on their own."""
    return claims() | documents() | st.builds(Diagnostic, code=TEXTS, message=TEXTS, span=st.none() | SPANS)
