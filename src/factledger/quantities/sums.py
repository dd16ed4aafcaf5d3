"""Single amounts, and sums of several units: 5 feet 2 inches, 20 dollars 43."""

from __future__ import annotations

from decimal import Decimal

from factledger import contexts, units
from factledger.numerals import plus, times, words_at
from factledger.patterns import lazy_pattern
from factledger.quantities.spans import Ranges
from factledger.quantities.values import Value
from factledger.records import QuantityKind
from factledger.units import Unit

_AND_HALF = lazy_pattern(r" and (?:an? |one )?(half|quarter)(?![a-z-])(?! (?:of|million|billion|dozen))")
_ALSO = lazy_pattern(r",? and |, | ?(?=\d)| (?=[a-z])")
_CLOSE = lazy_pattern(r"[.,;:!?)\"']|\0| ?$")
_CENTS = lazy_pattern(r" (?:and )?(\d{1,2}(?![\d.,:/%-]\d|\d| [$€]|[$€%])|[a-z]+)")
_FOLD = lazy_pattern(r"-?fold(?![a-z])|x(?![a-z0-9×])")
_SCORE = lazy_pattern(r"-(\d{1,3})(?![\d.,%]?\d|[a-z])")
_INSTRUMENT = lazy_pattern(
    r" (?:notes?|bonds?|yields?|treasury|treasuries|gilts?|futures|aluminium|copper|mortgage|default|swaps?)(?![a-z])"
)
_INCH_SYMBOL = lazy_pattern(r" ?in(?![a-z])")
_CENT_WORD = lazy_pattern(r" ?(?:cents?|c|pence|p|sens?|paise)(?![a-z])")
_LENGTHS = {
    "inch": Decimal("0.0254"), "foot": Decimal("0.3048"), "yard": Decimal("0.9144"), "mile": Decimal("1609.344"),
    "meter": Decimal(1), "kilometer": Decimal(1000), "centimeter": Decimal("0.01"), "millimeter": Decimal("0.001"),
}  # fmt: skip
_MASSES = {
    "pound": Decimal(16), "ounce": Decimal(1), "stone": Decimal(224), "kilogram": Decimal("35.27396194958"),
}  # fmt: skip
_EXACT_UNITS = (units.SECONDS, _LENGTHS, {k: v for k, v in _MASSES.items() if k != "kilogram"})


