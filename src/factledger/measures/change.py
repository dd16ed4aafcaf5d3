"""Rises and falls: whether a quantity is the size, the result or the start of a change, and of what."""

from __future__ import annotations

from typing import Literal, NamedTuple

from factledger.measures.besides import after_size, aside, headed, is_time, named_beside, past
from factledger.measures.clauses import COUNTERS, Range, first_phrase, subject_before
from factledger.measures.counted import phrase_bounds
from factledger.measures.frame import Frame, Slot
from factledger.measures.table import Move, Table, word_list

_PREPOSITIONS = word_list("prepositions")
_SIZED = frozenset(("percent", "percentage_point", "fraction", "multiple", "basis_point", "point", "degree_Celsius"))
_TIMES = word_list("times_behind")
_PRICED = tuple(sorted(word_list("moved")))
#: Verbs of the end of a day's trade, with `up` or `down` behind them.
_CLOSING = ("end", "finish", "open", "clos", "settl", "trad", "start")
#: Verbs that state a price only with `at`: closed at 70, but not: closed 70 shops.
_QUOTING = tuple(sorted(word_list("quoting")))
_ENDS: dict[str, Literal["up", "down"]] = {
    "low": "down", "trough": "down", "bottom": "down", "high": "up", "peak": "up", "record": "up",
}  # fmt: skip
#: Nouns that sums are for, and that sizes are of: a 1 billion dollar expansion.
_ENLARGING = frozenset(("expansion", "extension", "recovery", "growth"))
_PACES = ("rate", "pace", "clip")
_TOUCHING = ("hit", "reach", "touch", "struck", "plumb", "scal")
#: How verbs begin whose subject foresees a change, and is not what changes.
_FORESEEING = ("forecast", "expect", "predict", "project", "estimat", "anticipat", "foresee", "foresaw")
#: Times that trade is reckoned by: "ended the month 9 percent higher".
_SESSIONS = frozenset(("day", "week", "month", "quarter", "year", "session", "morning", "afternoon", "half"))
_PARTICLES = frozenset(("up", "down", "back", "off"))
_MORE = {"more": "up", "less": "down", "fewer": "down"}
_THAN = {**_MORE, "higher": "up", "lower": "down", "greater": "up", "smaller": "down", "above": "up", "below": "down"}
#: What opens an earlier time that a size is compared with.
_EARLIER = frozenset(
    ("a", "in", "last", "the", "at", "during", "its", "one", "two", "expected", "previously", "it", "before", "this")
)
_EXTREMES = word_list("extremes")
_NOT_GAINS = word_list("not_gains")
_PASSING = word_list("passing")
_SIDES = dict.fromkeys(word_list("in_gain"), "up") | dict.fromkeys(word_list("in_loss"), "down")
_HIGHER = word_list("standing_at")
_HITTING = tuple(sorted(word_list("hitting")))
_ADJECTIVES = word_list("not_counted")
_ADJECTIVE_ENDINGS = tuple(sorted(word_list("adjective_endings")))
_SPAN_ADJECTIVES = word_list("span_adjectives")


class Reading(NamedTuple):
    """What a verb or noun of change or size says of a quantity.

    `kind` is `up`, `down`, `reach`, `level` or `set`; `role` is None where nothing changes; `topic` is the range of
    the noun phrase that has the size; `first` to `stop` are the words that say so.
    """

    kind: str
    direction: Literal["up", "down"] | None
    role: Literal["by", "to", "from"] | None
    topic: Range | None
    first: int
    stop: int


