"""What is passed by behind a number changes nothing: with and without the short cuts, the same quantities."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from factledger import comparators, contexts, digits, money, names, numerals, parse_quantities, units
from factledger.quantities import reader, records, spans, sums, values
from factledger.quantities.following import stands_alone

ROOMS = (comparators, contexts, digits, money, names, numerals, units, reader, records, spans, sums, values)
FRAMES = (
    "They saw 12 {}.\n\nIn 2014 {} 3,400 {} of 2 {} more\n\ntwo {} or more ran; $5 {} a day, aged 25 {} 30 Elm St"
)


def _patterns(room: ModuleType) -> list[str]:
    known = room.tables() if hasattr(room, "tables") else room._tables() if hasattr(room, "_tables") else ()
    found = (*vars(room).values(), *known)
    return [one.pattern for one in found if isinstance(getattr(one, "pattern", None), str)]


def _words() -> list[str]:
    """The words passed by, of all that stand in the patterns that read around a number and in the tables."""
    patterns = [pattern for room in ROOMS for pattern in _patterns(room) if len(pattern) < 3000]
    runs = {run for pattern in patterns for run in re.findall("[a-z]+", pattern)}
    listed = {*list(units.tables().names)[::9], *list(money.tables().phrases)[::12]}
    passed = [word for word in runs | listed if numerals.ends(f" {word}", 0) or stands_alone(f" {word}", 0)]
    return sorted([*passed, "boats", "Boats", "Elm Street", "boats-and", "USD"])


def _read(words: list[str]) -> list[object]:
    return [parse_quantities(FRAMES.replace("{}", word), include=("age", "when", "ordinal")) for word in words]


def test_short_cuts_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    words = _words()
    assert {"celsius", "boats", "storey"} <= set(words)
    found = _read(words)
    monkeypatch.setattr(reader, "stands_alone", lambda low, end: False)
    monkeypatch.setattr(numerals, "ends", lambda low, end: False)
    monkeypatch.setattr(digits, "ends", lambda low, end: False)
    for word, one, two in zip(words, found, _read(words), strict=True):
        assert one == two, word
