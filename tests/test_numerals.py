"""Numerals: number words and digits of any size, the rows of lexicon/numerals.toml."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.digits import digits_at
from factledger.lexicon import load
from factledger.numerals import Numeral, fold, words_at
from factledger.quantities import parse_quantities
from factledger.strategies import spell

WORDS = [
    ("two hundred and forty-one", "241"),
    ("two hundred and six thousand", "206000"),
    ("three thousand and four hundred", "3400"),
    ("sixty-five thousands", "65000"),
    ("eighteen hundred sixty-two", "1862"),
    ("four crore eleven lakh two thousand", "41102000"),
    ("three point one million", "3100000"),
    ("two thousand millions", "2000000000"),
    ("six and a quarter", "6.25"),
    ("four and a half million", "4500000"),
    ("three quarters", "0.75"),
    ("two fifths", "0.4"),
    ("one hundred and two quarters", "100.5"),
    ("one over four", "0.25"),
    ("nought point nought seven", "0.07"),
    ("two million and four hundred thousand", "2400000"),
    ("one hundred and one hundred and two", "100"),
    ("fifty sixty", "50"),
    ("three dozen", "36"),
]

DIGITS = [
    ("2,345,678", "2345678"),
    ("2 345 678", "2345678"),
    ("2\u00a0345\u202f678", "2345678"),
    ("2'345'678", "2345678"),
    ("23,45,678.50", "2345678.5"),
    ("2.345,67", "2345.67"),
    ("1,674.5 million", "1674500000"),
    ("4 hundred and 12", "412"),
    ("7 1/2", "7.5"),
    ("7½", "7.5"),
    ("3/8", "0.375"),
    ("3.2e4", "32000"),
    ("6.1×10−3", "0.0061"),
    ("2.5x10^3", "2500"),
    ("9bn", "9000000000"),
    ("9 lakh", "900000"),
    ("٤٢", "42"),
]


@pytest.mark.parametrize(("text", "value"), WORDS)
def test_number_words(text: str, value: str) -> None:
    numeral = words_at(fold(text), 0)
    assert numeral is not None
    assert numeral.value == Decimal(value)


@pytest.mark.parametrize(("text", "value"), DIGITS)
def test_digits(text: str, value: str) -> None:
    numeral = digits_at(fold(text), text, 0)
    assert isinstance(numeral, Numeral)
    assert numeral.value == Decimal(value)


@pytest.mark.parametrize("text", ["1.2.3", "9" * 61])
def test_no_number(text: str) -> None:
    assert isinstance(digits_at(text, text, 0), int)


@pytest.mark.parametrize(
    ("text", "value"), [("twenty-third", 23), ("two hundredth", 200), ("one hundred sixth", 106)]
)
def test_ordinals(text: str, value: int) -> None:
    numeral = words_at(text, 0)
    assert numeral is not None
    assert (numeral.form, numeral.value) == ("ordinal", Decimal(value))


def test_european_marks() -> None:
    (found,) = parse_quantities("1.234,56 euros", locale="eu")
    assert found.value == Decimal("1234.56")


@pytest.mark.parametrize("row", [*load("numerals")["scales"].values(), *load("numerals")["suffixes"].values()])
def test_scale_rows(row: dict[str, object]) -> None:
    text, equals, value = str(row["example"]).partition(" = ")
    if equals:
        assert parse_quantities(text)[0].value == Decimal(value)


@pytest.mark.parametrize("row", load("numerals")["multiples"].values())
def test_multiple_rows(row: dict[str, object]) -> None:
    (found,) = parse_quantities(str(row["example"]))
    assert found.value == Decimal(str(row["value"]))
    assert found.unit == row.get("unit", "multiple")


@pytest.mark.parametrize(("word", "row"), load("numerals")["zero"].items())
def test_zero_rows(word: str, row: dict[str, str]) -> None:
    (found,) = parse_quantities(row["example"])
    assert (found.span.text, found.value) == (word, Decimal(0))


@pytest.mark.parametrize("row", load("numerals")["vague_examples"])
def test_vague_rows(row: dict[str, list[str]]) -> None:
    assert [found.span.text for found in parse_quantities(str(row["text"]))] == row["want"]


@given(st.integers(0, 10**15 - 1))
def test_spelled_numbers_read_back(number: int) -> None:
    text = spell(number)
    numeral = words_at(text, 0)
    assert numeral is not None
    assert (numeral.value, numeral.end) == (Decimal(number), len(text))


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
