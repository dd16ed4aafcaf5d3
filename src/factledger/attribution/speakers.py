"""Speakers: the noun phrase before or after a cue, taken apart into name, role and affiliation."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from factledger.attribution.cues import Line, cue_tables
from factledger.lexicon import load
from factledger.phrases import classes
from factledger.records import SpeakerKind
from factledger.words import Token

Range = tuple[int, int]

LONGEST = 60  # tokens that an apposition or a long noun phrase may take before we give up


class SpeakerTables(NamedTuple):
    """The lists of lexicon/speakers.toml as sets."""

    titles: frozenset[str]
    singular: frozenset[str]
    plural: frozenset[str]
    groups: frozenset[str]
    sources: frozenset[str]
    bodies: frozenset[str]
    outlet_names: frozenset[str]
    outlet_heads: frozenset[str]
    outlet_words: frozenset[str]
    documents: frozenset[str]
    polls: frozenset[str]
    media: frozenset[str]
    said_in: frozenset[str]
    media_names: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    either: frozenset[str]
    nounish: frozenset[str]


@cache
def speaker_tables() -> SpeakerTables:
    """Return the tables, read once."""
    table = load("speakers")
    roles, documents, people = table["roles"], table["documents"], table["people"]
    singular = frozenset(roles["singular"])
    plural = frozenset(roles["plural"]) | {word + "s" for word in singular}
    groups = frozenset(roles["groups"])
    sets = {
        "singular": singular,
        "plural": plural,
        "groups": groups,
        "sources": frozenset(roles["sources"]),
        "bodies": frozenset(plural for noun in table["bodies"]["nouns"] for plural in (noun, _plural(noun))),
        "outlet_names": frozenset(table["outlets"]["names"]),
        "outlet_heads": frozenset(table["outlets"]["heads"]),
        "outlet_words": frozenset(table["outlets"]["words"]),
        "documents": frozenset(documents["sources"]),
        "polls": frozenset(documents["polls"]),
        "media": frozenset(documents["media"]),
        "said_in": frozenset(documents["said_in"]),
        "media_names": frozenset(documents["names"]),
        "male": frozenset(people["male"]),
        "female": frozenset(people["female"]),
        "either": frozenset(people["either"]),
    }
    nounish = singular | plural | groups | sets["documents"] | sets["bodies"] | sets["outlet_words"]
    return SpeakerTables(titles=frozenset(roles["titles"]), nounish=nounish, **sets)


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


class Mention(NamedTuple):
    """A speaker as the sentence names it, as token ranges of its line.

    `first`, `stop`: the words at the cue; `name`: the part that names; `pronoun`: its lower-case form or None;
    `person`, `plural`, `definite`, `anonymous` are what the words show; `kind` as in the records.
    """

    first: int
    stop: int
    name: Range
    role: Range | None
    affiliation: Range | None
    kind: SpeakerKind
    pronoun: str | None
    plural: bool
    anonymous: bool
    named: bool


PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "you", "who", "which", "that", "this", "these", "those"})
_OPENERS = frozenset({"who", "whose", "which", "where", "whom", "formerly", "himself", "herself", "also", "then", "now"})
_NP_PREPOSITIONS = frozenset(
    {"of", "for", "in", "at", "with", "from", "to", "on", "near", "by", "about", "inside", "outside", "across",
     "around", "within", "among", "between", "under", "against", "into", "over", "behind", "throughout", "along"}
)  # fmt: skip
_QUOTES = frozenset({'"', "“", "”", "''", "„", "«", "»"})
_STOPS = frozenset({";", ":", "—", "–", "--", "(", "...", "…", "!", "?", "[", "|", "•", "*"})


def is_quote(token: Token) -> bool:
    """Whether the token is a double quotation mark."""
    return token.low in _QUOTES


def is_verb(line: Line, i: int) -> bool:
    """Whether the lower-case token at `i` most likely is a finite verb, not a noun of the speakers' vocabulary."""
    token, low = line.tokens[i], line.low[i]
    if token.text[0].isupper():
        return False
    words = classes()
    if low in words.auxiliaries or low in words.modals:
        return True
    if low in speaker_tables().nounish:
        return False
    return low in words.past or low in words.present


