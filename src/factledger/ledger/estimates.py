"""Low, best and high estimates under a named policy (lexicon/policies.toml), applied at reading."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NamedTuple

from factledger.errors import FactledgerError
from factledger.ledger.kept import Kept, asserts
from factledger.ledger.series import Point, point_of
from factledger.ledger.statements import Statement, current_statements, last_words
from factledger.ledger.tolls import TollKind
from factledger.lexicon import load
from factledger.records import Quantity

STALE = 3  # days after which a running total is no estimate beside a newer one


class Policy(NamedTuple):
    """How statements become estimates: see the head of lexicon/policies.toml for what the fields mean."""

    name: str
    version: str
    source: str
    words: dict[str, Decimal]
    open: Literal["bound", "none"]
    range: Literal["low", "none"]
    best: Literal["lowest", "most", "agreed"]


class Coded(NamedTuple):
    """What one figure is coded as; None where the policy gives no number."""

    low: Decimal | None
    best: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, best and high of one thing under a policy, and the statements behind them.

    A number is None where the policy gives none. `kind` is `total`, `period` or None as in a series; a figure of a
    period is of the days `start` to `end`, one without any of the day of its statement; running totals of one thing
    are one estimate, of each speaker's last word within `STALE` days of the newest. `points` are the statements that
    were counted, in order of time.
    """

    measure: str
    counted: str | None
    place: str | None
    unit: str
    kind: TollKind | None
    start: dt.date | None
    end: dt.date | None
    low: Decimal | None
    best: Decimal | None
    high: Decimal | None
    policy: str
    policy_version: str
    points: tuple[Point, ...]

    def to_row(self) -> dict[str, Any]:
        """Return the fields as a flat row; `statements` is how many were counted."""
        row = {name: getattr(self, name) for name in self.__slots__ if name != "points"}
        return {**row, "statements": len(self.points)}

    def __repr__(self) -> str:
        of = f" of {self.counted}" if self.counted else ""
        where = f" in {self.place}" if self.place else ""
        days = f" {self.start} to {self.end}" if self.kind == "period" else ""
        return (
            f"<Estimate: {self.measure}{of}{where}{days}: low {_plain(self.low)}, best {_plain(self.best)}, "
            f"high {_plain(self.high)} ({self.policy} {self.policy_version}, {len(self.points)} statements)>"
        )


def _plain(number: Decimal | None) -> str:
    return "none" if number is None else format(number, "f")


@cache
def policies() -> dict[str, Policy]:
    """Return the packaged policies by name."""
    return {
        name: Policy(
            name, row["version"], row["source"], {word: Decimal(number) for word, number in row["words"].items()},
            row["open"], row["range"], row["best"],
        )
        for name, row in load("policies")["policies"].items()
    }  # fmt: skip


def policy_of(name: str) -> Policy:
    """Return a policy; raises `FactledgerError` on a name that does not exist."""
    known = policies()
    if not isinstance(name, str) or name not in known:
        raise FactledgerError(f"no policy {name!r}; accepted: {', '.join(known)}")
    return known[name]


def coded(quantity: Quantity, policy: Policy) -> Coded:
    """Return what a policy makes of one figure."""
    low, high = quantity.bounds()
    match quantity.comparator:
        case "vague":
            number = policy.words.get(" ".join(quantity.span.text.casefold().split()))
            return Coded(number, number, number)
        case "at_least" | "more_than":
            return Coded(low, low, low) if policy.open == "bound" else Coded(low, None, None)
        case "at_most" | "less_than":
            return Coded(None, None, high)
        case "range":
            return Coded(low, low if policy.range == "low" else None, high)
    return Coded(low, quantity.value, high)


def estimates_of(claims: Iterable[Kept], policy: str = "as-stated") -> list[Estimate]:
    """Return the estimates that the claims give under a policy, in the order of their first statements."""
    chosen = policy_of(policy)
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in current_statements(one for one in claims if asserts(one.claim)):
        groups[_about(statement.first)].append(statement)
    return [_estimate(_counted(statements), chosen) for statements in groups.values()]


def _counted(statements: Sequence[Statement]) -> Sequence[Statement]:
    """Return each speaker's last word; of running totals those that are told as of about the same day as the newest.

    An older total is no rival of a newer one: the toll has gone on since.
    """
    last = last_words(statements)
    days = [day for one in last if (day := one.first.holds_on) is not None]
    if last[0].first.toll.kind != "total" or not days:
        return last
    oldest = max(days) - dt.timedelta(days=STALE)
    return [one for one in last if one.first.holds_on is None or one.first.holds_on >= oldest]


def _about(kept: Kept) -> tuple[object, ...]:
    claim = kept.claim
    role = None if claim.change is None or claim.change.role == "to" else (claim.change.direction, claim.change.role)
    when = None if kept.toll.kind == "total" else _days(kept)
    return claim.measure.kind, kept.thing, claim.quantity.unit, kept.place, role, kept.toll.kind, when


def _days(kept: Kept) -> tuple[dt.date | None, dt.date | None]:
    days = kept.days
    return (kept.stated, kept.stated) if days is None else (days.start, days.end)


def _estimate(statements: Sequence[Statement], policy: Policy) -> Estimate:
    first = statements[0].first
    claim = first.claim
    figures = [coded(one.first.claim.quantity, policy) for one in statements]
    lows = [one.low for one in figures if one.low is not None]
    highs = [one.high for one in figures if one.high is not None]
    unbounded = any(_open_above(one.first.claim.quantity, policy) for one in statements)
    start, end = (None, None) if first.toll.kind == "total" else _days(first)
    return Estimate(
        claim.measure.kind,
        None if claim.counted is None else claim.counted.text,
        None if claim.place is None else claim.place.span.text,
        claim.quantity.unit,
        first.toll.kind,
        start,
        end,
        min(lows, default=None),
        _best(figures, policy),
        None if unbounded else max(highs, default=None),
        policy.name,
        policy.version,
        tuple(point_of(one) for one in statements),
    )


def _open_above(quantity: Quantity, policy: Policy) -> bool:
    return policy.open == "none" and quantity.comparator in ("at_least", "more_than")


def _best(figures: Sequence[Coded], policy: Policy) -> Decimal | None:
    best = [one.best for one in figures if one.best is not None]
    if not best:
        return None
    match policy.best:
        case "lowest":
            return min(best)
        case "most":
            often = Counter(best)
            return min(best, key=lambda number: (-often[number], number))
        case "agreed":
            return best[0] if len(best) == len(figures) and len(set(best)) == 1 else None
