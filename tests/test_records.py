"""The public contract: frozen records, exact numbers, one spelling in JSON."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from building import TEXT, claim, span
from drawn import TEXTS, claims, documents, records
from factledger import Claim, Document, FactledgerError, Quantity, Span
from factledger.document import text_sha256
from factledger.frozen import Record, canonical_json, read_json
from factledger.records import (
    FLAGS,
    MEASURES,
    ROW_COLUMNS,
    Attribution,
    Change,
    Flag,
    Link,
    Measured,
    PartOf,
    Place,
    Source,
    Speaker,
    When,
)
from factledger.view.rows import cells_of, json_line

WORDS = Span(start=3, end=8, text="3,500")


# --- models -------------------------------------------------------------------------------------------------------


def every_model(base: type[Record] = Record) -> list[type[Record]]:
    return [model for sub in base.__subclasses__() for model in (sub, *every_model(sub))]


@pytest.mark.parametrize("model", every_model(), ids=lambda m: m.__name__)
def test_records_are_frozen_closed_and_without_floats(model: type[Record]) -> None:
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"
    assert float not in {field.annotation for field in model.model_fields.values()}
    assert "'float'" not in str(model.__pydantic_core_schema__)
    assert model.__doc__


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        WORDS.start = 4
    with pytest.raises(ValidationError, match="frozen"):
        del WORDS.text


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Span(start=0, end=1, text="a", colour="red")  # type: ignore[call-arg]
    with pytest.raises(FactledgerError, match="not the JSON of a Span"):
        Span.from_json('{"start":0,"end":1,"text":"a","colour":"red"}')


@pytest.mark.parametrize("field", ["value", "low", "high", "uncertainty"])
def test_floats_are_refused(field: str) -> None:
    with pytest.raises(ValidationError, match="a float cannot hold a stated number exactly"):
        Quantity(span=WORDS, kind="count", **{field: 0.1})
    with pytest.raises(FactledgerError, match="float"):
        Quantity.from_json(f'{{"span":{WORDS.to_json()},"kind":"count","{field}":0.1}}')


@pytest.mark.parametrize("given", [3500, "3500", Decimal(3500)])
def test_exact_numbers_are_taken(given: Any) -> None:
    assert Quantity(span=WORDS, kind="count", value=given).value == Decimal(3500)


@pytest.mark.parametrize("given", [Decimal("NaN"), Decimal("Infinity"), "nan", "many"])
def test_what_is_no_number_is_refused(given: Any) -> None:
    with pytest.raises(ValidationError):
        Quantity(span=WORDS, kind="count", value=given)


def test_a_range_runs_upwards() -> None:
    assert Quantity(span=WORDS, kind="count", low=5, high=5, comparator="range").bounds() == (5, 5)
    with pytest.raises(ValidationError, match="low 6 is above high 5"):
        Quantity(span=WORDS, kind="count", low=6, high=5, comparator="range")


@pytest.mark.parametrize(
    ("fields", "low", "high"),
    [
        ({"value": 5}, 5, 5),
        ({"value": 5, "comparator": "approx"}, 5, 5),
        ({"value": 5, "comparator": "at_least"}, 5, None),
        ({"value": 5, "comparator": "more_than"}, 5, None),
        ({"value": 5, "comparator": "at_most"}, None, 5),
        ({"value": 5, "comparator": "less_than"}, None, 5),
        ({"low": 5, "high": 9, "comparator": "range"}, 5, 9),
        ({"comparator": "vague"}, None, None),
    ],
)
def test_bounds(fields: dict[str, Any], low: int | None, high: int | None) -> None:
    assert Quantity(span=WORDS, kind="count", **fields).bounds() == (low, high)


@pytest.mark.parametrize(("field", "bad"), [("comparator", "circa"), ("kind", "number")])
def test_vocabularies_are_closed(field: str, bad: str) -> None:
    with pytest.raises(ValidationError, match="Input should be"):
        Quantity(**{"span": WORDS, "kind": "count", field: bad})


def test_vocabularies_have_no_word_twice() -> None:
    assert len(set(MEASURES)) == len(MEASURES)
    assert len(set(FLAGS)) == len(FLAGS)
    assert len(set(ROW_COLUMNS)) == len(ROW_COLUMNS)


def test_negative_offsets_are_refused() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        Span(start=-1, end=3, text="abc")


def test_a_span_of_a_text() -> None:
    assert Span.of("a 3,500 b", 2, 7) == Span(start=2, end=7, text="3,500")


# --- JSON ---------------------------------------------------------------------------------------------------------


@given(records())
@settings(max_examples=120, deadline=None)
def test_json_reads_back_equal_and_byte_for_byte(record: Record) -> None:
    written = record.to_json()
    written.encode()  # no lone surrogate is left
    back = type(record).from_json(written)
    assert back == record
    assert back.to_json() == written
    assert type(record).from_json(written.encode()) == record


@given(claims())
@settings(max_examples=40, deadline=None)
def test_records_can_be_pickled_and_hashed(record: Claim) -> None:
    again = pickle.loads(pickle.dumps(record))
    assert again == record
    assert hash(again) == hash(record)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
)


@given(VALUES)
@settings(max_examples=150, deadline=None)
def test_canonical_json_has_one_spelling(value: Any) -> None:
    written = canonical_json(value)
    assert read_json(written) == value
    assert canonical_json(read_json(written)) == written
    if isinstance(value, dict):
        assert canonical_json(dict(reversed(value.items()))) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ("é😀", '"é😀"'),
        ("\ud83d", '"\\ud83d"'),
        ("\ud83d\ude00", '"\\ud83d\\ude00"'),
        ("\\ud83d", '"\\\\ud83d"'),
        ("\\\ud83d", '"\\\\\\ud83d"'),
        ("\x00\n", '"\\u0000\\n"'),
    ],
)
def test_canonical_json(value: Any, written: str) -> None:
    assert canonical_json(value) == written
    assert read_json(written) == value


@pytest.mark.parametrize("written", ['{"text": "\\ud83d\\ude00"}', '["\\ud83d\\ude00","\\u00e9"]'])
def test_other_writers_pairs_are_one_character(written: str) -> None:
    assert read_json(written) == json.loads(written)


@pytest.mark.parametrize("data", ["", "nul", "[]", "3", '{"start":0}', b"\xff", "[" * 100_000])
def test_what_is_no_record_is_named(data: Any) -> None:
    with pytest.raises(FactledgerError, match="not the JSON of a Span"):
        Span.from_json(data)


def test_numbers_in_json_are_their_plain_digits() -> None:
    quantity = Quantity(span=WORDS, kind="count", value="1E+6")
    assert json.loads(quantity.to_json())["value"] == "1000000"


# --- rows ---------------------------------------------------------------------------------------------------------

DOCUMENT = Document.of(TEXT, id="t")
AIDE = span(TEXT, "One of her aides")
FULL = claim(
    DOCUMENT,
    "40",
    1,
    quantity=Quantity(span=span(TEXT, "40"), kind="count", value="40", comparator="at_least"),
    measure=Measured(kind="destroyed", evidence=(span(TEXT, "destroyed"),)),
    counted=span(TEXT, "houses"),
    change=Change(direction="up", role="to", span=span(TEXT, "destroyed")),
    attribution=Attribution(
        speaker=Speaker(name=AIDE, mention=AIDE, kind="person", anonymous=True),
        cue=span(TEXT, "told"),
        quote="indirect",
        chain=(
            Link(name=span(TEXT, "Nordfunk radio"), kind="relay"),
            Link(name=span(TEXT, "One"), kind="data"),
        ),
    ),
    flags=(
        Flag(kind="to_date", spans=(span(TEXT, "so far"),), rule="r"),
        Flag(kind="anonymous", spans=(AIDE,), rule="r"),
        Flag(kind="to_date", spans=(span(TEXT, "so far"),), rule="s"),
    ),
    place=Place(span=span(TEXT, "Tornau")),
    when=When(span=span(TEXT, "on Tuesday")),
    part_of=PartOf(claim="c", index=0),
)


def test_a_full_row() -> None:
    start = TEXT.index("40")
    assert FULL.to_row() == {
        "doc": "t", "start": start, "end": start + 2, "text": "40", "value": Decimal(40), "low": None, "high": None,
        "comparator": "at_least", "unit": "", "measure": "destroyed", "counted": "houses", "change": "up",
        "role": "to", "speaker": "One of her aides", "cue": "told", "quote": "indirect",
        "sources": ["Nordfunk radio", "One"],
        "flags": ["anonymous", "to_date"], "place": "Tornau", "when": "on Tuesday", "subset_of": 0,
    }  # fmt: skip


def test_a_bare_row() -> None:
    row = claim(DOCUMENT, "three").to_row()
    assert (row["value"], row["counted"], row["speaker"], row["quote"]) == (None, None, None, "none")
    assert (row["sources"], row["flags"], row["subset_of"]) == ([], [], None)


@given(claims())
@settings(max_examples=40, deadline=None)
def test_rows_have_the_columns_in_their_order(record: Claim) -> None:
    assert tuple(record.to_row()) == ROW_COLUMNS
    assert tuple(json.loads(json_line(record))) == ROW_COLUMNS
    assert len(cells_of(record)) == len(ROW_COLUMNS)
    json_line(record).encode()
    assert "\n" not in json_line(record)


@pytest.mark.parametrize(
    ("value", "line", "cell"),
    [
        ("40", "40", "40"),
        ("0.2", "0.2", "0.2"),
        ("1E+3", "1000", "1000"),
        ("2.50", "2.5", "2.50"),
        (None, "null", ""),
    ],
)
def test_numbers_in_rows(value: str | None, line: str, cell: str) -> None:
    record = claim(DOCUMENT, "40", quantity=Quantity(span=span(TEXT, "40"), kind="count", value=value))
    assert f'"value": {line}, "low": null' in json_line(record)
    assert cells_of(record)[ROW_COLUMNS.index("value")] == cell


def test_lists_in_cells() -> None:
    cells = dict(zip(ROW_COLUMNS, cells_of(FULL), strict=True))
    assert (cells["sources"], cells["flags"]) == ("Nordfunk radio; One", "anonymous; to_date")


# --- documents ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "a", "\ud83d\ude00", "😀", "\x00", "a\r\nb"])
def test_a_text_is_kept_and_hashed_as_it_is(text: str) -> None:
    document = Document.of(text)
    assert document.text == text
    assert document.source.text_sha256 == text_sha256(text)
    assert document.id == f"sha256:{text_sha256(text)[:16]}"


def test_lookalike_texts_have_different_hashes() -> None:
    assert len({text_sha256(text) for text in ("😀", "\ud83d\ude00", "\ud83d", "é", "e\u0301", "")}) == 6


def test_a_documents_id() -> None:
    assert Document.of("a", url="https://example.org/a").id == "https://example.org/a"
    assert Document.of("a", url="https://example.org/a", id="mine").id == "mine"


def test_source_fields_are_read() -> None:
    source = Document.of("a", published="2024-05-02", retrieved="2024-05-03T10:00:00Z", publisher=None).source
    assert source.published == dt.date(2024, 5, 2)
    assert source.retrieved == dt.datetime(2024, 5, 3, 10, tzinfo=dt.UTC)
    assert source.publisher is None
    assert source.language == "en"


def test_moments_are_kept_in_utc() -> None:
    given = ["2024-05-03T12:00:00+02:00", dt.datetime(2024, 5, 3, 10, tzinfo=dt.UTC)]
    assert {Document.of("a", retrieved=moment).to_json() for moment in given} == {
        Document.of("a", retrieved="2024-05-03T10:00:00Z").to_json()
    }
    assert Document.of("a", retrieved="2024-05-03T10:00:00").source.retrieved == dt.datetime(2024, 5, 3, 10)
    with pytest.raises(FactledgerError, match="no such moment"):
        Document.of("a", retrieved="0001-01-01T00:00:00+02:00")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": b"bytes"}, "text must be a str, not bytes; decode bytes first"),
        ({"text": None}, "text must be a str, not NoneType"),
        ({"text": "a", "publsher": "x"}, "unknown source field 'publsher'; accepted: publisher, title"),
        ({"text": "a", "text_sha256": "0"}, "unknown source field 'text_sha256'"),
        ({"text": "a", "published": "last week"}, "source field published: .*got 'last week'"),
        ({"text": "a", "retrieved": "now"}, "source field retrieved"),
        ({"text": "a", "title": 5}, "source field title: .*got 5"),
        ({"text": "a", "id": 5}, "id: .*got 5"),
    ],
)
def test_bad_documents_are_named(fields: dict[str, Any], message: str) -> None:
    text = fields.pop("text")
    with pytest.raises(FactledgerError, match=message):
        Document.of(text, **fields)


@given(documents())
@settings(max_examples=40, deadline=None)
def test_any_document_has_an_id(document: Document) -> None:
    assert document.id
    assert isinstance(document.source, Source)
