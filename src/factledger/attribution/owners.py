"""Texts that speak for somebody: `a statement by the ministry said`; and outlets that pass on (`quoted by Y`)."""

from __future__ import annotations

from factledger.attribution.cues import cue_tables
from factledger.attribution.found import Found, Range
from factledger.attribution.lines import Line
from factledger.attribution.sources import phrase_after
from factledger.attribution.speakers import PRONOUNS, Mention, parse_phrase, phrase_head_stop, speaker_tables
from factledger.attribution.subjects import subject_before
from factledger.phrases import classes

_POSSESSIVES = {"its": "it", "his": "he", "her": "she", "their": "they"}


def owned(line: Line, report: Found) -> Found:
    """Make the owner of a statement, letter or post its speaker, and the text the channel.

    Reports, studies, polls and data keep speaking for themselves.
    """
    source = report.source
    if source is None or source.kind != "document" or source.pronoun is not None:
        return report
    head = phrase_head_stop(line, source.first, source.stop) - 1
    if line.low[head] in speaker_tables().tellings:
        return report._replace(source=_teller(line, source, head) or source)
    if line.low[head] not in speaker_tables().utterances:
        return report
    owner = _after(line, head, source) or _before(line, source.first, head) or _issuer(line, report, source.first)
    if owner is None:
        return report
    if owner.pronoun is None:
        owner = owner._replace(first=source.first, stop=max(source.stop, owner.stop))
    return report._replace(source=owner, media=((source.first, head + 1), *report.media))


def _speaks(mention: Mention | None) -> Mention | None:
    """The mention where it is somebody who can own a statement."""
    if mention is None or mention.pronoun in PRONOUNS or mention.kind in ("document", "unknown"):
        return None
    return mention


def _after(line: Line, head: int, source: Mention) -> Mention | None:
    """`a statement from Y`, `a letter signed on Monday by Y`."""
    hi = min(line.n, max(source.stop, head + 8))
    for k in range(head + 1, hi):
        low = line.low[k]
        if low == "by" and line.low[k - 1] in cue_tables().relaying:
            return None  # "a memo seen by the Gazette"
        if low in ("by", "from"):
            return _speaks(phrase_after(line, k + 1, line.n))
        if not line.tokens[k].word or low in cue_tables().verbs:
            return None
    return None


def _before(line: Line, first: int, head: int) -> Mention | None:
    """`Y's statement`, `its letter`, `a foreign ministry statement`."""
    if line.low[first] in _POSSESSIVES:
        pronoun = _POSSESSIVES[line.low[first]]
        return Mention(
            first, first + 1, (first, first + 1), None, None, "unknown", pronoun, pronoun == "they", False, False
        )
    mark = next((k for k in range(head - 1, first, -1) if line.low[k] in ("'s", "’s", "'", "’")), None)
    if mark is not None:
        return _speaks(parse_phrase(line, (first, mark)))
    tables, words = speaker_tables(), classes()
    core = first
    while core < head and line.low[core] in words.determiners:
        core += 1
    if core == head or any(
        line.tokens[k].text in tables.media_names or line.low[k] in cue_tables().temporal for k in range(core, head)
    ):
        return None
    last = line.low[head - 1]
    named = line.tokens[head - 1].text[0].isupper() and (line.sentence.start != line.tokens[head - 1].start)
    if (last in tables.bodies or last in tables.groups or named) and last not in tables.outlet_words:
        return _speaks(parse_phrase(line, (core, head)))
    return None


def _teller(line: Line, source: Mention, head: int) -> Mention | None:
    """`Y's account`, `his version of events`: the teller, who needs no channel; no `Y's Telegram account`."""
    before = head - 2 if line.low[head - 1] == "own" else head - 1
    if line.low[before] not in _POSSESSIVES and line.low[before] not in ("'s", "’s", "'", "’"):
        return None
    return _before(line, source.first, head)


def _issuer(line: Line, report: Found, first: int) -> Mention | None:
    """`Y issued a statement saying N`: the subject of the verb before the text."""
    verb = first - 1
    if verb <= 0 or line.low[verb] not in cue_tables().issuing or report.cue[0] < first:
        return None
    return _speaks(subject_before(line, verb, line.bounds(verb)[0]))


def relayed(line: Line, report: Found) -> Found:
    """Add the outlet in `a witness quoted by Y said`, `according to a letter seen by Y`."""
    source = report.source
    if source is None or source.pronoun is not None:
        return report
    tables = cue_tables()
    last = min(line.n - 2, source.stop + 14)
    if "by" not in line.low[source.first + 2 : last + 1]:
        return report
    for k in range(source.first + 1, last):
        if line.low[k + 1] != "by" or line.low[k] not in tables.relaying:
            if k >= source.stop and line.low[k] not in (",", "as", "and", "was", "were", "which"):
                break
            continue
        outlet = phrase_after(line, k + 2, line.n)
        if outlet is None or not (outlet.kind == "outlet" or has_outlet(line, outlet)):
            break
        name: Range = outlet.name
        if not outlet.named and outlet.stop + 1 < line.n and line.low[outlet.stop] == ",":
            apposed = phrase_after(line, outlet.stop + 1, line.n)  # "the news agency, Studio Ibis"
            name = apposed.name if apposed is not None and apposed.named else name
        if source.first <= k < source.stop:
            kept = source.name if source.name[1] <= k else (source.name[0], k)
            source = source._replace(name=kept)
        return report._replace(source=source, relays=(*report.relays, name))
    return report


def has_outlet(line: Line, mention: Mention) -> bool:
    """Whether the phrase names or holds a news outlet or agency."""
    tables = speaker_tables()
    return any(
        line.low[k] in tables.outlet_words or line.low[k] in tables.outlet_heads or line.low[k] == "agency"
        for k in range(mention.first, mention.stop)
    ) or any(line.tokens[k].text in tables.outlet_names for k in range(*mention.name))
