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
LOOK = 400  # characters around a pair in which words that set figures against each other are looked for
SCALE = 10  # `hundreds` may be anything up to ten times its least
REPEATS = 40  # claims that repeat a disputed figure

LEAST = 5  # smaller figures come up twice by chance
_DOUBTS = ("denied", "unverified", "no_evidence")
_VAGUE = ("other", "funding")  # measures of a figure whose words say nothing of what is measured
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


@cache
def _words() -> _Words:
    table = load("flags")["disputed"]
    return _Words(
        strong=re.compile(rf"(?i)\b(?:{'|'.join(table['put'] + table['strong'] + table['conflict'])})\b"),
        conflict=re.compile(rf"(?i)\b(?:{'|'.join(table['conflict'])})\b"),
        denial=re.compile(rf"(?i)\b(?:{'|'.join(table['denial'])})\b"),
        scales=tuple(table["scales"].items()),
        weak=re.compile(rf"(?i)\b(?:{'|'.join(table['weak'])})\b"),
        narrow=re.compile(rf"(?i)\b(?:{'|'.join(table['narrow'])})\b"),
        put=re.compile(rf"(?i)\b(?:{'|'.join(table['put'])})\b"),
        people=frozenset(table["people"]),
        measures=frozenset(table["measures"]),
        general=frozenset(table["general_measures"]),
        little=frozenset(table["little"]),
    )


def differing(scene: Scene) -> list[tuple[int, int]]:
    """Return pairs (claim, the claim that differs from it), each way."""
    found: dict[int, int] = {}
    opposed: set[tuple[str, str]] = set()
    words = _words()

    @cache
    def conflict() -> bool:  # asked of few texts: no look at one costs more
        return words.conflict.search(scene.text) is not None

    for _ in range(2):  # speakers who once differ are held against each other over a wider stretch
        for at, i in enumerate(scene.order):
            for j in scene.order[max(0, at - WINDOW) : at]:
                apart = scene.sentence_of[i] - scene.sentence_of[j]
                if apart > FAR or not _may_differ(scene, j, i):
                    continue
                if _conflicting(scene, j, i) and conflict():
                    found.setdefault(i, j)
                    found.setdefault(j, i)
                elif apart <= SENTENCES and _differ(scene, j, i, opposed):
                    found.setdefault(i, j)
                    found.setdefault(j, i)
                    opposed.add(_speakers(scene, j, i))
        if not opposed:
            break
    return sorted([*found.items(), *_repeated(scene, found)])


def _speakers(scene: Scene, first: int, second: int) -> tuple[str, str]:
    a, b = scene.attributions[first].speaker, scene.attributions[second].speaker
    return (a.name.text if a else "", b.name.text if b else "")


def _repeated(scene: Scene, found: dict[int, int]) -> list[tuple[int, int]]:
    """Claims that say the same disputed figure again, in a headline or further down."""
    if not found:
        return []
    stated: dict[tuple[str, Decimal | None, str], int] = {}
    for i, other in list(found.items())[:REPEATS]:
        said = scene.quantities[i]
        if said.value is not None and scene.subjects[i].measure.kind in _words().general:
            stated[scene.subjects[i].measure.kind, said.value, said.unit] = other
    again = []
    for i, quantity in enumerate(scene.quantities):
        opposite = stated.get((scene.subjects[i].measure.kind, quantity.value, quantity.unit))
        if opposite is not None and i not in found and scene.subjects[i].part_of is None:
            again.append((i, opposite))
    return again


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
    if kind != other.measure.kind or kind not in _words().general or not _has_speakers(scene, first, second):
        return False
    return (
        about.part_of is None
        and other.part_of is None
        and _one_thing(about.counted, other.counted, general=True, either=True)
        and _one_place(scene, first, second)
    )


def _has_speakers(scene: Scene, first: int, second: int) -> bool:
    return scene.attributions[first].speaker is not None and scene.attributions[second].speaker is not None


def said_again(scene: Scene, raised: Sequence[Collection[Flag]]) -> list[tuple[int, Flag]]:
    """Return the flags that doubt a figure for the claims that repeat it, in a headline or further down."""
    doubted: dict[tuple[str, Decimal, str], list[Flag]] = {}
    for i, found in enumerate(raised):
        for flag in found:
            if flag.kind in _DOUBTS and (figure := _figure_of(scene, i)) is not None:
                doubted.setdefault(figure, []).append(flag)
    if not doubted:
        return []
    again = []
    for i, found in enumerate(raised):
        figure = _figure_of(scene, i)
        if figure in doubted and scene.attributions[i].speaker is not None:
            kinds = {flag.kind for flag in found}
            again += [(i, flag) for flag in doubted[figure] if flag.kind not in kinds]
    return again


