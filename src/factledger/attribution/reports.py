"""Reports of one sentence: cue, source and content, read off its words (speakers not yet resolved)."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from factledger.attribution.cues import Cue, Line, cue_tables
from factledger.attribution.speakers import (
    PRONOUNS,
    Mention,
    is_quote,
    is_verb,
    parse_phrase,
    phrase_before,
    skip_back,
    speaker_tables,
    subject_before,
)
from factledger.phrases import classes

Range = tuple[int, int]

BESIDE = 12  # reports of one sentence that are compared with each other: keeps endless sentences linear


class Found(NamedTuple):
    """One report as its sentence shows it; all positions are token indices, `content` token ranges.

    `pattern` says how it was found: lead (Y said N), trail (N, Y said), inside (X, Y said, is N), inverted (N, said
    Y), participle, according, noun, phrase (in a poll), colon, citing, passive. `borrowed` marks reports whose
    source is that of the report before (participles). `media` are the channels named at it.
    """

    cue: Range
    lemma: str
    cue_class: str
    source: Mention | None
    content: tuple[Range, ...]
    pattern: str
    media: tuple[Range, ...] = ()
    recipient: Range | None = None
    relays: tuple[Range, ...] = ()
    data: tuple[Range, ...] = ()
    borrowed: bool = False
    negative: bool = False
    scope: int = -1


def read_line(line: Line) -> list[Found]:
    """Return the reports of a sentence in the order of their cues, contents cut where the next one begins."""
    tables = cue_tables()
    found: list[Found] = []
    i = 0
    while i < line.n:
        low = line.low[i]
        step = i + 1
        report: Found | None = None
        if low == "according" or low == "per" or low == "as":
            report = _prepositional(line, i)
        elif low in tables.verbs:
            cue = tables.verbs[low]
            report = _verbal(line, i, cue, found)
            if report is None and low in tables.nouns :
                report = _nominal(line, i, tables.nouns[low])
        elif low in tables.nouns:
            report = _nominal(line, i, tables.nouns[low])
        elif low == "in" or low == "by":
            report = _in_poll(line, i)
        if report is not None and report.pattern == "noun" and found and found[-1].cue_class == "deny" and i - found[-1].cue[1] < 8:
            report = None  # "denied Y's claims that N": the denial holds it
        if report is not None:
            found.append(report)
            step = max(step, report.cue[1])
            if report.source is not None and low in ("according", "per"):
                step = max(step, report.source.stop)
        i = step
    found = [report for report in found if report.source is None or not _respondents(line, report.source)]
    if not found:
        return found
    found = _cite(line, found)
    return _cut(line, found)


def _respondents(line: Line, source: Mention) -> bool:
    """Whether the source is a share of those asked ("55 percent of voters said"): the poll's number, not its speaker."""
    words = line.low[source.first : min(source.stop, source.first + 6)]
    if any(word in _SHARES for word in words):
        return True
    return words[0][0].isdigit() and len(words) > 1 and words[1] in ("in", "of") or words[0] in ("nobody", "everyone", "no", "nothing", "anyone")


_SHARES = frozenset(
    "percent % per-cent majority half third thirds quarter quarters plurality two-thirds one-third three-quarters fifth fifths tenth tenths percentage share proportion".split()
)


# --- according to -------------------------------------------------------------------------------------------------


def _prepositional(line: Line, i: int) -> Found | None:
    tables = cue_tables()
    for words, cue in tables.prepositions.items():
        if tuple(line.low[i : i + len(words)]) == words:
            break
    else:
        return None
    stop = i + len(words)
    lo, hi = line.bounds(i)
    source = phrase_after(line, stop, hi)
    if source is None:
        return None
    if words == ("per",) and not source.named and source.kind not in ("document", "collective"):
        return None
    leading = i == lo or line.tokens[i].text[0].isupper() or line.low[i - 1] in (":", ";", "and", "but", "that", "while", "because", "“", '"', "—", "–", "--", "yet", "although", "though") or (
        line.low[i - 1] == "," and i - 2 >= lo and line.low[i - 2] in ("and", "but", "that", "meanwhile")
    )
    comma = _comma_after(line, source.stop, hi)
    if leading:
        return Found((i, stop), words[0], cue.cue_class, source, ((comma, hi),), "according", scope=line.inside[i])
    content = [(lo, i)]
    if line.low[i - 1] == "," and comma < hi and line.low[comma - 1] == "," and _goes_on(line, comma, hi, lo, i):
        content.append((comma, hi))
    return Found((i, stop), words[0], cue.cue_class, source, tuple(content), "trail", scope=line.inside[i])


def _comma_after(line: Line, i: int, hi: int) -> int:
    """The index after the comma that closes a source phrase which begins before `i`; `hi` where none stands."""
    while i < hi:
        if line.low[i] == ",":
            return i + 1
        if is_quote(line.tokens[i]):
            return i
        i += 1
    return hi


