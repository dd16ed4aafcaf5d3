"""What stands around a cue without being content: dates, places, channels, recipients; where content goes on."""

from __future__ import annotations

from factledger.attribution.cues import Cue, cue_tables
from factledger.attribution.found import Range
from factledger.attribution.lines import Line
from factledger.attribution.speakers import is_adverb, is_quote, is_verb, speaker_tables
from factledger.phrases import classes

_CONTENT_OPENERS = frozenset({"that", "how", "“", '"', "''", "„", "«", ":", "‘"})


def tail(line: Line, i: int, hi: int) -> tuple[tuple[Range, ...], Range | None, int]:
    """Go over what follows a cue without being content: dates, places, media, recipients.

    Returns the media named, the recipient, and the index of the first token that is none of these.
    """
    _tables, cues, _words = speaker_tables(), cue_tables(), classes()
    media: list[Range] = []
    recipient: Range | None = None
    low = line.low
    while i < hi:
        word = low[i]
        if (
            word in cues.temporal
            or word in ("ago", "again", "afterwards", "afterward", "there", "here", "angrily", "flatly", "simply")
            or is_adverb(line, i)
        ):
            i += 1
            continue
        if word[0].isdigit() and i > 0 and low[i - 1] in cues.temporal:
            i += 1
            continue
        if word == "," and i + 1 < hi and low[i + 1][0].isdigit() and len(low[i + 1]) == 4:
            i += 2
            continue
        if word in cue_tables().tail_prepositions and not _bounds_amount(line, i, hi):
            j = _pp_end(line, i, hi)
            if j is None:
                break
            _media(line, i, j, media)
            if word == "to" and recipient is None and j - i > 1:
                recipient = (i + 1, j)
            i = j
            continue
        break
    return tuple(one for one in media if not _talk(line, *one)), recipient, i


def _talk(line: Line, first: int, stop: int) -> bool:
    """Whether a range is a bare talk with nobody named, which passes nothing on: `in an interview`."""
    return line.low[stop - 1] in ("interview", "interviews") and all(
        line.tokens[k].text[0].islower() for k in range(first, stop)
    )


def _bounds_amount(line: Line, i: int, hi: int) -> bool:
    """Whether the preposition at `i` belongs to an amount, which is content: `at least 40`, `between 40 and 50`."""
    if i + 1 >= hi:
        return False
    after = line.low[i + 1]
    if line.low[i] == "at":
        return after in ("least", "most")
    return line.low[i] in ("between", "over", "under") and (after[0].isdigit() or after in cue_tables().counts)


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
            break
        if (
            low in ("that", "which", "who", "while", "as", "but", "because", "when", "if", "and", "how")
            and low != "and"
        ):
            break
        if j > i + 1 and _complete(line, j):
            break
        if low in words.pronouns and low not in ("it",):
            return None
        if token.text[0].islower() and (low in words.modals or low in words.auxiliaries or is_verb(line, j)):
            if j + 1 < hi and line.low[j + 1] in ("by", "up", "to") and low in words.past:
                j += 1
                continue
            return None
        if low in cue_tables().tail_prepositions and j > i + 1:
            break
        j += 1
    return j if j > i + 1 else None


def _complete(line: Line, j: int) -> bool:
    """Whether a channel ends before the word at `j`, with which a clause begins: `in an email the cost of ...`."""
    words, tables = classes(), speaker_tables()
    before, token = line.low[j - 1], line.tokens[j]
    if (
        before not in tables.said_in
        and before not in tables.channels
        and line.tokens[j - 1].text not in tables.media_names
    ):
        return False
    named = before in tables.channels and line.tokens[j - 1].text[0].isupper() and token.text[0].isupper()
    if token.text in tables.media_names or named:
        return False  # "on the messaging platform Telegram", "on Radio Ibis": its name
    if token.text in ("Live", "Spaces", "Stories"):
        return False  # "on Facebook Live"
    if token.low in words.determiners or token.low in words.pronouns or token.low in words.adverbs:
        return True
    if token.text[0].isdigit() or token.low in cue_tables().amount_openers or token.low in cue_tables().counts:
        return True
    return token.text[0].isupper() and token.low not in cue_tables().temporal and token.text[0] != before[0]


def _media(line: Line, first: int, stop: int, media: list[Range]) -> None:
    """Add the channel that a prepositional phrase names: `in a Facebook post`, `on Twitter`."""
    tables = speaker_tables()
    word = line.low[first]
    before = line.low[first - 1]
    spoken = (word in ("with", "to", "for") and before in tables.outlet_talks) or (
        word == "by" and before in cue_tables().relaying
    )
    if spoken and is_outlet(line, first + 1, stop):
        if word != "by" and media and media[-1][1] == first:
            media.pop()  # the talk itself
        media.append((first + 1, stop))  # "in an interview with OUTLET", "in comments carried by OUTLET"
        return
    if word not in ("in", "on", "via", "through", "by"):
        return
    if word == "on" and media and media[-1][1] == first - 1 and line.low[first - 1].endswith("ed"):
        media[-1] = (media[-1][0], stop)  # "in a report published on its website": one text
        return
    if word not in ("in", "by"):
        for k in range(first + 1, stop):
            if line.tokens[k].text in tables.media_names or line.low[k] in tables.channels:
                media.append((first + 1, stop))
                return
    head = stop - 1
    if line.low[head].endswith("ed") and head > first + 2:
        head -= 1  # "in a report published on its website"
    if word in ("in", "via", "through", "by") and line.low[head] in tables.said_in and stop - first > 1:
        media.append((first + 1, head + 1))


