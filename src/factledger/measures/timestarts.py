"""Where in a sentence time words may begin: asked word by word, before the large pattern of timewords.py is tried.

All that is known of a word is a few bits, worked out at its first meeting from the lists of lexicon/when.toml. They
may let through more places than the grammar takes, never fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from factledger.patterns import lazy_pattern, trie
from factledger.words import Token

#: A word of the triggers stands in it; a clock time may.
TRIGGER, CLOCK = 1, 2
#: Time words may begin with it if they go on behind it (OPENING), by itself (ALONE), or right behind `in` (WITHIN).
OPENING, ALONE, WITHIN = 4, 8, 16
#: It may go on with what an opening word began; time words may begin inside it; it ends in `in`.
GOING_ON, INNER, IN = 32, 64, 128

_MOST = 50_000  # words that are remembered
_CLOCK = lazy_pattern(r"[ap](?:\.m|m|\Z)|.*\d[ap]\.?m")
_ESCAPED = lazy_pattern(r"\\[a-zA-Z]|<[a-z]+>|\(\?(?:P<\w+>|<?[=!:])")
_WORD = lazy_pattern(r"[^\W\d_]+")
_INSIDE = lazy_pattern(r"['’.,\-](?=\w)")


class Starts(dict[str, int]):
    """The bits of words in lower case, filled as they are met."""

    def __init__(self, table: Mapping[str, Any], lists: Mapping[str, Sequence[str]], starts: Iterable[str],
                 triggers: Iterable[str]) -> None:  # fmt: skip
        super().__init__()
        templates = (*table["pieces"].values(), *table["cores"].values())
        literals = {word for template in templates for word in _WORD.findall(_ESCAPED.sub(" ", template.lower()))}
        listed = {part for words in lists.values() for word in words for part in _WORD.findall(word)}
        words = table["words"]
        alone = [*lists["fullday"], *lists["shortday"], *lists["monthname"], "since", "during", "following"]
        for name in ("now", "seasons", "feasts"):
            alone += [word.partition(" ")[0] for word in words[name]]
        within = _ESCAPED.sub(" ", table["cores"]["within"])
        self._trigger = re.compile(rf"\b(?:(?:{trie(triggers)})|(?:1[89]|20)\d\d)")
        self._opening = re.compile(rf"\d|{trie(word.partition(' ')[0] for word in starts)}")
        self._alone = re.compile(rf"(?:1[89]|20)\d|{trie(alone)}")
        self._within = re.compile(trie([*words["numbers"], *words["units"], *_WORD.findall(within)]))
        self._going_on = re.compile(rf"\d|\W|(?:{trie(literals | listed)})s?(?![^\W\d_])")

    def __missing__(self, low: str) -> int:
        bits = IN if low.endswith("in") else 0  # `within` too
        bits |= TRIGGER if self._trigger.search(low) else 0
        bits |= CLOCK if low == ":" or _CLOCK.match(low) else 0
        if self._opening.match(low):
            bits |= OPENING | (ALONE if "-" in low or self._alone.match(low) else 0)
        bits |= WITHIN if self._within.match(low) else 0
        bits |= GOING_ON if self._going_on.match(low) else 0
        bits |= INNER if _INSIDE.search(low) else 0
        if len(self) > _MOST:
            self.clear()
        self[low] = bits
        return bits


def places(tokens: Sequence[Token], known: Sequence[int], text: str, start: int) -> list[int]:
    """Return where in `text`, which begins at `start` in the document, time words may begin, in order.

    `known` are the bits of the tokens.
    """
    found = []
    before = 0
    for i, (bits, after) in enumerate(zip(known, (*known[1:], 0), strict=True)):
        if bits & (OPENING | WITHIN | INNER):
            if (
                (bits & OPENING and (bits & ALONE or after & GOING_ON or before & IN))
                or (bits & WITHIN and before & IN)
            ):  # fmt: skip
                found.append(tokens[i].start - start)
            if bits & INNER:
                token = tokens[i]
                found += [mark.end() for mark in _INSIDE.finditer(text, token.start - start, token.end - start)]
        before = bits
    return found
