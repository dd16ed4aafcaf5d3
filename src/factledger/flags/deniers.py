"""Who denies or disputes: the speaker whose denial the words are, their subject, or whose report holds them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from factledger.attribution import Report, Reports
from factledger.flags.patterns import Trigger
from factledger.lexicon import load
from factledger.phrases import noun_phrase_after
from factledger.records import Span
from factledger.segment import Layout, Sentence

LONGEST = 8  # words of a subject
BESIDE = 12  # reports of one sentence that are looked at on either side: keeps endless sentences linear


class _Said(NamedTuple):
    """A report, and its cue and the name of its speaker, neither of which is missing."""

    cue: Span
    name: Span
    report: Report


class _BySentence(dict[int, list[_Said]]):
    """The reports of each sentence that have a speaker and a cue, in the order of their cues; read when asked for."""

    def __init__(self, reports: Sequence[Report]) -> None:
        super().__init__()
        self._reports = reports

    def __missing__(self, index: int) -> list[_Said]:
        reports = self._reports
        every = reports.of_sentence(index) if isinstance(reports, Reports) else reports
        mine = [r for r in every if r.sentence == index]
        said = [_Said(r.cue, r.speaker.name, r) for r in mine if r.speaker is not None and r.cue is not None]
        said.sort(key=lambda said: said.cue.start)
        self[index] = said
        return said


class Deniers:
    """Finds who denies in the reports of the sentence in which the words stand."""

    def __init__(self, layout: Layout, reports: Sequence[Report]) -> None:
        self._layout = layout
        self._said = _BySentence(reports)

    def of(self, trigger: Trigger) -> Span | None:
        """Return the name of who denies or disputes by the trigger's words; None where the text does not show it."""
        sentence = self._layout.sentence_at(trigger.start)
        if sentence is None:
            return None
        near = self._said[sentence.index]
        at = bisect_left(near, trigger.start, key=lambda said: said.cue.start)
        near = near[max(0, at - BESIDE) : at + BESIDE]
        for cue, name, report in near:
            denies = report.cue_class == "deny" or report.negative
            if denies and cue.start < trigger.end and trigger.start < cue.end:
                return name
        verb = _verb(sentence, trigger)
        if verb is not None:
            return _subject(self._layout.text, sentence, verb)
        # by its last character: `said the claim was false` begins with the cue, `falsely claimed` ends with it
        holding = [said for said in near if any(start < trigger.end <= end for start, end in said.report.content)]
        best = min(holding, key=lambda said: abs(trigger.end - said.cue.end), default=None)
        return None if best is None else best.name


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
