"""What is drawn: a text, and what a reader of it must give back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from factledger.records import Claim, Quantity

#: The columns of a row that are compared: all but the document's id, which the text does not say.
COLUMNS = (
    "start", "end", "text", "value", "low", "high", "comparator", "unit", "measure", "counted", "change", "role",
    "speaker", "cue", "quote", "sources", "flags", "place", "when", "subset_of",
)  # fmt: skip


class Drawn(NamedTuple):
    """A quantity and its rendering: what `parse_quantities(text)` must give, alone."""

    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""

    def holds(self, found: Sequence[Quantity]) -> bool:
        """Whether what was found is this quantity alone, its span the whole text."""
        if len(found) != 1:
            return False
        one = found[0]
        return (one.span.text, one.value, one.low, one.high, one.unit) == self


class DrawnName(NamedTuple):
    """Somebody who can say something.

    `text` is how the speaker is written where it speaks, `full` the form that the record's `speaker` holds, `again`
    how later sentences may speak of it; `kind` is one of person, role, body, group, anonymous, document, outlet.
    """

    text: str
    full: str
    kind: str
    again: tuple[str, ...] = ()
    plural: bool = False

    @property
    def anonymous(self) -> bool:
        """Whether the flag `anonymous` must hold of what it says."""
        return self.kind == "anonymous"


class DrawnAttribution(NamedTuple):
    """A sentence that somebody says: the speaker, the cue, and the offsets in `text` of what is said."""

    text: str
    speaker: str
    cue: str
    content: tuple[int, int]
    quote: str = "indirect"
    sources: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()

    def differs(self, found: Sequence[Claim]) -> dict[str, tuple[Any, Any]]:
        """Return the columns in which the claims of the text do not say so, each with (drawn, found).

        The content holds one number; it is the claim that is compared.
        """
        want = {
            "speaker": self.speaker,
            "cue": self.cue,
            "quote": self.quote,
            "sources": list(self.sources),
            "flags": list(self.flags),
        }
        if len(found) != 1:
            return {"claims": (1, len(found))}
        return compare(want, found[0].to_row())


class DrawnFlags(NamedTuple):
    """A text with one number, the flags that it must raise, and the words that must raise each."""

    text: str
    flags: Mapping[str, str]
    made_of: tuple[str, ...] = ()

    def differs(self, found: Sequence[Claim]) -> dict[str, tuple[Any, Any]]:
        """Return what is wrong: flags that differ, and flags whose words do not overlap those drawn."""
        if len(found) != 1:
            return {"claims": (1, len(found))}
        claim = found[0]
        wrong = compare({"flags": sorted(self.flags)}, claim.to_row())
        for flag in claim.flags:
            words = self.flags.get(flag.kind)
            if words is None:
                continue
            start = self.text.index(words)
            if not any(span.start < start + len(words) and start < span.end for span in flag.spans):
                wrong[flag.kind] = (words, tuple(span.text for span in flag.spans))
        return wrong


class DrawnClaim(NamedTuple):
    """A claim with the sentence or sentences that state it.

    `row` is the row that must be given back, without `doc`; `counted` has no article, as the records have none there.
    `made_of` names the frame, the words of the tables and the ways of writing that it was drawn from, so that
    failures
    can be counted by cause.
    """

    text: str
    row: Mapping[str, Any]
    made_of: tuple[str, ...] = ()

    def differs(self, found: Sequence[Claim]) -> dict[str, tuple[Any, Any]]:
        """Return the columns in which the claims found are not this one alone, each with (drawn, found)."""
        return _differs([self.row], found)


class DrawnArticle(NamedTuple):
    """An article of several paragraphs, and its rows in the order of the text.

    `same_as` gives for each row the index of the first mention of the same statement, or None.
    """

    text: str
    rows: tuple[Mapping[str, Any], ...]
    same_as: tuple[int | None, ...] = ()
    made_of: tuple[str, ...] = ()

    def differs(self, found: Sequence[Claim]) -> dict[str, tuple[Any, Any]]:
        """Return what differs, each with (drawn, found): rows that are missing or too many, columns by row."""
        wrong = _differs(self.rows, found)
        if not wrong:
            links = tuple(claim.same_as.index if claim.same_as else None for claim in found)
            if links != self.same_as:
                wrong["same_as"] = (self.same_as, links)
        return wrong


def compare(want: Mapping[str, Any], got: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the columns of `want` that `got` has otherwise, each with (wanted, got)."""
    return {name: (value, got.get(name)) for name, value in want.items() if got.get(name) != value}


def _differs(rows: Sequence[Mapping[str, Any]], found: Iterable[Claim]) -> dict[str, tuple[Any, Any]]:
    got = [claim.to_row() for claim in found]
    if len(got) != len(rows):
        return {"claims": ([row["text"] for row in rows], [row["text"] for row in got])}
    if len(rows) == 1:
        return compare(rows[0], got[0])
    return {
        f"{index}.{name}": pair
        for index, (one, other) in enumerate(zip(rows, got, strict=True))
        for name, pair in compare(one, other).items()
    }
