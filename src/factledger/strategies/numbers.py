"""Numbers, amounts of money, quantities and ranges, each with one of the ways to write it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from factledger.errors import FactledgerError
from factledger.lexicon import load
from factledger.strategies.drawn import Drawn

_ONES = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def spell(number: int, *, joined: str = "-", conjunction: str = " and ") -> str:
    """Return a whole number below 10**15 in words: `two hundred and forty-one`."""
    if not 0 <= number < 10**15:
        raise FactledgerError(f"spell takes 0 to 10**15 - 1, not {number}")
    if number == 0:
        return "zero"
    words = []
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count:
            words.append(f"{_hundreds(count, joined, conjunction)} {name}")
    if number:
        words.append(_hundreds(number, joined, conjunction))
    return " ".join(words)


def _hundreds(number: int, joined: str, conjunction: str) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    low = _ONES[rest] if rest < 20 else _TENS[tens] + (joined + _ONES[ones] if ones else "")
    if not hundreds:
        return low
    return f"{_ONES[hundreds]} hundred" + (conjunction + low if low else "")


def _grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


def _written(draw: Any, *, most: int) -> tuple[str, Decimal]:
    """Draw a whole number or decimal and one of the ways to write it in digits."""
    number = draw(st.integers(0, most))
    way = draw(st.sampled_from(("comma", "space", "nbsp", "thin", "plain", "decimal")))
    if way == "decimal":
        places = draw(st.integers(1, 4))
        value = Decimal(number).scaleb(-places)
        return f"{value:,f}" if value >= 1000 else f"{value:f}", value
    marks = {"comma": ",", "space": " ", "nbsp": "\u00a0", "thin": "\u202f"}
    if way in marks:
        return _grouped(number, marks[way]), Decimal(number)
    if 1000 <= number <= 2999:
        return _grouped(number, ","), Decimal(number)  # four plain digits may be a year
    return str(number), Decimal(number)


def _scale_words() -> list[tuple[str, int]]:
    return [
        (word, 10 ** row["power"])
        for word, row in load("numerals")["scales"].items()
        if "power" in row and row["power"] >= 3
    ]


@st.composite
def numerals(draw: st.DrawFn) -> Drawn:
    """Draw a bare number: digits in every grouping, number words, scale words and suffixes."""
    way = draw(st.sampled_from(("digits", "words", "scaled", "suffixed")))
    if way == "digits":
        text, value = _written(draw, most=10**9)
    elif way == "words":
        number = draw(st.one_of(st.integers(2, 10_000), st.integers(2, 10**15 - 1)))
        joined, conjunction = draw(st.sampled_from("- ")), draw(st.sampled_from((" and ", " ")))
        text, value = spell(number, joined=joined, conjunction=conjunction), Decimal(number)
    else:
        head = Decimal(draw(st.integers(11, 9999))).scaleb(-1)
        suffixes = [
            (word, 10 ** row["power"])
            for word, row in load("numerals")["suffixes"].items()
            if row.get("needs") != "money" and (row.get("spaced") or len(word) > 1)
        ]
        word, factor = draw(st.sampled_from(_scale_words() if way == "scaled" else suffixes))
        text, value = f"{head}{' ' if way == 'scaled' else ''}{word}", head * factor
    return Drawn(text, value)


@st.composite
def quantities(draw: st.DrawFn) -> Drawn:
    """Draw a number with a unit: every word form of lexicon/units.toml."""
    forms = []
    for name, row in load("units")["units"].items():
        if row["kind"] in ("percent", "percentage_point") or row.get("weak") or row.get("own"):
            continue
        for form in row["forms"]:
            forms += [(many, name) for many in row.get("plural", [form + "s"])]
        forms += [(phrase, name) for phrase in row.get("phrases", ()) if phrase.endswith("s")]
    forms += [("percent", "percent"), ("per cent", "percent"), ("percentage points", "percentage_point")]
    form, name = draw(st.sampled_from(forms))
    text, value = _written(draw, most=10**6)
    return Drawn(f"{text} {form}", value, unit=name)


def _signs() -> list[tuple[str, str]]:
    table = load("money")["signs"]
    return [(sign, code) for sign, code in table.items() if not sign[-1].isalnum() or len(sign) > 2]


@st.composite
def money(draw: st.DrawFn) -> Drawn:
    """Draw an amount of money: every sign of lexicon/money.toml and every ISO 4217 code, with scales and suffixes."""
    codes = [(code, code) for code in load("currencies")]
    head = Decimal(draw(st.integers(11, 99_999))).scaleb(-1)
    suffix, factor = draw(st.sampled_from((("", 1), ("m", 10**6), ("bn", 10**9), (" million", 10**6), ("k", 1000))))
    if draw(st.booleans()):
        sign, code = draw(st.sampled_from(_signs()))
        return Drawn(f"{sign}{head}{suffix}", head * factor, unit=code)
    code, _ = draw(st.sampled_from(codes))
    amount = f"{head}{suffix}"
    return Drawn(draw(st.sampled_from((f"{code} {amount}", f"{amount} {code}"))), head * factor, unit=code)


@st.composite
def ranges(draw: st.DrawFn) -> Drawn:
    """Draw a range: `5 to 10 percent`, `between 5 and 10`, `$2bn to $3bn`, `12-15 million`."""
    low = draw(st.integers(11, 99))
    high = draw(st.integers(low + 1, 999))
    a, b = Decimal(low), Decimal(high)
    text, factor, unit = draw(
        st.sampled_from(
            (
                (f"{low} to {high} percent", 1, "percent"),
                (f"{low}%-{high}%", 1, "percent"),
                (f"between {low} and {high} percent", 1, "percent"),
                (f"{low}-{high} kilometers", 1, "kilometer"),
                (f"{low}–{high} tonnes", 1, "tonne"),
                (f"${low}bn to ${high}bn", 10**9, "USD"),
                (f"€{low} million to €{high} million", 10**6, "EUR"),
                (f"{low} to {high} million", 10**6, ""),
                (f"between {low} and {high}", 1, ""),
                (f"from {low} to {high} hours", 1, "hour"),
            )
        )
    )
    return Drawn(text, low=a * factor, high=b * factor, unit=unit)