def _goes_on(line: Line, at: int, hi: int, lo: int, stop: int) -> bool:
    """Whether the words from `at` go on with the clause that a parenthetical interrupted (no clause of their own)."""
    if at >= hi or not line.tokens[at].word:
        return False
    words = classes()
    low = line.low[at]
    if line.low[lo] in _FRONTED or (line.low[lo] in words.prepositions and "," not in line.low[lo : stop - 1]):
        return low not in ("who", "which", "whose", "adding", "citing", "noting", "saying")
    if low.endswith("ing") and low not in cue_tables().verbs:
        return True
    if low in ("who", "which", "whose", "where", "adding", "citing", "noting", "saying", "a", "an", "while", "although", "though", "according"):
        return False
    if low in words.auxiliaries or low in words.modals or is_verb(line, at) or low.endswith("ed"):
        return True
    # No finite verb before the parenthetical: the clause still needs one.
    return not any(is_verb(line, k) or line.low[k].endswith("ed") for k in range(lo, stop)) or low in ("and", "but", "or", "with", "up", "down", "compared", "because", "so", "that", "when", "if")


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
        if low in ("who", "whose", "which", "that", "where", "when", "while", "but", "as", "after", "before", "because", "since", "than", "if", "citing", "adding", "saying", "told", "so", "to"):
            break
        if low in words.pronouns and low not in ("it",) and token.text[0].islower():
            break
        if token.text[0].islower():
            if low in words.auxiliaries or low in words.modals:
                break
            if low in ("on", "in", "at", "during", "late", "last", "this") and i + 1 < hi and (line.low[i + 1] in temporal or line.low[i + 1][0].isdigit()):
                break
            if is_verb(line, i) or (
                low.endswith("ed") and len(low) > 4 and "-" not in low and i + 1 < hi and line.low[i - 1].endswith("s")
                and line.low[i + 1] not in words.prepositions
            ):  # fmt: skip
                break
            if low.endswith(("ing",)) and line.low[i - 1] in tables.nounish:
                break
        if low in temporal and low != "today" and token.text[0].isupper():
            # "a Monday report" goes on; "the ministry Monday" does not
            if line.low[i - 1] not in words.determiners:
                break
        i += 1
    while i > first and (line.low[i - 1] in words.prepositions or line.low[i - 1] in words.conjunctions or line.low[i - 1] in words.determiners or line.low[i - 1] in words.adverbs):
        i -= 1
    if i == first:
        return None
    mention = parse_phrase(line, (first, i))
    if mention is None:
        return None
    # "Mike Ryan, director of ...", "the mayor, Ann Lee"
    if i + 1 < hi and line.low[i] == "," and not mention.named and mention.kind == "person":
        j = i + 1
        while j < hi and line.tokens[j].word and line.tokens[j].text[0].isupper():
            j += 1
        if j - i - 1 >= 2:
            return mention._replace(name=(i + 1, j), role=(mention.first, i), named=True, stop=j, anonymous=False)
    if mention.named and mention.kind == "person" and i + 1 < hi and line.low[i] == "," and mention.role is None:
        j = i + 1
        if line.low[j] in words.determiners or line.low[j] in tables.singular:
            while j < hi and line.low[j] not in (",", ".", ";") and not is_quote(line.tokens[j]):
                j += 1
            return mention._replace(role=(i + 1, j))
    return mention


# --- verbs ----------------------------------------------------------------------------------------------------------

_AMBIGUOUS = frozenset(
    "report reports claim claims estimate estimates show shows state states note notes charge charges forecast forecasts projects project plan "
    "plans puts counts list lists record records documents details post posts warning finding findings reading tweet tweets answer reply joke "
    "support supports demand demands offer offers request requests order orders vote doubt fear fears hope hopes promise promises pledge pledges aim "
    "aims call calls quote quotes signal signals echo stress remark mention highlight highlights press issue release releases counter suspect deny "
    "rule rules read test count set reading finding charges shout lament boast proposes favors favor argue say tell".split()
)


def _verbal(line: Line, v: int, cue: Cue, found: list[Found]) -> Found | None:
    lo, hi = line.bounds(v)
    low = line.low
    stop = v + 1
    if cue.takes == "out":
        if stop < hi and low[stop] in ("out", "to"):
            if low[stop] == "to":
                return None
            stop += 1
        else:
            return None
    if cue.takes == "for":
        if stop < hi and low[stop] == "for":
            stop += 1
        else:
            return None
    if cue.takes == "to" and not (stop < hi and low[stop] == "to"):
        return None
    if cue.participle and v > lo and low[v - 1] in ("after", "before", "without") and not (
        stop < hi and (low[stop] == "that" or is_quote(line.tokens[stop]))
    ):
        return None
    if cue.participle and (v == lo or not _has_be(line, v, lo)):
        return _participle(line, v, stop, cue, lo, hi, found)
    if _is_noun(line, v, lo, hi, cue):
        return None
    previous = low[v - 1] if v > lo else ""
    joined, _ = skip_back(line, v, lo)
    before_verb = low[max(lo, v - 4) : v]
    if v > lo and previous == "to" or (previous in cue_tables().skipped and v - 2 >= lo and low[v - 2] == "to"):
        return _infinitive(line, v, stop, cue, lo, hi)
    passive = _passive(line, v, lo) if low[v].endswith("ed") or low[v] in ("said", "told", "found", "shown", "quoted", "put", "thought", "known") else False
    if passive:
        return _passive_report(line, v, stop, cue, lo, hi)
    if cue.takes == "quoted":
        return _quoted(line, v, stop, cue, lo, hi)
    if v == lo or previous == "," or is_quote(line.tokens[v - 1]) or (previous in ("?", "!", "—", "–", "--", "…", "...", "’", "'") and v > lo):
        inverted = _inverted(line, v, stop, cue, lo, hi)
        if inverted is not None:
            return inverted
    source = subject_before(line, v, lo)
    if cue.cue_class == "show" and (source is None or source.kind == "unknown"):
        # "A video shot in the town showed": the text or data that opens the clause
        opening = phrase_after(line, lo, v)
        if opening is not None and opening.kind == "document":
            source = opening
    if source is None and joined > lo and low[joined - 1] in ("and", "but", "then"):
        source = _shared_subject(line, v, lo, found)
    if (
        source is not None and source.kind == "unknown" and source.pronoun is None
        and cue.cue_class in ("expect", "estimate") and low[v].endswith("ed") and stop < hi and low[stop] != "that"
    ):  # fmt: skip
        return None
    if source is None or source.kind == "unknown" and source.pronoun is None and not _plausible(line, source):
        if source is None and found and found[-1].scope == line.inside[v] and previous in ("and", "but", "then", "also"):
            source = found[-1].source
        if source is None or (source.kind == "unknown" and not _plausible(line, source)):
            return None
    return _frame(line, v, stop, cue, lo, hi, source, before_verb)


