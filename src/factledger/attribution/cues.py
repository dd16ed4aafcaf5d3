"""Cue words of lexicon/cues.toml, and the prefilter that tells the sentences they stand in."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from factledger.lexicon import load
from factledger.patterns import trie


class Cue(NamedTuple):
    """One word form that attributes: its lemma, class, what it takes as content, and whether it ends in -ing."""

    lemma: str
    cue_class: str
    takes: str
    participle: bool


class CueTables(NamedTuple):
    """The cue words by form, and the closed word lists that surround them."""

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    prepositions: dict[tuple[str, ...], Cue]
    temporal: frozenset[str]
    temporal_heads: frozenset[str]
    skipped: frozenset[str]
    negations: frozenset[str]
    subordinators: frozenset[str]
    shares: frozenset[str]
    noun_or_verb: frozenset[str]
    figures: frozenset[str]
    fronted: frozenset[str]
    tail_prepositions: frozenset[str]
    report_adjectives: frozenset[str]
    report_verbs: frozenset[str]
    phrase_prepositions: frozenset[str]
    counts: frozenset[str]
    apposition_openers: frozenset[str]
    generic_bodies: frozenset[str]
    lookalikes: frozenset[str]
    amount_openers: frozenset[str]
    unable: frozenset[str]
    performed: frozenset[str]
    by_owner: frozenset[str]
    commenting: frozenset[str]
    scene_openers: frozenset[str]
    scene_links: frozenset[str]
    issuing: frozenset[str]
    relaying: frozenset[str]
    prefilter: re.Pattern[str]
    openings: frozenset[str]  # the words at which a report is looked for


@cache
def cue_tables() -> CueTables:
    """Return the tables, read once."""
    table = load("cues")
    verbs: dict[str, Cue] = {}
    for lemma, row in table["verbs"].items():
        for form in row["forms"].split():
            verbs.setdefault(form, Cue(lemma, row["class"], row["takes"], form.endswith("ing")))
    nouns: dict[str, Cue] = {}
    for lemma, row in table["nouns"].items():
        for form in row["forms"].split():
            nouns[form] = Cue(lemma, row["class"], "noun", False)
    prepositions = {
        tuple(words.split()): Cue(words, row["class"], "preposition", False)
        for words, row in table["prepositions"].items()
    }
    around = {name: frozenset(words) for name, words in (*table["around"].items(), *table["grammar"].items())}
    plain = set(verbs) | set(nouns) | {first[0] for first in prepositions if first[0] != "in"}
    plain |= {word.capitalize() for word in plain}
    plain |= set(load("speakers")["documents"]["polls"])
    return CueTables(
        verbs=verbs,
        nouns=nouns,
        prepositions=prepositions,
        prefilter=re.compile(rf"\b(?:{trie(plain)})\b"),
        openings=frozenset(verbs) | frozenset(nouns) | {"according", "per", "as", "in", "by"},
        **around,
    )
