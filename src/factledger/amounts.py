"""Amounts: a numeral with its sign, unit and rate, and the quantity records that are made of them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from factledger.comparators import Bound, comparator_after, comparator_before
from factledger.contexts import (
    contexts,
)
from factledger.numerals import Locale, Numeral
from factledger.patterns import lazy_pattern
from factledger.records import Quantity, QuantityKind, Span
from factledger.units import Unit, rate_after, settle, tables, unit_after


class Amount(NamedTuple):
    """A numeral with its sign or unit, before ranges and comparators are looked at."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None


class AmountReader:
    """What is known while a text is read, and how an amount becomes a record."""

    def __init__(self, text: str, include: frozenset[str], locale: Locale) -> None:
        self.text = text
        self.include = include
        self.locale: Locale = locale
        self.found: list[Quantity] = []
        self.floor = 0
        self.shared: dict[
            tuple[str, tuple[str, ...]], Unit
        ] = {}  # what the text's hints make of a shared currency noun
        self.first = len(text) - len(text.lstrip())
        self.last = len(text.rstrip(" \t\n.!?"))

    def settled(self, unit: Unit) -> Unit:
        """Return a shared currency noun as the whole text hints, read once a noun to stay linear."""
        if unit.kind != "money" or len(unit.candidates) < 2:
            return unit
        key = unit.name, unit.candidates
        if key not in self.shared:
            self.shared[key] = settle(unit, self.text)
        known = self.shared[key]
        return unit._replace(name=known.name, candidates=known.candidates)

    def whole(self, start: int, end: int) -> bool:
        """Whether nothing else stands in the text: then a lone `one` or `a month` is the quantity asked for."""
        return start <= self.first and end >= self.last

    def _anchor_end(self, start: int, end: int) -> int:
        return end if end > start else start + 1

    def signed(self, numeral: Numeral, sign: Unit | None) -> Numeral:
        """Return the numeral with the minus sign or word before it: -5, −$3, minus 5, negative one."""
        text, value = self.text, numeral.value
        starts = (numeral.start, sign.start) if sign is not None else (numeral.start,)
        for at in starts:
            mark = text[at - 1 : at] if at > self.floor else ""
            if not mark or value is None or not (mark in MINUS_SIGNS or mark.isspace()):
                continue
            before = _MINUS.search(text, max(self.floor, at - 12), at)
            if before is None:
                continue
            if before["s"] and not self.whole(before.start(), self.amount(numeral, sign).end):
                continue
            return numeral._replace(start=before.start(), value=-value)
        return numeral

    def amount(self, numeral: Numeral, sign: Unit | None) -> Amount:
        """Return the numeral with its currency sign before it or its unit after it."""
        unit = sign or unit_after(self.text, numeral.end, number_is_suffixed=bool(numeral.suffix))
        if (
            unit is None and not numeral.digits and numeral.value is not None and numeral.value % 1
        ):  # one and a half of hour
            of = OF_A.match(self.text, numeral.end)
            unit = unit_after(self.text, of.end()) if of is not None else None
            unit = None if unit is not None and unit.kind not in ("duration", "physical") else unit
        if unit is None:
            return Amount(numeral, numeral.start, numeral.end, None)
        if sign is None and numeral.suffix and unit.kind == "physical":
            unit = None
            return Amount(numeral, numeral.start, numeral.end, None)
        unit = self.settled(unit)
        end = max(numeral.end, unit.end)
        if sign is not None:
            code = unit_after(self.text, numeral.end)
            if code is not None and code.kind == "money":
                end = code.end
                if len(code.candidates) < 2:
                    unit = unit._replace(name=code.name, candidates=())
            elif code is not None and code.kind in ("percent", "percentage_point"):
                end = code.end
        return Amount(numeral, min(numeral.start, unit.start), end, unit)

    def kind_of(self, amount: Amount) -> QuantityKind:
        """Return the kind that an amount's unit gives it."""
        return "count" if amount.unit is None else amount.unit.kind

    def put(self, amount: Amount, kind: QuantityKind) -> int:
        """Add a plain amount: its rate and its comparator."""
        unit, numeral = amount.unit, amount.numeral
        if unit is None and (times := self._times(numeral)) is not None:
            return self._give(numeral.start, times, "multiple", value=numeral.value, unit="multiple", bound=True)
        name, end, _ = self._rate(unit, amount.end)
        value = None if numeral.value is None else numeral.value * (unit.factor if unit else 1)
        if (
            value is not None
            and unit is not None
            and unit.name.startswith("degree")
            and (zero := _BELOW_ZERO.match(self.text, end))
        ):
            value, end = -value, zero.end()
        return self._give(
            amount.start, end, kind, value=value, unit=name, unit_span=unit, bound=True,
            candidates=unit.candidates if unit else (),
        )  # fmt: skip

    def _times(self, numeral: Numeral) -> int | None:
        match = _TIMES.match(self.text, numeral.end)
        return match.start(1) if match else None

    def _rate(self, unit: Unit | None, end: int) -> tuple[str, int, QuantityKind]:
        """Return the unit's name joined with a rate that follows, where the words end, and the kind."""
        if unit is None:
            rate = rate_after(self.text, end)
            if rate is not None and rate[0] in tables().durations and not contexts().ago.match(self.text, rate[1]):
                return f"1/{rate[0]}", rate[1], "count"
            counted = _COUNT_RATE.match(self.text, end)
            if counted is not None and not contexts().ago.match(self.text, counted.end()):
                return f"1/{(counted[1] or counted[2]).lower().replace(',', '')}", end, "count"
            return "", end, "count"
        if unit.kind in ("percent", "percentage_point", "duration"):
            return unit.name, end, unit.kind
        rate = rate_after(self.text, end)
        if unit.kind == "money":
            exchange = _EXCHANGE.match(self.text, end)
            if exchange is not None and "/" not in unit.name:
                other = unit_after(self.text, exchange.end(1) - 0)
                if other is not None and other.kind == "money":
                    return f"{unit.name}/{other.name}", other.end, "money"
            if rate is not None and not contexts().ago.match(self.text, rate[1]):
                return f"{unit.name}/{rate[0]}", rate[1], "money"
            bracket = _BRACKET_RATE.match(self.text, end)
            if bracket is not None and (inner := rate_after(self.text, bracket.end())) is not None:
                return f"{unit.name}/{inner[0]}", end, "money"
            return unit.name, end, "money"
        if (
            rate is not None
            and "/" not in unit.name
            and rate[0] in tables().durations
            and not contexts().ago.match(self.text, rate[1])
        ):
            return f"{unit.name}/{rate[0]}", rate[1], unit.kind
        return unit.name, end, unit.kind

    def _give(
        self, start: int, end: int, kind: QuantityKind, *, value: Decimal | None = None, low: Decimal | None = None,
        high: Decimal | None = None, unit: str = "", unit_span: Unit | None = None, candidates: tuple[str, ...] = (),
        comparator: str | None = None, bound: bool = False, uncertainty: Decimal | None = None,
    ) -> int:  # fmt: skip
        text = self.text
        words: Bound | None = None
        if bound and comparator is None:
            words = comparator_before(text, start, self.floor)
            if words is None or words.kind in ("approx", "exact"):
                words = comparator_after(text, end) or words
            if words is None and (shared := self._conversion(start, unit)) is not None:
                words = shared
        span = None
        if words is not None:
            comparator, span = words.kind, Span.of(text, words.start, words.end)
        shown: Any = comparator or "exact"
        if words is not None and value is not None:
            range_end = self._two_bounds(start, end, value, words, unit, kind)
            if range_end is not None:
                return range_end
        self.found.append(
            Quantity(
                span=Span.of(text, start, end), kind=kind, value=value, low=low, high=high, comparator=shown,
                comparator_span=span, unit=unit,
                unit_span=None if unit_span is None else Span.of(text, unit_span.start, unit_span.end),
                unit_candidates=candidates, uncertainty=uncertainty,
            )
        )  # fmt: skip
        if unit_span is not None and unit_span.kind in ("physical", "percent", "percentage_point", "money"):
            self._share_unit(unit)
        self.floor = end
        return end

    def _share_unit(self, unit: str) -> None:
        """`5, 10 and 15 percent`: bare digits in a list take the unit that closes it."""
        found, at = self.found, len(self.found) - 1
        kind, unit_span = found[at].kind, found[at].unit_span
        for before in range(at - 1, max(-1, at - 40), -1):
            item, later = found[before], found[before + 1]
            if item.unit or item.kind != "count" or item.value is None or not item.span.text[-1:].isdigit():
                return
            if found[at].span.text[:1] in "$€£" or not _LISTED.fullmatch(self.text, item.span.end, later.span.start):
                return
            found[before] = item.model_copy(update={"unit": unit, "kind": kind, "unit_span": unit_span})

    def _two_bounds(
        self, start: int, end: int, value: Decimal, words: Bound, unit: str, kind: QuantityKind
    ) -> int | None:
        """`more than 40 and less than 60`: the two bounds of one number are its range."""
        last = self.found[-1] if self.found else None
        sides = (last.comparator, words.kind) if last is not None else ("", "")
        if (
            last is None
            or last.value is None
            or not (set(sides) & _LOWER and set(sides) & _UPPER)
            or last.unit not in ("", unit)
        ):
            return None
        between = self.text[last.span.end : words.start].strip()
        if not _BOTH.fullmatch(self.text, last.span.end, words.start) or (unit and between == ","):
            return None
        low, high = (last.value, value) if sides[0] in _LOWER else (value, last.value)
        if low >= high:
            return None
        self.found[-1] = Quantity(
            span=Span.of(self.text, last.span.start, end), kind=kind, low=low, high=high, comparator="range",
            comparator_span=last.comparator_span, unit=unit, unit_span=last.unit_span,
            unit_candidates=last.unit_candidates,
        )  # fmt: skip
        self.floor = end
        return end

    def _conversion(self, start: int, unit: str) -> Bound | None:
        """The comparator of `about 390 kilometers (240 miles)` holds for both."""
        if not self.found or not unit:
            return None
        before = self.found[-1]
        if before.unit and before.unit != unit and self.text[before.span.end : start].strip() == "(":
            span = before.comparator_span
            if span is not None and before.comparator != "range":
                return Bound(before.comparator, span.start, span.end)
        return None


