"""Numerals: number words of any size, read at a place of the folded text, and what may close any numeral.

The words stand in lexicon/numerals.toml. `fold` gives the text in lower case with plain spaces, hyphens and quotation
marks, every character at its place; everything here reads that folded text.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from factledger.lexicon import load
from factledger.patterns import first_words, lazy_pattern, trie

#: More numerals in words than this, with nothing but `and` between them, are noise: the rest of the run is skipped.
MAX_RUN = 30
EXACT = Context(prec=400)
_ONE = Decimal(1)

_PLAIN = (
    dict.fromkeys("\t\r\x0b\x0c\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000", " ")
    | dict.fromkeys("‐‑‒–−﹣－", "-")
    | {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u2044": "/", "µ": "μ", "∼": "~"}
)


def fold(text: str) -> str:
    """Return the text in lower case, of the same length: plain spaces, hyphens and quotation marks.

    A line break becomes a space, a blank line two NULs, which nothing reads across.
    """
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when lowered
        low = "".join(one if len(one) == 1 else char for char in text for one in (char.lower(),))
    low = low.replace("\r\n", " \n").replace("\n\n", "\0\0").replace("\n \n", "\0\0\0").replace("\n", " ")
    for char, plain in _PLAIN.items():  # one by one: ten times as fast as `translate`, which asks for every letter
        low = low.replace(char, plain)
    return low


class Numeral(NamedTuple):
    """A numeral of the folded text.

    `head` is its number before the last scale word or suffix and `scale` that factor (1 without); `form` is
    `digits`, `words`, `ordinal` or `fraction`; `plain` is true for digits without mark, scale or suffix; `suffix`
    names letters behind the digits that scale money and may be a unit elsewhere (5m), not yet applied.
    """

    start: int
    end: int
    value: Decimal
    head: Decimal
    scale: Decimal = _ONE
    form: str = "digits"
    plain: bool = False
    suffix: str = ""


UNIT, TEEN, TENS, HUNDRED, SCALE, DOZEN, ZERO, DIGITS, SPOKEN = range(9)
#: Below a hundred: what a numeral goes on with after a scale.
_SMALL = (UNIT, TEEN, TENS)
_NO_WORD = (ZERO, Decimal(0))
#: Before any scale, everything is below the scale that was read last.
_NO_LIMIT = Decimal("Infinity")
#: A million million million ... goes on to this and no further.
_LARGEST = Decimal(10) ** 60


class Tables(NamedTuple):
    """lexicon/numerals.toml, made ready for look-up."""

    words: dict[str, tuple[int, Decimal]]
    scales: dict[str, tuple[int, Decimal]]
    suffixes: dict[str, tuple[int, str, bool]]
    ordinals: dict[str, int]
    denominators: dict[str, int]
    characters: dict[str, Fraction]
    point: re.Pattern[str]
    half: re.Pattern[str]
    run: re.Pattern[str]
    onward: frozenset[str]


@cache
def tables() -> Tables:
    """Return the tables, read once."""
    table: dict[str, Any] = load("numerals")
    words: dict[str, tuple[int, int]] = {}
    for word, value in table["cardinals"].items():
        words[word] = (ZERO if value == 0 else UNIT if value < 10 else TEEN if value < 20 else TENS, value)
    units = {word: value for word, (kind, value) in words.items() if kind == UNIT}
    tens = {word: value for word, (kind, value) in words.items() if kind == TENS}
    words |= {ten + one: (TEEN, value + more) for ten, value in tens.items() for one, more in units.items()}
    scales: dict[str, tuple[int, int]] = {}
    for word, row in table["scales"].items():
        value = row.get("value") or 10 ** row["power"]
        kind = DOZEN if value < 100 else HUNDRED if value == 100 else SCALE
        for form in (word, word + "s"):
            scales[form] = (kind, value)
            if not row.get("digits_only"):
                words[form] = (kind, value)
    suffixes = {
        word: (10 ** row["power"], row.get("needs", ""), bool(row.get("spaced")))
        for word, row in table["suffixes"].items()
    }
    ordinals = dict(table["ordinals"])
    for word, (kind, value) in list(words.items()):
        if kind == TENS:
            ordinals[word[:-1] + "ieth"] = value
        elif kind in (UNIT, TEEN, HUNDRED, SCALE):
            ordinals.setdefault(word + "th", value)
    small = {word: value for word, value in ordinals.items() if value < 10}
    for ten, value in tens.items():
        ordinals |= {ten + one: value + number for one, number in small.items()}
    denominators: dict[str, int] = {}
    for word, row in table["fractions"].items():
        denominators[word] = row["of"]
        denominators[row.get("plural", word + "s")] = row["of"]
    digit = trie([word for word, (kind, _v) in words.items() if kind in (UNIT, ZERO, TEEN)])
    part = trie(denominators)
    return Tables(
        words={word: (kind, Decimal(value)) for word, (kind, value) in words.items()},
        scales={word: (kind, Decimal(value)) for word, (kind, value) in scales.items()},
        suffixes=suffixes,
        ordinals=ordinals,
        denominators=denominators,
        characters={char: Fraction(*pair) for char, pair in table["characters"].items()},
        point=re.compile(rf" point((?: (?:{digit}|\d)(?![a-z0-9]))++)"),
        run=re.compile(rf"(?:(?:and|{trie(words)})(?:[ -]+|(?![a-z0-9])))++"),
        half=re.compile(rf"[ -](?:and|&)[ -](?:(an?|\d|{digit})[ -])?({part})(?![a-z0-9])"),
        onward=first_words([*words, *scales, *suffixes, *ordinals, *(o + "s" for o in ordinals), *denominators])
        | {"and", "point", "over", "x"},
    )


def decimal(value: Fraction) -> Decimal:
    """Return a fraction as a Decimal: exact where that is possible in 28 digits, else rounded."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def times(one: Decimal, two: Decimal) -> Decimal:
    """Return the exact product."""
    return EXACT.multiply(one, two)


