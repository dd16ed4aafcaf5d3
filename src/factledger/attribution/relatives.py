"""Reports inside a relative clause that has no pronoun of its own: `the 40 people officials say were killed`."""

from __future__ import annotations

from factledger.attribution.cues import Cue, cue_tables
from factledger.attribution.found import Found
from factledger.attribution.lines import Line
from factledger.attribution.speakers import is_verb, parse_phrase, speaker_tables
from factledger.attribution.subjects import phrase_before
from factledger.phrases import classes


def contact_relative(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int) -> Found | None:
    """`the 40 people officials say were killed`: a relative clause without pronoun around the report.

    Told by the verb that follows the cue without a subject, and by the noun right before the speakers.
    """
    low, words = line.low, classes()
    if cue.takes not in ("any", "that") or v - 2 <= lo or stop + 1 >= hi:
        return None
    verb = line.tokens[stop]
    if not verb.text[0].islower() or not (
        low[stop] in words.auxiliaries
        or low[stop] in words.modals
        or (
            (is_verb(line, stop) or low[stop].endswith("ed"))
            and (
                low[stop + 1] in words.determiners
                or low[stop + 1] in words.prepositions
                or low[stop + 1][0].isdigit()
            )
        )
    ):
        return None
    if low[v - 1] not in speaker_tables().groups:
        return None
    first = v - 1
    while first - 1 > lo and line.tokens[first - 1].text[0].isupper() and v - first < 4:
        first -= 1
    before = line.tokens[first - 1]
    if (
        not before.word or before.text[0].isupper() or before.low in words.function or before.low in words.adverbs
        or before.low in cue_tables().verbs or before.low.endswith(("ed", "ing", "al", "an"))
    ):  # fmt: skip
        return None
    source = parse_phrase(line, (first, v))
    start, _ = phrase_before(line, first, lo)
    start = next((k + 1 for k in range(first - 2, start, -1) if low[k] == "of"), start)
    if source is None or not any(low[k] in words.determiners or low[k][0].isdigit() for k in range(start, first)):
        return None
    return Found(
        (v, stop), cue.lemma, cue.cue_class, source, ((start, first), (stop, hi)), "lead", scope=line.inside[v]
    )  # fmt: skip
