"""The pipeline as a whole: its promises for any text, and for the arguments it takes."""

import gc
import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import factledger
import hashed
from factledger import Claims, Document, Extractor, FactledgerError, Span, extract

CORPUS = Path(__file__).with_name("hostile_texts.jsonl")

STORY = (
    "Floods hit the coast\n\n"
    "At least 40 people were killed and dozens injured on Monday, the health ministry said. "
    "“We counted 1,200 ruined houses,” Governor Amina Sesay said in a statement, without offering evidence.\n\n"
    "The ministry said about 3,000 residents had fled Bo. The leone fell 4 percent against the dollar.\n"
)


def spans(value: Any) -> list[Span]:
    """All spans inside a record, however deep."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, BaseModel):
        return [span for name in type(value).model_fields for span in spans(getattr(value, name))]
    if isinstance(value, tuple):
        return [span for item in value for span in spans(item)]
    return []


def check(text: str, claims: Claims) -> None:
    for claim in claims:
        for span in spans(claim):
            assert 0 <= span.start <= span.end <= len(text)
            assert text[span.start : span.end] == span.text
        assert claim.quantity.span.start < claim.quantity.span.end
        low, high = claim.quantity.bounds()
        assert low is None or high is None or low <= high
        assert claim.part_of is None or claims[claim.part_of.index].id == claim.part_of.claim
    starts = [claim.quantity.span.start for claim in claims]
    ends = [claim.quantity.span.end for claim in claims]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    assert [claim.index for claim in claims] == list(range(len(claims)))
    assert len({claim.id for claim in claims}) == len(claims)


def test_the_story() -> None:
    claims = extract(STORY, publisher="Example Daily")
    check(STORY, claims)
    assert [c.quantity.span.text for c in claims] == ["40", "dozens", "1,200", "3,000", "4 percent"]
    assert [c.measure.kind for c in claims] == ["killed", "injured", "destroyed", "displaced", "currency_change"]
    speakers = [row["speaker"] for row in claims.to_rows()]
    assert speakers == ["the health ministry", "the health ministry", "Amina Sesay", "the health ministry", None]


PIECES = st.sampled_from(
    ["3,500 ", "about ", "dozens of ", "people ", "were killed", "said ", "the ministry ", "“", "”", '"', ". ",
     ", ", "\n\n", "$", "€1.5bn ", "percent", "between ", "and ", "5", "-", "Mr. ", "Okafor ", "she ",
     "on Monday", "(", ")", "according to ", "\u00a0", "\ud83d", "\x00", "\r\n", "one ", "of ", "no one ",
     "’s ", "''", "million ", "half ", "at least ", "a ", "é"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_sound_claims(text: str) -> None:
    claims = extract(text)
    check(text, claims)
    assert extract(text) == claims
    assert Claims.from_json(claims.to_json()).to_json() == claims.to_json()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800", "٣ \u202e 5", "-", "$", ")", "no numbers here."])
def test_texts_without_claims(text: str) -> None:
    assert [c.quantity.span.text for c in extract(text)] in ([], ["5"], ["٣", "5"], ["٣"])


@pytest.mark.parametrize("line", ["5 people said ", "word ", "“", "one hundred and ", "9", ",", "$", "Mr. X said "])
def test_long_lines_are_read(line: str) -> None:
    size = 30_000 if "people" in line else 100_000  # two thousand claims, each looked at in full, are enough
    text = line * (size // len(line))
    check(text, extract(text))


def test_line_ends_do_not_change_the_claims() -> None:
    def facts(text: str) -> list[tuple[Any, ...]]:
        rows = extract(text).to_rows()
        return [(r["text"], r["value"], r["measure"], r["speaker"], r["flags"]) for r in rows]

    assert facts(STORY.replace("\n", "\r\n")) == facts(STORY)


def test_an_unrelated_paragraph_after_it_changes_nothing() -> None:
    before = extract(STORY).to_rows()
    after = extract(STORY + "\n\nThe weather will stay dry in the north of the country.").to_rows()
    drop = {"doc"}
    assert [{k: v for k, v in r.items() if k not in drop} for r in after] == [
        {k: v for k, v in r.items() if k not in drop} for r in before
    ]


def test_nothing_that_was_read_waits_for_the_garbage_collector() -> None:
    for text in HASHED:
        extract(text)  # what is made once for all texts
    gc.collect()
    gc.disable()
    try:
        for text in HASHED:
            extract(text)
        assert gc.collect() == 0
    finally:
        gc.enable()


#: Processes with hash seeds of their own: 5 by default, FACTLEDGER_SEEDS=20 is the long profile.
SEEDS = range(int(os.environ.get("FACTLEDGER_SEEDS", "5")))
#: What sets and tables could give in another order: units of several meanings, rules and words that compete.
HASHED = [
    STORY,
    "About 5 pesos, 12 rupees or $3bn to $4bn; half of 30 km/h, tens of thousands",
    *(json.loads(row)["text"] for row in CORPUS.read_text("utf-8").splitlines()),
]


def test_the_same_is_read_in_every_process_and_under_every_hash_seed() -> None:
    expected = [hashed.read(text) for text in HASHED]
    for seed in SEEDS:
        done = subprocess.run(
            [sys.executable, hashed.__file__], input=json.dumps(HASHED), text=True, encoding="utf-8",
            capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": str(seed)},
        )  # fmt: skip
        assert json.loads(done.stdout) == expected, f"PYTHONHASHSEED={seed}"


def test_ids_depend_on_text_and_versions_alone() -> None:
    plain = [c.id for c in extract(STORY)]
    assert [c.id for c in extract(STORY, publisher="Other", url="https://example.org")] == plain
    assert [c.id for c in extract(STORY + " ")] != plain


def test_an_extractor_can_be_pickled_and_shared_between_threads() -> None:
    extractor = pickle.loads(pickle.dumps(Extractor()))
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(extractor.extract, [STORY] * 8))
    assert all(result == results[0] for result in results)


def test_source_metadata_is_kept() -> None:
    claims = extract(STORY, publisher="Example Daily", title="Floods", published="2024-05-02", id="story-1")
    assert claims.source.publisher == "Example Daily"
    assert claims.source.published == date(2024, 5, 2)
    assert claims.to_rows()[0]["doc"] == "story-1"
    assert json.loads(claims.to_json())["source"]["published"] == "2024-05-02"


def test_bad_arguments_are_named() -> None:
    with pytest.raises(FactledgerError, match="text must be a str, not bytes"):
        extract(b"5 people")  # type: ignore[arg-type]
    with pytest.raises(FactledgerError, match="unknown source field 'publsher'; accepted: publisher"):
        extract("5 people", publsher="x")
    with pytest.raises(FactledgerError, match="published"):
        extract("5 people", published="last week")
    with pytest.raises(FactledgerError, match="brings its own source"):
        extract(Document.of("5 people"), publisher="x")
    assert issubclass(FactledgerError, ValueError)


def test_package_names() -> None:
    assert set(factledger.__all__) >= {"extract", "Document", "Extractor", "Ledger", "Claims"}
    with pytest.raises(AttributeError, match="no attribute 'Ledgr'"):
        _ = factledger.Ledgr
