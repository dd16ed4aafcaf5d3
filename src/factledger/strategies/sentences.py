"""Whole claims: an event with place and time, said by somebody or told by the article, with words of caution."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from factledger.strategies.cautions import caution
from factledger.strategies.drawn import DrawnClaim
from factledger.strategies.events import Event
from factledger.strategies.frames import event
from factledger.strategies.markup import mark, read, sentence
from factledger.strategies.reports import Report, say
from factledger.strategies.vocabulary import located, places, times


def row_of(
    marked: str, told: Event, report: Report | None, flags: tuple[str, ...] = ()
) -> tuple[str, dict[str, Any]]:
    """Return a marked text without its marks, and the row that it must give back."""
    text, fields = read(marked)

    def words(field: str) -> str | None:
        return text[slice(*fields[field])] if field in fields else None

    got = told.amount
    start, end = fields["text"]
    held = {*told.flags, *flags, *(report.flags if report else ())}
    return text, {
        "start": start, "end": end, "text": text[start:end], "value": got.value, "low": got.low, "high": got.high,
        "comparator": got.comparator, "unit": got.unit, "measure": told.measure, "counted": words("counted"),
        "change": told.change, "role": told.role, "speaker": words("speaker") if report else None,
        "cue": words("cue") if report else None, "quote": report.quote if report else "none",
        "sources": [words(source) for source in report.sources] if report else [], "flags": sorted(held),
        "place": words("place"), "when": words("when"), "subset_of": None,
    }  # fmt: skip


def setting(draw: Any, clause: str, *, settled: bool = False, dated: bool = False) -> tuple[str, tuple[str, ...]]:
    """Draw place and time of a marked clause; one `settled` has its place already, one `dated` its time."""
    where = when = ""
    made: list[str] = []
    if not settled and draw(st.booleans()):
        preposition = draw(st.sampled_from(("in", "near", "in")))
        name = draw(st.sampled_from(places()))
        where = f"{preposition} {located(name).removesuffix(name)}{mark('place', name)}"
        made.append(f"place:{preposition}")
    if not dated and draw(st.booleans()):
        when = mark("when", draw(st.sampled_from(times())))
        made.append("when")
    if when and draw(st.integers(0, 3)) == 0:
        return f"{when}, {clause} {where}".strip(), (*made, "fronted")
    return " ".join(filter(None, (clause, where, when))), tuple(made)


@st.composite
def claims(draw: st.DrawFn) -> DrawnClaim:
    """Draw a claim: the sentence or sentences that state it, and the row that it must give back.

    Events are drawn from all measures of the table; half of them are said by somebody, a third carry words of
    caution.
    """
    told = event(draw)
    doubt = caution(draw, told) if draw(st.integers(0, 2)) == 0 else None
    if doubt is not None:
        told = doubt.event
    clause, made = setting(draw, told.clause, settled=told.settled, dated=told.dated)
    report = None
    if draw(st.booleans()) or (doubt is not None and doubt.needs_speaker):
        noun_phrase = (
            f"{told.amount.words}{clause[len(told.clause) :]}"
            if told.noun_phrase and not told.after and clause.startswith(told.clause)
            else ""
        )
        future = (
            clause.replace(" were ", " would be ", 1) if told.after.startswith(" were ") and doubt is None else ""
        )
        report = say(draw, clause, noun_phrase=noun_phrase, future=future,
                     placed="place" in read(clause)[1])  # fmt: skip
        marked = report.marked
        made = (*made, *report.made_of)
    else:
        marked = sentence(clause)
    if doubt is not None:
        marked = f"{marked}{doubt.behind}"
        made = (*made, f"caution:{doubt.name}")
    if told.opening:
        marked = f"{told.opening} {marked}"
    text, row = row_of(marked, told, report, doubt.flags if doubt else ())
    return DrawnClaim(text, row, (*told.made_of, *told.amount.made_of, *made))