def skip_back(line: Line, v: int, lo: int) -> tuple[int, bool]:
    """Go back from the verb at `v` over auxiliaries, adverbs and dates; return the stop index and negation."""
    words, tables = classes(), cue_tables()
    i, negative = v, False
    while i > lo:
        low = line.low[i - 1]
        if low in tables.negations:
            negative = True
            i -= 1
        elif low in words.auxiliaries or low in tables.skipped or (low.endswith("ly") and len(low) > 4 and low not in speaker_tables().nounish):
            i -= 1
        else:
            break
    if i - 4 > lo and line.low[i - 1] == "," and " ".join(line.low[i - 3 : i - 1]) in ("for instance", "for example", "of course", "in turn"):
        i -= 4 if line.low[i - 4] == "," else 0
    elif i - 3 > lo and line.low[i - 1] == "," and line.low[i - 3] == "," and line.low[i - 2] in ("however", "too", "meanwhile", "though", "instead", "also", "then"):
        i -= 3
    j = _temporal_back(line, i, lo)
    if j < i and j > lo:
        return j, negative
    return i, negative


def _temporal_back(line: Line, i: int, lo: int) -> int:
    """Go back over a date phrase that ends before `i` ("on Monday", "late last week", "in June 2019")."""
    tables = cue_tables()
    j = i
    seen = False
    while j > lo and i - j < 6:
        low = line.low[j - 1]
        if low in tables.temporal or (low[0].isdigit() and len(low) <= 4):
            seen = seen or low in tables.temporal_heads
            j -= 1
        elif seen and low in ("on", "in", "at", "since", "by"):
            return j - 1
        elif low == "," and j < i and line.low[j][0].isdigit():
            j -= 1
        else:
            break
    return j if seen else i


def subject_before(line: Line, v: int, lo: int) -> Mention | None:
    """Return the subject of the verb at `v`: the noun phrase before it, appositions and relative clauses seen through."""
    i, _ = skip_back(line, v, lo)
    if i <= lo:
        return None
    previous = line.low[i - 1]
    if previous in ("who", "which", "that") and i - 1 > lo:
        return _relative(line, i - 1, lo)
    if previous in PRONOUNS or previous in ("others", "some", "many", "both", "another", "several", "most", "one"):
        return Mention(i - 1, i, (i - 1, i), None, None, "unknown", previous, previous in ("they", "we", "these", "those"), False, False)
    if previous == ",":
        return _appositive(line, i - 1, lo)
    if previous in ("--", "—", "–") and i - 2 > lo:
        # "Aid workers — and others in the valley — said"
        for k in range(i - 2, max(lo, i - 30), -1):
            if line.low[k] == previous:
                return parse_phrase(line, phrase_before(line, k, lo))
        return None
    if previous in (")", "]"):
        j = i - 1
        while j > lo and line.low[j - 1] not in ("(", "[") and i - j < 14:
            j -= 1
        inner = parse_phrase(line, phrase_before(line, j - 1, lo)) if j > lo else None
        return inner
    mention = parse_phrase(line, phrase_before(line, i, lo))
    if mention is not None and line.low[mention.first] in ("a", "an") and mention.first - 2 >= lo:
        # Commas left out: "The Lake Institute an independent charity said"
        before = line.tokens[mention.first - 1]
        if before.text[0].isupper() and before.low not in cue_tables().temporal:
            owner = parse_phrase(line, phrase_before(line, mention.first, lo))
            if owner is not None and owner.named and owner.stop == mention.first and owner.name[1] - owner.name[0] > 1:
                if owner.first == lo or line.low[owner.first - 1] not in _NP_PREPOSITIONS:
                    return owner._replace(role=(mention.first, mention.stop))
    return mention


def _relative(line: Line, at: int, lo: int) -> Mention | None:
    """The antecedent of the relative pronoun at `at`, with the pronoun as the words at the cue."""
    stop = at - 1 if line.low[at - 1] in (",", "--", "—", "–", "-") else at
    if stop <= lo:
        return None
    mention = None
    if line.low[at] == "that" and line.low[stop - 1] not in speaker_tables().nounish:
        mention = parse_phrase(line, phrase_before(line, stop, lo))
        if mention is None or mention.kind != "document":
            return None
    if stop < at:
        mention = _named_with_apposition(line, stop, lo)
    mention = mention or parse_phrase(line, phrase_before(line, stop, lo))
    return None if mention is None else mention._replace(first=at, stop=at + 1)


