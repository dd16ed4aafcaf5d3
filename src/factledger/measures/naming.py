"""Names what is counted: the phrase at the number, or what other words or quantities say in its place."""

from __future__ import annotations

from factledger.gazetteer import gazetteer
from factledger.measures.amounts import (
    is_money,
)
from factledger.measures.book import Book, Item
from factledger.measures.change import Reading
from factledger.measures.clauses import COUNTERS, subject_before
from factledger.measures.counted import Phrase, classes_of, phrase_bounds
from factledger.measures.frame import Frame, Slot
from factledger.measures.kinds import PEOPLE
from factledger.measures.table import word_list
from factledger.measures.verdicts import SHARES
from factledger.records import Span
from factledger.wordclasses import FINITE

Range = tuple[int, int]
_POSITIONS = frozenset(("high", "long", "wide", "deep", "tall", "south", "north", "east", "west", "away", "old"))
_HARMED = word_list("harmed")
_TIMES = word_list("date_words")
_LEADING = word_list("leading")
_PREDICATING = word_list("predicating")
_FORETOLD = word_list("foretold")
_FORESEES = frozenset(("see", "forecast", "project", "estimate", "expect", "report", "record"))
_SPENDING = tuple(sorted(word_list("spending")))


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
        when = frame.lows[k] in ("the", "this", "that") and "invested" not in frame.lows
        if frame.lows[k - 1] == "in" and stop > first and (
            when or (item.measure == "price_level" and frame.tokens[first].capital)
        ):  # fmt: skip
            first = stop  # "retails at 6,200 shillings in Kisumu", "spent 2 billion in the window"
        known = (
            stop > first + 1
            and any(  # "in private equity": no more a manner than "in aid"
                noun.cls == "money" for noun in book.lexicon.nouns.get(" ".join(frame.lows[stop - 2 : stop]), ())
            )
        )
        if stop > first and (
            known
            or not (
                any(word in _TIMES or word[0].isdigit() for word in frame.lows[first:stop])
                or _is_place(book, frame, first, stop)
            )
        ):
            return book.span(frame, first, stop)
    complement = _complement(book, frame, phrase) if not unit or unit in SHARES else None
    if complement is not None:
        item.people = True
        return book.span(frame, *complement)
    if reading is not None and reading.role == "by" and topic is None and not phrase.elided and (
        frame.lows[phrase.head] in book.lexicon.moves and previous is not None and previous.counted is not None
        and item.sentence - previous.sentence <= 1
    ):  # fmt: skip
        return previous.counted  # "that number was 90: a 5% increase"
    if item.rule == "tally" and phrase.elided and item.verdict is not None:
        tallied = _tallied(book, frame, item.verdict.first)
        last = tallied.text.lower().rsplit(None, 1)[-1]
        item.people = any(noun.cls in ("people", "fighters") for noun in book.lexicon.nouns.get(last, ()))
        return tallied
    if physical and reading is not None and frame.lows[reading.first].startswith("add") and (
        frame.lows[slot.stop : slot.stop + 1] == ["of"]
    ):  # fmt: skip
        topic = None  # "the firm added 2 GW of solar capacity"
    if topic is not None and reading is not None:
        wanted = phrase.elided or physical or (reading.role is not None and unit)
        if wanted and not (money and reading.role is None and not phrase.elided):
            return book.span(frame, *topic)
    if physical and slot.stop < len(frame.lows) and frame.lows[slot.stop] == "of":
        first, stop = phrase_bounds(frame, slot.stop + 1)
        if stop > first:
            return book.span(frame, first, stop)
    if item.measure == "duration" and phrase.elided:
        lasting = _span_of_time(book, frame, slot)
        if lasting is not None:
            return lasting
    if (
        not phrase.elided
        and item.rule == "times"
        and frame.lows[phrase.head] == "times"
        and (who := _of_times(book, frame, slot)) is not None
    ):
        return who
    if not phrase.elided:
        if (
            physical
            and item.measure in ("distance", "duration", "other")
            and not _adjacent(book, frame, slot, phrase)
        ):
            return _subject_span(book, frame, slot)
        if unit in SHARES and not phrase.pronoun and _makes_up(frame, slot):
            topic = subject_before(frame, slot.before - 1)
            if topic is not None:
                return book.span(frame, *topic)
        return book.span(frame, phrase.first, phrase.stop)
    if part is not None and part.counted is not None:
        item.people = part.people
        return part.counted
    if physical or money or unit in SHARES:
        i = slot.before
        owner = (_owner(frame, i) or _labelled(frame, slot)) if unit in SHARES else None
        if owner is not None:
            return book.span(frame, *owner)
        if unit in SHARES and _same_poll(item, previous):
            return previous.counted  # type: ignore[union-attr]
        if i > 0 and frame.lows[i] in ("of", "at", "worth") and frame.tags[i - 1] in "NG":
            j = i
            while (
                j > 0
                and (frame.tags[j - 1] in "Ns-" or (frame.tags[j - 1] == "V" and frame.tags[j] == "N"))
                and not (j < i and frame.lows[i] == "of" and _predicates(frame, j - 1))
                and i - j < 6
            ):
                j -= 1
            if j < i:
                return book.span(frame, j, i)
        if money:
            return _money_counted(book, item)
        return _subject_span(book, frame, slot, previous)
    # a bare count: what the words before it count
    i = slot.before
    if i > 0 and frame.lows[i] == "of" and frame.tags[i - 1] == "N":
        j = i
        while j > 0 and frame.tags[j - 1] in "N-" and i - j < 4:
            j -= 1
        return book.span(frame, j, i)
    return _carried(book, item, previous)


