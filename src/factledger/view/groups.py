"""How views sort what they show: groups of measures, and a sign for each flag."""

from __future__ import annotations

from typing import NamedTuple

from factledger.records import MEASURES, FlagKind


class Group(NamedTuple):
    """Measures that are shown alike: a letter for markup, a name, and its measures."""

    letter: str
    name: str
    measures: tuple[str, ...]


#: The groups of docs/claims.md, in its order.
GROUPS: tuple[Group, ...] = (
    Group("p", "people", MEASURES[: MEASURES.index("troops")]),
    Group("f", "force", ("troops", "weapons", "attacks", "destroyed")),
    Group(
        "e",
        "economy",
        (
            "currency_change",
            "currency_level",
            "price_change",
            "price_level",
            "funding",
            "cost",
            "income",
            "output",
            "rate",
        ),
    ),
    Group("u", "public life", ("votes", "poll", "attendance")),
    Group("o", "else", ("duration", "distance", "area", "other")),
)

_OF = {measure: group for group in GROUPS for measure in group.measures}


def group_of(measure: str) -> Group:
    """Return the group of a measure; one of a user's own stands under `else`."""
    return _OF.get(measure, GROUPS[-1])


#: One sign for each flag; the words stand beside it wherever there is room, so the sign is never all there is.
FLAG_SIGNS: dict[FlagKind, str] = {
    "no_evidence": "∅",
    "unverified": "?",
    "alleged": "‽",
    "reported": "»",
    "denied": "×",
    "disputed": "≠",
    "estimate": "~",
    "forecast": "→",
    "hypothetical": "◊",
    "negated": "¬",
    "to_date": "…",
    "undercount": "↑",
    "anonymous": "○",
    "secondhand": "←",
}


def flag_sign(flag: str) -> str:
    """Return a flag's sign; a flag of a user's own has `*`."""
    return FLAG_SIGNS.get(flag, "*")  # type: ignore[call-overload,no-any-return]
