"""Unnamed speakers: one adviser, two officials, a person familiar with the matter, sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from factledger.attribution import Reports
from factledger.attribution.speakers import speaker_tables
from factledger.flags.scene import Scene
from factledger.frozen import trusted
from factledger.lexicon import load
from factledger.patterns import lazy_pattern
from factledger.records import Flag, Span, Speaker
from factledger.words import Token, tokenize

_raised = trusted(Flag)


class _Words(NamedTuple):
    persons: frozenset[str]
    sources: frozenset[str]
    numbers: frozenset[str]
    unnamed: frozenset[str]
    articles: frozenset[str]
    breaks: frozenset[str]
    always: re.Pattern[str]
    role: frozenset[str]


@cache
def _words() -> _Words:
    table = load("flags")["anonymous"]
    phrases = "|".join(re.escape(phrase) for phrase in table["always"])
    return _Words(
        persons=frozenset(table["persons"]),
        sources=frozenset(table["sources"]),
        numbers=frozenset(table["numbers"]),
        unnamed=frozenset(table["unnamed"]),
        articles=frozenset(table["articles"]),
        breaks=frozenset(table["breaks"]),
        always=re.compile(rf"(?i)\b(?:{phrases})\b"),
        role=frozenset(table["role"]),
    )


def unnamed(speaker: Speaker | None) -> Span | None:
    """Return the words that show an unnamed speaker; None for a name, a group, an office, a document."""
    if speaker is None:
        return None
    name = speaker.name
    shown = _shown(name.text)
    return None if shown is None else Span(start=name.start + shown[0], end=name.start + shown[1], text=shown[2])


@lru_cache(maxsize=1024)
def _shown(name: str) -> tuple[int, int, str] | None:
    """Where in a name the words stand that show it to be none; a text asks for its speakers many times."""
    words = _words()
    if name in speaker_tables().outlet_names:
        return None  # according to Insider
    found = words.always.search(name)
    if found is not None:
        return found.start(), found.end(), found[0]
    tokens = [t for t in tokenize(name) if t.word or t.text in ",()"]
    if not tokens or _NAMED.search(name) or not _is_unnamed(tokens, _head(tokens, words), words):
        return None
    return 0, len(name), name


#: A name after the role: `an army spokesman, Col. Jan Rada`, `a resident named Ali`.
_NAMED = lazy_pattern(r"(?:,|\b(?:named|called|identified as|known as)) +(?:[A-Z][\w.’'-]*)")


def _head(tokens: list[Token], words: _Words) -> int:
    """The head noun: the last word before a preposition, a relative or a comma.

    In `one of the mayor's advisers` it stands in the part after `of`.
    """
    of_several = len(tokens) > 1 and tokens[0].low in words.numbers and tokens[1].low == "of"
    for i in range(3 if of_several else 1, len(tokens)):
        if tokens[i].low in words.breaks or not tokens[i].word:
            return i - 1
    return len(tokens) - 1


def _is_unnamed(tokens: list[Token], head: int, words: _Words) -> bool:
    """A person's role with an indefinite article, a number of them, or one of many (`the spokesman`, `official`)."""
    low, first = tokens[head].low, tokens[0].low
    if _ends_in_name(tokens, head, words):
        return False
    plural = low == "people" or any(base in words.persons for base in _singulars(low))
    if (plural or low in words.persons) and any(token.low in words.unnamed for token in tokens[:head]):
        return True
    if low in words.persons:
        if first in words.articles:
            return True
        # a bare role with capitals after it is a title: `Spokesman for Aid Now Jan Rada`
        return low in words.role and (first == "the" or not any(t.capital for t in tokens[head + 1 :]))
    return plural and first in words.numbers


def _ends_in_name(tokens: list[Token], head: int, words: _Words) -> bool:
    """Whether a name closes the speaker's words: `an activist at the scene Maria Lind`."""
    at = len(tokens)
    while at > head + 1 and tokens[at - 1].capital:
        at -= 1
    before = tokens[at - 1]
    return len(tokens) - at >= 2 and before.text.islower() and before.low not in words.breaks | {"the"}


def _singulars(low: str) -> tuple[str, ...]:
    if low.endswith("men"):
        return (f"{low[:-3]}man",)
    return low.removesuffix("s"), low.removesuffix("es")


def mentioned_again(scene: Scene, raised: Sequence[Collection[Flag]]) -> list[tuple[int, Flag]]:
    """Return flags for claims of `the officials`, `the witness` after unnamed ones of that role have spoken.

    The edge stands on the words of the earlier mention and keeps the name of the rule that found it.
    """
    again = [(i, head) for i, said in enumerate(scene.attributions) if (head := _definite(said.speaker)) is not None]
    if not again:
        return []
    heads = {head for _, head in again}
    first: dict[tuple[str, str], tuple[int, Flag]] = {}
    for i, flags in enumerate(raised):
        speaker = scene.attributions[i].speaker
        for flag in flags:
            if flag.kind == "anonymous" and speaker is not None:
                _remember(first, heads, speaker, flag)
    last = max(scene.quantities[i].span.start for i, _ in again)
    for report in scene.reports.before(last, heads) if isinstance(scene.reports, Reports) else scene.reports:
        words = unnamed(report.speaker)
        if words is not None and report.speaker is not None:
            flag = _raised(kind="anonymous", spans=(words,), rule="anonymous.speaker")
            _remember(first, heads, report.speaker, flag)
    rules = sorted({rule for _, rule in first})
    found = []
    for i, head in again:
        for rule in rules:
            known = first.get((head, rule))
            if known is not None and known[0] < scene.quantities[i].span.start:
                found.append((i, known[1]))
    return found


def _definite(speaker: Speaker | None) -> str | None:
    """The role in `the officials`, where nothing else is said of them."""
    words = speaker.name.text.lower().split() if speaker is not None else []
    return words[1] if len(words) == 2 and words[0] == "the" else None


def _remember(first: dict[tuple[str, str], tuple[int, Flag]], heads: set[str], speaker: Speaker, flag: Flag) -> None:
    """Keep the first flag of each rule for speakers with one of the words in their names."""
    for word in heads.intersection(speaker.name.text.lower().split()):
        known = first.get((word, flag.rule))
        if known is None or speaker.name.start < known[0]:
            first[word, flag.rule] = (speaker.name.start, flag)
