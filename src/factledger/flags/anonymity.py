"""Unnamed speakers: one adviser, two officials, a person familiar with the matter, sources."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from factledger.lexicon import load
from factledger.records import Span, Speaker
from factledger.words import Token, tokenize


class _Words(NamedTuple):
    persons: frozenset[str]
    sources: frozenset[str]
    numbers: frozenset[str]
    articles: frozenset[str]
    breaks: frozenset[str]
    always: re.Pattern[str]
    role: frozenset[str]


@cache
def _words() -> _Words:
    table = load("flags")["anonymous"]
    phrases = "|".join(re.escape(phrase) for phrase in table["always"])
    return _Words(
        persons=frozenset(table["persons"]),
        sources=frozenset(table["sources"]),
        numbers=frozenset(table["numbers"]),
        articles=frozenset(table["articles"]),
        breaks=frozenset(table["breaks"]),
        always=re.compile(rf"(?i)\b(?:{phrases})\b"),
        role=frozenset(table["role"]),
    )


def unnamed(speaker: Speaker | None) -> Span | None:
    """Return the words that show an unnamed speaker; None for a name, a group, an office, a document."""
    if speaker is None:
        return None
    name = speaker.name
    words = _words()
    found = words.always.search(name.text)
    if found is not None:
        return Span(start=name.start + found.start(), end=name.start + found.end(), text=found[0])
    tokens = [t for t in tokenize(name.text) if t.word or t.text in ",()"]
    head = _head(tokens, words)
    return name if head is not None and _is_unnamed(tokens, head, words) else None


def _head(tokens: list[Token], words: _Words) -> int | None:
    """The head noun: the last word before a preposition, a relative or a comma."""
    if len(tokens) > 2 and tokens[0].low in words.numbers and tokens[1].low == "of":
        return _head_of_part(tokens, words)
    for i, token in enumerate(tokens):
        if i and (token.low in words.breaks or not token.word):
            return i - 1
    return len(tokens) - 1 if tokens else None


def _head_of_part(tokens: list[Token], words: _Words) -> int | None:
    """`one of the mayor's advisers`: the head stands in the part after `of`."""
    for i in range(2, len(tokens)):
        if i > 2 and (tokens[i].low in words.breaks or not tokens[i].word):
            return i - 1
    return len(tokens) - 1


def _is_unnamed(tokens: list[Token], head: int, words: _Words) -> bool:
    """A person's role with an indefinite article, a number of them, or one of many (`the spokesman`, `official`)."""
    low, first = tokens[head].low, tokens[0].low
    if low in words.persons:
        return first in words.articles or low in words.role
    return first in words.numbers and any(base in words.persons for base in _singulars(low))


def _singulars(low: str) -> tuple[str, ...]:
    if low.endswith("men"):
        return (f"{low[:-3]}man",)
    return (low[:-1], low[:-2]) if low.endswith("es") else (low[:-1],) if low.endswith("s") else ()