def read_change(frame: Frame, slot: Slot, unit: str, lexicon: Table) -> Reading | None:
    """Return what the sentence says of the quantity's change or size, or None."""
    lows, tags = frame.lows, frame.tags
    count = len(lows)
    own = _own_word(frame, slot, lexicon)
    if own is not None:
        return own
    sized = unit in _SIZED
    bound = frame.bounded.get(slot.first, slot.first)
    passing = bound < slot.first and (
        lows[bound] in _PASSING or (bool(unit) and lows[bound : bound + 2] in (["as", "high"], ["as", "low"]))
    )
    i = slot.before
    # "a 40 percent increase in exports", "5 percent higher"
    if "short" in lows[slot.stop : slot.stop + 4]:
        return None
    enlarged = unit[:3].isupper() and not _ENLARGING.isdisjoint(lows[slot.stop : slot.stop + 3])
    if sized or (unit and unit[:3].isupper() and not enlarged):
        noun = _noun_behind(frame, slot, lexicon)
        if noun is not None:
            return noun
    elif not unit and slot.stop < count and lows[slot.stop] not in _NOT_GAINS and not lows[slot.stop].endswith("s"):
        gain = _move(frame, slot.stop, lexicon, noun=True) if _determined(frame, slot) else None
        if gain is not None and gain.form == "noun":  # "a 10,000 gain", "the revised 9,000 drop in permits"
            about = lows[slot.stop + 1 : slot.stop + 2] in (["in"], ["of"])
            topic = _noun_topic(frame, slot.stop, slot) if about else None
            return Reading(gain.kind, _direction(gain.kind), "by", topic, slot.stop, slot.stop + 1)
    if i < 0 or (
        unit
        and not sized
        and not _EXTREMES.isdisjoint(lows[slot.stop : slot.stop + 1])
        and "-" in lows[slot.first : slot.stop]
    ):
        return None  # "from the 53-year low of"
    low = lows[i]
    beside = lows[slot.stop : slot.stop + 1] in (["from"], ["on"], ["since"], ["compared"]) and tags[i - 1] == ","
    if low in ("up", "down") and (sized or unit or beside) and tags[i] in "RP" and (
        i == 0 or tags[i - 1] in ",(bN;V" or lows[i - 1] == "last"
    ):  # fmt: skip
        verb = _move(frame, i - 1, lexicon) if i else None
        led = lexicon.verbs.get(lows[i - 1]) if i else None
        moves = verb is not None and verb.kind in ("up", "down")  # "picked up 6 percent"
        if led is not None and not moves and any(use.particle == low for use in led.uses):
            return None  # "pony up $12"
        closed = verb is not None and tags[i - 1] == "V" and lows[i - 1].startswith(_CLOSING)
        if (verb is None or verb.kind == "level") and (closed or tags[i - 1 : i] != ["V"]):
            if closed:  # "ended down 0.4%"
                return Reading(low, low, "by", subject_before(frame, i - 1), i, i + 1)  # type: ignore[arg-type]
            after = i > 1 and tags[i - 1] == "," and ("Q" in tags[max(0, i - 4) : i - 1] or after_size(frame, i - 2))
            topic = None if after else aside(frame, i) or subject_before(frame, i)  # "ended at $81.50, up $2.30"
            return Reading(low, low, "by", topic, i, i + 1)  # type: ignore[arg-type]
    if low == "of" and i > 1 and (extreme := _extreme(frame, i - 1)) is not None:
        return extreme
    if low == "of" and i > 3 and lows[i - 1] in _PACES and (paced := _paced(frame, i - 1, lexicon)) is not None:
        return paced
    if low == "of" and i and (start := headed(frame, i)) and (
        _move(frame, i - 1, lexicon, noun=True) is None or lows[i - 1] in _ENDS
    ):  # fmt: skip
        i, low = start, lows[start]  # "rose to a rate of 3 percent", "from its current output of 2 million"
    if low in ("from", "to") and i > 1 and tags[i - 1] == "Q" and (led_by := _led_by(frame, i - 1)) is not None:
        return led_by._replace(role=low)  # type: ignore[arg-type]
    if low in ("from", "to") and i and lows[i - 1] in ("up", "down") and (i == 1 or tags[i - 2] in ",(bQ)N"):
        verb = _move(frame, i - 2, lexicon) if i > 1 else None
        if verb is None or verb.kind == "level":
            topic = subject_before(frame, i - 1) if i > 1 and tags[i - 2] in "bN" else None
            return Reading(lows[i - 1], lows[i - 1], low, topic, i - 1, i)  # type: ignore[arg-type]
    if sized and bound == i + 1 and tags[i] in "NV" and (cut := _move(frame, i, lexicon, noun=True)) is not None and (
        cut.form == "noun" and lows[bound] in ("as", "up")
    ):  # fmt: skip
        return Reading(cut.kind, _direction(cut.kind), "by", (i, i + 1), i, i + 1)  # "cuts as high as 60 percent"
    if low == "of" and i:
        noun_ = _move(frame, i - 1, lexicon, noun=True)
        if noun_ is not None and not (not unit and _led(frame, i, slot, lexicon)):
            return Reading(noun_.kind, _direction(noun_.kind), "by", _noun_topic(frame, i - 1, slot), i - 1, i)
        return None
    than = _move(frame, i - 1, lexicon, noun=True) if low == "by" and i > 1 and tags[i - 2] in "b," else None
    if than is not None and than.form == "adj":
        topic = subject_before(frame, i - 1) if tags[i - 2] == "b" else None  # "were dearer by 12 rupees"
        return Reading(than.kind, _direction(than.kind), "by", topic, i - 1, i)
    move: Move | None = None
    prep = low if low in _PREPOSITIONS else ""
    v = i - 1 if prep else i
    if not prep and low in ("up", "down", "back"):
        v -= 1
    objects = 0  # "cut emissions 55 percent": words of an object between a verb of change and its size
    while v >= 0:
        tag = tags[v]
        if prep and lows[v] == "running":
            v -= 1  # "fell for the sixth month running to 12 percent"
            continue
        move = _move(frame, v, lexicon, any_tag=tag == "Q")
        if move is None and prep == "to" and "Q" in tags[v:i]:
            move = _move(frame, v, lexicon, noun=True)
            move = None if move is None or move.form == "adj" else move
        if move is not None:
            if objects and move.kind not in ("up", "down"):
                return None
            break
        if not prep and sized and tag in "DNs-" and objects < 7 and lows[v] not in _TIMES:
            objects += 1
            v -= 1
            continue
        if tag in ";S" or (not prep and tag not in 'Rb"'):
            return None
        if tag in "VWG" and not (
            tag == "V"
            and v + 1 < count
            and tags[v + 1] in "PNRpt"
            and lows[v] != "compared"
            and lows[v].endswith("ed")
        ):
            return None
        if prep == "at" and tag == "," and v == i - 1 and lows[v - 1] in _ADJECTIVES:
            v -= 1  # "remains high, at 6.85%"
            continue
        if i - v > 24 or (tag == "," and "Q" not in tags[max(0, v - 7) : v]):
            return None
        v -= 1
    if v < 0:
        return None
    if move is None or (lows[v].startswith("add") and lows[v + 1 : v + 2] == ["up"]):
        return None
    if passing and not prep and (sized or unit) and lows[bound] != "under":
        prep = "to"
    if not prep and any(  # "shot up to 40", "shot up to about 40"
        at >= 2
        and lows[at - 1] == "to"
        and (lows[at - 2] == "up" or (lows[at - 2] in ("close", "closer") and not (sized and bound < slot.first)))
        for at in (slot.first, bound)
    ):
        prep = "to"
    return _of_verb(frame, slot, v, move, prep, sized, unit, lexicon)


