"""What days time words mean, read against the day of publication: `resolve`.

A closed grammar that never invents a day: what the words leave open stays open. `on Monday` of a text of Tuesday,
2022-03-01 is 2022-02-28; `last week` is a week, `in March` a month, `two weeks ago` a week too; `since the invasion`
has no day at all. Periods are calendar periods, weeks run from Monday to Sunday.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from factledger.lexicon import load
from factledger.patterns import lazy_pattern

Days = tuple[dt.date, dt.date]


Basis = Literal["stated", "published", "unresolved"]


class Interval(NamedTuple):
    """The days that time words allow, both ends included; an end that the words leave open is None.

    `precision` is how exactly the words fix it: day, weekend, week, month, quarter, half, year, decade, or unknown.
    `basis` is what it rests on: `stated` (the words give year and day or period), `published` (reckoned from the day
    of publication) or `unresolved` (the words name an event, or there is nothing to reckon from; both ends are None).
    """

    start: dt.date | None
    end: dt.date | None
    precision: str
    basis: Basis


UNRESOLVED = Interval(None, None, "unknown", "unresolved")


class _Found(NamedTuple):
    days: Days
    precision: str
    stated: bool


@lru_cache(maxsize=4096)
def resolve(text: str, published: dt.date | None, *, ahead: bool = False) -> Interval:
    """Return the interval that the time words `text` mean in a text published on `published`.

    A weekday, month or date without its year is the last one up to `published`; the next one after `by` and `until`,
    and where `ahead` says that the words speak of what is to come. Without `published` only what states its year
    resolves. Never raises.
    """
    low = _AS_WORD.sub("_", " ".join(text.replace("’", "'").split())[:200]).lower()
    low = re.sub(r"(?<=day)'?s\b|(?<=[a-z])'s\b", "", low)
    opener = _opener(low)
    ahead = ahead or opener in ("by", "until")
    try:
        found = _absolute(low, published, ahead) or (_relative(low, published, ahead) if published else None)
    except (ValueError, OverflowError):  # the 31st of a short month, a year before the first
        return UNRESOLVED
    if found is None:
        return UNRESOLVED
    (start, end), precision, stated = found
    basis: Basis = "stated" if stated else "published"
    match opener:
        case "since":
            return Interval(start, None, precision, basis)
        case "by" | "until" | "as of":
            return Interval(None, end, precision, basis)
        case "before":
            return Interval(None, start, precision, basis)
        case "after":
            return Interval(end, None, precision, basis)
        case "so far" if published is not None and start <= published <= end:
            return Interval(start, published, precision, basis)
    return Interval(start, end, precision, basis)


#: Months and weekdays that are other words without their capital.
_AS_WORD = lazy_pattern(r"\b(?:may|march|mar|august|sat|sun|wed|mon|dec|jan)\b")
_OPENERS = lazy_pattern(r"\b(so far|as of|since|by|until|till|up to|before|after|prior to)\b")
_MEANS = {"till": "until", "up to": "until", "prior to": "before"}


def _opener(low: str) -> str:
    match = _OPENERS.match(low) or (_OPENERS.search(low) if low.startswith(("ever ", "shortly ", "just ")) else None)
    return _MEANS.get(match[1], match[1]) if match else ""


@cache
def _names() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Return weekdays (0 is Monday), months and number words."""
    table = load("when")["names"]
    weekdays = {word: int(n) - 1 for n, group in table["weekdays"].items() for word in group}
    months = {word: int(n) for n, group in table["months"].items() for word in group}
    counts = {word: int(n) for n, group in table["counts"].items() for word in group}
    return weekdays, months, counts | {"": 1}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    weekdays, months, counts = _names()
    month = "|".join(sorted(months, key=len, reverse=True))
    weekday = "|".join(sorted(weekdays, key=len, reverse=True))
    count = "|".join(sorted(filter(None, counts), key=len, reverse=True))
    year = r"((?:1[89]|20)\d\d)"
    whole = rf"(?:the |this )?(?:{year}|(last|next|previous) year|year)"
    return {
        name: re.compile(pattern)
        for name, pattern in {
            "part": rf"\b(first|second|third|fourth|last|1st|2nd|3rd|4th) (half|quarter) of {whole}",
            "months": rf"\b(first|last) (\d+|{count}) months (?:of )?{whole}",
            "month_day": rf"\b({month})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? {year})?",
            "day_month": rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({month})\b(?:,? {year})?",
            "month": rf"\b(?:early[- ]|mid[- ]|late[- ])?({month})\b\.?(?:,? {year})?",
            "decade": r"\b((?:1[89]|20)\d0)s\b",
            "year": rf"\b{year}(?:(?: and | to | or |-|–){year}|[-–/](\d\d)\b)?",
            "weekday": rf"\b(last |next |this |past )?({weekday})\b(?: (?:and|to|through) ({weekday})\b)?",
            "day": r"\b(today|tonight|yesterday|tomorrow|overnight|currently)\b",
            "weekend": r"\b(last |next |this |the |past )?weekend\b",
            "period": r"\b(this|last|next|previous|current|coming) (week|month|quarter|year|decade)\b",
            "row": rf"\b(?:last|past|previous|next|coming) (?:(?:\d+|{count})(?: to |-))?"
            rf"(\d+|{count}|few|several|)(?: of)? ?(hour|day|week|month|year|decade)(s?)\b",
            "ago": rf"\b(\d+|{count}|few|several) (day|week|month|year)s? ago\b",
            "ends": r"\b(?:the )?(?:end|start|beginning) of the (week|month|year)\b|\bof the (year)\b",
        }.items()
    }


