"""Reports made by verbs: said, according frames, inversions, participles, passives."""

from __future__ import annotations

from factledger.attribution.cues import Cue, cue_tables
from factledger.attribution.deeds import ACTED, acts, foresees, performs
from factledger.attribution.found import Found, Range
from factledger.attribution.lines import Line
from factledger.attribution.participles import participle, passive_report, quoted, shared_subject
from factledger.attribution.relatives import contact_relative, reduced_relative
from factledger.attribution.sources import phrase_after
from factledger.attribution.speakers import (
    PRONOUNS,
    Mention,
    ends_outlet,
    is_quote,
    is_verb,
    outlet_at,
)
from factledger.attribution.subjects import skip_back, subject_before
from factledger.attribution.tails import (
    after_phrase,
    beside,
    clause_before,
    clause_follows,
    comma_after,
    fronted_medium,
    fronted_outlet,
    goes_on,
    inserted_medium,
    introduces,
    joint_end,
    quote_follows,
    tail,
)
from factledger.attribution.verbhood import has_be, is_noun, is_passive
from factledger.phrases import classes


def verbal(line: Line, v: int, cue: Cue, found: list[Found]) -> Found | None:
    """Return the report of the verb at `v`, whatever its place in the sentence; None where it reports nothing."""
    lo, hi = line.bounds(v)
    low = line.low
    stop = v + 1
    if cue.particle:
        if stop >= hi or low[stop] != cue.particle:
            return None
        if cue.particle != "to":  # the infinitive's, which is content
            stop += 1
    if (
        cue.participle
        and v > lo
        and low[v - 1] in ("after", "before", "without")
        and not (stop < hi and (low[stop] == "that" or is_quote(line.tokens[stop])))
    ):
        return None
    if cue.takes == "quoted" and low[v] == "quoting" and v > lo:
        return quoted(line, v, stop, cue, lo, hi)
    if cue.participle and (v == lo or not has_be(line, v, lo)):
        return participle(line, v, stop, cue, lo, hi, found)
    given = reduced_relative(line, v, cue, lo, hi)
    if given is not None:
        return given
    if is_noun(line, v, lo, hi, cue):
        return None
    previous = low[v - 1] if v > lo else ""
    if cue.lemma == "cite" and previous == "which":
        return None  # "the ministry, which cited records": as `citing` does
    if (v > lo and previous == "to") or (previous in cue_tables().skipped and v - 2 >= lo and low[v - 2] == "to"):
        return None
    if (
        stop < hi
        and low[stop] == "as"
        and low[v].endswith("ed")
        and cue.takes not in ("quoted", "claim")  # "dismissed as propaganda claims that"
        and line.tokens[v - 1].text[0].islower()
        and previous not in PRONOUNS
        and previous not in cue_tables().skipped
    ):
        return None  # "men described as rebels"
    shared = low[stop : stop + 1] == ["to"] and cue.cue_class == "estimate" and low[v].endswith("ed")
    if shared and not is_passive(line, v, lo):
        return None  # "and projected to grow by 40 percent": a passive that shares its verb
    gap = contact_relative(line, v, stop, cue, lo, hi)
    if gap is not None:
        return gap
    passive = (
        is_passive(line, v, lo)
        if low[v].endswith("ed") or low[v] in ("said", "told", "found", "shown", "quoted", "put", "thought", "known")
        else False
    )
    if passive:
        return passive_report(line, v, stop, cue, lo, hi)
    if cue.takes == "quoted" or (cue.lemma == "cite" and "saying" in low[stop : min(hi, stop + 16)]):
        return quoted(line, v, stop, cue, lo, hi)
    if (
        v == lo
        or previous == ","
        or is_quote(line.tokens[v - 1])
        or (previous in ("?", "!", "—", "–", "--", "…", "...", "’", "'") and v > lo)
    ):
        inverted = _inverted(line, v, stop, cue, lo, hi)
        if inverted is not None:
            return inverted
    source = subject_before(line, v, lo)
    handed = source is not None and source.first - 2 > lo and low[source.first - 1] == "by"
    if (cue.cue_class == "show" and (source is None or source.kind != "document")) or (
        handed and source is not None and low[source.first - 2] in cue_tables().relaying
    ):
        # "A video shot in the town showed": the text or data that opens the clause
        opening = phrase_after(line, lo, v)
        if (
            opening is not None
            and opening.kind == "document"
            and not any(
                (is_verb(line, k) and not (k == opening.stop and _participle(line, k)))
                or (not line.tokens[k].word and line.low[k] == ",")
                for k in range(opening.stop, v)
            )
        ):
            source = opening
    if source is None:
        joined, _ = skip_back(line, v, lo)
        if joined > lo and low[joined - 1] in ("and", "but", "then"):
            source = shared_subject(line, v, lo, found)
    if (
        source is None and previous == "," and low[v].endswith(("ed", "id")) and stop < hi
        and low[stop] in ("that", "it", "he", "she", "they")
    ):  # fmt: skip
        source = shared_subject(line, v, lo, found)  # "The firm lost money, announced it would cut jobs and ..."
    if (
        source is not None and source.kind == "unknown" and source.pronoun is None
        and cue.cue_class in ("expect", "estimate") and low[v].endswith("ed") and stop < hi and low[stop] != "that"
    ):  # fmt: skip
        return None
    if source is None or (source.kind == "unknown" and source.pronoun is None and not _plausible(line, source)):
        if (
            source is None
            and found
            and found[-1].scope == line.inside[v]
            and previous in ("and", "but", "then", "also")
        ):
            source = found[-1].source
        if source is None or (source.kind == "unknown" and not _plausible(line, source)):
            return None
    if low[v] in cue_tables().nouns and low[v] == cue.lemma and low[source.first] in ("a", "an", "another", "each"):
        return None  # "a bank estimate": the noun
    if (
        source.kind == "unknown"
        and source.pronoun is None
        and low[v].endswith("ed")
        and stop < hi
        and (low[stop] in cue_tables().temporal or low[stop] in ("in", "on", "at", "by", "for", "during", "under"))
    ):
        return None  # "the cuts announced Wednesday"
    return _frame(line, v, stop, cue, lo, hi, source)


