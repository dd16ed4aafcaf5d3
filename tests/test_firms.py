"""Firms: names that report results, have shares or end as firms do mean the company, the lender and it."""

from __future__ import annotations

import pytest

from factledger import extract
from factledger.attribution.firms import ends_as_firm, firms_in


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("Harlan Denby reported a quarterly profit of $3 million.", {"Harlan Denby"}),
        ("Shares of Quantel rose 4%.", {"Quantel"}),
        ("Quantel shares fell 4%.", {"Quantel"}),
        ("Quantel’s market value is $3 billion; it has revenue.", {"Quantel"}),
        ("Quantel said on Monday its net profit rose 4%.", {"Quantel"}),
        ("Rosa Marlow reported a burglary; sales went on.", set()),
        ("Rosa Marlow said her income was small.", set()),
        ("Nobody earns.", set()),
    ],
)
def test_firms_in(text: str, firms: set[str]) -> None:
    assert firms_in(text) == firms


def test_ends_as_firm() -> None:
    assert ends_as_firm("Harlan Foods")
    assert not ends_as_firm("Foods")
    assert not ends_as_firm("Rosa Marlow")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Harlan Foods reported a profit of $3. The Tornau-based company said it had [40] shops.", "Harlan Foods"),
        ("Harlan Foods reported a profit of $3 million. It said [40] people left.", "Harlan Foods"),
        ("Harlan Foods reported a profit of $3 million. The retailer said [40] shops would close.", "Harlan Foods"),
        ("Shares of Quantel rose 4%. The company said on Monday it had sold [40,000] lamps.", "Quantel"),
        ("Harlan Foods reported a profit of $3 million. The minister said [40] people left.", "The minister"),
        ("Earnings were $1.34 a share, topping the [$1.28] that analysts had expected.", "analysts"),
        ("It earned $3, below the [$4] analysts polled by Quantel expected.", "analysts polled by Quantel"),
        ("Quarry firms added [71,000] and builders 30,000 jobs.", None),
        ("Power cost [€30] per MWh.", None),
        ("The bank cut rates and now sees the economy growing [2.9%].", "The bank"),
        ("The guard sees [40] people.", None),
        ("Bank of Norland analysts said copper would fall [3%].", "Bank of Norland analysts"),
        ("Three in five respondents said it was bad, and [two-thirds] thought it got worse.", None),
    ],
)  # fmt: skip
def test_speaker(text: str, speaker: str | None) -> None:
    at = text.index("[")
    rows = extract(text.replace("[", "").replace("]", "")).to_rows()
    row = next(row for row in rows if row["start"] <= at < row["end"])
    assert row["speaker"] == speaker


def test_what_analysts_had_expected_is_passed_on_by_nobody() -> None:
    text = "Ibis said output fell 2 per cent, below the 1 per cent that analysts had forecast."
    row = extract(text).to_rows()[1]
    assert (row["speaker"], list(row["sources"])) == ("analysts", [])


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Ivo Lang told Reuters in an interview that [40] people left.", ["Reuters"]),
        ("Ivo Lang said in an interview that [40] people left.", []),
        ("Ivo Lang said in an interview with CNN that [40] people left.", ["CNN"]),
        ("“We lost [10] jobs,” Ivo Lang said on Facebook Live.", ["Facebook Live"]),
        ("Norland police recorded [50] thefts, according to the statistics office.", []),
    ],
)
def test_sources(text: str, sources: list[str]) -> None:
    at = text.index("[")
    rows = extract(text.replace("[", "").replace("]", "")).to_rows()
    row = next(row for row in rows if row["start"] <= at < row["end"])
    assert list(row["sources"]) == sources
