"""The language of flag patterns: the quick looks for words find what the slow ones do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.flags.elements import WORD, needs, places
from factledger.words import pieces, rarest

LOWER = st.text(alphabet="don't may é1_-. “”\n", max_size=60)


@given(
    st.text(alphabet="don't ", max_size=30) | LOWER,
    st.sampled_from(["don't", "don", "may", "t", "1", "dé"]),
    st.integers(0, 20),
    st.integers(0, 60),
)
def test_places_are_those_of_the_words(low: str, word: str, start: int, end: int) -> None:
    start, end = min(start, len(low)), min(end, len(low))
    assert places(word, low, start, end) == [m.start() for m in WORD.finditer(low, start, end) if m[0] == word]


@given(LOWER)
def test_pieces_are_the_runs_of_ascii_letters_and_digits(low: str) -> None:
    assert pieces(low) == {"", *re.findall("[a-z0-9]+", low)}


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ("did *2 confirm|verify", [{"confirm", "verify"}]),
        ("did not? confirm $", [{"confirm"}]),
        ("called a_lie|nonsense", [{"lie", "nonsense"}]),
        ("don't|won't say", [{"say"}]),
        ("said сегодня", [{""}]),
    ],
)
def test_needs(element: str, expected: list[set[str]]) -> None:
    assert list(needs(element.split(), {})) == expected


def test_rarest() -> None:
    assert (rarest("a lie"), rarest("don't"), rarest("дом")) == ("lie", "don", "")
