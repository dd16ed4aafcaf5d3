"""Parts of a whole: `including seven children`, `of those`, `N of them`, `among the dead were`."""

from __future__ import annotations

from typing import NamedTuple

from factledger.measures.counted import Phrase
from factledger.measures.frame import Frame, Slot
from factledger.measures.table import word_list

_INCLUDING = word_list("including")
_THEM = word_list("parts_them")


class Partition(NamedTuple):
    """That a quantity is part of an earlier one, and the tokens that say so; `near`: in its own sentence."""

    first: int
    stop: int
    near: bool
    of: tuple[int, int] = (0, 0)  # tokens that name the whole: "the dead" of "the dead include seven children"


def partition_of(frame: Frame, slot: Slot, phrase: Phrase) -> Partition | None:
    """Return the words that make the quantity part of an earlier one, or None."""
    lows, tags = frame.lows, frame.tags
    if phrase.pronoun:
        return Partition(phrase.first, phrase.stop, lows[phrase.first] == "whom")
    i = slot.before
    if i < 0:
        return _among(frame, phrase)
    at = i
    while at > 0 and tags[at] in "NCD" and i - at < 6:
        at -= 1
    if lows[at] == "including" and tags[i] == "C":
        return Partition(at, at + 1, True)
    if lows[i] in ("including", "among", "comprising") or (i > 0 and lows[i] in ("include", "included", "includes")):
        verb = lows[i].startswith("include")
        return Partition(i, i + 1, not verb, (max(0, i - 4), i) if verb else (0, 0))
    # "Of those, 40 are women"; "of whom 12 were"; "among them, five"; "among whom were 27"
    j = i
    if j >= 0 and tags[j] == ",":
        j -= 1
    if j > 0 and tags[j] == "b":
        j -= 1
    if j > 0 and lows[j] in _THEM and lows[j - 1] in ("of", "among", "amongst"):
        return Partition(j - 1, j + 1, lows[j] == "whom")
    if (
        j > 1
        and lows[j]
        in ("dead", "killed", "wounded", "injured", "victims", "arrested", "casualties", "total", "missing")
        and (lows[j - 2] in ("of", "among") or (lows[j - 1] in ("among", "of")))
    ):
        return Partition(j - 2, j + 1, False, (j, j + 1))
    return _among(frame, phrase)


def _among(frame: Frame, phrase: Phrase) -> Partition | None:
    lows, tags = frame.lows, frame.tags
    # "five children were among those killed", "11 children among the dead"
    k = phrase.end
    limit = min(len(lows), k + 5)
    while k < limit and tags[k] in "bhRV":
        k += 1
    if k < limit and lows[k] == "among" and k + 1 < len(lows) and lows[k + 1] in ("the", "them", "those"):
        return Partition(k, k + 2, False, (k + 1, min(len(lows), k + 4)))
    return None
