"""Known faults of the readers that `benchmarks/round_trip.py` finds, one sentence for each cause: strict xfails.

A cause that is mended passes here and must be taken out. Rows: cause, text, column, what the first claim must hold.
"""

from __future__ import annotations

from typing import Any

import pytest

from factledger import extract

FAULTS: list[tuple[str, str, str, Any]] = [
    ("a place before an apposition is taken for the speaker",
     "The painting opened at $12 in Teheran, the mayor of Teheran, Ann Weiss, insisted.", "speaker", "Ann Weiss"),
    ("the payer of a fine is taken for what is counted", "The company was taxed $12 million.", "counted", None),
    ("verbs of the tables that also report swallow a bare object", "Gunmen claimed 12 lives.", "speaker", None),
    ("to admit patients is taken for an admission", "Medics admitted 12 women.", "speaker", None),
    ("at most behind what is counted is no bound before a verb", "Thirty-two mothers at most voted.", "comparator",
     "at_most"),
    ("rebut is no denial beside a later dispute",
     "One analyst rebuts claims that there were 40 medics.", "flags", ["alleged", "anonymous", "denied"]),
    ("dipped with a bound that begins with in is no change",
     "Dominica's charter rate dipped in the order of 44%.", "place", "Dominica"),
    ("place names of several words lose their first",
     "40 lorries were dynamited in Port Vila.", "place", "Port Vila"),
    ("an article in a place's name is left out", "40 lawmakers were powerless in The Hague.", "place", "The Hague"),
    ("outlets whose name ends in a word of time",
     "The army told USA Today that 40 villagers were killed.", "sources", ["USA Today"]),
    ("outlets in small letters", "The army told dpa that 40 villagers were killed.", "sources", ["dpa"]),
    ("scales whose first word is an -ing form or an adjective",
     "A running cost of $12 fell due.", "counted", "running cost"),
    ("scales whose last word names a measure of its own",
     "The underlying profit dwindled by 12 percent.", "counted", "underlying profit"),
    ("spread as a noun", "The spread amounted to 12 percent.", "measure", "rate"),
    ("armed contractors: armed as an adjective before what is counted",
     "There were 40 local armed contractors.", "counted", "local armed contractors"),
    ("young lives: lives as a verb", "Twelve young lives were ended.", "counted", "young lives"),
    ("c. before a number ends the sentence",
     "The mayor said the ratio expanded to c. 39% near Chad.", "speaker", "The mayor"),
    ("Christmas in a place's name is a time", "40 villagers were killed in Christmas Island.", "when", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "column", "want"),
    [pytest.param(*row, id=cause, marks=pytest.mark.xfail(strict=True, reason=cause)) for cause, *row in FAULTS],
)
def test_known_faults(text: str, column: str, want: Any) -> None:
    assert extract(text)[0].to_row()[column] == want


MENDED: list[tuple[str, str, Any]] = [
    ("The justice ministry detailed at most 87 drone strikes near Chad.", "speaker", "The justice ministry"),
    ("1.1% of the houses were pulverised.", "measure", "destroyed"),
    ("40 villagers were killed, per the education minister.", "speaker", "the education minister"),
    ("The rate was 40 dollars, per the contract.", "speaker", "the contract"),
    ("Seven dozen villagers if not more were slain.", "measure", "killed"),
    ("24 swimmers max were paroled in Luzon.", "counted", "swimmers"),
    ("Forty villagers or thereabouts were slain.", "counted", "villagers"),
    ("Chancellor Anna dos Santos said 40 villagers were killed.", "speaker", "Anna dos Santos"),
    ("Minister Jan van den Berg said 40 villagers were killed.", "speaker", "Jan van den Berg"),
    ("40 villagers were killed in Chad, Patricia al-Masri said.", "speaker", "Patricia al-Masri"),
    ("The airline flew 9 million passengers in 2019.", "measure", "attendance"),
    ("The army flew 900 soldiers in.", "measure", "troops"),
    ("The quake left 40 villagers thirsty.", "counted", "villagers"),
    ("Rebels took 40 hikers captive.", "measure", "captured"),
    ("40 homes burned in Chad.", "counted", "homes"),
    ("Prices inched up to 40 percent.", "comparator", "exact"),
    ("40 boats or more were lost in May.", "comparator", "at_least"),
]


@pytest.mark.parametrize(("text", "column", "want"), MENDED)
def test_what_was_mended(text: str, column: str, want: Any) -> None:
    assert extract(text)[0].to_row()[column] == want
