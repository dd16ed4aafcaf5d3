"""Names within one document: persons and bodies by their fullest form, acronyms, roles and gender."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from factledger.attribution.capitals import CONNECTORS, RUN, Gender, is_dateline, parsed
from factledger.attribution.cues import cue_tables
from factledger.attribution.firms import ends_as_firm, firms_in
from factledger.attribution.speakers import speaker_tables
from factledger.gazetteer import gazetteer
from factledger.patterns import lazy_pattern
from factledger.phrases import classes

_BRACKETED = lazy_pattern(r"\(([A-Z][A-Za-z]{1,7})\)")


class Person(NamedTuple):
    """A person's name in the text: its range, words, gender where the words show it, and role words before it."""

    start: int
    end: int
    words: tuple[str, ...]
    gender: Gender | None
    sure: bool


class Body(NamedTuple):
    """The name of an institution: its range and lower-case words."""

    start: int
    end: int
    words: frozenset[str]


@cache
def _no_name() -> frozenset[str]:
    """Words that are no names although they begin with a capital at a sentence's start or by custom."""
    tables = speaker_tables()
    return classes().minor | tables.anybody | cue_tables().temporal | tables.singular | tables.bodies


class _Named(NamedTuple):
    """What a run of capitalised words names where it stands.

    `role` is the one that stands before or after the `person`; `single` is a word that may be a surname alone.
    """

    person: Person | None = None
    role: str | None = None
    single: Person | None = None
    bodies: tuple[Body, ...] = ()


_NOTHING = _Named()


