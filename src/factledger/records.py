"""The public contract: what a claim is, as frozen Pydantic models.

Numbers are `Decimal`, dates are dates, nothing is a float. Everything that was read off the text is a
`Span`, or carries one, so that each decision can be shown on the characters that prove it. Offsets are
code points of the original text, end exclusive: `text[span.start:span.end] == span.text`.

The closed vocabularies are those of the guidelines of what a claim is (docs/claims.md).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    model_validator,
)

from factledger.frozen import Record, trusted

if TYPE_CHECKING:
    import pint

Comparator = Literal["exact", "approx", "at_least", "more_than", "at_most", "less_than", "range", "vague"]
QuantityKind = Literal[
    "count", "money", "percent", "percentage_point", "fraction", "multiple", "physical", "duration", "ordinal", "age"
]
MeasureKind = Literal[
    "killed", "injured", "casualties", "missing", "captured", "arrested", "displaced", "evacuated", "rescued",
    "affected", "infected", "hospitalized", "vaccinated",
    "troops", "weapons", "attacks", "destroyed",
    "currency_change", "currency_level", "price_change", "price_level", "funding", "cost", "income", "output", "rate",
    "votes", "poll", "attendance",
    "duration", "distance", "area", "other",
]  # fmt: skip
FlagKind = Literal[
    "no_evidence", "unverified", "alleged", "reported", "denied", "disputed", "estimate", "forecast", "hypothetical",
    "negated", "to_date", "undercount", "anonymous", "secondhand",
]  # fmt: skip
QuoteKind = Literal["direct", "indirect", "mixed", "none"]
SpeakerKind = Literal["person", "collective", "document", "outlet", "unknown"]
Direction = Literal["up", "down"]
ChangeRole = Literal["by", "to", "from"]
LinkKind = Literal["relay", "medium", "data"]

MEASURES: tuple[str, ...] = get_args(MeasureKind)

#: A flag of a user's own lexicon: x_ and lower-case words, so that it can never be taken for one of ours.
OWN_FLAG = r"^x_[a-z][a-z0-9_]{0,40}$"
OwnFlag = Annotated[str, StringConstraints(pattern=OWN_FLAG)]


class _FlagNames(tuple[str, ...]):
    """The packaged flags in order; holds, beside them, every name that a lexicon may give a flag of its own."""

    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (isinstance(name, str) and re.fullmatch(OWN_FLAG, name) is not None)


FLAGS: tuple[str, ...] = _FlagNames(get_args(FlagKind))

ROW_COLUMNS: tuple[str, ...] = (
    "doc", "start", "end", "text", "value", "low", "high", "comparator", "unit", "measure", "counted", "change",
    "role", "speaker", "cue", "quote", "sources", "flags", "place", "when", "subset_of",
)  # fmt: skip


def _no_float(value: object) -> object:
    if isinstance(value, float):
        raise ValueError("a float cannot hold a stated number exactly; give a Decimal, an int or a string")
    return value


def _plain(value: Decimal) -> str:
    return format(value, "f")


#: An exact number; floats are refused, JSON holds its plain digits as a string.
Number = Annotated[Decimal, BeforeValidator(_no_float), PlainSerializer(_plain, return_type=str, when_used="json")]


def _utc(moment: dt.datetime) -> dt.datetime:
    try:
        return moment if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError("no such moment in UTC") from None


#: A moment; one with a time zone is kept in UTC, so that it has one spelling.
Moment = Annotated[dt.datetime, AfterValidator(_utc)]


class Span(Record):
    """Characters of the document: code points `start` to `end` (exclusive), and the text that stands there."""

    start: int = Field(ge=0)
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Return the span of `text` from `start` to `end`."""
        if start < 0:
            return cls(start=start, end=end, text=text[start:end])  # refused there
        return _span(end=end, start=start, text=text[start:end])


_span = trusted(Span)


class TextQuoteSelector(Record):
    """W3C Web Annotation TextQuoteSelector: the exact words with up to 32 characters on each side."""

    exact: str
    prefix: str
    suffix: str


class Source(Record):
    """Where a text comes from: what the caller said of it, and the hash of the text itself.

    `page_sha256` is the hash of the bytes that the text was extracted from (an HTML page), where it was.
    """

    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    published: dt.date | None = None
    retrieved: Moment | None = None
    language: str = "en"
    text_sha256: str
    page_sha256: str | None = None


