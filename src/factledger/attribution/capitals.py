"""Runs of capitalised words, and what each says by itself: an institution, an acronym, a person's name."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from factledger.attribution.cues import cue_tables
from factledger.attribution.speakers import speaker_tables
from factledger.patterns import lazy_pattern
from factledger.phrases import classes

Gender = Literal["male", "female"]

#: Letters after the capital: the first branch is a short cut for most.
_PIECE = r"[A-ZÀ-ÖØ-Þ][a-z]*+[^\W\d_]*+(?:(?:[-'’](?!s\b)|\.(?=[^\W\d_]))[^\W\d_]++)*+"
_INNER = r"(?:(?:al|bin|de|del|van|von|der|la|le|el|du|da|di|ibn|ben|bint|abu|dos|of|for|and|the|&|on)[ \u00a0]){0,2}"
_DOT = r"(?:\.(?:(?<=[ \u00a0(][A-Z]\.)|(?<=\b[A-Z][a-z]\.)|(?<=\b[A-Z][a-z][a-z]\.)))?+"
RUN = lazy_pattern(rf"{_PIECE}{_DOT}(?:[ \u00a0]{_INNER}{_PIECE}{_DOT}){{0,9}}")
#: What follows the place of a dateline: ", Pakistan (AP) —", ":", " >>", "/GAZA:", ", Feb. 3 (Xinhua) --".
_DATELINE = lazy_pattern(
    r"(?:[,/]\s?[A-Z][\w. ]{1,20})?(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\)?\s?"
    r"(?:\([A-Z][\w ./]{1,20}\)|(?:—|–|--|>>|-\s)|:\s[A-Z\"“])"
)
CONNECTORS = frozenset(["of", "for", "and", "the", "&", "on"])


class Parsed(NamedTuple):
    """What a run of capitalised words is by itself, wherever it stands: offsets are those of the run.

    `body` is the range of an institution's name, `acronym` and `weak` the letters that stand for a range; `name` are
    the lower-case words of what may be a person's name, from `first` to `stop`, with the role and title before it.
    """

    body: tuple[int, int] | None = None
    body_words: frozenset[str] = frozenset()
    acronym: tuple[str, int, int] | None = None
    weak: tuple[str, int, int] | None = None
    name: tuple[str, ...] = ()
    first: int = 0
    stop: int = 0
    role: str | None = None
    title: str = ""
    gender: Gender | None = None
    sure: bool = False


@lru_cache(maxsize=4096)
def parsed(run: str) -> Parsed:
    """Return what the words of a run say by themselves; names come again and again."""
    tables, words = speaker_tables(), classes()
    pieces: list[tuple[int, int, str]] = []
    at = 0
    for word in run.split():
        at = run.index(word, at)
        pieces.append((at, at + len(word), word))
        at += len(word)
    while pieces and pieces[0][2].lower() in words.minor:
        pieces.pop(0)
    if not pieces:
        return Parsed()
    low = [piece[2].lower().rstrip(".") for piece in pieces]
    body: tuple[int, int] | None = None
    acronym: tuple[str, int, int] | None = None
    weak: tuple[str, int, int] | None = None
    whole = (pieces[0][0], _end(pieces[-1]))
    if len(pieces) > 1 and not (tables.bodies.isdisjoint(low) and tables.outlet_heads.isdisjoint(low)):
        body = whole
        initials = "".join(word[2][0] for word in pieces if word[2][0].isupper())
        if len(initials) > 1:
            acronym = (initials, *whole)
    elif len(pieces) > 2 and not CONNECTORS.isdisjoint(low):
        body = whole
        acronym = ("".join(word[2][0] for word in pieces if word[2][0].isupper()), *whole)
        last_part = pieces
        for i in range(len(pieces) - 1, -1, -1):
            if low[i] in CONNECTORS:
                last_part = pieces[i + 1 :]
                break
        if len(last_part) > 1:
            weak = ("".join(piece[2][0] for piece in last_part), last_part[0][0], _end(last_part[-1]))
    elif len(pieces) > 1 and not any("." in piece[2] for piece in pieces):
        weak = ("".join(piece[2] if piece[2].isupper() else piece[2][0] for piece in pieces), *whole)
    found = Parsed(body, frozenset(low) if body is not None else frozenset(), acronym, weak)
    # A person's name stands after the last role or title and holds no connector.
    begin = 0
    role: str | None = None
    title = ""
    titles, singular, plural = tables.titles, tables.singular, tables.plural
    for i, word in enumerate(low):
        if word in singular or pieces[i][2] in titles or word in plural:
            begin, role = i + 1, word
            title = pieces[i][2].rstrip(".").lower()
        elif word in CONNECTORS:
            begin, role = i + 1, None
    name = tuple(piece[2].lower() for piece in pieces[begin:])
    if not (name and tables.bodies.isdisjoint(name) and cue_tables().temporal.isdisjoint(name)):
        return found
    first = name[0]
    gender: Gender | None = None
    if first in tables.male:
        gender = "male"
    elif first in tables.female:
        gender = "female"
    sure = gender is not None or first in tables.either or (len(first) == 2 and first.endswith("."))
    return found._replace(
        name=name, first=pieces[begin][0], stop=_end(pieces[-1]), role=role, title=title, gender=gender, sure=sure
    )


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the capitalised words at the start of a paragraph are the place where the article was written."""
    if start > 1 and text[start - 1] not in "\n(":
        return False
    return _DATELINE.match(text, end) is not None


def _end(piece: tuple[int, int, str]) -> int:
    return piece[1] - 1 if piece[2].endswith(".") and len(piece[2]) > 3 else piece[1]