def is_outlet(line: Line, first: int, stop: int) -> bool:
    """Whether a phrase names a news outlet or speaks of one: `state broadcaster ZBC`, `a local radio station`."""
    tables, low = speaker_tables(), line.low
    whole = stop - first
    own = low[first : first + 1] == ["the"]
    while first < stop and low[first] in classes().determiners:
        first += 1
    if first >= stop:
        return False
    last = low[stop - 1]
    capital = line.tokens[first].text[0].isupper()
    if stop - first > 1:
        if capital and (
            last in tables.outlet_heads or last in tables.outlet_words or low[first] in tables.outlet_firsts
        ):
            return True
        for k in range(first + 1, stop):
            # "the state-run Lens news agency", "German broadcaster ARD", "a local radio station"
            if low[k] in tables.outlet_words and low[k] not in tables.outlet_placed:
                return True
            if (low[k] == "agency" and low[k - 1] == "news") or (
                low[k] in tables.outlet_placed and low[k - 1] in tables.outlet_air
            ):
                return True
        if (
            last in tables.outlet_issued
            and line.tokens[stop - 1].text.islower()
            and line.tokens[stop - 2].text[0].isupper()
        ):
            return True  # "the Lens channel", "RFI's Swahili service"; the Crime Agency is none
        if (
            low[first] in tables.outlet_words
            and last not in tables.nounish
            and line.tokens[stop - 1].text[0].isupper()
        ):
            return not own or whole > 2  # "broadcaster ARD", "the newspaper Lens"
    for end in range(first + 1, min(stop, first + 4) + 1):
        name = line.text(first, end)
        if (
            (capital or name.islower())  # dpa
            and (name in tables.outlet_names or (own and f"The {name}" in tables.outlet_names))
            and (end == stop or low[end] in ("'s", "’s", "news", "television", "tv"))
        ):
            return True
    return False


def fronted_outlet(line: Line, lo: int, stop: int) -> tuple[Range, ...]:
    """`In an interview with OUTLET, Y said`, `Speaking to OUTLET, Y said`: who was spoken to, before the comma."""
    if stop - lo < 3 or line.low[lo] not in ("in", "speaking", "talking", "writing", "posting", "appearing"):
        return ()
    tables = speaker_tables()
    if line.low[lo] == "in" and tables.outlet_talks.isdisjoint(line.low[lo + 1 : min(stop, lo + 5)]):
        return ()
    for k in range(lo + 1, min(stop - 1, lo + 9)):
        if line.low[k] not in ("to", "with", "on") and not (
            line.low[k] == "by" and line.low[k - 1] in cue_tables().relaying
        ):
            continue
        end = k + 1
        while (
            end < stop
            and line.tokens[end].word
            and (line.tokens[end].text[0].isupper() or end == k + 1 or not _starts(line, end))
        ):
            end += 1
        while end > k + 1 and line.low[end - 1] in cue_tables().temporal:
            end -= 1
        if end > k + 1 and is_outlet(line, k + 1, end):
            return ((k + 1, end),)
        if line.low[k] == "on" and line.low[lo] != "in":
            end = next((j for j in range(k + 1, min(stop, k + 5)) if not line.tokens[j].word), k + 1)
            if end > k + 1 and (
                line.low[end - 1] in tables.channels or line.tokens[end - 1].text in tables.media_names
            ):
                return ((k + 1, end),)
    return ()


def _starts(line: Line, at: int) -> bool:
    """Whether the lower-case word at `at` does not belong to an outlet's name: a preposition, a verb, a date."""
    low = line.low[at]
    return (
        low in classes().prepositions
        or low in cue_tables().temporal
        or low.endswith("ed")
        or is_verb(line, at)
        or (low == "broadcast" or low in cue_tables().relaying)
    )


def fronted_medium(line: Line, lo: int, stop: int) -> tuple[Range, ...]:
    """`In a statement on Monday, Y said`: the channel before the source."""
    if stop - lo < 3 or line.low[lo] not in ("in", "on", "via", "through"):
        return ()
    tables = speaker_tables()
    channels = tables.channels if line.low[lo] != "in" else frozenset()
    for k in range(lo + 1, min(stop, lo + 8)):
        if line.low[k] in tables.said_in or line.low[k] in channels:
            return () if _talk(line, lo + 1, k + 1) else ((lo + 1, k + 1),)
        if channels and line.tokens[k].text in tables.media_names:
            return ((lo + 1, k + 1),)
        if not line.tokens[k].word or line.low[k] in classes().prepositions:
            break
    return ()