def _plausible(line: Line, source: Mention) -> bool:
    """Whether an unknown lower-case phrase may speak: a short definite or plural one."""
    return source.pronoun is not None or line.low[source.first] in classes().determiners or source.stop - source.first <= 4


def _has_be(line: Line, v: int, lo: int) -> bool:
    for k in range(v - 1, max(lo - 1, v - 4), -1):
        if line.low[k] in ("is", "are", "was", "were", "be", "been", "keeps", "kept", "'s", "’s", "'re", "’re"):
            return True
        if line.low[k] not in cue_tables().skipped and not line.low[k].endswith("ly"):
            return False
    return False


def _passive(line: Line, v: int, lo: int) -> bool:
    k = v - 1
    while k >= lo and (line.low[k] in cue_tables().skipped or line.low[k].endswith("ly")):
        k -= 1
    return k >= lo and line.low[k] in ("is", "are", "was", "were", "be", "been", "being", "get", "got")


def _is_noun(line: Line, v: int, lo: int, hi: int, cue: Cue) -> bool:
    """Whether a word that can be verb or noun is a noun here, or a participle used as an adjective."""
    low = line.low
    word = low[v]
    words = classes()
    previous = low[v - 1] if v > lo else ""
    following = low[v + 1] if v + 1 < hi else ""
    if previous in words.determiners and previous not in ("that", "all", "both", "some", "those", "these", "this", "each"):
        return True
    if previous in ("of", "for", "with", "by", "in", "from", "on", "at", "about", "under", "'s", "’s", "than") and not line.tokens[v - 1].text[0].isupper():
        return True
    if word == "shown":
        return previous not in ("have", "has", "had", "been", "was", "were", "is", "are")
    if word.endswith("ed") or word in ("found", "known", "put", "read"):
        back, _ = skip_back(line, v, lo)
        if following == "by" and not _passive(line, v, lo):
            return True
        return previous[:1].isdigit() and len(previous) != 4 or back > lo and low[back - 1] in ("than", "as")
    if word not in _AMBIGUOUS or previous in ("he", "she", "it", "they", "who", "we", "i"):
        return False
    if word not in cue_tables().nouns and v > lo and line.tokens[v - 1].word and previous not in words.determiners:
        # "slides show that", "documents show he": a clause follows
        if following in words.determiners or following in words.pronouns or (v + 1 < hi and line.tokens[v + 1].text[0].isupper()):
            return False
    if line.tokens[v].text[0].isupper():
        return True
    if following in ("of", "from", "by", "about", "against", "were", "was", "are", "is", "have", "had", "has", "said", "say", "show", "in", "on", "and", "between", "among", "into", "with", "over", "as"):
        if following in ("in", "on", "with", "between", "over") or (following == "about" and v + 2 < hi and low[v + 2][0].isdigit()):
            return not _subject_like(line, v, lo)
        return True
    if not following or following in (",", ".", ")", ";"):
        return not (line.tokens[v - 1].text[0].isupper() or previous in PRONOUNS or previous.endswith("s"))
    if v + 1 < hi and is_verb(line, v + 1):
        return True
    return not _subject_like(line, v, lo)


def _subject_like(line: Line, v: int, lo: int) -> bool:
    """Whether what stands right before `v` can be its subject."""
    i, _ = skip_back(line, v, lo)
    if i <= lo:
        return False
    token, low = line.tokens[i - 1], line.low[i - 1]
    tables = speaker_tables()
    return token.text[0].isupper() or low in PRONOUNS or low in (",", ")", "”", '"', "to", "''") or low in tables.nounish or (low.endswith("s") and i < v) or i < v


def _infinitive(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int) -> Found | None:
    """`was the first to report N`, `refused to confirm N`: only with a clear subject and an own content."""
    return None


def _inverted(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int) -> Found | None:
    """`N, said Y` and `Said Y: N`."""
    if cue.cue_class == "attitude" or cue.takes in ("tell", "doc", "figure", "put", "accuse", "claim", "toll"):
        return None
    if stop >= hi:
        return None
    at = stop
    while at < hi and line.low[at] in cue_tables().skipped:
        at += 1
    token = line.tokens[at] if at < hi else None
    if token is None or not token.word:
        return None
    if token.low in ("that", "it", "there", "to", "at", "about", "more"):
        return None
    source = phrase_after(line, at, hi)
    if source is None or source.kind in ("unknown",) and source.pronoun not in ("he", "she", "they"):
        return None
    if token.text[0].islower() and source.kind == "unknown":
        return None
    quoted = v > lo and is_quote(line.tokens[v - 1]) or v - 2 >= lo and is_quote(line.tokens[v - 2])
    if v > lo and not quoted:
        _, _, after_source = _tail(line, source.stop, hi)
        if after_source < hi and line.low[after_source] not in (",", ".", ";", "who", "and", "—", "–", "--", ")"):
            return None
    if v == lo:
        # "Said the agency in a release, '...'"
        if (line.tokens[v].text[0].islower() or cue.lemma != "say") and not (v > 0 and is_quote(line.tokens[v - 1])):
            return None
        after = _comma_after(line, source.stop, hi)
        content: list[Range] = [(after, hi)]
    else:
        content = [(lo, v)]
        end = _after_phrase(line, source.stop, hi)
        if end < hi and line.low[end] in (",", ":") and end + 1 < hi and is_quote(line.tokens[end + 1]):
            content.append((end + 1, hi))
        else:
            quote = next((k for k in range(source.stop, hi) if is_quote(line.tokens[k])), None)
            if quote is not None:
                content.append((quote, hi))
    media, recipient, _ = _tail(line, source.stop, hi)
    return Found((v, stop), cue.lemma, cue.cue_class, source, tuple(content), "inverted", media, recipient, scope=line.inside[v])


