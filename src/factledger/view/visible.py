"""Text on one line of a terminal: nothing invisible, nothing that moves the cursor, and how wide it stands."""

from __future__ import annotations

import unicodedata
from functools import cache

_PLAIN = frozenset(map(chr, range(0x20, 0x7F)))


@cache
def _shown(character: str) -> tuple[str, int]:
    """Return one character as it is shown, and the terminal cells that it fills."""
    category = unicodedata.category(character)
    if character.isspace() or category in ("Zs", "Zl", "Zp"):
        return " ", 1
    if character < "\x20":
        return chr(0x2400 + ord(character)), 1  # the control's picture
    if character == "\x7f":
        return "\u2421", 1
    if category in ("Cc", "Cf", "Cs", "Cn", "Co"):  # other controls, marks of direction, lone surrogates
        return "\ufffd", 1
    if category in ("Mn", "Me"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


def visible(text: str) -> str:
    """Return text as one line: white space as spaces, controls as their pictures, other odd characters as U+FFFD.

    One character stays one character, so offsets hold.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in _PLAIN else _shown(c)[0] for c in text)


def cells(text: str) -> list[int]:
    """Return the width of each character of `visible(text)` in terminal cells."""
    if text.isascii():
        return [1] * len(text)
    return [1 if c in _PLAIN else _shown(c)[1] for c in text]
