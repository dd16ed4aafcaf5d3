"""Shares and ranges: one in five, 5 to 10 percent, $2bn-3bn, more than 10 and less than 40."""

from __future__ import annotations

from decimal import Decimal

from factledger import comparators, contexts, money, names, units
from factledger.numerals import EXACT, Numeral, plus, times
from factledger.patterns import lazy_pattern
from factledger.quantities.values import Value, Values
from factledger.units import Unit

_SHARE = lazy_pattern(r" (?:in|out of)(?: every)? |-(?:in|out-of)-| of every ")
#: Round numbers beyond a thousand that a chance is one in.
_ODDS = (10_000, 100_000, 1_000_000)
_MIDDLE = lazy_pattern(r"- to | ?[-~—] ?| (?:to|and|or|through) |-to-|-or-")
_LOOSE = lazy_pattern(r"(?:about|around|some|roughly|nearly|almost|up to|~|as (?:much|many) as) ?")
_CASH = lazy_pattern(
    r"(?:us|c|a|hk|nz|s|au|ca)?[$€£¥₹₽] ?|(?:rs\.?|rm|usd|eur|gbp|inr|ksh|[rnpk]|sh|dhs?|tk\.?) ?(?=\d)"
)
#: The scale up to which the first number may share that of the second: two hundred to five hundred million.
_SHARES_SCALE = 100
_LEAD = 24  # characters before a range that are looked at: "between approximately "
_ABOUT = r"(?:about |around |some |roughly |approximately |an estimated |~ ?)?"
_BETWEEN = lazy_pattern(rf"\bbetween {_ABOUT}$")
_PAIRED = lazy_pattern(rf"\b(?:between|from) {_ABOUT}$")
_TOLERANCE = lazy_pattern(r" ?(?:±|\+ ?/ ?-|\+-) ?")
_AND_BOUND = lazy_pattern(
    r"(?:,| and|, and|,? but)? (?=(?:less|more|lower|higher|greater|larger|smaller|bigger|below|"
    r"above|under|over|at most|at least|not? (?:more|less|fewer)|fewer|up to|equal)[ ])"
)
_TENS = lazy_pattern(r"s(?: to (\d0)s)? (?:degrees )?(c(?:elsius)?|f(?:ahrenheit)?)(?![a-z])")
_FROM = lazy_pattern(rf"\bfrom {_ABOUT}$")
_RANGING_FROM = lazy_pattern(
    r"\b(?:ranging|ranges?|ranged|anywhere|by|be|between|vary|varies|varying|varied) from (?:about )?$"
)
_RANGE_LEAD = lazy_pattern(rf"(?:between|from) {_ABOUT}$")
_YEARS_OLD = lazy_pattern(r"[- ]years?[- ](?:olds?|of age)\b")
_CHAINED = lazy_pattern(r"[-/]\d")
_WORD_OR_SIGN = lazy_pattern(r"[a-z<>=]+ ?")


