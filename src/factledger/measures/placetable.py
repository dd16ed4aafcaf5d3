"""The words of lexicon/places.toml, and what the sentence finder and the text scan both know of names."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from factledger.lexicon import load
from factledger.patterns import lazy_pattern
from factledger.phrases import classes
from factledger.wordclasses import NAME, calendar
from factledger.words import Token


class Words(NamedTuple):
    """The words of lexicon/places.toml."""

    locative: frozenset[str]
    directional: frozenset[str]
    types: frozenset[str]
    sites: frozenset[str]
    heads: frozenset[str]
    referring: frozenset[str]
    directions: frozenset[str]
    worldwide: frozenset[str]
    events: frozenset[str]
    rejected: frozenset[str]
    times: frozenset[str]
    no_name: frozenset[str]
    agencies: frozenset[str]
    vague: frozenset[str]
    abbreviated: frozenset[str]
    acts: frozenset[str]
    fillers: frozenset[str]
    audience: frozenset[str]
    particles: frozenset[str]
    dating: frozenset[str]


@cache
def words() -> Words:
    """Return the words of the table, read once."""
    table: dict[str, Any] = load("places")
    when = load("when")
    times = calendar(when["names"])
    dating = frozenset(times).union(*(when["words"][kind] for kind in ("now", "near", "leads", "parts")))
    lists = {
        name: frozenset(listed)
        for group in ("prepositions", "nouns", "other")
        for name, listed in table[group].items()
    }
    return Words(**lists, times=frozenset(times), dating=dating)


def capital(token: Token) -> bool:
    """Whether the token begins a name: a capital, also after an Arabic article (al-Sakhra)."""
    return token.classes & NAME != 0


#: `Hamas-led`, `Davos-style`: an adjective made of a name, no place itself.
DERIVED = lazy_pattern(r"-[a-z]{2,}$")


def modified(low: str) -> bool:
    """Whether a lower-case word after a name is a noun that the name only describes (`in Covid [cases]`)."""
    grammar, table = classes(), words()
    if low in grammar.minor or low in grammar.past or low in grammar.present:
        return False
    if low in table.types or low in table.heads or low in table.dating or low in table.directions:
        return False
    return not (low.endswith(("ed", "ing", "ly")) and len(low) > 4)
