"""Whether a sentence goes on about the event of the one before, so that its place and day hold on."""

from __future__ import annotations

from collections.abc import Sequence

from factledger.measures.placetable import words
from factledger.phrases import classes
from factledger.segment import Layout, Sentence
from factledger.words import Token


def goes_on(layout: Layout, sentence: Sentence) -> bool:
    """Whether a sentence is about the event of the one before: in the same paragraph, or where it says so."""
    if sentence.index and layout.sentences[sentence.index - 1].paragraph == sentence.paragraph:
        return True
    return tells_of_same(sentence.tokens)


def tells_of_same(tokens: Sequence[Token]) -> bool:
    """Whether a sentence names an event, its dead or its scene as known: `the blast`, `these two deaths`."""
    events, marks = words().events, classes().prepositions | classes().auxiliaries
    for i, token in enumerate(tokens):
        if token.low not in _KNOWN:
            continue
        for after in tokens[i + 1 : i + 5]:
            low = after.low
            if not after.word or low in marks:
                break
            if low in events or low.removesuffix("s") in events or low.removesuffix("ies") + "y" in events:
                return True
    return False


_KNOWN = frozenset(["the", "this", "that", "these", "those"])
