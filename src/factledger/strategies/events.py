"""What sentences tell: clauses with one number, made of the rows of measures.toml, and what each of them measures."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from factledger.lexicon import load
from factledger.strategies.amounts import Amount, amount
from factledger.strategies.markup import mark
from factledger.strategies.numbers import spell
from factledger.strategies.vocabulary import (
    Word,
    article,
    countable,
    demonyms,
    forms,
    leads,
    persons,
    phrases,
    states,
    verbs,
)

#: What verbs want behind their object.
_TAILS = {"plunge": " into darkness", "rush": " to surgery"} | dict.fromkeys(
    ("warn", "urge", "instruct", "order"), " to leave"
)
#: Who does what is done, by measure; `storm` for what nobody does.
AGENTS = {
    "killed": ("gunmen", "the storm", "rebels"),
    "injured": ("gunmen", "the blast", "rebels"),
    "casualties": ("gunmen", "the blast"),
    "captured": ("gunmen", "the militia"),
    "arrested": ("police", "the authorities"),
    "displaced": ("the army", "the floods"),
    "evacuated": ("the authorities", "rescuers"),
    "rescued": ("divers", "rescuers"),
    "affected": ("the drought", "the blockade"),
    "infected": ("the virus", "the disease"),
    "hospitalized": ("doctors", "medics"),
    "vaccinated": ("nurses", "health workers"),
    "attendance": ("the hall", "the school"),
    "troops": ("the army", "the general staff"),
    "destroyed": ("the storm", "rebels", "the fire"),
    "attacks": ("rebels", "planes"),
    "weapons": ("the army", "rebels"),
    "funding": ("the foundation", "the treasury"),
    "cost": ("the company", "the club"),
    "income": ("the company", "the mine"),
    "votes": ("the party",),
}
#: Verbs of the tables that hold their number otherwise than these frames write it.
_OTHERWISE = frozenset((
    "lose", "cost", "make profit", "pay", "charge", "steal", "default", "bid", "foot", "wipe off", "set back",
    "pony up", "shell out", "embezzle from", "award in damages", "con", "extort", "put dead", "poison dead",
    "crush dead",
    "stab dead", "beat dead", "starve dead", "freeze dead", "tell", "send fleeing", "infringe", "deflect",
    "shell out on", "shell out in damages", "splash out", "save up", "chip in", "kick in",
))  # fmt: skip
_THEMES = {
    "captivity": "The prisoner swap was agreed.",
    "custody": "The wave of arrests went on.",
    "flight": "The refugee crisis went on.",
    "evacuation": "The evacuation went on.",
    "missing": "The search and rescue operation went on.",
    "vaccine": "The vaccine was new.",
    "medical": "The hospital was full.",
    "war": "The army was at war.",
    "fire": "The blaze was fought.",
    "poll": "The survey was new.",
    "ballot": "The ballot was held.",
    "market": "The stock market was open.",
    "nomination": "The primaries went on.",
    "tourism": "The tourist season went on.",
    "brazil": "The central bank of Brazil met.",
}


class Event(NamedTuple):
    """A clause around its amount: the words before it, the amount with what it counts, the words behind it.

    `opening` is a sentence that must stand before, where the text's theme decides the measure; `noun_phrase` says
    that the amount alone names what happened (40 deaths), so that it can be reported.
    """

    before: str
    amount: Amount
    after: str
    measure: str
    change: str | None = None
    role: str | None = None
    opening: str = ""
    noun_phrase: bool = False
    settled: bool = False
    dated: bool = False
    flags: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()

    @property
    def clause(self) -> str:
        """The marked clause without a full stop."""
        words = f"{self.before}{self.amount.words}{self.after}"
        return re.sub(r", tops (?=\w)", ", tops, ", words)


def _counted(draw: Any, rows: tuple[Word, ...], *, plain: bool = False) -> tuple[str, Word]:
    """Draw what is counted, marked, with an adjective at times."""
    row = draw(st.sampled_from(rows))
    adjectives = () if plain or row.text[0].isupper() else ("young", "local", *draw(st.permutations(demonyms()))[:1])
    before = draw(st.sampled_from(("", "", "", *adjectives)))
    if row.text.startswith("new "):  # as `more` and `other`, no part of what is counted
        return f"new {mark('counted', row.text.removeprefix('new '))}", row
    return mark("counted", f"{before} {row.text}".strip()), row


_THINGS: dict[str, tuple[str, ...]] = {
    "people": ("persons",), "persons": ("persons",), "any": ("persons",), "fighters": ("fighters",),
    "building": ("building",), "thing": ("building",), "weapons": ("weapons",), "munitions": ("munitions",),
    "lives": ("lives",),
}  # fmt: skip


#: Measures of people, which win over all others: the hungry who watch a film are affected.
PEOPLE = frozenset(("killed", "injured", "casualties", "missing", "captured", "arrested", "displaced", "evacuated",
                    "rescued", "affected", "infected", "hospitalized", "vaccinated"))  # fmt: skip
#: Measures that say less of soldiers than that they are soldiers.
_CIVIL = frozenset(("attendance", "votes", "other"))


def _things(cls: str, measure: str = "") -> tuple[Word, ...]:
    kind = _THINGS[cls][0]
    if kind == "persons":
        plain = tuple(row for row in persons() if row.cls == "people") if measure in _CIVIL else persons()
        return plain if measure in PEOPLE else tuple(row for row in plain if row.measure not in PEOPLE)
    if kind == "lives":
        return (Word("lives", "other", "lives"),)
    return tuple(
        row for row in countable(kind) if row.text.split()[-1] not in ("divisions", "brigades", "battalions")
    )


@cache
def verbs_that(*takes: str, money: bool = False) -> tuple[Word, ...]:
    """Return the verbs that take what is counted so (subject, object, both, agent), of money or of anything else."""
    return tuple(
        row for row in verbs() if row.takes in takes and (row.cls == "money") == money and row.text not in _OTHERWISE
    )


def _tail(verb: Word) -> str:
    """Return what a particle of the verb wants behind it."""
    return " their homes" if verb.text.endswith(" from") else _TAILS.get(verb.text, "")


def passive(draw: Any) -> Event:
    """12 villagers were killed."""
    verb = draw(st.sampled_from(verbs_that("object", "both")))
    counted, _ = _counted(draw, _things(verb.cls, verb.measure))
    got = amount(draw, "count", counted)
    settled = verb.text.endswith((" in", " on"))  # "were flown in in July" reads badly
    return Event("", got, f" were {forms(verb.text)['n']}{_tail(verb)}", verb.measure, opening=opening_of(verb),
                 settled=settled, dated=settled, made_of=(f"passive:{verb.measure}:{verb.text}",))  # fmt: skip


def active(draw: Any) -> Event:
    """Gunmen killed 12 villagers."""
    verb = draw(
        st.sampled_from(
            [row for row in verbs_that("object", "both") if row.measure in AGENTS and row.text != "target"]
        )
    )  # droughts do not aim
    agent = draw(st.sampled_from(AGENTS[verb.measure]))
    counted, _ = _counted(draw, _things(verb.cls, verb.measure))
    base, _, particle = forms(verb.text)["d"].partition(" ")
    # "moved 40 men at most out" is no English, "rushed 40 men in ten days ago" hard to read
    got = amount(draw, "count", counted, behind=not particle)
    if particle == "through":  # "ripped through 40 homes"
        base, particle = f"{base} through", ""
    settled = particle in ("in", "on")
    after = f" {particle}{_tail(verb)}".replace("  ", " ").rstrip()
    return Event(f"{agent} {base} ", got, after, verb.measure, opening=opening_of(verb), settled=settled,
                 dated=settled, made_of=(f"active:{verb.measure}:{verb.text}",))  # fmt: skip


def intransitive(draw: Any) -> Event:
    """12 villagers died; 12 villagers needed clean water."""
    verb = draw(st.sampled_from(verbs_that("subject", "both", "agent")))
    counted, _ = _counted(draw, _things(verb.cls, "other" if verb.measure == "displaced" else verb.measure))
    thing = " clean water" if verb.takes == "agent" else ""
    objects = {"join": " the march", "attend": " the funeral", "watch": " the final", "cast": " ballots",
        "mourn": " the dead",
               "enter": " the country", "cross": " the border", "storm": " the fort", "hit": " the harbour",
               "strike": " the harbour", "kill": " the guards", "injure": " the guards", "wound": " the guards",
               "invade": " the valley", "celebrate": " the victory", "throng": " the square", "desert": " the army",
               "patrol": " the border", "chant": " slogans"}  # fmt: skip
    got = amount(draw, "count", counted)
    words = forms(verb.text)["d"] + thing + objects.get(verb.text, "")
    settled = " the harbour" in words  # a place that the text gives
    words = words.replace("the harbour", mark("place", "the harbour"))
    return Event("", got, f" {words}", verb.measure, opening=opening_of(verb), settled=settled,
                 made_of=(f"intransitive:{verb.measure}:{verb.text}",))  # fmt: skip


def state(draw: Any) -> Event:
    """12 villagers are missing; the quake left 12 villagers homeless."""
    row = draw(st.sampled_from(states()))
    fits = "other" if row.measure == "displaced" else row.measure  # soldiers without a home are troops
    counted, _ = _counted(draw, _things("building" if row.measure == "destroyed" else "people", fits))
    opening = _THEMES["captivity"] if row.text == "freed" else ""  # else they are rescued
    left = draw(st.booleans())
    got = amount(draw, "count", counted, behind=not left)
    if not left:
        return Event(
            "", got, f" were {row.text}", row.measure, opening=opening, made_of=(f"state:{row.measure}:{row.text}",)
        )
    return Event(
        "the quake left ",
        got,
        f" {row.text}",
        row.measure,
        opening=opening,
        made_of=(f"left:{row.measure}:{row.text}",),
    )


_STANDING = ("in ", "on ", "under ", "without ", "behind ", "at ", "aboard", "as ", "below ", "beneath ", "cut off",
             "with ", "beyond ", "unaccounted for", "lost at sea", "internally displaced", "food insecure",
             "snowed in",
             "living ", "awaiting ", "ordered ", "told ", "urged ", "advised ", "asked ", "found alive",
             "pulled alive",
             "killed ", "dead ", "injured or", "wounded or", "maimed or", "shot and", "stabbed and", "hacked to",
             "fatally ",
             "mortally ", "presumed dead", "feared dead", "feared lost")  # fmt: skip


@cache
def _phrases() -> tuple[Word, ...]:
    unfinished = {"besieged", "clean", "running", "safe", "phone", "intensive", "breathing", "high", "acute",
        "severe",
                  "extreme", "dire", "emergency", "food", "humanitarian", "levels", "crisis", "catastrophic", "brink",
                  "trauma", "hospital", "medical", "access", "accounted", "order", "board"}  # fmt: skip
    return tuple(
        row
        for row in phrases()
        if (
            (row.text.startswith(("~", *_STANDING)) and row.text.split()[-1] not in unfinished)
            or row.text in ("on board", "without food")
        )
        and not row.text.startswith(("~found", "~be ", "~face a ", "in exchange"))
    )


def phrase(draw: Any) -> Event:
    """12 villagers lost their lives; 12 villagers were in custody."""
    row = draw(st.sampled_from(_phrases()))
    # soldiers who leave by themselves are troops
    fits = "other" if row.measure == "displaced" else row.measure
    counted, _ = _counted(draw, _things("building" if row.measure == "destroyed" else "people", fits))
    first, _, rest = row.text.removeprefix("~").replace(" _", " their").replace(" *", "").partition(" ")
    if row.text.startswith("~give *"):  # were given a dose
        rest = f"a {rest}"
    transitive = {"take", "hold", "pull", "bring", "order", "tell", "move", "dig", "pluck", "shoot", "bury"}
    if not row.text.startswith("~"):
        words = f"were {first} {rest}"
    elif (first in transitive and row.measure in ("captured", "rescued", "evacuated")) or first in (
        "shoot",
        "report",
        "give",
    ):
        words = f"were {forms(first)['n']} {rest}"
    else:
        words = f"{forms(first)['d']} {rest}"
    if site := re.fullmatch(
        r"(.* (?:in|at) )((?:a|the) (?:refugee camp|camp|mine|stadium)|a tent city|tent cities|hospitals)", words
    ):  # a place that the text gives
        words = f"{site[1]}{mark('place', site[2])}"
    words = words.strip() + (" the rubble" if rest.split()[-1:] in (["from"], ["of"]) else "")
    got = amount(draw, "count", counted)
    flags = ("estimate",) if "feared" in words or "presumed" in words else ()
    return Event("", got, f" {words}", row.measure, opening=opening_of(row), flags=flags, settled=site is not None,
                 made_of=(f"phrase:{row.measure}:{row.text}",))  # fmt: skip


def lead(draw: Any) -> Event:
    """The evacuation of 12 villagers made headlines."""
    rows = [
        row
        for row in leads()
        if not row.text.startswith("~") and row.text.split()[-1] in ("of", "to", "for", "on", "against", "among")
    ]
    row = draw(st.sampled_from(rows))
    fits = "other" if row.measure == "displaced" else row.measure  # an influx of warriors is no flight
    counted, _ = _counted(draw, _things(row.cls, fits))
    got = amount(draw, "count", counted)
    if got.words.startswith(mark("text", "few")):  # "of few" is no amount: a man of few words
        got = amount(draw, "count", counted, bounded=False)
    determiner = "" if row.text.split()[-1] == "to" else "the "
    return Event(f"{determiner}{row.text} ", got, " made headlines", row.measure, opening=opening_of(row),
                 made_of=(f"lead:{row.measure}:{row.text}",))  # fmt: skip


def happening(draw: Any) -> Event:
    """There were 12 deaths; the hospital had 12 patients."""
    cls = draw(st.sampled_from(("event", "event", "captive", "fighters", "weapons", "munitions", "people")))
    counted, row = _counted(draw, countable(cls), plain=cls == "event")
    before = draw(
        st.sampled_from(("there were ", "there were ", "the day saw ") if cls == "event" else ("there were ",))
    )
    got = amount(draw, "count", counted)
    return Event(
        before, got, "", row.measure, noun_phrase=cls == "event", made_of=(f"{cls}:{row.measure}:{row.text}",)
    )


def share(draw: Any) -> Event:
    """Half of the villagers were killed; 40 percent of the homes were destroyed; one in five villagers fled."""
    verb = draw(
        st.sampled_from(
            [row for row in verbs_that("object", "both") if row.cls in ("people", "building", "any", "thing")]
        )
    )
    counted, _ = _counted(draw, _things(verb.cls, verb.measure))
    made = (f"share:{verb.measure}:{verb.text}",)
    words = f" were {forms(verb.text)['n']}{_tail(verb)}"
    way = draw(st.sampled_from(("percent", "fraction", "ratio")))
    if way == "percent":
        got = amount(draw, "percent")
        return Event(
            "",
            got._replace(words=f"{got.words} of the {counted}"),
            words,
            verb.measure,
            opening=opening_of(verb),
            made_of=made,
        )
    if way == "ratio":
        number = draw(st.integers(3, 10))
        got = Amount(
            f"{mark('text', f'one in {spell(number)}')} {counted}",
            value=Decimal(1) / Decimal(number),
            unit="fraction",
        )
        return Event("", got, words, verb.measure, opening=opening_of(verb), made_of=(*made, "ratio"))
    denominators = {name: row["of"] for name, row in load("numerals")["fractions"].items() if row["of"] <= 20}
    name = draw(st.sampled_from(sorted(denominators)))
    of = denominators[name]
    top = 1 if of == 2 else draw(st.integers(1, of - 1))
    text = name if of == 2 else article(name) if top == 1 else f"{spell(top)} {name}s"
    got = Amount(f"{mark('text', text)} of the {counted}", value=Decimal(top) / Decimal(of), unit="fraction")
    return Event("", got, words, verb.measure, opening=opening_of(verb), made_of=(*made, f"fraction:{name}"))


def zero(draw: Any) -> Event:
    """No deaths were recorded; no one was hurt."""
    if draw(st.booleans()):
        rows = [
            row
            for row in countable("event")
            if row.measure in ("killed", "injured", "casualties") and row.text in load("numerals")["harm"]["nouns"]
        ]
        row = draw(st.sampled_from(rows))
        got = Amount(f"{mark('text', 'no')} {mark('counted', row.text)}", value=Decimal(0))
        return Event("", got, " were recorded", row.measure, made_of=(f"zero:{row.text}",))
    who, verb = draw(
        st.sampled_from((("no one", "killed"), ("nobody", "injured"), ("no one", "wounded"), ("nobody", "hurt")))
    )
    got = Amount(mark("text", who), value=Decimal(0))
    return Event(
        "", got, f" was {verb}", "killed" if verb == "killed" else "injured", made_of=(f"zero:{who}:{verb}",)
    )


def opening_of(row: Word) -> str:
    """Return the sentence that must stand before a word that holds only in texts of its theme."""
    return _THEMES[row.theme] if row.theme else ""
