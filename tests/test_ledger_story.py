"""One article in three versions whose tolls change, a second outlet, and what the ledger answers about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from factledger import Document, Ledger, extract
from factledger.ledger import writing
from factledger.ledger.series import Series

URL = "https://daily.example/bridge"

#: The article as it stood on three days: the toll grows, then the mayor's figure and the doubt about it are gone.
VERSIONS = [
    (
        dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC),
        "Bridge falls in Tornau\n\n"
        "At least 12 people were killed in Tornau on Monday when a bridge fell into the river, police said.\n\n"
        "The mayor said 30 people were missing in Tornau, a figure that could not be independently verified.\n",
    ),
    (
        dt.datetime(2024, 5, 7, 9, tzinfo=dt.UTC),
        "Bridge falls in Tornau\n\n"
        "The death toll in Tornau has risen to 19, police said.\n\n"
        "The hospital in the town put the death toll in Tornau at 24.\n\n"
        "The mayor said 30 people were missing in Tornau, a figure that could not be independently verified.\n",
    ),
    (
        dt.datetime(2024, 5, 9, 18, tzinfo=dt.UTC),
        "Bridge falls in Tornau\n\n"
        "The death toll in Tornau has risen to 24, police said.\n\n"
        "The hospital in the town put the death toll in Tornau at 24.\n\n"
        "The mayor said 11 people were missing in Tornau.\n",
    ),
]
#: Another outlet carries a sentence of the second version, and has a figure of its own.
COPY = (
    "Rescue work goes on\n\nThe death toll in Tornau has risen to 19, police said.\n\n"
    "Rescuers said 17 people had been killed in Tornau so far.\n"
)


class Clock(dt.datetime):
    """The time of recording, which the test sets."""

    at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
        return cls.at


def article(number: int) -> Document:
    seen, text = VERSIONS[number]
    return Document.of(text, id=URL, url=URL, publisher="Daily", published=dt.date(2024, 5, 6), retrieved=seen)


def other() -> Document:
    return Document.of(COPY, id="post/1", publisher="Post", published=dt.date(2024, 5, 7))


def record(ledger: Ledger, document: Document, at: dt.datetime) -> None:
    Clock.at = at
    ledger.record(document, extract(document))


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.setattr(writing.dt, "datetime", Clock)
    with Ledger(tmp_path / "story.ledger") as made:
        record(made, article(0), VERSIONS[0][0])
        record(made, article(1), VERSIONS[1][0])
        record(made, other(), dt.datetime(2024, 5, 8, tzinfo=dt.UTC))
        record(made, article(2), VERSIONS[2][0])
        yield made


def day(number: int) -> dt.date:
    return dt.date(2024, 5, number)


def table(series: Series) -> list[tuple[object, ...]]:
    return [
        (
            row["speaker"],
            row["date"] and row["date"].day,
            row["text"],
            row["kind"],
            row["appearances"],
            row["document"],
        )
        for row in series.to_rows()
    ]


def test_series(ledger: Ledger) -> None:
    assert table(ledger.series("killed", "Tornau")) == [
        ("police", 6, "At least 12", "period", 1, URL),
        ("police", 7, "19", "total", 2, "post/1"),
        ("police", 9, "24", "total", 1, URL),
        ("Rescuers", 7, "17", "total", 1, "post/1"),
        ("The hospital in the town", 7, "24", "total", 2, URL),
    ]
    assert table(ledger.series("missing", "Tornau")) == [
        ("The mayor", 6, "30", None, 2, URL),
        ("The mayor", 9, "11", None, 1, URL),
    ]


def test_a_copy_is_one_point_with_both_appearances(ledger: Ledger) -> None:
    point = ledger.series("killed", "Tornau", speaker="police").totals[0][0]
    assert [(one.document, one.publisher, one.stated) for one in point.appearances] == [
        ("post/1", "Post", day(7)),
        (URL, "Daily", day(7)),
    ]
    assert point.quote == "The death toll in Tornau has risen to 19, police said."
    assert point.proof is not None
    assert point.proof.text == "risen"


@pytest.mark.parametrize(
    ("last", "wanted"),
    [
        (day(5), []),
        (day(6), []),
        (day(7), [("19", "police"), ("24", "The hospital in the town")]),
        (day(8), [("17", "Rescuers"), ("19", "police"), ("24", "The hospital in the town")]),
        (day(9), [("17", "Rescuers"), ("24", "The hospital in the town")]),
    ],
)
def test_disagreements_as_the_ledger_stood(ledger: Ledger, last: dt.date, wanted: list[tuple[str, str]]) -> None:
    found = ledger.asof(last).disagreements("killed")
    assert [(side.point.text, side.speaker) for one in found for side in one.sides] == wanted


def test_claims_as_the_ledger_stood(ledger: Ledger) -> None:
    killed = {
        last: sorted(claim.quantity.span.text for claim in ledger.claims(measure="killed", as_of=day(last)))
        for last in (5, 6, 7, 8, 9)
    }
    assert killed == {
        5: [],
        6: ["12"],
        7: ["19", "24"],
        8: ["17", "19", "19", "24"],
        9: ["17", "19", "24", "24"],
    }
    moment = dt.datetime(2024, 5, 7, 8, 59, tzinfo=dt.UTC)
    assert [claim.quantity.span.text for claim in ledger.asof(moment).claims(measure="killed")] == ["12"]


def test_the_three_clocks(ledger: Ledger) -> None:
    def counts(on: str) -> list[int]:
        return [len(ledger.asof(day(n), on).claims(revisions="all")) for n in (5, 6, 7, 8, 9)]  # type: ignore[arg-type]

    assert counts("record") == [0, 2, 5, 7, 10]
    assert counts("statement") == [0, 2, 7, 7, 10]
    assert counts("event") == [0, 2, 7, 7, 10]


#: What each clock tells of the killed, a row a day: the claims that hold, the points of the series, best of `ucdp`.
AS_OF = {
    "record": [
        (5, "", "", ""),
        (6, "12", "police 12", "12"),
        (7, "19 24", "hospital 24, police 12 19", "19"),
        (8, "19 24 19 17", "Rescuers 17, hospital 24, police 12 19", "17"),
        (9, "19 17 24 24", "Rescuers 17, hospital 24, police 12 19 24", "24"),
    ],
    "statement": [
        (5, "", "", ""),
        (6, "", "police 12", ""),
        (7, "19 17", "Rescuers 17, hospital 24, police 12 19", "17"),
        (8, "19 17", "Rescuers 17, hospital 24, police 12 19", "17"),
        (9, "19 17 24 24", "Rescuers 17, hospital 24, police 12 19 24", "24"),
    ],
    "event": [
        (5, "", "", ""),
        (6, "", "police 12", ""),
        (7, "19 17", "Rescuers 17, hospital 24, police 12 19", "17"),
        (8, "19 17", "Rescuers 17, hospital 24, police 12 19", "17"),
        (9, "19 17 24 24", "Rescuers 17, hospital 24, police 12 19 24", "24"),
    ],
}


@pytest.mark.parametrize("on", sorted(AS_OF))
def test_as_of_every_day_on_every_clock(ledger: Ledger, on: str) -> None:
    found = []
    for last in (5, 6, 7, 8, 9):
        view = ledger.asof(day(last), on)  # type: ignore[arg-type]
        claims = " ".join(claim.quantity.span.text for claim in view.claims(measure="killed"))
        lines = sorted(
            " ".join(
                [
                    line.speaker.split()[-4 if "hospital" in line.speaker else -1],
                    *(p.claim.quantity.span.text for p in line),
                ]
            )
            for line in view.series("killed", "Tornau")
        )
        best = [str(one.best) for one in view.estimates("killed", policy="ucdp") if one.best is not None]
        found.append((last, claims, ", ".join(lines), " ".join(best)))
    assert found == AS_OF[on]


def test_what_an_edit_took_away_is_still_there(ledger: Ledger) -> None:
    missing = ledger.claims(measure="missing")
    assert [(claim.quantity.span.text, claim.flag_kinds) for claim in missing] == [("11", ())]
    before = ledger.claims(measure="missing", flags="unverified", revisions="all")
    assert [claim.quantity.span.text for claim in before] == ["30", "30"]


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [("as-stated", (17, None, 24)), ("acled", (17, 17, 24)), ("ucdp", (17, 24, 24))],
)
def test_estimates(ledger: Ledger, policy: str, wanted: tuple[int | None, ...]) -> None:
    (total,) = (one for one in ledger.estimates("killed", "Tornau", policy=policy) if one.kind == "total")
    assert (total.low, total.best, total.high) == wanted
    assert [point.text for point in total.points] == ["17", "24", "24"]


def test_a_retracted_text_does_not_speak(ledger: Ledger) -> None:
    Clock.at = dt.datetime(2024, 5, 10, tzinfo=dt.UTC)
    ledger.retract(other(), "a draft that was never published")
    assert table(ledger.series("killed", "Tornau", speaker="rescuers")) == []
    assert len(ledger.claims(document="post/1", retracted=True)) == 2
    assert ledger.asof(day(9)).claims(document="post/1") == ledger.claims(document="post/1", retracted=True)


def test_revisions(ledger: Ledger) -> None:
    found = [(revised.recorded[:10], [str(moved) for moved in revised.changes]) for revised in ledger.revisions()]
    assert found == [
        ("2024-05-07", ["- 12", "+ 19", "+ 24"]),  # another sentence stands in the first one's place
        ("2024-05-09", ["19 -> 24 -disputed", "24 -disputed", "30 -> 11 -unverified"]),
    ]
