"""Every row of flag_desk_rows.toml: sentences read whole, each number with exactly these flags."""

import re
import tomllib
from pathlib import Path

import pytest

from factledger import extract

_ROWS = tomllib.loads(Path(__file__).with_name("flag_desk_rows.toml").read_text(encoding="utf-8"))
_WANTED = re.compile(r"\[([^\]|]+)\|([a-z_ ]*)\]")
ROWS = [(group, row) for group, rows in _ROWS.items() for row in rows]


@pytest.mark.parametrize(("group", "row"), ROWS)
def test_row(group: str, row: str) -> None:
    wanted = [sorted(flags.split()) for _, flags in _WANTED.findall(row)]
    assert wanted
    starts, shift = [], 0
    for mark in _WANTED.finditer(row):
        starts.append(mark.start() - shift)
        shift += len(mark[0]) - len(mark[1])
    claims = extract(_WANTED.sub(r"\1", row)).to_rows()
    found = [sorted(next(c["flags"] for c in claims if start < c["end"] and start >= c["start"])) for start in starts]
    assert found == wanted


def test_flags_have_rows_with_and_without() -> None:
    assert len(ROWS) >= 200
    assert sum("|]" in row for _, row in ROWS) >= 40
