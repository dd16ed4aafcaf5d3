"""Reports inside a relative clause that has no pronoun of its own: `the 40 people officials say were killed`."""

from __future__ import annotations

from factledger.attribution.cues import Cue, cue_tables
from factledger.attribution.found import Found
from factledger.attribution.lines import Line
from factledger.attribution.sources import phrase_after
from factledger.attribution.speakers import is_verb, parse_phrase, speaker_tables
from factledger.attribution.subjects import phrase_before
from factledger.phrases import classes


def reduced_relative(line: Line, v: int, cue: Cue, lo: int, hi: int) -> Found | None:
    """`a 3% drop economists had expected`, `the 60 deaths reported by the ministry`: what is before is the content.

    The first is told by the group of speakers right behind a noun and by the clause that ends after the verb.
    """
    low, words = line.low, classes()
    if cue.cue_class == "attitude" or cue.takes not in _STATING or cue.lemma in _DOING or v - 1 <= lo:
        return None
    stop = v + 1 + 2 * (low[v + 1 : v + 3] == ["on", "average"])
    if low[v].endswith(("ed", "cast", "given")) and low[stop : stop + 1] == ["by"]:
        before = line.tokens[v - 1]
        if before.low in words.auxiliaries or before.low in cue_tables().skipped:
            return None
        source = phrase_after(line, stop + 1, hi)
        if source is None or source.kind not in ("collective", "document", "outlet") or source.stop == source.first:
            return None
        if low[source.stop : source.stop + 1] == ["at"] and (end := _figure_stop(line, source.stop + 1, hi)):
            content = ((source.stop, end),)  # "a crowd estimated by police at 12,000 marched"
            return Found((v, stop), cue.lemma, cue.cue_class, source, content, "lead", scope=line.inside[v])
        if v - 2 <= lo or not (before.word or before.text == "%"):
            return None
        start = _counted_phrase(line, v, lo)
        if start is None:
            return None
        pattern = "foreseen" if cue.cue_class in ("expect", "estimate") else "lead"
        return Found((v, stop), cue.lemma, cue.cue_class, source, ((start, v),), pattern, scope=line.inside[v])
    if cue.cue_class not in ("expect", "estimate") or v - 2 <= lo:
        return None
    ends = stop >= hi or not line.tokens[stop].word or low[stop] in cue_tables().temporal or low[stop] in _ENDING
    at = v - 1 if low[v - 1] in ("had", "have") else v
    first = _foreseers(line, at, lo) if ends else None
    if first is None:
        return None
    noun = first - (low[first - 1] == "that" and first - 1 > lo)  # "the $1.28 that analysts had expected"
    before = line.tokens[noun - 1]
    if not before.word and noun == first:
        return None
    if before.low in words.function or before.low in words.adverbs:
        return None
    start = _counted_phrase(line, noun, lo)
    source = parse_phrase(line, (first, at))
    if start is None or source is None:
        return None
    return Found((v, stop), cue.lemma, cue.cue_class, source, ((start, noun),), "foreseen", scope=line.inside[v])


def _figure_stop(line: Line, first: int, hi: int) -> int | None:
    """Where the amount ends that stands behind the `at` of an estimate; None where none does."""
    figure = stop = first
    while stop < hi and stop - first < 8 and (line.tokens[stop].word or line.tokens[stop].text in _SIGNS):
        if line.tokens[stop].text[0].isdigit() or line.low[stop] in cue_tables().counts:
            figure = stop + 1
        elif is_verb(line, stop):
            break
        stop += 1
    return stop if figure > first else None


def _foreseers(line: Line, at: int, lo: int) -> int | None:
    """Return where the group begins that ends at `at`: analysts, economists polled by LSEG."""
    groups = speaker_tables().groups | speaker_tables().plural
    if line.low[at - 1] in groups:
        return at - 1
    k = at - 1
    while k > lo + 2 and line.tokens[k].text[0].isupper() and at - k < 6:
        k -= 1
    asked = k < at - 1 and line.low[k] == "by" and line.low[k - 1] in ("polled", "surveyed", "contacted", "canvassed")
    return k - 2 if asked and k - 2 > lo and line.low[k - 2] in groups else None


def _counted_phrase(line: Line, stop: int, lo: int) -> int | None:
    """Where the noun phrase with an amount begins that ends before `stop`; None where it has none."""
    words, found = classes(), None
    for k in range(stop - 1, max(lo - 1, stop - 12), -1):
        token, low = line.tokens[k], line.low[k]
        if token.text[0].isdigit() or low in cue_tables().counts:
            found = k
        elif token.word:
            told = is_verb(line, k) and not (
                line.tokens[k - 1].text[0] in "%0123456789" or line.low[k - 1] in _SHARES
            )
            if told or low in words.auxiliaries or low in words.modals or low in words.pronouns or low in _BREAKS:
                break
        elif token.text not in _SIGNS:
            break
        else:
            found = k if found is not None else found
    return found


#: What a verb takes that states amounts; acts that only look like statements; words before which a clause has ended.
_STATING = frozenset({"any", "that", "doc"})
_DOING = frozenset({"claim", "find", "offer", "record", "document"})
_SHARES = frozenset({"percent", "cent", "million", "billion", "point", "points"})
_SIGNS = frozenset({"%", "$", "€", "£", "¥", ".", "-", "–", "'s", "’s"})
_BREAKS = frozenset({"that", "than", "with", "to", "as", "when", "while", "because", "against"})
_ENDING = frozenset({"in", "on", "at", "for", "from", "by", "and", "but", "while", "as", "earlier"})


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