class Ranges(Values):
    """Reads what two numerals say together."""

    def share(self, numeral: Numeral, *, peek: bool = False) -> int:
        """Read `one in five`, `three out of four`: a fraction; 0 where it is none."""
        low = self.low
        match = _SHARE.match(low, numeral.end)
        if match is None or numeral.scale > 1 or numeral.form == "fraction":
            return 0
        at = match.end()
        under = self._number_at(at)
        if under is None or under.form in ("ordinal", "fraction") or not numeral.value < under.value or under.suffix:
            return 0
        if match[0].startswith((" in ", "-in-")) and not match[0].endswith("every "):
            odd = under.value > 1000 and (under.value not in _ODDS or low[at] == "a")
            if odd or numeral.value > 10 or low[under.end : under.end + 1] in ("", "%", ":"):
                return 0
            if numeral.value > 1 and under.value not in (3, 4, 5, 6, 7, 8, 9, 10, 100, 1000, *_ODDS):
                return 0
        if units.unit_at(low, self.text, under.end) is not None or names.named_end(
            low, self.text, under, contexts.words_before(low, under.start), signed=False, alone=False
        ):
            return 0
        if contexts.next_word(low, under.end) in contexts.tables().months and self.text[under.end + 1].isupper():
            return 0
        if peek:
            return under.end
        ratio = numeral.value / under.value
        return self.put(numeral.start, under.end, "fraction", value=ratio, unit="fraction", bound=True)

    def second(self, first: Value) -> tuple[Value, str] | None:
        """Return the other end of a range that begins with `first`, and the word or mark between."""
        low = self.low
        middle = _MIDDLE.match(low, first.end)
        if middle is None:
            return None
        if middle[0] == " and " and not _PAIRED.search(low, max(0, first.start - _LEAD), first.start):
            return None
        at = middle.end()
        if (loose := _LOOSE.match(low, at)) is not None:
            at = loose.end()
        sign = None
        if (cash := _CASH.match(low, at)) is not None:
            sign = money.before(low, self.text, cash.end(), at)
            if sign is None:
                return None
            at = cash.end()
        negative = low.startswith("-", at) and low[at + 1 : at + 2].isdigit() and middle[0].endswith(" ")
        at += negative
        numeral = self._number_at(
            at, cash=sign is not None or (first.unit is not None and first.unit.kind == "money")
        )
        if numeral is None or numeral.form == "ordinal":
            return None
        floor, self.floor = self.floor, at - negative
        try:
            other = self.valued(numeral, sign)
        finally:
            self.floor = floor
        if other is None:
            return None
        return other, middle[0].strip(" -") or "-"

    def _bounds(self, one: Value, two: Value, joint: str) -> tuple[Decimal, Decimal, Unit | None] | None:
        """Return low, high and unit if two amounts are the ends of a range."""
        low = self.low
        first, second = one.numeral, two.numeral
        a, b = one.value, two.value
        unit = two.unit or one.unit
        if one.unit is not None and two.unit is None:
            if one.unit.kind != "money":
                return None
            if one.unit.start > first.start:
                return None
        if (
            first.scale <= _SHARES_SCALE
            and (one.unit is None or one.unit.start < first.start)
            and 0 <= a < second.head
        ):
            a = times(a, second.scale)
        if one.unit is not None and two.unit is not None and one.unit.name != two.unit.name:
            if one.unit.name in units.SECONDS and two.unit.name in units.SECONDS:
                unit = one.unit
                b = b * units.SECONDS[two.unit.name] / units.SECONDS[one.unit.name]
            elif one.unit.name in two.unit.candidates:
                unit = one.unit  # between A$5 and $10
            elif two.unit.name in one.unit.candidates:
                pass
            elif not (one.unit.name == "degree" and two.unit.kind == "temperature"):
                return None
        if one.unit is None and two.unit is not None:
            a = times(a, two.unit.factor)
        if b < a <= 0:
            a, b = b, a
        if a >= b:
            return None
        before = low[max(0, one.start - _LEAD) : one.start]
        between = _BETWEEN.search(before) is not None
        come_from = _FROM.search(before) is not None
        if joint == "and":
            if not between and not (
                (come_from and one.unit == two.unit) or (come_from and self.text[one.end - 1].isalpha())
            ):
                return None
        elif joint == "or":
            if (b > a + 1 and not (b <= 2 * a and first.form == "digits" and a >= 10)) or (
                one.unit is not None and two.unit is None
            ):
                return None
            if first.form != second.form:
                return None
        elif joint == "to":
            raised = bool(self.found) and self.found[-1].comparator == "range" and (
                low[self.found[-1].span.end : one.start].strip() in ("from", "per share from", "a share from")
            )  # fmt: skip
            changes = come_from and not raised and contexts.is_change(low, one.start - 5)
            if changes and not _RANGING_FROM.search(before):
                return None
            bare = one.unit is None
            far = b > 4 * a if bare else one.unit is not None and (one.unit.kind != "percent" or b > 3 * a)
            if not come_from and bare == (two.unit is None) and far and (
                _moved(low, one.start)
                or (self.found and low[self.found[-1].span.end : one.start] in (" or ", ", or "))  # 3% or 40 to 990
            ):  # fmt: skip
                return None  # "rose by 8,000 to 221,000", "fell 12 cents to $6.40"
            if (
                bare
                and low.startswith((" vote", " on a vote"), two.end)
                and contexts.is_score(low, one.start, two.end)
            ):
                return None
        elif joint == "—":
            return None
        else:
            if first.form != second.form:
                return None
            if (
                one.unit is None
                and two.unit is None
                and first.plain
                and second.plain
                and contexts.is_score(low, one.start, two.end)
                and b < 30
            ):
                return None
            if _CHAINED.match(low, two.end):
                return None
        return a, b, unit

    def _give_range(self, one: Value, two: Value, a: Decimal, b: Decimal, unit: Unit | None) -> int:
        low = self.low
        start, end = one.start, two.end
        lead = _RANGE_LEAD.search(low[max(self.floor, start - _LEAD) : start])
        if lead is not None:
            start -= len(lead[0])
        timed = unit is not None and unit.kind == "duration" and "when" not in self.include
        if timed and contexts.is_when(low, start, end, ranged=True):
            self.floor = end
            return end
        age = _YEARS_OLD.match(low, two.numeral.end)
        if age is not None:
            return age.end()
        if (many := self._times(end)) and unit is None:
            return self.put(start, many, "multiple", low=a, high=b, unit="multiple", comparator="range")
        unit = unit or self.headed(one.start, end)
        name, stop, kind = self.rate(unit, end)
        return self.put(start, stop, kind, low=a, high=b, unit=name, unit_span=unit, comparator="range")

    def tolerance(self, first: Value) -> int | None:
        """Read `25 ± 0.5 °C`."""
        low = self.low
        match = _TOLERANCE.match(low, first.end)
        if match is None:
            return None
        by = self._number_at(match.end())
        if by is None:
            return None
        other = self.valued(by, None)
        if other is None:
            return None
        unit = other.unit or first.unit
        return self.put(
            first.start, other.end, self.kind(unit), value=first.value, low=plus(first.value, EXACT.minus(by.value)),
            high=plus(first.value, by.value), uncertainty=by.value, unit=unit.name if unit else "", unit_span=unit,
            bound=True,
        )  # fmt: skip

    def two_sided(self, first: Value) -> int | None:
        """Read `more than 10 and less than 40` as one range."""
        low = self.low
        match = _AND_BOUND.match(low, first.end)
        if match is None or (first.unit is not None and "and" not in match[0]):
            return None
        one = comparators.before(low, first.start, self.floor, strong=True)
        if one is None or one.kind == "approx":
            return None
        at = match.end()
        for _ in range(6):
            word = _WORD_OR_SIGN.match(low, at)
            numeral = self._number_at(at)
            if numeral is not None or word is None:
                break
            at = word.end()
        numeral = self._number_at(at)
        if numeral is None:
            return None
        two = comparators.before(low, at, first.end, strong=True)
        if two is None or two.kind == "approx":
            return None
        second = self.valued(numeral, None)
        if second is None:
            return None
        down = ("at_most", "less_than")
        a, b = (second.value, first.value) if one.kind in down else (first.value, second.value)
        if (one.kind in down) == (two.kind in down) or a >= b:
            return None
        unit = second.unit or first.unit
        return self.put(
            first.start,
            second.end,
            self.kind(unit),
            low=a,
            high=b,
            unit=unit.name if unit else "",
            unit_span=unit,
            comparator="range",
        )

    def decade(self, first: Value) -> int:
        """Read `the 30s Celsius` as 30 to 39 degrees."""
        low = self.low
        if (
            not first.numeral.plain
            or first.value >= 1000
            or first.value % 10
            or (first.unit is not None and first.unit.name != "second")
        ):
            return 0
        match = _TENS.match(low, first.numeral.end)
        if match is None:
            return 0
        name = "degree_Celsius" if match[2].startswith("c") else "degree_Fahrenheit"
        high = Decimal(match[1] or first.value) + 9
        return self.put(
            first.start, match.end(), "physical", low=first.value, high=high, unit=name, comparator="range"
        )


def _moved(low: str, start: int) -> bool:
    """Whether a verb of change, with at most an adverb or bound behind it, takes the amount at `start`."""
    words = contexts.words_before(low, start, 3)
    changes = contexts.tables().changes
    if words[-1:] == ["by"] and any(word in changes for word in contexts.words_before(low, start, 6)[:-1]):
        return True  # "raised petrol prices by Rs14.91 to Rs305.36"
    return any(word in changes for word in words[-1:]) or (
        len(words) > 1 and words[-1] in ("by", "about", "nearly", "almost", "another", "as") and words[-2] in changes
    )
