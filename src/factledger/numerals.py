"""Numerals: digits, number words, scales, fractions and vague amounts, read at a place of the text.

The words stand in lexicon/numerals.toml. The anchor finds where one may begin; `numeral_at` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NamedTuple

from factledger.lexicon import load
from factledger.patterns import lazy_pattern

NumeralKind = Literal["number", "vague", "fraction", "multiple", "zero", "ordinal", "article"]
Locale = Literal["en", "eu"]

_FRACTION_SIGNS = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
}  # fmt: skip
_DECIMAL_COMMA = lazy_pattern(r"0,\d+|\d{1,3},\d{1,2}")  # no English grouping: 0,5 and 3,5 %
_HUGE = Decimal(10**24)
_MAX_WORDS = 24  # a longer run of number words is no number that anybody states either
_MAX_DIGITS = 40  # a longer run of digits is an identifier, no number that anybody states


class Numeral(NamedTuple):
    """A numeral of the text: its offsets, its value (None for vague words), and how it is written.

    `scale` is the factor of its scale word or suffix (1 without), `suffix` the suffix letters where the scale is
    only those (4m), `digits` whether it begins with digits.
    """

    start: int
    end: int
    kind: NumeralKind
    value: Decimal | None
    digits: bool
    scale: Decimal = Decimal(1)
    suffix: str = ""


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some literal words, the longest that fits; spaces match one or two of white space.

    The words share their beginnings (a trie), so that a scan for hundreds of them costs little more than for one.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [
        (r"\s{1,2}" if letter == " " else re.escape(letter)) + _branch(node[letter])
        for letter in sorted(node)
        if letter
    ]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and not ends else "(?:" + "|".join(branches) + ")"
    return body + "?" if ends else body


class Grammar(NamedTuple):
    """The tables of lexicon/numerals.toml, compiled."""

    anchor: re.Pattern[str]
    low_anchor: re.Pattern[str]
    digits: re.Pattern[str]
    digits_eu: re.Pattern[str]
    scale: re.Pattern[str]
    glued: re.Pattern[str]
    spaced: re.Pattern[str]
    joiner: re.Pattern[str]
    half: re.Pattern[str]
    point: re.Pattern[str]
    simple_fraction: re.Pattern[str]
    mixed_fraction: re.Pattern[str]
    of_scale: re.Pattern[str]
    article: re.Pattern[str]
    denominator: re.Pattern[str]
    of_share: re.Pattern[str]
    plural: re.Pattern[str]
    vague_scale: re.Pattern[str]
    cardinals: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    money_only: frozenset[str]
    fractions: dict[str, int]
    multiples: dict[str, Decimal]
    ordinals: dict[str, int]
    bare_scales: frozenset[str]
    alone: frozenset[str]
    of: frozenset[str]
    majority: frozenset[str]
    plurals: frozenset[str]
    zeros: frozenset[str]


@cache
def grammar() -> Grammar:
    """Return the compiled grammar, made once."""
    table: dict[str, Any] = load("numerals")
    cardinals, scales = dict(table["cardinals"]), table["scales"] | table["collectives"]
    tens_of = {word: value for word, value in cardinals.items() if value >= 20}
    units_of = {word: value for word, value in cardinals.items() if 0 < value < 10}
    ordinals = dict(table["ordinals"])
    joined = {ten + unit: tens_of[ten] + units_of[unit] for ten in tens_of for unit in units_of}
    for ten, value in tens_of.items():
        ordinals |= {ten + word: value + place for word, place in table["ordinals"].items() if place < 10}
    cardinals |= joined
    vague = table["vague"]
    fractions = table["fractions"]
    multiples = {
        word: Decimal(str(value)) for word, value in table["multiples"].items() if word not in ("base", "not_before")
    }
    every = one_of(cardinals)
    scale_words = one_of(scales)
    glued = one_of(table["suffixes"]["glued"])
    spaced = one_of(table["suffixes"]["spaced"])
    starts = one_of(
        {
            *cardinals, *vague["alone"], *vague["of"], *vague["majority"], *vague["plural"], *table["zero"]["words"],
            *multiples, *ordinals, *fractions, *table["bare_scales"]["words"],
        }
    )  # fmt: skip
    # An article begins a numeral only before a scale, a fraction or a unit of measure.
    articles = one_of(
        {
            *scales, *fractions, *load("money")["defaults"], "euro", "pair",
            *(w for e in load("units")["units"].values() for w in e["forms"]),
            *(w for e in load("units")["units"].values() for w in e["abbreviations"] if len(w) > 1),
        }
    )  # fmt: skip
    parts = {**{word: value for word, value in ordinals.items() if value > 2}, **fractions}
    signs = "".join(_FRACTION_SIGNS)
    anchor = (
        rf"(?<![^\W_])(?<!\d[.,])(?:(?=\d)|[{signs}]|\.(?=\d)(?<![.\w].)|(?:{starts})(?![^\W_])|an?(?=\s{{1,2}}(?:{articles})(?![^\W_])))"
        r"|(?<=[^\W\d_])(?=\d)"
    )
    return Grammar(
        anchor=re.compile(anchor, re.IGNORECASE),
        low_anchor=re.compile(anchor),
        digits=re.compile(
            r"(?:0,\d{1,40}+|\d{1,3},\d{1,2}(?=\s?[%°])|\d{1,3}(?:,\d{2,3}){0,12},\d{3}(?!\d)"
            r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}(?!\d)){1,6}(?![,.]\d{3}(?!\d))"
            r"|\d{1,3}(?:['’]\d{3}(?!\d)){1,6}|\d{1,40}+|(?=\.\d))(?:\.\d{1,40}+)?(?:\^[+-]?\d{1,2}(?![\d.])|e[+-]?\d{1,3}(?!\w)|\s?[x×]\s?10\^?[-−]?\d{1,3})?"
        ),
        digits_eu=re.compile(r"(?:\d{1,3}(?:[. \u00a0\u2009\u202f]\d{3}(?!\d)){1,12}|\d{1,40}+)(?:,\d{1,40}+)?"),
        scale=re.compile(rf"[\s-]{{1,2}}(?P<s>(?:{scale_words}))(?![^\W_])", re.IGNORECASE),
        glued=re.compile(rf"(?P<s>{glued})(?![\w²³])(?!/\w)"),
        spaced=re.compile(rf"\s(?P<s>{spaced})(?![\w²³])(?!/\w)"),
        joiner=re.compile(
            rf"(?:[-\s]{{1,2}}(?:and(?:\s{{1,2}}|-))?|,\s(?:and\s)?)(?P<w>(?:{every})|\d{{1,3}}(?![\d.,]\d|%))(?![^\W_])",
            re.IGNORECASE,
        ),
        half=re.compile(
            rf"\sand\s(?P<n>an?|one|two|three|four|five|seven)[\s-]"
            rf"(?P<f>{one_of([*fractions, *(w + 's' for w in fractions)])})(?![^\W_])",
            re.IGNORECASE,
        ),
        point=re.compile(rf"\spoint((?:\s(?:{every}|\d)){{1,6}})(?![^\W_])", re.IGNORECASE),
        simple_fraction=re.compile(r"([1-9])/(?!\1)([2345689]|10)(?![\d/.-])(?<!9/10)|(?<!\S)(\d{1,4})/([1-9]\d{0,4})(?=\s*\Z|\s(?:kilogram|kg|gram|mile|inch|of\s))(?<!9/11)"),
        mixed_fraction=re.compile(r"\s([1-9])/([2-9])(?![\d/])"),
        of_scale=re.compile(rf"\s(?:of\s)?(?:an?\s)?(?P<s>{scale_words})(?![^\W_])", re.IGNORECASE),
        article=re.compile(
            rf"(?:half\s)?\s?an?\s{{1,2}}(?:(?P<q>half|quarter|third)\s(?:of\s)?(?:an?\s)?)?(?P<s>{scale_words})(?![^\W_])"
            rf"|half[\s-](?P<h>{scale_words})(?![^\W_])",
            re.IGNORECASE,
        ),
        denominator=re.compile(
            rf"(?:[-\s—]|\s-\s)(?:(?P<t>{one_of(tens_of)})[-\s—])?"
            rf"(?P<f>{one_of([*ordinals, *fractions])}|halve)(?P<s>s?)(?![^\W_])",
            re.IGNORECASE,
        ),
        of_share=re.compile(r"\s(?:in|out\sof)(?:\severy)?\s", re.IGNORECASE),
        plural=re.compile(rf"\s(?:of|upon|and)\s(?P<p>{one_of(vague['plural'])})(?![^\W_])", re.IGNORECASE),
        vague_scale=re.compile(rf"\s(?P<s>{scale_words})s?(?![^\W_])", re.IGNORECASE),
        cardinals=cardinals,
        scales=scales,
        suffixes=table["suffixes"]["glued"],
        money_only=frozenset(table["suffixes"]["money_only"]),
        fractions=parts,
        multiples=multiples,
        ordinals=ordinals,
        bare_scales=frozenset(table["bare_scales"]["words"]),
        alone=frozenset(vague["alone"]),
        of=frozenset(vague["of"]),
        majority=frozenset(vague["majority"]),
        plurals=frozenset(vague["plural"]),
        zeros=frozenset(table["zero"]["words"]),
    )  # fmt: skip


def numeral_at(text: str, start: int, end: int, *, money: bool = False, locale: Locale = "en") -> Numeral | None:
    """Return the numeral that begins at `start`, or None.

    `end` is where the anchor's own words end; `money` allows the suffix letters that are units elsewhere ($4K, $2B).
    """
    first = text[start]
    if first.isdigit() or first == ".":
        return _digits(text, start, money, locale)
    if first in _FRACTION_SIGNS:
        return Numeral(start, start + 1, "fraction", _ratio(_FRACTION_SIGNS[first]), True)
    return _words(text, start, end)


def _ratio(written: str) -> Decimal:
    over, under = written.split("/")
    return Decimal(over) / Decimal(under)


def _digits(text: str, start: int, money: bool, locale: Locale) -> Numeral | None:
    g = grammar()
    if (simple := g.simple_fraction.match(text, start)) is not None:
        return Numeral(
            start, simple.end(), "fraction", Decimal(simple[1] or simple[3]) / Decimal(simple[2] or simple[4]), True
        )
    match = (g.digits if locale == "en" else g.digits_eu).match(text, start)
    if match is None:
        return None
    written, end = match[0], match.end()
    if len(written) >= _MAX_DIGITS or text[end : end + 1].isdigit():
        return None
    value = _plain(written, locale)
    if value is None:
        return None
    if text[end : end + 1] in _FRACTION_SIGNS:
        value += _ratio(_FRACTION_SIGNS[text[end]])
        end += 1
    elif written.isdigit() and (mixed := g.mixed_fraction.match(text, end)) is not None:
        value += Decimal(int(mixed[1])) / int(mixed[2])
        end = mixed.end()
    composed = _compose(text, start, end, value, True)
    if composed.end > end or not (glued := g.glued.match(text, end) or g.spaced.match(text, end)):
        return composed
    if not money and glued["s"] in g.money_only:
        return composed
    scale = Decimal(g.suffixes[glued["s"]])
    return Numeral(start, glued.end(), "number", value * scale, True, scale, glued["s"])


def _plain(written: str, locale: Locale) -> Decimal | None:
    for space in " \u00a0\u2009\u202f'’":
        written = written.replace(space, "") if space not in "x×" else written
    if locale == "eu":
        written = written.replace(".", "").replace(",", ".")
    elif _DECIMAL_COMMA.fullmatch(written):
        written = written.replace(",", ".")
    written = written.replace(",", "").replace("−", "-")
    for times in ("x10", "×10"):
        written = written.replace(times + "^", "e").replace(times, "e")
    try:
        base, _, power = written.partition("^")
        value = Decimal(base) ** int(power) if power else Decimal(written)
    except ArithmeticError:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < _MAX_DIGITS else None


def _words(text: str, start: int, end: int) -> Numeral | None:
    g = grammar()
    low = " ".join(text[start:end].lower().split())
    if low in ("a", "an", "half"):
        return _article(text, start, end, low)
    if low in g.zeros and low != "zero":
        return Numeral(start, end, "zero", Decimal(0), False)
    if low in g.plurals:
        return _plurals(text, start, end)
    if low in g.alone or low in g.of or low in g.majority:
        return _vague(text, start, end, low)
    if low in g.multiples:
        return Numeral(start, end, "multiple", g.multiples[low], False)
    if low in g.cardinals:
        return _cardinal(text, start, end, low)
    if low in g.bare_scales:
        return _bare_scale(text, start, end, low)
    if low in g.ordinals:
        return Numeral(start, end, "ordinal", Decimal(g.ordinals[low]), False)
    return None


def _bare_scale(text: str, start: int, end: int, low: str) -> Numeral | None:
    """`hundred thousand`, `quarter million`: without an article, only before a further scale."""
    g = grammar()
    named = g.scale.match(text, end)
    if named is None or named["s"].lower().startswith("couple") or (start and text[start - 1] in "-–"):
        ordinal = low in g.ordinals
        return Numeral(start, end, "ordinal", Decimal(g.ordinals[low]), False) if ordinal else None
    if low in g.scales:
        return _compose(text, start, end, Decimal(g.scales[low]), False)
    scale = Decimal(g.scales[named["s"].lower()])
    return Numeral(start, named.end(), "number", scale / g.fractions[low], False, scale)


def _article(text: str, start: int, end: int, low: str) -> Numeral | None:
    """`a dozen`, `half a million`, `a quarter of a million`, `a third`, or the bare article before a unit."""
    g = grammar()
    scaled = g.article.match(text, start)
    if scaled is not None:
        scale = Decimal(g.scales[(scaled["s"] or scaled["h"]).lower()])
        value = scale
        if low == "half":
            value = scale / 2
        elif scaled["q"]:
            value = scale / g.fractions[scaled["q"].lower()]
        stop = scaled.end()
        if (
            scaled["s"]
            and scaled["s"].lower() == "couple"
            and (of := g.of_scale.match(text, stop))
            and of["s"].lower() not in ("couple", "dozen")
        ):
            value, stop = value * g.scales[of["s"].lower()], of.end()
        while value < _HUGE and (more := g.scale.match(text, stop)) is not None:
            value *= g.scales[more["s"].lower()]
            stop = more.end()
        return Numeral(start, stop, "number", value, False, scale)
    if low == "half":
        return Numeral(start, end, "fraction", Decimal("0.5"), False)
    part = g.denominator.match(text, end)
    if part is not None and not part["s"] and part["f"].lower() in g.fractions:
        under = g.fractions[part["f"].lower()] + (g.cardinals[part["t"].lower()] if part["t"] else 0)
        return Numeral(start, part.end(), "fraction", Decimal(1) / under, False)
    return Numeral(start, end, "article", Decimal(1), False)


def _plurals(text: str, start: int, end: int) -> Numeral:
    """`hundreds`, `tens of thousands`, `hundreds of thousands`, `thousands upon thousands`."""
    g = grammar()
    for _ in range(3):
        joined = g.plural.match(text, end)
        if joined is None:
            break
        end = joined.end()
    return Numeral(start, end, "vague", None, False)


def _vague(text: str, start: int, end: int, low: str) -> Numeral:
    """`several`, `several hundred`, `a few thousand`, `many`, `most`."""
    g = grammar()
    if low in ("several", "a few", "few", "many"):
        scaled = g.vague_scale.match(text, end)
        if scaled is not None:
            return Numeral(start, scaled.end(), "vague", None, False)
    return Numeral(start, end, "vague", None, False)


def _cardinal(text: str, start: int, end: int, low: str) -> Numeral:
    """Number words of any size: `two hundred and forty-five thousand`, `two and a half million`, `two-thirds`."""
    return _compose(text, start, end, Decimal(grammar().cardinals[low]), False)


def _compose(text: str, start: int, end: int, first: Decimal, digits: bool) -> Numeral:
    """Return the numeral that goes on after its first number with further numbers, scales and fractions."""
    g = grammar()
    total, part, scale, room = Decimal(0), first, Decimal(1), _room(first) if not digits else Decimal(0)
    for _ in range(_MAX_WORDS):
        if (
            scale == 1
            and total == 0
            and part == part.to_integral_value()
            and (decimals := g.point.match(text, end)) is not None
        ):
            spoken = [word if word.isdigit() else str(g.cardinals[word]) for word in decimals[1].lower().split()]
            if len(spoken) == 1 or all(len(number) == 1 for number in spoken):
                part += Decimal("0." + "".join(spoken))
                end, room = decimals.end(), Decimal(0)
                continue
        named = g.scale.match(text, end) if total < _HUGE and part < _HUGE else None
        if named is not None and not named["s"].lower().startswith("couple"):
            factor = Decimal(g.scales[named["s"].lower()])
            if factor <= 100:
                part, room = part * factor, Decimal(100) if factor == 100 else Decimal(0)
            elif part == 0:
                total, room = total * factor, factor
            else:
                total, part, room = total + part * factor, Decimal(0), factor
            scale, end = max(scale, factor), named.end()
            continue
        fraction = _fraction_tail(text, end, total + part)
        if fraction is not None:
            extra, end = fraction
            named = g.scale.match(text, end)
            if (
                total + part >= 1000 and scale >= 1000
            ):  # one billion and a half (million): a half of what was named last
                factor = Decimal(g.scales[named["s"].lower()]) if named is not None else scale
                end = end if named is None else named.end()
                return Numeral(start, end, "number", total + part + extra * factor, digits, scale)
            value = total + part + extra
            while (
                value < _HUGE and (named := g.scale.match(text, end)) and not named["s"].lower().startswith("couple")
            ):
                factor = Decimal(g.scales[named["s"].lower()])
                value, scale, end = value * factor, max(scale, factor), named.end()
            return Numeral(start, end, "number", value, digits, scale)
        joined = g.joiner.match(text, end)
        if joined is None or room < 2:
            break
        word = joined["w"].lower()
        more = Decimal(int(word)) if word.isdigit() else Decimal(g.cardinals[word])
        if (
            more == 0
            or more >= room
            or ("and" in joined[0].lower() and room <= 10)
            or (digits and word.isdigit() and "and" not in joined[0].lower() and scale < 1000)
        ):
            break
        part += more
        room = _room(more)
        end = joined.end()
    value = total + part
    share = None if digits else g.denominator.match(text, end)
    if share is not None and (parted := _parted(text, start, value, share)) is not None:
        return parted
    return Numeral(start, end, "number", value, digits, scale)


def _parted(text: str, start: int, value: Decimal, share: re.Match[str]) -> Numeral | None:
    """A number and the ordinal word behind it: `two thirds`, `one twenty-fifth`; `twenty-fifth` is an ordinal."""
    g = grammar()
    name = share["f"].lower()
    under = 2 if name in ("half", "halve") else g.fractions.get(name) or g.ordinals[name]
    plural, end = bool(share["s"]), share.end()
    if share["t"]:
        under += g.cardinals[share["t"].lower()]
    elif name in ("first", "second") and (plural or value < 20):
        return None
    if not plural and name in g.ordinals and value != 1 and not text.startswith(" of", end):
        if under >= 100:
            return Numeral(start, end, "ordinal", value * under, False)
        if value % 100 == 0 or (value >= 20 and value % 10 == 0 and under < 10):
            return Numeral(start, end, "ordinal", value + under, False)
    if (share["t"] and not plural and value != 1) or (name in ("first", "second") and not share["t"]):
        return None
    if _is_unit_noun(text, share):
        return None
    value /= under
    if (of_scale := g.of_scale.match(text, end)) is not None:
        return Numeral(start, of_scale.end(), "number", value * g.scales[of_scale["s"].lower()], False)
    return Numeral(start, end, "fraction", value, False)


def _room(number: Decimal) -> Decimal:
    """How large a number may still be added behind this one: twenty takes one to nine."""
    return Decimal(10) if 20 <= number < 100 and number % 10 == 0 else Decimal(0)


def _fraction_tail(text: str, end: int, whole: Decimal) -> tuple[Decimal, int] | None:
    """`and a half`, `and two thirds`, `and three quarters` behind a whole number."""
    g = grammar()
    match = g.half.match(text, end)
    if match is None or whole != whole.to_integral_value():
        return None
    over = {"a": 1, "an": 1}.get(match["n"].lower()) or g.cardinals[match["n"].lower()]
    under = g.fractions[match["f"].lower().removesuffix("s")] if match["f"].lower() != "halves" else 2
    return (Decimal(over) / under, match.end()) if over < under else None


def _is_unit_noun(text: str, denominator: re.Match[str]) -> bool:
    """`two quarters of growth` and `two seconds` count nouns; only `of` or a hyphen makes quarters a fraction."""
    name = denominator["f"].lower()
    if name.startswith("quarter"):
        whole = not text[denominator.end() :].strip(" .!?") if denominator.end() > len(text) - 4 else False
        return text[denominator.start()] != "-" and not whole and not text.startswith(" of", denominator.end())
    return False
