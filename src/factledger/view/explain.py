"""A claim explained: its sentence, with each decision under the characters that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factledger.records import Claim, Quantity, Span
from factledger.view.evidence import evidence, words
from factledger.view.visible import cells, visible

WIDTH = 100
_INDENT = "  "
_FULL = 8  # lines of a sentence that are shown whole; of longer ones, those with evidence and their neighbours
_ELSEWHERE = 80  # characters shown of evidence that stands outside the sentence


class _Mark(NamedTuple):
    span: Span
    label: str


class _Line(NamedTuple):
    """A line of the sentence: code points `start` to `end` of the document, as shown, with each one's width."""

    start: int
    end: int
    text: str
    widths: list[int]

    def column(self, offset: int) -> int:
        return sum(self.widths[: offset - self.start])


def explain(claim: Claim, width: int = WIDTH) -> str:
    """Return the claim's sentence in lines of about `width` cells, evidence marked under its words.

    Evidence that stands elsewhere in the text follows with its offsets. Plain text; the same claim always gives
    the same lines.
    """
    inside: list[_Mark] = []
    outside: list[_Mark] = []
    for mark in _merged(_Mark(e.span, e.label) for e in evidence(claim)):
        (inside if _overlaps(mark.span, claim.sentence) else outside).append(mark)
    width = max(width, 20)
    lines = [*_heading(claim, width), ""]
    lines += _sentence(claim.sentence, inside, width - len(_INDENT))
    if outside:
        lines += ["", f"{_INDENT}elsewhere in the text:"]
        lines += [f"{_INDENT}{m.span.start}-{m.span.end} {_quoted(m.span.text)}: {m.label}" for m in outside]
    if claim.provenance.rules:
        lines += ["", f"{_INDENT}rules: {', '.join(claim.provenance.rules)}"]
    return "\n".join(visible(line).rstrip() for line in lines)


def _heading(claim: Claim, width: int) -> list[str]:
    """What was understood, on one line or, where that would be long, on a few."""
    quantity, said = claim.quantity, claim.attribution
    parts = [f"claim {claim.index}: {quantity.span.text} = {_value(quantity)}", claim.measure.kind]
    if claim.counted:
        parts[-1] += f": {claim.counted.text}"
    if claim.change:
        parts[-1] += f", {claim.change.direction} ({claim.change.role})"
    parts.append(f"said by {said.speaker.name.text}" if said.speaker else "stated by the text itself")
    if said.chain:
        parts[-1] += " via " + ", ".join(said.sources)
    if claim.flags:
        parts.append(f"flags: {', '.join(claim.flag_kinds)}")
    lines = parts[:1]
    for part in parts[1:]:
        if len(lines[-1]) + len(part) + 3 <= width:
            lines[-1] += f" | {part}"
        else:
            lines.append(f"{_INDENT}{part}")
    return lines


def _value(quantity: Quantity) -> str:
    if quantity.comparator == "vague":
        number = "vague"
    elif quantity.comparator == "range":
        number = f"{_plain(quantity.low)} to {_plain(quantity.high)}"
    else:
        number = _plain(quantity.value)
        if quantity.comparator != "exact":
            number = f"{words(quantity.comparator)} {number}"
    if quantity.uncertainty is not None:
        number += f" ± {_plain(quantity.uncertainty)}"
    return f"{number} {quantity.unit}".rstrip()


def _plain(value: object) -> str:
    return "?" if value is None else format(value, ",f")


# --- evidence -----------------------------------------------------------------------------------------------------


def _merged(marks: Iterable[_Mark]) -> list[_Mark]:
    """Put together what rests on the same characters; in text order, the wider first."""
    labels: dict[tuple[int, int], list[str]] = {}
    spans: dict[tuple[int, int], Span] = {}
    for span, label in marks:
        place = (span.start, -span.end)
        spans[place] = span
        known = labels.setdefault(place, [])
        if label not in known:
            known.append(label)
    return [_Mark(spans[place], "; ".join(labels[place])) for place in sorted(spans)]


def _overlaps(span: Span, sentence: Span) -> bool:
    return span.start < sentence.end and span.end > sentence.start


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= _ELSEWHERE else f'"{text[:_ELSEWHERE]}" ...'


# --- the sentence -------------------------------------------------------------------------------------------------


def _sentence(sentence: Span, marks: list[_Mark], width: int) -> list[str]:
    lines = list(_wrap(sentence, width))
    # Of a quotation that runs over the whole of a long sentence every line is marked; only its edges say something.
    edges = [offset for m in marks for offset in (m.span.start, m.span.end - 1)]
    keep = _kept(lines, edges) if len(lines) > _FULL else set(range(len(lines)))
    shown: list[str] = []
    skipped = 0
    for number, line in enumerate(lines):
        if number not in keep:
            skipped += line.end - line.start
            continue
        if skipped:
            shown.append(f"{_INDENT}[... {skipped} characters ...]")
            skipped = 0
        shown.append(_INDENT + line.text)
        shown += [_INDENT + _marker(line, mark, width) for mark in marks if _touches(mark.span, line)]
    if skipped:
        shown.append(f"{_INDENT}[... {skipped} characters ...]")
    return shown


def _kept(lines: list[_Line], offsets: list[int]) -> set[int]:
    keep: set[int] = set()
    for number, line in enumerate(lines):
        if any(line.start <= offset < line.end for offset in offsets):
            keep |= {number - 1, number, number + 1}
    return keep


def _wrap(sentence: Span, width: int) -> Iterator[_Line]:
    """Cut at the last space that fits, else within the word, never before a combining mark."""
    text, widths = visible(sentence.text), cells(sentence.text)
    start = 0
    while start < len(text):
        end, room, space = start, width, None
        while end < len(text) and (widths[end] <= room or not widths[end]):
            room -= widths[end]
            if text[end] == " ":
                space = end + 1
            end += 1
        if text[end : end + 1] == " ":  # the space at the edge needs no room
            end += 1
        elif end < len(text) and space is not None:
            end = space
        end = max(end, start + 1)
        yield _Line(sentence.start + start, sentence.start + end, text[start:end], widths[start:end])
        start = end


def _touches(span: Span, line: _Line) -> bool:
    return span.start < line.end and span.end > line.start and bool(line.text.strip())


def _marker(line: _Line, mark: _Mark, width: int) -> str:
    """The row under a line that underlines one span; the label stands right of it, or left where that is full."""
    start, end = max(mark.span.start, line.start), min(mark.span.end, line.end)
    while end > start + 1 and line.text[end - line.start - 1] == " ":
        end -= 1
    left = line.column(start)
    signs = "^" * max(line.column(end) - left, 1)
    label = mark.label if start == mark.span.start else f"... {mark.label}"
    if left + len(signs) + 1 + len(label) > width and left > len(label):
        return f"{label} {signs}".rjust(left + len(signs))
    return f"{' ' * left}{signs} {label}"
