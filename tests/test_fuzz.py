"""Hostile texts: whatever is read off them, nothing raises and no promise is broken.

This is the short profile; `FACTLEDGER_FUZZ=5000 pytest tests/test_fuzz.py` draws more, `benchmarks/fuzz.py` many.
What was once broken stands in `hostile_texts.jsonl`.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from factledger import Claims, Document
from hostile import broken, hostile_text, shortened

TEXTS = int(os.environ.get("FACTLEDGER_FUZZ", "300"))
CORPUS = [
    json.loads(line)
    for line in Path(__file__).with_name("hostile_texts.jsonl").read_text("utf-8").splitlines()
]  # fmt: skip


@pytest.mark.parametrize("row", CORPUS, ids=lambda row: row["was"][:40])
def test_what_was_broken(row: dict[str, str]) -> None:
    assert broken(row["text"]) is None


@pytest.mark.parametrize("part", range(4))
def test_hostile_texts(part: int) -> None:
    for number in range(part, TEXTS, 4):
        text = hostile_text(random.Random(f"suite {number}"), longest=20)
        assert broken(text) is None, text


def test_texts_are_the_same_each_time() -> None:
    assert hostile_text(random.Random("1 7")) == hostile_text(random.Random("1 7"))


def test_the_check_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def off_by_one(text: str | Document) -> Claims:
        claims = extract(text)
        moved = [claim.model_copy(update={"index": claim.index + 1}) for claim in claims]
        return Claims(claims.source, moved)

    from factledger import extract

    monkeypatch.setattr("factledger.extract", off_by_one)
    assert broken("5 men died.") == "claim 0 has the index 1"


def test_what_fails_is_shortened() -> None:
    assert shortened("one two three four five", lambda text: "ee" in text) == "ee"
