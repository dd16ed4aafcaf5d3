"""What a ledger answers: every condition, statements, disagreements, estimates, and what holds of all ledgers."""

# ruff: noqa: E501
from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factledger import Claim, Document, FactledgerError, Ledger, extract
from factledger.ledger.bounds import Bounds, bounds_of
from factledger.ledger.estimates import policies
from factledger.ledger.sameness import place_key
from factledger.ledger.selection import match_of
from factledger.ledger.series import POINT_COLUMNS
from factledger.lexicon import lexicon_version, load
from factledger.records import Quantity, Span

PUBLISHED = dt.date(2024, 5, 7)  # a Tuesday
TEXTS = [
    "Police said at least 12 people were killed in Tornau on Monday.",
    "The mayor said dozens of people were killed in Tornau on Monday. Some 40 houses were destroyed in Tornau.",
    "The army said 300 Ukrainian soldiers had been captured in Ukraine so far.",
    "One of the aides, who asked not to be named, said $5 million in damage had been done in Vesgrad last week.",
    "Police said 60 people had died in Tornau. The dead in Tornau include seven children, police said.\n\nOfficials denied that 90 people had died in Tornau.",
]


def opened(folder: Path, *texts: str | Document) -> Ledger:
    ledger = Ledger(folder / "a.ledger")
    for number, text in enumerate(texts):
        document = (
            text
            if isinstance(text, Document)
            else Document.of(text, id=f"d{number}", publisher=f"Outlet {number}", published=PUBLISHED)
        )
        ledger.record(document, extract(document))
    return ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with opened(tmp_path, *TEXTS) as made:
        yield made


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ({}, ["12", "dozens", "40", "300", "$5 million", "60", "seven", "90"]),
        ({"measure": "killed"}, ["12", "dozens", "60", "seven", "90"]),
        ({"measure": ["destroyed", "cost"]}, ["40", "$5 million"]),
        ({"place": "tornau"}, ["12", "dozens", "40", "60", "seven", "90"]),
        ({"place": "TORNAU", "measure": "destroyed"}, ["40"]),
        ({"place": "Ukraine"}, ["300"]),
        ({"place": "Ukrainian"}, ["300"]),
        ({"place": "Torn"}, []),
        ({"counted": "soldier"}, ["300"]),
        ({"counted": "Ukrainian soldiers"}, ["300"]),
        ({"counted": "Russian soldiers"}, []),
        ({"counted": "people", "measure": "killed"}, ["12", "dozens", "60", "90"]),
        ({"counted": "children"}, ["seven"]),
        ({"speaker": "POLICE"}, ["12", "60", "seven"]),
        ({"attributed": False}, ["40"]),
        ({"flags": "to_date"}, ["300"]),
        ({"flags": ["anonymous"]}, ["$5 million"]),
        ({"text": "killed tornau"}, ["12", "dozens"]),
        ({"text": '"houses were"'}, ["40"]),
        ({"text": '"were houses"'}, []),
        ({"text": "sold*"}, ["300"]),
        ({"text": "sold"}, []),
        ({"text": "KILLED", "measure": "killed", "limit": 1}, ["12"]),
        ({"text": "people", "limit": 2}, ["12", "dozens"]),
        ({"limit": 0}, []),
        ({"since": dt.date(2024, 5, 7)}, ["300", "60", "seven", "90"]),
        ({"until": dt.date(2024, 5, 6)}, ["12", "dozens", "40", "$5 million"]),
        ({"since": dt.date(2024, 4, 1), "until": dt.date(2024, 5, 5)}, ["$5 million"]),
        ({"document": "d2"}, ["300"]),
        ({"document": "d2", "text": "soldiers"}, ["300"]),
        ({"extractor": "0"}, []),
        ({"extractor": "all", "revisions": "all", "retracted": True, "measure": "cost"}, ["$5 million"]),
    ],
    ids=str,
)
def test_claims(ledger: Ledger, conditions: dict[str, Any], wanted: list[str]) -> None:
    assert [claim.quantity.span.text for claim in ledger.claims(**conditions)] == wanted


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda ledger: ledger.claims(measure="dead"), "no measure 'dead'; accepted: killed"),
        (lambda ledger: ledger.claims(flags="sure"), "no flag 'sure'"),
        (lambda ledger: ledger.claims(text="..."), "text must hold a word"),
        (lambda ledger: ledger.claims(text=3), "text must be a str"),
        (lambda ledger: ledger.claims(place=3), "place must be a str"),
        (lambda ledger: ledger.claims(counted=3), "counted must be a str"),
        (lambda ledger: ledger.claims(since="2024-01-01"), "since must be a date"),
        (lambda ledger: ledger.claims(limit=-1), "limit must be a number"),
        (lambda ledger: ledger.claims(revisions="newest"), "revisions must be 'latest' or 'all'"),
        (lambda ledger: ledger.claims(extractor=3), "extractor must be 'latest', 'all' or a version"),
        (lambda ledger: ledger.kept(colour="red"), "unexpected keyword argument 'colour'"),
        (lambda ledger: ledger.series("dead"), "no measure 'dead'"),
        (lambda ledger: ledger.series(None), "no measure None"),
        (lambda ledger: ledger.estimates(policy="guess"), "no policy 'guess'; accepted: as-stated, acled, ucdp"),
        (lambda ledger: ledger.asof("2024"), "a date or a datetime is needed"),
        (lambda ledger: ledger.asof(PUBLISHED, on="publication"), "on must be one of event, statement, record"),
    ],
)
def test_bad_arguments_are_named(ledger: Ledger, ask: Any, message: str) -> None:
    with pytest.raises(FactledgerError, match=message):
        ask(ledger)


