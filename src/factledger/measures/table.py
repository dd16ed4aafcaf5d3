"""The measure lexicon as look-up tables: verb forms, states, phrases, nouns and words of change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from factledger.inflection import inflect, third_person
from factledger.lexicon import load

#: What an entry may be said to count, the narrowest first: this is the order in which a verb's uses are tried.
CLASSES = ("money", "lives", "munitions", "weapons", "building", "fighters", "persons", "people", "thing", "any")


#: Measures of verbs that headlines put in their base form behind a number: 46 migrants drown.
_FALLEN = ("killed", "missing", "displaced")


class Use(NamedTuple):
    """One way in which a verb tells a measure: what it must count, and on which side of it that stands."""

    measure: str
    takes: str
    counts: str
    particle: str
    theme: str = ""


class Verb(NamedTuple):
    """A verb form: `b` base, `s` third person, `d` past, `n` participle, `e` past or participle, `g` -ing."""

    form: str
    uses: tuple[Use, ...]


class Lead(NamedTuple):
    """A group of words that stands before a number: the words before its last one, nearest first."""

    rest: tuple[str, ...]
    measure: str
    counts: str
    theme: str = ""
    rank: int = 0  # the order in which those of one last word are tried


class Noun(NamedTuple):
    """A noun's reading: the measure it tells and its class (see the head of measures.toml)."""

    measure: str
    cls: str
    theme: str = ""


class Saying(NamedTuple):
    """The rest of a group of words whose first word is its key, and the measure that it tells."""

    rest: tuple[str, ...]
    measure: str
    theme: str = ""


class Move(NamedTuple):
    """A word of change: `up`, `down`, `reach`, `level` or `set`, and its form (`noun`, `adj` or a verb's)."""

    kind: str
    form: str


class Table(NamedTuple):
    """All look-ups, keyed by lower-case words as they stand in a text."""

    verbs: Mapping[str, Verb]
    states: Mapping[str, str]
    phrases: Mapping[str, Mapping[str, tuple[Saying, ...]]]  # by the word behind the first; `""`: before any other
    leads: Mapping[str, Mapping[str, tuple[Lead, ...]]]  # by the last word, then the one before it (`""`: none)
    nouns: Mapping[str, tuple[Noun, ...]]
    moves: Mapping[str, tuple[Move, ...]]
    growth: frozenset[str]
    opinion: frozenset[str]
    health: tuple[str, ...]
    health_nouns: frozenset[str]
    health_measure: str
    particles: frozenset[str]
    survivors: frozenset[str]
    themes: Mapping[str, tuple[str, ...]]
    compounds: Mapping[str, tuple[tuple[str, ...], ...]]  # nouns of several words, one of which looks like a verb
    falls: frozenset[str]  # base forms of what people do and suffer: drown, die, flee
    bases: frozenset[str]  # verb forms that a noun may have as well: `cost`, `claims`
    tags: dict[str, str]  # the class of words as written, filled as they are met (see `Frame`)


