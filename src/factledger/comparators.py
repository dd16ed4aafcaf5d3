"""Comparators: the words that bound or loosen a number, looked up around it in lexicon/comparators.toml."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, get_args

from factledger.lexicon import load
from factledger.patterns import lazy_pattern
from factledger.records import Comparator

_REACH = 48  # characters looked at before a number: the longest phrase with fillers fits


class _Tables(NamedTuple):
    before: dict[str, Comparator]
    after: re.Pattern[str]
    names: dict[str, Comparator]
    fillers: frozenset[str]
    longest: int


@cache
def _tables() -> _Tables:
    table = load("comparators")
    kinds: tuple[Comparator, ...] = get_args(Comparator)
    sections: dict[Comparator, dict[str, list[str]]] = {kind: table[kind] for kind in kinds if kind in table}
    before = {phrase: kind for kind, entry in sections.items() for phrase in entry["before"]}
    names = {phrase.strip(): kind for kind, entry in sections.items() for phrase in entry["after"]}
    after = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return _Tables(
        before=before,
        after=re.compile(rf"(?:(?P<glued>[+-])|\s)?(?P<n>(?<=[+-]){after}|{after})(?![\w])", re.IGNORECASE),
        names=names,
        fillers=frozenset(table["fillers"]["words"]),
        longest=max(phrase.count(" ") + 1 for phrase in before),
    )


class Bound(NamedTuple):
    """A comparator and where its words stand."""

    kind: Comparator
    start: int
    end: int


_SIGN = lazy_pattern(r"(?:[<>]\s?=|[~≈<>≤≥])\Z")
_WORD = lazy_pattern(r"[^\s]+")


def comparator_before(text: str, start: int, floor: int) -> Bound | None:
    """Return the comparator whose words end right before `start`, not before `floor`."""
    t = _tables()
    window = max(floor, start - _REACH)
    before = text[window:start]
    stripped = before.rstrip(" \t\u00a0\n\r\"“'‘(")
    if not stripped:
        return None
    if stripped[-1] in "~≈<>≤≥=":
        sign = _SIGN.search(stripped)
        kind = t.before.get("".join(sign[0].split())) if sign is not None else None
        return None if sign is None or kind is None else Bound(kind, window + sign.start(), window + sign.end())
    if len(stripped) == len(before):
        return None
    words = [(m[0].lower().lstrip("(\"“'‘—–"), m.end()) for m in _WORD.finditer(stripped)]
    stop = len(words)
    for _ in range(3):
        for size in range(min(t.longest, stop), 0, -1):
            phrase = " ".join(word for word, _end in words[stop - size : stop])
            kind = t.before.get(phrase)
            if kind is not None:
                end = window + words[stop - 1][1]
                first = words[stop - size]
                return Bound(kind, window + first[1] - len(first[0]), end)
        if stop and words[stop - 1][0] in t.fillers:
            stop -= 1
        else:
            return None
    return None


_PLUS = lazy_pattern(r"\splus\s(?:\d|an?\s|one|two|three|four|five|six|seven|eight|nine|ten|zero|nought)")


def comparator_after(text: str, end: int) -> Bound | None:
    """Return the comparator whose words stand right after `end`: `or more`, `-plus`, `or so`, also after one noun."""
    t = _tables()
    following = text[end : end + 40]
    if not following or (following[0] not in "+-" and not following[0].isspace()):
        return None
    if following[0] == "+":
        return Bound("at_least", end, end + 1)
    low = following.lower()
    for phrase, kind in t.names.items():
        for glue in ("", " "):
            if (
                low.startswith(glue + phrase)
                and not low[len(glue) + len(phrase) : len(glue) + len(phrase) + 1].isalnum()
            ):
                if not glue and phrase[0].isalnum():
                    continue
                if low.startswith((" than", " equal"), len(glue) + len(phrase)) or _PLUS.match(low):
                    continue
                return Bound(kind, end + len(glue), end + len(glue) + len(phrase))
    noun = re.match(r"\s[^\W\d_]{2,20}\s(?=or\s(?:more|fewer|less|so)\b)", following)
    if noun is not None:
        at = end + noun.end()
        if low.startswith("or so", noun.end()):
            return Bound("approx", at, at + 5)
        more = low.startswith("or more", noun.end())
        return Bound(
            "at_least" if more else "at_most",
            at,
            at + (7 if more else 7 if low.startswith("or less", noun.end()) else 8),
        )
    return None
