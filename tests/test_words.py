"""Tokens: table of texts and the tokens they must give, and properties for any text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.phrases import classes
from factledger.wordclasses import (
    ADVERB,
    AUXILIARY,
    CALENDAR,
    CAPITAL,
    COMPASS,
    CONJUNCTION,
    DETERMINER,
    DIGIT,
    DIRECTIONAL,
    FILLER,
    FINITE,
    FUNCTION,
    LEADING,
    LOCATIVE,
    LOWER,
    MODAL,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    PRESENT,
    PRONOUN,
    SITE_TYPE,
    WORD,
)
from factledger.words import tokenize

ROWS = [
    ("Mr. Okoro said no.", ["Mr.", "Okoro", "said", "no", "."]),
    ("the U.S. army", ["the", "U.S.", "army"]),
    ("Kenya’s 3,400.5 tonnes", ["Kenya", "’s", "3,400.5", "tonnes"]),
    ("a 40-mile convoy", ["a", "40", "-", "mile", "convoy"]),
    ("an off-duty guard didn't", ["an", "off-duty", "guard", "didn't"]),
    ("O'Neill's al-Amin", ["O'Neill", "'s", "al-Amin"]),
    ("''Yes,'' she said...", ["''", "Yes", ",", "''", "she", "said", "..."]),
    ("dead -- all of them", ["dead", "--", "all", "of", "them"]),
    ("", []),
    ("two  Dr.\tOkoro (No.", ["two", "Dr.", "Okoro", "(", "No", "."]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == expected


@given(st.text())
def test_tokens_are_verbatim_sorted_and_leave_out_only_space(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
    assert "".join("".join(t.text.split()) for t in tokens) == "".join(text.split())


CLASSES = [
    ("the", DETERMINER | LEADING | FILLER | LOWER | WORD),
    ("that", DETERMINER | PRONOUN | CONJUNCTION | FILLER | LOWER | WORD),
    ("Of", PREPOSITION | DIRECTIONAL | LEADING | FILLER | CAPITAL | WORD),
    ("were", AUXILIARY | PAST | LOWER | WORD),
    ("may", MODAL | CALENDAR | LOWER | WORD),
    ("also", ADVERB | LOWER | WORD),
    ("says", PRESENT | LOWER | WORD),
    ("flooded", PARTICIPLE | LOWER | WORD),
    ("Flooded", CAPITAL | WORD),
    ("near", PREPOSITION | LOCATIVE | LEADING | FILLER | LOWER | WORD),
    ("province", SITE_TYPE | LOWER | WORD),
    ("northern", COMPASS | LOWER | WORD),
    ("red", LOWER | WORD),
    ("USA", CAPITAL | WORD),
    ("3,400", DIGIT | WORD),
    ("%", 0),
]


@pytest.mark.parametrize(("text", "expected"), CLASSES)
def test_classes(text: str, expected: int) -> None:
    (token,) = tokenize(text)
    assert token.classes == expected


def test_bits_are_those_of_the_listed_words() -> None:
    listed = classes()
    assert all(tokenize(word)[0].classes & (FUNCTION | ADVERB) for word in listed.minor)
    assert all(tokenize(word)[0].classes & FINITE for word in listed.finite)
