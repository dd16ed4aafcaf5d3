"""Quantities: numerals, comparators, ranges, what is stated in two units, and what is no quantity.

A row is a text and what is read from it: `words = value comparator unit`, joined by ` | `; the value of a range is
`low..high`, that of vague words `?`; the comparator stands where it is none of exact, range and vague.
"""

from __future__ import annotations

import pytest

from factledger import parse_quantities
from factledger.claims import plain_number
from factledger.records import Quantity


def show(quantity: Quantity) -> str:
    """Return a quantity as the rows write it."""
    match quantity.comparator:
        case "range":
            parts = [f"{quantity.low}..{quantity.high}"]
        case "vague":
            parts = ["?"]
        case "exact":
            parts = [f"{plain_number(quantity.value)}"]
        case other:
            parts = [f"{plain_number(quantity.value)}", other]
    return " ".join([quantity.span.text, "=", *parts, *filter(None, [quantity.unit])])


COUNTS = [
    ("The ferry carried 422 passengers.", "422 = 422"),
    ("Some 3,500 boats left the bay.", "3,500 = 3500 approx"),
    ("The village has 12,04,500 voters on its roll.", "12,04,500 = 1204500"),
    ("It sold 1 250 000 loaves a decade ago.", "1 250 000 = 1250000"),
    ("It sold 4 500 loaves in spring.", "4 500 = 4500"),
    ("The abbey owns 1’204’500 books.", "1’204’500 = 1204500"),
    ("Two hundred and forty-five thousand birds nest there.", "Two hundred and forty-five thousand = 245000"),
    ("Twenty-one clerks and sixty two guards met.", "Twenty-one = 21 | sixty two = 62"),
    ("A hundred thousand thanks went out.", "A hundred thousand = 100000"),
    ("Half a million hens died.", "Half a million = 500000"),
    ("A quarter of a million hens died.", "A quarter of a million = 250000"),
    ("Two and a half million hens died.", "Two and a half million = 2500000"),
    ("Three quarters of the hens died.", "Three quarters = 0.75 fraction"),
    ("Two-thirds of the mill burned.", "Two-thirds = 0.6666666666666666 fraction"),
    ("A third of the mill burned.", "A third = 0.3333333333333333 fraction"),
    ("Half of the mill burned.", "Half = 0.5 fraction"),
    ("One in five mills burned.", "One in five = 0.2 fraction"),
    ("Three out of four mills burned.", "Three out of four = 0.75 fraction"),
    ("3 in 10 mills closed.", "3 in 10 = 0.3 fraction"),
    ("A dozen mills burned and a couple of hundred hens died.", "A dozen = 12 | a couple of hundred = 200"),
    ("Several dozen mills burned.", "Several dozen = ?"),
    ("Tens of thousands fled and hundreds stayed.", "Tens of thousands = ? | hundreds = ?"),
    ("Hundreds of thousands of hens died.", "Hundreds of thousands = ?"),
    ("Dozens of barns burned, scores of hens died, many fled.", "Dozens = ? | scores = ? | many = ?"),
    ("A handful of clerks stayed; a number of guards left.", "A handful = ? | a number = ?"),
    ("Most of them slept.", "Most = ?"),
    ("The vast majority of clerks stayed.", "The vast majority = ?"),
    ("Rents doubled while fees more than tripled.", "doubled = 2 multiple | tripled = 3 more_than multiple"),
    ("There were twice as many boats as before.", "twice = 2 multiple"),
    ("The harvest grew tenfold.", "tenfold = 10 multiple"),
    ("Prices rose three times as much as pay.", "three times = 3 multiple"),
    ("No one was hurt and no deaths were reported.", "No one = 0 | no = 0"),
    ("Not a single life was lost.", "Not a single = 0"),
    ("The mill used 1.2 million tonnes.", "1.2 million tonnes = 1200000 tonne"),
    ("The mill used 40k sacks and 3m bags.", "40k = 40000 | 3m = 3000000"),
    ("It counted 5mn sheep and 2bn bees.", "5mn = 5000000 | 2bn = 2000000000"),
    ("It counted 1tn mites.", "1tn = 1000000000000"),
    ("It drew 4 lakh pilgrims and 3 crore rupees.", "4 lakh = 400000 | 3 crore rupees = 30000000 INR"),
    ("It holds 6.02e23 atoms.", "6.02e23 = 602000000000000000000000"),
    ("It holds 3 x 10^8 cells.", "3 x 10^8 = 300000000"),
    ("It fell to minus 5 degrees and then -7 degrees.", "minus 5 degrees = -5 degree | -7 degrees = -7 degree"),
    ("The index moved −3.5 percent.", "−3.5 percent = -3.5 percent"),
    ("It measured .08 inches.", ".08 inches = 0.08 inch"),
    ("½ of the flour and 3½ cups of milk went bad.", "½ = 0.5 fraction | 3½ = 3.5"),
    ("It is 3 1/2 miles off.", "3 1/2 miles = 3.5 mile"),
    ("two point five percent", "two point five percent = 2.5 percent"),
    ("one", "one = 1"),
    ("a month", "a month = 1 month"),
    ("three-quarters", "three-quarters = 0.75 fraction"),
]

