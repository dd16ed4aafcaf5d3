"""Names that a text itself shows to be places (`in Sumy`, `Benue state`), so that they are known all through it.

A name that stands after `in` may be a person or a party as well (`in Smith's view`, `in Republican circles`): it is
no place where the text elsewhere puts a first name or a title before it, or lets it speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from factledger.gazetteer import gazetteer
from factledger.measures.placetable import DERIVED, modified, words
from factledger.measures.timewords import grammar
from factledger.patterns import lazy_pattern
from factledger.phrases import classes

_LEADING = (
    "in", "near", "outside", "inside", "city of", "town of", "village of", "province of", "capital of", "island of",
    "capital,", "in and around",
)  # fmt: skip
#: What a text is scanned for, each with the leads that end in it: one scan for all of `of`.
_SCANS = {
    end: tuple(f"{lead} " for lead in _LEADING if f"{lead} ".endswith(end))
    for end in ("in ", "near ", "side ", " of ", "capital, ", "and around ")
}
_SHOWN = lazy_pattern(
    rf"\b(?:{'|'.join(_LEADING)})"
    r" (?:the )?(?:[a-z]{4,9}-?[a-z]{0,8}ern )?([A-Z][\w’'-]{1,30}(?: (?:al|de|el|[A-Z][\w-]{1,30})){0,2})"
    r"(?: ([\w-]++))?"
)
_TYPES = (" province", " district", " region", " state", " city", " county", " oblast", " governorate")
#: The name of one or two words that ends where the search does, and how long it is at most.
_TYPED, _LONGEST = lazy_pattern(r"[A-Z](?<!\w.)[\w-]{1,30}(?: [A-Z][\w-]{1,30})?\Z"), 63
_OWNERS = ("'s", "’s", "'", "’")
#: A name without marks inside, as it stands behind a first name.
_PLAIN = lazy_pattern(r"[A-Z][\w-]*+")
#: A first name or title that ends where the search does.
_FIRST = lazy_pattern(r"\b(?:(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Gen|Col|Capt|Lt|Sgt|Rev|Prof)\.|[A-Z][\w’'-]*+)\Z")


def shown_places(text: str) -> frozenset[str]:
    """Return the names that the text shows to be places."""
    found = {name for match in _led(text) if (name := _bare(match[1])) and _stands(match[1], match[2])}
    found |= {name for written in _typed(text) if (name := _bare(written))}
    unknown = {name for name in found if " " not in name and name not in gazetteer().places}
    return frozenset(found - _persons(text, unknown) if unknown else found)


def _led(text: str) -> Iterator[re.Match[str]]:
    """Yield the names that a preposition leads to, in order; no two overlap."""
    places: set[int] = set()
    for scanned, leads in _SCANS.items():
        at = text.find(scanned)
        while at >= 0:
            stop = name = at + len(scanned)
            if text.startswith("the ", name):
                name += 4
            # a capital, or `eastern` before one
            if text[name : name + 1].isupper() or "ern " in text[name : name + 22]:
                places.update(stop - len(lead) for lead in leads if text.endswith(lead, 0, stop))
            at = text.find(scanned, at + 1)
    end = 0
    for at in sorted(places):
        if at >= end and (match := _SHOWN.match(text, at)) is not None:
            end = match.end()
            yield match


def _typed(text: str) -> Iterator[str]:
    """Yield the names that stand before the noun of a kind of place."""
    for noun in _TYPES:
        at = text.find(noun)
        while at >= 0:
            stop = at + len(noun)
            after = text[stop : stop + 1]
            if not (after.isalnum() or after == "_") and (
                (match := _TYPED.search(text, max(0, at - _LONGEST), at)) is not None
            ):  # fmt: skip
                yield match[0]
            at = text.find(noun, stop)


def _unowned(written: str) -> str:
    for owner in _OWNERS:
        if written.endswith(owner):
            return written[: -len(owner)]
    return written


@lru_cache(maxsize=4096)
def _bare(written: str) -> str:
    """Return a name without its possessive, empty where it cannot be that of a place."""
    table = words()
    name = _unowned(written)
    last = name.rsplit(None, 1)[-1].lower()
    if len(name) < 3 or name.split()[0].lower() in table.no_name or grammar().harm.search(name.lower()):
        return ""
    if last in table.rejected or last in table.times or name.isupper() or name in gazetteer().demonyms:
        return ""
    return "" if DERIVED.search(name) is not None else name


def _stands(written: str, following: str | None) -> bool:
    """Whether a name stands by itself, rather than before a noun or a longer name that it belongs to."""
    if following is None:
        return True
    if written.endswith(_OWNERS):
        table = words()
        return following in table.directions or following in table.types or following[0].isupper()
    if following[0].islower():
        return not modified(following)
    return not following[0].isupper() or following.lower() in words().times


def _persons(text: str, names: set[str]) -> set[str]:
    """Return those of the names that the text elsewhere uses as a person's: after a first name or a title."""
    small, table, known = classes().minor, words(), gazetteer()
    found = set()
    for name in filter(_PLAIN.fullmatch, names):
        for at in _standing(text, name):
            if (given := _FIRST.search(text, text.rfind(" ", 0, at) + 1, at)) is None:
                continue
            before = given[0].lower()
            if before in small or before in table.directions or before in table.types or before in table.times:
                continue
            if before in table.locative or given[0] in known.demonyms or given[0] in known.places:
                continue
            if before.endswith(("'s", "’s")):
                continue
            found.add(name)
            break
    return found


def _standing(text: str, name: str) -> Iterator[int]:
    """Yield where the space before a name stands, wherever it is no part of a longer word."""
    at = text.find(f" {name}")
    while at >= 0:
        stop = at + 1 + len(name)
        after = text[stop : stop + 1]
        if not (after.isalnum() or after == "_" or after == "-"):
            yield at
        at = text.find(f" {name}", stop)
