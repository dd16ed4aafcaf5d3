"""Values: a numeral with its sign, its unit of measure or its currency."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from factledger import contexts, money, units
from factledger.digits import digits_at
from factledger.numerals import EXACT, Numeral, times, words_at
from factledger.numerals import tables as numerals
from factledger.patterns import lazy_pattern
from factledger.quantities.records import Page
from factledger.units import Unit

#: What often stands behind a number and is no unit: looked at first, to spare the tables.
_NO_UNIT = (" and ", " people", " were ", " men ", " women ", " children", " others ", ", ")
_MEGA = lazy_pattern(r" ?([MGk])(USD|EUR|GBP|SEK|NOK|DKK|CHF)\b")
_MEGA_FACTORS = {"M": Decimal(10**6), "G": Decimal(10**9), "k": Decimal(1000)}
_SCALE_BEHIND_CODE = lazy_pattern(r" (million|billion|trillion|thousand)\b")
_OTHER_END = lazy_pattern(r"(?: to | or | and |[-–])\d[\d.]*m ([a-z]+)")
_GLUED_LETTER = lazy_pattern(r"[a-z_]")
_GLUED_FORM = lazy_pattern(r"-?fold(?![a-z])|x(?![a-z0-9×])|ish(?![a-z])")
_OWN_UNIT = lazy_pattern(r"[ -]([a-z][a-z_]{2,30}(?: [a-z]{2,20})?)(?![a-z])")
_OF_TIME = lazy_pattern(
    r"(?:(?<=quarter)|(?<=quarters)|(?<=half)) of(?: an?)?(?= (?:hour|minute|day|week|month|year|mile|inch)(?![a-z]))"
)
_ADJECTIVE_BEFORE_UNIT = lazy_pattern(
    r" (?:additional|extra|fewer|more|full|whole|consecutive|straight|further|"
    r"long) (?=(?:second|minute|hour|day|week|month|year|decade|mile|inch|foot|feet)s?(?![a-z]))"
)
_POUND = lazy_pattern(r"[ -]pounds?(?![a-z0-9])")
_POINTS = lazy_pattern(r"[ -]points?(?![a-z])")
_NO_FIGURE = lazy_pattern(r"\D")
#: Words that make `5m` millions where nothing is counted behind it.
_BEFORE_MILLIONS = frozenset(("by", "some", "estimated"))
#: The scales that a text names for the bare degrees behind, and how far behind.
_SCALES = {"celsius": "degree_Celsius", "fahrenheit": "degree_Fahrenheit"}
_SCALE_REACH = 400
_MINUS_WORD = lazy_pattern(r"(?:^|[ (\0])(?<!plus or )(minus|negative) $")
_MINUS_REACH = 18
_QUOTED = 200  # characters within which a quotation mark before a number opens what it stands in
_WORD_BEHIND = lazy_pattern(r" ([a-z]+)")
_COUPLE_SCALE = lazy_pattern(r"(?: of)? (dozen|hundred|thousand|million|billion)(?: (thousand|million))?(?![a-z])")
_PART_SCALE = lazy_pattern(r" (?:of an? )?(dozen|hundred|thousand|million|billion|trillion)(?![a-z])")


class Value(NamedTuple):
    """A numeral with its unit, before ranges and comparators are looked at."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None
    value: Decimal


