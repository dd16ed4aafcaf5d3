"""Speakers: the words of lexicon/speakers.toml, and a noun phrase taken apart into name, role and affiliation."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from factledger.attribution.cues import cue_tables
from factledger.attribution.lines import Line
from factledger.lexicon import load
from factledger.records import SpeakerKind
from factledger.wordclasses import (
    AUXILIARY,
    CAPITAL,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    FUNCTION,
    LOWER,
    MINOR,
    MODAL,
    PAST,
    PREPOSITION,
    WORD,
)
from factledger.words import Token

Range = tuple[int, int]

PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "you", "who", "which", "that", "this", "these", "those"})
_QUOTES = frozenset({'"', "“", "”", "''", "„", "«", "»"})


class SpeakerTables(NamedTuple):
    """The lists of lexicon/speakers.toml as sets."""

    titles: frozenset[str]
    singular: frozenset[str]
    plural: frozenset[str]
    groups: frozenset[str]
    sources: frozenset[str]
    bodies: frozenset[str]
    places_too: frozenset[str]
    corporate: frozenset[str]
    firm_heads: frozenset[str]
    stands_for: dict[str, frozenset[str]]
    outlet_names: frozenset[str]
    outlet_heads: frozenset[str]
    outlet_words: frozenset[str]
    outlet_firsts: frozenset[str]
    outlet_placed: frozenset[str]
    outlet_issued: frozenset[str]
    outlet_air: frozenset[str]
    outlet_talks: frozenset[str]
    documents: frozenset[str]
    polls: frozenset[str]
    media: frozenset[str]
    said_in: frozenset[str]
    utterances: frozenset[str]
    tellings: frozenset[str]
    channels: frozenset[str]
    media_names: frozenset[str]
    anybody: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    either: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    nounish: frozenset[str]
    serving: frozenset[str]
    acronyms: frozenset[str]


@cache
def speaker_tables() -> SpeakerTables:
    """Return the tables, read once."""
    table = load("speakers")
    roles, documents, people = table["roles"], table["documents"], table["people"]
    singular = frozenset(roles["singular"])
    plural = frozenset(roles["plural"]) | {word + "s" for word in singular}
    groups = frozenset(roles["groups"])
    sets = {
        "singular": singular,
        "plural": plural,
        "groups": groups,
        "sources": frozenset(roles["sources"]),
        "bodies": frozenset(plural for noun in table["bodies"]["nouns"] for plural in (noun, _plural(noun))),
        "places_too": frozenset(table["bodies"]["places_too"]),
        "serving": frozenset(table["bodies"]["serving"]),
        "acronyms": frozenset(table["bodies"]["acronyms"]),
        "corporate": frozenset(table["bodies"]["corporate"]),
        "firm_heads": frozenset(table["bodies"]["firm_heads"]),
        **{f"outlet_{kind}": frozenset(words) for kind, words in table["outlets"].items()},
        "documents": frozenset(documents["sources"]),
        "polls": frozenset(documents["polls"]),
        "media": frozenset(documents["media"]),
        "said_in": frozenset(documents["said_in"]),
        "utterances": frozenset(documents["utterances"]),
        "tellings": frozenset(documents["tellings"]),
        "channels": frozenset(documents["channels"]),
        "media_names": frozenset(documents["names"]),
        **{kind: frozenset(words) for kind, words in people.items()},
    }
    nounish = singular | plural | groups | sets["documents"] | sets["bodies"] | sets["outlet_words"]
    stands_for = {noun: frozenset(heads) for noun, heads in table["stands_for"].items()}
    return SpeakerTables(titles=frozenset(roles["titles"]), nounish=nounish, stands_for=stands_for, **sets)


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


class Mention(NamedTuple):
    """A speaker as the sentence names it, as token ranges of its line.

    `first`, `stop`: the words at the cue; `name`: the part that names; `pronoun`: its lower-case form or None;
    `person`, `plural`, `definite`, `anonymous` are what the words show; `kind` as in the records.
    """

    first: int
    stop: int
    name: Range
    role: Range | None
    affiliation: Range | None
    kind: SpeakerKind
    pronoun: str | None
    plural: bool
    anonymous: bool
    named: bool


def is_quote(token: Token) -> bool:
    """Whether the token is a double quotation mark."""
    return token.low in _QUOTES


_ARTICLES = frozenset({"the", "a", "an", "its", "his", "their", "our", "my", "your"})  # "the march": a noun


def is_adverb(line: Line, i: int) -> bool:
    """Whether the token at `i` is an adverb in -ly; a name (`Kelly`, `Italy`) is none."""
    low = line.low[i]
    return low.endswith("ly") and len(low) > 4 and line.bits[i] & LOWER != 0


def is_verb(line: Line, i: int) -> bool:
    """Whether the lower-case token at `i` most likely is a finite verb, not a noun of the speakers' vocabulary."""
    bits = line.bits[i]
    if not bits & FINITE or bits & CAPITAL:
        return False
    if bits & (AUXILIARY | MODAL):
        return True
    if line.low[i] in speaker_tables().nounish:
        return False
    return bits & PAST != 0 or not (i and line.low[i - 1] in _ARTICLES)