def _named_with_apposition(line: Line, stop: int, lo: int) -> Mention | None:
    """`X, a member of Y` ending at `stop`: the name X where an apposition stands between."""
    first, _ = phrase_before(line, stop, lo)
    if first > lo + 1 and line.low[first - 1] == ",":
        return _appositive(line, stop, lo)
    return None


def _appositive(line: Line, comma: int, lo: int) -> Mention | None:
    """`NAME, a role at a place, said` or `the role, NAME, said`: the comma before the verb is at `comma`."""
    tables = speaker_tables()
    words = classes()
    depth = 0
    k = comma - 1
    candidates = 0
    while k > lo and comma - k < LONGEST:
        token = line.tokens[k]
        if is_quote(token):
            # A short quoted phrase may stand in an apposition; a whole quotation may not.
            depth += 1
            if depth > 2 or not _short_quote(line, k):
                return None
        if token.low in (";", "—", "–", "--"):
            return None
        if token.low == ",":
            segment = line.tokens[k + 1]
            before = parse_phrase(line, phrase_before(line, k, lo))
            if before is not None and before.stop == k:
                opens = (
                    segment.low in _OPENERS
                    or segment.low in words.determiners
                    or segment.low in tables.singular
                    or segment.low in tables.groups
                    or segment.text[0].isdigit()
                    or (segment.text[0].islower() and segment.low.endswith(("ing", "ed")))
                    or segment.low in _NP_PREPOSITIONS
                    or any(line.low[m] in tables.singular for m in range(k + 1, min(k + 8, comma)))
                    or comma - k <= 4 and "-" in segment.text and segment.text[0] in "RDI"
                )
                if before.named and before.kind in ("person", "outlet", "collective") and opens:
                    return before._replace(role=before.role or _trim(line, (k + 1, comma)), first=before.first)
                whole = parse_phrase(line, (k + 1, comma)) if segment.text[0].isupper() else None
                if whole is not None and whole.named and whole.name[1] - k <= 6 and not before.named and _is_role(line, before):
                    outer = before.first - 1
                    if outer > lo and line.low[outer] == "," and before.first < k:
                        named = parse_phrase(line, phrase_before(line, outer, lo))
                        if named is not None and named.named and named.kind == "person":
                            return named._replace(role=(before.first, comma))
                    return Mention(
                        before.first, comma, whole.name, (before.first, k), before.affiliation, "person", None, False, False, True
                    )
                if opens and (before.kind != "unknown" or before.pronoun):
                    if segment.low not in _NP_PREPOSITIONS or line.low[k - 1] in tables.nounish:
                        return before
            candidates += 1
            if candidates > 5:
                return None
        k -= 1
    return None


def _short_quote(line: Line, at: int) -> bool:
    quotation = line.inside[at - 1] if at > 0 else -1
    if quotation < 0:
        quotation = line.inside[at + 1] if at + 1 < line.n else -1
    if quotation < 0:
        return True
    return sum(1 for q in line.inside if q == quotation) <= 4


def _is_role(line: Line, mention: Mention) -> bool:
    tables = speaker_tables()
    return any(line.low[i] in tables.singular or line.low[i] in tables.plural for i in range(mention.first, mention.stop))


def _trim(line: Line, span: Range) -> Range | None:
    first, stop = span
    return (first, stop) if stop > first else None


