"""Tokens of a stretch of text: words, numbers and punctuation with their offsets."""

from __future__ import annotations

from typing import NamedTuple

from factledger.patterns import lazy_pattern

_TITLES = "Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Cpl|Maj|Adm|Cmdr|Brig|Rev|Hon|Pres|St|Jr|Sr|No"

#: A token and the space after it. Abbreviated titles keep their full stop, initials stay together (U.S.), possessive
#: 's is a token of its own. The first branch is a short cut for most words.
_TOKEN_AND_SPACE = lazy_pattern(
    r"([a-z]+(?=[\s,;:)])"
    rf"|(?:{_TITLES})\.(?=\s)"
    r"|(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,]\d+)*"
    r"|['’]s\b"
    r"|[^\W\d_]+(?:[-'’](?![sS]\b)\w+)*"
    r"|\w+"
    r"|--+|''|\.\.\."
    r"|\S)(\s*)"
)
_SPACE = lazy_pattern(r"\s*")


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
    found: list[Token] = []
    add = found.append
    make = tuple.__new__  # a third faster than Token(...), and this runs for most words of a text
    stop = len(text) if end is None else end
    # Tokens and spaces cover every character, so that offsets are sums: quicker than asking each match for them.
    space = _SPACE.match(text, start, stop)
    at = space.end() if space is not None else start
    for word, gap in _TOKEN_AND_SPACE.findall(text, at, stop):
        after = at + len(word)
        add(make(Token, (at, after, word, word.lower())))
        at = after + len(gap)
    return found
