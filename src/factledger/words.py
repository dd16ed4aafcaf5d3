"""Tokens of a stretch of text: words, numbers and punctuation with their offsets."""

from __future__ import annotations

from typing import NamedTuple

from factledger.patterns import lazy_pattern
from factledger.wordclasses import CAPITAL, WORD, classes_of

_TITLES = "Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Cpl|Maj|Adm|Cmdr|Brig|Rev|Hon|Pres|St|Jr|Sr|No"

#: A token. Abbreviated titles keep their full stop, initials stay together (U.S.), possessive 's stands alone.
_TOKEN = lazy_pattern(
    rf"(?:{_TITLES})\.\Z"
    r"|(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,]\d+)*"
    r"|['’]s\b"
    r"|[^\W\d_]+(?:[-'’](?![sS]\b)\w+)*"
    r"|\w+"
    r"|--+|''|\.\.\."
    r"|\S"
)
_TITLED = frozenset(title + "." for title in _TITLES.split("|"))
_CHUNK = lazy_pattern(r"\S+")


class Token(NamedTuple):
    """A token: offsets in the document, the text as written, its lower-case form, and its classes as bits."""

    start: int
    end: int
    text: str
    low: str
    classes: int

    @property
    def capital(self) -> bool:
        """True where the token starts with an upper-case letter."""
        return self.classes & CAPITAL != 0

    @property
    def word(self) -> bool:
        """True for words and numbers, false for punctuation."""
        return self.classes & WORD != 0


#: A token's place in its chunk, and all else that a token holds.
_Piece = tuple[int, int, str, str, int]
#: What stands between two spaces, and its tokens: most chunks of a text were seen before.
_CHUNKS: dict[str, tuple[_Piece, ...]] = {}
_MOST, _LONGEST = 50_000, 40  # chunks that are remembered, and characters of one


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text[start:end]`, with offsets in `text`."""
    found: list[Token] = []
    add, known = found.append, _CHUNKS.get
    make = tuple.__new__  # a third faster than Token(...), and this runs for most words of a text
    part = text[start:end]
    chunks = part.split()
    if len(" ".join(chunks)) == len(part):  # one space between any two: their places are sums
        at = start
        for chunk in chunks:
            for first, stop, word, low, classes in known(chunk) or _pieces(chunk):
                add(make(Token, (at + first, at + stop, word, low, classes)))
            at += len(chunk) + 1
    else:
        for match in _CHUNK.finditer(part):
            at, chunk = start + match.start(), match[0]
            for first, stop, word, low, classes in known(chunk) or _pieces(chunk):
                add(make(Token, (at + first, at + stop, word, low, classes)))
    if found and found[-1].text in _TITLED and found[-1].end == start + len(part):
        last = found.pop()  # a full stop that ends all is no title's
        at = last.end - 1
        add(Token(last.start, at, last.text[:-1], last.low[:-1], classes_of(last.text[:-1], last.low[:-1])))
        add(Token(at, last.end, ".", ".", classes_of(".", ".")))
    return found


def _pieces(chunk: str) -> tuple[_Piece, ...]:
    """Return the tokens of what stands between two spaces."""
    found = []
    for match in _TOKEN.finditer(chunk):
        word = match[0]
        low = word.lower()
        found.append((match.start(), match.end(), word, low, classes_of(word, low)))
    pieces = tuple(found)
    if len(chunk) <= _LONGEST:
        if len(_CHUNKS) >= _MOST:
            _CHUNKS.clear()
        _CHUNKS[chunk] = pieces
    return pieces


#: Every byte that is no letter or digit as a space.
_SPACED = bytes(c if chr(c).isalnum() and c < 128 else 32 for c in range(256))


def _split(low: str) -> list[str]:
    return low.encode("ascii", "replace").translate(_SPACED).decode("ascii").split()


def pieces(low: str) -> frozenset[str]:
    """Return the runs of ASCII letters and digits in a text in lower case, and the empty word.

    A cheap look, many times faster than a regular expression: of `don't` it has `don` and `t`. The empty word stands
    for all words that have no such letters.
    """
    return frozenset(("", *_split(low)))


def rarest(words: str) -> str:
    """Return the longest piece of a group of words, as the one in the fewest texts; empty where none is ASCII."""
    return max(_split(words), key=len, default="")
