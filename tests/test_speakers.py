"""The noun phrase at a cue: what names the speaker, what is role, and what kind of speaker it is."""

from __future__ import annotations

import pytest

from factledger.attribution.lines import Line
from factledger.attribution.sources import phrase_after
from factledger.attribution.speakers import Mention, parse_phrase, speaker_tables
from factledger.attribution.subjects import subject_before
from factledger.segment import segment


def _line(text: str) -> Line:
    layout = segment(text)
    return Line(layout.sentences[0], layout.quotations, [q.start for q in layout.quotations])


def _text(line: Line, span: tuple[int, int]) -> str:
    start, end = line.tokens[span[0]].start, line.tokens[span[1] - 1].end
    return line.sentence.text[start - line.sentence.start : end - line.sentence.start]


def _before(text: str, verb: str = "said") -> tuple[Line, Mention | None]:
    line = _line(text)
    return line, subject_before(line, line.low.index(verb), 0)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Karl Voss said no.", "Karl Voss"),
        ("Mr. Voss said no.", "Voss"),
        ("Palace spokesman Ivo Lang said no.", "Ivo Lang"),
        ("Lake police Sgt. Mark Orr said no.", "Mark Orr"),
        ("Karl Voss of the Lake Office said no.", "Karl Voss"),
        ("Karl Voss, 54, said no.", "Karl Voss"),
        ("Karl Voss, head of boats, ships and ferries at the office, said no.", "Karl Voss"),
        ("A harbour official, Brett Kenn, said no.", "Brett Kenn"),
        ("“Stay,” Brett Kenn, the head of the harbour said no.", "Brett Kenn"),
        ("The office's harbour chief, Anna Berg, said no.", "Anna Berg"),
        ("The health ministry said no.", "The health ministry"),
        ("Boat owners in the town of Lind said no.", "Boat owners in the town of Lind"),
        ("A source involved in the trade said no.", "A source involved in the trade"),
        ("The ministry on Monday said no.", "The ministry"),
        ("The ministry also said no.", "The ministry"),
        ("In Lakeside the police said no.", "the police"),
        ("On Monday police said no.", "police"),
        ("It rained as the police said no.", "the police"),
        ("He left and the police said no.", "the police"),
    ],
)
def test_subject_before(text: str, name: str) -> None:
    line, mention = _before(text)
    assert mention is not None
    assert _text(line, mention.name) == name


@pytest.mark.parametrize("text", ["Then quickly said no.", "On Monday, said no.", "“No,” said no."])
def test_no_subject(text: str) -> None:
    assert _before(text)[1] is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Karl Voss said no.", "person"),
        ("A fisherman said no.", "person"),
        ("The Lake Gazette News said no.", "outlet"),
        ("The newspaper said no.", "outlet"),
        ("The ministry said no.", "collective"),
        ("Officials said no.", "collective"),
        ("Two officials said no.", "collective"),
        ("The report said no.", "document"),
        ("A number of leaked images said no.", "document"),
        ("The stone said no.", "unknown"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    mention = _before(text)[1]
    assert mention is not None
    assert mention.kind == kind


def test_role_and_affiliation() -> None:
    line, mention = _before("Palace spokesman Ivo Lang said no.")
    assert mention is not None
    assert mention.role is not None
    assert _text(line, mention.role) == "Palace spokesman"
    line, mention = _before("Karl Voss of the Lake Office said no.")
    assert mention is not None
    assert mention.affiliation is not None
    assert _text(line, mention.affiliation) == "the Lake Office"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("according to Ann Lee, director of the park.", "Ann Lee"),
        ("according to the mayor, Ann Lee.", "Ann Lee"),
        ("according to the US Office for Boats (UOB).", "the US Office for Boats"),
        ("according to a report released on Monday.", "a report"),
        ("according to people who were there.", "people"),
    ],
)
def test_phrase_after(text: str, name: str) -> None:
    line = _line(text)
    mention = phrase_after(line, 2, line.n)
    assert mention is not None
    assert _text(line, mention.name) == name


def test_acronyms_are_no_pronouns() -> None:
    line, mention = _before("The WHO said no.")
    assert mention is not None
    assert mention.pronoun is None
    assert _text(line, mention.name) == "The WHO"
    line, mention = _before("A man who said no.")
    assert mention is not None
    assert _text(line, (mention.first, mention.stop)) == "who"


def test_empty_phrase() -> None:
    assert parse_phrase(_line("No."), (0, 0)) is None


def test_tables_are_lower_case() -> None:
    tables = speaker_tables()
    for name in ("singular", "groups", "bodies", "documents", "male", "female", "said_in"):
        assert all(word == word.lower() for word in getattr(tables, name)), name