def parse_phrase(line: Line, span: Range) -> Mention | None:
    """Take the noun phrase `span` apart; None where it is no possible speaker."""
    first, stop = span
    tables = speaker_tables()
    temporal = cue_tables().temporal_heads
    documents = tables.documents
    # A fronted phrase is not the subject: "In Kyiv officials", "On Monday the ministry".
    while first < stop and not line.bits[first] & WORD:
        first += 1
    if first < stop and (
        line.low[first] in cue_tables().phrase_prepositions
        or line.low[first] in ("after", "during", "as", "since", "before")
    ):
        first = _after_fronted(line, first, stop)
    while first < stop and (line.low[first] in ("and", "or", "but", "of", "&") or not line.bits[first] & WORD):
        first += 1
    while first < stop and line.low[first] in temporal and stop - first > 1 and line.low[stop - 1] not in documents:
        first += 1
    while stop > first and not line.bits[stop - 1] & WORD:
        stop -= 1
    if first >= stop:
        return None
    if stop - first == 1:
        low = line.low[first]
        if low in PRONOUNS:
            return Mention(
                first, stop, (first, stop), None, None, "unknown", low, low in ("they", "we"), False, False
            )
        if line.bits[first] & MINOR or low in temporal:
            return None
        named = line.tokens[first].text in tables.outlet_names  # dpa
        if line.tokens[first].text[0].islower() and low not in tables.nounish and not low.endswith("s") and not named:
            return None
    return _classify(line, first, stop)


def _after_fronted(line: Line, first: int, stop: int) -> int:
    """The start of the subject after a fronted prepositional phrase without a comma."""
    bits = line.bits
    head = first + 1
    if head < stop and bits[head] & DETERMINER:
        head += 1
    for i in range(head + 1, stop):
        if bits[i] & DETERMINER and line.low[i - 1] not in cue_tables().phrase_prepositions:
            return i
        if (
            bits[i] & CAPITAL
            and bits[i - 1] & LOWER
            and not bits[i - 1] & FUNCTION
            and line.low[i - 1] not in speaker_tables().singular
        ):
            return i
    last = stop - 1
    return last if line.low[last] in speaker_tables().nounish and last > head else stop


