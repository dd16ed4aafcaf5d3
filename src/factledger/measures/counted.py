"""The noun phrase that a quantity counts: after it, before it, or left out."""

from __future__ import annotations

from typing import NamedTuple

from factledger.gazetteer import gazetteer
from factledger.measures.frame import Frame, Slot
from factledger.measures.table import Noun, Table, word_list

_MORE = word_list("more")
_THEM = word_list("them")
_TIME = word_list("times_behind")
#: Heads that only count or divide: what they are `of` is part of the phrase.
_PARTITIVE = word_list("partitive")


_ACTIVE = word_list("active")
_OWNING = frozenset(("these", "those", "his", "her", "their", "our", "its", "my", "your"))
_SHARING = word_list("sharing")
_EARLY = word_list("early")
_COMPOUND = frozenset(("related", "linked", "induced"))  # "81 measles related deaths"
_FACING = frozenset(("face", "need", "lack", "suffer", "require"))
_DATING = frozenset(("last", "this", "next", "yesterday", "overnight", "today"))
_WORN = frozenset(("mask", "masks", "covering", "coverings", "shield", "shields"))
_SAYERS = word_list("sayers")
_SAYING = frozenset(("said", "say", "says"))
_MONTHS = word_list("month_verbs")
#: Adjectives that follow their noun: they end the phrase (`fighters ready to`, `people alive`).
_AFTER_NOUN = word_list("after_noun")
_NOT_COUNTED = word_list("not_counted")


class Phrase(NamedTuple):
    """A counted phrase: tokens `first` to `stop`, its head's index; `end` is where reading goes on behind it.

    `elided` says that no noun stands there; `pronoun` that it is "of them", "of those", "of whom".
    """

    first: int
    stop: int
    head: int
    end: int
    elided: bool
    pronoun: bool
    other: bool


def _is_named(frame: Frame, i: int) -> bool:
    """Whether the word at `i` begins the name of a place or its people: New Zealand, not new arrivals."""
    known = gazetteer().known
    names = (" ".join(token.text for token in frame.tokens[i:stop]) for stop in (i + 2, i + 3))
    return frame.tokens[i].text[0].isupper() and any(
        {name, name.removesuffix("s").removesuffix("er")} & known for name in names
    )


