"""Reports without a finite active verb of their own: participles, "quoted Y as saying", passives."""

from __future__ import annotations

from factledger.attribution.cues import Cue
from factledger.attribution.found import BESIDE, Found, Range
from factledger.attribution.lines import Line
from factledger.attribution.owners import has_outlet
from factledger.attribution.sources import phrase_after
from factledger.attribution.speakers import Mention, is_quote, parse_phrase, speaker_tables
from factledger.attribution.subjects import clause_subject, phrase_before, subject_before
from factledger.attribution.tails import (
    introduces,
    tail,
)
from factledger.phrases import classes


def participle(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int, found: list[Found]) -> Found | None:
    """`..., adding that N`; `a report saying N`; `as saying N`."""
    low = line.low
    previous = low[v - 1] if v > lo else ""
    if cue.lemma in ("cite",):
        return None
    if cue.cue_class == "attitude":
        return None
    scope = line.inside[v]
    if previous == "as":
        return None
    if previous in ("the", "a", "an", "of", "for", "in", "about") or previous in classes().determiners:
        return None
    if cue.takes == "tell":
        who = phrase_after(line, stop, hi)
        at = who.stop if who is not None else stop + 1
        return _borrow(line, v, stop, cue, lo, hi, found, at)
    if cue.takes in ("that", "quote", "out", "strict") and not introduces(line, v, stop, stop, hi, cue):
        return None
    if stop >= hi or low[stop] in (".", ";"):
        return None
    if low[stop] == "," and not any(
        low[k] == "that" or is_quote(line.tokens[k]) for k in range(stop, min(hi, stop + 10))
    ):
        return None
    document = _document_before(line, v, lo)
    if document is not None and (previous != "," or cue.cue_class == "show"):
        return Found((v, stop), cue.lemma, cue.cue_class, document, ((stop, hi),), "lead", scope=scope)
    if previous == ",":
        named = subject_before(line, v, lo)  # "with Ann Bell, the mayor, saying N"
        if named is not None and named.named and _with(line, named.first, lo):
            return Found((v, stop), cue.lemma, cue.cue_class, named, ((stop, hi),), "lead", scope=scope)
    if previous not in (",", "and", "”", '"', "''", "by", "while", "before", "after", "but", ")") and v > lo:
        mention = parse_phrase(line, phrase_before(line, v, lo))
        if mention is not None and (
            mention.kind in ("document", "outlet") or low[mention.stop - 1] in ("reports", "report")
        ):
            return Found((v, stop), cue.lemma, cue.cue_class, mention, ((stop, hi),), "lead", scope=scope)
        if cue.takes not in ("any", "that", "out") or mention is None:
            return None
        if _with(line, mention.first, lo):
            # "with officials saying N": a subject of its own
            return Found((v, stop), cue.lemma, cue.cue_class, mention, ((stop, hi),), "lead", scope=scope)
        if cue.lemma not in ("say", "claim", "warn", "announce", "allege", "declare", "note", "add"):
            return None
    if cue.takes in ("doc", "figure", "put", "toll") or cue.cue_class == "show":
        return None
    return _borrow(line, v, stop, cue, lo, hi, found, stop)


def _with(line: Line, first: int, lo: int) -> bool:
    """Whether `with` or `amid` stands before the phrase at `first`, which is the subject of a participle then."""
    return first > lo and line.low[first - 1] in ("with", "despite")


def _document_before(line: Line, v: int, lo: int) -> Mention | None:
    """`released figures on Monday showing N`: the nearest text or data named right before a participle."""
    tables, words = speaker_tables(), classes()
    for k in range(v - 1, max(lo - 1, v - 9), -1):
        low = line.low[k]
        if low in (";", "who", "that", "said") or is_quote(line.tokens[k]):
            return None
        if low in tables.documents and low not in (
            "order",
            "act",
            "bill",
            "law",
            "plan",
            "agreement",
            "motion",
            "list",
            "count",
        ):
            mention = parse_phrase(line, phrase_before(line, k + 1, lo))
            return mention if mention is not None and mention.kind == "document" else None
        if low in words.pronouns:
            return None
    return None


def _borrow(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int, found: list[Found], at: int) -> Found | None:
    """A participle takes the source of the report before it, or the subject of its sentence."""
    scope = line.inside[v]
    for report in reversed(found[-BESIDE:]):
        if report.scope == scope and report.source is not None and report.cue_class != "show":
            return Found(
                (v, stop),
                cue.lemma,
                cue.cue_class,
                report.source,
                ((at, hi),),
                "participle",
                report.media,
                report.recipient,
                scope=scope,
            )  # one act of speech: "told Reuters, adding that N"
    subject = clause_subject(line, lo, v)
    if subject is None:
        return None
    return Found((v, stop), cue.lemma, cue.cue_class, subject, ((at, hi),), "participle", scope=scope)


