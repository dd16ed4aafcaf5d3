"""Ellipsis: quantities that leave out the verb or the subject which the quantity before them has.

"Copper rose 1%, zinc [2%]"; "fell 2% to [$70] from [$72]"; "closed at $81.50, up [$2.30]"; "revenue was $3bn,
compared with [$2bn] a year earlier"; "net income was $58m, or [42 cents] a share".
"""

from __future__ import annotations

from factledger.measures.book import Book, Item
from factledger.measures.change import Reading
from factledger.measures.clauses import Range
from factledger.measures.counted import phrase_bounds
from factledger.measures.frame import Frame
from factledger.measures.table import word_list

_COMPARING = word_list("comparing")
_COMPARED = word_list("compared")
_TIMES = word_list("times_behind")
_BESIDE = frozenset(("compared", "versus", "vs", "vs.", "against"))
_GAPS = frozenset((",", "and", "while", "but", ";", "the", "with"))
_OPEN = ",(-"
#: Between the size of a move and the level it came to: ended 0.66% [higher] at 27,688.
_STANDING = frozenset(("higher", "lower", "firmer", "weaker", "stronger", "softer", "up", "down"))


def carried_reading(book: Book, item: Item, reading: Reading | None, previous: Item | None) -> Reading | None:
    """Return the reading of a quantity that goes on from the one before in its sentence, else `reading`."""
    if previous is None or previous.sentence != item.sentence or previous.frame is not item.frame:
        return reading
    frame, start, stop = item.frame, previous.slot.stop, item.slot.first
    if stop < start or stop - start > 14:
        return reading
    gapped = _gapped(frame, start, stop)
    if gapped is not None:
        for other in book.items[max(0, item.index - 3) : item.index]:
            if other is None or other.frame is not frame or other.unit != item.unit or other.reading is None:
                continue
            if other.reading.role == "by" and other.reading.direction is not None:
                return other.reading._replace(topic=gapped)
        if item.unit == previous.unit == "percent" and reading is None and frame.tokens[gapped[0]].capital:
            return Reading("level", None, None, gapped, *gapped)  # "Bello 34 percent and Okoro 11 percent"
    earlier = previous.reading
    if reading is None and earlier is not None and earlier.role == "by" and item.unit == previous.unit != "" and (
        frame.lows[start:stop] in (["and"], [",", "and"], ["to"], ["-"]) or frame.lows[start:stop] == [","]
    ):  # fmt: skip
        return earlier  # "gains of 70% and 150%"
    if reading is None and earlier is not None and earlier.role == "by" and item.unit == previous.unit != "" and (
        _placed(frame, start, stop, item.slot.stop)
    ):  # fmt: skip
        return earlier  # "rose 5 percent in Chad, 6 percent in Niger"
    if earlier is None or earlier.topic is None:
        return reading
    words = [low for low, tag in zip(frame.lows[start:stop], frame.tags[start:stop], strict=True) if tag not in _OPEN]
    if words == ["or"]:
        return earlier
    at = item.slot.before
    lead = [low for low, tag in zip(frame.lows[start : at + 1], frame.tags[start : at + 1], strict=True)
            if tag not in _OPEN and low not in _TIMES]  # fmt: skip
    if lead in (["to"], ["from"]) and earlier.direction is not None and (reading is None or reading.role is None or (
        previous.gapped)):  # fmt: skip
        return earlier._replace(role="to" if lead == ["to"] else "from")
    if (lead == ["at"] or (lead[1:] == ["at"] and lead[0] in _STANDING)) and earlier.direction is not None:
        return earlier._replace(role="to")
    if reading is not None and reading.topic is None and reading.kind in ("up", "down") and (
        reading.first >= start and frame.tags[reading.first] in "RPN"
        and (lead[:1] in (["up"], ["down"]) or frame.tags[reading.first - 1] == ",")
    ):  # fmt: skip
        return reading._replace(topic=earlier.topic)
    if lead and not _COMPARED.isdisjoint(lead) and all(low in _COMPARING or low in _COMPARED for low in lead):
        return Reading("level", None, None, earlier.topic, earlier.first, earlier.stop)
    return reading


def _placed(frame: Frame, start: int, stop: int, after: int) -> bool:
    """Whether only `in` with a noun phrase parts two sizes, and `in` follows the second too."""
    lows, tags = frame.lows, frame.tags
    return (
        1 < stop - start < 9
        and lows[start] == "in"
        and tags[stop - 1] in ",C"
        and lows[after : after + 1] == ["in"]
        and all(tag in "PDNs-,C" for tag in tags[start:stop])
    )


def _gapped(frame: Frame, start: int, stop: int) -> Range | None:
    """Return the new subject where only a noun phrase stands between two sizes: `, zinc`, `and imports`."""
    i = start
    while i < stop and frame.lows[i] in _GAPS:
        i += 1
    if i in (start, stop):
        return None
    first, end = phrase_bounds(frame, i)
    at = frame.before(stop)
    if end <= first or at + 1 != end or frame.lows[end - 1] in _COMPARING:
        return None
    return first, end


def compared(item: Item, previous: Item) -> bool:
    """Whether the quantity before is set beside this one: `$225bn this year, compared with [$290bn] in the last`."""
    frame, start = item.frame, previous.slot.stop
    at = item.slot.before
    if previous.frame is not frame or item.unit != previous.unit or not 0 < item.slot.first - start < 24:
        return False
    if at < 0 or frame.tags[at] == "s":
        return False  # "compared to Bello's 31 percent"
    for k in range(at, start - 1, -1):
        if frame.lows[k] in _BESIDE:
            return not set(frame.tags[start:k]) & set("VbhmW;")
        if frame.tags[k] in "VGbhmdSWp;,Q":
            return False
    return False


def alternative(item: Item, previous: Item) -> bool:
    """Whether a quantity says the one before in another way: `1,200 jobs, or [8 percent]`, `35 percent, or [9 m]`."""
    frame = item.frame
    i = item.slot.before
    return i >= previous.slot.stop and frame.lows[i] == "or" and all(
        tag in "N,-sDP" for tag in frame.tags[previous.slot.stop : i]
    )  # fmt: skip
