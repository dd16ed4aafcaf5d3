"""A sentence under analysis: its tokens, and what of it stands inside quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from factledger.attribution.cues import cue_tables
from factledger.segment import Quotation, Sentence
from factledger.words import Token

FAR = 300  # tokens on each side of a cue that are looked at: keeps endless sentences linear


class Line:
    """A sentence under analysis: its tokens, and for each the quotation that it stands in (-1 outside)."""

    __slots__ = ("inside", "low", "n", "sentence", "tokens")

    def __init__(self, sentence: Sentence, quotations: Sequence[Quotation], starts: Sequence[int]) -> None:
        self.sentence = sentence
        self.tokens: list[Token] = sentence.tokens
        self.low = [token.low for token in self.tokens]
        lookalikes = cue_tables().lookalikes
        if not lookalikes.isdisjoint(self.low) and not self._shouted():
            # WHO, US, IS beside ordinary words are names, not the words they look like.
            for i, token in enumerate(self.tokens):
                if token.low in lookalikes and token.text.isupper():
                    self.low[i] = token.text
        self.n = len(self.tokens)
        self.inside = [-1] * self.n
        index = max(0, bisect_right(starts, sentence.start) - 1)
        while index < len(quotations) and quotations[index].start < sentence.end:
            quotation = quotations[index]
            for i in range(sentence.token_at(quotation.inner_start), self.n):
                token = self.tokens[i]
                if token.start >= quotation.inner_end:
                    break
                if token.start >= quotation.inner_start:
                    self.inside[i] = index
            index += 1

    def _shouted(self) -> bool:
        return all(token.text.isupper() or not token.word for token in self.tokens[:12])

    def bounds(self, at: int) -> tuple[int, int]:
        """Return the token range of the scope of token `at`: its quotation's part of the sentence, or all of it."""
        here = self.inside[at]
        if here < 0:
            return max(0, at - FAR), min(self.n, at + FAR)
        low = high = at
        while low > 0 and at - low < FAR and self.inside[low - 1] == here:
            low -= 1
        while high < self.n and high - at < FAR and self.inside[high] == here:
            high += 1
        return low, high
