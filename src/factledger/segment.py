"""Paragraphs, sentences, quotations, captions and boilerplate of a text, all as offsets into it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Literal, NamedTuple

from factledger.lexicon import load
from factledger.patterns import lazy_pattern
from factledger.records import Part
from factledger.words import Token, pieces, tokenize

ParagraphKind = Literal["body", "headline", "caption", "boilerplate"]


class Paragraph(NamedTuple):
    """A paragraph: offsets without surrounding space, and what kind of text it is."""

    start: int
    end: int
    kind: ParagraphKind


class Quotation(NamedTuple):
    """A quotation with its marks (`start`, `end`) and without (`inner_start`, `inner_end`).

    `closed` is false where no closing mark stands; `continues` says that it goes on from the quotation before it
    (a quotation of several paragraphs opens each of them anew and closes only the last).
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    continues: bool


_end, _low = itemgetter(1), itemgetter(3)  # of a token


class Sentence:
    """A sentence of a paragraph; its tokens are made when first asked for."""

    __slots__ = ("_ends", "_lows", "_pieces", "_tokens", "_whole", "end", "index", "kind", "paragraph", "start")

    def __init__(self, whole: str, start: int, end: int, index: int, paragraph: int, kind: ParagraphKind) -> None:
        self._whole = whole
        self.start = start
        self.end = end
        self.index = index
        self.paragraph = paragraph
        self.kind = kind
        self._tokens: list[Token] | None = None
        self._ends: list[int] | None = None
        self._lows: list[str] | None = None
        self._pieces: frozenset[str] | None = None

    @property
    def text(self) -> str:
        """The sentence's characters."""
        return self._whole[self.start : self.end]

    @property
    def tokens(self) -> list[Token]:
        """The sentence's tokens, offsets in the document."""
        if self._tokens is None:
            self._tokens = tokenize(self._whole, self.start, self.end)
        return self._tokens

    @property
    def lows(self) -> list[str]:
        """Each token in lower case; not to be changed, for all stages share it."""
        if self._lows is None:
            self._lows = list(map(_low, self.tokens))
        return self._lows

    @property
    def pieces(self) -> frozenset[str]:
        """The pieces of the sentence in lower case: a cheap look at which words it may hold (`words.pieces`)."""
        if self._pieces is None:
            self._pieces = pieces(self._whole[self.start : self.end].lower())
        return self._pieces

    def written(self, start: int, end: int) -> str:
        """Return the characters of the document between two offsets."""
        return self._whole[start:end]

    def token_at(self, offset: int) -> int:
        """Return the index of the token that covers `offset`, or of the next one after it."""
        if self._ends is None:
            self._ends = list(map(_end, self.tokens))
        return bisect_right(self._ends, offset)

    def __repr__(self) -> str:
        return f"Sentence({self.index}, {self.start}:{self.end}, {self.kind}, {self.text!r})"


