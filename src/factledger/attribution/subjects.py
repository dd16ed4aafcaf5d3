"""The noun phrase that is the subject of a cue, before or after it."""

from __future__ import annotations

from factledger.attribution.cues import cue_tables
from factledger.attribution.lines import Line
from factledger.attribution.speakers import (
    PRONOUNS,
    Mention,
    Range,
    ends_outlet,
    is_adverb,
    is_quote,
    is_verb,
    outlet_before,
    parse_phrase,
    speaker_tables,
)
from factledger.gazetteer import gazetteer
from factledger.phrases import classes
from factledger.wordclasses import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    DETERMINER,
    DIGIT,
    FUNCTION,
    LOWER,
    MINOR,
    MODAL,
    PREPOSITION,
    PRONOUN,
    WORD,
)

LONGEST = 60  # tokens that an apposition or a long noun phrase may take before we give up


def skip_back(line: Line, v: int, lo: int) -> tuple[int, bool]:
    """Go back from the verb at `v` over auxiliaries, adverbs and dates; return the stop index and negation."""
    tables = cue_tables()
    words, bits = line.low, line.bits
    i, negative = v, False
    while i > lo:
        low = words[i - 1]
        if low in tables.negations:
            negative = True
        elif not (
            bits[i - 1] & AUXILIARY
            or low in tables.skipped
            or (is_adverb(line, i - 1) and low not in speaker_tables().nounish)
        ):
            break
        i -= 1
    if i - 3 > lo and words[i - 1] == ",":
        if i - 4 > lo and " ".join(words[i - 3 : i - 1]) in _ASIDES:
            i -= 4 if words[i - 4] == "," else 0
        elif words[i - 3] == "," and words[i - 2] in _ASIDE:
            i -= 3
    j = _temporal_back(line, i, lo)
    if j < i and j > lo:
        return j, negative
    return i, negative


_ASIDES = frozenset(("for instance", "for example", "of course", "in turn"))
_ASIDE = frozenset(("however", "too", "meanwhile", "though", "instead", "also", "then"))
_MONTHS_TOO = frozenset({"march", "may", "august"})


def _temporal_back(line: Line, i: int, lo: int) -> int:
    """Go back over a date phrase that ends before `i` ("on Monday", "late last week", "in June 2019")."""
    tables = cue_tables()
    if i <= lo or not (line.low[i - 1] in tables.temporal or line.bits[i - 1] & DIGIT) or ends_outlet(line, i, lo):
        return i  # at once, for most; USA Today
    j = i
    seen = False
    while j > lo and i - j < 6:
        low = line.low[j - 1]
        if low in _MONTHS_TOO and line.bits[j - 1] & LOWER:
            break
        if low in tables.temporal or (low[0].isdigit() and len(low) <= 4):
            seen = seen or low in tables.temporal_heads
            j -= 1
        elif seen and low in ("on", "in", "at", "since", "by"):
            return j - 1
        elif (
            j < i
            and line.low[j][0].isdigit()
            and (low == "," or (low in ("-", "–") and line.low[j - 2][0].isdigit()))
        ):
            j -= 1
        else:
            break
    return j if seen else i


def subject_before(line: Line, v: int, lo: int) -> Mention | None:
    """Return the subject of the verb at `v`: the noun phrase before it, seen through appositions and relatives."""
    outlet = outlet_before(line, v, lo)
    if outlet < v:
        return parse_phrase(line, (outlet, v))  # Myanmar Now, Scroll.in: names that end as none does
    i, _ = skip_back(line, v, lo)
    if i <= lo:
        return None
    if line.low[i - 1] == ",":
        i = _before_country(line, i, lo)
    previous = line.low[i - 1]
    if previous in ("who", "which", "that") and i - 1 > lo:
        return _relative(line, i - 1, lo)
    if previous in PRONOUNS or previous in ("others", "some", "many", "both", "another", "several", "most", "one"):
        return Mention(
            i - 1,
            i,
            (i - 1, i),
            None,
            None,
            "unknown",
            previous,
            previous in ("they", "we", "these", "those"),
            False,
            False,
        )
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
        return parse_phrase(line, phrase_before(line, j - 1, lo)) if j > lo else None
    mention = parse_phrase(line, phrase_before(line, i, lo))
    if (
        mention is None
        or (mention.kind == "unknown" and mention.pronoun is None)
        or (mention.first > lo and _governed(line, mention.first - 1))
    ):
        mention = _through_relative(line, i, lo) or mention
    if mention is not None and line.low[mention.first] in ("a", "an") and mention.first - 2 >= lo:
        # Commas left out: "The Lake Institute an independent charity said"
        before = line.tokens[mention.first - 1]
        if before.text[0].isupper() and before.low not in cue_tables().temporal:
            owner = parse_phrase(line, phrase_before(line, mention.first, lo))
            if (
                owner is not None
                and owner.named
                and owner.stop == mention.first
                and owner.name[1] - owner.name[0] > 1
            ) and (owner.first == lo or line.low[owner.first - 1] not in cue_tables().phrase_prepositions):
                return owner._replace(role=(mention.first, mention.stop))
    if mention is not None and not mention.named and mention.first - 2 > lo and line.low[mention.first - 1] == ",":
        return _left_open(line, mention, lo) or mention
    return mention


