"""Money: signs, codes and names of currencies (lexicon/currencies.toml and money.toml), as ISO 4217 codes.

A sign or name that several currencies share is read by the country that the text names, else by its default; the
other readings stay on record as candidates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from factledger.lexicon import load
from factledger.patterns import first_words, lazy_pattern, trie
from factledger.units import Unit


class Tables(NamedTuple):
    """The tables of money, made ready for look-up."""

    signs: dict[str, str]
    before: re.Pattern[str]
    ends: frozenset[str]
    after: re.Pattern[str]
    words: frozenset[str]
    first: frozenset[str]
    nouns: dict[str, tuple[str, ...]]
    phrases: dict[str, str]
    codes: frozenset[str]
    defaults: dict[str, str]
    subunits: dict[str, str]
    hints: dict[str, tuple[str, ...]]
    lines: tuple[str, ...]
    letters: dict[str, tuple[str, ...]]
    shared: dict[str, str]
    named: dict[str, tuple[str, ...]]


@cache
def tables() -> Tables:
    """Return the tables, read once."""
    currencies: dict[str, Any] = load("currencies")
    words: dict[str, Any] = load("money")
    nouns: dict[str, list[str]] = defaultdict(list)
    phrases: dict[str, str] = {}
    hints: dict[str, list[str]] = {code: [w.lower() for w in ws] for code, ws in words["hints"].items()}
    for code, row in currencies.items():
        for noun in row["nouns"]:
            if code not in nouns[noun]:
                nouns[noun].append(code)
            if row["adjective"]:
                phrases[f"{row['adjective'].lower()} {noun}"] = code
        hints.setdefault(code, []).extend(
            form for country in row["countries"] for form in {country.lower(), country.lower().split(" (")[0]}
        )
    for noun, code in words["nouns"].items():
        for form in {noun, noun if noun.endswith("s") else noun + "s"}:
            if not nouns[form]:
                nouns[form].append(code)
    for noun in list(words["defaults"]):
        if noun not in nouns:
            nouns[noun].append(words["defaults"][noun])
    for noun, singles in list(nouns.items()):
        for code in singles:
            phrases.setdefault(f"{code.lower()} {noun}", code)
            for hint in hints.get(code, ()):
                phrases.setdefault(f"{hint} {noun}", code)
    for noun in ("dollar", "dollars"):
        for adjective in ("us", "u.s.", "american", "united states"):
            phrases[f"{adjective} {noun}"] = "USD"
    phrases |= words.get("phrases", {})
    defaults = dict(words["defaults"])
    defaults |= {noun + "s": code for noun, code in words["defaults"].items()}
    subunits = {form: code for noun, code in words["subunits"].items() for form in (noun, noun + "s")}
    subunits |= {"cents u.s.": "USD", "cents us": "USD"}
    subunits |= {"pennies": "USD", "penny": "USD", "kopecks": "RUB", "paisa": "INR", "kopeks": "RUB"}
    for adjective, code in words["subunit_adjectives"].items():
        subunits |= {f"{adjective} cent": code, f"{adjective} cents": code}
    letters = {sign.lower(): tuple(codes) for sign, codes in words["letters"].items()}
    signs = {sign: codes[0] for sign, codes in letters.items()}
    signs |= {sign.lower(): code for sign, code in words["signs"].items()}
    for code, row in currencies.items():
        signs.update(
            {sign.lower(): code for sign in row["symbols"] if not sign.isascii() and sign.lower() not in signs}
        )
    codes = frozenset(currencies) | {"USD", "EUR", "RMB", "BTC", "FIM", "DEM", "FRF", "ITL", "ESP", "NLG"}
    known = {**dict.fromkeys(nouns), **phrases, **dict.fromkeys(subunits)}
    glued = {phrase.replace(" ", ""): code for phrase, code in phrases.items()}
    phrases = glued | phrases
    worded, marks = trie(sign for sign in signs if sign[0].isalpha()), trie(s for s in signs if not s[0].isalpha())
    iso = trie(code.lower() for code in codes)
    behind = {sign for sign in signs if not sign.isascii() or sign in ("$", "us$")}
    behind |= {"rs", "rm", "le", "l.e", "rmb", "€ur", "元", "円"}
    return Tables(
        signs=signs,
        before=re.compile(
            rf"(?:(?<![a-z0-9])(?:{worded})|{marks}|(?<![a-z0-9])(?:{iso})\$?|(?<![a-z0-9])(?:{trie(phrases)})) ?$"
        ),
        ends=frozenset(sign[-1] for sign in signs) | {"$"},
        after=re.compile(
            rf"[ -]?(?:({trie({*known, *glued})})(?![a-z0-9])|({iso})(?![a-z0-9])|({trie(behind)})(?![a-z0-9]))"
        ),
        words=frozenset(form.rsplit(" ", 1)[-1] for form in (*signs, *phrases, *(code.lower() for code in codes))),
        first=first_words([*known, *glued, *codes, *behind, *(factor + c for factor in "kmg" for c in codes)]),
        nouns={noun: tuple(sorted(codes_)) for noun, codes_ in nouns.items()},
        phrases=phrases,
        codes=codes,
        defaults=defaults,
        subunits=subunits,
        hints={code: tuple(dict.fromkeys(forms)) for code, forms in hints.items()},
        lines=tuple(words["pence"]["lines"]),
        letters=letters,
        named={code: tuple(currencies[code]["nouns"]) for codes_ in letters.values() for code in codes_},
        shared={sign.lower(): noun for sign, noun in words["shared_signs"].items()},
    )


#: Codes that are words: before a number they need one that looks like an amount.
_WORDS = frozenset(["ALL", "TOP", "TRY", "CUP", "MOP", "PEN", "MAD", "SOS", "COP"])
_EXACTLY = lazy_pattern(r"\d[\d.,]*(?:\.\d| ?(?:k|m|bn|million|billion)\b|,\d{3})")
_AMOUNT = lazy_pattern(
    r"\d+(?:\.\d+)?(?:bn|tn|trn|m|k|[ -]?(?:trillion|billion|million))(?![a-z])|\d{1,3},\d{3}|\d+\.\d\d(?!\d)"
)

#: A small price, which needs what it is per or to: N897 per litre, N1465/$.
_PRICE = lazy_pattern(r"\d+(?:\.\d+)?(?: (?:per|an?|higher|lower|more|less|cheaper|each|apiece|to|from)\b|/)")
#: What a bare `$` may mean beside its default, for `unit_candidates`.
DOLLARS = ("USD", "AUD", "CAD", "HKD", "NZD", "SGD")


def before(low: str, text: str, start: int, floor: int) -> Unit | None:
    """Return the currency whose sign, code or name ends right before the number at `start`."""
    at = start - 1
    if at < floor:
        return None
    if low[at] == "-" and at > floor and low[at - 1] in "$€£¥":
        start, at = at, at - 1
    if low[at] == " ":
        at -= 1
        if at < floor:
            return None
    char = low[at]
    known = tables()
    if char not in known.ends and not char.isalpha() and char != ".":
        return None
    window = low[max(floor, start - 20) : start]
    if char.isalpha():
        word = window.rstrip().rsplit(" ", 1)[-1]
        if word not in known.words and word.isascii() and word.isalpha():
            return None
    match = known.before.search(window)
    if match is None:
        return None
    words = match[0].rstrip()
    begin = start - len(window) + match.start()
    stop = begin + len(words)
    if words in known.signs:
        code = known.signs[words]
        written = text[begin:stop]
        if words[0].isalpha() and words[-1].isalpha() and written.islower() and words not in ("rs", "rm", "rmb"):
            return None
        if len(words) == 1 and words.isalpha() and not (
            written.isupper() and (_AMOUNT.match(low, stop) or (words in known.letters and _PRICE.match(low, stop)))
        ):  # fmt: skip
            return None
        if words in known.letters:
            if not written[0].isupper() or not low[stop : stop + 2].strip()[:1].isdigit():
                return None
            lettered = _lettered(known.letters[words], low)
            return None if lettered is None else Unit(lettered, "money", begin, stop)
        if words in known.shared:
            return Unit(code, "money", begin, stop, candidates=known.nouns[known.shared[words]])
        if words in ("$", "¥", "£"):
            lead = _COUNTRY_LETTERS.search(low[max(floor, begin - 4) : begin])
            if words == "$" and lead is not None and (wide := known.signs.get(lead[1] + "$")):
                return Unit(wide, "money", begin - len(lead[0]), stop)
            candidates = {"$": DOLLARS, "¥": ("CNY", "JPY"), "£": ("EGP", "GBP", "LBP", "SYP")}[words]
            return Unit(code, "money", begin, stop, candidates=candidates if words != "£" else ())
        return Unit(code, "money", begin, stop)
    if (upper := words.rstrip("$").upper()) in known.codes:
        if text[begin:stop].islower() and upper not in ("USD", "EUR", "GBP", "RMB", "AUD", "CAD", "NZD"):
            return None
        if upper in _WORDS and not _EXACTLY.match(low, start):
            return None  # ALL 5 towns
        return Unit({"RMB": "CNY"}.get(upper, upper), "money", begin, stop)
    named = known.phrases.get(words)
    return None if named is None else Unit(named, "money", begin, stop)


_PENCE = lazy_pattern(r"p(?![a-z0-9-]|\.[a-z0-9]| ?[:/])")


def after(low: str, text: str, end: int) -> Unit | None:
    """Return the currency that stands right behind a number that ends at `end`."""
    char = low[end : end + 1]
    if not char or char in ",.;:?!)\0/":
        if char == "/" and low.startswith("/-", end) and not low[end + 2 : end + 3].isalnum():
            codes = tables().nouns["shilling"]  # 4,000/-: shillings and no cents
            return Unit(tables().defaults["shilling"], "money", end, end + 2, candidates=codes)
        return None
    known = tables()
    if char == "p" and text[end] == "p" and _PENCE.match(low, end) and not low.startswith(known.lines, end - 3):
        return Unit("GBP", "money", end, end + 1, Decimal("0.01"))  # shares rose 3p to 212p
    match = known.after.match(low, end)
    if match is None:
        return None
    word = match[1]
    if word is not None:
        start, stop = match.start(1), match.end(1)
        if word == "pound" and low[end] == "-" and not low.startswith((" note", " fine", " bill"), stop):
            return None  # a 50-pound sack
        if word in ("pound", "pounds") and _is_weight(low, start, stop):
            return None
        if word in known.subunits:
            code = known.subunits[word]
            return Unit(code, "money", start, stop, Decimal("0.01"))
        if word in known.phrases:
            return Unit(known.phrases[word], "money", start, stop)
        codes = known.nouns[word]
        default = known.defaults.get(word, codes[0])
        return Unit(default, "money", start, stop, candidates=codes if len(codes) > 1 else ())
    if match[2] is not None:
        start, stop = match.start(2), match.end(2)
        if text[start:stop].islower() and match[2] not in ("usd", "eur", "gbp", "rmb", "aud", "cad", "chf"):
            return None
        upper = match[2].upper()
        return Unit({"RMB": "CNY", "BTC": "bitcoin"}.get(upper, upper), "money", start, stop)
    start, stop = match.start(3), match.end(3)
    sign = match[3]
    if sign in ("le", "rm", "l.e") and not text[start:stop].isupper():
        return None
    if sign == "le" and text[start:stop] == "LE":
        return Unit("EGP", "money", start, stop)
    if sign == "$" and low[stop : stop + 1].isdigit():
        return None
    code = {"元": "CNY", "円": "JPY", "€ur": "EUR", "l.e": "EGP"}.get(sign) or known.signs.get(sign, "USD")
    return Unit(code, "money", start, stop, candidates=DOLLARS if sign == "$" else ())


_WEIGHT = lazy_pattern(r"weigh|heavy|\blift|\bbaby|\btons?\b|\bmass\b|\blbs\b")


def _is_weight(low: str, start: int, stop: int) -> bool:
    """Whether pounds are a weight: words of weighing before them, or `of` something behind."""
    if low.startswith((" of ", " heavier", " lighter"), stop) and not low.startswith(
        (" of aid", " of debt", " of the"), stop
    ):
        return True
    return _WEIGHT.search(low, max(0, start - 48), start) is not None


def settle(unit: Unit, low: str, known: dict[tuple[str, ...], str | None]) -> Unit:
    """Read a shared name by the countries and adjectives of the text; what stays open keeps its candidates.

    `known` remembers what the text says of each set of candidates, so that it is searched once.
    """
    if len(unit.candidates) < 2 or low[unit.start : unit.end].strip() in ("$", "¥"):
        return unit
    if unit.candidates not in known:
        known[unit.candidates] = _named(unit, low)
    code = known[unit.candidates]
    return unit if code is None else unit._replace(name=code, candidates=())


def _named(unit: Unit, low: str) -> str | None:
    """Return the candidate whose country the text names most often, or None where none stands out."""
    counts: dict[str, int] = {}
    for code in unit.candidates:
        seen = sum(_standing(form, low) for form in tables().hints.get(code, ()))
        if seen:
            counts[code] = seen
    best = sorted(counts, key=lambda code: (-counts[code], code != unit.name, code))
    if not best or (len(best) > 1 and counts[best[0]] == counts[best[1]] and best[0] != unit.name):
        return None
    return best[0]


def _lettered(codes: tuple[str, ...], low: str) -> str | None:
    """Return the currency of a letter: the one whose countries, peoples or nouns the text names most often."""
    known = tables()
    counts = {
        code: sum(_standing(form, low) for form in (*known.hints.get(code, ()), *known.named[code])) for code in codes
    }
    best = max(codes, key=lambda code: counts[code])
    return best if counts[best] else None


def _standing(form: str, low: str) -> int:
    """Count a word or name in the text, whole words only, at most ten times."""
    found, at = 0, low.find(form)
    while at >= 0 and found < 10:
        stop = at + len(form)
        if not (at and low[at - 1].isalnum()) and not low[stop : stop + 1].isalnum():
            found += 1
        at = low.find(form, stop)
    return found


def named_before(low: str, end: int, other: str) -> Unit | None:
    """Return the currency named last before a bare rate of exchange: the lira fell to [32.4 against the dollar]."""
    known = tables()
    at = max(0, end - _RATE_BACK)
    last: Unit | None = None
    for match in _WORDS_OF.finditer(low, at, end):
        codes = known.nouns.get(match[0])
        if codes and other not in codes and match[0] not in _COMMON:
            last = Unit(known.defaults.get(match[0], codes[0]), "money", *match.span(), candidates=codes)
    return last


_RATE_BACK = 260  # characters back to the currency whose rate is stated
_WORDS_OF = lazy_pattern(r"[a-zçñ]+")
#: Nouns of currencies that are words of their own.
_COMMON = frozenset(
    ("won", "real", "crown", "crowns", "buck", "bucks", "all", "top", "mark", "marks", "pound", "pounds")
)
_COUNTRY_LETTERS = lazy_pattern(r"(?<![a-z])(us|c|ca|can|au|nz|hk) $")