def _participle(line: Line, k: int) -> bool:
    """Whether the verb at `k`, right after a noun, is a participle: `taken on Monday`, `seen by the Gazette`."""
    return line.low[k + 1] in classes().prepositions and line.low[k].endswith(("ed", "en", "wn", "de"))


def _plausible(line: Line, source: Mention) -> bool:
    """Whether an unknown lower-case phrase may speak: a short definite or plural one."""
    return (
        source.pronoun is not None
        or line.low[source.first] in classes().determiners
        or source.stop - source.first <= 4
    )


def _inverted(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int) -> Found | None:
    """`N, said Y` and `Said Y: N`."""
    if cue.cue_class == "attitude" or cue.takes in ("tell", "doc", "figure", "put", "accuse", "claim", "toll"):
        return None
    if stop >= hi:
        return None
    at = stop
    while at < hi and line.low[at] in cue_tables().skipped:
        at += 1
    early: tuple[Range, ...] = ()
    if at < hi and line.low[at] == "in" and v > lo:
        early, _, comma = tail(line, at, hi)
        if not early or comma >= hi or line.low[comma] != ",":
            return None
        at = comma + 1  # "N," said in a statement Ann Lee, ...
    token = line.tokens[at] if at < hi else None
    if token is None or not token.word:
        return None
    if token.low in ("that", "it", "there", "to", "at", "about", "more"):
        return None
    source = phrase_after(line, at, hi)
    quoted = (v > lo and is_quote(line.tokens[v - 1])) or (v - 2 >= lo and is_quote(line.tokens[v - 2]))
    # behind a quotation whoever it is speaks: "...," shouted a senior bystander
    met = quoted and token.low in ("a", "an", "one", "the") and source is not None and source.stop - at <= 5
    if source is None or (source.kind == "unknown" and not met and source.pronoun not in ("he", "she", "they")):
        return None
    if token.text[0].islower() and source.kind == "unknown" and not met:
        return None
    if v > lo and not quoted:
        closed = source.stop
        if closed + 2 < hi and line.low[closed] == "(" and line.low[closed + 2] == ")":
            closed += 3  # "said the World Food Programme (WFP) on Monday"
        _, _, after_source = tail(line, closed, hi)
        if (
            after_source < hi
            and line.low[after_source] not in (",", ".", ";", "who", "and", ")")
            and not (source.named and line.low[after_source] in ("—", "–", "--"))
        ):
            return None
    if v == lo:
        # "Said the agency in a release, '...'"
        if (line.tokens[v].text[0].islower() or cue.lemma != "say") and not (v > 0 and is_quote(line.tokens[v - 1])):
            return None
        after = comma_after(line, source.stop, hi)
        content: list[Range] = [(after, hi)]
    else:
        content = [(lo, v)]
        end = after_phrase(line, source.stop, hi)
        if end < hi and line.low[end] in (",", ":") and end + 1 < hi and is_quote(line.tokens[end + 1]):
            content.append((end + 1, hi))
        else:
            quote = next((k for k in range(source.stop, hi) if is_quote(line.tokens[k])), None)
            if quote is not None and not any(low in cue_tables().verbs for low in line.low[source.stop : quote]):
                content.append((quote, hi))
    media, recipient, _ = tail(line, source.stop, hi)
    return Found(
        (v, stop),
        cue.lemma,
        cue.cue_class,
        source,
        tuple(content),
        "inverted",
        early + media,
        recipient,
        scope=line.inside[v],
    )


