"""What is measured: for each quantity the measure, the counted thing, change, place, time, and its whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from factledger.records import Change, Measured, Place, Quantity, Span, When
from factledger.segment import Layout

if TYPE_CHECKING:
    from factledger.measures.table import Table


class Subject(NamedTuple):
    """What one quantity says something about; `part_of` is the position of the whole in the list of quantities."""

    measure: Measured
    counted: Span | None = None
    change: Change | None = None
    place: Place | None = None
    when: When | None = None
    part_of: int | None = None
    part_span: Span | None = None
    rules: tuple[str, ...] = ()


def read_subjects(layout: Layout, quantities: Sequence[Quantity], table: Table | None = None) -> list[Subject]:
    """Return what each quantity is about, in the order of `quantities`; `table` replaces the packaged words."""
    if not quantities:
        return []
    from factledger.measures.reader import read_all  # the tables are read with the first quantity, not at import

    return read_all(layout, quantities, table)