def phrase_before(line: Line, stop: int, lo: int) -> Range:
    """Return the noun phrase that ends right before `stop`, prepositional parts and lists included."""
    words, tables = classes(), speaker_tables()
    subordinators = cue_tables().subordinators
    scope = line.inside[stop - 1] if stop > lo else -1
    i = stop
    start = stop
    while i > lo and stop - i < LONGEST:
        token, low = line.tokens[i - 1], line.low[i - 1]
        if line.inside[i - 1] != scope:
            break
        if not token.word:
            if low in ("'s", "’s", "'", "’", "&", "/", "-", ".", "#", "@", "$"):
                i -= 1
                continue
            if low == ")" and i - 1 > lo:
                j = i - 2
                while j > lo and line.low[j] != "(" and i - j < 12:
                    j -= 1
                if line.low[j] != "(":
                    break
                i = j
                continue
            break
        capital = token.text[0].isupper()
        if low in words.determiners and low not in ("that",):
            i -= 1
            start = i
            before = line.low[i - 1] if i > lo else ""
            if before in ("of", "half", "both", "all") or (before in _NP_PREPOSITIONS and _np_continues(line, i - 1, lo)):
                i -= 1
                continue
            if before == "and" and i - 2 > lo and _and_joins(line, i - 1, lo):
                i -= 1
                continue
            break
        if low in ("and", "or"):
            if i == stop or not _and_joins(line, i - 1, lo):
                break
            i -= 1
            continue
        if low in _NP_PREPOSITIONS and not capital:
            if low != "of" and not _np_continues(line, i - 1, lo):
                break
            i -= 1
            continue
        if not capital and (low in subordinators or low in words.pronouns or low in words.modals or low in words.auxiliaries):
            break
        if capital and i - 1 == lo and low in words.minor:
            break
        if capital and (low in subordinators or low in words.pronouns) and low not in ("it", "us"):
            break
        if low in words.adverbs and not capital and low not in ("more", "most", "least", "online", "back"):
            break
        if not capital and (is_verb(line, i - 1) or i < stop and _past(line, i - 1, stop, lo)):
            break
        i -= 1
        start = i
    return start, stop


def _past(line: Line, at: int, stop: int, lo: int) -> bool:
    """Whether the -ed word at `at` is a verb with an object: a noun before it, no preposition after it."""
    low = line.low[at]
    if not low.endswith("ed") or len(low) < 5 or at <= lo or "-" in low:
        return False
    before, after = line.tokens[at - 1], line.low[at + 1]
    words = classes()
    if not before.word or before.low in words.function or before.low in words.adverbs or after in words.prepositions:
        return False
    return before.text[0].isupper() or before.low.endswith("s") or before.low in speaker_tables().nounish


def _np_continues(line: Line, at: int, lo: int) -> bool:
    """Whether the preposition at `at` hangs on a noun before it rather than opening the clause."""
    if at <= lo:
        return False
    token, low = line.tokens[at - 1], line.low[at - 1]
    if not token.word:
        return low in (")", "'s", "’s")
    words = classes()
    if token.text[0].isdigit():
        return False
    if token.text[0].isupper():
        return low not in words.function and at - 1 >= lo
    if low in words.function or low in words.adverbs:
        return False
    if low in ("according", "due", "because"):
        return False
    tables = speaker_tables()
    if low in tables.nounish or low in ("familiar", "close", "involved", "briefed", "loyal", "responsible"):
        return True
    if is_verb(line, at - 1):
        return False
    if low.endswith("ed") and len(low) > 4:
        # "officials briefed on the matter said" against "it was killed in Kyiv officials said"
        return at - 2 >= lo and line.low[at - 2] in tables.nounish
    return _has_noun_start(line, at - 1, lo)


def _has_noun_start(line: Line, at: int, lo: int) -> bool:
    """Whether no verb stands between the clause's beginning and `at`: then the words are still the subject."""
    words = classes()
    i = at
    while i >= lo and at - i < 25:
        low = line.low[i]
        if not line.tokens[i].word and low not in ("'s", "’s", "’", "'", ".", ")", "(", "-"):
            return True
        if is_verb(line, i) or (low in words.pronouns and low not in ("it", "us")):
            return low in ("who", "that")
        if low in ("that", "as", "while", "but", "and", "when", "after", "because"):
            return True
        i -= 1
    return True


def _and_joins(line: Line, at: int, lo: int) -> bool:
    """Whether the `and` at `at` joins two noun phrases of one subject: no verb before it in its clause."""
    if at <= lo or not line.tokens[at - 1].word and line.low[at - 1] != ")":
        return False
    return _has_noun_start(line, at - 1, lo)


def parse_phrase(line: Line, span: Range) -> Mention | None:
    """Take the noun phrase `span` apart; None where it is no possible speaker."""
    first, stop = span
    words, tables = classes(), speaker_tables()
    temporal = cue_tables().temporal_heads
    # A fronted phrase is not the subject: "In Kyiv officials", "On Monday the ministry".
    while first < stop and not line.tokens[first].word:
        first += 1
    if first < stop and line.low[first] in _NP_PREPOSITIONS | {"after", "during", "as", "since", "before"}:
        first = _after_fronted(line, first, stop)
    while first < stop and (line.low[first] in ("and", "or", "but", "of", "&") or not line.tokens[first].word):
        first += 1
    while first < stop and line.low[first] in temporal and stop - first > 1:
        first += 1
    while stop > first and not line.tokens[stop - 1].word:
        stop -= 1
    if first >= stop:
        return None
    if stop - first == 1:
        low = line.low[first]
        if low in PRONOUNS:
            return Mention(first, stop, (first, stop), None, None, "unknown", low, low in ("they", "we"), False, False)
        if low in words.function or low in words.adverbs or low in temporal:
            return None
        if line.tokens[first].text[0].islower() and low not in tables.nounish and not low.endswith("s"):
            return None
    return _classify(line, first, stop)


