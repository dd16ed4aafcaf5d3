"""Units and money: what stands around a numeral, by the tables of lexicon/units.toml, money.toml and currencies.toml.

Pint is imported only by `to_pint`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from factledger.errors import FactledgerError
from factledger.lexicon import load
from factledger.numerals import one_of
from factledger.patterns import lazy_pattern

if TYPE_CHECKING:
    import pint

    from factledger.records import Quantity


class Unit(NamedTuple):
    """A unit found in the text: its name, its kind, where it stands, and what the value must be multiplied by."""

    name: str
    kind: Literal["money", "percent", "percentage_point", "physical", "duration"]
    start: int
    end: int
    candidates: tuple[str, ...] = ()
    factor: Decimal = Decimal(1)


class UnitTables(NamedTuple):
    """The unit and money tables, compiled."""

    after: re.Pattern[str]
    forms: dict[str, str]
    kinds: dict[str, str]
    percent: frozenset[str]
    points: frozenset[str]
    sign: re.Pattern[str]
    signs: dict[str, str]
    money: re.Pattern[str]
    nouns: dict[str, tuple[str, ...]]
    adjectives: dict[tuple[str, str], str]
    defaults: dict[str, str]
    subunits: dict[str, str]
    codes: frozenset[str]
    rate: re.Pattern[str]
    rate_names: dict[str, str]
    rate_adverbs: dict[str, str]
    hints: dict[str, tuple[str, ...]]
    durations: frozenset[str]
    parts: dict[str, tuple[str, Decimal]]
    word_codes: frozenset[str]
    measuring: frozenset[str]
    symbols: re.Pattern[str]


@cache
def tables() -> UnitTables:
    """Return the compiled tables, made once."""
    units, money, currencies = load("units"), load("money"), load("currencies")
    forms: dict[str, str] = {}
    exact: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for name, entry in units["units"].items():
        kinds[name] = entry["kind"]
        for form in entry["forms"]:
            forms[form] = name
            if not form.endswith(("s", "feet")):
                forms[form + "s"] = name
        for form in entry["abbreviations"]:
            exact[form] = name
    for base, name in units["si"]["bases"].items():
        for prefix, prefix_name in units["si"]["prefixes"].items():
            exact.setdefault(prefix + base, prefix_name + name)
            kinds.setdefault(prefix_name + name, "physical")
    symbols = one_of(
        [*(form for form in exact if form.isalpha()), *units["si"]["bases"], "s", "h", "m", "g", "K", "A"]
    )
    percent = frozenset(units["percent"]["percent"])
    points = frozenset(units["percent"]["percentage_point"])
    words = one_of([*forms, *(p for p in (*percent, *points) if p[0].isalpha())])
    after = re.compile(
        rf"\s?%|(?:[\s-]{{1,2}}|(?<=s)\s)?(?:(?P<e>{one_of(exact)})(?![\w²³])|(?P<w>(?i:{words}))(?![^\W_]))"
    )
    nouns: dict[str, list[str]] = {}
    adjectives: dict[tuple[str, str], str] = {}
    hints: dict[str, tuple[str, ...]] = {}
    for code, entry in currencies.items():
        hints[code] = (*entry["countries"], *money["hints"].get(code, ()))
        for noun in entry["nouns"]:
            nouns.setdefault(noun, []).append(code)
            if entry["adjective"]:
                adjectives[entry["adjective"].lower(), noun] = code
    for noun, code in money["nouns"].items():
        for form in (noun, noun + "s"):
            if code not in nouns.setdefault(form, []):
                nouns[form].append(code)
    for alias, adjective in money["adjectives"].items():
        for (known, noun), code in list(adjectives.items()):
            if known == adjective.lower():
                adjectives[alias.lower(), noun] = code
    for code, names in money["hints"].items():
        for noun in currencies.get(code, {"nouns": []})["nouns"]:
            for name in names:
                adjectives.setdefault((name.lower(), noun), code)
    defaults: dict[str, str] = {}
    for noun, code in money["defaults"].items():
        defaults[noun] = defaults[noun + "s"] = code
    subunits: dict[str, str] = {}
    for noun, code in money["subunits"].items():
        subunits[noun] = subunits[noun + "s"] = code
    marks = re.escape("".join(s for s in money["signs"] if len(s) == 1 and not s.isalnum() and s != "$"))
    suffix_signs = one_of(money["suffix_signs"]["words"])
    noun_words = one_of([*nouns, *subunits])
    codes = frozenset([*currencies, "BTC"])
    money_after = re.compile(
        rf"(?P<a>(?:[\s-][^\W\d_][\w.]{{1,14}}){{1,3}}?)??[\s-](?P<n>(?i:{noun_words}))(?![^\W_])"
        rf"|\s?(?P<m>[MK]?)(?P<c>{one_of(codes)})(?P<b>\s(?:million|billion|trillion|bn|mn|m)\b)?(?!\w)|\s?(?P<d>\$)(?!\s?\d)|\s?(?P<y>[元円])|(?P<s>{suffix_signs})(?!\w)"
        rf"|\s?(?P<g>[{marks}])(?!\d)"
    )
    sign_words = one_of([*money["signs"], *codes])
    rate_words = one_of([*units["rates"]["words"], *(word + "s" for word in ("pound",))])
    return UnitTables(
        after=after,
        forms=forms | exact,
        kinds=kinds,
        percent=percent,
        points=points,
        sign=re.compile(rf"(?:{sign_words})[\s\u00a0]?\Z|[{re.escape('$€£¥₹₽₴₦₩₪₫₺')}][\s\u00a0]?\Z"),
        signs=money["signs"] | {code: code for code in codes},
        money=money_after,
        nouns={noun: tuple(codes) for noun, codes in nouns.items()},
        adjectives=adjectives,
        defaults=defaults,
        subunits=subunits,
        codes=codes,
        rate=re.compile(
            rf"(?:\s(?:an?|per|each|every)\s|/|-a-|\sper-)(?P<u>(?i:{rate_words}))(?![^\W_])|\s(?P<d>{one_of(units['rates']['adverbs'])})(?![^\W_])"
        ),
        rate_names=units["rates"]["names"],
        rate_adverbs=units["rates"]["adverbs"],
        hints=hints,
        parts={
            name: (dimension, Decimal(str(size)))
            for dimension, sizes in units["parts"].items()
            for name, size in sizes.items()
        },
        measuring=frozenset(units["measuring"]["words"]),
        symbols=re.compile(
            rf"\s?(?P<e>(?:{symbols})(?:(?:\s?·\s?|\.|/|\s(?=(?:{symbols})\s?\^?[-−⁻]))(?:{symbols})|\s?\^?[-−]\s?[1-4](?!\d)|\^?[1-4](?!\w|\.\d)|[²³⁻¹]){{1,6}})(?![\w²³])"
        ),
        word_codes=frozenset(money["word_codes"]["words"]),
        durations=frozenset(name for name, kind in kinds.items() if kind == "duration"),
    )  # fmt: skip


def sign_before(text: str, start: int, floor: int) -> Unit | None:
    """Return the currency sign or code that stands right before `start`, not before `floor`."""
    before = text[start - 1 : start] if start > floor else ""
    if not before or (before.isspace() and not text[max(floor, start - 2) : start - 1].strip()):
        return None
    window = max(floor, start - 8)
    match = tables().sign.search(text[window:start])
    if match is None:
        return None
    sign = match[0].rstrip()
    code = tables().signs[sign]
    at = window + match.start()
    spaced = match[0] != sign
    if sign[0].isalpha() and at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_@#&"):
        return None
    if sign.isalpha() and len(sign) < 2 and spaced:
        return None
    candidates = ("USD",) if sign == "$" else ()
    return Unit(code, "money", at, at + len(sign), candidates)


def unit_after(text: str, end: int, *, number_is_suffixed: bool = False) -> Unit | None:
    """Return the percent sign, unit or currency that stands right after a numeral's `end`."""
    t = tables()
    match = t.symbols.match(text, end)
    if match is not None and (joined := _joined_symbols(match["e"])) is not None:
        return Unit(joined, "physical", match.start("e"), match.end())
    match = t.after.match(text, end)
    if match is not None:
        written = match[0].strip().lstrip("-").strip()
        start = match.end() - len(written)
        low = " ".join(written.lower().split())
        if low in t.points:
            return Unit("percentage_point", "percentage_point", start, match.end())
        if low in t.percent:
            return Unit("percent", "percent", start, match.end())
        name = t.forms.get(written) or t.forms.get(low)
        if name is not None and not (number_is_suffixed and match["e"] and len(written) == 1):
            kind: Any = t.kinds[name]
            return Unit(name, kind, start, match.end())
    return _money_after(text, end)


