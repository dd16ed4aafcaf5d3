"""Amounts inside a sentence: a number with its bound and unit, as running text writes it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from factledger.lexicon import load
from factledger.strategies.markup import mark
from factledger.strategies.numbers import spell

#: Units that sentences about lengths, heights and the like use, by what is measured.
UNITS = {
    "duration": (("days", "day"), ("hours", "hour"), ("weeks", "week"), ("months", "month"), ("minutes", "minute"),
                 ("years", "year"), ("decades", "decade")),
    "length": (("miles", "mile"), ("kilometers", "kilometer"), ("kilometres", "kilometer"), ("meters", "meter"),
               ("metres", "meter"), ("feet", "foot"), ("yards", "yard"), ("inches", "inch"), ("km", "kilometer")),
    "area": (("hectares", "hectare"), ("acres", "acre"), ("square kilometers", "square_kilometer"),
             ("square miles", "square_mile")),
    "volume": (("tonnes", "tonne"), ("barrels", "barrel"), ("tons", "ton"), ("litres", "liter"), ("gallons",
        "gallon"),
               ("metric tons", "tonne"), ("bushels", "bushel")),
}  # fmt: skip
_FITS = {"boats": "count", "percent": "percent", "minutes": "duration", "miles": "length"}
#: Bounds that only things take that can be counted, or that are themselves large.
_OF_COUNTS = re.compile(r"\b(?:few|fewer|many|larger|bigger|smaller)\b")
_VERBS = re.compile(r"^(?:exceed|surpass|topp|nearing|approaching)")


class Amount(NamedTuple):
    """A number: its marked words with what is counted in them, and what it is."""

    words: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: str = "exact"
    unit: str = ""
    made_of: tuple[str, ...] = ()


class _Number(NamedTuple):
    text: str
    value: Decimal
    digits: bool


class _Bound(NamedTuple):
    """A way to bound a number: a template of `{n}` and `{noun}`."""

    template: str
    comparator: str
    kind: str
    name: str
    digits: bool


@cache
def bounds() -> tuple[_Bound, ...]:
    """Return the comparators of the table as templates, made of their examples."""
    found = []
    table = load("comparators")
    for place in ("before", "after", "glued"):
        for comparator, rows in table[place].items():
            for phrase, example in rows.items():
                if _VERBS.match(phrase) or not (shape := re.fullmatch(r"((?:the )?[^:]*?)40(.*)", example)):
                    continue
                before, after = shape.groups()
                thing = next((word for word in _FITS if re.search(rf"\b{word}\b", after)), "")
                if (
                    "put the" in before
                    or "equal than" in phrase
                    or (not thing and after.strip() and place == "before")
                ):
                    continue
                kind = _FITS.get(thing, "any")
                behind = after.replace(f" {thing}", " {noun}" if thing == "boats" else "") if thing else after
                if not thing and place != "before":  # 40 or over; 40, give or take
                    behind = f" {{noun}}{behind}" if phrase == "or thereabouts" else f"{behind} {{noun}}"
                    kind = "count" if phrase in ("or over", "or thereabouts") else "none"
                template = f"{before}{{n}}{behind}".strip()
                if place == "before" and kind == "count" and not _OF_COUNTS.search(phrase):
                    kind = "any"
                if phrase == "as high as":
                    kind = "percent"
                digits = place == "glued" or not phrase[0].isalpha() or phrase in ("c.", "min.", "max.")
                found.append(_Bound(template, comparator, kind, f"{place}:{phrase}", digits))
    return tuple(row for row in found if row.kind != "none")


@cache
def _spatial() -> frozenset[str]:
    """Return the names of the bounds that are also words of place, which bound no small number word."""
    return frozenset(f"before:{word}" for word in load("comparators")["spatial"]["words"])


def count(draw: Any, *, least: int = 2) -> _Number:
    """Draw a whole number of things: digits, words, scale words."""
    way = draw(st.sampled_from(("digits", "digits", "digits", "words", "scaled", "dozen", "large")))
    if way == "words":
        number = draw(st.one_of(st.integers(least, 99), st.sampled_from((100, 200, 300, 1000, 5000, 12_000))))
        return _Number(spell(number), Decimal(number), False)
    if way == "scaled":
        head = Decimal(draw(st.integers(11, 999))).scaleb(-1).normalize()
        word, factor = draw(st.sampled_from((("million", 10**6), ("billion", 10**9), ("thousand", 1000))))
        return _Number(f"{head:f} {word}", head * factor, False)
    if way == "dozen":
        number = draw(st.integers(2, 9))
        return _Number(f"{spell(number)} dozen", Decimal(number * 12), False)
    number = draw(st.integers(least, 999) if way == "digits" else st.integers(1000, 10**7))
    return _Number(f"{number:,}", Decimal(number), True)


def plain(draw: Any, most: int = 99) -> _Number:
    """Draw a number of units: digits with or without a decimal."""
    if draw(st.booleans()):
        number = draw(st.integers(2, most))
        return _Number(str(number), Decimal(number), True)
    value = Decimal(draw(st.integers(11, most * 10))).scaleb(-1)
    return _Number(f"{value:f}", value, True)


def _money(draw: Any) -> tuple[_Number, str]:
    head = Decimal(draw(st.integers(11, 9999))).scaleb(-1).normalize()
    suffix, factor = draw(
        st.sampled_from((("", 1), ("m", 10**6), ("bn", 10**9), (" million", 10**6), (" billion", 10**9)))
    )
    table = load("money")
    signs = [(sign, code) for sign, code in table["signs"].items() if not sign[-1].isalnum()]
    nouns = [
        (noun, code)
        for noun, code in table["nouns"].items()
        if noun.endswith(("e", "o", "r", "a", "d", "l"))
        and noun not in table["defaults"]
        and noun + "s" not in table["nouns"]
    ]
    if draw(st.integers(0, 2)):
        sign, code = draw(st.sampled_from(signs))
        return _Number(f"{sign}{head:f}{suffix}", head * factor, True), code
    noun, code = draw(st.sampled_from((*nouns, ("US dollar", "USD"), ("euro", "EUR"))))
    unchanged = {"yen", "won", "baht", "rand", "yuan", "renminbi", "sterling", "rupiah", "birr", "ringgit", "quid"}
    return _Number(f"{head:f}{suffix} {noun if noun in unchanged else noun + 's'}", head * factor, True), code


def amount(draw: Any, kind: str, noun: str = "", *, bounded: bool = True, behind: bool = True) -> Amount:
    """Draw an amount of a kind (count, percent, money, or one of `UNITS`) with what it counts behind it.

    `noun` is marked already; an amount that is not `bounded` is exact, one that has nothing `behind` has no bound
    behind its noun.
    """
    way = (
        draw(st.sampled_from(("exact", "exact", "exact", "bound", "bound", "bound", "range", "vague")))
        if bounded
        else "exact"
    )
    if way == "vague" and kind == "count" and noun:
        return _vague(draw, noun)
    if way == "range":
        return _range(draw, kind, noun)
    unit = ""
    if kind == "count":
        number = count(draw)
    elif kind == "percent":
        number, unit = plain(draw), "percent"
        number = number._replace(text=number.text + draw(st.sampled_from(("%", " percent", " per cent"))))
    elif kind == "money":
        number, unit = _money(draw)
    else:
        form, unit = draw(st.sampled_from(UNITS[kind]))
        number = plain(draw, 400)
        number = number._replace(text=f"{number.text} {form}")
    shown = mark("text", number.text)
    if way == "bound":
        fitting = [
            b
            for b in bounds()
            if b.kind in ("any", kind)
            and (number.digits or not b.digits)
            and (noun or "{noun}" not in b.template or kind != "count")
            and (behind or "{noun} " not in b.template)
        ]
        one = draw(st.sampled_from(fitting))
        if kind != "count" and one.name.startswith(("glued", "after:or so", "after:or thereabouts")):
            one = bounds()[0]
        if kind == "count" and not number.digits and number.value <= 10 and one.name in _spatial():
            one = bounds()[0]  # "over two lakes" says where
        words = one.template.replace("{n}", shown).replace("{noun}", noun).strip()
        if "{noun}" not in one.template and noun:
            words = f"{words} {noun}"
        words = re.sub(r" (?=[,.]| {1})", "", words)
        return Amount(words, number.value, comparator=one.comparator, unit=unit, made_of=(f"bound:{one.name}",))
    return Amount(f"{shown} {noun}".strip(), number.value, unit=unit)


def _range(draw: Any, kind: str, noun: str) -> Amount:
    low = draw(st.integers(2, 90))
    high = draw(st.integers(low + 1, low * 3 + 9))
    before, after, unit, factor = "", "", "", 1
    if kind == "percent":
        after, unit = draw(st.sampled_from((" percent", "%", " per cent"))), "percent"
    elif kind == "money":
        before, unit = draw(st.sampled_from((("$", "USD"), ("€", "EUR"), ("£", "GBP"))))
        after, factor = draw(st.sampled_from(((" million", 10**6), ("bn", 10**9))))
    elif kind != "count":
        form, unit = draw(st.sampled_from(UNITS[kind]))
        after = f" {form}"
    shapes = [f"{before}{low}{after}{{}}{before}{high}{after}"] if kind == "money" else [f"{low}{{}}{high}{after}"]
    joined = draw(st.sampled_from(("between", "to", "-", "–", *(("from",) if kind in UNITS else ()))))
    text = shapes[0].format(
        {"between": " and ", "from": " to ", "to": " to "}.get(joined, " to " if kind == "money" else joined)
    )
    if joined in ("between", "from"):
        text = f"{joined} {text}"
    words = f"{mark('text', text)} {noun}".strip()
    return Amount(words, None, Decimal(low * factor), Decimal(high * factor), "range", unit, (f"range:{joined}",))


def _vague(draw: Any, noun: str) -> Amount:
    table = load("numerals")["vague"]
    alone = [word for word in table["alone"] if word != "most"]
    plurals = [f"{word} of" for word in table["plurals"] if word not in ("tens", "lakhs", "crores")]
    plurals += ["tens of thousands of", "hundreds of thousands of", "scores of"]
    sizes = [
        size
        for size in table["sizes"]
        if size.split()[0] not in ("very", "whole", "mere", "simple", "absolute", "narrow", "clear", "strong")
    ]
    large = [f"{_an(size)} number of" for size in sizes]
    phrase = draw(
        st.sampled_from(
            draw(
                st.sampled_from(
                    (
                        alone,
                        plurals,
                        [*large, "a handful of", "a number of", "large numbers of", "a lot of", "lots of"],
                    )
                )
            )
        )
    )
    text = phrase.removesuffix(" of")
    of = " of" if phrase.endswith(" of") else ""
    return Amount(f"{mark('text', text)}{of} {noun}".strip(), comparator="vague", made_of=(f"vague:{text}",))


def _an(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" and not word.startswith("uni") else f"a {word}"
