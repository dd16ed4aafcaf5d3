"""Clauses about figures: scales that stand, rise and fall, sums of money, lengths and durations."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from factledger.lexicon import load
from factledger.strategies.amounts import amount
from factledger.strategies.events import AGENTS, Event, opening_of, verbs_that
from factledger.strategies.markup import mark
from factledger.strategies.vocabulary import Word, article, forms, listed, nouns, places, plural, singular

#: Verbs whose money stands behind a preposition, and those that somebody suffers.
_PREPOSITIONS = {"appeal": "for", "ask": "for", "settle": "for", "sue": "for", "bid": "", "shell out on": "it"}
_SUFFERED = frozenset((
    *listed("fine penalize charge bill tax dock overcharge"),
    "cheat out of", "con out of", "swindle out of", "rob of",
))  # fmt: skip
_INTRANSITIVE_PRICES = frozenset(listed("trade close settle open finish end sell retail")) | {"change hands"}
_SOLD = frozenset(listed("buy list price quote auction rent resell")) | {"hire out"}


class _Scale(NamedTuple):
    kind: str
    measure: str


_LEVELS = {
    "killed": _Scale("count", "killed"), "attendance": _Scale("count", "attendance"), "rate": _Scale("percent",
        "rate"),
    "price_level": _Scale("money", "price_level"), "output": _Scale("volume", "output"), "income": _Scale("money",
        "income"),
    "distance": _Scale("length", "distance"), "area": _Scale("area", "area"),
}  # fmt: skip
_CHANGES = {
    "killed": "killed", "attendance": "attendance", "rate": "rate", "price_level": "price_change", "output": "output",
    "income": "income", "currency_level": "currency_change",
}  # fmt: skip


@cache
def _scales() -> tuple[Word, ...]:
    rows = [*nouns("scalar"), *(row for row in nouns("money") if row.measure == "income")]
    odd = {
        "all ordinaries",
        "series a",
        "number killed",
        "dead",
        "turnout of people",
        "share",
        "ounce",
        "sandbag",
        "bag",
        "draw",
        "build",
        "stock",
        "plant",
        "generator",
        "reactor",
        "turbine",
        "rig",
    }
    return tuple(
        row
        for row in rows
        if row.measure in (*_LEVELS, *_CHANGES) and row.text not in odd and not any(ch.isdigit() for ch in row.text)
    )


@cache
def _moves(direction: str) -> tuple[str, ...]:
    """Return verbs that say that something rises or falls by itself, in the past."""
    transitive = listed("""boost raise hike lift add double triple treble quadruple quintuple multiply improve
        upgrade mount lower slash halve reduce cut shed trim devalue downgrade curtail lose weaken grow collapse
        firm cool moderate slow narrow balloon escalate swell widen advance strengthen recover gain retreat
        deteriorate crash dive""")
    transitive = (*transitive, "bring down", "jack up")
    return tuple(
        forms(verb)["d"]
        for verb in load("measures")["change"][direction]
        if verb not in transitive
        and verb.split()[-1] not in ("back",)
        and verb not in ("top up", "push up", "revise up")
    )


_INDEXES = frozenset(
    listed("""nasdaq ftse dow nikkei dax kospi sensex nifty stoxx cac russell topix ibex mib smi aex omx bovespa
        csi tsx asx jse klci psei taiex egx kse merval tadawul wti lng cpi ppi pmi vat libor euribor sofr apr
        gdp ebitda ebit eps nft brent urals hang seng straits times baltic cfa""")
)


def _proper(name: str) -> str:
    """Return a scale's name with the capitals that news writes: the FTSE, the Hang Seng, Brent crude."""

    def one(word: str) -> str:
        if word not in _INDEXES:
            return word
        return (
            word.upper()
            if (len(word) <= 4 and word not in ("dow", "hang", "seng")) or word == "ebitda"
            else word.title()
        )

    return " ".join(one(word) for word in name.split(" "))