def plus(one: Decimal, two: Decimal) -> Decimal:
    """Return the exact sum."""
    return EXACT.add(one, two)


def mixed(whole: Decimal, part: Decimal) -> Decimal:
    """Return the sum of a number and a fraction: exact, but with 28 digits where the fraction is rounded."""
    rounded = len(part.as_tuple().digits) == 28 > len(whole.as_tuple().digits)
    return whole + part if rounded else plus(whole, part)


_BEHIND = lazy_pattern(r" ([a-z]+)")
_SMALL_FIGURES = lazy_pattern(r"\d{1,3}(?!\d)")
_WORD = lazy_pattern(r"[a-z]+(?![a-z0-9])")
_NEXT = lazy_pattern(r"(?: ?[-—] ?| {1,2})(and(?: {1,2}|-))?([a-z]+)(?![a-z0-9])")
_DIGITS_ON = lazy_pattern(r" (and )?(\d{1,2})(?![\d%]|[.,:/-]\d|[a-z])")
_COMMA = lazy_pattern(r", ()([a-z]+)(?![a-z0-9])")
_ALONE = lazy_pattern(r" ?[.,;:!?)\0]| ?$")
_OVER = lazy_pattern(r" over (?=[a-z0-9])")


def ends(low: str, end: int) -> bool:
    """Whether a numeral surely ends at `end`: a word stands behind it that no numeral goes on with."""
    following = _BEHIND.match(low, end)
    return following is not None and following[1] not in tables().onward


def words_at(low: str, start: int, *, nested: bool = False) -> Numeral | None:
    """Return the numeral of number words at `start`, or None; a `nested` one is no fraction with `over` again."""
    first = _WORD.match(low, start)
    if first is None:
        return None
    known = tables()
    kind_value = known.words.get(first[0])
    if kind_value is None:
        ordinal = known.ordinals.get(first[0])
        if ordinal is not None:
            return Numeral(start, first.end(), Decimal(ordinal), Decimal(ordinal), form="ordinal")
        return None
    kind, value = kind_value
    if kind in (HUNDRED, SCALE, DOZEN) and first[0].endswith("s"):
        return None
    end = first.end()
    if kind < HUNDRED and ends(low, end):
        return Numeral(start, end, value, value, form="words")
    return compose(low, start, end, value, "words", False, kind, nested=nested)


