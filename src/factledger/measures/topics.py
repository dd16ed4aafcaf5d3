"""What a noun phrase is about: its noun of a wanted class, or what befell the people in it."""

from __future__ import annotations

from factledger.measures.clauses import COUNTERS
from factledger.measures.counted import themed
from factledger.measures.cues import PEOPLE, measure_of_verb
from factledger.measures.frame import Frame
from factledger.measures.table import Noun, Table

_PEOPLE_KINDS = frozenset(("people", "any"))


def topic_noun(
    frame: Frame, first: int, stop: int, lexicon: Table, wanted: tuple[str, ...]
) -> tuple[Noun, int] | None:
    """Return the noun of the wanted classes nearest to the head of a noun phrase, and its place."""
    lows, nouns = frame.lows, lexicon.nouns
    limit = stop
    for j in range(first, stop):
        if lows[j] in ("of", "for", "from", "in", "to", "on", "per") and j > first and lows[j - 1] not in COUNTERS:
            limit = j
            break
    for j in range(limit + 1, min(stop, limit + 3)):  # turnover of goods, headcount of pupils
        for back in (3, 2):
            for noun in themed(frame, nouns.get(" ".join(lows[j - back : j + 1]))) if j >= first + back else ():
                if noun.cls in wanted:
                    return noun, j - back
    for end in (limit, stop):
        for j in range(end - 1, first - 1, -1):
            if j > first + 1 and lows[j - 1] == "&":  # S&P
                for noun in nouns.get(f"{lows[j - 2]}&{lows[j]}", ()):
                    if noun.cls in wanted:
                        return noun, j - 2
            for back in (3, 2):  # trade deficit in goods, surplus of goods
                for noun in themed(frame, nouns.get(" ".join(lows[j - back : j + 1]))) if j >= first + back else ():
                    if noun.cls in wanted:
                        return noun, j - back
            if j > first:
                for noun in themed(frame, nouns.get(f"{lows[j - 1]} {lows[j]}")):
                    if noun.cls in wanted:
                        return noun, j - 1
            rows = [noun for noun in themed(frame, nouns.get(lows[j])) if noun.cls in wanted]
            if rows:
                return min(rows, key=lambda noun: wanted.index(noun.cls)), j
    return None


def topic_people(frame: Frame, first: int, stop: int, lexicon: Table) -> tuple[str, int] | None:
    """Return what states and participles say of the people of a topic: the number of [people forcibly displaced]."""
    for j in range(first, stop):
        low = frame.lows[j]
        if low in lexicon.states:
            return lexicon.states[low], j
        if frame.tags[j] == "V":
            result = measure_of_verb(frame, j, "object", _PEOPLE_KINDS, lexicon)
            if result is not None and result[0] in PEOPLE:
                return result[0], j
    return None
