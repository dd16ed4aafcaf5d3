"""How sure: confidence flags, each an edge from a claim to the words that raised it."""

from __future__ import annotations

from collections.abc import Sequence

from factledger.attribution import Report
from factledger.measures import Subject
from factledger.records import Attribution, Flag, Quantity
from factledger.segment import Layout


def raise_flags(
    layout: Layout,
    quantities: Sequence[Quantity],
    subjects: Sequence[Subject],
    attributions: Sequence[Attribution],
    reports: Sequence[Report],
) -> list[tuple[Flag, ...]]:
    """Return each quantity's flags, in the order of `quantities`."""
    return [() for _ in quantities]