class Quantity(Record):
    """A number as the text states it.

    `value` is the number in `unit`, scale applied; it is null for a range (`low`, `high`) and for vague words. With
    an `uncertainty` (20 ± 1) `low` and `high` are the ends that it gives.
    `unit` is "" for a bare count, an ISO 4217 code for money, `percent`, `percentage_point`, `fraction`,
    `multiple`, or the singular name of a unit as Pint knows it; a rate joins two (`USD/barrel`).
    `unit_candidates` names the other readings where the text leaves the unit open (a bare `$`).
    """

    span: Span
    kind: QuantityKind
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    uncertainty: Number | None = None
    comparator: Comparator = "exact"
    comparator_span: Span | None = None
    unit: str = ""
    unit_span: Span | None = None
    unit_candidates: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _ordered(self) -> Quantity:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self

    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """Return the lowest and highest number that the words allow; None where they leave that side open."""
        match self.comparator:
            case "range":
                return self.low, self.high
            case "at_least" | "more_than":
                return self.value, None
            case "at_most" | "less_than":
                return None, self.value
            case "vague":
                return None, None
            case _ if self.uncertainty is not None:
                return self.low, self.high
            case _:
                return self.value, self.value

    def to_pint(self, registry: pint.UnitRegistry[Any] | None = None) -> pint.Quantity[Any]:
        """Return the value as a Pint quantity (Decimal magnitude).

        Raises `FactledgerError` where there is no single value (ranges, vague words) or where the registry does
        not know the unit: money and index points need a registry of yours that defines them.
        """
        from factledger.units import to_pint

        return to_pint(self, registry)


class Measured(Record):
    """What is measured: one word of the closed vocabulary, and the words that decided it."""

    kind: MeasureKind
    evidence: tuple[Span, ...] = ()


class Change(Record):
    """A rise or fall: its direction, what the number is in it (`by`, `to`, `from`), and the words that say so."""

    direction: Direction
    role: ChangeRole
    span: Span


class Place(Record):
    """The narrowest place that the text gives, and its ISO 3166 country code where its name says so alone.

    `country` is set for the name of a country, a capital or a demonym; two countries of one name leave it empty.
    """

    span: Span
    country: str | None = None


class When(Record):
    """The words that date what the quantity describes, and the days that they allow, both ends included.

    An end that the words leave open is None. `precision` is how exactly the words fix it (day, weekend, week, month,
    quarter, half, year, decade, unknown); `basis` what that rests on: `stated` in the text, reckoned from the day of
    publication (`published`), or `unresolved`: then both ends are None.
    """

    span: Span
    start: dt.date | None = None
    end: dt.date | None = None
    precision: str = "unknown"
    basis: Literal["stated", "published", "unresolved"] = "unresolved"


class Speaker(Record):
    """Who states a claim.

    `name` is the fullest form that this text gives, `mention` the words at the claim itself (`she`).
    """

    name: Span
    mention: Span
    kind: SpeakerKind = "unknown"
    role: Span | None = None
    affiliation: Span | None = None
    anonymous: bool = False


class Link(Record):
    """One step between speaker and article: a relaying outlet, a medium (post, statement), or cited data."""

    name: Span
    kind: LinkKind
    cue: Span | None = None


