"""What a sentence says of a counted phrase: the verbs, states and phrases that it is the subject or object of."""

from __future__ import annotations

from factledger.measures.counted import Phrase
from factledger.measures.cues import (
    LOOSE,
    MAIN,
    OBJECT,
    PARTICIPLE,
    PEOPLE,
    RELATIVE,
    Cue,
    measure_of_verb,
    phrase_at,
)
from factledger.measures.frame import Frame, Slot
from factledger.measures.table import Table, word_list

REACH = 45  # tokens: how far behind its phrase a verb is looked for

_MOVING = PEOPLE | {"attendance"}
#: What befalls people only: no phrase says it of houses or speeches (`five speeches at the rally`).
_PERSONAL = frozenset(("attendance", "arrested", "captured", "hospitalized", "infected", "injured", "vaccinated"))
#: What a verb of a measure may end in within its next words.
_MOVES = ("attendance", "evacuated", "affected", "rescued", "troops")
_ENDS = {"other": ("injured", "hospitalized"), **dict.fromkeys(_MOVES, ("hospitalized",))}
_CHAIN = word_list("chain")
#: Classes of words that open, end and say nothing by themselves, unless the lexicon has them.
_IDLE = "NDPts"
_HOLDING = frozenset(("of", "including", "among", "like", "as", "than", "with"))
_TIME = word_list("times_behind")
_TIMEUNIT = word_list("timeunit")
_LEAVING = word_list("leaving")


