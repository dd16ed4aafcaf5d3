"""Examples with the judged number in [square brackets]: the text, its quantities, and which of them is judged."""

import re
from decimal import Decimal

from factledger.measures import Subject, read_subjects
from factledger.records import Quantity, Span
from factledger.segment import segment

_MARKED = re.compile(r"\[([^\]]+)\]")
_PLAIN = re.compile(r"(?<![\w$£€.,])\d[\d,]*(?:\.\d+)?(?![\w%])")
_VAGUE = ("dozens", "scores", "hundreds", "thousands", "many", "most", "several", "tens of thousands", "a few")
_UNITS = {
    "feet": "foot", "tonnes": "tonne", "megawatts": "megawatt", "euros": "EUR", "rand": "ZAR", "a fifth": "fraction",
    "half": "fraction", "a third": "fraction", "weeks": "week", "years": "year", "days": "day", "hours": "hour",
    "week": "week", "hour": "hour", "km": "kilometer", "miles": "mile", "mile": "mile",
    "acres": "acre", "points": "percentage_point",
    "doubled": "multiple", "twice": "multiple", "halved": "fraction", "degrees": "degree_Celsius",
}  # fmt: skip


def unit_of(words: str) -> str:
    """Return the unit that the bracketed words name."""
    low = words.lower()
    if low.endswith(("percent", "per cent", "%")):
        return "percent"
    money = {"$": "USD", "£": "GBP", "€": "EUR"}.get(low[0])
    if money:
        for end, per in (("a month", "/month"), ("a barrel", "/barrel"), ("a tonne", "/tonne")):
            if low.endswith(end):
                return money + per
        return money
    for word, unit in _UNITS.items():
        if low == word or low.endswith((f" {word}", f"-{word}")):
            return unit
    return ""


def _quantity(text: str, start: int, end: int) -> Quantity:
    words = text[start:end]
    vague = words.lower() in _VAGUE
    return Quantity(
        span=Span.of(text, start, end),
        kind="count",
        value=None if vague else Decimal(5),
        comparator="vague" if vague else "exact",
        unit=unit_of(words),
    )


def read(example: str) -> list[Subject]:
    """Return the subjects of the bracketed numbers, read together with the plain numbers of the example."""
    text, marked, at = "", [], 0
    for match in _MARKED.finditer(example):
        text += example[at : match.start()]
        marked.append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    text += example[at:]
    spans = set(marked)
    for match in _PLAIN.finditer(text):
        if not any(match.start() < end and start < match.end() for start, end in marked):
            spans.add(match.span())
    ordered = sorted(spans)
    subjects = read_subjects(segment(text), [_quantity(text, start, end) for start, end in ordered])
    return [subjects[ordered.index(span)] for span in marked]
