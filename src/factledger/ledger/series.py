"""A figure over time: one line for each speaker, running totals told from figures of a period.

A `Series` is a frozen sequence of `Line`, a `Line` one of `Point`; each point is one statement with its figure, the
words that prove it, the times that date it and every appearance.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from factledger.errors import FactledgerError
from factledger.ledger.kept import READ, Kept
from factledger.ledger.statements import Statement, statements_of
from factledger.ledger.tolls import TollKind
from factledger.records import Claim, Comparator, Span

if TYPE_CHECKING:
    import altair
    import pandas

_SHOWN = 12  # points of a line that a repr shows

#: The columns of `Series.to_rows`, in their order.
POINT_COLUMNS: tuple[str, ...] = (
    "speaker", "article", "measure", "counted", "place", "unit", "date", "kind", "value", "low", "high", "comparator",
    "text", "start", "end", "precision", "stated", "recorded", "flags", "quote", "document", "publisher",
    "appearances", "claim",
)  # fmt: skip


class Appearance(NamedTuple):
    """Where a statement appeared: document, publisher, its day there, when it was recorded, claim and entry."""

    document: str
    publisher: str | None
    stated: dt.date | None
    recorded: dt.datetime
    claim: str
    entry: int


@dataclass(frozen=True, slots=True)
class Point:
    """One statement of a figure.

    `value` is the number as stated; `low` and `high` what its words allow (`at least 40` has no `high`), None where
    they leave that side open. `kind` is `total` (a running total), `period` (a figure of its days alone) or None
    where the text leaves it open; `proof` the words that decided. `start` to `end` are the days that the figure
    speaks of, both included, None where the text names none; `stated` is the day of the statement, `recorded` the
    moment of the record. `text` is the figure with its bound as written, `quote` its sentence.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparator: Comparator
    unit: str
    text: str
    kind: TollKind | None
    proof: Span | None
    start: dt.date | None
    end: dt.date | None
    precision: str | None
    stated: dt.date | None
    recorded: dt.datetime
    flags: tuple[str, ...]
    quote: str
    document: str
    publisher: str | None
    appearances: tuple[Appearance, ...]
    claim: Claim

    @property
    def date(self) -> dt.date | None:
        """The day at which the point stands: a period's first, else that of the statement.

        A total `as of Tuesday` stands at that Tuesday. None where neither is known.
        """
        if self.kind == "period":
            return self.start or self.end or self.stated
        if self.kind == "total" and self.end is not None and (self.stated is None or self.end <= self.stated):
            return self.end
        return self.stated or self.end or self.start


@dataclass(frozen=True, slots=True)
class Line(Sequence[Point]):
    """The points of one speaker about one thing, in the order of time.

    `speaker` is the name as first written; where `article` is true it is the article's own voice, under the name of
    its publisher. `counted` is what is counted, as first written.
    """

    speaker: str
    article: bool
    measure: str
    counted: str | None
    place: str | None
    unit: str
    points: tuple[Point, ...]

    @overload
    def __getitem__(self, index: int) -> Point: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Point]: ...
    def __getitem__(self, index: int | slice) -> Point | Sequence[Point]:
        return self.points[index]

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def __repr__(self) -> str:
        said = f"{self.speaker} (the article itself)" if self.article else self.speaker
        shown = [_shown(point) for point in self.points[:_SHOWN]]
        more = [f"    ... and {len(self.points) - _SHOWN} more"] if len(self.points) > _SHOWN else []
        return "\n".join([f"  {said}: {self.counted or self.measure}", *shown, *more])