def cues_after(frame: Frame, phrase: Phrase, slot: Slot, kinds: frozenset[str], lexicon: Table) -> list[Cue]:
    """Return the cues that take the phrase as their subject (or passive object), reading on from its end."""
    tags, lows = frame.tags, frame.lows
    count = min(len(tags), phrase.end + REACH)
    found: list[Cue] = []
    i = phrase.end
    relative = False
    plain = True  # nothing but the phrase so far: a participle here describes it
    last = -1
    opener = slot.before
    fronted = opener >= 0 and lows[opener] in ("of", "among", "in") and (opener == 0 or tags[opener - 1] in ";,S")
    aside = opener >= 0 and tags[opener] == "P" and lows[opener] not in _HOLDING
    phrases, states = lexicon.phrases, lexicon.states
    while i < count:
        if i <= last:
            break
        last = i
        tag, low = tags[i], lows[i]
        if tag in _IDLE and i > phrase.end and low not in phrases and low not in states and low != "sunday":
            plain = False
            i += 1
            continue  # most words of a clause
        if low == "that" and i == phrase.end and tag == "S":
            relative = True  # "people that the rebels had abducted"
            i += 1
            continue
        if tag in ";S" and not (low == "as" and low in phrases and phrase_at(frame, i, lexicon)):
            break
        if tag == "W":
            if low == "who" and "people" not in kinds:
                break  # "from seven bases, who had been ambushed": not the bases
            relative = True
            i += 1
            continue
        if tag == ",":
            jump = _over_comma(frame, i, count)
            if jump < 0 or (fronted and tags[jump] == "Q"):
                break  # "Of the 230 miners, 157 were evacuated" tells of the 157
            if tags[jump] == "W":
                relative = True
                close = jump + 1
                while close < count and tags[close] not in ",;":
                    close += 1
                if close + 1 < count and tags[close] == "," and tags[close + 1] in "bhm":
                    # "rebels, who hold the town, were killed": the main verb first
                    cue, _, _ = _verb_group(frame, close + 1, count, kinds, lexicon, False)
                    if cue is not None:
                        found.append(cue)
                jump += 1
            elif tags[jump] in "VG" and relative:
                break
            plain = False
            i = max(jump, i + 1)
            continue
        if tag == "C":
            if found and found[-1].strength == RELATIVE:
                break
            if i + 1 < count and tags[i + 1] in "p;":
                break
            if i + 1 < count and lows[i + 1] in ("that", "of"):
                break
            plain = False
            i += 1
            continue
        if tag == "(":
            j = i
            while j < count and tags[j] != ")":
                j += 1
            i = j + 1
            continue
        if tag == "Q":
            if found and (found[-1].strength != LOOSE or tags[max(0, frame.before(i))] not in ",CP"):
                break  # "46 drowned and 16 are missing"
            i = frame.slot_at[i].stop
            plain = False
            continue
        hit = phrase_at(frame, i, lexicon) if low in phrases else None
        if hit is not None and "people" not in kinds and (
            (aside and hit[0] in _MOVING)
            or (hit[0] in _PERSONAL and "any" not in kinds)
            or (hit[0] in PEOPLE and "weapons" in kinds)
            or (hit[0] == "missing" and "building" in kinds and lows[hit[1] - 1] == "away")  # bridges washed away
            or (tag == "b" and measure_of_verb(frame, hit[1] - 1, "object", kinds, lexicon) is not None)
        ):  # fmt: skip
            hit = None
        if hit is not None:
            strength = LOOSE if tag in "PtN" else RELATIVE if relative or plain else MAIN
            found.append(Cue(hit[0], strength, i, hit[1]))
            if tag not in "PtN" and not plain:
                break
            plain = False
            i = hit[1]
            continue
        if tag in "bhmd" or (tag == "R" and i + 1 < count and tags[i + 1] in "bhm"):
            if aside and not relative:
                break  # "in two attacks were killed": the verb is not about the attacks
            cue, after, reported = _verb_group(frame, i, count, kinds, lexicon, relative)
            if cue is not None:
                found.append(cue)
                if relative:
                    relative = False
                    i = after
                    plain = False
                    # a main verb may still follow the relative clause
                    continue
                break
            if relative and reported and tags[after + 1 : after + 2] in (["b"], ["h"]):
                i, plain = after + 1, False
                continue  # "whom he had said were abducted"
            found += _loose(frame, after, count, kinds, lexicon, MAIN - 1 if not relative else LOOSE)
            if relative and not reported:
                relative = False
                i = after
                plain = False
                continue
            break
        if (tag in "VG" and not (plain and low in states and low not in lexicon.verbs)) or (
            i == phrase.end and tag == "N" and phrase.elided and low in lexicon.verbs
        ):
            if aside and not plain and not relative:
                break
            cue = _participle(frame, i, count, kinds, lexicon, relative, plain)
            if cue is not None:
                found.append(cue)
                if cue.strength == MAIN or (phrase.elided and not phrase.pronoun and i == phrase.end):
                    break
                i = cue.stop
                plain = False
                relative = False
                continue
            if relative and tag == "V" and tags[i - 1] in "Np" and tags[i + 1 : i + 2] in (["b"], ["h"]):
                i, plain = i + 1, False
                continue  # "whom police believe were abducted"
            if lows[i] in _CHAIN or relative:
                state = _state_after(frame, i + 1, count, lexicon)
                if state is not None:
                    found.append(Cue(state[0], RELATIVE if relative else PARTICIPLE, i, state[1]))
                    break
            if not relative and tag == "V" and (not plain or not low.endswith("ed")) and _is_reporting(low):
                break
            found += _loose(frame, i + 1, count, kinds, lexicon, LOOSE)
            active = not relative and tags[i + 1 : i + 2] in (["D"], ["N"], ["p"], ["Q"])
            if tag == "V" and (not low.endswith("ed") or active) and not low.startswith("remain"):
                break
            i += 1
            plain = False
            continue
        if low in states and (not plain or i == phrase.end) and opener >= 0 and lows[opener] in _LEAVING and (
            tags[i - 1] == "N"
        ):  # fmt: skip
            found.append(Cue(states[low], OBJECT, i, i + 1))  # "left 23 rebels and two soldiers dead"
            break
        if low in states and (plain or relative):
            found.append(Cue(states[low], PARTICIPLE, i, i + 1))
            i += 1
            continue
        if tag == "p":
            if (i and tags[i - 1] in "Pt") or low in ("them", "themselves", "him", "us", "her"):
                i += 1
                continue
            break
        if tag == "P":
            plain = False
        elif tag not in 'R"-' and not (tag == "N" and low in ("sunday",)):
            plain = plain and tag == "N" and False
        i += 1
    return found


def later_clause(frame: Frame, phrase: Phrase, kinds: frozenset[str], lexicon: Table) -> Cue | None:
    """Return what a later clause says of the counted by a pronoun: met 24 students after [they were released]."""
    tags, lows = frame.tags, frame.lows
    count = min(len(tags), phrase.end + REACH)
    for i in range(phrase.end + 1, count - 1):
        if tags[i] == ";" and lows[i] not in (":", ";"):
            return None
        if tags[i] == "Q" and tags[max(0, frame.slot_at[i].before)] not in ",C":
            return None
        if lows[i] == "they" and tags[i - 1] == "S" and tags[i + 1] in "bhmVR":
            cue = _verb_group(frame, i + 1, count, kinds, lexicon, True)[0]
            if cue is not None and cue.measure in PEOPLE:
                return cue._replace(strength=LOOSE)
            return None
    return None


def _is_reporting(low: str) -> bool:
    return low in ("said", "says", "told", "reported", "announced", "added", "warned", "confirmed", "say", "claimed")


