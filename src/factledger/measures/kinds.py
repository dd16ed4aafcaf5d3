"""Which measure a counted quantity has: cues of the sentence weighed, people measures first."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from factledger.measures.change import Reading
from factledger.measures.counted import Phrase, classes_of, themed
from factledger.measures.cues import MAIN, OBJECT, PARTICIPLE, PEOPLE, RELATIVE, Cue, is_passive, measure_of_verb
from factledger.measures.frame import Frame, Slot
from factledger.measures.hosts import counted_number, listed_under
from factledger.measures.leads import cue_before
from factledger.measures.predicate import cues_after, later_clause
from factledger.measures.table import Noun, Table, word_list
from factledger.measures.topics import topic_noun, topic_people

_ADJECTIVAL = word_list("adjectival")
_PRODUCING = word_list("producing")
_BEARING = frozenset(("with", "carrying", "transporting", "ferrying", "packed"))
#: What carries people, whose own fate is not theirs: the plane with 132 people vanished.
_CRAFT = word_list("craft")

_PEOPLE_KINDS = frozenset(("people", "any"))
#: A noun for people stands there: verbs that also take bare numbers (the toll reached 12) say more of these.
_PERSON_KINDS = _PEOPLE_KINDS | {"persons"}
_FIGHTER_KINDS = _PERSON_KINDS | {"fighters"}
_WEAPON_KINDS = frozenset(("weapons", "building", "thing"))
_MUNITION_KINDS = _WEAPON_KINDS | {"munitions"}
_BUILDING_KINDS = frozenset(("building", "thing"))
_LIFE_KINDS = frozenset(("lives",))
_THING_KINDS = frozenset(("thing",))
_KINDS = {
    "people": _PERSON_KINDS,
    "captive": _PERSON_KINDS,
    "fighters": _FIGHTER_KINDS,
    "munitions": _MUNITION_KINDS,
    "weapons": _WEAPON_KINDS,
    "building": _BUILDING_KINDS,
    "lives": _LIFE_KINDS,
    "thing": _THING_KINDS,
    "money": _THING_KINDS,
    "scalar": _THING_KINDS,
}


class Verdict(NamedTuple):
    """The measure, the tokens that decided it (`first` to `stop`, empty where none did), and the rule's name."""

    measure: str
    first: int
    stop: int
    rule: str


def kinds_of(nouns: tuple[Noun, ...]) -> frozenset[str]:
    """Return the classes that a verb may ask for, given what is known of the head noun."""
    for noun in nouns:
        if noun.cls in _KINDS and noun.cls not in ("money", "scalar"):
            return _KINDS[noun.cls]
    return _THING_KINDS


