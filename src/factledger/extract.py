"""The pipeline, top to bottom: a document in, its claims out."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from factledger._version import __version__
from factledger.attribution import attribute, find_reports
from factledger.claims import Claims
from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.flags import raise_flags
from factledger.flags.likelihood import read_likelihoods
from factledger.frozen import trusted
from factledger.gazetteer import country_of
from factledger.lexicon import lexicon_version
from factledger.measures import read_subjects
from factledger.measures.dates import resolve
from factledger.quantities import parse_quantities
from factledger.records import (
    Claim,
    PartOf,
    Place,
    Provenance,
    Quantity,
    SameAs,
    Span,
    TextQuoteSelector,
    When,
)
from factledger.repeats import first_mentions
from factledger.segment import Layout, Sentence, segment

if TYPE_CHECKING:
    from factledger.extension import Words

#: Words of one's own: the path of a TOML file, or a mapping of the same form.
Lexicon = str | os.PathLike[str] | Mapping[str, Any]

_claim, _provenance, _quote = trusted(Claim), trusted(Provenance), trusted(TextQuoteSelector)
_place, _when = trusted(Place), trusted(When)

CONTEXT = 32  # characters of prefix and suffix in a quote selector: enough to find the words again after edits


class Extractor:
    """Extraction, configured once: picklable, without state that changes, safe to share between threads.

    `lexicon` is your own words, merged over the packaged ones: the path of a TOML file, a mapping of the same form,
    or a sequence of them, of which the last wins (docs/lexicon.md). `packs` names installed lexicon packs
    (`factledger.lexicon.packs()` lists them); your own words win over them. What is wrong in either raises
    `FactledgerError` with file, line, key and what is accepted.
    """

    def __init__(self, lexicon: Lexicon | Sequence[Lexicon] | None = None, packs: Sequence[str] = ()) -> None:
        self._words = _words_of(lexicon, packs)

    @property
    def versions(self) -> tuple[str, str]:
        """The versions of the extractor and of its lexicon, as they stand in each claim's provenance."""
        return __version__, lexicon_version() if self._words is None else self._words.version

    def extract(self, text: str | Document, **source_fields: Any) -> Claims:
        """Return the claims of a text or document.

        `source_fields` (publisher, title, author, url, published, retrieved, language, and `id`) describe a plain
        text; a `Document` brings its own, and giving both raises `FactledgerError`.
        """
        document = _as_document(text, source_fields)
        layout = segment(document.text, document.parts)
        quantities = [q for q in parse_quantities(document.text) if _is_body(layout, q.span.start)]
        return Claims(document.source, claims_of(document, layout, quantities, self._words), text=document.text)


def _words_of(lexicon: Lexicon | Sequence[Lexicon] | None, packs: Sequence[str]) -> Words | None:
    if isinstance(packs, str):
        raise FactledgerError(f"packs: a sequence of names is accepted, not the string {packs!r}")
    if lexicon is None and not packs:
        return None
    from factledger.extension import words_of  # only those who bring words pay for reading them
    from factledger.lexicon.installed import read_pack
    from factledger.lexicon.located import read_given

    given = [table for name in packs for table in read_pack(name)]
    if isinstance(lexicon, Sequence) and not isinstance(lexicon, str | bytes):
        given += [read_given(one) for one in lexicon]
    elif lexicon is not None:
        given.append(read_given(lexicon))
    return words_of(given)