class Layout:
    """How a text is built: its paragraphs, sentences (and where they start) and quotations, each list in order."""

    __slots__ = ("_quote_starts", "paragraphs", "quotations", "sentences", "starts", "text")

    def __init__(
        self, text: str, paragraphs: list[Paragraph], sentences: list[Sentence], quotations: list[Quotation]
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.sentences = sentences
        self.quotations = quotations
        self.starts = [sentence.start for sentence in sentences]
        self._quote_starts = [quotation.start for quotation in quotations]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that covers `offset`, or None (space between sentences)."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return None
        sentence = self.sentences[index]
        return sentence if offset < sentence.end else None

    def sentence_number(self, offset: int) -> int:
        """Return the index of the last sentence that begins at or before `offset`, 0 where none does."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph of the last sentence that begins at or before `offset`."""
        return self.sentences[self.sentence_number(offset)].paragraph

    def continued(self, paragraph: int) -> int | None:
        """Return the next paragraph where a quotation left open in `paragraph` goes on there, else None."""
        if paragraph + 1 >= len(self.paragraphs):
            return None
        index = bisect_right(self._quote_starts, self.paragraphs[paragraph].end) - 1
        if index < 0 or index + 1 >= len(self.quotations) or self.quotations[index].closed:
            return None
        following = self.quotations[index + 1]
        goes_on = following.continues and following.start == self.paragraphs[paragraph + 1].start
        return paragraph + 1 if goes_on else None

    def quotation_at(self, offset: int) -> Quotation | None:
        """Return the quotation whose marks enclose `offset`, or None."""
        index = bisect_right(self._quote_starts, offset) - 1
        if index < 0:
            return None
        quotation = self.quotations[index]
        return quotation if quotation.inner_start <= offset < quotation.inner_end else None


def segment(text: str, parts: Sequence[Part] = ()) -> Layout:
    """Return the layout of `text`. Never raises; linear in the length of the text.

    A paragraph that begins in one of the `parts` is of its kind, whatever it looks like.
    """
    paragraphs = _paragraphs(text)
    if parts:
        paragraphs = _marked(paragraphs, parts)
    quotations = _quotations(text, paragraphs)
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        for start, end in _sentences(text, paragraph.start, paragraph.end):
            sentences.append(Sentence(text, start, end, len(sentences), number, paragraph.kind))
    return Layout(text, paragraphs, sentences, quotations)


# --- paragraphs ---------------------------------------------------------------------------------------------------

_BREAKS = "\r\u2028\u2029\x0b\x0c\x85"  # what ends a line, beside the line feed
_TERMINAL = frozenset(".!?…:;")
_BEHIND_TERMINAL = "\"'”’»)]"


class _Tables(NamedTuple):
    caption: re.Pattern[str]
    ends: frozenset[str]
    opening: re.Pattern[str]
    abbreviations: frozenset[str]
    before_numbers: frozenset[str]
    openers: frozenset[str]


@cache
def _tables() -> _Tables:
    table = load("segments")
    credits = "|".join(re.escape(word) for word in sorted(table["credits"]["agencies"], key=len, reverse=True))
    starts = "|".join(table["credits"]["starts"])
    signs = "|".join(table["credits"]["signs"])
    name = r"(?:[A-Z][\w’'.-]*|of|for|the|via|by)"
    boiler = "|".join(table["boilerplate"]["starts"])
    return _Tables(
        caption=re.compile(
            rf"[.!?”\"’()](?:(?<!\()\s*\(?(?:{name}[ /,]+){{0,5}}(?:{credits})(?:[ /]{name}){{0,4}}\)?\.?"
            rf"|(?<=\()[^()]{{0,80}}\b(?:{credits})\b[^()]{{0,60}}\)"
            rf"|(?<=[.!?])\s+(?:{signs}):\s[^:.]{{2,60}})\s*\Z"
        ),
        ends=frozenset(
            ["of", "for", "the", "via", "by", *(word.split()[-1] for word in table["credits"]["agencies"])]
        ),
        opening=re.compile(rf"((?i:{boiler}))|(?:{starts})"),
        abbreviations=frozenset(word.lower() for word in table["abbreviations"]["always"]),
        before_numbers=frozenset(table["abbreviations"]["before_numbers"]),
        openers=frozenset(table["abbreviations"]["openers"]),
    )


def _paragraphs(text: str) -> list[Paragraph]:
    """Lines, with hard-wrapped ones joined: an indented or lower-case line goes on from an unfinished one."""
    found: list[tuple[int, int]] = []
    lined = text
    for char in _BREAKS:
        if char in lined:
            lined = lined.replace(char, "\n")
    following = 0
    for line in lined.split("\n"):
        start = following
        following += len(line) + 1
        stripped = line.strip()
        if not stripped:
            continue
        start += line.find(stripped[0])
        end = start + len(stripped)
        if found and (stripped[0].islower() or line.startswith("  ")):
            before = found[-1]
            gap = text[before[1] : start]
            one_break = gap.count("\n") + gap.count("\r") - gap.count("\r\n") <= 1
            if one_break and not _finished(text, *before):
                found[-1] = (before[0], end)
                continue
        found.append((start, end))
    return [Paragraph(start, end, _kind(text, start, end, number)) for number, (start, end) in enumerate(found)]


def _finished(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text ends like a sentence, closing marks aside; looks at its last eight characters."""
    return text[end - 1] in _TERMINAL or text[max(start, end - 8) : end].rstrip(_BEHIND_TERMINAL)[-1:] in _TERMINAL


def _marked(paragraphs: list[Paragraph], parts: Sequence[Part]) -> list[Paragraph]:
    ordered = sorted(parts, key=lambda part: part.start)
    starts = [part.start for part in ordered]
    marked = []
    for paragraph in paragraphs:
        at = bisect_right(starts, paragraph.start) - 1
        inside = at >= 0 and paragraph.start < ordered[at].end
        marked.append(paragraph._replace(kind=ordered[at].kind) if inside else paragraph)
    return marked


def _kind(text: str, start: int, end: int, number: int) -> ParagraphKind:
    tables = _tables()
    opening = tables.opening.match(text, start, end)
    if opening is not None and opening.lastindex:
        return "boilerplate"
    if end - start < 700 and (
        opening is not None or _credited(text, start, end, tables) or _unsigned_credit(text, start, end)
    ):
        return "caption"
    if end - start < 200 and number < 4 and not _finished(text, start, end):
        return "headline"
    return "body"


def _credited(text: str, start: int, end: int, tables: _Tables) -> bool:
    """Whether a paragraph ends in the name of an agency, as captions do."""
    tail = text[max(start, end - 160) : end]
    last = tail[-1]
    word = tail[tail.rfind(" ") + 1 :].rstrip(".)")
    if (
        last != ")"
        and ((not last.isalnum() and last not in ".’'-_") or (word.islower() and word not in tables.ends))
        and (last == "." or ":" not in tail)
    ):
        return False  # most: neither brackets nor a name, nor a closing Photo:
    return tables.caption.search(tail) is not None


_CREDIT = lazy_pattern(
    r"[.!?]\s+((?:[A-Z][\w’'-]*|of|for|the|via|/)(?:\s+(?:[A-Z][\w’'-]*|of|for|the|via|/)){1,6})\Z"
)


_NO_NAME = frozenset('.!?…:;,"”)]')


def _unsigned_credit(text: str, start: int, end: int) -> bool:
    """A sentence followed by a bare name without a full stop, as photo captions end."""
    if text[end - 1] in _NO_NAME:
        return False
    return _CREDIT.search(text, max(start, end - 100), end) is not None


# --- quotations ---------------------------------------------------------------------------------------------------

#: All marks stand in one set, looks behind come after it: so that the scan skips all other characters.
_MARK = lazy_pattern(
    r"[\"“”„«»‘'’](?:(?<=')'|(?<=‘)‘|(?<=’)’|(?<=[\"“”„«»‘])"
    r"|(?<=')(?<![^\s(\[—–-]')(?=\w)|(?<=[\w.,!?…]['’])(?!\w))"
)
#: What closes each opening mark; typists mix straight and curly ones.
_CLOSERS = {
    '"': frozenset('"”'),
    "''": frozenset(["''", "’’"]),
    "‘‘": frozenset(["’’", "''"]),
    "'": frozenset("'’"),
    "“": frozenset('”"'),
    "„": frozenset('“”"'),
    "«": frozenset("»"),
    "‘": frozenset("’"),
}
#: An apostrophe looks like these: they open only where a closing one follows, and never run on to the end.
_SINGLE = frozenset("'‘")
_BEFORE_OPEN = frozenset(" \t\u00a0\u2009\u202f([{—–-/\n\r")


def _quotations(text: str, paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    found: list[Quotation] = []
    marks = [(match.start(), match[0]) for match in _MARK.finditer(text)]
    first, count = 0, len(marks)
    running = False
    for paragraph in paragraphs:
        stop, end = first, paragraph.end
        while stop < count and marks[stop][0] < end:
            stop += 1
        if stop > first:
            running = _paragraph_quotations(text, paragraph, marks[first:stop], found, running)
            first = stop
        else:
            running = False
    return found


def _paragraph_quotations(
    text: str, paragraph: Paragraph, marks: Sequence[tuple[int, str]], found: list[Quotation], running: bool
) -> bool:
    """Append the paragraph's quotations; return whether the last one was left open at its end."""
    start, end = paragraph.start, paragraph.end
    opened: tuple[int, int, str] | None = None
    closing, searched = -1, start  # the next closing single mark, and how far was looked for one
    for at, mark in marks:
        if opened is not None:
            if mark in _CLOSERS[opened[2]] and not (mark == '"' and _opens(text, at, start, end)):
                found.append(
                    Quotation(opened[0], at + len(mark), opened[1], at, True, running and opened[0] == start)
                )
                running = False
                opened = None
        elif mark in _CLOSERS:
            straight = mark in ('"', "''", "'")
            if straight and not (_opens(text, at, start, end) or (at == start and mark != "'")):
                continue
            inner = at + len(mark)
            if mark in _SINGLE:
                limit = min(end, inner + _SOON)
                if closing < inner:
                    close = _SINGLE_CLOSE.search(text, max(inner, searched), limit)
                    closing, searched = (-1, limit) if close is None else (close.start(), close.start())
                if not inner <= closing < limit:
                    continue
            opened = (at, inner, mark)
    if opened is None or opened[2] in _SINGLE:
        return False
    found.append(Quotation(opened[0], end, opened[1], end, False, running and opened[0] == start))
    return True


def _opens(text: str, at: int, start: int, end: int) -> bool:
    width = 2 if text.startswith("''", at) else 1
    after = text[at + width : at + width + 1]
    return (at == start or text[at - 1] in _BEFORE_OPEN) and at + width < end and not after.isspace()


#: A closing single mark follows an opening one within so many characters: an apostrophe alone opens nothing.
_SOON = 600
_SINGLE_CLOSE = lazy_pattern(r"(?<=[\w.,!?…])['’](?!\w)")


# --- sentences ----------------------------------------------------------------------------------------------------

#: Marks that may end a sentence, what opens what follows, and its first character.
_END = lazy_pattern(r"[.!?…](?:[.!?…]{0,7}|(?<=[.!?])\s?\.\.\.)[\"'”’»)\]]{0,4}(?=\s+([\"'“‘«(\[—–-]*\s?)(\S))")
_LAST_WORD = lazy_pattern(r"(?:[^\W\d_]\.)+[^\W\d_]?\Z|[^\W_]+\Z")


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    tables = _tables()
    found = []
    begin = start
    for match in _END.finditer(text, start, end):
        opening, following = match.groups()
        if following.islower() or (not following.isalnum() and not opening and following not in "$€£¥₽#@"):
            continue
        stop, after = match.span()
        if after - stop == 1 and text[stop] == "." and _abbreviated(text, begin, stop, match.start(2), end, tables):
            continue
        found.append((begin, after))
        begin = match.start(1) if opening else match.start(2)
    if begin < end:
        found.append((begin, end))
    return found


_NEXT_WORD = lazy_pattern(r"\w+")


#: A number, or money with or without letters before its sign: 40, $40, HK$40, U.S.$40.
_AMOUNT = lazy_pattern(r"\d|[A-Z.]{0,4}[$€£¥]")


def _abbreviated(text: str, begin: int, stop: int, following: int, end: int, tables: _Tables) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or initial inside the sentence."""
    at = max(begin, stop - 24)
    at = max(at, text.rfind(" ", at, stop) + 1)
    word = text[at:stop]
    if not word.isalpha():
        match = _LAST_WORD.search(text, at, stop)
        if match is None:
            return False
        at, word = match.start(), match[0]
    if word.lower() in tables.abbreviations:
        return True
    if word in tables.before_numbers and _AMOUNT.match(text, following):
        return True
    if len(word) > 1 and "." not in word:
        return False
    following_word = _NEXT_WORD.match(text, following, end)
    opener = following_word is not None and following_word[0] in tables.openers
    if len(word) == 1 and word.isupper():
        return not opener or at == begin
    return "." in word and not opener  # U.S., a.m.: the sentence ends only before a word that opens one
