"""Rules of lexicon/flags.toml, compiled: one pass over the words of a text finds every trigger.

A pattern is words separated by spaces. `a|b` are alternatives, `{name}` a named set of the table, a trailing `?`
makes a word optional, `*3` stands for up to three words of any kind, a leading `^` ties it to a sentence's start.
Each pattern is filed under the words it can begin with, so that a text's words are looked up in one dictionary and
only the few patterns that can stand there are tried. They are compiled when a text has their other words as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

from factledger.errors import FactledgerError
from factledger.lexicon import load
from factledger.patterns import lazy_pattern
from factledger.records import FLAGS

SCOPES = ("next", "list", "clause", "sentence", "cue", "attribution", "source", "speaker", "paragraph", "document")
DIRECTIONS = ("before", "after", "both")

#: Between two words of a pattern: space, a hyphen or a quotation mark; a comma and space, but no quotation after it.
_SEP = r"(?:,[\s]{1,8}|[\s\"“”'‘’«»—–-]{1,12}+)"
_WORD = lazy_pattern(r"[^\W_]+(?:'[^\W\d_]+)*")
_PIECE = lazy_pattern(r"[^\W_]+")
_GAP = r"[\w'&.-]{1,30}"


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
    """Characters to be scanned for the rules that may reach at least `back` sentences back."""

    start: int
    end: int
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


class _Met:
    """The words of a text, read when first asked for, and the entries of which it lacks some."""

    def __init__(self, low: str) -> None:
        self._low = low
        self.lacking: set[_Entry] = set()

    @cached_property
    def words(self) -> frozenset[str]:
        """All of them, without what an apostrophe joins."""
        return frozenset(_PIECE.findall(self._low))


#: Texts that spare an entry its compiling; one that is met in more of them is compiled, and then tried at once.
SPARED = 3


class _Entry:
    """The patterns of one rule that begin with one word, tried in their order.

    `match` is None until a text has all the words of one of them and `compiled` is asked for: most never are, and
    compiling is what a first text pays most for. Once compiled, trying costs less than looking at the words.
    """

    __slots__ = ("_first", "_patterns", "_sets", "_spared", "initial", "match", "rule")

    def __init__(
        self, rule: Rule, first: str, patterns: Sequence[_Pattern], initial: bool, sets: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.rule = rule
        self._first = first
        self._sets = sets
        self.initial = initial
        self._patterns = patterns
        self._spared = 0
        self.match: Callable[[str, int], re.Match[str] | None] | None = None

    def compiled(self, met: _Met) -> Callable[[str, int], re.Match[str] | None] | None:
        """Return what matches the first pattern that stands at a place; None where a text of these words has none."""
        if self in met.lacking:
            return None
        if self._spared < SPARED and not self._may_stand(met):
            self._spared += 1
            met.lacking.add(self)
            return None
        sources = [
            _source(way, self._sets) for p in self._patterns for way in _ways(p.elements, self._first, self._sets)
        ]
        self.match = re.compile("|".join(sources)).match
        return self.match

    def _may_stand(self, met: _Met) -> bool:
        return any(not any(need.isdisjoint(met.words) for need in pattern.needs) for pattern in self._patterns)


class _Filed(NamedTuple):
    """The entries under a first word: for any second word, and for the words of a fixed one."""

    general: tuple[_Entry, ...]
    followed: Mapping[str, tuple[_Entry, ...]]


class RuleTable:
    """Compiled rules, filed under the first two words of their patterns."""

    def __init__(self, rules: Iterable[Rule], sets: Mapping[str, tuple[str, ...]]) -> None:
        self.rules = tuple(rules)
        self.off: frozenset[str] = frozenset()
        entries: list[tuple[str, frozenset[str], _Entry]] = []
        pseudo: dict[str, list[tuple[str, frozenset[str], _Entry]]] = {}
        for rule in self.rules:
            for initial in (False, True):
                patterns = [p.lstrip("^ ") for p in rule.patterns if p.startswith("^") == initial]
                entries += _entries(rule, patterns, initial, sets)
            if rule.pseudo:
                pseudo[rule.name] = _entries(rule, rule.pseudo, False, sets)
        self._pseudo = {name: _file(found) for name, found in pseudo.items()}
        #: What a sentence must be scanned for, by how many sentences back from a trigger its rule may reach.
        here, back, far = (
            _file([entry for entry in entries if _sentences_back(entry[2].rule) >= least])
            for least in (0, BACK, DOCUMENT_BACK)
        )
        self._indices = (here, *[back] * BACK, *[far] * (DOCUMENT_BACK - BACK))

    def without(self, names: Collection[str]) -> RuleTable:
        """Return the table with the named rules turned off, those that need no words included."""
        copy = object.__new__(RuleTable)
        copy.off = self.off | frozenset(names)
        copy.rules = tuple(rule for rule in self.rules if rule.name not in copy.off)
        copy._indices, copy._pseudo = self._indices, self._pseudo
        return copy

    def scan(self, text: str, stretches: Iterable[Stretch] | None = None) -> Iterator[Trigger]:
        """Yield the triggers of a text in the order of their first words.

        With `stretches`, in order, only those are scanned, each for the rules that may reach as far back as it asks.
        """
        low = lowered(text)
        last: dict[str, int] = {}
        met = _Met(low)
        for start, end, back in [Stretch(0, len(text), 0)] if stretches is None else stretches:
            index = self._indices[back]
            words: list[str] = _WORD.findall(low, start, end)
            if index.keys().isdisjoint(words):
                continue
            following = _WORD.search(low, end)
            words.append(following[0] if following else "")
            starts: list[int] = []
            for at in [at for at, word in enumerate(words[:-1]) if word in index]:
                filed = index[words[at]]
                entries = filed.general
                if words[at + 1] in filed.followed:
                    entries += filed.followed[words[at + 1]]
                if entries:
                    if not starts:
                        starts = [match.start() for match in _WORD.finditer(low, start, end)]
                    yield from self._matching(entries, text, low, starts[at], last, met)

    def _matching(
        self, entries: Iterable[_Entry], text: str, low: str, start: int, last: dict[str, int], met: _Met
    ) -> list[Trigger]:
        """Return the triggers of the entries that begin at `start`; `last` keeps where each rule's last one ended."""
        found: list[Trigger] = []
        for entry in entries:
            rule = entry.rule
            if last.get(rule.name, 0) > start or rule.name in self.off:
                continue
            tried = entry.match or entry.compiled(met)
            if tried is None or (match := tried(low, start)) is None:
                continue
            if rule.lower and text[start].isupper():
                word = _WORD.match(low, start)
                if word is not None and word[0] in rule.lower:
                    continue
            end = match.end()
            if rule.pseudo and _covered(self._pseudo[rule.name], low, start, end, met):
                continue
            last[rule.name] = end
            found.append(Trigger(rule, start, end, entry.initial))
        return found