class Names:
    """The names of a text: runs of capitalised words are found in one pass, and read when they are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._runs: list[tuple[int, str]] = []
        at = 0
        for run in RUN.findall(text):  # the next to begin with a capital is the one found: quicker than matches
            at = text.index(run, at)
            self._runs.append((at, run))
            at += len(run)
        self._read: dict[int, _Named] = {}
        self._by_last: dict[str, list[Person]] = {}
        self._leads: dict[str, Person | None] = {}
        self._by_full: dict[tuple[str, ...], Person | None] = {}
        self._ending: dict[str, list[int]] | None = None
        self._roles: dict[str, list[Person]] | None = None
        self._bodies: tuple[list[Body], list[int]] | None = None
        self._acronyms: dict[str, tuple[int, int]] | None = None
        self._weak: dict[str, tuple[int, int]] = {}
        self._firms: dict[str, list[tuple[int, int]]] | None = None
        self._businesses: frozenset[str] | None = None

    # --- reading runs -----------------------------------------------------------------------------------------

    def _named(self, number: int) -> _Named:
        """What the run of that number names."""
        named = self._read.get(number)
        if named is None:
            start, run = self._runs[number]
            if is_dateline(self.text, start, start + len(run)):
                named = _NOTHING
            elif " " in run or "\u00a0" in run:
                named = self._several(start, run)
            else:
                named = self._alone(start, run)
            self._read[number] = named
        return named

    def _several(self, start: int, run: str) -> _Named:
        """Several capitalised words: a person, an institution, or both."""
        tables = speaker_tables()
        said = parsed(run)
        bodies: tuple[Body, ...] = ()
        if said.body is not None:
            first, stop = said.body
            bodies = (Body(start + first, start + stop, said.body_words),)
        name = said.name
        if not name:
            return _Named(bodies=bodies)
        begin, end = start + said.first, start + said.stop
        role = said.role
        if role is None and len(name) > 1 and self.is_firm(self.text[begin:end]):
            return _Named(bodies=(*bodies, Body(begin, end, frozenset(name))))
        if role is None:
            before = _word_before(self.text, begin)
            if before in tables.outlet_words or before in tables.bodies:
                return _Named(bodies=(*bodies, Body(begin, end, frozenset((*name, before)))))
            role = before.lower() if before.lower() in tables.singular else None
        gender = _gender_of_role(said.title) or _gender_of_role(role) or said.gender
        if len(name) == 1:
            person = Person(begin, end, (name[0].rstrip("."),), gender, role is not None)
            return _Named(person, role, bodies=bodies) if role is not None else _Named(single=person, bodies=bodies)
        if len(name) > 5:
            return _Named(bodies=bodies)
        sure = said.sure or role is not None
        outlet = name[0] in tables.outlet_firsts or name[-1] in tables.outlet_heads  # on Radio Ibis, the mayor said
        if (
            role is None and not outlet and self.text[begin:end] not in gazetteer().known
        ):  # near American Samoa, the ...
            role = self._role_after(end)
            sure = sure or role is not None
        return _Named(Person(begin, end, name, gender, sure), role, bodies=bodies)

    def _alone(self, start: int, word: str) -> _Named:
        """A capitalised word alone: a name only where a role stands before it or a fuller form elsewhere."""
        low = word.lower()
        if low in _no_name():
            return _NOTHING
        role = self._role_before(start)
        if role is None:
            return _Named(None, None, Person(start, start + len(word), (low,), None, False))
        return _Named(Person(start, start + len(word), (low,), _gender_of_role(role), True), role)

    def _role_before(self, start: int) -> str | None:
        """The lower-case role noun or title right before a name: `the spokesman Ann Lee`, `mayor, Ann Lee`."""
        word = _word_before(self.text, start).lower()
        return word if word in speaker_tables().singular else None

    def _role_after(self, end: int) -> str | None:
        """The role in apposition after a name: `Royo Mand, Lake Economics managing director and ...`."""
        if not self.text.startswith(", ", end):
            return None
        words = self.text[end + 2 : end + 80].partition(",")[0].split()
        singular = speaker_tables().singular
        return next((word for word in words[:8] if word in singular), None)

    @staticmethod
    def _best(known: Sequence[Person]) -> Person:
        return max(known, key=lambda person: (person.sure, len(person.words), -person.start))

    def _known(self, last: str) -> list[Person]:
        """The persons whose names end in a lower-case word, in text order.

        A two-word name whose last word also stands alone is a person's; so is one followed by `who`.
        """
        known = self._by_last.get(last)
        if known is not None:
            return known
        if self._ending is None:
            self._ending = {}
            for number, (_, run) in enumerate(self._runs):
                word = run if run.isalpha() else run.replace("\u00a0", " ").rpartition(" ")[2].rstrip(".")
                self._ending.setdefault(word.lower(), []).append(number)
        named = [self._named(number) for number in self._ending.get(last.rstrip("."), ())]
        alone = {one.single.words[0] for one in named if one.single is not None}
        known = self._by_last[last] = []
        for person, _, _, _ in named:
            if person is None or _surname(person) != last:
                continue
            if not person.sure and len(person.words) <= 3 and (
                person.words[-1] in alone or self.text.startswith((", who ", " who "), person.end)
            ):  # fmt: skip
                person = person._replace(sure=True)
            known.append(person)
        return known

    def _leading(self, last: str) -> Person | None:
        """The person whom a lower-case surname means first of all, found once: a long text names him often."""
        if last not in self._leads:
            known = self._known(last)
            self._leads[last] = self._best(known) if known else None
        return self._leads[last]

    def fullest(self, words: Sequence[str]) -> Person | None:
        """Return the fullest form of a person's name that ends in `words` (lower case)."""
        words = tuple(words)
        if words not in self._by_full:
            known = [
                p
                for p in self._known(words[-1].rstrip("."))[:200]
                if p.words[-len(words) :] == words or set(words) <= set(p.words)
            ]
            self._by_full[words] = self._best(known) if known else None
        return self._by_full[words]

    def is_firm(self, name: str) -> bool:
        """Whether a name is a firm's, by its last word or by what the text says of its business."""
        if ends_as_firm(name):
            return True
        first, tables = name.partition(" ")[0].lower(), speaker_tables()
        if first in tables.male or first in tables.female:
            return False
        return name in self.businesses()

    def businesses(self) -> frozenset[str]:
        """Return the names that the text tells business of."""
        if self._businesses is None:
            self._businesses = firms_in(self.text)
        return self._businesses

    def is_person(self, word: str) -> bool:
        """Whether a capitalised word alone is known as a person's name."""
        best = self._leading(word.lower())
        return best is not None and (best.sure or len(best.words) > 1)

    def persons_in(self, start: int, end: int) -> list[Person]:
        """Return the persons named in a range, in order."""
        found = []
        number = max(0, bisect_left(self._runs, (start,)) - 1)
        while number < len(self._runs) and self._runs[number][0] < end:
            person = self._person(number)
            if person is not None and start <= person.start < end:
                found.append(person)
            number += 1
        return found

    def _person(self, number: int) -> Person | None:
        """The person whom a run certainly names: in full, or by a surname that stands in full elsewhere."""
        person, _, single, _ = self._named(number)
        if person is not None:
            if not person.sure:
                namesakes = self._known(_surname(person))
                at = bisect_left(namesakes, person.start, key=attrgetter("start"))
                if at < len(namesakes) and namesakes[at].start == person.start:
                    person = namesakes[at]
            return person if person.sure else None
        if single is not None:
            best = self._leading(single.words[0])
            if best is not None and best.sure:
                return single._replace(gender=best.gender, sure=True)
        return None

    def by_role(self, role: str, offset: int) -> Person | None:
        """Return the last person before `offset` who was named with the role."""
        if self._roles is None:
            self._roles = {}
            for number in range(len(self._runs)):
                person, named, _, _ = self._named(number)
                if person is not None and named is not None:
                    self._roles.setdefault(named, []).append(person)
        before = [person for person in self._roles.get(role, ())[:200] if person.start < offset]
        return before[-1] if before else None

    # --- institutions -----------------------------------------------------------------------------------------

    def acronym(self, letters: str) -> tuple[int, int] | None:
        """Return the range of the long form of an acronym."""
        if self._acronyms is None:
            self._acronyms = self._long_forms()
        letters = letters.replace(".", "")
        found = self._acronyms.get(letters) or self._weak.get(letters)
        if found is None and len(letters) > 2:
            # `Centers for Disease Control and Prevention` is the CDC: a last word may be left out.
            found = next((span for initials, span in self._acronyms.items() if initials[:-1] == letters), None)
        return found

    def _long_forms(self) -> dict[str, tuple[int, int]]:
        acronyms: dict[str, tuple[int, int]] = {}
        for start, run in self._runs:
            if run.isalpha() or is_dateline(self.text, start, start + len(run)):
                continue
            said = parsed(run)
            if said.acronym is not None:
                letters, first, stop = said.acronym
                acronyms.setdefault(letters, (start + first, start + stop))
            if said.weak is not None:
                letters, first, stop = said.weak
                self._weak.setdefault(letters, (start + first, start + stop))
        for match in _BRACKETED.finditer(self.text):
            self._bracketed(match, acronyms)
        return acronyms

    def _bracketed(self, match: re.Match[str], acronyms: dict[str, tuple[int, int]]) -> None:
        """`World Health Organization (WHO)`: the words before the bracket that the letters stand for."""
        acronym = match[1]
        before = self.text[max(0, match.start() - 140) : match.start()]
        words = [(m.start(), m.end(), m[0]) for m in _ANY_WORD.finditer(before)]
        wanted = "".join(c for c in acronym if c.isupper())
        base = max(0, match.start() - 140)
        letters = ""
        for start, _, word in reversed(words[-12:]):
            if not word[0].isupper():
                if word not in CONNECTORS and word not in ("in", "to", "at", "against"):
                    return
                continue
            letters = (word if word.isupper() else word[0]) + letters
            if len(letters) >= len(wanted) and letters[0] == wanted[0] and letters[: len(wanted)] == wanted:
                acronyms[acronym] = (base + start, base + words[-1][1])
                return
            if len(letters) > len(wanted) + 2:
                return

    def bodies(self) -> tuple[list[Body], list[int]]:
        """The institutions named in the text, and where they start."""
        if self._bodies is None:
            several = (number for number, (_, run) in enumerate(self._runs) if not run.isalpha())
            bodies = [body for number in several for body in self._named(number).bodies]
            self._bodies = bodies, [body.start for body in bodies]
        return self._bodies

    def body_before(self, noun: str, offset: int) -> Body | None:
        """Return the nearest institution before `offset` whose name holds `noun`."""
        bodies, starts = self.bodies()
        index = bisect_left(starts, offset)
        for body in reversed(bodies[max(0, index - 40) : index]):
            if noun in body.words:
                return body
        return None

    def body_near(self, noun: str, offset: int) -> Body | None:
        """Return the nearest institution of several words that has `noun` at an end: before `offset`, else after."""
        bodies, starts = self.bodies()
        index = bisect_left(starts, offset)
        near = (*reversed(bodies[max(0, index - 40) : index]), *bodies[index + 1 : index + 40])
        for body in near:
            if noun in body.words and len(body.words - {"the"}) > 1:
                return body
        return None

    def body_with(self, heads: frozenset[str], offset: int) -> Body | None:
        """Return the nearest institution before `offset` with one of the words in its name, else the first after."""
        bodies, starts = self.bodies()
        index = bisect_left(starts, offset)
        for body in (*reversed(bodies[max(0, index - 40) : index]), *bodies[index : index + 40]):
            if len(body.words) > 1 and not heads.isdisjoint(body.words):
                return body
        return None

    def last_body(self, offset: int) -> Body | None:
        """Return the nearest institution before `offset`."""
        bodies, starts = self.bodies()
        index = bisect_left(starts, offset)
        return bodies[index - 1] if index else None

    def known(self, word: str) -> bool:
        """Whether a capitalised word alone is known as a person, a place, a people or a body of letters."""
        return self.is_person(word) or word in gazetteer().known or word in speaker_tables().acronyms

    def firm_before(self, offset: int) -> tuple[int, int] | None:
        """Return the last mention before `offset` of the name that most often owns or does something; no person's."""
        if self._firms is None:
            counts: dict[str, list[tuple[int, int]]] = {}
            places = gazetteer().known
            for match in _ACTS.finditer(self.text):
                name = match[1]
                low = name.lower()
                if low not in _no_name() and name not in places and (
                    self.is_firm(name) or not self.is_person(low.rsplit(None, 1)[-1])
                ):  # fmt: skip
                    counts.setdefault(name, []).append(match.span(1))
            for name in sorted(self.businesses() - counts.keys()):
                counts[name] = [match.span() for match in re.finditer(re.escape(name), self.text)]
            self._firms = counts
        best: tuple[int, int, int] | None = None
        for spans in self._firms.values():
            count = bisect_left(spans, (offset,))
            if count and (best is None or (count, spans[count - 1][0]) > best[:2]):
                best = (count, *spans[count - 1])
        return None if best is None else best[1:]


