"""Strategies: what they draw is read back exactly."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings

from factledger import FactledgerError, parse_quantities, strategies

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