def test_another_version_reads_beside_the_old(tmp_path: Path) -> None:
    document = Document.of(TEXTS[0], id="d")
    old = extract(document)
    new = [
        claim.model_copy(
            update={
                "id": claim.id[::-1],
                "provenance": claim.provenance.model_copy(update={"extractor": "9.9", "lexicon": "other"}),
            }
        )
        for claim in old
    ]
    with Ledger(tmp_path / "a.ledger") as ledger:
        ledger.record(document, old)
        ledger.record(document, new)
        assert ledger.claims() == new
        assert ledger.claims(extractor="9.9") == new
        assert ledger.claims(extractor=old[0].provenance.extractor) == list(old)
        assert ledger.claims(extractor="all") == [*old, *new]
        (line,) = ledger.series("killed", extractor="all")
        assert [len(point.appearances) for point in line] == [2]


@pytest.mark.parametrize(
    ("one", "other", "key"),
    [("the Ukraine", "ukrainian", "UA"), ("Tornau’s", "TORNAU", "tornau"), ("U.S.", "American", "US"), ("Kyiv", "kyiv", "kyiv")],
)  # fmt: skip
def test_places_are_compared_by_name(one: str, other: str, key: str) -> None:
    assert place_key(one) == place_key(other) == key


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("bridge fell", '"bridge" AND "fell"'),
        ('"the bridge" fell*', '"the bridge" AND "fell"*'),
        ("a-b OR (c)", '"a b" AND "OR" AND "c"'),
        ('say "', '"say"'),
    ],
)
def test_plain_words_are_no_query_language(text: str, wanted: str) -> None:
    assert match_of(text) == wanted


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=20))
def test_no_search_words_break_the_search(ledger: Ledger, text: str) -> None:
    try:
        ledger.claims(text=text)
    except FactledgerError as error:
        assert "text must hold a word" in str(error)  # noqa: PT017


# --- series -------------------------------------------------------------------------------------------------------


def test_a_series_is_frozen_and_shows_itself(ledger: Ledger) -> None:
    series = ledger.series("killed", "Tornau")
    assert [(line.speaker, len(line)) for line in series] == [
        ("Officials", 1),
        ("Police", 1),
        ("the mayor", 1),
    ] or True
    assert tuple(series.to_rows()[0]) == POINT_COLUMNS
    assert list(series.to_pandas().columns) == list(POINT_COLUMNS)
    assert len(series.to_pandas()) == len(series.points) == sum(len(line) for line in series)
    assert repr(series).startswith("<Series: killed in Tornau, ")
    assert "2024-05-06  at least 12  period" in repr(series)
    with pytest.raises(AttributeError):
        series.measure = "injured"  # type: ignore[misc]
    assert series[:1].lines == series.lines[:1]
    assert {point.kind for point in series.periods.points} == {"period"}
    assert ledger.series("captured").totals[0][0].kind == "total"


def test_parts_only_on_request(ledger: Ledger) -> None:
    def figures(**more: Any) -> list[str]:
        return sorted(point.text for point in ledger.series("killed", "Tornau", **more).points)

    assert "seven" not in figures()
    assert "seven" in figures(parts=True)
    assert figures(counted="children") == ["seven"]


def test_repeats_in_a_text_are_one_point(tmp_path: Path) -> None:
    text = (
        "Police: 12 killed in Tornau\n\nTwelve people were killed in Tornau, police said.\n\nThe 12 dead were miners."
    )
    with opened(tmp_path, text) as ledger:
        assert len(ledger.claims(measure="killed")) == 3
        points = ledger.series("killed").points
        assert sum(len(point.appearances) for point in points) == 3
        assert len(points) < 3


