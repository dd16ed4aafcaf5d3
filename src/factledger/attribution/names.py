"""Names within one document: persons and bodies by their fullest form, acronyms, roles and gender."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from factledger.attribution.speakers import speaker_tables
from factledger.lexicon import load
from factledger.patterns import lazy_pattern
from factledger.phrases import classes

Gender = Literal["male", "female"]

_PIECE = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:(?:[-'’](?!s\b)|\.(?=[^\W\d_]))[^\W\d_]+)*"
_INNER = r"(?:(?:al|bin|de|del|van|von|der|la|le|el|du|da|di|ibn|ben|bint|abu|dos|of|for|and|the|&|on)[ \u00a0]){0,2}"
_DOT = r"(?:(?<=[ \u00a0(][A-Z])\.|(?<=\b[A-Z][a-z])\.|(?<=\b[A-Z][a-z][a-z])\.)?"
_RUN = lazy_pattern(rf"{_PIECE}{_DOT}(?:[ \u00a0]{_INNER}{_PIECE}{_DOT}){{0,9}}")
#: What follows the place of a dateline: ", Pakistan (AP) —", ":", " >>", "/GAZA:", ", Feb. 3 (Xinhua) --".
_DATELINE = lazy_pattern(
    r"(?:[,/]\s?[A-Z][\w. ]{1,20})?(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\)?\s?"
    r"(?:\([A-Z][\w ./]{1,20}\)|(?:—|–|--|>>|-\s)|:\s[A-Z\"“])"
)
_BRACKETED = lazy_pattern(r"\(([A-Z][A-Za-z]{1,7})\)")
_PARTICLES = frozenset(
    [
        "al",
        "bin",
        "de",
        "del",
        "van",
        "von",
        "der",
        "la",
        "le",
        "el",
        "du",
        "da",
        "di",
        "ibn",
        "ben",
        "bint",
        "abu",
        "dos",
    ]
)
_CONNECTORS = frozenset(["of", "for", "and", "the", "&", "on"])


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
def _calendar() -> frozenset[str]:
    return frozenset(load("cues")["around"]["temporal"])


@cache
def known_places() -> frozenset[str]:
    """Countries, capitals and their people, known regions and cities: no firms and nobody who speaks."""
    rows = load("countries")["countries"].values()
    named = {word for row in rows for kind in ("names", "capitals", "demonyms") for word in row.get(kind, ())}
    return frozenset(named.union(*load("places")["names"].values()))


@cache
def _no_name() -> frozenset[str]:
    """Words that are no names although they begin with a capital at a sentence's start or by custom."""
    tables = speaker_tables()
    anybody = frozenset(("nobody", "everybody", "somebody", "anybody", "everyone", "someone", "anyone"))
    return anybody | classes().function | classes().adverbs | _calendar() | tables.singular | tables.bodies


class _Parsed(NamedTuple):
    """What a run of capitalised words is by itself, wherever it stands: offsets are those of the run.

    `body` is the range of an institution's name, `acronym` and `weak` the letters that stand for a range; `name` are
    the lower-case words of what may be a person's name, from `first` to `stop`, with the role and title before it.
    """

    body: tuple[int, int] | None = None
    body_words: frozenset[str] = frozenset()
    acronym: tuple[str, int, int] | None = None
    weak: tuple[str, int, int] | None = None
    name: tuple[str, ...] = ()
    first: int = 0
    stop: int = 0
    role: str | None = None
    title: str = ""
    gender: Gender | None = None
    sure: bool = False


