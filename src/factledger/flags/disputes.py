"""Figures that differ: speakers who give different numbers for the same thing mark each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from factledger.flags.scene import Scene
from factledger.lexicon import load
from factledger.patterns import lazy_pattern
from factledger.records import Flag, Quantity, Span

WINDOW = 8  # claims looked back at: keeps the comparison linear
SENTENCES = 3  # and sentences
FAR = 14  # sentences, where the text itself says that accounts conflict
#: Characters before and after a pair in which words that set figures against each other are looked for.
AHEAD, BEHIND = 200, 100
SCALE = 10  # `hundreds` may be anything up to ten times its least

LEAST = 5  # smaller figures come up twice by chance
_DOUBTS = ("denied", "unverified", "no_evidence")
_VAGUE = ("other", "funding")  # measures of a figure whose words say nothing of what is measured
_ANY = (Decimal("-Infinity"), Decimal("Infinity"))  # what a figure may mean that cannot be compared: `many`
_WORD = lazy_pattern(r"[^\W_]+")


class _Words(NamedTuple):
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    narrow: re.Pattern[str]
    put: re.Pattern[str]
    conflict: re.Pattern[str]
    denial: re.Pattern[str]
    scales: tuple[tuple[str, int], ...]
    people: frozenset[str]
    measures: frozenset[str]
    general: frozenset[str]
    little: frozenset[str]
    offices: frozenset[str]


@cache
def _words() -> _Words:
    table = load("flags")["disputed"]

    def one_of(words: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"(?i)\b(?:{'|'.join(words)})\b")

    return _Words(
        strong=one_of(table["put"] + table["strong"] + table["conflict"]),
        conflict=one_of(table["conflict"]),
        denial=one_of(table["denial"]),
        scales=tuple(table["scales"].items()),
        weak=one_of(table["weak"]),
        narrow=one_of(table["narrow"]),
        put=one_of(table["put"]),
        people=frozenset(table["people"]),
        measures=frozenset(table["measures"]),
        general=frozenset(table["general_measures"]),
        little=frozenset(table["little"]) - frozenset(table["offices"]),
        offices=frozenset(table["offices"]),
    )


def differing(scene: Scene) -> list[tuple[int, int]]:
    """Return pairs (claim, the claim that differs from it), each way."""
    found: dict[int, int] = {}
    opposed: set[tuple[str, str]] = set()
    _compare(scene, found, opposed)
    if opposed:  # speakers who once differ are held against each other over a wider stretch
        _compare(scene, found, opposed)
    return sorted([*found.items(), *_repeated(scene, found)])


def _compare(scene: Scene, found: dict[int, int], opposed: set[tuple[str, str]]) -> None:
    """Add to `found` the claims that differ, each way, and to `opposed` the speakers who do."""
    words = _words()

    @cache
    def conflict() -> bool:  # asked of few texts: no look at one costs more
        return words.conflict.search(scene.text) is not None

    for at, i in enumerate(scene.order):
        for j in scene.order[max(0, at - WINDOW) : at]:
            apart = scene.sentence_of[i] - scene.sentence_of[j]
            if apart > FAR or not _may_differ(scene, j, i):
                continue
            speakers = _speakers(scene, j, i)
            if speakers is not None and _conflicting(scene, j, i) and conflict():
                found.setdefault(i, j)
                found.setdefault(j, i)
            elif apart <= SENTENCES and _differ(scene, j, i, speakers, opposed):
                found.setdefault(i, j)
                found.setdefault(j, i)
                if speakers is not None:
                    opposed.add(speakers)


def _speakers(scene: Scene, first: int, second: int) -> tuple[str, str] | None:
    """The names of the speakers of two claims that have one each."""
    a, b = scene.attributions[first].speaker, scene.attributions[second].speaker
    return None if a is None or b is None else (a.name.text.lower(), b.name.text.lower())


def _repeated(scene: Scene, found: dict[int, int]) -> list[tuple[int, int]]:
    """Claims that say the same disputed figure again, in a headline or further down."""
    stated = {figure: other for i, other in found.items() if (figure := _figure_of(scene, i, 0)) is not None}
    if not stated:
        return []
    said = [(i, _figure_of(scene, i, 0)) for i in scene.order if i not in found]
    return [(i, stated[figure]) for i, figure in said if figure in stated]


def _may_differ(scene: Scene, first: int, second: int) -> bool:
    """Whether two claims have different figures of one unit, and not on the word of one speaker."""
    a, b = scene.quantities[first], scene.quantities[second]
    said, contra = scene.attributions[first].speaker, scene.attributions[second].speaker
    if said is None and contra is None:
        return False
    if a.unit != b.unit or scene.subjects[first].measure.kind not in _words().measures or _agree(a, b):
        return False
    if _is_step(scene, first) != _is_step(scene, second):
        return False  # "20 higher than the 60 reported before"
    return said is None or contra is None or not _same(said.name.text, contra.name.text)


def _is_step(scene: Scene, claim: int) -> bool:
    """Whether a figure is by how much something rose or fell."""
    change = scene.subjects[claim].change
    return change is not None and change.role == "by"


def _conflicting(scene: Scene, first: int, second: int) -> bool:
    """Whether two speakers give figures of one harm, in a text that says that such figures conflict."""
    about, other = scene.subjects[first], scene.subjects[second]
    kind = about.measure.kind
    return (
        kind == other.measure.kind
        and kind in _words().general
        and about.part_of is None
        and other.part_of is None
        and _one_thing(about.counted, other.counted, general=True, either=True)
        and _one_place(scene, first, second)
    )


def said_again(scene: Scene, raised: Sequence[Collection[Flag]]) -> list[tuple[int, Flag]]:
    """Return the flags that doubt a figure for the claims that repeat it, in a headline or further down."""
    doubted: dict[tuple[str, Decimal, str], list[Flag]] = {}
    for i, found in enumerate(raised):
        for flag in found:
            if flag.kind in _DOUBTS and (figure := _figure_of(scene, i, LEAST)) is not None:
                doubted.setdefault(figure, []).append(flag)
    if not doubted:
        return []
    again = []
    for i, found in enumerate(raised):
        figure = _figure_of(scene, i, LEAST)
        if figure in doubted and scene.attributions[i].speaker is not None:
            kinds = {flag.kind for flag in found}
            again += [(i, flag) for flag in doubted[figure] if flag.kind not in kinds]
    return again


def _figure_of(scene: Scene, claim: int, least: int) -> tuple[str, Decimal, str] | None:
    """What is measured and how much, where it is a whole of a general measure and at least so much."""
    quantity, subject = scene.quantities[claim], scene.subjects[claim]
    if quantity.value is None or quantity.value < least or subject.part_of is not None:
        return None
    if subject.measure.kind not in _words().general:
        return None
    return subject.measure.kind, quantity.value, quantity.unit


def _differ(
    scene: Scene, first: int, second: int, speakers: tuple[str, str] | None, opposed: set[tuple[str, str]]
) -> bool:
    """Whether two claims give different figures for one thing, and words near them set them against each other."""
    a, b = scene.quantities[first].span, scene.quantities[second].span
    about, other = scene.subjects[first], scene.subjects[second]
    words = _words()
    kind = about.measure.kind
    if about.part_of is not None or other.part_of is not None:
        return False
    if kind != other.measure.kind and other.measure.kind not in _VAGUE:
        return False
    # `others put the figure at 900` speaks of what was counted before, whatever it was
    same_figure = _is_general(other.counted) and words.put.search(scene.text, a.end, b.start) is not None
    if not same_figure:
        if kind != other.measure.kind:
            return False
        either = _exceeds(scene, first, second)
        if not _one_thing(about.counted, other.counted, general=kind in words.general, either=either):
            return False
    start, end = _window(scene, first, second)
    one_place = _one_place(scene, first, second)
    if words.strong.search(scene.text, a.start, end) and (same_figure or one_place):
        return True
    if not one_place:
        return False
    if words.strong.search(scene.text, start, a.start):
        return True
    if speakers is None:
        return False
    if words.denial.search(scene.text, a.end, b.start):
        return True
    apart = scene.sentence_of[second] - scene.sentence_of[first]
    if kind not in words.general:
        return apart == 0 and words.narrow.search(scene.text, a.end, b.start) is not None
    if speakers in opposed:
        return True
    return apart <= 1 and words.weak.search(scene.text, a.end, b.start) is not None


def _exceeds(scene: Scene, first: int, second: int) -> bool:
    """Whether the figure of some people is larger than the other, which is of all of them."""
    part, whole = first, second
    if _is_general(scene.subjects[first].counted):
        part, whole = second, first
    return _ends(scene.quantities[part]) > _ends(scene.quantities[whole])


def _window(scene: Scene, first: int, second: int) -> tuple[int, int]:
    """The sentences of the two quantities and what stands between, within limits."""
    sentences = scene.layout.sentences
    start = max(sentences[scene.sentence_of[first]].start, scene.quantities[first].span.start - AHEAD)
    end = min(sentences[scene.sentence_of[second]].end, scene.quantities[second].span.end + BEHIND)
    return start, end


def _agree(a: Quantity, b: Quantity) -> bool:
    """Whether both figures can be one number, or cannot be compared."""
    first, second = _ends(a), _ends(b)
    return first[0] <= second[1] and second[0] <= first[1]


def _ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """The least and greatest number that a figure may mean; bounds (`at least 9`) as they stand."""
    if quantity.value is not None:
        return quantity.value, quantity.value
    if quantity.low is not None and quantity.high is not None:
        return quantity.low, quantity.high
    text = quantity.span.text.lower()
    for word, least in _words().scales:
        if word in text:
            return Decimal(least), Decimal(least * SCALE)
    return _ANY


def _content(name: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(name)} - _words().little


def _same(a: str, b: str) -> bool:
    """Whether two speakers may be one: all the words of one are in the other."""
    offices = _words().offices
    first, second = _content(a) - offices, _content(b) - offices
    if not first or not second:
        return a.lower() == b.lower()
    return len(first & second) == min(len(first), len(second))


def _one_thing(a: Span | None, b: Span | None, *, general: bool, either: bool) -> bool:
    """Whether the counted things may be the same: a shared word, or people in general (`either`: one of them)."""
    if a is not None and b is not None and _content(a.text) & _content(b.text):
        return True
    whole = _is_general(a), _is_general(b)
    return general and (any(whole) if either else all(whole))


def _is_general(counted: Span | None) -> bool:
    """Whether the words for what is counted name no thing of their own: `the figure`, none at all."""
    content = _content(counted.text) if counted is not None else set[str]()
    return not content or bool(content & _words().people)


def _one_place(scene: Scene, first: int, second: int) -> bool:
    a, b = scene.subjects[first].place, scene.subjects[second].place
    return a is None or b is None or bool(_content(a.span.text) & _content(b.span.text))
