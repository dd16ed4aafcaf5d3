"""Cue words of lexicon/cues.toml, and the prefilter that tells the sentences they stand in."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from factledger.lexicon import load
from factledger.patterns import trie
from factledger.words import rarest


class Cue(NamedTuple):
    """One word form that attributes: its lemma, class, what it takes as content, and whether it ends in -ing.

    `particle` is the word without which it is no cue: `out` after `pointed`; empty for most.
    """

    lemma: str
    cue_class: str
    takes: str
    participle: bool
    particle: str = ""


class CueTables(NamedTuple):
    """The cue words by form, and the closed word lists that surround them."""

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    prepositions: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]]  # by their first word
    temporal: frozenset[str]
    temporal_heads: frozenset[str]
    skipped: frozenset[str]
    negations: frozenset[str]
    subordinators: frozenset[str]
    shares: frozenset[str]
    noun_or_verb: frozenset[str]
    occurrences: frozenset[str]
    figures: frozenset[str]
    fronted: frozenset[str]
    tail_prepositions: frozenset[str]
    report_adjectives: frozenset[str]
    report_verbs: frozenset[str]
    phrase_prepositions: frozenset[str]
    counts: frozenset[str]
    apposition_openers: frozenset[str]
    generic_bodies: frozenset[str]
    particular_bodies: frozenset[str]
    lookalikes: frozenset[str]
    amount_openers: frozenset[str]
    unable: frozenset[str]
    performed: frozenset[str]
    forces: frozenset[str]
    by_owner: frozenset[str]
    commenting: frozenset[str]
    scene_openers: frozenset[str]
    scene_links: frozenset[str]
    issuing: frozenset[str]
    relaying: frozenset[str]
    prefilter: re.Pattern[str]
    pieces: frozenset[str]  # one of these stands in each sentence that the prefilter finds: a look before it
    openings: frozenset[str]  # the words at which a report is looked for
    unpolled: frozenset[str]  # these where no poll or count is named


@cache
def cue_tables() -> CueTables:
    """Return the tables, read once."""
    table = load("cues")
    verbs: dict[str, Cue] = {}
    for lemma, row in table["verbs"].items():
        for form in row["forms"].split():
            takes = row["takes"]
            particle = takes if takes in ("out", "for", "to") else ""
            verbs.setdefault(form, Cue(lemma, row["class"], takes, form.endswith("ing"), particle))
    nouns: dict[str, Cue] = {}
    for lemma, row in table["nouns"].items():
        for form in row["forms"].split():
            nouns[form] = Cue(lemma, row["class"], "noun", False)
    prepositions: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]] = {}
    for words, row in table["prepositions"].items():
        first, *_ = parts = tuple(words.split())
        known = prepositions.get(first, ())
        prepositions[first] = (*known, (parts, Cue(words, row["class"], "preposition", False)))
    around = {name: frozenset(words) for name, words in (*table["around"].items(), *table["grammar"].items())}
    plain = {form for form, cue in verbs.items() if not cue.particle} | set(nouns)
    plain |= {max(words.split(), key=len) for words in table["prepositions"]}  # the rarest of its words
    plain |= {word.capitalize() for word in plain}
    plain |= set(load("speakers")["documents"]["polls"])
    pieces = frozenset(map(rarest, map(str.lower, (*plain, *verbs))))
    split = {form: cue.particle for form, cue in verbs.items() if cue.particle and form not in plain}
    pairs = (
        rf"(?:{trie(word for form in split if split[form] == particle for word in (form, form.capitalize()))})"
        rf"\s+(?i:{particle})"
        for particle in sorted(set(split.values()))
    )
    first = "".join({letter for form in split for letter in (form[0], form[0].upper())})
    return CueTables(
        verbs=verbs,
        nouns=nouns,
        prepositions=prepositions,
        prefilter=re.compile(rf"\b(?=[a-zA-Z])(?:{trie(plain)}|(?=[{first}])(?:{'|'.join(pairs)}))\b"),
        pieces=pieces,
        openings=frozenset((*verbs, *nouns, *prepositions, "in", "by")),
        unpolled=frozenset((*verbs, *nouns, *prepositions)) - {"in", "by"},
        **around,
    )
