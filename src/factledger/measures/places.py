"""Where: the narrowest place that the text gives for what a quantity describes.

    place_of(layout, quantity, measure) -> Place | None
    Places(layout).all(quantities, measures) -> list[Place | None]     the same for many, sharing the work

Among the places that the sentence names (measures/placewords.py) the nearest one is taken, clause edges counted, and
what kind of mention it is. Where the sentence names none and the quantity tells of harm or an event, the place of the
sentence before holds on. `country_of(place)` gives the ISO code where a name says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from factledger.frozen import trusted
from factledger.gazetteer import country_of, gazetteer
from factledger.measures.events import goes_on
from factledger.measures.nearness import Ground, distance, near
from factledger.measures.placetable import words
from factledger.measures.placewords import PlaceWords, dateline, place_words
from factledger.measures.saying import is_freeing, is_object
from factledger.measures.shown import shown_places
from factledger.measures.table import word_list
from factledger.measures.timewords import grammar
from factledger.measures.when import REPORTED, ground_of
from factledger.phrases import classes, is_finite, is_participle
from factledger.records import MeasureKind, Place, Quantity, Span
from factledger.segment import Layout, Sentence
from factledger.words import Token

__all__ = ["Places", "country_of", "place_of"]

#: What a mention of this kind costs beside its distance.
COSTS = {"led": 0, "aimed": 3, "owner": 4, "named": 6, "site": 8, "refer": 5, "wide": 4}
#: Prepositions that tell a way rather than a place, unless people move: what they cost.
WAYS = {"to": 9, "from": 12, "into": 2, "of": 4, "against": 6, "through": 2, "for": 7, "beyond": 12}
MOVING: frozenset[str] = frozenset(["displaced", "evacuated", "troops", "rescued"])
#: How far a place may be, in tokens with clause edges counted; OTHER for measures that mostly have no place.
LIMIT, OTHER = 45, 12
#: The same for the scene of an event: harm and a place that a locative preposition leads to.
FAR = 90
#: Measures whose place carries on from the sentence before.
CARRIED: frozenset[str] = frozenset(
    ["killed", "injured", "casualties", "missing", "captured", "arrested", "evacuated", "rescued", "attacks",
     "destroyed", "displaced", "infected", "affected", "hospitalized"]
)  # fmt: skip
#: Measures of an outbreak, whose place holds on through the paragraphs that count it.
HEALTH: frozenset[str] = frozenset(["infected", "hospitalized", "vaccinated"])
_SITED: frozenset[str] = CARRIED | {"attendance", "troops"}
_NEAR_ONLY: frozenset[str] = frozenset(
    ["other", "duration", "funding", "cost", "income", "weapons", "price_level", "price_change", "currency_change",
     "currency_level", "poll"]
)  # fmt: skip

#: What it costs that a place is where something is told.
TOLD = 20

_located = trusted(Place)


def place_of(layout: Layout, quantity: Quantity, measure: MeasureKind | None = None) -> Place | None:
    """Return the narrowest place given for what the quantity describes, or None where the text gives none."""
    return Places(layout).all([quantity], [measure])[0]


class Places:
    """The places of a layout, found sentence by sentence when first asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._found: dict[int, list[PlaceWords]] = {}
        self._begins: dict[int, list[int]] = {}
        self._carries: dict[int, Span | None] = {}
        self._referents: dict[tuple[int, int], Span | None] = {}
        self._shown: frozenset[str] | None = None

    def all(
        self,
        quantities: Sequence[Quantity],
        measures: Sequence[MeasureKind | None],
        ground: Ground | None = None,
    ) -> list[Place | None]:
        """Return the place of each quantity, in their order; a place carries on from one sentence to the next."""
        ground = ground_of(self._layout, quantities) if ground is None else ground
        held: dict[int, Span] = {}
        inside: dict[int, list[int]] = {}
        for quantity, stand in zip(quantities, ground.stands, strict=True):
            if stand.sentence is not None:
                inside.setdefault(stand.sentence.index, []).append(quantity.span.start)
        found: list[Place | None] = []
        health: tuple[Sentence, Span] | None = None
        for quantity, measure, stand in zip(quantities, measures, ground.stands, strict=True):
            if stand.again:
                found.append(found[-1])
                continue
            sentence = stand.sentence
            if sentence is None or stand.speakers:
                found.append(None)
                continue
            span = self._choose(sentence, quantity, measure, inside[sentence.index], stand.extent, ground)
            if span is None and measure in CARRIED:
                span = self._carried(sentence, held.get(sentence.index - 1))
            if measure in HEALTH:
                span = span or self._carried_far(sentence, health)
                health = (sentence, span) if span is not None else health
            if span is None:
                found.append(None)
                continue
            held[sentence.index] = span
            found.append(_located(span=span))
        return found

    def _places(self, sentence: Sentence) -> list[PlaceWords]:
        found = self._found.get(sentence.index)
        if found is None:
            if self._shown is None:
                self._shown = shown_places(self._layout.text)
            tokens = sentence.tokens
            found = [
                place
                for place in place_words(sentence, self._shown)
                if not _of_saying(tokens, place) and (tokens[place.first].low != "here" or self._dateline is not None)
            ]
            self._found[sentence.index] = found
        return found

    def _carried(self, sentence: Sentence, held: Span | None) -> Span | None:
        """Return the place that holds on from the sentence before, where the sentence names none itself."""
        if sentence.index not in self._carries:
            own = any(place.how in ("led", "aimed") for place in self._places(sentence))
            self._carries[sentence.index] = (
                None if own or not goes_on(self._layout, sentence) else held or self._before(sentence)
            )
        return self._carries[sentence.index]

    def _carried_far(self, sentence: Sentence, last: tuple[Sentence, Span] | None) -> Span | None:
        """Return the place of the outbreak's last count, where the sentence names none and stands in reach."""
        if last is None or sentence.paragraph - last[0].paragraph > 3:
            return None
        named = any(place.how in ("led", "aimed", "owner", "named") for place in self._places(sentence))
        return None if named else last[1]

    def _span(self, sentence: Sentence, place: PlaceWords) -> Span | None:
        if place.how == "refer":
            key = (sentence.index, place.first)
            if key not in self._referents:
                self._referents[key] = self._referred(sentence, place)
            return self._referents[key]
        tokens = sentence.tokens
        return Span.of(self._layout.text, tokens[place.first].start, tokens[place.stop - 1].end - place.clip)

    def _referred(self, sentence: Sentence, place: PlaceWords) -> Span | None:
        """Return the name that `the country`, `the city` or `there` stands for: the last one before it that fits."""
        noun = sentence.tokens[place.stop - 1].low.removesuffix("s")
        if noun == "here":
            return self._dateline
        first: tuple[Sentence, PlaceWords] | None = None
        for back in range(6):
            index = sentence.index - back
            if index < 0:
                break
            other = self._layout.sentences[index]
            places = self._places(other)
            last = len(places) if back else bisect_left(self._starts(other, places), place.first)
            for at in range(last - 1, max(-1, last - 40), -1):
                earlier = places[at] if place.country else self._narrow(other, at)
                if earlier.country != place.country or earlier.how not in ("led", "aimed", "owner", "named"):
                    continue
                around = other.tokens[max(0, earlier.first - 2) : earlier.stop]
                if place.country or noun == "there" or any(t.low == noun for t in around):
                    return self._span(other, earlier)
                if first is None and back < 4 and noun not in ("island", "region"):
                    first = other, earlier
        return self._span(*first) if first else None

    @cached_property
    def _dateline(self) -> Span | None:
        """The place of the dateline that opens the text: what `here` stands for."""
        for sentence in self._layout.sentences[:4]:
            stop = dateline(sentence)
            if stop:
                return Span.of(self._layout.text, sentence.tokens[0].start, sentence.tokens[stop - 1].end)
        return None

    def _starts(self, sentence: Sentence, places: list[PlaceWords]) -> list[int]:
        """Return the token indices at which the places of a sentence begin."""
        known = self._begins.get(sentence.index)
        if known is None:
            known = self._begins[sentence.index] = [place.first for place in places]
        return known

    def _before(self, sentence: Sentence) -> Span | None:
        """Return the place of the sentence before, where that tells of harm and stands in reach."""
        if sentence.index == 0:
            return None
        before = self._layout.sentences[sentence.index - 1]
        if before.kind != sentence.kind or sentence.paragraph - before.paragraph > 1:
            return None
        places = self._places(before)
        for place in places:
            if place.lead == "beyond" or _told_at(before.tokens, place):
                continue
            if place.how == "named" and (_speaks(before.tokens, place.stop) or _of_speaker(before.tokens, place)):
                continue  # "Tehran says the numbers are wrong."
            if place.how == "led" or place.lead == "on" or (place.how == "named" and place.first < 2):
                return self._span(before, place)
        for place in places:
            if place.how == "aimed" and place.lead not in ("from", "of"):
                return self._span(before, place)
        return None

    def _choose(
        self,
        sentence: Sentence,
        quantity: Quantity,
        measure: MeasureKind | None,
        inside: Sequence[int],
        here: tuple[int, int],
        ground: Ground,
    ) -> Span | None:
        places = self._places(sentence)
        if not places:
            return None
        tokens = sentence.tokens
        sums, starts = ground.sums(sentence), self._starts(sentence, places)
        limit = FAR if measure in CARRIED else OTHER if measure in _NEAR_ONLY else LIMIT
        best: tuple[int, int] | None = None
        for index in near(starts, here[0]):
            place = places[index]
            if place.first < here[1] and here[0] < place.stop:
                continue
            if place.how in ("site", "wide") and measure not in _SITED:
                continue
            cost = distance(sums, (place.first, place.stop), here) + COSTS[place.how]
            if measure not in MOVING:
                cost += WAYS.get(place.lead, 0)
            if place.stop <= here[0]:
                cost = cost // 2 if place.how == "led" and place.first < 3 else cost + 2
            if cost > limit or (best is not None and cost >= best[0]):
                continue  # nothing below brings it nearer
            if place.stop <= here[0]:
                if (
                    (place.how == "named" or place.lead == "of")
                    and _speaks(tokens, place.stop)
                    and measure != "infected"
                    and not (measure in REPORTED and place.country and is_object(tokens, place.stop, *here))
                ):
                    continue
            else:
                # what stands beyond another quantity is first of all that one's place
                others = bisect_left(inside, tokens[place.first].start) - bisect_left(inside, quantity.span.end)
                cost += min(9, 4 * others)
                if place.how == "named" and place.first > here[1]:
                    cost += 8
                if measure == "distance":
                    if place.lead in ("of", "from", "beyond"):
                        continue
                    cost += 10
            if place.how in ("named", "owner") and _of_speaker(tokens, place):
                if measure not in HEALTH:
                    continue
                cost += 15
            if _told_at(tokens, place):
                cost += TOLD
            if cost > limit or (best is not None and cost >= best[0]):
                continue
            if place.how != "refer" or self._span(sentence, place) is not None:
                best = (cost, index)
        if best is None or (best[0] > LIMIT and places[best[1]].how != "led"):
            return None
        if measure in _SITED:
            return self._span(
                sentence, self._narrow(sentence, _finer(tokens, places, best[1], near(starts, here[0])))
            )
        return self._span(sentence, self._narrow(sentence, best[1]))

    def _narrow(self, sentence: Sentence, index: int) -> PlaceWords:
        """Return the narrowest place of the chain that ends with the one at `index`: its first."""
        places = self._places(sentence)
        for _ in range(6):
            if index and _within(sentence.tokens, places[index - 1], places[index]):
                index -= 1
        return places[index]