def _of_times(book: Book, frame: Frame, slot: Slot) -> Span | None:
    """Return what something happened to so many times: [the city] was attacked three times."""
    v = slot.first - 1
    while v >= 0 and frame.tags[v] not in "Vb;":
        v -= 1
    topic = subject_before(frame, v) if v > 0 and frame.tags[v] != ";" else None
    return None if topic is None else book.span(frame, *topic)


def _tallied(book: Book, frame: Frame, at: int) -> Span:
    """Return what a counter counts: "the number of [people] in need", "the number [hospitalized]", "the toll"."""
    for i in range(at - 1, max(-1, at - 12), -1):
        if frame.lows[i] in COUNTERS:
            first, stop = phrase_bounds(frame, i + (2 if frame.lows[i + 1 : i + 2] == ["of"] else 1))
            if stop > first:
                return book.span(frame, first, stop)
            break
    first = at
    while first > 0 and frame.tags[first - 1] in "Ns" and frame.lows[first - 1] not in COUNTERS and at - first < 5:
        first -= 1
    return book.span(frame, first, at + 1)


def _opening(frame: Frame, at: int) -> int:
    """Return where the nouns begin of which the one at `at` is the head, at most three before it."""
    first = at
    while first > 0 and frame.tags[first - 1] == "N" and at - first < 3 and not _predicates(frame, first - 1):
        first -= 1
    return first


def _predicates(frame: Frame, i: int) -> bool:
    """Whether a word between nouns is the verb: the bank [reported] profit of, the firm [expects] sales of."""
    if i > 0 and frame.tags[i - 1] in "ph" and frame.lows[i] in _FORESEES:
        return True  # "we see growth of 3%", "had forecast inflation of 3%"
    if i == 0 or frame.tags[i - 1] != "N":
        return False
    if frame.tags[i] == "V" or frame.tokens[i].classes & FINITE != 0:
        return True
    before = frame.tokens[i - 1]
    return frame.lows[i] in _PREDICATING and (before.capital or before.low.endswith("s"))


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
        if people and (not (earlier.people or earlier.measure in PEOPLE) or earlier.counted.text.lower() == "others"):
            continue
        if (
            people
            and earlier.phrase is not None
            and not earlier.people
            and not earlier.carried
            and earlier.measure in PEOPLE
        ):
            continue
        if not people and earlier.sentence != item.sentence and not (
            earlier.people and earlier.measure == item.measure and not earlier.unit
        ):  # fmt: skip
            continue
        item.people = earlier.people
        item.carried = True
        return earlier.counted
    if item.verdict is not None and item.verdict.rule == "noun-frame":
        return book.span(item.frame, item.verdict.first, item.verdict.stop)
    if item.frame.lows[item.slot.first : item.slot.stop] in (["no", "one"], ["nobody"]):
        return None
    if item.verdict is not None and item.verdict.stop > 0 and item.frame.lows[item.verdict.stop - 1] in _HARMED:
        return book.span(item.frame, item.verdict.stop - 1, item.verdict.stop)
    return None


