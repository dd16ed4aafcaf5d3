"""Places that a sentence names: after a preposition, as owner, as a known name, or as a common noun of a site.

No model and no list of all the world's names: `in`, `near`, `outside` before a name make it a place, and so do nouns
such as `province` beside it; other prepositions need a name that is known (the gazetteer) or that the same text has
shown to be a place. Linear in the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from factledger.gazetteer import gazetteer, longest
from factledger.measures.placetable import DERIVED, Words, capital, modified, words
from factledger.measures.timewords import grammar
from factledger.phrases import classes, is_finite
from factledger.segment import Sentence
from factledger.wordclasses import (
    CALENDAR,
    COMPASS,
    DETERMINER,
    DIGIT,
    DIRECTIONAL,
    FILLER,
    FUNCTION,
    LEADING,
    LOCATIVE,
    LOWER,
    NAME,
    SITE_TYPE,
    WORD,
)
from factledger.words import Token


class PlaceWords(NamedTuple):
    """A place in a sentence: token range, how it stands there, and whether its name is that of a country.

    `how` is `led` (a locative preposition), `aimed` (`fled to X`, `strikes on X`), `owner` (`X's`), `named` (any
    other known name), `site` (a common noun), `wide` (worldwide) or `refer` (`the country`, `here`: to be looked up).
    """

    first: int
    stop: int
    how: str
    country: bool = False
    clip: int = 0  # characters at the end that belong to a possessive written without its mark (Syrias)
    lead: str = ""  # the preposition


def place_words(sentence: Sentence, shown: frozenset[str]) -> list[PlaceWords]:
    """Return the places of a sentence in order; `shown` are names that the text shows to be places elsewhere."""
    tokens, lows, table = sentence.tokens, sentence.lows, words()
    found: list[PlaceWords] = []
    i = _after_dateline(tokens, lows)
    n = len(tokens)
    for start in [k for k, bits in enumerate(map(_classes, tokens)) if bits & (LEADING | NAME)]:
        if start < i:
            continue
        i = start
        low = lows[i]
        bits = tokens[i].classes
        if bits & (LOCATIVE | DIRECTIONAL):
            place = _after_preposition(tokens, lows, i, shown, table)
            if place is not None:
                found.append(place)
                i = place.stop
                continue
        elif bits & LEADING and low != "the" and (how := _adverb(tokens, i, table)):
            found.append(PlaceWords(i, i + 1, how))
        elif bits & NAME and not (low == "the" and i + 1 < n and lows[i + 1] in table.referring):
            stop, country = _name(tokens, i, shown)
            run = 0
            if stop == i:
                run = _capitals(tokens, i, n)
                stop, country = _unled(tokens, i, shown, run)
            if stop > i:
                owner = stop < n and tokens[stop].low in ("'s", "’s")
                clip = 0 if owner else _clip(tokens, i, stop)
                end = stop if owner or clip else _with_type(tokens, stop, table)
                if not _modifies(tokens, i, end):
                    lead = "for" if i and tokens[i - 1].low == "for" else ""
                    while i and tokens[i - 1].low in table.directions and (not found or found[-1].stop < i):
                        i -= 1
                    found.append(PlaceWords(i, end, "owner" if owner or clip else "named", country, clip, lead))
                i = end
                continue
            i = i + 1 if bits & FUNCTION else run
            continue
        elif low == "the" and i + 1 < n and lows[i + 1].removesuffix("s") in table.referring and _refers(tokens, i):
            found.append(PlaceWords(i, i + 2, "refer", tokens[i + 1].low.removesuffix("s") in _COUNTRY))
            i += 2
            continue
        i += 1
    return found


#: Nouns that make a place of the name before them wherever that stands (`Clare County saw 40 cases`).
def _adverb(tokens: Sequence[Token], at: int, table: Words) -> str:
    """Return how the adverb at `at` names a place: `here` and `there`, or all the world; empty where it does not."""
    low = tokens[at].low
    if low in table.worldwide:
        return "wide"
    if not at or _verb_be(tokens, at + 1):
        return ""
    before = tokens[at - 1]
    led = before.word if low == "here" else before.low not in ("that", "and", "but", ",")
    return "refer" if led else ""


_UNITS = frozenset(["county", "province", "oblast", "governorate", "prefecture", "district", "parish", "region"])
_COMPASS = frozenset(
    f"{a}{dash}{b}" for a in ("north", "south", "east", "west") for b in ("", "east", "west") for dash in ("", "-")
)
_COUNTRY = frozenset(["country", "nation", "kingdom"])


def _refers(tokens: Sequence[Token], at: int) -> bool:
    """Whether no name follows with `of` behind `the country`, `the city` at `at`."""
    n = len(tokens)
    return at + 2 >= n or tokens[at + 2].low != "of" or not capital(tokens[min(at + 3, n - 1)])


def _clip(tokens: Sequence[Token], first: int, stop: int) -> int:
    """Return 1 where the name ends in the s of a possessive that lost its mark."""
    known = gazetteer().places
    name = " ".join(t.text for t in tokens[first:stop])
    return int(name not in known and name[-1] == "s" and name[:-1] in known)


def _modifies(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether an abbreviated name stands before a noun, as an adjective does (`U.S. sanctions`, `US$5`)."""
    if tokens[first].text not in words().abbreviated or stop - first > 1 or stop >= len(tokens):
        return False
    after = tokens[stop]
    return (
        after.text == "$"
        or capital(after)
        or (after.word and not is_finite(after) and after.low not in classes().function)
    )