def _after_fronted(line: Line, first: int, stop: int) -> int:
    """The start of the subject after a fronted prepositional phrase without a comma."""
    words = classes()
    head = first + 1
    if head < stop and line.low[head] in words.determiners:
        head += 1
    for i in range(head + 1, stop):
        if line.low[i] in words.determiners and line.low[i - 1] not in _NP_PREPOSITIONS:
            return i
        if line.tokens[i].text[0].isupper() and line.tokens[i - 1].text[0].islower() and line.low[i - 1] not in words.function:
            if line.low[i - 1] not in speaker_tables().singular:
                return i
    last = stop - 1
    return last if line.low[last] in speaker_tables().nounish and last > head else stop


def _classify(line: Line, first: int, stop: int) -> Mention:
    """Find the naming part, role, affiliation and kind of the phrase."""
    tables = speaker_tables()
    words = classes()
    low = line.low
    if stop - first > 3 and low[first] == "a" and low[first + 1] in ("number", "series", "set", "group", "couple", "pair", "collection") and low[first + 2] == "of":
        inner = _classify(line, first + 3, stop)
        if not inner.named:
            return inner._replace(first=first, name=(first, stop))
    head_stop = _head_stop(line, first, stop)
    head = head_stop - 1
    core = first
    while core < head_stop and (low[core] in words.determiners or not line.tokens[core].word):
        core += 1
    head_low = low[head]
    role_at = -1
    for i in range(core, head_stop):
        if low[i] in tables.singular and (low[i] != "one") or line.tokens[i].text in tables.titles:
            role_at = i
    capital_from = head_stop
    while capital_from > core and _name_token(line, capital_from - 1):
        capital_from -= 1
    plural = head_low in tables.plural or head_low in tables.groups or _lists(line, first, stop) or head_low.endswith("s") and head_low in tables.bodies

    # "Kremlin spokesman Dmitry Peskov", "Mayor Ann Lee", "Mr. Lee"
    if role_at >= 0 and role_at < head and capital_from <= role_at + 1 and low[head] not in tables.bodies:
        name = (max(role_at + 1, capital_from), head_stop)
        return Mention(first, stop, name, (core, role_at + 1), _affiliation(line, head_stop, stop), "person", None, False, False, True)

    if capital_from < head_stop and capital_from == core:
        name_words = [low[i] for i in range(core, head_stop)]
        text = line.sentence._whole[line.tokens[core].start : line.tokens[head].end]
        kind: SpeakerKind
        determined = core > first
        if text in tables.outlet_names or name_words[-1] in tables.outlet_heads or name_words[-1] in tables.outlet_words:
            kind = "outlet"
        elif any(word in tables.documents and word not in tables.media_names for word in name_words[-1:]):
            kind = "document"
        elif any(word in tables.bodies for word in name_words) or determined or len(text) > 1 and text.isupper():
            kind = "collective"
        elif plural:
            kind = "collective"
        else:
            kind = "person"
        if kind == "person" and head_low in tables.singular:
            return Mention(first, stop, (first, stop), (first, stop), None, "person", None, False, False, False)
        name = (core, head_stop) if kind == "person" else (first, stop if kind == "document" else max(head_stop, _of_stop(line, head_stop, stop)))
        return Mention(first, stop, name, None, _affiliation(line, head_stop, stop), kind, None, plural, False, True)

    # "Oakland police Sgt. Mark Lee": lower-case words before a closing name
    if capital_from < head_stop and capital_from > core and head_stop - capital_from >= 2 and low[head] not in tables.bodies:
        before = low[capital_from - 1]
        if before in ("'s", "’s") or before in tables.nounish or before.endswith("s") or before.isalpha():
            kind = "outlet" if low[head] in tables.outlet_heads or before in tables.outlet_words else "collective" if before in tables.bodies else "person"
            return Mention(first, stop, (capital_from, head_stop), (core, capital_from), None, kind, None, False, False, True)

    # no name: a role, a body, a group or a document
    anonymous = False
    if head_low in tables.documents and not (head_low in tables.bodies and head_low not in tables.polls):
        kind = "document"
    elif head_low in tables.sources:
        kind, anonymous = "person" if head_low == "source" else "collective", True
    elif head_low in tables.groups or head_low in tables.plural:
        kind = "collective"
        anonymous = _counted(line, first, head_stop) or _familiar(line, head, stop)
    elif head_low in tables.singular and head_low not in ("one",):
        kind = "person"
        anonymous = _unnamed_person(line, first, core, head, stop)
    elif head_low in tables.outlet_words:
        kind = "outlet"
    elif head_low in tables.bodies:
        kind = "collective"
    elif low[first] == "one" and first + 1 < stop and low[first + 1] == "of":
        kind, anonymous = "person", True
    elif core < head_stop and line.tokens[head].text[0].isupper():
        kind = "collective"
    else:
        kind = "unknown"
    if low[first] == "one" and first + 1 < stop and low[first + 1] == "of":
        kind, anonymous = "person", True
    return Mention(first, stop, (first, stop), None, None, kind, None, plural, anonymous, False)