def phrase_after(frame: Frame, slot: Slot, lexicon: Table) -> Phrase:
    """Return the noun phrase behind a quantity; `elided` where there is none."""
    lows, tags, tokens = frame.lows, frame.tags, frame.tokens
    count = len(tokens)
    i = frame.bounded.get(slot.stop, slot.stop)  # 40 or more boats, 40-odd boats
    other = False
    seen_of = False
    owned = -1  # the "these" of "most of these civilians" belongs to the phrase
    while i < count:
        low = lows[i]
        if low == "of" and not seen_of:
            seen_of = True
            i += 1
            while i < count and (lows[i] == "all" or (tags[i] == "D" and lows[i] not in _THEM)):
                i += 1
            if (
                i < count
                and lows[i] in _THEM
                and (i + 1 >= count or tags[i + 1] not in "N" or lows[i] in ("them", "whom"))
            ):
                return Phrase(i, i + 1, i, i + 1, True, True, other)
            while i < count and tags[i] == "D":
                owned = i if lows[i] in _OWNING else owned
                i += 1
            continue
        if tags[i] == '"' and not seen_of and i + 1 < count and (lows[i + 1] == "of" or i == slot.stop):
            i += 1
            continue
        if (
            tags[i] == "Q"
            and i == slot.stop
            and lows[frame.slot_at[i].stop - 1].isalpha()
            and frame.slot_at[i].stop - i > 1
        ):
            i = frame.slot_at[i].stop  # "two 40-mile convoys"
            continue
        if low in _MORE and not (
            low == "new" and i + 1 < count and ((not seen_of and tags[i + 1] not in "NVG") or _is_named(frame, i))
        ):
            if low == "or" and not (i + 1 < count and lows[i + 1] in ("more", "so", "less", "fewer")):
                break
            if low in ("more", "less", "fewer") and i + 1 < count and lows[i + 1] == "than":
                break
            if low == "others":
                return Phrase(i, i + 1, i, i + 1, False, False, True)
            other = other or low in ("more", "other", "further", "additional")
            i += 1
            continue
        break
    first = i
    while (
        i < count
        and not seen_of
        and not other
        and lows[slot.stop - 1] in _SHARING
        and tags[i] == "D"
        and lows[i] in ("the", "its", "their", "his", "her", "this", "a")
    ):
        i += 1  # "half the funding"
    begin = i
    verb = lexicon.verbs.get(lows[slot.before]) if slot.first else None
    particles = () if verb is None else tuple(use.particle for use in verb.uses if use.particle)
    while i < count:
        tag, low = tags[i], lows[i]
        if i > begin and i in frame.trailing:
            break
        if low in particles and i > begin and tags[i + 1 : i + 2] not in (["N"], ["-"], ["s"]):
            break  # "took 40 hikers captive"
        if lows[i + 2 : i + 3] in (["ago"], ["earlier"]) and tag in "NQ":
            break  # "40 homes ten days ago"
        if tag == "N":
            if i > begin and tags[i - 1] == "N" and _said_of(frame, i, lexicon):
                break  # "left 40 villagers thirsty"
            if i > begin and (
                (low in _TIME and (tokens[i].capital or low not in _MONTHS))
                or (
                    low in _AFTER_NOUN
                    and tags[i - 1] != "R"
                    and not (low in lexicon.states and tags[i + 1 : i + 2] == ["N"])
                )
            ):
                break
            if i > begin and i + 1 < count and lows[i + 1] in _SAYING and tags[i - 1] == "N" and low in _SAYERS:
                break  # "the 3,500 marchers [police] said came"
            if i == begin and not seen_of and low in _FACING and i + 1 < count and tags[i + 1] in "ND" and (
                lows[i + 1] not in _WORN and lows[slot.first] not in ("one", "1")
            ):  # fmt: skip
                break  # "six face charges", "forty need help"
            if i == begin and (
                (not seen_of and _headline_verb(frame, slot, i, lexicon))
                or (not seen_of and (low in _EARLY or (low in _TIME and tokens[i].capital and low not in _MONTHS)))
            ):
                break
            i += 1
        elif tag == "s":
            if i == begin or i + 1 >= count or tags[i + 1] not in "NVGQR":
                break
            i += 1
            if seen_of and tags[i] == "Q" and frame.slot_at[i].stop < count and tags[frame.slot_at[i].stop] == "N":
                i = begin = frame.slot_at[i].stop  # "330 of the hotel's 397 rooms"
        elif tag in "VG":
            if i > begin and "ago" in lows[i + 2 : i + 4]:
                break  # "left 40 schools damaged ten days ago"
            after = tags[i + 1] if i + 1 < count else ";"
            if i == begin:
                if not (_modifies(frame, i, lexicon) or (seen_of and low in lexicon.states)):
                    break
            elif not (
                after == "N"
                and (tags[i - 1] == "R" or (i == begin + 1 and _adjective(frame, i - 1, lexicon)) or low in _COMPOUND)
            ) and not (low.endswith(("ing", "ed")) and after == "N" and tags[i - 1] == "-"):
                break
            i += 1
        elif tag == "R":
            if i > begin and tags[i - 1] == "s" and i + 2 < count and tags[i + 1] == "V" and tags[i + 2] == "N":
                i += 1  # "the world's forcibly displaced people"
                continue
            # "acutely food insecure people", "newly displaced families"
            if (
                i + 2 < count and low.endswith("ly") and tags[i + 1] in "NV" and tags[i + 2] == "N" and i == begin
            ) or (low in ("most", "very", "internally") and i + 1 < count and tags[i + 1] in "NV" and i == begin):
                i += 1
            else:
                break
        elif (tag == "-" and i > begin and i + 1 < count and tokens[i].start == tokens[i - 1].end) or (
            tag == "C" and low != "nor" and i > begin and _joins(frame, i)
        ):
            i += 1
        elif tag == '"' and i == begin and i + 1 < count and tags[i + 1] in "NV":
            i += 1
            begin = i
        elif tag == "(" and i == begin and i + 2 < count and tags[i + 2] == ")":
            i += 3
            begin = i
        else:
            break
    if i == begin or (i == begin + 1 and not seen_of and lows[begin] in _NOT_COUNTED):
        return Phrase(first, first, first, first, True, False, other)
    begin = first if tags[first] == "D" or first == begin else begin
    while i > begin + 1 and tags[i - 1] in "-RDs":
        i -= 1
    head = i - 1
    stop = i
    if stop + 1 < count and lows[stop] in ("of", "against") and (
        " ".join(lows[head : head + 3]) in lexicon.nouns
    ):  # fmt: skip
        head, stop = head + 2, stop + 2  # prisoners of war, crimes against humanity
    if head < count and lows[head] in _PARTITIVE and i + 1 < count and lows[i] == "of":
        j = i + 1
        while j < count and tags[j] == "D":
            j += 1
        k = j
        while k < count and tags[k] in "NV" and not (tags[k] == "V" and k > j):
            k += 1
        if k > j:
            stop = k
    end = frame.trailing.get(stop, stop)
    return Phrase(owned if 0 <= owned == begin - 1 else begin, stop, head, end, False, False, other)


def phrase_bounds(frame: Frame, i: int) -> tuple[int, int]:
    """Return the noun phrase that starts at or right after token `i` (determiners skipped)."""
    tags, lows = frame.tags, frame.lows
    count = len(tags)
    while i < count and (tags[i] in 'D"Rs' or lows[i] in ("total", "combined")):
        i += 1
    first = i
    while i < count:
        tag = tags[i]
        inside = i > first and (tag == "-" or (tag == "C" and _joins(frame, i)))
        if (
            i > first
            and lows[i] in _TIME
            and (frame.tokens[i].capital or lows[i] not in _MONTHS)
            and not lows[i].endswith("ly")  # "the monthly fee", where the table knows it
        ):
            break
        if not (inside or tag in "Ns" or (tag == "V" and i == first and tags[i + 1 : i + 2] == ["N"])):
            break
        i += 1
    while i > first and tags[i - 1] in "-s":
        i -= 1
    return first, i


