"""Quantities put on record: the comparator, the rate, the spans of what was read at a place of the text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from factledger import comparators, contexts, money, units
from factledger.digits import Locale
from factledger.frozen import trusted
from factledger.numerals import fold
from factledger.patterns import lazy_pattern
from factledger.records import Quantity, QuantityKind, Span
from factledger.units import Unit

_COUNT_RATE = lazy_pattern(
    r"(?: [a-z][a-z'-]{1,20}){1,2} (?:annually|(?:an?|per|each|every) (second|minute|hour|day|week|month|year|"
    r"1,000,000|100,000|10,000|1,000|million))(?![a-z]|,\d)"
)
_EXCHANGE = lazy_pattern(r" (?:to|per|against|for)(?: (?:the|a|an|one))?(?= )")
_RATE_OF = lazy_pattern(r" (?:(?:to|against|versus|vs\.?) (?:the|one|a|1)|per)(?= )")
_EXCHANGED = lazy_pattern(r"\b(?:sterling|exchange|currenc(?:y|ies)|traded|forex|the (?:pound|dollar|euro))\b")
_PARITY = lazy_pattern(r"(?: ?/ ?| to (?:a |the )?| per )(?:us|u\.s\.)?([$€£])1?(?![\d.,]*\d)")
_PARITY_CODES = {"$": "USD", "€": "EUR", "£": "GBP"}
_BRACKET = lazy_pattern(r" \([^()\0]{1,30}\)|\)")
_SERIES_MEMBER = lazy_pattern(r"[\d.,]+")
_SERIES_END = lazy_pattern(r"[\d.,]+[ -]{0,2}")
_SERIES_JOINT = lazy_pattern(r",? (?:and|or) | & ")
_HEADED = lazy_pattern(r" {0,2}[(,;]| and |[.)]|\0| ?$")
_LISTED = lazy_pattern(r"(?: [a-z'-]+){1,3},? (?:and )?")


_TIMES = lazy_pattern(
    r"(?:[ -]times?|x)()(?= (?:more|higher|larger|bigger|greater|faster|slower|smaller|as|the|"
    r"its|their|his|her|less|lower|that|those|what|worse|better|"
    r"longer|shorter|stronger|over|fewer|farther|deeper|denser|hotter|richer|[a-z]+er than)\b)"
)


_quantity = trusted(Quantity)


class Page:
    """A text being read: `floor` is where the last quantity ended."""

    def __init__(self, text: str, include: frozenset[str], locale: Locale, own: dict[str, str]) -> None:
        self.text = text
        self.low = fold(text)
        self.include = include
        self.locale: Locale = locale
        self.own = own
        self.found: list[Quantity] = []
        self.settled: dict[tuple[str, ...], str | None] = {}
        self.floor = 0
        self.heading: Unit | None = None
        self.heading_end = 0
        self.alone = -1  # a number that ends here has nothing behind it that could belong to it
        self.run = 0
        self.run_end = 0

    def put(
        self, start: int, end: int, kind: QuantityKind, *, value: Decimal | None = None,
        low: Decimal | None = None, high: Decimal | None = None, uncertainty: Decimal | None = None, unit: str = "",
        unit_span: Unit | None = None,
        comparator: str | None = None, bound: bool = False, strong: bool = True,
    ) -> int:  # fmt: skip
        """Record a quantity with the comparator beside it; return where it ends."""
        text = self.text
        words: comparators.Bound | None = None
        if bound:
            words = comparators.before(self.low, start, self.floor, strong=strong)
            if words is None or words.kind == "approx":
                words = comparators.after(self.low, end) or words
            if words is None:
                words = self._conversion(start, unit)
        span = None
        if words is not None:
            comparator, span = words.kind, Span.of(text, words.start, words.end)
        shown: Any = comparator or "exact"
        of_unit = None
        if unit_span is not None:
            rated = "/" in unit and unit_span.start > start
            of_unit = Span.of(text, unit_span.start, end if rated else unit_span.end)
        self.found.append(
            _quantity(
                comparator=shown, comparator_span=span, high=high, kind=kind, low=low,
                span=Span.of(text, start, end), uncertainty=uncertainty, unit=unit,
                unit_candidates=unit_span.candidates if unit_span is not None and "/" not in unit else (),
                unit_span=of_unit, value=value,
            )
        )  # fmt: skip
        if unit_span is not None:
            self._share_unit(unit_span.start)
        self._share_rate(unit)
        self.floor = end
        return end

    def _share_unit(self, start: int) -> None:
        """Give the unit at the end of a series of bare numbers to all of them: 5, 10 and 20 percent."""
        last = self.found[-1]
        if len(self.found) < 2 or not _SERIES_END.fullmatch(self.text, last.span.start, start):
            return
        for at in range(len(self.found) - 1, 0, -1):
            one, two = self.found[at - 1], self.found[at]
            joint = self.low[one.span.end : two.span.start]
            if (
                one.unit
                or not _SERIES_MEMBER.fullmatch(one.span.text)
                or not (_SERIES_JOINT.fullmatch(joint) or (two is not last and joint == ", "))
            ):
                return
            shared = {"kind": last.kind, "unit": last.unit, "unit_span": last.unit_span}
            self.found[at - 1] = one.model_copy(update=shared | {"unit_candidates": last.unit_candidates})

    def headed(self, start: int, end: int) -> Unit | None:
        """Return the unit of the heading over the series that a bare number stands in: `Output (MW): 34, 45`."""
        if ":" in self.low[start - 2 : start]:
            self.heading = units.heading_before(self.low, self.text, start)
            line = self.text.find("\n", start)
            self.heading_end = line if line >= 0 else len(self.text)
        if start > self.heading_end or not _HEADED.match(self.low, end):
            return None
        return self.heading

    def _share_rate(self, unit: str) -> None:
        """Give the rate at the end of a list of counts to all of them: 40 births and 30 deaths a day."""
        if not unit.startswith("1/") or len(self.found) < 2:
            return
        for at in range(len(self.found) - 1, 0, -1):
            one, two = self.found[at - 1], self.found[at]
            if (
                one.unit
                or one.kind != "count"
                or one.comparator == "vague"
                or not _LISTED.fullmatch(self.low, one.span.end, two.span.start)
            ):
                return
            self.found[at - 1] = one.model_copy(update={"unit": unit})

    def _conversion(self, start: int, unit: str) -> comparators.Bound | None:
        """The comparator of `about 390 kilometers (240 miles)` holds for both."""
        if not self.found or not unit:
            return None
        last = self.found[-1]
        if last.unit and last.unit != unit and self.low[last.span.end : start].strip() in ("(", "(or"):
            span = last.comparator_span
            if span is not None:
                return comparators.Bound(last.comparator, span.start, span.end)
        return None

    def kind(self, unit: Unit | None) -> QuantityKind:
        """Return the kind of quantity that a unit makes."""
        if unit is None:
            return "count"
        match unit.kind:
            case "money":
                return "money"
            case "percent":
                return "percent"
            case "percentage_point":
                return "percentage_point"
            case "duration":
                return "duration"
            case _:
                return "physical"

    def rate(self, unit: Unit | None, end: int) -> tuple[str, int, QuantityKind]:
        """Return the unit's name joined with what it is per, where its words end, and the kind."""
        low = self.low
        kind = self.kind(unit)
        if unit is None:
            per = units.rate_at(low, end)
            if (
                per is not None
                and (per.kind == "duration" or not per.article)
                and not contexts.tables().when_after.match(low, per.end)
            ):
                return f"1/{per.name}", per.end, "count"
            parity = _RATE_OF.match(low, end)
            if parity is not None and (other := money.after(low, self.text, parity.end())) is not None:
                quoted = money.named_before(low, end, other.name)
                if quoted is not None:
                    return f"{money.settle(quoted, low, self.settled).name}/{other.name}", end, "money"
            counted = _COUNT_RATE.match(low, end)
            if counted is not None and not contexts.tables().when_after.match(low, counted.end()):
                per_words = (counted[1] or "year").replace(",", "").replace("million", "1000000")
                return f"1/{per_words}", end, "count"
            return "", end, kind
        if kind in ("percent", "percentage_point") or unit.name in ("degree", "degree_Celsius"):
            return unit.name, end, kind
        if kind == "money":
            exchange = _EXCHANGE.match(low, end)
            if exchange is not None and (other := money.after(low, self.text, exchange.end())) is not None:
                if exchange[0] == " per" and low[other.start : other.end] == "pound" and not _EXCHANGED.search(
                    low, max(0, end - 120), other.end + 40
                ):  # fmt: skip
                    return f"{unit.name}/pound", other.end, kind  # "88 cents per pound" of cotton
                return f"{unit.name}/{other.name}", other.end, kind
            parity = _PARITY.match(low, end)
            if parity is not None:
                return f"{unit.name}/{_PARITY_CODES[parity[1]]}", parity.end(), kind  # "N1,465/$1"
            bracket = _BRACKET.match(low, end)
            if (
                bracket is not None
                and (per := units.rate_at(low, bracket.end())) is not None
                and per.name.isidentifier()
            ):
                return f"{unit.name}/{per.name}", end, kind
        if kind == "duration" and "/" not in unit.name:
            per = units.rate_at(low, end)
            if per is None or units.SECONDS.get(per.name, 0) <= units.SECONDS.get(unit.name, 0):
                return unit.name, end, kind
            return f"{unit.name}/{per.name}", per.end, kind
        per = units.rate_at(low, end)
        if (
            per is not None
            and per.name.isidentifier()
            and "/" not in unit.name
            and not contexts.tables().when_after.match(low, per.end)
        ):
            if (per.article and per.kind not in ("duration", "volume", "mass", "area")) or (
                per.article and low[per.end - 6 : per.end] == "second" and low.startswith(" ", per.end)
            ):
                return unit.name, end, kind
            return f"{unit.name}/{per.name}", per.end, kind
        return unit.name, end, kind

    def _times(self, end: int) -> int:
        match = _TIMES.match(self.low, end)
        if match is None:
            return 0
        return match.end(1)
