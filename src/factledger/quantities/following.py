"""The word behind a number: most say nothing of it, and then nothing that a number may go on with is looked for."""

from __future__ import annotations

from functools import cache

from factledger import comparators, contexts, money, units
from factledger.numerals import tables as numerals
from factledger.patterns import lazy_pattern

_BEHIND = lazy_pattern(r" ([a-z]+)")

#: First words of what the patterns of this package and of `names` read behind a number: ranges, shares, ages, times.
_READ = frozenset(
    ["a", "additional", "an", "and", "at", "below", "but", "by", "consecutive", "each", "equal", "every", "extra", "fewer", "full", "further", "greater", "heavier", "higher", "if", "in", "larger", "less", "lighter", "local", "long", "lower", "max", "minus", "more", "no", "noon", "o", "of", "old", "olds", "or", "out", "over", "percent", "pound", "pounds", "smaller", "something", "straight", "through", "time", "times", "to", "tops", "under", "up", "vs", "whole", "x", "yo", "above", "bigger", "am", "at", "pm", "p", "gmt", "utc", "hour", "hours", "hrs", "day", "days", "week", "weeks", "month", "months", "year", "years", "yr", "yrs", "dozen", "for", "against", "per", "y", "h", "than", "st", "et", "ct", "mt", "pt", "bt", "est", "cst", "mst", "pst", "bst", "edt", "cdt", "mdt", "pdt", "bdt"]
)  # fmt: skip


@cache
def _words() -> frozenset[str]:
    return (
        _READ
        | numerals().onward
        | units.tables().first
        | money.tables().first
        | contexts.tables().months
        | comparators.after_words()
    )


def stands_alone(low: str, end: int) -> bool:
    """Whether a word stands behind a number that ends at `end` which no unit, range, age, date or bound begins with."""
    following = _BEHIND.match(low, end)
    return following is not None and following[1] not in _words()