def _over_comma(frame: Frame, i: int, count: int) -> int:
    """Return where reading goes on behind the comma at `i`: over an apposition or list; -1 at a clause's end."""
    tags, lows = frame.tags, frame.lows
    j = i + 1
    if j >= count:
        return -1
    if tags[j] == "Q" and lows[j + 1 : j + 3] == ["of", "them"]:
        # ", most of them believed to be fighters, were killed": the verb behind the aside
        k = j + 3
        while k < count and k < j + 16 and tags[k] not in ",;SW":
            k += 1
        if k + 1 < count and tags[k] == "," and tags[k + 1] in "bhm":
            return k + 1
    if tags[j] in "WCQ" or (tags[j] in "bhm" and i > 0 and tags[i - 1] in "NR"):
        return j
    if tags[j] == "V" and lows[j] not in ("said", "says"):
        return j
    if tags[j : j + 2] == ["S", "b"] or lows[j] in ("or", "roughly", "about"):
        j += 1  # ", that is 45 percent of the people, are": an apposition
        while j < count and tags[j] not in "Q,;":
            j += 1
    if j < count and lows[j] in (
        "including",
        "mostly",
        "mainly",
        "among",
        "many",
        "most",
        "some",
        "half",
        "several",
        "largely",
    ):
        k = j + 1
        while k < count and k < j + 22 and (tags[k] not in ";SVW" or (tags[k] == "V" and lows[k] in _CHAIN)):
            if tags[k] in "bhm":
                return k
            k += 1
    k = j
    while k < count and k < j + 14 and tags[k] not in ",;S":
        if tags[k] == "Q" and frame.before(k) == i:
            return k
        k += 1
    if (
        k + 1 < count
        and tags[k] == ","
        and (tags[k + 1] in "bhmdV" or (tags[k + 1] == "R" and tags[k + 2 : k + 3] in (["b"], ["h"], ["V"])))
    ):
        if any(tags[x] in "V" and _is_reporting(lows[x]) for x in range(j, k)):
            return k + 1 if tags[k + 1] in "bh" and lows[k + 1] != "adding" else -1
        return k + 1
    return -1


def _verb_group(
    frame: Frame, i: int, count: int, kinds: frozenset[str], lexicon: Table, relative: bool
) -> tuple[Cue | None, int, bool]:
    """Read the verb group at `i`: auxiliaries, catenatives, then a main verb, state or phrase that may be a cue."""
    tags, lows = frame.tags, frame.lows
    strength = RELATIVE if relative else MAIN
    passive = False
    start = i
    while i < count:
        tag, low = tags[i], lows[i]
        hit = phrase_at(frame, i, lexicon) if low in lexicon.phrases else None
        if hit is not None and "people" not in kinds and (
            (hit[0] == "missing" and lows[hit[1] - 1] == "away" and "building" in kinds)
            or (tag == "b" and measure_of_verb(frame, hit[1] - 1, "object", kinds, lexicon) is not None)
            or (passive and tag == "V" and measure_of_verb(frame, i, "object", kinds, lexicon) is not None)
        ):  # fmt: skip
            hit = None  # bridges swept away; 40 huts uprooted; 40 lorries turned out
        if hit is not None:
            return Cue(hit[0], strength, start, hit[1]), hit[1], False
        if tag == "b":
            passive = True
            i += 1
            continue
        if tag in "hmd":
            passive = False
            i += 1
            continue
        if tag == "t":
            passive = False
            i += 1
            continue
        if tag == "C" and i + 1 < count and tags[i + 1] in "V" and i > start:
            i += 1
            continue
        role = "object" if passive and tag == "V" else "agent" if tags[i + 1 : i + 2] != ["t"] else "subject"
        result = measure_of_verb(frame, i, role, kinds, lexicon)
        if result is not None and tag in "VGN":
            taken = _outcome(frame, result, count, lexicon)
            if taken is not None:
                return Cue(taken[0], strength, start, taken[1]), taken[1], False
            return Cue(result[0], strength, start, result[1]), result[1], False
        if low in lexicon.states:
            return Cue(lexicon.states[low], strength, start, i + 1), i + 1, False
        if low in lexicon.nouns and lexicon.nouns[low][0].cls in ("captive",) and passive:
            return Cue(lexicon.nouns[low][0].measure, strength, start, i + 1), i + 1, False
        if low == "among" and passive:
            return _among(frame, i, count, kinds, lexicon, start), i + 1, False
        if low in _CHAIN:
            # "confirmed killed", "left injured": what follows stays passive; "said to have" settles itself
            passive = passive or low in ("left", "remained", "remain", "found")
            i += 1
            continue
        if tag in 'R"' or low == "not" or low in ("so", "far") or (low == "as" and lows[i - 1] in _CHAIN):
            i += 1  # "are listed as unaccounted for"
            continue
        if tag == "V" and passive and tags[i + 1 : i + 3] == ["C", "V"]:
            i += 2  # "were suspended and arrested"
            continue
        if tag == "," and i + 1 < count:
            # "were, officials said, killed" is rare: only a single adverb or phrase between commas is stepped over
            k = i + 1
            while k < count and k < i + 8 and tags[k] != ",":
                k += 1
            if k + 1 < count and tags[k] == "," and tags[k + 1] in "Vb":
                i = k + 1
                continue
        break
    reported = i < count and _is_reporting(lows[i])
    return None, i, reported