def _said_of(frame: Frame, i: int, lexicon: Table) -> bool:
    """Whether the word behind a noun is no noun, but a state that a verb says of it: left 40 villagers [jobless]."""
    low, tags = frame.lows[i], frame.tags
    known = {noun.cls for noun in lexicon.nouns.get(low, ())} - {"scalar"}
    if low not in lexicon.states or (known and not (known == {"captive"} and frame.lows[i - 1].endswith("s"))):
        return False
    return (
        tags[i + 1 : i + 2] not in (["N"], ["-"])
        or frame.lows[i + 1] in _DATING
        or "ago" in frame.lows[i + 2 : i + 4]
    )


def _modifies(frame: Frame, i: int, lexicon: Table) -> bool:
    """Whether a participle or verb form right behind the number belongs to the noun phrase."""
    lows, tags, tokens = frame.lows, frame.tags, frame.tokens
    low = lows[i]
    if low in _ACTIVE:
        return False  # "seven suffered burns"
    after = tags[i + 1] if i + 1 < len(tags) else ";"
    if after == "N" or (after == "V" and i + 2 < len(tags) and tags[i + 2] == "N" and lows[i + 1].endswith("ed")):
        if (lows[i + 1] in _TIME and tokens[i + 1].capital) or lows[i + 1] in _AFTER_NOUN:
            return False
        return (
            low.endswith(("ed", "ing", "en"))
            or low in lexicon.nouns
            or low in ("lost", "cut", "shot", "sunk", "stolen")
        )
    if after == "-" or (after == "C" and i + 2 < len(tags) and tags[i + 2] == "N" and low in lexicon.nouns):
        return True
    # "12 displaced" as a head of its own only where the lexicon knows the noun, and no verb can stand there
    return low in lexicon.nouns and low.endswith(("s", "ings"))


def _adjective(frame: Frame, i: int, lexicon: Table) -> bool:
    """Whether the word before a participle can be an adjective: possible, apparent; no plural, no noun we know."""
    low = frame.lows[i]
    return not low.endswith("s") and low not in lexicon.nouns and not frame.tokens[i].capital and low.isalpha()


def _headline_verb(frame: Frame, slot: Slot, i: int, lexicon: Table) -> bool:
    """Whether a base form right behind a plural number is its verb: "Thousands march", "12 die in crash"."""
    verb = lexicon.verbs.get(frame.lows[i])
    if verb is None or verb.form != "b" or frame.lows[slot.first] in ("one", "1", "a", "an", "another"):
        return False
    after = frame.tags[i + 1] if i + 1 < len(frame.tags) else ";"
    return after not in "NVGs-" and any(use.takes != "object" for use in verb.uses)


def _joins(frame: Frame, i: int) -> bool:
    """Whether the `and` at `i` joins two nouns: what follows is a bare noun, not a clause or another number."""
    tags = frame.tags
    if i + 1 >= len(tags) or tags[i + 1] != "N":
        return False
    j = i + 1
    while j < len(tags) and tags[j] in "N-":
        j += 1
    return not (j < len(tags) and tags[j] in "Vbhm" and j - i > 3)


_PEOPLE_ENDINGS = tuple(sorted(word_list("people_endings")))
_PERSON_ENDINGS = tuple(sorted(word_list("person_endings")))
_NOT_PEOPLE = word_list("not_people")


def classes_of(frame: Frame, first: int, stop: int, lexicon: Table) -> tuple[Noun, ...]:
    """Return what the lexicon knows of the phrase's head, looking at one and two words from the head leftwards."""
    lows = frame.lows
    nouns = lexicon.nouns
    head = stop - 1
    if head < first:
        return ()
    if head > first + 1:
        triple = themed(
            frame,
            nouns.get(f"{lows[head - 2]} {lows[head - 1]} {lows[head]}".replace(" 's", "'s").replace(" ’s", "'s")),
        )
        if triple:
            return triple
    if head > first:
        pair = themed(frame, nouns.get(f"{lows[head - 1]} {lows[head]}"))
        if pair:
            return pair
    found = themed(frame, nouns.get(lows[head]))
    if found:
        return found
    low = lows[head]
    if low.endswith(_PEOPLE_ENDINGS) and len(low) > 4 and low not in _NOT_PEOPLE:
        return (Noun("other", "people"),)
    if frame.tokens[head].capital and low.endswith(_PERSON_ENDINGS):
        return (Noun("other", "people"),)
    if "-" in low:  # "co-workers", "ex-soldiers"
        return nouns.get(low.rsplit("-", 1)[1], ())
    return ()


def themed(frame: Frame, found: tuple[Noun, ...] | None) -> tuple[Noun, ...]:
    """Return the readings that hold in this document: some need a theme."""
    if found is None:
        return ()
    if found[0].theme:  # those with a theme stand first
        return tuple(noun for noun in found if not noun.theme or frame.speaks_of(noun.theme))
    return found