def _determined(frame: Frame, slot: Slot) -> bool:
    """Whether an article stands before the number, with at most two words between: a revised [223,000] increase."""
    i = slot.first - 1
    while i > 0 and slot.first - i < 4 and frame.tags[i] in "NVR":
        i -= 1
    return i >= 0 and frame.lows[i] in ("a", "an", "the")


def _led(frame: Frame, of: int, slot: Slot, lexicon: Table) -> bool:
    """Whether the words up to the `of` say what happened to things: the collapse of 40 houses, no fall of 40."""
    after = frame.tags[slot.stop : slot.stop + 1]
    leads = lexicon.leads.get("of", {}).get(frame.lows[of - 1], ())
    return after in (["N"], ["V"]) and any(len(lead.rest) == 1 for lead in leads)


def _led_by(frame: Frame, i: int) -> Reading | None:
    """Return the reading of an earlier size behind a bare up or down: down [93 percent] from $42 million."""
    j = frame.slot_at[i].before
    if j < 1 or frame.lows[j] not in ("up", "down") or frame.tags[j - 1] not in ",(bQ)":
        return None
    low: Literal["up", "down"] = "up" if frame.lows[j] == "up" else "down"
    return Reading(low, low, "by", subject_before(frame, j) if frame.tags[j - 1] == "b" else None, j, j + 1)


