"""How near words of a sentence stand to each other, clause edges counted: the common measure of places and times."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from factledger.records import Quantity
from factledger.segment import Sentence
from factledger.words import Token

#: What an edge of this kind costs, in tokens of distance: a mark or a word that begins another clause.
_STRONG = frozenset({";", "—", "–", "--", ":", "...", "…"})
_LINKS = frozenset({"while", "whereas", "although", "though", "but", "because", "unless", "if", "when"})
_TIMES = frozenset({"after", "before"})
_RELATIVES = frozenset({"who", "which", "whose", "where", "whom"})


@cache
def _costs() -> dict[str, int]:
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


def edges(tokens: Sequence[Token]) -> list[int]:
    """Return running sums: what all tokens before each index add to a distance that passes over them."""
    costs = _costs()
    sums = [0]
    total = 0
    for token in tokens:
        total += 1 + costs.get(token.low, 0)
        sums.append(total)
    return sums


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