def count_measure(
    frame: Frame, slot: Slot, phrase: Phrase, reading: Reading | None, healthy: Callable[[], int], lexicon: Table
) -> Verdict | None:
    """Return the measure of a counted quantity, or None where the sentence has no word for it.

    `healthy` tells how many words of disease the document has.
    """
    nouns = () if phrase.elided else classes_of(frame, phrase.first, phrase.head + 1, lexicon)
    head = phrase.head
    inner = None if phrase.elided else _inside(frame, phrase, nouns, lexicon)
    if (
        not phrase.elided
        and phrase.stop > head + 2
        and all(noun.measure == "other" or noun.cls in ("money", "scalar") for noun in nouns)
    ):
        held = classes_of(frame, head + 2, phrase.stop, lexicon)  # "rounds of tear gas", "crates of shells"
        nouns = tuple(noun for noun in held if noun.cls in ("weapons", "munitions")) or nouns
    event = next((noun for noun in nouns if noun.cls == "event"), None) if nouns else None
    if (
        not phrase.elided
        and frame.lows[head] in lexicon.health_nouns
        and (inner is None or inner.measure in ("hospitalized", "vaccinated", "infected"))
        and (healthy() > 2 or (healthy() > 0 and event is None))
        and not _in_some(frame, slot)
        and _of_disease(frame, head, lexicon)
        and not _fell(frame, slot, phrase, lexicon)
    ):
        if inner is not None:
            return inner
        return Verdict(lexicon.health_measure, head, head + 1, "health-noun")
    if frame.lows[slot.stop - 1 if phrase.elided else head] in ("times", "occasions") and frame.lows[
        slot.stop : slot.stop + 1
    ] != ["as"]:
        return _times_of(frame, slot, lexicon) or Verdict("other", slot.first, slot.stop, "times")
    if event is not None and frame.lows[head] not in lexicon.states and not _compound(frame, slot):
        return Verdict(event.measure, head, head + 1, "event-noun")
    kinds = (
        _PEOPLE_KINDS | {"fighters"}
        if phrase.elided and phrase.pronoun
        else _PEOPLE_KINDS
        if phrase.elided or event is not None  # "one of the wounded died"
        else kinds_of(nouns)
    )
    if kinds is _THING_KINDS and not nouns and not phrase.elided:
        kinds = frozenset(("thing", "any"))
        if frame.tokens[head].capital and frame.tokens[head].text[1:].islower() and phrase.first == head:
            kinds = kinds | _PERSON_KINDS  # a people that the lexicon does not know: "20,000 Rohingya"
    if _compound(frame, slot):
        return Verdict("other", slot.first, slot.stop, "compound")
    ruined = _ruined(frame, phrase, lexicon) if phrase.elided and not phrase.pronoun else None
    if ruined is not None:
        return ruined
    direct, _ = cue_before(frame, slot, kinds, lexicon, phrase.stop)
    cues = cues_after(frame, phrase, slot, kinds, lexicon)
    if direct is None and not phrase.pronoun:
        direct = _shared_object(frame, slot, kinds, lexicon)
    listed = listed_under(frame, slot, lexicon) if direct is None and "any" in kinds and not _passes(cues) else None
    if listed is not None:
        return Verdict(listed.measure, listed.first, listed.stop, "heading")
    if direct is not None:
        if direct.measure in PEOPLE and direct.measure != "arrested":  # not "sentenced two men to death"
            # "burned 12 men to death", "shot two guards dead"
            result = next(
                (cue for cue in cues if cue.measure in ("killed", "casualties") and cue.first == phrase.end), None
            )
            direct = direct if result is None else result
        cues.append(direct)
        if direct.strength == OBJECT and direct.measure not in PEOPLE and "building" in kinds:
            cues = [direct]  # "lost two helicopters and 20 men were hurt": what is said of the men is not of these
    if event is not None:
        moved = _best(
            [cue for cue in cues if cue.strength >= RELATIVE and cue.measure in PEOPLE and cue.measure != "affected"]
        )
        if moved is None or direct is not None:
            return Verdict(event.measure, head, head + 1, "event-noun")
        return Verdict(moved.measure, moved.first, moved.stop, "verb")
    if phrase.elided and not cues and direct is None:
        cues = cues_after(frame, phrase, slot, _BUILDING_KINDS, lexicon)  # "tens of thousands more were damaged"
    tally = None
    if phrase.elided or (reading is not None and reading.role is not None):
        tally = counted_number(frame, slot, reading, lexicon)
    frame_cue = tally or _frame_noun(frame, slot, phrase, reading, lexicon)
    framed = "tally" if tally is not None else "noun-frame"
    if (
        frame_cue is not None
        and reading is not None
        and (direct is None or direct.first == reading.first)
        and (phrase.elided or (frame_cue.measure in PEOPLE and reading.kind in ("reach", "level")))
    ):
        return Verdict(frame_cue.measure, frame_cue.first, frame_cue.stop, framed)
    fighting = any(noun.cls == "fighters" for noun in nouns)
    best = _best([
        cue for cue in cues
        if cue.measure == "other" or (
            cue.measure in PEOPLE and not (fighting and _retreats(frame, slot, cue, lexicon))
        )
    ])  # fmt: skip
    if best is None and "people" in kinds and not phrase.elided and frame_cue is None:
        best = later_clause(frame, phrase, kinds, lexicon)
    at = slot.before
    if best is not None and at > 0 and "any" in kinds and best.first >= slot.stop and best.strength != RELATIVE and (
        (best.measure == "affected" and frame.lows[at] == "with" and frame.tags[at - 1] == "N")
        or (best.strength == MAIN and frame.lows[at] in _BEARING and frame.lows[at - 1] in _CRAFT)
    ):  # fmt: skip
        cues = [cue for cue in cues if cue.measure not in PEOPLE]  # "a bus with 40 passengers was hit"
        best = None
    if best is not None and best.measure == "rescued" and nouns and nouns[0].cls == "captive" and (
        frame.lows[best.stop - 1].startswith(("free", "releas"))
    ):  # fmt: skip
        best = None  # "freed 90 prisoners"
    if best is not None and best.strength <= PARTICIPLE and inner is not None and inner.measure in PEOPLE:
        return inner
    if direct is not None and best is direct and direct.measure == "affected" and direct.stop - direct.first > 1:
        # "aid for the millions left homeless"
        best = _best([cue for cue in cues if cue.measure in PEOPLE - {"affected"}]) or best
    if best is not None and best.measure == "affected" and best.strength <= RELATIVE:
        named = inner or next(
            (Verdict(n.measure, head, head + 1, "noun") for n in nouns if n.measure == "displaced"), None
        )
        if named is not None and named.measure in PEOPLE:
            return named  # "displaced families who have suffered from drought", "refugees awaiting papers"
    if best is not None:
        return Verdict(best.measure, best.first, best.stop, "verb" if best.strength > PARTICIPLE else "participle")
    if frame_cue is not None and frame_cue.measure in PEOPLE:
        return Verdict(frame_cue.measure, frame_cue.first, frame_cue.stop, framed)
    if inner is not None:
        return inner
    own = next(
        (
            noun
            for noun in nouns
            if noun.cls in ("captive", "fighters", "munitions", "weapons", "people") and noun.measure != "other"
        ),
        None,
    )
    if own is not None and own.measure in PEOPLE:
        return Verdict(own.measure, head, head + 1, "noun")
    best = _best(cues)
    if own is not None and (
        best is None or (own.measure == "troops" and best.measure != "poll") or best.measure == "output"
    ):
        return Verdict(own.measure, head, head + 1, "noun")
    if best is not None:
        return Verdict(best.measure, best.first, best.stop, "verb")
    if frame_cue is not None:
        return Verdict(frame_cue.measure, frame_cue.first, frame_cue.stop, framed)
    for noun in nouns:
        if noun.measure in ("votes", "area", "output", "rate", "attendance") and not phrase.elided:
            if noun.measure in ("output", "rate") and noun.cls == "scalar" and not _produced(frame, slot):
                continue
            return Verdict(noun.measure, head, head + 1, "noun")
    if nouns:
        return Verdict("other", head, head + 1, "noun")
    return None


