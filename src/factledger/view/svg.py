"""A series as a picture: inline SVG that needs no library and follows the page's colours.

One line for each speaker with its own dash and mark; a range stands as a bar from low to high, a bound as an arrow,
vague words on a strip below the scale, and a figure that carries flags is a hollow mark.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from factledger.view.evidence import words
from factledger.view.html import Html, element, escaped, joined

if TYPE_CHECKING:
    from factledger.ledger.series import Line, Point, Series

WIDTH, HEIGHT = 760, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 178, 16, 62
_STRIP = 22  # height of the strip for vague words
MOVES = frozenset({"currency_change", "price_change"})
LINES = 6  # speakers that are drawn; more lines than that tell nobody anything

_DASHES = ("", "7 4", "2 4", "10 3 2 3", "5 2", "1 3")
_UP, _DOWN = frozenset({"at_least", "more_than"}), frozenset({"at_most", "less_than"})


class _Scale(NamedTuple):
    first: int
    last: int
    bottom: float
    top: float
    vague: bool

    def x(self, day: dt.date) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (day.toordinal() - self.first) / max(1, self.last - self.first)

    def y(self, value: float) -> float:
        return _TOP + (HEIGHT - _TOP - _BOTTOM) * (self.top - value) / (self.top - self.bottom)


def drawable(series: Series) -> bool:
    """Whether there is something to draw: two figures with a number and a day."""
    return sum(1 for point in series.points if point.date and _level(point) is not None) >= 2


def series_svg(series: Series) -> Html:
    """Return the series as an SVG element of the width of its place; each mark names its words on hover."""
    lines = sorted(series.lines, key=len, reverse=True)[:LINES]
    dated = [point for line in lines for point in line.points if point.date is not None]
    days = [point.date.toordinal() for point in dated if point.date is not None]
    levels = [
        _sign(point) * float(n) for point in dated for n in (point.value, point.low, point.high) if n is not None
    ]
    vague = any(point.comparator == "vague" for point in dated)
    top, bottom = _ceiling(max([0.0, *levels])), -_ceiling(-min([0.0, *levels]))
    if top == bottom:
        top = 1.0
    scale = _Scale(min(days, default=0), max(days, default=1), bottom, top, vague)
    label = f"{words(series.measure)} over time, {len(lines)} speakers: " + "; ".join(_told(line) for line in lines)
    drawn = [part for number, line in enumerate(lines) for part in _line(line, number, scale)]
    return element(
        "svg", *_axes(scale, dated), *drawn, *_labels(lines, scale),
        viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=label[:600], class_="fl-chart",
    )  # fmt: skip


def _level(point: Point) -> float | None:
    """Where a figure stands: its number, or the middle of its range."""
    if point.value is not None:
        return _sign(point) * float(point.value)
    if point.low is not None and point.high is not None:
        return _sign(point) * (float(point.low) + float(point.high)) / 2
    return None


def _sign(point: Point) -> int:
    """Minus one where the figure is how far something fell: moves are drawn down from nought."""
    change = point.claim.change
    return -1 if _is_move(point) and change is not None and change.direction == "down" else 1


def _is_move(point: Point) -> bool:
    return point.claim.measure.kind in MOVES and (point.claim.change is None or point.claim.change.role == "by")


def _told(line: Line) -> str:
    return f"{line.speaker} " + ", ".join(f"{point.text} ({point.date})" for point in line.points if point.date)


def _ceiling(value: float) -> float:
    """The next round number from `value`: 1, 2 or 5 with noughts."""
    if value <= 0 or not math.isfinite(value):
        return 0.0
    unit = float(10 ** math.floor(math.log10(value)))
    return next((unit * step for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if unit * step >= value), unit * 10)


def _axes(scale: _Scale, dated: Sequence[Point]) -> Iterator[Html]:
    right = WIDTH - _RIGHT
    for part in range(5):
        value = scale.bottom + (scale.top - scale.bottom) * part / 4
        y = round(scale.y(value), 1)
        yield _tag("path", d=f"M{_LEFT} {y}H{right}", class_="fl-grid" if part else "fl-axis")
        yield _text(_LEFT - 8, y + 4, f"{value:,.4g}" if value < 10_000 else f"{value:,.0f}", "end")
    known = sorted({point.date for point in dated if point.date is not None})
    base = HEIGHT - _BOTTOM
    last = -math.inf
    for day in known:
        x = round(scale.x(day), 1)
        if x - last < 72:
            continue
        last = x
        yield _tag("path", d=f"M{x} {base}v5", class_="fl-axis")
        yield _text(x, base + 18, f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if day == known[0] else ""))
    if scale.vague:
        yield _text(_LEFT - 8, HEIGHT - _STRIP + 8, "in words", "end")
        yield _tag("path", d=f"M{_LEFT} {HEIGHT - _STRIP - 10}H{right}", class_="fl-grid")


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _line(line: Line, number: int, scale: _Scale) -> Iterator[Html]:
    css = f"fl-s{number}"
    path = [
        f"{scale.x(point.date):.1f} {scale.y(level):.1f}"
        for point in line.points
        if point.date is not None and (level := _level(point)) is not None
    ]
    moves = [point for point in line.points if point.date is not None and _is_move(point)]
    for point in moves:  # how far it moved each time: no line leads from one move to the next
        if point.date is not None and (level := _level(point)) is not None:
            stem = f"M{scale.x(point.date):.1f} {scale.y(0):.1f}V{scale.y(level):.1f}"
            yield _tag("path", d=stem, class_=f"fl-line-0 {css}")
    if len(path) > 1 and not moves:
        yield _tag(
            "path", d="M" + "L".join(path), class_=f"fl-line-{number % 2} {css}", stroke_dasharray=_DASHES[number]
        )
    for point in line.points:
        if point.date is not None:
            yield element("g", *_mark(point, css, scale), element("title", _title(line, point)))


def _mark(point: Point, css: str, scale: _Scale) -> Iterator[Html]:
    assert point.date is not None
    x, level = scale.x(point.date), _level(point)
    if level is None:
        yield _text(x, HEIGHT - _STRIP + 8, point.text, css=css)
        return
    y = scale.y(level)
    if point.comparator == "range" and point.low is not None and point.high is not None:
        ends = [scale.y(_sign(point) * float(end)) for end in (point.high, point.low)]
        top, bottom = min(ends), max(ends)
        yield _tag(
            "rect", x=f"{x - 6:.1f}", y=f"{top:.1f}", width=12, height=f"{bottom - top:.1f}", class_=f"fl-band {css}"
        )
    if point.comparator in _UP:
        yield _tag("path", d=f"M{x:.1f} {y - 5:.1f}v-16m-4 5l4-5l4 5", class_=f"fl-arrow {css}")
    elif point.comparator in _DOWN:
        yield _tag("path", d=f"M{x:.1f} {y + 5:.1f}v16m-4-5l4 5l4-5", class_=f"fl-arrow {css}")
    cautions = set(point.flags) - {"to_date"}
    yield _tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=5, class_=f"fl-dot{' fl-hollow' if cautions else ''} {css}")


def _title(line: Line, point: Point) -> str:
    flags = f" [{', '.join(map(words, point.flags))}]" if point.flags else ""
    where = point.publisher or point.document
    return f"{line.speaker}, {point.date}: {point.text}{flags}\n“{point.quote[:300]}”\n{where}"


def _labels(lines: Sequence[Line], scale: _Scale) -> Iterator[Html]:
    """The speakers' names at the ends of their lines, moved apart where they would touch."""
    ends = []
    for number, line in enumerate(lines):
        placed = [(scale.y(level)) for point in line.points if point.date and (level := _level(point)) is not None]
        ends.append((placed[-1] if placed else float(HEIGHT - _STRIP), number, line))
    last = -math.inf
    for y, number, line in sorted(ends, key=lambda end: end[:2]):
        last = max(y, last + 17)
        name = line.speaker if len(line.speaker) <= 24 else f"{line.speaker[:23]}…"
        yield _text(WIDTH - _RIGHT + 12, last + 4, name, "start", css=f"fl-name fl-s{number}")


def _text(x: float, y: float, text: str, anchor: str = "middle", css: str = "") -> Html:
    return element("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, class_=css or None)


def _tag(name: str, **attributes: str | int | None) -> Html:
    kept = {key.replace("_", "-") if key != "class_" else key: value or None for key, value in attributes.items()}
    return element(name, **kept)


def legend() -> Html:
    """Return what the marks of the charts mean."""
    return joined(
        [
            escaped("Bars are ranges, arrows are bounds (at least, at most), hollow marks carry a caution, "),
            escaped("words without a number stand below the scale."),
        ]
    )
