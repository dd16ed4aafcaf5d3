"""From the words at a cue to who is meant: short forms, roles and pronouns within the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from factledger.attribution.capitals import Gender
from factledger.attribution.cues import cue_tables
from factledger.attribution.entities import Chars, Entity, first_name_gender, noun_gender, of_person
from factledger.attribution.lines import Line
from factledger.attribution.names import Names, Person
from factledger.attribution.speakers import Mention, speaker_tables
from factledger.attribution.spoken import MOST, Said, Spoken
from factledger.attribution.subjects import clause_subject
from factledger.frozen import trusted
from factledger.patterns import lazy_pattern
from factledger.phrases import classes
from factledger.records import Span, Speaker, SpeakerKind
from factledger.segment import Layout

_REACH = 8  # sentences back that a pronoun may look for its antecedent
_SHOWING = frozenset({"he", "she"})  # pronouns that show a gender
_speaker = trusted(Speaker)


class Resolver(Spoken):
    """Finds who is meant by the speakers of one document; whom one leans on is looked for from it backwards."""

    def __init__(self, layout: Layout, speakers: Callable[[int], Sequence[Said]]) -> None:
        super().__init__(speakers)
        self.layout = layout
        self.text = layout.text
        self._names: Names | None = None
        self._starts = [quotation.start for quotation in layout.quotations]
        self._genders: dict[str, tuple[int, Gender]] = {}  # by surname, and where a pronoun first showed it
        self._shown_to = 0  # the sentence up to which that is known

    @property
    def names(self) -> Names:
        """The document's names, read when first needed."""
        if self._names is None:
            self._names = Names(self.text)
        return self._names

    def find(self, said: Said) -> Entity | None:
        """Find whom a speaker means."""
        return self._find(said.line, said.mention, said)

    def speaker(self, line: Line, mention: Mention, entity: Entity) -> Speaker:
        """Return the record of a speaker who was found to be meant."""
        text = self.text
        role = None if entity.role is None else Span.of(text, *entity.role)
        affiliation = None if entity.affiliation is None else Span.of(text, *entity.affiliation)
        return _speaker(
            name=Span.of(text, *entity.name),
            mention=Span.of(text, *self._chars(line, (mention.first, mention.stop))),
            kind=entity.kind,
            role=role,
            affiliation=affiliation,
            anonymous=entity.anonymous,
        )

    def _chars(self, line: Line, span: Chars) -> Chars:
        return line.tokens[span[0]].start, line.tokens[span[1] - 1].end

    def _find(self, line: Line, mention: Mention, said: Said | None = None) -> Entity | None:
        """Who is meant by a mention, that of a speaker or (None) one that does not lean on what was said before."""
        if mention.pronoun is not None and mention.name == (mention.first, mention.stop):
            return (None if said is None else self._pronoun(said)) or self._open(line, mention)
        name = self._chars(line, mention.name)
        role = None if mention.role is None else self._chars(line, mention.role)
        affiliation = None if mention.affiliation is None else self._chars(line, mention.affiliation)
        noun = line.low[mention.name[1] - 1]
        gender: Gender | None = None
        kind = mention.kind
        if (
            mention.named
            and kind == "person"
            and mention.role is None
            and self.names.is_firm(self.text[slice(*name)])
        ):
            return Entity(name, "collective", False, False, None, None, affiliation, noun)
        if mention.named and kind == "person":
            words = [line.low[i].rstrip(".") for i in range(*mention.name) if line.tokens[i].word]
            if words:
                acronym = self._body_form(line, mention, name)
                full = self.names.fullest(words)
                if full is not None and (full.sure or len(words) > 1 or mention.role is not None):
                    gender = full.gender
                    if len(full.words) > len(words):
                        name = (full.start, full.end)
                elif acronym is not None:
                    return Entity(acronym, "collective", False, False, None, role, affiliation, noun)
                elif len(words) == 1 and full is not None:
                    name = (full.start, full.end)
                if full is None or full.gender is None:
                    gender = gender or first_name_gender(words)
            return Entity(name, "person", False, False, gender, role, affiliation, noun)
        if mention.named and kind in ("collective", "outlet"):
            long = self._body_form(line, mention, name) or self._short_form(line, mention)
            if long is not None:
                name = long
            return Entity(name, kind, mention.plural, False, None, role, affiliation, noun)
        if not mention.named and not mention.plural:
            found = None
            based = (
                "-based" in line.low[mention.first] and noun in speaker_tables().corporate
            )  # the Florida-based firm
            if based or line.low[mention.first] in ("the", "that", "this") or mention.first < mention.name[0]:
                found = None if said is None else self._definite(said)
            if found is None and mention.stop - mention.first <= 4:
                found = self._stood_for(line, mention)
            if found is not None:
                return found
        return Entity(name, kind, mention.plural, mention.anonymous, noun_gender(noun), role, affiliation, noun)

    def _body_form(self, line: Line, mention: Mention, name: Chars) -> Chars | None:
        """The long form of an acronym (`the CDC`)."""
        first, stop = mention.name
        while first < stop and line.low[first] == "the":
            first += 1
        if stop - first != 1:
            return None
        letters = line.tokens[first].text
        if len(letters) < 2 or not letters.replace(".", "").isupper():
            return None
        return self.names.acronym(letters)

    def _short_form(self, line: Line, mention: Mention) -> Chars | None:
        """`the Observatory`: the fuller name in the text that begins or ends with these capitalised words."""
        first, stop = mention.name
        while first < stop and line.low[first] in classes().determiners:
            first += 1
        if stop - first != 1 or line.low[first] not in speaker_tables().bodies or first == mention.name[0]:
            return None
        body = self.names.body_near(line.low[first], line.tokens[first].start)
        return None if body is None or len(body.words) < 2 else (body.start, body.end)

    def _stood_for(self, line: Line, mention: Mention) -> Entity | None:
        """`a monitor`, `the war monitor`: the body that the text names, before or after, with such a word."""
        noun = line.low[mention.stop - 1]
        stands_for = speaker_tables().stands_for
        heads = stands_for.get(noun) or stands_for.get(f"{line.low[mention.stop - 2]} {noun}")
        if heads is None:
            return None
        body = self.names.body_with(heads, line.tokens[mention.first].start)
        if body is None:
            return None
        return Entity((body.start, body.end), "collective", False, False, None, None, None, noun)

    def _definite(self, said: Said) -> Entity | None:
        """`the ministry`, `the mayor`, `the report`: whoever was last named so."""
        line, mention = said.line, said.mention
        tables = speaker_tables()
        first, stop = mention.name  # "a ministry statement": the ministry
        words = [line.low[i] for i in range(first + (line.low[first] in ("the", "that", "this")), stop)]
        if not words:
            return None
        noun = words[-1]
        if _ONLY_ONE.fullmatch(" ".join(words)):
            return self._described(said, noun_gender(words[0].partition("-")[0]))
        own = any(line.tokens[i].text[0].isupper() for i in range(stop - len(words) + 1, stop))
        if len(words) > 1 and ("-" in words[0] or noun in tables.corporate) and not own:
            words = words[-1:]  # "the Geneva-based agency", "the world's largest chipmaker"
        if len(words) > 2:
            return None
        at = line.tokens[mention.first].start
        if noun in tables.utterances:
            for _, entity in self.before(said, 20):
                if noun in entity.texts and entity.kind != "document":
                    return entity
            return None
        if noun in tables.singular and noun not in tables.sources:
            for _, entity in self.before(said, 30):
                if (
                    entity.kind == "person"
                    and entity.role is not None
                    and not entity.anonymous
                    and (noun in self.text[entity.role[0] : entity.role[1]].lower().split())
                ):
                    return entity
            person = self.names.by_role(noun, at)
            if person is not None and (len(words) == 1 or self._titled(person, words)):
                return of_person(self._fullest(person))
            if noun in (
                "spokesman",
                "spokeswoman",
                "spokesperson",
                "businessman",
                "senator",
                "congressman",
                "candidate",
                "mogul",
                "official",
            ):
                for _, entity in self.before(said, 6):
                    if (
                        entity.kind == "person"
                        and not entity.anonymous
                        and entity.gender in (None, noun_gender(noun))
                    ):
                        return entity if noun != "official" else None
            return None
        if noun in tables.bodies or noun in tables.outlet_words or noun in tables.outlet_heads:
            for _, entity in self.before(said, 20):
                if (
                    entity.kind in ("collective", "outlet")
                    and set(words) <= set(self.text[entity.name[0] : entity.name[1]].lower().split())
                ) and entity.name[1] - entity.name[0] > len(noun) + 4:
                    return entity
            body = self.names.body_before(noun, at)
            if body is not None and len(body.words) > 1 and set(words) <= body.words:
                return Entity((body.start, body.end), "collective", False, False, None, None, None, noun)
            owned = self._owned_body(noun, at)
            if owned is not None and len(words) == 1:
                return Entity(owned, "collective", False, False, None, None, None, noun)
            if noun in cue_tables().generic_bodies | tables.corporate and len(words) == 1:
                for sentence, entity in self.before(said, 12):
                    if (
                        entity.kind in ("collective", "outlet") and not entity.plural
                        and any(word[0].isupper() for word in self.text[entity.name[0] : entity.name[1]].split())
                        and line.sentence.index - sentence < 12
                        and not self._is_other(entity, noun)
                        and (entity.kind != "outlet" or noun in tables.outlet_words or noun in _OUTLETS)
                        and (noun not in tables.corporate or self._is_firm(entity) or (
                            noun in cue_tables().generic_bodies and self._recurs(entity)))
                    ):  # fmt: skip
                        return entity
                if noun in tables.corporate and (firm := self._firm(said)) is not None:
                    return firm
        return None

    def _is_other(self, entity: Entity, noun: str) -> bool:
        """Whether a name says what body it is, and that is nothing called by the noun: no ministry is `the union`."""
        if noun not in cue_tables().particular_bodies:
            return False
        words = self.text[entity.name[0] : entity.name[1]].lower().split()
        return noun not in words and not speaker_tables().bodies.isdisjoint(words)

    def _titled(self, person: Person, words: list[str]) -> bool:
        """Whether all words of a role stand before a name: `Prime Minister Ann Lee` for `the prime minister`."""
        return self.text[max(0, person.start - 40) : person.start].lower().rstrip().endswith(" ".join(words))

    def _described(self, said: Said, gender: Gender | None) -> Entity | None:
        """`the mother of four`, `the 34-year-old`: the person spoken of last, by name."""
        for _, entity in self.before(said, 6):
            named = entity.kind == "person" and not entity.anonymous and self.text[entity.name[0]].isupper()
            if named and entity.gender in (None, gender or entity.gender):
                return entity
        start = said.line.sentence.start
        near = self.names.persons_in(max(0, start - 600), start)
        fits = [person for person in near if person.gender in (None, gender or person.gender)]
        return of_person(self._fullest(fits[-1])) if fits else None

    def _is_firm(self, entity: Entity) -> bool:
        return self.names.is_firm(self.text[slice(*entity.name)])

    def _recurs(self, entity: Entity) -> bool:
        """Whether the first word of a name stands in the text again: a source of one figure does not."""
        words = [word for word in self.text[slice(*entity.name)].split() if word[0].isupper()]
        return bool(words) and self.text.count(words[-1 if words[0].lower() == "the" else 0]) > 1

    def _owned_body(self, noun: str, at: int) -> Chars | None:
        """`the bank` after `Norland's central bank`: the last body of that noun that is told by whose it is."""
        before = self.text[max(0, at - 1500) : at]
        stop = before.rfind(f" {noun}")
        while stop > 0:
            match = _OWNED.search(before, max(0, stop - 60), stop)
            if match is not None and not before[stop + len(noun) + 1 : stop + len(noun) + 2].isalpha():
                return at - len(before) + match.start(1), at - len(before) + stop + len(noun) + 1
            stop = before.rfind(f" {noun}", 0, stop)
        return None

    def _firm(self, said: Said) -> Entity | None:
        """The firm that `the company` means: a name of one word that spoke, or else owns and acts in the text."""
        for _, entity in self.before(said, 12):
            if entity.kind == "person" and entity.role is None and entity.gender is None:
                name = self.text[slice(*entity.name)]
                if " " not in name and name[0].isupper() and not self.names.is_person(name):
                    return entity
        firm = self.names.firm_before(said.start)
        return None if firm is None else Entity(firm, "collective", False, False, None, None, None, "")

    def _fullest(self, person: Person) -> Person:
        return self.names.fullest(person.words) or person

    def _pronoun(self, said: Said) -> Entity | None:
        pronoun = said.mention.pronoun
        if pronoun in ("he", "she"):
            return self._person_before(said, "male" if pronoun == "he" else "female")
        if pronoun in ("it", "they", "which"):
            return self._body_before(said, pronoun == "they")
        return None

    def _open(self, line: Line, mention: Mention) -> Entity | None:
        """A pronoun whose antecedent the text does not show stands for itself; first and second person stay open."""
        if mention.pronoun in ("i", "we", "you", "who", "which", "that", "this", "these", "those"):
            return None
        name = self._chars(line, (mention.first, mention.stop))
        kind: SpeakerKind = "person" if mention.pronoun in ("he", "she") else "collective"
        return Entity(name, kind, mention.pronoun == "they", False, None, None, None, mention.pronoun or "")

    def _person_before(self, said: Said, gender: Gender) -> Entity | None:
        """The person whom `he` or `she` means: subjects and speakers of the sentences before, nearest first."""
        index, at = said.line.sentence.index, said.start
        for back in range(_REACH):
            number = index - back
            if number < 0:
                break
            sentence = self.layout.sentences[number]
            if sentence.kind in ("caption", "boilerplate"):
                continue
            near = self.of_sentence(number)[-MOST:] if back else self.beside(said)
            spoken = [
                entity
                for entity in map(self.meant, near)
                if entity is not None
                and entity.kind == "person"
                and self._fits(entity.gender, entity.name, gender, said)
                and (entity.gender is not None or entity.role is not None or self._human(entity.name))
            ]
            if back and len(spoken) == 1:
                return spoken[0]
            stop = min(at, sentence.end) if back == 0 else sentence.end
            named = [
                person
                for person in self.names.persons_in(sentence.start, stop)
                if self._fits(person.gender, (person.start, person.end), gender, said)
                and self.layout.quotation_at(person.start) is None
            ]
            # Subjects before names that hang on a preposition ("preceded by Ann Lee, Smith said").
            named.sort(
                key=lambda person: _HANGING.search(self.text, max(0, person.start - 12), person.start) is not None
            )
            if back and spoken:
                return spoken[0] if named else spoken[-1]
            if named and (back or named[0].start - sentence.start < 60):
                return of_person(self._fullest(named[0]))
            if spoken:
                return spoken[0]
        for _, entity in self.before(said, MOST):
            if entity.kind == "person" and self._fits(entity.gender, entity.name, gender, said):
                return entity
        return self._bare_subject(index, at) or self._role_subject(index, gender)

    def _role_subject(self, index: int, gender: Gender) -> Entity | None:
        """The person without a name who is the subject of the sentence before: `The mayor spoke. He said ...`."""
        before = self.layout.sentences[index - 1] if index else None
        if before is None or before.kind != "body":
            return None
        line = Line(before, self.layout.quotations, self._starts)
        mention = clause_subject(line, 0, line.n)
        if mention is None or mention.kind != "person" or mention.plural or line.inside[mention.first] >= 0:
            return None
        entity = self._find(line, mention)
        return entity if entity is not None and entity.gender in (None, gender) else None

    def _human(self, name: Chars) -> bool:
        """Whether a name is a person's: of more than one word, or known as one in the text."""
        text = self.text[slice(*name)]
        return " " in text or not text[0].isupper() or self.names.is_person(text)

    def _surname(self, start: int, end: int) -> str:
        return self.text[start:end].lower().rsplit(None, 1)[-1]

    def _fits(self, known: Gender | None, name: Chars, wanted: Gender, said: Said) -> bool:
        """Whether a person may be meant by a pronoun; what earlier pronouns showed counts as known."""
        return (known or self._shown(self._surname(*name), said) or wanted) == wanted

    def _shown(self, surname: str, said: Said) -> Gender | None:
        """The gender that the first `he` or `she` before a speaker that means a person of that name shows."""
        index = said.line.sentence.index
        while self._shown_to < index:
            self._shown_to += 1
            if not _SHOWING.isdisjoint(self.layout.sentences[self._shown_to - 1].pieces):
                self._note_genders(self.of_sentence(self._shown_to - 1))
        self._note_genders(self.beside(said))
        start, gender = self._genders.get(surname, (said.start, None))
        return gender if start < said.start else None

    def _note_genders(self, speakers: Sequence[Said]) -> None:
        for said in speakers:
            if said.mention.pronoun in _SHOWING and (entity := self.meant(said)) is not None:
                gender: Gender = "male" if said.mention.pronoun == "he" else "female"
                self._genders.setdefault(self._surname(*entity.name), (said.start, gender))

    def _bare_subject(self, index: int, at: int) -> Entity | None:
        """A single capitalised word that is the subject of a verb nearby: a name never given in full."""
        for number in range(index, max(-1, index - 4), -1):
            sentence = self.layout.sentences[number]
            for match in _SUBJECT.finditer(self.text, sentence.start, min(sentence.end, at)):
                if match[1].lower() not in classes().minor and not match[1].endswith("s"):
                    return Entity(match.span(1), "person", False, False, None, None, None, match[1].lower())
        return None

    def _subject(self, line: Line, stop: int, plural: bool, *, own: bool = False) -> Entity | None:
        """The body or group that is the subject of a sentence before `stop`; `own`: of the pronoun's own one."""
        mention = clause_subject(line, 0, stop)
        if mention is None or mention.pronoun is not None or line.inside[mention.first] >= 0:
            return None
        if mention.kind == "person" and mention.named and not plural:
            name = self.text[slice(*self._chars(line, mention.name))]
            known = " " in name or self.names.is_person(name)
            if mention.role is not None or (known and not self.names.is_firm(name)):
                return None
            mention = mention._replace(kind="collective")  # "Ibis said it would ...": a firm
        owned = any(line.low[k] in ("'s", "’s") for k in range(mention.first, mention.stop))
        if own and mention.kind == "unknown" and owned:
            mention = mention._replace(kind="collective")  # "Norland's air defence shot down 40 drones, it said"
        if mention.kind not in ("collective", "outlet") or (mention.plural or _is_group(line, mention)) != plural:
            return None
        return self._find(line, mention)

    def _body_before(self, said: Said, plural: bool) -> Entity | None:
        line, mention = said.line, said.mention
        index = line.sentence.index
        if mention.first > 1:
            teller = self._teller(said, plural)
            if teller is not None:
                return teller
            own = self._subject(line, mention.first, plural, own=True)
            if own is not None:
                return own
        nearest = next(self.before(said, 1), None)
        if index and (nearest is None or nearest[0] < index - 1):
            before = self.layout.sentences[index - 1]
            if before.kind == "body":
                subject = self._subject(
                    Line(before, self.layout.quotations, self._starts), len(before.tokens), plural
                )
                if subject is not None:
                    return subject
        for where, entity in self.before(said, 12):
            if index - where > _REACH:
                break
            if plural and (entity.plural or entity.kind == "collective"):
                return entity
            if not plural and entity.kind in ("collective", "document", "outlet") and not entity.plural:
                return entity
        if plural:
            return None
        body = self.names.last_body(said.start)
        if body is not None:
            sentence = self.layout.sentence_at(body.start)
            if sentence is not None and index - sentence.index <= 2:
                return Entity((body.start, body.end), "collective", False, False, None, None, None, "")
        return None

    def _teller(self, said: Said, plural: bool) -> Entity | None:
        """Whoever says what opens with the pronoun: shares rose after [the firm] said it expected."""
        line, first = said.line, said.mention.first
        verb = first - 1 - (line.low[first - 1] == "that")
        if plural or verb < 1 or line.low[verb] not in cue_tables().verbs:
            return None
        for other in reversed(self.beside(said)):
            if other.mention.stop == verb and other.mention.pronoun is None:
                entity = self.meant(other)
                return entity if entity is not None and entity.kind in ("collective", "outlet") else None
        return None


def _is_group(line: Line, mention: Mention) -> bool:
    return line.low[mention.stop - 1] in speaker_tables().groups


#: A person told from all others only by what was said of one before.
_ONLY_ONE = lazy_pattern(r"(?:grand)?(?:mother|father)(?:\sof\s|-of-)[\w-]+|\d{1,3}-year-old")
#: An owner and at most two words of his, at the end.
_OWNED = lazy_pattern(r"\b([A-Z][\w.-]{2,20}(?:\s[A-Z][\w.-]{2,20})?['’]s(?:\s[\w-]{3,14}){0,2})\Z")
#: Words for outlets among the words for bodies.
_OUTLETS = frozenset({"network", "company", "group", "organization", "organisation"})

_SUBJECT = lazy_pattern(
    r"\b(?<!\b(?:in|of|at|on|to|by)\s)([A-Z][a-z]{2,20})\s(?:has|had|was|is|will|would|also|[a-z]{2,12}ed|said|says|told|spoke|made|did)\b"
)
_HANGING = lazy_pattern(r"\b(?:by|of|with|to|for|from|in|at|on|than|like|about|against)\s\Z")
