"""What the command writes to standard output, and the progress bar beside it."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from factledger.claims import Claims
from factledger.cli.inputs import Inputs
from factledger.document import Document
from factledger.records import ROW_COLUMNS
from factledger.view.rows import cells_of, json_line
from factledger.view.visible import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar

MANY = 8  # files from which a progress bar is shown
PIPED_WIDTH = 120  # columns of a table that does not go to a terminal, unless COLUMNS says otherwise


def configure_stdout(*, encoding: str | None = None, newline: str | None = None) -> None:
    """Let nothing that a text holds break standard output: what its encoding lacks is written as an escape."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace", newline=newline)


class Output:
    """Writes claims to standard output in one format, file by file."""

    def __init__(self, form: str, *, many: bool) -> None:
        self.console: Console | None = None  # where a progress bar shares the terminal with what is written
        self._form = form
        self._many = many
        self._shown = 0
        if form == "table":
            configure_stdout()
        else:  # read by programs: the same bytes whatever the terminal's encoding
            configure_stdout(encoding="utf-8", newline="\n")
        if form == "csv":
            self._write(_csv([ROW_COLUMNS]))
        elif form == "json":
            self._write("[\n")

    def show(self, name: str, claims: Claims) -> None:
        """Write the claims of one file."""
        match self._form:
            case "jsonl":
                self._write("".join(json_line(claim) + "\n" for claim in claims))
            case "csv":
                self._write(_csv(cells_of(claim) for claim in claims))
            case "json":
                self._write(f"{',' if self._shown else ''}{claims.to_json()}\n")
            case _:
                self._table(name, claims)
        self._shown += 1

    def end(self) -> None:
        """Write what closes the whole."""
        if self._form == "json":
            self._write("]\n")

    def _table(self, name: str, claims: Claims) -> None:
        from rich.console import Console

        from factledger.view.table import table

        console = self.console or Console(width=terminal_width(), highlight=False)
        if not claims:
            console.print(f"no claims in {visible(name)}", markup=False, soft_wrap=True)
            return
        console.print(table(claims, title=visible(name) if self._many else None, width=console.width))
        if self._many:
            console.print()

    def _write(self, text: str) -> None:
        if self.console is not None:
            self.console.out(text, end="", highlight=False)
        else:
            sys.stdout.write(text)


def _csv(rows: Iterable[Sequence[str | int]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def terminal_width() -> int:
    """Return the columns to fill: the terminal's, else COLUMNS, else a fixed number."""
    return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns


class Progress:
    """The inputs, with a progress bar on standard error where they are many and somebody is watching.

    The bar shows how many are done, how many a second, and the time that the rest will take. `output` is what writes
    to the terminal meanwhile.
    """

    def __init__(self, inputs: Inputs, output: Output | None = None) -> None:
        self._inputs = inputs
        self._output = output
        self._stack = ExitStack()

    def __enter__(self) -> Iterator[tuple[str, Document | None]]:
        if len(self._inputs.files) < MANY or not sys.stderr.isatty():
            return iter(self._inputs)
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        # On one terminal both share a console, which keeps the bar below what is written.
        together = self._output is not None and sys.stdout.isatty()
        console = Console(stderr=not together, highlight=False)
        if together and self._output is not None:
            self._output.console = console
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(elapsed_when_finished=True), TextColumn("left"),
        )  # fmt: skip
        return self._counted(self._stack.enter_context(Bar(*columns, console=console, transient=True)))

    def _counted(self, bar: Bar) -> Iterator[tuple[str, Document | None]]:
        task = bar.add_task("extracting", total=len(self._inputs.files), rate="")
        for pair in self._inputs:
            yield pair
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, rate=f"{speed:,.1f} files/s" if speed else "")

    def __exit__(self, *_: object) -> None:
        if self._output is not None:
            self._output.console = None
        self._stack.close()
