"""Cues of a measure: what the verb or phrase at one word gives to what it counts, and how firmly."""

from __future__ import annotations

from typing import NamedTuple

from factledger.measures.frame import Frame
from factledger.measures.table import Table

#: How firmly a cue holds its number; of several the firmest wins, of equals the first.
OBJECT, MAIN, RELATIVE, PARTICIPLE, LOOSE = 6, 5, 4, 3, 2

PEOPLE = frozenset((
    "killed", "injured", "casualties", "missing", "captured", "arrested", "displaced", "evacuated", "rescued",
    "affected", "infected", "hospitalized", "vaccinated",
))  # fmt: skip
#: Classes of the words that `*` stands for in a phrase: adjectives and nouns before its next word.
_WITHIN = frozenset("NVRDQ-")


class Cue(NamedTuple):
    """A cue found: the measure, how firmly it holds, and the tokens that say it."""

    measure: str
    strength: int
    first: int
    stop: int


def governs(frame: Frame, i: int) -> bool:
    """Whether the preposition at `i` has a phrase behind it, and so is no particle: flew 9 million in 2019."""
    return frame.tags[i] == "P" and frame.tags[i + 1 : i + 2] in (["N"], ["Q"], ["D"], ["p"], ["G"])


def measure_of_verb(
    frame: Frame, i: int, role: str, kinds: frozenset[str], lexicon: Table, behind: int = -1
) -> tuple[str, int] | None:
    """Return the measure that the verb at `i` gives to its subject or object, and where it ends.

    `kinds` are the classes that the counted thing has (see `kinds_of`). `behind` is where its object ends: a particle
    may stand there (tore 40 stalls down).
    """
    verb = lexicon.verbs.get(frame.lows[i])
    if verb is None:
        return None
    lows = frame.lows
    for use in verb.uses:
        if use.counts not in kinds or not (
            use.takes in (role, "both") or (role == "agent" and use.takes == "subject")
        ):
            continue
        if use.particle:
            words = use.particle.split(" ")
            count = len(words)
            if lows[i + 1 : i + 1 + count] == words:
                stop = i + 1 + count
                tags = frame.tags[stop + 1 : stop + 3]
                if words[-1] == "up" and lows[stop : stop + 1] == ["to"] and tags[:1] == ["Q"] and tags[1:] != ["N"]:
                    continue  # "the count picked up to 308"
            elif behind > 0 and lows[behind : behind + count] == words and (count > 1 or not governs(frame, behind)):
                stop = i + 1
            else:
                continue
        else:
            stop = i + 1
        if not use.theme or frame.speaks_of(use.theme):
            return use.measure, stop
    return None


def phrase_at(frame: Frame, i: int, lexicon: Table) -> tuple[str, int] | None:
    """Return the measure of the lexicon phrase that starts at `i`, and where it ends."""
    lows = frame.lows
    rows = lexicon.phrases.get(lows[i])
    if rows is None:
        return None
    tags, count = frame.tags, len(lows)
    for rest, measure, theme in rows.get(lows[i + 1], rows[""]) if i + 1 < count else rows[""]:
        j = i + 1
        if j + len(rest) > count and "*" not in rest:
            continue
        for at, word in enumerate(rest):
            if word == "*":
                wanted = rest[at + 1]
                j = next((k for k in range(j, min(j + 3, count)) if lows[k] == wanted), count)
                if j == count or not set(tags[i + 1 : j]) <= _WITHIN:
                    break
                continue
            if j >= count or (tags[j] not in "Dp" if word == "_" else lows[j] != word):
                break
            j += 1
        else:
            if not theme or frame.speaks_of(theme):  # a look at the whole document: only where the words fit
                return measure, j
    return None


def is_passive(frame: Frame, i: int) -> bool:
    """Whether a form of be stands before the participle at `i`, adverbs between."""
    j = i - 1
    while j >= 0 and frame.tags[j] == "R":
        j -= 1
    return j >= 0 and frame.tags[j] == "b"
