"""What a ledger is asked: claims, series, estimates, disagreements, and all of them as of a day."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from factledger.errors import FactledgerError
from factledger.ledger.bulk import in_bulk
from factledger.ledger.disagreements import Disagreement, disagreements_of
from factledger.ledger.estimates import Estimate, estimates_of, policy_of
from factledger.ledger.kept import UNREAL, Kept
from factledger.ledger.selection import CLOCKS, Clock, Scope, last_entry, query, read
from factledger.ledger.series import Series, series_of
from factledger.ledger.statements import Statement, statements_of
from factledger.records import MEASURES, Claim

if TYPE_CHECKING:
    import sqlite3

    from factledger.document import Document


class Questions:
    """Reading a ledger, or what it held at a time. Every answer is of the ledger's state when it is asked.

    By default what holds now counts: of every article the latest text, of every text the latest reading, and nothing
    that was retracted. `extractor` chooses another reading (`all`, or a version), `revisions="all"` takes in earlier
    texts, `retracted=True` what was retracted.
    """

    _scope: Scope = Scope()

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        raise NotImplementedError

    @in_bulk
    def claims(
        self,
        *,
        document: str | Document | None = None,
        measure: str | Collection[str] | None = None,
        counted: str | None = None,
        place: str | None = None,
        flags: str | Collection[str] | None = None,
        speaker: str | None = None,
        attributed: bool | None = None,
        text: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        as_of: dt.date | None = None,
        extractor: str = "latest",
        revisions: str = "latest",
        retracted: bool = False,
        limit: int | None = None,
    ) -> list[Claim]:
        """Return the recorded claims for which every given condition holds, in the order of recording.

        `document`: a document, which is one text and need not be the latest, or the id of one or several texts.
        `measure`: one or several measures (any of them).
        `counted`: words for what is counted, all of them, singular or plural. `place`: a place's name as texts write
        it, case ignored; a country also by the word for its people. `flags`: one or several flags (all of them).
        `speaker`: a part of the speaker's name, case ignored. `attributed`: whether a speaker is named. `text`: words
        of the sentence, all of them; `"..."` a phrase, `word*` a beginning. `since`, `until`: days, both included,
        that the days the figure speaks of must touch; where the text names none, the day of the statement. `as_of`:
        what the ledger held at that moment or the end of that day (UTC). `limit`: the first so many.

        Raises `FactledgerError` on a measure, flag or other value that is not accepted.
        """
        scope = self._scope if as_of is None else self._at(as_of, "record")
        kept = self._kept(
            scope,
            limit,
            document=document, measure=measure, counted=counted, place=place, flags=flags, speaker=speaker,
            attributed=attributed, text=text, since=since, until=until, extractor=extractor, revisions=revisions,
            retracted=retracted,
        )  # fmt: skip
        return [one.claim for one in kept]

    @in_bulk
    def series(
        self,
        measure: str,
        place: str | None = None,
        *,
        counted: str | None = None,
        speaker: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        unreal: bool = False,
        parts: bool | None = None,
        extractor: str = "latest",
        revisions: str = "all",
    ) -> Series:
        """Return what was said of a measure over time, one line for each speaker and thing.

        The conditions are those of `claims`; earlier texts of an edited article count by default: what they said
        was said. Repeats in a document, figures that an edited text keeps, and copies of one dispatch in many outlets
        are one point with every appearance. `unreal` takes in what is negated, hypothetical or a forecast. `parts`
        takes in figures that are stated to be part of another (`the dead include seven children`); by default only
        where `counted` asks for them. Raises `FactledgerError` on what is not accepted.
        """
        kept = self._kept(
            self._scope, None,
            measure=_one_measure(measure), place=place, counted=counted, speaker=speaker, since=since, until=until,
            extractor=extractor, revisions=revisions,
        )  # fmt: skip
        with_parts = counted is not None if parts is None else parts
        wanted = [
            one
            for one in kept
            if (unreal or not UNREAL.intersection(one.claim.flag_kinds)) and (with_parts or one.claim.part_of is None)
        ]
        return series_of(wanted, measure=measure, place=place, counted=counted)

    @in_bulk
    def estimates(
        self,
        measure: str | Collection[str] | None = None,
        place: str | None = None,
        *,
        counted: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        policy: str = "as-stated",
        extractor: str = "latest",
    ) -> list[Estimate]:
        """Return low, best and high of each thing under a policy (`as-stated`, `acled`, `ucdp`).

        One estimate for each measure, thing, place and unit, and for each period that figures are of; running totals
        of one thing are one estimate. Each speaker's last word counts (a total within days of the newest one), and
        only what an article's latest text still says, dated by when it was first said. Policies are rows of
        lexicon/policies.toml and are applied here, never when a text is parsed. Raises `FactledgerError` on what is
        not accepted.
        """
        policy_of(policy)
        kept = self._kept(
            self._scope, None,
            measure=measure, place=place, counted=counted, since=since, until=until, extractor=extractor,
            revisions="all",
        )  # fmt: skip
        return estimates_of(kept, policy)

    @in_bulk
    def disagreements(
        self,
        measure: str | Collection[str] | None = None,
        place: str | None = None,
        *,
        counted: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        extractor: str = "latest",
    ) -> list[Disagreement]:
        """Return the statements about one thing, by different speakers, that cannot all be true.

        The grouping is conservative: same measure, thing, unit and place as they are written, days that meet, each
        speaker's last word (the rule in full: `factledger.ledger.disagreements`). Only what an article's latest text
        still says counts, dated by when it was first said. Raises `FactledgerError` on what is not accepted.
        """
        kept = self._kept(
            self._scope, None,
            measure=measure, place=place, counted=counted, since=since, until=until, extractor=extractor,
            revisions="all",
        )  # fmt: skip
        return disagreements_of(kept)

    @in_bulk
    def kept(self, *, limit: int | None = None, **conditions: Any) -> list[Kept]:
        """Return what `claims` returns, each claim with its source, its entry and the times that date it.

        The conditions are those of `claims` but for `as_of`.
        """
        return self._kept(self._scope, limit, **conditions)

    @in_bulk
    def statements(self, **conditions: Any) -> list[Statement]:
        """Return the statements that those claims make, in the order of time, each with every appearance.

        Repeats in a document, figures that an edited text keeps, and copies of one dispatch in many outlets are one
        statement. The conditions are those of `claims` but for `as_of` and `limit`.
        """
        return statements_of(self._kept(self._scope, None, **conditions))

    def asof(self, date: dt.date, on: Clock = "record") -> View:
        """Return a view of the ledger up to a day, which answers the same questions.

        `on="record"`: as the ledger stood at the end of that day (UTC), or at a moment if `date` is a datetime, with
        the readings and texts that were then the latest. `on="statement"`: only what was stated up to that day.
        `on="event"`: only what speaks of days that began up to it; where the text names no day, that of the statement
        decides. Claims whose days are unknown stay. Raises `FactledgerError` on what is not accepted.
        """
        if on not in CLOCKS:
            raise FactledgerError(f"on must be one of {', '.join(CLOCKS)}, not {on!r}")
        return View(self, self._at(date, on))

    def report(self, path: str | os.PathLike[str] | None = None, *, title: str | None = None) -> str:
        """Return the report, one self-contained HTML page, and write it to `path` if that is given.

        Articles with their claims marked, series as charts, disagreements, and revisions as before and after. Raises
        `FactledgerError` where Jinja (extra `report`) is not installed or the file cannot be written.
        """
        from factledger.view.books import ledger_report
        from factledger.view.report import write

        page = ledger_report(self, title)
        if path is not None:
            write(page, path)
        return page

    def _repr_html_(self) -> str:
        from factledger.view.books import ledger_html

        return ledger_html(self)

    def _at(self, date: dt.date, on: Clock) -> Scope:
        """Return the scope narrowed to a day."""
        if not isinstance(date, dt.date):
            raise FactledgerError(f"as of: a date or a datetime is needed, not {date!r}")
        scope = self._scope
        if on == "record":
            with self._open() as connection:
                last = last_entry(connection, date)
            return scope._replace(last=last if scope.last is None else min(last, scope.last))
        day = date.date() if isinstance(date, dt.datetime) else date
        if on == "statement":
            return scope._replace(stated=day if scope.stated is None else min(day, scope.stated))
        return scope._replace(happened=day if scope.happened is None else min(day, scope.happened))

    def _kept(self, scope: Scope, limit: int | None, **conditions: Any) -> list[Kept]:
        with self._open() as connection:
            try:
                asked = query(connection, scope, **conditions)
            except TypeError as error:
                raise FactledgerError(f"claims: {error}".replace("query() ", "")) from None
            return list(read(connection, scope, asked, limit))


class View(Questions):
    """A ledger up to a day (`Ledger.asof`). It answers `claims`, `series`, `estimates`, `disagreements`, `asof`."""

    def __init__(self, ledger: Questions, scope: Scope) -> None:
        self._ledger = ledger
        self._scope = scope

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._ledger._open()

    def __repr__(self) -> str:
        scope = self._scope
        parts = [
            f"{name} {value}"
            for name, value in (
                ("entries up to", scope.last),
                ("stated up to", scope.stated),
                ("of days up to", scope.happened),
            )
            if value is not None
        ]
        return f"<View of {self._ledger!r}: {', '.join(parts)}>"


def _one_measure(measure: str) -> str:
    if not isinstance(measure, str) or measure not in MEASURES:
        raise FactledgerError(f"no measure {measure!r}; accepted: {', '.join(MEASURES)}")
    return measure
