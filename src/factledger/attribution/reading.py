"""The reports of a text, read sentence by sentence: only those that are asked for, and those that they lean on.

A report matters to a quantity where it stands in its sentence, where its speech may run on into the quotation that
holds the quantity, or where it opens the paragraph as a line of a transcript. Who a pronoun or `the ministry` means
hangs on the speakers before it: those are read as far back as it takes, once the content of a report is asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload

from factledger.attribution.chain import same_outlet
from factledger.attribution.cued import Cued
from factledger.attribution.cues import cue_tables
from factledger.attribution.found import Found
from factledger.attribution.lines import Line
from factledger.attribution.quotes import SHORT, Draft, extend
from factledger.attribution.resolve import Resolver
from factledger.attribution.speakers import speaker_tables
from factledger.attribution.tails import is_outlet
from factledger.frozen import trusted
from factledger.records import Link, Quantity, Span, Speaker
from factledger.segment import Layout

_link = trusted(Link)


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


class Reports(Sequence[Report]):
    """The reports read so far, in order; more are read when `of_sentence` or `before` asks for them.

    `publisher` is left out of the chains. `near` are the quantities to which the reports are to matter (None: all
    reports of the text are wanted): reports further than a few paragraphs from them, and from all that a running
    quotation joins to them, are never read.
    """

    def __init__(self, layout: Layout, publisher: str | None, near: Sequence[Quantity] | None) -> None:
        self._layout = layout
        self._publisher = publisher
        self._cued = Cued(layout, None if near is None else _paragraphs_near(layout, near))
        self._resolver = Resolver(layout, self._cued.speakers)
        self._asked: set[int] = set()  # the sentences that were read for their reports
        self._drafts: dict[int, list[Draft]] = {}  # of each sentence that reports, contents grown over quotations
        self._made: dict[int, list[Report]] = {}  # of the sentences whose reports were asked for
        self._read(range(len(layout.sentences)) if near is None else self._reaching(near))

    def of_sentence(self, index: int) -> list[Report]:
        """Return the reports of a sentence."""
        if index not in self._asked and self._cued.of_sentence(index) is not None:
            self._read(self._around(self._layout.sentences[index].start, self._layout.sentences[index].end))
        return self._reports(index)

    def before(self, offset: int, words: Iterable[str]) -> list[Report]:
        """Return the reports before `offset` that can be first to name a speaker with one of the words, lower case.

        Whoever is not named at the cue is the subject of the sentence or of the one before it, or has spoken before.
        """
        layout = self._layout
        low = [sentence.text.lower() for sentence in layout.sentences[: bisect_left(layout.starts, offset)]]
        holding = {index for index, text in enumerate(low) if any(word in text for word in words)}
        wanted = [index for index in range(len(low)) if index in holding or index - 1 in holding]
        self._read(wanted)
        return [report for index in wanted for report in self._reports(index)]

    def holding(self, offsets: Sequence[int]) -> list[Report]:
        """Return the reports whose content holds one of the offsets (in order) among those read so far."""
        found = []
        for index, drafts in self._drafts.items():
            for number, draft in enumerate(drafts):
                for start, end in draft.content:
                    at = bisect_left(offsets, start)
                    if at < len(offsets) and offsets[at] < end:
                        found.append(self._report(index, number, draft))
                        break
        return found

    def _reports(self, index: int) -> list[Report]:
        """The reports of a sentence that was read: records are made for those sentences alone that are asked for."""
        if index not in self._drafts:
            return []
        made = self._made.get(index)
        if made is None:
            made = self._made[index] = [
                self._report(index, number, draft) for number, draft in enumerate(self._drafts[index])
            ]
        return made

    def _report(self, index: int, number: int, draft: Draft) -> Report:
        cued = self._cued.of_sentence(index)
        assert cued is not None
        line, reports = cued
        said = self._cued.sources(index)[number]
        meant = None if said is None else self._resolver.meant(said)
        speaker = None if said is None or meant is None else self._resolver.speaker(line, said.mention, meant)
        return _report(self._layout.text, line, reports[number], speaker, draft, self._publisher, self._resolver)

    def __len__(self) -> int:
        return sum(map(len, self._drafts.values()))

    @overload
    def __getitem__(self, index: int) -> Report: ...

    @overload
    def __getitem__(self, index: slice) -> list[Report]: ...

    def __getitem__(self, index: int | slice) -> Report | list[Report]:
        return list(self)[index]

    def __iter__(self) -> Iterator[Report]:
        return (report for index in self._drafts for report in self._reports(index))

    # --- which sentences --------------------------------------------------------------------------------------

    def _reaching(self, quantities: Sequence[Quantity]) -> set[int]:
        """The sentences whose reports may hold one of the quantities."""
        found: set[int] = set()
        layout = self._layout
        last = -1
        for quantity in quantities:
            start = quantity.span.start
            sentence = layout.sentence_at(start)
            if sentence is None:
                continue
            if sentence.index == last and sentence.index in found and layout.quotation_at(start) is None:
                continue
            last = sentence.index
            found.update(self._around(start, start + 1))
        return found

    def _around(self, start: int, end: int) -> set[int]:
        """The sentences whose reports may hold a character of `start:end`."""
        layout = self._layout
        first = layout.sentence_number(start)
        found = {first}
        opening = layout.sentence_number(layout.paragraphs[layout.sentences[first].paragraph].start)
        if opening in self._cued.colons:
            found.add(opening)
        quotations = layout.quotations
        at = bisect_right(self._cued.starts, start) - 1
        if at >= 0 and quotations[at].end <= start:
            at += 1
        while 0 <= at < len(quotations) and quotations[at].start < end:
            found.update(self._owning(at))
            at += 1
        return found

    def _owning(self, at: int) -> range:
        """The sentences whose reports may own a quotation: those of the run of quotations that it belongs to."""
        layout, quotations = self._layout, self._layout.quotations
        first = last = at
        short = False  # a quoted phrase without an owner does not break a run, however far
        while first > 0:
            gap = layout.paragraph_at(quotations[first].start) - layout.paragraph_at(quotations[first - 1].start)
            if gap > 1 and not short:
                break
            first -= 1
            short = quotations[first].end - quotations[first].start < SHORT
        while last + 1 < len(quotations) and quotations[last + 1].continues:
            last += 1
        start = layout.sentence_number(quotations[first].start) - 1
        return range(max(0, start), layout.sentence_number(quotations[last].end - 1) + 1)

    # --- reading ----------------------------------------------------------------------------------------------

    def _read(self, indices: Iterable[int]) -> None:
        """Read the reports of these sentences, and grow the contents of all."""
        fresh = [index for index in indices if index not in self._asked]
        self._asked.update(fresh)
        fresh = [index for index in fresh if self._cued.of_sentence(index) is not None]
        if fresh:
            self._grow(fresh)

    def _grow(self, fresh: Iterable[int]) -> None:
        """Let the contents of all that has been read grow over quotations."""
        self._drafts = {
            index: [self._draft(line, report) for report in reports]
            for index in sorted([*self._drafts, *fresh])
            if (cued := self._cued.of_sentence(index)) is not None
            for line, reports in (cued,)
        }
        extend(self._layout, [draft for drafts in self._drafts.values() for draft in drafts])
        self._made = {}

    def _draft(self, line: Line, report: Found) -> Draft:
        tokens, index = line.tokens, line.sentence.index
        content = [(tokens[first].start, tokens[stop - 1].end) for first, stop in report.content if first < stop]
        if report.pattern == "colon" and line.sentence.kind != "headline" and index:
            content = [(content[0][0], self._layout.paragraphs[line.sentence.paragraph].end)]
        last = report.cue[1] >= line.n or line.low[line.n - 1] == ":"
        return Draft(
            content,
            tokens[report.cue[0]].start,
            index,
            ends_open=line.low[line.n - 1] == ":" or last,
            quoted=report.scope >= 0,
            speaks=report.source is not None and report.cue_class != "attitude",
        )


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


def _report(
    text: str,
    line: Line,
    found: Found,
    speaker: Speaker | None,
    draft: Draft,
    publisher: str | None,
    resolver: Resolver,
) -> Report:
    tokens = line.tokens
    cue = Span.of(text, tokens[found.cue[0]].start, tokens[found.cue[1] - 1].end)
    links: list[Link] = []
    for relay in found.relays:
        name = Span.of(text, tokens[relay[0]].start, tokens[relay[1] - 1].end)
        if not same_outlet(name.text, publisher):
            links.append(_link(name=name, kind="relay"))
    if found.recipient is not None and (
        is_outlet(line, *found.recipient)
        or (found.lemma == "tell" and found.pattern != "lead" and _may_be_outlet(line, found.recipient, resolver))
    ):
        first, stop = found.recipient
        mark = next((k for k in range(first + 1, stop) if line.low[k] in ("'s", "’s")), stop)
        if line.tokens[stop - 1].text[0].isupper() and is_outlet(line, first, mark):
            stop = mark  # "told the BBC's Ann Lee"
        name = Span.of(text, tokens[first].start, tokens[stop - 1].end)
        if not same_outlet(name.text, publisher):
            links.append(_link(name=name, kind="relay", cue=cue))
    if speaker is not None and found.source is not None and found.source.kind == "document" != speaker.kind:
        links.append(_link(name=speaker.mention, kind="medium"))
    for first, stop in found.media:
        links.append(_link(name=Span.of(text, tokens[first].start, tokens[stop - 1].end), kind="medium"))
    for first, stop in found.data:
        links.append(_link(name=Span.of(text, tokens[first].start, tokens[stop - 1].end), kind="data"))
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


def _may_be_outlet(line: Line, span: tuple[int, int], resolver: Resolver) -> bool:
    """`told Africanews`, `told The East African`: a name that is no person's, no body's and no place's.

    Whoever is told by name, after what is told, and is none of these prints it; before it, a judge may be told.
    """
    first, stop = span
    tables, article = speaker_tables(), line.low[first] == "the"
    first += article
    if stop - first != 1 and not (1 < stop - first <= 4 and line.tokens[first - 1].text == "The"):
        return False
    tokens = line.tokens[first:stop]
    if not all(token.word and token.text[0].isupper() for token in tokens):
        return False
    low, text = tokens[-1].low, tokens[-1].text
    if any(
        token.low in tables.bodies or token.low in tables.plural or token.low in tables.singular for token in tokens
    ):
        return False
    if (
        text in tables.titles
        or low in tables.male
        or low in tables.female
        or low in tables.either
        or low in tables.groups
    ):
        return False
    # two words after `The` look like a person's name themselves
    return low not in cue_tables().temporal and (stop - first > 1 or not resolver.names.known(text))
