"""Time expressions of a sentence: a closed grammar over the words of lexicon/when.toml.

A core is found by one pattern that begins with a word boundary and closed lists of words; the words that lead to it
(`as of late`) are then taken token by token. Events that date (`since the invasion`, `during the raid`) are cores of
their own and run to the edge of their phrase. Linear time, no dates are worked out here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from factledger.lexicon import load
from factledger.phrases import classes, is_finite
from factledger.segment import Sentence
from factledger.words import Token


class TimeWords(NamedTuple):
    """A time expression: token range, its kind, whether a preposition leads to it, and whether it is a possessive."""

    first: int
    stop: int
    kind: str
    led: bool
    possessive: bool


class Grammar(NamedTuple):
    """The compiled grammar: a cheap test, the pattern of cores, and the sets of words around them."""

    trigger: re.Pattern[str]
    core: re.Pattern[str]
    leads: frozenset[str]
    saying: frozenset[str]
    saying_verbs: frozenset[str]
    release: frozenset[str]
    speakers: frozenset[str]
    harm: re.Pattern[str]
    units: frozenset[str]


def _one_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


YEAR = r"(?:1[89]|20)\d\d(?![\d%]|[,.]\d|-[a-z]|/\d)"


@cache
def grammar() -> Grammar:
    """Return the grammar, compiled once."""
    table: dict[str, Any] = load("when")
    names, words = table["names"], table["words"]
    weekdays = [word for group in names["weekdays"].values() for word in group]
    months = [word for group in names["months"].values() for word in group]
    full = [word for word in weekdays if word.endswith("day")]
    short = [word for word in weekdays if word not in full]
    weekday = rf"(?:(?:{_one_of(full)})(?:s\b|['’]s)?|(?:{_one_of(short)})\b\.?)(?![\w-])"
    month = rf"(?:{_one_of(months)})(?:\.(?=\s\d)|(?!\w))(?:['’]s)?"
    day = r"[0-3]?\d(?:st|nd|rd|th)?(?![\d%:]|[.,]\d)"
    part = _one_of(words["parts"])
    unit = rf"(?:{_one_of(words['units'])})"
    number = (
        rf"(?:\d{{1,3}}(?:\.\d)?(?! ?\d|,)|(?:a |the )?(?:{_one_of(words['numbers'])})(?: of)?"
        r"(?:[- ]and[- ]a[- ]half|-(?:one|two|three|four|five|six|seven|eight|nine))?)"
    )
    near = _one_of(words["near"])
    season = _one_of(words["seasons"])
    ordinal = _one_of(words["ordinals"])
    head = _one_of(words["heads"])
    clock = r"\d{1,2}(?:[:.][0-5]\d)?\s?(?:a\.m\.?|p\.m\.?|am\b|pm\b|noon\b)|[0-2]?\d:[0-5]\d(?!\d)(?: (?:gmt|utc|local time|et))?"
    whole = rf"(?:(?:this|last|next|the|that|its|each) )?(?:previous |current |following |coming |tax |fiscal |calendar |financial )?(?:{unit}s?\b(?!-)|{YEAR}|{season}|{month}(?:,? {YEAR})?)"
    core = "|".join(
        [
            # 1 the first half of 2014, the end of the year, the second quarter of last year
            rf"(?P<span>(?:(?:the|its|his|her|their) )?(?:(?:{ordinal})[ -])?(?:(?:{number}) )?(?:{head}) of {whole}(?: {YEAR})?)",
            # 2 on Saturday, March 21, 2009 · March 8 · 26 December · Aug. 3 and 4
            rf"(?P<date>(?:{weekday},? (?:the )?)?(?:{month} {day}(?:(?:-| ?– ?| and | to ){day})?(?:,? {YEAR})?|{day} (?:of )?{month}(?:,? {YEAR})?))",
            # 3 Monday and Tuesday, Sunday morning, early Friday
            rf"(?P<weekday>(?:{near}) (?:{weekday})(?: (?:{part})s?\b)?|{weekday}(?: (?:{part})s?\b)?(?: (?:and|through|to) {weekday})?)",
            # 4 last week, the past five months, this year, the next 24 to 48 hours
            rf"(?P<near>(?:(?:the|its|his|her|their|these) )?(?:{near}|first|following|same)(?: (?:couple of|few|several|{number}(?:(?: to |-){number})?(?: and a half)?))? (?:{unit}s?|{season}|{part}|{month})\b(?!-)(?:['’]s)?(?: (?:this|last|next|of the) year)?)",
            # 5 two days ago, a week earlier
            rf"(?P<ago>(?:{number})(?: and a half)? {unit}s? (?:ago|earlier|later)\b)",
            # 6 the weekend, the day before, that same day, at the time
            r"(?P<same>(?:the|that) weekend\b|(?:that|the) same (?:day|night|morning|week|month|year|time|period)\b|(?:the|that) (?:day|night|week|month|year) (?:before|after|earlier)\b|(?:that|the following|the previous|the next) (?:day|night|week|month|year)\b|at (?:the|that) time\b(?! of\b)|this time last year\b|the (?:time being|year before))",
            # 7 May 2013, mid-March, late December
            rf"(?P<month>(?:(?:early|mid|late)[- ])?{month}(?:,? {YEAR})?(?:(?: to | and |-| through | until ){month}(?: {YEAR})?)?(?![ ]\d))",
            # 8 years
            rf"(?P<year>(?:(?:fiscal|financial|early|mid|late)[- ])?(?:{YEAR}(?:(?: and | to | or |[-–]){YEAR}|[-–/]\d\d)?|(?:the )?(?:1[89]|20)\d0s\b))(?!\))",
            # 9 spring 2014, Christmas
            rf"(?P<season>(?:{season}|{_one_of(words['feasts'])})(?: of)?(?: {YEAR})?(?= |,|\.|$))",
            # 10 clock times, today
            rf"(?P<clock>{clock}(?: local time)?(?: \([^()]{{1,20}}\))?(?: (?:on )?(?:{weekday}|today|yesterday))?)",
            rf"(?P<now>(?:{_one_of(words['now'])})\b(?:['’]s)?(?: (?:{part})\b)?)",
            rf"(?P<part>(?:early|late) (?:{part})\b)",
            # 11 in less than a year, in just a few hours, over a decade
            rf"(?P<within>(?<=in )(?:less than |just |only |under |barely |about |around |more than |its first |the space of |a single |the first |the |roughly |as little as )*(?:{number})?(?: and a half)? ?{unit}s?\b(?! of\b|-))",
            # 12 events: since the invasion, in the first days of the war
            rf"(?P<event>(?:since|during|following)\b|(?<=in )the (?:{ordinal}) (?:{unit}s|stages?|phases?) (?:of|after|since|following)\b)",
        ]
    )
    triggers = [
        *full, *(word[:-1] + "" for word in ()), *months, *words["parts"], *words["units"], *words["near"], *words["now"],
        *words["seasons"], *words["feasts"], "since", "during", "following", "time",
    ]  # fmt: skip
    trigger = rf"\b(?:{_one_of(triggers)})|\b(?:1[89]|20)\d\d|\d[ap]\.?m|\d:\d\d|\d [ap]\.?m"
    return Grammar(
        trigger=re.compile(trigger),
        core=re.compile(rf"(?<![\w$€£-])(?:{core})"),
        leads=frozenset(words["leads"]),
        saying=frozenset(table["saying"]["verbs"]),
        saying_verbs=frozenset(table["saying"]["verbs"]) - {"according", "say"},
        harm=re.compile(rf"(?:\b|air|bus)(?:{_one_of(table['harm']['stems'])})"),
        speakers=frozenset(table["saying"]["speakers"]),
        release=frozenset(table["saying"]["release"]),
        units=frozenset(words["units"]),
    )


#: Words that are also something else in lower case: a core of one of them needs its capital.
_CAPITAL = ("may", "march", "mar", "sat", "sun", "wed", "mon", "dec", "jan", "august")

#: Kinds that need a leading preposition to date anything.
_NEEDS_LEAD = frozenset({"year", "month", "season", "clock", "part"})
_LED_BY = frozenset(
    ["on", "in", "at", "by", "since", "until", "till", "from", "during", "over", "within", "through", "throughout",
     "before", "after", "around", "about", "for", "of", "between", "to", "early", "late"]
)  # fmt: skip


def time_words(sentence: Sentence) -> list[TimeWords]:
    """Return the time expressions of a sentence in order; they do not overlap."""
    rules = grammar()
    text = sentence.text
    low = text.lower()
    if len(low) != len(text):
        low = text
    if rules.trigger.search(low) is None:
        return []
    tokens = sentence.tokens
    found: list[TimeWords] = []
    taken = 0  # no expression reaches back behind this token
    at = 0
    while match := rules.core.search(low, at):
        at = max(match.end(), at + 1)
        kind = str(match.lastgroup)
        written = text[match.start() : match.end()]
        if _CAPITAL_START.match(match[0]) and not written[:1].isupper() and kind in ("month", "date", "weekday"):
            at = match.start() + 1
            continue
        first = sentence.token_at(sentence.start + match.start())
        stop = sentence.token_at(sentence.start + match.end() - 1) + 1
        if first < taken or first >= len(tokens):
            continue
        possessive = match[0].endswith(("'s", "’s"))
        if kind == "event":
            begin, clause = stop, tokens[first].low == "since"
            stop = _event_stop(tokens, begin, clause=clause)
            if stop <= begin or not _event_holds(tokens, first, begin, stop, clause=clause):
                continue
            at = max(at, tokens[stop - 1].end - sentence.start)
            first = _lead(tokens, first, taken, rules) if tokens[first].low == "the" else first
            found.append(TimeWords(first, stop, kind, True, False))
            taken = stop
            continue
        start = _lead(tokens, first, taken, rules)
        led = any(tokens[i].low in _LED_BY for i in range(start, first)) or tokens[first].low in _LED_BY
        if kind in _NEEDS_LEAD and not led:
            continue
        if not _holds(tokens, start, stop, kind, led):
            continue
        found.append(TimeWords(start, stop, kind, led, possessive))
        taken = stop
    return found


_CAPITAL_START = re.compile(rf"(?:{'|'.join(_CAPITAL)})(?!\w)")


def _holds(tokens: Sequence[Token], start: int, stop: int, kind: str, led: bool) -> bool:
    """Whether the words date something told: no dateline, no adverb inside a phrase."""
    before = tokens[start - 1] if start else None
    after = tokens[stop] if stop < len(tokens) else None
    if kind in ("date", "weekday") and before is not None and before.low in _DATELINES:
        return False
    if kind == "date" and after is not None and after.low == "(" and stop + 1 < len(tokens):
        return not tokens[stop + 1].text.isupper()
    if kind == "date" and not led and (before is None or before.text.isupper()):
        return after is not None and after.low == ","
    if kind == "weekday" and not led and before is not None and before.text.isupper() and len(before.text) > 1:
        return False
    if kind == "now":
        words = classes()
        inside = before is not None and (before.low in words.prepositions or before.low in words.determiners)
        return not (inside and after is not None and after.word and after.text[0].islower())
    return True


_DATELINES = frozenset(["posted", "published", "updated", "dated"])


def _lead(tokens: Sequence[Token], first: int, taken: int, rules: Grammar) -> int:
    """Return where the words that lead to the core at `first` begin."""
    start = first
    while start > taken and tokens[start - 1].low in rules.leads:
        start -= 1
    # what leads begins with a preposition or an adverb of time, not in the middle of another phrase
    while start < first and tokens[start].low in (
        "of",
        "the",
        "to",
        "up",
        "less",
        "than",
        "back",
        "for",
        "under",
        "far",
    ):
        if tokens[start].low == "for" and first - start > 1:
            break
        start += 1
    return start


_EVENT_ENDS = frozenset({";", ":", "—", "--", "–", "-", "(", ")", "“", "”", '"', "''", ".", "?", "!", ","})
_EVENT_STOPS = frozenset(["according", "while", "but", "who", "which", "because", "that", "when", "as", "and"])


def _event_stop(tokens: Sequence[Token], first: int, *, clause: bool) -> int:
    """Return where the words of an event that begins at `first` end: a phrase, or a clause with its one verb."""
    words = classes()
    numbers = _counting()
    if first < len(tokens) and tokens[first].low == "then":
        return first + 1
    verbs = 0
    end = min(len(tokens), first + 24)
    for i in range(first, end):
        token = tokens[i]
        low = token.low
        if low in _EVENT_ENDS or low in _EVENT_STOPS or low in words.modals:
            return i
        if i > first and (low in numbers or (token.text[0].isdigit() and not _is_date(tokens, i))):
            return i
        if i > first and token.text[0].islower() and is_finite(token) and low != "last":
            if not clause:
                return i
            verbs += 1
            if verbs > 1 and low not in ("been",) and not is_finite(tokens[i - 1]):
                return i - 1 if not tokens[i - 1].word else i
    return end


def _is_date(tokens: Sequence[Token], at: int) -> bool:
    """Whether the digits at `at` are a year or stand beside a month."""
    text = tokens[at].text
    months = _months()
    if len(text) == 4 and text[:2] in ("18", "19", "20"):
        return True
    return tokens[at - 1].low in months or (at + 1 < len(tokens) and tokens[at + 1].low in months)


@cache
def _months() -> frozenset[str]:
    return frozenset(word for group in load("when")["names"]["months"].values() for word in group)


@cache
def _counting() -> frozenset[str]:
    return frozenset(load("when")["words"]["numbers"]) - {"a", "an", "one", "few", "many"}


def _event_holds(tokens: Sequence[Token], first: int, begin: int, stop: int, *, clause: bool) -> bool:
    """Whether `since`, `during` or `following` stands before an event rather than as a conjunction or adverb."""
    words = classes()
    if not tokens[begin].word and tokens[begin].low not in ("“", '"'):
        return False
    if clause:  # since a thing is so: a reason
        return not any(t.low in _PRESENT or t.low in words.present for t in tokens[begin : stop + 1])
    if tokens[first].low == "following":
        before = tokens[first - 1].low if first else ""
        return tokens[begin].low in words.determiners and before not in ("the", "as", "of", "was", "were", "been")
    return True


_PRESENT = frozenset(["is", "are", "do", "does", "will", "can", "has", "have", "isn't", "aren't", "isn’t", "aren’t"])