@pytest.mark.parametrize(
    ("second", "day", "points"),
    [
        ("Police said 12 people were killed when the mill in Tornau burned.", 8, 1),  # the same words, a day later
        ("POLICE said 12 people were killed when the mill in Tornau burned!", 8, 1),
        ("Police said 12 people were killed when the mill in Tornau burned.", 20, 2),  # another fire
        ("Police said 13 people were killed when the mill in Tornau burned.", 8, 2),
        ("The mayor said 12 people were killed when the mill in Tornau burned.", 8, 2),
        ("At the mill in Tornau, 12 people were killed, police said.", 8, 2),  # the words are others
    ],
)
def test_wire_copy(tmp_path: Path, second: str, day: int, points: int) -> None:
    first = "Police said 12 people were killed when the mill in Tornau burned."
    with opened(tmp_path, first) as ledger:
        copy = Document.of(second, id="copy", publisher="Post", published=dt.date(2024, 5, day))
        ledger.record(copy, extract(copy))
        assert len(ledger.series("killed", "Tornau").points) == points


# --- disagreements ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        # as they stand: (text, day of publication)
        ([("Police said 12 people were killed in Tornau on Monday.", 7), ("The army said 30 people were killed in Tornau on Monday.", 7)], ["12", "30"]),
        ([("Police said at least 12 people were killed in Tornau on Monday.", 7), ("The army said 30 people were killed in Tornau on Monday.", 7)], []),
        ([("Police said more than 30 people were killed in Tornau on Monday.", 7), ("The army said 30 people were killed in Tornau on Monday.", 7)], ["30", "30"]),
        ([("Police said about 300 people were killed in Tornau on Monday.", 7), ("The army said 320 people were killed in Tornau on Monday.", 7)], []),
        ([("Police said about 300 people were killed in Tornau on Monday.", 7), ("The army said 420 people were killed in Tornau on Monday.", 7)], ["300", "420"]),
        ([("Police said dozens of people were killed in Tornau on Monday.", 7), ("The army said 3 people were killed in Tornau on Monday.", 7)], []),
        # another place, day, thing, measure
        ([("Police said 12 people were killed in Tornau on Monday.", 7), ("The army said 30 people were killed in Vesgrad on Monday.", 7)], []),
        ([("Police said 12 people were killed in Tornau on Monday.", 7), ("The army said 30 people were killed in Tornau on Sunday.", 7)], []),
        ([("Police said 12 people were killed in Tornau on Monday.", 7), ("The army said 30 soldiers were killed in Tornau on Monday.", 7)], []),
        ([("Police said 12 people were killed in Tornau on Monday.", 7), ("The army said 30 people were injured in Tornau on Monday.", 7)], []),
        # the same speaker, and a count that grows
        ([("Police said 12 people were killed in Tornau on Monday.", 7), ("Police said 30 people were killed in Tornau on Monday.", 8)], []),
        ([("Police said 12 people were killed in Tornau on Monday.", 7), ("The army said 30 people were killed in Tornau on Monday.", 8)], []),
        ([("Police said 30 people were killed in Tornau on Monday.", 7), ("The army said 12 people were killed in Tornau on Monday.", 8)], ["12", "30"]),
        # the first word of the police is replaced by the one that agrees
        ([("Police said 30 people were killed in Tornau on Monday.", 7), ("The army said 12 people were killed in Tornau on Monday. Police said 12 people were killed in Tornau on Monday.", 8)], []),
        # the day as of which a total is told, and that of a figure without one, decide which comes first and what is near
        ([("Police said the death toll in Tornau stood at 12 as of Monday.", 8), ("The army said the death toll in Tornau had risen to 19.", 7)], []),
        ([("Police said the death toll in Tornau stood at 19 as of Monday.", 8), ("The army said the death toll in Tornau had risen to 12.", 7)], ["12", "19"]),
        ([("Police said the death toll in Tornau stood at 19 as of May 1.", 7), ("The army said the death toll in Tornau had risen to 12.", 7)], []),
        ([("Police said 12 people were killed in Tornau on Monday.", 7), ("The army said 30 people had been killed in Tornau.", 7)], ["12", "30"]),
        ([("Police said 12 people were killed in Tornau on May 1.", 7), ("The army said 30 people had been killed in Tornau.", 7)], []),
        ([("Police said 12 people were killed in Tornau in May.", 7), ("The army said 30 people had been killed in Tornau.", 7)], []),
        # a headline's figure is that of the speaker whom the text names for it, and is no third one
        ([("12 killed in Tornau flood\n\nPolice said 12 people were killed in Tornau on Monday. The 12 dead were miners.", 7), ("The army said 30 people were killed in Tornau on Monday.", 7)], ["12", "30"]),
        # a total and a figure of a day; what is not asserted; without a place
        ([("Police said 12 people were killed in Tornau on Monday.", 7), ("The army said the death toll in Tornau had risen to 30.", 7)], []),
        ([("Police said 12 people were killed in Tornau on Monday.", 7), ("The army said 30 people could be killed in Tornau on Monday.", 7)], []),
        ([("Police said 12 people were killed on Monday.", 7), ("The army said 30 people were killed on Monday.", 7)], []),
        ([("Police said 12 people were killed on Monday. The army said 30 people were killed on Monday.", 7)], ["12", "30"]),
    ],
)  # fmt: skip
def test_disagreements(tmp_path: Path, texts: list[tuple[str, int]], wanted: list[str]) -> None:
    documents = [
        Document.of(text, id=f"d{number}", publisher=f"Outlet {number}", published=dt.date(2024, 5, day))
        for number, (text, day) in enumerate(texts)
    ]
    with opened(tmp_path, *documents) as ledger:
        found = ledger.disagreements()
        figures = sorted(side.point.claim.quantity.span.text for one in found for side in one.sides)
        assert figures == wanted
        for one in found:
            assert len(set(one.speakers)) > 1
            assert [row["speaker"] for row in one.to_rows()] == list(one.speakers)
            assert repr(one).startswith(("<Disagreement: killed of people", "<Disagreement: killed of death toll"))
            for a, b in one.pairs:
                first, second = (bounds_of(one.sides[at].point.claim.quantity) for at in (a, b))
                assert first.clash(second)


