"""Names that a text itself shows to be places (`in Sumy`, `Benue state`), so that they are known all through it.

A name that stands after `in` may be a person or a party as well (`in Smith's view`, `in Republican circles`): it is
no place where the text elsewhere puts a first name or a title before it, or lets it speak.
"""

from __future__ import annotations

from factledger.gazetteer import gazetteer
from factledger.measures.placetable import DERIVED, modified, words
from factledger.measures.timewords import grammar
from factledger.patterns import lazy_pattern
from factledger.phrases import classes

_LEADING = (
    "in", "near", "outside", "inside", "city of", "town of", "village of", "province of", "capital of", "island of",
    "capital,", "in and around",
)  # fmt: skip
# Each branch begins with its letters and looks back for the boundary behind them, so that the scan skips all others.
_SHOWN = lazy_pattern(
    "(?:" + "|".join(rf"{lead}(?<=\b{lead})" for lead in _LEADING) + ")"
    r" (?:the )?(?:[a-z]{4,9}-?[a-z]{0,8}ern )?([A-Z][\w’'-]{1,30}(?: (?:al|de|el|[A-Z][\w-]{1,30})){0,2})"
    r"(?: ([\w-]++))?"
)
_TYPED = lazy_pattern(
    r"([A-Z](?<!\w.)[\w-]{1,30}(?: [A-Z][\w-]{1,30})?) "
    r"(?:province|district|region|state|city|county|oblast|governorate)\b"
)
_OWNER = lazy_pattern(r"['’]s?$")
#: A first name or title and the name after it.
_PAIRS = lazy_pattern(
    r"\b((?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Gen|Col|Capt|Lt|Sgt|Rev|Prof)\.|[A-Z][\w’'-]*+) (?=([A-Z][\w-]*+))"
)


def shown_places(text: str) -> frozenset[str]:
    """Return the names that the text shows to be places."""
    found = {name for match in _SHOWN.finditer(text) if (name := _bare(match[1])) and _stands(match[1], match[2])}
    found |= {name for match in _TYPED.finditer(text) if (name := _bare(match[1]))}
    unknown = {name for name in found if " " not in name and name not in gazetteer().places}
    return frozenset(found - _persons(text, unknown) if unknown else found)


def _bare(written: str) -> str:
    """Return a name without its possessive, empty where it cannot be that of a place."""
    table = words()
    name = _OWNER.sub("", written)
    last = name.rsplit(None, 1)[-1].lower()
    if len(name) < 3 or name.split()[0].lower() in table.no_name or grammar().harm.search(name.lower()):
        return ""
    if last in table.rejected or last in table.times or name.isupper() or name in gazetteer().demonyms:
        return ""
    return "" if DERIVED.search(name) is not None else name


def _stands(written: str, following: str | None) -> bool:
    """Whether a name stands by itself, rather than before a noun or a longer name that it belongs to."""
    if following is None:
        return True
    if _OWNER.search(written) is not None:
        table = words()
        return following in table.directions or following in table.types or following[0].isupper()
    if following[0].islower():
        return not modified(following)
    return not following[0].isupper() or following.lower() in words().times


def _persons(text: str, names: set[str]) -> set[str]:
    """Return those of the names that the text elsewhere uses as a person's: after a first name or a title."""
    small, table, known = classes().minor, words(), gazetteer()
    found = set()
    for match in _PAIRS.finditer(text):
        if match[2] not in names:
            continue
        before = match[1].lower()
        if before in small or before in table.directions or before in table.types or before in table.times:
            continue
        if before in table.locative or match[1] in known.demonyms or match[1] in known.places:
            continue
        if before.endswith(("'s", "’s")):
            continue
        found.add(match[2])
    return found
