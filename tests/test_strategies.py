"""What is written is read back: parse(render(x)) == x over every surface form of the tables."""

from __future__ import annotations

from hypothesis import given, settings

from factledger import parse_quantities
from factledger.strategies import Written, money, numerals, quantities, ranges


def check(written: Written) -> None:
    found = parse_quantities(written.text)
    assert len(found) == 1, (written, [q.span.text for q in found])
    assert written.read_as(found[0]), (written, found[0])


@settings(deadline=None)
@given(numerals())
def test_numerals(written: Written) -> None:
    check(written)


@settings(deadline=None)
@given(quantities())
def test_quantities(written: Written) -> None:
    check(written)


@settings(deadline=None)
@given(money())
def test_money(written: Written) -> None:
    check(written)


@settings(deadline=None)
@given(ranges())
def test_ranges(written: Written) -> None:
    check(written)
