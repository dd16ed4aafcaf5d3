"""Amounts said without a numeral: vague words, multiples, zero, halves and thirds (lexicon/numerals.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from factledger.contexts import is_plural, next_word, words_before
from factledger.contexts import tables as contexts
from factledger.lexicon import load
from factledger.patterns import lazy_pattern, trie


class _Tables(NamedTuple):
    vague: frozenset[str]
    named: re.Pattern[str]
    plurals: frozenset[str]
    more_plural: re.Pattern[str]
    scaled: re.Pattern[str]
    nouns: frozenset[str]
    multiples: dict[str, tuple[Decimal, str, bool]]
    after_multiple: frozenset[str]
    before_multiple: frozenset[str]
    zero: frozenset[str]
    harm_noun: re.Pattern[str]
    harm_verb: re.Pattern[str]
    none_harmed: re.Pattern[str]


def _phrases(vague: dict[str, Any]) -> Iterator[str]:
    """Every way to write the vague nouns: a number, a large number, large numbers, the vast majority."""
    for noun in vague["nouns"]:
        for size in ["", *vague["sizes"]]:
            words = f"{size} {noun}".strip()
            article = "an" if words[0] in "aeiou" else "a"
            if not noun.endswith("s") or noun == "series":
                yield f"{article} {words}"
            if noun in ("majority", "minority"):
                yield f"the {words}"
            if size:
                yield words
    yield from vague["bare"]


@cache
def tables() -> _Tables:
    """Return the tables, read once."""
    t = load("numerals")
    scale = trie(t["scales"])
    nouns = frozenset(_phrases(t["vague"]))
    return _Tables(
        vague=frozenset(t["vague"]["alone"]),
        named=re.compile(rf" (?:{trie(t['vague']['named'])})(?![a-z])"),
        plurals=frozenset(t["vague"]["plurals"]),
        more_plural=re.compile(rf" (?:of|and|upon|or) (?:{trie(t['vague']['plurals'])})(?![a-z])"),
        scaled=re.compile(rf"(?: (?:{scale})s?(?![a-z])){{1,2}}"),
        nouns=nouns,
        multiples={
            word: (Decimal(str(row["value"])), row.get("unit", "multiple"), bool(row.get("needs_object")))
            for word, row in t["multiples"].items()
        },
        after_multiple=frozenset(t["multiple_objects"]["after"]),
        before_multiple=frozenset(t["multiple_objects"]["before"]),
        zero=frozenset(t["zero"]),
        harm_noun=re.compile(rf" (?:[a-z'-]+ ){{0,2}}?(?:{trie(t['harm']['nouns'])})(?![a-z])"),
        harm_verb=re.compile(
            rf"(?: [a-z'-]+){{0,6}}? (?:{trie([*t['harm']['verbs'], *t['harm']['nouns']])})(?![a-z])"
        ),
        none_harmed=re.compile(
            rf" (?:[a-z'-]+ ){{1,4}}?(?:was|were|had been|has been|have been) (?:[a-z]+ )?"
            rf"(?:{trie(t['harm']['verbs'])})(?![a-z])"
        ),
    )


def words() -> set[str]:
    """Return the words that such an amount may begin with: the anchors."""
    known = tables()
    return set(known.vague | known.plurals | known.nouns | set(known.multiples) | known.zero)


class Amount(NamedTuple):
    """An amount without a numeral: `kind` is vague, multiple, fraction or zero; where it ends; its value."""

    kind: str
    end: int
    value: Decimal | None = None
    unit: str = ""


def amount_at(low: str, text: str, start: int, end: int, floor: int) -> Amount | None:
    """Return the amount whose anchor words stand at `start` to `end`, or None where they are none here."""
    known = tables()
    word = low[start:end]
    if word in known.multiples:
        return _multiple(low, start, end, known.multiples[word])
    if word in known.zero:
        if word in ("no", "zero"):
            harmed = known.harm_noun.match(low, end) or known.none_harmed.match(low, end)
        else:
            harmed = known.harm_verb.match(low, end)
        return Amount("zero", end, Decimal(0)) if harmed else None
    if word in known.plurals:
        return _plural(low, text, start, end)
    if word in known.nouns:
        return _noun(low, text, start, end, word)
    if word in known.vague:
        return _vague(low, start, end, word)
    return None


def _multiple(low: str, start: int, end: int, row: tuple[Decimal, str, bool]) -> Amount | None:
    known = tables()
    value, unit, needs_object = row
    following = next_word(low, end)
    if low.startswith("-", end) or following in ("down", "digit", "digits", "standards", "room", "rooms"):
        return None
    if needs_object:
        last = words_before(low, start, 1)
        if following not in known.after_multiple and not (
            last and last[0] in known.before_multiple and (following not in ("a", "as") or low[start:end] != "twice")
            and low[start:end] not in ("twice", "thrice") and last[0] not in ("nearly", "almost", "roughly", "about")
        ):  # fmt: skip
            return None
        if low[start:end] in ("twice", "thrice") and following in ("in", "to", "by", "from", "since", "over"):
            return None
        if low[start:end] == "double" and following in ("in", "from", "over", "by", "since") and not last:
            return None
        if low[start:end] in ("doubles", "halves") and following in ("in", "from", "over", "as", "to"):
            return None
    elif words_before(low, start, 1) in (["redoubled"],):
        return None
    return Amount("fraction" if unit == "fraction" else "multiple", end, value, unit)


def _plural(low: str, text: str, start: int, end: int) -> Amount | None:
    known = tables()
    word = low[start:end]
    last = words_before(low, start, 1)
    if last and last[0] in ("the", "high", "low") and word == "tens":
        return None
    stop = end
    for _ in range(3):
        more = known.more_plural.match(low, stop)
        if more is None:
            break
        stop = more.end()
    if word == "tens" and stop == end:
        return None
    if word == "scores" and stop == end and not low.startswith(" of ", end):
        following = next_word(low, end)
        if following not in contexts().shares["after_scores"]:
            return None
    del text
    return Amount("vague", stop)


def _noun(low: str, text: str, start: int, end: int, word: str) -> Amount | None:
    of = low.startswith((" of ", '" of '), end)
    following = next_word(low, end + low.startswith('"', end))
    tail = word.rsplit(" ", 1)[-1]
    if tail == "majority":
        if of and low[end + 4 : end + 5].isdigit():
            return None  # "a majority of 7,607"
        if (
            of
            or following in contexts().shares["after_majority"]
            or (word != "majority" and not following and words_before(low, start, 1))
        ):
            return Amount("vague", end)
        return None
    if not of:
        if tail in ("number", "numbers") and following in ("have", "has", "had", "were", "are"):
            return Amount("vague", end)
        return Amount("vague", end) if tail == "handful" and not following else None
    if tail in ("lot", "lots"):
        rest = _LOT_OF.match(low[end : end + 60])
        if rest is None or not (is_plural(rest[1]) or (rest[2] and is_plural(rest[2]))):
            return None
    if tail == "share" and _SHARE_OF_BLAME.match(low[end : end + 40]):
        return None
    if tail == "series":
        return None
    del text
    return Amount("vague", end)


def _vague(low: str, start: int, end: int, word: str) -> Amount | None:
    known = contexts()
    last_words = words_before(low, start, 2)
    last = last_words[-1] if last_words else ""
    following = next_word(low, end)
    if low.startswith("-", end):
        return None
    if word == "most":
        return _most(low, end, last, following)
    if word == "many":
        if (last in known.many["last"] and not (last == "so" and is_plural(following))) or following in known.many[
            "next"
        ]:
            return None
        return Amount("vague", end)
    if word == "few" and (
        (last in known.few["last"] and last not in ("past", "last", "next")) or following in known.few["next"]
    ):
        return None
    if word == "multiple" and tables().named.match(low, end):
        return None
    if word in ("few", "a few", "several", "many"):
        scaled = tables().scaled.match(low, end)
        if scaled is not None:
            return Amount("vague", scaled.end())
    return Amount("vague", end)


def _most(low: str, end: int, last: str, following: str) -> Amount | None:
    known = contexts()
    if following == "of":
        rest = _MOST_OF.match(low[end : end + 24])
        if last in ("the", "at", "make", "made", "making") or rest is None or rest[1] in ("all",):
            return None
        return Amount("vague", end)
    if not following or last in known.most["last"] or last.endswith("'s") or following in known.most["next"]:
        return None
    if following.endswith("ly") and following not in ("family", "elderly"):
        return None
    if is_plural(following):
        return Amount("vague", end)
    words = [word.strip(",.;:\"'") for word in low[end : end + 60].split()[1:3]]
    if words and is_plural(words[0]) and not following.endswith(("ive", "ful", "ous")):
        return Amount("vague", end)
    if following.endswith("ing") and last == "with":
        return Amount("vague", end)
    return Amount("vague", end) if following == "work" or (words and words[0] in ("work", "activity")) else None


_LOT_OF = lazy_pattern(r" of (?:the |our |their |its |these |those )?([a-z-]+)(?: ([a-z-]+))?")
_SHARE_OF_BLAME = lazy_pattern(r" of (?:the )?(?:blame|responsibility|vote)")
_MOST_OF = lazy_pattern(r" of ([a-z']+)")
