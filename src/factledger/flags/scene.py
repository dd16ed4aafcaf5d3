"""Where things stand in a text: quantities by sentence, clause edges, and the cues that claims hang on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from factledger.attribution import Report
from factledger.flags.patterns import DOCUMENT_BACK, Stretch
from factledger.lexicon import load
from factledger.measures import Subject
from factledger.patterns import lazy_pattern
from factledger.phrases import is_participle
from factledger.records import Attribution, Quantity
from factledger.segment import Layout, Sentence
from factledger.wordclasses import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    FINITE,
    LOWER,
    PARTICIPLE,
    PREPOSITION,
    PRESENT,
)
from factledger.words import Token

#: No rule looks further than this many characters from its trigger, so that endless sentences stay linear.
REACH = 1200

BEFORE = 40  # characters before a quantity in which words stand that make it a given one, or the whole of a share

LONGEST = 200  # characters of a speaker's name

ALONE = 2  # words before a general name of speakers that leave it one: `some local media`


_SHARE = lazy_pattern(r"(?:percent|per cent|%|half|third|quarter|\w) of (?:the|its|their) \Z")


_DEFINITE = lazy_pattern(
    r"(?i)\b(?:the|these|those|its|his|her|their|all|our)(?: (?:same|other|first|last|top|remaining))? \Z"
)
_SUBJECT_PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they", "nobody", "who"})
_SAYING = frozenset(
    {"said", "says", "say", "told", "added", "announced", "warned", "believes", "estimates", "reported"}
)
_LETTERS = lazy_pattern(r"[^\W\d_]+")


class Edge(NamedTuple):
    """A place where a clause may end, and of what kind."""

    start: int
    kind: str


class Cue(NamedTuple):
    """A cue in the text and the claims that hang on it."""

    start: int
    end: int
    claims: tuple[int, ...]


class Scene:
    """All that the flag rules ask of a text, looked up once."""

    def __init__(
        self,
        layout: Layout,
        quantities: Sequence[Quantity],
        subjects: Sequence[Subject],
        attributions: Sequence[Attribution],
        reports: Sequence[Report],
    ) -> None:
        self.layout = layout
        self.text = layout.text
        self.quantities = quantities
        self.subjects = subjects
        self.attributions = attributions
        self.order = sorted(range(len(quantities)), key=lambda i: quantities[i].span.start)
        self.starts = [quantities[i].span.start for i in self.order]
        self.sentence_of = [self.sentence_index(q.span.start) for q in quantities]
        self.reports = reports
        self._edges: dict[int, list[Edge]] = {}
        self._read_attributions()

    def stretches(self) -> list[Stretch]:
        """Return the sentences in which a trigger can reach a claim, with how far back it must look to do so.

        Whole are scanned those that hold a quantity, a cue or a speaker of one; those after them for the rules that
        look back.
        """
        here = set(self.sentence_of)
        here.update(map(self.sentence_index, self._cue_starts))
        here.update(map(self.sentence_index, self._name_starts))
        found = []
        back = DOCUMENT_BACK
        for index, sentence in enumerate(self.layout.sentences):
            back = 0 if index in here else back + 1
            if back <= DOCUMENT_BACK:
                found.append(Stretch(sentence, back))
        return found

    def sentence_index(self, offset: int) -> int:
        """Return the index of the sentence that covers `offset`, or of the last one before it (-1: none)."""
        return bisect_right(self.layout.starts, offset) - 1

    def between(self, start: int, end: int) -> list[int]:
        """Return the quantities that begin within `start:end`, in order."""
        return self.order[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def around(self, start: int, end: int, sentence: Sentence, direction: str) -> list[int]:
        """Return the quantities of a sentence before, after or on both sides of a trigger."""
        found: list[int] = []
        if direction != "after":
            low = max(sentence.start, start - REACH)
            found = [i for i in self.between(low, start) if self.quantities[i].span.end <= start]
        if direction != "before":
            found += self.between(end, min(sentence.end, end + REACH))
        return found

    def edges(self, sentence: Sentence) -> list[Edge]:
        """Return the clause edges of a sentence, in order."""
        if sentence.index not in self._edges:
            self._edges[sentence.index] = _edges(sentence)
        return self._edges[sentence.index]

    def edges_before(self, sentence: Sentence, offset: int) -> Iterator[Edge]:
        """Yield the clause edges of a sentence that begin before `offset`, the nearest first."""
        edges = self.edges(sentence)
        for at in reversed(range(bisect_left(edges, (offset,)))):
            yield edges[at]

    def parted(self, sentence: Sentence, start: int, end: int, kinds: Collection[str]) -> bool:
        """Whether an edge of one of the kinds stands within `start:end`."""
        edges = self.edges(sentence)
        within = edges[bisect_left(edges, (start,)) : bisect_left(edges, (end,))]
        return any(edge.kind in kinds for edge in within)

    def before_auxiliaries(self, sentence: Sentence, start: int, end: int) -> int:
        """Return where the auxiliaries begin that stand right before `end`: `were reportedly`, `have so far`."""
        for token in reversed(sentence.tokens[sentence.token_at(start) : sentence.token_at(end)]):
            if not token.classes & (AUXILIARY | ADVERB):
                break
            end = token.start
        return end

    def words_between(self, start: int, end: int) -> int:
        """Return how many words stand within `start:end`."""
        return len(self.text[start:end].split())

    def cue_between(self, claim: int, start: int) -> bool:
        """Whether the claim's cue stands after `start` and before the claim."""
        cue = self.attributions[claim].cue
        return cue is not None and start <= cue.start < self.quantities[claim].span.start

    def cue_within(self, claim: int, start: int, end: int) -> bool:
        """Whether the claim's cue lies within `start:end`."""
        cue = self.attributions[claim].cue
        return cue is not None and start <= cue.end and cue.start <= end

    def is_definite(self, claim: int) -> bool:
        """Whether the quantity counts things spoken of before: `these 40 homes`, `all three bridges`."""
        return self.quantities[claim].kind == "count" and self._follows(_DEFINITE, claim)

    def _follows(self, words: re.Pattern[str], claim: int) -> bool:
        """Whether the quantity follows words of a pattern, which ends in a `Z` anchor."""
        start = self.quantities[claim].span.start
        return words.search(self.text, max(0, start - BEFORE), start) is not None

    def is_subject(self, claim: int, sentence: Sentence, verb: int) -> bool:
        """Whether a quantity can stand in the subject of the verb at `verb`, which comes after it.

        It does not where it closes a clause of its own (`which has 40 rooms, will`), stands in a phrase before the
        subject (`In three towns, people will`), or where a pronoun is the subject.
        """
        span = self.quantities[claim].span
        between = self.text[span.end : verb]
        if not _SUBJECT_PRONOUNS.isdisjoint(between.lower().split()):
            return False
        _, comma, last = between.rpartition(",")
        if not comma:
            return not self._in_relative(sentence, span.start)
        if self._follows(_given().insertions, claim):
            return False
        if last.strip() and not self.between(verb - len(last), verb):
            return False
        for edge in self.edges_before(sentence, span.start):
            if edge.kind in ("comma", "semi", "colon"):
                break
            if edge.kind in ("rel", "past") or (edge.kind == "verb" and not self._says(edge.start)):
                return False
        return True

    def _in_relative(self, sentence: Sentence, start: int) -> bool:
        """Whether what stands at `start` follows the verb of a relative clause: `the rally that added 9 points`."""
        verb = False
        for edge in self.edges_before(sentence, start):
            if edge.kind not in ("verb", "past"):
                return verb and edge.kind == "rel"
            verb = not self._says(edge.start)
        return False

    def is_start(self, claim: int) -> bool:
        """Whether the quantity is where a change begins: `from its present 2 percent`."""
        change = self.subjects[claim].change
        return change is not None and change.role == "from"

    def is_of_given(self, claim: int) -> bool:
        """Whether the quantity counts those that something is about: `the trial of 47 men`."""
        return self.quantities[claim].kind == "count" and self._follows(_given().heads, claim)

    def is_speaker(self, claim: int, start: int, end: int) -> bool:
        """Whether `start:end` is the name of the claim's speaker, but for a word or two before: `other media`."""
        speaker = self.attributions[claim].speaker
        if speaker is None or end != speaker.name.end:
            return False
        return len(self.text[speaker.name.start : start].split()) <= ALONE

    def in_speaker(self, claim: int) -> bool:
        """Whether the quantity is part of a speaker's name: `nine witnesses said`."""
        start = self.quantities[claim].span.start
        at = bisect_right(self._name_starts, start) - 1
        return at >= 0 and start < self._names[at][1]

    def _says(self, start: int) -> bool:
        word = _LETTERS.match(self.text, start)
        return word is not None and word[0].lower() in _SAYING

    def is_whole(self, claim: int) -> bool:
        """Whether the quantity is the whole of a share: the 900 in `3 percent of the 900 requested`."""
        return self._follows(_SHARE, claim)

    def cues_within(self, start: int, end: int) -> list[Cue]:
        """Return the cues that begin within `start:end`, in order."""
        return self._cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    def claims_of_source(self, start: int, end: int) -> list[int]:
        """Return the claims of every speaker whose words overlap `start:end`."""
        found: list[int] = []
        first = bisect_left(self._name_starts, start - LONGEST)
        for at in range(first, bisect_left(self._name_starts, end)):
            if self._names[at][1] > start:
                found.extend(self._by_name[self._names[at][2]])
        return found

    def same_speaker(self, claims: Sequence[int]) -> list[int]:
        """Return the claims of the same speakers, wherever they stand."""
        names = {speaker.name.text.lower() for i in claims if (speaker := self.attributions[i].speaker) is not None}
        return [i for name in sorted(names) for i in self._by_name[name]]

    def _read_attributions(self) -> None:
        cues: dict[tuple[int, int], list[int]] = {}
        names: set[tuple[int, int, str]] = set()
        self._by_name: dict[str, list[int]] = {}
        for i, said in enumerate(self.attributions):
            if said.cue is not None:
                cues.setdefault((said.cue.start, said.cue.end), []).append(i)
            if said.speaker is not None:
                name = said.speaker.name.text.lower()
                self._by_name.setdefault(name, []).append(i)
                for span in (said.speaker.name, said.speaker.mention):
                    names.add((span.start, span.end, name))
        self._cues = [Cue(start, end, tuple(claims)) for (start, end), claims in sorted(cues.items())]
        self._cue_starts = [cue.start for cue in self._cues]
        self._names = sorted(names)
        self._name_starts = [start for start, _, _ in self._names]


