"""Rules of lexicon/flags.toml, compiled: one look at the words of each sentence finds every trigger.

A pattern (flags/elements.py) stands in one sentence. It is filed under the rarest of its words and tried, where its
first two words stand, in a sentence that has one of those: so that few of the patterns are tried that begin like
half of all phrases (`that is`). They are compiled when they are first tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, NamedTuple

from factledger.errors import FactledgerError
from factledger.flags.elements import WORD, Sets, beginnings, expression, needs, places, ways
from factledger.lexicon import load
from factledger.phrases import classes
from factledger.records import FLAGS
from factledger.segment import Sentence
from factledger.words import pieces, rarest

SCOPES = ("next", "list", "clause", "sentence", "cue", "attribution", "source", "speaker", "paragraph", "document")
DIRECTIONS = ("before", "after", "both")


class Rule(NamedTuple):
    """One rule: what it raises, on which claims, and its patterns as written."""

    name: str
    flag: str
    patterns: tuple[str, ...]
    scope: str
    direction: str
    stop_after: frozenset[str]
    stop_before: frozenset[str]
    reach: int
    target: str
    default: str
    back: str
    needs: str
    lower: frozenset[str]
    prefer: str
    whole: bool
    future: bool
    pseudo: tuple[str, ...]


class Trigger(NamedTuple):
    """A rule's words in a text; `initial` where they count only at a sentence's start."""

    rule: Rule
    start: int
    end: int
    initial: bool = False


class Stretch(NamedTuple):
    """A sentence to be scanned for the rules that may reach at least `back` sentences back."""

    sentence: Sentence
    back: int


#: Sentences that a rule may look back from its trigger: rules that have antecedents, and those of the whole text.
BACK, DOCUMENT_BACK = 3, 8


def _sentences_back(rule: Rule) -> int:
    if rule.scope == "document":
        return DOCUMENT_BACK
    return BACK if rule.scope == "paragraph" or rule.back else 0


class _Pattern(NamedTuple):
    """A pattern: its elements, and sets of words of each of which one stands somewhere in a text that it matches."""

    elements: tuple[str, ...]
    needs: tuple[frozenset[str], ...]


#: The first word of a pattern, and the words of which one follows it (empty: any word).
_Words = tuple[str, frozenset[str]]


class _Entry:
    """The patterns of one rule that begin with the same words, tried in their order.

    `first` is the first word, `second` those of which one follows it (empty: any word); `lead` and `then` are the
    rarest pieces of these, `need` pieces of which one must follow somewhere (empty: none). `callers` are words of
    which one stands in every match, the rarest that do. `match` is None until it is first tried: most never are, and
    compiling is what a first text pays most for.
    """

    __slots__ = (
        "_patterns",
        "_sets",
        "callers",
        "first",
        "initial",
        "lead",
        "match",
        "need",
        "order",
        "rule",
        "second",
        "then",
    )

    def __init__(
        self, rule: Rule, words: _Words, patterns: Sequence[_Pattern], initial: bool, sets: Sets, order: int
    ) -> None:
        self.rule = rule
        self.initial = initial
        self.first, self.second = words
        self.order = (bool(self.second), order)  # where any word may follow first
        self._sets = sets
        self._patterns = patterns
        self.lead = rarest(self.first)
        self.then = frozenset(map(rarest, self.second))
        least = [_least_common(p.needs) for p in patterns]
        self.need = frozenset[str]().union(*least) if all(least) else frozenset[str]()
        begun = [words for words in (frozenset((self.lead,)), self.then) if words]
        self.callers = frozenset[str]().union(*(_least_common((*begun, *p.needs)) for p in patterns))
        self.match: Callable[[str, int, int], re.Match[str] | None] | None = None

    def share(self, known: dict[frozenset[str], frozenset[str]]) -> None:
        """Keep sets that other entries have too once: most do, and all are walked by the garbage collector."""
        same = known.setdefault
        self.second, self.then = same(self.second, self.second), same(self.then, self.then)
        self.need, self.callers = same(self.need, self.need), same(self.callers, self.callers)

    def compiled(self) -> Callable[[str, int, int], re.Match[str] | None]:
        """Return what matches the first pattern that stands at a place, compiled for good."""
        sources = [
            expression(way, self._sets)
            for pattern in self._patterns
            for way in ways(pattern.elements, self.first, self._sets)
        ]
        self.match = re.compile("|".join(sources)).match
        return self.match

    def may_stand(self, known: AbstractSet[str]) -> bool:
        """Whether a sentence of these words has those that one of the patterns needs behind its first."""
        return any(not any(need.isdisjoint(known) for need in pattern.needs) for pattern in self._patterns)


def _least_common(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the set whose most common word is least common in texts; an empty one of none."""
    return max(sets, key=_shortest, default=frozenset())


