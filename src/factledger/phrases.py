"""Noun phrases and clause edges, found with closed word classes and suffixes alone: no parser, linear time.

All functions take a sentence's tokens and token indices; ranges are half open (`first`, `stop`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from factledger.lexicon import load
from factledger.words import Token

Range = tuple[int, int]


class WordClasses(NamedTuple):
    """The closed classes and verb forms of lexicon/words.toml as sets of lower-case words."""

    determiners: frozenset[str]
    prepositions: frozenset[str]
    auxiliaries: frozenset[str]
    modals: frozenset[str]
    pronouns: frozenset[str]
    conjunctions: frozenset[str]
    adverbs: frozenset[str]
    past: frozenset[str]
    present: frozenset[str]
    function: frozenset[str]
    minor: frozenset[str]
    finite: frozenset[str]


@cache
def classes() -> WordClasses:
    """Return the word classes, read once."""
    table = load("words")
    sets = {name: frozenset(words) for name, words in (*table["closed"].items(), *table["verbs"].items())}
    function = frozenset().union(
        *(sets[n] for n in ("determiners", "prepositions", "auxiliaries", "modals", "pronouns", "conjunctions"))
    )
    finite = frozenset().union(*(sets[n] for n in ("auxiliaries", "modals", "past", "present")))
    return WordClasses(**sets, function=function, minor=function | sets["adverbs"], finite=finite)


def is_finite(token: Token) -> bool:
    """Whether the token is an auxiliary, a modal or a form that mostly stands as a finite verb."""
    return token.low in classes().finite


def is_participle(token: Token) -> bool:
    """Whether the token looks like a participle or regular past form (-ed, -ing)."""
    low = token.low
    return len(low) > 4 and token.text[0].islower() and (low.endswith(("ed", "ing")))


def noun_phrase_after(tokens: Sequence[Token], first: int) -> Range:
    """Return the noun phrase that begins at `first`: modifiers and head noun, up to a verb, preposition or mark.

    A participle right at its start is a modifier (`displaced families`); after a noun it ends the phrase
    (`families displaced by ...`). `and` joins a further noun (`videos and photos`). Empty where none stands.
    """
    words = classes()
    i, n = first, len(tokens)
    while i < n and tokens[i].low in words.determiners and tokens[i].low not in ("that", "this"):
        i += 1
    head = i
    while i < n:
        token = tokens[i]
        low = token.low
        if not token.word:
            if low in ("'s", "’s") and i > head and i + 1 < n and tokens[i + 1].word:
                i += 1
                continue
            break
        if low in ("and", "or", "&"):
            if i > head and i + 1 < n and _joins(tokens, i, head):
                i += 1
                continue
            break
        if low in words.function or low in words.adverbs:
            break
        if i > head and token.text[0].islower() and (is_finite(token) or is_participle(token)):
            after = tokens[i + 1] if i + 1 < n else None
            if not (is_participle(token) and _noun_like(after) and not _noun_like(tokens[i - 1], strict=True)):
                break
        if token.text[0].isdigit() and i > head:
            break
        i += 1
    return (first, i) if i > head else (first, first)


def _noun_like(token: Token | None, *, strict: bool = False) -> bool:
    if token is None or not token.word:
        return False
    words, low = classes(), token.low
    if low in words.function or low in words.adverbs:
        return False
    return low.endswith("s") if strict else not is_finite(token)


def _joins(tokens: Sequence[Token], at: int, head: int) -> bool:
    """Whether the `and` at `at` joins two nouns of one phrase rather than two clauses or two quantities."""
    following = tokens[at + 1]
    words = classes()
    if not following.word or following.text[0].isdigit() or following.low in words.function:
        return False
    if following.low in words.adverbs or is_finite(following) or is_participle(following):
        return False
    return tokens[at - 1].word
