"""Whether a cue's form is a verb in its sentence: nouns, participles used as adjectives, passives."""

from __future__ import annotations

from functools import cache

from factledger.attribution.cues import Cue, cue_tables
from factledger.attribution.lines import Line
from factledger.attribution.speakers import PRONOUNS, ends_outlet, is_adverb, is_verb, speaker_tables
from factledger.attribution.subjects import skip_back
from factledger.lexicon import load
from factledger.phrases import classes
from factledger.wordclasses import CAPITAL, DETERMINER, PRONOUN


def has_be(line: Line, v: int, lo: int) -> bool:
    """Whether a form of `be` stands before the word at `v`, adverbs between them aside."""
    for k in range(v - 1, max(lo - 1, v - 4), -1):
        if line.low[k] in ("is", "are", "was", "were", "be", "been", "keeps", "kept", "'s", "’s", "'re", "’re"):
            return True
        if line.low[k] not in cue_tables().skipped and not is_adverb(line, k):
            return False
    return False


@cache
def _beyond_one() -> frozenset[str]:
    """Return the number words that ask for a plural noun."""
    table = load("numerals")
    return frozenset((*table["cardinals"], *table["scales"], "several", "many", "few", "some")) - {"one", "zero"}


def is_passive(line: Line, v: int, lo: int) -> bool:
    """Whether the participle at `v` is passive: `was told`, `being shown`."""
    k = v - 1
    while k >= lo and (line.low[k] in cue_tables().skipped or is_adverb(line, k)):
        k -= 1
    return k >= lo and line.low[k] in ("is", "are", "was", "were", "be", "been", "being", "get", "got")


def is_noun(line: Line, v: int, lo: int, hi: int, cue: Cue) -> bool:
    """Whether a word that can be verb or noun is a noun here, or a participle used as an adjective."""
    low = line.low
    word = low[v]
    words = classes()
    previous = low[v - 1] if v > lo else ""
    following = low[v + 1] if v + 1 < hi else ""
    if previous in words.determiners and previous not in (
        "that",
        "all",
        "both",
        "some",
        "those",
        "these",
        "this",
        "each",
        "another",
    ):
        return True
    if (
        previous in ("of", "for", "with", "by", "in", "from", "on", "at", "about", "under", "'s", "’s", "than")
        and not line.tokens[v - 1].text[0].isupper()
    ):
        return True
    if word.endswith("s") and (previous in _beyond_one() or (previous.isdigit() and len(previous) < 4)):
        return True  # "two reports", "nine suspects"
    if word in speaker_tables().said_in and _in_text(line, v, lo):
        return True  # "said in a Telegram post that"
    if previous in ("this", "that") and word in cue_tables().nouns and following in (":", ",", ".", ";", ""):
        return True  # "made this remark:"
    if word == "shown":
        return previous not in ("have", "has", "had", "been", "was", "were", "is", "are")
    if previous in cue_tables().occurrences and word.endswith("ed") and (
        not following or not line.tokens[v + 1].word or following in words.prepositions or following == "so"
    ):  # fmt: skip
        return True  # "473,000 cases reported to the body", "deaths recorded in May": they say nothing
    if word.endswith("ed") or word in ("found", "known", "put", "read"):
        back, _ = skip_back(line, v, lo)
        if following == "by" and not is_passive(line, v, lo):
            return True
        dated = v - 2 >= lo and low[v - 2] in cue_tables().temporal
        counted = previous[:1].isdigit() and len(previous) != 4 and not ends_outlet(line, v, lo)
        return (counted and not dated) or (back > lo and low[back - 1] in ("than", "as"))
    if (
        word in ("report", "reports")
        and previous in cue_tables().report_adjectives
        and line.tokens[v - 1].text.islower()
    ):
        return True
    if word in cue_tables().nouns and following in cue_tables().verbs and not following.endswith("ing"):
        return True  # "previous reports indicated"
    if word not in cue_tables().noun_or_verb or previous in ("he", "she", "it", "they", "who", "we", "i"):
        return False
    verbal_place = (
        word not in cue_tables().nouns and v > lo and line.tokens[v - 1].word and previous not in words.determiners
    )
    clause_after = v + 1 < hi and line.bits[v + 1] & (DETERMINER | PRONOUN | CAPITAL) != 0
    if verbal_place and clause_after:
        return False  # "slides show that", "documents show he"
    if line.tokens[v].text[0].isupper():
        return True
    if following in (
        "of",
        "from",
        "by",
        "about",
        "against",
        "were",
        "was",
        "are",
        "is",
        "have",
        "had",
        "has",
        "said",
        "say",
        "show",
        "in",
        "on",
        "and",
        "between",
        "among",
        "into",
        "with",
        "over",
        "as",
        "such",
        "like",
        "where",
    ):
        if following in ("in", "on", "with", "between", "over") or (
            following == "about" and v + 2 < hi and low[v + 2][0].isdigit()
        ):
            return not _subject_like(line, v, lo)
        return True
    if not following or following in (",", ".", ")", ";"):
        if word.endswith("s") and word not in cue_tables().nouns and previous in speaker_tables().nounish:
            return False  # "40 boats sank, the poll shows."
        if _closes_clause(line, v, lo):
            return False  # "40 boats sank, the bank estimates."
        return not (line.tokens[v - 1].text[0].isupper() or previous in PRONOUNS or previous.endswith("s"))
    if v + 1 < hi and is_verb(line, v + 1):
        return True
    return not (_subject_like(line, v, lo) or (following == "that" and _opens_with_somebody(line, v, lo)))