@dataclass(frozen=True, slots=True)
class Series(Sequence[Line]):
    """What was said over time of one measure: a sequence of lines, ordered by the first point of each.

    `measure`, `place` and `counted` are what was asked for.
    """

    measure: str
    place: str | None
    counted: str | None
    lines: tuple[Line, ...]

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Series: ...
    def __getitem__(self, index: int | slice) -> Line | Series:
        if isinstance(index, slice):
            return Series(self.measure, self.place, self.counted, self.lines[index])
        return self.lines[index]

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, line by line."""
        return tuple(point for line in self.lines for point in line.points)

    @property
    def totals(self) -> Series:
        """Only the running totals."""
        return self._of("total")

    @property
    def periods(self) -> Series:
        """Only the figures of a period."""
        return self._of("period")

    def _of(self, kind: TollKind) -> Series:
        kept = []
        for line in self.lines:
            points = tuple(point for point in line.points if point.kind == kind)
            if points:
                kept.append(
                    Line(line.speaker, line.article, line.measure, line.counted, line.place, line.unit, points)
                )
        return Series(self.measure, self.place, self.counted, tuple(kept))

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one dict a point with the columns of `POINT_COLUMNS`; numbers are `Decimal`, days are dates."""
        return [_row(line, point) for line in self.lines for point in line.points]

    def to_pandas(self) -> pandas.DataFrame:
        """Return `to_rows` as a DataFrame; raises `FactledgerError` where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise FactledgerError("to_pandas needs pandas: pip install 'factledger[pandas]'") from None
        return pandas.DataFrame(self.to_rows(), columns=list(POINT_COLUMNS))

    def plot(self, *, width: int = 560, height: int = 300) -> altair.TopLevelMixin:
        """Return an Altair chart: one line a speaker, ranges as bars, bounds with arrows, cautions as shapes.

        Vague words stand on a strip below the scale; changes (`currency_change`, `price_change`) are drawn as moves
        up and down; a mark shows its sentence on hover. Raises `FactledgerError` where Altair (extra `plot`) is not
        installed or no point has a day.
        """
        from factledger.view.chart import plot

        return plot(self, width=width, height=height)  # type: ignore[no-any-return]

    def _repr_html_(self) -> str:
        from factledger.view.books import series_html

        return series_html(self)

    def __repr__(self) -> str:
        asked = " ".join(
            [
                self.measure,
                *([f"of {self.counted}"] if self.counted else []),
                *([f"in {self.place}"] if self.place else []),
            ]
        )
        head = f"<Series: {asked}, {len(self.lines)} lines, {len(self.points)} points>"
        return "\n".join([head, *map(repr, self.lines[:_SHOWN])])


def series_of(
    claims: Iterable[Kept], *, measure: str, place: str | None = None, counted: str | None = None
) -> Series:
    """Return the series that the claims make; they are all of one measure, and of the place and thing asked for.

    A line holds what one speaker says of one thing in one unit. An earlier figure that a sentence only goes back to
    (`rose to 19 from 12`) has no time of its own and is left out.
    """
    lines: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    own = [one for one in claims if one.claim.change is None or one.claim.change.role != "from"]
    for statement in statements_of(own):
        first = statement.first
        lines[first.voice.key, first.thing, first.claim.quantity.unit].append(statement)
    made = [_line(statements) for statements in lines.values()]
    made.sort(key=lambda line: (line.points[0].date or dt.date.max, line.speaker, line.counted or "", line.unit))
    return Series(measure, place, counted, tuple(made))


def _line(statements: Sequence[Statement]) -> Line:
    points = [(point_of(one), one.first.order) for one in statements]
    points.sort(key=lambda pair: (pair[0].date or dt.date.max, pair[1]))
    first = min(statements, key=lambda one: one.first.order).first
    claim = first.claim
    return Line(
        first.voice.name,
        first.voice.article,
        claim.measure.kind,
        None if claim.counted is None else claim.counted.text,
        None if claim.place is None else claim.place.span.text,
        claim.quantity.unit,
        tuple(point for point, _ in points),
    )


def point_of(statement: Statement) -> Point:
    """Return the point that a statement is."""
    return _point(statement.first, statement.appearances)


@lru_cache(maxsize=READ)
def _point(first: Kept, appearances: tuple[Kept, ...]) -> Point:
    claim, quantity = first.claim, first.claim.quantity
    low, high = quantity.bounds()
    days = first.days
    return Point(
        quantity.value, low, high, quantity.comparator, quantity.unit, stated_text(claim), first.toll.kind,
        first.toll.words, days.start if days else None, days.end if days else None, days.precision if days else None,
        first.stated, first.recorded, claim.flag_kinds, claim.sentence.text, first.document, first.source.publisher,
        tuple(appearance_of(one) for one in appearances), claim,
    )  # fmt: skip


def appearance_of(kept: Kept) -> Appearance:
    """Return where a claim appeared."""
    return Appearance(kept.document, kept.source.publisher, kept.stated, kept.recorded, kept.claim.id, kept.seq)


def stated_text(claim: Claim) -> str:
    """Return the number with its bound, as the text has them: `at least 40`, `50 or more`."""
    quantity = claim.quantity
    words = quantity.comparator_span
    if words is None or (words.start >= quantity.span.start and words.end <= quantity.span.end):
        return quantity.span.text
    if words.start < quantity.span.start:
        return f"{words.text} {quantity.span.text}"
    return f"{quantity.span.text} {words.text}"


def _row(line: Line, point: Point) -> dict[str, Any]:
    values = (
        line.speaker, line.article, line.measure, line.counted, line.place, point.unit, point.date, point.kind,
        point.value, point.low, point.high, point.comparator, point.text, point.start, point.end, point.precision,
        point.stated, point.recorded, list(point.flags), point.quote, point.document, point.publisher,
        len(point.appearances), point.claim.id,
    )  # fmt: skip
    return dict(zip(POINT_COLUMNS, values, strict=True))


def _shown(point: Point) -> str:
    parts = [f"    {point.date or 'no date'!s:<10}  {point.text}", point.kind or "open"]
    if len(point.appearances) > 1:
        parts.append(f"{len(point.appearances)} appearances")
    if point.flags:
        parts.append(" ".join(point.flags))
    return "  ".join(parts)
