"""Quantities: a numeral with its unit or currency, its range and its comparator; usable on its own."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from factledger.amounts import MINUS_SIGNS, OF_A, Amount
from factledger.comparators import comparator_before
from factledger.contexts import (
    contexts,
    glued_letters,
    is_named,
    is_pronoun_one,
    is_time_only,
    near,
    next_word,
    words_before,
)
from factledger.errors import FactledgerError
from factledger.numerals import Locale, Numeral, grammar, numeral_at
from factledger.patterns import lazy_pattern
from factledger.ranges import RangeReader, reader_words
from factledger.records import Quantity
from factledger.units import Unit, sign_before, tables, unit_after

INCLUDE = ("ordinal", "age", "when")
LOCALES = ("en", "eu")


def parse_quantities(text: str, *, include: Collection[str] = (), locale: Locale = "en") -> tuple[Quantity, ...]:
    """Return the quantities of a text, in order and disjoint, spans verbatim, values exact.

    What a claim leaves out comes on request: `include` takes "ordinal" (first, 2nd), "age" (aged 34) and "when"
    (durations that only place something in time: two days ago). `locale` is "en" for 1,234.56 or "eu" for 1.234,56.
    Never raises on any text; raises `FactledgerError` on other arguments.
    """
    if not isinstance(text, str):
        raise FactledgerError(f"text must be a str, not {type(text).__name__}")
    wanted = frozenset([include] if isinstance(include, str) else include)
    for name in sorted(wanted - set(INCLUDE)):
        raise FactledgerError(f"include: no kind {name!r}; accepted: {', '.join(INCLUDE)}")
    if locale not in LOCALES:
        raise FactledgerError(f"no locale {locale!r}; accepted: {', '.join(LOCALES)}")
    return tuple(_Reader(text, wanted, locale).read())


class _Reader(RangeReader):
    """One pass over a text: from anchor to anchor, each read locally."""

    def read(self) -> list[Quantity]:
        low = self.text.lower()
        if len(low) == len(self.text):  # three times as fast as ignoring case
            search = grammar().low_anchor.search
        else:
            low, search = self.text, grammar().anchor.search
        position = 0
        while (match := search(low, position)) is not None:
            start, end = match.span()
            position = max(self.at(start, self._anchor_end(start, end)), start + 1)
        return self.found

    def at(self, start: int, end: int) -> int:
        """Read the quantity at an anchor, if there is one; return where to go on."""
        text = self.text
        digit = text[start].isdigit() or text[start] == "."
        sign = None
        if digit:
            minus = text[start - 1 : start] in MINUS_SIGNS and start > self.floor
            sign = sign_before(text, start - minus, self.floor) if start else None
            if sign is None and text[start - 1 : start].isalpha() and not _squeezed(text, start):
                return self._skip_digits(start)
        numeral = numeral_at(text, start, end, money=sign is not None, locale=self.locale)
        if numeral is None:
            return self._skip_digits(start) if digit else end
        if numeral.suffix == "m" and sign is None and self._in_meters(numeral):
            cut = numeral.end - 2 if text[numeral.end - 2].isspace() else numeral.end - 1
            numeral = numeral._replace(
                end=cut, value=numeral.value and numeral.value / numeral.scale, scale=Decimal(1), suffix=""
            )
        if sign is not None and not _states_money(text, sign, numeral):
            if text[start - 1].isalpha():
                return self._skip_digits(start)
            sign = None
        match numeral.kind:
            case "number":
                return self.number(numeral, sign)
            case "fraction":
                return self.fraction(numeral)
            case "vague":
                return self.vague(numeral)
            case "multiple":
                return self.multiple(numeral)
            case "zero":
                return self.zero(numeral)
            case "article":
                return self.article(numeral)
            case _:
                return self.ordinal(numeral)

    def _measured(self, numeral: Numeral) -> bool:
        """Whether four digits that could be a year stand before a unit: 2000 rpm, 1750°C."""
        text = self.text
        if numeral.end - numeral.start != 4 or text[numeral.start - 1 : numeral.start] not in (
            "",
            " ",
            "(",
            "+",
            "-",
            "−",
            "\n",
        ):
            return False
        unit = unit_after(text, numeral.end)
        if unit is None or unit.kind != "physical" or not text[numeral.start : numeral.end].isdigit():
            return False
        written = text[unit.start : unit.end]
        return text[numeral.end] != "-" and (len(written) > 1 or unit.start == numeral.end or written == "m")

    def _in_meters(self, numeral: Numeral) -> bool:
        """Whether the `m` behind digits is the metre: set off by a space, measuring, or alone; else millions."""
        text, end = self.text, numeral.end
        if (after := unit_after(text, end)) is not None and after.kind == "money":
            return False
        if text[end - 2].isspace() or (numeral.end - numeral.start > 4 and text[numeral.start : end - 1].isdigit()):
            return True
        if _IN_LENGTH.match(text, end):
            return True
        return next_word(text, end) in tables().measuring or self.whole(numeral.start, end)

    def _skip_digits(self, start: int) -> int:
        end = start + 1
        while end < len(self.text) and self.text[end].isdigit():
            end += 1
        return end

    def number(self, numeral: Numeral, sign: Unit | None) -> int:
        text = self.text
        if is_named(text, numeral, sign is not None) and not self._measured(numeral):
            return self.named(numeral)
        plain, numeral = numeral, self.signed(numeral, sign)
        if numeral is not plain or self.whole(numeral.start, numeral.end):
            pass
        elif text[numeral.start : numeral.end].lower() == "one":
            if text.startswith((" in ", " out of ", " of every "), numeral.end) and (share := self.share(numeral)):
                return share
            if is_pronoun_one(text, numeral.start, numeral.end) and not _ONE_TWO.match(text, numeral.end):
                return numeral.end
        elif text.startswith((" in ", " out of ", " of every "), numeral.end) and (share := self.share(numeral)):
            return share
        if (over := self.quotient(numeral)) is not None:
            return over
        if (
            self.found
            and numeral.value == 100_000
            and self.found[-1].unit == "1/100000"
            and text.startswith("per ", numeral.start - 4)
        ):
            return numeral.end
        if (spread := self.spread(numeral, sign)) is not None:
            return spread
        first = self.compound(self.amount(numeral, sign))
        if first.unit is None and numeral.digits and glued_letters(text, numeral.end):
            return self._after_word(numeral.end)
        if first.unit is not None and first.unit.name in tables().durations and self._instrument(first.end):
            return first.end
        second = self.range_end(first)
        if second is not None:
            return self.ranged(first, second)
        if first.unit is not None and first.unit.kind == "duration" and is_time_only(text, first.start, first.end):
            if "when" in self.include:
                return self.put(first, "duration")
            return first.end
        return self.put(first, self.kind_of(first))

    def _after_word(self, end: int) -> int:
        while end < len(self.text) and self.text[end].isalnum():
            end += 1
        return end

    def _instrument(self, end: int) -> bool:
        return next_word(self.text, end) in contexts().instruments

    def named(self, numeral: Numeral) -> int:
        """A number that is no quantity; ages and ordinals are given where they are asked for."""
        text, end = self.text, numeral.end
        if "age" in self.include:
            age = re.compile(r"[-\s](?:years?|months?|weeks?)[-\s](?:olds?|of age)\b").match(text, end)
            before = [word.lower() for word in words_before(text, numeral.start, 1)]
            if age or (before and before[0] in contexts().ages):
                stop = age.end() if age else end
                unit = (
                    "month"
                    if age and "month" in age[0].lower()
                    else "week"
                    if age and "week" in age[0].lower()
                    else "year"
                )
                return self._give(numeral.start, stop, "age", value=numeral.value, unit=unit, bound=True)
        if "ordinal" in self.include and (th := re.compile(r"(?:st|nd|rd|th)\b").match(text, end)):
            return self._give(numeral.start, th.end(), "ordinal", value=numeral.value)
        follow = _FOLLOW.match(text, end)
        return follow.end() if follow and numeral.digits else max(end, numeral.start + 1)

    def share(self, numeral: Numeral) -> int:
        """`one in five`, `three out of four`: a fraction; 0 where it is none."""
        text = self.text
        middle = grammar().of_share.match(text, numeral.end) or re.compile(r"\sof\severy\s").match(text, numeral.end)
        if middle is None or numeral.value is None or numeral.scale > 1:
            return 0
        anchor = grammar().anchor.match(text, middle.end())
        if anchor is None:
            return 0
        under = numeral_at(text, middle.end(), self._anchor_end(middle.end(), anchor.end()))
        if under is None or under.kind != "number" or under.value is None or not numeral.value < under.value:
            return 0
        if " in" in middle[0] and (under.value > 10_000 or under.value.adjusted() > 4 or numeral.value > 10):
            return 0
        if re.compile(r"[\s-](?:years?|months?|days?|weeks?|hours?|minutes?|decades?)\b|:\d").match(
            text, under.end
        ) or is_named(text, under, False):
            return 0
        return self._give(
            numeral.start, under.end, "fraction", value=numeral.value / under.value, unit="fraction", bound=True
        )

    def fraction(self, numeral: Numeral) -> int:
        text, end = self.text, numeral.end
        low = text[numeral.start : end].lower()
        following = next_word(text, end)
        if low == "half" and (article := _HALF_A.match(text, end)) is not None:
            unit = unit_after(text, article.end())
            if (
                unit is not None
                and unit.kind in ("duration", "physical")
                and (article[0] or unit.name not in near("not_halved"))
            ):
                if is_time_only(text, numeral.start, unit.end) and "when" not in self.include:
                    return unit.end
                return self.put(Amount(numeral, numeral.start, unit.end, unit), unit.kind)
        if numeral.digits is False and (of := OF_A.match(text, end)) is not None:
            unit = unit_after(text, of.end())
            if unit is not None and unit.kind == "physical" and not text[unit.start : unit.end].endswith("s"):
                return self.put(Amount(numeral, numeral.start, unit.end, unit), unit.kind)
        if self.whole(numeral.start, end):
            pass
        elif low == "half":
            last = (words_before(text, numeral.start, 1) or [""])[0].lower()
            ok = following in near("after_half") or comparator_before(text, numeral.start, self.floor) is not None
            if (
                last in ("first", "second", "other", "latter", "top", "bottom", "last", "a", "and", "better", "same")
                or not ok
            ):
                return end
            if text.startswith("-", end) or following in ("hour", "hours", "year", "time", "day"):
                return end
        elif (
            low.startswith(("a ", "one "))
            and "half" not in low
            and "-" not in low
            and following not in ("", *near("after_third"))
        ):
            return end
        if numeral.digits:
            unit = unit_after(text, end)
            if unit is not None:
                return self.put(Amount(numeral, numeral.start, unit.end, unit), unit.kind)
        return self._give(numeral.start, end, "fraction", value=numeral.value, unit="fraction", bound=True)

    def multiple(self, numeral: Numeral) -> int:
        text, end = self.text, numeral.end
        low = text[numeral.start : end].lower()
        following = next_word(text, end)
        if following in reader_words().not_multiple or text.startswith("-", end):
            return end
        last = (words_before(text, numeral.start, 1) or [""])[0].lower()
        if low in ("twice", "thrice") and following not in (
            "as",
            "the",
            "its",
            "their",
            "that",
            "what",
            "his",
            "her",
            "more",
        ):
            return end
        if (
            low in reader_words().base
            and last not in near("before_base")
            and following not in ("the", "its", "their", "to", "what", "that")
        ):
            return end
        return self._give(numeral.start, end, "multiple", value=numeral.value, unit="multiple", bound=True)

    def vague(self, numeral: Numeral) -> int:
        text, start, end = self.text, numeral.start, numeral.end
        low = " ".join(text[start:end].lower().split())
        g = grammar()
        if not self._is_vague(low, start, end):
            return end
        unit = unit_after(text, end)
        if unit is None and low.split()[-1] in g.plurals and (joined := reader_words().of_unit.match(text, end)):
            unit = unit_after(text, joined.end() - 1)
        if unit is not None and (unit.kind in ("percent", "percentage_point") or unit.name in ("point", "second")):
            unit = None
        if unit is not None and unit.kind == "duration" and is_time_only(text, start, unit.end):
            if "when" in self.include:
                return self._give(start, unit.end, "duration", unit=unit.name, comparator="vague")
            return unit.end
        if unit is not None:
            unit = self.settled(unit)
            name, stop, kind = self._rate(unit, unit.end)
            return self._give(start, stop, kind, unit=name, unit_span=unit, comparator="vague")
        return self._give(start, end, "count", comparator="vague")

    def _is_vague(self, low: str, start: int, end: int) -> bool:
        text, g = self.text, grammar()
        previous = [word.lower() for word in words_before(text, start, 1)]
        last = previous[0] if previous else ""
        if "," in text[max(0, start - 2) : start] or "." in text[max(0, start - 2) : start]:
            last = ""
        following = next_word(text, end)
        after_of = text.startswith(" of", end)
        if low in g.of:
            return after_of or following in near("verbish")
        if low in g.majority:
            if low == "most":
                if last in contexts().superlative or last.endswith(("'s", "’s")) or text.startswith("-", end):
                    return False
                if (
                    not following
                    or (following.endswith("ly") and following not in ("family", "elderly"))
                    or following in near("not_after_most")
                ):
                    return False
                return after_of or last not in near("be")
            if "majority" in low.split()[-1]:
                return after_of or (low != "majority" and (following in near("verbish") or not following))
        if low == "many":
            return last not in ("how", "as", "too") and following != "a" and not text.startswith("-", end)
        if low in ("few", "a few") and last == "as" and following == "as":
            return False
        if low in ("few", "a few"):
            return last not in ("the", "past", "last", "next", "these", "those", "first", "quite") or low == "a few"
        if low == "tens" or low in ("lakhs", "crores"):
            return after_of and low != "tens"
        if low == "scores":
            return after_of or following in (
                "more",
                "others",
                "killed",
                "injured",
                "wounded",
                "dead",
                "were",
                "are",
                "have",
                "died",
            )
        if low == "multiple":
            return following not in ("sclerosis", "choice") and not text.startswith("-", end)
        if low in g.alone:
            return not text.startswith("-", end)
        return True

    def zero(self, numeral: Numeral) -> int:
        text, end = self.text, numeral.end
        low = " ".join(text[numeral.start : end].lower().split())
        pattern = reader_words().harm_noun if low == "no" else reader_words().harm
        if pattern.match(text, end) is None:
            return end
        return self._give(numeral.start, end, "count", value=Decimal(0), comparator="exact")

    def article(self, numeral: Numeral) -> int:
        """`an hour`, `a mile`: one unit, unless it is a rate or places something in time."""
        text, end = self.text, numeral.end
        unit = unit_after(text, end)
        if unit is None:
            return end
        amount = self.compound(Amount(numeral, numeral.start, unit.end, unit))
        if self.whole(amount.start, amount.end) or amount.end > unit.end:
            return self.put(amount, unit.kind)
        if unit.kind not in ("duration", "physical") or unit.name not in near("article_units"):
            return end
        if text[end : unit.start].strip() or (self.floor > numeral.start - 30 and self.floor):
            gap = text[self.floor : numeral.start]
            if "," not in gap and ";" not in gap and "." not in gap:
                return end
        if is_time_only(text, numeral.start, unit.end) or text.startswith(("-", "’s", "'s"), unit.end):
            return unit.end
        last = (words_before(text, numeral.start, 1) or [""])[0].lower()
        if comparator_before(text, numeral.start, self.floor) is None and last not in near("before_article"):
            return end
        return self._give(
            numeral.start, unit.end, unit.kind, value=Decimal(1), unit=unit.name, unit_span=unit, bound=True
        )

    def ordinal(self, numeral: Numeral) -> int:
        of = OF_A.match(self.text, numeral.end)
        unit = unit_after(self.text, of.end()) if of is not None and numeral.value and numeral.value > 2 else None
        if unit is not None and numeral.value and unit.kind == "physical" and self.whole(numeral.start, unit.end):
            part = numeral._replace(kind="fraction", value=1 / numeral.value)
            return self.put(Amount(part, part.start, unit.end, unit), unit.kind)
        if "ordinal" in self.include:
            return self._give(numeral.start, numeral.end, "ordinal", value=numeral.value)
        return numeral.end


_FOLLOW = lazy_pattern(  # what goes on behind a number that is a name: dates, times, phone numbers
    r"(?:[-–/.]\d+|:\d\d(?!\d)|(?<=\d)[ -]\d{3,4}(?=[ -]\d{4}(?!\d))"
    r"|(?<=[ -]\d{3})[ -]\d{4}(?!\d)|(?<=[ -]\d{4})[ -]\d{4}(?!\d))+"
)
_HALF_A = lazy_pattern(r"\san?(?=\s)|(?=[\s-][a-z]{3,9}(?!\w))", re.IGNORECASE)
_IN_LENGTH = lazy_pattern(r"\sin\s(?:length|width|height|depth|diameter)\b")
_ONE_TWO = lazy_pattern(r"(?:,|\sand|\sto)\s(?:two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)


def _squeezed(text: str, start: int) -> bool:
    """Whether a word and an amount lost the space between them, as cells of tables do: Starch60 mg."""
    digits = grammar().digits.match(text, start)
    unit = unit_after(text, digits.end()) if digits is not None else None
    return (
        unit is not None
        and unit.kind == "physical"
        and unit.end - unit.start > 1
        and text[start - 4 : start].islower()
    )


def _states_money(text: str, sign: Unit, numeral: Numeral) -> bool:
    """Whether letters before a number are a currency: R50m and RM42 are; N95, R2 and ALL 5 are not."""
    written = text[sign.start : sign.end]
    if not written.isalpha() or (len(written) > 1 and written not in tables().word_codes):
        return True
    digits = text[numeral.start : numeral.end]
    return numeral.scale > 1 or "," in digits or (len(written) > 1 and sign.end == numeral.start)