def _frame(line: Line, v: int, stop: int, cue: Cue, lo: int, hi: int, source: Mention) -> Found | None:
    """Place the content of a verb with its subject before it: after the cue, before it, or on both sides."""
    low = line.low
    negative = not cue_tables().negations.isdisjoint(low[max(lo, v - 4) : v])
    documentary = source.kind in ("document", "outlet", "collective") or source.pronoun in (
        "it",
        "they",
        "which",
        "we",
        "that",
    )
    stating = source.kind in ("document", "outlet") or (source.kind == "collective" and source.named)
    counting = documentary or source.named or source.pronoun or source.kind == "person"
    if (
        cue.takes == "doc"
        and not (stating or (counting and cue.cue_class != "show"))
        and not clause_follows(line, stop, hi)
    ):
        return None  # "the survey found 40 cases" states, "the boys found 40 coins" does not
    if (
        cue.lemma == "find"
        and source.kind == "unknown"
        and source.pronoun is None
        and low[stop : stop + 1] != ["that"]
    ):
        return None  # "its boat found no trace of 40 people"
    if (
        cue.lemma == "find"
        and source.kind == "collective"
        and not clause_follows(line, stop, hi)
        and not quote_follows(line, stop, hi)
    ):
        return None  # "the coast guard found 40 bodies"
    if (
        source.kind == "unknown"
        and source.pronoun is None
        and low[source.first] not in classes().determiners | {"one", "other"}
    ) and not (stop < hi and low[stop] == "that"):
        return None
    if cue.lemma == "see" and not foresees(line, stop, hi):
        return None
    if cue.lemma == "claim" and performs(line, stop, hi):
        return None
    if (
        cue.takes == "figure"
        and source.kind != "document"
        and (
            not any(w in cue_tables().figures for w in low[stop : min(hi, stop + 7)])
            or any(w in ("$", "€", "£") for w in low[stop : min(hi, stop + 7)])
        )
    ):
        return None
    if cue.takes == "figure" and source.kind == "unknown":
        return None
    if cue.lemma == "claim" and low[source.stop - 1] in cue_tables().forces and not clause_follows(line, stop, hi):
        return None  # the storm claimed 40 homes
    if cue.lemma in ACTED and acts(line, stop, hi, cue.lemma):
        return None
    recipient: Range | None = None
    at = stop
    if cue.takes == "tell":
        outlet = outlet_at(line, at, hi)
        who = phrase_after(line, at, hi) if outlet == at else None
        if outlet > at:
            recipient, at = (at, outlet), outlet  # told USA Today that
        elif who is not None:
            end_of = next((k for k in range(who.first + 1, who.stop) if _told_ends(line, k)), who.stop)
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
        if not any(
            low[k] in ("at", "closer", "high", "low", "above", "below", "nearer")
            or (low[k] == "on" and k + 1 < hi and low[k + 1][0].isdigit())
            for k in range(stop, min(hi, stop + 14))
        ) and not any(
            low[k] == "at" and (low[k + 1][0].isdigit() or low[k + 1] in cue_tables().amount_openers)
            for k in range(stop, min(hi - 1, stop + 30))
        ):
            return None
        if source.kind == "unknown" and not source.pronoun:
            return None
        return Found((v, stop), cue.lemma, cue.cue_class, source, ((stop, hi),), "lead", scope=line.inside[v])
    if cue.takes == "toll":
        nearby = low[stop : min(hi, stop + 10)]
        if not any(word in cue_tables().figures for word in nearby) or "to" not in low[stop : min(hi, stop + 16)]:
            return None
        if source.kind == "unknown" and source.pronoun is None:
            return None
        return Found((v, stop), cue.lemma, cue.cue_class, source, ((stop, hi),), "lead", scope=line.inside[v])
    if cue.takes == "claim" and not any(
        low[k] in cue_tables().nouns or low[k] in ("suggestions", "that") for k in range(stop, min(hi, stop + 8))
    ):
        return None
    media, to_whom, end = tail(line, at, hi)
    recipient = recipient or to_whom
    media = (
        fronted_outlet(line, lo, source.first)
        or fronted_medium(line, lo, source.first)
        or inserted_medium(line, source.stop, v)
    ) + media
    if (
        cue.lemma == "say"
        and end < hi
        and low[end].endswith("ing")
        and source.first - lo >= 4
        and clause_before(line, lo, source.first)
    ):
        # "N, the group said updating an earlier toll"
        return _trailing(line, v, cue_stop, cue, lo, hi, source, end, media, recipient, negative)
    scope = line.inside[v]
    first = source.first
    before = first > lo and low[first - 1] in (",", "”", '"', "''", "»", "?", "!", "—", "–", "--")
    end = joint_end(line, end, hi)
    rest = end >= hi or (line.tokens[end].text in (".", "!", "?") and end + 1 >= hi)
    have_before = first - lo >= 2
    subordinate = first > lo and low[first - 1] in (
        "as",
        "that",
        "while",
        "but",
        "and",
        "because",
        "what",
        "when",
        "after",
        "if",
        "which",
        "though",
        "although",
    )
    if cue.cue_class != "attitude" and have_before and not subordinate:
        ends = (
            rest
            or low[end] in (";", ")", "—", "–", "--")
            or (low[end] in (",", "citing", "quoting") and before)
            or (is_quote(line.tokens[end]) and before)
            or (before and beside(line, end, hi))
        )
        if cue.takes == "quote" and not any(is_quote(line.tokens[k]) for k in range(max(lo, first - 2), first)):
            ends = False
        if ends and (before or (rest and clause_before(line, lo, first))):
            return _trailing(line, v, cue_stop, cue, lo, hi, source, end, media, recipient, negative)
    if (
        subordinate
        and rest
        and low[first - 1] == "as"
        and have_before
        and cue.takes in ("any", "that", "tell", "out")
    ):
        return _trailing(line, v, cue_stop, cue, lo, hi, source, end, media, recipient, negative)
    colon = not (rest and not (stop < hi and low[stop] == ":"))
    if not colon and end >= hi - 1 and not quote_follows(line, stop, hi):
        # nothing follows but a colon-less end: "He said." keeps no content, but a quotation after it may be his
        if cue.takes in ("any", "that", "quote", "out", "tell") and cue.cue_class != "attitude":
            return Found(
                (v, cue_stop),
                cue.lemma,
                cue.cue_class,
                source,
                (),
                "bare",
                media,
                recipient,
                negative=negative,
                scope=scope,
            )
        return None
    if cue.takes in ("that", "quote", "out", "strict") and not introduces(line, v, stop, end, hi, cue):
        return None
    if cue.lemma == "add" and low[stop][0].isdigit() and source.kind != "person" and source.pronoun is None:
        return None  # "health care companies added 71,000"
    content_stop = hi
    content_start = at
    fronted: tuple[Range, ...] = ()
    if low[lo] in ("of", "among") and first - lo < 30 and low[first - 1] == "," and scope < 0:
        fronted = ((lo, first - 1),)  # "Of the 48 hostages, officials say, 20 are alive"
    if end < hi and low[end] == "," and first > lo and low[first - 1] == "as" and first - 1 - lo <= 1:
        # "As the mayor explained, N"
        return Found(
            (v, cue_stop), cue.lemma, cue.cue_class, source, ((end + 1, hi),), "lead", media, recipient, scope=scope
        )
    if (
        low[max(lo, first - 1)] in cue_tables().fronted
        and first - 1 - lo <= 1
        and first > lo
        and not line.inside[v] >= 0
    ):
        # "Although Y denied that N, ..." : the main clause is the article's own
        content_stop = next((k for k in range(at, hi) if low[k] == ","), hi)
    return Found(
        (v, cue_stop),
        cue.lemma,
        cue.cue_class,
        source,
        (*fronted, (content_start, content_stop)),
        "lead",
        media,
        recipient,
        negative=negative,
        scope=scope,
    )


def _told_ends(line: Line, k: int) -> bool:
    """Whether the words for who is told end before `k`: at a preposition or an amount ("told AFP just 12 ...")."""
    low, tables = line.low[k], cue_tables()
    if ends_outlet(line, k + 1):
        return False  # "told France24 that"
    if low in ("by", "in", "on", "at", "during", "from", "via") or low in tables.amount_openers:
        return True
    if low in tables.counts or low[0].isdigit():
        return not (low[0].isdigit() and line.low[k - 1] in ("channel", "radio", "article", "chapter"))
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
        if after < hi and (is_quote(line.tokens[after]) or goes_on(line, after, hi, lo, source.first)):
            content.append((after, hi))
            pattern = "inside"
    elif end < hi and is_quote(line.tokens[end]):
        content.append((end, hi))
        pattern = "inside"
    elif end < hi and line.low[end] == ";":
        content.append((end + 1, hi))  # "N, she said; N"
        pattern = "inside"
    return Found(
        (v, cue_stop),
        cue.lemma,
        cue.cue_class,
        source,
        tuple(content),
        pattern,
        media,
        recipient,
        negative=negative,
        scope=line.inside[v],
    )
