"""How near words of a sentence stand to each other, clause edges counted: the common measure of places and times."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from factledger.records import Quantity
from factledger.segment import Sentence

#: What an edge of this kind costs, in tokens of distance: a mark or a word that begins another clause.
_STRONG = frozenset({";", "—", "–", "--", ":", "...", "…"})
_LINKS = frozenset({"while", "whereas", "although", "though", "but", "because", "unless", "if", "when"})
_TIMES = frozenset({"after", "before"})
_RELATIVES = frozenset({"who", "which", "whose", "where", "whom"})


@cache
def _costs() -> dict[str, int]:
    """What a word adds to a distance that passes over it, where that is more than one: the edge of a clause."""
    return {low: 1 + cost for low, cost in _edges().items()}


def _edges() -> dict[str, int]:
    return {
        **dict.fromkeys(_STRONG, 10),
        **dict.fromkeys(_LINKS, 8),
        **dict.fromkeys(_RELATIVES, 5),
        **dict.fromkeys(_TIMES, 5),
        "as": 1,
        ",": 2,
        "and": 2,
        "(": 3,
        ")": 3,
        "that": 3,
    }


def extent(sentence: Sentence, quantity: Quantity) -> tuple[int, int]:
    """Return the range of tokens of a quantity with its bound: `[at least 40] boats`, `[40 boats if not more]`."""
    bound, span = quantity.comparator_span, quantity.span
    begin = span.start if bound is None else min(bound.start, span.start)
    end = span.end if bound is None else max(bound.end, span.end)
    return sentence.token_at(begin), sentence.token_at(end - 1) + 1


class Stand(NamedTuple):
    """Where a quantity stands: its sentence, and its tokens `first` to `stop` with the bound before them.

    `again` where it only repeats the quantity before in another unit, `speakers` where it counts those who speak.
    """

    sentence: Sentence | None
    extent: tuple[int, int]
    again: bool = False
    speakers: bool = False


class Ground:
    """What places and times both need of a document: where its quantities stand, and distances in its sentences."""

    def __init__(self, stands: Sequence[Stand]) -> None:
        self.stands = stands
        self._sums: dict[int, list[int]] = {}

    def sums(self, sentence: Sentence) -> list[int]:
        """Return running sums: what all tokens before each index add to a distance that passes over them."""
        known = self._sums.get(sentence.index)
        if known is None:
            cost = _costs().get
            steps = [cost(low, 1) for low in sentence.lows]
            known = self._sums[sentence.index] = list(accumulate(steps, initial=0))
        return known


#: No mention further away than this many tokens is looked at.
REACH = 120


def near(starts: Sequence[int], at: int) -> range:
    """Return the indices of the sorted token indices `starts` that lie within `REACH` tokens of `at`."""
    return range(bisect_left(starts, at - REACH), bisect_right(starts, at + REACH))


def distance(sums: Sequence[int], first: tuple[int, int], second: tuple[int, int]) -> int:
    """Return the distance between two token ranges (start, stop), zero where they touch or overlap."""
    if first[1] <= second[0]:
        return sums[second[0]] - sums[first[1]]
    if second[1] <= first[0]:
        return sums[first[0]] - sums[second[1]]
    return 0
