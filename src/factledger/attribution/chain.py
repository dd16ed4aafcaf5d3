"""Nested reports: which one is innermost for a number, and the links between speaker and article."""

from __future__ import annotations

from collections.abc import Sequence

from factledger.patterns import lazy_pattern
from factledger.records import Link

_AGENCY = lazy_pattern(r"\s\([^()]{1,40}\)\Z")  # "Lake Gazette (AFP)": whose copy the publisher took
_WORD = lazy_pattern(r"[^\W_]+")
_EMPTY = frozenset({"the", "a", "an", "news", "agency", "com", "www"})


def same_outlet(name: str, publisher: str | None) -> bool:
    """Whether a link's name is the article's own publisher."""
    if not publisher:
        return False
    publisher = _AGENCY.sub("", publisher)
    initials = "".join(word[0] for word in _WORD.findall(publisher))
    if len(initials) > 2 and name.removeprefix("the ").removeprefix("The ") == initials.upper():
        return True  # TOI: The Times of India
    a = {w for w in _WORD.findall(name.lower()) if w not in _EMPTY}
    b = {w for w in _WORD.findall(publisher.lower()) if w not in _EMPTY}
    if not a or not b:
        return False
    first, second = ("".join(w for w in _WORD.findall(text.lower()) if w not in _EMPTY) for text in (name, publisher))
    return a <= b or b <= a or (min(len(first), len(second)) > 6 and (first in second or second in first))


def covers(content: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of the ranges."""
    return any(start <= offset < end for start, end in content)


def unique(links: Sequence[Link]) -> tuple[Link, ...]:
    """The links in order, each name once."""
    seen: set[str] = set()
    found: list[Link] = []
    for link in links:
        key = link.name.text.lower()
        if key not in seen:
            seen.add(key)
            found.append(link)
    return tuple(found)
