"""Tokens of a stretch of text: words, numbers and punctuation with their offsets."""

from __future__ import annotations

from typing import NamedTuple

from factledger.patterns import lazy_pattern

_TITLES = "Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Cpl|Maj|Adm|Cmdr|Brig|Rev|Hon|Pres|St|Jr|Sr|No"

#: Abbreviated titles keep their full stop, initials stay together (U.S.), possessive 's is a token of its own.
TOKEN = lazy_pattern(
    rf"(?:{_TITLES})\.(?=\s)"
    r"|(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,]\d+)*"
    r"|['’]s\b"
    r"|[^\W\d_]+(?:[-'’](?![sS]\b)\w+)*"
    r"|\w+"
    r"|--+|''|\.\.\."
    r"|\S"
)


class Token(NamedTuple):
    """A token: offsets in the document, the text as written, and its lower-case form."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        """True where the token starts with an upper-case letter."""
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        """True for words and numbers, false for punctuation."""
        return self.text[:1].isalnum()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text[start:end]`, with offsets in `text`."""
    found = []
    make = tuple.__new__  # a third faster than Token(...), and this runs for most words of a text
    for match in TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match[0]
        first, stop = match.span()
        found.append(make(Token, (first, stop, word, word.lower())))
    return found
