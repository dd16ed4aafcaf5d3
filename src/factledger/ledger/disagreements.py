"""Disagreements: figures about the same thing that cannot all be true.

Two statements are about the same thing where measure, thing, unit and role in a change are the same, and

- the place is the same, as it is written (a country also by its people's name); two without a place only within one
  document;
- both are running totals, or both figures of a period, or one is left open by the text;
- the days that they speak of have the same precision and meet. Where one names none, or is a running total, its day
  is that as of which it is told (`as of Monday`), else that of the statement; it lies within `DAYS` of the other's,
  which are no longer than that. Statements without any day are compared only within one document;
- neither is negated, hypothetical or a forecast, is only a denial, or repeats a figure from before (`from 12`).

They disagree where no number is allowed by both (`bounds_of`), and two different speakers stand behind them: an
article in its own voice speaks for its publisher. Each speaker's last word counts, so a later count of the same
speaker replaces the earlier one and is no disagreement. Nor is a higher count that somebody else gives on a later
day, or as of one: the toll may have risen. A lower one is: it cannot have fallen.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from factledger.ledger.bounds import Bounds, bounds_of
from factledger.ledger.kept import Days, Kept, asserts
from factledger.ledger.series import Point, point_of
from factledger.ledger.statements import Statement, current_statements, is_later

DAYS = 3  # days between figures that are still taken to be about one thing, where not both name their days
WIDE = 200  # a statement is compared with so many before it about the same: keeps endless ledgers quick


class Side(NamedTuple):
    """One speaker's last word on the matter; `article` where it is an article's own voice."""

    speaker: str
    article: bool
    point: Point


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Statements about one thing of which no number satisfies all, the lowest first.

    `pairs` are the places in `sides` of the statements that contradict each other.
    """

    measure: str
    counted: str | None
    place: str | None
    unit: str
    sides: tuple[Side, ...]
    pairs: tuple[tuple[int, int], ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who disagrees, as in `sides`."""
        return tuple(side.speaker for side in self.sides)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one dict a side: what it is about, who says which figure, and when and where."""
        return [
            {
                "measure": self.measure,
                "counted": self.counted,
                "place": self.place,
                "unit": self.unit,
                "speaker": side.speaker,
                "article": side.article,
                "text": side.point.text,
                "low": side.point.low,
                "high": side.point.high,
                "start": side.point.start,
                "end": side.point.end,
                "stated": side.point.stated,
                "flags": list(side.point.flags),
                "quote": side.point.quote,
                "document": side.point.document,
            }
            for side in self.sides
        ]

    def __repr__(self) -> str:
        about = " ".join(
            [
                self.measure,
                *([f"of {self.counted}"] if self.counted else []),
                *([f"in {self.place}"] if self.place else []),
            ]
        )
        sides = [
            f"  {side.point.text:<14} {side.speaker}{' (the article itself)' if side.article else ''}, "
            f"{side.point.stated or 'no date'}, {side.point.document}"
            for side in self.sides
        ]
        return "\n".join([f"<Disagreement: {about}>", *sides])


def disagreements_of(claims: Iterable[Kept]) -> list[Disagreement]:
    """Return the disagreements among the claims, in the order of their first statements."""
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in current_statements(one for one in claims if asserts(one.claim)):
        if bounds_of(statement.first.claim.quantity)[:2] == (None, None):
            continue
        groups[_about(statement.first)].append(statement)
    found: list[tuple[tuple[object, ...], Disagreement]] = []
    for statements in groups.values():
        found += [(sides[0][0].first.order, _disagreement(*sides)) for sides in _clashes(statements)]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _about(kept: Kept) -> tuple[object, ...]:
    claim = kept.claim
    role = None if claim.change is None or claim.change.role == "to" else (claim.change.direction, claim.change.role)
    place = kept.place or f"in {kept.document}"  # without a place only within the document
    return claim.measure.kind, kept.thing, claim.quantity.unit, role, place, claim.part_of is not None


def _clashes(statements: Sequence[Statement]) -> list[tuple[list[Statement], list[tuple[int, int]]]]:
    """Return the connected groups of statements that contradict each other, in order, with the pairs that do."""
    if len(statements) < 2 or len({one.first.voice.key for one in statements}) < 2:
        return []
    bounds = [bounds_of(one.first.claim.quantity) for one in statements]
    words: dict[str, list[Kept]] = defaultdict(list)  # what each speaker said, in the order of time
    for statement in statements:
        words[statement.first.voice.key].append(statement.first)
    pairs = []
    for b, later in enumerate(statements):
        for a in range(max(0, b - WIDE), b):
            one, other = statements[a].first, later.first
            if not _contradict(one, other, bounds[a], bounds[b]):
                continue
            if not _replaced(one, other, words) and not _replaced(other, one, words):
                pairs.append((a, b))
    found = []
    for group in _connected(pairs):
        group.sort(key=lambda at: (bounds[at].low if bounds[at].low is not None else bounds[at].high or 0, at))
        where = {at: number for number, at in enumerate(group)}
        inside = sorted(sorted((where[a], where[b])) for a, b in pairs if a in where)
        found.append(([statements[at] for at in group], [(a, b) for a, b in inside]))
    return found


def _contradict(one: Kept, other: Kept, low: Bounds, high: Bounds) -> bool:
    """Whether two statements are about the same thing and cannot both be true."""
    if one.voice.key == other.voice.key or not low.clash(high) or not _comparable(one, other):
        return False
    first, second = one.holds_on, other.holds_on
    if first is None or second is None or first == second:
        return True
    # By the later day the toll may have risen, but not fallen.
    return high.under(low) if first < second else low.under(high)


def _comparable(one: Kept, other: Kept) -> bool:
    kinds = {one.toll.kind, other.toll.kind}
    if kinds == {"total", "period"}:
        return False
    if "total" not in kinds and one.days is not None and other.days is not None:
        return _same_days(one.days, other.days)
    first, second = _dates(one), _dates(other)
    if first is None or second is None:
        return one.document == other.document
    if any((end - start).days > DAYS for start, end in (first, second)):
        return False
    return (max(first[0], second[0]) - min(first[1], second[1])).days <= DAYS


def _dates(kept: Kept) -> tuple[dt.date, dt.date] | None:
    """The first and last day that a figure can be of: those that it names, else the one as of which it is told."""
    days = kept.days
    if kept.toll.kind != "total" and days is not None:
        ends = [day for day in (days.start, days.end) if day is not None]
        if ends:
            return ends[0], ends[-1]
    return None if kept.holds_on is None else (kept.holds_on, kept.holds_on)


def _same_days(one: Days, other: Days) -> bool:
    return one.precision == other.precision and one.meet(other)


def _replaced(one: Kept, against: Kept, words: Mapping[str, Sequence[Kept]]) -> bool:
    """Whether the speaker of `one` gave a later figure for the same, which stands against the other's instead."""
    return any(
        is_later(later, one)
        and later.toll.kind == one.toll.kind
        and _comparable(later, one)
        and _comparable(later, against)
        for later in words[one.voice.key]
    )


def _connected(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    groups: list[set[int]] = []
    for pair in pairs:
        joined = set(pair)
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return [sorted(group) for group in groups]


def _disagreement(statements: Sequence[Statement], pairs: Sequence[tuple[int, int]]) -> Disagreement:
    first = min(statements, key=lambda one: one.first.order).first
    claim = first.claim
    return Disagreement(
        claim.measure.kind,
        None if claim.counted is None else claim.counted.text,
        None if claim.place is None else claim.place.span.text,
        claim.quantity.unit,
        tuple(Side(one.first.voice.name, one.first.voice.article, point_of(one)) for one in statements),
        tuple(pairs),
    )
