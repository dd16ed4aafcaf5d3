"""What is counted, how it changes, and what it is part of."""

import pytest

from bracketed import read

COUNTED = [
    ("Gunmen killed [12] villagers near Kayes.", "villagers"),
    ("[Dozens] of people were hurt.", "people"),
    ("The toll for civilian deaths stands at [102].", "civilian deaths"),
    ("The death toll rose to [18].", "death toll"),
    ("The number of displaced families reached [900].", "displaced families"),
    ("The blast killed 12 guards and injured [30].", "guards"),
    ("Police held 300 marchers. Of those, [40] are women.", "women"),
    ("A mine killed 14 people, many of them miners; [nine] died at once.", "people"),
    ("The rouble fell [30 percent] on Monday.", "rouble"),
    ("Norway gave [$40 million] in aid.", "aid"),
    ("The river crested at [39 feet].", "river"),
    ("An [18-month] siege ended.", "siege"),
    ("[Two] more officers died.", "officers"),
    ("Nine men died and [22] others were hurt.", "others"),
    ("They have [two] [40-mile] convoys.", "convoys"),
    ("The vote drew [tens of thousands] of young people.", "young people"),
    ("The home of [500] members of the union burned.", "members of the union"),
    ("Exports to Chad rose by [3 percent].", "Exports to Chad"),
    ("[Half] the water is lost.", "the water"),
    ("[58] killed in raid\n\nThe raid killed [58] people.", "people"),
    ("The fire destroyed [40] homes and shops.", "homes and shops"),
    ("It hit [12] acutely malnourished children.", "acutely malnourished children"),
    ("[Dozens] of dead lay in the road.", "dead"),
    ("The army lost [40] men in May.", "men"),
    ("It has a budget of [$3bn].", "budget"),
    ("We counted [seven] bodies ourselves.", "bodies"),
    ("The bank reported profit of [$40 million].", "profit"),
    ("The firm expects profit of [$40 million] next year.", "profit"),
    ("It booked a net operating profit of [$40 million].", "net operating profit"),
    ("A payment claim of [$3 million] was made.", "payment claim"),
]


@pytest.mark.parametrize(("example", "expected"), COUNTED)
def test_counted(example: str, expected: str) -> None:
    counted = read(example)[0].counted
    assert counted is not None
    assert counted.text.removeprefix("The ").removeprefix("a ") == expected


def test_nothing_counted() -> None:
    assert read("[Many] have also accused him.")[0].counted is None


CHANGES = [
    ("The rouble fell [30 percent] on Monday.", "down", "by"),
    ("The death toll rose to [18].", "up", "to"),
    ("Prices climbed by [3 percent] in May.", "up", "by"),
    ("Exports fell 30 percent to [$104] from $80.", "down", "to"),
    ("Exports fell 30 percent to $104 from [$80].", "down", "from"),
    ("A [40 percent] increase in fares was agreed.", "up", "by"),
    ("Fares saw a rise of [5 percent].", "up", "by"),
    ("Output [doubled] in a year.", "up", "by"),
    ("The firm [halved] supply to Chad.", "down", "by"),
    ("Shares were up [2 percent] at noon.", "up", "by"),
    ("The number of refugees is expected to reach [340,000].", "up", "to"),
    ("The bank raised its rate to [5 percent].", "up", "to"),
    ("The crash brought the toll for guards killed there to [18].", "up", "to"),
    ("The ministry cut its forecast to [2 percent].", "down", "to"),
    ("The plan was revised up by [19 percent].", "up", "by"),
    ("Sales tallied [$4 billion], a rise of 13 percent.", "up", "to"),
    ("The toll stands at [18].", None, None),
    ("The toll was [18].", None, None),
    ("Officials put the toll at [60].", None, None),
    ("The agency plans to reach [500,000] people.", None, None),
    ("The school raised [$500] for the camp.", None, None),
    ("The promises add up to [$8 million].", None, None),
    ("It fell [2,000] pages short of its target.", None, None),
    ("Gunmen killed [12] villagers.", None, None),
]


@pytest.mark.parametrize(("example", "direction", "role"), CHANGES)
def test_change(example: str, direction: str | None, role: str | None) -> None:
    change = read(example)[0].change
    assert (change.direction if change else None, change.role if change else None) == (direction, role)


# each example: which of its numbers the last bracketed one is part of (counted among the bracketed), or None
PARTS = [
    ("The blast killed [12] people, including [four] children.", 0),
    ("Police held [300] marchers. Of those, [40] are women.", 0),
    ("The raid killed [58] people. The dead include [eleven] children.", 0),
    ("It injured [9] men and killed [30]. The dead include [two] nurses.", 1),
    ("The raid killed [58] people, [30] of them children.", 0),
    ("The raid killed [58] people, including [30] men and [nine] women.", 0),
    ("[Two] of the [40] miners died.", None),
    ("The raid killed [58] people in May. [Six] died in June.", None),
    ("[Three] sources spoke. [Two] of the sources wept.", 0),
    ("The flood killed [21] villagers. [Five] children were among those killed.", 0),
    ("[Ten] men and [nine] women died.", None),
]


@pytest.mark.parametrize(("example", "whole"), PARTS)
def test_part_of(example: str, whole: int | None) -> None:
    assert read(example)[-1].part_of == whole


def test_part_of_the_next() -> None:
    assert read("[Two] of the [40] miners died.")[0].part_of == 1


def test_conversion_shares_everything() -> None:
    dollars, pounds = read("The flood cost the state [$1.3bn] ([£691m]).")
    assert dollars.measure == pounds.measure
    assert dollars.counted == pounds.counted
