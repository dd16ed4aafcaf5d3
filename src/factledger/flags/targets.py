"""Reaching back: which earlier claims a sentence means that speaks of `the figure`, `the claim`, `the toll`, `it`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from factledger.flags.patterns import BACK, DOCUMENT_BACK, Trigger, lowered
from factledger.flags.scene import REACH, Scene
from factledger.lexicon import load
from factledger.patterns import lazy_pattern
from factledger.segment import Sentence

HARM = frozenset({"killed", "injured", "casualties", "missing", "infected", "hospitalized", "affected", "displaced"})
TOLL = frozenset({"killed", "casualties"})
#: Other counts of people that a toll may be: `70 people were held, a toll that`.
COUNTED = frozenset({"arrested", "captured", "displaced", "infected", "hospitalized"})
_SOFT = frozenset({"duration", "distance"})
_CLAIM_WORD = lazy_pattern(r"(?i)\b(?:alleg|claim|accus|assert|contention|reported|reports\b|according to)")
_MEDIUM = lazy_pattern(r"(?i)\b(?:video|footage|photo|image|picture|audio|clip|recording|message|document|film|post)")
_OLD = lazy_pattern(r"(?i)\b(?:earlier|previous|initial|prior|from)\b[^.;,]{0,30}\Z")
_WORD = lazy_pattern(r"[^\W_]{4,}")
_LETTERS = lazy_pattern(r"[^\W\d_]+")
_PRONOUNS = frozenset({"it", "this", "that", "which", "these", "those", "they"})
_POINTING = frozenset({"it", "this", "these", "those"})  # as the last word before a trigger
_RELATIVES = frozenset({"which", "that"})
_MEDIA = "medium"
_PARTING = ("verb", "past", "coord", "contrast", "semi", "comma")  # edges that part a quantity from its trigger

FAR = 3 * REACH  # characters before a trigger in which what it means is looked for
BESIDE = 200  # and in which a speaker is named
BEFORE = 70  # and a noun that it speaks of
OLD = 40  # characters before a quantity in which words may stand that make it an earlier one
NEAR = 7  # words between a quantity and the trigger whose subject it is


def antecedents(scene: Scene, trigger: Trigger, sentence: Sentence, target: str) -> list[int]:
    """Return the claims that a trigger reaching back means: those of the nearest sentence that fits its target."""
    if target == "named":
        target = _named(scene, trigger, sentence) or trigger.rule.default
        if target == "near":
            return _near(scene, trigger, sentence)
    choose = _CHOICES.get(target)
    if choose is None:
        return []
    whole_text = trigger.rule.scope == "document"
    several = target == "claims" or (target == "figures" and trigger.rule.flag == "unverified")
    groups: dict[int, list[int]] = {}
    for i in scene.between(trigger.start - FAR, trigger.end):  # some stand in it: `the toll of 9 may rise`
        groups.setdefault(sentence.index - scene.sentence_of[i], []).append(i)
    names = _names_before(scene, trigger, sentence)
    nearest: list[int] = []
    for distance in sorted(groups):
        paragraphs = sentence.paragraph - scene.layout.sentences[sentence.index - distance].paragraph
        if distance > (DOCUMENT_BACK if whole_text or (several and nearest) else BACK):
            break
        if whole_text and paragraphs > BACK:
            break
        chosen = choose(scene, groups[distance], distance)
        if whole_text:
            nearest += chosen
            continue
        if named := [i for i in chosen if distance and _is_named(scene, i, names)]:
            return named
        if not nearest:
            nearest = chosen
        elif several:
            nearest += [i for i in chosen if _together(scene, i, nearest[0]) or _said_by(scene, i, nearest)]
        if nearest and not distance:
            break
    return nearest


def _together(scene: Scene, one: int, other: int) -> bool:
    """Whether two claims stand in one paragraph."""
    sentences = scene.layout.sentences
    return sentences[scene.sentence_of[one]].paragraph == sentences[scene.sentence_of[other]].paragraph


def _said_by(scene: Scene, claim: int, others: list[int]) -> bool:
    """Whether a speaker of the other claims states this one as well."""
    speaker = scene.attributions[claim].speaker
    names = {said.name.text for i in others if (said := scene.attributions[i].speaker) is not None}
    return speaker is not None and speaker.name.text in names


def _names_before(scene: Scene, trigger: Trigger, sentence: Sentence) -> set[str]:
    said = scene.text[max(sentence.start, trigger.start - BESIDE) : trigger.start]
    return {w.lower() for w in _WORD.findall(said)}


def _is_named(scene: Scene, claim: int, names: set[str]) -> bool:
    """Whether the trigger's sentence names the claim's speaker."""
    speaker = scene.attributions[claim].speaker
    return speaker is not None and any(w.lower() in names for w in _WORD.findall(speaker.name.text))


def _named(scene: Scene, trigger: Trigger, sentence: Sentence) -> str:
    """The target that the words name: the last noun of [targets] in the trigger, else shortly before it."""
    said = _LETTERS.findall(lowered(scene.text[trigger.start : trigger.end]))
    if not _PRONOUNS.isdisjoint(said[-1:]):
        return "claim"
    if inside := _last_noun(said):
        return inside
    before = _LETTERS.findall(lowered(scene.text[max(sentence.start, trigger.start - BEFORE) : trigger.start]))
    if not _POINTING.isdisjoint(before[-1:]):
        return "claim"
    return _last_noun(before) or ("claim" if not _RELATIVES.isdisjoint(before[-1:]) else "")


def _last_noun(words: list[str]) -> str:
    """The target of the last noun, or of one for a medium: `the video of the deaths`."""
    nouns = _nouns()
    found = [nouns[word] for word in words if word in nouns]
    return _MEDIA if _MEDIA in found else "".join(found[-1:])


def _near(scene: Scene, trigger: Trigger, sentence: Sentence) -> list[int]:
    """The quantity in the subject of the trigger itself: `The 30 deaths could not be verified`."""
    for i in reversed(scene.around(trigger.start, trigger.end, sentence, "before")):
        end = scene.quantities[i].span.end
        close = scene.words_between(end, trigger.start) <= NEAR
        if close and not scene.parted(sentence, end, trigger.start, _PARTING):
            return [i]
    return []


@cache
def _nouns() -> dict[str, str]:
    return {noun: target for target, nouns in load("flags")["targets"].items() for noun in nouns}


def _whole(scene: Scene, claims: list[int]) -> list[int]:
    return [i for i in claims if scene.subjects[i].part_of is None] or claims


def _claim(scene: Scene, claims: list[int], distance: int) -> list[int]:
    said = [i for i in claims if scene.attributions[i].speaker is not None]
    if said:
        return said
    if distance <= 1:
        start = scene.quantities[claims[0]].span.start
        sentence = scene.layout.sentence_at(start)
        if sentence is not None and _CLAIM_WORD.search(scene.text, sentence.start, min(sentence.end, start + REACH)):
            return _whole(scene, claims)
    return []


def _figure(scene: Scene, claims: list[int], distance: int) -> list[int]:
    if distance > 2:
        return []
    every = _whole(scene, claims)
    whole = [i for i in every if scene.subjects[i].measure.kind not in _SOFT] or (every if len(every) == 1 else [])
    if not whole:
        return []
    said = [i for i in whole if scene.attributions[i].speaker is not None]
    whole = said or whole
    if distance == 0:
        harmed = [i for i in whole if scene.subjects[i].measure.kind in HARM]
        return harmed if len(harmed) == len(whole) else whole[-1:]
    first = scene.subjects[whole[0]].measure.kind
    return [i for i in whole if scene.subjects[i].measure.kind == first and not _old(scene, i)] or whole[:1]


def _old(scene: Scene, claim: int) -> bool:
    start = scene.quantities[claim].span.start
    return _OLD.search(scene.text, max(0, start - OLD), start) is not None


def _toll(scene: Scene, claims: list[int], distance: int) -> list[int]:
    whole = [i for i in claims if scene.subjects[i].part_of is None]
    dead = [i for i in whole if scene.subjects[i].measure.kind in TOLL and not _old(scene, i)]
    if dead or distance:
        return dead
    return [i for i in whole if scene.subjects[i].measure.kind in COUNTED and not _old(scene, i)]


def _figures(scene: Scene, claims: list[int], distance: int) -> list[int]:
    if distance > 2:
        return []
    chosen = [i for i in _whole(scene, claims) if scene.subjects[i].measure.kind not in _SOFT]
    if distance == 0:
        kinds = {scene.subjects[i].measure.kind for i in chosen} & HARM
        chosen += [i for i in claims if i not in chosen and scene.subjects[i].measure.kind in kinds]
    return chosen


def _here(scene: Scene, claims: list[int], distance: int) -> list[int]:
    return _figures(scene, claims, distance) if distance == 0 else []


def _medium(scene: Scene, claims: list[int], distance: int) -> list[int]:
    found = []
    for i in claims:
        speaker = scene.attributions[i].speaker
        if speaker is not None and _MEDIUM.search(speaker.name.text):
            found.append(i)
    return found


_CHOICES: dict[str, Callable[[Scene, list[int], int], list[int]]] = {
    "claim": _claim,
    "claims": _claim,
    "figure": _figure,
    "figures": _figures,
    "here": _here,
    "toll": _toll,
    "medium": _medium,
}