#: A name that owns or does something, as firms do: "Ibis's", "Ibis said", "Ibis plans".
_ACTS = lazy_pattern(
    r"\b(?<!\b(?:in|of|at|on|to|by)\s)(?<!\b(?:from|near|with)\s)([A-Z][\w&-]{2,20}(?:\s[A-Z][\w&-]{2,20})?)"
    r"(?=['’]s?\s|\s(?:said|says|announced|reported|posted|plans|will|has|is|was|told|expects|makes|sells|produced|employs|owns|operates|runs|sold|bought|agreed|raised)\b)"
)
_ANY_WORD = lazy_pattern(r"[^\W\d_][\w'’-]*")


def _surname(person: Person) -> str:
    """The word by which a person is looked up."""
    return person.words[-1].rstrip(".") if len(person.words) > 1 else person.words[-1]


def _word_before(text: str, start: int) -> str:
    """The word that one space, or a comma and a space, parts from `start`; empty where none stands."""
    if start == 0 or not text[start - 1].isspace():
        return ""
    stop = start - 2 if text.startswith(",", start - 2) and start > 1 else start - 1
    piece = text[max(0, stop - 24) : stop].rpartition(" ")[2]
    if piece.isalpha() and len(piece) < 24:
        return piece
    first = stop
    while first and stop - first < 24 and text[first - 1].isalpha():
        first -= 1
    return text[first:stop]


def _gender_of_role(role: str | None) -> Gender | None:
    """The gender that a title or role noun shows (`Mr`, `spokeswoman`)."""
    tables = speaker_tables()
    if role in tables.he:
        return "male"
    return "female" if role in tables.she else None