def scale(draw: Any) -> Event:
    """Inflation rose to 12 percent; Chad's exports fell 12 percent; the death toll stood at 12."""
    row = draw(st.sampled_from(_scales()))
    name = _proper(singular(row.text))
    owner = "the" if name.startswith("number of ") else draw(st.sampled_from(("the", "the", "place")))
    if owner == "place":
        where = draw(st.sampled_from([place for place in places() if not place.endswith("s")]))
        subject = mark("counted", f"{mark('place', where)}'s {name}")
    elif name.startswith("number of "):  # what a number counts is counted, not the number
        subject = f"the number of {mark('counted', name.removeprefix('number of '))}"
    else:
        subject = f"the {mark('counted', name)}"
    made = (f"scale:{row.measure}:{row.text}",)
    # starts, orders and permits have no tonnes
    # and what is itself a rise or a cut has no rise of its own that reads well
    sized = row.measure in _LEVELS and row.text.split()[-1] not in ("start", "order", "permit", "sale")
    ways = ["level", "to"] * sized + ["by"] * (row.measure in _CHANGES)
    if row.text.split()[-1] in (*load("measures")["change"]["nouns_up"], *load("measures")["change"]["nouns_down"]):
        ways = [way for way in ways if way == "level"] or ways
    way = draw(st.sampled_from(ways))
    settled = owner == "place"
    flags = ("forecast",) if "target" in row.text.split() else ()  # a target says what is to come
    if way == "level":
        level = _LEVELS[row.measure]
        verb = draw(st.sampled_from(("stood at", "was", "totaled", "averaged", "amounted to", "remained at")))
        got = amount(draw, level.kind)
        return Event(f"{subject} {verb} ", got, "", level.measure, settled=settled, flags=flags,
                     opening=opening_of(row),
                     made_of=(*made, f"level:{verb}"))  # fmt: skip
    direction = draw(st.sampled_from(("up", "down")))
    moves = _moves(direction)
    if row.measure == "currency_level":  # no currency expands or contracts
        moves = tuple(move for move in moves if move not in ("expanded", "contracted", "shrank", "swelled"))
    move = draw(st.sampled_from(moves))
    if way == "to":
        level = _LEVELS[row.measure]
        got = amount(draw, level.kind)
        return Event(f"{subject} {move} to ", got, "", level.measure, direction, "to", settled=settled,
                     flags=flags, opening=opening_of(row), made_of=(*made, f"to:{move}"))  # fmt: skip
    got = amount(draw, "percent")
    by = draw(st.sampled_from(("by ", "")))
    if got.words.startswith("up to"):
        by = "by "  # "climbed up to 3%" would be a level
    return Event(f"{subject} {move} {by}", got, "", _CHANGES[row.measure], direction, "by", settled=settled,
                 flags=flags, opening=opening_of(row), made_of=(*made, f"by:{move}"))  # fmt: skip


def money(draw: Any) -> Event:
    """A fine of $40 million was announced; $40 million in aid arrived; the firm earned $40 million."""
    way = draw(st.sampled_from(("of", "in", "verb", "price")))
    if way == "verb":
        verb = draw(
            st.sampled_from(
                [row for row in verbs_that("object", money=True) if row.measure in ("funding", "cost", "income")]
            )
        )
        agent = draw(st.sampled_from(AGENTS[verb.measure]))
        made = (f"money:{verb.measure}:{verb.text}",)
        base, _, particle = forms(verb.text)["d"].partition(" ")
        if verb.text in _SUFFERED:
            return Event(
                f"{agent} was {forms(verb.text)['n']} ", amount(draw, "money"), "", verb.measure, made_of=made
            )
        extra = _PREPOSITIONS.get(verb.text, "")
        if verb.measure == "income":  # what is earned is the earner's income; what is paid or given measures no payer
            agent = f"the {mark('counted', agent.removeprefix('the '))}"
        before = " ".join(filter(None, (agent, base, particle, extra)))
        flags = ("forecast",) if verb.text in _pledging() else ()
        return Event(f"{before} ", amount(draw, "money"), "", verb.measure, flags=flags, made_of=made)
    if way == "price":
        verb = draw(
            st.sampled_from(
                [
                    row
                    for row in verbs_that("object", money=True)
                    if row.measure == "price_level" and row.text in _INTRANSITIVE_PRICES | _SOLD | {"fetch"}
                ]
            )
        )
        subject = f"the {mark('counted', draw(st.sampled_from(('painting', 'necklace', 'manuscript'))))}"
        if verb.text in _SOLD:
            words = (
                f"{subject} was {forms(verb.text)['n']} {'at' if verb.text in ('price', 'quote', 'list') else 'for'} "
            )
        else:
            words = f"{subject} {forms(verb.text)['d']} {'' if verb.text == 'fetch' else 'at '}"
        return Event(words, amount(draw, "money"), "", "price_level", made_of=(f"price:{verb.text}",))
    row = draw(st.sampled_from(_sums()))
    counted = mark("counted", row.text)
    made = (f"{way}:{row.measure}:{row.text}",)
    if way == "in":
        return Event(
            "the company had ",
            amount(draw, "money"),
            f" in {mark('counted', _many(row.text))}",
            row.measure,
            made_of=made,
        )
    many = row.text.endswith("s") and not row.text.endswith("ss")
    after = {"funding": "was agreed", "cost": "fell due", "income": "was booked"}[row.measure]
    if many:
        after = after.replace("was", "were")
        return Event(f"{counted} of ", amount(draw, "money"), f" {after}", row.measure, made_of=made)
    return Event(
        f"{article(row.text).removesuffix(row.text)}{counted} of ",
        amount(draw, "money"),
        f" {after}",
        row.measure,
        made_of=made,
    )


