"""The command asks a ledger: what it prints, and what it says when something is wrong."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from factledger import Document, Ledger, extract
from factledger.cli import main


class Result(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Result]
TEXTS = [
    ("Police said at least 12 people were killed in Tornau on Monday.", "2024-05-06"),
    (
        "Police said the death toll in Tornau had risen to 19. The hospital put the death toll in Tornau at 24.",
        "2024-05-07",
    ),
    ("Dozens of people were killed in Tornau on Monday, the mayor said.", "2024-05-07"),
]  # fmt: skip


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    with Ledger("a.ledger") as ledger:
        for number, (text, day) in enumerate(TEXTS):
            document = Document.of(text, id=f"d{number}", publisher=f"Outlet {number}", published=day)
            ledger.record(document, extract(document))

    def run(*args: str) -> Result:
        code = main(("ledger", *args))
        return Result(code, *capsys.readouterr())

    return run


@pytest.mark.parametrize(
    ("args", "figures"),
    [
        (["show", "a.ledger"], ["12", "19", "24", "Dozens"]),
        (["show", "a.ledger", "--speaker", "police", "--limit", "1"], ["12"]),
        (["show", "a.ledger", "--measure", "killed", "--place", "tornau", "--flag", "disputed"], ["19", "24"]),
        (["show", "a.ledger", "--since", "2024-05-07"], ["19", "24"]),
        (["show", "a.ledger", "--as-of", "2024-01-01"], []),
        (["show", "a.ledger", "--all", "--document", "d0"], ["12"]),
        (["search", "a.ledger", "death", "toll"], ["19", "24"]),
        (["search", "a.ledger", '"toll death"'], []),
        (["search", "a.ledger", "hosp*"], ["24"]),
    ],
)
def test_show_and_search(command: Command, args: list[str], figures: list[str]) -> None:
    lines = command(*args, "--format", "jsonl")
    assert lines.code == 0
    assert [json.loads(line)["text"] for line in lines.out.splitlines()] == figures
    rows = list(csv.DictReader(io.StringIO(command(*args, "--format", "csv").out)))
    assert [row["text"] for row in rows] == figures
    table = command(*args)
    assert all(figure in table.out for figure in figures)
    assert table.out.strip()


def test_what_the_limit_hides_is_said(command: Command) -> None:
    assert command("show", "a.ledger", "--limit", "2").err == "factledger: the first 2; --limit shows more\n"
    assert command("show", "a.ledger", "--limit", "4").err == ""


def test_series(command: Command) -> None:
    rows = [json.loads(line) for line in command("series", "a.ledger", "killed", "Tornau", "--format", "jsonl").out.splitlines()]  # fmt: skip # noqa: E501
    assert [(row["speaker"], row["date"], row["text"], row["kind"], row["value"]) for row in rows] == [
        ("Police", "2024-05-06", "at least 12", "period", 12),
        ("Police", "2024-05-07", "19", "total", 19),
        ("the mayor", "2024-05-06", "Dozens", "period", None),
        ("The hospital", "2024-05-07", "24", "total", 24),
    ]
    totals = list(csv.DictReader(io.StringIO(command("series", "a.ledger", "killed", "--totals", "--format", "csv").out)))  # fmt: skip # noqa: E501
    assert [row["value"] for row in totals] == ["19", "24"]
    assert "at least 12" in command("series", "a.ledger", "killed", "--periods").out
    assert command("series", "a.ledger", "injured").out == "nothing found\n"
    assert command("series", "a.ledger", "killed", "--totals", "--periods").code == 2


def test_disagreements_and_estimates(command: Command) -> None:
    found = [json.loads(line) for line in command("disagreements", "a.ledger", "--format", "jsonl").out.splitlines()]
    assert [(row["group"], row["speaker"], row["text"]) for row in found] == [(1, "Police", "19"), (1, "The hospital", "24")]  # fmt: skip # noqa: E501
    assert "The hospital" in command("disagreements", "a.ledger").out
    assert command("disagreements", "a.ledger", "--as-of", "2024-01-01").out == "nothing found\n"
    coded = [json.loads(line) for line in command("estimates", "a.ledger", "killed", "--policy", "acled", "--format", "jsonl").out.splitlines()]  # fmt: skip # noqa: E501
    assert [(row["kind"], row["low"], row["best"], row["high"]) for row in coded] == [("period", 12, 12, 12), ("total", 19, 19, 24)]  # fmt: skip # noqa: E501


def test_export(command: Command, tmp_path: Path) -> None:
    lines = command("export", "a.ledger").out
    with Ledger("b.ledger") as other, Ledger("a.ledger") as ledger:
        other.import_jsonl(io.StringIO(lines))
        assert list(other.entries()) == list(ledger.entries())
    assert len(list(csv.DictReader(io.StringIO(command("export", "a.ledger", "--format", "csv").out)))) == 4
    assert json.loads(command("export", "a.ledger", "--format", "jsonld").out)["@graph"]
    assert (
        command("export", "a.ledger", "--format", "jsonl", "-o", "a.jsonl").err == "factledger: a.jsonl: 10 entries\n"
    )
    assert Path("a.jsonl").read_text("utf-8") == lines
    assert command("export", "a.ledger", "--format", "parquet").code == 2


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["show", "none.ledger"], 1, "there is no such file"),
        (["show", "a.ledger", "--measure", "dead"], 1, "no measure 'dead'"),
        (["show", "a.ledger", "--since", "monday"], 2, "is not a date"),
        (["search", "a.ledger", "..."], 1, "text must hold a word"),
        (["series", "a.ledger", "dead"], 1, "no measure 'dead'"),
        (["estimates", "a.ledger", "--policy", "x"], 1, "no policy 'x'"),
    ],
)
def test_what_is_wrong_is_named(command: Command, args: list[str], code: int, message: str) -> None:
    result = command(*args)
    assert (result.code, result.out) == (code, "")
    assert message in result.err
