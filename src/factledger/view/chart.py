"""Series as Altair charts (extra `plot`), for notebooks: to zoom, to restyle, to save."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from factledger.errors import FactledgerError
from factledger.view.evidence import words
from factledger.view.svg import MOVES

if TYPE_CHECKING:
    from factledger.ledger.series import Series

#: What a flag makes of a mark: its caution and shape, the weightiest first.
CAUTIONS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("contradicted", "cross", frozenset({"denied", "disputed", "negated"})),
    (
        "weakly sourced", "square",
        frozenset({"no_evidence", "unverified", "alleged", "reported", "anonymous", "secondhand"}),
    ),
    ("estimate or forecast", "diamond", frozenset({"estimate", "forecast", "hypothetical"})),
    ("thought too low", "triangle-up", frozenset({"undercount"})),
)  # fmt: skip
PLAIN = "no caution"
_ARROWS = {"at_least": "↑", "more_than": "↑", "at_most": "↓", "less_than": "↓"}


def plot(series: Series, *, width: int = 560, height: int = 300) -> Any:
    """Return the series as an Altair chart.

    One line a speaker; ranges are bars from low to high, bounds have arrows, vague words stand on a strip below the
    scale, cautions are shapes; a mark's words show on hover. A series of changes (`currency_change`,
    `price_change`) is drawn as moves up and down from nought. Raises `FactledgerError` where Altair is not installed
    or no point has a day.
    """
    try:
        import altair
        import pandas  # noqa: F401  Altair takes frames; both come with the extra
    except ImportError:
        raise FactledgerError("plot needs Altair: pip install 'factledger[plot]'") from None
    rows = [row for row in map(_row, series.to_rows()) if row["date"] is not None]
    if not rows:
        raise FactledgerError(f"nothing to plot: of {len(series.points)} points none has a day; give `published`")
    if series.measure in MOVES:
        return _moves(altair, series, rows, width, height)
    return _levels(altair, series, rows, width, height)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """A point as Altair takes it: plain numbers, its caution, its arrow."""
    low, high, value = (None if row[key] is None else float(row[key]) for key in ("low", "high", "value"))
    level = value if value is not None else None if low is None or high is None else (low + high) / 2
    flags = set(row["flags"])
    return {
        # With a time and no zone, so that a browser west of Greenwich does not show the day before.
        "date": None if row["date"] is None else f"{row['date'].isoformat()}T00:00:00",
        "speaker": row["speaker"],
        "figure": level,
        "low": low if row["comparator"] == "range" else None,
        "high": high if row["comparator"] == "range" else None,
        "arrow": _ARROWS.get(row["comparator"]),
        "words": row["text"],
        "of": row["counted"] or words(row["measure"]),
        "caution": next((name for name, _, kinds in CAUTIONS if kinds & flags), PLAIN),
        "flags": ", ".join(map(words, row["flags"])),
        "quote": row["quote"],
        "in": row["publisher"] or row["document"],
    }


def _title(series: Series) -> str:
    place = f" in {series.place}" if series.place else ""
    return words(series.measure) + (f": {series.counted}" if series.counted else "") + place


def _shapes(alt: Any) -> Any:
    names = [PLAIN, *(name for name, _, _ in CAUTIONS)]
    return alt.Scale(domain=names, range=["circle", *(shape for _, shape, _ in CAUTIONS)])


def _tooltip() -> list[str]:
    return ["speaker:N", "date:T", "words:N", "of:N", "flags:N", "quote:N", "in:N"]


def _levels(alt: Any, series: Series, rows: list[dict[str, Any]], width: int, height: int) -> Any:
    numbered = [row for row in rows if row["figure"] is not None]
    vague = [row for row in rows if row["figure"] is None]
    x = alt.X("date:T", title=None, axis=_days(alt, rows))
    color = alt.Color("speaker:N", title="said by", legend=alt.Legend(symbolOpacity=1))
    base = alt.Chart(alt.Data(values=numbered)).encode(x=x, color=color)
    y = alt.Y("figure:Q", title=words(series.measure))
    layers = [
        base.transform_filter("datum.low != null").mark_bar(width=12, opacity=0.3).encode(
            y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), tooltip=_tooltip()
        ),
        base.mark_line().encode(y=y, strokeDash=alt.StrokeDash("speaker:N", legend=None)),
        _arrows(base, "↑", -14).encode(y=y, text="arrow:N"),
        _arrows(base, "↓", 14).encode(y=y, text="arrow:N"),
        base.mark_point(size=70, filled=True, opacity=1).encode(
            y=y, shape=alt.Shape("caution:N", scale=_shapes(alt), title="caution"), tooltip=_tooltip()
        ),
    ]  # fmt: skip
    main = alt.layer(*layers).properties(width=width, height=height, title=_title(series))
    if not vague:
        return main
    strip = (
        alt.Chart(alt.Data(values=vague), title=alt.Title("in words, off the scale", fontSize=11, anchor="start"))
        .mark_text()
        .encode(x=alt.X("date:T", axis=None), color=color, text="words:N", tooltip=_tooltip())
        .properties(width=width, height=24)
    )
    return alt.vconcat(main, strip).resolve_scale(x="shared", color="shared")


def _days(alt: Any, rows: list[dict[str, Any]]) -> Any:
    """An axis of days: one tick a day where there are few of them."""
    days = {row["date"][:10] for row in rows}
    span = (dt.date.fromisoformat(max(days)) - dt.date.fromisoformat(min(days))).days
    return alt.Axis(format="%-d %b %Y", tickCount="day" if span <= 12 else 8, labelOverlap=True)


def _arrows(base: Any, arrow: str, dy: int) -> Any:
    return base.transform_filter(f"datum.arrow == '{arrow}'").mark_text(dy=dy, fontSize=16)


def _moves(alt: Any, series: Series, rows: list[dict[str, Any]], width: int, height: int) -> Any:
    points = series.points
    directions = {point.claim.id: point.claim.change.direction for point in points if point.claim.change}
    signed = []
    for row, original in zip(map(_row, series.to_rows()), series.to_rows(), strict=True):
        if row["date"] is None or row["figure"] is None or original["unit"] not in ("percent", "percentage_point"):
            continue
        down = directions.get(original["claim"]) == "down"
        signed.append({**row, "move": -row["figure"] if down else row["figure"]})
    if not signed:
        raise FactledgerError(f"nothing to plot: none of the {len(points)} points is a move in percent with a day")
    base = alt.Chart(alt.Data(values=signed)).encode(x=alt.X("date:T", title=None, axis=_days(alt, rows)))
    y = alt.Y("move:Q", title="percent")
    nought = alt.Chart(alt.Data(values=[{"move": 0}])).mark_rule(color="gray").encode(y=y)
    color = alt.Color("of:N", title="of")
    bars = base.mark_bar(width=9).encode(y=y, color=color, tooltip=_tooltip())
    marks = base.mark_point(size=70, filled=True, opacity=1).encode(
        y=y, color=color, shape=alt.Shape("caution:N", scale=_shapes(alt), title="caution"), tooltip=_tooltip()
    )
    return alt.layer(nought, bars, marks).properties(width=width, height=height, title=_title(series))
