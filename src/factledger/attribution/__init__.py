"""Who said it: reports in the text (source, cue, content) and, for each quantity, its attribution."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from factledger.attribution.chain import covers, same_outlet, unique
from factledger.attribution.cues import cued_sentences
from factledger.attribution.found import BESIDE, Found
from factledger.attribution.headlines import colon_sentences, read_colon
from factledger.attribution.lines import Line
from factledger.attribution.quotes import Draft, extend
from factledger.attribution.reports import read_line
from factledger.attribution.resolve import Resolver
from factledger.attribution.speakers import speaker_tables
from factledger.records import Attribution, Link, Quantity, QuoteKind, Span, Speaker
from factledger.segment import Layout, Quotation


class Report(NamedTuple):
    """One attribution in the text: who, by which cue, what of the text is inside it, and through whom it came.

    `content` holds half-open ranges of the text; `chain` is outermost first; `speaker` is None where the cue has
    no source; `negative` marks denials; `rule` names the pattern that found it; `own` says
    that the source is the article's own publisher, who is no link of the chain.
    """

    speaker: Speaker | None
    cue: Span | None
    cue_class: str
    content: tuple[tuple[int, int], ...]
    chain: tuple[Link, ...]
    sentence: int
    rule: str
    negative: bool = False
    own: bool = False


def find_reports(
    layout: Layout, publisher: str | None = None, near: Sequence[Quantity] | None = None
) -> list[Report]:
    """Return the reports of the text, in order, speakers resolved within the text.

    `publisher` is left out of the chains. With `near`, only reports that may matter to these quantities are read:
    those of their paragraphs, of a few around them, and of all that a running quotation joins to them.
    """
    text = layout.text
    quotations = layout.quotations
    starts = [quotation.start for quotation in quotations]
    resolver = Resolver(layout)
    entries: list[tuple[Line, Found, Speaker | None, Draft]] = []
    wanted = None if near is None else _paragraphs_near(layout, near)
    for index in _sentences_to_read(layout):
        sentence = layout.sentences[index]
        if sentence.kind == "boilerplate" or (wanted is not None and sentence.paragraph not in wanted):
            continue
        line = Line(sentence, quotations, starts)
        found = read_colon(line) or read_line(line)
        for report in found:
            speaker = None
            if report.source is not None:
                speaker, _ = resolver.speaker(line, report.source)
            content = [
                (line.tokens[first].start, line.tokens[stop - 1].end)
                for first, stop in report.content
                if first < stop
            ]
            if report.pattern == "colon" and sentence.kind != "headline" and index:
                content = [(content[0][0], layout.paragraphs[sentence.paragraph].end)]
            last = report.cue[1] >= line.n or line.low[line.n - 1] == ":"
            draft = Draft(
                content,
                line.tokens[report.cue[0]].start,
                index,
                ends_open=line.low[line.n - 1] == ":" or last,
                quoted=report.scope >= 0,
                speaks=report.source is not None and report.cue_class != "attitude",
            )
            entries.append((line, report, speaker, draft))
    extend(layout, [draft for _, _, _, draft in entries])
    return [_report(text, line, report, speaker, draft, publisher) for line, report, speaker, draft in entries]


#: Paragraphs before and after a quantity whose reports may speak of it: pronouns look back, denials come after.
_BEFORE, _AFTER = 2, 2


def _paragraphs_near(layout: Layout, quantities: Sequence[Quantity]) -> set[int]:
    near: set[int] = set()
    seen = -1
    for quantity in quantities:
        sentence = layout.sentence_at(quantity.span.start)
        if sentence is None or sentence.paragraph == seen:
            continue
        seen = sentence.paragraph
        near.update(range(seen - _BEFORE, seen + _AFTER + 1))
        last = seen
        while (following := layout.continued(last)) is not None:
            last = following
        near.update(range(seen, last + _AFTER + 1))
    return near


def _sentences_to_read(layout: Layout) -> list[int]:
    return sorted(set(cued_sentences(layout)) | set(colon_sentences(layout)))


def _report(
    text: str, line: Line, found: Found, speaker: Speaker | None, draft: Draft, publisher: str | None
) -> Report:
    tokens = line.tokens
    cue = Span.of(text, tokens[found.cue[0]].start, tokens[found.cue[1] - 1].end)
    links: list[Link] = []
    for relay in found.relays:
        name = Span.of(text, tokens[relay[0]].start, tokens[relay[1] - 1].end)
        if not same_outlet(name.text, publisher):
            links.append(Link(name=name, kind="relay"))
    if found.recipient is not None and _is_outlet(line, found.recipient):
        name = Span.of(text, tokens[found.recipient[0]].start, tokens[found.recipient[1] - 1].end)
        if not same_outlet(name.text, publisher):
            links.append(Link(name=name, kind="relay", cue=cue))
    for first, stop in found.media:
        links.append(Link(name=Span.of(text, tokens[first].start, tokens[stop - 1].end), kind="medium"))
    for first, stop in found.data:
        links.append(Link(name=Span.of(text, tokens[first].start, tokens[stop - 1].end), kind="data"))
    return Report(
        speaker,
        cue,
        found.cue_class,
        tuple(sorted(set(draft.content))),
        tuple(links),
        draft.sentence,
        found.pattern,
        found.negative,
        own=speaker is not None and same_outlet(speaker.name.text, publisher),
    )


def _is_outlet(line: Line, span: tuple[int, int]) -> bool:
    tables = speaker_tables()
    words = line.low[span[0] : span[1]]
    first = span[0] + (words[0] == "the")
    text = line.sentence.text[
        line.tokens[first].start - line.sentence.start : line.tokens[span[1] - 1].end - line.sentence.start
    ]
    parts = text.split()
    if any(" ".join(parts[:size]) in tables.outlet_names for size in range(1, min(4, len(parts)) + 1)):
        return True
    if line.tokens[first].text[0].isupper() and words[-1] in ("agency", "network", "channel", "service"):
        return True
    return (
        line.tokens[first].text[0].isupper()
        and len(words) > 1
        and (words[-1] in tables.outlet_heads or words[-1] in tables.outlet_words)
    )


def attribute(layout: Layout, reports: Sequence[Report], quantities: Sequence[Quantity]) -> list[Attribution]:
    """Return the attribution of each quantity: the innermost report whose content holds it."""
    near = _by_sentence(layout, reports)
    found = []
    for quantity in quantities:
        sentence = layout.sentence_at(quantity.span.start)
        choice = [] if sentence is None else near.get(sentence.index, [])
        if len(choice) > 6 * BESIDE:
            middle = bisect_right(
                choice, quantity.span.start, key=lambda report: report.cue.start if report.cue else 0
            )
            choice = choice[max(0, middle - 2 * BESIDE) : middle + 2 * BESIDE]
        found.append(_attribution(layout, choice, quantity.span.start))
    return found


def _by_sentence(layout: Layout, reports: Sequence[Report]) -> dict[int, list[Report]]:
    near: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        seen: set[int] = set()
        for start, end in report.content:
            sentence = layout.sentence_at(start)
            number = report.sentence if sentence is None else sentence.index
            while number < len(layout.sentences) and layout.sentences[number].start < end:
                if number not in seen:
                    seen.add(number)
                    near[number].append(report)
                number += 1
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


def _attribution(layout: Layout, reports: Sequence[Report], offset: int) -> Attribution:
    held = [
        report for report in holding(reports, offset) if report.speaker is not None and report.cue_class != "attitude"
    ]
    if not held:
        return Attribution()
    merged = [held[0]]
    data: list[Link] = []
    for report in held[1:]:
        assert report.speaker is not None
        outer = merged[-1].speaker
        if outer is not None and _same(outer.name.text, report.speaker.name.text):
            if report.rule in ("participle", "citing"):
                merged[-1] = report
            continue
        if report.speaker.kind == "document" and outer is not None and outer.kind in ("person", "collective"):
            # Who passes on figures and records speaks himself; they are what he goes by.
            data.append(Link(name=report.speaker.name, kind="data", cue=report.cue))
            continue
        merged.append(report)
    inner = merged[-1]
    assert inner.speaker is not None
    links: list[Link] = []
    for outer_report in merged[:-1]:
        links.extend(link for link in outer_report.chain if link.kind == "relay")
        if outer_report.speaker is not None and not outer_report.own:
            links.append(Link(name=outer_report.speaker.name, kind="relay", cue=outer_report.cue))
        links.extend(link for link in outer_report.chain if link.kind != "relay")
    links.extend(inner.chain)
    links.extend(data)
    chain = tuple(link for link in unique(links) if link.name.text != inner.speaker.name.text)
    kind, span = _quote(layout, inner, offset)
    return Attribution(
        speaker=inner.speaker, cue=inner.cue, cue_class=inner.cue_class, quote=kind, quote_span=span, chain=chain
    )


def _same(outer: str, inner: str) -> bool:
    """Whether two resolved names mean one speaker: equal but for articles and titles, or one the end of the other."""
    a, b = (text.lower().removeprefix("the ").removeprefix("mr. ").removeprefix("mr ") for text in (outer, inner))
    return a == b or a.endswith(" " + b) or b.endswith(" " + a)


def _quote(layout: Layout, report: Report, offset: int) -> tuple[QuoteKind, Span | None]:
    quotation = layout.quotation_at(offset)
    if quotation is not None:
        return "direct", Span.of(layout.text, quotation.start, quotation.end)
    sentence = layout.sentence_at(offset)
    if sentence is not None:
        for start, end in report.content:
            for other in _quotations_in(layout, max(start, sentence.start), min(end, sentence.end)):
                between = layout.text[min(offset, other.start) : max(offset, other.start)]
                if " " not in layout.text[other.inner_start : other.inner_end].strip() or ", while " in between:
                    continue  # a single word in marks, or the quotation of another clause
                return "mixed", Span.of(layout.text, other.start, other.end)
    return "indirect", None


def _quotations_in(layout: Layout, start: int, end: int) -> list[Quotation]:
    index = bisect_right(layout.quotations, start, key=lambda quotation: quotation.end)
    found = []
    while index < len(layout.quotations) and layout.quotations[index].start < end:
        found.append(layout.quotations[index])
        index += 1
    return found
