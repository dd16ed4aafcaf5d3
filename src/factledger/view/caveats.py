"""A claim's caveats: short sentences for people, made of its flags and columns alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from factledger.records import Claim, Comparator, Flag, FlagKind, LinkKind, Span

_COMPARATORS: dict[Comparator, str] = {
    "at_least": "a lower bound",
    "more_than": "a lower bound",
    "at_most": "an upper bound",
    "less_than": "an upper bound",
    "approx": "approximate",
    "range": "a range",
    "vague": "a vague amount",
}
_LINKS: dict[LinkKind, str] = {"relay": "relayed by", "medium": "said through", "data": "based on"}

#: First words of triggers that read on after `said`: `without providing evidence`, `citing no proof`.
_AFTER_SAID = frozenset({"without", "with", "citing", "offering", "providing", "giving", "presenting", "despite"})


def caveats(claim: Claim) -> tuple[str, ...]:
    """Return the claim's caveats, each once, in the order of `FLAG_CAVEATS`; likelihood and comparator come last."""
    found: list[str] = []
    for kind, phrases in FLAG_CAVEATS.items():
        flags = [flag for flag in claim.flags if flag.kind == kind]
        if flags:
            found.extend(phrases(claim, flags))
    own = [flag for flag in claim.flags if flag.kind.startswith("x_")]  # flags of the user's own lexicon
    found += [f"{flag.kind[2:].replace('_', ' ')}: {_said(flag.spans[0])}" for flag in own]
    if claim.likelihood is not None:
        found.append(f"likelihood as written: {_said(claim.likelihood)}")
    if claim.quantity.comparator in _COMPARATORS:
        found.append(_COMPARATORS[claim.quantity.comparator])
    return tuple(dict.fromkeys(found))


def _said(span: Span) -> str:
    """The words on one line."""
    return " ".join(span.text.split())


def _name(span: Span) -> str:
    """A name within a sentence: `the army` for `The army`."""
    name = _said(span)
    return f"the {name[4:]}" if name.startswith("The ") else name


_Phrases = Callable[[Claim, list[Flag]], Iterable[str]]


def _fixed(phrase: str) -> _Phrases:
    return lambda claim, flags: (phrase,)


def _no_evidence(claim: Claim, flags: list[Flag]) -> list[str]:
    for flag in flags:
        words = _said(flag.spans[0]) if flag.spans else ""
        if words.split(" ")[0].lower() in _AFTER_SAID:
            return [f"said {words[0].lower()}{words[1:]}"]
    return ["said without evidence"]


def _unverified(claim: Claim, flags: list[Flag]) -> list[str]:
    alone = any("independent" in span.text.lower() for flag in flags for span in flag.spans)
    return ["not independently verified" if alone else "not verified"]


def _opposed(participle: str) -> _Phrases:
    """Who denies or disputes, with the other figure; the bare word only where nobody is known to."""

    def phrases(claim: Claim, flags: list[Flag]) -> list[str]:
        found = []
        for flag in flags:
            figure = f": {_said(flag.spans[1])}" if flag.rule == "disputed.figures" and len(flag.spans) > 1 else ""
            by = f" by {_name(flag.by)}" if flag.by is not None else ""
            if figure or by:
                found.append(f"{participle}{by}{figure}")
        return found or [participle]

    return phrases


def _secondhand(claim: Claim, flags: list[Flag]) -> list[str]:
    return [f"{_LINKS[link.kind]} {_name(link.name)}" for link in claim.attribution.chain] or ["passed on by others"]


#: What each flag says, in the order in which a reader sees it.
FLAG_CAVEATS: dict[FlagKind, _Phrases] = {
    "negated": _fixed("stated as not so"),
    "denied": _opposed("denied"),
    "disputed": _opposed("disputed"),
    "no_evidence": _no_evidence,
    "unverified": _unverified,
    "alleged": _fixed("alleged"),
    "reported": _fixed("reported by others"),
    "anonymous": _fixed("the speaker is not named"),
    "secondhand": _secondhand,
    "estimate": _fixed("an estimate"),
    "forecast": _fixed("a forecast"),
    "hypothetical": _fixed("hypothetical"),
    "to_date": _fixed("so far"),
    "undercount": _fixed("the true figure is thought to be higher"),
}
