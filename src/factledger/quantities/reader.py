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
_FIGURES = lazy_pattern(r"\d+")
_AGE_UNIT = lazy_pattern(r"(?:(?: ?- ?| to | or | and )[a-z\d]{1,12})?[- ]?(year|month|week|day|yo|yr)")
_SUM_ON = lazy_pattern(r" and (?:a half|half|\d|[a-z]+ (?:second|minute|foot|mile|cent))")
_HALF_SCALE = lazy_pattern(
    r"(?: an?|-an?-| of an?|-)? {0,2}(dozen|hundred|thousand|million|billion|trillion)(?![a-z])"
)
_HALF_ARTICLE = lazy_pattern(r"(?: an?| of an?|-an?)?(?=[ -])")
_PART_OF_UNIT = lazy_pattern(r" (?:of )?an? (?=[a-z])")
_OF = lazy_pattern(r" of(?= )")
_DECIMAL_PLACE = lazy_pattern(r"(?:tenth|hundredth|thousandth|millionth|fifth|third)")
_OF_A = lazy_pattern(r" of an? (?=[a-z])")


#: Kinds of units that a half or a quarter is taken of: half an hour, a quarter of a percentage point.
_PARTED = frozenset(("duration", "length", "volume", "mass", "area", "percent", "percentage_point"))

_INSIDE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789'")
_LONGEST = 200  # characters, more than any word that a quantity begins with and what is looked at behind it


class _Anchor(NamedTuple):
    """What a quantity may begin with, a word with the character before it."""

    after: re.Pattern[str]

    def next(self, low: str, position: int) -> tuple[int, int] | None:
        """Return the range of the first anchor from `position` on."""
        if position == 0 or low[position - 1] not in _INSIDE:
            word = self.after.match(" " + low[position : position + _LONGEST])
            if word is not None:
                return position, position + word.end() - 1
        if (match := self.after.search(low, position)) is None:
            return None
        start, end = match.span()
        return (start, end) if end - start == 1 else (start + 1, end)


