"""Quantities on any text: ranges, comparators, money, what is left alone, and the promises of the layer."""

from __future__ import annotations

import subprocess
import sys
import time
from decimal import Decimal
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factledger import FactledgerError, parse_quantities
from factledger.lexicon import load
from factledger.numerals import MAX_RUN
from factledger.records import Quantity

#: The Babel whose data currencies.toml holds; pyproject names the same in `dev`.
MADE_WITH = "2.18."

Row = tuple[str, str | None, str, str]  # text, value or low:high, comparator, unit


def said(found: Quantity) -> Row:
    value = None if found.value is None else format(found.value.normalize(), "f")
    if found.value is None and found.low is not None and found.high is not None:
        value = f"{found.low.normalize():f}:{found.high.normalize():f}"
    return found.span.text, value, found.comparator, found.unit


READ: list[tuple[str, list[Row]]] = [
    ("Prices rose 18 to 25 percent.", [("18 to 25 percent", "18:25", "range", "percent")]),
    ("The mill paid €1.5bn and £2m.", [("€1.5bn", "1500000000", "exact", "EUR"), ("£2m", "2000000", "exact", "GBP")]),
    ("It feeds 12 to 15 million sheep.", [("12 to 15 million", "12000000:15000000", "range", "")]),
    ("Tens of thousands sailed.", [("Tens of thousands", None, "vague", "")]),
    ("About 60 ferries and 7 tugs left.", [("60", "60", "approx", ""), ("7", "7", "exact", "")]),
    ("$2bn to $3bn is missing", [("$2bn to $3bn", "2000000000:3000000000", "range", "USD")]),
    ("between six hours and two days", [("between six hours and two days", "6:48", "range", "hour")]),
    ("Rents fell from 9% to 4%.", [("9%", "9", "exact", "percent"), ("4%", "4", "exact", "percent")]),
    ("One in five looms stopped.", [("One in five", "0.2", "exact", "fraction")]),
    ("Three out of four looms stopped.", [("Three out of four", "0.75", "exact", "fraction")]),
    ("Half the fleet sank.", [("Half", "0.5", "exact", "fraction")]),
    ("Fares doubled.", [("doubled", "2", "exact", "multiple")]),
    (
        "a tenfold rise, or a 12-fold one",
        [("tenfold", "10", "exact", "multiple"), ("12-fold", "12", "exact", "multiple")],
    ),
    ("It is four times as long.", [("four times", "4", "exact", "multiple")]),
    ("They sold 300 pots an hour.", [("300", "300", "exact", "1/hour")]),
    ("Fuel costs $90 per barrel.", [("$90 per barrel", "90", "exact", "USD/barrel")]),
    ("It pumps 2 million barrels a day.", [("2 million barrels a day", "2000000", "exact", "barrel/day")]),
    ("some 12 miles (19 km) off", [("12 miles", "12", "approx", "mile"), ("19 km", "19", "approx", "kilometer")]),
    ("It was in the 30s Celsius.", [("30s Celsius", "30:39", "range", "degree_Celsius")]),
    ("a quarter of a million bees", [("a quarter of a million", "250000", "exact", "")]),
    ("300-odd goats, 50-plus cows", [("300", "300", "approx", ""), ("50", "50", "at_least", "")]),
    ("He waited an hour.", [("an hour", "1", "exact", "hour")]),
    ("a couple of hundred crates", [("a couple of hundred", "200", "exact", "")]),
    ("30 ± 2 °C", [("30 ± 2 °C", "30", "exact", "degree_Celsius")]),
    ("5 feet 2 inches", [("5 feet 2 inches", "62", "exact", "inch")]),
    ("more than 10 and less than 40", [("10 and less than 40", "10:40", "range", "")]),
    ("80 rupees to the US dollar", [("80 rupees to the US dollar", "80", "exact", "INR/USD")]),
    ("MUSD is odd but 20 MUSD is read", [("20 MUSD", "20000000", "exact", "USD")]),
    ("It was -10 to -5 degrees.", [("-10 to -5 degrees", "-10:-5", "range", "degree")]),
    ("Dozens of barns burned.", [("Dozens", None, "vague", "")]),
    ("No one was hurt.", [("No one", "0", "exact", "")]),
    ("They gave 45 and 50 mg", [("45", "45", "exact", "milligram"), ("50 mg", "50", "exact", "milligram")]),
    ("It fell 3, 5 and 6 percent", [(x, x[0], "exact", "percent") for x in ("3", "5", "6 percent")]),
    (
        "Output (MW): 34, 45 and 5 others",
        [(x, x, "exact", u) for x, u in (("34", "megawatt"), ("45", "megawatt"), ("5", ""))],
    ),
    ("It ran 12km/7.5 miles", [("12km", "12", "exact", "kilometer"), ("7.5 miles", "7.5", "exact", "mile")]),
    ("The profit was ($40m).", [("($40m)", "-40000000", "exact", "USD")]),
    ("The price ($40m) fell.", [("$40m", "40000000", "exact", "USD")]),
    ("The Dow lost 300 points", [("300 points", "300", "exact", "point")]),
    ("She scored 300 points", [("300", "300", "exact", "")]),
    ("two pounds of nails", [("two pounds", "2", "exact", "pound")]),
    ("One twenty-fifth sank", [("One twenty-fifth", "0.04", "exact", "fraction")]),
    ("One to four times a day", [("One to four", "1:4", "range", "1/day")]),
    ("1.5 to 2.5 x 10^7 cells", [("1.5 to 2.5 x 10^7", "15000000:25000000", "range", "")]),
    ("1.4%–3.1%", [("1.4%–3.1%", "1.4:3.1", "range", "percent")]),
    ("It holds 2.5G hashes", [("2.5G", "2500000000", "exact", "")]),
    ("11,000K and 11K fans", [("11,000K", "11000", "exact", "kelvin"), ("11K", "11000", "exact", "")]),
    ("sank to −40 m", [("−40 m", "-40", "exact", "meter")]),
]