def _paced(frame: Frame, at: int, lexicon: Table) -> Reading | None:
    """Read the verb whose size is a pace: the economy [shrank at an annual rate of] 0.2 percent."""
    v = at - 1
    while v > 0 and frame.tags[v] in "NDV" and at - v < 5 and frame.lows[v] != "at":
        v -= 1
    move = _move(frame, v - 1, lexicon) if v > 0 and frame.lows[v] == "at" else None
    if move is None or move.kind not in ("up", "down"):
        return None
    return Reading(move.kind, _direction(move.kind), "by", subject_before(frame, v - 1), v - 1, at + 1)


def _extreme(frame: Frame, at: int) -> Reading | None:
    """Read the verb before a low or high: the lira hit [a record low of] 32.4."""
    direction = _ENDS.get(frame.lows[at])
    v = at - 1
    while v > 0 and frame.tags[v] in "NDR-Q" and at - v < 7 and not frame.lows[v].startswith(_TOUCHING):
        v -= 1
    if direction is None or v <= 0 or not frame.lows[v].startswith(_TOUCHING):
        return None
    return Reading(direction, direction, "to", subject_before(frame, v), v, at + 1)


def _of_verb(
    frame: Frame, slot: Slot, v: int, move: Move, prep: str, sized: bool, unit: str, lexicon: Table
) -> Reading | None:
    tags, lows = frame.tags, frame.lows
    low = lows[v]
    kind = move.kind
    follows = v + 1
    while follows < slot.first and lows[follows] in ("up", "down", "further", "sharply", "slightly", "only"):
        follows += 1
    bound = frame.bounded.get(slot.first, slot.first)  # "lasted close to 40 days"
    has_object = follows < bound and tags[follows] in "DN" and lows[follows] not in _PREPOSITIONS
    has_object = has_object and lows[follows] not in _ADJECTIVES
    led = lexicon.verbs.get(low)
    if has_object and led is not None and any(use.particle == lows[follows] for use in led.uses):
        has_object = False  # "changed hands at $40"
    has_object = has_object and (bool(prep) or "N" in tags[follows : slot.before + 1])
    passive = v > 0 and _passive_at(frame, v)
    topic = first_phrase(frame, follows, slot.first) if has_object and not passive else subject_before(frame, v)
    if kind in ("up", "down"):
        priced = (
            not prep
            and bool(unit)
            and low.startswith(_PRICED)
            and not has_object
            and topic is not None
            and (_is_price(frame, *topic, lexicon))
        )  # "gold gained $6", "the yen lost 2 yen": no gain of money
        aside = led is not None and not unit and any(use.particle == lows[v + 1] for use in led.uses)
        if prep == "by" or (
            not prep and (sized or priced or _sizes(low) or (lows[v + 1] in ("up", "down") and not aside))
        ):  # no "picked up 12 villagers"
            role: Literal["by", "to", "from"] = "by"
        elif prep in ("to", "into", "at"):
            role = "to"
        elif prep == "from":
            role = "from"
        else:
            return None
        facing = "against" in lows[v : slot.first] or "versus" in lows[v : slot.first]
        if (prep == "at" and not (facing or _has_slot_between(frame, v, slot))) or (
            prep == "into" and not (sized or unit) and low.startswith(_HITTING)
        ):
            return None
        if not prep and not sized and (unit and low in ("raised", "raise", "raising", "raises")):
            return None
        if not prep and not has_object:
            topic = subject_before(frame, v)
        return Reading(kind, _direction(kind), role, topic, v, v + 1)
    if kind == "set":
        if prep not in ("at", "to", "on"):
            return None
        if low.startswith(("br", "took", "tak", "push", "driv", "drov")) and prep == "to" and has_object:
            return Reading("set", "up", "to", topic, v, v + 1)
        return Reading("set", None, None, topic, v, v + 1) if has_object or passive else None
    if kind == "reach":
        counted = topic is not None and any(
            low in COUNTERS or low == "toll" for low in lows[max(0, topic[0] - 4) : topic[1]]
        )
        later = counted or (v > 0 and (tags[v - 1] in "tm" or (v > 1 and tags[v - 1] == "R" and tags[v - 2] in "tm")))
        if prep and prep != "to":
            return None
        return Reading("reach", "up" if later else None, "to" if later else None, topic, v, v + 1)
    if prep in ("from", "by", "into", "on") or (prep != "at" and low.startswith(_QUOTING)):
        return None
    if prep and low in ("is", "are", "was", "were", "be", "been", "being"):
        if prep != "at":
            return None
        stood = lexicon.moves.get(lows[v + 1], ())
        if stood and stood[0].form == "adj" and lows[v + 1] in _HIGHER:  # "the euro was lower at $1.04"
            return Reading(stood[0].kind, _direction(stood[0].kind), "to", topic, v, v + 2)
    if sized and topic is not None and lows[topic[1] : topic[1] + 1] in (["in"], ["of"]):
        gone = _move(frame, topic[1] - 1, lexicon, noun=True)  # "the decline in output was 0.1 percent"
        first, stop = phrase_bounds(frame, topic[1] + 1)
        if gone is not None and gone.form == "noun" and gone.kind in ("up", "down") and topic[1] < first < stop <= v:
            return Reading(gone.kind, _direction(gone.kind), "by", (first, stop), topic[1] - 1, v + 1)
    return Reading("level", None, None, topic, v, v + 1)