@cache
def _edge_words() -> dict[str, str]:
    return {word: kind for kind, words in load("flags")["edges"].items() for word in words}


class _Given(NamedTuple):
    heads: re.Pattern[str]
    insertions: re.Pattern[str]


@cache
def _given() -> _Given:
    table = load("flags")["given"]
    before = r"(?: (?:the|its|his|her|their|about|around|some|nearly|almost|over|more than|at least|up to))?+ \Z"
    return _Given(
        re.compile(rf"(?i)\b(?:{'|'.join(table['heads'])}) (?:of|for|into){before}"),
        re.compile(rf"(?i), (?:{'|'.join(table['insertions'])}){before}"),
    )


@cache
def _continuing() -> frozenset[str]:
    return frozenset(load("flags")["continues"]["words"])


_QUOTES = frozenset({'"', "”", "''", "’", "»"})
_LOOKED_AT = _QUOTES | {",", "that", "rather", "instead", "as"}  # tokens that make an edge among some others
_OPENERS = {"though": "contrast", "although": "contrast", "while": "contrast", "whereas": "contrast", "when": "sub"}
_OPENERS.update(dict.fromkeys(("after", "before", "because", "since", "as", "if", "once", "until"), "sub"))
#: `as` opens a clause before these, unless it belongs to a word before it: `as well as the`, `known as the`.
_AS_SUBJECTS = frozenset({"it", "they", "he", "she", "we", "the"})
_AS_PARTNERS = frozenset({"as", "such", "well", "so", "same", "known", "described", "seen"})


