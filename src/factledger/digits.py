"""Digits: grouped, decimal, with fractions, powers and scale letters, read at a place of the folded text."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation, Overflow
from fractions import Fraction
from typing import Literal

from factledger.numerals import EXACT, Numeral, compose, decimal, ends, mixed, tables, times
from factledger.patterns import lazy_pattern

Locale = Literal["en", "eu"]

#: Longer runs of digits are identifiers or noise, no number that anybody states.
MAX_DIGITS = 60

_COMMA_DECIMAL = lazy_pattern(r"\d{1,3},\d{1,2}")
_FIRST_NUMBER = lazy_pattern(r"\d+(?:\.\d+)?")
_EUROPEAN = lazy_pattern(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+")
_ZERO_COMMA = lazy_pattern(r"0,\d+")
_TOKEN = lazy_pattern(r"\d++(?:[.,]\d++|'\d{3}(?!\d))*+")
#: Digits knotted by all three marks, 1,2.3'4: no way of writing one number or a list of them.
_KNOT = lazy_pattern(r"\d++(?:[.,']\d++)++")
_GROUPED = lazy_pattern(r"(?!0)\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = lazy_pattern(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED = lazy_pattern(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_APOSTROPHE = lazy_pattern(r"\d{1,3}(?:'\d{3})+(?:[.,]\d+)?")
_SPACED = lazy_pattern(r"(?: \d{3}(?!\d)){1,6}+(?:\.\d+)?(?![,.']?\d)")
_FRACTION = lazy_pattern(r"(\d{1,3})/(\d{1,4})(?![\d/]|[.,]\d|-\d)")
_MIXED = lazy_pattern(r" (\d{1,2}) ?/ ?(\d{1,2})(?![\d/])")
_EXPONENT = lazy_pattern(
    r"e([+-]?\d{1,3})(?![\w.])|( ?[x×·*] ?10) ?\^? ?([+-]? ?\d{1,3})(?!\d)|( ?[x×·*] ?10)([⁻⁺]?[⁰¹²³⁴-⁹]{1,3})"
    r"|\^([+-]{0,2}\d{1,3})(?![\d.])"
)
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_PRODUCT = lazy_pattern(r"[x×]2\^(\d{1,2})(?!\d)")
_CLOSERS = frozenset(["", *",.;:!?)\"'%\0/"])  # nothing of a number goes on behind these
_LETTERS = lazy_pattern(r"( ?)([a-z]+)(?![a-z0-9²³])")


def digits_at(low: str, text: str, start: int, *, money: bool = False, locale: Locale = "en") -> Numeral | int:
    """Return the numeral of digits at `start`, or where to go on reading if the digits are none."""
    token = _TOKEN.match(low, start)
    if token is None:
        return start + 1
    end, written = token.end(), token[0]
    if len(written) > MAX_DIGITS:
        return end
    if low.startswith("'", end) and (knot := _KNOT.match(low, start)) and "," in knot[0] and "." in knot[0]:
        return knot.end()
    plain = written.isdigit()
    if plain:
        value = Decimal(written)
        simple = _FRACTION.match(low, start) if low.startswith("/", end) else None
        if simple is not None:
            if int(simple[2]) and (int(simple[1]) < int(simple[2]) or int(simple[2]) < 10):
                ratio = Decimal(simple[1]) / Decimal(simple[2])
                return Numeral(start, simple.end(), ratio, ratio, form="fraction")
            return simple.end()
        if len(written) <= 3 and (groups := _SPACED.match(low, end)) and "\n" not in text[end : groups.end()]:
            value, end, plain = Decimal(written + groups[0].replace(" ", "")), groups.end(), False
        elif (over := _MIXED.match(low, end)) and 0 < int(over[1]) < int(over[2]):
            value = mixed(value, decimal(Fraction(int(over[1]), int(over[2]))))
            return Numeral(start, over.end(), value, value)
    else:
        number = _valued(written, locale)
        if number is None and low.startswith(("%", " %"), end) and _COMMA_DECIMAL.fullmatch(written):
            number = Decimal(written.replace(",", "."))
        if number is None:  # 1.2.3, or a list such as 4,5: its first number stands alone
            if written.count(".") > 1 or len(written) > 12:
                return end
            first = _FIRST_NUMBER.match(written)
            if first is None:
                return end
            number, end, plain = Decimal(first[0]), start + first.end(), first[0].isdigit()
        value = number
    char = low[end : end + 1]
    if char in _CLOSERS or (char == " " and ends(low, end)):
        return Numeral(start, end, value, value, plain=plain)
    if char in "e^x×·* ":
        power = _EXPONENT.match(low, end)
        if power is not None:
            scaled = _powered(value, power)
            if scaled is not None and value and (power[2] or power[4]):
                return Numeral(start, power.end(), scaled, value, EXACT.divide(scaled, value))
            if scaled is not None:
                return Numeral(start, power.end(), scaled, scaled)
        if (binary := _PRODUCT.match(low, end)) is not None:
            value = times(value, Decimal(2 ** int(binary[1])))
            return Numeral(start, binary.end(), value, value)
    known = tables()
    if char in known.characters and char:
        value = mixed(value, decimal(known.characters[char]))
        end, plain = end + 1, False
    elif low[end + 1 : end + 2] in known.characters and char == " " and low[end + 1 : end + 2]:
        value = mixed(value, decimal(known.characters[low[end + 1]]))
        end, plain = end + 2, False
    letters = _LETTERS.match(low, end)
    if letters is not None and (suffix := _suffix(letters, text, end, written)) is not None:
        factor, needs = suffix
        stop = letters.end()
        if not needs or money:
            scale = Decimal(factor)
            more = _LETTERS.match(low, stop)
            if more is None or more[2] not in known.scales or more[1] == "":
                return Numeral(start, stop, times(value, scale), value, scale)
        else:
            return Numeral(start, end, value, value, plain=plain, suffix=text[letters.start(2) : stop])
    if letters is None and low[end : end + 1] != "-" and low[end : end + 1] != " ":
        return Numeral(start, end, value, value, plain=plain)
    return compose(low, start, end, value, "digits", plain)


def _suffix(letters: re.Match[str], text: str, end: int, digits: str) -> tuple[int, str] | None:
    """Return the factor of suffix letters and what they need, or None where they are none."""
    suffixes = tables().suffixes
    written = text[letters.start(2) : letters.end()]
    row = suffixes.get(written)
    if row is None or (row[1] == "case" and letters[1]):
        row = suffixes.get(letters[2])
        if row is None or row[1] == "case":
            return None
    factor, needs, spaced = row
    if letters[1] and not spaced and needs != "money":
        return None
    if needs == "decimal" and digits.isdigit() and text[end - len(digits) - 1 : end - len(digits)] != ".":
        return None  # 5G is a name
    if letters[1] and needs == "money" and letters[2] in ("t", "b"):
        return None
    if low_dot(text, letters.end()):
        return None  # k.g.
    if written == "K" and (letters[1] or "," in digits):
        return None  # 300 K and 11,000K are kelvin
    return factor, needs if needs == "money" else ""


def low_dot(text: str, end: int) -> bool:
    """Whether a full stop and a letter go on an abbreviation."""
    return text[end : end + 1] == "." and text[end + 1 : end + 2].isalpha()


def _valued(written: str, locale: Locale) -> Decimal | None:
    """Return the value of digits with marks, or None where the marks make no number."""
    if locale == "eu":
        if _EUROPEAN.fullmatch(written):
            return Decimal(written.replace(".", "").replace(",", "."))
        return Decimal(written) if written.count(".") == 1 and "," not in written else None
    if _GROUPED.fullmatch(written) or _INDIAN.fullmatch(written):
        return Decimal(written.replace(",", ""))
    if written.count(".") == 1 and "," not in written and "'" not in written:
        return Decimal(written)
    if _DOTTED.fullmatch(written) and (written.count(".") > 1 or "," in written):
        return Decimal(written.replace(".", "").replace(",", "."))
    if _APOSTROPHE.fullmatch(written):
        return Decimal(written.replace("'", "").replace(",", "."))
    return Decimal(written.replace(",", ".")) if _ZERO_COMMA.fullmatch(written) else None


def _powered(value: Decimal, match: re.Match[str]) -> Decimal | None:
    try:
        if match[1] is not None:
            return EXACT.scaleb(value, int(match[1]))
        if match[3] is not None:
            written = match[3].replace(" ", "")
            return EXACT.scaleb(value, int(written)) if len(written) < 4 else None
        if match[5] is not None:
            return EXACT.scaleb(value, int(match[5].translate(_SUPER)))
        sign, power = -1 if match[6].count("-") == 1 else 1, int(match[6].lstrip("+-"))
        if power > 300 or value.adjusted() > 6:
            return None
        return Decimal(value ** (sign * power)) if value else None
    except (InvalidOperation, Overflow, ValueError):
        return None