def _left_open(line: Line, role: Mention, lo: int) -> Mention | None:
    """`NAME, a leader in the town said`: the name, where the comma that closes its apposition is left out."""
    low = line.low
    if low[role.first] not in ("a", "an", "the") or not any(
        low[k] in cue_tables().phrase_prepositions for k in range(role.first + 2, role.stop)
    ):
        return None
    named = parse_phrase(line, phrase_before(line, role.first - 1, lo))
    if named is None or not named.named or named.kind != "person" or named.stop != role.first - 1:
        return None
    at = named.first
    alone = at == lo or (low[at - 1] == "," or is_quote(line.tokens[at - 1]))
    if not alone or named.name[1] - named.name[0] < 2 or line.text(named.first, named.stop) in gazetteer().known:
        return None
    return named._replace(role=named.role or (role.first, role.stop))


def _governed(line: Line, at: int) -> bool:
    """Whether the word at `at` is a verb or preposition, whose object the phrase after it is: no subject."""
    low = line.low[at]
    return line.bits[at] & LOWER != 0 and (
        is_verb(line, at) or low.endswith("ed") or low in cue_tables().phrase_prepositions
    )


def _through_relative(line: Line, stop: int, lo: int) -> Mention | None:
    """`an official who spoke on condition of anonymity said`: the person before a relative clause without commas."""
    verbs = 0
    for k in range(stop - 1, max(lo, stop - 16), -1):
        if not line.bits[k] & WORD and line.low[k] not in ("'s", "’s", "-"):
            return None
        if line.low[k] in ("who", "whose"):
            mention = parse_phrase(line, phrase_before(line, k, lo)) if verbs == 1 else None
            return mention if mention is not None and mention.kind in ("person", "collective") else None
        if (
            k == stop - 2
            and line.low[k] in ("i", "we", "they", "he", "she")
            and (verbs or line.low[k + 1][-2:] == "ed")
        ):
            mention = parse_phrase(line, phrase_before(line, k, lo))  # "the experts we asked said"
            return mention if mention is not None and mention.kind in ("person", "collective") else None
        verbs += _verbal(line, k) and not (verbs and _verbal(line, k + 1))
    return None


def _verbal(line: Line, k: int) -> bool:
    return is_verb(line, k) or (line.bits[k] & LOWER != 0 and line.low[k].endswith("ed"))


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


def _before_country(line: Line, i: int, lo: int) -> int:
    """Go back from `i` over the country behind a town: `Officials in Lind, Kenya, said`."""
    for k in range(i - 2, max(lo + 2, i - 6), -1):
        if line.low[k] == ",":
            known = k < i - 2 and line.text(k + 1, i - 1) in gazetteer().codes
            placed = line.low[k - 2] in ("in", "at", "of", "near") and bool(line.bits[k - 1] & CAPITAL)
            return k if known and placed else i
    return i


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
                    segment.low in cue_tables().apposition_openers
                    or segment.low in words.determiners
                    or segment.low in tables.singular
                    or segment.low in tables.groups
                    or segment.text[0].isdigit()
                    or (segment.text[0].islower() and segment.low.endswith(("ing", "ed")))
                    or segment.low in cue_tables().phrase_prepositions
                    or any(line.low[m] in tables.singular for m in range(k + 1, min(k + 8, comma)))
                    or (comma - k <= 14 and any(line.low[m] in ("'s", "’s") for m in range(k + 2, min(k + 5, comma))))
                    or (comma - k == 2 and len(segment.text) > 1 and segment.text.isupper())  # "the mission, MINAV,"
                    or (comma - k <= 4 and "-" in segment.text and segment.text[0] in "RDI")
                )
                if before.named and before.kind in ("person", "outlet", "collective") and opens and not (
                    _is_scene(line, before, lo)
                ):  # fmt: skip
                    return before._replace(role=before.role or (k + 1, comma), first=before.first)
                whole = parse_phrase(line, (k + 1, comma)) if segment.text[0].isupper() else None
                if (
                    whole is not None
                    and whole.named
                    and whole.name[1] - k <= 6
                    and not before.named
                    and _is_role(line, before)
                ):
                    outer = before.first - 1
                    if outer > lo and line.low[outer] == "," and before.first < k:
                        named = parse_phrase(line, phrase_before(line, outer, lo))
                        placed = named is not None and named.first > lo and _governed(line, named.first - 1)
                        if named is not None and named.named and named.kind == "person" and not placed:
                            return named._replace(role=(before.first, comma))
                    return Mention(
                        before.first,
                        comma,
                        whole.name,
                        (before.first, k),
                        before.affiliation,
                        "person",
                        None,
                        False,
                        False,
                        True,
                    )
                if (
                    whole is not None and whole.named and not before.named and whole.stop == comma
                    and line.low[before.name[1] - 1] in tables.bodies
                ):  # fmt: skip
                    kind = before.kind if before.kind in ("collective", "outlet") else "collective"
                    return whole._replace(first=before.first, role=(before.first, k), kind=kind)
                if (
                    opens
                    and (before.kind != "unknown" or before.pronoun)
                    and (segment.low not in cue_tables().phrase_prepositions or line.low[k - 1] in tables.nounish)
                ):
                    return before
            candidates += 1
            if candidates > 5:
                return None
        k -= 1
    return None