def shared_subject(line: Line, v: int, lo: int, found: list[Found]) -> Mention | None:
    """`Y did X and said N`: the subject of the first verb."""
    for report in reversed(found[-BESIDE:]):
        if report.scope == line.inside[v] and report.source is not None and report.pattern in ("lead", "bare"):
            return report.source
    return clause_subject(line, lo, v - 1)


def quoted(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int) -> Found | None:
    """`Z quoted W as saying N`: W speaks, Z relays."""
    low = line.low
    saying = next(
        (
            k
            for k in range(stop, min(hi, stop + 40))
            if low[k] == "as" and k + 1 < hi and low[k + 1] in ("saying", "telling", "stating")
        ),
        None,
    )
    if saying is None:
        return None
    who = parse_phrase(line, (stop, saying)) or phrase_after(line, stop, saying)
    after = subject_before(line, saying, stop) if low[saying - 1] == "," else None
    source = after or phrase_after(line, stop, saying) or who
    if source is None and low[stop] in ("him", "her", "them", "it"):
        pronoun = {"him": "he", "her": "she", "them": "they", "it": "it"}[low[stop]]
        source = Mention(stop, stop + 1, (stop, stop + 1), None, None, "unknown", pronoun, False, False, False)
    quoting = v - 1 if low[v] == "quoting" else v
    if quoting < v and low[quoting] == ",":
        quoting -= 1
    relay = subject_before(line, quoting, lo)  # "the daily reported quoting W as saying"
    relays = ((relay.first, relay.stop),) if relay is not None and relay.pronoun is None else ()
    _, _, end = tail(line, saying + 2, hi)
    trailing = relay is not None and relay.first - lo > 2 and (end >= hi - 1 or low[end] == ",")
    content = ((lo, relay.first), (end, hi)) if trailing and relay is not None else ((saying + 2, hi),)
    return Found(
        (saying + 1, saying + 2),
        "say",
        "report",
        source,
        content,
        "trail" if trailing else "quoted",
        relays=relays,
        scope=line.inside[v],
    )


def _quoted_by(line: Line, v: int, stop: int, saying: int, lo: int, hi: int) -> Found | None:
    """`W was quoted as saying N by Z`, `W was quoted by Z as saying N`, `N, W was quoted as saying`."""
    low = line.low
    source = subject_before(line, v, lo)
    if source is None:
        return None
    first = saying + 2
    by = stop if low[stop] == "by" else None
    if by is None:
        by = next((k for k in range(first, hi - 1) if low[k] == "by" and line.tokens[k + 1].text[0].isupper()), None)
        by = first if by is None and low[first : first + 1] == ["by"] else by
    relay = None if by is None else phrase_after(line, by + 1, saying if by < saying else hi)
    if relay is not None and not has_outlet(line, relay):
        by = relay = None
    end = by if by is not None and by >= first else hi
    _, _, over = tail(line, first, end)
    if source.first - lo > 2 and over >= end - (end == hi) and low[source.first - 1] in (",", "”", '"', "''"):
        content: tuple[Range, ...] = ((lo, source.first),)
    else:
        content = ((first, end),)
    relays = () if relay is None else ((relay.first, relay.stop),)
    pattern = "trail" if content[0][0] == lo else "lead"
    return Found(
        (saying + 1, saying + 2), "say", "report", source, content, pattern, relays=relays, scope=line.inside[v]
    )


def passive_report(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int) -> Found | None:
    """`N was reported by Y`; `was quoted as saying N by Z`; `is expected to N` (no source)."""
    low = line.low
    scope = line.inside[v]
    saying = next((k for k in range(stop, min(hi - 1, stop + 12)) if low[k] == "as" and low[k + 1] == "saying"), None)
    if saying is not None and (saying == stop or low[stop] == "by"):
        return _quoted_by(line, v, stop, saying, lo, hi)
    if cue.lemma == "quote":
        return None
    if cue.takes in ("tell", "claim", "accuse", "figure", "toll", "out", "to", "for"):
        return None
    by = next((k for k in range(stop, min(hi, stop + 8)) if low[k] == "by"), None)
    if by is not None and cue.cue_class != "attitude":
        source = phrase_after(line, by + 1, hi)
        if source is not None and (source.named or source.kind in ("collective", "document", "outlet", "person")):
            after = next((k for k in range(source.stop, hi) if low[k] == ";"), hi)
            return Found(
                (v, stop),
                cue.lemma,
                cue.cue_class,
                source,
                ((lo, v), (stop, by), (source.stop, after)),
                "passive",
                scope=scope,
            )
    if cue.cue_class in ("expect", "estimate") or cue.lemma in ("say", "report"):
        return Found((v, stop), cue.lemma, cue.cue_class, None, ((lo, v), (stop, hi)), "passive", scope=scope)
    return None
