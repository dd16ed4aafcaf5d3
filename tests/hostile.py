"""Hostile texts out of token lists of our own, and the promises that must hold of whatever is read off them.

The tokens are words that the tables know (so that each rule is entered, and rarely left as it was meant to be),
numbers in every form, punctuation that opens and closes nothing, and characters that break careless code.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import factledger
from factledger import Claims, Span
from factledger.lexicon import load
from factledger.records import Record

NUMBERS = (
    "5", "0", "007", "1,200", "1.200,50", "12.5", "1'000", "12 000", "1,2,3", "1.2.3", "٤٢", "½", "7½", "⅓", "3/4",
    "1/0", "9" * 61, "1e9", "1e-400", "6×10^23", "10⁻⁵", "5m", "5bn", "2G", "one", "two", "twelve", "twenty-one",
    "hundred", "thousand", "million", "billions", "dozen", "dozens", "scores", "tens", "a", "half", "third",
    "two-thirds", "point", "nought", "first", "21st", "twice", "doubled", "tenfold", "several", "few", "no",
    "nobody", "none", "most", "many", "$", "€", "£", "¥", "US$", "USD", "$5", "5%", "5 percent",
    "percentage points", "%", "per", "/", "km/h", "°C", "2022", "May 4", "1990s", "5:30", "34-year-old", "F-16",
    "No.", "#", "-", "−", "–", "—", "~", "±", "+", "(", ")", "[", "]",
)  # fmt: skip
GLUE = (
    "and", "or", "to", "of", "in", "from", "between", "the", "a", "an", "who", "which", "that", "but", "if", "by",
    "at", "least", "most", "more", "than", "up", "about", "some", "his", "their", "it", "he", "she", "they", "was",
    "were", "had", "been", "not", "never", "could", "will", "would", "may", "on", "Monday", "last", "week", "years",
    "ago", "since", "in", "Tornau", "Mayor", "Ilse", "Brandt", "Dr.", "U.N.", "ministry", "officials", "police",
    "sources", "one", "adviser", "people", "men", "soldiers", "children", "houses", "shares", "the ruble",
    "dollars", "miles", "tonnes", "rose", "fell", "killed", "injured", "died", "fled", "missing", "said", "told",
    "reporters", "according", "denied", "claimed",
)  # fmt: skip
MARKS = (
    ".", ",", ";", ":", "?", "!", "...", "…", "“", "”", "\"", "‘", "’", "'", "«", "»", "„", "''", "``", "’s", "--",
    "(", ")", "\n", "\n\n", "\n\n\n", "\r\n", "\r", "\t", "\u2028", "\u2029", "\x0b", "\x0c", " ", "  ", "\u00a0",
    "\u202f", "• ", "- ", "“\n\n“", ".”", "”.", "\n\nBy ", "\n\nPhoto: ", "READ MORE", "@", "|",
)  # fmt: skip
ODD = (
    "\x00", "\ufeff", "\ud800", "\udfff", "\u202e", "\u200b", "\u200d", "\u0301", "é", "e\u0301", "İ", "ı", "ß",
    "ﬁ", "Å", "😀", "👨‍👩‍👧", "\U0010ffff", "中文", "١٢", "מספר", "ǅ", "ẞ", "\ufffd", "\x7f", "\x1b[31m", "<b>",
    "&amp;", "{20}", "%s", "\\", "A" * 200, "-" * 100, "(" * 50, "“" * 40, "5," * 60, "and " * 40,
    "https://example.org/a?b=5&c=" + "x" * 80,
)  # fmt: skip


@cache
def _table_words() -> tuple[tuple[str, ...], ...]:
    """Words of the tables, by table: all keys and strings but the examples."""

    def strings(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            for one in value:
                yield from strings(one)
        elif isinstance(value, dict):
            for key, one in value.items():
                if key not in ("example", "examples", "positive", "negative", "text", "want", "name"):
                    yield key
                    yield from strings(one)

    names = ("cues", "flags", "measures", "comparators", "contexts", "numerals", "units", "speakers", "when",
             "places", "segments", "likelihood", "words", "money")  # fmt: skip
    return tuple(tuple(sorted({s for s in strings(load(name)) if len(s) < 60})) for name in names)


@cache
def _examples() -> tuple[str, ...]:
    """Example sentences of the tables, marks taken out: where a rule is entered as it was meant."""

    def strings(value: Any, inside: bool) -> Iterator[str]:
        if isinstance(value, str) and inside:
            yield value.translate({ord(c): None for c in "[]{}<>|"})
        elif isinstance(value, list):
            for one in value:
                yield from strings(one, inside)
        elif isinstance(value, dict):
            for key, one in value.items():
                yield from strings(one, inside or key in ("example", "examples", "positive", "negative"))

    names = ("cues", "flags", "measures", "comparators", "numerals")
    return tuple(sorted({s for name in names for s in strings(load(name), False)}))


def hostile_text(chance: random.Random, longest: int = 40) -> str:
    """Return a text of up to `longest` tokens: of few kinds, so that runs of one kind come up too."""
    kinds: list[Callable[[], str]] = [
        lambda: chance.choice(NUMBERS),
        lambda: chance.choice(GLUE),
        lambda: chance.choice(chance.choice(_table_words())),
        lambda: chance.choice(MARKS),
        lambda: chance.choice(ODD),
        lambda: chance.choice(_examples()),
        lambda: chr(chance.choice((chance.randrange(0x250), chance.randrange(0x110000)))),
    ]
    weights = [chance.choice((0, 1, 4)) for _ in kinds[:5]] + [chance.choice((0, 0, 0, 1)), chance.choice((0, 0, 1))]
    if not any(weights):
        weights[0] = 1
    gap = chance.choice((" ", " ", " ", "", "\u00a0", "-", "\n"))
    return gap.join(kind() for kind in chance.choices(kinds, weights, k=chance.randint(1, longest)))


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
