"""The subject of a verb: the noun phrase of its clause whose size a change or a sum tells."""

from __future__ import annotations

from factledger.gazetteer import gazetteer
from factledger.lexicon import load
from factledger.measures.counted import phrase_bounds
from factledger.measures.frame import Frame
from factledger.measures.table import word_list

Range = tuple[int, int]
#: Heads that stand for what they are `of`: the number of refugees, a total of exports.
COUNTERS = word_list("counters")
#: What is foreseen stands behind these: the forecast for [demand growth].
_FORECASTS = word_list("foreseen")
_DAYS = frozenset(day for days in load("when")["names"]["weekdays"].values() for day in days if day.endswith("day"))
#: What stands before a subject whose verb is an infinitive.
_FORESEEING = word_list("foreseeing")
_RECENT = frozenset(("last", "this", "next", "earlier", "late", "early"))
_SPANS = _DAYS | {"week", "month", "year", "quarter", "night", "weekend", "summer", "winter", "spring", "autumn"}
_FLOWS = word_list("flows")
_COURSES = word_list("courses")


def subject_before(frame: Frame, v: int) -> Range | None:
    """Return the noun phrase that is the subject of the verb at `v`: the first one of its clause."""
    tags, lows = frame.tags, frame.lows
    i = v - 1
    while i >= 0 and (
        tags[i] in 'RbhmdtG"'
        or (tags[i] == "V" and _chains(frame, i, v))
        or lows[i] in ("likely", "up")
        or (i + 1 < v and lows[i] == "on" and lows[i + 1] in _COURSES)
        or (lows[i] in _COURSES and i > 0 and lows[i - 1] == "on")
    ):
        i -= 1
    if i > 0 and tags[i] == "W" and lows[i] in ("which", "that", "who"):
        return _antecedent(frame, i)  # "inflation, which stood at 4%"
    stop = i + 1
    commas = 0
    infinitive = stop < v and tags[stop] == "t"
    while i >= 0:
        tag = tags[i]
        if infinitive and lows[i] in _FORESEEING and i + 1 < stop:
            break  # "for the economy to expand", "it expected profit to grow"
        if i == stop - 1 and (tag == "C" or (tag == "S" and (tags[i + 1] == "G" or lows[i + 1] == "having"))) and (
            stop < v + (tag == "C" or tags[v] == "G")
        ):  # fmt: skip
            return _shared_subject(frame, i)  # "shares fell before paring losses", "after having risen"
        if tag == "," and i == stop - 1 and i > 1 and (lows[i + 1] == "having" or (i + 1 == v and tags[v] == "G")):
            return _shared_subject(frame, i)  # "the stock was the worst on the index, losing 3%"
        if lows[i] == "since" and i > 0 and tags[i - 1] == "N" and tags[i + 1] in "DN":
            i -= 1  # "exports since the start of the season have reached"
            continue
        if (
            tag in ";SW"
            or (lows[i] == "with" and stop == v and tags[max(0, i - 1)] != "V")
            or (tag == '"' and i > 0 and tags[i - 1] == ",")
        ):
            break
        if tag == ",":
            # an apposition between commas is stepped over where a noun phrase stands before it
            if i == stop - 1 and commas == 0:
                k = i - 1
                while k >= 0 and tags[k] not in ",;SVbhm":
                    k -= 1
                if k >= 0 and tags[k] == ",":
                    commas += 1
                    i = k - 1
                    stop = k
                    continue
            break
        if tag in "bhmd" or (tag == "G" and tags[i + 1 : i + 2] != ["N"] and not (i > 0 and tags[i - 1] == "P")):
            break
        if tag == "G" and lows[i] in ("saying", "adding", "claiming", "stating"):
            break  # "quoted him as saying Chad's exports fell"
        if tag == "V" and not _describes(frame, i):
            break
        if (
            tag == "C"
            and (_clause_verb(frame, max(0, i - 12), i) or tags[i + 1 : i + 2] == ["D"])
            and not _joined(frame, i)
            and not _named_so(frame, i)
        ):
            if i == stop - 1:
                return _shared_subject(frame, i)
            break
        if tag == "Q" and i > 0 and tags[i - 1] in ",":
            break
        i -= 1
    first = i + 1
    return first_phrase(frame, first, stop)


def _antecedent(frame: Frame, w: int) -> Range | None:
    """Return the noun phrase right before the relative pronoun at `w`."""
    stop = w - (frame.tags[w - 1] == ",")
    i = stop
    while i > 0 and frame.tags[i - 1] in "Ns-":
        i -= 1
    return (i, stop) if i < stop and not frame.lows[stop - 1][0].isdigit() else None


