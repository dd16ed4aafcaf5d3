"""Claims: an immutable sequence."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import TEXT, claim, span, story
from drawn import claims as any_claims
from factledger import Claim, Claims, Document, FactledgerError
from factledger.claims import plain_number
from factledger.records import ROW_COLUMNS, Attribution, Diagnostic, Flag, Measured, Speaker

DOCUMENT = Document.of(TEXT, id="t", title="Flood")
BRANDT = Attribution(speaker=Speaker(name=span(TEXT, "Ilse Brandt"), mention=span(TEXT, "she")))
FLAGS = (Flag(kind="to_date", spans=(span(TEXT, "so far"),), rule="r"),)
CLAIMS = Claims(
    DOCUMENT.source,
    [
        claim(DOCUMENT, "1,250", 0, measure=Measured(kind="displaced"), attribution=BRANDT),
        claim(DOCUMENT, "40", 1, measure=Measured(kind="destroyed"), flags=FLAGS, counted=span(TEXT, "houses")),
        claim(DOCUMENT, "three", 2, measure=Measured(kind="missing"), attribution=BRANDT, flags=FLAGS),
    ],
    [Diagnostic(code="c", message="m")],
)


def indices(claims: Claims) -> list[int]:
    return [found.index for found in claims]


def test_a_sequence() -> None:
    assert len(CLAIMS) == 3
    assert isinstance(CLAIMS[0], Claim)
    assert CLAIMS[-1].index == 2
    assert CLAIMS[1] in CLAIMS
    assert CLAIMS.index(CLAIMS[1]) == 1
    assert [found.index for found in reversed(CLAIMS)] == [2, 1, 0]
    with pytest.raises(IndexError):
        CLAIMS[3]


def test_slices_are_claims() -> None:
    part = CLAIMS[1:]
    assert isinstance(part, Claims)
    assert indices(part) == [1, 2]
    assert (part.source, part.diagnostics) == (CLAIMS.source, CLAIMS.diagnostics)
    assert indices(CLAIMS[::-1]) == [2, 1, 0]


@pytest.mark.parametrize(
    "change",
    [
        lambda: setattr(CLAIMS, "source", None),
        lambda: setattr(CLAIMS, "new", 1),
        lambda: delattr(CLAIMS, "source"),
        lambda: CLAIMS.__setitem__(0, CLAIMS[1]),  # type: ignore[attr-defined]
        lambda: CLAIMS.append(CLAIMS[0]),  # type: ignore[attr-defined]
    ],
)
def test_claims_cannot_be_changed(change: Callable[[], None]) -> None:
    with pytest.raises((AttributeError, TypeError)):
        change()
    assert len(CLAIMS) == 3


def test_what_was_given_can_change_afterwards() -> None:
    items = list(CLAIMS)
    made = Claims(DOCUMENT.source, items)
    items.clear()
    assert len(made) == 3


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, [0, 1, 2]),
        ({"measure": "missing"}, [2]),
        ({"measure": ["missing", "displaced"]}, [0, 2]),
        ({"measure": []}, [0, 1, 2]),
        ({"flags": "to_date"}, [1, 2]),
        ({"flags": ("to_date", "denied")}, []),
        ({"speaker": "brandt"}, [0, 2]),
        ({"speaker": "aide"}, []),
        ({"attributed": True}, [0, 2]),
        ({"attributed": False}, [1]),
        ({"where": lambda c: c.quantity.value is None}, [2]),
        ({"flags": "to_date", "speaker": "Ilse", "measure": "missing"}, [2]),
    ],
)
def test_filter(conditions: dict[str, Any], expected: list[int]) -> None:
    kept = CLAIMS.filter(**conditions)
    assert isinstance(kept, Claims)
    assert indices(kept) == expected


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"measure": "dead"}, "no measure 'dead'; accepted: killed, injured"),
        ({"measure": ["killed", "dead"]}, "no measure 'dead'"),
        ({"flags": "maybe"}, "no flag 'maybe'; accepted: no_evidence"),
    ],
)
def test_unknown_words_are_named(conditions: dict[str, Any], message: str) -> None:
    with pytest.raises(FactledgerError, match=message):
        CLAIMS.filter(**conditions)


def test_rows_and_frame() -> None:
    assert CLAIMS.to_rows() == [found.to_row() for found in CLAIMS]
    frame = CLAIMS.to_pandas()
    assert list(frame.columns) == list(ROW_COLUMNS)
    assert list(frame["measure"]) == ["displaced", "destroyed", "missing"]
    assert frame["value"][0] == Decimal(1250)
    empty = CLAIMS[:0].to_pandas()
    assert (len(empty), list(empty.columns)) == (0, list(ROW_COLUMNS))


def test_without_pandas_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(FactledgerError, match="to_pandas needs pandas: pip install"):
        CLAIMS.to_pandas()


@given(st.lists(any_claims(), max_size=3))
@settings(max_examples=40, deadline=None)
def test_json_and_pickle_read_back_equal(items: list[Claim]) -> None:
    made = Claims(DOCUMENT.source, items, CLAIMS.diagnostics)
    written = made.to_json()
    assert Claims.from_json(written) == made
    assert Claims.from_json(written).to_json() == written
    assert pickle.loads(pickle.dumps(made)) == made
    assert hash(pickle.loads(pickle.dumps(made))) == hash(made)


@pytest.mark.parametrize(
    "data", ["", "[]", "{}", '{"source":{},"claims":[],"diagnostics":[]}', b"\xff", "[" * 99_999]
)
def test_what_is_no_claims_is_named(data: Any) -> None:
    with pytest.raises(FactledgerError, match="not the JSON of Claims"):
        Claims.from_json(data)


def test_equality() -> None:
    assert Claims(DOCUMENT.source, list(CLAIMS), CLAIMS.diagnostics) == CLAIMS
    assert CLAIMS[:2] != CLAIMS
    assert list(CLAIMS) != CLAIMS


def test_repr_is_short_and_says_what_is_there() -> None:
    assert repr(CLAIMS).splitlines() == [
        "<Claims: 3 of Flood>",
        "  '1,250' displaced said by 'Ilse Brandt'",
        "  '40' destroyed of 'houses' [to_date]",
        "  'three' missing said by 'Ilse Brandt' [to_date]",
    ]
    _, many = story(figures=30)
    assert repr(many).splitlines()[-1] == "  ... and 10 more"
    assert repr(many[:0]) == "<Claims: 0 of a text>"


@pytest.mark.parametrize(("value", "expected"), [(None, None), ("3", 3), ("3.0", 3), ("0.2", 0.2), ("1E+20", 10**20)])
def test_plain_number(value: str | None, expected: object) -> None:
    number = plain_number(None if value is None else Decimal(value))
    assert number == expected
    assert type(number) is type(expected)
