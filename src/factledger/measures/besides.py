"""What stands beside a size: earlier times, the time behind the size before, and the phrase that is sized."""

from __future__ import annotations

from factledger.measures.frame import Frame, Slot
from factledger.measures.table import word_list

Range = tuple[int, int]
_TIMES = word_list("times_behind")
#: Times that trade is reckoned by: "ended the month 9 percent higher".
SESSIONS = frozenset(("day", "week", "month", "quarter", "year", "session", "morning", "afternoon", "half"))


def past(frame: Frame, i: int) -> bool:
    """Whether an earlier time or its level begins at `i`: May, 2019, a year ago, last year, its peak of."""
    token = frame.tokens[i]
    if token.low in ("last", "pre-pandemic", "pre-covid", "pre-war", "pre-crisis") or token.low in _TIMES - {"this"}:
        return True
    if token.text[0].isdigit():
        return len(token.text) == 4
    return token.low in ("a", "the", "its", "their") and any(
        low in ("ago", "earlier", "year-earlier", "year-ago", "previous", "prior", "peak", "same", "corresponding",
                "pre-pandemic", "record") for low in frame.lows[i + 1 : i + 4]
    )  # fmt: skip


def after_size(frame: Frame, i: int) -> bool:
    """Whether the word at `i` ends what dates or places a size: totalled 24 billion (3 billion dollars) [in May]."""
    tags, k = frame.tags, i
    if is_time(frame, i, i + 1):  # "sold 10 million vehicles worldwide last year, down 0.1%"
        while k >= 0 and tags[k] in "NDRPs-" and i - k < 10:
            k -= 1
        return k >= 0 and tags[k] in "Q)"
    while k >= 0 and tags[k] in "NDs-" and i - k < 6:
        k -= 1
    return k > 0 and tags[k] == "P" and tags[k - 1] in "Q)" and "Q" in tags[max(0, k - 9) : k]


def is_time(frame: Frame, first: int, stop: int) -> bool:
    """Whether a noun phrase only says when: the year, the third quarter, 2024."""
    last = frame.lows[stop - 1]
    return last.removesuffix("s") in SESSIONS or last in _TIMES or last[0].isdigit()


def aside(frame: Frame, i: int) -> Range | None:
    """Return the noun phrase that an aside speaks of: [the group's shares], down 15 percent this year, were"""
    if i < 2 or frame.tags[i - 1] != "," or frame.tags[i - 2] != "N":
        return None
    j = i - 1
    while j > 0 and frame.tags[j - 1] in "Ns-":
        j -= 1
    return None if frame.lows[i - 2][0].isdigit() or frame.lows[i - 2] in _TIMES else (j, i - 1)


def headed(frame: Frame, at: int) -> int:
    """Return the `to`, `from` or `by` before the noun phrase that ends at the `of` at `at`; 0 where there is none."""
    j = at - 1
    while j > 0 and frame.tags[j] in "NVD" and at - j < 7:
        j -= 1
    return j if j > 0 and at - j > 1 and frame.lows[j] in ("to", "from", "by") else 0


def named_beside(frame: Frame, slot: Slot) -> Range | None:
    """Return the noun phrase right before a size: with [an unemployment rate] 0.1 points higher."""
    tags, i = frame.tags, slot.first
    while i > 0 and tags[i - 1] in "N-":
        i -= 1
    if i == slot.first or i == 0 or tags[i - 1] not in "DP" or frame.lows[slot.first - 1] in _TIMES | SESSIONS:
        return None
    return i, slot.first