def _shared_subject(frame: Frame, i: int) -> Range | None:
    """Return the subject of the verbs before the `and` at `i`: the stadium was designed by them and cost"""
    v = i - 1
    while v > 0 and i - v < 16 and frame.tags[v] not in "b;SW" and not (
        frame.tags[v] in "V" and not _describes(frame, v) and not _says(frame.lows[v])
    ):  # fmt: skip
        v -= 1
    return subject_before(frame, v) if v > 0 and frame.tags[v] in "bV" else None


def _clause_verb(frame: Frame, first: int, stop: int) -> bool:
    return any(frame.tags[j] == "V" and not _says(frame.lows[j]) for j in range(first, stop))


def _describes(frame: Frame, i: int) -> bool:
    """Whether the verb form at `i` describes a noun of the subject: soldiers [killed] in May, people [displaced]."""
    if i + 1 >= len(frame.tags) or _says(frame.lows[i]):
        return False
    after = frame.tags[i + 1]
    return (frame.lows[i].endswith("ed") and after in "PNtR") or (after == "P" and i > 0 and frame.tags[i - 1] == "N")


def _joined(frame: Frame, i: int) -> bool:
    return (
        i > 0
        and frame.tags[i - 1] == "N"
        and i + 2 < len(frame.tags)
        and frame.tags[i + 1] == "N"
        and frame.tags[i + 2] in "Vm"
    )


def _named_so(frame: Frame, i: int) -> bool:
    """Whether the `and` at `i` stands inside the name of a place: Bosnia and Herzegovina."""
    tokens, places = frame.tokens, gazetteer().places
    return any(
        " ".join(token.text for token in tokens[max(0, i - before) : i + behind]) in places
        for before in (1, 2)
        for behind in (2, 3)
    )


def _says(low: str) -> bool:
    return low in ("said", "says", "reported", "added", "showed", "estimated", "announced", "warned", "told")


def _chains(frame: Frame, i: int, v: int) -> bool:
    """Whether a participle belongs to the verb group that ends at `v`: is expected to rise, was seen rising."""
    return i > 0 and frame.tags[i - 1] in "bhR" and (frame.tags[i + 1] in "tV" or frame.tags[v] == "G")


def first_phrase(frame: Frame, first: int, stop: int) -> Range | None:
    """Return the noun phrase that a range begins with, openings and what it is `of` aside."""
    tags, lows = frame.tags, frame.lows
    i = first
    while i < stop and (tags[i] in 'DRC"' or lows[i] in ("with",)):
        i += 1
    if i < stop and tags[i] in "Pt" and lows[i] != "of":
        # "In May exports fell": the phrase behind the preposition is not the subject where another one follows
        j, found = phrase_bounds(frame, i + 1)
        if found > j and found < stop:
            later = found
            while later < stop and tags[later] not in "ND":
                later += 1
            if later < stop and tags[found] in 'D,R"':
                return first_phrase(frame, later, stop)
    while i < stop and tags[i] in "PtDRQ":
        i += 1
    if i + 1 < stop and i and lows[i] in _DAYS and (tags[i - 1] == "V" or tags[i + 1] == "D"):
        i += 1 + (tags[i + 1] == "D")  # "said Tuesday Chad's output rose"
    if i + 2 < stop and lows[i] in _RECENT and lows[i + 1] in _SPANS and tags[i + 2] in "DN":
        i += 2 + (tags[i + 2] == "D")  # "said last week its profit rose"
    if i and tags[i - 1] == "Q" and lows[i : i + 1] == ["-"]:
        i -= 1  # "the 10-year yield"
        while i > first and tags[i - 1] in "Q":
            i -= 1
    begin, end = phrase_bounds(frame, i)
    end = min(end, stop)
    if end <= begin:
        return None
    if end == begin + 1 and lows[begin].endswith("ing") and tags[end] == "D" and end < stop:
        end = max(end, min(stop, phrase_bounds(frame, end)[1]))  # "rebuilding the port"
    if end + 1 == stop and tags[end] == "G" and end > begin:
        end += 1  # "private hiring"
    head = lows[end - 1]
    if (
        (head in COUNTERS or head in _FORECASTS or head == "toll")
        and end + 1 < stop
        and lows[end] in ("of", "for", "from")
    ):
        inner, last = phrase_bounds(frame, end + 1)
        if last > inner and (head != "toll" or lows[end] == "for"):
            return inner, min(last, stop)
    if end + 1 < stop and lows[end] == "per" and lows[end + 1] in ("share", "capita", "head"):
        end += 2  # GDP per capita
    if end < stop and lows[end][0].isdigit() and tags[end] in "xN":
        end += 1  # an index with its number: CAC 40
    if end + 1 < stop and (lows[end] == "of" or (lows[end] in ("to", "on", "in") and head in _FLOWS)):
        inner, last = phrase_bounds(frame, end + 1)
        if last > inner:
            end = min(last, stop)
    return begin, end