def _finer(tokens: Sequence[Token], places: Sequence[PlaceWords], index: int, within: range) -> int:
    """Return the place inside a country that the sentence gives for the event: `in India ... in West Bengal`."""
    if not places[index].country or places[index].how not in ("led", "aimed", "named", "owner"):
        return index
    if sum(places[other].country for other in within) > 1:
        return index
    country = country_of(_name(tokens, places[index]))
    for other in within:
        place = places[other]
        if place.how != "led" or place.country or place.lead not in ("in", "near", "at", "outside"):
            continue
        if country_of(_name(tokens, place)) in (None, country) and not _told_at(tokens, place):
            return other
    return index


def _name(tokens: Sequence[Token], place: PlaceWords) -> str:
    return " ".join(token.text for token in tokens[place.first : place.stop])


def _told_at(tokens: Sequence[Token], place: PlaceWords) -> bool:
    """Whether the place is where something is told: `the office said in Geneva.`, `In Geneva, the agency said`."""
    if place.how != "led" or place.lead not in ("in", "from", "at"):
        return False
    saying = grammar().saying_verbs
    at = place.first - 1
    while at >= 0 and tokens[at].low in ("the", place.lead):
        at -= 1
    after = tokens[place.stop] if place.stop < len(tokens) else None
    said = at >= 0 and tokens[at].low in saying and tokens[at].low not in grammar().recording
    if said and not is_freeing(tokens, at):
        return after is None or not after.word or after.low in ("on", "that", "late", "early")
    if after is None:
        return False
    if at < 0 and after.low == ",":
        for token in tokens[place.stop + 1 : place.stop + 9]:
            if not token.word:
                return False
            if token.low in saying:
                return True
    return after.low in saying and at >= 0 and tokens[at].word


