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
    at = time.first - 1
    while at > 0 and time.first - at < 6 and tokens[at].low in grammar().periods:
        at -= 1
    return (
        at > 0
        and at < time.first
        and tokens[at].low in ("from", "than")
        and tokens[at - 1].low not in grammar().bounds
    )


def owned_elsewhere(tokens: Sequence[Token], time: TimeWords, here: tuple[int, int]) -> bool:
    """Whether the expression dates another number, one that a change is measured against or of a clause on its own.

    "rose to [12] from 9 a year ago", "grew from 2 a year ago to [81]", "rose [4%] after losing 2% in May".
    """
    at = time.first - 1
    while at >= 0 and time.first - at < 7 and not tokens[at].text[0].isdigit():
        if tokens[at].text in _MARKS and tokens[at].text not in _SIGNS:
            return False
        at -= 1
    if at < 0 or time.first - at >= 7 or here[0] <= at < here[1] or (at < here[0] < time.first):
        return False
    lead = at - 1
    while lead > 0 and (tokens[lead].text in _SIGNS or tokens[lead].low in grammar().about):
        lead -= 1
    for k in range(lead, max(-1, lead - 7), -1):
        low = tokens[k].low
        if (
            low in grammar().bases
            and time.kind not in grammar().moved_on
            and here[1] <= k + (here[0] >= time.stop) * len(tokens)
        ):
            return low != "than" or tokens[k - 1].low not in grammar().bounds
        if low == "to" and tokens[k - 1].low == "compared":
            return True
        following = tokens[k + 1].low
        if low in grammar().openers and (following == "having" or following.endswith("ing")) and here[1] <= k:
            return True
        if low == "having" and tokens[k - 1].text == "," and here[1] <= k:
            return True
        edge = not tokens[k].word or low in grammar().breaks or (k == lead and is_finite(tokens[k]))
        if edge and low != "having" and not is_participle(tokens[k]):
            return False
    return False


_MARKS = frozenset((",", ";", ":", "(", ")", "—", "–", "--", ".", '"', "“", "”"))
_SIGNS = frozenset(("$", "€", "£", "¥", "%", "."))


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
