"""Every row of part_rows.toml: the whole that each number is stated to be part of."""

import re
import tomllib
from pathlib import Path

import pytest

from factledger import extract

_ROWS = tomllib.loads(Path(__file__).with_name("part_rows.toml").read_text(encoding="utf-8"))
_MARK = re.compile(r"\[([^\]>]+)(?:>(\d+))?\]")
ROWS = [(group, row) for group, rows in _ROWS.items() for row in rows]


@pytest.mark.parametrize(("group", "row"), ROWS)
def test_row(group: str, row: str) -> None:
    wanted = [int(mark[2]) if mark[2] else None for mark in _MARK.finditer(row)]
    found = extract(_MARK.sub(r"\1", row)).to_rows()
    assert [claim["subset_of"] for claim in found] == wanted