def _figure_of(scene: Scene, claim: int) -> tuple[str, Decimal, str] | None:
    """What is measured and how much, where the figure is one that does not come up twice by chance."""
    quantity, subject = scene.quantities[claim], scene.subjects[claim]
    if quantity.value is None or quantity.value < LEAST or subject.part_of is not None:
        return None
    if subject.measure.kind not in _words().general:
        return None
    return subject.measure.kind, quantity.value, quantity.unit


def _differ(scene: Scene, first: int, second: int, opposed: set[tuple[str, str]]) -> bool:
    """Whether two claims give different figures for one thing, and words near them set them against each other."""
    a, b = scene.quantities[first], scene.quantities[second]
    about, other = scene.subjects[first], scene.subjects[second]
    words = _words()
    kind = about.measure.kind
    if about.part_of is not None or other.part_of is not None:
        return False
    if kind != other.measure.kind and other.measure.kind not in _VAGUE:
        return False
    # `others put the figure at 900` speaks of what was counted before, whatever it was
    same_figure = _is_general(other.counted) and words.put.search(scene.text, a.span.end, b.span.start) is not None
    if kind != other.measure.kind and not same_figure:
        return False
    if not same_figure and not _one_thing(
        about.counted, other.counted, general=kind in words.general, either=_exceeds(scene, first, second)
    ):
        return False
    start, end = _window(scene, a, b)
    if words.strong.search(scene.text, a.span.start, end) and (same_figure or _one_place(scene, first, second)):
        return True
    if not _one_place(scene, first, second):
        return False
    if words.strong.search(scene.text, start, a.span.start):
        return True
    if not _has_speakers(scene, first, second):
        return False
    if words.denial.search(scene.text, a.span.end, b.span.start):
        return True
    if kind not in words.general:
        together = scene.sentence_of[first] == scene.sentence_of[second]
        return together and words.narrow.search(scene.text, a.span.end, b.span.start) is not None
    if _speakers(scene, first, second) in opposed:
        return True
    if scene.sentence_of[second] - scene.sentence_of[first] > 1:
        return False
    return words.weak.search(scene.text, a.span.end, b.span.start) is not None


def _exceeds(scene: Scene, first: int, second: int) -> bool:
    """Whether one figure is of some people and yet larger than the other, which is of all of them."""
    people = _words().people
    wholes = [
        counted is None or bool(_content(counted.text) & people)
        for counted in (scene.subjects[first].counted, scene.subjects[second].counted)
    ]
    ends = [_ends(scene.quantities[i]) for i in (first, second)]
    if wholes[0] is wholes[1] or ends[0] is None or ends[1] is None:
        return False
    part, whole = (ends[1], ends[0]) if wholes[0] else (ends[0], ends[1])
    return part[0] > whole[1]


def _window(scene: Scene, a: Quantity, b: Quantity) -> tuple[int, int]:
    """The sentences of the two quantities and what stands between, within limits."""
    before, after = scene.layout.sentence_at(a.span.start), scene.layout.sentence_at(b.span.start)
    start = max(before.start if before else 0, a.span.start - LOOK // 2)
    end = min(after.end if after else b.span.end, b.span.end + LOOK // 4)
    return start, min(end, start + 3 * LOOK)


def _agree(a: Quantity, b: Quantity) -> bool:
    """Whether both figures can be one number, or cannot be compared."""
    first, second = _ends(a), _ends(b)
    if first is None or second is None:
        return True
    return first[0] <= second[1] and second[0] <= first[1]


def _ends(quantity: Quantity) -> tuple[Decimal, Decimal] | None:
    """The least and greatest number that a figure may mean; bounds (`at least 9`) as they stand."""
    if quantity.value is not None:
        return quantity.value, quantity.value
    if quantity.low is not None and quantity.high is not None:
        return quantity.low, quantity.high
    text = quantity.span.text.lower()
    for word, least in _words().scales:
        if word in text:
            return Decimal(least), Decimal(least * SCALE)
    return None


def _content(name: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(name)} - _words().little


def _same(a: str, b: str) -> bool:
    """Whether two speakers may be one: all the words of one are in the other."""
    first, second = _content(a), _content(b)
    if not first or not second:
        return a.lower() == b.lower()
    return first <= second or second <= first


def _one_thing(a: Span | None, b: Span | None, *, general: bool, either: bool = False) -> bool:
    """Whether the counted things may be the same: a shared word, or people in general (`either`: one of them)."""
    first = _content(a.text) if a else set()
    second = _content(b.text) if b else set()
    if first & second:
        return True
    if not general:
        return False
    people = _words().people
    whole = not first or bool(first & people), not second or bool(second & people)
    return any(whole) if either else all(whole)


def _is_general(counted: Span | None) -> bool:
    """Whether the words for what is counted name no thing of their own: `the figure`, none at all."""
    return counted is None or bool(_content(counted.text) & _words().people)


def _one_place(scene: Scene, first: int, second: int) -> bool:
    a, b = scene.subjects[first].place, scene.subjects[second].place
    return a is None or b is None or bool(_content(a.span.text) & _content(b.span.text))
