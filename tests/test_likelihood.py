"""Likelihood words: found in the claim's clause, kept as written, read on a named scale only on request."""

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import claim
from factledger import Document, FactledgerError, Span, extract
from factledger.flags.likelihood import FAR, likelihood_range
from factledger.lexicon import load

TABLE: dict[str, Any] = load("likelihood")
EXAMPLES = [(row["text"], row["words"]) for row in TABLE["example"]]

ROWS = [
    ("Engineers say it is highly probable that 14 bridges will need repair.", ["highly probable"]),
    ("Some 2,000 jobs are very unlikely to return, the union said.", ["very unlikely"]),
    ("Almost certainly more than 90 boats sank.", ["Almost certainly"]),
    ("There is a roughly even chance that 5 wells run dry.", ["roughly even chance"]),
    ("It is more likely than not that 60 flats stand empty.", ["more likely than not"]),
    ("It is virtually certain that seas rise by 20 centimetres.", ["virtually certain"]),
    ("It is not likely that 70 tents will come.", ["not likely"]),
    ("The fire probably killed 30 sheep, while 12 goats were saved.", ["probably", ""]),
    ("Some 2,000 jobs, mainly in mines, are very unlikely to return.", ["very unlikely"]),
    # none: a comparison, a group, another clause, another sentence, a word that only looks like one
    ("Renters are less likely to vote, a study of 800 homes found.", [""]),
    ("They are twice as likely to leave, 40 families said.", ["", ""]),
    ("The roof will likely fall. It weighs 30 tonnes.", [""]),
    ("The mayor, who is likely to resign, opened 3 schools.", [""]),
    ("Police found probable cause and took 9 guns.", [""]),
    ("A remote village lost 50 cows.", [""]),
    ("The company built 200 homes.", [""]),
    ("The clinic counted 60 deaths, the ministry has said that it likely missed some.", [""]),
    ("The fund lost 60 million dollars, with that sum likely to grow.", [""]),
    ("The company built 200 homes. It will likely build 300 more.", ["", "likely"]),
    ("It is probably true, the mayor said, that 40 homes are unlikely to be sold.", ["unlikely"]),
    ("The man who left says it is likely, if odd, that 3 schools close.", [""]),
    ("It was the man who left; it is likely, police say, that 3 schools close.", ["likely"]),
    ("It was the man who left, it is likely, police say, that 3 schools close.", ["likely"]),
    ("It is very  likely that 40 people left.", ["very  likely"]),
    ("From 40 to probably 50 people left.", ["probably", "probably"]),
    (
        "Some 30 homes will likely be lost, likely to be sold, likely to be let, unlikely to stay, unlikely to last.",
        ["likely"],
    ),
]


@pytest.mark.parametrize(("text", "words"), EXAMPLES + ROWS)
def test_the_word_of_the_clause_is_kept_as_written(text: str, words: list[str]) -> None:
    claims = extract(text)
    assert [c.likelihood.text if c.likelihood else "" for c in claims] == words
    for c in claims:
        assert c.likelihood is None or text[c.likelihood.start : c.likelihood.end] == c.likelihood.text


@pytest.mark.parametrize(("gap", "words"), [(FAR, "likely"), (FAR + 1, "")])
@pytest.mark.parametrize("text", ["It is likely @ 40 homes burned.", "Some 40 @ likely burned."])
def test_a_word_far_away_is_none(text: str, gap: int, words: str) -> None:
    (found,) = extract(text.replace("@", "x" * (gap - 2)))
    assert (found.likelihood.text if found.likelihood else "") == words


def test_the_nearer_word_counts_where_another_stands_far_away() -> None:
    (found,) = extract(f"It is likely {'x' * FAR} that probably 40 homes burned.")
    assert found.likelihood is not None
    assert found.likelihood.text == "probably"


@pytest.mark.parametrize(
    ("words", "icd203", "ipcc"),
    [
        ("almost no chance", (1, 5), None),
        ("highly improbable", (5, 20), None),
        ("very unlikely", (5, 20), (0, 10)),
        ("unlikely", (20, 45), (0, 33)),
        ("roughly even odds", (45, 55), None),
        ("about as likely as not", None, (33, 66)),
        ("likely", (55, 80), (66, 100)),
        ("probably", (55, 80), None),
        ("Very  Likely", (80, 95), (90, 100)),
        ("nearly certain", (95, 99), None),
        ("virtually certain", None, (99, 100)),
        ("extremely likely", None, (95, 100)),
        ("exceptionally unlikely", None, (0, 1)),
        ("highly likely", None, None),
        ("possibly", None, None),
        ("", None, None),
    ],
)
def test_scales(words: str, icd203: tuple[int, int] | None, ipcc: tuple[int, int] | None) -> None:
    for scale, expected in (("icd203", icd203), ("ipcc", ipcc)):
        assert likelihood_range(words, scale) == expected  # Decimal equals int
    assert likelihood_range(words) == icd203


def test_a_claim_is_read_on_a_scale_and_stores_no_number() -> None:
    (found,) = extract("It is very likely that 300 homes were lost.")
    assert found.likelihood_on() == (Decimal(80), Decimal(95))
    assert found.likelihood_on("ipcc") == (Decimal(90), Decimal(100))
    assert '"95"' not in found.to_json()
    (plain,) = extract("Some 300 homes were lost.")
    assert plain.likelihood_on() is None


@pytest.mark.parametrize("scale", ["icd", "", "IPCC", None, 7])
def test_an_unknown_scale_names_the_accepted_ones(scale: Any) -> None:
    document = Document.of("Some 300 homes were lost.")
    for call in (lambda: likelihood_range("likely", scale), lambda: claim(document, "300").likelihood_on(scale)):
        with pytest.raises(FactledgerError, match=r"^unknown likelihood scale .*; accepted: icd203, ipcc$"):
            call()


def test_words_of_another_type_are_refused() -> None:
    with pytest.raises(FactledgerError, match=r"^words must be a Claim or a str, not int$"):
        likelihood_range(5)  # type: ignore[arg-type]


def test_every_scale_names_its_source_and_its_phrases_are_found() -> None:
    kept = set(TABLE["words"]["kept"]) | {"remote"}
    for scale in TABLE["scales"].values():
        assert scale["source"]
        phrases = [phrase for phrases, low, high in scale["terms"] for phrase in phrases if low < high]
        assert len(phrases) == len(set(phrases))
        assert set(phrases) <= kept


PIECES = ["likely ", "very ", "un", "40 ", "and ", ", ", ". ", "who is ", "\ud83d", "\x00", "almost certain "]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_never_raises(text: str) -> None:
    for c in extract(text):
        assert c.likelihood is None or Span.of(text, c.likelihood.start, c.likelihood.end) == c.likelihood


def test_an_endless_sentence_stays_linear() -> None:
    begun = time.perf_counter()
    extract("It is likely that 30 homes were lost and " * 1500)
    assert time.perf_counter() - begun < 20