def _is_price(frame: Frame, first: int, stop: int, lexicon: Table) -> bool:
    """Whether a noun phrase names what has a price: a commodity, a share, an index, a currency."""
    return (
        any(
            noun.measure in ("price_level", "currency_level")
            for low in frame.lows[first:stop]
            for noun in lexicon.nouns.get(low, ())
        )
        or "&" in frame.lows[first:stop]
    )


def _sizes(low: str) -> bool:
    return low.startswith(("add", "cut", "slash", "reduc", "trim", "increas", "grow", "grew", "rose", "rise",
                           "rising", "fall", "fell", "drop", "jump", "climb", "declin", "plung", "surg"))  # fmt: skip


def _own_word(frame: Frame, slot: Slot, lexicon: Table) -> Reading | None:
    """Read quantities that are verbs themselves: halved, doubled, tripled."""
    move = _move(frame, slot.first, lexicon, any_tag=True) if slot.stop == slot.first + 1 else None
    if move is None or move.kind not in ("up", "down") or move.form in ("noun", "adj"):
        return None
    i = slot.first
    topic: Range | None = subject_before(frame, frame.bounded.get(i, i))  # "have more than tripled"
    if i + 1 < len(frame.tags) and frame.tags[i + 1] in "DN" and not _passive_at(frame, i):
        first, stop = phrase_bounds(frame, i + 1)
        if stop > first and not is_time(frame, first, stop):
            topic = (first, stop)
    return Reading(move.kind, _direction(move.kind), "by", topic, i, i + 1)