def _shortest(words: AbstractSet[str]) -> int:
    """The length of the shortest of the words, which is the most common; function words come before all."""
    small = classes().minor
    return min(0 if word in small else len(word) for word in words)


class _Index(NamedTuple):
    """For each of some words the entries that it calls up."""

    words: frozenset[str]  # a set of its own: quicker to intersect than the keys
    called: dict[str, list[_Entry]]


class RuleTable:
    """Compiled rules, filed under the rarest words of their patterns."""

    def __init__(self, rules: Iterable[Rule], sets: Sets) -> None:
        self.rules = tuple(rules)
        self.off: frozenset[str] = frozenset()
        entries: list[_Entry] = []
        self._pseudo: dict[str, _Index] = {}
        shared: dict[frozenset[str], frozenset[str]] = {}
        for rule in self.rules:
            for initial in (False, True):
                patterns = [p.lstrip("^ ") for p in rule.patterns if p.startswith("^") == initial]
                entries += _entries(rule, patterns, sets, initial, len(entries))
            only_alike = _entries(rule, rule.pseudo, sets)
            self._pseudo[rule.name] = _called(only_alike)
            for entry in only_alike:
                entry.share(shared)
        for entry in entries:
            entry.share(shared)
        #: What a sentence must be scanned for, by how many sentences back from a trigger its rule may reach.
        here, back, far = (
            _called([entry for entry in entries if _sentences_back(entry.rule) >= least])
            for least in (0, BACK, DOCUMENT_BACK)
        )
        self._indices = (here, *[back] * BACK, *[far] * (DOCUMENT_BACK - BACK))

    def without(self, names: Collection[str]) -> RuleTable:
        """Return the table with the named rules turned off, those that need no words included."""
        copy = object.__new__(RuleTable)
        copy.__dict__.update(self.__dict__)
        copy.off = self.off | frozenset(names)
        copy.rules = tuple(rule for rule in self.rules if rule.name not in copy.off)
        return copy

    def scan(self, text: str, stretches: Iterable[Stretch]) -> Iterator[Trigger]:
        """Yield the triggers of some sentences of a text, in order; none crosses a sentence's end.

        Each is scanned for the rules that may reach as far back as its stretch asks.
        """
        low = lowered(text)
        last: dict[str, int] = {}
        for sentence, back in stretches:
            start, end = sentence.start, sentence.end
            for at, _, entry in _places(self._indices[back], low, start, end, end, sentence.pieces):
                trigger = self._trigger(entry, text, low, at, sentence, last)
                if trigger is not None:
                    yield trigger

    def _trigger(
        self, entry: _Entry, text: str, low: str, start: int, sentence: Sentence, last: dict[str, int]
    ) -> Trigger | None:
        """Return an entry's trigger that begins at `start`; `last` keeps where each rule's last one ended."""
        rule = entry.rule
        if last.get(rule.name, 0) > start or rule.name in self.off:
            return None
        if entry.match is None and not entry.may_stand(sentence.pieces):
            return None
        match = (entry.match or entry.compiled())(low, start, sentence.end)
        if match is None:
            return None
        if rule.lower and text[start].isupper():
            word = WORD.match(low, start)
            if word is not None and word[0] in rule.lower:
                return None
        end = match.end()
        if rule.pseudo and self._covered(rule, low, start, end):
            return None
        last[rule.name] = end
        return Trigger(rule, start, end, entry.initial)

    def _covered(self, rule: Rule, low: str, start: int, end: int) -> bool:
        """Whether words that only look like the trigger cover it, in whole or in part."""
        first, stop = max(0, start - _AROUND), end + _AROUND
        known = pieces(low[first:stop])
        for at, _, entry in _places(self._pseudo[rule.name], low, first, end, stop, known):
            if entry.match is None and not entry.may_stand(known):
                continue
            match = (entry.match or entry.compiled())(low, at, stop)
            if match is not None and match.end() > start:
                return True
        return False