def _entries(
    rule: Rule, patterns: Iterable[str], initial: bool, sets: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, frozenset[str], _Entry]]:
    """Return for each pair of first words the patterns that can begin so; longer patterns are tried first.

    The second words are empty where anything may follow.
    """
    filed: dict[tuple[str, frozenset[str]], list[_Pattern]] = {}
    for pattern in sorted(patterns, key=len, reverse=True):
        elements = pattern.split()
        body = _Pattern(tuple(elements), _needs(elements, sets))
        for first, second in _beginnings(elements, sets).items():
            filed.setdefault((first, second), []).append(body)
    return [(first, second, _Entry(rule, first, tuple(b), initial, sets)) for (first, second), b in filed.items()]


def _file(entries: Iterable[tuple[str, frozenset[str], _Entry]]) -> dict[str, _Filed]:
    general: dict[str, list[_Entry]] = {}
    followed: dict[str, dict[str, list[_Entry]]] = {}
    for first, second, entry in entries:
        if not second:
            general.setdefault(first, []).append(entry)
        for word in second:
            followed.setdefault(first, {}).setdefault(word, []).append(entry)
    return {
        word: _Filed(
            tuple(general.get(word, ())), {second: tuple(found) for second, found in followed.get(word, {}).items()}
        )
        for word in general.keys() | followed.keys()
    }


_AROUND = 70  # characters before a trigger at which words that only look like it may begin