def _speaks(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` makes what stands before it somebody who says or demands something."""
    return at < len(tokens) and (tokens[at].low in grammar().saying_verbs or tokens[at].low in _ACTS)


def _of_speaker(tokens: Sequence[Token], place: PlaceWords) -> bool:
    """Whether the place belongs to the name of somebody who speaks: `Gaza's health ministry said`."""
    for i in range(place.stop, min(len(tokens), place.stop + 6)):
        token = tokens[i]
        if token.low in grammar().saying_verbs:
            return True
        if not token.word and token.low not in ("'s", "’s"):
            break
        if token.low in classes().function or (token.text[0].islower() and is_finite(token)):
            break
    at = place.first - 1
    if at > 0 and tokens[at].low in ("the", "a"):
        at -= 1
    return at >= 0 and place.how == "owner" and tokens[at].low in ("said", "says") and not _opens(tokens, place.stop)


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether the owner before `at` opens what is said: "he said [Chad's] exports fell", not "said Chad's envoy"."""
    for token in tokens[at + 1 : at + 9]:
        if not token.word:
            return False
        if (
            is_finite(token)
            or token.low.endswith("ed")
            or token.low in ("was", "were", "is", "are", "has", "had", "will", "would")
        ):
            return True
    return False


_ACTS = word_list("acting")


def _within(tokens: Sequence[Token], narrow: PlaceWords, wide: PlaceWords) -> bool:
    """Whether two places are one: `Sokolo in the Segou region`, `Sokolo, Mali`."""
    if narrow.how not in ("led", "aimed") or wide.how not in ("led", "aimed", "owner", "named"):
        return False
    table, known = words(), gazetteer().places
    between = tokens[narrow.stop : wide.first]
    if len(between) > 6 or not between:
        return False
    return all(
        t.low in ("in", "of", "the", ",", "'s", "’s", "near") or t.low in table.types or t.low in table.directions
        or t.text in known or t.text.removesuffix("s") in known
        for t in between
    )  # fmt: skip


def _of_saying(tokens: Sequence[Token], place: PlaceWords) -> bool:
    """Whether the place is where something is said: `told reporters in Geneva`."""
    for i in range(place.first - 1, max(-1, place.first - 8), -1):
        token = tokens[i]
        if token.low == "that":
            return False  # told reporters that Chad's exports fell
        if token.low == "according":
            return True
        if token.low in ("conference", "briefing"):
            return True
        if token.low in words().audience:  # told local reporters in Geneva; not: killed two journalists in Gaza
            before = {one.low for one in tokens[max(0, i - 3) : i]}
            return not before.isdisjoint(grammar().saying_verbs | {"to", "with", "by", "from"})
        if not token.word or is_finite(token) or is_participle(token):
            return False
    return False
