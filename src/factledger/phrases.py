"""Noun phrases and clause edges, found with closed word classes and suffixes alone: no parser, linear time.

All functions take a sentence's tokens and token indices; ranges are half open (`first`, `stop`).
"""

from __future__ import annotations

from collections.abc import Sequence

from factledger.wordclasses import (
    DETERMINER,
    DIGIT,
    FINITE,
    LOWER,
    MINOR,
    PARTICIPLE,
    WORD,
    WordClasses,
    classes,
)
from factledger.words import Token

__all__ = ["Range", "WordClasses", "classes", "is_finite", "is_participle", "noun_phrase_after"]

Range = tuple[int, int]


_DETERMINED = frozenset(("that", "this"))  # determiners that stand alone as well


def is_finite(token: Token) -> bool:
    """Whether the token is an auxiliary, a modal or a form that mostly stands as a finite verb."""
    return token.classes & FINITE != 0


def is_participle(token: Token) -> bool:
    """Whether the token looks like a participle or regular past form (-ed, -ing)."""
    return token.classes & PARTICIPLE != 0


def noun_phrase_after(tokens: Sequence[Token], first: int) -> Range:
    """Return the noun phrase that begins at `first`: modifiers and head noun, up to a verb, preposition or mark.

    A participle right at its start is a modifier (`displaced families`); after a noun it ends the phrase
    (`families displaced by ...`). `and` joins a further noun (`videos and photos`). Empty where none stands.
    """
    i, n = first, len(tokens)
    while i < n and tokens[i].classes & DETERMINER and tokens[i].low not in _DETERMINED:
        i += 1
    head = i
    while i < n:
        token = tokens[i]
        bits = token.classes
        if not bits & WORD:
            if i > head and i + 1 < n and tokens[i + 1].classes & WORD and token.low in ("'s", "’s"):
                i += 1
                continue
            break
        if bits & MINOR:
            if token.low in ("and", "or") and i > head and i + 1 < n and _joins(tokens, i):
                i += 1
                continue
            break
        if i > head:
            if bits & DIGIT:
                break
            if bits & (FINITE | PARTICIPLE) and bits & LOWER:
                after = tokens[i + 1] if i + 1 < n else None
                if not bits & PARTICIPLE or not _noun_like(after) or _plural_like(tokens[i - 1]):
                    break
        i += 1
    return (first, i) if i > head else (first, first)


def _noun_like(token: Token | None) -> bool:
    return token is not None and token.classes & WORD != 0 and not token.classes & (MINOR | FINITE)


def _plural_like(token: Token) -> bool:
    return token.classes & WORD != 0 and not token.classes & MINOR and token.low.endswith("s")


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether the `and` at `at` joins two nouns of one phrase rather than two clauses or two quantities."""
    bits = tokens[at + 1].classes
    noun = bits & WORD and not bits & (DIGIT | MINOR | FINITE | PARTICIPLE)
    return bool(noun and tokens[at - 1].classes & WORD)
