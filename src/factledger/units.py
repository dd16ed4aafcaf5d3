"""Units: what stands behind a number, by the names that Pint knows (lexicon/units.toml), and `to_pint`.

Pint itself is imported only when somebody asks for a Pint quantity, or gives a registry with units of their own.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from factledger.errors import FactledgerError
from factledger.lexicon import load
from factledger.patterns import first_words, lazy_pattern, trie

if TYPE_CHECKING:
    import pint

    from factledger.records import Quantity


#: Seconds in a unit of time; months of 30 days and years of 365, for comparing and adding what texts state.
SECONDS = {
    "millisecond": Decimal("0.001"), "second": Decimal(1), "minute": Decimal(60), "hour": Decimal(3600),
    "day": Decimal(86400), "week": Decimal(604800), "fortnight": Decimal(1209600), "month": Decimal(2592000),
    "year": Decimal(31536000), "decade": Decimal(315360000), "century": Decimal(3153600000),
}  # fmt: skip


class Unit(NamedTuple):
    """A unit at a place of the text: its name, what it measures, its characters, and other readings.

    `factor` turns the stated number into the unit (0.01 for cents).
    """

    name: str
    kind: str
    start: int
    end: int
    factor: Decimal = Decimal(1)
    candidates: tuple[str, ...] = ()
    article: bool = False


class Tables(NamedTuple):
    """lexicon/units.toml, made ready for look-up."""

    words: re.Pattern[str]
    names: dict[str, str]
    symbols: re.Pattern[str]
    of_symbol: dict[str, str]
    bare: frozenset[str]
    weak: frozenset[str]
    kinds: dict[str, str]
    rate: re.Pattern[str]
    per: dict[str, str]
    often: re.Pattern[str]
    adverbs: dict[str, str]
    singular: frozenset[str]
    parts: dict[str, str]
    part: re.Pattern[str]
    near: dict[str, frozenset[str]]
    first: frozenset[str]


@cache
def tables() -> Tables:
    """Return the tables, read once."""
    table: dict[str, Any] = load("units")
    prefixes: dict[str, list[str]] = table["prefixes"]
    names: dict[str, str] = {}
    of_symbol: dict[str, str] = {}
    kinds: dict[str, str] = {}
    singular: set[str] = set()
    powers: list[tuple[str, str]] = []
    bare, weak = set(), set()
    for name, row in table["units"].items():
        kinds[name] = row["kind"]
        every = [("", name)]
        wanted = row.get("prefixed", ())
        every += [(prefix, prefix + name) for prefix in (prefixes if wanted is True else wanted)]
        for prefix, full in every:
            kinds[full] = row["kind"]
            for form in row["forms"]:
                names.setdefault(prefix + form, full)
                singular.add(prefix + form)
                for many in row.get("plural", [form + "s"]):
                    names.setdefault(prefix + many, full)
                if row.get("powers"):
                    powers.append((prefix + form, full))
                    powers += [(prefix + many, full) for many in row.get("plural", [form + "s"])]
            for symbol in row.get("symbols", ()):
                for short in prefixes[prefix] if prefix else [""]:
                    of_symbol.setdefault(short + symbol, full)
        for phrase in row.get("phrases", ()):
            names |= {prefix + phrase: full for prefix, full in every}
        if row.get("bare"):
            bare |= {symbol for symbol in row["symbols"] if len(symbol) == 1 or symbol == "in"}
        if row.get("weak"):
            weak.add(name)
    for form, full in powers:
        for power, words in table["powers"].items():
            for word in words:
                names[f"{word} {form}"] = f"{power}_{full}"
                kinds[f"{power}_{full}"] = "area" if power == "square" else "volume"
        names[f"{form} squared"], names[f"{form} cubed"] = f"square_{full}", f"cubic_{full}"
    for short, full in table["powers_of_symbols"].items():
        for power, words in table["powers"].items():
            for word in words:
                names[f"{word} {short}"] = f"{power}_{full}"
        names[f"{short} squared"], names[f"{short} cubed"] = f"square_{full}", f"cubic_{full}"
    per = {word: name for word, name in names.items() if " " not in word and kinds.get(name) != "percent"}
    per |= {word: word for word in table["rates"]["others"]} | table["rates"]["symbols"] | table["rates"]["phrases"]
    adverbs: dict[str, str] = table["rates"]["adverbs"]
    parts = {word: per[word] for word in table["rates"]["parts"]} | of_symbol
    once = trie(word for word in per if word in singular or word not in names or word in table["rates"]["phrases"])
    return Tables(
        words=re.compile(rf"(?:[ -]| ?- ?)?({trie(names)})(?![a-z0-9μ])"),
        names=names,
        symbols=re.compile(
            rf" ?({trie(of_symbol)})|-({trie(s for s in of_symbol if len(s) > 1 and s.isalpha())})(?!\w)"
        ),
        of_symbol=of_symbol,
        bare=frozenset(bare),
        weak=frozenset(weak),
        kinds=kinds,
        rate=re.compile(rf"(?: (per|an?|each|every) | ?/ ?|-an?-|-per-)({once})(?![a-z0-9])(?!-(?!on\b)[a-z])"),
        per=per,
        often=re.compile(rf" ({trie(adverbs)})(?![a-z-])(?! (?!(?:{trie(table['rates']['behind'])})\b)[a-z])"),
        adverbs=adverbs,
        singular=frozenset(singular),
        parts=parts,
        part=re.compile(trie(parts)),
        near={name: frozenset(words) for name, words in table["near"].items()},
        first=first_words([*names, *of_symbol]) | {"per", "a", "an", "each", "every", "point", "points"},
    )


_POWER = lazy_pattern(r"(?: ?\^ ?| ?\*\*| (?=[−⁻]))?([-−–⁻] ?[1-4¹²³⁴]|[23²³](?![\d.,]\d|\d))")
_MORE = lazy_pattern(r" ?[·.*/⋅] ?| ")
_LETTER = lazy_pattern(r"[^\W\d_]")
_MARKED = lazy_pattern(r" ?[\[<{(]([A-Za-zµμ]{1,5})[\]>})]")
_SHARE_POINT = lazy_pattern(r"[ -]points?(?![a-z])")
#: A percentage that a number of points is set beside: 44%, up three points.
_BESIDE_SHARE = lazy_pattern(
    r"(?:%|per ?cent),? (?:up|down|a (?:rise|fall|drop|gain) of) (?:by )?(?:about )?[a-z\d.]+$"
)
#: What shows that a C at a number is degrees: a decimal, or what temperatures are compared by.
_DEGREES = lazy_pattern(
    r"\d\.\d+c |\dc (?:above|below|warmer|cooler|hotter|colder|higher|lower|on|in|at|by|this|since|and|or|to)\b"
)
_PRIMES = {'"': "inch", "''": "inch", "”": "inch", "″": "inch", "'": "foot", "′": "foot"}
_PLURAL = lazy_pattern(r" [a-z]{3,}s(?![a-z])")
_FOLLOWED = lazy_pattern(r" [a-z]{2,}")


def unit_at(low: str, text: str, end: int) -> Unit | None:
    """Return the unit that stands right behind a number that ends at `end`, or None."""
    char = low[end : end + 1]
    if not char or char in ",.;:?!)\0":
        return None
    if char == " " and low.startswith("  ", end) and not low.startswith("   ", end):
        end, char = end + 1, " "
    known = tables()
    match = known.words.match(low, end)
    if match is not None:
        name = known.names[match[1]]
        start = match.start(1)
        if not (
            (name in known.weak and start == end)
            or (name == "second" and match[1] == "second" and low[start - 1] != "-" and not _before_second(low, end))
            or (name == "percent" and match[1] == "percentage" and low.startswith(" point", match.end()))
            or (name == "bit" and char == " " and low.startswith(" of", match.end()))
            or (name in known.near and not _near(low, end, match.end(), known.near[name]))
        ):  # fmt: skip
            return Unit(name, known.kinds[name], start, match.end())
    if (char == " " and text[end + 1 : end + 2] in ("[", "<", "{", "(")) or char in "[<{":
        marked = _MARKED.match(text, end)
        if (
            marked is not None
            and marked[1] in known.of_symbol
            and text[marked.start() : marked.end()].strip()[0] != "("
        ):
            name = known.of_symbol[marked[1]]
            return Unit(name, known.kinds[name], marked.start(1), marked.end())
    return _symbol(low, text, end)


def _before_second(low: str, end: int) -> bool:
    """Whether `second` behind a number is the unit: one second, 1 second."""
    return _ONE_BEFORE.search(low[max(0, end - 8) : end]) is not None


def share_point(low: str, end: int) -> Unit | None:
    """Return percentage points for bare points behind a number where the sentence speaks of a poll or lead."""
    match = _SHARE_POINT.match(low, end)
    if match is None:
        return None
    if not _near(low, end, match.end(), tables().near["share_point"]) and (
        _BESIDE_SHARE.search(low, max(0, end - 60), end) is None
        or _near(low, end, match.end(), tables().near["point"])
    ):
        return None
    return Unit("percentage_point", "percentage_point", end + 1, match.end())


def _near(low: str, start: int, stop: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands in the sentence before a number, or close behind its unit."""
    window = low[max(0, start - 160) : start]
    window = window[max(window.rfind(". "), window.rfind("\0")) + 1 :] + low[start : stop + 30]
    return not words.isdisjoint(word.strip(".,;:()'\"").removesuffix("'s") for word in window.split())