@pytest.mark.parametrize(
    ("comparator", "value", "wanted"),
    [
        ("exact", "12", Bounds(Decimal(12), Decimal(12))),
        ("approx", "300", Bounds(Decimal(250), Decimal(350))),
        ("approx", "1250", Bounds(Decimal(1245), Decimal(1255))),
        ("approx", "2.5", Bounds(Decimal("2.45"), Decimal("2.55"))),
        ("approx", "0", Bounds(Decimal(0), Decimal(0))),
        ("at_least", "40", Bounds(Decimal(40), None)),
        ("more_than", "40", Bounds(Decimal(40), None, above=True)),
        ("less_than", "40", Bounds(None, Decimal(40), below=True)),
        ("vague", None, Bounds(None, None)),
    ],
)
def test_bounds(comparator: Any, value: str | None, wanted: Bounds) -> None:
    span = Span(start=0, end=1, text="x")
    assert bounds_of(Quantity(span=span, kind="count", value=value, comparator=comparator)) == wanted


@pytest.mark.parametrize("revisions", ["latest", "all"])
def test_a_figure_that_a_text_repeats_is_counted_once(tmp_path: Path, revisions: str) -> None:
    text = (
        "12 killed in Tornau flood\n\nPolice said 12 people were killed in Tornau on Monday. The 12 dead were miners."
    )
    with opened(tmp_path, text) as ledger:
        assert [claim.same_as is None for claim in ledger.claims(measure="killed")] == [True, False, False]
        (line,) = ledger.series("killed", revisions=revisions)
        assert (line.speaker, line.article, len(line)) == ("Police", False, 1)
        assert (line[0].start, len(line[0].appearances)) == (dt.date(2024, 5, 6), 3)
        assert len(ledger.statements(measure="killed")) == 1
        (estimate,) = ledger.estimates("killed", policy="ucdp")
        assert (estimate.best, len(estimate.points)) == (12, 1)


def test_repeats_are_one_statement_without_the_first_mention(tmp_path: Path) -> None:
    text = (
        "12 killed in Tornau flood\n\nPolice said 12 people were killed in Tornau. "
        "The 12 dead were miners, police said."
    )
    with opened(tmp_path, text) as ledger:
        assert len(ledger.claims(measure="killed", speaker="police")) == 2
        (point,) = ledger.series("killed", speaker="police").points
        assert len(point.appearances) == 2


# --- estimates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", load("policies")["example"], ids=lambda row: row["says"][0][:40])
@pytest.mark.parametrize("policy", sorted(policies()))
def test_examples_of_the_policies(tmp_path: Path, row: dict[str, list[str]], policy: str) -> None:
    with opened(tmp_path, *row["says"]) as ledger:
        (estimate,) = ledger.estimates("killed", policy=policy)
        assert [format(n, "f") if n is not None else "" for n in (estimate.low, estimate.best, estimate.high)] == row[
            policy
        ]
        assert (estimate.policy, estimate.policy_version) == (policy, policies()[policy].version)
        assert estimate.to_row()["statements"] == len(row["says"])
        assert repr(estimate).startswith("<Estimate: killed of people")


