"""What counts as the same speaker, the same place and the same thing across documents: keys that are compared.

Names are compared as they are written, without case, articles and plural endings; a country also by its people's
name. Nothing is guessed: `the ministry` and `the health ministry` stay two.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from factledger.lexicon import load
from factledger.patterns import lazy_pattern
from factledger.records import Claim, Source

_WORD = lazy_pattern(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_HOST = lazy_pattern(r"(?i)[a-z][a-z0-9+.-]*://(?:www\.)?([^/:?#]+)")


class Voice(NamedTuple):
    """Whose statement a claim is: a speaker, or the article itself (`article`), named by its publisher.

    `key` is compared, `name` is shown; an article without publisher goes by its address's host, else its document.
    """

    key: str
    name: str
    article: bool


def voice_of(claim: Claim, source: Source) -> Voice:
    """Return whose statement the claim is."""
    speaker = claim.attribution.speaker
    if speaker is not None:
        return Voice(f"s:{name_key(speaker.name.text)}", speaker.name.text, False)
    if source.publisher:
        name = source.publisher
    elif source.url and (match := _HOST.match(source.url)):
        name = match[1]
    else:
        name = claim.provenance.document
    return Voice(f"a:{name_key(name)}", name, True)


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return a name as it is compared: words in lower case, without a leading article and possessive endings."""
    words = [word.removesuffix("'s") for word in _WORD.findall(name.replace("’", "'").casefold())]
    while len(words) > 1 and words[0] in ("the", "a", "an"):
        del words[0]
    return " ".join(words) or name.casefold()


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """Return a place as it is compared: its name in lower case; a country, or a word for its people, is its code."""
    plain = " ".join(name.replace("’", "'").casefold().split()).removesuffix("'s").removeprefix("the ")
    return _countries().get(plain) or name_key(plain)


@cache
def _countries() -> dict[str, str]:
    """Codes by the names of countries and the words for their people, in lower case; not of their capitals."""
    from factledger.gazetteer import gazetteer

    known = gazetteer()
    return {
        name.casefold(): code
        for name, code in known.codes.items()
        if name in known.countries or name in known.demonyms
    }


def place_of(claim: Claim) -> str | None:
    """Return the claim's place as it is compared."""
    return None if claim.place is None else place_key(claim.place.span.text)


@lru_cache(maxsize=65536)
def thing_words(counted: str) -> frozenset[str]:
    """Return the words of a counted thing that say what it is, singular, in lower case."""
    return frozenset(
        one for word in _WORD.findall(counted.casefold()) if (one := _singular(word)) not in _general()[1]
    )


def thing_of(claim: Claim) -> str:
    """Return the counted thing as it is compared; people in general (`people`, `death toll`, none named) are one."""
    people = _general()[0]
    words = frozenset() if claim.counted is None else thing_words(claim.counted.text)
    if words <= people and claim.measure.kind in _general()[2]:
        return "people"
    return " ".join(sorted(words - people or words))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _general() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words for people in general or their number, words that name nothing, and measures that count people."""
    table = load("flags")["disputed"]
    people = frozenset(map(_singular, table["people"])) - {"civilian"}  # `civilians` are not all the people
    little = frozenset(map(_singular, table["little"])) | {"total", "tally", "figure", "number", "so", "far", "more"}
    return people | {"bodie", "body", "live", "life"}, little, frozenset(table["general_measures"])
