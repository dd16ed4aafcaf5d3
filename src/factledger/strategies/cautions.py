"""Words of caution: how sentences say that a number is doubtful, and which flag they must raise."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st

from factledger.lexicon import load
from factledger.strategies.drawn import DrawnFlags
from factledger.strategies.events import Event, passive
from factledger.strategies.markup import mark, read, sentence
from factledger.strategies.vocabulary import capital, picker


class Caution(NamedTuple):
    """An event with words of caution: the event as they change it, a sentence behind it, and the flags they raise."""

    name: str
    event: Event
    flags: tuple[str, ...]
    behind: str = ""
    needs_speaker: bool = False
    words: str = ""


def _sets(name: str, *shapes: str) -> list[str]:
    """Return words of a set of flags.toml that end or stand so."""
    found = load("flags")["sets"][name]
    return [word for word in found if not shapes or word.endswith(shapes)]


def _within(told: Event, before: str, *, verb: str = " were ") -> Event:
    """Return the event with an adverb behind its auxiliary."""
    return told._replace(after=told.after.replace(verb, f"{verb}{before} ", 1))


def caution(draw: Any, told: Event) -> Caution:
    """Draw words of caution that fit an event."""
    ways = ["evidence", "verified", "denied", "disputed", "so far", "as of"]
    if told.after.startswith(" were "):
        ways += ["allegedly", "reportedly", "may", "feared", "would", "estimated"]
    if told.amount.comparator == "exact" and told.amount.unit == "" and told.amount.value and told.before == "":
        ways += ["an estimated"]
    if told.measure in ("killed", "casualties"):
        ways += ["rising"]
    return _written(draw, told, draw(st.sampled_from(ways)))


def _written(draw: Any, told: Event, way: str) -> Caution:
    pick = picker(draw)
    name = way.replace(" ", "_")
    if way in ("allegedly", "reportedly"):
        word = pick(("allegedly", "purportedly")) if way == "allegedly" else "reportedly"
        return Caution(name, _within(told, word), ("alleged" if way == "allegedly" else "reported",), words=word)
    if way == "may":
        words = pick(("may have been", "might have been", "could have been"))
        return Caution(
            name, told._replace(after=told.after.replace(" were", f" {words}", 1)), ("hypothetical",), words=words
        )
    if way == "would":
        words = pick(("will be", "would be", "are expected to be", "are set to be"))
        return Caution(
            name, told._replace(after=told.after.replace(" were", f" {words}", 1)), ("forecast",), words=words
        )
    if way in ("feared", "estimated"):
        words = "were believed to have been" if way == "feared" else "were estimated to have been"
        return Caution(
            name, told._replace(after=told.after.replace(" were", f" {words}", 1)), ("estimate",), words=words
        )
    if way == "an estimated":
        got = told.amount
        return Caution(
            name,
            told._replace(amount=got._replace(words=f"an estimated {got.words}")),
            ("estimate",),
            words="an estimated",
        )
    if way == "so far":
        spent = f"{told.before}{told.after}".rstrip().endswith(" up")  # "locked up to date" is another thing
        words = pick(("so far", "thus far") if spent else ("so far", "to date", "thus far"))
        return Caution(name, told._replace(after=f"{told.after} {words}", dated=True), ("to_date",), words=words)
    if way == "as of":
        words = "as of"
        day = pick([name[0].title() for name in load("when")["names"]["weekdays"].values()])
        before = f"{mark('when', f'as of {day}')}, {told.before}"
        return Caution(name, told._replace(before=before, dated=True), ("to_date",), words=words)
    target = "report" if told.amount.unit else pick(("report", "figure"))
    if way == "verified":
        adverb = pick(("independently", "immediately"))
        words = f"could not be {adverb} {pick(('verified', 'confirmed', 'corroborated'))}"
        return Caution(name, told, ("unverified",), f" The {target} {words}.", True, words)
    if way == "denied":
        who = pick(("The army", "The company", "The government", "Rebels", "The opposition"))
        words = f"{pick(('denied', 'rejected'))} the {pick(('report', 'allegations', 'accusations'))}"
        flags = ("denied",) if "report" in words else ("alleged", "denied")
        return Caution(name, told, flags, f" {who} {words}.", True, words)
    if way == "disputed":
        who = pick(("The union", "The opposition", "Experts"))
        words = pick(("disputed the figure", "questioned the figure", "called the figure inflated"))
        return Caution(name, told, ("disputed",), f" {who} {words}.", True, words)
    if way == "evidence":
        proof = pick(_sets("proof"))
        thing = pick(("No", "No independent"))
        words = f"{thing} {proof} {'were' if proof.endswith('s') else 'was'} given for the claim"
        return Caution(name, told, ("no_evidence",), f" There is no {proof} for that claim.", True, f"no {proof}")
    tolls = pick(("toll", "number", "death toll"))
    expected = pick(
        [
            word
            for word in _sets("expected")
            if word.endswith("ed") or word in ("likely", "set", "certain", "bound", "sure")
        ]
    )
    words = f"{tolls} is {expected} to {pick(('rise', 'increase', 'grow', 'climb'))}"
    return Caution(name, told, ("undercount",), f" The {words}.", False, words)


@st.composite
def flags(draw: st.DrawFn) -> DrawnFlags:
    """Draw a sentence or two with one number, the flags that they must raise, and the words that raise each."""
    told = passive(draw)
    doubt = caution(draw, told)
    marked = sentence(doubt.event.clause)
    flags = dict.fromkeys((*doubt.event.flags, *doubt.flags), doubt.words)
    if doubt.needs_speaker:
        marked = f"{sentence(f'the militia said that {doubt.event.clause}')}"
    marked = f"{marked}{doubt.behind}"
    if doubt.event.opening:
        marked = f"{doubt.event.opening} {marked}"
    text, _ = read(marked)
    words = {flag: trigger if trigger in text else capital(trigger) for flag, trigger in flags.items()}
    return DrawnFlags(text, words, (*told.made_of, *told.amount.made_of, f"caution:{doubt.name}"))
