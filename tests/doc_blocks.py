"""The code of a Markdown page: its blocks in order, run in one folder, with what they print held to the page.

A ```python block is executed; names carry over to the next one. Every line of a ```console block that begins with
`$ ` is given to bash; lines under it are what it must print (`...` stands for any lines). A ```text block marked
`<!-- output -->` is what the Python block before it must print. A block is left out only where the line before it
says so: `<!-- not run: why -->`, or `<!-- needs: program -->` where that program is not installed.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_BLOCK = re.compile(
    r"^(?P<pad> *)(?:<!-- (?P<mark>[^\n]*?) -->\n+(?P=pad))?```(?P<kind>[^\n]*)\n(?P<code>.*?)^(?P=pad)```$",
    re.MULTILINE | re.DOTALL,
)
#: Programs of the environment that runs the tests stand before those of the machine.
_PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

#: What a reader has who tries the commands: an article of their own.
ARTICLE = (
    "Ferry sinks off Velm\n\n"
    "At least 14 people were killed when a ferry sank off Velm on Friday, the coast guard said.\n\n"
    "Rescuers said dozens of passengers were still missing, but the figure could not be independently verified.\n"
)


class Block(NamedTuple):
    """A fenced block: its language, the mark on the line before it, its code and its line in the page."""

    kind: str
    mark: str
    code: str
    line: int


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page."""
    text = page.read_text("utf-8")
    return [
        Block(m["kind"], m["mark"] or "", m["code"], text.count("\n", 0, m.start("code")) + 1)
        for m in _BLOCK.finditer(text)
    ]


def runs(block: Block) -> bool:
    """Whether a block is to be run here."""
    if block.mark.startswith("not run: ") or block.mark in ("run", "test"):  # README's two are run by .ci/run
        return False
    if block.mark.startswith("needs: "):
        return shutil.which(block.mark.removeprefix("needs: "), path=_PATH) is not None
    return True


def run_page(page: Path, folder: Path) -> None:
    """Run the blocks of a page from top to bottom in a folder with an article in it."""
    (folder / "article.txt").write_text(ARTICLE, "utf-8")
    (folder / "seeds").symlink_to(Path(__file__).parent.parent / "seeds")
    names: dict[str, object] = {"__name__": "__main__"}
    printed = ""
    for block in blocks(page):
        at = f"{page.name}, line {block.line}"
        if block.kind == "python" and runs(block):
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile("\n" * block.line + block.code, str(page), "exec"), names)
            printed = out.getvalue()
        elif block.kind == "console" and runs(block):
            _run_console(block, folder, at)
        elif block.mark == "output":
            assert matches(printed, block.code), f"{at}: printed\n{printed}"


def _run_console(block: Block, folder: Path, at: str) -> None:
    for command, expected in commands(block.code):
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", command],
            cwd=folder, env={**os.environ, "PATH": _PATH, "NO_COLOR": "1", "COLUMNS": "100"},
            capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{at}: {command}\n{done.stdout}{done.stderr}"
        assert not expected or matches(done.stdout, expected), f"{at}: {command} printed\n{done.stdout}"


def commands(code: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of a console block, each with what it is said to print."""
    assert code.startswith("$ "), f"a console block begins with a command: {code!r}"
    for part in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        ends = next((i for i, line in enumerate(lines) if not line.endswith("\\\n")), 0)
        yield "".join(lines[: ends + 1]), "".join(lines[ends + 1 :])


def matches(printed: str, expected: str) -> bool:
    """Whether the lines are the expected ones, spaces at their ends aside; `...` stands for any lines."""
    parts = [
        ".*" if line.strip() == "..." else re.escape(line.rstrip()) + "\n" for line in expected.rstrip().splitlines()
    ]
    lines = "".join(line.rstrip() + "\n" for line in printed.rstrip().splitlines())
    return re.fullmatch("".join(parts), lines, re.DOTALL) is not None
