"""Contexts: places in time, `one of`, results, changes, and the words around a number.

The words stand in lexicon/contexts.toml; every function reads the folded text at one place.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from factledger.lexicon import load
from factledger.numerals import tables as numerals
from factledger.patterns import lazy_pattern, trie


class _Tables(NamedTuple):
    names: frozenset[str]
    capital_names: frozenset[str]
    indexes: frozenset[str]
    index_sizes: frozenset[int]
    months: frozenset[str]
    month_after: re.Pattern[str]
    year_before: frozenset[str]
    year_strong: frozenset[str]
    year_dated: frozenset[str]
    persons: frozenset[str]
    when_after: re.Pattern[str]
    when_before: frozenset[str]
    when_weak: frozenset[str]
    when_fillers: frozenset[str]
    when_over: frozenset[str]
    when_lasting: frozenset[str]
    short: frozenset[str]
    shares: dict[str, frozenset[str]]
    ages: frozenset[str]
    outlets: frozenset[str]
    one: dict[str, frozenset[str]]
    saying: frozenset[str]
    most: dict[str, frozenset[str]]
    many: dict[str, frozenset[str]]
    few: dict[str, frozenset[str]]
    scores: frozenset[str]
    plural: frozenset[str]
    singular: frozenset[str]
    changes: frozenset[str]
    accounting: frozenset[str]


@cache
def tables() -> _Tables:
    """Return the tables, read once."""
    t = load("contexts")

    def sets(name: str) -> dict[str, frozenset[str]]:
        return {key: frozenset(words) for key, words in t[name].items()}

    months = trie(t["dates"]["months"])
    return _Tables(
        names=frozenset(t["names"]["any"]),
        capital_names=frozenset(t["names"]["capital"]),
        indexes=frozenset(t["names"]["indexes"]),
        index_sizes=frozenset(t["names"]["index_sizes"]),
        months=frozenset(t["dates"]["months"]),
        month_after=re.compile(
            rf"(?:st|nd|rd|th)?(?: ?[-–] ?\d{{1,2}}(?:st|nd|rd|th)?)? (?:of )?(?:{months})(?![a-z])|"
            rf"[-/](?:{months})(?![a-z])"
        ),
        year_before=frozenset(t["dates"]["year_before"]),
        year_strong=frozenset(t["dates"]["strong"]),
        year_dated=frozenset(t["dates"]["dated"]),
        persons=frozenset(t["ages"]["persons"]),
        when_after=re.compile(
            rf"['s]{{0,2}}[ -](?:{trie(t['when']['after'])}|from now|in advance|on from)(?![a-z-])|"
            rf",? (?:and|or) (?:a half )?(?:ago|later)\b"
        ),
        when_before=frozenset(t["when"]["before"]),
        when_weak=frozenset(t["when"]["weak"]),
        when_fillers=frozenset(t["when"]["fillers"]),
        when_over=frozenset(t["when"]["over"]),
        when_lasting=frozenset(t["when"]["lasting"]),
        short=frozenset(t["abbreviations"]["words"]),
        shares=sets("shares"),
        ages=frozenset(t["ages"]["before"]),
        outlets=frozenset(
            name.lower() for name in load("speakers")["outlets"]["names"] if name.rpartition(" ")[2].isdigit()
        ),
        one=sets("one"),
        saying=frozenset(form for row in load("cues")["verbs"].values() for form in row["forms"].split()),
        most=sets("most"),
        many=sets("many"),
        few=sets("few"),
        scores=frozenset(t["scores"]["words"]),
        plural=frozenset(t["plural"]["nouns"]),
        singular=frozenset(t["plural"]["singular"]),
        changes=frozenset(t["changes"]["verbs"]),
        accounting=frozenset(t["accounting"]["before"]),
    )  # fmt: skip


def words_before(low: str, start: int, count: int = 3) -> list[str]:
    """Return up to `count` words of the same clause before `start`, nearest last; a mark after a word empties it."""
    window = low[max(0, start - 36) : start]
    spaced = window[-1:] == " "  # a mark right before the number parts nothing
    words: list[str] = []
    for word in window.rsplit(None, count)[: -count - 1 : -1]:
        mark = word[-1]
        if spaced and mark in ".,;:" and not (mark == "." and word[:-1].lstrip('(["') in tables().short):
            break
        spaced = True
        if "\0" in word:
            if word[-1] != "\0":
                words.append(word[word.rfind("\0") + 1 :].strip(_AROUND))
            break
        words.append(word.strip(_AROUND))
    words.reverse()
    return words


def last_word(low: str, start: int) -> str:
    """Return the word of the same clause right before `start`, or nothing where a mark or the text's start is."""
    words = words_before(low, start, 1)
    return words[0] if words else ""


_AROUND = "\"'()[]“”—"
_NEXT_WORD = lazy_pattern(r"[ -]([a-z][a-z'-]*)")


