"""The words that are drawn: what stands in the parsers' tables, in the forms that sentences need."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from factledger.inflection import inflect
from factledger.lexicon import load


def listed(words: str) -> tuple[str, ...]:
    """Return the words of a list that is written as text."""
    return tuple(words.split())


#: Nouns of the tables that no plain number stands before (40 manslaughters, 40 elderly), by their last word.
UNCOUNTED = frozenset(
    listed("""manslaughter population workforce elderly staff others other dozen hundred thousand million human
        police personnel infantry force forces corps garrison crew audience wounded injured infected missing
        displaced undecided independent ammunition gas arson shelling abuse bombardment offensive lives soul
        hostage-taking taking admission country terror""")
)
#: Nouns of people that are no persons: nobody kills forty battalions in plain English.
GROUPS = frozenset(
    listed("""division brigade battalion regiment platoon squad soldiers team crew force firefighters rescuers
        household""")
)
_ODD_PLURALS = {
    "bus": "buses",
    "gas": "gases",
    "corps": "corps",
    "aircraft": "aircraft",
    "people": "people",
    "child": "children",
    "Czech": "Czechs",
}
#: How words are written that the tables have in lower case.
_CAPITALS = {
    word.lower(): word for word in listed("UAV IED POW IDP HIV ICU AK-47 MP Covid Covid-19 Ebola Zika SWAT Molotov")
}
_CLOSED_ENDS = frozenset(listed("of to for with in on at from by under beneath into the a an their over about among"))


#: Names of places that stand behind `the`.
_ARTICLED = re.compile(
    r"(?:Islands|Republic|Kingdom|Emirates|States|Territories|Territory|Coast of .*)$|Republic of|Federation"
    r"|^(?:Philippines|Netherlands|Maldives|Comoros|Bahamas|Gambia|Vatican|Balkans|Caucasus|Sahel"
    r"|Caribbean|West Bank|Gaza Strip)\b"
)


class Word(NamedTuple):
    """A word of a table with the row that it stands in: measure, class (of nouns) or counts (of verbs and leads)."""

    text: str
    measure: str
    cls: str
    theme: str = ""
    takes: str = ""


def capital(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def article(noun: str) -> str:
    """Return the noun behind `a` or `an`."""
    sounds_vowel = noun[:1].lower() in "aeiou" and not re.match(r"(?i)(?:u[nst]i|euro|one\b|uk|u\.)", noun)
    return f"{'an' if sounds_vowel or re.match(r'(?i)h(?:our|onest|eir)', noun) else 'a'} {noun}"


def forms(base: str) -> dict[str, str]:
    """Return a verb's forms: `s` third person, `d` past, `n` participle, `g` -ing, each with its particle behind."""
    verb, _, particle = base.partition(" ")
    found = dict[str, str]()
    for form, code in inflect(verb, load("words")["irregular"]):
        for key in "dn" if code == "e" else code:
            found[key] = f"{form} {particle}" if particle else form
    return found


def plural(noun: str) -> str:
    """Return a noun of the tables in the plural; one given after a slash there is taken as it is."""
    if "/" in noun:
        before, _, last = noun.rpartition(" ")
        one, many = last.split("/")
        return f"{before} {many.capitalize() if one[0].isupper() else many}".strip()
    if found := re.match(r"(.+?) (of|against|in|from) (.+)", noun):
        return f"{plural(found[1])} {found[2]} {found[3]}"
    last = noun.rpartition(" ")[2]
    if last in _ODD_PLURALS:
        return noun[: len(noun) - len(last)] + _ODD_PLURALS[last]
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun if noun.endswith("s") and not noun.endswith("ss") else noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def spelled(noun: str) -> str:
    """Return a noun with the capital letters that news gives it."""
    return " ".join(
        _CAPITALS.get(word, _CAPITALS[word[:-1]] + "s" if word[:-1] in _CAPITALS and word.endswith("s") else word)
        for word in noun.split(" ")
    )


def singular(noun: str) -> str:
    """Return a noun of the tables in the singular."""
    return noun.partition("/")[0]


def picker(draw: Any) -> Callable[[Sequence[str]], str]:
    """Return a function that draws one of several words."""

    def pick(words: Sequence[str]) -> str:
        return str(draw(st.sampled_from(words)))

    return pick


@cache
def nouns(*classes: str) -> tuple[Word, ...]:
    """Return the nouns of these classes that tell one measure alone, whatever else the text says."""
    rows = [
        Word(word, entry["measure"], entry["class"], entry.get("theme", ""))
        for entry in load("measures")["noun"]
        for word in entry["words"]
    ]
    readings = Counter(text for text, _ in {(singular(row.text).lower(), (row.measure, row.cls)) for row in rows})
    return tuple(
        dict.fromkeys(row for row in rows if row.cls in classes and readings[singular(row.text).lower()] == 1)
    )