def compose(
    low: str,
    start: int,
    end: int,
    first: Decimal,
    form: str,
    plain: bool,
    kind: int = DIGITS,
    *,
    nested: bool = False,
) -> Numeral:
    """Go on after the first number with further number words, scales, decimals and fractions."""
    known = tables()
    words = known.scales if kind == DIGITS else known.words
    total = Decimal(0)
    group: Decimal | None = first
    scale, limit, last, hundreds = _ONE, _NO_LIMIT, kind, kind == HUNDRED
    if kind == DOZEN:
        return Numeral(start, end, first, _ONE, first, "words")
    if kind == SCALE:
        total, group, limit, scale = first, None, first, first
    #: Where the numeral ends if the number read last belongs to the next one: `two hundred` three hundred.
    saved = (end, first, scale)
    while True:
        spoken = known.point.match(low, end) if last in (DIGITS, ZERO, *_SMALL) else None
        if spoken is not None:
            figures = "".join(w if w.isdigit() else str(known.words[w][1]) for w in spoken[1].split())
            group = Decimal(f"{int(group or 0)}.{figures}")
            end, last, plain = spoken.end(), SPOKEN, False
            continue
        match = _NEXT.match(low, end)
        if last == SCALE and form == "words" and (comma := _COMMA.match(low, end)):
            match = comma if _leads_to_scale(low, comma) else None
        if form == "digits" and last in (HUNDRED, SCALE) and (more := _DIGITS_ON.match(low, end)) is not None:
            follows = _NEXT.match(low, more.end())
            word = follows[2] if follows is not None else ""
            if (last == HUNDRED and word not in known.scales) if more[1] else word in ("hundred", "thousand"):
                saved = (end, plus(total, group or Decimal(0)), scale)
                group = plus(group or Decimal(0), Decimal(more[2]))
                end, last = more.end(), TEEN
                continue
        if match is None or match[2] not in words:
            break
        if form == "digits" and first != first.to_integral_value() and match[2] not in known.scales:
            break  # "6.6 million two years before"
        joined = match[1]
        kind, number = words[match[2]]
        if kind in (HUNDRED, SCALE, DOZEN):
            if joined:
                break
            words = known.words
        if kind == HUNDRED:
            if last == HUNDRED:
                break
            if group is None or group >= 1000 or hundreds:
                end, total, scale = saved
                group = None
                break
            group, last, hundreds = times(group, number), HUNDRED, True
            scale = max(scale, number) if total == 0 else scale
        elif kind == SCALE:
            if group is None:
                if total > _LARGEST:
                    break
                total, scale, limit = times(total, number), scale * number, number
            else:
                if total and number >= limit:
                    end, total, scale = saved
                    group = None
                    break
                total = plus(total, times(group, number))
                if last == HUNDRED or total == times(group, number):
                    scale = number
                group, limit = None, number
            last, hundreds = SCALE, False
        elif kind == DOZEN:
            value = times(plus(total, group or Decimal(0)), number)
            return Numeral(start, match.end(), value, value / number, number, form)
        else:
            if kind == ZERO or (last == TENS and (kind != UNIT or joined)) or last in (UNIT, TEEN, ZERO, SPOKEN):
                break
            if group is None and joined and limit != 1000 and not _leads_to_scale(low, match):
                break
            saved = (end, plus(total, group or Decimal(0)), scale)
            group = plus(group or Decimal(0), number)
            last = kind
        plain = False
        end = match.end()
        if kind == SCALE:
            saved = (end, total, scale)
    value = plus(total, group or Decimal(0))
    return _finish(low, Numeral(start, end, value, EXACT.divide(value, scale), scale, form, plain), last, nested)


def _leads_to_scale(low: str, match: re.Match[str]) -> bool:
    """Whether the number word matched goes on to a scale (two million and three hundred thousand)."""
    known, more = tables().words, match
    kind, _ = known.get(match[2], _NO_WORD)
    while kind in _SMALL:
        after = _NEXT.match(low, more.end())
        if after is None or after[1]:
            return False
        more = after
        kind, _ = known.get(more[2], _NO_WORD)
    return more is not match and kind in (HUNDRED, SCALE)


