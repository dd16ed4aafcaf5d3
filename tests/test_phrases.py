"""Noun phrases and clause edges: what belongs to them and what does not."""

import pytest

from factledger.phrases import is_finite, is_participle, noun_phrase_after
from factledger.words import tokenize

AFTER = [
    ("displaced families in camps", "displaced families"),
    ("families displaced by floods", "families"),
    ("videos and photos online", "videos and photos"),
    ("soldiers and 3 tanks", "soldiers"),
    ("police officers were hurt", "police officers"),
    ("Ghana's ports", "Ghana's ports"),
    ("of them", ""),
    ("the mayor said", "the mayor"),
]


@pytest.mark.parametrize(("text", "expected"), AFTER)
def test_after(text: str, expected: str) -> None:
    tokens = tokenize(text)
    first, stop = noun_phrase_after(tokens, 0)
    assert text[tokens[first].start : tokens[stop - 1].end] if stop > first else expected == ""
    assert (text[tokens[first].start : tokens[stop - 1].end] if stop > first else "") == expected


def test_word_kinds() -> None:
    fled, running, ghana = tokenize("fled running Ghana")
    assert is_finite(fled)
    assert is_participle(running)
    assert not is_finite(ghana)