def _classify(line: Line, first: int, stop: int) -> Mention:
    """Find the naming part, role, affiliation and kind of the phrase."""
    tables = speaker_tables()
    low, bits = line.low, line.bits
    if line.text(first, stop) in tables.outlet_names:
        # names that look like no name: dpa, News24
        return Mention(first, stop, (first, stop), None, None, "outlet", None, False, False, True)
    if (
        stop - first > 3
        and low[first] == "a"
        and low[first + 1] in ("number", "series", "set", "group", "couple", "pair", "collection")
        and low[first + 2] == "of"
    ):
        inner = _classify(line, first + 3, stop)
        if not inner.named:
            return inner._replace(first=first, name=(first, stop))
    if stop - first > 1 and low[stop - 1].endswith("ed") and low[stop - 2] in tables.documents:
        stop -= 1  # "a study published Monday"
    head_stop = phrase_head_stop(line, first, stop)
    if (
        head_stop < stop - 2
        and low[head_stop] == "of"
        and low[stop - 1] in tables.bodies
        and low[head_stop - 1] not in tables.nounish
        and line.tokens[head_stop - 1].text.islower()
        and all(bits[k] & WORD and not bits[k] & FUNCTION for k in range(head_stop + 1, stop))
    ):
        head_stop = stop  # "the prisoners of war affairs office": the body at the end is the head
    head = head_stop - 1
    core = first
    while core < head_stop and (bits[core] & DETERMINER or not bits[core] & WORD):
        core += 1
    head_low = low[head]
    role_at = -1
    for i in range(core, head_stop):
        if (low[i] in tables.singular and (low[i] != "one")) or line.tokens[i].text in tables.titles:
            role_at = i
    capital_from = head_stop
    while capital_from > core and is_name_token(line, capital_from - 1):
        capital_from -= 1
    plural = (
        head_low in tables.plural
        or head_low in tables.groups
        or _lists(line, first, stop)
        or (head_low.endswith("s") and head_low in tables.bodies)
    )

    # "Palace spokesman Ivo Lang", "Mayor Ann Lee", "Mr. Lee"
    if role_at >= 0 and role_at < head and capital_from <= role_at + 1 and low[head] not in tables.bodies:
        name = (max(role_at + 1, capital_from), head_stop)
        return Mention(
            first,
            stop,
            name,
            (core, role_at + 1),
            _affiliation(line, head_stop, stop),
            "person",
            None,
            False,
            False,
            True,
        )

    # "Officials", "People familiar with ...": a capital only because the sentence begins there.
    common = head_stop - core == 1 and (
        head_low in tables.groups
        or head_low in tables.plural
        or head_low in tables.sources
        or head_low in tables.documents
    )
    if capital_from < head_stop and capital_from == core and not common:
        name_words = [low[i] for i in range(core, head_stop)]
        text = line.text(core, head + 1)
        kind: SpeakerKind
        determined = core > first
        if (
            text in tables.outlet_names
            or name_words[-1] in tables.outlet_heads
            or name_words[-1] in tables.outlet_words
        ):
            kind = "outlet"
        elif name_words[-2:-1] == ["geological"]:
            kind = "collective"  # the US Geological Survey
        elif name_words[-1] in tables.documents and name_words[-1] not in tables.media_names:
            kind = "document"
        elif head_low in tables.singular and head_low not in tables.bodies:
            kind = "person"  # "The Interior Minister"
        elif len(name_words) > 1 and name_words[-1] in tables.firm_heads:
            kind = "collective"  # "Harlan Foods"
        elif not tables.bodies.isdisjoint(name_words) or determined or (len(text) > 1 and text.isupper()) or plural:
            kind = "collective"
        else:
            kind = "person"
        if kind == "person" and head_low in tables.singular:
            return Mention(first, stop, (first, stop), (first, stop), None, "person", None, False, False, False)
        name = (
            (core, head_stop)
            if kind == "person"
            else (first, stop if kind == "document" else max(head_stop, _of_stop(line, head_stop, stop)))
        )
        return Mention(first, stop, name, None, _affiliation(line, head_stop, stop), kind, None, plural, False, True)

    # "Oakland police Sgt. Mark Lee": lower-case words before a closing name
    before = low[capital_from - 1] if capital_from > core else ""
    called = before in tables.corporate or before in (
        "group",
        "agency",
        "charity",
        "institute",
        "party",
        "network",
        "union",
    )
    if (
        capital_from < head_stop
        and capital_from > core
        and (called or (head_stop - capital_from >= 2 and low[head] not in tables.bodies))
        and (before in ("'s", "’s") or before in tables.nounish or before.endswith("s") or before.isalpha())
    ):
        kind = (
            "outlet"
            if low[head] in tables.outlet_heads or before in tables.outlet_words
            else "collective"
            if called or before in tables.bodies
            else "person"
        )
        return Mention(
            first, stop, (capital_from, head_stop), (core, capital_from), None, kind, None, False, False, True
        )

    # no name: a role, a body, a group or a document
    anonymous = False
    if head_low in tables.documents and not (head_low in tables.bodies and head_low not in tables.polls):
        kind = "document"
    elif head_low in tables.sources:
        kind, anonymous = "person" if head_low == "source" else "collective", True
    elif head_low in tables.groups or head_low in tables.plural:
        kind = "collective"
        anonymous = _counted(line, first, head_stop) or _familiar(line, head, stop)
    elif head_low in tables.bodies and head > core and low[head - 1] in tables.serving:
        kind = "collective"  # "the coast guard", "the national guard"
    elif head_low in tables.singular and head_low not in ("one",):
        kind = "person"
        anonymous = _unnamed_person(line, first, core, head, stop)
    elif head_low in tables.outlet_words:
        kind = "outlet"
    elif head_low in tables.bodies:
        kind = "collective"
    elif low[first] == "one" and first + 1 < stop and low[first + 1] == "of":
        kind, anonymous = "person", True
    elif core < head_stop and line.tokens[head].text[0].isupper():
        kind = "collective"
    else:
        kind = "unknown"
    if low[first] == "one" and first + 1 < stop and low[first + 1] == "of":
        kind, anonymous = "person", True
    return Mention(first, stop, (first, stop), None, None, kind, None, plural, anonymous, False)


#: Small words inside the names of persons, and what tokens split off them.
_PARTICLES = frozenset(
    ("al", "bin", "de", "van", "von", "der", "la", "el", "du", "da", "di", "ibn", "bint", "ben", "dos", "das", "del",
     "den", "ten", "ter", "zu", "&", ".", "-")
)  # fmt: skip


def ends_outlet(line: Line, stop: int, lo: int = 0) -> bool:
    """Whether a name of an outlet that looks like none ends before `stop`: France 24, USA Today, News24."""
    return outlet_before(line, stop, lo) < stop


