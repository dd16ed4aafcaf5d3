"""Finds the quantity that another is stated to be part of."""

from __future__ import annotations

from factledger.measures.amounts import (
    is_money,
)
from factledger.measures.book import Book, Item
from factledger.measures.frame import Frame
from factledger.measures.kinds import PEOPLE
from factledger.measures.parts import Partition
from factledger.measures.table import word_list
from factledger.measures.verdicts import KEPT, SHARES, frees, named_measure

CALLED_BACK = 3  # sentences from `three of the survivors` to those who were rescued
SUM_BACK = 2  # sentences from parts to the whole that they add up to
LEAST_SUM = 5  # smaller wholes add up by chance

#: What those are called of whom a measure has told.
_CALLED = {
    kind: word_list(f"called_{kind}")
    for kind in ("killed", "injured", "rescued", "captured", "arrested", "missing", "displaced")
}
_DOWNING = word_list("downing")
_DOWNED = word_list("downed")
_POSSESSIVE = frozenset(("'s", "’s", "'", "’", "its", "his", "her", "their", "our"))


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
        if partition.of != (0, 0) and partition.first >= item.slot.stop and earlier.frame is item.frame and (
            _joined(earlier, item)
        ):  # fmt: skip
            continue  # "ten women and five children were among the dead"
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
    called = next((kind for kind, names in _CALLED.items() if frame.lows[phrase.head] in names), None)
    for index in range(item.index - 1, max(-1, item.index - 10), -1):
        earlier = book.items[index]
        if earlier is None or item.sentence - earlier.sentence > 5:
            break
        if earlier.counted is None or earlier.unit or earlier.part is not None:
            continue
        words = earlier.counted.text.lower().split()
        if words[-1].rstrip("s") == head or head in (word.rstrip("s") for word in words):
            return earlier
        if called is not None and earlier.measure == called and item.sentence - earlier.sentence <= CALLED_BACK:
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
        if between[0] != "of" or not (following.slot.before == item.slot.stop or _owned(item.frame, item, following)):
            continue
        item.part = following.index
        item.part_span = book.span(item.frame, item.slot.stop, following.slot.first)
        item.counted = item.counted or following.counted
        if item.measure == "other" and following.verdict is not None:
            item.verdict, item.verdict_span = following.verdict, following.verdict_span


def _owned(frame: Frame, item: Item, following: Item) -> bool:
    """Whether an owner stands between: "330 of the resort's 397 rooms"."""
    between = range(item.slot.stop + 1, following.slot.first)
    if not between or len(between) > 7 or frame.lows[between[-1]] not in _POSSESSIVE:
        return False
    return following.unit in ("", item.unit) and all(frame.tags[j] in "DNsp-Q'" for j in between)


def _joined(first: Item, second: Item) -> bool:
    """Whether two quantities stand side by side: "ten women and five children"."""
    tags = first.frame.tags[first.slot.stop : second.slot.first]
    return any(tag in ",C" for tag in tags) and all(tag in ",CNRD-Q" for tag in tags)


def stated_parts(book: Book) -> None:
    """Find the wholes that the structure of a passage gives: "Of the 420 held, 347 were men"; parts that add up."""
    for item in book.items:
        if item is None:
            continue
        if _fronts(item):
            _part_fronted(book, item)
        elif item.part is None:
            _part_intercepted(book, item)
    for item in book.items:
        if item is not None and item.part is not None:
            _part_neighbours(book, item)
    _part_sums(book)


def _fronts(item: Item) -> bool:
    """Whether the quantity stands in a phrase with `of` that opens its clause."""
    frame, at = item.frame, item.slot.before
    if at < 0 or frame.lows[at] != "of" or (item.unit and not is_money(item.unit)):
        return False
    if at and frame.lows[at - 1] == "out":
        at -= 1
    return at == 0 or frame.tags[at - 1] in ',;S"C'


def _part_fronted(book: Book, whole: Item) -> None:
    frame = whole.frame
    comma = next((j for j in range(whole.slot.stop, len(frame.tags)) if frame.tags[j] in ",;"), len(frame.tags))
    for index in range(whole.index + 1, len(book.items)):
        item = book.items[index]
        if item is None or item.frame is not frame or ";" in frame.tags[comma : item.slot.first]:
            return
        if item.slot.first < comma or item.part is not None or not _fits(book, item, whole):
            continue
        _take(book, item, whole, whole.slot.before, whole.slot.stop)


def _fits(book: Book, item: Item, whole: Item) -> bool:
    """Whether the quantity can be part of the whole: a share, or not more of the same unit."""
    if item.unit in SHARES and item.unit != "multiple":
        return item.change is None
    part, all_of_it = book.quantities[item.index].value, book.quantities[whole.index].value
    if item.unit != whole.unit or item.change is not None:
        return False
    return part is None or all_of_it is None or part <= all_of_it


