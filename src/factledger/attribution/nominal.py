"""Reports made by prepositions, nouns and polls: according to Y, Y's estimate, in a poll, citing Y."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from factledger import units
from factledger.attribution.cues import Cue, cue_tables
from factledger.attribution.found import BESIDE, Found, Range
from factledger.attribution.lines import Line
from factledger.attribution.sources import phrase_after
from factledger.attribution.speakers import Mention, is_verb, parse_phrase, speaker_tables
from factledger.attribution.subjects import clause_subject, phrase_before
from factledger.attribution.tails import comma_after, goes_on
from factledger.phrases import classes


@cache
def _per_words() -> frozenset[str]:
    """Return the words that a unit behind `per` begins with: $35 per MWh names no source."""
    return frozenset(word.split()[0] for word in units.tables().per)


def prepositional(line: Line, i: int) -> Found | None:
    """Return the report of the preposition at `i`: `according to Y`, before, after or inside its content."""
    rows = [row for row in cue_tables().prepositions[line.low[i]] if tuple(line.low[i : i + len(row[0])]) == row[0]]
    if not rows:
        return None
    words, cue = rows[0]
    stop = i + len(words)
    lo, hi = line.bounds(i)
    source = phrase_after(line, stop, hi)
    if source is None:
        return None
    if words == ("per",) and (line.tokens[stop].text[0].isdigit() or line.low[stop] in _per_words() or (
        line.low[stop] in speaker_tables().bodies - {"police"} and line.low[stop] == line.tokens[stop].text
    ) or not (
        source.named
        or source.kind in ("document", "collective")
        or (
            line.low[i - 1] == ","
            and (
                line.low[stop] in ("the", "a", "an")
                or (source.kind == "person" and source.anonymous and line.low[stop] == "one")
            )
        )
    )):  # fmt: skip
        return None
    leading = (
        i == lo
        or line.tokens[i].text[0].isupper()
        or line.low[i - 1]
        in (":", ";", "and", "but", "that", "while", "because", "“", '"', "—", "–", "--", "yet", "although", "though")
        or (line.low[i - 1] == "," and i - 2 >= lo and line.low[i - 2] in ("and", "but", "that", "meanwhile"))
    )
    comma = comma_after(line, source.stop, hi)
    if leading and comma >= hi and line.low[i - 1] in ("—", "–", "--") and i > lo:
        leading = False  # "40 are false — or wrong — according to Y."
    if leading:
        return Found((i, stop), words[0], cue.cue_class, source, ((comma, hi),), "according", scope=line.inside[i])
    content = [(lo, i)]
    if line.low[i - 1] == "," and comma < hi and line.low[comma - 1] == "," and goes_on(line, comma, hi, lo, i):
        content.append((comma, hi))
    return Found((i, stop), words[0], cue.cue_class, source, tuple(content), "trail", scope=line.inside[i])


def nominal(line: Line, i: int, cue: Cue) -> Found | None:
    """`Y's estimate of N`, `its prediction that N`, `a claim by Y that N`, `reports that N`."""
    lo, hi = line.bounds(i)
    low, words = line.low, classes()
    scope = line.inside[i]
    stop = i + 1
    if stop >= hi:
        return None
    that = low[stop] == "that"
    owner: Mention | None = None
    k = i
    while (
        k > lo
        and i - k < 5
        and line.tokens[k - 1].word
        and low[k - 1] not in words.function
        and not is_verb(line, k - 1)
    ):
        k -= 1
    if k > lo and low[k - 1] == "own":
        k -= 1  # "by the bank's own admission"
    if (k > lo and low[k - 1] in ("'s", "’s")) or (
        k > lo and low[k - 1] in ("’", "'") and k - 2 >= lo and low[k - 2].endswith("s")
    ):
        owner = parse_phrase(line, phrase_before(line, k - 1, lo))
    elif k > lo and low[k - 1] in ("its", "his", "her", "their"):
        owner = clause_subject(line, lo, k - 1)
        pronoun = {"its": "it", "his": "he", "her": "she", "their": "they"}[low[k - 1]]
        if owner is None or owner.pronoun is not None or owner.kind == "unknown":
            owner = Mention(k - 1, k, (k - 1, k), None, None, "unknown", pronoun, pronoun == "they", False, False)
    if owner is None and that and k < i and line.tokens[i - 1].text[0].isupper():
        owner = parse_phrase(line, (k, i))  # "a Lake Gazette report that N"
        if owner is not None and not owner.named:
            owner = None
    if cue.lemma == "account" and not (owner is not None and owner.first > lo and low[owner.first - 1] == "by"):
        return None  # "the bank's accounts hold $40", "exports account for 40 percent"
    if low[stop] in ("by", "from") and owner is None:
        source = phrase_after(line, stop + 1, hi)
        if source is not None:
            end = source.stop
            if end < hi and low[end] in ("that", "ranging", "of", "at", "put", "range"):
                return Found((i, stop), cue.lemma, cue.cue_class, source, ((end, hi),), "noun", scope=scope)
        return None
    if (
        owner is not None and cue.lemma in cue_tables().by_owner and low[stop] in (",", ".", ";", ":")
        and owner.first > lo and low[owner.first - 1] in ("by", "in")
    ):  # fmt: skip
        # "In the bank's view, 40 firms failed", "40 firms failed, by the bank's own admission."
        leading = owner.first - 1 - lo <= 1 and low[stop] == ","
        content = ((stop + 1, hi),) if leading else ((lo, owner.first - 1),)
        return Found((i, stop), cue.lemma, cue.cue_class, owner, content, "noun", scope=scope)
    if owner is not None and (
        that or low[stop] in ("of", "for") or cue.lemma in ("count", "calculation", "reckoning")
    ):
        if cue.lemma in ("count", "calculation", "reckoning") and not that:
            if not (owner.first - 1 >= lo and low[owner.first - 1] in ("by", "at", "in")):
                return None
            return Found(
                (i, stop), cue.lemma, cue.cue_class, owner, ((lo, owner.first), (stop, hi)), "noun", scope=scope
            )
        return Found((i, stop), cue.lemma, cue.cue_class, owner, ((stop, hi),), "noun", scope=scope)
    if cue.lemma == "report" and low[i] == "reports" and (that or low[stop] in ("of", "about")):
        first = i
        if i > lo and low[i - 1] in cue_tables().report_adjectives:
            first = i - 1
        if not that and (first == lo or low[first - 1] not in cue_tables().report_verbs):
            return None
        mention = Mention(first, i + 1, (first, i + 1), None, None, "document", None, True, False, False)
        return Found((i, stop), cue.lemma, cue.cue_class, mention, ((stop, hi),), "noun", scope=scope)
    return None


def in_poll(line: Line, i: int) -> Found | None:
    """`In a poll by Y, N`; `N in a Y poll`; `by one estimate`."""
    lo, hi = line.bounds(i)
    low, tables, words = line.low, speaker_tables(), classes()
    j = i + 1
    if j >= hi or not (
        low[j] in words.determiners
        or low[j] in ("one", "some", "recent", "new", "several")
        or line.tokens[j].text[0].isupper()
    ):
        return None
    head = None
    for k in range(j, min(hi, j + 9)):
        if not line.tokens[k].word and low[k] not in ("'s", "’s", "/", "&", "-", "’"):
            break
        if low[k] in words.prepositions or (k > j and low[k] in words.pronouns) or is_verb(line, k):
            break
        if low[k] in tables.polls:
            head = k
    if head is None:
        return None
    if low[i] == "by" and low[head] not in ("estimate", "estimates", "tally"):
        return None
    if low[i] == "in" and low[head] not in ("poll", "polls", "survey", "surveys", "polling"):
        return None
    stop = head + 1
    if stop < hi and low[stop] in ("by", "from", "of") and low[i] == "in":
        owner = phrase_after(line, stop + 1, hi)
        if owner is not None:
            stop = owner.stop
    if stop < hi and is_verb(line, stop):
        return None
    source = Mention(j, stop, (j, stop), None, None, "document", None, low[head].endswith("s"), False, False)
    if i == lo or i - lo <= 1:
        comma = next((k for k in range(stop, hi) if low[k] == ","), None)
        if comma is None:
            return None
        content: tuple[Range, ...] = ((comma + 1, hi),)
    else:
        newest = low[j] == "the" and j + 1 < hi and low[j + 1] in ("most", "latest", "newest")
        if low[j] in ("the", "that", "this", "each", "every") and not newest:
            return None
        content = ((lo, i), (stop, hi))
    return Found((i, i + 1), low[i], "show", source, content, "phrase", scope=line.inside[i])


_CITING = frozenset(("citing", "quoting", "cited", "quoted"))


def cite(line: Line, found: list[Found]) -> list[Found]:
    """`Y reported, citing Z, that N`: a person or body cited speaks and Y relays; cited data stay data."""
    if _CITING.isdisjoint(line.low):
        return found
    for i in range(line.n):
        told = line.low[i] in ("cited", "quoted") and i > 1 and line.low[i - 1] == "which"
        if not told and line.low[i] != "citing" and not (line.low[i] == "quoting" and i and line.low[i - 1] == ","):
            continue
        if i and line.low[i - 1] == "without":
            continue
        if line.low[i] == "quoting" and any(report.cue[0] >= i and report.cue[0] < i + 12 for report in found):
            continue  # "quoting Y as saying": its own report
        near = bisect_right([report.cue[0] for report in found], i) if len(found) > BESIDE else 0
        host = min(
            (
                r
                for r in found[max(0, near - BESIDE) : near + BESIDE]
                if r.scope == line.inside[i] and r.source is not None and r.pattern != "citing"
            ),
            key=lambda r: (r.cue[0] > i, abs(r.cue[0] - i)),  # "Y reported, citing people it said were ..."
            default=None,
        )
        cited = phrase_after(line, i + 1, line.bounds(i)[1])
        if host is None or cited is None:
            continue
        at = found.index(host)
        for index, other in enumerate(found[: at + BESIDE]):
            if other.pattern == "noun" and i < other.cue[0] <= cited.stop and host.source is not None:
                # "Y said, citing the fund's forecast of N": Y passes the fund's forecast on
                found[index] = other._replace(relays=(host.source.name, *other.relays))
        if (
            cited.kind == "unknown"
            and line.tokens[cited.first].text[0].islower()
            and not any(low in speaker_tables().documents for low in line.low[cited.first : cited.stop])
        ):
            continue  # "citing high costs": a reason, nobody's data
        if host.cue[0] > i > line.bounds(i)[0] + 3 and any(is_verb(line, k) for k in range(line.bounds(i)[0], i)):
            continue  # another clause's report
        if cited.kind in ("document", "unknown"):
            found[at] = host._replace(data=(*host.data, (cited.first, cited.stop)))
            continue
        content: tuple[Range, ...] = ()
        for a, b in host.content:
            content += ((a, i), (cited.stop, b)) if a < i < b else ((a, b),)
        found[at] = host._replace(content=content)
        found.insert(at + 1, Found((i, i + 1), "cite", "report", cited, content, "citing", scope=host.scope))
    return found
