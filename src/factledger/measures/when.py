"""When: the words that date what a quantity describes.

    when_of(layout, quantity, measure) -> When | None
    Times(layout).all(quantities, measures) -> list[When | None]     the same for many, sharing the work
    resolve(words, published) -> Interval                            the days that the words mean (measures/dates.py)

The words are chosen among the time expressions of the quantity's sentence (measures/timewords.py) by nearness,
clause edges counted; a date that belongs to the saying (`she said on Monday`) is left out. Where the sentence has
none and the quantity tells of harm, the date of the sentence before may hold on.
"""

from __future__ import annotations

from collections.abc import Sequence

from factledger.frozen import trusted
from factledger.measures.dates import Interval, resolve
from factledger.measures.nearness import Ground, Stand, distance, extent, near
from factledger.measures.saying import is_object, saying_verb
from factledger.measures.timescopes import (
    closed_participle,
    closed_relative,
    is_base,
    of_superlative,
    owned_elsewhere,
)
from factledger.measures.timewords import TimeWords, grammar, time_words
from factledger.phrases import classes
from factledger.records import MeasureKind, Quantity, Span, When
from factledger.segment import Layout, Sentence

__all__ = ["Interval", "Times", "resolve", "when_of"]

_dated = trusted(When)


def when_of(layout: Layout, quantity: Quantity, measure: MeasureKind | None = None) -> When | None:
    """Return the words that date what the quantity describes, or None where the text gives none."""
    return Times(layout).all([quantity], [measure])[0]