def _verb_be(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low in (
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "may",
    )


def dateline(sentence: Sentence) -> int:
    """Return the end of the place that a dateline names at the beginning (`MULTAN, Pakistan (AP) -`), 0 for none."""
    tokens = sentence.tokens
    start = _after_dateline(tokens, sentence.lows)
    stop = next((k for k in range(start) if not tokens[k].word), start)
    return stop if stop <= 4 and tokens[0].text.isupper() and len(tokens[0].text) > 2 else 0


def _after_dateline(tokens: Sequence[Token], lows: Sequence[str]) -> int:
    """Return the first token after a dateline (`LAGOS, Nigeria (AP) -`, `LAGOS -`), 0 where there is none."""
    agencies = words().agencies
    shouted = bool(tokens) and tokens[0].text.isupper() and len(tokens[0].text) > 2
    if not shouted and "(" not in lows[:16]:
        return 0
    for i, token in enumerate(tokens[: min(len(tokens) - 1, 16)]):
        text = token.text
        if text in agencies and i and tokens[i - 1].text == "(":
            return i + 2
        if shouted and i and text in ("-", "—", "–", "--") and not tokens[i - 1].text[0].isdigit():
            return i + 1
    return 0


def _capitals(tokens: Sequence[Token], at: int, n: int) -> int:
    """Return the end of the run of capitalised words at `at`."""
    i = at + 1
    n = min(n, at + 12)
    while i < n:
        bits = tokens[i].classes
        if (not bits & NAME or bits & CALENDAR) and not (
            tokens[i].low in _JOINTS and i + 1 < n and tokens[i + 1].classes & NAME
        ):
            break
        i += 1
    return i


_JOINTS = frozenset(["of", "al", "bin", "de"])


@lru_cache(maxsize=8)
def _heads(shown: frozenset[str]) -> dict[str, int]:
    """The first words of the names that a text shows to be places."""
    return longest(shown)


def _name(tokens: Sequence[Token], at: int, shown: frozenset[str]) -> tuple[int, bool]:
    """Return the end of the longest known or shown name that begins at `at`, and whether it is a country's."""
    known = gazetteer()
    first = tokens[at].text
    starts, heads = known.starts, _heads(shown)
    if first in starts or first in heads:
        most = max(starts.get(first, 0), heads.get(first, 0))
    elif first[-1] == "s" and (first[:-1] in starts or first[:-1] in heads):
        most = 1
    else:
        return at, False
    for stop in range(min(len(tokens), at + min(most, 5)), at, -1):
        if not tokens[stop - 1].word:
            continue
        name = " ".join(t.text for t in tokens[at:stop])
        bare = name.removesuffix("s")
        if name in known.demonyms and name not in known.places:
            continue
        for form in (name, bare):
            if form in known.places or form in shown:
                # part of a longer name: Bank of England, New York Times, Syrian Observatory
                after = tokens[stop] if stop < len(tokens) else None
                if after is not None and capital(after) and (form != name or not _typed_run(tokens, stop)):
                    return at, False
                if (
                    after is not None
                    and after.text in words().particles
                    and any(map(capital, tokens[stop + 1 : stop + 3]))
                ):
                    return at, False  # Virginia van den Berg
                if (
                    at
                    and tokens[at - 1].low in ("of", "and")
                    and at > 1
                    and capital(tokens[at - 2])
                    and form not in known.countries
                ):
                    return at, False
                return stop, form in known.countries
    return at, False


def _unled(tokens: Sequence[Token], at: int, shown: frozenset[str], stop: int) -> tuple[int, bool]:
    """Return the end of a place without preposition that begins at `at` (`South Chad`, `Clare County`), or `at`.

    `stop` is where the run of capitalised words ends.
    """
    bits = tokens[at].classes
    if bits & COMPASS:
        end, country = _name(tokens, at + 1, shown) if at + 1 < len(tokens) else (at, False)
        return (end, country) if end > at + 1 else (at, False)
    if at + 1 < stop <= at + 4 and tokens[stop - 1].low in _UNITS and not bits & FUNCTION:
        return (at, False) if tokens[at].low in _UNITS else (stop, False)
    return at, False


def _typed_run(tokens: Sequence[Token], at: int) -> bool:
    """Whether the capitalised words at `at` only say what kind of place stands before them (`Quetta City Monday`)."""
    table = words()
    if tokens[at].low in table.times:
        return True
    stop = _capitals(tokens, at, len(tokens))
    return all(token.low in table.types or token.low in table.directions for token in tokens[at:stop])


def _with_type(tokens: Sequence[Token], stop: int, table: Words) -> int:
    if stop < len(tokens) and tokens[stop].low in table.directions and capital(tokens[stop]):
        stop += 1  # the U.S. South
    while stop < len(tokens) and tokens[stop].low in table.types:
        stop += 1
    return stop


_classes = itemgetter(4)  # of a token
_SITE_ENDS = frozenset(["of", "and", "to", "for", "that"])
_STRIKES = frozenset(["on", "hit", "struck", "hitting", "striking"])


def _after_preposition(
    tokens: Sequence[Token], lows: Sequence[str], at: int, shown: frozenset[str], table: Words
) -> PlaceWords | None:
    """Return the place that the preposition at `at` leads to."""
    n = len(tokens)
    lead = lows[at]
    locative = tokens[at].classes & LOCATIVE != 0
    i = at + 1
    if i >= n:
        return None
    if not (locative or tokens[i].classes & (NAME | FILLER | COMPASS | SITE_TYPE) or lead in _STRIKES) and (
        "of" not in lows[i + 1 : i + 7] and "-" not in lows[i]
    ):
        return None  # "to raise": as mostly
    locative_of = lead == "of" and at > 0 and tokens[at - 1].classes & (SITE_TYPE | COMPASS) != 0
    while i < n and tokens[i].classes & FILLER and i < at + 5 and not _titled(tokens, i):
        i += 1
    if locative and i < n and lows[i] in ("world", "globe"):
        return PlaceWords(max(at + 1, i - 1), i + 1, "wide", lead=lead)
    if i + 1 < n and lows[i + 1] == "countries" and lows[i] in ("neighbouring", "neighboring", "nearby"):
        return PlaceWords(i, i + 2, "led", lead=lead)
    named = (  # Port Vila, Port of Spain: a type of place that opens a known name
        i < n and tokens[i].classes & NAME and tokens[i].classes & SITE_TYPE and _name(tokens, i, shown)[0] > i + 1
    )
    if not named and "of" in lows[i + 1 : i + 7]:
        i = _before_named_type(tokens, i, table)
    if i > at + 1 and lows[i - 1] == "of":
        locative = True
    first = i
    # lower-case words before a name: directions, and `Ukrainian city of`
    steps = 0
    while i < n and steps < 6:
        bits = tokens[i].classes
        if bits & COMPASS or (lows[i] == "and" and i > first) or (bits & NAME and _adjective(tokens, i)):
            i += 1
        elif named and i == first:
            break  # Port Vila
        elif bits & SITE_TYPE and i + 1 < n and (lows[i + 1] == "of" or tokens[i + 1].classes & NAME):
            i += 2 if lows[i + 1] == "of" else 1
            locative = True
            first = i
        elif bits & LOWER and not bits & NAME and "-" in lows[i]:
            i += 1
        else:
            break
        steps += 1
    if i >= n:
        return None
    bits = tokens[i].classes
    if lead == "at" and lows[i] in ("most", "least"):
        return None
    if (bits & NAME and bits & WORD) or (locative and tokens[i].text in gazetteer().places):  # the eurozone
        return _named_place(tokens, at, first, i, shown, table, locative or locative_of)
    if not (locative or lead in _STRIKES) or bits & DIGIT:
        return None
    # common nouns: `the cathedral`, `a refugee camp`
    k = i
    while k < n and k < i + 4 and tokens[k].classes & LOWER and lows[k] not in _SITE_ENDS:
        low = lows[k]
        if k == i and low in table.referring and lows[i - 1] in ("the", "this", "that", "their") and (
            k + 1 == n or lows[k + 1] not in table.types
        ):  # fmt: skip
            return PlaceWords(i - 1, k + 1, "refer", low in _COUNTRY, lead=lead)
        if (tokens[k].classes & SITE_TYPE or low in table.sites) and low not in table.vague and (
            k + 1 == n or (lows[k + 1] not in table.types and lows[k + 1] not in table.sites)
        ):  # fmt: skip
            if k == at + 1 and lead == "in" and (low in table.sites or low in table.heads) and low[-1] != "s":
                return None  # in prison, in hospital, in school: a state rather than a place
            return PlaceWords(at + 1 if tokens[at + 1].classes & DETERMINER else i, k + 1, "site", lead=lead)
        k += 1
    return None


def _titled(tokens: Sequence[Token], at: int) -> bool:
    """Whether a known name of a place begins with the article at `at`: The Hague."""
    return tokens[at].text == "The" and at + 1 < len(tokens) and f"The {tokens[at + 1].text}" in gazetteer().places


def _adjective(tokens: Sequence[Token], at: int) -> bool:
    """Whether a demonym stands at `at` as an adjective (`the Kenyan city of`)."""
    if at + 1 >= len(tokens) or tokens[at].text not in gazetteer().demonyms or tokens[at].text.endswith("s"):
        return False
    return tokens[at + 1].word and not capital(tokens[at + 1])


#: Nouns of a place so small that the name after `of` is the narrower one: `the Sindh town of Thatta`.
_SMALL = frozenset(
    ["city", "town", "village", "port", "suburb", "neighborhood", "neighbourhood", "township", "resort"]
)


def _before_named_type(tokens: Sequence[Token], at: int, table: Words) -> int:
    """Return where the name begins in `the Asian nation of X`, `Syria's rebel-held city of X`; else `at`."""
    stop = min(len(tokens) - 2, at + 6)
    for i in range(at, stop):
        low = tokens[i].low
        if (low in table.types or low in _COUNTRY) and tokens[i + 1].low == "of" and capital(tokens[i + 2]):
            named = i > at and capital(tokens[i - 1]) and tokens[i - 1].text not in gazetteer().demonyms
            return at if named and low not in _COUNTRY and low not in _SMALL else i + 2
        if (not tokens[i].word and low not in ("'s", "’s")) or low in table.locative or is_finite(tokens[i]):
            return at
    return at


def _named_place(
    tokens: Sequence[Token], at: int, first: int, i: int, shown: frozenset[str], table: Words, locative: bool
) -> PlaceWords | None:
    """Return the place whose capitalised name begins at `i`, with the owner before it (`Kenya's Rift Valley`)."""
    n, lead = len(tokens), tokens[at].low
    if lead == "of" and at and tokens[at - 1].low in _COMPASS:
        lead = "beyond"
    stop, country = _name(tokens, i, shown)
    if stop == i:
        stop = _capitals(tokens, i, n)
        if not _is_place(tokens, at, i, stop, table):
            return None
        struck = lead == "on" and at > 0 and grammar().harm.match(tokens[at - 1].low) is not None
        if not (locative or struck or _typed(tokens, stop, table)):
            return None
    elif stop < n and tokens[stop].low in ("'s", "’s"):
        inner = _after_owner(tokens, stop + 1, table)
        if inner is not None and locative:
            return PlaceWords(inner[0], inner[1], "led", lead=lead)
        return PlaceWords(i, stop, "owner", country, lead=lead)
    elif _clip(tokens, i, stop):  # a possessive without its mark
        inner = _after_owner(tokens, stop, table)
        if inner is not None and locative:
            return PlaceWords(inner[0], inner[1], "led", lead=lead)
        return PlaceWords(i, stop, "owner", country, 1, lead)
    elif stop < n and capital(tokens[stop]) and tokens[stop].low in table.heads:
        stop += 1
    if stop < n and tokens[stop].low in ("'s", "’s"):
        inner = _after_owner(tokens, stop + 1, table)
        if inner is not None:
            return PlaceWords(inner[0], inner[1], "led", lead=lead)
    stop = _with_type(tokens, stop, table)
    stop, several = _listed(tokens, stop, n)
    if _modifies(tokens, i, stop):
        return None
    return PlaceWords(first, stop, "led" if locative else "aimed", country and not several, lead=lead)


def _after_owner(tokens: Sequence[Token], at: int, table: Words) -> tuple[int, int] | None:
    """Return the place after an owner: `northern Ngamo district`, `western coast`; None where there is none."""
    i = at
    while i < len(tokens) and tokens[i].low in table.directions:
        i += 1
    if i < len(tokens) and capital(tokens[i]):
        return at, _with_type(tokens, _capitals(tokens, i, len(tokens)), table)
    if i < len(tokens) and tokens[i].low in table.types and i > at:
        return at, i + 1
    return None


def _is_place(tokens: Sequence[Token], at: int, first: int, stop: int, table: Words) -> bool:
    """Whether an unknown capitalised name after a locative preposition is a place."""
    last, name = tokens[stop - 1].low, tokens[first]
    if DERIVED.search(name.text) is not None:
        return False
    if stop - first == 1 and (name.low in table.types or name.low in table.heads):
        return capital(tokens[first - 1]) and tokens[first - 1].low in table.directions  # the North Eastern Province
    harm, units = grammar().harm, grammar().units
    if (
        any(harm.match(t.low) or t.low in units or t.low in words().no_name for t in tokens[first:stop])
        or len(name.text) < 2
    ):
        return False
    if name.low in table.times or last in table.rejected or name.low in table.rejected:
        return False
    if _typed(tokens, stop, table):
        return True
    if name.text.isupper() and len(name.text) > 1 and stop - first == 1:
        return False
    if tokens[at].low in ("at", "within", "around", "amid"):
        return tokens[at].low == "at" and _placed(tokens, stop)
    if name.text in gazetteer().demonyms:
        return False
    # `in Smith's view`, `in Davos-style talks`, `in Covid cases`: a noun after the name makes it a modifier
    after = tokens[stop] if stop < len(tokens) else None
    if after is None or not after.word:
        return after is None or after.low not in ("'s", "’s")
    return not (after.text[0].islower() and modified(after.low))


def _placed(tokens: Sequence[Token], stop: int) -> bool:
    """Whether the text goes on to say where a name is: `at Sokolo, also in Segou`."""
    after = [token.low for token in tokens[stop : stop + 3]]
    return after[:2] in ([",", "in"], [",", "near"]) or after == [",", "also", "in"]


def _typed(tokens: Sequence[Token], stop: int, table: Words) -> bool:
    """Whether the name that ends before `stop` has the noun of a place: `Padma River`, `Sokolo district`."""
    last = tokens[stop - 1].low
    return last in table.heads or last in table.types or (stop < len(tokens) and tokens[stop].low in table.types)


def _listed(tokens: Sequence[Token], stop: int, n: int) -> tuple[int, bool]:
    """Return the end of a list of names (`Chad, Niger and Mali`) that goes on at `stop`, and whether there is one."""
    i, several, commas = stop, False, 0
    while i + 1 < n and commas < 12:
        if tokens[i].low in ("and", "or") and capital(tokens[i + 1]) and tokens[i + 1].word:
            end = _capitals(tokens, i + 1, n)
            if end < n and (tokens[end].low in ("'s", "’s") or tokens[end].low in words().acts):
                return (stop, False)
            return end, True
        if tokens[i].low == "," and capital(tokens[i + 1]) and tokens[i + 1].word:
            i = _capitals(tokens, i + 1, n)
            commas += 1
            continue
        if tokens[i].low == "," and tokens[i + 1].low == "and" and commas:
            i += 1
            continue
        break
    return stop, several