LEFT_ALONE = [
    "on 4 May 2019", "May 4, 2019", "in 1987", "since 2004", "at 5:30 pm", "at 0410 GMT", "two days ago",
    "over the past five months", "in the next 24 to 48 hours", "36 minutes after the blast", "the first round",
    "the twenty-first century", "a 34-year-old baker", "Ann Lee, 34, sings", "aged 71", "the F-16", "Covid-19",
    "ISBN 978-3-16-148410-0", "part 12-44-7-9",
    "Flight 412", "Article 5", "one of the towns", "no one knows why", "One neighbour, Ali, wept", "a 3-1 win",
    "call 555-0142", "version 1.2.3", "the 9/11 attacks", "https://example.org/a?id=77", "the 1990s", "No. 12",
    "doubled down on it", "no decision was taken", "the most serious case", "how many came", "room 12", "2nd",
    "all 5G masts", "One day I will sail", "the Group of Seven", "once a week", "10-year notes", "level three",
    "The majority leader spoke",
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), READ)
def test_read(text: str, rows: list[Row]) -> None:
    assert [said(found) for found in parse_quantities(text)] == rows


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(text: str) -> None:
    assert parse_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("the third lap", "ordinal", 3),
        ("the 22nd lap", "ordinal", 22),
        ("a 34-year-old baker", "age", 34),
        ("two days ago", "when", 2),
    ],
)
def test_on_request(text: str, kind: str, value: int) -> None:
    assert parse_quantities(text) == ()
    (found,) = parse_quantities(text, include={kind})
    assert found.value == value


COMPARATORS = [
    (kind, phrase, example)
    for side in ("before", "after", "glued")
    for kind, rows in load("comparators")[side].items()
    for phrase, example in rows.items()
]


@pytest.mark.parametrize(("kind", "phrase", "example"), COMPARATORS)
def test_comparator_rows(kind: str, phrase: str, example: str) -> None:
    (found,) = parse_quantities(example)
    assert found.value == 40
    assert found.comparator == kind
    assert found.comparator_span is not None
    assert found.comparator_span.text.strip(" -,") in phrase


def test_bad_arguments() -> None:
    with pytest.raises(FactledgerError, match=r"^include: no kind 'year'; accepted: ordinal, age, when$"):
        parse_quantities("5", include={"year"})
    with pytest.raises(FactledgerError, match=r"^no locale 'de'; accepted: en, eu$"):
        parse_quantities("5", locale="de")  # type: ignore[arg-type]
    with pytest.raises(FactledgerError, match="text must be a str, not bytes"):
        parse_quantities(b"5")  # type: ignore[arg-type]


PIECES = st.lists(
    st.sampled_from(
        [
            "5",
            "1,200",
            "12.5",
            "½",
            "three",
            "hundred",
            "and",
            "a",
            "an",
            "half",
            "million",
            "to",
            "-",
            "–",
            "from",
            "between",
            "about",
            "at",
            "least",
            "$",
            "€",
            "%",
            "percent",
            "km",
            "hours",
            "ago",
            "one",
            "in",
            "of",
            "(",
            ")",
            ",",
            ".",
            "\n\n",
            "\x00",
            "İ",
            "�",
            "dozen",
            "first",
            "doubled",
            "most",
            "no",
            "one",
        ]
    ),
    max_size=24,
)


#: What numbers are written with, in any order.
FIGURES = st.text("0123456789" * 2 + ",.'’ -–−/:%$€£eExX×^±~<>()°½²³kmbnst\u00a0\u2009\n", max_size=70)


