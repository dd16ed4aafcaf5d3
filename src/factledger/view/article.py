"""An article's text as HTML, its claims marked where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from factledger.records import Claim
from factledger.segment import segment
from factledger.view.groups import flag_sign, group_of
from factledger.view.html import Html, element, escaped, joined

#: Wraps a claim's marked figure: takes the claim and the mark, returns what stands in the article.
Wrap = Callable[[Claim, Html], Html]

_CLASSES = {"headline": "fl-headline", "caption": "fl-caption", "boilerplate": "fl-aside"}


class Stretch(NamedTuple):
    """A stretch of the text shown as one paragraph: code points `start` to `end`, and its class."""

    start: int
    end: int
    css: str | None


def stretches(text: str) -> list[Stretch]:
    """Return the paragraphs of a text, in order."""
    return [Stretch(p.start, p.end, _CLASSES.get(p.kind)) for p in segment(text).paragraphs]


def excerpts(claims: Sequence[Claim]) -> tuple[str, list[Stretch]]:
    """Return the claims' sentences at their places in an else empty text, for where the text is not at hand."""
    sentences = sorted(
        {(c.sentence.start, c.sentence.end): c.sentence for c in claims}.values(), key=lambda s: s.start
    )
    text, found = [], []
    length = 0
    for sentence in sentences:
        if sentence.start < length:
            continue
        text += [" " * (sentence.start - length), sentence.text]
        length = sentence.end
        found.append(Stretch(sentence.start, sentence.end, None))
    return "".join(text), found


def article(
    text: str, shown: Sequence[Stretch], claims: Sequence[Claim], wrap: Wrap, *, limit: int | None = None
) -> Html:
    """Return the paragraphs of `shown` with each claim's figure marked and wrapped by `wrap`.

    With a `limit` of characters the rest is left out, and the last paragraph says so.
    """
    waiting = sorted(claims, key=lambda claim: claim.quantity.span.start)
    paragraphs: list[Html] = []
    next_claim = 0
    for stretch in shown:
        if limit is not None and stretch.end > limit and paragraphs:
            paragraphs.append(element("p", f"[… {len(text) - stretch.start:,} more characters]", class_="fl-aside"))
            break
        parts, last = [], stretch.start
        while next_claim < len(waiting) and waiting[next_claim].quantity.span.start < stretch.end:
            claim = waiting[next_claim]
            next_claim += 1
            span = claim.quantity.span
            if span.start < last or span.end > stretch.end:
                continue
            parts += [escaped(text[last : span.start]), wrap(claim, figure(claim))]
            last = span.end
        parts.append(escaped(text[last : stretch.end]))
        paragraphs.append(element("p", *parts, class_=stretch.css, dir=_direction(text, stretch)))
    return joined(paragraphs, "\n")


def figure(claim: Claim) -> Html:
    """Return the words of a claim's figure as they are marked: by the measure's group, with its flags' signs."""
    letter = group_of(claim.measure.kind).letter
    flags = "".join(map(flag_sign, claim.flag_kinds))
    signs = element("sup", flags, aria_hidden="true") if flags else None
    return joined([element("mark", claim.quantity.span.text, class_=f"fl-{letter}"), signs])


def _direction(text: str, stretch: Stretch) -> str | None:
    return None if text[stretch.start : stretch.end].isascii() else "auto"


class Offsets:
    """Where a code point stands in the text content of the shown paragraphs, in UTF-16 units, as scripts count."""

    def __init__(self, text: str, shown: Sequence[Stretch]) -> None:
        self._text = text
        self._shown = shown
        self._starts = [stretch.start for stretch in shown]
        self._before = [0]
        for stretch in shown:
            self._before.append(self._before[-1] + _units(text[stretch.start : stretch.end]))

    def __call__(self, offset: int) -> int:
        """Return the place of a code point; one between two paragraphs stands at the end of the first."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return 0
        stretch = self._shown[number]
        return self._before[number] + _units(self._text[stretch.start : min(offset, stretch.end)])


def _units(text: str) -> int:
    """The UTF-16 units of the text as it is shown."""
    if text.isascii():
        return len(text)
    from factledger.view.visible import visible

    return len(text) + sum(1 for character in visible(text) if character > "\uffff")
