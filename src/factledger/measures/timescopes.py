"""What a time expression dates beside the quantities of its sentence: another clause, a comparison, a superlative."""

from __future__ import annotations

from collections.abc import Sequence

from factledger.measures.timewords import TimeWords, grammar
from factledger.phrases import classes, is_finite, is_participle
from factledger.words import Token


def closed_relative(tokens: Sequence[Token], time: TimeWords, quantity: int) -> bool:
    """Whether the expression is in a relative clause that ends before the quantity (`that began in May has left`)."""
    opener = None
    for i in range(time.first - 1, max(-1, time.first - 12), -1):
        if tokens[i].low in ("who", "which", "that", "whose", "where"):
            opener = i
            break
        if not tokens[i].word:
            return False
    if opener is None or not any(is_finite(t) or is_participle(t) for t in tokens[opener + 1 : time.first]):
        return False
    for i in range(time.stop, quantity):
        if tokens[i].low == ",":
            return not tokens[i + 1].low.endswith("ing")
        if tokens[i].low in classes().auxiliaries:
            return True
    return False


def is_base(tokens: Sequence[Token], time: TimeWords) -> bool:
    """Whether the expression names what a change is measured against: `from a year earlier`, `compared with 2014`."""
    if tokens[time.first].low in ("from", "than"):
        reaches = any(
            t.low in ("to", "until", "through", "on", "and", "-") for t in tokens[time.first + 1 : time.stop + 1]
        )
        return time.first > 0 and not reaches
    for token in tokens[max(0, time.first - 2) : time.first + 1]:
        if token.low in ("compared", "versus", "against"):
            return True
    return False


def of_superlative(tokens: Sequence[Token], time: TimeWords) -> bool:
    """Whether the expression says how far back a superlative holds: `the most since May`, `the worst in years`."""
    lead = tokens[time.first].low
    if lead != "since" and (lead not in ("in", "for") or time.kind in ("month", "year", "date", "season")):
        return False
    for i in range(time.first - 1, max(-1, time.first - 6), -1):
        token = tokens[i]
        if not token.word or is_finite(token):
            return False
        if token.low in grammar().superlatives or (token.low.endswith("est") and len(token.low) > 5):
            return tokens[i + 1].low != "recent" and token.low not in grammar().not_superlatives
    return False


def closed_participle(tokens: Sequence[Token], time: TimeWords, quantity: int) -> bool:
    """Whether the expression dates a participle of a phrase that ends before: `huts built in May had 3 doors`."""
    for i in range(time.first - 1, max(-1, time.first - 5), -1):
        token = tokens[i]
        if not token.word or token.low == "that":
            return False
        if token.low in grammar().participles or (token.low.endswith("ed") and is_participle(token)):
            before = tokens[i - 1] if i else None
            if before is None or not before.word or before.low in classes().minor:
                return False
            break
    else:
        return False
    for j in range(time.stop, min(quantity, time.stop + 10)):
        token = tokens[j]
        if token.low in ("and", "or"):
            return False
        if token.low in classes().auxiliaries:
            return True
        if not token.word:
            return token.low == "," and any(is_finite(t) for t in tokens[j + 1 : quantity])
    return False
