"""Names what is counted: the phrase at the number, or what other words or quantities say in its place."""

from __future__ import annotations

from factledger.measures.amounts import (
    is_money,
)
from factledger.measures.book import Book, Item
from factledger.measures.change import COUNTERS, Reading, subject_before
from factledger.measures.counted import Phrase, classes_of, phrase_bounds
from factledger.measures.frame import Frame, Slot
from factledger.measures.kinds import PEOPLE
from factledger.measures.table import word_list
from factledger.measures.verdicts import SHARES
from factledger.records import Span

Range = tuple[int, int]
_POSITIONS = frozenset(("high", "long", "wide", "deep", "tall", "south", "north", "east", "west", "away", "old"))
_HARMED = word_list("harmed")
_TIMES = word_list("date_words")


def counted(
    book: Book, item: Item, phrase: Phrase, reading: Reading | None, part: Item | None, previous: Item | None
) -> Span | None:
    """Return the words for what is counted; `part` is the quantity's whole, `previous` the quantity before."""
    frame, slot, unit = item.frame, item.slot, item.unit
    item.people = not phrase.elided and book.is_people(frame, phrase)
    money = is_money(unit)
    physical = bool(unit) and not money and unit not in SHARES and not unit.startswith("1/")
    topic = reading.topic if reading is not None else None
    stands = money and (reading is None or reading.role is None)
    if stands and slot.stop + 1 < len(frame.lows) and frame.lows[slot.stop] in ("in", "of", "worth"):
        k = slot.stop + (2 if frame.lows[slot.stop : slot.stop + 2] == ["worth", "of"] else 1)
        first, stop = phrase_bounds(frame, k)
        if stop > first and not any(word in _TIMES or word[0].isdigit() for word in frame.lows[first:stop]):
            return book.span(frame, first, stop)
    complement = _complement(book, frame, phrase) if not unit or unit in SHARES else None
    if complement is not None:
        item.people = True
        return book.span(frame, *complement)
    if item.rule == "tally" and phrase.elided and item.verdict is not None:
        return _tallied(book, frame, item.verdict.first)
    if topic is not None and reading is not None:
        wanted = phrase.elided or physical or (reading.role is not None and unit)
        if wanted and not (money and reading.role is None and not phrase.elided):
            return book.span(frame, *topic)
    if physical and slot.stop < len(frame.lows) and frame.lows[slot.stop] == "of":
        first, stop = phrase_bounds(frame, slot.stop + 1)
        if stop > first:
            return book.span(frame, first, stop)
    if not phrase.elided:
        if (
            physical
            and item.measure in ("distance", "duration", "other")
            and not _adjacent(book, frame, slot, phrase)
        ):
            return _subject_span(book, frame, slot)
        return book.span(frame, phrase.first, phrase.stop)
    if part is not None and part.counted is not None:
        item.people = part.people
        return part.counted
    if physical or money or unit in SHARES:
        i = frame.before(slot.first)
        if i > 0 and frame.lows[i] in ("of", "at", "worth") and frame.tags[i - 1] in "NG":
            j = i
            while (
                j > 0
                and (frame.tags[j - 1] in "Ns-" or (frame.tags[j - 1] == "V" and frame.tags[j] == "N"))
                and i - j < 6
            ):
                j -= 1
            return book.span(frame, j, i)
        if money:
            return _money_counted(book, item)
        return _subject_span(book, frame, slot)
    # a bare count: what the words before it count
    i = frame.before(slot.first)
    if i > 0 and frame.lows[i] == "of" and frame.tags[i - 1] == "N":
        j = i
        while j > 0 and frame.tags[j - 1] in "N-" and i - j < 4:
            j -= 1
        return book.span(frame, j, i)
    return _carried(book, item, previous)


def _tallied(book: Book, frame: Frame, at: int) -> Span:
    """Return what a counter counts: "the number of [people] in need", "the number [hospitalized]", "the toll"."""
    for i in range(at - 1, max(-1, at - 12), -1):
        if frame.lows[i] in COUNTERS:
            first, stop = phrase_bounds(frame, i + (2 if frame.lows[i + 1 : i + 2] == ["of"] else 1))
            if stop > first:
                return book.span(frame, first, stop)
            break
    first = at
    while first > 0 and frame.tags[first - 1] == "N" and frame.lows[first - 1] not in COUNTERS and at - first < 3:
        first -= 1
    return book.span(frame, first, at + 1)