def _take(book: Book, item: Item, whole: Item, first: int, stop: int) -> None:
    item.part, item.part_span = whole.index, book.span(whole.frame, first, stop)
    if item.verdict is not None and whole.measure in KEPT and frees(item.frame, item.verdict):
        item.verdict = item.verdict._replace(measure=whole.measure)


def _part_neighbours(book: Book, item: Item) -> None:
    """Give the neighbours in a list of parts the same whole: "30 of those were freed and ten charged"."""
    whole = book.items[item.part] if item.part is not None else None
    if whole is None or item.part_span is None or whole.index > item.index:
        return
    fronted = item.part_span.end <= book.quantities[item.index].span.start
    following = book.items[item.index + 1] if item.index + 1 < len(book.items) else None
    if following is not None and following.frame is item.frame and following.part is None:
        tags = item.frame.tags[item.slot.stop : following.slot.first]
        lean = fronted or (following.phrase is not None and following.phrase.elided)
        if lean and any(tag in ",C" for tag in tags) and not set(tags) & set(";SW") and (
            _fits(book, following, whole) and following.measure != "duration"
        ):  # fmt: skip
            following.part, following.part_span = item.part, item.part_span
    previous = book.previous(item)
    behind = item.part_span.start >= book.quantities[item.index].span.end
    if (
        behind and previous is not None and previous.part is None and previous is not whole
        and previous.frame is item.frame and _joined(previous, item) and _fits(book, previous, whole)
    ):  # fmt: skip
        previous.part, previous.part_span = item.part, item.part_span  # "ten women and five children were among"


def _part_intercepted(book: Book, item: Item) -> None:
    """Read "fired 600 drones. Air defences shot down 549 drones": part of those that were sent."""
    if item.measure not in ("weapons", "destroyed") or item.unit or item.phrase is None or item.phrase.elided:
        return
    frame = item.frame
    if _DOWNING.isdisjoint(frame.lows[max(0, item.slot.first - 14) : item.slot.stop + 8]):
        return
    head = frame.lows[item.phrase.head]
    for index in range(item.index - 1, max(-1, item.index - 6), -1):
        earlier = book.items[index]
        if earlier is None or item.sentence - earlier.sentence > SUM_BACK:
            return
        phrase = earlier.phrase
        if phrase is None or phrase.elided or earlier.part is not None or earlier.unit:
            continue
        sent = earlier.frame.lows[max(0, earlier.slot.first - 8) : earlier.slot.first]
        if earlier.frame.lows[phrase.head] == head and _less(book, item, earlier) and _DOWNED.isdisjoint(sent):
            _take(book, item, earlier, earlier.slot.first, phrase.head + 1)
            return


def _less(book: Book, item: Item, whole: Item) -> bool:
    part, all_of_it = book.quantities[item.index].value, book.quantities[whole.index].value
    return part is not None and all_of_it is not None and part < all_of_it


def _part_sums(book: Book) -> None:
    """Find lists of parts that add up to the figure before them: "nine people: six children and three adults"."""
    for whole in book.items:
        value = book.quantities[whole.index].value if whole is not None else None
        if whole is None or value is None or whole.part is not None or whole.unit or value < 2:
            continue
        group = _run_after(book, whole)
        while len(group) > 1 and sum(book.quantities[item.index].value or 0 for item in group) > value:
            group = group[1:]  # "20 civilians in two attacks: seven in a raid and 13 in a strike"
        if len(group) < 2 or sum(book.quantities[item.index].value or 0 for item in group) != value:
            continue
        same = group[0].frame is whole.frame
        if value >= LEAST_SUM or (same and _only_listed(whole, group[0])):
            for item in group:
                _take(book, item, whole, whole.slot.first, whole.slot.stop)
                if item.measure == "other":
                    item.verdict, item.verdict_span = whole.verdict, whole.verdict_span


def _only_listed(whole: Item, first: Item) -> bool:
    return not set(whole.frame.tags[whole.slot.stop : first.slot.first]) & set("VGbhmd")


def _run_after(book: Book, whole: Item) -> list[Item]:
    """Return the quantities of one sentence after the whole that may be its parts: those of its measure."""
    group: list[Item] = []
    for index in range(whole.index + 1, min(len(book.items), whole.index + 8)):
        item = book.items[index]
        if item is None or item.sentence - whole.sentence > SUM_BACK:
            break
        kindred = item.measure == whole.measure or (
            item.measure == "other" and item.frame is whole.frame and whole.measure in PEOPLE
        )
        if item.unit or item.part is not None or item.change is not None or not kindred:
            if group:
                break
            continue
        if book.quantities[index].value is None or (group and item.frame is not group[0].frame):
            break
        group.append(item)
    return group
