"""Places: which place a quantity gets, and the country that a name says."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factledger.gazetteer import country_of, gazetteer
from factledger.lexicon import load
from factledger.measures.places import Places, place_of
from factledger.measures.placewords import place_words
from factledger.measures.shown import shown_places
from factledger.records import Quantity, Span
from factledger.segment import segment
from test_when import bracketed, cases

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("row", cases("places"))
def test_examples_of_the_table(row: dict[str, str]) -> None:
    text, quantity = bracketed(row["text"])
    found = place_of(segment(text), quantity, row.get("measure", "killed"))  # type: ignore[arg-type]
    assert (found.span.text if found else None) == row.get("place")
    if found:
        assert text[found.span.start : found.span.end] == found.span.text


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ukraine", "UA"), ("Kyiv", "UA"), ("Kiev", "UA"), ("eastern Ukraine", "UA"), ("Ukrainian", "UA"),
        ("Kenyans", "KE"), ("the Syrian capital", "SY"), ("Syria's", "SY"), ("South Sudan", "SS"), ("Sudan", "SD"),
        ("Côte d’Ivoire", "CI"), ("U.S.", "US"), ("Washington", "US"), ("London", "GB"), ("Gaza", "PS"),
        ("Democratic Republic of the Congo", "CD"), ("North Korea", "KP"), ("Hong Kong", "HK"), ("Kosovo", "XK"),
        ("Georgia", None), ("Georgian", None), ("Congo", None), ("Korea", None), ("Dominican", None),
        ("Tripoli", None), ("Nowhere", None), ("", None), ("\ud800", None), ("the cathedral", None), ("turkey", None),
    ],
)  # fmt: skip
def test_country_of(name: str, code: str | None) -> None:
    assert country_of(name) == code


def test_table_of_countries_is_whole() -> None:
    table = load("countries")
    assert len(table["countries"]) > 230
    assert all(row["names"] for row in table["countries"].values())
    assert all(code.isupper() and len(code) == 2 for code in table["countries"])
    assert set(table["ambiguous"]).isdisjoint(gazetteer().codes)


def test_table_of_countries_is_what_the_script_makes() -> None:
    pytest.importorskip("babel")
    path = ROOT / "tools" / "make_countries.py"
    if not path.exists():
        pytest.skip("no tools beside the tests")
    spec = importlib.util.spec_from_file_location("make_countries", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    made = tomllib.loads(script.make())
    committed = load("countries")
    # CLDR changes names from release to release: what must agree is what the hand tables say
    assert made["ambiguous"] == committed["ambiguous"]
    for code, row in committed["countries"].items():
        assert made["countries"][code].get("capitals") == row.get("capitals")
        assert made["countries"][code].get("demonyms") == row.get("demonyms")


def test_country_stands_for_the_last_one_named() -> None:
    text = "Floods have hit Benin. In the capital rain went on. Across the country 40 bridges are gone."
    quantity = Quantity(span=Span.of(text, text.index("40"), text.index("40") + 2), kind="count")
    found = place_of(segment(text), quantity, "destroyed")
    assert found is not None
    assert (found.span.start, found.span.text) == (text.index("Benin"), "Benin")


def test_what_stands_beyond_another_quantity_is_that_ones_place() -> None:
    text = "Kansas has seen 12 cases, with 4 in Iowa."
    quantities = [Quantity(span=Span.of(text, at, at + n), kind="count") for at, n in ((16, 2), (31, 1))]
    found = Places(segment(text)).all(quantities, ["infected", "infected"])
    assert [place.span.text if place else None for place in found] == ["Kansas", "Iowa"]


def test_places_that_the_text_shows() -> None:
    shown = shown_places("He died in Oshogbo. The town of Ruma, Kebbi state, and Mr Obi of Enugu.")
    assert {"Oshogbo", "Ruma", "Kebbi"} <= shown
    assert "Obi" not in shown
    assert not shown_places("in May, in The, in Friday and in CNN")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("They met in eastern Zumbra.", {"Zumbra"}),
        ("They met in north-eastern Zumbra Falls yesterday.", {"Zumbra Falls"}),
        ("They met in and around Zumbra.", {"Zumbra"}),
        ("They met in Zumbra in Quelo.", {"Zumbra"}),  # the word behind a name is read with it
        ("It began Zumbra.", set()),
        ("The main Zumbra road.", set()),
        ("Old Zumbra county and Quelo statement.", {"Old Zumbra"}),
        ("He left the Zumbra-Quelo district for xZumbra state.", {"Zumbra-Quelo"}),
        ("They met in Zumbra’s north.", {"Zumbra"}),
        ("They met in Zumbra. Then Anna Zumbra spoke.", set()),
        ("They met in Zumbra. Then Dr. Zumbra spoke.", set()),
        ("They met in Zumbra. Then the Zumbra mill burned.", {"Zumbra"}),
        ("They met in Zumbra. Anna-Zumbra and O'Neil\nZumbra spoke.", {"Zumbra"}),
    ],
)
def test_names_that_the_text_shows(text: str, shown: set[str]) -> None:
    assert shown_places(text) == shown


PIECES = st.sampled_from(
    ["In", "in", "the", "city", "of", "Kano", ",", "and", "Peru's", "Syrias", "northern", "12", "near", "St.", "on",
     "US", "$", "country", "there", "A-B", "al-Bab", "state", "(CNN)", "worldwide", "\ud800", "."]
)  # fmt: skip


@given(st.lists(PIECES, max_size=16).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_any_order_of_place_words(text: str) -> None:
    layout = segment(text)
    shown = shown_places(text)
    for sentence in layout.sentences:
        taken = 0
        for place in place_words(sentence, shown):
            assert taken <= place.first < place.stop <= len(sentence.tokens)
            taken = place.stop
    quantities = [
        Quantity(span=Span.of(text, at, at + 2), kind="count") for at in range(len(text)) if text.startswith("12", at)
    ]
    for found in Places(layout).all(quantities, ["killed"] * len(quantities)):
        assert found is None or text[found.span.start : found.span.end] == found.span.text


@given(st.lists(PIECES, max_size=6).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_no_country_without_a_name_that_says_it(name: str) -> None:
    code = country_of(name)
    bare = name.replace("'s", "")
    assert code is None or any(said in bare for said, its in gazetteer().codes.items() if its == code)
