"""Units and money around a number.

A row is a text and what is read from it: `words = value comparator unit`, joined by ` | `; the value of a range is
`low..high`, that of vague words `?`; the comparator stands where it is none of exact, range and vague.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from factledger import parse_quantities
from factledger.claims import plain_number
from factledger.records import Quantity


def show(quantity: Quantity) -> str:
    """Return a quantity as the rows write it."""
    match quantity.comparator:
        case "range":
            parts = [f"{quantity.low}..{quantity.high}"]
        case "vague":
            parts = ["?"]
        case "exact":
            parts = [f"{plain_number(quantity.value)}"]
        case other:
            parts = [f"{plain_number(quantity.value)}", other]
    return " ".join([quantity.span.text, "=", *parts, *filter(None, [quantity.unit])])


MONEY = [
    ("It cost €1.5bn.", "€1.5bn = 1500000000 EUR"),
    ("It cost £2m and $40.", "£2m = 2000000 GBP | $40 = 40 USD"),
    ("It cost US$40, C$50 and HK$70.", "US$40 = 40 USD | C$50 = 50 CAD | HK$70 = 70 HKD"),
    ("It cost A$60 and R$80.", "A$60 = 60 AUD | R$80 = 80 BRL"),
    ("It cost USD 12 million or EUR5m.", "USD 12 million = 12000000 USD | EUR5m = 5000000 EUR"),
    ("It cost 5m euros.", "5m euros = 5000000 EUR"),
    ("It cost 75 USD million.", "75 USD million = 75000000 USD"),
    ("It cost 30 roubles, 40 hryvnias and 50 yuan.", "30 roubles = 30 RUB | 40 hryvnias = 40 UAH | 50 yuan = 50 CNY"),
    (
        "It cost 300 Mexican pesos and 10,000 Swiss francs.",
        "300 Mexican pesos = 300 MXN | 10,000 Swiss francs = 10000 CHF",
    ),
    ("It cost 300 pesos.", "300 pesos = 300 MXN"),
    ("A court in Buenos Aires took 300 pesos.", "300 pesos = 300 ARS"),
    ("It cost Rs 500 and Rs20 crore.", "Rs 500 = 500 INR | Rs20 crore = 200000000 INR"),
    ("It cost KSh17.3 million.", "KSh17.3 million = 17300000 KES"),
    ("It cost R50m.", "R50m = 50000000 ZAR"),
    ("It cost 42RM.", "42RM = 42 MYR"),
    ("It cost 50 cents a litre.", "50 cents a litre = 0.5 USD/liter"),
    ("It cost $40 per barrel and €3 a kilo.", "$40 per barrel = 40 USD/barrel | €3 a kilo = 3 EUR/kilogram"),
    ("The rate is 108.55 yen per dollar.", "108.55 yen per dollar = 108.55 JPY/USD"),
    ("It costs ₹500, ₽600 and ₴700.", "₹500 = 500 INR | ₽600 = 600 RUB | ₴700 = 700 UAH"),
    ("It costs ¥800 and ₪900.", "¥800 = 800 JPY | ₪900 = 900 ILS"),
    ("It cost 20 pence.", "20 pence = 0.2 GBP"),
    ("It lost $1.2 trillion.", "$1.2 trillion = 1200000000000 USD"),
    ("It cost $3-4 million.", "$3-4 million = 3000000..4000000 USD"),
    ("It paid 120 MEUR.", "120 MEUR = 120000000 EUR"),
]

UNITS = [
    ("A 40-mile wall stood by the road.", "40-mile = 40 mile"),
    ("Winds of 80 km/h and 90 mph blew.", "80 km/h = 80 kilometer/hour | 90 mph = 90 mile/hour"),
    ("It was 35 degrees Celsius, or 95°F.", "35 degrees Celsius = 35 degree_Celsius | 95°F = 95 degree_Fahrenheit"),
    ("It covers 5 sq km, or 6 km².", "5 sq km = 5 square_kilometer | 6 km² = 6 square_kilometer"),
    ("It covers 7 square miles.", "7 square miles = 7 square_mile"),
    ("It pumped 2 million barrels a day.", "2 million barrels a day = 2000000 barrel/day"),
    ("It made 300 MW and 4 GWh.", "300 MW = 300 megawatt | 4 GWh = 4 gigawatt_hour"),
    ("It used 5 kilowatt hours.", "5 kilowatt hours = 5 kilowatt_hour"),
    ("It rose 30 basis points.", "30 basis points = 30 basis_point"),
    ("It rose 2 percentage points.", "2 percentage points = 2 percentage_point"),
    ("It rose 12 per cent or 12 pct.", "12 per cent = 12 percent | 12 pct = 12 percent"),
    ("It weighs 3 kg or 4 lbs, 5 ounces.", "3 kg = 3 kilogram | 4 lbs, 5 ounces = 69 ounce"),
    ("It weighs 6 tonnes.", "6 tonnes = 6 tonne"),
    ("A 12-hour curfew began.", "12-hour = 12 hour"),
    ("It lasted three weeks.", "three weeks = 3 week"),
    ("It was 5 m deep and 200 m long.", "5 m = 5 meter | 200 m = 200 meter"),
    ("It is 1.8m tall.", "1.8m = 1.8 meter"),
    ("It handles 100 calls an hour.", "100 = 100 1/hour"),
    ("It handles 100 calls per day.", "100 = 100 1/day"),
    ("It flew at 9 m/s and fell at 12 g/cm3.", "9 m/s = 9 meter/second | 12 g/cm3 = 12 g/cm^3"),
    ("It took 5, 10 and 15 percent.", "5 = 5 percent | 10 = 10 percent | 15 percent = 15 percent"),
    ("Pressure hit 12 MPa.", "12 MPa = 12 megapascal"),
    ("It has 64 GB and 5 MHz.", "64 GB = 64 gigabyte | 5 MHz = 5 megahertz"),
    ("Cases hit 14 per 100,000.", "14 = 14 1/100000"),
]


@pytest.mark.parametrize(("text", "want"), [*MONEY, *UNITS])
def test_units(text: str, want: str) -> None:
    assert " | ".join(show(quantity) for quantity in parse_quantities(text)) == want


SETTLED = [
    ("It cost 40 pounds.", "GBP"),
    ("Cairo said it cost 40 pounds.", "EGP"),
    ("Sudanese traders paid 40 pounds in Khartoum.", "SDG"),
    ("Iraqi traders paid 40 dinars.", "IQD"),
    ("Belgrade paid 40 dinars.", "RSD"),
    ("Oslo paid 40 kroner.", "NOK"),
    ("A Manila shop took 40 pesos.", "PHP"),
    ("It cost 40 rupees.", "INR"),
    ("Islamabad paid 40 rupees.", "PKR"),
    ("It cost 40 Canadian dollars.", "CAD"),
]


@pytest.mark.parametrize(("text", "unit"), SETTLED)
def test_a_shared_noun_is_read_by_the_hints_of_the_text(text: str, unit: str) -> None:
    (found,) = parse_quantities(text)
    assert found.unit == unit


def test_what_stays_open_names_its_candidates() -> None:
    (found,) = parse_quantities("It cost 40 pesos.")
    assert found.unit in found.unit_candidates
    assert {"MXN", "ARS", "PHP", "CLP"} <= set(found.unit_candidates)
    (found,) = parse_quantities("It cost $40.")
    assert (found.unit, found.unit_candidates) == ("USD", ("USD",))


STRAY = ["He saw 12 A students.", "It was 40 in all.", "He has 3 s and 4 t."]


@pytest.mark.parametrize("text", STRAY[:2])
def test_stray_letters_are_no_units(text: str) -> None:
    (found,) = parse_quantities(text)
    assert found.unit == ""


def test_to_pint() -> None:
    pint = pytest.importorskip("pint")
    (found,) = parse_quantities("It ran 40 miles.")
    assert found.to_pint().to("kilometer").magnitude.quantize(Decimal("0.001")) == Decimal("64.374")
    registry = pint.UnitRegistry(non_int_type=Decimal)
    registry.define("EUR = [money_eur]")
    (found,) = parse_quantities("It cost €40.")
    assert str(found.to_pint(registry)) == "40 EUR"


@pytest.mark.parametrize("text", ["It cost €40.", "Tens of thousands of miles."])
def test_to_pint_says_what_it_cannot_do(text: str) -> None:
    from factledger import FactledgerError

    (found,) = parse_quantities(text)
    with pytest.raises(FactledgerError):
        found.to_pint()
