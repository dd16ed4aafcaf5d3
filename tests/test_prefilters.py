"""What extraction skips could not have mattered: the short cuts give what reading everything gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factledger.attribution import Reports, attribute
from factledger.attribution.cues import cue_tables
from factledger.attribution.headlines import colon_sentences
from factledger.attribution.lines import Line
from factledger.attribution.reports import read_line
from factledger.flags.patterns import Stretch, _Entry, _Index, packaged_rules
from factledger.flags.scene import Scene
from factledger.lexicon import load
from factledger.records import Quantity, Span
from factledger.segment import segment
from flag_marks import read_marks

CUE_EXAMPLES = [row["example"] for name in ("verbs", "nouns", "prepositions") for row in load("cues")[name].values()]
FLAG_EXAMPLES = [text for rule in load("flags")["rule"] for text in (*rule["positive"], *rule["negative"])]


class Everything(Reports):
    """All reports of the paragraphs around the quantities, whether they can hold one or not."""

    def _reaching(self, quantities: Sequence[Quantity]) -> set[int]:
        return set(range(len(self._layout.sentences)))


PIECES = st.sampled_from(
    [
        *CUE_EXAMPLES[::6],
        "Karl Voss, the mayor, said the harbour was full.",
        "“We counted 40 boats,” he said.",
        "“We counted 40 boats. More will come.",
        "“Another 40 sank. We left,” she added.",
        "“No more than 40.”",
        "The mayor denied that. He called it a lie.",
        "They put the toll at 40.",
        "“",
        '"It was over" after 40 days.',
        "VOSS: There were 40 of us.",
        "The ministry, however, reported 40 cases.",
        "Ann Lee, a nurse, wept.",
        "She told reporters that 40 had died.",
        "The officials said 40 boats had gone.",
        "An official spoke on condition of anonymity.",
        "It rained.",
    ]
)


@settings(max_examples=200)
@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n\n"])), min_size=1, max_size=12))
def test_reports_that_were_not_read_hold_no_quantity(pieces: list[tuple[str, str]]) -> None:
    text = "".join(part for piece in pieces for part in piece)
    layout = segment(text)
    quantities = [Quantity(span=Span.of(text, m.start(), m.end()), kind="count") for m in re.finditer("40", text)]
    few, all_of = Reports(layout, None, quantities), Everything(layout, None, quantities)
    assert attribute(layout, few, quantities) == attribute(layout, all_of, quantities)
    assert len(few) <= len(all_of)
    for sentence in layout.sentences:
        asked = Reports(layout, None, quantities).of_sentence(sentence.index)
        assert [r.cue for r in asked] == [r.cue for r in all_of.of_sentence(sentence.index)]
        assert [r.speaker for r in asked] == [r.speaker for r in all_of.of_sentence(sentence.index)]


@pytest.mark.parametrize("rows", [CUE_EXAMPLES, FLAG_EXAMPLES], ids=["cues", "flags"])
def test_a_sentence_without_a_cue_word_reports_nothing(rows: Iterable[str]) -> None:
    for text in rows:
        layout = segment(re.sub(r"[\[\]{}<>]|\|[^|]*$", "", text))
        colons = colon_sentences(layout)
        for sentence in layout.sentences:
            line = Line(sentence, layout.quotations, [quotation.start for quotation in layout.quotations])
            if read_line(line) and sentence.index not in colons:
                assert cue_tables().prefilter.search(layout.text, sentence.start, sentence.end), sentence
                assert not cue_tables().pieces.isdisjoint(sentence.pieces), sentence


def test_every_cue_word_is_seen_by_the_prefilter() -> None:
    tables = cue_tables()
    verbs = [f"{form} {cue.particle}".strip() for form, cue in tables.verbs.items()]
    prepositions = [" ".join(words) for rows in tables.prepositions.values() for words, _ in rows]
    for words in [*verbs, *tables.nouns, *prepositions]:
        assert tables.prefilter.search(words), words
        assert tables.prefilter.search(words.capitalize()), words
        assert not tables.pieces.isdisjoint(segment(words.capitalize()).sentences[0].pieces), words


@settings(max_examples=150)
@given(st.lists(st.sampled_from(FLAG_EXAMPLES), min_size=1, max_size=6), st.sampled_from([" ", "\n\n"]))
def test_sentences_that_were_not_scanned_raise_no_flag(texts: list[str], gap: str) -> None:
    marked = read_marks(gap.join(text if "|" not in text else text.split("|")[0] for text in texts))
    few = marked.raised()
    stretches = Scene.stretches
    try:
        Scene.stretches = lambda scene: [Stretch(s, 0) for s in scene.layout.sentences]  # type: ignore[method-assign]
        everything = marked.raised()
    finally:
        Scene.stretches = stretches  # type: ignore[method-assign]
    assert few == everything


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(FLAG_EXAMPLES[::3]), st.integers(1, 200), st.sampled_from([" ", "\n\n", "’", ", "])
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_pattern_matches_where_its_words_are_missing(pieces: list[tuple[str, int, str]]) -> None:
    text = "".join(re.sub(r"[\[\]{}<>]|\|[^|]*$", "", example)[:cut] + gap for example, cut, gap in pieces)
    rules = packaged_rules()
    stretches = [Stretch(s, 0) for s in segment(text).sentences]
    found = list(rules.scan(text, stretches))
    entries = [copy(entry) for entry in {entry for called in rules._indices[0].called.values() for entry in called}]
    for entry in entries:
        entry.lead, entry.then, entry.need = "", frozenset(), frozenset()
    everything = _Index(frozenset([""]), {"": entries})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rules, "_indices", [everything] * len(rules._indices))
        patched.setattr(_Entry, "may_stand", lambda *_: True)
        assert found == list(rules.scan(text, stretches))