COMPARATORS = [
    ("About 40 guards left.", "40 = 40 approx"),
    ("Nearly 40 guards left.", "40 = 40 approx"),
    ("Some 300 guards left.", "300 = 300 approx"),
    ("Roughly 300-odd guards left.", "300 = 300 approx"),
    ("300-plus guards left.", "300 = 300 at_least"),
    ("40 guards or so left.", "40 = 40 approx"),
    ("More than 40 guards left.", "40 = 40 more_than"),
    ("Over 40 guards left.", "40 = 40 more_than"),
    ("Upwards of 40 guards left.", "40 = 40 more_than"),
    ("In excess of 40 guards left.", "40 = 40 more_than"),
    ("At least 40 guards left.", "40 = 40 at_least"),
    ("40 or more guards left.", "40 = 40 at_least"),
    ("No fewer than 40 guards left.", "40 = 40 at_least"),
    ("Not less than 40 guards left.", "40 = 40 at_least"),
    ("Up to 40 guards left.", "40 = 40 at_most"),
    ("As many as 40 guards left.", "40 = 40 at_most"),
    ("No more than 40 guards left.", "40 = 40 at_most"),
    ("40 or fewer guards left.", "40 = 40 at_most"),
    ("Fewer than 40 guards left.", "40 = 40 less_than"),
    ("Under 40 guards left.", "40 = 40 less_than"),
    ("An estimated 40 guards left.", "40 = 40 approx"),
    ("Close to 40 guards left.", "40 = 40 approx"),
    ("At least five died and 18 were hurt.", "five = 5 at_least | 18 = 18"),
    ("It needs >= 40 guards and < 50 dogs.", "40 = 40 at_least | 50 = 50 less_than"),
    ("It needs less than or equal to 40 guards.", "40 = 40 at_most"),
    ("It has 40+ guards.", "40 = 40 at_least"),
    ("~40 guards left.", "40 = 40 approx"),
    ("About 40 or more guards left.", "40 = 40 at_least"),
    ("More than 40 and fewer than 60 guards left.", "40 and fewer than 60 = 40..60"),
    (
        "About 390 kilometers (240 miles) of road closed.",
        "390 kilometers = 390 approx kilometer | 240 miles = 240 approx mile",
    ),
]

RANGES = [
    ("Between 5 and 10 guards left.", "Between 5 and 10 = 5..10"),
    ("5 to 10 percent of guards left.", "5 to 10 percent = 5..10 percent"),
    ("It cost $2bn to $3bn.", "$2bn to $3bn = 2000000000..3000000000 USD"),
    ("It hired 12 to 15 million sailors.", "12 to 15 million = 12000000..15000000"),
    ("It hired 12-15 million sailors.", "12-15 million = 12000000..15000000"),
    ("It cost between €1.5bn and €2.5bn.", "between €1.5bn and €2.5bn = 1500000000.0..2500000000.0 EUR"),
    ("Guards got 5-10 percent more.", "5-10 percent = 5..10 percent"),
    ("Guards worked 8- to 16-hour days.", "8- to 16-hour = 8..16 hour"),
    ("It grew from 3% to 5% in May.", "3% = 3 percent | 5% = 5 percent"),
    ("Guards walk 20 to 30 km a night.", "20 to 30 km = 20..30 kilometer"),
    ("Two or three guards left.", "Two or three = 2..3"),
    ("It rose 18 to 25 percent.", "18 to 25 percent = 18..25 percent"),
    ("It ran 20 through 100.", "20 through 100 = 20..100"),
    ("It grew between 2.5 and 3 percentage points.", "between 2.5 and 3 percentage points = 2.5..3 percentage_point"),
    ("Temperatures of -10 to -5 degrees hit the port.", "-10 to -5 degrees = -10..-5 degree"),
    ("It weighs 20 ± 2 kg.", "20 ± 2 kg = 20 kilogram"),
]

COMPOUNDS = [
    ("He served two years and three months.", "two years and three months = 27 month"),
    ("It lasted an hour and a half.", "an hour and a half = 1.5 hour"),
    ("He is 5 feet 2 inches tall.", "5 feet 2 inches = 62 inch"),
    ("It costs $20 and 43 cents.", "$20 and 43 cents = 20.43 USD"),
    ("The trip took 2 hours 20 minutes.", "2 hours 20 minutes = 140 minute"),
    ("half an hour", "half an hour = 0.5 hour"),
    ("half a mile", "half a mile = 0.5 mile"),
]


