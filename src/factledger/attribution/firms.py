"""Firms by what a text says of their business: who reports a profit or has shares is no person."""

from __future__ import annotations

import re
from functools import cache

from factledger.attribution.speakers import speaker_tables
from factledger.gazetteer import gazetteer
from factledger.lexicon import load
from factledger.patterns import lazy_pattern, trie

_NAME = r"[A-Z][\w&-]{1,20}(?:[ \u00a0](?:&[ \u00a0])?[A-Z][\w&-]{1,20}){0,3}"
_BEFORE = lazy_pattern(rf"(?<!\w){_NAME}\Z")
_BEHIND = lazy_pattern(rf" ({_NAME})")
_MANNER = r"(?:[a-z][a-z-]{2,20} ){0,4}?"
AROUND = 130  # characters around a word of business in which it is told of a name
REACH = 90  # characters of the longest name


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What firms do and have, behind their names, and what belongs to firms, before their names."""
    words: dict[str, list[str]] = load("speakers")["firms"]
    verbs, results, own, shares, moved, of = (
        trie(words[kind]) for kind in ("verbs", "results", "own", "shares", "moved", "of")
    )
    return (
        re.compile(
            rf"['’]s? {own}\b| (?:{shares} {moved}\b|{verbs} (?:(?:an?|its|the) )?{_MANNER}{results}\b"
            rf"|(?:said|says)(?: (?:on|last|this) \w+)?(?: that)? its {_MANNER}{results}\b)"
        ),
        re.compile(rf"\b{of}(?= [A-Z])"),
    )


def firms_in(text: str) -> frozenset[str]:
    """Return the names in a text that business is told of."""
    found: set[str] = set()
    seen = 0
    for start, stop in _windows(text):
        acts, things = _patterns()
        for match in acts.finditer(text, max(start, seen), stop):
            name = _BEFORE.search(text, max(0, match.start() - REACH), match.start())
            if name is not None:
                found.add(name[0])
        for match in things.finditer(text, max(start, seen), stop):
            name = _BEHIND.match(text, match.end())
            if name is not None:
                found.add(name[1])
        seen = max(seen, stop - AROUND)
    bodies, places = speaker_tables().bodies, gazetteer().known
    return frozenset(name for name in found if name.lower() not in bodies and name not in places)


def _windows(text: str) -> list[tuple[int, int]]:
    """Return where the words of business stand, with what is around them, in order."""
    places: list[int] = []
    for sign in load("speakers")["firms"]["signs"]:
        at = text.find(sign)
        while at >= 0:
            places.append(at)
            at = text.find(sign, at + len(sign))
    return [(max(0, at - AROUND), at + AROUND) for at in sorted(places)]


def ends_as_firm(name: str) -> bool:
    """Whether a name of several words ends as those of firms do: Harlan Foods, Denby Motors."""
    first, _, last = name.rpartition(" ")
    return bool(first) and last.lower() in speaker_tables().firm_heads