def _outcome(frame: Frame, told: tuple[str, int], count: int, lexicon: Table) -> tuple[str, int] | None:
    """Return what a verb of moving or surviving ends in: airlifted [to hospital], escaped [with minor injuries]."""
    wanted = _ENDS.get(told[0])
    if wanted is None:
        return None
    for j in range(told[1], min(count, told[1] + 4)):
        taken = phrase_at(frame, j, lexicon)
        if taken is not None and taken[0] in wanted:
            return taken
    return None


def _among(frame: Frame, i: int, count: int, kinds: frozenset[str], lexicon: Table, start: int) -> Cue | None:
    """Read "were among the dead", "was among those killed"."""
    for j in range(i + 1, min(count, i + 5)):
        low = frame.lows[j]
        if low in lexicon.states:
            return Cue(lexicon.states[low], MAIN, start, j + 1)
        result = measure_of_verb(frame, j, "object", kinds, lexicon)
        if result is not None and frame.tags[j] == "V":
            return Cue(result[0], MAIN, start, j + 1)
        for noun in lexicon.nouns.get(low, ()):
            if noun.cls in ("event", "captive") or noun.measure == "killed":
                return Cue(noun.measure, MAIN, start, j + 1)
    return None


def _state_after(frame: Frame, i: int, count: int, lexicon: Table) -> tuple[str, int] | None:
    while i < count and (frame.tags[i] == "R" or frame.lows[i] in _CHAIN):
        i += 1
    if i < count and frame.lows[i] in lexicon.states:
        return lexicon.states[frame.lows[i]], i + 1
    return None


def _loose(frame: Frame, i: int, count: int, kinds: frozenset[str], lexicon: Table, strength: int) -> list[Cue]:
    """Return the first lexicon phrase within the next words of the clause (`were taken to hospital`)."""
    tags, lows = frame.tags, frame.lows
    for j in range(i, min(count, i + 9)):
        hit = phrase_at(frame, j, lexicon) if lows[j] in lexicon.phrases else None
        if hit is None and tags[j] == "C" and j + 1 < count and tags[j + 1] in "V":
            result = measure_of_verb(frame, j + 1, "subject", kinds, lexicon)
            if result is not None:
                return [Cue(result[0], LOOSE, j + 1, result[1])]
        if hit is None and tags[j] in ";,SWQC":
            break
        if hit is not None:
            return [Cue(hit[0], strength, j, hit[1])]
    return []


def _participle(
    frame: Frame, i: int, count: int, kinds: frozenset[str], lexicon: Table, relative: bool, plain: bool
) -> Cue | None:
    """Read a verb without auxiliary behind the phrase: a participle (`12 killed in`) or a finite verb (`12 fled`)."""
    verb = lexicon.verbs.get(frame.lows[i])
    if verb is None:
        return None
    tags, lows = frame.tags, frame.lows
    after = tags[i + 1] if i + 1 < len(tags) else ";"
    if after == "Q":
        later = frame.slot_at[i + 1].stop
        timed = any(word in _TIMEUNIT for word in lows[i + 1 : later + 1])
        active = not timed
    else:
        active = after in "DNp" and not (i + 1 < len(lows) and lows[i + 1] in _TIME)
        if after == "R" and i + 2 < len(tags) and tags[i + 2] in "DQ":
            active = True
    if relative:
        inner = tags[i - 1] in "Np" and lows[i - 1] not in ("who", "which", "that")  # "whom rebels abducted"
        role = "agent" if active else "object" if inner else "subject"
        result = measure_of_verb(frame, i, role, kinds, lexicon)
        return None if result is None else Cue(result[0], RELATIVE, i, result[1])
    if verb.form in "en" and not active:
        result = measure_of_verb(frame, i, "object", kinds, lexicon)
        if result is not None:
            return Cue(result[0], PARTICIPLE, i, result[1])
    if verb.form == "n":
        return None
    result = measure_of_verb(frame, i, "agent" if active else "subject", kinds, lexicon)
    if result is None:
        return None
    result = _outcome(frame, result, len(tags), lexicon) or result
    return Cue(result[0], PARTICIPLE if verb.form == "g" else MAIN, i, result[1])
