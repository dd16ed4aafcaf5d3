"""Hypothesis strategies that draw what a text may state, how it is written, and the record it must give back.

    from hypothesis import given
    from factledger import extract, strategies

    @given(strategies.claims())
    def test_round_trip(drawn):
        assert drawn.differs(extract(drawn.text)) == {}

They draw from the tables that the parsers read (`factledger/lexicon/*.toml`), so that a new word is tested the day it
is added, and write plain English; they know nothing of the parsers, so that others can be tested with them.

Needs Hypothesis: `pip install factledger[strategies]`.
"""

from __future__ import annotations

from factledger.errors import FactledgerError

try:
    import hypothesis  # noqa: F401  (asked for here, so that its absence is said in one place)
except ImportError as error:
    raise FactledgerError("factledger.strategies needs Hypothesis: pip install factledger[strategies]") from error

from factledger.strategies.cautions import flags
from factledger.strategies.drawn import (
    Drawn,
    DrawnArticle,
    DrawnAttribution,
    DrawnClaim,
    DrawnFlags,
    DrawnName,
)
from factledger.strategies.noise import hostile_text
from factledger.strategies.numbers import money, numerals, quantities, ranges, spell
from factledger.strategies.people import names
from factledger.strategies.reports import attributions
from factledger.strategies.sentences import claims
from factledger.strategies.stories import articles

__all__ = [
    "Drawn",
    "DrawnArticle",
    "DrawnAttribution",
    "DrawnClaim",
    "DrawnFlags",
    "DrawnName",
    "articles",
    "attributions",
    "claims",
    "flags",
    "hostile_text",
    "money",
    "names",
    "numerals",
    "quantities",
    "ranges",
    "spell",
]
