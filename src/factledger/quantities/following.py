"""The word behind a number: most say nothing of it, and then nothing that a number may go on with is looked for."""

from __future__ import annotations

from functools import cache

from factledger import comparators, contexts, money, units
from factledger.lexicon import load
from factledger.numerals import tables as numerals
from factledger.patterns import lazy_pattern

_BEHIND = lazy_pattern(r" ([a-z]+)")


@cache
def _words() -> frozenset[str]:
    return (
        frozenset(load("contexts")["behind"]["words"])
        | numerals().onward
        | units.tables().first
        | money.tables().first
        | contexts.tables().months
        | comparators.after_words()
    )


def stands_alone(low: str, end: int) -> bool:
    """Whether a word stands behind the number's `end` with which no unit, range, age, date or bound begins."""
    following = _BEHIND.match(low, end)
    return following is not None and following[1] not in _words()