@cache
def table() -> Table:
    """Return the packaged tables, read once."""
    return build(load("measures"), load("words"))


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a list of lexicon/reading.toml."""
    return frozenset(load("reading")["lists"][name])


def build(source: Mapping[str, Any], words: Mapping[str, Any]) -> Table:
    """Return the look-up tables of a measure lexicon; `words` brings the irregular verb forms."""
    irregular: Mapping[str, list[str]] = words["irregular"]
    verbs = _verbs(source["verb"], irregular)
    states = {word: entry["measure"] for entry in source["state"] for word in entry["words"]}
    phrases: dict[str, list[Saying]] = {}
    for entry in source["phrase"]:
        for words_ in entry["words"]:
            for first, *rest in _spelled(words_, irregular):
                phrases.setdefault(first, []).append(Saying(tuple(rest), entry["measure"], entry.get("theme", "")))
    leads: dict[str, list[Lead]] = {}
    for entry in source["lead"]:
        for words_ in entry["words"]:
            for spelled in _spelled(words_, irregular):
                lead = Lead(tuple(spelled[-2::-1]), entry["measure"], entry["counts"], entry.get("theme", ""))
                leads.setdefault(spelled[-1], []).append(lead)
    nouns: dict[str, list[Noun]] = {}
    for entry in source["noun"]:
        noun = Noun(entry["measure"], entry["class"], entry.get("theme", ""))
        for word in entry["words"]:
            for form in _noun_forms(word.lower()):
                if noun not in nouns.setdefault(form, []):
                    nouns[form].append(noun)
    health = source["health"]
    themes: dict[str, tuple[str, ...]] = {}
    moves = _moves(source["change"], irregular)
    for entry in source["theme"]:
        themes[entry["name"]] = (*themes.get(entry["name"], ()), *entry["words"])
    return Table(
        verbs=verbs,
        states=states,
        phrases={word: _by_second(rows) for word, rows in phrases.items()},
        leads={word: _by_nearest(rows) for word, rows in leads.items()},
        nouns={word: tuple(sorted(rows, key=lambda noun: not noun.theme)) for word, rows in nouns.items()},
        moves=moves,
        growth=frozenset(f for verb in source["change"]["growth"] for f, _ in inflect(verb, irregular)),
        opinion=frozenset(source["opinion"]["words"]),
        health=tuple(health["words"]),
        health_nouns=frozenset(form for noun_ in health["nouns"] for form in _noun_forms(noun_)),
        health_measure=health["measure"],
        particles=frozenset(w.split()[1] for e in source["verb"] for w in e["words"] if " " in w),
        survivors=frozenset(f for word in source["survivors"]["words"] for f in _noun_forms(word)),
        themes=themes,
        compounds=_compounds(nouns, verbs, words["verbs"]),
        falls=frozenset(
            word
            for word, verb in verbs.items()
            if verb.form == "b" and any(use.takes == "subject" and use.measure in _FALLEN for use in verb.uses)
        ),
        bases=frozenset(word for word, verb in verbs.items() if verb.form in "bs").union(
            word for word, rows in moves.items() if any(move.form in "bs" for move in rows)
        ),
        tags={},
    )


def _by_second(rows: list[Saying]) -> dict[str, tuple[Saying, ...]]:
    """Return the rows that may hold before each word, the longest first; before words not listed those of `""`."""
    rows.sort(key=lambda saying: (-len(saying.rest), not saying.theme))
    open_ = [saying for saying in rows if not saying.rest or saying.rest[0] in ("_", "*")]
    seconds = {saying.rest[0] for saying in rows if saying not in open_}
    return {
        "": tuple(open_),
        **{second: tuple(s for s in rows if s in open_ or s.rest[0] == second) for second in seconds},
    }


def _by_nearest(rows: list[Lead]) -> dict[str, tuple[Lead, ...]]:
    """Return the leads of one last word by the word before it, ranked: the longest first."""
    rows.sort(key=lambda lead: (-len(lead.rest), not lead.theme))
    found: dict[str, list[Lead]] = {}
    for rank, lead in enumerate(rows):
        found.setdefault(lead.rest[0] if lead.rest else "", []).append(lead._replace(rank=rank))
    return {word: tuple(leads) for word, leads in found.items()}


def _compounds(
    nouns: Iterable[str], verbs: Mapping[str, Verb], closed: Mapping[str, list[str]]
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return nouns of several words that hold a verb form, an -ing form or an adverb, by their first word.

    A participle behind a noun (people surveyed) is none: it keeps its reading.
    """
    known = frozenset(form for forms in closed.values() for form in forms)
    times = word_list("times_behind")  # the overnight rate
    found: dict[str, list[tuple[str, ...]]] = {}
    for noun in nouns:
        first, *rest = noun.split()
        if not rest or noun.endswith("ed") or "of" in rest or "killed" in rest:
            continue
        if any(
            word.endswith(("ing", "ed", "ly")) or word in verbs or word in known or word in times
            for word in (first, *rest)
        ):
            found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(rows) for first, rows in found.items()}


def _spelled(words: str, irregular: Mapping[str, list[str]]) -> list[list[str]]:
    """Return a group of words in all its spellings: `~` before a word stands for all forms of that verb."""
    found: list[list[str]] = [[]]
    for word in words.split():
        forms = [form for form, _ in inflect(word[1:], irregular)] if word[0] == "~" else [word]
        found = [[*before, form] for before in found for form in dict.fromkeys(forms)]
    return found


def _verbs(entries: Iterable[Mapping[str, Any]], irregular: Mapping[str, list[str]]) -> dict[str, Verb]:
    found: dict[str, tuple[str, list[Use]]] = {}
    for entry in entries:
        for word in entry["words"]:
            base, _, particle = word.partition(" ")
            use = Use(entry["measure"], entry["takes"], entry["counts"], particle, entry.get("theme", ""))
            for form, code in inflect(base, irregular):
                if code in "en" and found.get(form, ("",))[0] == "b":
                    found[form] = (code, found[form][1])  # hurt, hit: the past form is the one that news uses
                known = found.setdefault(form, (code, []))
                if use not in known[1]:
                    known[1].append(use)
    order = {name: rank for rank, name in enumerate(CLASSES)}
    return {
        form: Verb(code, tuple(sorted(uses, key=lambda u: (not u.particle, order[u.counts], not u.theme))))
        for form, (code, uses) in found.items()
    }


def _moves(source: Mapping[str, list[str]], irregular: Mapping[str, list[str]]) -> dict[str, tuple[Move, ...]]:
    found: dict[str, list[Move]] = {}
    for kind in ("up", "down", "reach", "set", "level"):
        for word in source[kind]:
            base, _, particle = word.partition(" ")
            for form, code in inflect(base, irregular):
                found.setdefault(f"{form} {particle}" if particle else form, []).append(Move(kind, code))
    for kind in ("up", "down"):
        for word in source[f"nouns_{kind}"]:
            for form in _noun_forms(word):
                found.setdefault(form, []).append(Move(kind, "noun"))
        for word in source[f"adjectives_{kind}"]:
            found.setdefault(word, []).append(Move(kind, "adj"))
    return {word: tuple(rows) for word, rows in found.items()}


def _noun_forms(word: str) -> tuple[str, ...]:
    """Singular and plural of a noun of one or two words; a plural given after a slash is taken as it is."""
    if "/" in word:
        before, _, last = word.rpartition(" ")
        single, plural = last.split("/")
        lead = f"{before} " if before else ""
        return lead + single, lead + plural
    for joint in (" of ", " against ", " in "):  # crimes against humanity
        head, found, rest = word.partition(joint)
        if found:
            return tuple(f"{form}{joint}{rest}" for form in _noun_forms(head))
    if word.endswith("s") and not word.endswith("ss"):
        return (word,)
    if word.endswith("o"):
        return word, third_person(word), f"{word}s"  # heroes, commandos
    return word, third_person(word)