def _is_scene(line: Line, mention: Mention, lo: int) -> bool:
    """Whether a name is a known place where something happened, and nobody who speaks: in Chad, the mayor said"""
    at = mention.first - 1
    if at < lo or line.low[at] not in ("in", "near", "at", "outside", "around", "across", "from"):
        return False
    return line.text(mention.first, mention.stop) in gazetteer().known


def _short_quote(line: Line, at: int) -> bool:
    quotation = line.inside[at - 1] if at > 0 else -1
    if quotation < 0:
        quotation = line.inside[at + 1] if at + 1 < line.n else -1
    if quotation < 0:
        return True
    return sum(1 for q in line.inside if q == quotation) <= 4


def _is_role(line: Line, mention: Mention) -> bool:
    tables = speaker_tables()
    return any(
        line.low[i] in tables.singular or line.low[i] in tables.plural for i in range(mention.first, mention.stop)
    )


def phrase_before(line: Line, stop: int, lo: int) -> Range:
    """Return the noun phrase that ends right before `stop`, prepositional parts and lists included."""
    tables = cue_tables()
    scope = line.inside[stop - 1] if stop > lo else -1
    i = stop
    start = stop
    while i > lo and stop - i < LONGEST:
        low, bits = line.low[i - 1], line.bits[i - 1]
        if line.inside[i - 1] != scope:
            break
        if not bits & WORD:
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
        capital = bits & CAPITAL
        initial = low == "a" and capital and line.low[i] == "." and i - 1 > lo and line.bits[i - 2] & CAPITAL
        if bits & DETERMINER and low != "that" and not initial:
            i -= 1
            start = i
            before = line.low[i - 1] if i > lo else ""
            if before == "save" and low == "the" and line.tokens[i - 1].text == "Save":
                start = i - 1  # Save the Children
                break
            if before in ("of", "half", "both", "all") or (
                before in tables.phrase_prepositions and _np_continues(line, i - 1, lo)
            ):
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
        if not capital and low in tables.phrase_prepositions:
            if low != "of" and not _np_continues(line, i - 1, lo):
                break
            i -= 1
            continue
        if capital:
            if i - 1 == lo and bits & MINOR:
                break
            if (bits & PRONOUN or low in tables.subordinators) and low not in ("it", "us"):
                break
        else:
            if bits & (PRONOUN | MODAL | AUXILIARY) or low in tables.subordinators:
                break
            if bits & ADVERB and low not in ("more", "most", "least", "online", "back"):
                break
            if is_verb(line, i - 1) or (i < stop and _past(line, i - 1, stop, lo)):
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
    low, bits = line.low[at - 1], line.bits[at - 1]
    if not bits & WORD:
        return low in (")", "'s", "’s")
    if bits & DIGIT:
        return False
    if bits & CAPITAL:
        return not bits & FUNCTION
    if bits & MINOR:
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
    i = at
    while i >= lo and at - i < 25:
        low, bits = line.low[i], line.bits[i]
        if not bits & WORD and low not in ("'s", "’s", "’", "'", ".", ")", "(", "-"):
            return True
        if is_verb(line, i) or (bits & PRONOUN and low not in ("it", "us")):
            return low in ("who", "that")
        if low in ("that", "as", "while", "but", "and", "when", "after", "because"):
            return True
        i -= 1
    return True


def _and_joins(line: Line, at: int, lo: int) -> bool:
    """Whether the `and` at `at` joins two noun phrases of one subject: no verb before it in its clause."""
    if at <= lo or (not line.bits[at - 1] & WORD and line.low[at - 1] != ")"):
        return False
    return _has_noun_start(line, at - 1, lo)


def clause_subject(line: Line, lo: int, stop: int) -> Mention | None:
    """Return the subject of the clause at the beginning of the scope: the phrase before its first finite verb."""
    bits = line.bits
    for k in range(lo + 1, stop):
        if bits[k] & CAPITAL:
            continue
        low = line.low[k]
        verbal = is_verb(line, k) or (
            low.endswith("ed")
            and len(low) > 4
            and (bits[k - 1] & WORD != 0 or (k + 1 < stop and not bits[k + 1] & PREPOSITION))
            and not bits[k - 1] & (DETERMINER | PREPOSITION)
        )
        if verbal and line.inside[k] == line.inside[stop if stop < line.n else k]:
            mention = subject_before(line, k, lo)
            if mention is not None and (
                mention.pronoun is None or mention.pronoun in ("he", "she", "it", "they", "we", "i")
            ):
                return mention
    return None
