"""Sentences of financial, political and science desks, read from the text: measure, counted, change and role."""

import re
import tomllib
from pathlib import Path

import pytest

from factledger import Claim, extract

ROWS = tomllib.loads(Path(__file__).with_name("news_desk_rows.toml").read_text(encoding="utf-8"))["row"]
_MARKED = re.compile(r"\[([^\]]+)\]")
ARTICLES = ("the", "a", "an", "its", "their", "his", "her")
CASES = [
    pytest.param(
        row["text"], number, *expected,
        id=f"{row['text'][:40]}-{number}",
        marks=[pytest.mark.xfail(strict=True)] if number in row.get("faults", ()) else [],
    )
    for row in ROWS
    for number, expected in enumerate(row["rows"])
]  # fmt: skip


def _claim(example: str, number: int) -> Claim:
    """Return the claim of the bracketed number; its span must be what the brackets hold."""
    start = [match.start() for match in _MARKED.finditer(example)][number] - 2 * number
    words = _MARKED.findall(example)[number]
    claims = extract(_MARKED.sub(r"\1", example))
    return next(c for c in claims if (c.quantity.span.start, c.quantity.span.text) == (start, words))


def test_rows_match_their_brackets() -> None:
    for row in ROWS:
        assert len(_MARKED.findall(row["text"])) == len(row["rows"]), row["text"]


@pytest.mark.parametrize(("example", "number", "measure", "counted", "change"), CASES)
def test_news_desk(example: str, number: int, measure: str, counted: str, change: str) -> None:
    claim = _claim(example, number)
    assert claim.measure.kind == measure
    said = claim.counted.text.lower() if claim.counted is not None else ""
    assert said in (counted.lower(), *(f"{article} {counted.lower()}" for article in ARTICLES))
    assert (f"{claim.change.direction} {claim.change.role}" if claim.change is not None else "") == change