def inserted_medium(line: Line, comma: int, v: int) -> tuple[Range, ...]:
    """`Y, in a statement on Monday, said N`, `Y, speaking to OUTLET, said N`: between the commas before the cue."""
    if v - comma < 4 or line.low[comma] != ",":
        return ()
    return fronted_outlet(line, comma + 1, v - 1) or fronted_medium(line, comma + 1, v - 1)


def comma_after(line: Line, i: int, hi: int) -> int:
    """The index after the comma that closes a source phrase which begins before `i`; `hi` where none stands."""
    while i < hi:
        if line.low[i] == ",":
            return i + 1
        if is_quote(line.tokens[i]):
            return i
        i += 1
    return hi


def after_phrase(line: Line, i: int, hi: int) -> int:
    """Return the index of the first mark that closes a source phrase at `i`."""
    while i < hi and line.low[i] not in (",", ":", ".", ";") and not is_quote(line.tokens[i]):
        i += 1
    return i


def goes_on(line: Line, at: int, hi: int, lo: int, stop: int) -> bool:
    """Whether the words from `at` go on with the clause that a parenthetical interrupted (no clause of their own)."""
    if at >= hi or not line.tokens[at].word:
        return False
    words = classes()
    low = line.low[at]
    if line.low[lo] in cue_tables().fronted or (
        line.low[lo] in words.prepositions and "," not in line.low[lo : stop - 1]
    ):
        return low not in ("who", "which", "whose", "adding", "citing", "noting", "saying")
    if low.endswith("ing") and low not in cue_tables().verbs:
        closed = any(is_quote(line.tokens[k]) for k in range(max(lo, stop - 2), stop))
        return not closed and low not in cue_tables().commenting
    if low in (
        "who",
        "which",
        "whose",
        "where",
        "adding",
        "citing",
        "noting",
        "saying",
        "a",
        "an",
        "while",
        "although",
        "though",
        "according",
    ):
        return False
    if low in words.auxiliaries or low in words.modals or is_verb(line, at) or low.endswith("ed"):
        return True
    if low[0].isdigit() or low in cue_tables().counts or low == "including":
        return True  # "310 people were hurt, the agency said, 96 in Java and 124 in Bali"
    # No finite verb before the parenthetical: the clause still needs one.
    return not any(is_verb(line, k) or line.low[k].endswith("ed") for k in range(lo, stop)) or low in (
        "and",
        "but",
        "or",
        "with",
        "up",
        "down",
        "compared",
        "because",
        "so",
        "that",
        "when",
        "if",
    )


def beside(line: Line, at: int, hi: int) -> bool:
    """Whether what follows a closed quotation's cue tells of the scene: `as hundreds left`, `30 minutes into it`.

    Content is complete there; without this the words after the cue would be taken for it.
    """
    low = line.low
    if low[at] in cue_tables().scene_openers:
        return True
    return at + 2 < hi and line.tokens[at].text[0].isdigit() and low[at + 2] in cue_tables().scene_links


def clause_follows(line: Line, stop: int, hi: int) -> bool:
    """Whether a clause (with `that`, or with its own verb soon) follows rather than a bare object."""
    if stop < hi and line.low[stop] == "that":
        return True
    end = next((k for k in range(stop, min(hi, stop + 9)) if line.low[k] in (";", ":")), hi)
    return any(is_verb(line, k) for k in range(stop + 1, min(end, stop + 9)))


def joint_end(line: Line, end: int, hi: int) -> int:
    """`N, traders said and our calculations showed.`: go over a second source and cue at the sentence's end."""
    if end >= hi or line.low[end] != "and":
        return end
    for k in range(end + 2, min(hi, end + 9)):
        if line.low[k] in cue_tables().verbs:
            _, _, stop = tail(line, k + 1, hi)
            return stop if stop >= hi - 1 else end
    return end


def clause_before(line: Line, lo: int, stop: int) -> bool:
    """Whether a clause with a verb stands before a comma-less trailing report."""
    return any(is_verb(line, k) or line.low[k].endswith("ed") for k in range(lo, stop))


def quote_follows(line: Line, first: int, hi: int) -> bool:
    """Whether a quotation mark or colon stands in the range."""
    return any(is_quote(line.tokens[k]) or line.low[k] == ":" for k in range(first, hi))


def introduces(line: Line, v: int, stop: int, end: int, hi: int, cue: Cue) -> bool:
    """Whether what follows a verb that needs `that` or a quotation is one."""
    low = line.low
    if cue.takes == "strict":
        # Right after the verb, or after the date, the place and the channel that follow it.
        return any(k < hi and low[k] in _CONTENT_OPENERS for k in (stop, stop + 1, end) if k <= end)
    for k in range(stop, min(hi, stop + (3 if cue.takes == "quote" else 16))):
        if low[k] in _CONTENT_OPENERS:
            return True
        if cue.takes not in ("quote", "strict") and k - stop < 12 and (is_verb(line, k)) and k > stop:
            return True
        if low[k] in (";", "."):
            return False
    return False
