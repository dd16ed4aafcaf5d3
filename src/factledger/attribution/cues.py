"""Cue words of lexicon/cues.toml, and the prefilter that finds the sentences they stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from factledger.lexicon import load
from factledger.segment import Layout, Quotation, Sentence
from factledger.words import Token


FAR = 300  # tokens on each side of a cue that are looked at: keeps endless sentences linear


class Cue(NamedTuple):
    """One word form that attributes: its lemma, class, what it takes as content, and whether it ends in -ing."""

    lemma: str
    cue_class: str
    takes: str
    participle: bool


class CueTables(NamedTuple):
    """The cue words by form, and the closed word lists that surround them."""

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    prepositions: dict[tuple[str, ...], Cue]
    temporal: frozenset[str]
    temporal_heads: frozenset[str]
    skipped: frozenset[str]
    negations: frozenset[str]
    subordinators: frozenset[str]
    prefilter: re.Pattern[str]


@cache
def cue_tables() -> CueTables:
    """Return the tables, read once."""
    table = load("cues")
    verbs: dict[str, Cue] = {}
    for lemma, row in table["verbs"].items():
        for form in row["forms"].split():
            verbs.setdefault(form, Cue(lemma, row["class"], row["takes"], form.endswith("ing")))
    nouns: dict[str, Cue] = {}
    for lemma, row in table["nouns"].items():
        for form in row["forms"].split():
            nouns[form] = Cue(lemma, row["class"], "noun", False)
    prepositions = {
        tuple(words.split()): Cue(words, row["class"], "preposition", False)
        for words, row in table["prepositions"].items()
    }
    around = {name: frozenset(words) for name, words in table["around"].items()}
    plain = set(verbs) | set(nouns) | {first[0] for first in prepositions if first[0] != "in"}
    plain |= {word.capitalize() for word in plain}
    plain |= set(load("speakers")["documents"]["polls"])
    return CueTables(
        verbs=verbs,
        nouns=nouns,
        prepositions=prepositions,
        prefilter=re.compile(rf"\b(?:{_trie(plain)})\b"),
        **around,
    )


def _trie(words: set[str]) -> str:
    """Return an alternation of `words` that shares their beginnings: one step a letter instead of one a word."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict) -> str:  # type: ignore[type-arg]
    ends = "" in node
    parts = [re.escape(letter) + _branch(below) for letter, below in sorted(node.items()) if letter]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)})" + ("?" if ends else "")


_LOOKALIKES = frozenset({"who", "us", "it", "is", "as", "or", "in", "so", "am", "an", "may"})


class Line:
    """A sentence under analysis: its tokens, and for each the quotation that it stands in (-1 outside)."""

    __slots__ = ("inside", "low", "n", "sentence", "tokens")

    def __init__(self, sentence: Sentence, quotations: Sequence[Quotation], starts: Sequence[int]) -> None:
        self.sentence = sentence
        self.tokens: list[Token] = sentence.tokens
        self.low = [token.low for token in self.tokens]
        if not self._shouted():
            # WHO, US, IS beside ordinary words are names, not the words they look like.
            for i, token in enumerate(self.tokens):
                if token.low in _LOOKALIKES and token.text.isupper():
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


def cued_sentences(layout: Layout) -> list[int]:
    """Return the indices of the sentences in which a cue word stands, in order."""
    found: list[int] = []
    starts = [sentence.start for sentence in layout.sentences]
    if not starts:
        return found
    last = -1
    skip_to = 0
    search = cue_tables().prefilter.search
    text = layout.text
    while True:
        match = search(text, skip_to)
        if match is None:
            return found
        index = bisect_right(starts, match.start()) - 1
        if index > last:
            found.append(index)
            last = index
        skip_to = max(match.end(), layout.sentences[index].end) if index >= 0 else match.end()
