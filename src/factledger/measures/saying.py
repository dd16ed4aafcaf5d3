"""Whether time words date what is told or only the telling of it: `said on Monday`, `a fire on Monday killed 3`."""

from __future__ import annotations

from collections.abc import Sequence

from factledger.measures.timewords import TimeWords, grammar
from factledger.phrases import classes, is_finite, is_participle
from factledger.words import Token

_BE = frozenset(["be", "been", "being", "is", "are", "was", "were"])
_KINDS = frozenset(["weekday", "now", "date", "near"])


def saying_verb(tokens: Sequence[Token], time: TimeWords) -> int | None:
    """Return the index of the word of saying that the expression dates; None where it dates what is told."""
    if time.kind in ("event", "span"):
        return None
    rules = grammar()
    after = tokens[time.stop] if time.stop < len(tokens) else None
    if after is not None and after.low in rules.saying_verbs and time.kind in _KINDS:
        return time.stop
    i = time.first - 1
    steps = 0
    while i >= 0 and steps < 6:
        token = tokens[i]
        if token.low in rules.saying:
            if i and tokens[i - 1].text[0].isdigit() and tokens[i + 1].word and tokens[i + 1].text[0].islower():
                return None  # 40 confirmed cases in Chad on Monday
            return None if _told_of(tokens, i, time) else i
        if not token.word or token.low in ("that", "and", "but", "as", "while", "when"):
            break
        if token.low in rules.release:
            return i
        if token.text[0].isdigit() or (token.text[0].islower() and (is_finite(token) or is_participle(token))):
            return None
        i -= 1
        steps += 1
    return None


def _told_of(tokens: Sequence[Token], verb: int, time: TimeWords) -> bool:
    """Whether the words between verb and time begin what is told: `said a raid on Monday killed two`."""
    rules = grammar()
    low, passive = tokens[verb].low, verb > 0 and tokens[verb - 1].low in _BE
    if passive and low in rules.recording:
        return True  # 20 cases were reported on Monday
    if is_freeing(tokens, verb):
        return True
    if verb + 1 < len(tokens) and f"{low} {tokens[verb + 1].low}" in rules.acts:
        return True
    if low not in rules.clausal or verb + 1 >= time.first:
        return False
    if tokens[verb + 1].low not in classes().determiners and not tokens[verb + 1].text[0].isdigit():
        return False
    for token in tokens[time.stop : time.stop + 12]:
        if not token.word:
            return False
        if token.text[0].islower() and (is_finite(token) or is_participle(token)):
            return True
    return False


def is_freeing(tokens: Sequence[Token], verb: int) -> bool:
    """Whether the verb is the passive of freeing somebody: its subject is nothing that is published."""
    rules = grammar()
    if tokens[verb].low not in rules.freed or not verb or tokens[verb - 1].low not in _BE:
        return False
    clause = verb
    while clause > 0 and verb - clause < 12 and tokens[clause - 1].word:
        clause -= 1
    return rules.published.isdisjoint(token.low for token in tokens[clause:verb])


def is_object(tokens: Sequence[Token], verb: int, first: int, stop: int) -> bool:
    """Whether the quantity at `first` to `stop` is what the verb of saying is about: `reported 45 new cases`.

    Then a time of the verb is also its own. Not where a clause follows: `said 45 cases were new`.
    """
    if verb >= first or tokens[verb].low in grammar().clausal or tokens[verb].low not in grammar().saying_verbs:
        return False
    for token in tokens[verb + 1 : first]:
        if token.low == "that" or not (token.word or token.low == "$"):
            return False
        if token.text[0].islower() and is_finite(token):
            return False
    for token in tokens[stop : stop + 8]:
        low = token.low
        if not token.word or low in classes().prepositions:
            return True
        if token.text[0].islower() and (low in classes().auxiliaries or low in classes().modals or is_finite(token)):
            return False
    return True