@cache
def _sums() -> tuple[Word, ...]:
    """Return nouns of money that say nothing of the future by themselves (a pledge, a bid, a tax cut)."""
    ahead = {"pledge", "commitment", "promise", "request", "appeal", "bid", "plan", "offer", "tender", "target", "a",
        "b",
             "offering", "issue", "cut", "demand"}  # fmt: skip
    change = load("measures")["change"]
    moves = {*change["nouns_up"], *change["nouns_down"], "expansion"}
    return tuple(
        row
        for row in nouns("money")
        if row.measure in ("funding", "cost", "income")
        and row.text.split()[-1] not in ahead
        and " of " not in row.text  # a price of failure of $5m
        and not row.text.endswith(" for")  # funds for of $5m
        and row.text.split()[-1] not in moves  # a pay raise of $5m is a rise
    )


@cache
def _pledging() -> frozenset[str]:
    return frozenset(listed("pledge promise seek request ask appeal earmark bid"))


_MASS = frozenset(
    listed("aid assistance funding relief spending support financing capital research welfare help money cash")
)


def _many(noun: str) -> str:
    last = noun.split()[-1]
    return (
        noun if last in _MASS or last.endswith(("ing", "ment", "ion", "age", "th", "ure", "e", "y")) else plural(noun)
    )


_MEASURED = {
    "duration": (("curfew", "lasted"), ("siege", "lasted"), ("blackout", "lasted"), ("strike", "lasted"), ("hearing",
        "took"), ("ceasefire", "lasted")),
    "length": (("wall", "long"), ("tunnel", "long"), ("tower", "high"), ("crater", "deep"), ("bridge", "long"),
        ("canal", "wide")),
}  # fmt: skip


def measured(draw: Any) -> Event:
    """The curfew lasted three weeks; the wall is 40 kilometers long; the fire burned 40 hectares of forest."""
    way = draw(st.sampled_from(("duration", "length", "area")))
    if way == "area":
        counted = mark("counted", draw(st.sampled_from(("forest", "farmland", "woodland", "rainforest", "cropland"))))
        return Event(
            "the fire burned ", amount(draw, "area"), f" of {counted}", "destroyed", made_of=("measured:area",)
        )
    noun, word = draw(st.sampled_from(_MEASURED[way]))
    subject = f"the {mark('counted', noun)}"
    if way == "duration":
        # no time beside it: "lasted 11 years since 2019" is a time itself
        return Event(
            f"{subject} {word} ", amount(draw, "duration"), "", "duration", dated=True, made_of=(f"measured:{noun}",)
        )
    return Event(f"{subject} is ", amount(draw, "length"), f" {word}", "distance", made_of=(f"measured:{noun}",))