def next_word(low: str, end: int) -> str:
    """Return the word right behind `end`, or nothing where a mark stands first."""
    match = _NEXT_WORD.match(low, end)
    return match[1] if match else ""


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun, or one that is counted without -s."""
    known = tables()
    if word in known.plural:
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "'s", "ous", "sis", "ics"))
        and word not in known.singular
    )


_PLACED_BEHIND = lazy_pattern(r" (?:since|to|through|until|that followed|leading|between)\b")
_ONE_MEASURE = lazy_pattern(
    r"-(?:minute|hour|day|week|month|mile|metre|meter|storey|story|bedroom|vote|seat|point|man|"
    r"woman|year|yen|kilometer)"
)
_SECOND_NUMBER = lazy_pattern(r" (?:to|and|or) ([a-z]+)(?![a-z-])")
_WORDS_ON = lazy_pattern(r" ((?:[a-z-]{2,20} ){0,3}?)([a-z]+)\b")
_APPOSITION = lazy_pattern(r" (?:[A-Za-z-]{2,20} ){0,2}[A-Za-z-]{2,20}, ")


def is_when(low: str, start: int, end: int, *, ranged: bool = False) -> bool:
    """Whether a duration only places something in time: two days ago, the last three weeks, in less than a year."""
    known = tables()
    if (
        (match := known.when_after.match(low, end)) is not None
        and not (ranged and low.startswith(" after", match.start()))
        and not low.startswith(" after all", match.start())
    ):
        return True
    words = words_before(low, start, 4)
    if not words:
        return False
    last = words[-1]
    if last in known.when_fillers and len(words) > 1:
        last = words[-2]
        if last in known.when_before and last not in known.when_weak:
            return True
        last = words[-1]
    if last == "last" and len(words) > 1 and words[-2] in known.when_lasting:
        return False  # "will last 90 days"
    if last in known.when_before:
        return last not in known.when_weak or (
            len(words) > 1 and words[-2] in ("the", "its", "his", "her", "their", "after")
        )
    if last == "than" and len(words) > 2 and words[-2] in ("less", "more", "fewer") and words[-3] in ("in", "within"):
        return not (len(words) > 3 and words[-4] in ("time", "worst", "first"))
    if last in ("over", "under", "about", "around", "just", "nearly", "almost") and len(words) > 1:
        placed = words[-2] in ("in", "within") or (words[-2] == "just" and len(words) > 2 and words[-3] == "in")
        if placed:
            return True
    if last == "over" and not (len(words) > 1 and words[-2] in known.when_over):
        return len(words) > 1
    return last in ("the", "these", "those") and _PLACED_BEHIND.match(low, end) is not None


_INVERTED = lazy_pattern(r"[,\"”] ([a-z]{2,16}) $")


def is_pronoun_one(low: str, text: str, start: int, end: int) -> bool:
    """Whether `one` is a pronoun, `one of`, or part of a fixed phrase rather than the number."""
    one = tables().one
    char = low[end : end + 1]
    if char in ("'", "-"):
        return not _ONE_MEASURE.match(low, end)
    words = words_before(low, start, 2)
    last = words[-1] if words else ""
    if last in ("negative", "minus"):
        return False
    if low.startswith((" or more ", " or two "), end):
        return False
    if not one["abstract"].isdisjoint(low[end : end + 50].replace(",", " ").split()[:2]):
        return True
    if char not in (" ",):
        return bool(words) and last not in ("only", "least", "than")
    following = next_word(low, end)
    if words[-2:] == ["as", "per"] or low.endswith(", per ", 0, start):
        return True
    if (inverted := _INVERTED.search(low, max(0, start - 24), start)) and inverted[1] in tables().saying:
        return True  # "40 men fled," said one trader
    if (
        last in one["last"]
        and not (last in ("a", "an") or (last == "last" and following == "time"))
        and last not in ("only", "less")
    ):
        return True
    if not following:
        return bool(words)
    if following in ("to", "and", "or") and (match := _SECOND_NUMBER.match(low, end)):
        number = numerals().words.get(match[1])
        if number is not None and number[1] > 1:
            return False
    if following in one["next"]:
        if following in one["keep_next"] and last in one["count_last"] and following != "of":
            return False
        return following != "more"
    match = _WORDS_ON.match(low, end)
    ahead = low[end : end + 60].partition("\0")[0].split()
    trails = low.endswith((", ", '" ', "” "), 0, start)
    for at, word in enumerate(ahead[1:4], 2):
        if word.strip(",:") in one["speech"]:
            return True
        if word in tables().saying and ahead[at : at + 1] and ahead[at] in one["said"]:
            return True  # one trader counters that
        if trails and word[-1:] in (".", ",") and word[:-1] in tables().saying:
            return True  # "40 men fled, one trader confirmed."
        if word.endswith((",", ".", ";", ":")):
            break
    if text[start].isupper() and _APPOSITION.match(text, end):
        return True
    return match is None and bool(words)


def is_change(low: str, start: int) -> bool:
    """Whether a verb of rising or falling stands in the clause before `start`."""
    window = low[max(0, start - 70) : start]
    cut = max(window.rfind(". "), window.rfind("; "), window.rfind("\0"))
    return not tables().changes.isdisjoint(word.strip(",\"'()") for word in window[cut + 1 :].split())


def is_score(low: str, start: int, end: int) -> bool:
    """Whether words near `3-1` make it a result."""
    ahead = low[end : end + 24].partition("\0")[0].split()[:2]
    if len(ahead) > 1 and ahead[0].endswith("s") and ahead[1].startswith("lost"):
        del ahead[1]  # 4-8 homes lost power
    near = low[max(0, start - 40) : start].rpartition("\0")[2].split()[-5:] + ahead
    return not tables().scores.isdisjoint(word.strip(".,\"'()") for word in near)
