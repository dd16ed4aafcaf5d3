"""Word classes: the closed classes and verb forms of lexicon/words.toml, and how a word is written, as bits.

Each token carries the bits of its word (`Token.classes`), so that one look-up a word answers what every stage asks:
`token.classes & (PREPOSITION | DETERMINER)`. A word may belong to several classes (`that`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from factledger.lexicon import load
from factledger.patterns import lazy_pattern

# The closed classes, and the verb forms that no suffix shows.
DETERMINER, PREPOSITION, AUXILIARY, MODAL, PRONOUN, CONJUNCTION, ADVERB = (1 << bit for bit in range(7))
PAST, PRESENT = 1 << 7, 1 << 8
#: Words with a grammatical job, then these with the adverbs, then what mostly stands as a finite verb.
FUNCTION = DETERMINER | PREPOSITION | AUXILIARY | MODAL | PRONOUN | CONJUNCTION
MINOR = FUNCTION | ADVERB
FINITE = AUXILIARY | MODAL | PAST | PRESENT
# How it is written: WORD begins with a letter or digit, CAPITAL and LOWER with a letter of that case, DIGIT with a
# digit; PARTICIPLE looks like a participle or regular past form (-ed, -ing); ARTICLED begins with an Arabic article
# and a capital (al-Sakhra).
WORD, CAPITAL, LOWER, DIGIT, PARTICIPLE, ARTICLED = (1 << bit for bit in range(9, 15))
#: What a name begins with.
NAME = CAPITAL | ARTICLED
# The words of lexicon/places.toml: LEADING are those that a place can begin with or hang on (in, to, the, worldwide),
# CALENDAR the names of days and months, which no name of a place goes on with.
LEADING, LOCATIVE, DIRECTIONAL, FILLER, SITE_TYPE, COMPASS, CALENDAR = (1 << bit for bit in range(15, 22))

_ARTICLE = lazy_pattern(r"(?:al|el|ad|as|ar|at|an|ash|az)-[A-Z]")


class WordClasses(NamedTuple):
    """The closed classes and verb forms as sets of lower-case words."""

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


@cache
def _closed() -> dict[str, int]:
    """Return the bits of every listed word."""
    listed: dict[str, int] = {}
    for bit, words in enumerate(classes()[:9]):  # in the order of the constants
        for word in words:
            listed[word] = listed.get(word, 0) | 1 << bit
    for bits, names in _places():
        for word in names:
            listed[word] = listed.get(word, 0) | bits
    return listed


def _places() -> Iterator[tuple[int, Iterable[str]]]:
    """Yield the words of places with their bits."""
    table, names = load("places"), load("when")["names"]
    leading = table["prepositions"]
    yield LEADING | LOCATIVE, leading["locative"]
    yield LEADING | DIRECTIONAL, leading["directional"]
    yield LEADING, (*table["nouns"]["worldwide"], "there", "here", "the")
    yield FILLER, table["other"]["fillers"]
    yield SITE_TYPE, table["nouns"]["types"]
    yield COMPASS, table["nouns"]["directions"]
    yield CALENDAR, calendar(names)


def calendar(names: Mapping[str, Mapping[str, Sequence[str]]]) -> set[str]:
    """Return the names of days (also `Mondays`) and months."""
    found = {word for kind in ("weekdays", "months") for group in names[kind].values() for word in group}
    return found | {word + "s" for word in found if word.endswith("day")}


def classes_of(text: str, low: str) -> int:
    """Return the bits of a word or mark as it is written, and in lower case."""
    first = text[:1]
    bits = _closed().get(low, 0)
    if first.isalnum():
        bits |= WORD
    if first.isupper():
        bits |= CAPITAL
    elif first.islower():
        bits |= LOWER
        if len(low) > 4 and low.endswith(("ed", "ing")):
            bits |= PARTICIPLE
        if "-" in text[2:4] and _ARTICLE.match(text) is not None:
            bits |= ARTICLED
    elif first.isdigit():
        bits |= DIGIT
    return bits