def _symbol(low: str, text: str, end: int) -> Unit | None:
    known = tables()
    match = known.symbols.match(text, end)
    if match is None:
        return None
    group = 1 if match[1] else 2
    symbol, start, stop = match[group], match.start(group), match.end()
    spaced = start > end and group == 1
    name = known.of_symbol[symbol]
    kind = known.kinds[name]
    following = text[stop : stop + 1]
    powered = following and following in "^*²³⁻-−–23 " and kind not in ("percent", "percentage_point", "temperature")
    power = _POWER.match(text, stop) if powered else None
    if power is not None and (following == " " or following in "-−–") and not _science(text, start, stop, power):
        power = None
    if power is None and following and (following.isalnum() or following == "_"):
        return None
    joined = _joined(text, stop, name) if power is None and following and following in " ·.*⋅" else None
    if symbol in known.bare and not power and not joined and not _stands_alone(low, text, symbol, spaced, stop):
        return None
    if spaced and symbol in ("in.", "min.") and low[stop : stop + 2].strip().isalpha():
        return None
    if power is not None:
        name, kind, stop = _raised(name, kind, power)
        if text[stop : stop + 1].isalnum():
            return None
    if following == "/" or power is not None:
        joined = _joined(text, stop, name)
    if joined is not None:
        return Unit(joined[0], "other" if kind != "speed" else kind, start, joined[1])
    return Unit(name, kind, start, stop)


