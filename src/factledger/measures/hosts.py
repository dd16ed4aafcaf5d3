"""Words away from the number that say what it counts: the heading of its list, the host it is part of, a counter."""

from __future__ import annotations

from factledger.measures.change import Reading
from factledger.measures.clauses import COUNTERS
from factledger.measures.cues import OBJECT, PARTICIPLE, PEOPLE, Cue, is_passive, measure_of_verb, phrase_at
from factledger.measures.frame import Frame, Slot
from factledger.measures.leads import cue_before
from factledger.measures.table import Table, word_list

_PEOPLE_KINDS = frozenset(("people", "any"))
_LISTING = word_list("listing")
_TALLIES = frozenset((*COUNTERS, "tallies", "totals", "ranks"))
_RELATIVES = "W"
#: Tokens looked back over for the verb of a list, for a host and for a counter.
_BACK, _HOST, _COUNTER = 48, 14, 24


def listed_under(frame: Frame, slot: Slot, lexicon: Table) -> Cue | None:
    """Return what the heading of a list says: "Among the dead are a guard and [five] boys", "The injured include"."""
    tags, lows = frame.tags, frame.lows
    i = slot.first - 1
    least = max(0, slot.first - _BACK)
    while i >= least:
        tag, low = tags[i], lows[i]
        if tag == "b" or low in _LISTING:
            break
        if tag == ";" and low != ";":
            return None
        if tag in "VhdmS" and low not in ("including", "like") and not (tag == "V" and tags[i + 1] == "N"):
            # a relative clause inside the list: the driver, who did not stop, and five boys
            k = i
            while k > least and tags[k] not in 'W,;"':
                k -= 1
            if tags[k] != _RELATIVES:
                return None
            i = k
        i -= 1
    if i < least or (tags[i] == "b" and i + 1 < len(tags) and tags[i + 1] in "VG"):
        return None
    return _heading(frame, i, lexicon)


def _heading(frame: Frame, verb: int, lexicon: Table) -> Cue | None:
    """Return the measure of the phrase before the verb of a list, where that phrase names the harmed or moved."""
    tags, lows = frame.tags, frame.lows
    i = verb - 1
    while i >= 0 and (tags[i] in "RhWm," or lows[i] in ("who", "which", "they")):
        i -= 1
    if i < 0 or tags[i] in ";S":
        return None
    first = i
    while first > 0 and tags[first - 1] not in ",;SbhmW" and i - first < 5:
        first -= 1
    for j in range(i, first - 1, -1):
        low = lows[j]
        if low in lexicon.survivors:
            return Cue("other", OBJECT, j, verb + 1)
        if low in lexicon.states and (j == i or tags[j + 1] in "NP"):
            return Cue(lexicon.states[low], OBJECT, j, verb + 1)
        held = lexicon.verbs.get(low)
        if held is not None and tags[j] == "V" and held.form in "en" and (j == 0 or tags[j - 1] in "DpPN;,R"):
            named = j > 0 and lows[j - 1] in (
                "those",
                "the",
                "people",
                "them",
                "also",
                "among",
                "one",
                "newly",
                "just",
            )
            if j == 0 or named or tags[j - 1] in ";R":
                result = measure_of_verb(frame, j, "object", _PEOPLE_KINDS, lexicon)
                if result is not None and result[0] in PEOPLE:
                    return Cue(result[0], OBJECT, j, verb + 1)
        for noun in lexicon.nouns.get(low, ()):
            if noun.theme and not frame.speaks_of(noun.theme):
                continue
            named = noun.cls == "captive" or (noun.cls == "event" and low.endswith("ies"))
            if named and noun.measure not in ("casualties", "attacks", "other") and (j == i or tags[j + 1] == "P"):
                return Cue(noun.measure, OBJECT, j, verb + 1)
    return None