def _money_counted(book: Book, item: Item) -> Span | None:
    frame, slot = item.frame, item.slot
    tags, lows = frame.tags, frame.lows
    rule = item.verdict.rule if item.verdict is not None else ""
    if item.verdict is not None and rule == "bought-for":
        return book.span(frame, item.verdict.first + 1, item.verdict.stop)
    i = slot.before
    if i > 1 and lows[i] in ("at", "worth") and (lows[i - 1] in ("valued", "priced", "worth") or lows[i] == "worth"):
        v = i - (lows[i] == "at")
        at = v - 1 - (tags[v - 1] == ",")
        j = at + 1
        while j > 0 and tags[j - 1] in "Ns-":
            j -= 1
        if j <= at:
            return book.span(frame, j, at + 1)
    if item.verdict is not None and rule in ("subject", "noun-before", "amount-in", "noun-of"):
        first = _opening(frame, item.verdict.first)
        return book.span(frame, first, item.verdict.stop)
    given = _given_to(frame, slot) if item.measure in ("funding", "price_level") else None
    if given is not None:
        return book.span(frame, *given)
    i = slot.before
    if i >= 0 and tags[i] in "GN" and lows[i] in book.lexicon.nouns and lows[i].endswith("ing"):
        return book.span(frame, i, i + 1)  # "committed to spending $2bn"
    if item.verdict is not None and rule == "money-near":
        first = _opening(frame, item.verdict.first)
        if tags[item.verdict.first] == "N":
            return book.span(frame, first, item.verdict.stop)
    while i >= 0 and tags[i] not in 'Vb;S"' and not (tags[i] == "N" and lows[i] in ("cost", "trades", "costs")):
        i -= 1
    paid = (
        rule == "money-verb"
        and item.measure == "cost"
        and (item.verdict is not None and not lows[item.verdict.first].startswith(("cost", "lose", "losing", "lost")))
    )  # who pays, owes or is fined is not what the sum measures; who loses or earns it is
    if i > 0 and tags[i] in "VbN" and item.measure in ("cost", "income", "price_level") and not paid:
        topic = _whole_subject(frame, i)
        return None if topic is None else book.span(frame, *topic)
    return None


def _owner(frame: Frame, i: int) -> Range | None:
    """Return whose the number is, where a possessive stands right before it: `compared to Bello's [31 percent]`."""
    tags, lows = frame.tags, frame.lows
    mark = tags[i] if i > 0 else ""
    if not (
        mark == "s" or (mark == '"' and lows[i] in ("'", "’") and frame.tokens[i].start == frame.tokens[i - 1].end)
    ):
        return None
    j = i
    while j > 0 and tags[j - 1] in "N-" and i - j < 5:
        j -= 1
    return (j, i) if j < i else None


def _labelled(frame: Frame, slot: Slot) -> Range | None:
    """Return the name before a share that stands alone in brackets: Labour ([32 percent])."""
    tags, first = frame.tags, frame.bounded.get(slot.first, slot.first)
    if first < 2 or tags[first - 1] != "(" or tags[slot.stop : slot.stop + 1] not in ([")"], [","], [";"]):
        return None
    j = first - 1
    while j > 0 and tags[j - 1] in "N-" and first - j < 6 and frame.lows[j - 1] not in _LEADING:
        j -= 1
    return (j, first - 1) if j < first - 1 else None


def _same_poll(item: Item, previous: Item | None) -> bool:
    """Whether a bare share goes on with the answers that a share before it began: 47% back it, [35%] oppose it."""
    if previous is None or previous.counted is None or previous.sentence != item.sentence:
        return False
    if not item.measure == previous.measure == "poll" or item.unit != previous.unit:
        return False
    frame, at = item.frame, item.slot.before
    behind = frame.tags[item.slot.stop : item.slot.stop + 1]
    return frame.tags[at] in ",C" and behind != [] and behind[0] in "VGmbdhRP"


def _is_place(book: Book, frame: Frame, first: int, stop: int) -> bool:
    """Whether a phrase is the name of a known place, and nothing else: in Chad, not in Chad bonds."""
    tokens, text = frame.tokens, book.layout.text
    if not tokens[first].capital:
        return False
    if first and tokens[first - 1].text == "The":  # The Hague
        first -= 1
    ends = {stop, *range(stop + 1, min(len(tokens), first + 6) + 1)}  # the Republic of the Congo
    return any(
        text[tokens[first].start : tokens[end - 1].end].removeprefix("the ") in gazetteer().places for end in ends
    )


def _makes_up(frame: Frame, slot: Slot) -> bool:
    i = slot.before
    return i > 1 and frame.lows[i] == "up" and frame.lows[i - 1] in ("make", "makes", "making", "made")