def outlet_before(line: Line, stop: int, lo: int = 0) -> int:
    """Return where the name of several tokens of an outlet begins that ends before `stop`; `stop` for none."""
    names = speaker_tables().outlet_names
    return next((first for first in range(max(lo, stop - 4), stop - 1) if line.text(first, stop) in names), stop)


def outlet_at(line: Line, first: int, hi: int) -> int:
    """Return where the name of several tokens of an outlet ends that begins at `first`; `first` for none."""
    names = speaker_tables().outlet_names
    if first >= hi or not line.tokens[first].text[0].isupper():
        return first
    ends = range(min(hi, first + 4), first + 1, -1)
    return next((stop for stop in ends if line.text(first, stop) in names), first)


def is_name_token(line: Line, i: int) -> bool:
    """Whether the token at `i` can stand in a name: a capital, or a small word or mark before one."""
    bits = line.bits[i]
    if bits & CAPITAL:
        return not bits & FUNCTION or (i > 0 and line.bits[i - 1] & CAPITAL != 0)
    if i == 0 or i + 1 > line.n:
        return False
    token = line.tokens[i]
    joined, _, rest = token.text.partition("-")  # Ahmed al-Masri
    if joined in _PARTICLES and rest[:1].isupper():
        return True
    following = line.tokens[i + 1].text if i + 1 < line.n else ""
    return token.low in _PARTICLES and (
        following[:1].isupper() or following in _PARTICLES or (token.low == "." and following[:3] in ("al-", "el-"))
    )


def phrase_head_stop(line: Line, first: int, stop: int) -> int:
    """The end of the phrase's head: before its first preposition, bracket or participle."""
    one = line.low[first] == "one"
    prepositions = cue_tables().phrase_prepositions
    past = 0
    grouped = line.low[stop - 1] in speaker_tables().groups and line.bits[stop - 1] & LOWER != 0
    for i in range(first + 1, stop):
        low, bits = line.low[i], line.bits[i]
        if low == "of" and grouped and i + 1 < stop - 1 and line.bits[i - 1] & line.bits[i + 1] & CAPITAL:
            continue  # "Bank of America analysts"
        if i < past or (low == "(" and (past := _past_bracket(line, i, stop))):
            continue
        if bits & CONJUNCTION or low in ("(", ",", "who", "[") or (low in prepositions and not one):
            return i
        if bits & PREPOSITION and not one and not bits & CAPITAL:
            return i
        if (
            bits & LOWER
            and low.endswith(("ed", "ing"))
            and line.low[i - 1] in speaker_tables().nounish
            and (i + 1 == stop or line.low[i + 1] not in speaker_tables().nounish)
        ):
            return i
        if low in ("familiar", "close") and line.low[i - 1] in speaker_tables().nounish:
            return i
    return stop


def _past_bracket(line: Line, at: int, stop: int) -> int:
    """After an acronym in brackets with the head behind it ("the Food Index (FI) analysis"); 0 where none is."""
    head = at + 3
    return head if head < stop and line.low[at + 2] == ")" and line.low[head] in speaker_tables().nounish else 0


def _of_stop(line: Line, head_stop: int, stop: int) -> int:
    """`University of Texas`: names go on over `of`, `for` and `and` with capitals after."""
    i = head_stop
    while i + 1 < stop and line.low[i] in ("of", "for", "and", "on", "at", "in"):
        j = i + 1
        while j < stop and line.low[j] in ("the",):
            j += 1
        if j >= stop or not line.tokens[j].text[0].isupper():
            break
        while j < stop and is_name_token(line, j):
            j += 1
        i = j
    return i


def _affiliation(line: Line, head_stop: int, stop: int) -> Range | None:
    if head_stop + 1 < stop and line.low[head_stop] in ("of", "from", "with", "at"):
        return head_stop + 1, stop
    return None


def _lists(line: Line, first: int, stop: int) -> bool:
    return "and" in line.low[first:stop]


def _counted(line: Line, first: int, stop: int) -> bool:
    return line.low[first] in cue_tables().counts


def _familiar(line: Line, head: int, stop: int) -> bool:
    return any(line.low[i] in ("familiar", "briefed", "close") for i in range(head, stop))


def _unnamed_person(line: Line, first: int, core: int, head: int, stop: int) -> bool:
    """A person without a name; an office that one person holds ("the head of the railways") is not meant."""
    low = line.low
    if low[first] in ("the", "its", "their", "his", "her", "our") or any(
        low[i] in ("'s", "’s") for i in range(first, head)
    ):
        return (
            low[head] in ("source", "official", "person", "spokesperson", "insider", "spokesman", "spokeswoman")
            and low[first] == "the"
        )
    return True