def _noun_behind(frame: Frame, slot: Slot, lexicon: Table) -> Reading | None:
    lows, tags = frame.lows, frame.tags
    side = _SIDES.get(" ".join(lows[slot.stop : slot.stop + 3]))
    if side is not None:  # "shares were 7% in the red"
        v = slot.before
        topic = subject_before(frame, v) if v > 0 and tags[v] in "Vb" else None
        return Reading(side, side, "by", topic, slot.stop, slot.stop + 3)  # type: ignore[arg-type]
    compared = _THAN.get(lows[slot.stop]) if lows[slot.stop + 1 : slot.stop + 2] == ["than"] else None
    ahead = lows[slot.stop : slot.stop + 2] == ["ahead", "of"]
    if slot.stop + 2 < len(lows) and (ahead or lows[slot.stop] in ("above", "below")) and (
        past(frame, slot.stop + 1 + ahead)
    ):  # fmt: skip
        compared = "up" if ahead else _THAN[lows[slot.stop]]  # "16,100 orders in June, 5% below May"
        if slot.first > 1 and "Q" in tags[: slot.first - 1] and tags[slot.first - 1] in ",C":
            return Reading(compared, compared, "by", None, slot.stop, slot.stop + 1)  # type: ignore[arg-type]
        at = frame.before(slot.first)
        if at > 0 and tags[at] in "bV":
            topic = subject_before(frame, at)
            return Reading(compared, compared, "by", topic, slot.stop, slot.stop + 1)  # type: ignore[arg-type]
        compared = None
    if compared is not None and slot.first > 1 and lows[slot.stop + 2 : slot.stop + 3] and (
        lows[slot.stop + 2] in _EARLIER
    ):  # fmt: skip
        at = slot.before
        opening = frame.bounded.get(slot.first, slot.first)
        if opening and lows[opening - 1] == "," and "Q" in tags[: opening - 1]:
            # "imported 10 million barrels, 8.5 percent more than a year earlier"
            return Reading(compared, compared, "by", None, slot.stop, slot.stop + 1)  # type: ignore[arg-type]
        if at > 0 and tags[at] == "b":  # "the harvest is 25 percent less than last year"
            topic = subject_before(frame, at)
            return Reading(compared, compared, "by", topic, slot.stop, slot.stop + 1)  # type: ignore[arg-type]
    direction = _MORE.get(lows[slot.stop]) if slot.stop + 1 < len(lows) else None
    if direction is not None and lows[slot.stop + 1] not in ("than", "to", "in", "for", "of"):
        k = slot.stop + 1  # "23% less likely", "5 percent fewer births"
        if lows[k] in _ADJECTIVES or (lows[k].endswith(_ADJECTIVE_ENDINGS) and tags[k + 1 : k + 2] != ["N"]):
            return Reading("level", None, None, _noun_topic(frame, k, slot), slot.stop, k)
        first, stop = phrase_bounds(frame, k)
        if stop > first and tags[k] in "ND":
            return Reading(direction, direction, "by", (first, stop), slot.stop, k)  # type: ignore[arg-type]
    for j in range(slot.stop, min(slot.stop + 4, len(lows))):
        move = _move(frame, j, lexicon, noun=True)
        if move is not None and (tags[j] in "NVR" or move.form == "adj"):
            if move.form == "adj" and lows[j] in ("up", "down") and (j > slot.stop or tags[j + 1 : j + 2] == ["t"]):
                return None
            inside = (slot.stop, j) if j > slot.stop and tags[j - 1] in "NV" else None
            if move.form == "adj" and j == slot.stop and tags[j + 1 : j + 2] == ["N"] and lows[j + 1] not in _TIMES:
                inside = phrase_bounds(frame, j + 1)  # "40% slower speeds"
                return Reading(move.kind, _direction(move.kind), "by", inside, j, j + 1)
            if move.form == "adj" and (beside := named_beside(frame, slot)) is not None:
                return Reading(move.kind, _direction(move.kind), "by", beside, j, j + 1)
            topic = _noun_topic(frame, j, slot) if inside is None or lows[j - 1] in _SPAN_ADJECTIVES else inside
            return Reading(move.kind, _direction(move.kind), "by", topic, j, j + 1)
        if tags[j] not in "NR-" and not (tags[j] == "V" and _move(frame, j + 1, lexicon, noun=True) is not None):
            return None
        if tags[j] == "N" and j > slot.stop + 1:
            return None
    return None


