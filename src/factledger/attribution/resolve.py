"""From the words at a cue to who is meant: short forms, roles and pronouns within the document."""

from __future__ import annotations

from bisect import bisect_left, insort

from factledger.attribution.capitals import Gender
from factledger.attribution.cues import cue_tables
from factledger.attribution.entities import Chars, Entity, first_name_gender, noun_gender, of_person
from factledger.attribution.lines import Line
from factledger.attribution.names import Names, Person
from factledger.attribution.speakers import Mention, speaker_tables
from factledger.attribution.subjects import clause_subject
from factledger.frozen import trusted
from factledger.patterns import lazy_pattern
from factledger.phrases import classes
from factledger.records import Span, Speaker, SpeakerKind
from factledger.segment import Layout

REACH = 8  # sentences back that a pronoun may look for its antecedent


EVERYONE = 1_000_000  # sentences: a short form may mean anyone named before


def reach(line: Line, mention: Mention) -> int:
    """Return how many sentences back the speakers stand that decide whom a mention means: none for a full name."""
    if mention.pronoun is not None and mention.name == (mention.first, mention.stop):
        return REACH if mention.pronoun in ("he", "she", "it", "they", "which") else 0
    owner = mention.first < mention.name[0]
    if mention.named or mention.plural or (line.low[mention.first] not in ("the", "that", "this") and not owner):
        return 0
    noun = line.low[mention.name[1] - 1]
    short = mention.name[1] - mention.name[0] <= 4 or noun in speaker_tables().corporate
    return EVERYONE if short and _may_be_known(noun) else 0


def _may_be_known(noun: str) -> bool:
    """Whether `the` before the noun can mean a speaker named earlier: a role, a body, an outlet."""
    tables = speaker_tables()
    if noun in tables.singular and noun not in tables.sources:
        return True
    return (
        noun in tables.utterances
        or noun in tables.bodies
        or noun in tables.outlet_words
        or noun in tables.outlet_heads
    )


_speaker = trusted(Speaker)


