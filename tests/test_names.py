"""Names in a document: fullest forms, acronyms, roles, gender, and pronouns resolved through them."""

from __future__ import annotations

import pytest

from factledger.attribution import find_reports
from factledger.attribution.names import Names
from factledger.segment import segment


def speakers(text: str) -> list[str]:
    return [report.speaker.name.text for report in find_reports(segment(text)) if report.speaker]


@pytest.mark.parametrize(
    ("text", "words", "full"),
    [
        ("Karl Voss came. Voss left.", ("voss",), "Karl Voss"),
        ("Mayor Karl Voss came. Voss left.", ("voss",), "Karl Voss"),
        ("President Karl Maria Voss came. Karl Voss left.", ("voss",), "Karl Maria Voss"),
        ("Rami Abdel Hadi came.", ("abdel", "hadi"), "Rami Abdel Hadi"),
        ("The Lake Ministry met.", ("ministry",), None),
        ("Voss left.", ("berg",), None),
    ],
)
def test_fullest(text: str, words: tuple[str, ...], full: str | None) -> None:
    person = Names(text).fullest(words)
    assert (text[person.start : person.end] if person else None) == full


@pytest.mark.parametrize(
    ("text", "letters", "long"),
    [
        ("The World Boat Office (WBO) met.", "WBO", "World Boat Office"),
        ("The UN High Warden for Ships (UNHWS) met.", "UNHWS", "UN High Warden for Ships"),
        ("The Centers for Boat Control and Repair met.", "CBC", "Centers for Boat Control and Repair"),
        ("The United Harbours met.", "U.H.", "United Harbours"),
        ("The World Boat Office met.", "XYZ", None),
    ],
)
def test_acronym(text: str, letters: str, long: str | None) -> None:
    span = Names(text).acronym(letters)
    assert (text[slice(*span)] if span else None) == long


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Karl Voss met Anna Berg. He said it rained.", "Karl Voss"),
        ("Karl Voss met Anna Berg. She said it rained.", "Anna Berg"),
        ("“It rains,” Anna Berg said. She added that it was cold.", "Anna Berg"),
        ("Led in by Karl Voss, Tom Lind sat down. He said it rained.", "Tom Lind"),
        ("The Lake Bank closed. It said it was broke.", "The Lake Bank"),
        ("Harbour officials met. They said it rained.", "Harbour officials"),
        ("Officials said it rained. They said it was cold.", "Officials"),
        ("Spokeswoman Kit Orr came with Karl Voss. She said it rained.", "Kit Orr"),
        ("It rained. He said it was cold.", "He"),
        ("Palace spokesman Ivo Lang came. The spokesman said it rained.", "Ivo Lang"),
        ("A spokesman came. The spokesman said it rained.", "The spokesman"),
        ("The Fisheries Ministry met. The health ministry said it rained.", "The health ministry"),
        ("The Fisheries Ministry met. Officials said it rained.", "Officials"),
    ],
)
def test_who_is_meant(text: str, last: str) -> None:
    assert speakers(text)[-1] == last


def test_two_names_of_one_gender_take_the_speaker_before() -> None:
    text = "“It rains,” Karl Voss said of Tom Lind. He said it was cold."
    assert speakers(text)[-1] == "Karl Voss"


@pytest.mark.parametrize("text", ["", "\x00", "A" * 5000, "Ü. Ä. Ö.", "\ud800 Karl Voss", "(WHO) (WHO)"])
def test_bad_text(text: str) -> None:
    names = Names(text)
    assert names.fullest(("voss",)) is None or "Voss" in text
