"""Firms by what a text says of their business: who reports a profit or has shares is no person."""

from __future__ import annotations

import re
from functools import cache

from factledger.attribution.speakers import speaker_tables
from factledger.lexicon import load
from factledger.patterns import trie

_NAME = r"([A-Z][\w&-]{1,20}(?:[ \u00a0](?:&[ \u00a0])?[A-Z][\w&-]{1,20}){0,3})"
_MANNER = r"(?:[a-z][a-z-]{2,20} ){0,4}?"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names before what firms do and have, and names behind what belongs to firms."""
    words: dict[str, list[str]] = load("speakers")["firms"]
    verbs, results, own, shares, moved, of = (
        trie(words[kind]) for kind in ("verbs", "results", "own", "shares", "moved", "of")
    )
    return (
        re.compile(
            rf"\b{_NAME}(?: {verbs} (?:(?:an?|its|the) )?{_MANNER}{results}\b|['’]s? {own}\b| {shares} {moved}\b"
            rf"| (?:said|says)(?: (?:on|last|this) \w+)?(?: that)? its {_MANNER}{results}\b)"
        ),
        re.compile(rf"\b(?i:{of}) {_NAME}"),
    )


def firms_in(text: str) -> frozenset[str]:
    """Return the names in a text that business is told of."""
    if not any(sign in text for sign in load("speakers")["firms"]["signs"]):
        return frozenset()
    found = {match[1] for pattern in _patterns() for match in pattern.finditer(text)}
    return frozenset(name for name in found if name.lower() not in speaker_tables().bodies)


def ends_as_firm(name: str) -> bool:
    """Whether a name of several words ends as those of firms do: Harlan Foods, Denby Motors."""
    first, _, last = name.rpartition(" ")
    return bool(first) and last.lower() in speaker_tables().firm_heads