def land_lost(frame: Frame, slot: Slot, phrase: Phrase, lexicon: Table) -> Verdict | None:
    """Return the verb that ruins so much land: burned 4,000 acres, 300 hectares of crops were flooded."""
    direct, _ = cue_before(frame, slot, _BUILDING_KINDS, lexicon, phrase.stop)
    cues = cues_after(frame, phrase, slot, _BUILDING_KINDS, lexicon) if direct is None else [direct]
    lost = next((cue for cue in cues if cue.measure == "destroyed" and cue.strength >= PARTICIPLE), None)
    return None if lost is None else Verdict(lost.measure, lost.first, lost.stop, "land")


#: Words beside which cases are of a court or the police.
_COURTS = word_list("courts")


def _of_disease(frame: Frame, head: int, lexicon: Table) -> bool:
    """Whether cases may be infections: not where they are said to be cases of something that is no disease."""
    lows = frame.lows
    if lows[head + 1 : head + 2] != ["of"]:
        return _COURTS.isdisjoint(lows)
    said = " ".join(lows[head + 2 : head + 7])
    return any(word in said for word in lexicon.health) or any(
        low in ("the", "it", "this") for low in lows[head + 2 : head + 3]
    )


def _fell(frame: Frame, slot: Slot, phrase: Phrase, lexicon: Table) -> bool:
    """Whether the clause says what became of patients: two patients have died, were evacuated."""
    if not frame.lows[phrase.head].startswith("patient"):
        return False
    cues = cues_after(frame, phrase, slot, _PERSON_KINDS, lexicon)
    return any(
        cue.strength >= (MAIN if cue.measure == "other" else PARTICIPLE) and cue.measure != lexicon.health_measure
        for cue in cues
    )


def _ruined(frame: Frame, phrase: Phrase, lexicon: Table) -> Verdict | None:
    """Read a participle that says nothing of people right behind a bare number: "tens of thousands more damaged"."""
    i = phrase.end
    verb = lexicon.verbs.get(frame.lows[i]) if i < len(frame.tags) and frame.tags[i] == "V" else None
    if verb is None or verb.form not in "en" or any(use.counts in _PERSON_KINDS for use in verb.uses):
        return None
    if frame.tags[i + 1 : i + 2] in (["D"], ["N"], ["Q"]) and "ago" not in frame.lows[i + 2 : i + 4]:
        return None
    result = measure_of_verb(frame, i, "object", _BUILDING_KINDS, lexicon)
    return None if result is None or result[0] != "destroyed" else Verdict(result[0], i, result[1], "participle")