class Attribution(Record):
    """Who said it, by which cue, how it is quoted, and through whom it came (`chain`, outermost first)."""

    speaker: Speaker | None = None
    cue: Span | None = None
    cue_class: str | None = None
    quote: QuoteKind = "none"
    quote_span: Span | None = None
    chain: tuple[Link, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the chain's links, outermost first."""
        return tuple(link.name.text for link in self.chain)


#: The attribution of a claim without one; constructed as it is, so that import builds no validators.
_UNSAID = Attribution.model_construct()


class Flag(Record):
    """A reason for more or less trust: its kind, the words that raised it, and the rule's name.

    `by` is who denies or disputes, as the text names them; None for other flags and where it is not clear.
    """

    kind: FlagKind | OwnFlag
    spans: tuple[Span, ...]
    rule: str
    by: Span | None = None


class Reported(Record):
    """A report in a text, numbers or not: who says it, by which cue, what of the text is inside it.

    `speaker` is None where the cue has no source; `content` are the stretches of text that the report holds, in
    order; `chain` is how it came, outermost first.
    """

    speaker: Speaker | None = None
    cue: Span | None = None
    cue_class: str
    content: tuple[Span, ...] = ()
    chain: tuple[Link, ...] = ()


class PartOf(Record):
    """The claim that this one is stated to be part of: its id, its place in the document's claims, the words."""

    claim: str
    index: int
    span: Span | None = None


class SameAs(Record):
    """The first mention of the same statement in the document: its id, its place in the document's claims."""

    claim: str
    index: int


class Provenance(Record):
    """How a claim came about: text hash, extractor and lexicon versions, and the rules that fired."""

    document: str
    text_sha256: str
    extractor: str
    lexicon: str
    rules: tuple[str, ...] = ()


class Diagnostic(Record):
    """Something that was not analysed, where, and why.

    `document` is the id of the document that it is about, `where` where that stands (file, member, line or offset);
    both are None where the claims beside it say so.
    """

    code: str
    message: str
    span: Span | None = None
    document: str | None = None
    where: str | None = None


class Part(Record):
    """A stretch of a document that its page marks as a headline or a caption; offsets as those of `Span`."""

    start: int = Field(ge=0)
    end: int
    kind: Literal["headline", "caption"]


class Claim(Record):
    """One quantity that a text states about the world, and all that the text says of it.

    `id` is a hash of what determines the claim: the text, the extractor's and the lexicon's version and the
    quantity's place. `index` counts the document's claims from 0. `likelihood` is the likelihood word of the claim's
    clause as it is written (`very likely`); `likelihood_on` reads it on a published scale.
    `same_as` is set where the document has made the same statement before (the headline's figure in the text).
    """

    id: str
    index: int
    quantity: Quantity
    measure: Measured
    counted: Span | None = None
    change: Change | None = None
    attribution: Attribution = _UNSAID
    flags: tuple[Flag, ...] = ()
    likelihood: Span | None = None
    place: Place | None = None
    when: When | None = None
    sentence: Span
    anchor: TextQuoteSelector
    part_of: PartOf | None = None
    same_as: SameAs | None = None
    provenance: Provenance

    @property
    def flag_kinds(self) -> tuple[str, ...]:
        """The flags that hold, sorted, each once."""
        return tuple(sorted({flag.kind for flag in self.flags}))

    def to_row(self) -> dict[str, Any]:
        """Return the flat row: the columns of `ROW_COLUMNS` in their order."""
        quantity, said = self.quantity, self.attribution
        return {
            "doc": self.provenance.document,
            "start": quantity.span.start,
            "end": quantity.span.end,
            "text": quantity.span.text,
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "comparator": quantity.comparator,
            "unit": quantity.unit,
            "measure": self.measure.kind,
            "counted": self.counted.text if self.counted else None,
            "change": self.change.direction if self.change else None,
            "role": self.change.role if self.change else None,
            "speaker": said.speaker.name.text if said.speaker else None,
            "cue": said.cue.text if said.cue and said.cue.text[-1:].isalnum() else None,  # a colon is no word
            "quote": said.quote,
            "sources": list(said.sources),
            "flags": list(self.flag_kinds),
            "place": self.place.span.text if self.place else None,
            "when": self.when.span.text if self.when else None,
            "subset_of": self.part_of.index if self.part_of else None,
        }

    def explain(self) -> str:
        """Return the claim's sentence with each decision under the words that prove it."""
        from factledger.view.explain import explain

        return explain(self)

    def caveats(self) -> tuple[str, ...]:
        """Return what a reader should know before trusting the figure, as short sentences in a fixed order.

        They are made of the flags and columns alone, without a score: `said without providing evidence`, `relayed by
        CNN`, `a lower bound`.
        """
        from factledger.view.caveats import caveats

        return caveats(self)

    def likelihood_on(self, scale: str = "icd203") -> tuple[Decimal, Decimal] | None:
        """Return the percent range that a published scale (`icd203`, `ipcc`) gives the claim's likelihood word.

        None where the claim has no such word or the scale does not define it. Raises `FactledgerError` on a scale
        that does not exist.
        """
        from factledger.flags.likelihood import likelihood_range

        return likelihood_range(self, scale)

    def _repr_html_(self) -> str:
        from factledger.view.notebook import claim_html

        return claim_html(self)
