"""The verbs `factledger.flags` and `factledger.attributions`: any text, numbers or not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factledger
from factledger import Document, FactledgerError
from factledger.records import Reported


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said without offering any proof that the wells were poisoned.", [("no_evidence", None)]),
        ("The toll could not be independently verified.", [("unverified", None)]),
        ("The driver allegedly fled.", [("alleged", None)]),
        ("The film is reportedly finished.", [("reported", None)]),
        ("The mayor, speaking on condition of anonymity, blamed the rain.", [("anonymous", None)]),
        ("Police disputed the figure.", [("disputed", "Police")]),
        # none, or only the look of one
        ("Rain fell on the roofs.", []),
        ("He was denied entry to the hall.", []),
        ("Patients left without evidence of infection.", []),
        ("", []),
    ],
)
def test_flags(text: str, expected: list[tuple[str, str | None]]) -> None:
    got = factledger.flags(text)
    assert list(dict.fromkeys((f.kind, f.by.text if f.by else None) for f in got)) == expected


def test_who_denies_is_named() -> None:
    text = "Villagers said the well was poisoned. The army denied it. Farmers said the claim was false."
    denied = [flag for flag in factledger.flags(text) if flag.kind == "denied"]
    assert {flag.by.text for flag in denied if flag.by} == {"The army", "Farmers"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the subject of the verb
        ("The army denied the claim, farmers said.", [("denied", "The army"), ("denied the claim", "The army")]),
        ("Farmers said the army denied the claim.", [("denied", "the army"), ("denied the claim", "the army")]),
        ("On Monday the mayor denied the claim.", [("denied", "the mayor"), ("denied the claim", "the mayor")]),
        ("Asked about the claim, the mayor denied it.", [("denied", "the mayor"), ("denied it", "the mayor")]),
        ("Both men deny the charge.", [("deny", "Both men"), ("deny the charge", "Both men")]),
        ("The mayor called the claim a lie.", [("called the claim a lie", "The mayor")]),
        ("The figure is plain; the army disputes the figure.", [("disputes the figure", "the army")]),
        (
            "It rained, and the union disputes the figure.",
            [("disputes the figure", "the union")],
        ),
        # after `by`
        ("The claim was denied by the army.", [("claim was denied", "the army"), ("was denied by", "the army")]),
        # whose report holds the words, the nearest first
        ("The claim is false, farmers said.", [("claim is false", "farmers"), ("is false", "farmers")]),
        (
            "Farmers said the claim was false, and the mayor said the report was untrue.",
            [
                ("said the claim was false", "Farmers"),
                ("was false", "Farmers"),
                ("said the report was untrue", "the mayor"),
                ("was untrue", "the mayor"),
            ],
        ),
        (
            "Ana Lind told reporters the story was fabricated.",
            [("story was fabricated", "Ana Lind"), ("was fabricated", "Ana Lind")],
        ),
        # nobody is named
        ("The figure is disputed.", [("figure is disputed", None)]),
        ("Denied the claim.", [("Denied", None), ("Denied the claim", None)]),
    ],
)
def test_whose_denial_the_words_are(text: str, expected: list[tuple[str, str | None]]) -> None:
    got = [f for f in factledger.flags(text) if f.kind in ("denied", "disputed")]
    assert [(f.spans[0].text, f.by.text if f.by else None) for f in got] == expected


def test_who_falsely_claims_does_not_deny() -> None:
    (flag,) = [
        f for f in factledger.flags("The mayor falsely claimed that the bridge was safe.") if f.kind == "denied"
    ]
    assert flag.by is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge is safe, Mayor Ida Holm said.", [("Mayor Ida Holm", "said", "The bridge is safe")]),
        ("According to the coast guard, the ferry sank.", [("the coast guard", "According to", "the ferry sank")]),
        ("Ida Holm warned that the river would rise.", [("Ida Holm", "warned", "the river would rise")]),
        ("Rain fell on the roofs.", []),
        ("", []),
    ],
)
def test_attributions(text: str, expected: list[tuple[str, str, str]]) -> None:
    got = factledger.attributions(text)
    assert len(got) == len(expected)
    for report, (speaker, cue, content) in zip(got, expected, strict=True):
        assert report.speaker is not None
        assert report.cue is not None
        assert report.speaker.name.text in speaker
        assert report.cue.text == cue
        assert content in " ".join(part.text for part in report.content)


def test_a_document_brings_its_publisher() -> None:
    text = "The mayor told CNN that the bridge was safe."
    (report,) = factledger.attributions(text)
    assert [link.name.text for link in report.chain] == ["CNN"]
    (own,) = factledger.attributions(Document.of(text, publisher="CNN"))
    assert own.chain == ()
    assert factledger.flags(Document.of("It allegedly fell.")) == factledger.flags("It allegedly fell.")


def test_reports_are_records() -> None:
    (report,) = factledger.attributions("Ida Holm warned that the river would rise.")
    assert Reported.from_json(report.to_json()) == report
    with pytest.raises(ValueError, match="frozen"):
        report.cue_class = "claim"  # type: ignore[misc]


@pytest.mark.parametrize("bad", [None, b"He said so.", 5, ["He said so."]])
def test_bad_arguments(bad: Any) -> None:
    for verb in (factledger.flags, factledger.attributions):
        with pytest.raises(FactledgerError, match=f"str or a Document, not {type(bad).__name__}"):
            verb(bad)


WORDS = [
    "said ", "allegedly ", "The army ", "denied ", "it ", "that ", "called ", "the claim ", "false", ". ", ", ", '"',
    "“", "”", ": ", "\n\n", "according to ", "CNN ", "who ", "without evidence ", "\ud83d", "\x00",
    "İ", "'s ", "- ", "by ",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join) | st.text(max_size=60))
def test_the_verbs_never_raise_and_their_spans_are_verbatim(text: str) -> None:
    spans = [span for flag in factledger.flags(text) for span in (*flag.spans, flag.by) if span is not None]
    for report in factledger.attributions(text):
        spans.extend(report.content)
        spans.extend(link.name for link in report.chain)
        if report.cue is not None:
            spans.append(report.cue)
        if report.speaker is not None:
            spans.extend((report.speaker.name, report.speaker.mention))
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text)
        assert text[span.start : span.end] == span.text
