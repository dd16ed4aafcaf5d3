"""Finds the quantity that another is stated to be part of."""

from __future__ import annotations

from factledger.measures.amounts import (
    is_money,
)
from factledger.measures.book import Book, Item
from factledger.measures.kinds import PEOPLE
from factledger.measures.parts import Partition
from factledger.measures.verdicts import SHARES, named_measure


def whole(book: Book, item: Item, partition: Partition | None) -> Item | None:
    """Return the earlier quantity that this one is stated to be part of."""
    if partition is None:
        definite = _definite(book, item)
        if definite is not None:
            item.part, item.part_span = definite.index, book.span(item.frame, item.slot.stop, item.slot.stop + 2)
            return definite
        return _list_part(book, item)
    named = named_measure(book, item.frame, partition)
    for index in range(item.index - 1, max(-1, item.index - 6), -1):
        earlier = book.items[index]
        if earlier is None or (named is not None and earlier.measure != named and earlier.measure != "casualties"):
            continue
        if item.sentence - earlier.sentence > 1 + (item.phrase is not None and item.phrase.pronoun) or (
            partition.near and item.sentence != earlier.sentence
        ):
            break
        if earlier.unit in ("", item.unit) or (is_money(earlier.unit) and item.unit in SHARES):
            joined = partition.near or partition.of != (0, 0)
            if earlier.part is not None and joined and item.frame.lows[partition.first] != "including":
                whole = book.items[earlier.part]
                if whole is not None:
                    return whole
            return earlier
    return None


def _definite(book: Book, item: Item) -> Item | None:
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
        earlier = book.items[index]
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


def _list_part(book: Book, item: Item) -> Item | None:
    """Return the whole of the quantity before where this one goes on with its list of parts."""
    previous = book.previous(item)
    if previous is None or previous.part is None or previous.sentence != item.sentence:
        return None
    tags = item.frame.tags
    between = range(previous.slot.stop, item.slot.first)
    if (
        len(between) > 9
        or not any(tags[j] in ",C" for j in between)
        or any(tags[j] in "VbhmdS;" and item.frame.lows[j] not in book.lexicon.states for j in between)
    ):
        return None
    item.part_span = previous.part_span
    item.part = previous.part
    return book.items[previous.part]


def of_next(book: Book) -> None:
    """Read "12 of the 40 miners", "a third of the $9 million": part of the quantity that follows, and of its kind."""
    for item, following in zip(book.items, book.items[1:], strict=False):
        if (
            item is None
            or following is None
            or item.frame is not following.frame
            or item.slot.stop >= following.slot.first
        ):
            continue
        between = item.frame.lows[item.slot.stop : following.slot.first]
        if between[0] != "of" or item.frame.before(following.slot.first) != item.slot.stop:
            continue
        item.part = following.index
        item.part_span = book.span(item.frame, item.slot.stop, following.slot.first)
        item.counted = item.counted or following.counted
        if item.measure == "other" and following.verdict is not None:
            item.verdict, item.verdict_span = following.verdict, following.verdict_span
