"""Measures: the lexicon's own examples, sentences with several measures, money and shares, any text."""

import tomllib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bracketed import read
from factledger.inflection import inflect
from factledger.measures import read_subjects
from factledger.measures.table import table
from factledger.quantities import parse_quantities
from factledger.records import MEASURES
from factledger.segment import segment

LEXICON = tomllib.loads(resources.files("factledger.lexicon").joinpath("measures.toml").read_text(encoding="utf-8"))
ENTRIES = [
    (table, number, entry)
    for table in ("verb", "state", "phrase", "lead", "noun")
    for number, entry in enumerate(LEXICON[table])
]
YES = [(entry["measure"], example) for _, _, entry in ENTRIES for example in entry["yes"]]
NO = [(entry["measure"], example) for _, _, entry in ENTRIES for example in entry["no"]]


def measure(example: str) -> str:
    return read(example)[0].measure.kind


@pytest.mark.parametrize(("expected", "example"), YES)
def test_lexicon_yes(expected: str, example: str) -> None:
    found = measure(example)
    assert found == expected or (expected.endswith("_level") and found == expected.replace("level", "change"))


@pytest.mark.parametrize(("unwanted", "example"), NO)
def test_lexicon_no(unwanted: str, example: str) -> None:
    assert measure(example) != unwanted


def test_every_entry_has_examples_and_a_known_measure() -> None:
    assert len(YES) + len(NO) >= 300
    for kind, number, entry in ENTRIES:
        assert entry["measure"] in MEASURES, (kind, number)
        assert entry["yes"], (kind, number)
        assert entry["no"], (kind, number)


SEVERAL = [
    (
        "Police said [12] militants were killed and [5] officers hurt in the blast, which damaged [20] shops.",
        ["killed", "injured", "destroyed"],
    ),
    ("The raid left [nine] dead, [30] wounded and [four] missing.", ["killed", "injured", "missing"]),
    ("The quake killed [40] people, injured [200] and left [9,000] homeless.", ["killed", "injured", "displaced"]),
    ("Gunmen killed [three] guards and abducted [60] pupils from the school.", ["killed", "captured"]),
    ("[Six] people died and [dozens] more were hurt when [two] bombs exploded.", ["killed", "injured", "attacks"]),
    ("The state reported [212] infections, [26] hospitalisations and [four] deaths.",
     ["infected", "hospitalized", "killed"]),
    ("Rescuers pulled [14] bodies from the mud and saved [three] children.", ["killed", "rescued"]),
    ("[Thousands] marched in Sfax; police arrested [40] of them.", ["attendance", "arrested"]),
    ("Moscow massed [90,000] troops and [1,200] tanks near the river.", ["troops", "weapons"]),
    ("At least [77] rebels and [eight] soldiers had been killed as well as [11] civilians.",
     ["killed", "killed", "killed"]),
    ("A toll of [nine] was given by the mayor, who said [three] of the dead were children.", ["killed", "killed"]),
    ("The storm cost the state [$2 billion], and the bank lent it [$300 million].", ["cost", "funding"]),
    ("Sales rose [8 percent] to [$3 billion] while a loss of [$40 million] was booked.",
     ["income", "income", "cost"]),
    ("Exports fell [24 percent] and imports rose [3 percent] as inflation hit [9 percent].",
     ["output", "output", "rate"]),
    ("The peso fell [4 percent] and shares in Lima lost [2 percent].", ["currency_change", "price_change"]),
    ("Of the [230] miners, [157] were evacuated.", ["other", "evacuated"]),
    ("The bus, which was carrying [44] pilgrims, hit a lorry, killing [seven].", ["attendance", "killed"]),
    ("Some [300,000] people are in need of aid and [70,000] have fled.", ["affected", "displaced"]),
    ("Doctors vaccinated [5,000] children in [two weeks].", ["vaccinated", "duration"]),
    ("The convoy of [40] lorries stretched for [12 km].", ["other", "distance"]),
    ("Rebels fired [20] rockets, and [three] of them hit a school.", ["weapons", "weapons"]),
    ("The fire burned [3,000 acres] in [four days].", ["destroyed", "duration"]),
    ("[Two] dead, [16] injured in nightclub shooting", ["killed", "injured"]),
    ("[Ten] killed as bus falls into gorge", ["killed"]),
    ("Blast kills [10], wounds [22]", ["killed", "injured"]),
    ("[Thousands] flee as volcano erupts", ["displaced"]),
    ("About [412] people, more than [half] of them fighters, have been killed.", ["killed", "killed"]),
    ("[Sixteen] survived, including [four] boys who are hospitalised.", ["other", "hospitalized"]),
    ("[Forty] people rescued from the sea were arrested.", ["arrested"]),
    ("[Nine] men held hostage by the group were rescued on Friday.", ["rescued"]),
    ("The [three] wounded soldiers were evacuated.", ["evacuated"]),
    ("[Eight] displaced people were killed.", ["killed"]),
]  # fmt: skip