def _after_phrase(line: Line, i: int, hi: int) -> int:
    while i < hi and line.low[i] not in (",", ":", ".", ";") and not is_quote(line.tokens[i]):
        i += 1
    return i


_FIGURES = frozenset("toll tally count estimate estimates forecast forecasts projection figure figures number total".split())
_FRONTED = frozenset({"although", "though", "while", "after", "when", "since", "because", "as", "if", "whereas"})
_CONTENT_OPENERS = frozenset({"that", "how", "“", '"', "''", "„", "«", ":", "‘"})


def _frame(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int, source: Mention, before_verb: list[str]) -> Found | None:
    """Place the content of a verb with its subject before it: after the cue, before it, or on both sides."""
    tables, low = speaker_tables(), line.low
    negative = any(word in cue_tables().negations for word in before_verb)
    documentary = source.kind in ("document", "outlet", "collective") or source.pronoun in ("it", "they", "which", "we", "that")
    if cue.takes == "doc" and not (documentary or source.named or source.pronoun or source.kind == "person"):
        if not _clause_follows(line, stop, hi):
            return None
    if source.kind == "unknown" and source.pronoun is None and low[source.first] not in classes().determiners | {"one", "other"}:
        if not (stop < hi and low[stop] == "that"):
            return None
    if cue.takes == "figure" and source.kind != "document" and not any(w in _FIGURES for w in low[stop : min(hi, stop + 7)]):
        return None
    if cue.takes == "figure" and source.kind == "unknown":
        return None
    recipient: Range | None = None
    at = stop
    if cue.takes == "tell":
        who = phrase_after(line, at, hi)
        if who is not None:
            end_of = next((k for k in range(at + 1, who.stop) if low[k] in ("by", "in", "on", "at", "during", "from", "via")), who.stop)
            recipient = (who.first, end_of)
            at = end_of
        elif at < hi and low[at] in ("me", "us", "him", "her", "them", "you", "it"):
            at += 1
        cue_stop = at if recipient and recipient[1] - recipient[0] <= 6 else stop
    else:
        cue_stop = stop
    if cue.takes == "tell" and at < hi and low[at] == "to" and at > stop:
        return None
    if cue.takes == "accuse":
        if not any(low[k] in ("of", "for", "over") for k in range(stop, min(hi, stop + 25))):
            return None
        return Found((v, stop), cue.lemma, cue.cue_class, source, ((stop, hi),), "lead", scope=line.inside[v])
    if cue.takes == "put":
        if not any(low[k] in ("at", "closer", "high", "low", "above", "below", "nearer") for k in range(stop, min(hi, stop + 14))):
            return None
        if source.kind == "unknown" and not source.pronoun:
            return None
        return Found((v, stop), cue.lemma, cue.cue_class, source, ((stop, hi),), "lead", scope=line.inside[v])
    if cue.takes == "toll":
        nearby = low[stop : min(hi, stop + 10)]
        if not any(word in _FIGURES for word in nearby) or "to" not in low[stop : min(hi, stop + 16)]:
            return None
        if source.kind == "unknown" and source.pronoun is None:
            return None
        return Found((v, stop), cue.lemma, cue.cue_class, source, ((stop, hi),), "lead", scope=line.inside[v])
    if cue.takes == "claim":
        if not any(low[k] in cue_tables().nouns or low[k] in ("suggestions", "that") for k in range(stop, min(hi, stop + 8))):
            return None
    media, to_whom, end = _tail(line, at, hi)
    recipient = recipient or to_whom
    media = _fronted_medium(line, lo, source.first) + media
    if cue.lemma == "say" and end < hi and low[end].endswith("ing") and source.first - lo >= 4 and _clause_before(line, lo, source.first):
        # "N, the group said updating an earlier toll"
        return _trailing(line, v, cue_stop, cue, lo, hi, source, end, media, recipient, negative)
    scope = line.inside[v]
    first = source.first
    before = first > lo and low[first - 1] in (",", "”", '"', "''", "»", "?", "!", "—", "–", "--")
    end = _joint_end(line, end, hi)
    rest = end >= hi or line.tokens[end].text in (".", "!", "?") and end + 1 >= hi
    have_before = first - lo >= 2
    subordinate = first > lo and low[first - 1] in ("as", "that", "while", "but", "and", "because", "what", "when", "after", "if", "which", "though", "although")
    if cue.cue_class != "attitude" and have_before and not subordinate:
        ends = rest or low[end] in (";", ")", "—", "–", "--") or low[end] == "," and before or is_quote(line.tokens[end]) and before
        if cue.takes == "quote" and not any(is_quote(line.tokens[k]) for k in range(max(lo, first - 2), first)):
            ends = False
        if ends and (before or (rest and _clause_before(line, lo, first))):
            return _trailing(line, v, cue_stop, cue, lo, hi, source, end, media, recipient, negative)
    if subordinate and rest and low[first - 1] == "as" and have_before:
        return _trailing(line, v, cue_stop, cue, lo, hi, source, end, media, recipient, negative)
    if rest and not (stop < hi and low[stop] == ":"):
        colon = False
    else:
        colon = True
    if not colon and end >= hi - 1 and not _quote_follows(line, stop, hi):
        # nothing follows but a colon-less end: "He said." keeps no content, but a quotation after it may be his
        if cue.takes in ("any", "that", "quote", "out", "tell") and cue.cue_class != "attitude":
            return Found((v, cue_stop), cue.lemma, cue.cue_class, source, (), "bare", media, recipient, negative=negative, scope=scope)
        return None
    if cue.takes in ("that", "quote", "out", "strict") and not _introduces(line, v, stop, end, hi, cue):
        return None
    content_stop = hi
    content_start = at
    if end < hi and low[end] == "," and first > lo and low[first - 1] == "as" and first - 1 - lo <= 1:
        # "As the mayor explained, N"
        return Found((v, cue_stop), cue.lemma, cue.cue_class, source, ((end + 1, hi),), "lead", media, recipient, scope=scope)
    if low[max(lo, first - 1)] in _FRONTED and first - 1 - lo <= 1 and first > lo and not line.inside[v] >= 0:
        # "Although Y denied that N, ..." : the main clause is the article's own
        content_stop = next((k for k in range(at, hi) if low[k] == ","), hi)
    return Found(
        (v, cue_stop), cue.lemma, cue.cue_class, source, ((content_start, content_stop),), "lead", media, recipient, negative=negative, scope=scope
    )


