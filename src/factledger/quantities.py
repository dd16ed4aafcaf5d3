"""Quantities: a numeral with its unit or currency, its range and its comparator; usable on its own."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from factledger.comparators import Bound, comparator_after, comparator_before
from factledger.contexts import (
    contexts,
    glued_letters,
    is_named,
    is_pronoun_one,
    is_time_only,
    next_word,
    words_before,
)
from factledger.errors import FactledgerError
from factledger.lexicon import load
from factledger.numerals import Locale, Numeral, grammar, numeral_at, one_of
from factledger.records import Quantity, QuantityKind, Span
from factledger.units import Unit, rate_after, settle, sign_before, tables, unit_after

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


class _Amount(NamedTuple):
    """A numeral with its sign or unit, before ranges and comparators are looked at."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None


class _Words(NamedTuple):
    range_middle: re.Pattern[str]
    harm: re.Pattern[str]
    harm_noun: re.Pattern[str]
    base: frozenset[str]
    not_multiple: frozenset[str]
    of_unit: re.Pattern[str]
    change: re.Pattern[str]


@cache
def _words() -> _Words:
    table = load("numerals")
    verbs, nouns = one_of(table["zero"]["verbs"]), one_of(table["zero"]["nouns"])
    return _Words(
        range_middle=re.compile(r"\s?[-–—−]\s?(?=[\d$€£¥]|[a-z]{3})|\s(?:to|till|and|or)\s"),
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


class _Reader:
    """One pass over a text: from anchor to anchor, each read locally."""

    def __init__(self, text: str, include: frozenset[str], locale: Locale) -> None:
        self.text = text
        self.include = include
        self.locale: Locale = locale
        self.found: list[Quantity] = []
        self.floor = 0

    def read(self) -> list[Quantity]:
        search, position = grammar().anchor.search, 0
        while (match := search(self.text, position)) is not None:
            start, end = match.span()
            position = max(self.at(start, self._anchor_end(start, end)), start + 1)
        return self.found

    def _anchor_end(self, start: int, end: int) -> int:
        return end if end > start else start + 1

    def at(self, start: int, end: int) -> int:
        """Read the quantity at an anchor, if there is one; return where to go on."""
        digit = self.text[start].isdigit()
        sign = sign_before(self.text, start, self.floor) if digit else None
        numeral = numeral_at(self.text, start, end, money=sign is not None, locale=self.locale)
        if numeral is None:
            return self._skip_digits(start) if digit else end
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

    def _skip_digits(self, start: int) -> int:
        end = start + 1
        while end < len(self.text) and self.text[end].isdigit():
            end += 1
        return end

    # --- numbers ------------------------------------------------------------------------------------------------

    def number(self, numeral: Numeral, sign: Unit | None) -> int:
        text = self.text
        if is_named(text, numeral, sign is not None):
            return self.named(numeral)
        if text[numeral.start : numeral.end].lower() == "one":
            if text.startswith((" in ", " out of ", " of every "), numeral.end) and (share := self.share(numeral)):
                return share
            if is_pronoun_one(text, numeral.start, numeral.end):
                return numeral.end
        elif text.startswith((" in ", " out of ", " of every "), numeral.end) and (share := self.share(numeral)):
            return share
        first = self.amount(numeral, sign)
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
            age = re.compile(r"[-\s](?:years?|months?)[-\s](?:olds?|of age)\b").match(text, end)
            before = [word.lower() for word in words_before(text, numeral.start, 1)]
            if age or (before and before[0] in contexts().ages):
                stop = age.end() if age else end
                return self._give(numeral.start, stop, "age", value=numeral.value, unit="year")
        if "ordinal" in self.include and (th := re.compile(r"(?:st|nd|rd|th)\b").match(text, end)):
            return self._give(numeral.start, th.end(), "ordinal", value=numeral.value)
        follow = re.compile(r"(?:[-–/:.]\d+)+").match(text, end)
        return follow.end() if follow and numeral.digits else max(end, numeral.start + 1)

    def amount(self, numeral: Numeral, sign: Unit | None) -> _Amount:
        """Return the numeral with its currency sign before it or its unit after it."""
        unit = sign or unit_after(self.text, numeral.end, number_is_suffixed=bool(numeral.suffix))
        if unit is None:
            return _Amount(numeral, numeral.start, numeral.end, None)
        if sign is None and numeral.suffix and unit.kind == "physical":
            unit = None
            return _Amount(numeral, numeral.start, numeral.end, None)
        unit = settle(unit, self.text)
        end = max(numeral.end, unit.end)
        if sign is not None:
            code = unit_after(self.text, numeral.end)
            if code is not None and code.kind == "money":
                end = code.end
                if len(code.candidates) < 2:
                    unit = unit._replace(name=code.name, candidates=())
            elif code is not None and code.kind in ("percent", "percentage_point"):
                end = code.end
        return _Amount(numeral, min(numeral.start, unit.start), end, unit)

    def range_end(self, first: _Amount) -> _Amount | None:
        """Return the second amount of `5 to 10 percent`, `between $2bn and $3bn`, `12-15 million`, if that is one."""
        text = self.text
        middle = _words().range_middle.match(text, first.end)
        if middle is None or first.numeral.value is None:
            return None
        at = middle.end()
        sign = None
        sign_match = re.compile(r"(?:US|C|A|HK|NZ)?[$€£¥₹₽]\s?").match(text, at)
        if sign_match:
            at = sign_match.end()
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
        second = self.amount(numeral, sign)
        if second.unit is None and numeral.digits and glued_letters(text, numeral.end):
            return None
        return second if self._is_range(first, second, middle[0].strip()) else None

    def _is_range(self, first: _Amount, second: _Amount, joint: str) -> bool:
        text = self.text
        low, high = self._shared_scale(first, second)
        one, two = first.unit, second.unit
        if one is not None and (two is None or not _same_dimension(one, two)):
            return False
        if one is not None and two is not None and one.kind == "duration" and one.name != two.name:
            low, high = low * _SECONDS[one.name], high * _SECONDS[two.name]
        if low >= high:
            return False
        before = text[max(0, first.start - 80) : first.start].lower()
        if joint == "and":
            return before.endswith("between ") or before.endswith(
                ("between about ", "between some ", "between roughly ")
            )
        if joint == "or":
            return high == low + 1 and not first.numeral.digits
        if joint == "to":
            if before.endswith("from ") and _words().change.search(before):
                return False
            return not _VOTE.search(text, second.end, second.end + 30)
        if not second.numeral.digits or not first.numeral.digits:
            return not first.numeral.digits and not second.numeral.digits
        return True

    def _shared_scale(self, first: _Amount, second: _Amount) -> tuple[Decimal, Decimal]:
        low, high = first.numeral.value or Decimal(0), second.numeral.value or Decimal(0)
        if first.numeral.scale == 1 and second.numeral.scale > 1 and low * second.numeral.scale < high:
            low *= second.numeral.scale
        return low, high

    def ranged(self, first: _Amount, second: _Amount) -> int:
        low, high = self._shared_scale(first, second)
        unit = second.unit or first.unit
        if first.unit is not None and second.unit is not None and first.unit.name != second.unit.name:
            if first.unit.kind == "duration":
                high = high * _SECONDS[second.unit.name] / _SECONDS[first.unit.name]
            unit = first.unit
        if unit is not None and unit.kind == "duration" and is_time_only(self.text, first.start, second.end):
            if "when" not in self.include:
                return second.end
        start = first.start
        lead = re.compile(r"(?:between|from)\s(?:about\s|some\s|roughly\s|around\s)?\Z", re.IGNORECASE).search(
            self.text, max(self.floor, start - 20), start
        )
        if lead:
            start = lead.start()
        name, end, kind = self._rate(unit, second.end)
        factor = unit.factor if unit else Decimal(1)
        return self._give(
            start, end, kind, low=low * factor, high=high * factor, comparator="range", unit=name,
            unit_span=unit, candidates=unit.candidates if unit else (),
        )  # fmt: skip

    def kind_of(self, amount: _Amount) -> QuantityKind:
        return "count" if amount.unit is None else amount.unit.kind

    def put(self, amount: _Amount, kind: QuantityKind) -> int:
        """Add a plain amount: its rate and its comparator."""
        unit, numeral = amount.unit, amount.numeral
        if unit is None and (times := self._times(numeral)) is not None:
            return self._give(numeral.start, times, "multiple", value=numeral.value, unit="multiple", bound=True)
        name, end, _ = self._rate(unit, amount.end)
        value = None if numeral.value is None else numeral.value * (unit.factor if unit else 1)
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
                return f"1/{counted[1].lower().replace(',', '')}", end, "count"
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

    # --- fractions, multiples, vague words, zero ------------------------------------------------------------------

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
        if low == "half":
            last = (words_before(text, numeral.start, 1) or [""])[0].lower()
            ok = following in _AFTER_HALF or comparator_before(text, numeral.start, self.floor) is not None
            if (
                last in ("first", "second", "other", "latter", "top", "bottom", "last", "a", "and", "better", "same")
                or not ok
            ):
                return end
            if text.startswith("-", end) or following in ("hour", "hours", "year", "time", "day"):
                return end
        elif low.startswith(("a ", "one ")) and "half" not in low and "-" not in low:
            if following and following not in _AFTER_THIRD:
                return end
        if numeral.digits:
            unit = unit_after(text, end)
            return self.put(
                _Amount(numeral, numeral.start, unit.end if unit else end, unit), unit.kind if unit else "fraction"
            )
        return self._give(numeral.start, end, "fraction", value=numeral.value, unit="fraction", bound=True)

    def multiple(self, numeral: Numeral) -> int:
        text, end = self.text, numeral.end
        low = text[numeral.start : end].lower()
        following = next_word(text, end)
        if following in _words().not_multiple or text.startswith("-", end):
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
            low in _words().base
            and last not in _BEFORE_BASE
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
        if unit is None and low.split()[-1] in g.plurals and (joined := _words().of_unit.match(text, end)):
            unit = unit_after(text, joined.end() - 1)
        if unit is not None and (unit.kind in ("percent", "percentage_point") or unit.name in ("point", "second")):
            unit = None
        if unit is not None and unit.kind == "duration" and is_time_only(text, start, unit.end):
            if "when" in self.include:
                return self._give(start, unit.end, "duration", unit=unit.name, comparator="vague")
            return unit.end
        if unit is not None:
            unit = settle(unit, text)
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
            return after_of or following in _VERBISH
        if low in g.majority:
            if low == "most":
                if last in contexts().superlative or last.endswith(("'s", "’s")) or text.startswith("-", end):
                    return False
                if (
                    not following
                    or (following.endswith("ly") and following not in ("family", "elderly"))
                    or following in _NOT_AFTER_MOST
                ):
                    return False
                return after_of or last not in _BE
            if "majority" in low.split()[-1]:
                return after_of or (low != "majority" and (following in _VERBISH or not following))
        if low == "many":
            return last not in ("how", "as", "too") and following != "a" and not text.startswith("-", end)
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
        pattern = _words().harm_noun if low == "no" else _words().harm
        if pattern.match(text, end) is None:
            return end
        return self._give(numeral.start, end, "count", value=Decimal(0), comparator="exact")

    def article(self, numeral: Numeral) -> int:
        """`an hour`, `a mile`: one unit, unless it is a rate or places something in time."""
        text, end = self.text, numeral.end
        unit = unit_after(text, end)
        if unit is None or unit.kind not in ("duration", "physical") or unit.name not in _ARTICLE_UNITS:
            return end
        if text[end : unit.start].strip() or self.floor > numeral.start - 30 and self.floor:
            near = text[self.floor : numeral.start]
            if "," not in near and ";" not in near and "." not in near:
                return end
        if is_time_only(text, numeral.start, unit.end) or text.startswith(("-", "’s", "'s"), unit.end):
            return unit.end
        last = (words_before(text, numeral.start, 1) or [""])[0].lower()
        if comparator_before(text, numeral.start, self.floor) is None and last not in _BEFORE_ARTICLE:
            return end
        return self._give(
            numeral.start, unit.end, unit.kind, value=Decimal(1), unit=unit.name, unit_span=unit, bound=True
        )

    def ordinal(self, numeral: Numeral) -> int:
        if "ordinal" in self.include:
            word = self.text[numeral.start : numeral.end].lower()
            place = load("numerals")["ordinals"]["words"].index(word) + 1
            value = (
                place if place <= 20 else (place - 18) * 10 if place <= 28 else {29: 100, 30: 1000, 31: 10**6}[place]
            )
            return self._give(numeral.start, numeral.end, "ordinal", value=Decimal(value))
        return numeral.end

    # --- records --------------------------------------------------------------------------------------------------

    def _give(
        self, start: int, end: int, kind: QuantityKind, *, value: Decimal | None = None, low: Decimal | None = None,
        high: Decimal | None = None, unit: str = "", unit_span: Unit | None = None, candidates: tuple[str, ...] = (),
        comparator: str | None = None, bound: bool = False,
    ) -> int:  # fmt: skip
        text = self.text
        words: Bound | None = None
        if bound and comparator is None:
            words = comparator_before(text, start, self.floor) or comparator_after(text, end)
            if words is None and (shared := self._conversion(start, unit)) is not None:
                words = shared
        span = None
        if words is not None:
            comparator, span = words.kind, Span.of(text, words.start, words.end)
        shown: Any = comparator or "exact"
        self.found.append(
            Quantity(
                span=Span.of(text, start, end), kind=kind, value=value, low=low, high=high, comparator=shown,
                comparator_span=span, unit=unit,
                unit_span=None if unit_span is None else Span.of(text, unit_span.start, max(unit_span.end, unit_span.start)),
                unit_candidates=candidates,
            )
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


_SECONDS = {
    "millisecond": Decimal("0.001"), "second": Decimal(1), "minute": Decimal(60), "hour": Decimal(3600), "day": Decimal(86400),
    "week": Decimal(604800), "fortnight": Decimal(1209600), "month": Decimal(2629800), "year": Decimal(31557600),
    "decade": Decimal(315576000), "century": Decimal(3155760000),
}  # fmt: skip
_TIMES = re.compile(
    r"[\s-]times?()(?=\s(?:more|higher|larger|bigger|greater|faster|as|the|its|their|less|lower|that|what|worse|better|longer|stronger|over)\b)"
)
_COUNT_RATE = re.compile(
    r"(?:\s[a-z][a-z'’-]{1,20}){1,2}(?:,(?:\sand)?\s[\d,.]{1,12}(?:\smillion)?(?:\s[a-z][a-z'’-]{1,20}){1,2}){0,3}"
    r"\s(?:an?|per|each|every)\s(second|minute|hour|day|week|month|year|100,000)(?![^\W_])"
)
_EXCHANGE = re.compile(r"(\s(?:to|per|against|for|a)(?:\s(?:the|a|an|one))?)(?=\s)")
_BRACKET_RATE = re.compile(r"\s\([^()]{1,30}\)|\)")
_VOTE = re.compile(r"\A\s(?:vote|margin|majority|win|victory|defeat)\b")
_AFTER_HALF = frozenset("of the a an its their his her all that this those these our my your what as".split())
_AFTER_THIRD = frozenset(
    "of more less fewer higher lower in to from were are was is said say have had has on this as since over were did by during than at"
    .split()
)  # fmt: skip
_BEFORE_BASE = frozenset(
    "to will would could may might should can more nearly almost than and must about roughly".split()
)
_VERBISH = frozenset(
    "were are was is have had has will would could said say voted support oppose believe favour favor think died fled".split()
)
_NOT_AFTER_MOST = frozenset(
    "likely recent notable important importantly famous popular affected wanted vulnerable and or common".split()
)
_BE = frozenset("is are was were be been being has have had will which that".split())
_BEFORE_ARTICLE = frozenset(
    "for lasted lasting took take takes spend spends spent spending last lasts only another barely".split()
)
_ARTICLE_UNITS = frozenset(
    "minute hour day week month year decade century mile kilometer meter inch tonne acre hectare fortnight".split()
)


def _same_dimension(one: Unit, two: Unit) -> bool:
    if one.kind == "money" or two.kind == "money":
        return one.kind == two.kind and (one.name == two.name or len(one.candidates) > 0)
    return one.kind == two.kind if one.kind == "duration" else one.name == two.name
