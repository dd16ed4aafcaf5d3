"""The source phrase that stands after a cue: `according to ...`, `said ...`, `told ...`."""

from __future__ import annotations

from factledger.attribution.cues import cue_tables
from factledger.attribution.lines import Line
from factledger.attribution.speakers import Mention, is_name_token, is_quote, is_verb, parse_phrase, speaker_tables
from factledger.phrases import classes


def phrase_after(line: Line, first: int, hi: int) -> Mention | None:
    """Return the source phrase that begins at `first`: a noun phrase with its prepositional parts."""
    words, tables = classes(), speaker_tables()
    temporal = cue_tables().temporal_heads
    i = first
    while i < hi:
        token, low = line.tokens[i], line.low[i]
        if not token.word:
            if low in ("'s", "’s", "'", "’", "&", "/", "-", "."):
                if low == "." and i + 1 >= hi:
                    break
                i += 1
                continue
            break
        if i == first:
            i += 1
            continue
        if low in (
            "who",
            "whose",
            "which",
            "that",
            "where",
            "when",
            "while",
            "but",
            "as",
            "after",
            "before",
            "because",
            "since",
            "than",
            "if",
            "citing",
            "adding",
            "saying",
            "told",
            "so",
            "to",
        ):
            break
        if (
            low in words.pronouns
            and token.text[0].islower()
            and (low != "it" or (i + 1 < hi and is_verb(line, i + 1)))
        ):
            break
        if low in words.determiners and token.text[0].islower() and _closes(line, i):
            break  # "told the agency the attack": a second noun phrase begins
        if token.text[0].islower():
            if low in cue_tables().verbs and low.endswith("ed") and i + 1 < hi and line.low[i + 1] == "that":
                break
            if low in words.auxiliaries or low in words.modals:
                break
            if (
                low in ("on", "in", "at", "during", "late", "last", "this")
                and i + 1 < hi
                and (line.low[i + 1] in temporal or line.low[i + 1][0].isdigit())
            ):
                break
            if is_verb(line, i) or (
                low.endswith("ed")
                and len(low) > 4
                and "-" not in low
                and i + 1 < hi
                and line.low[i - 1].endswith("s")
                and line.low[i + 1] not in words.prepositions
            ):
                break
            if low.endswith(("ing",)) and line.low[i - 1] in tables.nounish:
                break
        if (
            low in temporal
            and low != "today"
            and token.text[0].isupper()
            and line.low[i - 1] not in words.determiners
        ):
            break  # "a Monday report" goes on; "the ministry Monday" does not
        i += 1
    while i > first and (
        line.low[i - 1] in words.prepositions
        or line.low[i - 1] in words.conjunctions
        or line.low[i - 1] in words.determiners
        or line.low[i - 1] in words.adverbs
    ):
        i -= 1
    if i == first:
        return None
    mention = parse_phrase(line, (first, i))
    if mention is None:
        return None
    # "Ann Lee, director of ...", "the mayor, Ann Lee"
    through = any(line.low[k] == "by" for k in range(mention.first, mention.stop))
    if i + 1 < hi and line.low[i] == "," and not mention.named and mention.kind == "person" and not through:
        j = i + 1
        while j < hi and is_name_token(line, j):
            j += 1
        if j - i - 1 >= 2 and line.tokens[i + 1].text[0].isupper():
            return mention._replace(name=(i + 1, j), role=(mention.first, i), named=True, stop=j, anonymous=False)
    if mention.named and mention.kind == "person" and i + 1 < hi and line.low[i] == "," and mention.role is None:
        j = i + 1
        if line.low[j] in words.determiners or line.low[j] in tables.singular:
            while j < hi and line.low[j] not in (",", ".", ";") and not is_quote(line.tokens[j]):
                j += 1
            return mention._replace(role=(i + 1, j))
    return mention


def _closes(line: Line, at: int) -> bool:
    """Whether the noun phrase before the determiner at `at` is complete: no preposition, conjunction or share."""
    before = line.low[at - 1]
    words = classes()
    return (
        line.tokens[at - 1].word
        and before not in words.function
        and before not in words.adverbs
        and before not in cue_tables().shares
    )
