"""Reads a document's quantities in order: phrase, change, whole, measure, counted; then place and time of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from factledger.frozen import trusted
from factledger.measures import Subject
from factledger.measures.amounts import (
    unit_measure,
)
from factledger.measures.book import Book, Item
from factledger.measures.change import Reading, read_change
from factledger.measures.clauses import COUNTERS
from factledger.measures.counted import Phrase, phrase_after
from factledger.measures.ellipsis import alternative, carried_reading, compared
from factledger.measures.frame import Frame
from factledger.measures.kinds import PEOPLE, Verdict
from factledger.measures.naming import counted, from_next
from factledger.measures.parts import partition_of
from factledger.measures.places import Places
from factledger.measures.table import Table
from factledger.measures.verdicts import SHARES, apposed, beside, leans_on, verdict
from factledger.measures.when import Times, ground_of
from factledger.measures.wholes import of_next, stated_parts, whole
from factledger.records import Change, Measured, MeasureKind, Place, Quantity, When
from factledger.segment import Layout, Sentence

_measured = trusted(Measured)
AGAIN_BACK = 16  # quantities back to the people whom a definite number names again
LEAST_AGAIN = 3  # the two, the one: others share so small a number
_DEFINITE = frozenset(("the", "those", "these", "all"))
#: What verbs and rallies do that are words of change elsewhere: dropped 40 bombs, cut 40 lives short.
_DONE = ("attacks", "affected", "killed", "attendance")


def read_all(layout: Layout, quantities: Sequence[Quantity], lexicon: Table | None = None) -> list[Subject]:
    """Return what each quantity is about, in the order of the quantities."""
    book = Book(layout, quantities, lexicon)
    groups: list[tuple[Sentence, list[tuple[int, Quantity]]]] = []
    for index, quantity in enumerate(book.quantities):
        sentence = book.layout.sentence_at(quantity.span.start)
        if sentence is None:
            continue
        if groups and groups[-1][0] is sentence:
            groups[-1][1].append((index, quantity))
        else:
            groups.append((sentence, [(index, quantity)]))
    for sentence, members in groups:
        frame = Frame(sentence, members, book.lexicon, book.speaks_of)
        for slot in frame.slots:
            item = Item(slot.item, sentence.index, frame, slot, book.quantities[slot.item].unit)
            book.items[slot.item] = item
            _read_item(book, item)
    of_next(book)
    stated_parts(book)
    from_next(book)
    kinds: list[MeasureKind | None] = [item.measure if item is not None else None for item in book.items]  # type: ignore[misc]
    ground = ground_of(book.layout, book.quantities)
    times = Times(book.layout).all(book.quantities, kinds, ground)
    places = Places(book.layout).all(book.quantities, kinds, ground)
    return [_subject(item, place, when) for item, place, when in zip(book.items, places, times, strict=True)]


def _read_item(book: Book, item: Item) -> None:
    frame, slot, unit = item.frame, item.slot, item.unit
    previous = book.previous(item)
    if previous is not None and _is_conversion(book, item, previous):
        item.verdict, item.counted = previous.verdict, previous.counted
        item.verdict_span, item.part = previous.verdict_span, None
        item.change, item.people, item.phrase = previous.change, previous.people, previous.phrase
        item.rules = ("conversion",)
        return
    phrase = item.phrase = phrase_after(frame, slot, book.lexicon)
    own = read_change(frame, slot, unit, book.lexicon)
    reading = item.reading = carried_reading(book, item, own, previous)
    item.gapped = reading is not own and reading is not None and previous is not None and (
        previous.reading is not None and reading.topic != previous.reading.topic)  # fmt: skip
    leaned = leans_on(book, item, reading, previous)
    partition = partition_of(frame, slot, phrase)
    part = whole(book, item, partition)
    if part is not None and partition is not None:
        item.part = part.index
        item.part_span = book.span(frame, partition.first, partition.stop)
    item.change = _change(book, item, reading, previous)
    if leaned is not None and item.change is None and alternative(item, leaned):
        item.change = leaned.change
    item.verdict = verdict(book, item, phrase, reading, partition, part, previous)
    again = _named_again(book, item, phrase)
    if again is not None:
        item.verdict = Verdict(again.measure, 0, 0, "again")
    if (
        leaned is not None
        and (item.measure in ("other", "rate", "affected", "funding") or _restated(item, leaned))
        and (phrase.elided or book.is_people(frame, phrase) or _same_head(frame, phrase, leaned))
        and not _named_anew(item, leaned)
    ):
        item.verdict = Verdict(leaned.measure, 0, 0, "carried")
    item.verdict = _level_or_change(item, item.verdict)
    # "planes dropped 40 bombs", "cut 40 villages off": what the verb does is no change of size
    done = item.verdict.measure in _DONE and item.verdict.rule == "verb"
    if done and reading is not None and item.verdict.first == reading.first:
        item.change = None
    if item.verdict.stop > item.verdict.first:
        item.verdict_span = book.span(frame, item.verdict.first, item.verdict.stop)
    item.counted = counted(book, item, phrase, reading, part, previous)
    apart = reading is not None and leaned is not None and apposed(frame, leaned, item, reading)
    lean = phrase.elided or apart or (reading is not None and frame.lows[slot.stop : slot.stop + 2][-1:] == ["than"])
    if leaned is not None and lean and leaned.counted is not None and not _named_anew(item, leaned):
        item.counted = leaned.counted
        item.people = leaned.people
    item.rules = (item.verdict.rule,)


def _named_again(book: Book, item: Item, phrase: Phrase) -> Item | None:
    """Return the people told of before whom `the 42 people`, `all 12` only name again, saying nothing new."""
    value = book.quantities[item.index].value
    if item.unit or value is None or value < LEAST_AGAIN or item.rule not in ("noun", "default") or (
        item.measure not in ("other", "attendance", "troops")
    ):  # fmt: skip
        return None
    frame = item.frame
    at = frame.bounded.get(item.slot.first, item.slot.first) - 1
    if at < 0 or frame.lows[at] not in _DEFINITE or not (phrase.elided or book.is_people(frame, phrase)):
        return None
    for index in range(item.index - 1, max(-1, item.index - AGAIN_BACK), -1):
        earlier = book.items[index]
        if earlier is not None and not earlier.unit and book.quantities[index].value == value:
            return earlier if earlier.measure in PEOPLE else None
    return None


def _restated(item: Item, leaned: Item) -> bool:
    """Whether the quantity is another size of the same thing: `17 percent, or 3.3 billion barrels`."""
    started = item.reading is not None and item.reading.role == "from" and leaned.unit == item.unit
    return (
        (alternative(item, leaned) or compared(item, leaned) or started)
        and leaned.measure != "other"
        and item.measure not in ("duration", "distance")
    )


def _level_or_change(item: Item, found: Verdict) -> Verdict:
    """Tell the move of a price or currency (`by`) from the price it moved to or from."""
    moved = item.change is not None and item.change.role == "by"
    if moved and found.measure in ("price_level", "currency_level"):
        return found._replace(measure=found.measure.replace("level", "change"))
    if not moved and found.measure in ("price_change", "currency_change") and item.unit not in SHARES:
        return found._replace(measure=found.measure.replace("change", "level"))
    return found


def _named_anew(item: Item, leaned: Item) -> bool:
    """Whether the quantity has a noun of its own that says something else: a loss of 13, versus [a profit of] 63."""
    own = item.verdict
    if own is not None and own.rule == "exchange" and not leaned.measure.startswith("currency"):
        return True
    if own is None or own.rule not in ("noun-of", "amount-in") or own.measure in ("other", leaned.measure):
        return False
    return own.first >= leaned.slot.stop


def _same_head(frame: Frame, phrase: Phrase, other: Item) -> bool:
    """Whether both count things of the same name: 150 homes; the number rose from [80] homes."""
    return other.counted is not None and other.counted.text.lower().endswith(frame.lows[phrase.head])


def _change(book: Book, item: Item, reading: Reading | None, previous: Item | None) -> Change | None:
    frame = item.frame
    if reading is None:
        return None
    direction: Literal["up", "down"] | None = reading.direction
    role = reading.role
    if reading.kind == "reach" and role is not None:
        sized = item.phrase is not None and (item.phrase.elided or _counting(book, frame, reading))
        if not sized or unit_measure(item.unit) == "duration":
            return None  # "plans to reach 5,000 people"
    if role == "by" and previous is not None and (
        previous.sentence == item.sentence and previous.change is None and direction is not None
        and ((
            frame.lows[reading.stop : reading.stop + 1] == ["of"]
            and frame.tags[previous.slot.stop : reading.first] in ([","], [",", "D"])
        ) or apposed(frame, previous, item, reading))
    ):  # fmt: skip
        # "tallied $4 billion, a rise of 13 percent"
        previous.change = Change(direction=direction, role="to", span=book.span(frame, reading.first, reading.stop))
    if direction is not None and previous is not None and previous.change is None and (
        previous.sentence == item.sentence and frame.lows[reading.first] in ("up", "down")
        and beside(frame, previous, reading)
    ):  # fmt: skip
        # "closed at $81.50, up $2.30", "708,000 accounts, up 45 percent"
        previous.change = Change(direction=direction, role="to", span=book.span(frame, reading.first, reading.stop))
    if role == "from" and previous is not None and previous.change is None and (
        previous.sentence == item.sentence and reading.first >= previous.slot.stop and direction is not None
        and (
            not set(frame.tags[previous.slot.stop : reading.first]) & set("VGbhmd;SW")
            or (frame.tags[reading.first - 1] == "," and previous.unit == item.unit)
        )
    ):  # fmt: skip
        # "was 61 percent, down from 68 percent"
        previous.change = Change(direction=direction, role="to", span=book.span(frame, reading.first, reading.stop))
    if direction is None or role is None:
        # "grew by 21%, standing at 108 million"; "tallied 4 billion, a rise of 13%"
        if reading.kind in ("level", "reach") and previous is not None and previous.sentence == item.sentence and (
            previous.change is not None and previous.change.role == "by" and previous.unit in SHARES | {item.unit}
            and (frame.lows[reading.first].endswith("ing") or frame.tags[reading.first - 1 : reading.first] == ["t"])
        ):  # fmt: skip
            return Change(direction=previous.change.direction, role="to", span=previous.change.span)
        return None
    return Change(direction=direction, role=role, span=book.span(frame, reading.first, reading.stop))


def _counting(book: Book, frame: Frame, reading: Reading) -> bool:
    """Whether the topic is a number, total or toll rather than somebody who reaches people."""
    if reading.topic is None:
        return False
    first, stop = reading.topic
    return any(low in COUNTERS or low == "toll" for low in frame.lows[max(0, first - 4) : stop])


def _is_conversion(book: Book, item: Item, previous: Item) -> bool:
    if previous.sentence != item.sentence or not item.unit or not previous.unit:
        return False
    between = book.layout.text[book.quantities[previous.index].span.end : book.quantities[item.index].span.start]
    bare = between.strip()
    return bare in ("(", "(~", "(about", "(around", "(roughly", "(nearly", "(almost", "[") or (
        bare in (";", "/", "or", ", or") and "conversion" in previous.rules
    )


def _subject(item: Item | None, place: Place | None, when: When | None) -> Subject:
    if item is None or item.verdict is None:
        return Subject(_measured(kind="other"), place=place, when=when)
    evidence = () if item.verdict_span is None else (item.verdict_span,)
    measure = _measured(evidence=evidence, kind=item.verdict.measure)  # type: ignore[arg-type]
    part_span = item.part_span if item.part is not None else None
    return Subject(measure, item.counted, item.change, place, when, item.part, part_span, item.rules)