def _fronted_medium(line: Line, lo: int, stop: int) -> tuple[Range, ...]:
    """`In a statement on Monday, Y said`: the channel before the source."""
    if stop - lo < 3 or line.low[lo] not in ("in", "on", "via", "through"):
        return ()
    for k in range(lo + 1, min(stop, lo + 8)):
        if line.low[k] in speaker_tables().said_in:
            return ((lo + 1, k + 1),)
        if not line.tokens[k].word or line.low[k] in classes().prepositions:
            break
    return ()


def _clause_follows(line: Line, stop: int, hi: int) -> bool:
    """Whether a clause (with `that`, or with its own verb soon) follows rather than a bare object."""
    if stop < hi and line.low[stop] == "that":
        return True
    return any(is_verb(line, k) for k in range(stop + 1, min(hi, stop + 9)))


def _joint_end(line: Line, end: int, hi: int) -> int:
    """`N, traders said and our calculations showed.`: go over a second source and cue at the sentence's end."""
    if end >= hi or line.low[end] != "and":
        return end
    for k in range(end + 2, min(hi, end + 9)):
        if line.low[k] in cue_tables().verbs:
            _, _, stop = _tail(line, k + 1, hi)
            return stop if stop >= hi - 1 else end
    return end


def _clause_before(line: Line, lo: int, stop: int) -> bool:
    """Whether a clause with a verb stands before a comma-less trailing report."""
    return any(is_verb(line, k) or line.low[k].endswith("ed") for k in range(lo, stop))


def _quote_follows(line: Line, first: int, hi: int) -> bool:
    return any(is_quote(line.tokens[k]) or line.low[k] == ":" for k in range(first, hi))


def _introduces(line: Line, v: int, stop: int, end: int, hi: int, cue: Cue) -> bool:
    """Whether what follows a verb that needs `that` or a quotation is one."""
    low = line.low
    for k in range(stop, min(hi, stop + (3 if cue.takes in ("strict", "quote") else 16))):
        if low[k] in _CONTENT_OPENERS:
            return True
        if cue.takes not in ("quote", "strict") and k - stop < 12 and (is_verb(line, k)) and k > stop:
            return True
        if low[k] in (";", "."):
            return False
    return False


def _trailing(
    line: Line, v: int, cue_stop: int, cue: Cue, lo: int, hi: int, source: Mention, end: int,
    media: tuple[Range, ...], recipient: Range | None, negative: bool,
) -> Found:  # fmt: skip
    content: list[Range] = [(lo, source.first)]
    if source.first > lo and line.low[source.first - 1] in ("as", "and"):
        content = [(lo, source.first - 1)]
    pattern = "trail"
    if end < hi and line.low[end] == ",":
        after = end + 1
        if after < hi and (is_quote(line.tokens[after]) or _goes_on(line, after, hi, lo, source.first)):
            content.append((after, hi))
            pattern = "inside"
    elif end < hi and is_quote(line.tokens[end]):
        content.append((end, hi))
        pattern = "inside"
    return Found((v, cue_stop), cue.lemma, cue.cue_class, source, tuple(content), pattern, media, recipient, negative=negative, scope=line.inside[v])


_TAIL_PREPOSITIONS = frozenset({"in", "on", "at", "during", "via", "through", "to", "by", "after", "from", "before", "of", "about", "with", "for", "outside", "inside", "following", "over", "under", "near", "between"})


def _tail(line: Line, i: int, hi: int) -> tuple[tuple[Range, ...], Range | None, int]:
    """Go over what follows a cue without being content: dates, places, media, recipients.

    Returns the media named, the recipient, and the index of the first token that is none of these.
    """
    tables, cues, words = speaker_tables(), cue_tables(), classes()
    media: list[Range] = []
    recipient: Range | None = None
    low = line.low
    while i < hi:
        word = low[i]
        if word in cues.temporal or word in ("ago", "again", "afterwards", "afterward", "there", "here", "angrily", "flatly", "simply") or (word.endswith("ly") and len(word) > 4):
            if not _temporal_phrase(line, i, hi):
                break
            i += 1
            continue
        if word[0].isdigit() and i > 0 and low[i - 1] in cues.temporal:
            i += 1
            continue
        if word == "," and i + 1 < hi and low[i + 1][0].isdigit() and len(low[i + 1]) == 4:
            i += 2
            continue
        if word in _TAIL_PREPOSITIONS:
            j = _pp_end(line, i, hi)
            if j is None:
                break
            _media(line, i, j, media)
            if word == "to" and recipient is None and j - i > 1:
                recipient = (i + 1, j)
            i = j
            continue
        if word == "speaking" or word in ("announcing", "quoting") and False:
            break
        break
    return tuple(media), recipient, i


def _temporal_phrase(line: Line, i: int, hi: int) -> bool:
    """Whether the date word at `i` is no subject of a following clause ("last month prices rose")."""
    return True


