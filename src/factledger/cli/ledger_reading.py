"""`factledger ledger show | search | series | estimates | disagreements | export`: asking a ledger."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from factledger.claims import plain_number
from factledger.cli.inputs import complain
from factledger.cli.ledger import open_ledger
from factledger.cli.options import F, date, examples
from factledger.cli.output import configure_stdout, terminal_width
from factledger.frozen import escape_surrogates
from factledger.records import ROW_COLUMNS, Claim
from factledger.view.rows import cell, cells_of, json_line
from factledger.view.visible import visible

if TYPE_CHECKING:
    from factledger.ledger import Ledger
    from factledger.ledger.questions import Questions

LIMIT = 50  # claims that `show` and `search` print unless told otherwise


_FILE = click.argument("path", metavar="LEDGER")
_AS_OF = click.option(
    "--as-of", metavar="DATE", callback=date, help="As the ledger stood at the end of that day (UTC)."
)


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_ABOUT = _options(
    click.option("--counted", help="What is counted, as `soldiers`."),
    click.option("--since", metavar="DATE", callback=date, help="Not of days before this one."),
    click.option("--until", metavar="DATE", callback=date, help="Not of days after this one."),
    _AS_OF,
)
_CONDITIONS = _options(
    click.option("--measure", multiple=True, help="Of this measure (repeatable: of any of them)."),
    click.option("--place", help="In this place, as texts write it."),
    click.option("--speaker", help="Said by somebody whose name holds this."),
    click.option("--flag", "flags", multiple=True, help="With this flag (repeatable: with all of them)."),
    click.option("--document", help="In the document of this id."),
    _ABOUT,
    click.option("--all", "everything", is_flag=True, help="Also of earlier texts, other readings, and retracted."),
    click.option("--limit", type=click.IntRange(0), default=LIMIT, show_default=True, help="At most so many."),
)


def _format(*names: str) -> Callable[[F], F]:
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True, help="How to write it."
    )


@click.command("show", short_help="Show claims by what they say.", epilog=examples(
    "ledger show news.ledger --measure killed --place Kharkiv",
    "ledger show news.ledger --flag denied --format jsonl",
))  # fmt: skip
@_FILE
@_CONDITIONS
@_format("table", "jsonl", "csv")
def show_command(path: str, form: str, limit: int, everything: bool, **conditions: Any) -> None:
    """Show the claims of a ledger that meet all conditions, in the order of recording."""
    _show_claims(path, form, limit, everything, None, conditions)


@click.command("search", short_help="Search the sentences of claims.", epilog=examples(
    "ledger search news.ledger bridge", "ledger search news.ledger '\"death toll\" ris*' --speaker police",
))  # fmt: skip
@_FILE
@click.argument("words", nargs=-1, required=True)
@_CONDITIONS
@_format("table", "jsonl", "csv")
def search_command(
    path: str, words: tuple[str, ...], form: str, limit: int, everything: bool, **conditions: Any
) -> None:
    """Show the claims whose sentence holds all the words; "..." is a phrase, word* a beginning."""
    _show_claims(path, form, limit, everything, " ".join(words), conditions)


@click.command("series", short_help="What was said of a measure over time.", epilog=examples(
    "ledger series news.ledger killed Kharkiv",
    "ledger series news.ledger killed --counted soldiers --totals --format csv",
))  # fmt: skip
@_FILE
@click.argument("measure")
@click.argument("place", required=False)
@click.option("--speaker", help="Said by somebody whose name holds this.")
@_ABOUT
@click.option("--totals", is_flag=True, help="Only running totals.")
@click.option("--periods", is_flag=True, help="Only figures of a period.")
@_format("table", "jsonl", "csv")
def series_command(
    path: str, measure: str, place: str | None, form: str, totals: bool, periods: bool, as_of: dt.date | None,
    **conditions: Any,
) -> None:  # fmt: skip
    """Show a measure over time, a line for each speaker; running totals told from figures of a period."""
    if totals and periods:
        raise click.UsageError("--totals and --periods: give one of them, or neither for all figures")
    with open_ledger(path) as opened:
        series = _as_of(opened, as_of).series(measure, place, **conditions)
        series = series.totals if totals else series.periods if periods else series
    if form == "table":
        heads = ("said by", "day", "figure", "is", "of", "seen", "flags", "document")
        rows = [
            (line.speaker if number == 0 else "", point.date, point.text, point.kind or "", line.counted or "",
             len(point.appearances), " ".join(point.flags), point.document)
            for line in series for number, point in enumerate(line)
        ]  # fmt: skip
        _table(heads, rows)
    else:
        _rows(form, series.to_rows())


@click.command("estimates", short_help="Low, best and high under a policy.", epilog=examples(
    "ledger estimates news.ledger killed --place Kharkiv --policy ucdp",
))  # fmt: skip
@_FILE
@click.argument("measure", nargs=-1)
@click.option("--place", help="In this place, as texts write it.")
@_ABOUT
@click.option("--policy", default="as-stated", show_default=True, help="as-stated, acled or ucdp.")
@_format("table", "jsonl", "csv")
def estimates_command(
    path: str, measure: tuple[str, ...], form: str, policy: str, as_of: dt.date | None, **conditions: Any
) -> None:
    """Show low, best and high of each thing; vague words are numbers only here, and only as the policy says."""
    with open_ledger(path) as opened:
        found = _as_of(opened, as_of).estimates(measure or None, policy=policy, **conditions)
    rows = [one.to_row() for one in found]
    if form == "table":
        names = ("measure", "counted", "place", "kind", "start", "end", "low", "best", "high", "statements")
        _table(names, [tuple(row[name] for name in names) for row in rows])
    else:
        _rows(form, rows)


@click.command("disagreements", short_help="Figures that cannot all be true.", epilog=examples(
    "ledger disagreements news.ledger --measure killed --place Kharkiv",
    "ledger disagreements news.ledger --as-of 2024-05-07",
))  # fmt: skip
@_FILE
@click.option("--measure", multiple=True, help="Of this measure (repeatable: of any of them).")
@click.option("--place", help="In this place, as texts write it.")
@_ABOUT
@_format("table", "jsonl", "csv")
def disagreements_command(
    path: str, measure: tuple[str, ...], form: str, as_of: dt.date | None, **conditions: Any
) -> None:
    """Show figures of different speakers about one thing that cannot all be true."""
    with open_ledger(path) as opened:
        found = _as_of(opened, as_of).disagreements(measure or None, **conditions)
    rows = [{"group": number, **row} for number, one in enumerate(found, 1) for row in one.to_rows()]
    if form == "table":
        names = ("group", "measure", "counted", "place", "text", "speaker", "stated", "document")
        _table(names, [tuple(row[name] for name in names) for row in rows])
    else:
        _rows(form, rows)


@click.command("export", short_help="Write a ledger out.", epilog=examples(
    "ledger export news.ledger --format jsonl > news.jsonl",
    "ledger export news.ledger --format parquet --output news.parquet",
))  # fmt: skip
@_FILE
@_format("jsonl", "csv", "jsonld", "parquet")
@click.option("-o", "--output", metavar="FILE", default="-", help="The file to write; - is standard output. [-]")
def export_command(path: str, form: str, output: str) -> None:
    """Write a ledger out.

    jsonl: every entry, without loss. csv: the flat rows of the claims that hold. jsonld: these as linked data.
    parquet: documents and claims, for engines (extra `arrow`).
    """
    if form == "parquet" and output == "-":
        raise click.UsageError("parquet is no text: give the file to write with --output")
    with open_ledger(path) as opened:
        if form == "parquet":
            count = opened.to_parquet(output)
        else:
            configure_stdout(encoding="utf-8", newline="\n")
            writer = {"jsonl": opened.to_jsonl, "csv": opened.to_csv, "jsonld": opened.to_jsonld}[form]
            count = writer(sys.stdout if output == "-" else output)
    if output != "-":
        complain(f"{output}: {count} {'entries' if form == 'jsonl' else 'rows' if form == 'parquet' else 'claims'}")


def _as_of(opened: Ledger, date: dt.date | None) -> Questions:
    return opened if date is None else opened.asof(date)


def _show_claims(
    path: str, form: str, limit: int, everything: bool, text: str | None, conditions: dict[str, Any]
) -> None:
    for name in ("measure", "flags"):
        conditions[name] = conditions[name] or None
    if everything:
        conditions |= {"extractor": "all", "revisions": "all", "retracted": True}
    with open_ledger(path) as opened:
        claims = opened.claims(text=text, limit=limit + 1, **conditions)
    more, claims = len(claims) > limit, claims[:limit]
    _claims(form, claims)
    if more:
        complain(f"the first {limit}; --limit shows more")


def _claims(form: str, claims: Sequence[Claim]) -> None:
    if form == "table":
        from rich.console import Console

        from factledger.view.table import table

        configure_stdout()
        if not claims:
            sys.stdout.write("no claims\n")
            return
        width = terminal_width()
        Console(file=sys.stdout, width=width, highlight=False).print(table(claims, width=width))
        return
    configure_stdout(encoding="utf-8", newline="\n")
    if form == "jsonl":
        sys.stdout.write("".join(json_line(claim) + "\n" for claim in claims))
    else:
        sys.stdout.write(_csv([ROW_COLUMNS, *map(cells_of, claims)]))


def _rows(form: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows for programs: JSON lines with numbers as JSON numbers, or CSV with plain digits."""
    configure_stdout(encoding="utf-8", newline="\n")
    if form == "csv":
        lines = [[cell(value) for value in row.values()] for row in rows]
        sys.stdout.write(_csv([list(rows[0]), *lines] if rows else []))
        return
    for row in rows:
        plain = {name: plain_number(value) if isinstance(value, Decimal) else value for name, value in row.items()}
        sys.stdout.write(escape_surrogates(json.dumps(plain, ensure_ascii=False, default=str)) + "\n")


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    configure_stdout()
    if not rows:
        sys.stdout.write("nothing found\n")
        return
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    shown = [at for at in range(len(heads)) if any(cell(row[at]) not in ("", 0) for row in rows)]
    for at in shown:
        made.add_column(heads[at], overflow="fold")
    for row in rows:
        made.add_row(*(Text(visible(str(cell(row[at])))) for at in shown))
    Console(file=sys.stdout, width=terminal_width(), highlight=False).print(made)


def _csv(rows: Iterable[Sequence[str | int]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def add_reading(group: click.Group) -> None:
    """Add the commands to the group `ledger`."""
    for command in (
        show_command, search_command, series_command, estimates_command, disagreements_command, export_command,
    ):  # fmt: skip
        group.add_command(command)