def _absolute(low: str, published: dt.date | None, ahead: bool) -> _Found | None:
    """Read what names a month, a year or a date."""
    patterns, months = _patterns(), _names()[1]
    if "fiscal" in low or "financial year" in low or "tax year" in low:
        return None
    if match := patterns["part"].search(low):
        return _part_of_year(match, published)
    if (match := patterns["months"].search(low)) and (number := _number(match[2])) and number <= 12:
        year = _year_of(match[3], match[4], published)
        if year is None:
            return None
        first = 1 if match[1] == "first" else 13 - number
        return _Found((dt.date(year, first, 1), _month(year, first + number - 1)[1]), "month", bool(match[3]))
    for name, month_at, day_at in (("month_day", 1, 2), ("day_month", 2, 1)):
        if match := patterns[name].search(low):
            month, day = months[match[month_at]], int(match[day_at])
            if match[3]:
                date = dt.date(int(match[3]), month, day)
                return _Found((date, date), "day", True)
            if published is None:
                return None
            date = _nearest_year(published, month, day, ahead)
            return _Found((date, date), "day", False)
    if match := patterns["month"].search(low):
        month = months[match[1]]
        stated = match[2] is not None
        if not stated and published is None:
            return None
        if match[2] is None and published is not None:
            year = published.year
            if re.search(r"\blast year\b", low):
                year -= 1
            elif ahead and month < published.month:
                year += 1
            elif not ahead and month > published.month:
                year -= 1
        else:
            year = int(match[2])
        return _Found(_month(year, month), "month", stated)
    if match := patterns["decade"].search(low):
        return _Found((dt.date(int(match[1]), 1, 1), dt.date(int(match[1]) + 9, 12, 31)), "decade", True)
    if match := patterns["year"].search(low):
        first = int(match[1])
        last = int(match[2]) if match[2] else first - first % 100 + int(match[3]) if match[3] else first
        return _Found((dt.date(first, 1, 1), dt.date(last, 12, 31)), "year", True) if last >= first else None
    return None


def _part_of_year(match: re.Match[str], published: dt.date | None) -> _Found | None:
    year = _year_of(match[3], match[4], published)
    if year is None:
        return None
    months = 6 if match[2] == "half" else 3
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 12 // months}.get(match[1]) or int(
        match[1][0]
    )
    if number * months > 12:
        return None
    first = (number - 1) * months + 1
    days = dt.date(year, first, 1), _month(year, first + months - 1)[1]
    return _Found(days, match[2], bool(match[3]))


def _year_of(stated: str | None, word: str | None, published: dt.date | None) -> int | None:
    """Return the year of `of 2014`, `of last year`, `of the year`."""
    if stated:
        return int(stated)
    shift = {"last": -1, "previous": -1, "next": 1}.get(word or "", 0)
    return None if published is None else published.year + shift


