"""Rules of lexicon/flags.toml, compiled: one pass over the words of a text finds every trigger.

A pattern is words separated by spaces. `a|b` are alternatives, `{name}` a named set of the table, a trailing `?`
makes a word optional, `*3` stands for up to three words of any kind, a leading `^` ties it to a sentence's start.
Each pattern is filed under the words it can begin with, so that a text's words are looked up in one dictionary and
only the few patterns that can stand there are tried.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args

from factledger.errors import FactledgerError
from factledger.lexicon import load
from factledger.records import FlagKind

SCOPES = ("next", "list", "clause", "sentence", "cue", "attribution", "source", "speaker", "paragraph", "document")
DIRECTIONS = ("before", "after", "both")

_SEP = r"[^\w.!?;:()]{1,6}+"
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
_GAP = r"[\w'&.-]{1,30}"


class Rule(NamedTuple):
    """One rule: what it raises, on which claims, and its patterns as written."""

    name: str
    flag: FlagKind
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
    pseudo: tuple[str, ...]


class Trigger(NamedTuple):
    """A rule's words in a text; `initial` where they count only at a sentence's start."""

    rule: Rule
    start: int
    end: int
    initial: bool = False


class _Entry(NamedTuple):
    rule: Rule
    regex: re.Pattern[str]
    initial: bool


_Filed = dict[str, re.Pattern[str]]


class RuleTable:
    """Compiled rules, filed under the first words of their patterns."""

    def __init__(self, rules: Iterable[Rule], sets: Mapping[str, tuple[str, ...]]) -> None:
        self.rules = tuple(rules)
        self._index: dict[str, list[_Entry]] = {}
        self._pseudo: dict[str, _Filed] = {}
        for rule in self.rules:
            for initial in (False, True):
                patterns = [p.lstrip("^ ") for p in rule.patterns if p.startswith("^") == initial]
                for word, regex in _file(patterns, sets).items():
                    self._index.setdefault(word, []).append(_Entry(rule, regex, initial))
            if rule.pseudo:
                self._pseudo[rule.name] = _file(rule.pseudo, sets)

    def without(self, names: Collection[str]) -> RuleTable:
        """Return the table with the named rules turned off."""
        copy = object.__new__(RuleTable)
        copy.rules = tuple(rule for rule in self.rules if rule.name not in names)
        copy._pseudo = self._pseudo
        copy._index = {
            word: kept
            for word, entries in self._index.items()
            if (kept := [entry for entry in entries if entry.rule.name not in names])
        }
        return copy

    def scan(self, text: str) -> Iterator[Trigger]:
        """Yield the triggers of a text in the order of their first words."""
        low = lowered(text)
        index = self._index
        last: dict[str, int] = {}
        for found in _WORD.finditer(low):
            entries = index.get(found[0])
            if entries is None:
                continue
            start = found.start()
            for rule, regex, initial in entries:
                if last.get(rule.name, 0) > start:
                    continue
                match = regex.match(low, start)
                if match is None:
                    continue
                end = match.end()
                if rule.lower and text[start].isupper() and found[0] in rule.lower:
                    continue
                if rule.pseudo and _covered(self._pseudo[rule.name], low, start, end):
                    continue
                last[rule.name] = end
                yield Trigger(rule, start, end, initial)


def _file(patterns: Iterable[str], sets: Mapping[str, tuple[str, ...]]) -> _Filed:
    """Return one expression for each word that patterns can begin with; longer patterns are tried first."""
    by_word: dict[str, list[str]] = {}
    for pattern in sorted(patterns, key=len, reverse=True):
        body = _compile(pattern, sets)
        for word in sorted(_first_words(pattern.split(), sets)):
            by_word.setdefault(word, []).append(body)
    return {word: re.compile("|".join(bodies)) for word, bodies in by_word.items()}


_AROUND = 70  # characters before a trigger at which words that only look like it may begin


def _covered(pseudo: _Filed, low: str, start: int, end: int) -> bool:
    """Whether words that only look like the trigger cover it, in whole or in part."""
    for word in _WORD.finditer(low, max(0, start - _AROUND), end):
        regex = pseudo.get(word[0])
        if regex is not None and (match := regex.match(low, word.start())) is not None and match.end() > start:
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


def _compile(pattern: str, sets: Mapping[str, tuple[str, ...]]) -> str:
    """Return the regular expression of a pattern; every repetition is bounded."""
    body = ""
    lead = ""
    for element in pattern.split():
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


def _first_words(elements: list[str], sets: Mapping[str, tuple[str, ...]]) -> set[str]:
    words: set[str] = set()
    for element in elements:
        for choice in _choices(element.rstrip("?"), sets):
            if first := _WORD.match(choice):
                words.add(first[0])
        if not element.endswith("?"):
            break
    if not words:
        raise FactledgerError(f"flags.toml: {' '.join(elements)!r} does not begin with a word")
    return words


_AFTER = ("semi", "contrast", "sub", "coord")
_BEFORE = ("semi", "contrast", "sub", "coord", "rel", "part")


def _rule(entry: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Rule:
    """Return the rule of a table's entry; raises `FactledgerError` where it is malformed."""
    name = entry.get("name", "?")
    for key, accepted in (("flag", get_args(FlagKind)), ("scope", SCOPES), ("direction", DIRECTIONS)):
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
