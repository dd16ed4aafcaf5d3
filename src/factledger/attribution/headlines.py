"""Attributing colons: `Officials: 40 dead`, `40 dead: officials` in headlines, `LEE: We lost 40` in transcripts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from factledger.attribution.found import Found
from factledger.attribution.lines import Line
from factledger.attribution.speakers import is_quote, is_verb, parse_phrase, speaker_tables
from factledger.gazetteer import gazetteer
from factledger.patterns import lazy_pattern
from factledger.segment import Layout

_NAME = lazy_pattern(r"[A-Z][^\n:.!?\"“”]{1,60}:\s")
_SPEAKER = lazy_pattern(r"([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?):\s")
#: "Two killed in blast: ministry", "Two killed in blast - police": a short source that closes a headline.
_CLOSING = lazy_pattern(r"[^.!?\n]{8,160}(?::\s| [-–—]\s?)(?:[\w.’'-]+ ){0,4}[\w.’'-]+\Z")
_CAPITALS = lazy_pattern(r"[\"“']{0,2}[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}:\s")


def colon_sentences(layout: Layout) -> list[int]:
    """Return the sentences that may begin with a source and a colon: headlines, and names in capitals."""
    found = []
    text = layout.text
    opened = _opened(layout)
    speakers = _transcript_names(layout, opened)
    dateline = _dateline(layout, opened)
    for number in sorted(
        {*opened, *(n for n, one in enumerate(layout.paragraphs) if one.kind == "headline" or not n)}
    ):
        paragraph = layout.paragraphs[number]
        head = paragraph.kind == "headline" or number == 0
        if head and paragraph.end - paragraph.start < 200 and _CLOSING.match(text, paragraph.start, paragraph.end):
            found.append(layout.sentence_number(paragraph.end - 1))
        if number == dateline:
            continue
        pattern = _NAME if head else _CAPITALS
        match = _SPEAKER.match(text, paragraph.start, paragraph.end)
        if (match and match[1] in speakers) or pattern.match(
            text, paragraph.start, min(paragraph.end, paragraph.start + 80)
        ):
            sentence = layout.sentence_at(paragraph.start)
            if sentence is not None:
                found.append(sentence.index)
    return found


def _opened(layout: Layout) -> list[int]:
    """The paragraphs with a colon near enough to their start to close a name: few are looked at further."""
    text, colon = layout.text, layout.text.find(":")
    if colon < 0:
        return []
    starts = [paragraph.start for paragraph in layout.paragraphs]
    found: list[int] = []
    while colon >= 0:
        number = bisect_right(starts, colon) - 1
        if number >= 0:
            found.append(number)
        colon = text.find(":", starts[number + 1] if number + 1 < len(starts) else len(text))
    return found


def _dateline(layout: Layout, opened: Sequence[int]) -> int | None:
    """The paragraph that opens with its place in capitals and a colon (`BEIRUT: Two people ...`).

    A speaker of a transcript opens more than one paragraph so, and not the article's first.
    """
    opening = [
        number
        for number, paragraph in ((number, layout.paragraphs[number]) for number in opened)
        if _CAPITALS.match(layout.text, paragraph.start, min(paragraph.end, paragraph.start + 80))
    ]
    if len(opening) != 1:
        return None
    first = next((number for number, paragraph in enumerate(layout.paragraphs) if paragraph.kind == "body"), 0)
    headed = _TITLE_END.search(layout.text[: layout.paragraphs[first].end]) is not None  # a title that nobody marked
    return opening[0] if opening[0] == first + headed else None


#: A paragraph that ends without the mark that closes a sentence.
_TITLE_END = lazy_pattern(r"[^.!?…:\"”’]\s*\Z")


def _transcript_names(layout: Layout, opened: Sequence[int]) -> set[str]:
    """Names that open several paragraphs with a colon: the speakers of a transcript."""
    if len(opened) < 3:
        return set()
    counts: Counter[str] = Counter()
    for number in opened:
        paragraph = layout.paragraphs[number]
        match = _SPEAKER.match(layout.text, paragraph.start, paragraph.end)
        if match:
            counts[match[1]] += 1
    return {name for name, count in counts.items() if count > 2}


def read_colon(line: Line) -> list[Found]:
    """Return the report of a headline or transcript line that begins with its source and a colon."""
    if line.sentence.kind == "headline" or line.sentence.index < 2:
        closing = _read_closing(line)
        if closing:
            return closing
    if ":" not in line.low:
        return []
    lead = 0
    while lead < line.n and is_quote(line.tokens[lead]):
        lead += 1
    colon = next((i for i in range(lead + 1, min(line.n, 10)) if line.low[i] == ":"), None)
    if colon is None or colon + 1 >= line.n:
        return []
    if any(
        not line.tokens[i].text[0].isupper() and line.low[i] not in ("of", "the", "for", "in", "'s", "’s")
        for i in range(lead, colon)
    ):
        return []
    mention = parse_phrase(line, (lead, colon))
    if mention is None:
        return []
    tables = speaker_tables()
    capitals = all(line.tokens[i].text.isupper() for i in range(lead, colon))
    head = line.low[mention.stop - 1]
    if capitals and line.text(lead, colon).title() in gazetteer().known:
        return []  # "BEIRUT: Air strikes": where it was written
    if capitals and len(line.tokens[lead].text) < 3 and line.tokens[lead].text not in tables.acronyms:
        return []
    speaks = (
        head in tables.groups
        or head in tables.documents
        or mention.kind == "outlet"
        or line.tokens[mention.stop - 1].text in tables.acronyms
        or (head in tables.bodies and head not in tables.places_too)
    )
    if line.sentence.kind == "headline" or line.sentence.index == 0:
        if not speaks and not (mention.kind == "person" and mention.named and _first_name(line.low[mention.name[0]])):
            return []
    elif not capitals and not (
        mention.kind == "person" and mention.named and colon - lead <= 2 and line.sentence.index
    ):
        return []
    return [Found((colon, colon + 1), ":", "report", mention, ((colon + 1, line.n),), "colon")]


def _read_closing(line: Line) -> list[Found]:
    """`40 dead in blast: health ministry`: the source after a headline's last colon or dash."""
    mark = next((i for i in range(line.n - 2, max(2, line.n - 8), -1) if line.low[i] in (":", "-", "–", "—")), None)
    if mark is None or any(
        not line.tokens[i].word and line.low[i] not in ("'s", "’s", "&", ".") for i in range(mark + 1, line.n)
    ):
        return []
    mention = parse_phrase(line, (mark + 1, line.n))
    if mention is None or mention.stop < line.n or not _can_close(line, mention.first, line.n):
        return []
    return [Found((mark, mark + 1), line.low[mark], "report", mention, ((0, mark),), "colon")]


def _can_close(line: Line, first: int, stop: int) -> bool:
    """Whether the words that close a headline are somebody who can speak: a body, group, outlet, report or role."""
    tables, last = speaker_tables(), line.low[stop - 1]
    if any(is_verb(line, i) for i in range(first, stop)):
        return False
    text = line.tokens[stop - 1].text
    return (
        last in tables.groups or last in tables.plural or last in tables.singular or last in tables.polls
        or last in tables.sources or last in tables.said_in
        or (last in tables.bodies and last not in tables.places_too)
        or text in tables.outlet_names or (stop - first <= 2 and text.isupper() and len(text) > 1 and text.isalpha())
    )  # fmt: skip


def _first_name(word: str) -> bool:
    tables = speaker_tables()
    return word in tables.male or word in tables.female or word in tables.either