@settings(deadline=None)
@given(st.one_of(st.text(), PIECES.map(" ".join), PIECES.map("".join), FIGURES))
@example("1111111111111111111111111111110.")
def test_promises_on_any_text(text: str) -> None:
    end = 0
    for found in parse_quantities(text, include={"ordinal", "age", "when"}):
        assert found.span.text == text[found.span.start : found.span.end]
        assert found.span.start >= end
        end = found.span.end
        for low, high in ((found.low, found.value), (found.value, found.high), (found.low, found.high)):
            assert low is None or high is None or low <= high
        assert Quantity.from_json(found.to_json()) == found


@pytest.mark.parametrize(
    "unit",
    ["1", ",", "one hundred and ", "1,234,", "1.234,", "$", "about ", "5 rupees ", "1e", "[1,", "five over ", "1-"],
)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    parse_quantities("5 km, about $5")

    def seconds(size: int) -> float:
        began = time.process_time()
        parse_quantities(unit * (size // len(unit)) + "5")
        return time.process_time() - began

    short, long = seconds(20_000), seconds(80_000)
    if long >= 12 * max(short, 0.002):  # the lesser of two, for a machine that is busy
        short, long = min(short, seconds(20_000)), min(long, seconds(80_000))
    assert long < 12 * max(short, 0.002)


@pytest.mark.parametrize(
    ("text", "unit", "candidates"),
    [
        ("The bank in Cairo lent 300 pounds.", "EGP", ()),
        ("It lent 300 Mexican pesos.", "MXN", ()),
        ("Sri Lanka set aside 5bn rupees.", "LKR", ()),
        ("It lent $300.", "USD", ("USD", "AUD", "CAD", "HKD", "NZD", "SGD")),
        ("It lent C$300.", "CAD", ()),
        ("It lent 300 rubles.", "RUB", ("BYN", "RUB")),
        ("The bank in Belarus lent 300 rubles.", "BYN", ()),
    ],
)
def test_shared_currency_names(text: str, unit: str, candidates: tuple[str, ...]) -> None:
    (found,) = parse_quantities(text)
    assert (found.unit, found.unit_candidates) == (unit, candidates)


@pytest.mark.skipif(
    find_spec("babel") is None or not version("babel").startswith(MADE_WITH),
    reason=f"the table is made with Babel {MADE_WITH}; another release has other names",
)
def test_currency_table_is_current() -> None:
    tool = Path(__file__).parent.parent / "tools" / "make_currencies.py"
    assert subprocess.run([sys.executable, str(tool), "--check"], check=False).returncode == 0


def test_number_words_without_end_are_noise() -> None:
    assert len(parse_quantities("one hundred and " * 5000)) == MAX_RUN
    assert len(parse_quantities(", ".join(["five"] * 200))) == 200
    for lead in ("", "He counted "):
        assert len(parse_quantities(lead + "five " * MAX_RUN)) == MAX_RUN
        assert len(parse_quantities(lead + "five " * (MAX_RUN + 1))) == MAX_RUN


@pytest.mark.parametrize(
    ("text", "locale", "want"),
    [
        ("1.234 people", "eu", ["1234"]),
        ("1.234 people", "en", ["1.234"]),
        ("between 1.234 and 2.345 people", "eu", ["1234:2345"]),
        ("between 1.234 and 2.345 people", "en", ["1.234:2.345"]),
    ],
)
def test_marks_of_a_locale(text: str, locale: Literal["en", "eu"], want: list[str]) -> None:
    found = parse_quantities(text, locale=locale)
    assert [str(one.value) if one.value is not None else f"{one.low}:{one.high}" for one in found] == want


def test_an_uncertainty_bounds_its_value_on_both_sides() -> None:
    (wide,) = parse_quantities("It weighs 25 ± 0.5 kg.")
    assert (str(wide.low), str(wide.value), str(wide.high)) == ("24.5", "25", "25.5")
    (plain,) = parse_quantities("It weighs 25 kg.")
    assert (plain.low, plain.high) == (None, None)


def test_bare_degrees_take_the_scale_named_near() -> None:
    near, far = (parse_quantities(f"It was 20 Celsius.{' ' * between}Now it is 5 degrees.") for between in (300, 400))
    assert [one.unit for one in near] == ["degree_Celsius", "degree_Celsius"]
    assert [one.unit for one in far] == ["degree_Celsius", "degree"]


def test_inches_where_no_quotation_is_open_near() -> None:
    inches = parse_quantities(f'A "quotation" that "never ends. {"No more. " * 40}The pipe is 5" wide.')
    assert [one.unit for one in inches] == ["inch"]


def test_nested_fractions_do_not_recurse() -> None:
    assert parse_quantities("five over " * 5000)


def test_unit_span_holds_the_whole_rate() -> None:
    (found,) = parse_quantities("It pumps 2 million barrels a day.")
    assert found.unit_span is not None
    assert found.unit_span.text == "barrels a day"


def test_exact_values() -> None:
    (found,) = parse_quantities("123,456,789,012,345,678,901,234,567,890.5 thousand grains")
    assert found.value == Decimal("123456789012345678901234567890500")
