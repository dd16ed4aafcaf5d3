"""Paragraphs, sentences, quotations, captions: tables of own texts, and properties for any text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factledger.segment import segment

SENTENCES = [
    ("It rained. Nobody came.", ["It rained.", "Nobody came."]),
    ("Dr. Amina Yusuf left. She is well.", ["Dr. Amina Yusuf left.", "She is well."]),
    ("The U.S. Army moved 3.5 miles. It said so.", ["The U.S. Army moved 3.5 miles.", "It said so."]),
    ("He flew to the U.S. It was late.", ["He flew to the U.S.", "It was late."]),
    ("J. K. Osei spoke at 5 p.m. on Friday. He sat down.", ["J. K. Osei spoke at 5 p.m. on Friday.", "He sat down."]),
    ("“We lost 40. We mourn,” she said. Then rain.", ["“We lost 40.", "We mourn,” she said.", "Then rain."]),
    ("“We lost all.” The mayor wept.", ["“We lost all.”", "The mayor wept."]),
    ("Prices rose 2.5 percent. 40 shops shut.", ["Prices rose 2.5 percent.", "40 shops shut."]),
    ("First line\nSecond line here.", ["First line", "Second line here."]),
    ("It fell by 3 percent vs. Monday's close.", ["It fell by 3 percent vs. Monday's close."]),
    ("Was it so? Yes! No… Perhaps.", ["Was it so?", "Yes!", "No…", "Perhaps."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in segment(text).sentences] == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    layout = segment("A lorry hit a wall and hurt 4 people, officials\n            say.\n            It was dark.")
    assert len(layout.paragraphs) == 2
    assert layout.sentences[0].text.endswith("say.")


KINDS = [
    ("Floods drive thousands from homes\n\nThe river rose on Monday, and 3,000 people left.", ["headline", "body"]),
    ("Soldiers wait at a bridge near Lomé. REUTERS", ["caption"]),
    ("Soldiers wait at a bridge near Lomé. Photo: Maria Lind", ["caption"]),
    ("A child sleeps in a school hall. (AP Photo/Ana Reis)", ["caption"]),
    ("He works for Reuters. He told AP so.", ["body"]),
    ("5 min read", ["boilerplate"]),
    ("14 comments", ["boilerplate"]),
    ("The paper drew 14 comments from ministers.", ["body"]),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_paragraph_kinds(text: str, expected: list[str]) -> None:
    assert [paragraph.kind for paragraph in segment(text).paragraphs] == expected


QUOTATIONS = [
    ('She said: "Ten died." He left.', ['"Ten died."']),
    ("She said: “Ten died.” He left.", ["“Ten died.”"]),
    ("''Ten died,'' she said.", ["''Ten died,''"]),
    ("«Ten died», she said.", ["«Ten died»"]),
    ('She said: "Ten died.” He left. "Two live," he said.', ['"Ten died.”', '"Two live,"']),
    ('She said: “Ten died." He left.', ['“Ten died."']),
    ("‘‘Ten died,’’ she said.", ["‘‘Ten died,’’"]),
    ("The ‘Ten’ are well, the minister’s aide said.", ["‘Ten’"]),
    ("They called it 'a war' on Monday.", ["'a war'"]),
    ("The soldiers' camp and the miners' hut.", []),
    ("It isn't so; the town's mayor said 'no' twice.", ["'no'"]),
    ("“One. \n\n“Two,” she said.", ["“One.", "“Two,”"]),
    ('A 6" pipe and nothing else.', []),
]


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in segment(text).quotations] == expected


def test_a_quotation_of_several_paragraphs_goes_on() -> None:
    first, second = segment("“We lost forty men.\n\n“We shall not forget,” she said.").quotations
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_lookups() -> None:
    text = "It rained. “Ten died,” she said."
    layout = segment(text)
    sentence = layout.sentence_at(text.index("Ten"))
    assert sentence is not None
    assert sentence.index == 1
    assert layout.quotation_at(text.index("Ten")) is layout.quotations[0]
    assert layout.quotation_at(text.index("said")) is None
    assert sentence.tokens[sentence.token_at(text.index("died"))].text == "died"


HOSTILE = st.text(alphabet=st.sampled_from("aA1 .,!?\"'“”‘’«»„\n\r\t…-–—()[]’s\u00a0\u2028\ud800\x00é"), max_size=200)


@given(HOSTILE | st.text())
def test_layout_holds_together_for_any_text(text: str) -> None:
    layout = segment(text)
    for spans in (layout.paragraphs, layout.sentences, layout.quotations):
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(q.start <= q.inner_start <= q.inner_end <= q.end for q in layout.quotations)
    covered = "".join("".join(s.text.split()) for s in layout.sentences)
    assert covered == "".join("".join(text[p.start : p.end].split()) for p in layout.paragraphs)
