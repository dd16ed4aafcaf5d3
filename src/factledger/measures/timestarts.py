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

#: What triggers stands in it; behind a digit it makes a clock time; it ends in a digit; it ends in `in`.
TRIGGER, CLOCK, COUNTS, IN = 1, 2, 4, 8
#: Time words may begin with it and end with it; or go on behind it, anywhere or behind `in` only; or begin inside it.
ALONE, OPENING, OPENING_IN, INNER = 16, 32, 64, 128
#: With it by itself, behind `in` only; and it may go on with what an opening word began.
ALONE_IN, GOING_ON = 256, 512

_MOST = 50_000  # words that are remembered
_CLOCK = lazy_pattern(r":|[ap](?:\.?m|\Z)")
_ESCAPED = lazy_pattern(r"\\[a-zA-Z]|<[a-z]+>|\(\?(?:P<\w+>|<?[=!:])")
_WORD = lazy_pattern(r"[^\W\d_]+")
_INSIDE = lazy_pattern(r"['’.,\-](?=\w)")


_BEGINNING = ALONE | OPENING | OPENING_IN | INNER | ALONE_IN


def _whole(words: Iterable[str]) -> str:
    """Return a pattern for any of some words as a whole, perhaps with an s."""
    return rf"(?:{trie(words)})s?(?![^\W\d_])"


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
        within = [word for word in _WORD.findall(_ESCAPED.sub(" ", table["cores"]["within"])) if len(word) > 1]
        number, unit = trie(words["numbers"]), trie(words["units"])
        self._trigger = re.compile(rf"\b(?:(?:{trie(triggers)})|(?:1[89]|20)\d\d)|\d[ap]\.?m")
        self._opening = re.compile(rf"\d|{_whole(word.partition(' ')[0] for word in starts)}")
        self._alone = re.compile(rf"(?:1[89]|20)\d|{trie(alone)}")
        self._opening_in = re.compile(_whole([*words["numbers"], *within]))
        self._alone_in = re.compile(rf"(?:{number})?(?:{unit})")
        self._going_on = re.compile(rf"\d|:|(?:{number})?(?:{unit})|{_whole(literals | listed)}")

    def __missing__(self, low: str) -> int:
        bits = IN if low.endswith("in") else 0  # `within` too
        bits |= TRIGGER if self._trigger.search(low) else 0
        bits |= CLOCK if _CLOCK.match(low) else 0
        bits |= COUNTS if low[-1].isdigit() else 0
        if self._opening.match(low):
            bits |= ALONE if "-" in low or self._alone.match(low) else OPENING
        bits |= OPENING_IN if self._opening_in.match(low) else 0
        bits |= ALONE_IN if self._alone_in.match(low) or "-" in low else 0
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
    last = len(known) - 1
    for i in [i for i, bits in enumerate(known) if bits & _BEGINNING]:
        bits = known[i]
        wanted, wanted_on = ALONE, OPENING
        if i and known[i - 1] & IN:
            wanted, wanted_on = ALONE | ALONE_IN, OPENING | OPENING_IN
            if bits & ALONE_IN and tokens[i].start > tokens[i - 1].end + 1:
                found.append(tokens[i - 1].end + 1 - start)  # the grammar may take a second space in
        if bits & wanted or (bits & wanted_on and i < last and known[i + 1] & GOING_ON):
            found.append(tokens[i].start - start)
        if bits & INNER:
            token = tokens[i]
            found += [mark.end() for mark in _INSIDE.finditer(text, token.start - start, token.end - start)]
    return found


def triggered(tokens: Sequence[Token], known: Sequence[int]) -> bool | None:
    """Whether a word that triggers stands in a sentence; None where only its characters can tell.

    `known` are the bits of the tokens.
    """
    unsure = False
    for i in [i for i, bits in enumerate(known) if bits & (TRIGGER | CLOCK)]:
        if known[i] & TRIGGER:
            if i == 0 or tokens[i - 1].end < tokens[i].start:
                return True
            unsure = True
        elif i and known[i - 1] & COUNTS:
            unsure = True
    return None if unsure else False