MINUS_SIGNS = frozenset("-−")
_MINUS = lazy_pattern(
    r"(?:(?:\A|(?<=[\s(\[=<>≤≥:,$€£¥]))[-−](?P<s>\s?)|(?<!\w)(?:minus|negative)\s(?P<w>))\Z", re.IGNORECASE
)
OF_A = lazy_pattern(r"\sof(?:\san?)?(?=\s)", re.IGNORECASE)
_BELOW_ZERO = lazy_pattern(r"\sbelow\s(?:zero|freezing)\b", re.IGNORECASE)
_LISTED = lazy_pattern(r"(?:,\s|,?\s(?:and|or|to|&)\s){1,2}")
_BOTH = lazy_pattern(r",?\s?(?:and|but|,)?(?:\s(?:is|are|was|were))?\s?")
_LOWER = frozenset(("more_than", "at_least"))
_UPPER = frozenset(("less_than", "at_most"))
_TIMES = lazy_pattern(
    r"[\s-]times?()(?=\s(?:more|higher|larger|bigger|greater|faster|as|the|its|their|less|lower|that|what|worse|better|longer|stronger|over)\b)"
)
_COUNT_RATE = lazy_pattern(
    r"(?:\s[a-z][a-z'’-]{1,20}){1,2}(?:,(?:\sand)?\s[\d,.]{1,12}(?:\smillion)?(?:\s[a-z][a-z'’-]{1,20}){1,2}){0,3}"
    r"(?:\s(?:an?|per|each|every)\s(second|minute|hour|day|week|month|year|100,000)(?![^\W_]))|\sper\s(100,000)"
)
_EXCHANGE = lazy_pattern(r"(\s(?:to|per|against|for|a)(?:\s(?:the|a|an|one))?)(?=\s)")
_BRACKET_RATE = lazy_pattern(r"\s\([^()]{1,30}\)|\)")