def claims_of(
    document: Document, layout: Layout, quantities: Sequence[Quantity], words: Words | None = None
) -> list[Claim]:
    """Return the claims of the quantities found in a document: subjects, attributions and flags put together.

    `words` replaces the packaged words.
    """
    if not quantities:
        return []
    reports = find_reports(layout, document.source.publisher, quantities)
    attributions = attribute(layout, reports, quantities)
    subjects = read_subjects(layout, quantities, None if words is None else words.measures)
    flags = raise_flags(layout, quantities, subjects, attributions, reports, None if words is None else words.rules)
    likelihoods = read_likelihoods(layout, quantities, subjects, attributions, reports)

    lexicon = lexicon_version() if words is None else words.version
    seed = f"{document.source.text_sha256} {__version__} {lexicon}"
    ids = [_claim_id(seed, quantity.span) for quantity in quantities]
    made_by: dict[tuple[str, ...], Provenance] = {}
    sentences: dict[int, Span] = {}
    headlines = []
    claims = []
    for index, (quantity, subject, said, raised) in enumerate(
        zip(quantities, subjects, attributions, flags, strict=True)
    ):
        whole = subject.part_of
        provenance = made_by.get(subject.rules)
        if provenance is None:
            provenance = made_by[subject.rules] = _provenance(
                document=document.id,
                extractor=__version__,
                lexicon=lexicon,
                rules=subject.rules,
                text_sha256=document.source.text_sha256,
            )
        within = layout.sentence_at(quantity.span.start)
        headlines.append(within is not None and within.kind == "headline")
        when = subject.when
        if when is not None:
            ahead = any(flag.kind == "forecast" for flag in raised)
            when = _dated(when, document.source.published, ahead=ahead)
        claims.append(
            _claim(
                id=ids[index],
                index=index,
                quantity=quantity,
                measure=subject.measure,
                counted=subject.counted,
                change=subject.change,
                attribution=said,
                flags=raised,
                likelihood=likelihoods[index],
                place=_located(subject.place),
                when=when,
                sentence=_sentence(layout, within, quantity.span, sentences),
                anchor=_anchor(document.text, quantity.span),
                part_of=None if whole is None else PartOf(claim=ids[whole], index=whole, span=subject.part_span),
                provenance=provenance,
            )
        )
    for index, first in enumerate(first_mentions(document.text, claims, headlines)):
        if first is not None:
            claims[index] = claims[index].model_copy(update={"same_as": SameAs(claim=ids[first], index=first)})
    return claims


_DEFAULT = Extractor()


def extract(text: str | Document, **source_fields: Any) -> Claims:
    """Return the claims of a text or document, with the packaged lexicon (see `Extractor.extract`)."""
    return _DEFAULT.extract(text, **source_fields)


def _as_document(text: str | Document, source_fields: dict[str, Any]) -> Document:
    if isinstance(text, Document):
        if source_fields:
            raise FactledgerError(
                f"a Document brings its own source; {sorted(source_fields)[0]!r} is accepted only beside a plain text"
            )
        return text
    return Document.of(text, **source_fields)


def _is_body(layout: Layout, offset: int) -> bool:
    sentence = layout.sentence_at(offset)
    return sentence is not None and sentence.kind != "boilerplate"


def _sentence(layout: Layout, sentence: Sentence | None, span: Span, known: dict[int, Span]) -> Span:
    """Return the span of a quantity's sentence, one for all its quantities; longer where the quantity runs on."""
    if sentence is None:
        return span
    if span.end > sentence.end:
        return Span.of(layout.text, sentence.start, span.end)
    found = known.get(sentence.index)
    if found is None:
        found = known[sentence.index] = Span.of(layout.text, sentence.start, sentence.end)
    return found


def _located(place: Place | None) -> Place | None:
    """Return the place with its country, where its name says so."""
    if place is None:
        return None
    country = country_of(place.span.text)
    return place if country is None else _place(span=place.span, country=country)


def _dated(when: When, published: dt.date | None, *, ahead: bool) -> When:
    """Return the time with the days that its words allow, reckoned from the day of publication."""
    days = resolve(when.span.text, published, ahead=ahead)
    if days.basis == "unresolved":
        return when
    return _when(span=when.span, start=days.start, end=days.end, precision=days.precision, basis=days.basis)


def _claim_id(seed: str, span: Span) -> str:
    return hashlib.sha256(f"{seed} {span.start} {span.end}".encode()).hexdigest()[:32]


def _anchor(text: str, span: Span) -> TextQuoteSelector:
    return _quote(
        exact=span.text,
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )
