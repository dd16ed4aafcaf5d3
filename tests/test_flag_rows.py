"""A table of phrases in sentences: the flags of each claim, and no others."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from factledger.segment import segment
from flag_marks import MARK, read_marks

FAMILIES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "flag_rows.toml").read_text(encoding="utf-8")
)["family"]
ROWS = [
    (family["kind"], family["frame"].replace("@", wording)) for family in FAMILIES for wording in family["wordings"]
]


FAULT = pytest.mark.xfail(strict=True, reason="known fault")


@pytest.mark.parametrize("text", [pytest.param(t, marks=[FAULT] if kind == "fault" else []) for kind, t in ROWS])
def test_row(text: str) -> None:
    marked = read_marks(text)
    got = [tuple(sorted({flag.kind for flag in flags})) for flags in marked.raised()]
    assert got == marked.flags


def test_table_is_broad() -> None:
    assert len(ROWS) >= 400
    assert len({text for _, text in ROWS}) == len(ROWS)
    assert sum(kind == "negative" for kind, _ in ROWS) * 3 >= len(ROWS)
    assert sum(len(segment(MARK.sub("x", text)).sentences) > 1 for _, text in ROWS) >= 60
