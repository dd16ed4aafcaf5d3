"""A claim explained: every decision under its words, whatever the words are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import TEXT, claim, span
from drawn import claims as any_claims
from factledger import Claim, Document, Quantity, Span
from factledger.records import (
    Attribution,
    Change,
    Flag,
    Link,
    Measured,
    PartOf,
    Place,
    Provenance,
    Speaker,
    When,
)
from factledger.view.explain import explain
from factledger.view.visible import cells, visible

DOCUMENT = Document.of(TEXT, id="t")
FIRST = TEXT.split("\n")[0]
AIDE = span(TEXT, "One of her aides")
FULL = claim(
    DOCUMENT,
    "1,250",
    0,
    sentence=FIRST,
    quantity=Quantity(
        span=span(TEXT, "1,250"), kind="count", value=1250, comparator="approx", comparator_span=span(TEXT, "about")
    ),
    measure=Measured(kind="displaced", evidence=(span(TEXT, "fled"),)),
    counted=span(TEXT, "residents"),
    attribution=Attribution(
        speaker=Speaker(
            name=span(TEXT, "Ilse Brandt"),
            mention=span(TEXT, "Mayor Ilse Brandt of Tornau"),
            kind="person",
            role=span(TEXT, "Mayor"),
            affiliation=span(TEXT, "Tornau"),
        ),
        cue=span(TEXT, "said"),
        cue_class="say",
        quote="indirect",
    ),
    when=When(span=span(TEXT, "on Tuesday")),
    provenance=Provenance(document="t", text_sha256="0", extractor="0", lexicon="0", rules=("fled", "subject")),
)


def test_each_decision_stands_under_its_words() -> None:
    assert explain(FULL) == (
        "claim 0: 1,250 = approx 1,250 | displaced: residents | said by Ilse Brandt\n"
        "\n"
        "  Mayor Ilse Brandt of Tornau said on Tuesday that about 1,250 residents had fled the flood.\n"
        "  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ speaker (person)\n"
        "  ^^^^^ speaker's role\n"
        "        ^^^^^^^^^^^ speaker's name\n"
        "                       ^^^^^^ speaker's affiliation\n"
        "                              ^^^^ cue (say)\n"
        "                                   ^^^^^^^^^^ when\n"
        "                                                   ^^^^^ comparator: approx\n"
        "                                                         ^^^^^ quantity (count)\n"
        "                                                               ^^^^^^^^^ counted\n"
        "                                                                             ^^^^ measure: displaced\n"
        "\n"
        "  rules: fled, subject"
    )


def test_the_method_is_the_function() -> None:
    assert FULL.explain() == explain(FULL)


def test_evidence_elsewhere_is_listed_with_its_offsets() -> None:
    last = TEXT.split("so far. ")[1].rstrip()
    explained = explain(
        claim(
            DOCUMENT,
            "three",
            2,
            sentence=last,
            part_of=PartOf(claim="x", index=1, span=span(TEXT, "The missing include")),
            attribution=Attribution(speaker=Speaker(name=span(TEXT, "Ilse Brandt"), mention=span(TEXT, "she"))),
        )
    )
    assert "  ^^^^^^^^^^^^^^^^^^^ part of claim 1\n" in explained
    assert '\n  elsewhere in the text:\n  6-17 "Ilse Brandt": speaker\'s name' in explained


def test_one_place_that_proves_several_things_is_marked_once() -> None:
    explained = explain(
        claim(
            DOCUMENT,
            "40",
            sentence=TEXT.split("\n")[2],
            attribution=Attribution(
                speaker=Speaker(name=AIDE, mention=AIDE, kind="person", anonymous=True),
                chain=(Link(name=span(TEXT, "Nordfunk radio"), kind="relay"),),
            ),
            flags=(
                Flag(kind="anonymous", spans=(AIDE,), rule="r"),
                Flag(kind="secondhand", spans=(span(TEXT, "Nordfunk radio"),), rule="r"),
            ),
        )
    )
    assert "^^^^^^^^^^^^^^^^ speaker (person, anonymous); flag: anonymous" in explained
    assert "source (relay); flag: secondhand" in explained
    assert "said by One of her aides via Nordfunk radio" in explained
    assert "flags: anonymous, secondhand" in explained


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": 5}, "= 5"),
        ({"value": "1250000.50"}, "= 1,250,000.50"),
        ({"value": 30, "unit": "percent"}, "= 30 percent"),
        ({"value": 40, "comparator": "at_least"}, "= at least 40"),
        ({"low": 5, "high": 10, "comparator": "range", "unit": "USD"}, "= 5 to 10 USD"),
        ({"comparator": "vague"}, "= vague"),
        ({"value": 5, "uncertainty": "0.2"}, "= 5 ± 0.2"),
        ({"comparator": "range", "high": 4}, "= ? to 4"),
    ],
)
def test_the_quantity_in_the_heading(fields: dict[str, object], shown: str) -> None:
    quantity = Quantity(span=span(TEXT, "40"), kind="count", **fields)  # type: ignore[arg-type]
    assert explain(claim(DOCUMENT, "40", quantity=quantity)).splitlines()[0].startswith(f"claim 0: 40 {shown} |")


def test_change_place_and_units() -> None:
    text = "The zorin fell 4 dollars in Tornau."
    document = Document.of(text)
    money = Quantity(
        span=span(text, "4 dollars"), kind="money", value=4, unit="USD", unit_span=span(text, "dollars"),
        unit_candidates=("USD", "CAD"),
    )  # fmt: skip
    explained = explain(
        claim(
            document,
            "4 dollars",
            quantity=money,
            change=Change(direction="down", role="by", span=span(text, "fell")),
            place=Place(span=span(text, "Tornau")),
        )
    )
    assert "other, down (by) | stated by the text itself" in explained
    for row in ("            ^^^^ change: down, by", " ^^^^^^^ unit: USD (or CAD)", " ^^^^^^ place"):
        assert f"{row}\n" in explained + "\n"


def marked(explained: str) -> list[str]:
    """Return what stands above each row of marks, by terminal columns."""
    found = []
    lines = explained.split("\n\n")[1].split("\n")
    shown = ""
    for line in lines:
        if "^" not in line:
            shown = line
            continue
        start = line.index("^")
        end = start + len(line[start:].split(" ")[0])
        column, words = 0, ""
        for character in shown:
            width = cells(character)[0]
            if start <= column < end and (width or words):
                words += character
            column += width
        found.append(words)
    return found


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("", "25"),
        ("e\u0301t\u00e9 ", "25"),  # combining
        ("東京で ", "25"),  # wide
        ("a\x00b\x1b[31mc\x07 ", "25"),  # controls
        ("a\ud83db ", "25"),  # lone surrogate
        ("line\r\nbreak\ttab\u2028 ", "25"),
        ("\u202eabc\u200b\u2066 ", "25"),  # direction
        ("🇺🇦 👩‍🔬 ", "25"),
        ("\u0301 ", "2\u03015"),  # a combining mark first
    ],
)
def test_marks_stand_under_what_they_mark(before: str, words: str) -> None:
    text = f"{before}{words} crates"
    document = Document.of(text)
    explained = explain(claim(document, words, counted=span(text, "crates")))
    assert marked(explained) == [words, "crates"]
    for character in explained.replace("\n", ""):
        assert unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    explained.encode()


def test_long_sentences_are_wrapped_and_marks_go_on() -> None:
    text = "The word " * 20 + "forty big new crates " + "and the rest of it " * 8
    document = Document.of(text)
    explained = explain(claim(document, "forty big new crates", counted=span(text, "forty big new crates and the")))
    body = [line for line in explained.split("\n\n")[1].split("\n") if "^" not in line]
    assert max(map(len, body)) <= 100
    assert all(line.startswith("  ") and line[2] != " " for line in body)
    assert " ".join(line.strip() for line in body) == text.strip()
    assert "... counted" in explain(claim(document, "forty", counted=Span.of(text, 0, 230)))


def test_very_long_sentences_show_the_lines_that_matter() -> None:
    text = "so on and on, " * 40_000 + "5 crates, " + "so on and on, " * 40_000
    document = Document.of(text)
    explained = explain(claim(document, "5", counted=span(text, "crates")))
    assert len(explained) < 1500
    assert "characters ...]" in explained
    assert marked(explained.replace("\n  [", "\n[")) == ["5", "crates"]


def test_words_longer_than_a_line() -> None:
    text = "ø" * 450 + " 5 crates"
    explained = explain(claim(Document.of(text), "5"), width=60)
    assert max(map(len, explained.splitlines())) <= 60
    assert explained.count("ø") == 450


@pytest.mark.parametrize("width", [1, 20, 40, 100, 500])
def test_any_width(width: int) -> None:
    assert "^" in explain(FULL, width)


@given(any_claims(), st.integers(10, 120))
@settings(max_examples=80, deadline=None)
def test_any_claim_can_be_explained(record: Claim, width: int) -> None:
    explained = explain(record, width)
    assert explained == explain(Claim.from_json(record.to_json()), width)
    for line in explained.split("\n"):
        assert visible(line) == line
    explained.encode()


@given(st.text(st.characters() | st.sampled_from("\x00\x1b\u0301\u202e"), max_size=30))
@settings(deadline=None)
def test_visible_text_keeps_its_length(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text) == len(cells(text))
    assert visible(shown) == shown
    assert "\n" not in shown