def _finish(low: str, numeral: Numeral, last: int, nested: bool) -> Numeral:
    """Add what may close a numeral: an ordinal ending, a denominator, `and a half` with a scale, `over three`."""
    start, end, value, head, scale, form, plain, _ = numeral
    if low[end : end + 1] not in (" ", "-", "—"):
        return numeral
    known = tables()
    half = known.half.match(low, end)
    if half is not None:
        count = (
            1 if half[1] in (None, "a", "an") else int(half[1]) if half[1].isdigit() else int(known.words[half[1]][1])
        )
        under = known.denominators[half[2]]
        plural = half[2].endswith("s")
        if count < under and (count > 1 or not plural) and (half[1] or half[2] == "half"):
            part = decimal(Fraction(count, under))
            stop = half.end()
            if (more := _NEXT.match(low, stop)) and not more[1] and more[2] in known.scales:
                _, factor = known.scales[more[2]]
                if scale >= factor:  # one billion and a half million
                    return Numeral(start, more.end(), mixed(value, times(part, factor)), head, scale, form)
                total = times(mixed(value, part), factor)
                return Numeral(start, more.end(), total, mixed(value, part), factor, form)
            extra = times(part, scale) if scale >= 100_000 else part
            return Numeral(start, stop, mixed(value, extra), mixed(head, part), scale, form)
    match = _NEXT.match(low, end)
    if match is None:
        return numeral
    word = match[2]
    if not nested and (form == "words" or plain) and (over := _OVER.match(low, end)) is not None and value < 1000:
        below = words_at(low, over.end(), nested=True) if low[over.end()].isalpha() else None
        if below is None and (figures := _SMALL_FIGURES.match(low, over.end())):
            below = Numeral(over.end(), figures.end(), Decimal(figures[0]), Decimal(figures[0]))
        if form == "digits" and below is not None and not _ALONE.match(low, below.end):
            below = None  # 1 over 3, but not 1 over 3 years
        if below is not None and below.value > value and below.form != "ordinal":
            ratio = value / below.value
            return Numeral(start, below.end, ratio, ratio, form="fraction")
        return numeral
    stop = match.end()
    if form == "words" and known.words.get(word, _NO_WORD)[0] == TENS and not match[1]:
        return _of_tens(low, numeral, match)
    parts = known.denominators.get(word)
    if parts is None:
        place = known.ordinals.get(word) or known.ordinals.get(word.removesuffix("s"))
        if place is None:
            return numeral
        parts = place
    if form == "digits" and not (plain and value < 1000):
        return numeral
    plural = word.endswith("s")
    if match[1] and not (plural or parts == 2):
        joined_place = known.ordinals.get(word)
        if joined_place is None or last not in (HUNDRED, SCALE):
            return numeral
        if value > joined_place:
            total = value + joined_place
            return Numeral(start, stop, total, total, form="ordinal")
        return numeral
    if match[1]:
        return numeral
    if plural and word != "seconds":
        split = _split(low, start, end)
        whole, several = split if split is not None and split[1] < parts else (Decimal(0), value)
        ratio = whole + decimal(Fraction(int(several * 10**6), parts * 10**6))
        return _of_scale(low, Numeral(start, stop, ratio, ratio, form="fraction"))
    if word == "seconds" or (word == "second" and value == 1):
        return numeral
    if value == 1 and (form == "words"):
        if parts == 1:
            return numeral
        return _of_scale(low, Numeral(start, stop, decimal(Fraction(1, parts)), _ONE, form="fraction"))
    ordinal = known.ordinals.get(word)
    if form == "digits" or ordinal is None:
        return numeral
    if last == TENS and ordinal < 10:
        total = value + ordinal
        return Numeral(start, stop, total, total, form="ordinal")
    if last in (HUNDRED, SCALE) and ordinal < value:
        total = value + ordinal
        return Numeral(start, stop, total, total, form="ordinal")
    if ordinal >= 100:
        total = times(value, Decimal(ordinal))
        return Numeral(start, stop, total, total, form="ordinal")
    return numeral


def _of_tens(low: str, numeral: Numeral, tens: re.Match[str]) -> Numeral:
    """Read a denominator of two words: `one twenty-fifth`, `three twenty-firsts`."""
    known = tables()
    more = _NEXT.match(low, tens.end())
    if more is None or more[1]:
        return numeral
    part = known.ordinals.get(more[2].removesuffix("s"), 0)
    if not 0 < part < 10 or (more[2].endswith("s") != (numeral.value > 1)):
        return numeral
    ratio = numeral.value / (known.words[tens[2]][1] + part)
    return Numeral(numeral.start, more.end(), ratio, ratio, form="fraction")


def _split(low: str, start: int, end: int) -> tuple[Decimal, Decimal] | None:
    """Split `one hundred and three` at its last `and` into the whole and the count of a fraction's parts."""
    at = low.rfind(" and ", start, end)
    if at < 0:
        return None
    whole, part = words_at(low[:at], start), words_at(low[:end], at + 5)
    if whole is None or part is None or part.end != end or whole.end != at:
        return None
    return whole.value, part.value


_OF_SCALE = lazy_pattern(r" of an? ([a-z]+)(?![a-z0-9])")


def _of_scale(low: str, numeral: Numeral) -> Numeral:
    """`two thirds of a million` is a number."""
    match = _OF_SCALE.match(low, numeral.end)
    row = tables().scales.get(match[1]) if match is not None else None
    if match is None or row is None:
        return numeral
    factor = row[1]
    return Numeral(numeral.start, match.end(), times(numeral.value, factor), numeral.value, factor, "words")