def _whole_subject(frame: Frame, v: int) -> Range | None:
    """Return the subject of the verb at `v`: before a relative pronoun, an act that costs, or a noun phrase."""
    tags = frame.tags
    i = v - 1
    while i >= 0 and tags[i] in "Rbhmd":
        i -= 1
    if i > 0 and tags[i] == "W":  # "the stadium, which cost"
        i -= 1 + (tags[i - 1] == ",")
        stop = i + 1
        while i >= 0 and tags[i] in "Ns-":
            i -= 1
        return (i + 1, stop) if stop > i + 1 else None
    j = i
    while j >= 0 and tags[j] in "NDs-P" and i - j < 10:
        j -= 1
    if (
        j >= 0
        and tags[j] == "G"
        and frame.lows[j] != "saying"
        and j < i
        and tags[j + 1] in "DN"
        and (j == 0 or tags[j - 1] in ';"S,')
    ):
        return j, i + 1  # "rebuilding the port could cost"
    return subject_before(frame, v)


def _given_to(frame: Frame, slot: Slot) -> Range | None:
    """Return what money goes to or buys: allocated $4bn to [the tax service], set aside $1bn for [schools]."""
    tags, lows = frame.tags, frame.lows
    k = slot.stop
    while k < len(lows) and k < slot.stop + 3 and (tags[k] == "R" or lows[k] in ("more", "each", "apiece")):
        k += 1
    if k + 1 >= len(lows) or (
        lows[k] not in ("to", "for", "towards", "toward", "into")
        and not (
            lows[k] == "on" and any(low.startswith(_SPENDING) for low in lows[max(0, slot.first - 6) : slot.first])
        )
    ):
        return None
    first, stop = phrase_bounds(frame, k + 1)
    if (
        stop <= first
        or tags[first] not in "N"
        or (lows[k] == "to" and lows[first] in ("help", "support", "fund", "back"))
    ):
        return None
    if any(word in _TIMES for word in lows[first:stop]) or lows[first] == "date":
        return None
    return first, stop


def _span_of_time(book: Book, frame: Frame, slot: Slot) -> Span | None:
    """Return what lasts, where words right behind or before a duration say so.

    "ten years to [rebuild the port]", "12 years in [prison]", "two days of [mourning]", "[lived there] for 22 years".
    """
    tags, lows = frame.tags, frame.lows
    count = len(tags)
    k = slot.stop
    if k + 1 < count and lows[k] == "of" and tags[k + 1] in "GND":
        stop = k + 2 if tags[k + 1] == "G" else phrase_bounds(frame, k + 1)[1]
        while stop < count and tags[stop] in "N" and tags[k + 1] == "G":
            stop += 1
        return book.span(frame, k + 1, stop) if stop > k + 1 else None
    if k + 1 < count and lows[k] in ("in", "behind", "at", "on") and tags[k + 1] in "NDG":
        first, stop = phrase_bounds(frame, k + 1)
        if (
            stop > first
            and not any(word in _TIMES or frame.tokens[first].text[0].isdigit() for word in lows[first:stop])
            and not _is_place(book, frame, first, stop)
        ):
            i = slot.before
            if i < 0 or lows[i] != "for":
                return book.span(frame, first, stop)
    begin = k
    if k + 3 < count and lows[k] == "for":  # "ten years for the firms to return"
        begin, k = phrase_bounds(frame, k + 1)
    if k + 1 < count and tags[k] == "t" and (tags[k + 1] in "VNG"):
        stop = k + 2
        while stop < count and tags[stop] == "D":
            stop += 1
        stop = max(stop, phrase_bounds(frame, k + 2)[1]) if k + 2 < count else stop
        return book.span(frame, begin if begin < k else k + 1, stop)
    i = slot.before
    if i > 1 and lows[i] in ("for", "over"):
        v = i - 1
        while v > 0 and tags[v] in "NDPRsQ" and i - v < 7:
            v -= 1
        if tags[v] in "VG" and lows[v] not in ("said", "lasted", "persisted"):
            subject = subject_before(frame, v)
            if subject is None or any(tags[x] in "pW" for x in range(max(0, v - 3), v)):
                return book.span(frame, v, i)
    if i > 0 and tags[i] in "VN" and tags[i - 1] in "tm":
        return book.span(frame, i, i + 1)  # "had to wait two years"
    return None


def _subject_span(book: Book, frame: Frame, slot: Slot, previous: Item | None = None) -> Span | None:
    i = slot.first - 1
    while i >= 0 and frame.tags[i] not in "VbhmdG":
        if frame.tags[i] in ";":
            i = -1
            break
        i -= 1
    if i > 0 and i == frame.before(slot.first) and frame.lows[i] in _FORETOLD and previous is not None and (
        previous.frame is frame
    ):  # fmt: skip
        return previous.counted  # "prices rose 5%, after analysts had predicted 4%"
    if i > 0:
        topic = subject_before(frame, i)
        if topic is not None:
            return book.span(frame, *topic)
    j = slot.before
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