def _pp_end(line: Line, i: int, hi: int) -> int | None:
    """The end of the prepositional phrase at `i`, or None where a clause follows its noun (it is content then)."""
    words = classes()
    j = i + 1
    while j < hi:
        token, low = line.tokens[j], line.low[j]
        if not token.word:
            if low in ("'s", "’s", "'", "’", "&", "-", "/"):
                j += 1
                continue
            if is_quote(token) and line.inside[j] < 0 and j + 1 < hi and line.inside[j + 1] >= 0 and _titled(line, j, hi):
                j += 1
                continue
            break
        if low in ("that", "which", "who", "while", "as", "but", "because", "when", "if", "and", "how") and low != "and":
            break
        if low in words.pronouns and low not in ("it",):
            return None
        if token.text[0].islower() and (low in words.modals or low in words.auxiliaries or is_verb(line, j)):
            if j + 1 < hi and line.low[j + 1] in ("by", "up", "to") and low in words.past:
                j += 1
                continue
            return None
        if low in _TAIL_PREPOSITIONS and j > i + 1:
            break
        j += 1
    return j if j > i + 1 else None


def _titled(line: Line, j: int, hi: int) -> bool:
    return False


def _media(line: Line, first: int, stop: int, media: list[Range]) -> None:
    """Add the channel that a prepositional phrase names: `in a Facebook post`, `on Twitter`."""
    tables = speaker_tables()
    word = line.low[first]
    if word not in ("in", "on", "via", "through", "by"):
        return
    for k in range(first + 1, stop):
        if word in ("on", "via", "through") and line.tokens[k].text in tables.media_names:
            media.append((first + 1, stop))
            return
    head = stop - 1
    if word in ("in", "via", "through", "by") and line.low[head] in tables.said_in and stop - first > 1:
        media.append((first + 1, stop))


def _participle(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int, found: list[Found]) -> Found | None:
    """`..., adding that N`; `a report saying N`; `as saying N`."""
    low = line.low
    previous = low[v - 1] if v > lo else ""
    if cue.lemma in ("cite",):
        return None
    if cue.cue_class == "attitude":
        return None
    scope = line.inside[v]
    if previous == "as":
        return None
    if previous in ("the", "a", "an", "of", "for", "in", "about") or previous in classes().determiners:
        return None
    if cue.takes == "tell":
        who = phrase_after(line, stop, hi)
        at = who.stop if who is not None else stop + 1
        return _borrow(line, v, stop, cue, lo, hi, found, at)
    if cue.takes in ("that", "quote", "out", "strict") and not _introduces(line, v, stop, stop, hi, cue):
        return None
    if stop >= hi or low[stop] in (".", ";"):
        return None
    if low[stop] == "," and not any(low[k] == "that" or is_quote(line.tokens[k]) for k in range(stop, min(hi, stop + 10))):
        return None
    document = _document_before(line, v, lo)
    if document is not None and (previous != "," or cue.cue_class == "show"):
        return Found((v, stop), cue.lemma, cue.cue_class, document, ((stop, hi),), "lead", scope=scope)
    if previous not in (",", "and", "”", '"', "''", "by", "while", "before", "after", "but", ")") and v > lo:
        mention = parse_phrase(line, phrase_before(line, v, lo))
        if mention is not None and (mention.kind in ("document", "outlet") or low[mention.stop - 1] in ("reports", "report")):
            return Found((v, stop), cue.lemma, cue.cue_class, mention, ((stop, hi),), "lead", scope=scope)
        if cue.takes not in ("any", "that", "out") or mention is None:
            return None
        if cue.lemma not in ("say", "claim", "warn", "announce", "allege", "declare", "note", "add"):
            return None
    if cue.takes in ("doc", "figure", "put", "toll") or cue.cue_class == "show":
        return None
    return _borrow(line, v, stop, cue, lo, hi, found, stop)


def _document_before(line: Line, v: int, lo: int) -> Mention | None:
    """`released figures on Monday showing N`: the nearest text or data named right before a participle."""
    tables, words = speaker_tables(), classes()
    for k in range(v - 1, max(lo - 1, v - 9), -1):
        low = line.low[k]
        if low in (";", "who", "that", "said") or is_quote(line.tokens[k]):
            return None
        if low in tables.documents and low not in ("order", "act", "bill", "law", "plan", "agreement", "motion", "list", "count"):
            mention = parse_phrase(line, phrase_before(line, k + 1, lo))
            return mention if mention is not None and mention.kind == "document" else None
        if low in words.pronouns:
            return None
    return None


def _borrow(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int, found: list[Found], at: int) -> Found | None:
    """A participle takes the source of the report before it, or the subject of its sentence."""
    scope = line.inside[v]
    for report in reversed(found[-BESIDE:]):
        if report.scope == scope and report.source is not None:
            if report.cue_class != "show" or cue.lemma in ("suggest", "indicate"):
                return Found((v, stop), cue.lemma, cue.cue_class, report.source, ((at, hi),), "participle", borrowed=True, scope=scope)
    subject = clause_subject(line, lo, v)
    if subject is None:
        return None
    return Found((v, stop), cue.lemma, cue.cue_class, subject, ((at, hi),), "participle", scope=scope)


def clause_subject(line: Line, lo: int, stop: int) -> Mention | None:
    """Return the subject of the clause at the beginning of the scope: the phrase before its first finite verb."""
    words = classes()
    for k in range(lo + 1, stop):
        low, token = line.low[k], line.tokens[k]
        if token.text[0].isupper():
            continue
        verbal = is_verb(line, k) or (
            low.endswith("ed") and len(low) > 4 and (line.tokens[k - 1].word or k + 1 < stop and line.low[k + 1] not in words.prepositions) and line.low[k - 1] not in words.determiners
            and line.low[k - 1] not in words.prepositions
        )  # fmt: skip
        if verbal and line.inside[k] == line.inside[stop if stop < line.n else k]:
            mention = subject_before(line, k, lo)
            if mention is not None and (mention.pronoun is None or mention.pronoun in ("he", "she", "it", "they", "we", "i")):
                return mention
    return None


