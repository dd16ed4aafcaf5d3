"""Strategies: what they draw is read back exactly."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from factledger import FactledgerError, extract, parse_quantities, strategies

#: 100 draws each by default; FACTLEDGER_DRAWS=10000 is the long profile.
DRAWS = int(os.environ.get("FACTLEDGER_DRAWS", "100"))


@settings(max_examples=DRAWS, deadline=None)
@given(strategies.numerals())
def test_numerals(drawn: strategies.Drawn) -> None:
    assert drawn.holds(parse_quantities(drawn.text))


@settings(max_examples=DRAWS, deadline=None)
@given(strategies.quantities())
def test_quantities(drawn: strategies.Drawn) -> None:
    assert drawn.holds(parse_quantities(drawn.text))


@settings(max_examples=DRAWS, deadline=None)
@given(strategies.money())
def test_money(drawn: strategies.Drawn) -> None:
    assert drawn.holds(parse_quantities(drawn.text))


@settings(max_examples=DRAWS, deadline=None)
@given(strategies.ranges())
def test_ranges(drawn: strategies.Drawn) -> None:
    assert drawn.holds(parse_quantities(drawn.text))


def test_spelling_has_bounds() -> None:
    with pytest.raises(FactledgerError, match=r"10\*\*15"):
        strategies.spell(-1)


#: What the drawn texts of `claims()` and `articles()` are made of is looked at in `benchmarks/round_trip.py`, which
#: counts what is not read back. These shares only show that nothing has fallen apart.
SHARES = {"claims": 0.75, "attributions": 0.75, "flags": 0.75, "articles": 0.6}


@pytest.mark.parametrize("name", SHARES)
def test_most_texts_are_read_as_drawn(name: str) -> None:
    right: list[bool] = []

    @settings(
        max_examples=DRAWS, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(getattr(strategies, name)())
    def draw(drawn: Any) -> None:
        right.append(not drawn.differs(extract(drawn.text)))

    draw()
    assert sum(right) >= SHARES[name] * len(right)


@settings(max_examples=DRAWS, deadline=None)
@given(strategies.claims() | strategies.articles())
def test_rows_hold_what_the_text_has(drawn: strategies.DrawnClaim | strategies.DrawnArticle) -> None:
    rows = drawn.rows if isinstance(drawn, strategies.DrawnArticle) else (drawn.row,)
    ends = [0]
    for row in rows:
        assert drawn.text[row["start"] : row["end"]] == row["text"]
        assert ends[-1] <= row["start"]
        ends.append(row["end"])
        for column in ("speaker", "cue", "counted", "place", "when"):
            assert row[column] is None or row[column] in drawn.text
    assert drawn.text[0].isupper() or not drawn.text[0].isalpha()
    assert "  " not in drawn.text
    assert not any("\ue000" <= character <= "\ue002" for character in drawn.text)


def test_what_differs_is_named() -> None:
    text = "The army said 12 men were killed."
    row = {"start": 14, "end": 16, "text": "12", "speaker": "The navy", "cue": "said"}
    assert strategies.DrawnClaim(text, row).differs(extract(text)) == {"speaker": ("The navy", "The army")}
    assert strategies.DrawnClaim(text, row).differs([]) == {"claims": (["12"], [])}
    assert strategies.DrawnClaim(text, {**row, "speaker": "The army"}).differs(extract(text)) == {}
    drawn = strategies.DrawnArticle(text, ({**row, "speaker": "The army"},), (0,))
    assert drawn.differs(extract(text)) == {"same_as": ((0,), (None,))}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("verbs_that('object', 'both')", {"kill", "wound", "arrest"}),
        ("persons()", {"villagers", "children", "soldiers"}),
        ("nouns('scalar')", {"inflation", "death toll"}),
    ],
)
def test_words_come_from_the_tables(name: str, words: set[str]) -> None:
    from factledger.strategies import events, vocabulary

    rows = eval(name, {**vars(vocabulary), "verbs_that": events.verbs_that})
    assert words <= {row.text for row in rows}


@settings(max_examples=DRAWS, deadline=None)
@given(strategies.names())
def test_names_hold_their_full_form(drawn: strategies.DrawnName) -> None:
    assert drawn.full in drawn.text
    assert drawn.anonymous == (drawn.kind == "anonymous")


@settings(max_examples=DRAWS, deadline=None)
@given(strategies.hostile_text(5))
def test_hostile_texts_are_texts(text: str) -> None:
    assert isinstance(text, str)


def test_hostile_texts_have_a_length() -> None:
    with pytest.raises(FactledgerError, match="1 or more"):
        strategies.hostile_text(0)
