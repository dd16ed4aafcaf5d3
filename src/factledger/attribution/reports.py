"""Reports of one sentence: all cues read, contents cut where the next report begins."""

from __future__ import annotations

from factledger.attribution.cues import cue_tables
from factledger.attribution.found import BESIDE, Found
from factledger.attribution.lines import Line
from factledger.attribution.nominal import cite, in_poll, nominal, prepositional
from factledger.attribution.owners import owned, relayed
from factledger.attribution.speakers import Mention, speaker_tables
from factledger.attribution.tails import tail
from factledger.attribution.verbs import verbal


def read_line(line: Line) -> list[Found]:
    """Return the reports of a sentence in the order of their cues, contents cut where the next one begins."""
    tables = cue_tables()
    found: list[Found] = []
    step = 0
    # `in` and `by` open a report only where a poll or count is named in the sentence
    openings = tables.unpolled if speaker_tables().polls.isdisjoint(line.low) else tables.openings
    for i in [i for i, low in enumerate(line.low) if low in openings]:
        if i < step:
            continue
        low = line.low[i]
        step = i + 1
        report: Found | None = None
        if low in tables.prepositions:
            report = prepositional(line, i)
        elif low in tables.verbs:
            cue = tables.verbs[low]
            report = verbal(line, i, cue, found)
            if report is None and low in tables.nouns:
                report = nominal(line, i, tables.nouns[low])
        elif low in tables.nouns:
            report = nominal(line, i, tables.nouns[low])
        else:  # in, by
            report = in_poll(line, i)
        if (
            report is not None
            and report.pattern == "noun"
            and found
            and found[-1].cue_class == "deny"
            and i - found[-1].cue[1] < 8
        ):
            report = None  # "denied Y's claims that N": the denial holds it
        if report is not None:
            found.append(report)
            step = max(step, report.cue[1])
            if report.source is not None and low in ("according", "per"):
                step = max(step, report.source.stop)
    if not found:
        return found
    found = [report for report in found if report.source is None or not _respondents(line, report.source)]
    if not found:
        return found
    found = [owned(line, relayed(line, report)) for report in cite(line, found)]
    return _cut(line, found)


def _respondents(line: Line, source: Mention) -> bool:
    """Whether the source is a share of those asked ("55 percent of voters said"): the poll's number, no speaker."""
    words = line.low[source.first : min(source.stop, source.first + 6)]
    shares = cue_tables().shares
    if not shares.isdisjoint(words) and any(
        word in shares and line.tokens[source.first + k].text[0] == word[0] for k, word in enumerate(words)
    ):
        return True
    at = source.first
    if words[0] in cue_tables().counts and line.low[at + 1 : at + 2] in (["in"], ["out"]):
        return True  # "Three in five respondents said"
    return (words[0][0].isdigit() and len(words) > 1 and words[1] in ("in", "of")) or words[0] in (
        "nobody",
        "everyone",
        "no",
        "nothing",
        "anyone",
    )


def _cut(line: Line, found: list[Found]) -> list[Found]:
    """End the content of each report where a report beside it (not inside it) begins."""
    if len(found) == 1:
        return found
    out: list[Found] = []
    for index, report in enumerate(found):
        content = list(report.content)
        for later in found[index + 1 : index + 1 + BESIDE]:
            if later.scope != report.scope or later.cue[0] <= report.cue[0]:
                continue
            edge = _edge(line, report, later)
            if edge is not None:
                content = [(a, min(b, edge)) for a, b in content if a < edge]
        if report.pattern in ("trail", "inside", "inverted"):
            begin = 0
            for earlier in found[max(0, index - BESIDE) : index]:
                if earlier.scope == report.scope and earlier.pattern in ("trail", "inside", "inverted"):
                    stop = max(earlier.cue[1], earlier.source.stop if earlier.source else 0)
                    if report.source is not None and _wraps(line, stop, report.source.first):
                        continue
                    begin = max(begin, stop)
            content = [(max(a, begin), b) for a, b in content if b > begin]
        out.append(report._replace(content=tuple(content)))
    return out


def _wraps(line: Line, stop: int, first: int) -> bool:
    """`N, the ministry said on Monday, the agency reported`: nothing but a date between the reports; the second holds
    the first.
    """
    if first <= stop:
        return False
    _, _, end = tail(line, stop, line.n)
    return end < line.n and line.low[end] == "," and end + 1 == first


def _edge(line: Line, report: Found, later: Found) -> int | None:
    """Where `report` ends because of `later`, or None where `later` stands inside it."""
    low = line.low
    if later.pattern == "participle":
        return later.cue[0]
    if later.pattern in ("trail", "inside", "inverted") and report.pattern in (
        "lead",
        "participle",
        "noun",
        "according",
    ):
        return later.cue[0] if later.source is None else min(later.cue[0], later.source.first)
    if later.pattern in ("trail", "inverted", "inside"):
        return later.cue[1] if report.pattern in ("trail", "inside", "inverted") else None
    if later.source is None or later.cue_class == "attitude":
        return None
    first = min(later.source.first, later.cue[0], *(relay[0] for relay in later.relays))
    if (
        later.source == report.source
        and later.cue[0] > report.cue[0]
        and low[later.cue[0] - 1] in ("and", "but", "also", "then")
    ):
        return later.cue[0] - 1
    if first == 0:
        return None
    before = low[first - 1]
    if before in ("while", "but", "although", "though", "whereas", "and", "as") and report.pattern in (
        "lead",
        "participle",
        "inverted",
        "trail",
        "inside",
    ):
        if before == "and" and later.source.pronoun in ("he", "she", "it", "they"):
            return None
        return first - 1
    if before == ";":
        return first - 1
    return None
