"""How likely: the likelihood word of a claim's clause as written, and its range on a published scale on request."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from factledger.attribution import Report
from factledger.errors import FactledgerError
from factledger.flags.scene import Scene
from factledger.lexicon import load
from factledger.measures import Subject
from factledger.records import Attribution, Claim, Quantity, Span
from factledger.segment import Layout, Sentence

FAR = 250  # characters between the word and the quantity
BESIDE = 3  # words looked at on either side of a quantity: keeps endless sentences linear

_AFTER = ("semi", "contrast", "sub", "coord", "close")
_BEFORE = ("semi", "contrast", "sub", "coord", "rel", "part", "dash")


def read_likelihoods(
    layout: Layout,
    quantities: Sequence[Quantity],
    subjects: Sequence[Subject],
    attributions: Sequence[Attribution],
    reports: Sequence[Report],
) -> list[Span | None]:
    """Return for each quantity the nearest likelihood word of its clause, or None."""
    found: list[Span | None] = [None] * len(quantities)
    scene: Scene | None = None
    known: dict[int, list[tuple[int, int]]] = {}
    for i, quantity in enumerate(quantities):
        sentence = layout.sentence_at(quantity.span.start)
        if sentence is None:
            continue
        if sentence.index not in known:
            known[sentence.index] = _words_in(layout.text, sentence)
        places = known[sentence.index]
        if not places:
            continue
        if scene is None:
            scene = Scene(layout, quantities, subjects, attributions, reports)
        found[i] = _nearest(scene, sentence, i, places)
    return found


def likelihood_range(words: Claim | str, scale: str = "icd203") -> tuple[Decimal, Decimal] | None:
    """Return the percent range, lowest and highest, that a published scale gives a likelihood word.

    `words` is a claim or the words themselves (`very likely`); `scale` is `icd203` (Intelligence Community Directive
    203) or `ipcc` (assessment reports 5 and 6). None where there is no word or the scale does not define it. Raises
    `FactledgerError` on another scale or another type.
    """
    scales = _scales()
    if not isinstance(scale, str) or scale not in scales:
        raise FactledgerError(f"unknown likelihood scale {scale!r}; accepted: {', '.join(sorted(scales))}")
    if isinstance(words, Claim):
        if words.likelihood is None:
            return None
        words = words.likelihood.text
    if not isinstance(words, str):
        raise FactledgerError(f"words must be a Claim or a str, not {type(words).__name__}")
    return scales[scale].get(" ".join(words.lower().split()))


@cache
def _scales() -> dict[str, dict[str, tuple[Decimal, Decimal]]]:
    return {
        name: {phrase: (Decimal(low), Decimal(high)) for phrases, low, high in scale["terms"] for phrase in phrases}
        for name, scale in load("likelihood")["scales"].items()
    }


@cache
def _phrases() -> tuple[re.Pattern[str], frozenset[str]]:
    table = load("likelihood")["words"]
    phrases = sorted({*table["kept"], *table["pseudo"]}, reverse=True)  # a longer one before its own beginning
    body = "|".join(r"\s{1,4}".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?i)\b(?:{body})\b"), frozenset(table["kept"])


#: Every phrase holds one of these.
_ROOTS = ("likel", "probab", "certain", "chance", "odds", "possib", "conceiv")


def _words_in(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    low = sentence.text.lower()
    if not any(root in low for root in _ROOTS):
        return []
    pattern, kept = _phrases()
    return [
        m.span()
        for m in pattern.finditer(text, sentence.start, sentence.end)
        if " ".join(m[0].lower().split()) in kept
    ]


def _nearest(scene: Scene, sentence: Sentence, claim: int, places: list[tuple[int, int]]) -> Span | None:
    span = scene.quantities[claim].span
    at = bisect_left(places, (span.start,))
    best: tuple[int, int, int] | None = None
    for start, end in places[max(0, at - BESIDE) : at + BESIDE]:
        if start > span.end + FAR or end < span.start - FAR:
            continue
        if end <= span.start:
            gap, parted = span.start - end, scene.parted(sentence, end, span.start, _AFTER)
            parted = parted or _inserted(scene, sentence, start, span.start)
        elif start >= span.end:
            gap, parted = start - span.end, scene.parted(sentence, span.end, start, _BEFORE)
            verb = scene.before_auxiliaries(sentence, span.end, start)
            parted = parted or not scene.is_subject(claim, sentence, verb)
        else:
            continue
        if not parted and (best is None or gap < best[0]):
            best = gap, start, end
    return None if best is None else Span.of(scene.text, best[1], best[2])


def _inserted(scene: Scene, sentence: Sentence, word: int, quantity: int) -> bool:
    """Whether the word stands in an insertion that ends before the quantity: `X, who is likely to go, has 3`."""
    if not scene.parted(sentence, word, quantity, ("comma",)):
        return False
    for edge in scene.edges_before(sentence, word):
        if edge.kind in ("rel", "comma", "semi") or edge.start < word - FAR:
            return edge.kind == "rel"
    return False
