"""The language of flag patterns: the quick looks for words find what the slow ones do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.errors import FactledgerError
from factledger.flags.elements import WORD, beginnings, expression, needs, places, ways
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


@pytest.mark.parametrize(
    ("word", "low", "start", "found"),
    [
        ("don", "don d", 0, [0]),
        ("don", "a don", 0, [2]),
        ("don", "udon", 0, []),
        ("don", "udon", 1, [1]),
        ("don", "u don't", 0, []),
        ("don", "dons don", 0, [5]),
        ("don", "o'don", 0, []),
        ("don", "o'don", 1, [2]),
        ("1", "1'1", 0, [0, 2]),
        ("don", " 'don'", 0, [2]),
        ("don", "so 'don", 0, [4]),
        ("don", "o''don", 0, [3]),
        ("don", "don don", 0, [0, 4]),
    ],
)
def test_places_beside_letters_and_apostrophes(word: str, low: str, start: int, found: list[int]) -> None:
    assert places(word, low, start, len(low)) == found
    assert [m.start() for m in WORD.finditer(low, start) if m[0] == word] == found


@pytest.mark.parametrize(
    ("pattern", "first", "expected"),
    [
        ("old|new mill", "old", ["old mill"]),
        ("a? mill turns", "a", ["a mill turns"]),
        ("a? mill turns", "mill", ["mill turns"]),
        ("a mill turns", "mill", []),
        ("old|old_stone|new mill", "old", ["old|old_stone mill"]),
    ],
)
def test_ways(pattern: str, first: str, expected: list[str]) -> None:
    assert [" ".join(way) for way in ways(pattern.split(), first, {})] == expected


@pytest.mark.parametrize(
    ("pattern", "text", "matched"),
    [
        ("said on|on_the_run", "said on the run", "said on the run"),
        ("said on|on_the_run", "said on the way", "said on"),
        ("said on", "said once", ""),
        ("said not? so", "said so", "said so"),
        ("said not? so", "said not so", "said not so"),
        ("said *1 so", "said it so", "said it so"),
        ("said *1 so", "said it is so", ""),
        ("said so $", "said so.", "said so"),
        ("said so $", "said so far", ""),
        ("", "said", ""),
    ],
)
def test_expression(pattern: str, text: str, matched: str) -> None:
    match = re.match(expression(pattern.split(), {}), text)
    assert (match[0] if match else "") == matched


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("old|new mill", {"old": {"mill"}, "new": {"mill"}}),
        ("old_stone mill", {"old": {"stone"}}),
        ("the? mill turns", {"the": {"mill"}, "mill": {"turns"}}),
        ("mill *2 turns", {"mill": set()}),
        ("mill $", {"mill": set()}),
        ("mill now? turns", {"mill": {"now", "turns"}}),
        ("mill now?", {"mill": set()}),
        ("—|mill turns", {"mill": {"turns"}}),
    ],
)
def test_beginnings(pattern: str, expected: dict[str, set[str]]) -> None:
    assert beginnings(pattern.split(), {}) == expected


def test_a_pattern_without_a_word_at_its_beginning_is_refused() -> None:
    with pytest.raises(FactledgerError, match=r"^flags\.toml: '— mill' does not begin with a word$"):
        beginnings(["—", "mill"], {})


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
