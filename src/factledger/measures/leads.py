"""What stands before a quantity and says what it counts: the verb that takes it, words that lead to it."""

from __future__ import annotations

from operator import attrgetter

from factledger.measures.cues import LOOSE, OBJECT, Cue, is_passive, measure_of_verb, phrase_at
from factledger.measures.frame import Frame, Slot
from factledger.measures.table import Table


def cue_before(
    frame: Frame, slot: Slot, kinds: frozenset[str], lexicon: Table, behind: int = -1
) -> tuple[Cue | None, int]:
    """Return the verb that takes the quantity as its object, and the index of the word before the quantity.

    `behind` is where the counted phrase ends, for verbs with a particle there.
    """
    tags, lows = frame.tags, frame.lows
    i = slot.before
    if i < 0:
        return None, i
    low, tag = lows[i], tags[i]
    if tag == "b":
        # "On board were 155 men", "Still missing are 20 hikers"
        for j in range(i - 1, max(-1, i - 12), -1):
            if tags[j] in ";SV":
                break
            hit = phrase_at(frame, j, lexicon) if lows[j] in lexicon.phrases else None
            if hit is not None and hit[1] <= i:
                return Cue(hit[0], LOOSE, j, hit[1]), i
            if j == i - 1 and lows[j] in lexicon.states:
                return Cue(lexicon.states[lows[j]], LOOSE, j, i), i
    lead = lead_before(frame, i, kinds, lexicon)
    if lead is not None:
        return lead, i
    verb = lexicon.verbs.get(low)
    if low in lexicon.particles and i > 0 and lows[i - 1] in lexicon.verbs and tags[i] != "V":
        result = measure_of_verb(frame, i - 1, "object", kinds, lexicon)
        if result is not None and result[1] == i + 1 and not (
            lexicon.verbs[lows[i - 1]].form in "en" and is_passive(frame, i - 1)
        ):  # fmt: skip
            return Cue(result[0], OBJECT, i - 1, i + 1), i
    shouted = frame.tokens[i].text.isupper() and not frame.tokens[slot.first].text.isupper()  # a headline run in
    if verb is None or tag not in "VGN" or shouted:
        return None, i
    ahead = tags[i - 1] if i > 0 else ";"
    if ahead == "R" and i > 1 and tag == "N":
        ahead = tags[i - 2]  # "will now manufacture"
    if tag == "N" and verb.form == "b" and ahead not in "tmN;":
        return None, i
    if (verb.form in "en" and is_passive(frame, i)) or (verb.form == "n" and ahead not in "hR"):
        return None, i
    result = measure_of_verb(frame, i, "object", kinds, lexicon, behind)
    return (None if result is None else Cue(result[0], OBJECT, i, result[1])), i


_rank = attrgetter("rank")


def lead_before(frame: Frame, i: int, kinds: frozenset[str], lexicon: Table) -> Cue | None:
    """Return the group of words ending at `i` that says it of what follows: the evacuation of, the remains of."""
    tags, lows = frame.tags, frame.lows
    by_nearest = lexicon.leads.get(lows[i])
    if by_nearest is None:
        return None
    rows = list(by_nearest.get("", ()))
    j = i - 1
    while j >= 0:  # determiners and adverbs may stand between
        low = lows[j]
        if low in by_nearest and low not in lows[j + 1 : i]:
            rows += by_nearest[low]
        if tags[j] not in "DR":
            break
        j -= 1
    if len(rows) > 1:
        rows.sort(key=_rank)
    for lead in rows:
        if lead.counts != "any" and lead.counts not in kinds:
            continue
        j = i
        for word in lead.rest:
            j -= 1
            while j > 0 and tags[j] in "DR" and lows[j] != word:
                j -= 1
            if j < 0 or lows[j] != word:
                break
        else:
            if not lead.theme or frame.speaks_of(lead.theme):
                return Cue(lead.measure, OBJECT, j, i + 1)
    return None
