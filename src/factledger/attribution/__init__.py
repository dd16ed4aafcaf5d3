"""Who said it: reports in the text (source, cue, content) and, for each quantity, its attribution."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from factledger.attribution.chain import covers, unique
from factledger.attribution.cues import cue_tables
from factledger.attribution.found import BESIDE
from factledger.attribution.reading import Report, Reports
from factledger.frozen import trusted
from factledger.records import Attribution, Link, Quantity, QuoteKind, Span
from factledger.segment import Layout, Quotation

__all__ = ["Report", "Reports", "attribute", "find_reports", "holding"]

_said, _link = trusted(Attribution), trusted(Link)
_UNSAID = _said()


def find_reports(layout: Layout, publisher: str | None = None, near: Sequence[Quantity] | None = None) -> Reports:
    """Return the reports of the text, in order, speakers resolved within the text.

    `publisher` is left out of the chains. With `near`, only reports that may matter to these quantities are read,
    and more of those in their neighbourhood when asked for (see `Reports`).
    """
    return Reports(layout, publisher, near)


def attribute(layout: Layout, reports: Sequence[Report], quantities: Sequence[Quantity]) -> list[Attribution]:
    """Return the attribution of each quantity: the innermost report whose content holds it."""
    if isinstance(reports, Reports):
        reports = reports.holding(sorted(quantity.span.start for quantity in quantities))
    near = _by_sentence(layout, reports, [quantity.span.start for quantity in quantities])
    marks: dict[int, Span] = {}  # quotations by their start: made once, however many numbers stand in one
    found = []
    for quantity in quantities:
        sentence = layout.sentence_at(quantity.span.start)
        choice = [] if sentence is None else near.get(sentence.index, [])
        if len(choice) > 6 * BESIDE:
            middle = bisect_right(
                choice, quantity.span.start, key=lambda report: report.cue.start if report.cue else 0
            )
            choice = choice[max(0, middle - 2 * BESIDE) : middle + 2 * BESIDE]
        found.append(_attribution(layout, choice, quantity.span.start, marks))
    return found


def _by_sentence(layout: Layout, reports: Sequence[Report], offsets: Sequence[int]) -> dict[int, list[Report]]:
    """The reports whose content reaches into the sentences of some offsets, by sentence."""
    near: dict[int, list[Report]] = defaultdict(list)
    wanted = [layout.sentences[number] for number in sorted({layout.sentence_number(offset) for offset in offsets})]
    starts = [sentence.start for sentence in wanted]
    for report in reports:
        seen: set[int] = set()
        for start, end in report.content:
            at = max(0, bisect_right(starts, start) - 1)
            while at < len(wanted) and starts[at] < end:
                if at not in seen and wanted[at].end > start:
                    seen.add(at)
                    near[wanted[at].index].append(report)
                at += 1
    return near


def holding(reports: Sequence[Report], offset: int) -> list[Report]:
    """Return the reports whose content holds `offset`, outermost first."""
    held = [
        report
        for report in reports
        if report.cue is not None
        and covers(report.content, offset)
        and not (report.cue.start <= offset < report.cue.end)
        and not (report.speaker is not None and report.speaker.mention.start <= offset < report.speaker.mention.end)
    ]  # fmt: skip
    if len(held) < 2:
        return held
    held = sorted(held, key=lambda report: abs(report.cue.start - offset) if report.cue else 0)[:BESIDE]

    def depth(report: Report) -> int:
        return sum(
            other is not report and report.cue is not None and covers(other.content, report.cue.start)
            for other in held
        )

    return sorted(
        held,
        key=lambda report: (
            depth(report),
            report.rule == "citing",
            -abs(report.cue.start - offset) if report.cue else 0,
        ),
    )


def _attribution(layout: Layout, reports: Sequence[Report], offset: int, marks: dict[int, Span]) -> Attribution:
    held = [
        report for report in holding(reports, offset) if report.speaker is not None and report.cue_class != "attitude"
    ]
    if not held:
        return _UNSAID
    merged = [held[0]]
    data: list[Link] = []
    for report in held[1:]:
        assert report.speaker is not None
        outer = merged[-1].speaker
        if outer is not None and _same(outer.name.text, report.speaker.name.text):
            if report.rule in ("participle", "citing"):
                merged[-1] = report
            continue
        if outer is not None and report.speaker.name.text.lower() in _OPEN and outer.kind != "document":
            continue  # "N, he had declared, Mr Lee said": a pronoun without another antecedent means who speaks
        if report.rule == "noun" and report.speaker.kind == "document" and _unconfirmed(layout, merged[-1], report):
            merged = [report]
            continue
        if report.speaker.kind == "document" and outer is not None and outer.kind in ("person", "collective"):
            # Who passes on figures and records speaks himself; they are what he goes by.
            data.append(_link(name=report.speaker.name, kind="data", cue=report.cue))
            continue
        merged.append(report)
    if len(merged) > 1 and merged[-1].cue is not None and merged[-1].cue.text.lower() in _COUNTING and (
        merged[-2].rule in ("according", "trail", "inside", "inverted")
    ):  # fmt: skip
        merged.pop()  # "police recorded 50 thefts, according to the office": counting is an act
    inner = merged[-1]
    assert inner.speaker is not None
    links: list[Link] = []
    if inner.rule == "foreseen":
        merged = [inner]  # "profit fell, the firm said, short of the 3% analysts had expected": nobody passes that on
    for outer_report in merged[:-1]:
        links.extend(link for link in outer_report.chain if link.kind == "relay")
        if outer_report.speaker is not None and not outer_report.own:
            links.append(_link(name=outer_report.speaker.name, kind="relay", cue=outer_report.cue))
        links.extend(link for link in outer_report.chain if link.kind != "relay")
    links.extend(inner.chain)
    links.extend(data)
    chain = tuple(link for link in unique(links) if link.name.text != inner.speaker.name.text)
    kind, span = _quote(layout, inner, offset, marks)
    return _said(
        speaker=inner.speaker, cue=inner.cue, cue_class=inner.cue_class, quote=kind, quote_span=span, chain=chain
    )


#: What those do who count, and say nothing by it.
_COUNTING = frozenset({"recorded", "registered", "counted", "documented", "logged", "tallied"})
_OPEN = frozenset({"he", "she", "it", "they"})


def _same(outer: str, inner: str) -> bool:
    """Whether two resolved names mean one speaker: equal but for articles and titles, or one the end of the other."""
    a, b = (text.lower().removeprefix("the ").removeprefix("mr. ").removeprefix("mr ") for text in (outer, inner))
    return a == b or a.endswith(" " + b) or b.endswith(" " + a)


def _unconfirmed(layout: Layout, outer: Report, inner: Report) -> bool:
    """`he could not confirm reports that N`: who only speaks of reports without an owner does not pass them on."""
    if outer.cue is None or inner.cue is None:
        return False
    between = layout.text[outer.cue.end : inner.cue.start].lower().split()
    return any(word in cue_tables().negations or word in cue_tables().unable for word in between[-12:])


def _quote(layout: Layout, report: Report, offset: int, marks: dict[int, Span]) -> tuple[QuoteKind, Span | None]:
    quotation = layout.quotation_at(offset)
    if quotation is not None:
        return "direct", _marked(layout, quotation, marks)
    sentence = layout.sentence_at(offset)
    if sentence is not None and _quotations_in(layout, sentence.start, sentence.end):
        for start, end in report.content:
            for other in _quotations_in(layout, max(start, sentence.start), min(end, sentence.end)):
                between = layout.text[min(offset, other.start) : max(offset, other.start)]
                if " " not in layout.text[other.inner_start : other.inner_end].strip() or ", while " in between:
                    continue  # a single word in marks, or the quotation of another clause
                return "mixed", _marked(layout, other, marks)
    return "indirect", None


def _marked(layout: Layout, quotation: Quotation, marks: dict[int, Span]) -> Span:
    span = marks.get(quotation.start)
    if span is None:
        span = marks[quotation.start] = Span.of(layout.text, quotation.start, quotation.end)
    return span


def _quotations_in(layout: Layout, start: int, end: int) -> list[Quotation]:
    index = bisect_right(layout.quotations, start, key=lambda quotation: quotation.end)
    found = []
    while index < len(layout.quotations) and layout.quotations[index].start < end:
        found.append(layout.quotations[index])
        index += 1
    return found