def _relative(low: str, published: dt.date, ahead: bool) -> _Found | None:
    """Read what only the day of publication makes a date."""
    patterns, weekdays = _patterns(), _names()[0]
    if match := patterns["weekday"].search(low):
        return _weekday(published, (match[1] or "").strip(), weekdays[match[2]], match[3], ahead)
    if match := patterns["day"].search(low):
        shift = {"yesterday": -1, "tomorrow": 1}.get(match[1], 0)
        day = published + dt.timedelta(shift)
        first = published - dt.timedelta(1) if match[1] == "overnight" else day
        return _Found((first, day), "day", False)
    if match := patterns["weekend"].search(low):
        back = (published.weekday() - 5) % 7
        saturday = published - dt.timedelta(back)
        word = (match[1] or "").strip()
        if word == "next" or (ahead and back > 1) or (word == "this" and 1 < back < 6 and ahead):
            saturday += dt.timedelta(7)
        return _Found((saturday, saturday + dt.timedelta(1)), "weekend", False)
    if match := patterns["ago"].search(low):
        number = _number(match[1])
        return _shifted(published, match[2], -number) if number is not None else None
    if match := patterns["period"].search(low):
        shift = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(match[1], 0)
        found = _shifted(published, match[2], shift)
        if found is not None and low.startswith("earlier ") and shift == 0:
            return _Found((found.days[0], published), found.precision, False)
        if found is not None and low.startswith("later ") and shift == 0:
            return _Found((published, found.days[1]), found.precision, False)
        return found
    if match := patterns["row"].search(low):
        if match[3] and not match[1]:
            return None  # `the last months`: nobody says how many
        return _row(published, match[1], match[2], back=not re.search(r"\b(?:next|coming)\b", low))
    if match := patterns["ends"].search(low):
        return _shifted(published, match[1] or match[2], 0)
    return None


def _weekday(published: dt.date, word: str, day: int, other: str | None, ahead: bool) -> _Found | None:
    back = (published.weekday() - day) % 7
    date = published - dt.timedelta(back)
    if word in ("last", "past"):
        if back == 0:
            date -= dt.timedelta(7)
        elif back <= published.weekday():  # of this week or the one before: the words do not tell
            return _Found((date - dt.timedelta(7), date), "week", False)
    elif word == "next":
        return _Found((date + dt.timedelta(7), date + dt.timedelta(14 if back else 7)), "week", False)
    elif word == "this":
        date = published - dt.timedelta(published.weekday() - day)
    elif ahead and back:
        date += dt.timedelta(7)
    last = date
    if other is not None:
        last = date + dt.timedelta((_names()[0][other] - day) % 7)
        if last > published and not ahead and date <= published:
            date, last = date - dt.timedelta(7), last - dt.timedelta(7)
    return _Found((date, last), "day", False)


def _row(published: dt.date, count: str, unit: str, *, back: bool) -> _Found | None:
    """Read `the past five months`: the days from then until publication, or from publication on."""
    number = _number(count)
    if number is None:
        return None
    if unit in ("hour", "day", "week"):
        days = {"hour": -(-number // 24), "day": number, "week": 7 * number}[unit]
        other = published + dt.timedelta(-days if back else days)
    else:
        months = number * {"month": 1, "year": 12, "decade": 120}[unit]
        at = published.year * 12 + published.month - 1 + (-months if back else months)
        year, month = divmod(at, 12)
        other = dt.date(year, month + 1, min(published.day, monthrange(year, month + 1)[1]))
    precision = "day" if unit == "hour" else unit
    return _Found((other, published) if back else (published, other), precision, False)


def _shifted(published: dt.date, unit: str, shift: int) -> _Found | None:
    """Return the calendar period `shift` units away from that of publication."""
    if unit == "day":
        day = published + dt.timedelta(shift)
        return _Found((day, day), "day", False)
    if unit == "week":
        monday = published - dt.timedelta(published.weekday()) + dt.timedelta(7 * shift)
        return _Found((monday, monday + dt.timedelta(6)), "week", False)
    if unit in ("month", "quarter"):
        size = 1 if unit == "month" else 3
        at = (published.year * 12 + published.month - 1) // size + shift
        year, month = divmod(at * size, 12)
        return _Found((dt.date(year, month + 1, 1), _month(year, month + size)[1]), unit, False)
    size = 10 if unit == "decade" else 1
    first = published.year - published.year % size + shift * size
    return _Found((dt.date(first, 1, 1), dt.date(first + size - 1, 12, 31)), unit, False)


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) < 5 else _names()[2].get(word)


def _month(year: int, month: int) -> Days:
    return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])


def _nearest_year(published: dt.date, month: int, day: int, ahead: bool) -> dt.date:
    date = dt.date(published.year, month, day)
    if not ahead and date > published:
        return dt.date(published.year - 1, month, day)
    if ahead and date < published:
        return dt.date(published.year + 1, month, day)
    return date
