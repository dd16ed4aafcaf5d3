"""Who may be meant by a mention, and the gender that words show."""

from __future__ import annotations

from typing import NamedTuple

from factledger.attribution.capitals import Gender
from factledger.attribution.names import Person
from factledger.attribution.speakers import speaker_tables
from factledger.records import SpeakerKind

Chars = tuple[int, int]


class Entity(NamedTuple):
    """Who speaks: the fullest name's range, and what is known of the speaker."""

    name: Chars
    kind: SpeakerKind
    plural: bool
    anonymous: bool
    gender: Gender | None
    role: Chars | None
    affiliation: Chars | None
    noun: str
    texts: frozenset[str] = frozenset()  # nouns for the texts in which the speaker spoke: "the statement" means them


def of_person(person: Person) -> Entity:
    """Return the person as one who may be meant."""
    return Entity((person.start, person.end), "person", False, False, person.gender, None, None, person.words[-1])


def first_name_gender(words: list[str]) -> Gender | None:
    """Return the gender that the first of a name's words shows."""
    tables = speaker_tables()
    if len(words) > 1:
        if words[0] in tables.male:
            return "male"
        if words[0] in tables.female:
            return "female"
    return None


def noun_gender(noun: str) -> Gender | None:
    """Return the gender that a noun for a person shows (`spokeswoman`)."""
    tables = speaker_tables()
    if noun in tables.she or noun.endswith("woman"):
        return "female"
    return "male" if noun in tables.he or noun.endswith("man") else None
