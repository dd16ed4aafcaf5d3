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
from factledger.measures.timestarts import Starts, places, triggered
from factledger.patterns import lazy_pattern, trie
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

    starts: Starts
    trigger: re.Pattern[str]
    core: re.Pattern[str]
    leads: frozenset[str]
    saying: frozenset[str]
    saying_verbs: frozenset[str]
    clausal: frozenset[str]
    recording: frozenset[str]
    acts: frozenset[str]
    freed: frozenset[str]
    published: frozenset[str]
    release: frozenset[str]
    speakers: frozenset[str]
    harm: re.Pattern[str]
    units: frozenset[str]
    superlatives: frozenset[str]
    not_superlatives: frozenset[str]
    participles: frozenset[str]
    away: frozenset[str]
    particles: frozenset[str]
    periods: frozenset[str]
    about: frozenset[str]
    bases: frozenset[str]
    bounds: frozenset[str]
    moved_on: frozenset[str]
    openers: frozenset[str]
    breaks: frozenset[str]


#: Lists of words that a core can begin with, beside `starts` of the table: at all other words none is tried.
_STARTING = ("fullday", "shortday", "monthname", "ordinals", "numbers", "heads", "near", "seasons", "feasts", "now")


@cache
def grammar() -> Grammar:
    """Return the grammar, compiled once from the templates and word lists of the table."""
    table: dict[str, Any] = load("when")
    names, words, saying = table["names"], table["words"], table["saying"]
    weekdays = [word for group in names["weekdays"].values() for word in group]
    months = [word for group in names["months"].values() for word in group]
    lists = {
        "fullday": [word for word in weekdays if word.endswith("day")],
        "shortday": [word for word in weekdays if not word.endswith("day")],
        "monthname": months,
        **words,
    }
    parts = {name: trie(listed) for name, listed in lists.items()}
    for name, template in table["pieces"].items():  # a piece may use the lists and the pieces above it
        parts[name] = _filled(template, parts)
    core = "|".join(f"(?P<{kind}>{_filled(template, parts)})" for kind, template in table["cores"].items())
    triggers = [*lists["fullday"], *months, *table["triggers"]["words"]]
    for name in ("parts", "units", "near", "now", "seasons", "feasts"):
        triggers += words[name]
    starts = [word for name in _STARTING for word in lists[name]] + table["triggers"]["starts"]
    return Grammar(
        starts=Starts(table, lists, starts, triggers),
        trigger=re.compile(rf"\b(?:{trie(triggers)})|{table['triggers']['pattern']}"),
        core=re.compile(rf"(?<![\w$€£-])(?=\d|{trie(starts)}|(?<=in ))(?:{core})"),
        leads=frozenset(words["leads"]),
        saying=frozenset(saying["verbs"]),
        saying_verbs=frozenset(saying["verbs"]) - {"according", "say"},
        clausal=frozenset(saying["clausal"]),
        recording=frozenset(saying["recording"]),
        acts=frozenset(saying["acts"]),
        freed=frozenset(saying["freed"]),
        published=frozenset(saying["published"]).union(saying["release"]),
        release=frozenset(saying["release"]),
        speakers=frozenset(saying["speakers"]),
        harm=re.compile(rf"(?:\b|air|bus)(?:{trie(table['harm']['stems'])})"),
        units=frozenset(words["units"]),
        **{name: frozenset(listed) for name, listed in table["scopes"].items()},
    )


_SLOT = lazy_pattern(r"<([a-z]+)>")


def _filled(template: str, parts: dict[str, str]) -> str:
    """Return a template with its `<name>` slots filled, each as one group."""
    return _SLOT.sub(lambda slot: f"(?:{parts[slot[1]]})", template)


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
    starts, tokens = rules.starts, sentence.tokens
    known = list(map(starts.__getitem__, sentence.lows))
    holds = triggered(tokens, known)
    if holds is False:
        return []
    text = sentence.text
    low = text.lower()
    if len(low) != len(text):
        low = text
    if holds is None and rules.trigger.search(low) is None:
        return []
    found: list[TimeWords] = []
    taken = 0  # no expression reaches back behind this token
    at = 0
    fits = rules.core.match
    for place in places(tokens, known, low, sentence.start):
        if place < at or (match := fits(low, place)) is None:
            continue
        at = match.end()
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
            if clause and begin < len(tokens):
                dated = fits(low, tokens[begin].start - sentence.start)
                if dated is not None and dated.lastgroup != "event" and _ends(sentence, dated):
                    continue  # "the total since January rose to 40": the time is read by itself
            stop = _event_stop(tokens, begin, clause=clause)
            if stop <= begin or not _event_holds(tokens, first, begin, stop, clause=clause):
                continue
            at = max(at, tokens[stop - 1].end - sentence.start)
            first = _lead(tokens, first, taken, rules) if tokens[first].low == "the" else first
            found.append(TimeWords(first, stop, kind, True, False))
            taken = stop
            continue
        start = _lead(tokens, first, taken, rules)
        if kind == "ago" and start < first and tokens[start].low == "in":
            start += 1  # were pulled in three weeks ago
        led = any(tokens[i].low in _LED_BY for i in range(start, first)) or tokens[first].low in _LED_BY
        if kind in _NEEDS_LEAD and not led:
            continue
        if not _holds(tokens, start, stop, kind, led):
            continue
        found.append(TimeWords(start, stop, kind, led, possessive))
        taken = stop
    return found


_CAPITAL_START = lazy_pattern(rf"(?:{'|'.join(_CAPITAL)})(?!\w)")


def _ends(sentence: Sentence, time: re.Match[str]) -> bool:
    """Whether a time is no first part of a longer phrase: a mark, a function word or a verb follows it."""
    if time[0].endswith(("'s", "’s")):
        return False
    stop = sentence.token_at(sentence.start + time.end() - 1) + 1
    if stop >= len(sentence.tokens):
        return True
    after = sentence.tokens[stop]
    return not after.word or after.low in classes().minor or is_finite(after)


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
    if kind == "year" and tokens[start].low == "on":
        return False  # cut by a third on 2005 levels
    if (
        kind == "now" and tokens[stop - 1].low.startswith("now") and tokens[stop - 1].low != "nowadays"
    ):  # `Now, ...`, `as of now`; elsewhere a mere adverb
        opens = before is None and after is not None and after.low == ","
        return tokens[stop - 1].low == "now" and (opens or tokens[start].low == "as")
    if kind == "now":
        words = classes()
        inside = before is not None and (
            before.low in words.prepositions or before.low in words.determiners or before.low in ("'s", "’s")
        )
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
    if first - start > 1 and tokens[start].low in rules.particles and tokens[start + 1].low in ("on", "in", "at"):
        return start + 1  # the roof caved in on Monday
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
        if i > first and token.text[0].islower() and is_finite(token) and low != "last" and (
            clause or tokens[i - 1].low not in words.determiners
        ):  # fmt: skip
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
        if first and tokens[first - 1].low in ("has", "have", "had"):
            return False  # have since been put out
        return not any(t.low in _PRESENT or t.low in words.present for t in tokens[begin : stop + 1])
    if tokens[first].low == "following":
        before = tokens[first - 1].low if first else ""
        return tokens[begin].low in words.determiners and before not in ("the", "as", "of", "was", "were", "been")
    return True


_PRESENT = frozenset(["is", "are", "do", "does", "will", "can", "has", "have", "isn't", "aren't", "isn’t", "aren’t"])