class Amounts(Ranges):
    """Decides what a value is: a range, a sum, a multiple, or one amount."""

    def ranged(self, first: Value) -> int:
        """Give the range that begins with an amount, or the amount alone."""
        if (tolerance := self.tolerance(first)) is not None:
            return tolerance
        decade = self.decade(first)
        if decade:
            return decade
        pair = self.second(first)
        if pair is not None:
            bounds = self._bounds(first, *pair)
            if bounds is not None:
                return self._give_range(first, pair[0], *bounds)
        if (both := self.two_sided(first)) is not None:
            return both
        compound = self.compound(first)
        if compound:
            return compound
        return self.single(first)

    def compound(self, first: Value) -> int:
        """Read `5 feet 2 inches`, `2 years and 3 months`, `20 dollars 43`: one amount in the smaller unit."""
        low, unit = self.low, first.unit
        if unit is None:
            return 0
        if unit.kind == "money":
            return self._cents(first)
        scale = next((one for one in _EXACT_UNITS if unit.name in one), None)
        if scale is None:
            return 0
        total, name, end, last = first.value, unit.name, first.end, unit
        for _ in range(4):
            half = _AND_HALF.match(low, end)
            if half is not None and end == first.end:
                total, end = total + {"half": Decimal("0.5"), "quarter": Decimal("0.25")}[half[1]], half.end()
                break
            join = _ALSO.match(low, end)
            if join is None:
                break
            numeral = self._number_at(join.end())
            if numeral is None or numeral.form not in ("digits", "words") or numeral.scale > 1:
                break
            more = units.unit_at(low, self.text, numeral.end) or (
                units.prime_at(self.text, numeral.end, False) if numeral.form == "digits" else None
            )
            if more is None and unit.name == "foot" and (inches := _INCH_SYMBOL.match(low, numeral.end)):
                more = Unit("inch", "length", inches.start(), inches.end())
            if more is not None and unit.kind == "length" and more.name == "meter" and name == "mile":
                more = None
            if more is None:
                if (
                    unit.name == "hour"
                    and numeral.value < 60
                    and numeral.value % 5 == 0
                    and end == first.end
                    and not low[join.start() : join.end()].startswith(",")
                    and _CLOSE.match(low, numeral.end)
                ):
                    total, name, end = plus(times(total, Decimal(60)), numeral.value), "minute", numeral.end
                break
            if more.name not in scale or (
                scale[more.name] >= scale[last.name]
                and not (
                    scale is _LENGTHS
                    and join[0].strip() == "and"
                    and more.name in ("foot", "mile")
                    and last.name in ("meter", "kilometer")
                )
            ):
                break
            ratio = scale[name] / scale[more.name]
            total, name, end, last = plus(times(total, ratio), numeral.value), more.name, more.end, more
        if end == first.end:
            return 0
        if unit.name == "year" and name == "month":
            extra = 12 - units.SECONDS["year"] / units.SECONDS["month"]
            total = plus(total, times(first.value, extra))  # a year is twelve months here
        if unit.kind == "duration" and contexts.is_when(low, first.start, end) and "when" not in self.include:
            self.floor = end
            return end
        kind: QuantityKind = "duration" if unit.kind == "duration" else "physical"
        return self.put(first.start, end, kind, value=total, unit=name, unit_span=unit, bound=True)

    def _cents(self, first: Value) -> int:
        low, unit = self.low, first.unit
        if unit is None or first.numeral.scale > 1 or first.value != first.value.to_integral_value():
            return 0
        match = _CENTS.match(low, first.end)
        if match is None:
            return 0
        written = match[1].isdigit()
        if written:
            value, stop = Decimal(match[1]), match.end(1)
        else:
            numeral = words_at(low, match.start(1))
            if numeral is None or not 1 <= numeral.value < 100:
                return 0
            value, stop = numeral.value, numeral.end
        cents = _CENT_WORD.match(low, stop)
        if cents is not None:
            stop = cents.end()
        elif (
            not (_CLOSE.match(low, stop) or low.startswith(" more", stop))
            or len(match[1]) < 2
            or (match[0].startswith(" and") and contexts.next_word(low, stop))
        ):
            return 0
        if (
            unit.start < first.numeral.start
            and first.end == first.numeral.end
            and written
            and cents is None
            and "$" not in low[unit.start : unit.end]
        ):
            return 0
        return self.put(
            first.start,
            stop,
            "money",
            value=plus(first.value, value / 100),
            unit=unit.name,
            unit_span=unit,
            bound=True,
        )

    def single(self, first: Value) -> int:
        """Give an amount that stands alone."""
        low, unit = self.low, first.unit
        start, end = first.start, first.end
        if unit is not None and unit.kind == "duration":
            if contexts.is_when(low, start, end):
                if "when" in self.include:
                    self.put(start, end, "duration", value=first.value, unit=unit.name, unit_span=unit, bound=True)
                self.floor = max(self.floor, end)
                return end
            if low[end - 1] != "s" and _INSTRUMENT.match(low, end):
                return end
            if low.startswith((" olds", "-olds"), end):
                return end
        alone = end == self.alone
        if unit is None and not alone:
            if many := self._times(end):
                return self.put(start, many, "multiple", value=first.value, unit="multiple", bound=True)
            if (folds := _FOLD.match(low, end)) is not None:
                return self.put(start, folds.end(), "multiple", value=first.value, unit="multiple", bound=True)
            if first.numeral.plain and low[end : end + 1] == "-" and (score := _SCORE.match(low, end)) is not None:
                return (
                    score.end() if int(score[1]) <= first.value or contexts.is_score(low, start, score.end()) else end
                )
        if unit is None:
            if first.numeral.form == "fraction":
                if low.endswith("quarters", start, end) and contexts.is_when(low, start, end):
                    self.floor = max(self.floor, end)
                    return end  # in the first three quarters
                return self.put(start, end, "fraction", value=first.value, unit="fraction", bound=True)
            unit = self.headed(start, end)
        name, stop, kind = self.rate(unit, end)
        return self.put(
            start, stop, kind, value=first.value, unit=name, unit_span=unit, bound=True,
            strong=unit is not None or first.numeral.form == "digits" or first.value > 10,
        )  # fmt: skip
