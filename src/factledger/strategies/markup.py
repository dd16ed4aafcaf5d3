"""Sentences with marks around the words that fields must hold, so that rows are read off the finished text."""

from __future__ import annotations

import re

_OPEN, _NAME, _CLOSE = "\ue000", "\ue001", "\ue002"
_TAG = re.compile(f"{_OPEN}([^{_NAME}]*){_NAME}|{_CLOSE}")
_FIRST = re.compile(rf"\A((?:{_OPEN}[^{_NAME}]*{_NAME}|[“\"'(])*)(\w)")


def mark(field: str, words: str) -> str:
    """Return words marked as those of a field."""
    return f"{_OPEN}{field}{_NAME}{words}{_CLOSE}"


def is_marked(marked: str, field: str = "when") -> bool:
    """Whether a marked clause opens with the words of a field."""
    return marked.startswith(f"{_OPEN}{field}{_NAME}")


def sentence(marked: str, end: str = ".") -> str:
    """Return a marked clause as a sentence: a capital letter at its beginning, a full stop behind it."""
    first = _FIRST.sub(lambda found: found[1] + found[2].upper(), marked, count=1)
    visible = _TAG.sub("", first)
    return first if visible[-1:] in ".!?" or visible[-2:] in (".”", '."') else first + end


def read(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the text without marks, and the offsets in it of each field."""
    text: list[str] = []
    length = 0
    opened: list[tuple[str, int]] = []
    fields: dict[str, tuple[int, int]] = {}
    last = 0
    for tag in _TAG.finditer(marked):
        words = marked[last : tag.start()]
        text.append(words)
        length += len(words)
        last = tag.end()
        if tag[1] is not None:
            opened.append((tag[1], length))
        else:
            field, start = opened.pop()
            fields[field] = (start, length)
    text.append(marked[last:])
    return "".join(text), fields