def _edges(sentence: Sentence) -> list[Edge]:
    """One look at each token; a joint clause is looked for at most nine tokens ahead."""
    words = _edge_words()
    tokens = sentence.tokens
    found: list[Edge] = []
    verb_seen = False
    opened = _OPENERS.get(tokens[0].low) if tokens else None
    for i, token in enumerate(tokens):
        low = token.low
        kind = words.get(low)
        if kind is None and not token.classes & (FINITE | PARTICIPLE) and low not in _LOOKED_AT:
            continue
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if kind == "joint":
            after_comma = tokens[i - 1].text == ","
            said_twice = after is not None and after.low == "that"
            if (verb_seen or after_comma or said_twice) and _joint_clause(tokens, i + 1):
                found.append(Edge(token.start, "coord"))
                verb_seen = False
        elif kind is not None:
            found.append(Edge(token.start, kind))
            if kind in ("semi", "contrast"):
                verb_seen = False
        elif low == ",":
            found.append(Edge(token.start, "comma"))
            if opened and verb_seen:
                found.append(Edge(token.start, opened))
                opened = None
            verb = tokens[i + 2] if after is not None and after.classes & ADVERB and i + 2 < len(tokens) else after
            if verb is not None and _is_verb(verb):
                found.append(Edge(token.start, "close"))
            if after is not None and _opens_part(after):
                found.append(Edge(token.start, "part"))
        elif low == "that" and after is not None and _opens_relative(after):
            found.append(Edge(token.start, "rel"))
        elif low in ("rather", "instead") and after is not None and after.low in ("than", "of"):
            found.append(Edge(token.start, "sub"))  # `will leave at once instead of waiting two years`
        elif low == "as" and after is not None and after.low in _AS_SUBJECTS:
            if tokens[i - 1].low not in _AS_PARTNERS:
                found.append(Edge(token.start, "sub"))
        elif low in _QUOTES and tokens[i - 1].text == ",":
            found.append(Edge(token.start, "semi"))  # `..., said one of them`: speech ends here
        elif _is_verb(token):
            verb_seen = True
            found.append(Edge(token.start, "verb"))
        elif is_participle(token):
            verb_seen = True
            if low.endswith("ed"):
                found.append(Edge(token.start, "past"))
    return found


