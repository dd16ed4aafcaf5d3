"""Claims as a table for the terminal (needs rich, extra `cli`)."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.table import Table
from rich.text import Text

from factledger.records import Claim
from factledger.view.visible import visible

#: Columns by the width from which they are shown; each heading with its style.
_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("quantity", "bold", 0),
    ("measure", "cyan", 0),
    ("of", "", 0),
    ("said by", "green", 60),
    ("flags", "yellow", 80),
    ("where", "", 100),
    ("when", "", 100),
)


def table(claims: Iterable[Claim], *, title: str | None = None, width: int = 100) -> Table:
    """Return the claims as a table: the columns that fit into `width` cells and are not all empty."""
    rows = [(claim.index, _cells(claim)) for claim in claims]
    shown = [
        (number, heading, style)
        for number, (heading, style, least) in enumerate(_COLUMNS)
        if width >= least and any(cells[number] for _, cells in rows)
    ]
    made = Table(
        box=box.SIMPLE_HEAD, title=None if title is None else Text(title, style="bold"), title_justify="left",
        pad_edge=False, show_edge=False,
    )  # fmt: skip
    made.add_column("#", justify="right", style="dim", no_wrap=True)
    for _, heading, style in shown:
        made.add_column(heading, style=style, overflow="fold")
    for index, cells in rows:
        made.add_row(Text(str(index)), *(Text(visible(cells[number])) for number, *_ in shown))
    return made


def _cells(claim: Claim) -> tuple[str, ...]:
    quantity, said = claim.quantity, claim.attribution
    words = quantity.span.text
    if quantity.comparator_span:
        before = quantity.comparator_span.start < quantity.span.start
        words = f"{quantity.comparator_span.text} {words}" if before else f"{words} {quantity.comparator_span.text}"
    measure: str = claim.measure.kind
    if claim.change:
        measure += f" {claim.change.direction} ({claim.change.role})"
    speaker = said.speaker.name.text if said.speaker else ""
    if said.chain:
        speaker = f"{speaker} via {', '.join(said.sources)}".strip()
    return (
        words,
        measure,
        claim.counted.text if claim.counted else "",
        speaker,
        " ".join(claim.flag_kinds),
        claim.place.span.text if claim.place else "",
        claim.when.span.text if claim.when else "",
    )