class Resolver:
    """Resolves the mentions of one document in text order, remembering who has spoken."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.text = layout.text
        self._names: Names | None = None
        self._starts = [quotation.start for quotation in layout.quotations]
        self.spoken: list[tuple[int, int, Entity]] = []
        self._genders: dict[str, Gender] = {}

    @property
    def names(self) -> Names:
        """The document's names, read when first needed."""
        if self._names is None:
            self._names = Names(self.text)
        return self._names

    def speak(self, line: Line, mention: Mention, media: tuple[Chars, ...] = ()) -> Entity | None:
        """Return who is meant by the mention of a speaker, and remember it; None where it is open (first person).

        `media` are the texts and channels named at the mention.
        """
        entity = self.entity(line, mention)
        if entity is None:
            return None
        start = line.tokens[mention.first].start
        if media:
            entity = entity._replace(texts=frozenset(line.low[stop - 1] for _, stop in media))
        # Only words outside quotations move the focus: what is quoted is about others.
        item = (start, line.sentence.index, entity)
        if self.spoken and self.spoken[-1][0] > start:
            insort(self.spoken, item, key=lambda other: other[0])
        else:
            self.spoken.append(item)
        return entity

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

    def _before(self, at: int, count: int) -> list[tuple[int, int, Entity]]:
        """The last `count` speakers whose mention begins before `at`."""
        index = bisect_left(self.spoken, at, key=lambda item: item[0])
        return self.spoken[max(0, index - count) : index]

    def _chars(self, line: Line, span: Chars) -> Chars:
        return line.tokens[span[0]].start, line.tokens[span[1] - 1].end

    def entity(self, line: Line, mention: Mention, *, known: bool = True) -> Entity | None:
        """Return who is meant by a mention; without `known`, whatever has been said before is left aside."""
        if mention.pronoun is not None and mention.name == (mention.first, mention.stop):
            return self._pronoun(line, mention) or self._open(line, mention)
        name = self._chars(line, mention.name)
        role = None if mention.role is None else self._chars(line, mention.role)
        affiliation = None if mention.affiliation is None else self._chars(line, mention.affiliation)
        noun = line.low[mention.name[1] - 1]
        gender: Gender | None = None
        kind = mention.kind
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
            if line.low[mention.first] in ("the", "that", "this") or mention.first < mention.name[0]:
                found = self._definite(line, mention) if known else None
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

    def _definite(self, line: Line, mention: Mention) -> Entity | None:
        """`the ministry`, `the mayor`, `the report`: whoever was last named so."""
        tables = speaker_tables()
        first, stop = mention.name  # "a ministry statement": the ministry
        words = [line.low[i] for i in range(first + (line.low[first] in ("the", "that", "this")), stop)]
        if not words:
            return None
        noun = words[-1]
        if _ONLY_ONE.fullmatch(" ".join(words)):
            return self._described(line, mention, noun_gender(words[0].partition("-")[0]))
        own = any(line.tokens[i].text[0].isupper() for i in range(stop - len(words) + 1, stop))
        if len(words) > 1 and ("-" in words[0] or noun in tables.corporate) and not own:
            words = words[-1:]  # "the Geneva-based agency", "the world's largest chipmaker"
        if len(words) > 2:
            return None
        at = line.tokens[mention.first].start
        if noun in tables.utterances:
            for _, _, entity in reversed(self._before(at, 20)):
                if noun in entity.texts and entity.kind != "document":
                    return entity
            return None
        if noun in tables.singular and noun not in tables.sources:
            for start, _, entity in reversed(self._before(at, 30)):
                if (
                    entity.kind == "person"
                    and start < at
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
                for start, _, entity in reversed(self._before(at, 6)):
                    if (
                        entity.kind == "person"
                        and not entity.anonymous
                        and entity.gender in (None, noun_gender(noun))
                        and start < at
                    ):
                        return entity if noun != "official" else None
            return None
        if noun in tables.bodies or noun in tables.outlet_words or noun in tables.outlet_heads:
            for start, _, entity in reversed(self._before(at, 20)):
                if (
                    entity.kind in ("collective", "outlet")
                    and start < at
                    and set(words) <= set(self.text[entity.name[0] : entity.name[1]].lower().split())
                ) and entity.name[1] - entity.name[0] > len(noun) + 4:
                    return entity
            body = self.names.body_before(noun, at)
            if body is not None and len(body.words) > 1 and set(words) <= body.words:
                return Entity((body.start, body.end), "collective", False, False, None, None, None, noun)
            owned = self._owned_body(noun, at)
            if owned is not None and len(words) == 1:
                return Entity(owned, "collective", False, False, None, None, None, noun)
            if noun in cue_tables().generic_bodies and len(words) == 1:
                for start, sentence, entity in reversed(self._before(at, 12)):
                    if (
                        entity.kind in ("collective", "outlet") and start < at and not entity.plural
                        and any(word[0].isupper() for word in self.text[entity.name[0] : entity.name[1]].split())
                        and line.sentence.index - sentence < 12
                        and (entity.kind != "outlet" or noun in tables.outlet_words or noun in _OUTLETS)
                        and (noun not in tables.corporate or self._recurs(entity))
                    ):  # fmt: skip
                        return entity
                if noun in tables.corporate and (firm := self._firm(at)) is not None:
                    return firm
        return None

    def _titled(self, person: Person, words: list[str]) -> bool:
        """Whether all words of a role stand before a name: `Prime Minister Ann Lee` for `the prime minister`."""
        return self.text[max(0, person.start - 40) : person.start].lower().rstrip().endswith(" ".join(words))

    def _described(self, line: Line, mention: Mention, gender: Gender | None) -> Entity | None:
        """`the mother of four`, `the 34-year-old`: the person spoken of last, by name."""
        at = line.tokens[mention.first].start
        for start, _, entity in reversed(self._before(at, 6)):
            named = entity.kind == "person" and not entity.anonymous and self.text[entity.name[0]].isupper()
            if named and start < at and entity.gender in (None, gender or entity.gender):
                return entity
        near = self.names.persons_in(max(0, line.sentence.start - 600), line.sentence.start)
        fits = [person for person in near if person.gender in (None, gender or person.gender)]
        return of_person(self._fullest(fits[-1])) if fits else None

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

    def _firm(self, at: int) -> Entity | None:
        """The firm that `the company` means: a name of one word that spoke, or else owns and acts in the text."""
        for start, _, entity in reversed(self._before(at, 12)):
            if entity.kind == "person" and start < at and entity.role is None and entity.gender is None:
                name = self.text[slice(*entity.name)]
                if " " not in name and name[0].isupper() and not self.names.is_person(name):
                    return entity
        firm = self.names.firm_before(at)
        return None if firm is None else Entity(firm, "collective", False, False, None, None, None, "")

    def _fullest(self, person: Person) -> Person:
        return self.names.fullest(person.words) or person

    def _pronoun(self, line: Line, mention: Mention) -> Entity | None:
        pronoun = mention.pronoun
        at = line.tokens[mention.first].start
        if pronoun in ("he", "she"):
            gender: Gender = "male" if pronoun == "he" else "female"
            found = self._person_before(line, at, gender)
            if found is not None:
                self._genders.setdefault(self._surname(*found.name), gender)
            return found
        if pronoun in ("it", "they", "which"):
            return self._body_before(line, mention, pronoun == "they")
        return None

    def _open(self, line: Line, mention: Mention) -> Entity | None:
        """A pronoun whose antecedent the text does not show stands for itself; first and second person stay open."""
        if mention.pronoun in ("i", "we", "you", "who", "which", "that", "this", "these", "those"):
            return None
        name = self._chars(line, (mention.first, mention.stop))
        kind: SpeakerKind = "person" if mention.pronoun in ("he", "she") else "collective"
        return Entity(name, kind, mention.pronoun == "they", False, None, None, None, mention.pronoun or "")

    def _person_before(self, line: Line, at: int, gender: Gender) -> Entity | None:
        """The person whom `he` or `she` means: subjects and speakers of the sentences before, nearest first."""
        index = line.sentence.index
        spoken = self._before(at, 40)
        for back in range(REACH):
            number = index - back
            if number < 0:
                break
            sentence = self.layout.sentences[number]
            if sentence.kind in ("caption", "boilerplate"):
                continue
            said = [
                entity
                for _, where, entity in spoken
                if where == number
                and entity.kind == "person"
                and self._fits(entity.gender, entity.name, gender)
                and (entity.gender is not None or entity.role is not None or self._human(entity.name))
            ]
            if back and len(said) == 1:
                return said[0]
            stop = min(at, sentence.end) if back == 0 else sentence.end
            named = [
                person
                for person in self.names.persons_in(sentence.start, stop)
                if self._fits(person.gender, (person.start, person.end), gender)
                and self.layout.quotation_at(person.start) is None
            ]
            # Subjects before names that hang on a preposition ("preceded by Ann Lee, Smith said").
            named.sort(
                key=lambda person: _HANGING.search(self.text, max(0, person.start - 12), person.start) is not None
            )
            if back and said:
                return said[0] if named else said[-1]
            if named and (back or named[0].start - sentence.start < 60):
                return of_person(self._fullest(named[0]))
            if said:
                return said[0]
        for _, _, entity in reversed(spoken):
            if entity.kind == "person" and self._fits(entity.gender, entity.name, gender):
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
        entity = self.entity(line, mention, known=False)
        return entity if entity is not None and entity.gender in (None, gender) else None

    def _human(self, name: Chars) -> bool:
        """Whether a name is a person's: of more than one word, or known as one in the text."""
        text = self.text[slice(*name)]
        return " " in text or not text[0].isupper() or self.names.is_person(text)

    def _surname(self, start: int, end: int) -> str:
        return self.text[start:end].lower().rsplit(None, 1)[-1]

    def _fits(self, known: Gender | None, name: Chars, wanted: Gender) -> bool:
        """Whether a person may be meant by a pronoun; what earlier pronouns showed counts as known."""
        return (known or self._genders.get(self._surname(*name)) or wanted) == wanted

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
            if " " in name or mention.role is not None or self.names.is_person(name):
                return None
            mention = mention._replace(kind="collective")  # "Ibis said it would ...": a firm
        owned = any(line.low[k] in ("'s", "’s") for k in range(mention.first, mention.stop))
        if own and mention.kind == "unknown" and owned:
            mention = mention._replace(kind="collective")  # "Norland's air defence shot down 40 drones, it said"
        if mention.kind not in ("collective", "outlet") or (mention.plural or _is_group(line, mention)) != plural:
            return None
        return self.entity(line, mention, known=False)

    def _body_before(self, line: Line, mention: Mention, plural: bool) -> Entity | None:
        index = line.sentence.index
        at = line.tokens[mention.first].start
        if mention.first > 1:
            own = self._subject(line, mention.first, plural, own=True)
            if own is not None:
                return own
        nearest = self._before(at, 12)
        if index and not any(where >= index - 1 for _, where, _ in nearest):
            before = self.layout.sentences[index - 1]
            if before.kind == "body":
                subject = self._subject(
                    Line(before, self.layout.quotations, self._starts), len(before.tokens), plural
                )
                if subject is not None:
                    return subject
        for start, where, entity in reversed(nearest):
            if start >= at or index - where > REACH:
                continue
            if plural and (entity.plural or entity.kind == "collective"):
                return entity
            if not plural and entity.kind in ("collective", "document", "outlet") and not entity.plural:
                return entity
        if plural:
            return None
        body = self.names.last_body(at)
        if body is not None:
            sentence = self.layout.sentence_at(body.start)
            if sentence is not None and index - sentence.index <= 2:
                return Entity((body.start, body.end), "collective", False, False, None, None, None, "")
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
