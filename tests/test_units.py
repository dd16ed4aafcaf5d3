"""Units: every form of lexicon/units.toml, Pint quantities, and a registry of one's own."""

from __future__ import annotations

from decimal import Decimal

import pint
import pytest

from factledger import FactledgerError, parse_quantities
from factledger.lexicon import load
from factledger.units import to_pint

ROWS = load("units")["units"]
FORMS = [
    (f"7 {many}", name)
    for name, row in ROWS.items()
    if not row.get("weak") and row["kind"] not in ("percent", "percentage_point")
    for form in row["forms"]
    for many in row.get("plural", [form + "s"])
]


@pytest.mark.parametrize(("text", "name"), FORMS)
def test_word_forms(text: str, name: str) -> None:
    (found,) = parse_quantities(text)
    assert (found.span.text, found.unit, found.value) == (text, name, Decimal(7))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("40 sq km", "square_kilometer"),
        ("40 km²", "square_kilometer"),
        ("40 square miles", "square_mile"),
        ("40 cubic feet", "cubic_foot"),
        ("40 km/h", "kilometer/hour"),
        ("40 mph", "mile/hour"),
        ("40 kWh", "kilowatt_hour"),
        ("40 MW", "megawatt"),
        ("40 m s−1", "meter/second"),
        ("40 mg/L", "milligram/liter"),
        ("40 ml · kg −1 · min −1", "milliliter/kilogram/minute"),
        ("40 m.s −1", "meter/second"),
        ("40 K/min", "kelvin/minute"),
        ("40 kg/mm²", "kilogram/square_millimeter"),
        ("40 fb−1", "1/femtobarn"),
        ("a 40-mm gun", "millimeter"),
        ("40-km-long", "kilometer"),
        ("40 Mt/yr", "megatonne/year"),
        ("40°C", "degree_Celsius"),
        ("40 degrees Fahrenheit", "degree_Fahrenheit"),
        ("40 per cent", "percent"),
        ("40 basis points", "basis_point"),
        ("40 K", "kelvin"),
        ("a 40-pound sack", "pound"),
    ],
)
def test_written_forms(text: str, name: str) -> None:
    (found,) = parse_quantities(text)
    assert found.unit == name


@pytest.mark.parametrize(
    "text", ["killed 5 A spokesman said", "sold 5 in April", "the 777F jet", "5 C students", "3D"]
)
def test_stray_letters_are_no_units(text: str) -> None:
    assert {found.unit for found in parse_quantities(text)} <= {""}


@pytest.mark.parametrize(
    "name", [n for n, row in ROWS.items() if not row.get("own") and n not in load("units")["own"]]
)
def test_names_are_known_to_pint(name: str) -> None:
    (found,) = parse_quantities("7 boats")
    found.model_copy(update={"unit": name}).to_pint()


def test_to_pint() -> None:
    (found,) = parse_quantities("the wall is 12.5 kilometres long")
    assert found.to_pint().to("meter").magnitude == Decimal(12500)
    (area,) = parse_quantities("40 sq km of fields")
    assert area.to_pint().to("hectare").magnitude == pytest.approx(Decimal(4000))


@pytest.mark.parametrize("text", ["$40", "5 to 7 km", "dozens", "40 index points"])
def test_no_pint_quantity(text: str) -> None:
    with pytest.raises(FactledgerError):
        to_pint(parse_quantities(text)[0])


def test_own_registry() -> None:
    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
    registry.define("sheaf = 3 * kilogram")
    registry.define("USD = [currency]")
    (found,) = parse_quantities("They cut 12 sheafs of rye", registry=registry)
    assert (found.unit_span and found.unit_span.text) == "sheafs"
    assert found.unit == "sheaf"
    assert found.to_pint(registry).to("kilogram").magnitude == 36
    registry.define("great_sheaf = 5 * kilogram")
    units = [one.unit for one in parse_quantities("Of 5; sheafs of rye: 2 great sheaf, 3 sheaf", registry=registry)]
    assert units == ["", "great_sheaf", "sheaf"]
    (money,) = parse_quantities("$40")
    assert money.to_pint(registry).magnitude == 40
