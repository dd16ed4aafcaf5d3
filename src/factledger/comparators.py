"""Comparators: the words beside a number that bound it or loosen it (lexicon/comparators.toml)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from factledger.inflection import inflect
from factledger.lexicon import load
from factledger.patterns import first_words, lazy_pattern, trie
from factledger.records import Comparator

_REACH = 44  # characters looked at before a number: the longest phrase with a filler fits


class Bound(NamedTuple):
    """A comparator and where its words stand."""

    kind: Comparator
    start: int
    end: int
    phrase: str = ""


class _Tables(NamedTuple):
    before: dict[str, list[tuple[tuple[str, ...], Comparator]]]
    after: re.Pattern[str]
    after_kind: dict[str, Comparator]
    fillers: frozenset[str]
    ends: frozenset[str]
    spatial: frozenset[str]
    unit_only: frozenset[str]
    behind: frozenset[str]
    moves: frozenset[str]
    over: frozenset[str]
    marks: dict[str, Comparator]


def _risen() -> frozenset[str]:
    """All forms of the verbs of rising that end in `up` (`inch up`), by the table of measures."""
    irregular = load("words")["irregular"]
    verbs = [verb.split() for verb in load("measures")["change"]["up"]]
    return frozenset(form for verb in verbs if verb[1:] == ["up"] for form, _ in inflect(verb[0], irregular))


@cache
def _tables() -> _Tables:
    table = load("comparators")
    before: dict[str, list[tuple[tuple[str, ...], Comparator]]] = {}
    marks: dict[str, Comparator] = {}
    kind: Comparator
    for kind, phrases in table["before"].items():
        for phrase in phrases:
            if not phrase[0].isalpha():
                marks[phrase.replace(" ", "")] = kind
                continue
            words = tuple(phrase.split())
            before.setdefault(words[-1], []).append((words, kind))
    for rows in before.values():
        rows.sort(key=lambda row: -len(row[0]))
    after_kind: dict[str, Comparator] = {}
    for kind, phrases in table["after"].items():
        after_kind |= {" " + phrase: kind for phrase in phrases}
    for kind, phrases in table["glued"].items():
        after_kind |= dict.fromkeys(phrases, kind)
    plain = trie(phrase for phrase in after_kind if phrase != "+")
    noun = r"(?: [a-z-]{2,20}){1,3}?"
    loose = {name: "|".join(words) for name, words in table["loose"].items()}
    plural = rf"(?: (?!(?:{loose['not_behind']}) )[a-z-]{{2,20}}){{1,4}}?"
    return _Tables(
        before=before,
        after=re.compile(
            rf",?({plain})(?![a-z])(?! than [a-z0-9])|(\+)(?![\d\w])"
            rf"|{noun}( or (?:more|fewer|less|so)(?! [a-z]+ly)(?! than)(?![a-z]))"
            rf"|{noun},?({plain})(?= ?[.,;:!?)\0]| ?$| (?:in|near|on|were|was|are|is|had|have|has|so far)\b)"
            rf"|{plural},?( (?:{loose['before_time']}))(?= (?:{loose['time']})\b)"
            rf"|{plural},?( (?:{loose['words']}))"
            rf"(?= [a-z0-9]+ [a-z]+ ago\b| (?!(?:{loose['not_before']})\b)[a-z]{{2,20}}(?<!ly)\b)"
        ),
        after_kind=after_kind,
        fillers=frozenset(table["fillers"]["words"]),
        ends=frozenset(before) | frozenset(table["fillers"]["words"]) | {"a", "an", "of"},
        spatial=frozenset(table["spatial"]["words"]),
        unit_only=frozenset(table["spatial"]["unit_only"]),
        behind=first_words(phrase.lstrip(" -+") for phrase in after_kind),
        moves=_risen() | frozenset(table["moves"]["up"]),
        over=frozenset(table["moves"]["over"]),
        marks=marks,
    )


_MARKS = lazy_pattern(r"([<>=] ?=|=[<>]|[<>≥≤⩾⩽~≈≃]) {0,2}$")


def before(low: str, start: int, floor: int, *, strong: bool, inner: bool = False) -> Bound | None:
    """Return the comparator whose words end right before `start`, not before `floor`.

    `strong` says that the number has a unit or is large: without, words of place (under two lakes) bound nothing.
    `inner` is set where the words before an `about` are read (at least about 40).
    """
    known = _tables()
    window = low[max(floor, start - _REACH) : start]
    if "\0" in window:
        window = window[window.rfind("\0") + 1 :]
    stripped = window.rstrip(" \"'(")
    if not stripped:
        return None
    last = stripped[-1]
    if last in "<>=≥≤⩾⩽~≈≃":
        match = _MARKS.search(window.rstrip("\"'("))
        if match is None:
            return None
        sign = match[1].replace(" ", "")
        kind = known.marks.get(sign) or known.marks.get(sign[::-1])
        at = start - len(window) + match.start(1)
        return None if kind is None else Bound(kind, at, at + len(match[1]), sign)
    if len(stripped) == len(window) or not (last.isalpha() or last == "."):
        return None
    if stripped[stripped.rfind(" ") + 1 :].lstrip("(\"'—") not in known.ends:
        return None
    base = start - len(window)
    words = stripped.split(" ")
    stop = len(stripped)
    for _ in range(3):
        word = words[-1].lstrip("(\"'—")
        for phrase, kind in known.before.get(word, ()):
            size = len(phrase)
            if len(words) < size:
                continue
            first = words[-size].lstrip("(\"'—")
            if first == phrase[0] and (size == 1 or tuple(words[1 - size :]) == phrase[1:]):
                written = " ".join(phrase)
                if written in known.unit_only and not strong:
                    return None
                if written in known.spatial and not strong:
                    return None
                if written == "up to" and len(words) > size and words[-size - 1] in known.moves:
                    return None  # inched up to 40 percent
                if written == "over" and len(words) > 1 and words[-2] in known.over:
                    return None  # turned over $40m
                if written == "around" and len(words) > 2 and words[-2] == "and":
                    return None  # in and around
                begin = (
                    base + stop - sum(len(one) for one in words[-size:]) - size + 1 + len(words[-size]) - len(first)
                )
                outer = (
                    before(low, begin, floor, strong=strong, inner=True)
                    if size == 1 and kind == "approx" and not inner
                    else None
                )
                if outer is not None and outer.kind != "approx":
                    return Bound(outer.kind, outer.start, base + stop, outer.phrase)
                return Bound(kind, begin, base + stop, written)
        if word in known.fillers or (word == "of" and len(words) > 1 and words[-2] in ("total", "average")):
            cut = 2 if word == "of" else 1
        elif word in ("a", "an") and stop < len(stripped):
            cut = 1
        else:
            return None
        stop -= sum(len(one) for one in words[-cut:]) + cut
        del words[-cut:]
        if not words or stop <= 0:
            return None
    return None


def after_words() -> frozenset[str]:
    """Return the words that a comparator behind a number begins with."""
    return _tables().behind


def after(low: str, end: int) -> Bound | None:
    """Return the comparator whose words stand right behind `end`: `or more`, `-odd`, also after one noun."""
    char = low[end : end + 1]
    if not char or char not in " -+i,":
        return None
    known = _tables()
    match = known.after.match(low, end)
    if match is None:
        return None
    if match[2]:
        return Bound("at_least", end, end + 1)
    group = next(number for number in (1, 3, 4, 5, 6) if match[number])
    phrase = match[group]
    kind = known.after_kind.get(phrase)
    if kind is None:
        return None
    at = match.start(group) + (phrase[0] in " -")
    return Bound(kind, at, match.end(group), phrase)
