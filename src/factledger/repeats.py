"""Repeat mentions: which claims state a figure that the document has given already.

Strict: two claims are one statement only where measure, number, unit and the counted words agree, and nothing else
that the text says of them differs. What stays open is left apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from factledger.lexicon import load
from factledger.patterns import lazy_pattern
from factledger.records import Claim, Span, When

KEPT = 8  # first mentions of one number that a later one is compared with: keeps the comparison linear
SMALL = 3  # people up to this are everywhere: they need a headline, or a word that points back
SMALL_THINGS = 9  # and other things up to this
_UNREAL = frozenset({"negated", "hypothetical", "forecast"})
_PASSING = frozenset({"duration", "distance"})  # measures of which a text gives many alike
_WORD = lazy_pattern(r"[^\W_]+")
_NEW_BEFORE = lazy_pattern(r"(?i)\b(?:another|further|additional|other|second|separate|new|extra)(?: \w+)?\s+\Z")
_NEW_AFTER = lazy_pattern(r"(?i)(?:\s+\w+)?\s+(?:more|others?|additional|further|each|apiece|every|per)\b")
_BACK = lazy_pattern(r"(?i)\b(?:the|those|these|all|its|their)\s+\Z")


def first_mentions(text: str, claims: Sequence[Claim], headlines: Sequence[bool]) -> list[int | None]:
    """Return for each claim the index of the first one that states the same, None where it is the first itself.

    `headlines` tells which claims stand in a headline.
    """
    known: dict[tuple[object, ...], list[int]] = {}
    found: list[int | None] = []
    for at, claim in enumerate(claims):
        key = _key(claim)
        same = None
        if key is not None:
            firsts = known.setdefault(key, [])
            if firsts and not _is_new(text, claim.quantity.span):
                for first in firsts:
                    pointed = headlines[first] or _BACK.search(text, max(0, _start(claim) - 12), _start(claim))
                    if (pointed or not _is_small(claim)) and _agree(claims[first], claim):
                        same = first
                        break
            if same is None and len(firsts) < KEPT:
                firsts.append(at)
        found.append(same)
    return found


def _key(claim: Claim) -> tuple[object, ...] | None:
    """What must be equal; None where a claim can never be told to be a repeat."""
    quantity = claim.quantity
    bounds = quantity.bounds()
    if bounds in ((None, None), (1, 1)) or quantity.kind in ("age", "ordinal") or claim.measure.kind in _PASSING:
        return None
    role = claim.change.role if claim.change else None
    return (claim.measure.kind, quantity.kind, bounds, quantity.unit, None if role == "to" else role)


def _start(claim: Claim) -> int:
    return (claim.quantity.comparator_span or claim.quantity.span).start


def _is_small(claim: Claim) -> bool:
    value = claim.quantity.value
    limit = SMALL if claim.measure.kind in _people()[1] else SMALL_THINGS
    return claim.quantity.kind == "count" and value is not None and value <= limit


def _is_new(text: str, span: Span) -> bool:
    """Whether the words around say that these are others: `another 12`, `12 more`."""
    return bool(_NEW_BEFORE.search(text, max(0, span.start - 30), span.start) or _NEW_AFTER.match(text, span.end))


def _agree(first: Claim, later: Claim) -> bool:
    if first.sentence == later.sentence or not _one_thing(first, later):
        return False
    if _UNREAL.intersection(first.flag_kinds) != _UNREAL.intersection(later.flag_kinds):
        return False
    if first.change and later.change and first.change.direction != later.change.direction:
        return False
    if later.part_of is not None and (first.part_of is None or later.part_of.index != first.part_of.index):
        return False
    said, again = first.attribution.speaker, later.attribution.speaker
    if said and again and not _alike(said.name, again.name):
        return False
    if first.place and later.place and not _alike(first.place.span, later.place.span):
        return False
    return first.when is None or later.when is None or _meet(first.when, later.when)


def _one_thing(first: Claim, later: Claim) -> bool:
    """Whether the counted words are alike; people in general, or none named, where the measure is one of people."""
    a, b = _content(first.counted), _content(later.counted)
    if a and b and (a == b or (first.quantity.kind == "count" and (a <= b or b <= a))):
        return True  # shares and money say more of what they are of: 0.1 points of one forecast and of another
    if first.measure.kind not in _people()[1]:
        return False
    people = _people()[0]
    return a <= people and b <= people


def _meet(first: When, later: When) -> bool:
    if "unresolved" in (first.basis, later.basis):
        return _alike(first.span, later.span)
    starts = [day for day in (first.start, later.start) if day is not None]
    ends = [day for day in (first.end, later.end) if day is not None]
    return not starts or not ends or max(starts) <= min(ends)


def _alike(a: Span, b: Span) -> bool:
    first, second = _content(a), _content(b)
    return (first <= second or second <= first) if first and second else a.text.lower() == b.text.lower()


def _content(span: Span | None) -> set[str]:
    """The words that name something: without articles and the like."""
    return set() if span is None else {word.lower() for word in _WORD.findall(span.text)} - _people()[2]


@cache
def _people() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words for people in general, the measures that count them, and words that name nothing."""
    table = load("flags")["disputed"]
    general = frozenset(table["general_measures"]) - {"cost"}
    return frozenset(table["people"]), general, frozenset(table["little"])
