"""Firms by what a text says of their business: who reports a profit or has shares is no person."""

from __future__ import annotations

from factledger.attribution.speakers import speaker_tables
from factledger.patterns import lazy_pattern

_NAME = r"([A-Z][\w&-]{1,20}(?:[ \u00a0](?:&[ \u00a0])?[A-Z][\w&-]{1,20}){0,3})"
_RESULTS = r"(?:income|profits?|loss(?:es)?|revenues?|sales|earnings|turnover|ebitda|dividend|shipments|deliveries)"
_ADJECTIVES = r"(?:[a-z][a-z-]{2,20} ){0,4}?"
_REPORTING = (
    r"(?:reported|reports|posted|posts|booked|books|logged|logs|forecasts?|guided|generated|recorded|"
    r"(?:said|says)(?: (?:on|last|this) \w+)?(?: that)? (?:its|it had|quarterly|annual|net|adjusted|first-quarter|full-year))"
)
#: "Harlan Mills reported a quarterly profit", "Harlan Mills' shares", "shares of Harlan Mills".
_BUSINESS = lazy_pattern(
    rf"\b{_NAME}(?: {_REPORTING} (?:(?:an?|its|the) )?{_ADJECTIVES}{_RESULTS}\b"
    rf"|['’]s? (?:shares|stock|share price|revenue|market value|net income|operating profit|quarterly|annual report)\b"
    rf"| (?:shares|stock) (?:rose|fell|were|was|jumped|dropped|gained|slid|slipped|closed|have|has|climbed|surged|tumbled)\b)"
)
_OWNED = lazy_pattern(rf"\b(?:[Ss]hares|[Ss]tock|[Cc]hief executive|CEO|[Ss]ubsidiary|[Ss]hareholders) (?:of|in) {_NAME}")
_SIGNS = ("profit", "income", "revenue", "earnings", "hares", "sales", "loss", "tock", "turnover", "chief executive", "CEO")


def firms_in(text: str) -> frozenset[str]:
    """Return the names in a text that business is told of."""
    if not any(sign in text for sign in _SIGNS):
        return frozenset()
    found = {match[1] for pattern in (_BUSINESS, _OWNED) for match in pattern.finditer(text)}
    return frozenset(name for name in found if name.lower() not in speaker_tables().bodies)


def ends_as_firm(name: str) -> bool:
    """Whether a name of several words ends as those of firms do: Harlan Foods, Denby Motors."""
    first, _, last = name.rpartition(" ")
    return bool(first) and last.lower() in speaker_tables().firm_heads