class Times:
    """The time expressions of a layout, found sentence by sentence when first asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._found: dict[int, list[TimeWords]] = {}
        self._begins: dict[int, list[int]] = {}
        self._said: dict[int, list[tuple[int, TimeWords]]] = {}  # times of saying, with its word

    def all(
        self,
        quantities: Sequence[Quantity],
        measures: Sequence[MeasureKind | None],
        ground: Ground | None = None,
    ) -> list[When | None]:
        """Return what dates each quantity, in their order; a date carries on from one sentence to the next."""
        ground = ground_of(self._layout, quantities) if ground is None else ground
        held: dict[int, tuple[Sentence, TimeWords]] = {}  # what dated the harm of a sentence
        found: list[When | None] = []
        for quantity, measure, stand in zip(quantities, measures, ground.stands, strict=True):
            if stand.again:
                found.append(found[-1])
                continue
            sentence = stand.sentence
            if sentence is None or stand.speakers:
                found.append(None)
                continue
            chosen = self._choose(sentence, quantity, measure, stand.extent, ground)
            source = sentence
            if chosen is None and measure in CARRIED and not self._times(sentence):
                before = self._held(held, sentence) or self._before(sentence)
                if before is not None:
                    source, chosen = before
            if chosen is None:
                found.append(None)
                continue
            if measure in CARRIED:
                held[sentence.index] = (source, chosen)
            found.append(self._when(source, chosen))
        return found

    def _when(self, sentence: Sentence, chosen: TimeWords) -> When:
        tokens = sentence.tokens
        return _dated(span=Span.of(self._layout.text, tokens[chosen.first].start, tokens[chosen.stop - 1].end))

    def _times(self, sentence: Sentence) -> list[TimeWords]:
        found = self._found.get(sentence.index)
        if found is None:
            tokens = sentence.tokens
            found = self._found[sentence.index] = []
            for time in time_words(sentence):
                verb = saying_verb(tokens, time)
                if verb is None:
                    found.append(time)
                else:
                    self._said.setdefault(sentence.index, []).append((verb, time))
        return found

    def _held(
        self, held: dict[int, tuple[Sentence, TimeWords]], sentence: Sentence
    ) -> tuple[Sentence, TimeWords] | None:
        before = held.get(sentence.index - 1)
        same = before is not None and self._layout.sentences[sentence.index - 1].paragraph == sentence.paragraph
        return before if same else None

    def _before(self, sentence: Sentence) -> tuple[Sentence, TimeWords] | None:
        """Return the date of the sentence before, where that is of the same paragraph or the one above."""
        if sentence.index == 0:
            return None
        before = self._layout.sentences[sentence.index - 1]
        if before.kind != sentence.kind or sentence.paragraph != before.paragraph:
            return None
        if not grammar().harm.search(before.text.lower()):
            return None
        for time in self._times(before):
            if not time.possessive and time.kind in ("weekday", "date", "near", "month", "same", "year"):
                return before, time
        return None

    def _choose(
        self,
        sentence: Sentence,
        quantity: Quantity,
        measure: MeasureKind | None,
        here: tuple[int, int],
        ground: Ground,
    ) -> TimeWords | None:
        times = self._times(sentence)
        said = self._said.get(sentence.index)
        if not times and not said:
            return None
        tokens = sentence.tokens
        if measure == "distance" and here[1] < len(tokens) and tokens[here[1]].low in grammar().away:
            return None  # how far a place lies is so at any time
        for verb, time in said or ():
            if measure in REPORTED and is_object(tokens, verb, *here):
                return time
        sums = ground.sums(sentence)
        begins = self._begins.get(sentence.index)
        if begins is None:
            begins = self._begins[sentence.index] = [time.first for time in times]
        limit = 8 if quantity.kind == "duration" else LIMIT
        best: tuple[int, TimeWords] | None = None
        for time in (times[index] for index in near(begins, here[0])):
            if (time.first < here[1] and here[0] < time.stop) or time.possessive:
                continue
            cost = distance(sums, (time.first, time.stop), here)
            ahead = time.stop <= here[0]
            if ahead:
                cost = cost // 2 if time.first == 0 else cost + 2
            if cost > limit or (best is not None and cost >= best[0]):
                continue  # nothing below brings it nearer
            if ahead and closed_relative(tokens, time, here[0]):
                continue
            if is_base(tokens, time):  # what a change is measured against
                if time.kind in ("ago", "near", "same"):
                    continue
                if any(token.text[0].isdigit() for token in tokens[here[1] : time.first]):
                    continue  # that of a number between
                cost += 15
            if of_superlative(tokens, time) or owned_elsewhere(tokens, time, here):
                continue
            if measure == "distance" and time.first >= here[1] and cost > 10:
                continue
            if ahead and closed_participle(tokens, time, here[0]):
                continue
            if best is None or cost < best[0]:
                best = (cost, time)
        return None if best is None or best[0] > limit else best[1]


#: Measures of harm and events, whose date and place carry on from the sentence before.
CARRIED: frozenset[str] = frozenset(
    ["killed", "injured", "casualties", "missing", "captured", "arrested", "evacuated", "rescued", "attacks",
     "destroyed", "displaced", "votes"]
)  # fmt: skip

#: Measures whose figures are news of the day on which they are reported (`on Monday reported 45 new cases`).
REPORTED = CARRIED | {"infected", "hospitalized", "vaccinated", "affected"}

#: Further away than this, in tokens with clause edges counted, words date something else.
LIMIT = 30


def is_conversion(text: str, end: int, start: int) -> bool:
    """Whether a quantity at `start` repeats in brackets the one that ended at `end`, in another unit."""
    return 0 < start - end <= 4 and text[end:start].strip(" ~") in ("(", "[", ";")


def ground_of(layout: Layout, quantities: Sequence[Quantity]) -> Ground:
    """Return what the places and the times of quantities both need to know of where they stand."""
    stands: list[Stand] = []
    last: Quantity | None = None
    for quantity in quantities:
        sentence = layout.sentence_at(quantity.span.start)
        if last is not None and is_conversion(layout.text, last.span.end, quantity.span.start):
            stands.append(Stand(sentence, (0, 0), again=True))
            continue
        last = quantity
        if sentence is None:
            stands.append(Stand(None, (0, 0)))
            continue
        first, stop = extent(sentence, quantity)
        speakers = quantity.kind == "count" and counts_speakers(sentence, quantity, first, stop)
        stands.append(Stand(sentence, (first, stop), speakers=speakers))
    return Ground(stands)


def counts_speakers(sentence: Sentence, quantity: Quantity, first: int, stop: int) -> bool:
    """Whether the count at `first` to `stop` is of those who say something: they have no place or date.

    `two officials said`
    """
    lows, rules = sentence.lows, grammar()
    if quantity.comparator_span is not None:
        first = sentence.token_at(quantity.span.start)  # without its bound
    if first >= 2 and lows[first - 1] == "to" and lows[first - 2] == "according":
        return True
    after = lows[stop : stop + 10]
    if not after or after[0] in _OTHER_VERBS:
        return False
    saying = rules.saying_verbs
    if after[0] in rules.speakers or after[:2] == ["people", "familiar"]:
        # not "police held 40 journalists": who says nothing has a place
        said = not saying.isdisjoint(after[1:])
        return said or first == 0 or lows[first - 1] in saying or lows[first - 1] in _BY
    if saying.isdisjoint(after):
        return False
    past = classes().past
    for low in after[1:]:
        if low in saying:
            return True
        if low in _OTHER_VERBS or low in past:
            return False
    return False


_BY = frozenset(("by", "from", "to", "of", ","))
_OTHER_VERBS = frozenset(
    [",", "were", "was", "are", "be", "been", "have", "had", "has", "is", "that", "who", "and", ";", "the", "a"]
)
