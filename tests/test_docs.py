"""The documentation runs: every block of README and docs, and every public name and command has its entry."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

import factledger
import factledger.ledger
from doc_blocks import Block, blocks, commands, matches, run_page, runs
from factledger.cli.commands import app

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
#: What is run in CI by other means, or is no code of ours.
SKIPPED = re.compile(r"^(not run: \S.*|needs: \S+|run|test)$")

#: Modules whose public names users import from there.
PUBLIC_MODULES = (
    "factledger.strategies", "factledger.testing", "factledger.many", "factledger.records", "factledger.io.jsonld",
    "factledger.io.spark", "factledger.io.warc",
)  # fmt: skip
#: Helpers of those modules for the rest of the package.
INSIDE = {
    "factledger.io.jsonld": {"ledger_graph", "text_node", "claim_nodes"},
    "factledger.io.spark": {"schema"},
}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=page.name, marks=() if page.name == "README.md" else pytest.mark.pages)
        for page in PAGES
        if any(map(runs, blocks(page)))
    ],
)
def test_the_blocks_of_a_page_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_page(page, tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_what_is_not_run_says_why(page: Path) -> None:
    for block in blocks(page):
        if block.kind in ("python", "console") and not runs(block):
            assert SKIPPED.match(block.mark), f"{page.name}, line {block.line}"
        if block.kind == "text":
            looks = re.search(r"^(\$ |(from \S+ )?import \S)", block.code, re.MULTILINE)
            assert not looks, f"{page.name}, line {block.line}: code in a text block is run by nobody"


def test_blocks_are_found_with_their_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("A\n\n```python\nx = 1\n```\n\n<!-- not run: a server -->\n```console\n$ serve\n```\n")
    assert blocks(page) == [
        Block("python", "", "x = 1\n", 4),
        Block("console", "not run: a server", "$ serve\n", 9),
    ]
    assert [runs(block) for block in blocks(page)] == [True, False]


def test_a_block_that_fails_or_prints_something_else_fails(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for number, text in enumerate((
        "```python\nassert 1 == 2\n```\n",
        "```python\nprint(1)\n```\n\n<!-- output -->\n```text\n2\n```\n",
        "```console\n$ exit 3\n```\n",
        "```console\n$ echo a\nb\n```\n",
    )):  # fmt: skip
        page.write_text(text)
        (tmp_path / str(number)).mkdir()
        with pytest.raises(AssertionError):
            run_page(page, tmp_path / str(number))


def test_commands_and_their_output() -> None:
    assert list(commands("$ a \\\n  b\nout\n$ c\n")) == [("a \\\n  b\n", "out\n"), ("c\n", "")]
    assert matches("one  \ntwo\nthree\n", "one\n...\nthree\n")
    assert not matches("one\ntwo\n", "one\n")


def api() -> tuple[dict[str, str], dict[str, list[str]]]:
    """What docs/api.md documents: its directives' targets, each with its kind, and the members it lists of them."""
    kinds: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    target = ""
    for line in (ROOT / "docs" / "api.md").read_text("utf-8").splitlines():
        if found := re.match(r"\.\. auto(\w+):: (\S+)", line):
            kinds[target := found[2]] = found[1]
        elif found := re.match(r" +:members:(.*)", line):
            members[target] = [name.strip() for name in found[1].split(",") if name.strip()]
    return kinds, members


def documented() -> set[str]:
    kinds, members = api()
    listed = {f"{target}.{name}" for target, names in members.items() if kinds[target] == "module" for name in names}
    return set(kinds) | listed


def test_every_public_name_is_documented() -> None:
    names = {name for name in factledger.__all__ if not name.startswith("__")}
    assert sorted(name for name in names if not _is_documented(factledger, name)) == []


def test_every_name_of_the_ledger_is_documented() -> None:
    ledger = factledger.ledger
    assert sorted(name for name in ledger.__all__ if not _is_documented(ledger, name)) == []


@pytest.mark.parametrize("name", PUBLIC_MODULES)
def test_every_name_of_a_public_module_is_documented(name: str) -> None:
    if name == "factledger.io.spark":
        pytest.importorskip("pyspark")
    module = importlib.import_module(name)
    public = {
        key
        for key, value in vars(module).items()
        if not key.startswith("_")
        and (inspect.isclass(value) or inspect.isfunction(value))
        and (value.__module__ == name or key in getattr(module, "__all__", ()))
    } - INSIDE.get(name, set())
    assert public
    assert sorted(key for key in public if not _is_documented(module, key)) == []


def _is_documented(module: ModuleType, name: str) -> bool:
    """Whether a name is documented under this module or the one that defines it."""
    value: Any = getattr(module, name)
    homes = {module.__name__, "factledger", getattr(value, "__module__", "")}
    return any(f"{home}.{name}" in documented() for home in homes)


def test_the_methods_of_public_classes_are_documented() -> None:
    kinds, members = api()
    missing: list[str] = []
    for target, kind in kinds.items():
        if kind != "class" or (target in members and not members[target]):  # all of them
            continue
        module, _, name = target.rpartition(".")
        own = {
            key
            for key, value in vars(getattr(importlib.import_module(module), name)).items()
            if not key.startswith("_")
            and isinstance(value, property | classmethod | staticmethod) | inspect.isfunction(value)
        }
        missing += [f"{target}.{key}" for key in sorted(own - set(members.get(target, ())))]
    assert missing == []


def every_command(command: click.Command = app, path: str = "factledger") -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from every_command(below, f"{path} {name}")
    else:
        yield path, command


COMMANDS = dict(every_command())


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_is_documented_and_says_what_it_does(path: str) -> None:
    command = COMMANDS[path]
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert f"| `{path}` |" in page
    assert command.help
    silent = [p.name for p in command.params if isinstance(p, click.Option) and not p.help and not p.hidden]
    assert silent == []


def test_every_page_stands_in_the_contents() -> None:
    trees = [block.code for block in blocks(ROOT / "docs" / "index.md") if block.kind == "{toctree}"]
    inside = "\n".join(trees)
    pages = {p.stem for p in (ROOT / "docs").glob("*.md")} - {"index"}
    pages |= {f"notebooks/{p.stem}" for p in (ROOT / "docs" / "notebooks").glob("*.ipynb")}
    assert pages == {line.strip() for line in inside.splitlines() if line.strip() and not line.startswith(":")}


def test_readme_names_both_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.search(r"<!-- run -->\n```console\n[^\n]+\n```\n<!-- end -->", readme)
    assert re.search(r"<!-- test -->\n```console\n[^\n]+\n```\n<!-- end -->", readme)