def _opens_with_somebody(line: Line, v: int, lo: int) -> bool:
    """Whether the clause begins with somebody and words of theirs: `A person familiar with the case claims`.

    The word before the verb, here `case`, could never say anything itself, and a noun would need a verb before it.
    """
    low, words = line.low, classes()
    if v - lo > 12 or low[v - 2] not in words.determiners:
        return False
    start = lo + 1 if low[lo] in words.determiners else lo
    head = next((k for k in range(start, min(v - 3, start + 3)) if low[k] in speaker_tables().nounish), None)
    if head is None or (low[head].endswith("s") and low[v].endswith("s")):
        return False
    link = head + 2 if low[head + 1] in ("familiar", "close", "privy", "near") else head + 1
    return low[link] in words.prepositions and not any(is_verb(line, k) for k in range(link, v))


def _in_text(line: Line, v: int, lo: int) -> bool:
    """Whether `in a`, `on its` and one or two words stand before the word at `v`, which names a text then."""
    low, words = line.low, classes()
    for k in range(v - 1, max(lo, v - 4), -1):
        if low[k] in words.determiners or low[k] in ("his", "her", "its", "their"):
            return low[k - 1] in ("in", "on", "via", "through")
        if not line.tokens[k].word or low[k] in words.function:
            return False
    return False


def _closes_clause(line: Line, v: int, lo: int) -> bool:
    """Whether a comma and one short phrase with an article stand before the word at `v`, which ends the sentence."""
    for k in range(v - 1, max(lo, v - 6), -1):
        if line.low[k] == ",":
            return line.low[k + 1] in ("the", "a", "an") and k + 2 < v and k - lo > 2
        if not line.tokens[k].word:
            return False
    return False


def _subject_like(line: Line, v: int, lo: int) -> bool:
    """Whether what stands right before `v` can be its subject."""
    i, _ = skip_back(line, v, lo)
    if i <= lo:
        return False
    token, low = line.tokens[i - 1], line.low[i - 1]
    tables = speaker_tables()
    return (
        token.text[0].isupper()
        or low in PRONOUNS
        or low in (",", ")", "”", '"', "to", "''")
        or low in tables.nounish
        or (low.endswith("s") and i < v)
        or i < v
    )
