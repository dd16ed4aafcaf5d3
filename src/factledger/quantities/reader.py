"""The reader: from anchor to anchor over a text, each read locally."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from factledger import comparators, contexts, money, names, units
from factledger.amounts import Amount, amount_at
from factledger.amounts import words as amount_words
from factledger.digits import digits_at
from factledger.lexicon import load
from factledger.numerals import HUNDRED, MAX_RUN, ZERO, Numeral, times, words_at
from factledger.numerals import tables as numerals
from factledger.patterns import lazy_pattern, trie
from factledger.quantities.following import stands_alone
from factledger.quantities.sums import Amounts
from factledger.quantities.values import Value
from factledger.records import Quantity
from factledger.units import Unit

_CLOSE = lazy_pattern(r"[.,;:!?)\"']|\0| ?$")
_POINT_FIGURES = lazy_pattern(r"point (\d+)(?![\d.,])")
_ORDINAL_ENDING = lazy_pattern(r"(?:st|nd|rd|th)(?![a-z0-9])")
_AGE_UNIT = lazy_pattern(r"(?:(?: ?- ?| to | or | and )[a-z\d]{1,12})?[- ]?(year|month|week|day|yo|yr)")
_SUM_ON = lazy_pattern(r" and (?:a half|half|\d|[a-z]+ (?:second|minute|foot|mile|cent))")
_HALF_SCALE = lazy_pattern(
    r"(?: an?|-an?-| of an?|-)? {0,2}(dozen|hundred|thousand|million|billion|trillion)(?![a-z])"
)
_PART_OF_UNIT = lazy_pattern(r"(?: (?:of )?an?|-an?)?(?=[ -][a-z])")
_OF = lazy_pattern(r" of(?= )")
_DECIMAL_PLACE = lazy_pattern(r"(?:tenth|hundredth|thousandth|millionth|fifth|third)")
#: Symbols that are other words or names behind a vague amount: several in., many C students.
_NOT_VAGUE = frozenset(("in", "in.", *"abcdefghijklmnopqrstuvwxyz"))
#: Words that make `second` behind them the unit.
_BEFORE_SECOND = frozenset(("a", "per", "each"))
_OF_A = lazy_pattern(r" of an? (?=[a-z])")


#: Kinds of units that a half or a quarter is taken of: half an hour, a quarter of a percentage point.
_PARTED = frozenset(
    ("duration", "length", "volume", "mass", "area", "angle", "temperature", "percent", "percentage_point")
)

_NEAR = 40  # characters behind an amount within which an article's unit belongs to it: $5 for every man and an hour
_LONGEST = 200  # characters, more than any word that a quantity begins with and what is looked at behind it
#: Words that begin a quantity beside the numerals and amounts.
_LONE = frozenset(("thousand", "million", "billion", "trillion", "half", "quarter", "point"))
#: What makes an article count beside scales, fractions and units of three letters and more.
_AFTER_ARTICLE = frozenset(("couple", "dollar", "penny", "euro", "lb", "kg"))
#: Units that are other words, or none that anybody counts, behind an article: a bar, a cup, a turn, wait a sec.
_NOT_AFTER_ARTICLE = frozenset(("bar", "min", "sec", "deg", "turn", "cup"))
#: Units that an article counts, and those of their names that are other words behind one: a point, a bit.
_MEASURED = frozenset(("duration", "length", "volume", "mass", "area", "money", "data", "energy"))
_NOT_MEASURED = frozenset(("degree", "point", "percent", "percentage_point", "bit", "second"))
_ONE = Decimal(1)


class _Anchor(NamedTuple):
    """What a quantity may begin with, a word with the character before it."""

    after: re.Pattern[str]

    def next(self, low: str, position: int) -> tuple[int, int] | None:
        """Return the range of the first anchor from `position` on."""
        if position == 0 and (word := self.after.match(" " + low[:_LONGEST])) is not None:
            return position, word.end() - 1
        if (match := self.after.search(low, position)) is None:
            return None
        start, end = match.span()
        return (start, end) if end - start == 1 else (start + 1, end)


@cache
def _anchor(ordinals: bool) -> _Anchor:
    """Return the patterns of everything that a quantity may begin with."""
    known = numerals()
    table = load("numerals")
    starts = amount_words() | {word for word, (kind, _v) in known.words.items() if kind <= HUNDRED or kind == ZERO}
    starts |= _LONE
    if ordinals:
        starts |= set(known.ordinals)
    once = [word for word in units.tables().singular if len(word) > 2]
    article = trie({*table["scales"], *table["fractions"], *once, *_AFTER_ARTICLE} - _NOT_AFTER_ARTICLE)
    marks = "".join(known.characters)
    words = rf"(?:{trie(starts)})(?![a-z0-9])|an?(?= (?:{article})(?![a-z0-9]))"
    # The scan looks at what parts words, not at their letters.
    return _Anchor(re.compile(rf"[^a-z](?:(?<=[\d{marks}])|(?<![a-z0-9]')(?:{words}))"))


#: Round numbers that rates are given per.
_PER = frozenset(Decimal(10) ** power for power in range(2, 7))
_DEFINED = lazy_pattern(r" (?:is|equals|weighs|measures)(?![a-z])")
#: `one day` places in time; `one hour of`, `one and ...` are no measures either.
_ONE_DAY = lazy_pattern(
    r"'| of | and | days?(?:,| (?:i|we|you|he|she|it|they|the|a|my|our|will|may|might|could|would|soon)\b)"
)


class Reader(Amounts):
    """One pass over a text."""

    def read(self) -> list[Quantity]:
        """Return all quantities of the text, in order."""
        anchors, position = _anchor("ordinal" in self.include), 0
        while (found := anchors.next(self.low, position)) is not None:
            position = max(self.at(*found), found[0] + 1)
        return self.found

    def at(self, start: int, end: int) -> int:
        """Read the quantity at an anchor, if there is one; return where to go on."""
        low = self.low
        first = low[start]
        if first.isdigit():
            return self.digits(start)
        if first in numerals().characters:
            part = numerals().characters[first]
            value = Decimal(part.numerator) / part.denominator
            return self.number(Numeral(start, start + 1, value, value, form="fraction"), None)
        word = low[start:end]
        if word in ("a", "an"):
            return self.article(start, end)
        if word in ("half", "quarter"):
            return self.half(start, end, word)
        if word == "point":
            figures = _POINT_FIGURES.match(low, start) if start == 0 else None
            if figures is not None:
                value = Decimal("0." + figures[1])
                return self.number(Numeral(start, figures.end(), value, value), None)
            return end
        numeral = words_at(low, start)
        if numeral is not None:
            self.run = self.run + 1 if low[self.run_end : start].strip(" -") in ("", "and") else 1
            self.run_end = numeral.end
            if self.run > MAX_RUN and (run := numerals().run.match(low, start)) is not None:
                return run.end()
            return self.number(numeral, None)
        amount = amount_at(low, self.text, start, end, self.floor)
        return end if amount is None else self.amount(start, amount)

    def digits(self, start: int) -> int:
        """Read the number whose digits begin at `start`."""
        low = self.low
        begin = start
        if start and low[start - 1] == "." and (start == 1 or low[start - 2] in " \0$€£-(+"):
            begin = start - 1
        sign = money.before(low, self.text, begin, self.floor)
        numeral = digits_at(low, self.text, start, money=sign is not None, locale=self.locale)
        if isinstance(numeral, int):
            return numeral
        if begin < start:
            numeral = self.pointed(numeral, begin)
        return self.number(numeral, sign)

    def number(self, numeral: Numeral, sign: Unit | None) -> int:
        """Read what a numeral says, unless it is a name, a date, an age or a pronoun."""
        low, text = self.low, self.text
        start, end = numeral.start, numeral.end
        if numeral.form == "ordinal":
            return self.ordinal(numeral)
        alone = not self.own and stands_alone(low, end)
        self.alone = end if alone else -1
        last = contexts.words_before(low, start, 3)
        if last[-1:] == ["per"] and sign is None and numeral.value in _PER:
            return end  # "12 deaths per 100,000 people": what the rate is of, no count
        age = names.age_at(low, numeral, last, alone=alone) if sign is None else 0
        if age:
            if "age" in self.include:
                unit = _AGE_UNIT.match(low, end)
                self.put(
                    start,
                    age,
                    "age",
                    value=numeral.value,
                    unit={"yo": "year", "yr": "year"}.get(unit[1], unit[1]) if unit else "year",
                    bound=True,
                )
            return age
        beside = low[start - 1 : start] == "/" and bool(self.found) and self.found[-1].span.end == start - 1
        named = names.named_end(low, text, numeral, last, signed=sign is not None or beside, alone=alone)
        if named:
            if "ordinal" in self.include and (ending := _ORDINAL_ENDING.match(low, end)) is not None:
                return self.put(start, ending.end(), "ordinal", value=numeral.value)
            return named
        if numeral.form == "words":
            if (
                low[start:end] == "one"
                and not self.share(numeral, peek=True)
                and contexts.is_pronoun_one(low, text, start, end)
                and (units.unit_at(low, text, end) is None or _ONE_DAY.match(low, end))
            ):
                return end
            if low[start:end] in ("zero", "nought") and next_is_name(low, end):
                return end
        share = 0 if alone else self.share(numeral)
        if share:
            return share
        return self.given(numeral, sign)

    def given(self, numeral: Numeral, sign: Unit | None = None) -> int:
        """Give the amount or range that begins with a numeral, if it is a value at all."""
        value = self.valued(numeral, sign)
        if value is None:
            return numeral.end
        return self.single(value) if value.end == self.alone else self.ranged(value)

    def article(self, start: int, end: int) -> int:
        """Read `a dozen`, `a third`, `an hour`; an article alone is no number."""
        low, text = self.low, self.text
        numeral = self.article_numeral(start)
        if numeral is not None:
            if numeral.form == "fraction":
                return self.part(numeral, start)
            return self.given(numeral)
        unit = units.unit_at(low, text, end) or money.after(low, text, end)
        if unit is None or unit.name in _NOT_MEASURED:
            return end
        opens = start == 0 or low[start - 1] == "\0"
        alone = opens or low.startswith(", ", start - 2)
        if low.startswith(("-", "'"), unit.end):
            return unit.end
        numeral = Numeral(start, end, _ONE, _ONE, form="words")
        measure = Value(numeral, start, unit.end, unit, unit.factor)
        if unit.kind == "duration" and contexts.is_when(low, start, unit.end):
            return self.ranged(measure) if "when" in self.include else unit.end
        if opens and _DEFINED.match(low, unit.end) and unit.kind != "duration":
            return self.ranged(measure)  # a mile is, a kilobyte equals
        last = contexts.last_word(low, start)
        bound = comparators.before(low, start, self.floor, strong=True)
        ends = (
            _CLOSE.match(low, unit.end) is not None
            or _SUM_ON.match(low, unit.end) is not None
            or low.startswith(" of ", unit.end)
        )
        if (
            unit.kind == "money"
            and not (((alone or low[unit.end : unit.end + 1] in "!?.") and ends) or bound is not None)
        ) or unit.kind not in _MEASURED:
            return end
        if self.found and start - self.floor < _NEAR and bound is None:
            near = low[self.floor : start]
            if not any(mark in near for mark in ",.;\0"):
                return end
        if (
            bound is None
            and last not in contexts.tables().shares["spending"]
            and not (opens and ends)
            and unit.kind != "money"
        ):
            return end
        if last == "over" and unit.kind == "duration":
            return end
        return self.ranged(measure)

    def half(self, start: int, end: int, word: str) -> int:
        """Read `half`, `half a million`, `half an hour`, `quarter of a million`."""
        low = self.low
        part = Decimal("0.5") if word == "half" else Decimal("0.25")
        scaled = _HALF_SCALE.match(low, end)
        if scaled is not None:
            factor = Decimal(numerals().scales[scaled[1]][1])
            numeral = Numeral(start, scaled.end(), times(part, factor), part, factor, "words")
            return self.given(numeral)
        if word == "quarter":
            return end
        return self.part(Numeral(start, end, part, part), start)

    def part(self, numeral: Numeral, start: int) -> int:
        """Give a half, a third, a quarter where it is a share rather than a place in an order or a part of a game."""
        low = self.low
        end = numeral.end
        joined = _PART_OF_UNIT.match(low, end)
        if joined is not None and (joined.end() > end or self._measures(start, end)):
            unit = units.unit_at(low, self.text, joined.end())
            if unit is not None and unit.kind in _PARTED:
                if unit.kind == "duration" and contexts.is_when(low, start, unit.end):
                    return unit.end
                name, stop, kind = self.rate(unit, unit.end)
                return self.put(start, stop, kind, value=numeral.value, unit=name, unit_span=unit, bound=True)
        if low.startswith("-", end):
            return end
        last = contexts.last_word(low, start)
        following = contexts.next_word(low, end)
        shares = contexts.tables().shares
        half = low[start:end] == "half"
        if half:
            if last in shares["before_half"] or following in shares["no_half"]:
                return end
            if (
                following not in contexts.tables().shares["after_half"]
                and comparators.before(low, start, self.floor, strong=True) is None
                and contexts.words_before(low, start, 1)
                and not _CLOSE.match(low, end)
            ):
                return end
        elif following and following not in contexts.tables().shares["after_part"]:
            return end
        return self.put(start, end, "fraction", value=numeral.value, unit="fraction", bound=True)

    def _measures(self, start: int, end: int) -> bool:
        """Whether a unit right behind a part is measured by it: a half mile, half-mile; not the half mile."""
        low = self.low
        return low.endswith(("half", "quarter"), start, end) and (low[start] == "a" or low[end] == "-" or start == 0)

    def amount(self, start: int, amount: Amount) -> int:
        """Give a vague amount, a multiple or a zero, with the unit behind it."""
        low = self.low
        end = amount.end
        if amount.kind == "zero":
            return self.put(start, end, "count", value=Decimal(0))
        if amount.kind != "vague":
            return self.put(
                start,
                end,
                "multiple" if amount.kind == "multiple" else "fraction",
                value=amount.value,
                unit=amount.unit,
                bound=True,
            )
        stop = end
        of = _OF.match(low, end)
        if of is not None and low[start:end].rpartition(" ")[2] in contexts.tables().shares["of_unit"]:
            stop = of.end()
        unit = money.after(low, self.text, stop) or units.unit_at(low, self.text, stop)
        if unit is not None and (
            unit.kind == "other"
            or unit.name == "bit"
            or low[unit.start : unit.end] in _NOT_VAGUE
            or (stop > end and unit.kind == "angle")
        ):
            unit = None
        if unit is None:
            return self.put(start, end, "count", comparator="vague")
        if unit.kind == "duration" and contexts.is_when(low, start, unit.end):
            if "when" in self.include:
                return self.put(start, unit.end, "duration", unit=unit.name, unit_span=unit, comparator="vague")
            return unit.end
        if unit.kind == "money":
            unit = money.settle(unit, low, self.settled)
        name, last, kind = self.rate(unit, unit.end)
        return self.put(start, last, kind, unit=name, unit_span=unit, comparator="vague")

    def ordinal(self, numeral: Numeral) -> int:
        """Give an ordinal where ordinals are asked for."""
        low, start, end = self.low, numeral.start, numeral.end
        if "ordinal" in self.include:
            if low[start:end] == "second" and contexts.last_word(low, start) in _BEFORE_SECOND:
                return end
            if _DECIMAL_PLACE.fullmatch(low[start:end]) and (of_unit := _OF_A.match(low, end)):
                unit = units.unit_at(low, self.text, of_unit.end() - 1)
                if unit is not None:
                    return self.put(
                        start,
                        unit.end,
                        "physical",
                        value=Decimal(1) / numeral.value,
                        unit=unit.name,
                        unit_span=unit,
                        bound=True,
                    )
            self.put(start, end, "ordinal", value=numeral.value)
        return end


def next_is_name(low: str, end: int) -> bool:
    """Whether what follows `zero` makes it a name or a point on a scale (zero tolerance, zero-Covid)."""
    return (
        low.startswith("-", end) or contexts.next_word(low, end).rstrip("'") in contexts.tables().shares["after_zero"]
    )
