"""Numerals and quantities on any text: properties, hostile texts, and the examples of the tables."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factledger import FactledgerError, parse_quantities
from factledger.records import Quantity

ROOT = Path(__file__).parent.parent


def load(name: str) -> dict[str, Any]:
    """Read a table with its examples."""
    return tomllib.loads((ROOT / "src" / "factledger" / "lexicon" / f"{name}.toml").read_text(encoding="utf-8"))


INCLUDE = ("ordinal", "age", "when")
PIECES = st.sampled_from(
    [
        "one",
        "two",
        "a",
        "an",
        "hundred",
        "million",
        "dozen",
        "and",
        "half",
        "third",
        "thirds",
        "point",
        "minus",
        "to",
        "or",
        "between",
        "from",
        "about",
        "more than",
        "less than",
        "at least",
        "or more",
        "of",
        "in",
        "out of",
        "percent",
        "%",
        "$",
        "€",
        "£",
        "USD",
        "Rs",
        "R",
        "dollars",
        "pounds",
        "cents",
        "km",
        "m",
        "k",
        "bn",
        "hours",
        "years",
        "ago",
        "old",
        "1",
        "20",
        "3.5",
        ".5",
        "1,000",
        "12/5",
        "½",
        "-",
        "–",
        "—",
        "~",
        "+",
        "±",
        "<",
        "<=",
        "(",
        ")",
        ",",
        ".",
        ":",
        "/",
        "^",
        "e",
        "x10",
        "th",
        "first",
        "twenty",
        "fifth",
        "hundreds",
        "tens",
        "several",
        "doubled",
        "no one",
        "killed",
        "per",
        "a day",
        " ",
        "  ",
        "\n",
        "\t",
        "\u00a0",
        "\u2009",
        "\u202f",
        "٣",
        "²",
        "①",
        "\ud83d",
        "\x00",
        "é",
        "10^",
        "9" * 30,
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=14).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda glue: glue.join(pieces))
)


def check(text: str, found: tuple[Quantity, ...]) -> None:
    end = 0
    for quantity in found:
        span = quantity.span
        assert end <= span.start < span.end
        assert text[span.start : span.end] == span.text
        assert span.text.strip()
        end = span.end
        for other in (quantity.comparator_span, quantity.unit_span):
            assert other is None or (other.text and text[other.start : other.end] == other.text)
        low, value, high = quantity.low, quantity.value, quantity.high
        assert low is None or value is None or low <= value
        assert high is None or value is None or value <= high
        assert low is None or high is None or low <= high
        assert (quantity.comparator == "range") == (value is None and low is not None and high is not None)
        assert (quantity.comparator == "vague") == (value is None and low is None and high is None)


@settings(deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    for include in ((), INCLUDE):
        found = parse_quantities(text, include=include)
        check(text, found)
        assert found == parse_quantities(text, include=include)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_in_the_other_locale(text: str) -> None:
    check(text, parse_quantities(text, locale="eu"))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_characters(text: str) -> None:
    check(text, parse_quantities(text, include=INCLUDE))


@given(st.decimals(min_value=0, max_value=10**12, places=3))
def test_grouped_digits_keep_their_value(number: Decimal) -> None:
    (found,) = parse_quantities(f"The fund holds {number:,} euros.")
    assert (found.value, found.unit) == (number, "EUR")


HOSTILE = [
    "9",
    "9 ",
    "1,",
    ",",
    "one hundred and ",
    "$",
    "$1 ",
    "1-",
    "1/",
    "1.",
    "- ",
    "-1",
    "a ",
    "half a ",
    "of thousands ",
    "tens of ",
    "between 5 and ",
    "5 to ",
    "more than ",
    "about ",
    "(",
    "1 percent ",
    "1e9",
    "x",
    "0 . ",
    "1’000’",
    "million ",
    "twenty-",
    "point one ",
    "in every ",
    "USD",
    "ab1",
    "1 to 2 ",
    "\n",
    "1\n",
    "one in ",
    "2 years and ",
    "and a half ",
    "^1",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    parse_quantities("5 km")
    spent = []
    for size in (10_000, 100_000):
        text = piece * (size // len(piece))
        start = time.process_time()
        check(text, parse_quantities(text))
        spent.append(time.process_time() - start)
    assert spent[1] < max(40 * spent[0], 0.5)


def test_one_long_line_of_mixed_marks() -> None:
    text = "Up 5,0,00 $ 1..2 -- 3-4-5, one and two hundred ( " * 2_000
    check(text, parse_quantities(text, include=INCLUDE))


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ({"text": b"5"}, "must be a str"),
        ({"text": "5", "include": ("dates",)}, "accepted: ordinal, age, when"),
        ({"text": "5", "locale": "de"}, "accepted: en, eu"),
    ],
)
def test_bad_arguments(arguments: dict[str, Any], part: str) -> None:
    with pytest.raises(FactledgerError, match=part):
        parse_quantities(**arguments)


def _number(quantity: Quantity) -> float | str:
    return "?" if quantity.value is None else round(float(quantity.value), 6)


def _examples(name: str) -> list[tuple[str, dict[str, Any]]]:
    return [(example["text"], example["want"]) for example in load(name)["examples"]]


@pytest.mark.parametrize(("text", "want"), _examples("numerals"))
def test_examples_of_numerals(text: str, want: dict[str, Any]) -> None:
    assert {q.span.text: _number(q) for q in parse_quantities(text)} == want


@pytest.mark.parametrize(("text", "want"), [*_examples("units"), *_examples("money")])
def test_examples_of_units_and_money(text: str, want: dict[str, Any]) -> None:
    assert {q.span.text: q.unit for q in parse_quantities(text)} == want


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (example, kind)
        for kind, entry in load("comparators").items()
        if "examples" in entry
        for example in entry["examples"]
    ],
)
def test_examples_of_comparators(text: str, kind: str) -> None:
    (found,) = parse_quantities(text)
    assert found.comparator == kind


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        (phrase, kind)
        for kind, entry in load("comparators").items()
        if kind not in ("fillers", "exact")
        for phrase in entry["before"]
    ],
)
def test_every_comparator_is_read(phrase: str, kind: str) -> None:
    (found,) = parse_quantities(f"The port handled {phrase} 640 boats.")
    assert (found.comparator, found.value) == (kind, 640)
    assert found.comparator_span is not None
    assert found.comparator_span.text == phrase


@pytest.mark.skipif(find_spec("babel") is None, reason="needs babel")
def test_the_currency_table_is_what_its_script_writes() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_currencies.py"), "--check"], capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()


def test_same_output_under_any_hash_seed() -> None:
    code = (
        "import factledger; t='about 5 to 10 pesos, $3bn, 30 Mexican pesos, 40 pounds, 2 dinars, one in five, tens "
        "of thousands, half a million, 12-15 km/h'; print([q.to_json() for q in factledger.parse_quantities(t)])"
    )
    said = set()
    for seed in range(4):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, env={**os.environ, "PYTHONHASHSEED": str(seed)}
        )
        assert run.returncode == 0, run.stderr.decode()
        said.add(run.stdout)
    assert len(said) == 1