def _opens_relative(token: Token) -> bool:
    """Whether a verb follows `that` at once: `the blast that left`, not `said that men`."""
    return _is_verb(token) or (token.low.endswith("ed") and is_participle(token))


def _opens_part(token: Token) -> bool:
    low = token.low
    return low.endswith("ing") and len(low) > 5 and token.text[0].islower() and low not in _continuing()


def _is_verb(token: Token) -> bool:
    """Whether the token surely is a finite verb: base forms that are nouns as well (`support`) are none."""
    if token.low == "lives":
        return False  # beside numbers mostly the noun
    bits = token.classes
    return bits & FINITE != 0 and bits & LOWER != 0 and (not bits & PRESENT or token.low[-1] == "s")


def _joint_clause(tokens: Sequence[Token], first: int) -> bool:
    """Whether a subject and then a finite verb follow: `and 16 protesters were arrested`."""
    if first < len(tokens) and tokens[first].low == "that":
        return True
    for i in range(first, min(first + 9, len(tokens))):
        token = tokens[i]
        if token.text in ",;:()" or token.low in ("that", "which", "who"):
            return False
        if i == first and token.classes & (FINITE | PARTICIPLE | PREPOSITION):
            return False
        if _is_verb(token):
            return True
        if is_participle(token) and token.low.endswith("ed"):
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            if after is None or not after.word or after.classes & (DETERMINER | PREPOSITION):
                return True
    return False
