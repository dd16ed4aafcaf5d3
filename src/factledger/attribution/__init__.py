"""Who said it: reports in the text (source, cue, content) and, for each quantity, its attribution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factledger.records import Attribution, Link, Quantity, Span, Speaker
from factledger.segment import Layout


class Report(NamedTuple):
    """One attribution in the text: who, by which cue, what of the text is inside it, and through whom it came.

    `content` holds half-open ranges of the text; `chain` is outermost first; `speaker` is None where the cue has
    no source; `negative` marks denials; `rule` names the pattern that found it.
    """

    speaker: Speaker | None
    cue: Span | None
    cue_class: str
    content: tuple[tuple[int, int], ...]
    chain: tuple[Link, ...]
    sentence: int
    rule: str


def find_reports(layout: Layout, publisher: str | None = None) -> list[Report]:
    """Return the reports of the whole text, in order, speakers resolved within the text."""
    return []


def attribute(layout: Layout, reports: Sequence[Report], quantities: Sequence[Quantity]) -> list[Attribution]:
    """Return the attribution of each quantity: the innermost report whose content holds it."""
    return [Attribution() for _ in quantities]
