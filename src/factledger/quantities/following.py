"""The word behind a number: most say nothing of it, and then nothing that a number may go on with is looked for."""

from __future__ import annotations

from functools import cache

from factledger import comparators, contexts, money, units
from factledger.numerals import tables as numerals
from factledger.patterns import lazy_pattern

_BEHIND = lazy_pattern(r" ([a-z]+)")

#: First words of what the patterns of this package and of `names` read behind a number: ranges, shares, ages, times.
_READ = frozenset([
    "a", "above", "additional", "against", "am", "an", "and", "at", "bdt", "below", "bigger", "bst", "bt",
    "but", "by", "cdt", "consecutive", "cst", "ct", "day", "days", "dozen", "each", "edt", "equal", "est", "et",
    "every", "extra", "fewer", "for", "full", "further", "gmt", "greater", "h", "heavier", "higher", "hour",
    "hours", "hrs", "if", "in", "larger", "less", "lighter", "local", "long", "lower", "max", "mdt", "minus",
    "month", "months", "more", "mst", "mt", "no", "noon", "o", "of", "old", "olds", "or", "out", "over", "p",
    "pdt", "per", "percent", "pm", "pound", "pounds", "pst", "pt", "smaller", "something", "st", "straight",
    "than", "through", "time", "times", "to", "tops", "under", "up", "utc", "vs", "week", "weeks", "whole", "x",
    "y", "year", "years", "yo", "yr", "yrs",
])  # fmt: skip


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
    """Whether behind a number ending at `end` a word stands that no unit, range, age, date or bound begins with."""
    following = _BEHIND.match(low, end)
    return following is not None and following[1] not in _words()