@pytest.mark.parametrize(("example", "expected"), SEVERAL)
def test_several(example: str, expected: list[str]) -> None:
    assert [subject.measure.kind for subject in read(example)] == expected


AMOUNTS = [
    ("Brent crude rose to [$93 a barrel].", "price_level"),
    ("Nurses earn [$900 a month] there.", "income"),
    ("It was fined [£4m] for the spill.", "cost"),
    ("The ministry set aside [€70m] for the camps.", "funding"),
    ("Ticket prices climbed by [12 percent].", "price_change"),
    ("The lira weakened [2 percent] on Monday.", "currency_change"),
    ("The economy shrank [2 percent] last year.", "rate"),
    ("Unemployment stood at [6 percent].", "rate"),
    ("The party won [40 percent] of the vote.", "votes"),
    ("The leone fell [4 percent] against the dollar.", "currency_change"),
    ("[Sixty percent] of respondents said no.", "poll"),
    ("The curfew lasted [three weeks].", "duration"),
    ("A [40-mile] convoy was seen.", "distance"),
    ("The river crested at [39 feet].", "distance"),
    ("The plant makes [800 megawatts].", "output"),
    ("The dam released [half] of the water.", "other"),
]


@pytest.mark.parametrize(("example", "expected"), AMOUNTS)
def test_amounts(example: str, expected: str) -> None:
    assert measure(example) == expected


FAULTS = [
    # the verb of the whole clause is not told from the place of the people
    ("The pope told [thousands] of people in the square that he prayed.", "attendance"),
    # the pronoun's noun stands two sentences back
    ("Freight is dear. It costs more now. Two ships paid [$3 million] for it.", "price_level"),
]


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("example", "expected"), FAULTS)
def test_known_faults(example: str, expected: str) -> None:
    assert measure(example) == expected


def test_evidence_is_in_the_text() -> None:
    text = "Rebels said 40 soldiers were killed; 3,000 people have fled."
    subjects = read_subjects(segment(text), parse_quantities(text))
    for subject in subjects:
        for span in subject.measure.evidence:
            assert text[span.start : span.end] == span.text
    assert [span.text for span in subjects[0].measure.evidence] == ["were killed"]


def test_no_quantities() -> None:
    assert read_subjects(segment("Nothing here."), []) == []


INFLECTIONS = [
    ("kill", "kills killing killed"),
    ("stab", "stabs stabbing stabbed"),
    ("flee", "flees fleeing fled"),
    ("take", "takes taking took taken"),
    ("die", "dies dying died"),
    ("bury", "buries burying buried"),
    ("kidnap", "kidnaps kidnapping kidnapped"),
    ("crush", "crushes crushing crushed"),
]


@pytest.mark.parametrize(("base", "expected"), INFLECTIONS)
def test_inflect(base: str, expected: str) -> None:
    assert {form for form, _ in inflect(base, {"flee": ["fled", "fled"], "take": ["took", "taken"]})} == {
        base,
        *expected.split(),
    }


def test_tables_are_read_once() -> None:
    assert table() is table()


WORDS = st.sampled_from(
    [
        "12",
        "people",
        "killed",
        "and",
        ",",
        ".",
        "who",
        "were",
        "the",
        "of",
        "including",
        "dozens",
        "injured",
        "to",
        "rose",
        "from",
        "5",
        "percent",
        "$3m",
        "in",
        "“",
        "”",
        ")",
        "(",
        "them",
        "that",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_text(text: str) -> None:
    quantities = parse_quantities(text)
    subjects = read_subjects(segment(text), quantities)
    assert len(subjects) == len(quantities)
    for subject in subjects:
        assert subject.measure.kind in MEASURES
        if subject.counted is not None:
            assert text[subject.counted.start : subject.counted.end] == subject.counted.text
        assert subject.part_of is None or 0 <= subject.part_of < len(quantities)
