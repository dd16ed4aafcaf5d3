"""Amounts made of two numbers: ranges, spreads (20 ± 1), quotients, and what is stated in two units."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from factledger.amounts import MINUS_SIGNS, Amount, AmountReader
from factledger.contexts import (
    glued_letters,
    is_time_only,
)
from factledger.lexicon import load
from factledger.numerals import Numeral, grammar, numeral_at, one_of
from factledger.patterns import lazy_pattern
from factledger.units import Unit, sign_before, tables, unit_after


class ReaderWords(NamedTuple):
    """The words between and around numbers, compiled from lexicon/numerals.toml."""

    range_middle: re.Pattern[str]
    harm: re.Pattern[str]
    harm_noun: re.Pattern[str]
    base: frozenset[str]
    not_multiple: frozenset[str]
    of_unit: re.Pattern[str]
    change: re.Pattern[str]


@cache
def reader_words() -> ReaderWords:
    """Return them, compiled once."""
    table = load("numerals")
    verbs, nouns = one_of(table["zero"]["verbs"]), one_of(table["zero"]["nouns"])
    return ReaderWords(
        range_middle=re.compile(r"\s?[-–—−~]\s?(?=[\d$€£¥]|[a-z]{3})|-?\s(?:to|till|through|and|or|bis|à|et|und)\s(?:(?<=and\s)(?:about|some|around|roughly)\s)?|-to-"),
        harm=re.compile(rf"(?:\s[\w'’-]+){{0,6}}?\s(?:{verbs}|{nouns})(?![^\W_])"),
        harm_noun=re.compile(rf"\s(?:[\w'’-]+\s){{0,2}}?(?:{nouns})(?![^\W_])"),
        base=frozenset(table["multiples"]["base"]),
        not_multiple=frozenset(table["multiples"]["not_before"]),
        of_unit=re.compile(r"\sof\s"),
        change=re.compile(
            r"\b(?:r[io]se|rising|rises|risen|grew|grow|growing|climb|climbed|jump|jumped|increase|increased|increasing|fell|fall"
            r"|falling|drop|dropped|decline|declined|plunge|plunged|slump|slumped|cut|lowered|raised|raise|down|up|went|moved|change"
            r"|changed|reduced|narrowed|widened|soared|surged|slipped|edged|dipped)\b(?:\s\S+){0,8}\sfrom\s\Z"
        ),
    )  # fmt: skip


class RangeReader(AmountReader):
    """Reads what needs a second number."""

    def spread(self, numeral: Numeral, sign: Unit | None) -> int | None:
        """`20 ± 1 g`: the value, its uncertainty and the bounds that they give."""
        middle = _PLUS_MINUS.match(self.text, numeral.end)
        if middle is None:
            first = unit_after(self.text, numeral.end)
            middle = _PLUS_MINUS.match(self.text, first.end) if first is not None else None
        digits = grammar().digits.match(self.text, middle.end()) if middle is not None else None
        if middle is None or digits is None or numeral.value is None or not numeral.digits:
            return None
        more = numeral_at(self.text, digits.start(), digits.end(), locale=self.locale)
        if more is None or more.value is None:
            return None
        amount = self.amount(more, sign)
        unit = amount.unit or unit_after(self.text, numeral.end)
        if unit is not None and unit.kind == "percent" and not amount.unit:
            amount = Amount(more, amount.start, amount.end, unit)
        name, end, kind = self._rate(unit, amount.end)
        value = numeral.value * (unit.factor if unit else 1)
        wide = more.value * (unit.factor if unit else 1)
        return self._give(
            min(numeral.start, sign.start if sign else numeral.start), end, kind, value=value, low=value - wide,
            high=value + wide, unit=name, unit_span=unit, uncertainty=wide,
        )  # fmt: skip

    def quotient(self, numeral: Numeral) -> int | None:
        """`one over twenty`, where nothing else is said of the two numbers."""
        text = self.text
        over = _OVER.match(text, numeral.end)
        anchor = grammar().anchor.match(text, over.end()) if over is not None else None
        if over is None or anchor is None or numeral.value is None or numeral.scale > 1:
            return None
        under = numeral_at(text, over.end(), self._anchor_end(over.end(), anchor.end()))
        if under is None or under.kind != "number" or not under.value or not abs(numeral.value) < under.value:
            return None
        if not _CLOSED.match(text, under.end):
            return None
        return self._give(numeral.start, under.end, "fraction", value=numeral.value / under.value, unit="fraction")

    def compound(self, first: Amount) -> Amount:
        """Join what is stated in two units: 2 years and 3 months, $20 and 43 cents, an hour and a half."""
        while (joined := self._joined(first)) is not None:
            first = joined
        return first

    def _joined(self, first: Amount) -> Amount | None:
        unit, value, text = first.unit, first.numeral.value, self.text
        if unit is None or value is None or "/" in unit.name or value != value.to_integral_value():
            return None
        t = tables()
        if unit.kind != "money" and unit.name not in t.parts:
            return None
        if unit.kind != "money" and (part := _AND_PART.match(text, first.end)) is not None:
            of = {"half": 2, "quarter": 4, "third": 3}[part["f"].lower()]
            extra = Decimal(1) / of
            return Amount(first.numeral._replace(value=value + extra), first.start, part.end(), unit)
        middle = _AND_MORE.match(text, first.end)
        anchor = grammar().anchor.match(text, middle.end()) if middle is not None else None
        if middle is None or anchor is None:
            return None
        at = middle.end()
        numeral = numeral_at(text, at, self._anchor_end(at, anchor.end()), locale=self.locale)
        if numeral is None or numeral.kind != "number" or numeral.value is None or numeral.suffix:
            return None
        more = unit_after(text, numeral.end)
        if unit.kind == "money":
            cents = _CENTS.match(text, numeral.end)
            if numeral.value >= 100 or (more is not None and more.factor == 1):
                return None
            if more is not None or cents is not None:
                end = more.end if more is not None else cents.end() if cents is not None else 0
            elif "," not in middle[0] and numeral.end - at >= 2 and _CLOSED.match(text, numeral.end):
                end = numeral.end
            else:
                return None
            return Amount(first.numeral._replace(value=value + numeral.value / 100), first.start, end, unit)
        if more is None:
            if (
                unit.name == "hour"
                and numeral.value < 60
                and "," not in middle[0]
                and _CLOSED.match(text, numeral.end)
            ):
                shown = Unit("minute", "duration", unit.start, unit.end)
                total = value * 60 + numeral.value
                return Amount(first.numeral._replace(value=total), first.start, numeral.end, shown)
            return None
        if more.name not in t.parts or t.parts[more.name][0] != t.parts[unit.name][0]:
            return None
        ratio = (
            Decimal(12)
            if (unit.name, more.name) == ("year", "month")
            else t.parts[unit.name][1] / t.parts[more.name][1]
        )
        if ratio <= 1:
            return None
        if ratio == ratio.to_integral_value():
            total, shown = value * ratio + numeral.value, more._replace(start=unit.start)
        else:
            total, shown = value + numeral.value / ratio, unit._replace(end=more.end)
        return Amount(first.numeral._replace(value=total), first.start, more.end, shown)

    def range_end(self, first: Amount) -> Amount | None:
        """Return the second amount of `5 to 10 percent`, `between $2bn and $3bn`, `12-15 million`, if that is one."""
        text = self.text
        middle = reader_words().range_middle.match(text, first.end)
        if middle is None or first.numeral.value is None:
            return None
        at = middle.end()
        sign = None
        sign_match = re.compile(r"(?:US|C|A|HK|NZ)?[$€£¥₹₽]\s?").match(text, at)
        if sign_match:
            at = sign_match.end()
        minus = at < len(text) and text[at] in MINUS_SIGNS and text[at + 1 : at + 2].isdigit()
        at += minus
        anchor = grammar().anchor.match(text, at)
        if anchor is None:
            return None
        if sign_match:
            sign = sign_before(text, at, middle.end())
        numeral = numeral_at(
            text,
            at,
            self._anchor_end(at, anchor.end()),
            money=bool(sign or (first.unit and first.unit.kind == "money")),
            locale=self.locale,
        )
        if numeral is None or numeral.kind != "number" or numeral.value is None:
            return None
        if minus:
            numeral = numeral._replace(value=-numeral.value)
        second = self.amount(numeral, sign)
        if second.unit is None and numeral.digits and glued_letters(text, numeral.end):
            return None
        return second if self._is_range(first, second, middle[0].strip()) else None

    def _is_range(self, first: Amount, second: Amount, joint: str) -> bool:
        text = self.text
        low, high = self._shared_scale(first, second)
        one, two = first.unit, second.unit
        if one is not None and two is None and one.kind == "money" and one.start <= first.start:
            if second.numeral.scale == 1 and joint[-1:].isalpha():
                return False
        elif one is not None and (two is None or not _same_dimension(one, two)):
            return False
        if one is not None and two is not None and one.kind == "duration" and one.name != two.name:
            low, high = low * _SECONDS[one.name], high * _SECONDS[two.name]
        if low >= high:
            return False
        before = text[max(0, first.start - 80) : first.start].lower()
        joint = joint.strip("-").split()[0] if joint.strip("-") else joint
        if joint == "and":
            return before.endswith(("between ", "between about ", "between some ", "between roughly "))
        if joint in ("et", "und"):
            return before.endswith(("entre ", "zwischen "))
        if joint == "or":
            return high == low + 1 and not first.numeral.digits
        if joint in ("to", "till", "through", "bis", "à"):
            if before.endswith("from ") and reader_words().change.search(before):
                return False
            return not _VOTE.search(text, second.end, second.end + 30)
        if not second.numeral.digits or not first.numeral.digits:
            return not first.numeral.digits and not second.numeral.digits
        return True

    def _shared_scale(self, first: Amount, second: Amount) -> tuple[Decimal, Decimal]:
        low, high = first.numeral.value or Decimal(0), second.numeral.value or Decimal(0)
        if first.numeral.scale == 1 and second.numeral.scale > 1 and low * second.numeral.scale < high:
            low *= second.numeral.scale
        return low, high

    def ranged(self, first: Amount, second: Amount) -> int:
        """Add the range of two amounts; return where it ends."""
        low, high = self._shared_scale(first, second)
        unit = second.unit or first.unit
        if first.unit is not None and second.unit is not None and first.unit.name != second.unit.name:
            if first.unit.kind == "duration":
                high = high * _SECONDS[second.unit.name] / _SECONDS[first.unit.name]
            unit = first.unit
        timed = unit is not None and unit.kind == "duration" and is_time_only(self.text, first.start, second.end)
        if timed and "when" not in self.include:
            return second.end
        start = first.start
        lead = re.compile(
            r"(?:between|from|entre|zwischen|de|von)\s(?:about\s|some\s|roughly\s|around\s)?\Z", re.IGNORECASE
        ).search(self.text, max(self.floor, start - 20), start)
        if lead:
            start = lead.start()
        name, end, kind = self._rate(unit, second.end)
        factor = unit.factor if unit else Decimal(1)
        return self._give(
            start, end, kind, low=low * factor, high=high * factor, comparator="range", unit=name,
            unit_span=unit, candidates=unit.candidates if unit else (),
        )  # fmt: skip


_SECONDS = {
    "millisecond": Decimal("0.001"),
    "second": Decimal(1),
    "minute": Decimal(60),
    "hour": Decimal(3600),
    "day": Decimal(86400),
    "week": Decimal(604800),
    "fortnight": Decimal(1209600),
    "month": Decimal(2629800),
    "year": Decimal(31557600),
    "decade": Decimal(315576000),
    "century": Decimal(3155760000),
}
_OVER = lazy_pattern(r"\sover\s")
_CLOSED = lazy_pattern(r"(?:\smore)?\s?(?:[.!?;:)](?!\d)|\Z)")
_AND_PART = lazy_pattern(
    r"\sand\s(?:an?\s|one\s)?(?P<f>half|quarter|third)(?![\w-])(?!\s(?:of|the|an?|its|their)\b)", re.IGNORECASE
)
_AND_MORE = lazy_pattern(r",?\s(?:and\s)?(?=[\da-z])", re.IGNORECASE)
_CENTS = lazy_pattern(r"\s?[c¢](?!\w)")
_PLUS_MINUS = lazy_pattern(r"\s?(?:±|\+/[-−])\s?(?=\d)")
_VOTE = lazy_pattern(r"\A\s(?:vote|margin|majority|win|victory|defeat)\b")


def _same_dimension(one: Unit, two: Unit) -> bool:
    if one.kind == "money" or two.kind == "money":
        return one.kind == two.kind and (one.name == two.name or len(one.candidates) > 0)
    return one.kind == two.kind if one.kind == "duration" else one.name == two.name
