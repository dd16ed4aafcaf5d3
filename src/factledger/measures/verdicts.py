"""Decides each quantity's measure: by its unit, its own sentence, its whole, or the quantity that it goes on from."""

from __future__ import annotations

from factledger.measures.amounts import (
    ballot,
    is_money,
    is_weight,
    money_measure,
    share_measure,
    unit_measure,
    weight_measure,
)
from factledger.measures.book import Book, Item
from factledger.measures.change import Reading
from factledger.measures.counted import Phrase, classes_of, phrase_bounds
from factledger.measures.ellipsis import alternative, compared
from factledger.measures.frame import Frame, Slot
from factledger.measures.hosts import host_measure
from factledger.measures.kinds import PEOPLE, Verdict, count_measure, land_lost
from factledger.measures.parts import Partition
from factledger.measures.table import word_list
from factledger.measures.topics import topic_noun

#: Units of shares and multiples: what they measure is what they are a share of.
SHARES = frozenset(("percent", "percentage_point", "fraction", "multiple", "basis_point"))
_BARE = word_list("bare")
_CARRIED = frozenset(("attacks", "weapons", "destroyed", "troops"))
_ANSWERS = word_list("answers")
_SCORED = word_list("scoring") | word_list("leading")
_MARKING = frozenset(("higher", "lower", "more", "less", "fewer", "greater", "above", "below"))
#: Whose polls are forecasts of prices and rates.
_FORECASTERS = frozenset(("economists", "analysts", "forecasters", "traders", "strategists"))
_TRACKS = word_list("tracks")
_GROWING = word_list("growing")
_FACING = (["to"], ["against"], ["-"], ["–"])
#: What verbs say of people that ruin houses: collapsed, were burned.
_HIT = ("affected", "injured", "killed")
_HARMED_THINGS = ("destroyed", "affected")
_DONE_TO = ("attacks", "output", "attendance", "arrested", "weapons", "troops")
_ANAPHORS = word_list("anaphors")
_FREEING = word_list("freeing")
#: What people stay in a text who are let go: the freed hostage, the released suspect.
KEPT = ("captured", "arrested")


def verdict(
    book: Book,
    item: Item,
    phrase: Phrase,
    reading: Reading | None,
    partition: Partition | None,
    part: Item | None,
    previous: Item | None,
) -> Verdict:
    """Return the measure of a quantity; `part` is its whole, `previous` the quantity before."""
    frame, slot, unit, lexicon = item.frame, item.slot, item.unit, book.lexicon
    by_unit = unit_measure(unit)
    if by_unit is not None:
        if by_unit == "distance" and not phrase.elided and _of_land(book, frame, phrase):
            return Verdict("area", phrase.head, phrase.head + 1, "unit")
        lost = land_lost(frame, slot, phrase, lexicon) if by_unit == "area" or _of_track(frame, phrase) else None
        if lost is not None:
            return lost
        return Verdict(by_unit, slot.first, slot.stop, "unit")
    if is_weight(unit):
        weighed = weight_measure(frame, slot, phrase, lexicon)
        along = weighed.measure == "other" and previous is not None and previous.frame is frame and (
            is_weight(previous.unit) and previous.measure == "output" and frame.lows[slot.first - 1] in ("and", ",")
            and not set(frame.tags[previous.slot.stop : slot.first]) & set("VbhmW;")
        )  # fmt: skip
        return Verdict("output", 0, 0, "list") if along else weighed
    if is_money(unit):
        return money_measure(frame, slot, unit, phrase, reading, lexicon)
    if unit in SHARES:
        if previous is not None and previous.measure in ("votes", "poll") and previous.unit == unit and (
            previous.frame is frame and frame.lows[previous.slot.stop : slot.first] in _FACING
        ):  # fmt: skip
            return Verdict(previous.measure, 0, 0, "list")
        found = share_measure(
            frame,
            slot,
            phrase,
            reading,
            item.change is not None and item.change.role == "by",
            lexicon,
        )
        people = count_measure(frame, slot, phrase, reading, book.healthy, lexicon)
        if (
            unit == "percent"
            and reading is not None
            and frame.lows[reading.first] in lexicon.growth
            and (
                found is None or found.measure in ("funding", "other", "cost") or frame.lows[found.first] == "market"
            )
            and _grows(frame, reading)
        ):
            return Verdict("rate", reading.first, reading.stop, "growth")
        if people is not None and not phrase.elided and (found is None or found.measure == "other") and (
            people.measure in _HARMED_THINGS or (people.measure in _DONE_TO and people.rule == "verb")
        ):  # fmt: skip
            return people  # "a third of the town was destroyed", "a fifth of the cars were exported"
        if found is not None and (found.measure in PEOPLE or people is None or people.measure not in PEOPLE):
            return found
        if (
            people is not None
            and people.measure in PEOPLE
            and (found is None or phrase.pronoun or not phrase.elided)
            and (people.first >= slot.stop or not phrase.elided or phrase.pronoun)
            and phrase.pronoun | bool(phrase.elided or book.is_people(frame, phrase))
        ):
            return people
        if part is not None and part.measure != "other" and (phrase.elided or phrase.pronoun):
            return Verdict(part.measure, 0, 0, "part")
        if found is not None:
            return found
        answered = phrase.end < len(frame.lows) and frame.lows[phrase.end] in _ANSWERS
        if answered and unit in ("percent", "fraction") and (phrase.elided or book.is_people(frame, phrase)):
            return Verdict("poll", phrase.end, phrase.end + 1, "answer")
        if (
            unit != "multiple"
            and _FORECASTERS.isdisjoint(frame.lows)
            and ((not phrase.elided and book.is_people(frame, phrase)) or not lexicon.opinion.isdisjoint(frame.lows))
            and book.polled
        ):
            return Verdict("poll", slot.first, slot.first, "poll")
        named = _of_named(book, frame, slot, previous) if phrase.elided else None
        if named is not None:
            return named
        if previous is not None and previous.unit == unit and previous.sentence == item.sentence and phrase.elided:
            return Verdict(previous.measure, 0, 0, "carried")
        voted = unit == "percent" and phrase.elided and _voted(book, frame, slot)
        if voted:
            return Verdict("votes", slot.first, slot.first, "ballot")
        if unit == "basis_point":
            return Verdict("rate", slot.first, slot.stop, "unit")
        if (
            item.change is not None
            and item.change.role == "by"
            and reading is not None
            and _quoted(book, frame, reading)
        ):
            return Verdict("price_change", reading.first, reading.stop, "quoted")
        near = _rate_near(book, frame, slot) if unit in ("percent", "percentage_point", "basis_point") else None
        return near or Verdict("other", slot.first, slot.first, "share")
    exchanged = _exchanged(book, frame, slot) if not unit and phrase.elided else None
    if exchanged is not None:
        return exchanged
    sides = ballot(frame, slot)
    if sides is not None:
        return sides
    if previous is not None and previous.measure == "votes" and previous.frame is frame and not unit and (
        frame.lows[previous.slot.stop : slot.first] in _FACING
    ):  # fmt: skip
        return Verdict("votes", 0, 0, "list")
    found = count_measure(frame, slot, phrase, reading, book.healthy, lexicon)
    if partition is not None and part is None and (found is None or found.measure not in PEOPLE):
        away = _away(book, frame, slot, phrase, partition)
        if away is not None:
            return away
    if part is not None and part.measure in KEPT and found is not None and frees(frame, found):
        return Verdict(part.measure, 0, 0, "part")  # 80 hostages, [12] of whom escaped
    if part is not None and part.measure == "destroyed" and found is not None and found.measure in _HIT and (
        phrase.elided or phrase.pronoun
    ):  # fmt: skip
        return Verdict(part.measure, 0, 0, "part")  # 5,000 houses, of which [600] collapsed
    if found is not None and found.measure == "other" and found.rule in ("verb", "heading"):
        return found  # survivors
    if part is not None and (found is None or found.measure not in PEOPLE):
        people_like = phrase.elided or book.is_people(frame, phrase)
        if part.measure in PEOPLE and people_like:
            return Verdict(part.measure, 0, 0, "part")
        if found is None or found.measure == "other":
            return Verdict(part.measure, 0, 0, "part")
    if found is not None and (found.measure != "other" or not phrase.elided):
        if found.measure == "other" or found.rule == "noun":
            listed = _listed(book, item, phrase, previous)
            if listed is not None:
                return listed
        return found
    listed = _listed(book, item, phrase, previous)
    if listed is not None:
        return listed
    if found is not None and not phrase.elided:
        return found
    named = _of_named(book, frame, slot, previous) if phrase.elided else None
    if named is not None:
        return named
    if (
        previous is not None
        and phrase.elided
        and (previous.people or previous.measure in PEOPLE or previous.measure in _CARRIED)
        and (
            (previous.sentence == item.sentence and not phrase.pronoun and frame.lows[slot.before] != "of")
            or (item.sentence - previous.sentence <= 1 and previous.measure in PEOPLE and _grown(reading))
            or (item.sentence - previous.sentence == 1 and _gapped(frame, slot))
            or (book.quantities[item.index].comparator == "vague" and item.sentence - previous.sentence == 1)
        )
        and previous.unit == unit
    ):
        return Verdict(previous.measure, 0, 0, "carried")
    return found if found is not None else Verdict("other", slot.first, slot.first, "default")


def _exchanged(book: Book, frame: Frame, slot: Slot) -> Verdict | None:
    """Read a bare rate of exchange: 32.4 against the dollar, 83.2 to the US dollar."""
    at = slot.stop
    if frame.lows[at : at + 1] not in (["against"], ["to"], ["per"], ["versus"]):
        return None
    counter = topic_noun(frame, *phrase_bounds(frame, at + 1), book.lexicon, ("scalar",))
    if counter is None or counter[0].measure != "currency_level":
        return None
    return Verdict("currency_level", at, counter[1] + 1, "exchange")


def frees(frame: Frame, found: Verdict) -> bool:
    """Whether the verb that decided ends a captivity or custody: freed, released, got away."""
    return any(low in _FREEING for low in frame.lows[found.first : found.stop])


def _of_track(frame: Frame, phrase: Phrase) -> bool:
    """Whether a length is one of what can be ruined by the mile: 40 miles of road."""
    return not phrase.elided and frame.lows[phrase.head].removesuffix("s") in _TRACKS


def _quoted(book: Book, frame: Frame, reading: Reading) -> bool:
    """Whether what rose or fell is a name, in a text about share prices: Acme surged [12%]."""
    if reading.topic is None:
        return False
    head = frame.tokens[reading.topic[1] - 1]
    named = head.capital and not head.text.isupper()
    return (named or head.low in ("corp", "inc", "plc", "ltd", "co", "group")) and book.speaks_of("market")


def _voted(book: Book, frame: Frame, slot: Slot) -> bool:
    """Whether a bare percentage is a candidate's share, in a text of an election: leads with [61%], Ode ([32%])."""
    i = slot.before
    if i < 0 or not (frame.lows[i] in _SCORED or (frame.tags[i] in "(," and i > 0 and frame.tags[i - 1] == "N")):
        return False
    return not book.polled and book.speaks_of("ballot")


def _grows(frame: Frame, reading: Reading) -> bool:
    """Whether what grows is an economy, a country or a sector, whose growth is a rate: no forest, no herd."""
    if reading.topic is None:
        return True
    head = frame.tokens[reading.topic[1] - 1]
    return head.capital or head.low in _GROWING or any(low in _GROWING for low in frame.lows[: reading.first])


def named_measure(book: Book, frame: Frame, partition: Partition) -> str | None:
    """Return the measure that the named whole has: "the dead include", "among those killed"."""
    for j in range(*partition.of):
        low = frame.lows[j]
        if low in book.lexicon.states:
            return book.lexicon.states[low]
        verb = book.lexicon.verbs.get(low)
        if verb is not None and verb.form in "en" and frame.tags[j] == "V":
            return next((use.measure for use in verb.uses if use.takes == "object" and use.measure in PEOPLE), None)
    return None


def _away(book: Book, frame: Frame, slot: Slot, phrase: Phrase, partition: Partition) -> Verdict | None:
    """Return the measure of a whole that is no quantity: "the missing, including [3] boys", "Of the dead, [5]"."""
    if not (phrase.elided or book.is_people(frame, phrase)):
        return None
    if partition.near:
        host = host_measure(frame, slot, partition.first, book.lexicon)
        if host is not None:
            return Verdict(host.measure, host.first, host.stop, "host")
    whole = named_measure(book, frame, partition) if partition.of != (0, 0) else None
    return None if whole is None else Verdict(whole, *partition.of, "part")


def _of_named(book: Book, frame: Frame, slot: Slot, previous: Item | None) -> Verdict | None:
    """Read what a clause's opening names: "Of the deaths, [12] were", "Of this, [9]", "of the 40 injured, [9]"."""
    lows, tags = frame.lows, frame.tags
    i = slot.before
    if i < 2 or tags[i] != ",":
        return None
    j = i - 1
    while j > 0 and tags[j] not in ",;S" and i - j < 14:
        j -= 1
    first = j + (tags[j] in ",;S" or j > 0)
    if lows[first] not in ("of", "among") and lows[j] not in ("of", "among"):
        return None
    if previous is not None and previous.frame is frame and previous.slot.first > j:
        return Verdict(previous.measure, 0, 0, "part") if previous.measure != "other" else None
    for k in range(i - 1, j, -1):
        if lows[k] in book.lexicon.states:
            return Verdict(book.lexicon.states[lows[k]], k, k + 1, "part")
        for noun in book.lexicon.nouns.get(lows[k], ()):
            if noun.cls in ("event", "captive") and noun.measure in PEOPLE and not noun.theme:
                return Verdict(noun.measure, k, k + 1, "part")
    if lows[i - 1] in ("this", "that", "these", "those", "them", "which") and previous is not None:
        return Verdict(previous.measure, 0, 0, "part") if previous.measure != "other" else None
    return None


def _grown(reading: Reading | None) -> bool:
    """Whether a bare number is a rise or fall of something that the text has named before: "it rose by [77]"."""
    return reading is not None and reading.role is not None


def _gapped(frame: Frame, slot: Slot) -> bool:
    """Whether a bare number stands as the object of a verb that says nothing of it: "Texas had [9,000]"."""
    i = slot.before
    after = frame.tags[slot.stop] if slot.stop < len(frame.tags) else ";"
    return (
        i >= 0
        and (frame.tags[i] in "hbN" or frame.lows[i] in _BARE)
        and (after in ";,CSP)" or frame.lows[slot.stop] in ("recorded", "reported", "confirmed", "registered"))
    )


def _rate_near(book: Book, frame: Frame, slot: Slot) -> Verdict | None:
    """Return the nearest word before a percentage that names a rate, a poll or a vote."""
    for j in range(slot.first - 1, max(-1, slot.first - 16), -1):
        if frame.tags[j] == ";":
            break
        if frame.tags[j] != "N":
            continue
        pair = book.lexicon.nouns.get(" ".join(frame.lows[j : j + 2]))
        for noun in pair or book.lexicon.nouns.get(frame.lows[j], ()):  # jobless claims are no rate
            if noun.measure == "poll" and not _FORECASTERS.isdisjoint(frame.lows):
                continue
            if noun.measure in ("rate", "poll", "votes") and frame.lows[j] not in (
                "economy",
                "forecast",
                "majority",
            ):
                return Verdict(noun.measure, j, j + 1, "rate-near")
    return None


def _listed(book: Book, item: Item, phrase: Phrase, previous: Item | None) -> Verdict | None:
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
    joint = [lows[j] for j in between]
    if previous.measure == "votes" and len(joint) < 4 and joint[-1:] in (["to"], ["-"], ["–"], ["against"]) and all(
        tags[j] == "N" for j in between[:-1]
    ):  # fmt: skip
        return Verdict(previous.measure, 0, 0, "list")
    at = item.slot.before
    along = at > 0 and lows[at] == "with" and lows[at - 1] in ("along", "together")
    if not (along or any(tags[j] in ",C" for j in between)) or any(
        lows[j] == "in" and j == item.slot.first - 1 for j in between
    ):
        return None
    if at >= 0 and tags[at] == "P" and not along:
        return None
    if phrase.elided or (previous.people and book.is_people(item.frame, phrase)):
        return Verdict(previous.measure, 0, 0, "list")
    if (
        not previous.people
        and previous.measure in ("weapons", "destroyed")
        and not classes_of(item.frame, phrase.first, phrase.head + 1, book.lexicon)
    ):
        return Verdict(previous.measure, 0, 0, "list")
    return None


def _of_land(book: Book, frame: Frame, phrase: Phrase) -> bool:
    return topic_noun(frame, phrase.first, phrase.stop, book.lexicon, ("scalar",)) is not None and any(
        noun.measure == "area" for noun in book.lexicon.nouns.get(frame.lows[phrase.head], ())
    )


def leans_on(book: Book, item: Item, reading: Reading | None, previous: Item | None) -> Item | None:
    """Return the quantity before, where this one is another size of the same thing.

    "That rose to 120", "put the figure at 80", "grew by 21 percent, standing at 108", "35 percent, or 9 million".
    """
    if previous is None or item.sentence - previous.sentence > 1:
        return None
    frame = item.frame
    i = item.slot.before
    same = previous.sentence == item.sentence
    if same and i > 0 and frame.lows[i] == "of" and frame.lows[i - 1] == "out":
        return previous  # "50 seats out of 75"
    if i > 1 and frame.lows[i] in ("with", "to") and frame.lows[i - 1].startswith("compare") and (
        frame.lows[i - 2] in ("that", "this", "which", "it")
    ):  # fmt: skip
        return previous  # "That compares with $1.5 billion a year earlier"
    if same and (alternative(item, previous) or compared(item, previous)):
        return previous
    if reading is None:
        if same and i > 0 and frame.lows[i] in ("from", "to", "against", "versus") and previous.change is not None:
            return previous
        return None
    if same and (_summed_up(frame, previous, reading) or beside(frame, previous, reading)):
        return previous
    if same and apposed(frame, previous, item, reading):
        return previous
    if same and reading.role == "from" and previous.unit == item.unit and reading.first >= previous.slot.stop and (
        frame.lows[reading.first] in ("up", "down") and frame.tags[reading.first - 1] == ","
    ):  # fmt: skip
        return previous  # "52 percent of the votes, up from [49 percent]"
    if reading.topic is None:
        if same and (frame.tags[reading.first] == "G" or frame.tags[reading.first - 1 : reading.first] == ["t"]):
            return previous
        return previous if _pronoun_before(frame, reading.first, item.slot.first) else None
    first, stop = reading.topic
    if stop - first == 1 and frame.lows[first] in _ANAPHORS:
        return previous
    if (
        same
        and previous.change is not None
        and reading.kind in ("level", "reach")
        and frame.tags[reading.first - 1] == "t"
    ):
        return previous
    return None


def _summed_up(frame: Frame, previous: Item, reading: Reading) -> bool:
    """Whether a noun of change in apposition sizes the quantity before: sold 206,000 cars in May, a drop of [9%]."""
    if reading.role == "by" and reading.topic is None and frame.lows[reading.stop : reading.stop + 1] == ["than"]:
        return True
    if (
        reading.role != "by"
        or reading.first - previous.slot.stop > 9
        or (frame.lows[reading.stop : reading.stop + 1] not in (["of"], ["in"]))
    ):
        return False
    i = reading.first
    while i > previous.slot.stop and frame.tags[i - 1] in "DNR" and i > reading.first - 3:
        i -= 1
    return (
        i > previous.slot.stop
        and frame.tags[i - 1] == ","
        and not set(frame.tags[previous.slot.stop : i - 1]) & set("bhmSW;")
        and not any(frame.tags[k] == "V" and frame.tags[k + 1] not in ",P" for k in range(previous.slot.stop, i - 1))
    )


def beside(frame: Frame, previous: Item, reading: Reading) -> bool:
    """Whether the size of a change stands right behind the result: rose to 7 billion last year, up [53%] on 2021."""
    if reading.role == "by" and reading.topic is None and frame.lows[reading.first] in _MARKING:
        # "totalled 597,076 boxes in June, [28.5%] lower than", "16,100 orders, [5%] below May"
        at = reading.first - 1
        while at > previous.slot.stop and frame.tags[at] in "QR":
            at -= 1
        return frame.tags[at] == "," and set(frame.tags[previous.slot.stop : at]) <= set("N,()-DP")
    return (
        reading.role == "by" and frame.lows[reading.first] in ("up", "down") and reading.first > previous.slot.stop
        and frame.tags[reading.first - 1] in ",("
        and set(frame.tags[previous.slot.stop : reading.first]) <= set("N,()-DPR")
    )  # fmt: skip


def apposed(frame: Frame, previous: Item, item: Item, reading: Reading) -> bool:
    """Whether a rise or fall sized before its noun stands right behind a size: hit 21 billion, [a 1.6% rise]."""
    at = item.slot.first
    return (
        reading.role == "by"
        and reading.first >= item.slot.stop
        and frame.tags[at - 2 : at] == [",", "D"]
        and frame.lows[reading.stop : reading.stop + 1] not in (["in"], ["of"], ["to"])
        and set(frame.tags[previous.slot.stop : at - 2]) <= set("NPD")
    )


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
