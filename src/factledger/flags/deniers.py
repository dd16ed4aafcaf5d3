"""Who denies or disputes: the speaker whose denial a trigger's words are, or whose report holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from factledger.attribution import Report
from factledger.flags.patterns import Trigger
from factledger.records import Span
from factledger.segment import Layout

BESIDE = 24  # reports of one sentence that are looked at: keeps endless sentences linear


class Deniers:
    """The reports with a speaker by sentence, grouped when first asked for."""

    def __init__(self, layout: Layout, reports: Sequence[Report]) -> None:
        self._layout = layout
        self._reports = reports
        self._grouped: dict[int, list[Report]] | None = None

    def of(self, trigger: Trigger) -> Span | None:
        """Return the name of who denies or disputes by the trigger's words; None where the text does not show it."""
        if self._grouped is None:
            self._grouped = defaultdict(list)
            for report in self._reports:
                if report.speaker is not None and report.cue is not None:
                    self._grouped[report.sentence].append(report)
        sentence = self._layout.sentence_at(trigger.start)
        best: tuple[int, Span] | None = None
        for report in [] if sentence is None else self._grouped.get(sentence.index, [])[:BESIDE]:
            if report.speaker is None or report.cue is None:
                continue
            cue, name = report.cue, report.speaker.name
            meets = cue.start < trigger.end and trigger.start < cue.end
            if meets and (report.cue_class == "deny" or report.negative):
                return name
            # by its last character: `said the claim was false` begins with the cue, `falsely claimed` ends with it
            holds = any(start < trigger.end <= end for start, end in report.content)
            gap = abs(trigger.end - cue.end)
            if holds and (best is None or gap < best[0]):
                best = gap, name
        return None if best is None else best[1]
