"""Hostile texts: words that enter rules and leave them, numbers in every form, characters that break code."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from hypothesis import strategies as st

from factledger.errors import FactledgerError
from factledger.lexicon import load

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


def noise(chance: random.Random, longest: int = 40) -> str:
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


def hostile_text(longest: int = 40) -> st.SearchStrategy[str]:
    """Draw a text of up to `longest` tokens on which a parser must keep its promises, whatever it makes of it.

    Tokens are words that the tables know, their example sentences, numbers in every form, punctuation that opens and
    closes nothing, and characters that break careless code (lone surrogates, NUL, right-to-left, combining marks).
    """
    if longest < 1:
        raise FactledgerError(f"hostile_text takes a longest of 1 or more, not {longest}")
    return st.builds(noise, st.randoms(use_true_random=False), st.just(longest)) | st.text(max_size=longest)