def _shared_subject(line: Line, v: int, lo: int, found: list[Found]) -> Mention | None:
    """`Y did X and said N`: the subject of the first verb."""
    for report in reversed(found[-BESIDE:]):
        if report.scope == line.inside[v] and report.source is not None and report.pattern in ("lead", "bare"):
            return report.source
    return clause_subject(line, lo, v - 1)


def _quoted(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int) -> Found | None:
    """`Z quoted W as saying N`: W speaks, Z relays."""
    low = line.low
    saying = next((k for k in range(stop, min(hi, stop + 40)) if low[k] == "as" and k + 1 < hi and low[k + 1] in ("saying", "telling", "stating")), None)
    if saying is None:
        return None
    who = parse_phrase(line, (stop, saying)) or phrase_after(line, stop, saying)
    after = subject_before(line, saying, stop) if low[saying - 1] == "," else None
    source = after or phrase_after(line, stop, saying) or who
    if source is None and low[stop] in ("him", "her", "them", "it"):
        pronoun = {"him": "he", "her": "she", "them": "they", "it": "it"}[low[stop]]
        source = Mention(stop, stop + 1, (stop, stop + 1), None, None, "unknown", pronoun, False, False, False)
    relay = subject_before(line, v, lo)
    relays = ((relay.first, relay.stop),) if relay is not None and relay.pronoun is None else ()
    _, _, end = _tail(line, saying + 2, hi)
    trailing = relay is not None and relay.first - lo > 2 and (end >= hi - 1 or low[end] == ",")
    content = ((lo, relay.first), (end, hi)) if trailing and relay is not None else ((saying + 2, hi),)
    return Found((saying + 1, saying + 2), "say", "report", source, content, "trail" if trailing else "quoted", relays=relays, scope=line.inside[v])


def _passive_report(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int) -> Found | None:
    """`N was reported by Y`; `was quoted as saying N by Z`; `is expected to N` (no source)."""
    low = line.low
    scope = line.inside[v]
    if cue.lemma == "quote" or (stop + 1 < hi and low[stop] == "as" and low[stop + 1] == "saying"):
        if not (stop + 1 < hi and low[stop] == "as" and low[stop + 1] == "saying"):
            return None
        source = subject_before(line, v, lo)
        if source is None:
            return None
        by = next((k for k in range(stop + 2, hi) if low[k] == "by" and k + 1 < hi and line.tokens[k + 1].text[0].isupper()), None)
        return Found((stop + 1, stop + 2), "say", "report", source, ((stop + 2, by or hi),), "lead", scope=scope)
    if cue.lemma == "tell":
        return None
    by = next((k for k in range(stop, min(hi, stop + 8)) if low[k] == "by"), None)
    if by is not None and cue.cue_class != "attitude":
        source = phrase_after(line, by + 1, hi)
        if source is not None and (source.named or source.kind in ("collective", "document", "outlet", "person")):
            return Found((v, stop), cue.lemma, cue.cue_class, source, ((lo, v), (stop, by), (source.stop, hi)), "passive", scope=scope)
    if cue.cue_class in ("expect", "estimate") or cue.lemma in ("say", "report"):
        return Found((v, stop), cue.lemma, cue.cue_class, None, ((lo, v), (stop, hi)), "passive", scope=scope)
    return None


_REPORT_ADJECTIVES = frozenset("media news unconfirmed local press initial early preliminary conflicting unverified several some recent such".split())
_REPORT_VERBS = frozenset("confirm received receive confirmed verify verified of investigating investigate were are are about are amid by with after with and".split())


# --- nouns, polls, citations ---------------------------------------------------------------------------------------


def _nominal(line: Line, i: int, cue: Cue) -> Found | None:
    """`Y's estimate of N`, `its prediction that N`, `a claim by Y that N`, `reports that N`."""
    lo, hi = line.bounds(i)
    low, words = line.low, classes()
    scope = line.inside[i]
    stop = i + 1
    if stop >= hi:
        return None
    that = low[stop] == "that"
    owner: Mention | None = None
    k = i
    while k > lo and i - k < 5 and line.tokens[k - 1].word and low[k - 1] not in words.function and not is_verb(line, k - 1):
        k -= 1
    if k > lo and low[k - 1] in ("'s", "’s"):
        owner = parse_phrase(line, phrase_before(line, k - 1, lo))
    elif k > lo and low[k - 1] in ("’", "'") and k - 2 >= lo and low[k - 2].endswith("s"):
        owner = parse_phrase(line, phrase_before(line, k - 1, lo))
    elif k > lo and low[k - 1] in ("its", "his", "her", "their"):
        pronoun = {"its": "it", "his": "he", "her": "she", "their": "they"}[low[k - 1]]
        owner = Mention(k - 1, k, (k - 1, k), None, None, "unknown", pronoun, pronoun == "they", False, False)
    if low[stop] in ("by", "from") and owner is None:
        source = phrase_after(line, stop + 1, hi)
        if source is not None:
            end = source.stop
            if end < hi and low[end] in ("that", "ranging", "of", "at", "put", "range"):
                return Found((i, stop), cue.lemma, cue.cue_class, source, ((end, hi),), "noun", scope=scope)
        return None
    if owner is not None and (that or low[stop] in ("of", "for") or cue.lemma in ("count", "calculation", "reckoning")):
        if cue.lemma in ("count", "calculation", "reckoning") and not that:
            if not (owner.first - 1 >= lo and low[owner.first - 1] in ("by", "at", "in")):
                return None
            return Found((i, stop), cue.lemma, cue.cue_class, owner, ((lo, owner.first), (stop, hi)), "noun", scope=scope)
        return Found((i, stop), cue.lemma, cue.cue_class, owner, ((stop, hi),), "noun", scope=scope)
    if cue.lemma == "report" and low[i] == "reports" and (that or low[stop] in ("of", "about")):
        first = i
        if i > lo and low[i - 1] in _REPORT_ADJECTIVES:
            first = i - 1
        if not that and (first == lo or low[first - 1] not in _REPORT_VERBS):
            return None
        mention = Mention(first, i + 1, (first, i + 1), None, None, "document", None, True, False, False)
        return Found((i, stop), cue.lemma, cue.cue_class, mention, ((stop, hi),), "noun", scope=scope)
    return None


