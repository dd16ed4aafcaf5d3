"""Times that sizes are set beside: the earlier time behind one, and the time or place behind the one before."""

from __future__ import annotations

from factledger.measures.frame import Frame
from factledger.measures.table import word_list

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
    while k >= 0 and tags[k] in "NDs-" and i - k < 6:
        k -= 1
    return k > 0 and tags[k] == "P" and tags[k - 1] in "Q)" and "Q" in tags[max(0, k - 9) : k]


def is_time(frame: Frame, first: int, stop: int) -> bool:
    """Whether a noun phrase only says when: the year, the third quarter, 2024."""
    last = frame.lows[stop - 1]
    return last.removesuffix("s") in SESSIONS or last in _TIMES or last[0].isdigit()
