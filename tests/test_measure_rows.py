"""Every row of measure_rows.toml: the numbers of one sentence, each with its measure."""

import re
import tomllib
from pathlib import Path

import pytest

from bracketed import read
from factledger.records import MEASURES

_ROWS = tomllib.loads(Path(__file__).with_name("measure_rows.toml").read_text(encoding="utf-8"))
_WANTED = re.compile(r"\[([^\]=]+)=(\w+)\]")
ROWS = [(group, row) for group, rows in _ROWS.items() for row in rows]


def test_every_group_has_rows_of_known_measures() -> None:
    assert len(ROWS) >= 300
    for _, row in ROWS:
        assert {measure for _, measure in _WANTED.findall(row)} <= set(MEASURES), row


@pytest.mark.parametrize(("group", "row"), ROWS)
def test_row(group: str, row: str) -> None:
    wanted = [measure for _, measure in _WANTED.findall(row)]
    assert wanted
    assert [subject.measure.kind for subject in read(_WANTED.sub(r"[\1]", row))] == wanted
