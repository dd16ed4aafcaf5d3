"""Reads a document's quantities in order; what a sentence leaves out is carried over from the quantities before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from factledger.measures import Subject
from factledger.measures.amounts import (
    is_money,
    is_weight,
    money_measure,
    share_measure,
    unit_measure,
    weight_measure,
)
from factledger.measures.change import COUNTERS, Reading, read_change, subject_before
from factledger.measures.counted import Phrase, classes_of, phrase_after, phrase_bounds
from factledger.measures.frame import Frame, Slot
from factledger.measures.kinds import PEOPLE, Verdict, count_measure, topic_noun
from factledger.measures.parts import Partition, partition_of
from factledger.measures.table import table
from factledger.measures.places import Places
from factledger.measures.when import Times
from factledger.records import Change, Measured, MeasureKind, Place, Quantity, Span, When
from factledger.segment import Layout, Sentence

_SHARES = frozenset(("percent", "percentage_point", "fraction", "multiple", "basis_point"))


#: Nouns that stand alone for a size named before.
_ANAPHORS = frozenset(("number", "figure", "figures", "total", "amount", "sum", "estimate", "count", "tally", "toll", "numbers"))


_HARMED = frozenset(("dead", "wounded", "injured", "missing", "homeless", "displaced"))
_TIMES = frozenset(("year", "years", "month", "months", "week", "weeks", "day", "days", "january", "february", "march", "april",
                    "may", "june", "july", "august", "september", "october", "november", "december", "quarter", "half", "total",
                    "last", "decade", "decades"))  # fmt: skip
Range = tuple[int, int]


def _pronoun_before(frame: Frame, v: int, slot: int) -> bool:
    """Whether the subject of the verb at `v` is it, that or this ("this represents a 40 percent increase")."""
    i = min(v, slot) - 1
    if v > slot:
        while i >= 0 and frame.tags[i] in "DRVbhm":
            i -= 1
        return i >= 0 and frame.lows[i] in ("it", "that", "this", "which")
    while i >= 0 and (frame.tags[i] in "Rbhmd" or frame.lows[i] == "likely"):
        i -= 1
    return i >= 0 and frame.lows[i] in ("it", "that", "this", "which")


class _Item:
    """What has been read of one quantity: kept for the quantities that lean on it."""

    __slots__ = ("carried", "change", "counted", "index", "nouns", "part", "part_span", "people", "phrase", "role", "rules",
                 "sentence", "slot", "span", "unit", "verdict", "verdict_span", "frame")  # fmt: skip

    def __init__(self, index: int, sentence: int, frame: Frame, slot: Slot, unit: str) -> None:
        self.index = index
        self.sentence = sentence
        self.frame = frame
        self.slot = slot
        self.unit = unit
        self.phrase: Phrase | None = None
        self.verdict: Verdict | None = None
        self.verdict_span: Span | None = None
        self.counted: Span | None = None
        self.change: Change | None = None
        self.part: int | None = None
        self.part_span: Span | None = None
        self.people = False
        self.carried = False
        self.rules: tuple[str, ...] = ()

    def rules_hint(self) -> str:
        """The name of the rule that gave the measure."""
        return self.verdict.rule if self.verdict is not None else ""

    @property
    def measure(self) -> str:
        return self.verdict.measure if self.verdict is not None else "other"


class Reader:
    """One pass over a document's quantities."""

    def __init__(self, layout: Layout, quantities: Sequence[Quantity]) -> None:
        self.layout = layout
        self.quantities = quantities
        self.lexicon = table()
        self.items: list[_Item | None] = []
        self._healthy: int | None = None
        self._polled: bool | None = None

    def read(self) -> list[Subject]:
        """Return the subjects in the order of the quantities."""
        groups: list[tuple[Sentence, list[tuple[int, Quantity]]]] = []
        homeless: set[int] = set()
        for index, quantity in enumerate(self.quantities):
            sentence = self.layout.sentence_at(quantity.span.start)
            if sentence is None:
                homeless.add(index)
            elif groups and groups[-1][0] is sentence:
                groups[-1][1].append((index, quantity))
            else:
                groups.append((sentence, [(index, quantity)]))
        self.items = [None] * len(self.quantities)
        for sentence, members in groups:
            frame = Frame(sentence, members, self.lexicon)
            for slot in frame.slots:
                item = _Item(slot.item, sentence.index, frame, slot, self.quantities[slot.item].unit)
                self.items[slot.item] = item
                self._read_item(item)
        self._of_next()
        self._from_next()
        kinds: list[MeasureKind | None] = [item.measure if item is not None else None for item in self.items]  # type: ignore[misc]
        times = Times(self.layout).all(self.quantities, kinds)
        places = Places(self.layout).all(self.quantities, kinds)
        return [
            self._subject(item, place, when) for item, place, when in zip(self.items, places, times, strict=True)
        ]

    def _from_next(self) -> None:
        """Fill in what a headline leaves out from the text that says the same ("58 killed in blast": people)."""
        for index, item in enumerate(self.items):
            if item is None or item.counted is not None or item.phrase is None or not item.phrase.elided:
                continue
            if item.measure not in PEOPLE and item.measure not in ("attendance", "troops"):
                continue
            for later in self.items[index + 1 : index + 4]:
                if later is not None and later.people and later.measure == item.measure and later.sentence - item.sentence <= 2:
                    item.counted = later.counted
                    break

    def _of_next(self) -> None:
        """Read "12 of the 40 miners", "a third of the $9 million": part of the quantity that follows, and of its kind."""
        for item, following in zip(self.items, self.items[1:], strict=False):
            if item is None or following is None or item.frame is not following.frame or item.slot.stop >= following.slot.first:
                continue
            between = item.frame.lows[item.slot.stop : following.slot.first]
            if between[0] != "of" or item.frame.before(following.slot.first) != item.slot.stop:
                continue
            item.part = following.index
            item.part_span = self._span(item.frame, item.slot.stop, following.slot.first)
            item.counted = item.counted or following.counted
            if item.measure == "other" and following.verdict is not None:
                item.verdict, item.verdict_span = following.verdict, following.verdict_span

    # --- one quantity ---------------------------------------------------------------------------------------------

    def _read_item(self, item: _Item) -> None:
        frame, slot, unit = item.frame, item.slot, item.unit
        previous = self._previous(item)
        if previous is not None and self._is_conversion(item, previous):
            item.verdict, item.counted = previous.verdict, previous.counted
            item.verdict_span, item.part = previous.verdict_span, None
            item.change, item.people, item.phrase = previous.change, previous.people, previous.phrase
            item.rules = ("conversion",)
            return
        phrase = item.phrase = phrase_after(frame, slot, self.lexicon)
        reading = read_change(frame, slot, unit, self.lexicon)
        leaned = self._leans_on(item, reading, previous)
        partition = partition_of(frame, slot, phrase)
        part = self._whole(item, partition)
        if part is not None and partition is not None:
            item.part = part.index
            item.part_span = self._span(frame, partition.first, partition.stop)
        item.change = self._change(item, reading, previous)
        if leaned is not None and reading is None and frame.lows[frame.before(slot.first)] == "or":
            item.change = leaned.change
        item.verdict = self._verdict(item, phrase, reading, part, previous)
        if leaned is not None and item.measure in ("other", "rate", "affected", "funding") and (
            phrase.elided or self._people(frame, phrase)
        ):
            item.verdict = Verdict(leaned.measure, 0, 0, "carried")
        if item.verdict.stop > item.verdict.first:
            item.verdict_span = self._span(frame, item.verdict.first, item.verdict.stop)
        item.counted = self._counted(item, phrase, reading, part, previous)
        if leaned is not None and phrase.elided and leaned.counted is not None:
            item.counted = leaned.counted
            item.people = leaned.people
        item.rules = (item.verdict.rule,)

    def _leans_on(self, item: _Item, reading: Reading | None, previous: _Item | None) -> _Item | None:
        """Return the quantity before, where this one is another size of the same thing.

        "That rose to 120", "put the figure at 80", "grew by 21 percent, standing at 108", "35 percent, or 9 million".
        """
        if previous is None or item.sentence - previous.sentence > 1:
            return None
        frame = item.frame
        i = frame.before(item.slot.first)
        same = previous.sentence == item.sentence
        if same and i == previous.slot.stop - 1 + (frame.tags[previous.slot.stop] == ",") + 1 and frame.lows[i] == "or":
            return previous
        if reading is None:
            if same and i > 0 and frame.lows[i] in ("from", "to", "against", "versus") and previous.change is not None:
                return previous
            return None
        if reading.topic is None:
            if same and (frame.tags[reading.first] == "G" or frame.tags[reading.first - 1 : reading.first] == ["t"]):
                return previous
            return previous if _pronoun_before(frame, reading.first, item.slot.first) else None
        first, stop = reading.topic
        if stop - first == 1 and frame.lows[first] in _ANAPHORS:
            return previous
        if same and previous.change is not None and reading.kind in ("level", "reach") and frame.tags[reading.first - 1] == "t":
            return previous
        return None

    def _verdict(
        self, item: _Item, phrase: Phrase, reading: Reading | None, part: _Item | None, previous: _Item | None
    ) -> Verdict:
        frame, slot, unit, lexicon = item.frame, item.slot, item.unit, self.lexicon
        by_unit = unit_measure(unit)
        if by_unit is not None:
            if by_unit == "distance" and not phrase.elided and self._of_land(frame, phrase):
                return Verdict("area", phrase.head, phrase.head + 1, "unit")
            return Verdict(by_unit, slot.first, slot.stop, "unit")
        if is_weight(unit):
            return weight_measure(frame, slot, phrase, lexicon)
        if is_money(unit):
            return money_measure(frame, slot, unit, phrase, reading, lexicon)
        if unit in _SHARES:
            found = share_measure(
                frame, slot, phrase, reading, item.change is not None and item.change.role == "by", self.polled, lexicon
            )
            people = count_measure(frame, slot, phrase, reading, self.healthy, lexicon)
            if unit == "percent" and reading is not None and frame.lows[reading.first] in lexicon.growth and (
                found is None or found.measure in ("funding", "other", "cost")
            ):
                return Verdict("rate", reading.first, reading.stop, "growth")
            if found is not None and (found.measure in PEOPLE or people is None or people.measure not in PEOPLE):
                return found
            if people is not None and people.measure in PEOPLE and phrase.pronoun | bool(
                phrase.elided or self._people(frame, phrase)
            ):
                return people
            if part is not None and part.measure != "other" and (phrase.elided or phrase.pronoun):
                return Verdict(part.measure, 0, 0, "part")
            if found is not None:
                return found
            if self.polled and unit != "multiple" and (
                (not phrase.elided and self._people(frame, phrase)) or any(low in lexicon.opinion for low in frame.lows)
            ):
                return Verdict("poll", slot.first, slot.first, "poll")
            if previous is not None and previous.unit == unit and previous.sentence == item.sentence and phrase.elided:
                return Verdict(previous.measure, 0, 0, "carried")
            near = self._rate_near(frame, slot) if unit in ("percent", "percentage_point", "basis_point") else None
            return near or Verdict("other", slot.first, slot.first, "share")
        found = count_measure(frame, slot, phrase, reading, self.healthy, lexicon)
        if part is not None and (found is None or found.measure not in PEOPLE):
            people_like = phrase.elided or self._people(frame, phrase)
            if part.measure in PEOPLE and people_like:
                return Verdict(part.measure, 0, 0, "part")
            if found is None or found.measure == "other":
                return Verdict(part.measure, 0, 0, "part")
        if found is not None and (found.measure != "other" or not phrase.elided):
            if found.measure == "other" or found.rule == "noun":
                listed = self._listed(item, phrase, previous)
                if listed is not None:
                    return listed
            return found
        listed = self._listed(item, phrase, previous)
        if listed is not None:
            return listed
        if found is not None and not phrase.elided:
            return found
        if previous is not None and phrase.elided and (previous.people or previous.measure in ("attacks", "weapons")) and (
            (previous.sentence == item.sentence and not phrase.pronoun)
            or (self.quantities[item.index].comparator == "vague" and item.sentence - previous.sentence == 1)
        ) and previous.unit == unit:
            return Verdict(previous.measure, 0, 0, "carried")
        return found if found is not None else Verdict("other", slot.first, slot.first, "default")

    def _rate_near(self, frame: Frame, slot: Slot) -> Verdict | None:
        """Return the nearest word before a percentage that names a rate, a poll or a vote."""
        for j in range(slot.first - 1, max(-1, slot.first - 16), -1):
            if frame.tags[j] == ";":
                break
            if frame.tags[j] != "N":
                continue
            for noun in self.lexicon.nouns.get(frame.lows[j], ()):
                if noun.measure in ("rate", "poll", "votes") and frame.lows[j] not in ("economy", "forecast", "majority"):
                    return Verdict(noun.measure, j, j + 1, "rate-near")
        return None

    def _listed(self, item: _Item, phrase: Phrase, previous: _Item | None) -> Verdict | None:
        """Return the measure of the quantity before where this one only goes on with its list."""
        if previous is None or previous.sentence != item.sentence or previous.unit not in ("", item.unit):
            return None
        if previous.measure == "other" and not phrase.elided:
            return None
        tags, lows = item.frame.tags, item.frame.lows
        between = range(previous.slot.stop, item.slot.first)
        if len(between) > 14 or any(tags[j] in "VGbhmd;SW" for j in between if not (
            previous.verdict is not None and previous.verdict.first <= j < previous.verdict.stop)):  # fmt: skip
            return None
        if [lows[j] for j in between] in (["to"], ["-"], ["–"], ["against"]) and previous.measure == "votes":
            return Verdict(previous.measure, 0, 0, "list")
        if not any(tags[j] in ",C" for j in between) or any(lows[j] == "in" and j == item.slot.first - 1 for j in between):
            return None
        if item.frame.before(item.slot.first) >= 0 and tags[item.frame.before(item.slot.first)] == "P":
            return None
        if phrase.elided or (previous.people and self._people(item.frame, phrase)):
            return Verdict(previous.measure, 0, 0, "list")
        if not previous.people and previous.measure in ("weapons", "destroyed") and not classes_of(
            item.frame, phrase.first, phrase.head + 1, self.lexicon
        ):
            return Verdict(previous.measure, 0, 0, "list")
        return None

    def _counted(
        self, item: _Item, phrase: Phrase, reading: Reading | None, part: _Item | None, previous: _Item | None
    ) -> Span | None:
        frame, slot, unit = item.frame, item.slot, item.unit
        item.people = not phrase.elided and self._people(frame, phrase)
        money = is_money(unit)
        physical = bool(unit) and not money and unit not in _SHARES and not unit.startswith("1/")
        topic = reading.topic if reading is not None else None
        if (money and (reading is None or reading.role is None)) and slot.stop + 1 < len(frame.lows) and frame.lows[slot.stop] in (
            "in", "of", "worth"
        ):  # fmt: skip
            k = slot.stop + (2 if frame.lows[slot.stop : slot.stop + 2] == ["worth", "of"] else 1)
            first, stop = phrase_bounds(frame, k)
            if stop > first and not any(word in _TIMES or word[0].isdigit() for word in frame.lows[first:stop]):
                return self._span(frame, first, stop)
        complement = self._complement(frame, phrase) if not unit or unit in _SHARES else None
        if complement is not None:
            item.people = True
            return self._span(frame, *complement)
        if topic is not None and (phrase.elided or physical or (reading is not None and reading.role is not None and unit)):
            if not (money and reading is not None and reading.role is None and not phrase.elided):
                return self._span(frame, *topic)
        if physical and slot.stop < len(frame.lows) and frame.lows[slot.stop] == "of":
            first, stop = phrase_bounds(frame, slot.stop + 1)
            if stop > first:
                return self._span(frame, first, stop)
        if not phrase.elided:
            if physical and item.measure in ("distance", "duration", "other") and not self._adjacent(frame, slot, phrase):
                return self._subject_span(frame, slot)
            return self._span(frame, phrase.first, phrase.stop)
        if part is not None and part.counted is not None:
            item.people = part.people
            return part.counted
        if physical or money or unit in _SHARES:
            i = frame.before(slot.first)
            if i > 0 and frame.lows[i] in ("of", "at", "worth") and frame.tags[i - 1] in "NG":
                j = i
                while j > 0 and (frame.tags[j - 1] in "Ns-" or (frame.tags[j - 1] == "V" and frame.tags[j] == "N")) and i - j < 6:
                    j -= 1
                return self._span(frame, j, i)
            if money:
                return self._money_counted(item)
            return self._subject_span(frame, slot)
        # a bare count: what the words before it count
        i = frame.before(slot.first)
        if i > 0 and frame.lows[i] == "of" and frame.tags[i - 1] == "N":
            j = i
            while j > 0 and frame.tags[j - 1] in "N-" and i - j < 4:
                j -= 1
            return self._span(frame, j, i)
        return self._carried(item, previous)

    def _complement(self, frame: Frame, phrase: Phrase) -> Range | None:
        """Return what the elided counted are said to be: "40 are women", "many of them children"."""
        if not phrase.elided:
            return None
        tags, lows = frame.tags, frame.lows
        i = phrase.end
        if i < len(tags) and lows[i] in ("are", "were"):
            i += 1
        elif not phrase.pronoun or (i < len(tags) and tags[i] not in "N"):
            return None
        j = i
        while j < len(tags) and tags[j] in "NC,":
            j += 1
        first, stop = phrase_bounds(frame, i)
        if stop <= first or tags[i] != "N":
            return None
        nouns = classes_of(frame, first, stop, self.lexicon)
        if not any(noun.cls in ("people", "fighters") for noun in nouns):
            return None
        while stop + 1 < j and tags[stop] == "," and tags[stop + 1] == "N":
            stop = phrase_bounds(frame, stop + 1)[1]
        return first, stop

    def _carried(self, item: _Item, previous: _Item | None) -> Span | None:
        """Return the counted phrase of an earlier quantity that this one counts too, else a word of its own verdict."""
        people = item.measure in PEOPLE or item.measure in ("troops", "attendance")
        if previous is not None and item.rules_hint() in ("list", "carried", "part") and previous.counted is not None and (
            previous.measure == item.measure and (item.part is not None or previous.part is None)
        ):  # fmt: skip
            item.people, item.carried = previous.people, True
            return previous.counted
        steps = 0
        for index in range(item.index - 1, -1, -1):
            earlier = self.items[index]
            if earlier is None:
                continue
            steps += 1
            if steps > 6 or item.sentence - earlier.sentence > 2:
                break
            if earlier.counted is None or earlier.unit not in ("", item.unit) or (earlier.part is not None and item.part is None):
                continue
            if people and not (earlier.people or earlier.measure in PEOPLE):
                continue
            if people and earlier.phrase is not None and not earlier.people and not earlier.carried and earlier.measure in PEOPLE:
                continue
            if not people and earlier.sentence != item.sentence:
                continue
            item.people = earlier.people
            item.carried = True
            return earlier.counted
        if item.verdict is not None and item.verdict.rule in ("noun-frame", "head", "participle", "verb") and (
            item.verdict.stop - item.verdict.first == 1
        ):
            if item.verdict.rule == "noun-frame":
                return self._span(item.frame, item.verdict.first, item.verdict.stop)
        if item.verdict is not None and item.verdict.stop > 0 and item.frame.lows[item.verdict.stop - 1] in _HARMED:
            return self._span(item.frame, item.verdict.stop - 1, item.verdict.stop)
        return None

    def _money_counted(self, item: _Item) -> Span | None:
        frame, slot = item.frame, item.slot
        if item.verdict is not None and item.verdict.rule in ("subject", "noun-before", "amount-in", "money-near", "noun-of"):
            first = item.verdict.first
            while first > 0 and frame.tags[first - 1] == "N" and item.verdict.first - first < 3:
                first -= 1
            return self._span(frame, first, item.verdict.stop)
        i = frame.before(slot.first)
        while i >= 0 and frame.tags[i] not in 'Vb;S"':
            i -= 1
        if i > 0 and frame.tags[i] in "Vb" and item.measure in ("cost", "income", "price_level"):
            topic = subject_before(frame, i)
            return None if topic is None else self._span(frame, *topic)
        return None

    def _subject_span(self, frame: Frame, slot: Slot) -> Span | None:
        i = slot.first - 1
        while i >= 0 and frame.tags[i] not in "VbhmdG":
            if frame.tags[i] in ";":
                i = -1
                break
            i -= 1
        if i > 0:
            topic = subject_before(frame, i)
            if topic is not None:
                return self._span(frame, *topic)
        j = frame.before(slot.first)
        while j >= 0 and frame.tags[j] in "PVRG,(":
            j -= 1
        k = j + 1
        while k > 0 and frame.tags[k - 1] in "N-s":
            k -= 1
        return self._span(frame, k, j + 1) if j + 1 > k else None

    # --- helpers --------------------------------------------------------------------------------------------------

    def _change(self, item: _Item, reading: Reading | None, previous: _Item | None) -> Change | None:
        frame = item.frame
        if reading is None:
            return None
        direction: Literal["up", "down"] | None = reading.direction
        role = reading.role
        if reading.kind == "reach" and role is not None and (
            item.phrase is None or not (item.phrase.elided or self._counting(frame, reading)) or unit_measure(item.unit) == "duration"
        ):  # fmt: skip
            return None
        if role == "by" and frame.lows[reading.stop : reading.stop + 1] == ["of"] and previous is not None and (
            previous.sentence == item.sentence and previous.change is None and direction is not None
            and frame.tags[previous.slot.stop : reading.first] in ([","], [",", "D"])
        ):  # fmt: skip
            # "tallied $4 billion, a rise of 13 percent"
            previous.change = Change(direction=direction, role="to", span=self._span(frame, reading.first, reading.stop))
        if direction is None or role is None:
            # "grew by 21%, standing at 108 million"; "tallied 4 billion, a rise of 13%"
            if reading.kind in ("level", "reach") and previous is not None and previous.sentence == item.sentence and (
                previous.change is not None and previous.change.role == "by" and previous.unit in _SHARES | {item.unit}
                and (frame.tags[reading.first] == "G" or frame.tags[reading.first - 1 : reading.first] == ["t"])
            ):  # fmt: skip
                return Change(direction=previous.change.direction, role="to", span=previous.change.span)
            return None
        return Change(direction=direction, role=role, span=self._span(frame, reading.first, reading.stop))

    def _counting(self, frame: Frame, reading: Reading) -> bool:
        """Whether the topic is a number, total or toll rather than somebody who reaches people."""
        if reading.topic is None:
            return False
        first, stop = reading.topic
        return any(low in COUNTERS or low == "toll" for low in frame.lows[max(0, first - 4) : stop])

    def _definite(self, item: _Item) -> _Item | None:
        """Return the earlier quantity that "two of the sources", "most of these civilians" take their part of."""
        frame, slot = item.frame, item.slot
        at = slot.stop
        if frame.lows[at : at + 1] != ["of"] or frame.lows[at + 1 : at + 2] not in (["the"], ["these"], ["those"]):
            return None
        phrase = item.phrase
        if phrase is None or phrase.elided or frame.lows[slot.first] in ("many", "several", "some", "few", "a"):
            return None
        head = frame.lows[phrase.head].rstrip("s")
        anyone = frame.lows[phrase.head] in ("individuals", "people", "victims", "persons", "dead", "civilians")
        for index in range(item.index - 1, max(-1, item.index - 10), -1):
            earlier = self.items[index]
            if earlier is None or item.sentence - earlier.sentence > 5:
                break
            if earlier.counted is None or earlier.unit or earlier.part is not None:
                continue
            words = earlier.counted.text.lower().split()
            if words[-1].rstrip("s") == head or head in (word.rstrip("s") for word in words):
                return earlier
            if anyone and earlier.measure in PEOPLE and item.sentence - earlier.sentence <= 1:
                return earlier
        return None

    def _whole(self, item: _Item, partition: Partition | None) -> _Item | None:
        """Return the earlier quantity that this one is stated to be part of."""
        if partition is None:
            definite = self._definite(item)
            if definite is not None:
                item.part, item.part_span = definite.index, self._span(item.frame, item.slot.stop, item.slot.stop + 2)
                return definite
            return self._list_part(item)
        named = self._named_measure(item.frame, partition)
        for index in range(item.index - 1, max(-1, item.index - 6), -1):
            earlier = self.items[index]
            if earlier is None or (named is not None and earlier.measure != named and earlier.measure != "casualties"):
                continue
            if item.sentence - earlier.sentence > 1 + (item.phrase is not None and item.phrase.pronoun) or (partition.near and item.sentence != earlier.sentence):
                break
            if earlier.unit in ("", item.unit) or (is_money(earlier.unit) and item.unit in _SHARES):
                joined = partition.near or partition.of != (0, 0)
                if earlier.part is not None and joined and item.frame.lows[partition.first] != "including":
                    whole = self.items[earlier.part]
                    if whole is not None:
                        return whole
                return earlier
        return None

    def _named_measure(self, frame: Frame, partition: Partition) -> str | None:
        """Return the measure that the named whole has: "the dead include", "among those killed"."""
        for j in range(*partition.of):
            low = frame.lows[j]
            if low in self.lexicon.states:
                return self.lexicon.states[low]
            verb = self.lexicon.verbs.get(low)
            if verb is not None and verb.form in "en" and frame.tags[j] == "V":
                return next((use.measure for use in verb.uses if use.takes == "object" and use.measure in PEOPLE), None)
        return None

    def _list_part(self, item: _Item) -> _Item | None:
        """Return the whole of the quantity before where this one goes on with its list of parts."""
        previous = self._previous(item)
        if previous is None or previous.part is None or previous.sentence != item.sentence:
            return None
        tags = item.frame.tags
        between = range(previous.slot.stop, item.slot.first)
        if len(between) > 9 or not any(tags[j] in ",C" for j in between) or any(
            tags[j] in "VbhmdS;" and item.frame.lows[j] not in self.lexicon.states for j in between
        ):
            return None
        item.part_span = previous.part_span
        item.part = previous.part
        return self.items[previous.part]

    def _is_conversion(self, item: _Item, previous: _Item) -> bool:
        if previous.sentence != item.sentence or not item.unit or not previous.unit:
            return False
        between = self.layout.text[self.quantities[previous.index].span.end : self.quantities[item.index].span.start]
        bare = between.strip()
        return bare in ("(", "(~", "(about", "(around", "(roughly", "(nearly", "(almost", "[") or (
            bare in (";", "/", "or", ", or") and "conversion" in previous.rules
        )

    def _previous(self, item: _Item) -> _Item | None:
        return self.items[item.index - 1] if item.index else None

    def _people(self, frame: Frame, phrase: Phrase) -> bool:
        if phrase.other:
            pass
        nouns = classes_of(frame, phrase.first, phrase.head + 1, self.lexicon)
        return any(noun.cls in ("people", "fighters", "captive") for noun in nouns)

    def _of_land(self, frame: Frame, phrase: Phrase) -> bool:
        return topic_noun(frame, phrase.first, phrase.stop, self.lexicon, ("scalar",)) is not None and any(
            noun.measure == "area" for noun in self.lexicon.nouns.get(frame.lows[phrase.head], ())
        )

    def _adjacent(self, frame: Frame, slot: Slot, phrase: Phrase) -> bool:
        """Whether the noun stands right at the measure (`18-month siege`, `27 years of war`), not behind an adjective."""
        if frame.lows[phrase.head] in ("high", "long", "wide", "deep", "tall", "south", "north", "east", "west", "away", "old"):
            return False
        return True

    def _span(self, frame: Frame, first: int, stop: int) -> Span:
        tokens = frame.tokens
        stop = min(max(stop, first + 1), len(tokens))
        return Span.of(self.layout.text, tokens[first].start, tokens[stop - 1].end)

    def _subject(self, item: _Item | None, place: Place | None, when: When | None) -> Subject:
        if item is None or item.verdict is None:
            return Subject(Measured(kind="other"), place=place, when=when)
        evidence = () if item.verdict_span is None else (item.verdict_span,)
        return Subject(
            measure=Measured(kind=item.verdict.measure, evidence=evidence),  # type: ignore[arg-type]
            counted=item.counted,
            change=item.change,
            place=place,
            when=when,
            part_of=item.part,
            part_span=item.part_span if item.part is not None else None,
            rules=item.rules,
        )

    @property
    def healthy(self) -> int:
        """How many words of disease the document has: where there are any, cases are infections."""
        if self._healthy is None:
            low = self.layout.text.lower()
            self._healthy = sum(word in low for word in self.lexicon.health)
        return self._healthy

    @property
    def polled(self) -> bool:
        """Whether the document speaks of a poll or survey."""
        if self._polled is None:
            low = self.layout.text.lower()
            self._polled = any(word in low for word in (" poll", "survey", "respondents", "pollster"))
        return self._polled


__all__ = ["COUNTERS", "Reader"]