def _name_token(line: Line, i: int) -> bool:
    token = line.tokens[i]
    if token.text[0].isupper():
        return line.low[i] not in classes().function or i > 0 and line.tokens[i - 1].text[0].isupper()
    return token.low in ("al", "bin", "de", "van", "von", "der", "la", "el", "du", "da", "di", "ibn", "bint", "ben", "&", ".", "-") and i > 0 and (
        i + 1 < line.n and line.tokens[i + 1].text[0].isupper()
    )


def _head_stop(line: Line, first: int, stop: int) -> int:
    """The end of the phrase's head: before its first preposition, bracket or participle."""
    words = classes()
    for i in range(first + 1, stop):
        low = line.low[i]
        if low in _NP_PREPOSITIONS and line.low[first] != "one" or low in ("(", ",", "who", "[") or low in words.conjunctions:
            return i
        if low in words.prepositions and not line.tokens[i].text[0].isupper():
            return i
        if (
            low.endswith(("ed", "ing"))
            and line.tokens[i].text[0].islower()
            and line.low[i - 1] in speaker_tables().nounish
            and (i + 1 == stop or line.low[i + 1] not in speaker_tables().nounish)
        ):
            return i
        if low in ("familiar", "close") and line.low[i - 1] in speaker_tables().nounish:
            return i
    return stop


def _of_stop(line: Line, head_stop: int, stop: int) -> int:
    """`University of Texas`: names go on over `of`, `for` and `and` with capitals after."""
    i = head_stop
    while i + 1 < stop and line.low[i] in ("of", "for", "and", "on", "at", "in"):
        j = i + 1
        while j < stop and line.low[j] in ("the",):
            j += 1
        if j >= stop or not line.tokens[j].text[0].isupper():
            break
        while j < stop and _name_token(line, j):
            j += 1
        i = j
    return i


def _affiliation(line: Line, head_stop: int, stop: int) -> Range | None:
    if head_stop + 1 < stop and line.low[head_stop] in ("of", "from", "with", "at"):
        return head_stop + 1, stop
    return None


def _lists(line: Line, first: int, stop: int) -> bool:
    return any(line.low[i] == "and" for i in range(first, stop))


_COUNTS = frozenset("two three four five six seven eight nine ten several multiple 2 3 4 5 6".split())


def _counted(line: Line, first: int, stop: int) -> bool:
    return line.low[first] in _COUNTS


def _familiar(line: Line, head: int, stop: int) -> bool:
    return any(line.low[i] in ("familiar", "briefed", "close") for i in range(head, stop))


def _unnamed_person(line: Line, first: int, core: int, head: int, stop: int) -> bool:
    """A person without a name; an office that one person holds ("the head of the railways") is not meant."""
    low = line.low
    if low[first] in ("the", "its", "their", "his", "her", "our") or any(low[i] in ("'s", "’s") for i in range(first, head)):
        return low[head] in ("source", "official", "person", "spokesperson", "insider", "spokesman", "spokeswoman") and low[first] == "the"
    return True
