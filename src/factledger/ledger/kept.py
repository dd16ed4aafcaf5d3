"""A claim as the ledger keeps it: with its document's source and the times that date it."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import NamedTuple

from factledger.ledger.sameness import Voice, place_of, thing_of, voice_of
from factledger.ledger.tolls import Toll, toll_of
from factledger.records import Claim, Source

#: So many claims that were read last, and what was worked out of them, stay in memory: asking on is quick.
READ = 5000


class Days(NamedTuple):
    """Days that something may have happened on, both ends included; an end that the text leaves open is None."""

    start: dt.date | None
    end: dt.date | None
    precision: str

    def meet(self, other: Days) -> bool:
        """Whether some day is in both."""
        starts = [day for day in (self.start, other.start) if day is not None]
        ends = [day for day in (self.end, other.end) if day is not None]
        return not starts or not ends or max(starts) <= min(ends)


class Kept:
    """One recorded claim: the claim, its document's source, its place in the ledger and when it was recorded.

    `revision` counts the texts of its document from 1, `current` says whether this is the latest; `seq` counts the
    ledger's entries, `entry` is the entry's id. What the claim is about is worked out when first asked for.
    """

    def __init__(
        self,
        claim: Claim,
        source: Source,
        seq: int,
        recorded: dt.datetime,
        revision: int = 1,
        current: bool = True,
        entry: str = "",
    ) -> None:
        self.claim = claim
        self.source = source
        self.seq = seq
        self.recorded = recorded
        self.revision = revision
        self.current = current
        self.entry = entry

    @property
    def document(self) -> str:
        """The document's id."""
        return self.claim.provenance.document

    @cached_property
    def voice(self) -> Voice:
        """Whose statement it is."""
        return voice_of(self.claim, self.source)

    @cached_property
    def thing(self) -> str:
        """What is counted, as it is compared."""
        return thing_of(self.claim)

    @cached_property
    def place(self) -> str | None:
        """Where, as it is compared."""
        return place_of(self.claim)

    @property
    def said(self) -> tuple[bool, bool, bool]:
        """Whether speaker, place and day are named; of mentions of one statement the greatest says most."""
        return self.claim.attribution.speaker is not None, self.claim.place is not None, self.days is not None

    @cached_property
    def toll(self) -> Toll:
        """Whether the figure is a running total or one of a period."""
        return toll_of(self.claim)

    @cached_property
    def stated(self) -> dt.date | None:
        """The day of the statement: `stated_on` of its source."""
        return stated_on(self.source, self.revision)

    @cached_property
    def days(self) -> Days | None:
        """The days of what happened, None where the text names none that can be reckoned."""
        when = self.claim.when
        if when is None or (when.start is None and when.end is None):
            return None
        return Days(when.start, when.end, when.precision)

    @cached_property
    def holds_on(self) -> dt.date | None:
        """The day as of which the figure is told: a total `as of Monday` that Monday, else the statement's day."""
        days, stated = self.days, self.stated
        if self.toll.kind == "total" and days is not None and days.end is not None:
            return days.end if stated is None else min(days.end, stated)
        return stated

    @cached_property
    def order(self) -> tuple[object, ...]:
        """Sorts statements by time; what the order of recording decides comes last."""
        moment = self.source.retrieved
        at = (
            ""
            if moment is None
            else (moment if moment.tzinfo is None else moment.astimezone(dt.UTC)).isoformat()[:26]
        )
        claim = self.claim
        return (
            self.stated or dt.date.max, at, self.document, self.revision, claim.quantity.span.start, claim.id,
            self.seq,
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"<Kept {self.claim.quantity.span.text!r} of {self.document!r}, entry {self.seq}>"


def stated_on(source: Source, revision: int = 1) -> dt.date | None:
    """Return the day on which a text stated what it says: that of publication, else the one it was retrieved on.

    A later text of the same document that gives the day of its retrieval has that one: the day of publication is
    still that of the first text.
    """
    retrieved = None if source.retrieved is None else source.retrieved.date()
    if revision > 1 and retrieved is not None and (source.published is None or retrieved > source.published):
        return retrieved
    return source.published or retrieved


#: Flags of claims that do not say what is or was.
UNREAL = frozenset({"negated", "hypothetical", "forecast"})


def asserts(claim: Claim) -> bool:
    """Whether the claim says of its own time that something is so.

    Not what is negated, possible or to come, not an earlier figure (`rose to 19 from 12`), and not the figure that a
    denial rejects.
    """
    if UNREAL.intersection(claim.flag_kinds) or (claim.change is not None and claim.change.role == "from"):
        return False
    return claim.attribution.cue_class != "deny"