def _science(text: str, start: int, stop: int, power: re.Match[str]) -> bool:
    """Whether `cm -1` or `s-1` is a power: only a digit, and no number range or name goes on."""
    following = text[power.end() : power.end() + 1]
    if following in (".", ",") and text[power.end() + 1 : power.end() + 2].isdigit():
        return False  # 1.4 m–3.1 m
    return not following or not (following in "0123456789-" or _LETTER.match(following))


def _raised(name: str, kind: str, power: re.Match[str]) -> tuple[str, str, int]:
    figure = power[1].strip()
    exponent = {"2": 2, "²": 2, "3": 3, "³": 3}.get(figure)
    if exponent is not None and kind == "length":
        return (f"square_{name}", "area", power.end()) if exponent == 2 else (f"cubic_{name}", "volume", power.end())
    if exponent is not None:
        return f"{name}**{exponent}", "other", power.end()
    negative = {"1": 1, "¹": 1, "2": 2, "²": 2, "3": 3, "³": 3, "4": 4, "⁴": 4}[figure[-1]]
    return (f"1/{name}" if negative == 1 else f"1/{name}**{negative}"), "other", power.end()


def _joined(text: str, stop: int, name: str) -> tuple[str, int] | None:
    """Go on with `/s`, ` s−1`, `·kg −1`: the parts of a compound unit."""
    known = tables()
    found = None
    for _ in range(3):
        join = _MORE.match(text, stop)
        if join is None:
            break
        match = known.part.match(text, join.end())
        if match is None:
            break
        after = match.end()
        power = _POWER.match(text, after)
        if power is not None and not _science(text, match.start(), after, power):
            power = None
        end = power.end() if power else after
        if (power is None and ("/" not in join[0])) or _LETTER.match(text, end) or text[end : end + 1].isdigit():
            break
        part = known.parts[match[0]]
        if power is None:
            name = f"{name}/{part}"
        else:
            raised, _kind, _end = _raised(part, known.kinds.get(part, "other"), power)
            if "/" in join[0]:
                name = f"{name}/{raised}"
            else:
                name = f"{name}/{raised[2:]}" if raised.startswith("1/") else f"{name}*{raised}"
        stop = end
        found = (name, stop)
    return found


def _stands_alone(low: str, text: str, symbol: str, spaced: bool, stop: int) -> bool:
    """Whether a single letter behind a number is a unit rather than a word, a name or a stray letter."""
    if symbol == "F" or (symbol == "C" and spaced and _PLURAL.match(low, stop)):
        return False
    following = text[stop : stop + 1]
    if following in ("'", "’", "&", "@", "-") or (following == "." and text[stop + 1 : stop + 2].isalpha()):
        return following == "-" and not spaced and symbol in "mgtW"
    if not spaced:
        if symbol in ("F", "H", "S", "A", "N", "T", "d") and not following.isspace() and following not in "),.;":
            return False
        named = symbol == "C" and (following == "/" or (following == " " and low[stop + 1 : stop + 2].isalpha()))
        return not named or _DEGREES.search(low, max(0, stop - 9), stop + 24) is not None
    if symbol in ("A", "in"):
        return symbol == "in" and not _FOLLOWED.match(low, stop) and following in ("", ".", ",", ")", '"')
    if symbol.isupper() and following == " " and text[stop + 1 : stop + 2].isupper() and symbol != "M":
        return False
    return not (symbol in ("d", "t") and following == " " and (symbol == "d" or low.startswith(" shirt", stop)))


