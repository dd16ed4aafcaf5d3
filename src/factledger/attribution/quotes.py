"""Who owns a quotation: reports beside it, and the carry-over into quotations that follow without a cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from factledger.segment import Layout, Quotation

SHORT = 25  # characters: a shorter quotation is a quoted phrase of the article's own sentence, nobody's speech


class Draft:
    """A report while its content still grows: character ranges, the offset of its cue, and where it stands."""

    __slots__ = ("content", "cue", "ends_open", "quoted", "sentence", "speaks")

    def __init__(
        self, content: list[tuple[int, int]], cue: int, sentence: int, ends_open: bool, quoted: bool, speaks: bool
    ) -> None:
        self.content = content
        self.cue = cue
        self.sentence = sentence
        self.ends_open = ends_open
        self.quoted = quoted
        self.speaks = speaks


def extend(layout: Layout, drafts: Sequence[Draft]) -> None:
    """Grow the contents of `drafts` (in text order) over whole quotations and over those that follow them."""
    quotations = layout.quotations
    if not drafts:
        return
    starts = [quotation.start for quotation in quotations]
    owner: list[int | None] = [None] * len(quotations)
    for number, draft in enumerate(drafts):
        if draft.quoted or not draft.speaks:
            continue
        for start, end in draft.content:
            index = max(0, bisect_right(starts, start) - 1)
            while index < len(quotations) and quotations[index].start < end:
                quotation = quotations[index]
                if quotation.end > start and owner[index] is None:
                    owner[index] = number
                index += 1
    cues = [draft.cue for draft in drafts]
    previous: int | None = None
    for index, quotation in enumerate(quotations):
        if owner[index] is None:
            goes_on = quotation.continues and index and previous is not None
            owner[index] = previous if goes_on else _carried(layout, drafts, cues, quotations, index, previous)
        holder = owner[index]
        if holder is not None:
            drafts[holder].content.append((quotation.inner_start, quotation.inner_end))
        if holder is not None or quotation.end - quotation.start >= SHORT:
            previous = holder
    # A quotation that began before the report that owns its end ("... We left. We ran," she said).
    for index in range(len(quotations) - 1, 0, -1):
        if quotations[index].continues and owner[index - 1] is None and owner[index] is not None:
            owner[index - 1] = owner[index]
            drafts[owner[index]].content.append((quotations[index - 1].inner_start, quotations[index - 1].inner_end))  # type: ignore[index]


def _carried(
    layout: Layout,
    drafts: Sequence[Draft],
    cues: Sequence[int],
    quotations: Sequence[Quotation],
    index: int,
    previous: int | None,
) -> int | None:
    """The report whose speech goes on in a quotation that has no cue of its own."""
    quotation = quotations[index]
    sentence = layout.sentence_at(quotation.start)
    if sentence is None:
        return None
    number = bisect_left(cues, quotation.start) - 1
    while number >= 0 and (drafts[number].quoted or not drafts[number].speaks):
        number -= 1
    if number < 0:
        return None
    draft = drafts[number]
    origin = layout.sentences[draft.sentence]
    gap = sentence.paragraph - origin.paragraph
    if draft.ends_open and gap <= 1 and sentence.index - draft.sentence <= 1:
        return number
    starts_sentence = quotation.start - sentence.start <= 1
    whole = quotation.end >= sentence.end - 1
    if not starts_sentence or (quotation.end - quotation.start < SHORT and not whole):
        return None
    if sentence.index - draft.sentence <= 1 and gap <= 1:
        return number
    if index and previous == number:
        before = layout.sentence_at(quotations[index - 1].start)
        if before is not None and sentence.paragraph - layout.sentences[before.index].paragraph <= 1:
            return number
    return None
