"""Verbs of saying that say nothing where they stand: acts by words, and objects that are taken, warned or let in."""

from __future__ import annotations

from factledger.attribution.cues import cue_tables
from factledger.attribution.lines import Line
from factledger.attribution.speakers import is_quote, is_verb, speaker_tables
from factledger.attribution.tails import clause_follows


def performs(line: Line, stop: int, hi: int) -> bool:
    """`claimed responsibility for ...`: an act, nothing that is said."""
    for k in range(stop, min(hi, stop + 9)):
        low = line.low[k]
        if low in cue_tables().performed:
            return True
        if low in ("that", "for", ":", ",") or is_quote(line.tokens[k]) or is_verb(line, k):
            return False
    return False


def foresees(line: Line, stop: int, hi: int) -> bool:
    """Whether `see` opens a forecast: sees growth of 3%, sees the economy shrinking; nobody sees 40 people so."""
    for k in range(stop, min(hi, stop + 7)):
        low = line.low[k]
        if low in _OUTLOOKS or (low.endswith("ing") and low.startswith(_MOVING)):
            return True
        if not line.tokens[k].word and low not in ("%", "$", "'s", "’s"):
            return False
    return False


_OUTLOOKS = frozenset(
    {"growth", "inflation", "gdp", "demand", "likelihood", "chance", "risk", "probability", "output"}
)
_MOVING = (
    "grow",
    "fall",
    "ris",
    "reach",
    "hitt",
    "shrink",
    "contract",
    "expand",
    "slow",
    "averag",
    "climb",
    "eas",
    "dropp",
)
#: What is taken or asked for with a verb that also says something, by verb; who is warned to leave; who is let in.
ACTED = {"claim": ("lives", "asylum", "refuge"), "warn": (), "admit": ("patient", "patients")}


def acts(line: Line, stop: int, hi: int, lemma: str) -> bool:
    """Whether a verb has an object and no content: claimed 40 lives, warned 40 people to leave, admitted 40 boys."""
    for k in range(stop, min(hi, stop + 10)):
        low = line.low[k]
        if low in ACTED[lemma]:
            return True
        numbered = low == "of" and line.low[k - 1] in ("number", "dozens", "hundreds", "thousands", "scores", "tens")
        if numbered or (low == "to" and line.tokens[k - 1].text[0].isdigit()):
            continue  # claimed dozens of lives, claimed 2 to 3 lives
        closes = low in ("that", "of", "about", "to", ",", ":") or is_quote(line.tokens[k])
        if closes or (k > stop and is_verb(line, k)):
            return low == "to" and lemma == "warn" and k > stop + 1 and not line.tokens[k + 1].text[0].isdigit()
        if lemma == "admit" and k > stop and low in speaker_tables().nounish:
            return not clause_follows(line, k, hi)
    return False