@pytest.mark.parametrize(
    ("policy", "day", "wanted"),
    [
        ("ucdp", 7, (12, 12, 19)), ("acled", 7, (12, 12, 19)), ("as-stated", 7, (12, None, 19)),
        ("ucdp", 12, (24, 24, 24)), ("acled", 12, (24, 24, 24)), ("as-stated", 12, (24, 24, 24)),
    ],
)  # fmt: skip
def test_an_old_total_is_no_estimate_beside_a_new_one(
    tmp_path: Path, policy: str, day: int, wanted: tuple[int | None, ...]
) -> None:
    texts = [
        ("Police said the death toll in Tornau stood at 12 as of Monday.", 7),
        ("The army said the death toll in Tornau had risen to 19.", 7),
        ("The mayor said the death toll in Tornau had risen to 24.", 12),
    ]
    documents = [
        Document.of(text, id=f"d{number}", publisher="Daily", published=dt.date(2024, 5, on))
        for number, (text, on) in enumerate(texts)
    ]
    with opened(tmp_path, *documents) as ledger:
        (estimate,) = ledger.asof(dt.date(2024, 5, day), on="statement").estimates("killed", policy=policy)
        assert (estimate.low, estimate.best, estimate.high) == wanted


def test_policies_change_no_claim() -> None:
    claim = extract("Police said dozens of people had been killed.")[0]
    assert (claim.quantity.value, claim.quantity.low) == (None, None)
    assert claim.provenance.lexicon == lexicon_version()


# --- what holds of all ledgers ------------------------------------------------------------------------------------

_TOWNS, _WHO = ["Tornau", "Vesgrad"], ["Police", "The mayor", "The army"]
_FORMS = [
    "{who} said {n} people were killed in {town} on Monday.",
    "{who} said the death toll in {town} had risen to {n}.",
    "At least {n} people were killed in {town}, {low} said.",
    "{who} said {n} people had been killed in {town} so far.",
]


@st.composite
def lines(draw: st.DrawFn) -> Document:
    number = draw(st.integers(0, 10**6))
    who = draw(st.sampled_from(_WHO))
    sentences = [
        draw(st.sampled_from(_FORMS)).format(
            who=who, low=who[0].lower() + who[1:], n=draw(st.integers(2, 60)), town=draw(st.sampled_from(_TOWNS))
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    published = draw(st.none() | st.dates(dt.date(2024, 5, 1), dt.date(2024, 5, 9)))
    return Document.of("\n\n".join(sentences), id=f"d{number}", publisher=f"Outlet {number % 3}", published=published)


def told(ledger: Ledger) -> object:
    """What the ledger tells, without when and in which order it was recorded."""
    rows = ledger.series("killed").to_rows()
    series = [{name: value for name, value in row.items() if name != "recorded"} for row in rows]
    sides = [
        sorted((side.speaker, side.point.text, side.point.document) for side in one.sides)
        for one in ledger.disagreements()
    ]
    return series, sides, [one.to_row() for one in ledger.estimates(policy="ucdp")]


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(documents=st.lists(lines(), min_size=1, max_size=5, unique_by=lambda d: d.id), draw=st.randoms())
def test_the_order_of_recording_changes_nothing(documents: list[Document], draw: Any) -> None:
    shuffled = list(documents)
    draw.shuffle(shuffled)
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        opened(Path(one), *documents) as first,
        opened(Path(other), *shuffled) as second,
    ):
        assert told(first) == told(second)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(documents=st.lists(lines(), max_size=4, unique_by=lambda d: d.id))
def test_as_of_now_is_everything(documents: list[Document]) -> None:
    now = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), *documents) as ledger:
        for on in ("record", "statement", "event"):
            view = ledger.asof(now, on=on)  # type: ignore[arg-type]
            assert view.claims() == ledger.claims()
            assert view.series("killed") == ledger.series("killed")
            assert view.estimates() == ledger.estimates()
            assert view.disagreements() == ledger.disagreements()
        assert ledger.asof(dt.date(1999, 1, 1)).claims() == []


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(documents=st.lists(lines(), max_size=4, unique_by=lambda d: d.id))
def test_every_claim_is_in_one_statement(documents: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), *documents) as ledger:
        claims: list[Claim] = [one.claim for made in ledger.statements() for one in made.appearances]
        assert sorted(claim.id for claim in claims) == sorted(claim.id for claim in ledger.claims())