def _in_poll(line: Line, i: int) -> Found | None:
    """`In a poll by Y, N`; `N in a Y poll`; `by one estimate`."""
    lo, hi = line.bounds(i)
    low, tables, words = line.low, speaker_tables(), classes()
    j = i + 1
    if j >= hi or not (low[j] in words.determiners or low[j] in ("one", "some", "recent", "new", "several") or line.tokens[j].text[0].isupper()):
        return None
    head = None
    for k in range(j, min(hi, j + 9)):
        if not line.tokens[k].word and low[k] not in ("'s", "’s", "/", "&", "-", "’"):
            break
        if low[k] in words.prepositions or (k > j and low[k] in words.pronouns) or is_verb(line, k):
            break
        if low[k] in tables.polls:
            head = k
    if head is None:
        return None
    if low[i] == "by" and low[head] not in ("estimate", "estimates", "tally"):
        return None
    if low[i] == "in" and low[head] not in ("poll", "polls", "survey", "surveys", "polling"):
        return None
    stop = head + 1
    if stop < hi and low[stop] in ("by", "from", "of") and low[i] == "in":
        owner = phrase_after(line, stop + 1, hi)
        if owner is not None:
            stop = owner.stop
    if stop < hi and is_verb(line, stop):
        return None
    source = Mention(j, stop, (j, stop), None, None, "document", None, low[head].endswith("s"), False, False)
    if i == lo or i - lo <= 1:
        comma = next((k for k in range(stop, hi) if low[k] == ","), None)
        if comma is None:
            return None
        content: tuple[Range, ...] = ((comma + 1, hi),)
    else:
        if low[j] in ("the", "that", "this", "each", "every"):
            return None
        content = ((lo, i), (stop, hi))
    return Found((i, i + 1), low[i], "show", source, content, "phrase", scope=line.inside[i])


def _cite(line: Line, found: list[Found]) -> list[Found]:
    """`Y reported, citing Z, that N`: a person or body cited speaks and Y relays; cited data stay data."""
    for i in range(line.n):
        if line.low[i] != "citing":
            continue
        near = bisect_right([report.cue[0] for report in found], i) if len(found) > BESIDE else 0
        host = min(
            (r for r in found[max(0, near - BESIDE) : near + BESIDE] if r.scope == line.inside[i] and r.source is not None and r.pattern != "citing"),
            key=lambda r: abs(r.cue[0] - i),
            default=None,
        )
        cited = phrase_after(line, i + 1, line.bounds(i)[1])
        if host is None or cited is None:
            continue
        at = found.index(host)
        for index, other in enumerate(found[: at + BESIDE]):
            if other.pattern == "noun" and i < other.cue[0] <= cited.stop and host.source is not None:
                # "Y said, citing the fund's forecast of N": Y passes the fund's forecast on
                found[index] = other._replace(relays=(host.source.name, *other.relays))
        if cited.kind in ("document", "unknown"):
            found[at] = host._replace(data=(*host.data, (cited.first, cited.stop)))
            continue
        content: tuple[Range, ...] = ()
        for a, b in host.content:
            content += ((a, i), (cited.stop, b)) if a < i < b else ((a, b),)
        found[at] = host._replace(content=content)
        found.insert(at + 1, Found((i, i + 1), "cite", "report", cited, content, "citing", scope=host.scope))
    return found


def _cut(line: Line, found: list[Found]) -> list[Found]:
    """End the content of each report where a report beside it (not inside it) begins."""
    out: list[Found] = []
    for index, report in enumerate(found):
        content = list(report.content)
        for later in found[index + 1 : index + 1 + BESIDE]:
            if later.scope != report.scope or later.cue[0] <= report.cue[0]:
                continue
            edge = _edge(line, report, later)
            if edge is not None:
                content = [(a, min(b, edge)) for a, b in content if a < edge]
        if report.pattern in ("trail", "inside", "inverted"):
            begin = 0
            for earlier in found[max(0, index - BESIDE) : index]:
                if earlier.scope == report.scope and earlier.pattern in ("trail", "inside", "inverted"):
                    begin = max(begin, earlier.cue[1], earlier.source.stop if earlier.source else 0)
            content = [(max(a, begin), b) for a, b in content if b > begin]
        out.append(report._replace(content=tuple(content)))
    return out


def _edge(line: Line, report: Found, later: Found) -> int | None:
    """Where `report` ends because of `later`, or None where `later` stands inside it."""
    low = line.low
    if later.pattern == "participle":
        return later.cue[0]
    if later.pattern in ("trail", "inside", "inverted") and report.pattern in ("lead", "participle", "noun", "according"):
        first = later.cue[0] if later.source is None else min(later.cue[0], later.source.first)
        return first
    if later.pattern in ("trail", "inverted", "inside"):
        return later.cue[1] if report.pattern in ("trail", "inside", "inverted") else None
    if later.source is None or later.cue_class == "attitude":
        return None
    first = min(later.source.first, later.cue[0], *(relay[0] for relay in later.relays))
    if later.source == report.source and later.cue[0] > report.cue[0] and low[later.cue[0] - 1] in ("and", "but", "also", "then"):
        return later.cue[0] - 1
    if first == 0:
        return None
    before = low[first - 1]
    if before in ("while", "but", "although", "though", "whereas", "and", "as") and report.pattern in ("lead", "participle", "inverted", "trail", "inside"):
        if before == "and" and later.source.pronoun in ("he", "she", "it", "they"):
            return None
        return first - 1
    if before == ";":
        return first - 1
    return None