def _covered(pseudo: Mapping[str, _Filed], low: str, start: int, end: int, met: _Met) -> bool:
    """Whether words that only look like the trigger cover it, in whole or in part."""
    for found in _WORD.finditer(low, max(0, start - _AROUND), end):
        filed = pseudo.get(found[0])
        if filed is None:
            continue
        place = found.start()
        entries = filed.general
        if filed.followed:
            following = _WORD.search(low, found.end(), end + 30)
            if following is not None:
                entries += filed.followed.get(following[0], ())
        for entry in entries:
            tried = entry.match or entry.compiled(met)
            if tried is not None and (match := tried(low, place)) is not None and match.end() > start:
                return True
    return False


def lowered(text: str) -> str:
    """Return `text` in lower case with straight apostrophes, each character in its place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.replace("’", "'")


def _choices(element: str, sets: Mapping[str, tuple[str, ...]]) -> list[str]:
    choices: list[str] = []
    for part in element.split("|"):
        if part.startswith("{") and part.endswith("}"):
            if part[1:-1] not in sets:
                raise FactledgerError(f"flags.toml: no set {part!r}; known: {', '.join(sorted(sets))}")
            choices.extend(sets[part[1:-1]])
        else:
            choices.append(part.replace("_", " "))
    return choices


def _ways(elements: Sequence[str], first: str, sets: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield the elements of a pattern where it begins with the word `first`: few of its choices do.

    An element that may be left out gives a way with it, then the ways without it.
    """
    for number, element in enumerate(elements):
        choices = [c for c in _choices(element.rstrip("?"), sets) if _WORD.findall(c)[:1] == [first]]
        if choices:
            yield ["|".join(choice.replace(" ", "_") for choice in choices), *elements[number + 1 :]]
        if not element.endswith("?"):
            return


def _source(elements: Iterable[str], sets: Mapping[str, tuple[str, ...]]) -> str:
    """Return the regular expression of a pattern; every repetition is bounded."""
    body = ""
    lead = ""
    for element in elements:
        if element == "$":
            return body + r"(?!\w)(?=\s*(?:[.,;:!?)\"”“—–]|\Z|- ))"
        if element.startswith("*"):
            body += f"(?:{_SEP}{_GAP}){{0,{int(element[1:])}}}?"
            continue
        words = sorted(_choices(element.rstrip("?"), sets), key=len, reverse=True)
        piece = "(?:" + "|".join(_SEP.join(map(re.escape, choice.split())) for choice in words) + r")(?!\w)"
        optional = element.endswith("?")
        if not body:
            lead, body = (lead + f"(?:{piece}{_SEP})?", "") if optional else (lead, lead + piece)
        else:
            body += f"(?:{_SEP}{piece})?" if optional else _SEP + piece
    return body


def _needs(elements: list[str], sets: Mapping[str, tuple[str, ...]]) -> tuple[frozenset[str], ...]:
    """Return words of which one must follow the first element, set for set."""
    needs: list[frozenset[str]] = []
    for number, element in enumerate(elements):
        if element == "$":
            break
        if number and not element.startswith("*") and not element.endswith("?"):
            firsts = [_PIECE.match(choice) for choice in _choices(element, sets)]
            if all(firsts):
                needs.append(frozenset(first[0] for first in firsts if first is not None))
    return tuple(needs)


def _beginnings(elements: list[str], sets: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Return the words a pattern can begin with, and for each the words that must follow (empty: any)."""
    found: dict[str, set[str] | None] = {}
    for number, element in enumerate(elements):
        then = _openings(elements[number + 1 :], sets)
        for choice in _choices(element.rstrip("?"), sets):
            words = _WORD.findall(choice)
            if not words:
                continue
            second = {words[1]} if len(words) > 1 else then
            known = found.setdefault(words[0], set())
            if second is None or known is None:
                found[words[0]] = None
            else:
                known |= second
        if not element.endswith("?"):
            break
    if not found:
        raise FactledgerError(f"flags.toml: {' '.join(elements)!r} does not begin with a word")
    return {word: frozenset(second or ()) for word, second in found.items()}


def _openings(elements: list[str], sets: Mapping[str, tuple[str, ...]]) -> set[str] | None:
    """The words that can stand first in the rest of a pattern; None where any can."""
    words: set[str] = set()
    for element in elements:
        if element.startswith(("*", "$")):
            return None
        for choice in _choices(element.rstrip("?"), sets):
            first = _WORD.match(choice)
            if first is None:
                return None
            words.add(first[0])
        if not element.endswith("?"):
            return words
    return None


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