@lru_cache(maxsize=4096)
def _parsed(run: str) -> _Parsed:
    """Return what the words of a run say by themselves; names come again and again."""
    tables, words = speaker_tables(), classes()
    pieces: list[tuple[int, int, str]] = []
    at = 0
    for word in run.split():
        at = run.index(word, at)
        pieces.append((at, at + len(word), word))
        at += len(word)
    while pieces and pieces[0][2].lower() in words.minor:
        pieces.pop(0)
    if not pieces:
        return _Parsed()
    low = [piece[2].lower().rstrip(".") for piece in pieces]
    body: tuple[int, int] | None = None
    acronym: tuple[str, int, int] | None = None
    weak: tuple[str, int, int] | None = None
    whole = (pieces[0][0], _end(pieces[-1]))
    if len(pieces) > 1 and not (tables.bodies.isdisjoint(low) and tables.outlet_heads.isdisjoint(low)):
        body = whole
        initials = "".join(word[2][0] for word in pieces if word[2][0].isupper())
        if len(initials) > 1:
            acronym = (initials, *whole)
    elif len(pieces) > 2 and not _CONNECTORS.isdisjoint(low):
        body = whole
        acronym = ("".join(word[2][0] for word in pieces if word[2][0].isupper()), *whole)
        last_part = pieces
        for i in range(len(pieces) - 1, -1, -1):
            if low[i] in _CONNECTORS:
                last_part = pieces[i + 1 :]
                break
        if len(last_part) > 1:
            weak = ("".join(piece[2][0] for piece in last_part), last_part[0][0], _end(last_part[-1]))
    elif len(pieces) > 1 and not any("." in piece[2] for piece in pieces):
        weak = ("".join(piece[2] if piece[2].isupper() else piece[2][0] for piece in pieces), *whole)
    found = _Parsed(body, frozenset(low) if body is not None else frozenset(), acronym, weak)
    # A person's name stands after the last role or title and holds no connector.
    begin = 0
    role: str | None = None
    title = ""
    titles, singular, plural = tables.titles, tables.singular, tables.plural
    for i, word in enumerate(low):
        if word in singular or pieces[i][2] in titles or word in plural:
            begin, role = i + 1, word
            title = pieces[i][2].rstrip(".").lower()
        elif word in _CONNECTORS:
            begin, role = i + 1, None
    name = tuple(piece[2].lower() for piece in pieces[begin:])
    if not (name and tables.bodies.isdisjoint(name) and _calendar().isdisjoint(name)):
        return found
    first = name[0]
    gender: Gender | None = None
    if first in tables.male:
        gender = "male"
    elif first in tables.female:
        gender = "female"
    sure = gender is not None or first in tables.either or (len(first) == 2 and first.endswith("."))
    return found._replace(
        name=name, first=pieces[begin][0], stop=_end(pieces[-1]), role=role, title=title, gender=gender, sure=sure
    )


