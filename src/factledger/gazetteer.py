"""Names of places that are known without the text: countries, capitals, demonyms, and some regions and cities.

    country_of("Kyiv") -> "UA"; country_of("Ukrainian") -> "UA"; country_of("Georgia") -> None

The tables are lexicon/countries.toml (generated, see tools/make_countries.py) and the names of lexicon/places.toml.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from factledger.lexicon import load


class Gazetteer(NamedTuple):
    """Known names: code by name (countries, capitals, demonyms), names of countries, and all names of places.

    `known` are all names of places and of their people: no firms, and nobody who speaks. `starts` are the first words
    of the names of places, each with the number of words of its longest name.
    """

    codes: dict[str, str]
    countries: frozenset[str]
    places: frozenset[str]
    demonyms: frozenset[str]
    starts: dict[str, int]
    known: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    """Return the known names, read once."""
    table = load("countries")
    codes: dict[str, str] = {}
    countries: set[str] = set()
    places: set[str] = set()
    demonyms: set[str] = set()
    for code, row in table["countries"].items():
        people = {form for word in row.get("demonyms", ()) for form in (word, word + "s")}
        countries.update(row["names"])
        places.update(row["names"], row.get("capitals", ()))
        demonyms |= people
        for word in (*row["names"], *row.get("capitals", ()), *people):
            codes.setdefault(word, code)
    for word in table["ambiguous"]:
        codes.pop(word, None)
        codes.pop(word + "s", None)
    places.update(*load("places")["names"].values())
    places.update(word for word in table["ambiguous"] if word in ("Georgia", "Congo", "Korea", "Ireland"))
    places |= {name[0].upper() + name[1:] for name in places if name[0].islower()}  # where it opens a sentence
    starts = longest(places)
    known = frozenset(places | demonyms)
    return Gazetteer(codes, frozenset(countries), frozenset(places), frozenset(demonyms), starts, known)


def longest(names: Iterable[str]) -> dict[str, int]:
    """Return the first word of each name, with the number of words of the longest name that begins with it."""
    found: dict[str, int] = {}
    for name in names:
        first = name.partition(" ")[0]
        found[first] = max(found.get(first, 0), name.count(" ") + 1)
    return found


@lru_cache(maxsize=4096)
def country_of(name: str) -> str | None:
    """Return the ISO 3166 code of the country that a name says: a country, its capital, or a word for its people.

    A known name may stand inside (`eastern Ukraine`, `the Syrian capital`), the first one holds. None where no name
    is known, and where one may mean several (`Georgia`, `Congo`).
    """
    codes = gazetteer().codes
    words = name.replace("’", "'").replace("'s ", " ").removesuffix("'s").split()
    for first in range(len(words)):
        for stop in range(min(len(words), first + 6), first, -1):
            part = " ".join(words[first:stop]).strip(",.;:()")
            code = codes.get(part) or codes.get(part + ".")
            if code is not None:
                return code
            if part in load("countries")["ambiguous"]:
                return None
    return None
