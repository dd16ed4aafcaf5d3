"""What looks like a quantity and is none: dates, times, ages, names with numbers, places in time.

The words stand in lexicon/contexts.toml.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from factledger.lexicon import load
from factledger.numerals import Numeral, one_of
from factledger.patterns import lazy_pattern


class Contexts(NamedTuple):
    """The compiled tables."""

    names: frozenset[str]
    month_after: re.Pattern[str]
    month_before: re.Pattern[str]
    ages: frozenset[str]
    ago: re.Pattern[str]
    past: frozenset[str]
    year_before: frozenset[str]
    one_next: re.Pattern[str]
    one_previous: frozenset[str]
    superlative: frozenset[str]
    instruments: frozenset[str]


@cache
def contexts() -> Contexts:
    """Return the tables, compiled once."""
    table = load("contexts")
    months = one_of(table["months"])
    return Contexts(
        names=frozenset(table["names"]),
        month_after=re.compile(rf"(?:st|nd|rd|th)?,?\s(?:of\s)?(?:{months})(?![^\W_])"),
        month_before=re.compile(rf"(?:{months})(?:\s\d{{1,2}}(?:st|nd|rd|th)?,?\s?(?:[-–]|and|to)?)?\s?\Z"),
        ages=frozenset(table["ages_before"]),
        ago=re.compile(rf"[\s-](?:{one_of(table['ago'])})(?![^\W_])"),
        past=frozenset(table["past"]),
        year_before=frozenset(table["year_before"]),
        one_next=re.compile(rf"\s?(?:{one_of(table['one_not_before'])})(?![^\W_])"),
        one_previous=frozenset(table["one_not_after"]),
        superlative=frozenset(table["superlative_before"]),
        instruments=frozenset(table["season_nouns"]),
    )


@cache
def near(name: str) -> frozenset[str]:
    """Return a list of words that decide what stands beside them, by its name in the table `near`."""
    return frozenset(load("contexts")["near"][name])


_WORDS = lazy_pattern(r"[^\s]+")
_EDGE = "\"“”'‘’(),;:—–[]…"


def words_before(text: str, start: int, count: int) -> list[str]:
    """Return up to `count` words before `start` as written, nearest last, without marks at their edges."""
    found = text[max(0, start - 18 * count) : start].split()[-count:]
    return [word.strip(_EDGE) or word for word in found]


def next_word(text: str, end: int) -> str:
    """Return the word after `end` in lower case, or the empty string where a mark stands first."""
    match = re.compile(r"[\s-]{1,2}([^\W_][\w'’-]*)").match(text, end)
    return match[1].lower() if match else ""


_TIME = lazy_pattern(
    r"(?:[:.]\d\d)?\s?(?:[ap]\.?m\b|o['’]clock|GMT|UTC|[ECMP][SD]?T\b|local time)|[:.]\d\d\s?hrs\b|:\d\d(?!\d)"
    r"|\s?h\d\d\b",
    re.IGNORECASE,
)
_ISO_DATE = lazy_pattern(r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?!\d)|\d{1,4}/\d{1,4}(?:/\d{1,4})?")
_SIMPLE_FRACTION = lazy_pattern(r"([1-9])/([2-9]|10)(?![\d/])")
_YEAR = lazy_pattern(r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d)")
_YEAR_RANGE = lazy_pattern(r"\s?[-–/]\s?\d{2,4}(?!\d)")
_AGE_AFTER = lazy_pattern(
    r"[-\s](?:year|month|week|day)s?[-\s]olds?\b|[-\s](?:years?|months?|weeks?) of age\b|-somethings?\b"
    r"|[- ]year-?olds?\b"
    r"|(?:\s?[-–]|\sto|\sand|\sor)\s?\w{1,12}[-\s]years?[-\s]olds?\b", re.IGNORECASE,
)  # fmt: skip
_LETTERS = lazy_pattern(r"[^\W\d_]")
_SCORE = lazy_pattern(r"[-–](\d{1,3})(?![\d.,]?\d|\s?%|\s?percent|-\w)")
_PHONE = lazy_pattern(r"(?<=\+)\d{1,3}[-.\s]\d|(?:\d{2,4}[-.\s]){2,4}\d{3,4}(?!\d)")
_DECADE = lazy_pattern(r"['’]?s\b")
_LIST = lazy_pattern(r"[.)]\s")
_ADDRESS = lazy_pattern(r"[?&/]\S*=\Z")
_DEGREE = lazy_pattern(r"°\s?\d{0,2}['’′]?\s?\d{0,2}[\"”″]?\s?[NSEW]\b")


def is_named(text: str, numeral: Numeral, signed: bool) -> bool:
    """Whether a digit numeral is a date, time, age, score, address or part of a name rather than a quantity."""
    start, end = numeral.start, numeral.end
    if signed:
        return False
    c = contexts()
    before = text[start - 1 : start]
    if before == "=" and (_ADDRESS.search(text, max(0, start - 60), start) or text.startswith("&", end)):
        return True
    if before and before in "-–/#@_&\\" and start > 1:
        other = text[start - 2]
        if before in "#@_&\\" or other.isalpha() or (before == "/" and other.isalnum()):
            return True
        if before in "-–" and other.isdigit():
            return True
    if text.startswith(("@", "_"), end) or _DEGREE.match(text, end):
        return True
    if numeral.digits and _digits_named(text, numeral, c):
        return True
    previous = words_before(text, start, 2)
    last = previous[-1] if previous else ""
    gap = text[max(0, start - 2) : start]
    if last and "," not in gap and ")" not in gap:
        bare = last.rstrip(".")
        if (
            (last in c.names or bare in c.names)
            and not numeral.suffix
            and not (last[0].islower() and last[0:1] != "N" and _names_verb(previous))
        ):
            return True
        if " ".join(previous) in c.names:
            return True
        if last.lower() in c.ages or " ".join(previous).lower() in c.ages:
            return numeral.value is not None and numeral.value < 120
    return _AGE_AFTER.match(text, end) is not None


def _names_verb(previous: list[str]) -> bool:
    """`the line 40 people long`: a lower-case name word is a name only without an article before it."""
    return len(previous) > 1 and previous[0].lower() in ("a", "of")


def _digits_named(text: str, numeral: Numeral, c: Contexts) -> bool:
    start, end = numeral.start, numeral.end
    written = text[start:end]
    plain = written.isdigit()
    if plain and len(written) > 15:
        return True
    if _ISO_DATE.match(text, start) and not _SIMPLE_FRACTION.match(text, start):
        return True
    if _PHONE.match(text, start) and (written[0] == "0" or not any(mark.isspace() for mark in written)):
        return True
    if len(written) <= 2 or written[-3:-2] == ".":
        if _TIME.match(text, end):
            return True
    elif (
        len(written) == 4
        and plain
        and written < "2401"
        and written[2] < "6"
        and re.compile(r"\s(?:GMT|UTC|hours\b)").match(text, end)
    ):
        return True
    if plain and len(written) <= 2:
        if c.month_after.match(text, end) or re.compile(r"(?:st|nd|rd|th)\b").match(text, end):
            return True
        if c.month_before.search(text, max(0, start - 24), start):
            return True
    if _DECADE.match(text, end) and plain:
        return not re.compile(r"s\s(?:\w+\s)?(?:Celsius|Fahrenheit)").match(text, end)
    if plain and numeral.scale == 1 and _YEAR.match(text, start) and len(written) == 4:
        return _is_year(text, start, end, c)
    if plain and (score := _SCORE.match(text, end)) is not None and int(score[1]) <= int(written):
        return True
    if _LIST.match(text, end) and (start == 0 or text[start - 1] == "\n"):
        return True
    after = text[end : end + 1]
    if plain and len(written) <= 3 and after in (",", ".", ")", ";") and text[max(0, start - 2) : start] == ", ":
        name = words_before(text, start, 1)
        if name and name[0][:1].isupper() and 5 < int(written) < 110 and after == ",":
            return True
    return False


def _is_year(text: str, start: int, end: int, c: Contexts) -> bool:
    previous = words_before(text, start, 1)
    last = previous[0].lower() if previous else ""
    if _YEAR_RANGE.match(text, end):
        return True
    if c.month_before.search(text, max(0, start - 24), start) or last in c.year_before or last.isdigit():
        following = next_word(text, end)
        return not (last in ("the", "to", "for", "of", "and", "around", "by", "from") and _plural(following))
    following = next_word(text, end)
    return not _plural(following) and last not in ("above", "below", "than")


_NOT_COUNTED = frozenset(
    [
        "was",
        "is",
        "as",
        "has",
        "levels",
        "elections",
        "sanctions",
        "its",
        "this",
        "his",
        "us",
        "does",
        "goes",
        "says",
        "shows",
        "includes",
    ]
)


def _plural(word: str) -> bool:
    return word in ("people", "men", "women", "children", "more", "other", "police", "km", "kg", "mw") or (
        word.endswith("s")
        and len(word) > 3
        and not word.endswith(("ss", "'s", "’s", "ous"))
        and word not in _NOT_COUNTED
    )


def glued_letters(text: str, end: int) -> bool:
    """Whether letters follow a numeral without a space: 3D, 4x4, 2nd."""
    return _LETTERS.match(text, end) is not None


def is_time_only(text: str, start: int, end: int) -> bool:
    """Whether a duration only places something in time: two days ago, the last three weeks, 36 hours after."""
    c = contexts()
    if c.ago.match(text, end):
        return True
    previous = [word.lower() for word in words_before(text, start, 3)]
    if not previous:
        return False
    if previous[-1] in c.past or (
        len(previous) > 1 and previous[-2] in c.past and previous[-1] in ("few", "about", "nearly", "of", "than")
    ):
        return True
    if previous[-1] == "over" and not (
        len(previous) > 1 and previous[-2] in ("for", "of", "just", "well", "lasted", "took", "slightly", "little")
    ):
        return True
    return (
        previous[-1] in ("the", "a")
        and re.compile(r"\s(?:since|to|through|until|that followed|leading)\b").match(text, end) is not None
    )


_AFTER_PRONOUN = frozenset(("in", "who", "on", "at", "from", "for", "with", "without", "under", "into", "and", "or"))
_BEFORE_ONE = frozenset(
    ("including", "and", "least", "only", "than", "just", "killed", "killing", "injuring", "injured", "dead")
)


def is_pronoun_one(text: str, start: int, end: int) -> bool:
    """Whether `one` is a pronoun, part of `one of` or of a fixed phrase, rather than the number."""
    c = contexts()
    if c.one_next.match(text, end) or text.startswith(
        ("-on-", "-off", "-time", "-sided", "-way", "-stop", "’s", "'s", "-third", "-year-old"), end
    ):
        return True
    previous = words_before(text, start, 1)
    last = previous[0].lower() if previous else ""
    mark = text[max(0, start - 2) : start].strip()
    if last in c.one_previous and not mark:
        return True
    after = text[end : end + 1]
    following = next_word(text, end)
    if after in '.?!;:”"':
        return True
    if re.compile(r"\s[^\W\d_]{3,20},\s[A-Z]").match(text, end):  # One resident, Ali Hassan, ...
        return text[start].isupper()
    if not following or after in ",)":
        return True
    return following in _AFTER_PRONOUN and last not in _BEFORE_ONE