class Names:
    """All names of a text, found in one pass when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.persons: list[Person] = []
        self.bodies: list[Body] = []
        self._by_last: dict[str, list[Person]] = {}
        self._by_role: dict[str, list[Person]] = {}
        self._acronyms: dict[str, tuple[int, int]] = {}
        self._weak: dict[str, tuple[int, int]] = {}
        self._singles: list[tuple[int, int, str]] = []
        self._unsure: list[Person] = []
        self._firms: dict[str, list[tuple[int, int]]] | None = None
        self._read()
        self._starts = [person.start for person in self.persons]
        self._body_starts = [body.start for body in self.bodies]

    def _read(self) -> None:
        no_name = _no_name()
        for match in _RUN.finditer(self.text):
            run = match[0]
            if self._is_dateline(match.start(), match.end()):
                continue
            if " " in run or "\u00a0" in run:
                self._take(match.start(), run)
            elif (low := run.lower()) not in no_name:
                self._take_single(match.start(), run, low)
        # A two-word name whose last word also stands alone is a person's; so is one followed by "who".
        alone = {word for _, _, word in self._singles}
        for person in self._unsure:
            if person.words[-1] in alone or self.text.startswith((", who ", " who "), person.end):
                sure = person._replace(sure=True)
                known = self._by_last[person.words[-1].rstrip(".")]
                known[known.index(person)] = sure
                self.persons.append(sure)
        for start, end, word in self._singles:
            namesakes = self._by_last.get(word)
            if namesakes and any(person.sure for person in namesakes):
                best = self._best(namesakes)
                self.persons.append(Person(start, end, (word,), best.gender, True))
        self.persons.sort()
        for match in _BRACKETED.finditer(self.text):
            self._bracketed(match)

    def _is_dateline(self, start: int, end: int) -> bool:
        """Whether the capitalised words at the start of a paragraph are the place where the article was written."""
        if start > 1 and self.text[start - 1] not in "\n(":
            return False
        return _DATELINE.match(self.text, end) is not None

    def _take(self, start: int, run: str) -> None:
        tables = speaker_tables()
        parsed = _parsed(run)
        if parsed.body is not None:
            first, stop = parsed.body
            self.bodies.append(Body(start + first, start + stop, parsed.body_words))
        if parsed.acronym is not None:
            letters, first, stop = parsed.acronym
            self._acronyms.setdefault(letters, (start + first, start + stop))
        if parsed.weak is not None:
            letters, first, stop = parsed.weak
            self._weak.setdefault(letters, (start + first, start + stop))
        name = parsed.name
        if not name:
            return
        begin, end = start + parsed.first, start + parsed.stop
        role = parsed.role
        if role is None:
            before = _word_before(self.text, begin)
            if before in tables.outlet_words or before in tables.bodies:
                self.bodies.append(Body(begin, end, frozenset((*name, before))))
                return
            role = before.lower() if before.lower() in tables.singular else None
        gender = _gender_of_role(parsed.title) or _gender_of_role(role) or parsed.gender
        last = name[-1].rstrip(".")
        if len(name) == 1 or len(name) > 5:
            if len(name) == 1:
                if role is not None:
                    person = Person(begin, end, (last,), gender, True)
                    self._by_last.setdefault(last, []).append(person)
                    self._by_role.setdefault(role, []).append(person)
                    self.persons.append(person)
                else:
                    self._singles.append((begin, end, last))
            return
        sure = parsed.sure or role is not None
        person = Person(begin, end, name, gender, sure)
        self._by_last.setdefault(last, []).append(person)
        if role is not None:
            self._by_role.setdefault(role, []).append(person)
        place = self.text[begin:end] in known_places()  # near American Samoa, the commissioner said
        apposed = self._role_after(person.end) if role is None and not place else None
        if apposed is not None:
            self._by_role.setdefault(apposed, []).append(person)
            person = person._replace(sure=True)
            self._by_last[last][-1] = person
        if sure or apposed is not None:
            self.persons.append(person)
        elif len(name) <= 3:
            self._unsure.append(person)

    def _take_single(self, start: int, word: str, low: str) -> None:
        """A capitalised word alone: a name only where a role stands before it or a fuller form elsewhere."""
        end = start + len(word)
        role = self._role_before(start)
        if role is None:
            self._singles.append((start, end, low))
            return
        person = Person(start, end, (low,), _gender_of_role(role), True)
        self._by_last.setdefault(low, []).append(person)
        self._by_role.setdefault(role, []).append(person)
        self.persons.append(person)

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

    def _bracketed(self, match: re.Match[str]) -> None:
        """`World Health Organization (WHO)`: the words before the bracket that the letters stand for."""
        acronym = match[1]
        before = self.text[max(0, match.start() - 140) : match.start()]
        words = [(m.start(), m.end(), m[0]) for m in _ANY_WORD.finditer(before)]
        wanted = "".join(c for c in acronym if c.isupper())
        base = max(0, match.start() - 140)
        letters = ""
        for start, _, word in reversed(words[-12:]):
            if not word[0].isupper():
                if word not in _CONNECTORS and word not in ("in", "to", "at", "against", "against"):
                    return
                continue
            letters = (word if word.isupper() else word[0]) + letters
            if len(letters) >= len(wanted) and letters[0] == wanted[0] and letters[: len(wanted)] == wanted:
                self._acronyms[acronym] = (base + start, base + words[-1][1])
                return
            if len(letters) > len(wanted) + 2:
                return

    @staticmethod
    def _best(known: Sequence[Person]) -> Person:
        return max(known, key=lambda person: (person.sure, len(person.words), -person.start))

    def fullest(self, words: Sequence[str]) -> Person | None:
        """Return the fullest form of a person's name that ends in `words` (lower case)."""
        last = words[-1].rstrip(".")
        known = [
            p
            for p in self._by_last.get(last, ())[:200]
            if p.words[-len(words) :] == tuple(words) or set(words) <= set(p.words)
        ]
        return self._best(known) if known else None

    def acronym(self, letters: str) -> tuple[int, int] | None:
        """Return the range of the long form of an acronym."""
        letters = letters.replace(".", "")
        found = self._acronyms.get(letters) or self._weak.get(letters)
        if found is None and len(letters) > 2:
            # `Centers for Disease Control and Prevention` is the CDC: a last word may be left out.
            found = next((span for initials, span in self._acronyms.items() if initials[:-1] == letters), None)
        return found

    def body_before(self, noun: str, offset: int) -> Body | None:
        """Return the nearest institution before `offset` whose name holds `noun`."""
        index = bisect_left(self._body_starts, offset)
        for body in reversed(self.bodies[max(0, index - 40) : index]):
            if noun in body.words:
                return body
        return None

    def body_near(self, noun: str, offset: int) -> Body | None:
        """Return the nearest institution of several words that has `noun` at an end: before `offset`, else after."""
        index = bisect_left(self._body_starts, offset)
        near = (*reversed(self.bodies[max(0, index - 40) : index]), *self.bodies[index + 1 : index + 40])
        for body in near:
            if noun in body.words and len(body.words - {"the"}) > 1:
                return body
        return None

    def body_with(self, heads: frozenset[str], offset: int) -> Body | None:
        """Return the nearest institution before `offset` with one of the words in its name, else the first after."""
        index = bisect_left(self._body_starts, offset)
        for body in (*reversed(self.bodies[max(0, index - 40) : index]), *self.bodies[index : index + 40]):
            if len(body.words) > 1 and not heads.isdisjoint(body.words):
                return body
        return None

    def is_person(self, word: str) -> bool:
        """Whether a capitalised word alone is known as a person's name."""
        return any(person.sure or len(person.words) > 1 for person in self._by_last.get(word.lower(), ()))

    def firm_before(self, offset: int) -> tuple[int, int] | None:
        """Return the last mention before `offset` of the name that most often owns or does something; no person's."""
        if self._firms is None:
            counts: dict[str, list[tuple[int, int]]] = {}
            places = known_places()
            for match in _ACTS.finditer(self.text):
                name = match[1]
                low = name.lower()
                if low not in _no_name() and name not in places and not self.is_person(low.rsplit(None, 1)[-1]):
                    counts.setdefault(name, []).append(match.span(1))
            self._firms = counts
        best: tuple[int, int, int] | None = None
        for spans in self._firms.values():
            before = [span for span in spans if span[0] < offset]
            if before and (best is None or (len(before), before[-1][0]) > best[:2]):
                best = (len(before), *before[-1])
        return None if best is None else best[1:]

    def last_body(self, offset: int) -> Body | None:
        """Return the nearest institution before `offset`."""
        index = bisect_left(self._body_starts, offset)
        return self.bodies[index - 1] if index else None

    def by_role(self, role: str, offset: int) -> Person | None:
        """Return the last person before `offset` who was named with the role, else the first after it."""
        known = self._by_role.get(role)
        if not known:
            return None
        before = [p for p in known[:200] if p.start < offset]
        return before[-1] if before else None

    def persons_in(self, start: int, end: int) -> list[Person]:
        """Return the persons named in a range, in order."""
        return self.persons[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


#: A name that owns or does something, as firms do: "Ibis's", "Ibis said", "Ibis plans".
_ACTS = lazy_pattern(
    r"\b(?<!\b(?:in|of|at|on|to|by)\s)(?<!\b(?:from|near|with)\s)([A-Z][\w&-]{2,20}(?:\s[A-Z][\w&-]{2,20})?)"
    r"(?=['’]s\s|\s(?:said|says|announced|reported|posted|plans|will|has|is|was|told|expects|makes|sells)\b)"
)
_ANY_WORD = lazy_pattern(r"[^\W\d_][\w'’-]*")


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


def _end(piece: tuple[int, int, str]) -> int:
    return piece[1] - 1 if piece[2].endswith(".") and len(piece[2]) > 3 else piece[1]