def _noun_topic(frame: Frame, j: int, slot: Slot) -> Range | None:
    """Return what a noun of change is about: behind `in` or `of`, else the subject of the clause before it."""
    lows, tags = frame.lows, frame.tags
    k = max(j + 1, slot.stop)
    if k < len(lows) and lows[k] in ("in", "of", "for") and k + 1 < len(lows):
        first, stop = phrase_bounds(frame, k + 1)
        if stop > first and tags[first] != "Q" and not (lows[k] in ("in", "for") and is_time(frame, first, stop)):
            return first, stop
    if j and lows[j - 1].startswith(_FORESEEING):
        return j, j + 1  # "economists surveyed by Ibis predict growth of 0.3%"
    v = min(j, slot.first) - 1
    while v >= 0 and tags[v] not in "VbGm":
        if tags[v] in ";":
            return None
        v -= 1
    while v > 0 and tags[v] in "VG" and lows[v] in ("compared", "from"):
        v -= 1
    if v > 0 and lows[v].startswith(_FORESEEING):
        return j, j + 1  # "analysts forecast growth of 2 percent"
    return subject_before(frame, v) if v > 0 else None


def _direction(kind: str) -> Literal["up", "down"] | None:
    return "up" if kind == "up" else "down" if kind == "down" else None


def _passive_at(frame: Frame, v: int) -> bool:
    j = v - 1
    while j >= 0 and frame.tags[j] == "R":
        j -= 1
    return j >= 0 and frame.tags[j] == "b"


def _has_slot_between(frame: Frame, v: int, slot: Slot) -> bool:
    return "Q" in frame.tags[v : slot.first]


def _move(frame: Frame, i: int, lexicon: Table, *, noun: bool = False, any_tag: bool = False) -> Move | None:
    lows = frame.lows
    if i < 0 or i >= len(lows):
        return None
    rows = lexicon.moves.get(lows[i])
    if i + 1 < len(lows) and lows[i + 1] in _PARTICLES:
        rows = lexicon.moves.get(f"{lows[i]} {lows[i + 1]}", rows)
    if rows is None:
        return None
    tag = frame.tags[i]
    for row in rows:
        if noun:
            if row.form in ("noun", "adj"):
                return row
        elif row.form not in ("noun", "adj") and (
            any_tag or tag in "VGb" or (tag in "NR" and _verbal(frame, i, row))
        ):
            return row
    return None


def _verbal(frame: Frame, i: int, row: Move) -> bool:
    """Whether a word that may be a noun (`rise`, `cut`) stands as a verb: after to, a modal, or as a past form."""
    j = i - 1
    while j >= 0 and frame.tags[j] == "R":
        j -= 1
    if row.form in "edg" or (frame.lows[i] == "worth" and j >= 0 and frame.tags[j] == "b"):
        return True
    if j < 0:
        return False
    after = frame.tags[i + 1] if i + 1 < len(frame.tags) else ";"
    if frame.tags[j] in "tm":
        return True
    return (
        frame.tags[j] in "N,)"
        and row.form in "sb"
        and after in "QtPR"
        and frame.lows[i + 1] not in ("of", "in", "on")
    )