def _complement(book: Book, frame: Frame, phrase: Phrase) -> Range | None:
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
    nouns = classes_of(frame, first, stop, book.lexicon)
    if not any(noun.cls in ("people", "fighters") for noun in nouns):
        return None
    while stop + 1 < j and tags[stop] == "," and tags[stop + 1] == "N":
        stop = phrase_bounds(frame, stop + 1)[1]
    return first, stop


def _carried(book: Book, item: Item, previous: Item | None) -> Span | None:
    """Return the counted phrase of an earlier quantity that this one counts too, else a word of its own verdict."""
    people = item.measure in PEOPLE or item.measure in ("troops", "attendance")
    if previous is not None and item.rule in ("list", "carried", "part") and previous.counted is not None and (
        previous.measure == item.measure and (item.part is not None or previous.part is None)
    ):  # fmt: skip
        item.people, item.carried = previous.people, True
        return previous.counted
    steps = 0
    for index in range(item.index - 1, -1, -1):
        earlier = book.items[index]
        if earlier is None:
            continue
        steps += 1
        if steps > 6 or item.sentence - earlier.sentence > 2:
            break
        if (
            earlier.counted is None
            or earlier.unit not in ("", item.unit)
            or (earlier.part is not None and item.part is None)
        ):
            continue
        if people and not (earlier.people or earlier.measure in PEOPLE):
            continue
        if (
            people
            and earlier.phrase is not None
            and not earlier.people
            and not earlier.carried
            and earlier.measure in PEOPLE
        ):
            continue
        if not people and earlier.sentence != item.sentence:
            continue
        item.people = earlier.people
        item.carried = True
        return earlier.counted
    if item.verdict is not None and item.verdict.rule == "noun-frame":
        return book.span(item.frame, item.verdict.first, item.verdict.stop)
    if item.verdict is not None and item.verdict.stop > 0 and item.frame.lows[item.verdict.stop - 1] in _HARMED:
        return book.span(item.frame, item.verdict.stop - 1, item.verdict.stop)
    return None


def _money_counted(book: Book, item: Item) -> Span | None:
    frame, slot = item.frame, item.slot
    if item.verdict is not None and item.verdict.rule in (
        "subject",
        "noun-before",
        "amount-in",
        "money-near",
        "noun-of",
    ):
        first = item.verdict.first
        while first > 0 and frame.tags[first - 1] == "N" and item.verdict.first - first < 3:
            first -= 1
        return book.span(frame, first, item.verdict.stop)
    i = frame.before(slot.first)
    while i >= 0 and frame.tags[i] not in 'Vb;S"':
        i -= 1
    if i > 0 and frame.tags[i] in "Vb" and item.measure in ("cost", "income", "price_level"):
        topic = subject_before(frame, i)
        return None if topic is None else book.span(frame, *topic)
    return None


def _subject_span(book: Book, frame: Frame, slot: Slot) -> Span | None:
    i = slot.first - 1
    while i >= 0 and frame.tags[i] not in "VbhmdG":
        if frame.tags[i] in ";":
            i = -1
            break
        i -= 1
    if i > 0:
        topic = subject_before(frame, i)
        if topic is not None:
            return book.span(frame, *topic)
    j = frame.before(slot.first)
    while j >= 0 and frame.tags[j] in "PVRG,(":
        j -= 1
    k = j + 1
    while k > 0 and frame.tags[k - 1] in "N-s":
        k -= 1
    return book.span(frame, k, j + 1) if j + 1 > k else None


def _adjacent(book: Book, frame: Frame, slot: Slot, phrase: Phrase) -> bool:
    """Whether the noun stands right at the measure (`18-month siege`, `27 years of war`), not behind an adjective."""
    return frame.lows[phrase.head] not in _POSITIONS


def from_next(book: Book) -> None:
    """Fill in what a headline leaves out from the text that says the same ("58 killed in blast": people)."""
    for index, item in enumerate(book.items):
        if item is None or item.counted is not None or item.phrase is None or not item.phrase.elided:
            continue
        if item.measure not in PEOPLE and item.measure not in ("attendance", "troops"):
            continue
        for later in book.items[index + 1 : index + 4]:
            if (
                later is not None
                and later.people
                and later.measure == item.measure
                and later.sentence - item.sentence <= 2
            ):
                item.counted = later.counted
                break