@cache
def countable(*classes: str) -> tuple[Word, ...]:
    """Return the nouns of these classes that a number can count, in the plural."""
    found = (
        row._replace(text=spelled(plural(row.text)))
        for row in nouns(*classes)
        if not row.theme and not row.text.endswith("s") and _last(row.text) not in UNCOUNTED
    )
    return tuple({row.text: row for row in found}.values())


@cache
def persons() -> tuple[Word, ...]:
    """Return nouns of persons in the plural, of no group and no captives."""
    return tuple(
        row
        for word in nouns("people", "fighters")
        for row in [word._replace(text=spelled(plural(word.text)))]
        if not row.theme
        and not word.text.endswith("s")
        and _last(word.text) not in UNCOUNTED | GROUPS
        and word.text.split()[0] not in ("unit", "team", "crew")
    )


def _last(noun: str) -> str:
    return singular(noun).lower().rpartition(" ")[2]


#: The classes that win over a class for the things that are drawn for it.
_NARROWER = {
    "thing": ("building",), "any": ("people", "persons", "fighters"), "people": ("persons", "fighters"),
    "persons": ("fighters",),
}  # fmt: skip


@cache
def verbs() -> tuple[Word, ...]:
    """Return the verbs that tell one measure of what they count, with their particles."""
    rows = [
        Word(word, entry["measure"], entry["counts"], entry.get("theme", ""), entry["takes"])
        for entry in load("measures")["verb"]
        for word in entry["words"]
    ]
    measures: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        measures.setdefault((row.text, row.cls), set()).add(row.measure)

    def alone(row: Word) -> bool:
        """Whether no narrower entry says another measure of what is drawn for this one."""
        narrower = (measures.get((row.text, cls), set()) for cls in _NARROWER.get(row.cls, ()))
        return len(measures[row.text, row.cls]) == 1 and not any(found - {row.measure} for found in narrower)

    return tuple(dict.fromkeys(row for row in rows if alone(row)))


@cache
def states() -> tuple[Word, ...]:
    """Return the adjectives that describe what is counted."""
    return tuple(Word(word, entry["measure"], "") for entry in load("measures")["state"] for word in entry["words"])


@cache
def phrases() -> tuple[Word, ...]:
    """Return the groups of words behind what is counted that are whole: `~lose _ lives`, not `with the`."""
    return tuple(
        Word(words, entry["measure"], "", entry.get("theme", ""))
        for entry in load("measures")["phrase"]
        for words in entry["words"]
        if words.split()[-1] not in _CLOSED_ENDS
    )


@cache
def leads() -> tuple[Word, ...]:
    """Return the groups of words that stand before a number and say it of what follows."""
    return tuple(
        Word(words, entry["measure"], entry["counts"], entry.get("theme", ""))
        for entry in load("measures")["lead"]
        for words in entry["words"]
    )


@cache
def places() -> tuple[str, ...]:
    """Return names of countries, capitals, regions and cities that can mean one place alone."""
    table = load("countries")
    unsure = set(table.get("ambiguous", {}))
    names = [name for row in table["countries"].values() for name in (row["names"][:1] + row.get("capitals", []))]
    names += [*load("places")["names"]["regions"], *load("places")["names"]["cities"]]
    return tuple(dict.fromkeys(name for name in names if name not in unsure))


def located(name: str) -> str:
    """Return a place's name behind the article that news gives it: the Falkland Islands, the eurozone."""
    wants = name[0].islower() or _ARTICLED.search(name) is not None
    return f"the {name}" if wants and not name.startswith("The ") else name


@cache
def demonyms() -> tuple[str, ...]:
    """Return adjectives of countries (Chadian), each of one country alone."""
    table = load("countries")
    unsure = set(table.get("ambiguous", {}))
    return tuple(
        word for row in table["countries"].values() for word in row.get("demonyms", [])[:1] if word not in unsure
    )


@cache
def times() -> tuple[str, ...]:
    """Return words that date something, made of the lists of when.toml: days, dates, months, stretches."""
    table = load("when")
    days = [name[0].title() for name in table["names"]["weekdays"].values()]
    months = [name[0].title() for name in table["names"]["months"].values()]
    words = table["words"]
    units = [
        unit for unit in words["units"] if unit not in ("second", "minute", "hour", "night", "century", "semester")
    ]
    found = [f"on {day}" for day in days]
    found += [
        f"on {day} {part}" for day in days for part in words["parts"] if part in ("morning", "evening", "night")
    ]
    found += [f"in {month}" for month in months]
    found += [f"on {month} {day}" for month, day in zip(months, range(2, 26, 2), strict=True)]
    found += [f"in {month} {year}" for month, year in zip(months, range(2008, 2020), strict=True)]
    found += [f"{near} {unit}" for near in ("last", "this") for unit in units if unit not in ("day",)]
    found += [f"last {season}" for season in words["seasons"]]
    found += [
        f"{number} {unit}s ago" for number in ("two", "three", "ten") for unit in ("day", "week", "month", "year")
    ]
    found += ["yesterday", "overnight", "over the weekend", "in 2014", "since 2019", "since the start of the year",
              "during the storm", "since the invasion", "in the first half of 2014"]  # fmt: skip
    return tuple(found)
