"""Time words: which words date a quantity, and what days they mean."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factledger.lexicon import load
from factledger.measures.dates import UNRESOLVED, Interval, resolve
from factledger.measures.timestarts import places, triggered
from factledger.measures.timewords import grammar, time_words
from factledger.measures.when import Times, when_of
from factledger.records import Quantity, Span
from factledger.segment import segment

PUBLISHED = dt.date(2022, 3, 1)  # a Tuesday


def bracketed(marked: str) -> tuple[str, Quantity]:
    """Return the text without its brackets, and the quantity that stood in them."""
    match = re.search(r"\[([^\]]+)\]", marked)
    assert match is not None, marked
    text = marked[: match.start()] + match[1] + marked[match.end() :]
    span = Span.of(text, match.start(), match.start() + len(match[1]))
    unit = "percent" if text.startswith(" percent", span.end) else ""
    return text, Quantity(span=span, kind="percent" if unit else "count", unit=unit)


def cases(table: str) -> list[object]:
    return [
        pytest.param(
            row, id=row["text"][:50], marks=[pytest.mark.xfail(reason=row["fault"])] if "fault" in row else []
        )
        for row in load(table)["example"]
    ]


@pytest.mark.parametrize("row", cases("when"))
def test_examples_of_the_table(row: dict[str, str]) -> None:
    text, quantity = bracketed(row["text"])
    found = when_of(segment(text), quantity, row.get("measure", "killed"))  # type: ignore[arg-type]
    wanted = None if "fault" in row else row.get("when")
    assert (found.span.text if found else None) == wanted
    if found:
        assert text[found.span.start : found.span.end] == found.span.text


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("on Monday", "2022-02-28", "2022-02-28", "day"),
        ("Tuesday", "2022-03-01", "2022-03-01", "day"),
        ("on Wednesday morning", "2022-02-23", "2022-02-23", "day"),
        ("by Thursday", "", "2022-03-03", "day"),
        ("this Friday", "2022-03-04", "2022-03-04", "day"),
        ("last Sunday", "2022-02-27", "2022-02-27", "day"),
        ("last Monday", "2022-02-21", "2022-02-28", "week"),
        ("Monday and Tuesday", "2022-02-28", "2022-03-01", "day"),
        ("Saturdays", "2022-02-26", "2022-02-26", "day"),
        ("since Friday", "2022-02-25", "", "day"),
        ("yesterday", "2022-02-28", "2022-02-28", "day"),
        ("overnight", "2022-02-28", "2022-03-01", "day"),
        ("last week", "2022-02-21", "2022-02-27", "week"),
        ("earlier this week", "2022-02-28", "2022-03-01", "week"),
        ("over the weekend", "2022-02-26", "2022-02-27", "weekend"),
        ("two weeks ago", "2022-02-14", "2022-02-20", "week"),
        ("two days ago", "2022-02-27", "2022-02-27", "day"),
        ("in March", "2022-03-01", "2022-03-31", "month"),
        ("in April", "2021-04-01", "2021-04-30", "month"),
        ("by April", "", "2022-04-30", "month"),
        ("mid-December", "2021-12-01", "2021-12-31", "month"),
        ("last month", "2022-02-01", "2022-02-28", "month"),
        ("in May 2013", "2013-05-01", "2013-05-31", "month"),
        ("on 26 December", "2021-12-26", "2021-12-26", "day"),
        ("Saturday, May 4, 2019", "2019-05-04", "2019-05-04", "day"),
        ("as of January 2024", "", "2024-01-31", "month"),
        ("the first half of 2014", "2014-01-01", "2014-06-30", "half"),
        ("in the second quarter of this year", "2022-04-01", "2022-06-30", "quarter"),
        ("in the first five months of 2019", "2019-01-01", "2019-05-31", "month"),
        ("so far this year", "2022-01-01", "2022-03-01", "year"),
        ("this year", "2022-01-01", "2022-12-31", "year"),
        ("last year", "2021-01-01", "2021-12-31", "year"),
        ("in 1967-68", "1967-01-01", "1968-12-31", "year"),
        ("in 2014 and 2015", "2014-01-01", "2015-12-31", "year"),
        ("since the start of 2016", "2016-01-01", "", "year"),
        ("by the end of the year", "", "2022-12-31", "year"),
        ("in the 1990s", "1990-01-01", "1999-12-31", "decade"),
        ("over the past month", "2022-02-01", "2022-03-01", "month"),
        ("in the past five months", "2021-10-01", "2022-03-01", "month"),
        ("in the next 24 to 48 hours", "2022-03-01", "2022-03-03", "day"),
    ],
)
def test_resolve(words: str, start: str, end: str, precision: str) -> None:
    assert resolve(words, PUBLISHED)[:3] == (day(start), day(end), precision)


@pytest.mark.parametrize(
    "words",
    [
        "since the invasion", "so far", "in the past few years", "during the march", "at the time", "a year earlier",
        "in the last months", "over past weeks", "in coming years", "on February 30", "in fiscal 2025",
        "that same day", "shortly before noon", "", "\ud800", "in summer",
    ],
)  # fmt: skip
def test_never_invents_a_day(words: str) -> None:
    assert resolve(words, PUBLISHED) == UNRESOLVED


def test_without_a_day_of_publication_only_stated_years_resolve() -> None:
    assert resolve("on Monday", None) == UNRESOLVED
    assert resolve("on May 4", None) == UNRESOLVED
    assert resolve("in May 2013", None) == Interval(dt.date(2013, 5, 1), dt.date(2013, 5, 31), "month", "stated")


def test_ahead_reads_what_is_to_come() -> None:
    assert resolve("on Friday", PUBLISHED, ahead=True).start == dt.date(2022, 3, 4)
    assert resolve("on Friday", PUBLISHED).basis == "published"


@given(st.text(max_size=60), st.dates() | st.none(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_resolve_never_raises_and_orders_its_ends(words: str, published: dt.date | None, ahead: bool) -> None:
    found = resolve(words, published, ahead=ahead)
    assert found.start is None or found.end is None or found.start <= found.end


WORDS = st.sampled_from(
    [
        "on",
        "Monday",
        "since",
        "the",
        "last",
        "year",
        "in",
        "2014",
        "May",
        "3",
        "of",
        "first",
        "half",
        "two",
        "ago",
        ",",
        "by",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.dates())
@settings(max_examples=200, deadline=None)
def test_any_order_of_time_words(words: str, published: dt.date) -> None:
    found = resolve(words, published)
    assert found.start is None or found.end is None or found.start <= found.end
    for sentence in segment(words).sentences:
        taken = 0
        for time in time_words(sentence):
            assert taken <= time.first < time.stop <= len(sentence.tokens)
            taken = time.stop


NAMES_A_DAY = re.compile(
    r"(?i)day|yesterday|today|tomorrow|tonight|overnight|hour|night|morning|\b[0-3]?\d(?:st|nd|rd|th)?\b"
)


@given(st.lists(WORDS | st.sampled_from(["weeks", "months", "March", "early", "now", "as"]), max_size=8), st.dates())
@settings(max_examples=300, deadline=None)
def test_a_day_and_a_year_are_named_or_reckoned_never_invented(pieces: list[str], published: dt.date) -> None:
    words = " ".join(pieces)
    found = resolve(words, published)
    ends = [end for end in (found.start, found.end) if end is not None]
    if found.precision == "day":
        assert NAMES_A_DAY.search(words)
    if found.precision in ("month", "quarter", "half", "year"):  # whole periods, or so many back from publication
        assert all(end.day in (1, published.day) or (end + dt.timedelta(1)).day == 1 for end in ends)
    if found.basis == "stated":
        assert all(str(end.year) in words for end in ends)
    if found.basis == "unresolved":
        assert not ends


def test_conversion_in_brackets_shares_the_date() -> None:
    text = "The tower grew 3 metres (10 feet) last year."
    quantities = [
        Quantity(span=Span.of(text, text.index(part), text.index(part) + len(part)), kind="physical", unit="meter")
        for part in ("3 metres", "10 feet")
    ]
    found = Times(segment(text)).all(quantities, ["distance", "distance"])
    assert [when.span.text if when else None for when in found] == ["last year", "last year"]


def test_long_sentence_is_linear() -> None:
    text = "since Monday 12 men of the march in May " * 4000
    assert len(time_words(segment(text).sentences[0])) > 1000


#: Words of the grammar, others that only begin like one, and what may stand between them.
_STARTS = st.sampled_from(
    ["in", "within", "the", "a", "an", "at", "that", "two", "twenty-five", "first-half", "half", "end", "of", "last",
     "next", "Monday", "mondays", "mon", "March", "marchers", "May", "early", "mid-2019", "2019", "1990s", "1,200",
     "2.5", "6:40", "6", "40", "p.m.", "am", "among", "week", "weeks", "weekly", "days", "today", "since", "during",
     "season", "new", "year's", "eve", "same", "time", "ago", "to", "'s", "th", "(", "said", "minister"]
)  # fmt: skip
_GAPS = st.sampled_from([" ", " ", " ", " ", "", "  ", "-", ", ", "–", "’", "\n"])


@given(st.lists(st.tuples(_STARTS, _GAPS), min_size=1, max_size=9))
@settings(max_examples=300, deadline=None)
def test_no_time_begins_where_no_word_says_that_one_may(pieces: list[tuple[str, str]]) -> None:
    rules = grammar()
    for sentence in segment("".join(word + gap for word, gap in pieces)).sentences:
        low = sentence.text.lower()
        known = [rules.starts[word] for word in sentence.lows]
        begin = places(sentence.tokens, known, low, sentence.start)
        assert begin == sorted(set(begin))
        assert {at for at in range(len(low)) if rules.core.match(low, at)} <= set(begin)
        assert triggered(sentence.tokens, known) in (None, rules.trigger.search(low) is not None)
