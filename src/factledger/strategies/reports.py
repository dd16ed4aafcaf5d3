"""How something is said: cues of cues.toml around a clause, with speaker, quotation and the way it came."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import Any, NamedTuple

from hypothesis import strategies as st

from factledger.lexicon import load
from factledger.strategies.drawn import DrawnAttribution, DrawnName
from factledger.strategies.markup import is_marked, mark, read, sentence
from factledger.strategies.people import name as _name
from factledger.strategies.vocabulary import forms

#: Verbs that no frame here can write in plain English with any speaker and any clause, each with the reason.
NOT_DRAWN = {
    "indict": "takes what somebody is charged over", "accuse": "takes whom it accuses", "raise": "takes a toll",
    "put": "takes a toll", "give": "takes a toll", "speak": "stands beside another cue", "deem": "takes a judgement",
    "rate": "takes a judgement", "ask": "asks", "blast": "is said of what is bad", "understand": "is said of a paper",
    "hear": "is said of courts", "broadcast": "is said of stations", "read": "is said of statements",
    "opine": "is said of opinions", "describe": "takes a thing", "tout": "takes what is good",
    "highlight": "takes a thing", "cite": "takes cases", "mention": "takes a thing",
}  # fmt: skip


class Report(NamedTuple):
    """A marked sentence in which somebody says a clause, and what the row must hold of it."""

    marked: str
    quote: str
    sources: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()


class _Cue(NamedTuple):
    base: str
    cls: str
    takes: str
    past: str
    third: str
    noun_phrase: bool


@cache
def cues() -> tuple[_Cue, ...]:
    """Return the verbs that attribute (no wishes, plans or orders), with the forms that the table gives them."""
    found = []
    for base, row in load("cues")["verbs"].items():
        if row["class"] == "attitude" or base in NOT_DRAWN:
            continue
        known = set(row["forms"].split())
        first, _, rest = base.partition(" ")
        made = forms(first)
        past = made["d"] if made["d"] in known else next((form for form in known if form.endswith("ed")), "")
        third = made["s"] if made["s"] in known else ""
        if not past and not third:
            continue
        noun_phrase = not re.search(
            r"(?:that )?40 \w+ (?:burned|fled|died|closed|may|agree|were|would)|that ", row["example"]
        )
        rest = f" {rest}" if rest else ""
        found.append(
            _Cue(base, row["class"], row["takes"], past and past + rest, third and third + rest, noun_phrase)
        )
    return tuple(found)


@cache
def _raised() -> dict[str, tuple[str, ...]]:
    """Return the flags that a cue raises by itself, by its form: the rules of flags.toml with scope `cue`."""
    table = load("flags")
    found: dict[str, set[str]] = {}
    for rule in table["rule"]:
        if rule["scope"] != "cue":
            continue
        for pattern in rule["patterns"]:
            named = re.fullmatch(r"\{(\w+)\}", pattern)
            plain = re.fullmatch(r"([\w|]+)(?: that)?", pattern)  # "charged that": cues are drawn with it
            words = table["sets"][named[1]] if named else plain[1].split("|") if plain else []
            for word in words:
                found.setdefault(word, set()).add(rule["flag"])
    return {word: tuple(sorted(flags)) for word, flags in found.items()}


def _speaker(who: DrawnName) -> str:
    """Return the words of a speaker with its fullest form marked."""
    return who.text.replace(who.full, mark("speaker", who.full), 1)


def _verb(draw: Any, cue: _Cue, who: DrawnName) -> str:
    shapes = [cue.past] if cue.past else []
    if cue.third and not who.plural:
        shapes += [cue.third]
    return str(draw(st.sampled_from(shapes or [cue.third])))


def _closed(words: str) -> str:
    """Return words that a full stop, a quotation mark or nothing follows: without the comma of an apposition."""
    return words.removesuffix(",")


_HUMAN = ("person", "person", "role", "body", "group", "anonymous")


def say(draw: Any, clause: str, *, noun_phrase: str = "", future: str = "", placed: bool = True) -> Report:
    """Draw how a marked clause is said.

    `noun_phrase` is what happened as a noun phrase (40 deaths), `future` the clause as one of what will be; they are
    empty where there is no such form. A clause that is not `placed` gets a speaker without a place.
    """
    name = partial(_name, placed=placed)
    ways = [
        "leading",
        "leading",
        "leading",
        "trailing",
        "trailing",
        "according",
        "quoted",
        "quoted",
        "told",
        "medium",
        "relayed",
        "shown",
    ]
    ways += ["noun phrase", "noun phrase"] if noun_phrase else []
    ways += ["future"] if future else []
    way = draw(st.sampled_from(ways))
    known = cues()
    if way == "noun phrase":
        rows = [
            cue
            for cue in known
            if cue.noun_phrase and cue.takes in ("any", "doc") and cue.cls in ("report", "acknowledge") and cue.past
        ]
        who = name(draw, "person", "body", "group")
        return _leading(draw, draw(st.sampled_from(rows)), who, noun_phrase, "")
    if way == "future":
        rows = [
            cue for cue in known if cue.cls == "expect" and cue.base not in ("fear", "worry") and cue.takes == "any"
        ]
        return _leading(draw, draw(st.sampled_from(rows)), name(draw, *_HUMAN), future, "that ", ("forecast",))
    if way == "shown":
        rows = [cue for cue in known if cue.cls == "show" or cue.base in ("conclude", "determine")]
        return _leading(draw, draw(st.sampled_from(rows)), name(draw, "document"), clause, "that ")
    if way == "according":
        who = name(draw, *_HUMAN, "document", "outlet")
        return _according(draw, who, clause)
    if way == "quoted":
        return _quoted(draw, clause, placed)
    if way == "told":
        rows = [cue for cue in known if cue.takes == "tell" and cue.past]
        cue = draw(st.sampled_from(rows))
        who = name(draw, *_HUMAN)
        whom = "reporters" if cue.base == "tell" else "the council"
        words = f"{cue.past} {whom}"
        if draw(st.booleans()) and cue.base == "tell":
            return _report(
                sentence(f"{clause}, {_closed(_speaker(who))} {mark('cue', words)}")
                if "," not in who.text.rstrip(",")
                else sentence(f"{_speaker(who)} {mark('cue', words)} that {clause}"),
                who,
                cue.past,
                f"told:{cue.base}",
            )
        return _report(
            sentence(f"{_speaker(who)} {mark('cue', words)} that {clause}"), who, cue.past, f"told:{cue.base}"
        )
    if way == "medium":
        return _through(draw, clause, placed)
    if way == "relayed":
        by, who = name(draw, "outlet"), name(draw, "person", "role", "group")
        # "as saying in May, 40 homes burned" reads badly: a clause that opens with its time has its `that`
        that = "that " if is_marked(clause) or draw(st.booleans()) else ""
        quoted = f"{mark('source', by.full)} quoted {_speaker(who)} as"
        marked = f"{quoted} {mark('cue', 'saying')} {that}{clause}"
        return _report(sentence(marked), who, "saying", "relayed", sources=True)
    denying = [cue for cue in known if cue.takes == "claim"]
    plain = [
        cue
        for cue in known
        if (
            cue.takes in ("any", "that", "strict", "out")
            and cue.cls not in ("expect", "show")
            and not cue.noun_phrase
        )
        or cue.base in ("say", "deny", "confirm", "report", "announce", "disclose")
    ]
    if way == "trailing":
        rows = [
            cue for cue in plain if cue.cls in ("report", "acknowledge") and cue.takes in ("any", "that") and cue.past
        ]
        return _trailing(draw, draw(st.sampled_from(rows)), name(draw, *_HUMAN), clause)
    cue = draw(st.sampled_from((*plain, *denying)))
    return _leading(
        draw,
        cue,
        name(draw, *_HUMAN),
        clause,
        # "said on Friday, 40 homes burned" is said on Friday
        draw(st.sampled_from(("that ", ""))) if cue.base == "say" and not is_marked(clause) else "that ",
    )


def _report(marked: str, who: DrawnName, form: str, made: str, *, quote: str = "indirect", sources: bool = False,
            flags: tuple[str, ...] = ()) -> Report:  # fmt: skip
    raised = {*flags, *_raised().get(form, ())}
    if who.anonymous:
        raised.add("anonymous")
    if sources:
        raised.add("secondhand")
    return Report(
        marked, quote, ("source",) if sources else (), tuple(sorted(raised)), (f"{made}", f"speaker:{who.kind}")
    )


def _leading(draw: Any, cue: _Cue, who: DrawnName, content: str, that: str, flags: tuple[str, ...] = ()) -> Report:
    verb = _verb(draw, cue, who)
    noun = ""
    if cue.takes == "claim":
        noun = draw(st.sampled_from(("claims", "allegations", "reports")))
        flags = ("denied", "reported") if noun == "reports" else ("alleged", "denied")
        that = f"{noun} that "
    marked = f"{_speaker(who)} {mark('cue', verb)} {that}{content}"
    return _report(sentence(marked), who, verb, f"leading:{cue.base}{':' + noun if noun else ''}", flags=flags)


def _trailing(draw: Any, cue: _Cue, who: DrawnName, clause: str) -> Report:
    verb = mark("cue", cue.past)
    inverted = cue.base in ("say", "add", "write", "explain") and draw(st.booleans())
    marked = f"{clause}, {verb} {_closed(_speaker(who))}" if inverted else f"{clause}, {_speaker(who)} {verb}"
    return _report(sentence(marked), who, cue.past, f"trailing:{cue.base}{':inverted' if inverted else ''}")


def _according(draw: Any, who: DrawnName, clause: str) -> Report:
    preposition = draw(st.sampled_from(sorted(load("cues")["prepositions"])))
    if preposition == "according to" and draw(st.booleans()):
        words = _speaker(who)
        marked = f"{mark('cue', preposition)} {words}{'' if words.endswith(',') else ','} {clause}"
    else:
        marked = f"{clause}, {mark('cue', preposition)} {_closed(_speaker(who))}"
    return _report(sentence(marked), who, preposition, f"preposition:{preposition}")


def _quoted(draw: Any, clause: str, placed: bool) -> Report:
    who = _name(draw, "person", "person", "role", "anonymous", "body", placed=placed)
    rows = [
        cue
        for cue in cues()
        if cue.past
        and (cue.takes == "quote" or cue.base in ("say", "add", "write", "explain", "warn", "insist", "tell"))
    ]
    cue = draw(st.sampled_from([cue for cue in rows if cue.base != "tell"]))
    opening, closing = draw(st.sampled_from(("“”", '""')))
    said = sentence(clause, ",")
    verb = mark("cue", cue.past)
    way = draw(st.sampled_from(("behind", "inverted", "before")))
    if way == "before" and cue.base in ("say", "add", "write", "explain", "warn"):
        marked = f"{sentence(_speaker(who), '')} {verb}: {opening}{sentence(clause)}{closing}"
    elif way == "inverted":
        marked = f"{opening}{said}{closing} {verb} {_closed(_speaker(who))}."
    else:
        marked = f"{opening}{said}{closing} {_speaker(who)} {verb}."
    return _report(marked, who, cue.past, f"quote:{cue.base}:{way}", quote="direct")


def _through(draw: Any, clause: str, placed: bool) -> Report:
    table = load("speakers")["documents"]
    who = _name(draw, "person", "role", "body", "group", placed=placed)
    said = mark("cue", "said")
    talks = load("speakers")["outlets"]["talks"]  # a bare interview passes nothing on
    medium = draw(
        st.sampled_from([word for word in table["said_in"] if not word.endswith("s") and word not in talks])
    )
    an = "an" if medium[0] in "aeio" else "a"
    way = draw(st.sampled_from(("front", "after", "known", "outlet")))
    if way == "front":
        words = _speaker(who)
        marked = f"in {mark('source', f'{an} {medium}')}, {words} {said} that {clause}"
    elif way == "after":
        marked = f"{_speaker(who)} {said} in {mark('source', f'{an} {medium}')} that {clause}"
    elif way == "known":
        known = draw(st.sampled_from([word for word in table["names"] if word != "X"]))
        marked = f"{_speaker(who)} {said} on {mark('source', known)} that {clause}"
        medium = known
    else:
        by = _name(draw, "outlet").full
        cue = mark("cue", f"told {mark('source', by)}")
        marked = f"{_speaker(who)} {cue} that {clause}"
    return _report(sentence(marked), who, "said", f"through:{way}", sources=True)


_CLAUSES = (
    "{n} houses burned down", "{n} villagers were killed", "{n} passengers were rescued",
    "{n} people fled the valley",
    "{n} trees were planted", "{n} workers went on strike", "the fire destroyed {n} barns",
)  # fmt: skip


@st.composite
def attributions(draw: st.DrawFn) -> DrawnAttribution:
    """Draw a sentence in which somebody says something that holds one number."""
    number = str(draw(st.integers(12, 999)))
    clause = draw(st.sampled_from(_CLAUSES)).format(n=mark("text", number))
    report = say(draw, mark("content", clause), noun_phrase=mark("content", f"{mark('text', number)} deaths"))
    text, fields = read(report.marked)

    def words(field: str) -> str:
        start, end = fields[field]
        return text[start:end]

    return DrawnAttribution(
        text, words("speaker"), words("cue"), fields["content"], report.quote,
        tuple(words(source) for source in report.sources), report.flags, report.made_of,
    )  # fmt: skip
