"""Running totals and figures of a period: every row of the table, and what is proved."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

import factledger
from drawn import claims as any_claims
from factledger import Claim
from factledger.ledger.tolls import toll_of
from factledger.lexicon import load


@pytest.mark.parametrize("row", load("tolls")["example"], ids=lambda row: row["text"][:60])
def test_examples_of_the_table(row: dict[str, str]) -> None:
    match = re.search(r"\[([^\]]+)\]", row["text"])
    assert match is not None
    text = row["text"].replace("[", "").replace("]", "")
    claims = factledger.extract(text, published="2022-03-01")
    (found,) = (claim for claim in claims if claim.quantity.span.start == match.start())
    toll = toll_of(found)
    assert (toll.kind or "") == row["toll"]
    if toll.words is not None:
        assert text[toll.words.start : toll.words.end] == toll.words.text
    assert (toll.kind is None) == (toll.words is None)


@settings(max_examples=60)
@given(any_claims())
def test_never_raises(claim: Claim) -> None:
    assert toll_of(claim).kind in ("total", "period", None)