def _compound(frame: Frame, slot: Slot) -> bool:
    """Whether the number is part of an adjective that counts no one: a three-way fight, a two-tiered system."""
    i = slot.stop
    if i + 1 >= len(frame.tags) or frame.tags[i] != "-" or frame.tokens[i].start != frame.tokens[i - 1].end:
        return False
    return frame.lows[i + 1] in _ADJECTIVAL


def _times_of(frame: Frame, slot: Slot, lexicon: Table) -> Verdict | None:
    """Read an adverbial count: "the city was attacked [three] times" counts attacks."""
    for j in (
        *range(slot.first - 1, max(-1, slot.first - 9), -1),
        *range(slot.stop, min(slot.stop + 4, len(frame.lows))),
    ):
        if frame.tags[j] in ";SW":
            break
        verb = lexicon.verbs.get(frame.lows[j])
        if frame.tags[j] in "VG" and verb is not None and any(use.measure == "attacks" for use in verb.uses):
            return Verdict("attacks", j, j + 1, "times")
    return None


def _passes(cues: list[Cue]) -> bool:
    """Whether a main verb already says what happened to the counted."""
    return any(cue.strength >= MAIN for cue in cues)


def _in_some(frame: Frame, slot: Slot) -> bool:
    """Whether the count is adverbial: "in several cases"."""
    i = slot.before
    return i >= 0 and frame.lows[i] == "in"


def _produced(frame: Frame, slot: Slot) -> bool:
    i = slot.before
    return i >= 0 and frame.lows[i] in _PRODUCING


def _best(cues: list[Cue]) -> Cue | None:
    best: Cue | None = None
    for cue in cues:
        if best is None or cue.strength > best.strength:
            best = cue
    return best


def _shared_object(frame: Frame, slot: Slot, kinds: frozenset[str], lexicon: Table) -> Cue | None:
    """Return the verb of an earlier quantity that this one is joined to: killed 12 soldiers and [5] officers."""
    tags = frame.tags
    i = slot.before
    if i > 0 and frame.lows[i] == "with" and frame.lows[i - 1] in ("along", "together"):
        i -= 2
    elif i < 0 or tags[i] not in ",C":
        return None
    steps = 0
    while i >= 0 and steps < 14:
        tag = tags[i]
        if tag == "Q":
            earlier = frame.slot_at[i]
            if not any(
                tags[x] == "C" or tags[x] == "," or frame.lows[x] == "as" for x in range(earlier.stop, slot.first)
            ):
                return None
            direct, at = cue_before(frame, earlier, kinds, lexicon)
            if direct is not None:
                return direct
            if at >= 0 and tags[at] in "VGb":
                return None
            i = earlier.before
            steps += 1
            continue
        if tag in "VG" and tags[slot.before] == "C":
            verb = lexicon.verbs.get(frame.lows[i])
            if (
                verb is not None
                and verb.form in "egd"
                and not is_passive(frame, i)
                and tags[i + 1 : i + 2] not in (["P"], ["C"])
            ):
                result = measure_of_verb(frame, i, "object", kinds, lexicon)
                if result is not None:
                    return Cue(result[0], OBJECT - 1, i, result[1])
        if (tag == "V" and i and tags[i - 1] == "N" and tags[i + 1] == "P") or (
            tag == "S" and frame.lows[i] in ("since", "after", "before", "until") and tags[i + 1] in "DNQ"
        ):
            i -= 1  # "freed 40 men held since May, [12] women and ..."
            continue
        if tag in "VGbhmdSW;" or frame.lows[i] in ("including", "with"):
            return None
        i -= 1
        steps += 1
    return None


def _retreats(frame: Frame, slot: Slot, cue: Cue, lexicon: Table) -> bool:
    """Whether the counted leave by themselves, which fighters do as troops: rebels fled; not rebels were expelled."""
    if cue.measure != "displaced":
        return False
    words = [
        *frame.lows[cue.first : cue.stop],
        frame.lows[max(0, slot.before)],
    ]  # drove 40 from their homes
    verbs = [lexicon.verbs[low] for low in words if low in lexicon.verbs]
    return not any(use.measure == "displaced" and use.takes == "object" for verb in verbs for use in verb.uses)


