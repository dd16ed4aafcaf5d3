"""The checks of `factledger.testing`: they hold of our readers, and each fails for one that breaks its promise."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from factledger import Extractor, FactledgerError, attributions, extract, flags, parse_quantities, strategies, testing

TEXT = "The mayor said 12 men had died on Monday. “We lost between 3 and 5 boats,” she added."


class Found(NamedTuple):
    """What a small parser finds."""

    start: int
    end: int
    text: str


@dataclasses.dataclass
class Holder:
    """A record with a number, and where it stands."""

    place: Found
    value: float
    low: float | None = None
    high: float | None = None


def digits(text: str) -> list[Found]:
    return [Found(m.start(), m.end(), m[0]) for m in re.finditer(r"\d+", text)]


def holders(text: str, **fields: float) -> list[Holder]:
    return [Holder(found, **({"value": float(found.text)} | fields)) for found in digits(text)]


@pytest.mark.parametrize("parse", [extract, parse_quantities, digits, holders])
@pytest.mark.parametrize("check", [*testing.ANY_TEXT, *testing.PLAIN_TEXT], ids=lambda check: check.__name__)
def test_readers_keep_their_promises(parse: testing.Parser, check: Callable[[testing.Parser, str], None]) -> None:
    check(parse, TEXT)


_calls = itertools.count()
BROKEN: list[tuple[Callable[..., None], Callable[[str], Sequence[Any]], str]] = [
    (testing.check_spans, lambda text: [Found(1, 3, "xx")], "a span says 'xx' at 1 to 3"),
    (testing.check_spans, lambda text: [{"inner": [{"start": -1, "end": 2, "text": ""}]}], "at -1 to 2"),
    (testing.check_spans, lambda text: [Holder(Found(0, 900, text), 1)], "at 0 to 900"),
    (testing.check_order, lambda text: list(reversed(digits(text))), "stands before it"),
    (testing.check_order, lambda text: [Found(0, 5, text[:5]), Found(3, 8, text[3:8])], "overlaps"),
    (testing.check_bounds, lambda text: holders(text, low=5, value=4.0), "low 5, value 4.0"),
    (testing.check_bounds, lambda text: [{"value": None, "low": Decimal(5), "high": Decimal(3)}], "high 3"),
    (testing.check_bounds, lambda text: holders(text, value=float("nan")), "not finite"),
    (testing.check_determinism, lambda text: [next(_calls)], "read again"),
    (testing.check_monotone_append, lambda text: [len(text)], "behind it"),
    (testing.check_variants, lambda text: holders(text, value=float(len(text))), "with NFD"),
    (testing.check_variants, lambda text: holders(text, value=float(text.count("\u00a0"))), "with no-break spaces"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "parse", "wrong"), BROKEN, ids=lambda value: getattr(value, "__name__", None))
def test_broken_promises_are_told(check: Callable[..., None], parse: testing.Parser, wrong: str) -> None:
    text = TEXT if check is not testing.check_variants else "In Nîmes 12 men died."
    with pytest.raises(AssertionError, match=wrong) as error:
        check(parse, text)
    assert "in the text" in str(error.value)


def test_nested_spans_are_in_order() -> None:
    testing.check_order(lambda text: [Found(0, 9, text[:9]), Found(2, 4, text[2:4]), Found(5, 9, text[5:9])], TEXT)


def test_spans_and_numbers_are_found_inside() -> None:
    claim = extract(TEXT)[0]
    assert "12" in {span.text for span in testing.spans_of(claim)}
    assert list(testing.numbers_of([holders("5 men"), claim]))[:2] == [(5.0, None, None), (12, None, None)]


def test_json_that_does_not_read_back_is_told() -> None:
    class Lossy(list[int]):
        def to_json(self) -> str:
            return f"[{len(self)}]"

        @classmethod
        def from_json(cls, data: str) -> Lossy:
            return cls([0])

    with pytest.raises(AssertionError, match="does not read back"):
        testing.check_json(lambda text: Lossy([1]), TEXT)


def test_round_trips() -> None:
    drawn = strategies.Drawn("12 percent", Decimal(12), unit="percent")
    testing.check_round_trip(parse_quantities, drawn)
    with pytest.raises(AssertionError, match="was drawn"):
        testing.check_round_trip(parse_quantities, drawn._replace(unit="mile"))
    row = {"text": "12", "cue": "told"}
    with pytest.raises(AssertionError, match="cue: 'told' was drawn, 'said' read"):
        testing.check_round_trip(extract, strategies.DrawnClaim("Ann Lee said 12 men died.", row))


def test_processes() -> None:
    testing.check_processes("factledger:extract", [TEXT, "\ud800 5"], hash_seeds=(1, 2))
    with pytest.raises(FactledgerError, match="module:name"):
        testing.check_processes("factledger:read_minds", [TEXT])


def test_a_function_that_hangs_on_the_hash_seed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeded_parser.py").write_text("def parse(text):\n    return [hash(text)]\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(AssertionError, match="hash seed 2"):
        testing.check_processes("seeded_parser:parse", ["5 men"], hash_seeds=(1, 2))


def test_ledger_prefixes() -> None:
    testing.check_ledger_prefix(extract, ["12 men died.", "5 boats sank."])


def test_all_at_once() -> None:
    testing.check_all(extract, draws=15)
    testing.check_all(Extractor(packs=()).extract, [TEXT])
    testing.check_all(flags, ["Reportedly “ 5 \ud800"], plain=False)
    testing.check_all(attributions, [TEXT])
    with pytest.raises(AssertionError, match="stands before it"):
        testing.check_all(lambda text: list(reversed(digits(text))), [TEXT])
    with pytest.raises(FactledgerError, match="a list of texts"):
        testing.check_all(extract, TEXT)


def test_drawn_texts_find_what_is_broken() -> None:
    def careless(text: str) -> list[Found]:
        clean = text.replace("\u00a0", "")
        return [Found(m.start(), m.end(), m[0]) for m in re.finditer(r"\d+", clean)]

    with pytest.raises(AssertionError):
        testing.check_all(careless, draws=200)
