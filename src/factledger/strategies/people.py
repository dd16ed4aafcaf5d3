"""Who says something: persons, offices, bodies, groups, unnamed persons, documents, outlets."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from factledger.lexicon import load
from factledger.strategies.drawn import DrawnName
from factledger.strategies.vocabulary import article, capital, demonyms, listed, places

_SURNAMES = listed("""Brandt Sesay Okafor Lindqvist Moreau Petrov Haddad Nakamura O'Neill McDonald Alvarez Kowalski
    Demir Castellanos
Mbeki Svensson Rahman Tanaka Ferreira Novak Dlamini Horvath Ibrahimov Keller Lombardi Mwangi Nyström Olivares Pham
Quiroga
Rossi Sandoval Thapa Uzun Vasquez Weiss Yilmaz Zielinski al-Masri al-Hashimi Smith-Jones Ben-Ami""")
_PARTICLES = ("van den Berg", "de la Cruz", "von Arnim", "dos Santos", "bin Rashid")
#: Offices that one person holds: a speaker so named is not anonymous.
_OFFICES = frozenset(
    listed("""president chancellor governor mayor chairman chairwoman premier sheriff treasurer archbishop pope king
        queen
    comptroller ombudsman registrar superintendent commissioner principal warden""")
)
_FIELDS = ("health", "finance", "defence", "interior", "education", "transport", "energy", "justice")
#: Nouns of bodies that are one body with `the` and an adjective before them.
_BODIES = frozenset(
    listed("""ministry department agency bank council court commission committee union association federation
        institute university
    hospital army navy police parliament government party charity company regulator watchdog observatory foundation
    embassy treasury tribunal museum church cabinet secretariat airline insurer""")
)
_DOCUMENTS = (
    "report",
    "study",
    "survey",
    "poll",
    "audit",
    "census",
    "inquiry",
    "investigation",
    "indictment",
    "review",
)


@cache
def _first_names() -> dict[str, tuple[str, ...]]:
    people = load("speakers")["people"]
    return {sex: tuple(name.title() for name in people[sex]) for sex in ("male", "female")}


def _person(draw: Any) -> tuple[str, str, str]:
    """Draw a person: the full name, the surname and the sex."""
    sex = draw(st.sampled_from(("male", "female")))
    first = draw(st.sampled_from(_first_names()[sex]))
    last = draw(st.sampled_from((*_SURNAMES, *_PARTICLES)))
    middle = draw(st.sampled_from(("", "", "", f"{draw(st.sampled_from('ABDEGHJKLMPRST'))}. ")))
    return f"{first} {middle}{last}", last, sex


def person(draw: Any, *, placed: bool = True) -> DrawnName:
    """Draw a person by name, with or without title, office or trade.

    A name that is not `placed` names no place: what it says could be taken to have happened there.
    """
    full, last, sex = _person(draw)
    roles = load("speakers")["roles"]
    he_or_she = "he" if sex == "male" else "she"
    again = (capital(he_or_she), capital(last))
    way = draw(st.sampled_from(("bare", "bare", "title", "office", "role", "behind", "behind", "before")))
    if way == "title":
        sexed = {"male": ("Mr", "Mr.", "Sir", "Lord", "Rev."), "female": ("Mrs", "Mrs.", "Ms", "Ms.", "Dame", "Lady")}
        known = [
            t
            for t in ("Dr", "Dr.", "Prof.", "Sen.", "Gov.", "Gen.", "Col.", "Capt.", "Maj.", *sexed[sex])
            if t in roles["titles"]
        ]
        return DrawnName(f"{draw(st.sampled_from(known))} {full}", full, "person", again)
    if way == "office":
        office = draw(
            st.sampled_from(
                sorted(_offices() - {"king", "queen", "pope", *({"chairman"} if sex == "female" else {"chairwoman"})})
            )
        )
        return DrawnName(f"{capital(office)} {full}", full, "person", again)
    if way == "role":
        field = draw(st.sampled_from(_FIELDS))
        role = draw(
            st.sampled_from(
                ("minister", "secretary", "commissioner", "spokesman" if sex == "male" else "spokeswoman")
            )
        )
        before = draw(st.sampled_from((f"{field} {role}", f"{capital(field)} {capital(role)}")))
        return DrawnName(f"{before} {full}", full, "person", again)
    place = draw(st.sampled_from(places()))
    trades = sorted(_trades())
    if way == "behind":
        office = draw(st.sampled_from(("mayor", "governor")))
        what = draw(
            st.sampled_from(
                (f"the {office} of {place}" if placed else f"the {office}", article(draw(st.sampled_from(trades))))
            )
        )
        return DrawnName(f"{full}, {what},", full, "person", again)
    if way == "before":
        what = draw(
            st.sampled_from(
                (f"the mayor of {place}" if placed else "the mayor", f"the {draw(st.sampled_from(_FIELDS))} minister")
            )
        )
        return DrawnName(f"{what}, {full},", full, "person", again)
    return DrawnName(full, full, "person", again)


@cache
def _offices() -> frozenset[str]:
    return _OFFICES & frozenset(load("speakers")["roles"]["singular"])


@cache
def _trades() -> frozenset[str]:
    """Trades of the table that anybody may have, to stand behind a name."""
    roles = load("speakers")["roles"]["singular"]
    return frozenset(roles) & frozenset(
        listed("""nurse doctor teacher farmer lawyer economist analyst engineer historian scientist researcher
            surgeon pilot
        geologist seismologist epidemiologist statistician chemist biologist trader driver professor firefighter
        paramedic psychologist journalist columnist activist""")
    )


def office(draw: Any, *, placed: bool = True) -> DrawnName:
    """Draw an office without a name: the mayor, the health minister, the Chadian president."""
    noun = draw(st.sampled_from(sorted(_offices())))
    demonym, place = draw(st.sampled_from(demonyms())), draw(st.sampled_from(places()))
    field = draw(st.sampled_from(_FIELDS))
    text = draw(
        st.sampled_from(
            (
                f"the {noun}",
                f"the {noun} of {place}" if placed else f"the {noun}",
                f"the {field} minister",
                f"the {demonym} president",
            )
        )
    )
    return DrawnName(text, text, "role")


def body(draw: Any, *, placed: bool = True) -> DrawnName:
    """Draw an institution: the health ministry, the Chadian army, the University of Ghent."""
    nouns = sorted(_BODIES & frozenset(load("speakers")["bodies"]["nouns"]))
    noun = draw(st.sampled_from(nouns))
    demonym, place = draw(st.sampled_from(demonyms())), draw(st.sampled_from(places()))
    field = draw(st.sampled_from(_FIELDS))
    text = draw(
        st.sampled_from(
            (f"the {noun}", f"the {demonym} {noun}", f"the {field} ministry", f"the {capital(field)} Ministry",
             f"the University of {place}" if placed else "the university", "the central bank",
             f"the {demonym} {field} ministry")
        )
    )  # fmt: skip
    return DrawnName(text, text, "body", ("It",))


def group(draw: Any, *, placed: bool = True) -> DrawnName:
    """Draw persons without number: officials, Chadian officials, health officials, witnesses."""
    known = load("speakers")["roles"]["groups"]
    speaking = [
        word
        for word in known
        if word.endswith("s")
        and word
        not in (
            "others",
            "americans",
            "democrats",
            "republicans",
            "conservatives",
            "liberals",
            "respondents",
            "participants",
            "authors",
            "voters",
            "families",
        )
    ]
    noun = draw(st.sampled_from((*speaking, "police")))
    demonym, field = draw(st.sampled_from(demonyms())), draw(st.sampled_from(_FIELDS))
    text = draw(st.sampled_from((noun, f"{demonym} {noun}", f"{field} officials", "the authorities", "the police")))
    anonymous = noun in load("speakers")["roles"]["sources"] and noun in text
    return DrawnName(text, text, "anonymous" if anonymous else "group", ("They",), plural=True)


def unnamed(draw: Any, *, placed: bool = True, numbered: bool = False) -> DrawnName:
    """Draw a person or persons without a name: a senior official, sources, a person familiar with the matter.

    `numbered` ones (two aides) state a number of their own.
    """
    table = load("flags")["anonymous"]
    persons = [
        word for word in table["persons"] if word not in ("local", "figure", "mother", "father", "parent", "general")
    ]
    noun = draw(st.sampled_from(persons))
    number = draw(st.sampled_from(("two", "three", "four", "five")))
    demonym = draw(st.sampled_from(demonyms()))
    many = {"spokesman": "spokesmen", "spokeswoman": "spokeswomen", "policeman": "policemen",
        "policewoman": "policewomen",
            "person": "people", "man": "men", "woman": "women", "fisherman": "fishermen", "witness": "witnesses",
            "eyewitness": "eyewitnesses", "secretary": "secretaries", "attorney": "attorneys"}  # fmt: skip
    one = draw(
        st.sampled_from(
            (article(noun), f"one {noun}", f"a senior {noun}", article(f"{demonym} {noun}"),
                "a person familiar with the matter",
             "a person with knowledge of the matter", "an unnamed official", f"an unidentified {noun}")
        )
    )  # fmt: skip
    crowd = [f"{number} {many.get(noun, noun + 's')}"] if numbered else []
    several = draw(st.sampled_from((*crowd, "sources", "people familiar with the matter")))
    plural = draw(st.booleans())
    text = several if plural else one
    return DrawnName(text, text, "anonymous", plural=plural)


def document(draw: Any, *, placed: bool = True) -> DrawnName:
    """Draw a document that can show something: a report, the survey."""
    known = [word for word in _DOCUMENTS if word in load("speakers")["documents"]["sources"]]
    noun = draw(st.sampled_from(known))
    text = draw(st.sampled_from((article(noun), f"the {noun}", f"a new {noun}")))
    return DrawnName(text, text, "document")


def outlet(draw: Any, *, placed: bool = True) -> DrawnName:
    """Draw a news outlet by its name."""
    names = [
        name
        for name in load("speakers")["outlets"]["names"]
        if name
        not in ("Time", "TIME", "Fox", "Fortune", "Wired", "Variety", "Vox", "MENA", "SANA", "RIA", "The Hill")
    ]
    text = draw(st.sampled_from(names))
    return DrawnName(text, text, "outlet")


_KINDS = {"person": person, "role": office, "body": body, "group": group, "anonymous": unnamed, "document": document,
          "outlet": outlet}  # fmt: skip


def name(draw: Any, *kinds: str, placed: bool = True) -> DrawnName:
    """Draw a name of one of these kinds."""
    return _KINDS[draw(st.sampled_from(kinds))](draw, placed=placed)


@st.composite
def names(draw: st.DrawFn) -> DrawnName:
    """Draw somebody who can say something: a person, office, body, group, unnamed person, document or outlet.

    `text` is how the speaker stands before a verb (`the mayor of Nantes, Ilse Brandt,`), `full` the form that a
    claim's `speaker` must hold (`Ilse Brandt`).
    """
    kind = draw(st.sampled_from(sorted(_KINDS)))
    return unnamed(draw, numbered=True) if kind == "anonymous" else name(draw, kind)
