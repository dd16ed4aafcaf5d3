"""Hypothesis strategies that draw a number together with words for it, so that reading can be checked by writing.

Each strategy draws a `Written`: the text, and what must be read from it. For all of them holds

    (quantity,) = parse_quantities(written.text)
    assert written.read_as(quantity)

They draw from the tables that the parser reads (lexicon/*.toml), so that every surface form is
reached. Needs `hypothesis` (the extra `strategies`).
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from hypothesis import strategies as st

from factledger.lexicon import load
from factledger.records import Comparator, Quantity

__all__ = ["Written", "money", "numerals", "quantities", "ranges"]


class Written(NamedTuple):
    """A quantity in words: the text, and the value (or `low` and `high`), unit and comparator that it states."""

    text: str
    value: Decimal | None = None
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = "exact"

    def read_as(self, quantity: Quantity) -> bool:
        """Whether a quantity says what was written."""
        stated = (self.value, self.unit, self.low, self.high, self.comparator)
        return stated == (quantity.value, quantity.unit, quantity.low, quantity.high, quantity.comparator)


class _Numeral(NamedTuple):
    text: str
    value: Decimal


def _words(number: int, joint: str, hyphen: str) -> str:
    """Return an integer in words: `and` between hundreds and the rest where `joint` has it."""
    table = load("numerals")["cardinals"]
    names = {value: word for word, value in reversed(table.items())}
    if number < 20:
        return str(names[number])
    if number < 100:
        tens, rest = number - number % 10, number % 10
        return str(names[tens]) + (hyphen + names[rest] if rest else "")
    for size, name in (
        (10**12, "trillion"),
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= size:
            head, rest = divmod(number, size)
            said = f"{_words(head, joint, hyphen)} {name}"
            return said + ((joint if rest < 100 else " ") + _words(rest, joint, hyphen) if rest else "")
    raise AssertionError(number)


@st.composite
def _digits(draw: st.DrawFn) -> _Numeral:
    whole = draw(st.integers(0, 10**12))
    places = draw(st.integers(0, 3))
    number = Decimal(whole).scaleb(-places)
    written = draw(st.sampled_from([f"{number:f}", f"{number:,f}"]))
    if places == 0 and len(written) == 4 and whole < 2500:  # four such digits alone are a year or a time
        written = f"{number:,f}"
    if len(f"{whole}") > 15 or (places == 0 and "," not in written and whole >= 10**5):
        written = f"{number:,f}"
    return _Numeral(written, number)


@st.composite
def _spaced(draw: st.DrawFn) -> _Numeral:
    number = draw(st.integers(1_000_000, 10**12))
    space = draw(st.sampled_from(["\u00a0", "\u2009", "\u202f", "'", "’"]))
    return _Numeral(f"{number:,}".replace(",", space), Decimal(number))


@st.composite
def _spelled(draw: st.DrawFn) -> _Numeral:
    number = draw(st.integers(2, 999) | st.integers(1_000, 10**13))
    joint, hyphen = draw(st.sampled_from([" and ", " "])), draw(st.sampled_from(["-", " "]))
    return _Numeral(_words(number, joint, hyphen), Decimal(number))


@st.composite
def _scaled(draw: st.DrawFn) -> _Numeral:
    scales = {word: size for word, size in load("numerals")["scales"].items() if size >= 1000 and word[-1] != "s"}
    word = draw(st.sampled_from(sorted(scales)))
    number = Decimal(draw(st.integers(1, 9_999))).scaleb(-draw(st.integers(0, 2)))
    return _Numeral(f"{number:f} {word}", number * scales[word])


@st.composite
def _suffixed(draw: st.DrawFn) -> _Numeral:
    table = load("numerals")["suffixes"]
    suffixes = {word: size for word, size in table["glued"].items() if word not in table["money_only"]}
    word = draw(st.sampled_from(sorted(suffixes)))
    number = Decimal(draw(st.integers(1, 999))).scaleb(-draw(st.integers(0, 2)))
    return _Numeral(f"{number:f}{word}", number * suffixes[word])


@st.composite
def _halves(draw: st.DrawFn) -> _Numeral:
    number = draw(st.integers(2, 19))
    word, scale = draw(st.sampled_from([("million", 10**6), ("billion", 10**9), ("thousand", 10**3)]))
    part, of = draw(st.sampled_from([("a half", "0.5"), ("a quarter", "0.25"), ("three quarters", "0.75")]))
    return _Numeral(f"{_words(number, ' ', '-')} and {part} {word}", (number + Decimal(of)) * scale)


@cache
def _plain() -> st.SearchStrategy[_Numeral]:
    return st.one_of(_digits(), _spaced(), _spelled(), _scaled(), _suffixed(), _halves())


_COUNTED = ("goats", "lorries", "houses", "wooden crates", "villagers")


def numerals() -> st.SearchStrategy[Written]:
    """Draw a count in digits (grouped, decimal), number words, scales, suffixes and mixed fractions."""
    return st.builds(
        lambda numeral, noun: Written(f"They saw {numeral.text} {noun} there.", numeral.value),
        _plain(),
        st.sampled_from(_COUNTED),
    )


@cache
def _unit_forms() -> tuple[tuple[str, str], ...]:
    """Every word for a unit, with the name that it is read as; symbols of one letter follow digits only: left out."""
    units = load("units")
    forms = [("percent", form) for form in units["percent"]["percent"]]
    forms += [("percentage_point", form) for form in units["percent"]["percentage_point"]]
    for name, entry in units["units"].items():
        for form in entry["forms"]:
            forms.append((name, form if form.endswith(("s", "feet")) or " " in form else f"{form}s"))
        forms += [
            (name, form) for form in entry["abbreviations"] if len(form) > 1 and form not in ("pc", "pm", "cr", "mm")
        ]
    return tuple(forms)


@cache
def _comparators() -> tuple[tuple[str, Comparator], ...]:
    table = load("comparators")
    kinds: tuple[Comparator, ...] = ("approx", "at_least", "more_than", "at_most", "less_than")
    found: list[tuple[str, Comparator]] = [("", "exact")] * 8
    for kind in kinds:
        found += [(phrase + " ", kind) for phrase in table[kind]["before"] if phrase != "over"]
    return tuple(found)


def quantities() -> st.SearchStrategy[Written]:
    """Draw a number with a unit of measure, in any of its forms, and perhaps with words that bound it."""
    return st.builds(
        lambda numeral, unit, bound: Written(
            f"It measured {bound[0]}{numeral.text}{'' if unit[1] == '%' else ' '}{unit[1]}, they said.",
            numeral.value,
            unit[0],
            comparator=bound[1],
        ),
        st.one_of(_digits(), _spelled()),
        st.sampled_from(_unit_forms()),
        st.sampled_from(_comparators()),
    )


@cache
def _money_forms() -> tuple[tuple[str, str, str], ...]:
    """Every way to name a currency that needs no hint: what stands before the number, what after it, and its code."""
    table, currencies = load("money"), load("currencies")
    forms = [(sign, "", code) for sign, code in table["signs"].items() if not sign.isalpha() or len(sign) > 1]
    forms = [
        form for form in forms if not form[0].rstrip(".").isalpha() or form[0] not in table["word_codes"]["words"]
    ]
    shared = set(table["defaults"])
    for code, entry in currencies.items():
        if code not in table["word_codes"]["words"]:
            forms += [(code + " ", "", code), ("", " " + code, code)]
        if entry["adjective"] and " " not in entry["adjective"] and entry["adjective"].isalpha():
            forms += [("", f" {entry['adjective']} {noun}", code) for noun in entry["nouns"][-1:]]
    for noun, code in table["nouns"].items():
        if noun not in shared and not noun.endswith("s"):
            forms.append(("", f" {noun}", code))
    return tuple(forms)


def money() -> st.SearchStrategy[Written]:
    """Draw an amount of money: signs, ISO codes before and after, nouns with what says whose they are."""
    return st.builds(
        lambda numeral, form: Written(
            f"It paid {form[0]}{numeral.text}{form[1]}, they said.", numeral.value, form[2]
        ),
        _digits() | _scaled(),
        st.sampled_from(_money_forms()),
    )


_RANGES = (
    ("between {} and {} goats", "", 1),
    ("{} to {} goats", "", 1),
    ("{} to {} million goats", "", 10**6),
    ("{}-{} billion goats", "", 10**9),
    ("{}-{} percent", "percent", 1),
    ("{} to {} percent", "percent", 1),
    ("{}–{} kg", "kilogram", 1),
    ("between {} and {} km", "kilometer", 1),
    ("from {} to {} miles", "mile", 1),
    ("{} to {} dollars", "USD", 1),
    ("${}bn to ${}bn", "USD", 10**9),
    ("${}-{} million", "USD", 10**6),
    ("between €{}m and €{}m", "EUR", 10**6),
)


@st.composite
def ranges(draw: st.DrawFn) -> Written:
    """Draw two ends as one amount: `between 5 and 10 percent`, `12 to 15 million`, `$2bn-$3bn`."""
    low = draw(st.integers(1, 900))
    high = draw(st.integers(low + 1, 1000))
    form, unit, scale = draw(st.sampled_from(_RANGES))
    low_value, high_value = Decimal(low) * scale, Decimal(high) * scale
    return Written(f"They counted {form.format(low, high)}, they said.", None, unit, low_value, high_value, "range")