@pytest.mark.parametrize(("text", "want"), [*COUNTS, *COMPARATORS, *RANGES, *COMPOUNDS])
def test_quantities(text: str, want: str) -> None:
    assert " | ".join(show(quantity) for quantity in parse_quantities(text)) == want


NONE = [
    "He was born on 5 May 1998.",
    "It opened in 1999 and closed in the 2000s.",
    "It began at 5:30 p.m. and ended at 7 pm.",
    "Smith, 34, lives there.",
    "A 34-year-old man lives there.",
    "He turned 40 in spring.",
    "She is aged 12.",
    "An F-16 and a Boeing 747 landed.",
    "Covid-19 hit the G7.",
    "The 9/11 report came out.",
    "Flight 370 never came.",
    "Article 5 holds.",
    "Room 101 is shut.",
    "Channel 4 said so.",
    "They won 3-2.",
    "He lost 6-4, 6-3.",
    "Call 020 7946 0018 now.",
    "Call +1-202-555-0143 now.",
    "One of the towns was spared.",
    "No one knows.",
    "One resident, Ali Hassan, wept.",
    "This one is red.",
    "He came first and she came second.",
    "It is the fifth day.",
    "It happened two days ago.",
    "It grew over the past five months.",
    "It came 36 minutes after the blast.",
    "It will end in the next 24 hours.",
    "See http://example.org/a?b=12&c=34 now.",
    "Version 3.2.1 is out.",
    "The double standards of the twin clubs hurt.",
    "The most serious case came first.",
    "No decision was taken.",
    "10-year notes fell.",
    "Nord Stream 2 is shut.",
    "Both sides met all others.",
    "On 2024-05-06 it rained.",
    "It is a twice-yearly fair.",
    "N95 masks and R2 droids.",
    "ALL 5G phones work.",
    "The WD-40 can and the B52 plane.",
    'She said: "One day I will go."',
    "p. 45 and pp. 46",
    "He has 20/20 sight.",
    "At number 10 nothing moved.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity(text: str) -> None:
    assert parse_quantities(text) == ()


ON_REQUEST = [
    ("She came first and he came twenty-second.", ["ordinal"], ["first 1", "twenty-second 22"]),
    (
        "The 3rd and the 21st and the one hundred twenty fifth.",
        ["ordinal"],
        ["3rd 3", "21st 21", "one hundred twenty fifth 125"],
    ),
    ("A 34-year-old woman and a baby aged 2.", ["age"], ["34-year-old 34", "2 2"]),
    ("The calf is six weeks old.", ["age"], ["six weeks old 6"]),
    ("It began two days ago and ran for three hours.", ["when"], ["two days 2", "three hours 3"]),
    ("It began two days ago and ran for three hours.", [], ["three hours 3"]),
    ("The first of 5 boats.", [], ["5 5"]),
]


@pytest.mark.parametrize(("text", "include", "want"), ON_REQUEST)
def test_what_is_given_on_request(text: str, include: list[str], want: list[str]) -> None:
    assert [f"{q.span.text} {q.value}" for q in parse_quantities(text, include=include)] == want


LOCALES = [
    ("Es kostet 1.234,56 Euro.", "eu", "1234.56"),
    ("It costs 1,234.56 euros.", "en", "1234.56"),
    ("Es kostet 1 234 Euro.", "eu", "1234"),
    ("Es sind 0,5 km.", "eu", "0.5"),
]


@pytest.mark.parametrize(("text", "locale", "want"), LOCALES)
def test_locales(text: str, locale: str, want: str) -> None:
    (found,) = parse_quantities(text, locale=locale)  # type: ignore[arg-type]
    assert str(found.value) == want


def test_an_uncertainty_is_kept_with_its_bounds() -> None:
    (found,) = parse_quantities("The stone weighs 20 ± 2 kg.")
    assert (found.value, found.uncertainty, found.low, found.high, found.unit) == (20, 2, 18, 22, "kilogram")


def test_a_sentence_more_keeps_the_earlier_quantities() -> None:
    for text, _ in [*COUNTS, *COMPARATORS, *RANGES]:
        if text.endswith("."):
            alone = parse_quantities(text)
            assert parse_quantities(text + " It rained on the hills.")[: len(alone)] == alone


FAULTS = [
    ("The tower has 20 twenties of steps.", "20 twenties = 400"),
    ("The mill paid 3,50 euros.", "3,50 euros = 3.5 EUR"),
]


@pytest.mark.parametrize(("text", "want"), FAULTS)
@pytest.mark.xfail(strict=True)
def test_known_faults(text: str, want: str) -> None:
    assert " | ".join(show(quantity) for quantity in parse_quantities(text)) == want