_SUPERSCRIPTS = str.maketrans({"²": "2", "³": "3", "¹": "1", "⁻": "-", "−": "-", "·": "*", ".": "*", "^": ""})
_FACTOR = lazy_pattern(r"([*/]?)([^\W\d_]+)(-?\d)?")


def _joined_symbols(written: str) -> str | None:
    """Return unit symbols with powers as Pint reads them: kg/mm2 and kg mm−2 are kg/mm^2; the names of known ones."""
    t = tables()
    squeezed = "".join(written.replace(" ", "*").translate(_SUPERSCRIPTS).replace("*-", "-").split())
    over: list[str] = []
    under: list[str] = []
    for joint, symbol, power in _FACTOR.findall(squeezed):
        below = (joint == "/") != power.startswith("-")
        size = power.lstrip("-")
        shown = symbol if size in ("", "1") else f"{symbol}^{size}"
        (under if below else over).append(shown)
    if known := t.forms.get("*".join(over) + "".join(f"/{part}" for part in under)):
        return known
    if not under and len(over) == 1:
        symbol, _, size = over[0].partition("^")
        name, word = t.forms.get(symbol), {"2": "square", "3": "cubic"}.get(size)
        return None if name is None or word is None else f"{word}_{name}"
    return ("*".join(over) or "1") + "".join(f"/{part}" for part in under)


