"""Who denies or disputes: the speaker whose denial the words are, their subject, or whose report holds them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from factledger.attribution import Report, Reports
from factledger.flags.patterns import Trigger
from factledger.lexicon import load
from factledger.phrases import noun_phrase_after
from factledger.records import Span
from factledger.segment import Layout, Sentence

LONGEST = 8  # words of a subject
BESIDE = 12  # reports of one sentence that are looked at on either side: keeps endless sentences linear


class Deniers:
    """Finds who denies in the reports of the sentence in which the words stand."""

    def __init__(self, layout: Layout, reports: Sequence[Report]) -> None:
        self._layout = layout
        self._reports = reports
        self._grouped: dict[int, list[Report]] = {}

    def _of_sentence(self, index: int) -> list[Report]:
        """The reports of a sentence that have a speaker and a cue, in the order of their cues."""
        known = self._grouped.get(index)
        if known is None:
            reports = self._reports
            all_of = reports.of_sentence(index) if isinstance(reports, Reports) else reports
            known = [r for r in all_of if r.sentence == index and r.speaker is not None and r.cue is not None]
            known.sort(key=lambda report: report.cue.start if report.cue else 0)
            self._grouped[index] = known
        return known

    def of(self, trigger: Trigger) -> Span | None:
        """Return the name of who denies or disputes by the trigger's words; None where the text does not show it."""
        sentence = self._layout.sentence_at(trigger.start)
        if sentence is None:
            return None
        near = self._of_sentence(sentence.index)
        at = bisect_left(near, trigger.start, key=lambda report: report.cue.start if report.cue else 0)
        near = near[max(0, at - BESIDE) : at + BESIDE]
        for report in near:
            cue, speaker = report.cue, report.speaker
            if cue is None or speaker is None or (report.cue_class != "deny" and not report.negative):
                continue
            if cue.start < trigger.end and trigger.start < cue.end:
                return speaker.name
        verb = _verb(sentence, trigger)
        if verb is not None:
            return _subject(self._layout.text, sentence, verb)
        best: tuple[int, Span] | None = None
        for report in near:
            # by its last character: `said the claim was false` begins with the cue, `falsely claimed` ends with it
            if report.speaker is None or not any(start < trigger.end <= end for start, end in report.content):
                continue
            gap = abs(trigger.end - report.cue.end) if report.cue is not None else 0
            if best is None or gap < best[0]:
                best = gap, report.speaker.name
        return None if best is None else best[1]


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    table = load("flags")
    verbs = {*table["deniers"]["verbs"], *table["sets"]["deny"], *table["sets"]["called"]}
    return frozenset(verbs), frozenset(table["deniers"]["breaks"])


def _verb(sentence: Sentence, trigger: Trigger) -> int | None:
    """The index of the trigger's own verb of denying or disputing."""
    tokens, verbs = sentence.tokens, _words()[0]
    at = sentence.token_at(trigger.start)
    while at < len(tokens) and tokens[at].start < trigger.end:
        if tokens[at].low in verbs:
            return at
        at += 1
    return None


def _subject(text: str, sentence: Sentence, verb: int) -> Span | None:
    """The noun phrase that is the verb's subject: it stands right before it and opens its clause, or None."""
    tokens, (_, breaks) = sentence.tokens, _words()
    first = verb
    while first > 0 and verb - first < LONGEST and tokens[first - 1].low not in breaks:
        first -= 1
    passive = verb + 1 < len(tokens) and tokens[verb + 1].low == "by"
    if passive or first == verb or (first > 0 and tokens[first - 1].low not in breaks):
        return None
    if noun_phrase_after(tokens[first:verb], 0) != (0, verb - first):
        return None
    return Span.of(text, tokens[first].start, tokens[verb - 1].end)
