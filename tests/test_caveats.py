"""Caveats: what a reader should know of a claim, in short sentences and a fixed order."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from building import TEXT, claim, span
from drawn import claims
from factledger import Claim, Document, Quantity, extract
from factledger.records import FLAGS, Attribution, Flag, Link
from factledger.view.caveats import FLAG_CAVEATS

ROWS: list[tuple[str, list[tuple[str, ...]]]] = [
    (
        "The minister said, without offering any proof, that at least 400 fighters had crossed, CNN reported.",
        [("said without offering any proof", "relayed by CNN", "a lower bound")],
    ),
    ("Activists said the raid killed 17 farmers. The air force denied it.", [("denied by the air force",)]),
    ("Rebels said 40 soldiers were killed, but the army said the claim was false.", [("denied by the army",)]),
    ("Organisers said 50,000 people marched. Police disputed the figure.", [("disputed by Police",)]),
    (
        "The army said 12 people were killed, but the rebels put the toll at 1,351.",
        [("disputed by the rebels: 1,351",), ("disputed by the army: 12",)],
    ),
    ("The firm allegedly owes 30 million dollars.", [("alleged",)]),
    ("The ferry reportedly carried 80 pilgrims.", [("reported by others",)]),
    ("An estimated 40,000 seabirds died.", [("an estimate",)]),
    ("The repairs will cost 6 million dollars.", [("a forecast",)]),
    ("If the dam breaks, 70 homes could be flooded.", [("hypothetical",)]),
    (
        "So far 35 bodies have been found, and the true toll is feared to be far higher.",
        [("so far", "the true figure is thought to be higher")],
    ),
    ("Between 30 and 40 goats were stolen.", [("a range",)]),
    ("Fewer than 20 tents were left.", [("an upper bound",)]),
    (
        "Dozens of barns burned, villagers said. The figure could not be independently verified.",
        [("not independently verified", "a vague amount")],
    ),
    ("Some barns, 14 in all, burned, villagers said. The figure could not be confirmed.", [("not verified",)]),
    ("It is very likely that 300 homes were lost.", [("likelihood as written: very likely",)]),
    # nothing to add
    ("The mill employs 45 people.", [()]),
    ("The council counted 45 people.", [()]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_caveats_of_a_text(text: str, expected: list[tuple[str, ...]]) -> None:
    got = [c.caveats() for c in extract(text)]
    assert [c for c in got if c] == [c for c in expected if c]


PAGE = (Path(__file__).parent.parent / "docs" / "flags.md").read_text("utf-8")
SHOWN = re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE, re.MULTILINE)


def test_the_page_shows_every_flag() -> None:
    assert tuple(kind for kind, _ in SHOWN) == FLAGS


@pytest.mark.parametrize(("kind", "example"), SHOWN)
def test_the_page_shows_what_raises_a_flag(kind: str, example: str) -> None:
    words = re.search(r"\*(.+?)\*", example)
    assert words is not None
    found = extract(example.replace("*", ""))
    marked = [span.text for c in found for f in c.flags if f.kind == kind for span in f.spans]
    assert any(words[1] in text or text in words[1] for text in marked)


DOCUMENT = Document.of(TEXT)
ADVISER = span(TEXT, "One of her aides")
RADIO = span(TEXT, "Nordfunk radio")


def made(*flags: Flag, **fields: Any) -> Claim:
    return claim(DOCUMENT, "1,250", flags=flags, **fields)


def flag(kind: str, words: str = "told", rule: str = "r", **fields: Any) -> Flag:
    return Flag(kind=kind, spans=(span(TEXT, words),), rule=rule, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", FLAGS)
def test_every_flag_has_a_caveat_of_its_own(kind: str) -> None:
    assert kind in FLAG_CAVEATS
    (sentence,) = made(flag(kind)).caveats()
    others = [made(flag(other)).caveats()[0] for other in FLAGS if other != kind]
    assert sentence
    assert sentence not in others


def test_no_flag_stands_in_the_table_that_is_none() -> None:
    assert set(FLAG_CAVEATS) == set(FLAGS)


@pytest.mark.parametrize(
    ("made_of", "expected"),
    [
        (made(flag("no_evidence", "without offering proof")), ("said without offering proof",)),
        (made(flag("no_evidence", "proof")), ("said without evidence",)),
        (made(flag("denied", by=RADIO)), ("denied by Nordfunk radio",)),
        (made(flag("denied"), flag("denied", by=RADIO)), ("denied by Nordfunk radio",)),
        (made(flag("secondhand")), ("passed on by others",)),
        (
            made(flag("secondhand"), attribution=Attribution(chain=(Link(name=RADIO, kind="medium"),))),
            ("said through Nordfunk radio",),
        ),
        (
            made(flag("secondhand"), attribution=Attribution(chain=(Link(name=RADIO, kind="data"),))),
            ("based on Nordfunk radio",),
        ),
        (
            made(Flag(kind="disputed", spans=(span(TEXT, "1,250"), span(TEXT, "40")), rule="disputed.figures")),
            ("disputed: 40",),
        ),
        (made(Flag(kind="denied", spans=(), rule="r")), ("denied",)),
        (made(), ()),
    ],
)
def test_what_the_sentences_are_made_of(made_of: Claim, expected: tuple[str, ...]) -> None:
    assert made_of.caveats() == expected


def test_the_order_does_not_depend_on_that_of_the_flags() -> None:
    flags = [flag(kind) for kind in FLAGS]
    quantity = Quantity(span=span(TEXT, "1,250"), kind="count", value=1250, comparator="approx")
    forward = made(*flags, quantity=quantity).caveats()
    assert forward == made(*reversed(flags), quantity=quantity).caveats()
    assert forward[-1] == "approximate"
    assert len(forward) == len(FLAGS) + 1


@settings(max_examples=60)
@given(claims())
def test_any_claim_has_caveats_on_one_line_each(drawn: Claim) -> None:
    got = drawn.caveats()
    assert len(set(got)) == len(got)
    assert all(sentence and "\n" not in sentence for sentence in got)