def _frame_noun(frame: Frame, slot: Slot, phrase: Phrase, reading: Reading | None, lexicon: Table) -> Cue | None:
    """Return the noun that gives the number its sense from before it: a toll of 12, the toll rose to 12."""
    lows = frame.lows
    i = slot.before
    lost = i > 0 and lows[i] == "of" and lows[i - 1] == "loss" and not phrase.elided
    if lost and any(noun.cls == "lives" for noun in lexicon.nouns.get(lows[phrase.head], ())):
        return Cue("killed", PARTICIPLE, i - 1, phrase.head + 1)
    label = _label(frame, i, phrase, lexicon)
    if label is not None:
        return label
    # the comparators hold "a total of"; what is looked for is a noun right before them
    if i > 0 and lows[i] == "of" and frame.tags[i - 1] in "NG":
        for start in (i - 2, i - 1):
            if start < 0:
                continue
            for noun in themed(frame, lexicon.nouns.get(" ".join(lows[start:i]))):
                if (
                    noun.cls in ("event", "captive")
                    or (noun.measure == "votes" and lows[start] == "majority")
                    or (noun.cls == "scalar" and noun.measure not in ("other", "price_level", "rate"))
                ):
                    return Cue(noun.measure, PARTICIPLE, start, i)
    if (
        reading is not None
        and reading.topic is not None
        and (phrase.elided or reading.role is not None or reading.kind in ("level", "set", "reach"))
    ):
        first, stop = reading.topic
        said = topic_people(
            frame, first, min(stop + 5, max(stop, slot.first if reading.first < first else reading.first)), lexicon
        )
        if said is not None and (phrase.elided or reading.role is not None):
            return Cue(said[0], PARTICIPLE, said[1], said[1] + 1)
        hit = topic_noun(frame, first, stop, lexicon, ("event", "captive", "scalar", "thing", "people", "fighters"))
        if (
            hit is not None
            and hit[0].measure not in ("other", "rate")
            and (phrase.elided or hit[0].cls in ("scalar", "event"))
        ):
            if lows[hit[1]] == "capacity" and phrase.elided:
                return Cue("attendance", PARTICIPLE, hit[1], hit[1] + 1)  # a bare number of places
            return Cue(hit[0].measure, PARTICIPLE, hit[1], hit[1] + 1)
    if (
        i >= 1
        and lows[i] in ("toll", "dead", "deaths", "injuries", "killed", "wounded", "injured", "missing")
        and frame.tags[i - 1] != "b"
        and phrase.elided
        and lows[i] in lexicon.nouns
    ):
        return Cue(lexicon.nouns[lows[i]][0].measure, PARTICIPLE, i, i + 1)
    return None


def _label(frame: Frame, i: int, phrase: Phrase, lexicon: Table) -> Cue | None:
    """Return the noun of a label or record that a bare number fills: `Attendance: 12,836`, `a crowd at 900`."""
    lows, tags = frame.lows, frame.tags
    if i <= 0 or not phrase.elided or lows[i] not in (":", "at"):
        return None
    first = i - 1
    while first >= 0 and i - first < 8 and tags[first] not in ";,VSb":
        first -= 1
    for j in range(first + 1, i) if lows[i] == ":" else range(max(first + 1, i - 3), i):
        for noun in lexicon.nouns.get(lows[j], ()):
            if lows[j] == "capacity":
                return Cue("attendance", PARTICIPLE, j, j + 1)
            if noun.cls == "scalar" and noun.measure not in ("other", "price_level", "rate", "currency_level"):
                return Cue(noun.measure, PARTICIPLE, j, j + 1)
    return None


def _inside(frame: Frame, phrase: Phrase, nouns: tuple[Noun, ...], lexicon: Table) -> Verdict | None:
    """Read modifiers of the counted noun: 300 displaced people, 12 wounded soldiers, 40 infected cattle."""
    people = any(noun.cls in ("people", "fighters", "captive") for noun in nouns)
    for j in range(phrase.first, phrase.head):
        low = frame.lows[j]
        if low in lexicon.states:
            return Verdict(lexicon.states[low], j, j + 1, "modifier")
        if frame.tags[j] == "V" or low in ("stranded", "displaced"):
            verb = lexicon.verbs.get(low)
            if verb is None or verb.form not in "en":
                continue
            for use in verb.uses:
                if use.measure == "destroyed" and not people and use.counts == "thing" and not use.particle:
                    return Verdict("destroyed", j, j + 1, "modifier")
                if (
                    use.takes != "object"
                    or use.counts not in ("people", "any")
                    or use.measure not in PEOPLE
                    or use.particle
                ):
                    continue
                if use.measure != "affected" or people:  # "targeted tax breaks"
                    return Verdict(use.measure, j, j + 1, "modifier")
    if frame.lows[phrase.head] in lexicon.states:
        return Verdict(lexicon.states[frame.lows[phrase.head]], phrase.head, phrase.head + 1, "head")
    return None


__all__ = ["OBJECT", "PEOPLE", "RELATIVE", "Verdict", "count_measure", "kinds_of"]
