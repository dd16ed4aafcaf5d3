"""The sentences that hold reports: each is read once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from factledger.attribution.cues import cue_tables
from factledger.attribution.found import Found
from factledger.attribution.headlines import colon_sentences, read_colon
from factledger.attribution.introductions import introduce, introducing
from factledger.attribution.lines import Line
from factledger.attribution.reports import read_line
from factledger.attribution.spoken import Said
from factledger.segment import Layout


class Cued:
    """The sentences of a document and their reports, speakers not resolved.

    Only paragraphs in `wanted` are read (None: all). Nothing here refers to those who ask: the two look things up in
    this, so that no circle keeps a read document in memory until the garbage collector comes to it.
    """

    def __init__(self, layout: Layout, wanted: AbstractSet[int] | None) -> None:
        self.colons = frozenset(colon_sentences(layout))
        self.starts = [quotation.start for quotation in layout.quotations]
        self._layout = layout
        self._wanted = wanted
        self._introducing = introducing(layout)
        self._lines: dict[int, tuple[Line, list[Found]] | None] = {}
        self._said: dict[int, list[Said | None]] = {}  # of each report of a sentence, None without a source

    def reports(self, index: int) -> tuple[Line, list[Found]] | None:
        """Return the line of a sentence and its reports; None where it has none."""
        if index in self._lines:
            return self._lines[index]
        found: tuple[Line, list[Found]] | None = None
        sentence = self._layout.sentences[index]
        if (
            sentence.kind != "boilerplate"
            and (self._wanted is None or sentence.paragraph in self._wanted)
            and (
                (
                    not cue_tables().pieces.isdisjoint(sentence.pieces)
                    and cue_tables().prefilter.search(self._layout.text, sentence.start, sentence.end)
                )
                or index in self.colons
                or index in self._introducing
            )
        ):
            line = Line(sentence, self._layout.quotations, self.starts)
            reports = read_colon(line) or read_line(line)
            if index in self._introducing and (opening := introduce(line, reports)) is not None:
                reports = [opening, *reports]
            found = (line, reports) if reports else None
        self._lines[index] = found
        return found

    def sources(self, index: int) -> list[Said | None]:
        """Return the speaker of each report of a sentence."""
        known = self._said.get(index)
        if known is None:
            cued = self.reports(index)
            known = self._said[index] = (
                []
                if cued is None
                else [
                    None if one.source is None else Said(cued[0], one.source, one.media, number)
                    for number, one in enumerate(cued[1])
                ]
            )
        return known

    def speakers(self, index: int) -> list[Said]:
        """Return the speakers of a sentence, in the order of its reports."""
        return [said for said in self.sources(index) if said is not None]
