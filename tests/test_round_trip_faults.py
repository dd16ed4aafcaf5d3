"""Known faults of the readers that `benchmarks/round_trip.py` finds, one sentence for each cause: strict xfails.

A cause that is mended passes here and must be taken out. Rows: cause, text, column, what the first claim must hold.
"""

from __future__ import annotations

from typing import Any

import pytest

from factledger import extract

FAULTS: list[tuple[str, str, str, Any]] = [
    ("spread as a noun", "The spread amounted to 12 percent.", "measure", "rate"),
    ("half-year as an adjective is taken for a duration", "The half-year profit was $12 million.", "unit", "USD"),
    ("shares of people that only a demonym names", "2% of the Czechs were eliminated.", "measure", "killed"),
    ("time since behind an area", "The fire burned 150 square miles of rainforest in Chad since 2019.", "when",
     "since 2019"),
    ("a money verb that takes its goods from its complement", "Payout to shareholders edged up 31.5%.", "counted",
     "Payout to shareholders"),
    ("an index whose name begins with a place", "The Baltic dry index rebounded to 1,100 points.", "place", None),
    ("a university of a place that is no single word",
     "40 men died, the University of Dar es Salaam said.", "speaker", "the University of Dar es Salaam"),
    ("an outlet named for a country is taken for the place",
     "40 men were unsheltered, as per France 24.", "place", None),
    ("a place whose name ends in a noun hides the time",
     "40 lives were claimed in the French Southern Territories three days ago.", "when", "three days ago"),
    ("an outlet with a possessive that quotes",
     "Barron's quoted lawyers as saying there were 40 men.", "speaker", "lawyers"),
    ("who warns people to leave says nothing, before a noun for a bound",
     "Rescuers warned the minimum of 208 hikers to leave.", "speaker", None),
    ("quarters of things that a table knows as areas",
     "Three quarters of the apartment blocks were imported.", "measure", "output"),
    ("a particle of the verb before a time", "40 men pulled through two weeks ago.", "when", "two weeks ago"),
    ("to put up money is not to put a figure on", "The treasury put up at the most $40 on Monday.", "speaker", None),
    ("led to safety: rescued or evacuated", "40 hikers were led to safety.", "measure", "rescued"),
    ("a user without a name behind the cue", "40 men died, wrote one user.", "speaker", "one user"),
    ("a bare month behind an infinitive",
     "40 men were told to evacuate in September 2016.", "when", "in September 2016"),
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
    ("A fourth of the oil fields were disabled.", "measure", "destroyed"),
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
    ("40 lorries were dynamited in Port Vila.", "place", "Port Vila"),
    ("40 lawmakers were powerless in The Hague.", "place", "The Hague"),
    ("40 hikers were lost in Port of Spain.", "place", "Port of Spain"),
    ("40 hikers were lost in the city of Odessa.", "place", "Odessa"),
    ("A ferry sank in the Southeast Asia nation of Myanmar, killing 40.", "place", "Myanmar"),
    ("40 villagers were killed in Christmas Island.", "when", None),
    ("He said Colombo's height was more or less 216 yards.", "place", "Colombo"),
    ("Nine people fled, said Gaza's health ministry.", "place", None),
    ("Dominica's charter rate dipped in the order of 44%.", "place", "Dominica"),
    ("The company was taxed $12 million.", "counted", None),
    ("The mine earned $12 million.", "counted", "mine"),
    ("The club lost $12 million.", "counted", "club"),
    ("The company had $40 million in private equity.", "counted", "private equity"),
    ("A running cost of $12 fell due.", "counted", "running cost"),
    ("Beirut's monthly fee stood at 304 nairas.", "counted", "Beirut's monthly fee"),
    ("The underlying profit dwindled by 12 percent.", "counted", "underlying profit"),
    ("Conakry's output cut totaled 71.9 tons.", "counted", "Conakry's output cut"),
    ("Bosnia and Herzegovina's exports jumped 8 percent.", "counted", "Bosnia and Herzegovina's exports"),
    ("There were 40 local armed contractors.", "counted", "local armed contractors"),
    ("There were 40 car bomb attacks.", "measure", "attacks"),
    ("There were 40 prisoners of war.", "counted", "prisoners of war"),
    ("There were 40 commandos.", "measure", "troops"),
    ("Twelve young lives were ended.", "counted", "young lives"),
    ("The quake left 40 villagers jobless.", "counted", "villagers"),
    ("The quake left 40 schools wrecked ten weeks ago.", "measure", "destroyed"),
    ("Thirty-two mothers at most voted.", "comparator", "at_most"),
    ("The hall holds 40 people at most risk.", "comparator", "exact"),
    ("Forty people who at least tried were fined.", "comparator", "exact"),
    ("The company turned over $40 million.", "comparator", "exact"),
    ("The rent ticked up to about 306 dollars.", "role", "to"),
    ("Planes dropped 40 bombs near Chad.", "change", None),
    ("A fourth of the compounds were bombarded.", "measure", "attacks"),
    ("40 homes were swept away.", "measure", "destroyed"),
    ("40 hikers were swept away.", "measure", "missing"),
    ("The mayor said the ratio expanded to c. 39% near Chad.", "speaker", "The mayor"),
    ("The painting opened at $12 in Teheran, the mayor of Teheran, Ann Weiss, insisted.", "speaker", "Ann Weiss"),
    ("40 boats sank near American Samoa, the commissioner proclaimed.", "speaker", "the commissioner"),
    ("According to the mayor, Dan van den Berg, 40 boats sank.", "speaker", "Dan van den Berg"),
    ("40 boats sank, per the energy minister, Sunita M. Okafor.", "speaker", "Sunita M. Okafor"),
    ('"40 boats sank," shouted a senior bystander.', "speaker", "a senior bystander"),
    ("40 boats sank, per an unidentified trawlerman.", "speaker", "an unidentified trawlerman"),
    ("The tickets cost $40, per person.", "speaker", None),
    ("According to dpa, 286 villagers were hurt.", "speaker", "dpa"),
    ("There were 20 local strike drones or thereabouts.", "comparator", "approx"),
    ("The army told dpa that 40 villagers were killed.", "sources", ["dpa"]),
    ("The mayor told The Economist that 40 houses burned.", "sources", ["The Economist"]),
    ("The ministry, which cited hospital records, said 40 men had died.", "sources", ["hospital records"]),
    ("The ministry, which was quoted last week, said 40 men had died.", "sources", []),
    ("USA Today quoted the mayor as saying that 40 boats sank.", "sources", ["USA Today"]),
    ("France 24 quoted the mayor as saying that 40 boats sank.", "speaker", "the mayor"),
    ("News24 quoted the mayor as saying that 40 boats sank.", "sources", ["News24"]),
    ("The 24 quoted firms sold 40 boats.", "speaker", None),
    ("The rent crept up to 306 dollars.", "comparator", "exact"),
    ("The rate revved up to 46 percent.", "comparator", "exact"),
    ("The hall seats up to 40 people.", "comparator", "at_most"),
    ("France 24 showed how 40 boats sank.", "text", "40"),
    ("In France 24 people died.", "text", "24"),
    ("Medics admitted 12 women.", "speaker", None),
    ("The mayor admitted 12 deaths.", "speaker", "The mayor"),
    ("Gunmen claimed 12 lives.", "speaker", None),
    ("Police warned 40 people to leave.", "speaker", None),
    ("Police warned that 40 people fled.", "speaker", "Police"),
    ("Rebels turned 12 hikers back.", "text", "12"),
    ("One analyst rebuts claims that there were 40 medics.", "flags", ["alleged", "anonymous", "denied"]),
    ("Greater than or equal to 216 schoolgirls requested asylum.", "flags", []),
]


@pytest.mark.parametrize(("text", "column", "want"), MENDED)
def test_what_was_mended(text: str, column: str, want: Any) -> None:
    assert extract(text)[0].to_row()[column] == want