def _money_after(text: str, end: int) -> Unit | None:
    t = tables()
    match = t.money.match(text, end)
    if match is None:
        return None
    if match["c"]:
        factor = {"M": Decimal(10**6), "K": Decimal(1000)}.get(match["m"], Decimal(1))
        if match["b"]:
            factor *= {"m": 10**6, "b": 10**9, "t": 10**12}[match["b"].strip()[0]]
        return Unit(match["c"], "money", match.start("m"), match.end(), (), factor)
    if match["d"]:
        return Unit("USD", "money", match.start("d"), match.end(), ("USD",))
    if match["s"]:
        return Unit(t.signs[match["s"]], "money", match.start("s"), match.end())
    if match["y"]:
        return Unit("CNY" if match["y"] == "元" else "JPY", "money", match.start("y"), match.end())
    if match["g"]:
        return Unit(t.signs[match["g"]], "money", match.start("g"), match.end())
    noun = match["n"].lower()
    before = " ".join((match["a"] or "").replace("-", " ").split()).lower()
    start = end + len(match[0]) - len(match[0].lstrip(" \t\n-\u00a0"))
    if noun in t.subunits and noun not in t.nouns:
        return Unit(t.subunits[noun], "money", start, match.end(), (), Decimal("0.01"))
    if before:
        code = t.adjectives.get((before, noun)) or t.adjectives.get((before.split()[-1], noun))
        return None if code is None else Unit(code, "money", start, match.end())
    codes = t.nouns[noun]
    if len(codes) == 1:
        return Unit(codes[0], "money", start, match.end())
    return Unit(t.defaults.get(noun, codes[0]), "money", start, match.end(), codes)


def settle(unit: Unit, text: str) -> Unit:
    """Return the unit with a shared currency noun read by the countries and adjectives that the text names."""
    if len(unit.candidates) < 2 or unit.kind != "money":
        return unit
    named = [code for code in unit.candidates if any(_stands(word, text) for word in tables().hints.get(code, ()))]
    if len(named) == 1:
        return unit._replace(name=named[0], candidates=())
    return unit


def _stands(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        stop = at + len(word)
        if not text[max(0, at - 1) : at].isalnum() and not text[stop : stop + 1].isalnum():
            return True
        at = text.find(word, stop)
    return False


def rate_after(text: str, end: int) -> tuple[str, int] | None:
    """Return the unit in `per day`, `a month`, `/barrel`, `daily` right after `end`, and where the words end."""
    t = tables()
    match = t.rate.match(text, end)
    if match is None:
        return None
    if match["d"]:
        return t.rate_adverbs[match["d"]], match.end()
    word = " ".join(match["u"].lower().split())
    return t.rate_names.get(word, word), match.end()


_PINT_NAMES = {"percentage_point": "percent", "fraction": "", "multiple": "", "": "", "point": ""}


@cache
def _registry() -> pint.UnitRegistry[Any]:
    import pint

    return pint.UnitRegistry(non_int_type=Decimal)


def to_pint(quantity: Quantity, registry: pint.UnitRegistry[Any] | None = None) -> pint.Quantity[Any]:
    """Return a quantity's value as a Pint quantity; see `Quantity.to_pint`."""
    if quantity.value is None:
        raise FactledgerError(
            f"{quantity.span.text!r} states no single value ({quantity.comparator}); use low and high, or bounds()"
        )
    if quantity.unit in ("point", "basis_point") and registry is None:
        raise FactledgerError(f"no Pint unit for {quantity.unit!r}; give a registry that defines it")
    known = registry if registry is not None else _registry()
    name = (
        quantity.unit
        if registry is not None and quantity.unit in known
        else _PINT_NAMES.get(quantity.unit, quantity.unit)
    )
    try:
        return known.Quantity(quantity.value, name)
    except Exception:
        raise FactledgerError(
            f"the Pint registry does not know {quantity.unit!r} of {quantity.span.text!r}; "
            "give a registry that defines it (currencies are not in Pint's own)"
        ) from None
