"""The language of the patterns in lexicon/flags.toml: what one can begin with, what it needs, what it matches.

A pattern is elements separated by spaces. `a|b` are alternatives, `{name}` a named set of the table, a trailing `?`
makes an element optional, `*3` stands for up to three words of any kind, `$` for the end of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factledger.errors import FactledgerError
from factledger.patterns import lazy_pattern
from factledger.words import rarest

Sets = Mapping[str, tuple[str, ...]]

#: Between two words of a pattern: space, a hyphen or a quotation mark; a comma and space, but no quotation after it.
_SEP = r"(?:,[\s]{1,8}|[\s\"“”'‘’«»—–-]{1,12}+)"
_GAP = r"[\w'&.-]{1,30}"

#: Words as a text is read: `don't` is one, `co-chair` two.
WORD = lazy_pattern(r"[^\W_]+(?:'[^\W\d_]+)*")

#: After a word: what makes it a longer one.
_GOES_ON = lazy_pattern(r"[^\W_]|'[^\W\d_]")


def places(word: str, low: str, start: int, end: int) -> list[int]:
    """Return where `word` stands as a `WORD` of its own in `low[start:end]`."""
    found: list[int] = []
    size = len(word)
    at = low.find(word, start, end)
    while at >= 0:
        stop = at + size
        inside = at > start and (
            low[at - 1].isalnum()
            or (low[at - 1] == "'" and low[max(start, at - 2)].isalnum() and not word[0].isdecimal())  # 1'1 is two
        )
        if not inside and not _GOES_ON.match(low, stop, end):
            found.append(at)
        at = low.find(word, stop, end)
    return found


def choices(element: str, sets: Sets) -> list[str]:
    """Return the words, or groups of words, that an element stands for."""
    found: list[str] = []
    for part in element.rstrip("?").split("|"):
        if part.startswith("{") and part.endswith("}"):
            if part[1:-1] not in sets:
                raise FactledgerError(f"flags.toml: no set {part!r}; known: {', '.join(sorted(sets))}")
            found.extend(sets[part[1:-1]])
        else:
            found.append(part.replace("_", " "))
    return found


def ways(elements: Sequence[str], first: str, sets: Sets) -> Iterator[list[str]]:
    """Yield the elements of a pattern where it begins with the word `first`: few of its choices do.

    An element that may be left out gives a way with it, then the ways without it.
    """
    for number, element in enumerate(elements):
        led = [choice for choice in choices(element, sets) if WORD.findall(choice)[:1] == [first]]
        if led:
            yield ["|".join(choice.replace(" ", "_") for choice in led), *elements[number + 1 :]]
        if not element.endswith("?"):
            return


def expression(elements: Iterable[str], sets: Sets) -> str:
    """Return the regular expression of a pattern's way, which begins with a word; every repetition is bounded."""
    body = ""
    for element in elements:
        if element == "$":
            return body + r"(?!\w)(?=\s*(?:[.,;:!?)\"”“—–]|\Z|- ))"
        if element.startswith("*"):
            body += f"(?:{_SEP}{_GAP}){{0,{int(element[1:])}}}?"
            continue
        words = sorted(choices(element, sets), reverse=True)  # `on the run` before its own beginning `on`
        piece = "(?:" + "|".join(_SEP.join(map(re.escape, choice.split())) for choice in words) + r")(?!\w)"
        if not body:
            body = piece
        else:
            body += f"(?:{_SEP}{piece})?" if element.endswith("?") else _SEP + piece
    return body


def needs(elements: Sequence[str], sets: Sets) -> tuple[frozenset[str], ...]:
    """Return the rarest pieces of the words of which one must follow the first element, set for set."""
    found: list[frozenset[str]] = []
    for number, element in enumerate(elements):
        if number and not element.startswith(("*", "$")) and not element.endswith("?"):
            found.append(frozenset(map(rarest, choices(element, sets))))
    return tuple(found)


def beginnings(elements: Sequence[str], sets: Sets) -> dict[str, frozenset[str]]:
    """Return the words a pattern can begin with, and for each the words that must follow (empty: any)."""
    found: dict[str, set[str] | None] = {}
    for number, element in enumerate(elements):
        then = _openings(elements[number + 1 :], sets)
        for choice in choices(element, sets):
            words = WORD.findall(choice)
            if not words:
                continue
            second = {words[1]} if len(words) > 1 else then
            known = found.setdefault(words[0], set())
            if second is None or known is None:
                found[words[0]] = None
            else:
                known |= second
        if not element.endswith("?"):
            break
    if not found:
        raise FactledgerError(f"flags.toml: {' '.join(elements)!r} does not begin with a word")
    return {word: frozenset(second or ()) for word, second in found.items()}


def _openings(elements: Sequence[str], sets: Sets) -> set[str] | None:
    """The words that can stand first in the rest of a pattern; None where any can."""
    words: set[str] = set()
    for element in elements:
        for choice in choices(element, sets):
            first = WORD.match(choice)
            if first is None:  # `*3` and `$` as well
                return None
            words.add(first[0])
        if not element.endswith("?"):
            return words
    return None