def host_measure(frame: Frame, slot: Slot, at: int, lexicon: Table) -> Cue | None:
    """Return what the sentence says of a host that is no quantity: "the missing people, including [three] boys".

    `at` is the word that includes.
    """
    tags, lows = frame.tags, frame.lows
    stop = at
    while stop > 0 and tags[stop - 1] in ",-(":
        stop -= 1
    first = stop
    while first > 0 and tags[first - 1] in "NDsC-VG" and stop - first < 7:
        first -= 1
        if lows[first] in lexicon.states:
            return Cue(lexicon.states[lows[first]], PARTICIPLE, first, first + 1)
    for i in range(first, stop):
        if tags[i] in "ND":
            first = i
            break
    before, _ = cue_before(frame, Slot(slot.item, first, stop, frame.before(first)), _PEOPLE_KINDS, lexicon)
    if before is not None:
        return before
    for i in range(stop - 1, max(-1, stop - _HOST), -1):
        if tags[i] == ";":
            return None
        hit = phrase_at(frame, i, lexicon)
        if hit is not None and hit[1] <= stop:
            return Cue(hit[0], PARTICIPLE, i, hit[1])
        if tags[i] in "VG" and lows[i] in lexicon.verbs:
            role = "object" if is_passive(frame, i) or tags[i + 1 : i + 2] in (["D"], ["N"], ["p"]) else "subject"
            result = measure_of_verb(frame, i, role, _PEOPLE_KINDS, lexicon)
            if result is not None:
                return Cue(result[0], PARTICIPLE, i, result[1])
    return None


def counted_number(frame: Frame, slot: Slot, reading: Reading | None, lexicon: Table) -> Cue | None:
    """Return what a counter counts: "the number [killed] rose to 12", "the number of people [in hospital] fell"."""
    tags, lows = frame.tags, frame.lows
    stop = slot.first if reading is None else min(reading.first, slot.first)
    if (
        reading is not None
        and reading.first < slot.first
        and any(move.kind == "set" for move in lexicon.moves.get(lows[reading.first], ()))
    ):
        stop = slot.first
    if reading is not None and tags[stop : stop + 1] not in (["N"],) and reading.topic is not None:
        stop = max(stop, min(reading.topic[1] + 4, slot.first))
    for c in range(stop - 1, max(-1, stop - _COUNTER), -1):
        if tags[c] in ";" or (tags[c] == "Q" and tags[c - 1 : c] != ["P"] and c < slot.first - 12):
            return None
        if (
            lows[c] == "toll"
            and c + 1 < stop
            and lows[c + 1] not in ("for", "of")
            and "road" not in lows[c - 1 : c + 4]
        ):
            return Cue("killed", PARTICIPLE, c, c + 1)
        if lows[c] not in _TALLIES:
            continue
        for j in range(c + 1, stop):
            low = lows[j]
            if low in lexicon.states and tags[j] != "Q":
                return Cue(lexicon.states[low], PARTICIPLE, j, j + 1)
            hit = phrase_at(frame, j, lexicon)
            if hit is not None and hit[1] <= stop:
                return Cue(hit[0], PARTICIPLE, j, hit[1])
            if tags[j] in "VG":
                # "people killed in", "people who fled", "people living with"
                role = "object" if tags[j] == "V" and tags[j - 1] not in "Wh" else "subject"
                result = measure_of_verb(frame, j, role, _PEOPLE_KINDS, lexicon)
                if result is None and role == "object":
                    continue
                if result is not None:
                    return Cue(result[0], PARTICIPLE, j, result[1])
            pair = lexicon.nouns.get(f"{low} {lows[j + 1]}") if j + 1 < stop else None
            for noun in pair or lexicon.nouns.get(low, ()):
                if noun.theme and not frame.speaks_of(noun.theme):
                    continue
                if noun.cls in ("event", "captive") and noun.measure in PEOPLE and lows[c + 1] == "of":
                    return Cue(noun.measure, PARTICIPLE, j, j + 1)
        return None
    return None
