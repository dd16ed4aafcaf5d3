"""Running totals and figures of one period, told apart by the words of the text (lexicon/tolls.toml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from factledger.lexicon import load
from factledger.patterns import trie
from factledger.records import Claim, Span

TollKind = Literal["total", "period"]

_WINDOW = 60  # characters beside the number that are looked at


class Toll(NamedTuple):
    """What a figure is: a running total, a figure of its period alone, or None where the text leaves it open.

    `words` are the characters that say so.
    """

    kind: TollKind | None
    words: Span | None = None


_OPEN = Toll(None)


def toll_of(claim: Claim) -> Toll:
    """Return whether the claim's figure is a running total or one of a period, by the text's words alone."""
    total, period = _words()["total"], _words()["period"]
    role = claim.change
    if role is not None and role.role in period.roles:
        return Toll("period", role.span)
    if (beside := _beside(claim, period)) is not None:
        return Toll("period", beside)
    if role is not None and role.role in total.roles:
        return Toll("total", role.span)
    for flag in claim.flags:
        if flag.kind in total.flags:
            return Toll("total", flag.spans[0] if flag.spans else None)
    if claim.counted is not None and total.counted is not None and total.counted.search(claim.counted.text):
        return Toll("total", claim.counted)
    if (beside := _beside(claim, total)) is not None:
        return Toll("total", beside)
    when = claim.when
    if when is None:
        return _OPEN
    if total.when is not None and total.when.match(when.span.text):
        return Toll("total", when.span)
    for pattern in (period.inside, period.when):
        if pattern is not None and pattern.search(when.span.text):
            return Toll("period", when.span)
    if when.start is not None and when.end is not None and when.precision in load("tolls")["dated"]["precisions"]:
        return Toll("period", when.span)
    return _OPEN


class _Words(NamedTuple):
    roles: frozenset[str]
    flags: frozenset[str]
    counted: re.Pattern[str] | None
    when: re.Pattern[str] | None
    inside: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@cache
def _words() -> dict[str, _Words]:
    table = load("tolls")
    gap = rf"(?:[ \xa0\n]+[\w'’-]+){{0,{table['near']['words']}}}+"

    def any_of(row: dict[str, list[str]], name: str, form: str) -> re.Pattern[str] | None:
        words = row.get(name)
        return re.compile(form.replace("WORDS", trie(sorted(words))), re.IGNORECASE) if words else None

    return {
        kind: _Words(
            frozenset(row.get("roles", ())),
            frozenset(row.get("flags", ())),
            any_of(row, "counted", r"\bWORDS\b"),
            any_of(row, "when", r"\s*WORDS\b"),
            any_of(row, "inside", r"\bWORDS\b"),
            any_of(row, "before", r"\b(WORDS)" + gap.replace("}+", "}") + r"[ \xa0\n]+\Z"),
            any_of(row, "after", gap.replace("}+", "}?") + r"[ \xa0\n]+(WORDS)\b"),
        )
        for kind, row in table.items()
        if kind in ("total", "period")
    }


def _beside(claim: Claim, words: _Words) -> Span | None:
    """The words just before or after the number within its sentence, as a span."""
    sentence, quantity = claim.sentence, claim.quantity
    spans = [quantity.span, *([quantity.comparator_span] if quantity.comparator_span else [])]
    start = min(span.start for span in spans) - sentence.start
    end = max(span.end for span in spans) - sentence.start
    text = sentence.text
    if not 0 <= start <= end <= len(text):
        return None
    if words.before is not None:
        left = max(0, start - _WINDOW)
        if match := words.before.search(text[left:start]):
            return _span(sentence, left + match.start(1), left + match.end(1))
    if words.after is not None and (match := words.after.match(text[end : end + _WINDOW])):
        return _span(sentence, end + match.start(1), end + match.end(1))
    return None


def _span(sentence: Span, start: int, end: int) -> Span:
    return Span(start=sentence.start + start, end=sentence.start + end, text=sentence.text[start:end])
