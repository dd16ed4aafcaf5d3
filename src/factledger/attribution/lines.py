"""A sentence under analysis: its tokens, and what of it stands inside quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from operator import itemgetter

from factledger.attribution.cues import cue_tables
from factledger.segment import Quotation, Sentence
from factledger.wordclasses import FINITE, MINOR
from factledger.words import Token

_text, _classes = itemgetter(2), itemgetter(4)  # of a token

FAR = 300  # tokens on each side of a cue that are looked at: keeps endless sentences linear


class Line:
    """A sentence under analysis: its tokens, and for each the quotation that it stands in (-1 outside).

    `low` are the words in lower case and `bits` their classes (see `wordclasses`); a name in capitals that looks like
    another word stays as it is, without a class.
    """

    __slots__ = ("_unquoted", "bits", "inside", "low", "n", "sentence", "tokens")

    def __init__(self, sentence: Sentence, quotations: Sequence[Quotation], starts: Sequence[int]) -> None:
        self.sentence = sentence
        self.tokens: list[Token] = sentence.tokens
        self.low = sentence.lows
        self.bits: Sequence[int] = list(map(_classes, self.tokens))
        shouted = _shouted()
        if not shouted.isdisjoint(map(_text, self.tokens)) and not self._shouted():
            # WHO, US, IS beside ordinary words are names, not the words they look like.
            self.low = [token.text if token.text in shouted else token.low for token in self.tokens]
            named = ~(MINOR | FINITE)
            self.bits = [token.classes & named if token.text in shouted else token.classes for token in self.tokens]
        self.n = len(self.tokens)
        self.inside = [-1] * self.n
        index = bisect_right(starts, sentence.start) - 1
        if index < 0 or quotations[index].end <= sentence.start:
            index += 1
        self._unquoted = index >= len(quotations) or quotations[index].start >= sentence.end
        while index < len(quotations) and quotations[index].start < sentence.end:
            quotation = quotations[index]
            first = bisect_left(self.tokens, (quotation.inner_start,))
            stop = bisect_left(self.tokens, (quotation.inner_end,), first)
            self.inside[first:stop] = [index] * (stop - first)
            index += 1

    def _shouted(self) -> bool:
        return all(token.text.isupper() or not token.word for token in self.tokens[:12])

    def text(self, first: int, stop: int) -> str:
        """Return the tokens from `first` to `stop` as they are written, with what stands between them."""
        return self.sentence.written(self.tokens[first].start, self.tokens[stop - 1].end)

    def bounds(self, at: int) -> tuple[int, int]:
        """Return the token range of the scope of token `at`: its quotation's part of the sentence, or all of it."""
        if self._unquoted and self.n <= FAR:
            return 0, self.n
        here = self.inside[at]
        if here < 0:
            return max(0, at - FAR), min(self.n, at + FAR)
        low = high = at
        while low > 0 and at - low < FAR and self.inside[low - 1] == here:
            low -= 1
        while high < self.n and high - at < FAR and self.inside[high] == here:
            high += 1
        return low, high


@cache
def _shouted() -> frozenset[str]:
    """The words that are names in capitals, in capitals."""
    return frozenset(word.upper() for word in cue_tables().lookalikes)
