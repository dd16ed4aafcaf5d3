"""The words that a claim rests on: every span with its part in the claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from factledger.records import Claim, Span

Role = Literal[
    "quantity", "comparator", "unit", "measure", "counted", "change", "speaker", "cue", "quote", "source", "flag",
    "likelihood", "place", "when", "part",
]  # fmt: skip


class Evidence(NamedTuple):
    """Words of the text, the part that they play in the claim, and what they prove, for people."""

    span: Span
    role: Role
    label: str


def evidence(claim: Claim) -> Iterator[Evidence]:
    """Yield every span that the claim rests on, in the order of the claim's fields."""
    quantity, said = claim.quantity, claim.attribution
    yield Evidence(quantity.span, "quantity", f"quantity ({quantity.kind})")
    if quantity.comparator_span:
        yield Evidence(quantity.comparator_span, "comparator", f"comparator: {words(quantity.comparator)}")
    if quantity.unit_span:
        other = [unit for unit in quantity.unit_candidates if unit != quantity.unit]
        label = f"unit: {quantity.unit}" + (f" (or {', '.join(other)})" if other else "")
        yield Evidence(quantity.unit_span, "unit", label)
    for span in claim.measure.evidence:
        yield Evidence(span, "measure", f"measure: {claim.measure.kind}")
    if claim.counted:
        yield Evidence(claim.counted, "counted", "counted")
    if claim.change:
        yield Evidence(claim.change.span, "change", f"change: {claim.change.direction}, {claim.change.role}")
    if said.speaker:
        yield from _speaker(claim)
    if said.cue:
        yield Evidence(said.cue, "cue", "cue" + (f" ({said.cue_class})" if said.cue_class else ""))
    if said.quote_span:
        yield Evidence(said.quote_span, "quote", f"quote: {said.quote}")
    for link in said.chain:
        yield Evidence(link.name, "source", f"source ({link.kind})")
        if link.cue:
            yield Evidence(link.cue, "cue", "cue of source")
    for flag in claim.flags:
        for span in flag.spans:
            yield Evidence(span, "flag", f"flag: {flag.kind}")
    if claim.likelihood:
        yield Evidence(claim.likelihood, "likelihood", "likelihood")
    if claim.place:
        yield Evidence(claim.place.span, "place", "place")
    if claim.when:
        yield Evidence(claim.when.span, "when", "when")
    if claim.part_of and claim.part_of.span:
        yield Evidence(claim.part_of.span, "part", f"part of claim {claim.part_of.index}")


def _speaker(claim: Claim) -> Iterator[Evidence]:
    speaker = claim.attribution.speaker
    if speaker is None:
        return
    about = f"{speaker.kind}, anonymous" if speaker.anonymous else speaker.kind
    yield Evidence(speaker.mention, "speaker", f"speaker ({about})")
    if speaker.name != speaker.mention:
        yield Evidence(speaker.name, "speaker", "speaker's name")
    if speaker.role:
        yield Evidence(speaker.role, "speaker", "speaker's role")
    if speaker.affiliation:
        yield Evidence(speaker.affiliation, "speaker", "speaker's affiliation")


def words(name: str) -> str:
    """A name of a closed vocabulary as words: `at least` for `at_least`."""
    return name.replace("_", " ")


class Piece(NamedTuple):
    """A stretch of text over which the same marks hold, in the order in which they were given."""

    start: int
    end: int
    marks: tuple[str, ...]


def pieces(start: int, end: int, marked: Iterable[tuple[int, int, str]]) -> Iterator[Piece]:
    """Cut `start` to `end` at the edges of the marked stretches, which may overlap; nothing is lost or doubled."""
    inside = [(max(a, start), min(b, end), mark) for a, b, mark in marked if a < end and b > start and a < b]
    edges = sorted({start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    for left, right in pairwise(edges):
        yield Piece(left, right, tuple(dict.fromkeys(mark for a, b, mark in inside if a <= left and right <= b)))