class Values(Page):
    """Reads the value at a numeral."""

    def valued(self, numeral: Numeral, sign: Unit | None) -> Value | None:
        """Return the numeral with its sign, unit and currency; None where letters glued to it make it a name."""
        low, text = self.low, self.text
        start, end = numeral.start, numeral.end
        unit: Unit | None = sign
        if sign is not None:
            start = sign.start
            code = None
            if end != self.alone and (not low[sign.start].isalpha() or low[sign.end - 1] == "$"):
                code = money.after(low, text, end)
            if code is not None and low[code.start].isalpha():
                unit = sign._replace(name=code.name if not code.candidates else sign.name, candidates=())
                end = code.end
        elif end != self.alone and not low.startswith(_NO_UNIT, end):
            unit = money.after(low, text, end)
            if numeral.suffix:
                numeral = self._suffixed(numeral)
                end = numeral.end
                unit = money.after(low, text, end)
            if unit is None:
                unit = self.physical(numeral, end)
            if (
                unit is not None
                and text[unit.start : unit.end].isupper()
                and (scaled := _SCALE_BEHIND_CODE.match(low, unit.end))
            ):
                factor = Decimal(numerals().scales[scaled[1]][1])
                numeral = numeral._replace(value=times(numeral.value, factor), scale=factor)
                unit = unit._replace(end=scaled.end())
            if mega := _MEGA.match(text, end):
                factor = _MEGA_FACTORS[mega[1]]
                numeral = numeral._replace(value=times(numeral.value, factor), scale=factor)
                unit = Unit(mega[2], "money", mega.start(2), mega.end())
            if unit is not None:
                end = max(end, unit.end)
            elif _GLUED_LETTER.match(low, end) and not _GLUED_FORM.match(low, end):
                self.floor = end
                return None
        if unit is not None and unit.kind == "money":
            unit = money.settle(unit, low, self.settled)
        if unit is not None and unit.name == "degree" and low[unit.start : unit.end] != "°":
            unit = self.temperature(unit)
        value = numeral.value if unit is None or unit.factor == 1 else times(numeral.value, unit.factor)
        start, value = self.minus(start, value, numeral, unit)
        if (
            unit is not None
            and unit.kind == "money"
            and low[start - 1 : start] == "("
            and low.startswith(")", end)
            and contexts.last_word(low, start - 1) in contexts.tables().accounting
            and value > 0
        ):
            start, end, value = start - 1, end + 1, EXACT.minus(value)  # the profit was ($40m)
        degrees = unit is not None and (unit.kind == "temperature" or unit.name == "degree")
        if degrees and value > 0 and low.startswith((" below zero", " below freezing"), end):
            value, end = EXACT.minus(value), end + (11 if low.startswith(" below zero", end) else 0)
        return Value(numeral, start, end, unit, value)

    def temperature(self, unit: Unit) -> Unit:
        """Read bare degrees by the scale that the text named last."""
        begin = max(0, unit.start - _SCALE_REACH)
        at, name = max((self.low.rfind(word, begin, unit.start), name) for word, name in _SCALES.items())
        return unit if at < 0 else unit._replace(name=name, kind="temperature")

    def _suffixed(self, numeral: Numeral) -> Numeral:
        """Read `14m` as millions where people or things in the plural follow, else leave the letter to the units."""
        low, end = self.low, numeral.end
        stop = low.find(numeral.suffix.lower(), end) + len(numeral.suffix)
        following = contexts.next_word(low, stop)
        currency = money.after(low, self.text, stop) is not None
        plural = contexts.is_plural(following) and following not in ("of", "more")
        rate = units.unit_at(low, self.text, stop)
        plural = plural or (rate is not None and rate.name == "barrel/day")
        by = contexts.last_word(low, numeral.start) in _BEFORE_MILLIONS and not following
        if numeral.suffix == "m" and (other := _OTHER_END.match(low, stop)) is not None:
            plural = plural or contexts.is_plural(other[1])  # 14m to 15m voters
        if (
            (numeral.suffix == "m" and (currency or plural or by))
            or (numeral.suffix in ("b", "t", "mm") and currency)
            or (numeral.suffix == "b" and plural)
        ):
            factor = Decimal(numerals().suffixes[numeral.suffix][0])
            return numeral._replace(
                end=stop, value=times(numeral.value, factor), scale=factor, suffix="", plain=False
            )
        return numeral

    def physical(self, numeral: Numeral, end: int) -> Unit | None:
        """Return the unit of measure behind a number."""
        low, text = self.low, self.text
        unit = units.unit_at(low, text, end)
        if unit is not None:
            if unit.kind == "percent" and (more := _POINTS.match(low, unit.end)) is not None:
                return Unit("percentage_point", "percentage_point", unit.start, more.end())
            return unit
        if low.startswith((" point", "-point"), end):
            return units.share_point(low, end)
        if (pound := _POUND.match(low, end)) is not None:  # money had its turn
            return Unit("pound", "mass", end + 1, pound.end())
        if self.own and (match := _OWN_UNIT.match(low, end)):
            for form in (match[1], match[1].split(" ")[0]):
                if form in self.own:
                    return Unit(self.own[form], "other", match.start(1), match.start(1) + len(form))
        if (timed := _OF_TIME.match(low, end)) is not None:
            return units.unit_at(low, text, timed.end())
        extra = _ADJECTIVE_BEFORE_UNIT.match(low, end)
        if extra is not None:
            return units.unit_at(low, text, extra.end() - 1)
        if numeral.form != "words":
            near = low[max(0, end - _QUOTED) : end]  # a quotation ends with its paragraph
            opened = near.count('"', near.rfind("\0") + 1) % 2 == 1
            return units.prime_at(text, end, opened)
        return None

    def minus(self, start: int, value: Decimal, numeral: Numeral, unit: Unit | None) -> tuple[int, Decimal]:
        """Take in a sign before the number: -4, minus 5, ($-99), negative one."""
        low = self.low
        at = start - 1
        if at < self.floor:
            return start, value
        char = low[at]
        if char in "-+" and (
            at == 0
            or low[at - 1] in " (=:<>~,[$\0"
            or self.text[at] == "−"
            or (numeral.form == "digits" and low[at - 1] in "\"'")
        ):
            return at, EXACT.minus(value) if char == "-" else value
        if unit is not None and unit.kind == "money" and low[numeral.start - 1 : numeral.start] == "-":
            return start, EXACT.minus(value)
        if char == " " and at > 0:
            if low[at - 1] in "-" and (at == 1 or (low[at - 2] in " (" and (at < 3 or low[at - 3] in ".,(:=~≈<>≤≥"))):
                return at - 1, EXACT.minus(value)
            match = _MINUS_WORD.search(low, max(0, start - _MINUS_REACH), start)
            if match is not None:
                return start - len(match[1]) - 1, EXACT.minus(value)
        return start, value

    def _number_at(self, at: int, *, cash: bool = False) -> Numeral | None:
        low = self.low
        char = low[at : at + 1]
        if not char:
            return None
        if char.isdigit():
            numeral = digits_at(low, self.text, at, money=cash, locale=self.locale)
            return None if isinstance(numeral, int) else numeral
        if char == "." and low[at + 1 : at + 2].isdigit():
            inner = self._number_at(at + 1, cash=cash)
            return None if inner is None else self.pointed(inner, at)
        if char.isalpha():
            return self.article_numeral(at) if low.startswith("a ", at) else words_at(low, at)
        return None

    def pointed(self, numeral: Numeral, begin: int) -> Numeral:
        """Take in the point at `begin`, right before the digits that a numeral begins with: .5, .5 million."""
        part = Decimal(1).scaleb(-len(_NO_FIGURE.split(self.low[numeral.start : numeral.end])[0]))
        return numeral._replace(
            start=begin, value=times(numeral.value, part), head=times(numeral.head, part), plain=False
        )

    def article_numeral(self, start: int) -> Numeral | None:
        """Return `a dozen`, `a million`, `a quarter of a million`, `a couple of hundred`, `a third` at an article."""
        low = self.low
        known = numerals()
        end = start + (2 if low.startswith("an ", start) else 1)
        match = _WORD_BEHIND.match(low, end)
        if match is None:
            return None
        word = match[1]
        if word in known.scales:
            numeral = words_at(low, match.start(1))
            return None if numeral is None else numeral._replace(start=start)
        if word == "couple":
            stop = match.end()
            scaled = _COUPLE_SCALE.match(low, stop)
            if scaled is not None:
                factor = Decimal(known.scales[scaled[1]][1])
                if scaled[2]:  # a couple of hundred thousand
                    factor *= known.scales[scaled[2]][1]
                return Numeral(start, scaled.end(), 2 * factor, Decimal(2), factor, "words")
            if low.startswith(" of ", stop) or units.unit_at(low, self.text, stop) is not None or stop == len(low):
                return Numeral(start, stop, Decimal(2), Decimal(2), form="words")
            return None
        if word in known.denominators:
            part = Decimal(1) / known.denominators[word]
            stop = match.end()
            scaled = _PART_SCALE.match(low, stop)
            if scaled is not None:
                factor = Decimal(known.scales[scaled[1]][1])
                return Numeral(start, scaled.end(), times(part, factor), part, factor, "words")
            return Numeral(start, stop, part, part, form="fraction")
        return None