_AROUND = 70  # characters around a trigger within which words that only look like it stand


def _entries(rule: Rule, patterns: Iterable[str], sets: Sets, initial: bool = False, order: int = 0) -> list[_Entry]:
    """Return for each pair of first words the patterns that can begin so; longer patterns are tried first."""
    filed: dict[_Words, list[_Pattern]] = {}
    for pattern in sorted(patterns, key=len, reverse=True):
        elements = pattern.split()
        body = _Pattern(tuple(elements), needs(elements, sets))
        for words in beginnings(elements, sets).items():
            filed.setdefault(words, []).append(body)
    return [_Entry(rule, words, tuple(b), initial, sets, order + n) for n, (words, b) in enumerate(filed.items())]


def _called(entries: Iterable[_Entry]) -> _Index:
    """Return the entries that each word calls up."""
    found: dict[str, list[_Entry]] = {}
    for entry in entries:
        for word in entry.callers:
            found.setdefault(word, []).append(entry)
    return _Index(frozenset(found), found)


def _places(
    index: _Index, low: str, start: int, end: int, stop: int, known: AbstractSet[str]
) -> list[tuple[int, tuple[bool, int], _Entry]]:
    """Return where in `low[start:end]` entries of an index can begin, in order; `known` are the pieces to `stop`."""
    called = {
        entry
        for word in index.words & known
        for entry in index.called[word]
        if entry.lead in known
        and (not entry.then or not entry.then.isdisjoint(known))
        and (not entry.need or word in entry.need or not entry.need.isdisjoint(known))
    }
    if not called:
        return []
    found = []
    stands: dict[str, list[tuple[int, str]]] = {}  # where each first word stands, and the word after it
    for entry in called:
        first = entry.first
        spots = stands.get(first)
        if spots is None:
            size = len(first)
            spots = stands[first] = [
                (at, then[0] if (then := WORD.search(low, at + size, stop)) else "")
                for at in places(first, low, start, end)
            ]
        for at, following in spots:
            if not entry.second or following in entry.second:
                found.append((at, entry.order, entry))
    found.sort()
    return found


def lowered(text: str) -> str:
    """Return `text` in lower case with straight apostrophes, each character in its place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.replace("’", "'")


_AFTER = ("semi", "contrast", "sub", "coord", "close")
_BEFORE = ("semi", "contrast", "sub", "coord", "rel", "part")


def _rule(entry: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Rule:
    """Return the rule of a table's entry; raises `FactledgerError` where it is malformed."""
    name = entry.get("name", "?")
    for key, accepted in (("flag", FLAGS), ("scope", SCOPES), ("direction", DIRECTIONS)):
        if entry.get(key, "both" if key == "direction" else None) not in accepted:
            raise FactledgerError(f"rule {name}: {key} {entry.get(key)!r}; accepted: {', '.join(accepted)}")
    pseudo: list[str] = []
    for pattern in entry.get("pseudo", ()):
        pseudo += groups[pattern[1:]] if pattern.startswith("@") else [pattern]
    return Rule(
        name=name,
        flag=entry["flag"],
        patterns=tuple(entry["patterns"]),
        scope=entry["scope"],
        direction=entry.get("direction", "both"),
        stop_after=frozenset(entry.get("stop_after", _AFTER)),
        stop_before=frozenset(entry.get("stop_before", _BEFORE)),
        reach=entry.get("reach", 0),
        target=entry.get("target", ""),
        default=entry.get("default", ""),
        back=entry.get("back", ""),
        needs=entry.get("needs", ""),
        lower=frozenset(entry.get("lower", ())),
        prefer=entry.get("prefer", ""),
        whole=entry.get("whole", True),
        future=entry.get("future", False),
        pseudo=tuple(pseudo),
    )


def build_table(table: Mapping[str, Any]) -> RuleTable:
    """Return the compiled rules of a table in the form of lexicon/flags.toml."""
    sets = {name: tuple(words) for name, words in table["sets"].items()}
    return RuleTable([_rule(entry, table.get("pseudo", {})) for entry in table["rule"]], sets)


@cache
def packaged_rules() -> RuleTable:
    """Return the packaged rules, compiled once."""
    return build_table(load("flags"))
