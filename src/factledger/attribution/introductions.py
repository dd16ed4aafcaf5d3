"""Who acts before a colon and a quotation speaks in it, whatever the verb: `Lee apologised: "We lost 40"`."""

from __future__ import annotations

from factledger.attribution.found import Found
from factledger.attribution.lines import Line
from factledger.attribution.speakers import Mention, is_verb
from factledger.attribution.subjects import subject_before
from factledger.phrases import classes
from factledger.segment import Layout

_SPEAKING = frozenset({"he", "she", "they"})


def introducing(layout: Layout) -> frozenset[int]:
    """Return the sentences that end, or break off, with a colon right before a quotation."""
    found: set[int] = set()
    text = layout.text
    if ":" not in text:
        return frozenset()
    for quotation in layout.quotations:
        before = text[max(0, quotation.start - 4) : quotation.start].rstrip()
        if before.endswith(":"):
            found.add(layout.sentence_number(max(0, quotation.start - 5 + len(before))))
            found.add(layout.sentence_number(quotation.start))
    return frozenset(found)


def introduce(line: Line, found: list[Found]) -> Found | None:
    """Return the report that a colon makes of a sentence without a cue before it."""
    colon = next((i for i in range(line.n - 1, 1, -1) if line.low[i] == ":" and line.inside[i] < 0), None)
    if colon is None or (colon + 1 < line.n and line.inside[colon + 1] < 0 and line.tokens[colon + 1].word):
        return None
    if any(report.cue[0] < colon and report.scope < 0 for report in found):
        return None
    words = classes()
    for k in range(1, colon):
        if line.inside[k] >= 0:
            return None
        low = line.low[k]
        if low in words.auxiliaries or low in words.modals or not line.tokens[k].text[0].islower():
            continue
        if is_verb(line, k) or (low.endswith("ed") and len(low) > 4):
            source = subject_before(line, k, 0)
            if source is None or not _speaks(source):
                continue
            content = ((colon + 1, line.n),) if colon + 1 < line.n else ()
            return Found((k, k + 1), low, "report", source, content, "lead", scope=-1)
    return None


def _speaks(source: Mention) -> bool:
    return source.pronoun in _SPEAKING or (source.pronoun is None and source.kind == "person")