@cache
def _anchor(ordinals: bool) -> _Anchor:
    """Return the patterns of everything that a quantity may begin with."""
    known = numerals()
    table = load("numerals")
    lone = {"hundred", "thousand", "million", "billion", "trillion"}
    starts = (
        amount_words() | {word for word, (kind, _v) in known.words.items() if kind < HUNDRED or kind == ZERO} | lone
    )
    starts |= {"half", "quarter", "point"}
    if ordinals:
        starts |= set(known.ordinals)
    once = [
        word
        for word in units.tables().singular
        if len(word) > 2 and word not in ("bar", "min", "sec", "deg", "turn", "cup")
    ]
    article = trie(
        [
            *table["scales"],
            *table["fractions"],
            "couple",
            *once,
            "dollar",
            "penny",
            "euro",
            "lb",
            "kg",
        ]
    )
    marks = "".join(known.characters)
    words = rf"(?:{trie(starts)})(?![a-z0-9])|an?(?= (?:{article})(?![a-z0-9]))"
    # The scan looks at what parts words, not at their letters.
    return _Anchor(re.compile(rf"[^a-z'](?:(?<=[\d{marks}])|{words})"))


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
                return self.number(Numeral(start, figures.end(), value, value, form="words"), None)
            return end
        numeral = words_at(low, start)
        if numeral is not None:
            self.run = self.run + 1 if low[self.run_end : start].strip(" -") in ("", "and") else 0
            self.run_end = numeral.end
            if self.run > MAX_RUN and (run := numerals().run.match(low, start)) is not None:
                return run.end()
            return self.number(numeral, None)
        amount = amount_at(low, self.text, start, end, self.floor)
        return end if amount is None else self.amount(start, amount)

    def digits(self, start: int) -> int:
        """Read the number whose digits begin at `start`."""
        low = self.low
        sign = money.before(low, self.text, start, self.floor)
        begin = start
        if start and low[start - 1] == "." and (start == 1 or low[start - 2] in " \0$€£-(+"):
            begin = start - 1
        numeral = digits_at(low, self.text, start, money=sign is not None, locale=self.locale)
        if isinstance(numeral, int):
            return numeral
        if begin < start and numeral.plain:
            fraction = Decimal("0." + low[start : numeral.end])
            numeral = numeral._replace(start=begin, value=fraction, head=fraction, plain=False)
            sign = sign or money.before(low, self.text, begin, self.floor)
        elif begin < start and numeral.scale > 1 and numeral.head == numeral.head.to_integral_value():
            figures = _FIGURES.match(low, start)
            head = Decimal(f"0.{figures[0] if figures else 0}")
            numeral = numeral._replace(start=begin, head=head, value=times(head, numeral.scale))
            sign = sign or money.before(low, self.text, begin, self.floor)
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
            if (
                "ordinal" in self.include
                and low[end : end + 2] in ("st", "nd", "rd", "th")
                and not low[end + 2 : end + 3].isalnum()
            ):
                self.put(start, end + 2, "ordinal", value=numeral.value)
                return end + 2
            return named
        if numeral.form == "words":
            if (
                low[start:end] == "one"
                and (alone or not self.share(numeral, peek=True))
                and contexts.is_pronoun_one(low, text, start, end)
            ) and (alone or units.unit_at(low, text, end) is None or _ONE_DAY.match(low, end)):
                return end
            if low[start:end] in ("zero", "nought") and next_is_name(low, end):
                return end
        share = 0 if alone else self.share(numeral)
        if share:
            return share
        value = self.valued(numeral, sign)
        if value is None:
            return max(end, start + 1)
        return self.single(value) if value.end == self.alone else self.ranged(value)

    def article(self, start: int, end: int) -> int:
        """Read `a dozen`, `a third`, `an hour`; an article alone is no number."""
        low, text = self.low, self.text
        numeral = self.article_numeral(start)
        if numeral is not None:
            if numeral.form == "fraction":
                return self.part(numeral, start)
            if low[numeral.start : numeral.end].endswith("dozen") and low.startswith("s", numeral.end):
                return end
            if (value := self.valued(numeral, None)) is None:
                return numeral.end
            return self.ranged(value)
        unit = units.unit_at(low, text, end) or money.after(low, text, end)
        if (
            unit is None
            or unit.start == end
            or unit.kind in ("percent", "percentage_point")
            or unit.name in ("degree", "point", "bit", "second")
        ):
            return end
        opens = start == 0 or low[start - 1] == "\0"
        alone = opens or low[max(0, start - 2) : start].endswith(("look, ", ", "))
        if low.startswith(("-", "'"), unit.end):
            return unit.end
        numeral = Numeral(start, end, Decimal(1), Decimal(1), form="words")
        measure = Value(numeral, start, unit.end, unit, times(Decimal(1), unit.factor))
        if unit.kind == "duration" and contexts.is_when(low, start, unit.end):
            return self.ranged(measure) if "when" in self.include else unit.end
        if opens and _DEFINED.match(low, unit.end) and unit.kind != "duration":
            return self.ranged(measure)  # a mile is, a kilobyte equals
        before = contexts.words_before(low, start, 2)
        last = before[-1] if before else ""
        bound = comparators.before(low, start, self.floor, strong=True)
        ends = (
            _CLOSE.match(low, unit.end) is not None
            or _SUM_ON.match(low, unit.end) is not None
            or low.startswith(" of ", unit.end)
        )
        if (
            unit.kind == "money"
            and not (((alone or low[unit.end : unit.end + 1] in "!?.") and ends) or bound is not None)
        ) or unit.kind not in ("duration", "length", "volume", "mass", "area", "money", "data", "energy"):
            return end
        if self.found and start - self.floor < 40 and self.floor:
            near = low[self.floor : start]
            if (bound is None and not any(mark in near for mark in ",.;\0")) or near.strip() == "":
                return end
        if (
            bound is None
            and last not in contexts.tables().shares["spending"]
            and not (opens and ends)
            and unit.kind != "money"
        ):
            return end
        if last == "over" and bound is not None and unit.kind == "duration":
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
            if (value := self.valued(numeral, None)) is None:
                return numeral.end
            return self.ranged(value)
        if word == "quarter":
            return end
        unit = _HALF_ARTICLE.match(low, end)
        if unit is not None and low[end : end + 1] in (" ", "-"):
            found = units.unit_at(low, self.text, unit.end())
            if (
                found is not None
                and found.start > unit.end()
                and found.kind in _PARTED
                and (unit.end() > end or low[end] == "-" or start == 0)
            ):
                if found.kind == "duration" and contexts.is_when(low, start, found.end):
                    return found.end
                if low.startswith("-", found.end) or (found.kind == "duration" and units.rate_at(low, found.end)):
                    return found.end
                return self.put(
                    start,
                    found.end,
                    self.kind(found),
                    value=part,
                    unit=found.name,
                    unit_span=found,
                    bound=True,
                )
        return self.part(Numeral(start, end, part, part, form="fraction"), start)

    def part(self, numeral: Numeral, start: int) -> int:
        """Give a half, a third, a quarter where it is a share rather than a place in an order or a part of a game."""
        low = self.low
        end = numeral.end
        words = contexts.words_before(low, start, 1)
        last = words[-1] if words else ""
        following = contexts.next_word(low, end)
        if low.startswith("-", end):
            return end
        of_unit = _PART_OF_UNIT.match(low, end)
        if of_unit is not None:
            unit = units.unit_at(low, self.text, of_unit.end() - 1)
            if unit is not None and unit.kind in _PARTED:
                if unit.kind == "duration" and contexts.is_when(low, start, unit.end):
                    return unit.end
                return self.put(
                    start,
                    unit.end,
                    self.kind(unit),
                    value=numeral.value,
                    unit=unit.name,
                    unit_span=unit,
                    bound=True,
                )
        shares = contexts.tables().shares
        half = low[start:end] == "half"
        if half:
            if last in shares["before_half"] or following in shares["no_half"]:
                return end
            if (
                following not in contexts.tables().shares["after_half"]
                and comparators.before(low, start, self.floor, strong=True) is None
                and words
                and not _CLOSE.match(low, end)
            ):
                return end
        elif following and following not in contexts.tables().shares["after_part"]:
            return end
        return self.put(start, end, "fraction", value=numeral.value, unit="fraction", bound=True)

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
        if of is not None and low[start:end].rsplit(" ", 1)[-1] in contexts.tables().shares["of_unit"]:
            stop = of.end()
        unit = money.after(low, self.text, stop) or units.unit_at(low, self.text, stop)
        if unit is not None and (
            unit.start == stop
            or unit.end - unit.start < 3
            or unit.kind in ("percent", "percentage_point", "other")
            or unit.name in ("point", "second", "bar", "bit")
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
            if low[start:end] == "second" and (
                contexts.words_before(low, start, 1) in (["a"], ["per"], ["one"], ["each"])
            ):
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
    return low.startswith("-", end) or contexts.next_word(low, end) in contexts.tables().shares["after_zero"]
