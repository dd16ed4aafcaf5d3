"""The seed article, from text to rows: every claim that stands in it and nothing else."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import factledger
from factledger import Claims

SEED = next((Path(__file__).parent.parent / "seeds").glob("*.txt"))

# start, text, value, comparator, unit, measure, counted, change, role, speaker, cue, quote, sources, flags
ROWS: list[tuple[Any, ...]] = [
    (1174, "several", None, "vague", "", "attacks", "blasts", None, None, None, None, "none", [], []),
    (2646, "many", None, "vague", "", "affected", "Ukrainians", None, None, "Dmitry Peskov",
     "told reporters", "indirect", [], ["no_evidence"]),
    (3537, "dozens", None, "vague", "", "killed", "people", None, None, "Ukrainian officials", "said",
     "indirect", [], []),
    (3695, "Dozens", None, "vague", "", "killed", "dead", None, None, "Anton Herashchenko", "said",
     "direct", ["Facebook post"], ["secondhand"]),
    (3714, "hundreds", None, "vague", "", "injured", "wounded", None, None, "Anton Herashchenko",
     "said", "direct", ["Facebook post"], ["secondhand"]),
    (4876, "dozens", None, "vague", "", "other", "videos and photos", None, None, None, None, "none", [], []),
    (5091, "3,500", 3500, "approx", "", "casualties", "Russian soldiers", None, None,
     "One of Zelensky’s advisers", "said", "indirect", [], ["anonymous", "to_date"]),
    (5207, "102", 102, "exact", "", "killed", "civilian deaths", None, None, "Michelle Bachelet",
     "said", "mixed", [], ["to_date", "undercount"]),
    (5217, "304", 304, "exact", "", "injured", "people", None, None, "Michelle Bachelet", "said",
     "mixed", [], ["to_date", "undercount"]),
    (5375, "seven", 7, "exact", "", "killed", "children", None, None, "Michelle Bachelet", "said",
     "indirect", [], []),
    (5410, "Most", None, "vague", "", "killed", "these civilians", None, None, "Michelle Bachelet",
     "adding", "direct", [], []),
    (5703, "2,000", 2000, "at_most", "", "attendance", "people", None, None, None, None, "none", [], []),
    (5860, "422,000", 422000, "exact", "", "displaced", "people", None, None, "Michelle Bachelet",
     "said", "indirect", ["CNN"], ["secondhand"]),
    (6325, "30 percent", 30, "exact", "percent", "currency_change", "the Russian ruble", "down", "by",
     None, None, "none", [], []),
]  # fmt: skip
COLUMNS = (
    "start", "text", "value", "comparator", "unit", "measure", "counted", "change", "role", "speaker", "cue", "quote",
    "sources", "flags",
)  # fmt: skip


@pytest.fixture(scope="module")
def claims() -> Claims:
    return factledger.extract(SEED.read_text("utf-8"), publisher="New York Post", published="2022-02-28")


def test_every_claim_and_no_other(claims: Claims) -> None:
    assert [(c.quantity.span.start, c.quantity.span.text) for c in claims] == [row[:2] for row in ROWS]


@pytest.mark.parametrize("expected", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_row(claims: Claims, expected: tuple[Any, ...]) -> None:
    row = next(r for r in claims.to_rows() if r["start"] == expected[0])
    want = dict(zip(COLUMNS, expected, strict=True))
    if want["value"] is not None:
        want["value"] = Decimal(want["value"])
    got = {name: row[name] for name in COLUMNS}
    for name in ("counted", "speaker", "sources"):  # a determiner more or less is no error
        got[name], want[name] = bare(got[name]), bare(want[name])
    assert got == want


def bare(value: Any) -> Any:
    if isinstance(value, list):
        return [bare(item) for item in value]
    if isinstance(value, str):
        first, _, rest = value.partition(" ")
        return rest if first.lower() in ("the", "a", "an") else value
    return value


def test_flags_stand_on_their_words(claims: Claims) -> None:
    words = {
        (claim.quantity.span.text, flag.kind): " ".join(span.text for span in flag.spans)
        for claim in claims
        for flag in claim.flags
    }
    assert words["many", "no_evidence"] == "without providing evidence"
    assert "feared" in words["102", "undercount"]
    assert "so far" in words["3,500", "to_date"]
    assert words["422,000", "secondhand"] == "CNN"


def test_the_children_are_part_of_the_dead(claims: Claims) -> None:
    seven = next(c for c in claims if c.quantity.span.text == "seven")
    dead = next(c for c in claims if c.quantity.span.text == "102")
    assert seven.part_of is not None
    assert (seven.part_of.claim, seven.part_of.index) == (dead.id, dead.index)


def test_place_and_time(claims: Claims) -> None:
    rows = {row["start"]: row for row in claims.to_rows()}
    assert rows[3537]["place"] == "Kharkiv"
    assert rows[5703]["place"] == "Mariupol"
    assert rows[6325]["when"] == "on Monday"


def test_nothing_in_the_code_knows_the_seed() -> None:
    source = Path(factledger.__file__).parent
    names = ("Peskov", "Bachelet", "Herashchenko", "Zelensky", "Medinsky")
    for path in [*source.rglob("*.py"), *source.rglob("*.toml")]:
        text = path.read_text("utf-8")
        assert not [name for name in names if name in text], path.name