def prime_at(text: str, end: int, opened: bool) -> Unit | None:
    """Return inches or feet for a prime or quotation mark right behind digits, where no quotation is open."""
    for mark, name in _PRIMES.items():
        stop = end
        if text.startswith(" ", stop) and text.startswith(mark, stop + 1) and mark == '"':
            stop += 1
        if text.startswith(mark, stop) and not opened:
            after = text[stop + len(mark) : stop + len(mark) + 1]
            if mark == "'" and (after == "'" or after.isalpha()):
                continue
            return Unit(name, "length", stop, stop + len(mark))
    return None


def heading_before(low: str, text: str, start: int) -> Unit | None:
    """Return the unit that heads a series of numbers, `Output (MW): 34, 45`, where the first begins at `start`.

    In brackets any unit heads; without, only a compound of symbols (cm-1:) does.
    """
    stop = low.rfind(":", max(0, start - 2), start)
    if stop < 3 or low[stop + 1 : start].strip():
        return None
    bracket = low[stop - 1] in ")]"
    stop -= bracket
    begin = max(low.rfind(mark, max(0, stop - 16), stop) for mark in (("(", "[") if bracket else (" ", "\0"))) + 1
    if not begin or begin == stop:
        return None
    unit = unit_at("1 " + low[begin:stop], "1 " + text[begin:stop], 1)
    if unit is None or unit.end != stop - begin + 2 or not (bracket or "/" in unit.name):
        return None
    return unit._replace(start=begin, end=stop)


def rate_at(low: str, end: int) -> Unit | None:
    """Return what a rate is per, where its words stand at `end`: ` a month`, ` per day`, `/barrel`."""
    char = low[end : end + 1]
    if not char or char not in " /-":
        return None
    known = tables()
    match = known.rate.match(low, end)
    if match is None:
        often = known.often.match(low, end)
        if often is None:
            return None
        name = known.adverbs[often[1]]
        return Unit(name, known.kinds[name], often.start(), often.end())
    name = known.per[match[2]]
    return Unit(name, known.kinds.get(name, "other"), match.start(), match.end(), article=match[1] in ("a", "an"))


_PINT = {"fraction": "dimensionless", "multiple": "dimensionless", "": "dimensionless"}
_OPEN = ("point", "basis_point", "percentage_point")


@cache
def _registry() -> pint.UnitRegistry[Any]:
    import pint

    return pint.UnitRegistry(non_int_type=Decimal)


@cache
def _packaged_names() -> frozenset[str]:
    return frozenset(dir(_registry()))


def own_units(registry: pint.UnitRegistry[Any]) -> dict[str, str]:
    """Return the unit names that only this registry knows, and their plurals in -s: surface form to name."""
    names = [
        name for name in dir(registry) if name not in _packaged_names() and len(name) > 2 and name.isidentifier()
    ]
    own = {form.lower(): name for name in names for form in (name, name + "s", name.replace("_", " "))}
    known = tables().names
    return {form: name for form, name in own.items() if form not in known}


def to_pint(quantity: Quantity, registry: pint.UnitRegistry[Any] | None = None) -> pint.Quantity[Any]:
    """Return a quantity's value as a Pint quantity; see `Quantity.to_pint`."""
    if quantity.value is None:
        raise FactledgerError(
            f"{quantity.span.text!r} states no single value ({quantity.comparator}); use low and high, or bounds()"
        )
    known = _registry() if registry is None else registry
    name = _PINT.get(quantity.unit, quantity.unit)
    try:
        if quantity.unit in _OPEN and quantity.unit not in dir(known):
            raise KeyError(quantity.unit)
        if quantity.unit == "point" and registry is None:  # Pint's own point is a measure of type
            raise KeyError(quantity.unit)
        return known.Quantity(quantity.value, known.parse_units(_spelled(name)))
    except Exception:
        raise FactledgerError(
            f"the Pint registry does not know {quantity.unit!r} of {quantity.span.text!r}; give a registry that "
            "defines it (currencies and index points are not in Pint's own)"
        ) from None


def _spelled(name: str) -> str:
    """Write a unit's name as Pint's parser takes it: square_kilometer is kilometer ** 2."""
    parts = _OPERATORS.split(name)
    for at, part in enumerate(parts):
        if part.startswith("square_"):
            parts[at] = f"{part.removeprefix('square_')} ** 2"
        elif part.startswith("cubic_"):
            parts[at] = f"{part.removeprefix('cubic_')} ** 3"
    return "".join(parts)


_ONE_BEFORE = lazy_pattern(r"(?:\b1|\bone|\ba|\d\.\d+)$")
_OPERATORS = lazy_pattern(r"([/*]+)")
