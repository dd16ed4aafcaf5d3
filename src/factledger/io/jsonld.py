"""Claims as JSON-LD: PROV-O for where they come from, Web Annotation for the characters, schema.org for claim and review.

    to_jsonld(claims)          the claims of one text
    ledger_graph(ledger)       the claims that hold in a ledger, with texts, their revisions, and people's reviews

| node | is | says |
|---|---|---|
| a text | `schema:Article`, `prov:Entity` | publisher, title, url, days; `prov:wasRevisionOf` the text before it |
| a claim | `schema:Claim`, `prov:Entity` | `prov:wasAttributedTo` its speaker (else the publisher), `prov:wasQuotedFrom` its text, `prov:hadPrimarySource` what the speaker cites or speaks through; `schema:author`, `appearance`, `firstAppearance`; figure and columns under `factledger:` |
| an annotation | `oa:Annotation` | the claim on its characters: `oa:TextPositionSelector` and `oa:TextQuoteSelector` |
| a review | `schema:ClaimReview` | verdict, note, url and author of a person's review |

The context is in the document itself: nothing has to be fetched to read it. Numbers are exact (`xsd:decimal`).
"""  # noqa: E501

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from factledger.claims import Claims
from factledger.records import Claim, Link, Source, Speaker

if TYPE_CHECKING:
    from factledger.ledger.reading import Reading

Node = dict[str, Any]

_TEXTS = ("measure", "comparator", "unit", "counted", "change", "role", "cue", "quote", "place", "when", "flags")

#: The context: every term that the graphs use.
CONTEXT: Node = {
    "@version": 1.1,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "factledger": "urn:factledger:terms#",
    "id": "@id",
    "type": "@type",
    **{name: f"schema:{name}" for name in ("headline", "publisher", "author", "name", "text", "inLanguage")},
    **{
        name: f"schema:{name}" for name in ("claimReviewed", "reviewBody", "reviewRating", "alternateName", "version")
    },
    "url": {"@id": "schema:url", "@type": "@id"},
    "datePublished": {"@id": "schema:datePublished", "@type": "xsd:date"},
    "itemReviewed": {"@id": "schema:itemReviewed", "@type": "@id"},
    "appearance": {"@id": "schema:appearance", "@type": "@id"},
    "firstAppearance": {"@id": "schema:firstAppearance", "@type": "@id"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
    "hadPrimarySource": {"@id": "prov:hadPrimarySource", "@type": "@id"},
    "wasRevisionOf": {"@id": "prov:wasRevisionOf", "@type": "@id"},
    "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
    "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix")},
    **{name: f"factledger:{name}" for name in (*_TEXTS, "textSha256", "lexicon", "documentId", "figure")},
    **{name: {"@id": f"factledger:{name}", "@type": "xsd:decimal"} for name in ("value", "low", "high")},
    "relayedBy": {"@id": "factledger:relayedBy", "@type": "@id"},
    "partOf": {"@id": "factledger:partOf", "@type": "@id"},
    "sameAs": {"@id": "factledger:sameStatementAs", "@type": "@id"},
    "whenStart": {"@id": "factledger:whenStart", "@type": "xsd:date"},
    "whenEnd": {"@id": "factledger:whenEnd", "@type": "xsd:date"},
}

_SPEAKERS: Mapping[str, list[str]] = {
    "person": ["schema:Person", "prov:Person"],
    "collective": ["schema:Organization", "prov:Organization"],
    "outlet": ["schema:Organization", "prov:Organization"],
    "document": ["schema:CreativeWork", "prov:Entity"],
    "unknown": ["prov:Agent"],
}


def to_jsonld(claims: Claims) -> Node:
    """Return the claims of one text as one JSON-LD document."""
    text = f"urn:sha256:{claims.source.text_sha256}"
    ids = {claim.id: f"urn:factledger:claim:{claim.id}" for claim in claims}
    nodes = [text_node(text, claims.source, claims[0].provenance.document if claims else None)]
    for claim in claims:
        nodes += claim_nodes(ids[claim.id], claim, claims.source, text, ids)
    return {"@context": CONTEXT, "@graph": nodes}


def ledger_graph(ledger: Reading) -> tuple[int, Node]:
    """Return how many claims hold in a ledger, and all of them as one JSON-LD document.

    Texts and claims have the ids of their entries (`urn:factledger:entry:...`), which anybody can check.
    """
    texts: dict[tuple[str, str], str] = {}
    sources: dict[str, tuple[Source, str, str]] = {}
    before: dict[str, str] = {}
    reviews = []
    for entry in ledger.entries():
        record: Any = entry.read() if entry.kind in ("document", "revision", "review") else None
        if entry.kind == "document":
            texts.setdefault((record.id, record.source.text_sha256), _entry(entry.id))
            sources[_entry(entry.id)] = (record.source, record.id, entry.recorded)
        elif entry.kind == "revision":
            before[_entry(record.after)] = _entry(record.before)
        elif entry.kind == "review":
            reviews.append((_entry(entry.id), record))
    kept = ledger.kept()
    ids = {one.seq: _entry(one.entry) for one in kept}
    statements = ledger.statements(revisions="all")
    first = {one.seq: statement.first for statement in statements for one in statement.appearances}
    nodes = []
    for text, (source, document, recorded) in sources.items():
        node = text_node(text, source, document)
        node["generatedAtTime"] = recorded
        if text in before:
            node["wasRevisionOf"] = before[text]
        nodes.append(node)
    by_claim = {(one.document, one.claim.id): ids[one.seq] for one in kept}
    for one in kept:
        mine = {
            claim: by_claim[one.document, claim] for claim in _related(one.claim) if (one.document, claim) in by_claim
        }
        origin = one.claim.provenance
        text = texts[origin.document, origin.text_sha256]
        earliest = first[one.seq].claim.provenance
        nodes += claim_nodes(
            ids[one.seq], one.claim, one.source, text, mine, texts[earliest.document, earliest.text_sha256]
        )
    words = {ids[one.seq]: one.claim.sentence.text for one in kept}
    nodes += [_review(id_, review, words) for id_, review in reviews]
    return len(kept), {"@context": CONTEXT, "@graph": nodes}


def text_node(id_: str, source: Source, document: str | None = None) -> Node:
    """Return the node of a text."""
    return _without_none(
        {
            "id": id_,
            "type": ["schema:Article", "prov:Entity"],
            "documentId": document,
            "headline": source.title,
            "publisher": None if source.publisher is None else _organization(source.publisher),
            "author": None if source.author is None else {"type": ["schema:Person"], "name": source.author},
            "url": source.url,
            "datePublished": _day(source.published),
            "inLanguage": source.language,
            "textSha256": source.text_sha256,
        }
    )


def claim_nodes(
    id_: str, claim: Claim, source: Source, text: str, ids: Mapping[str, str], first: str | None = None
) -> list[Node]:
    """Return the nodes of a claim and its annotation; `first` is the text in which its statement appeared first."""
    said, quantity, when = claim.attribution, claim.quantity, claim.when
    speaker = said.speaker
    names = {name: value for name, value in claim.to_row().items() if name in _TEXTS}
    names["flags"] = list(claim.flag_kinds)
    agent = _speaker(speaker) if speaker is not None else None
    if agent is None and source.publisher is not None:
        agent = _organization(source.publisher)
    if agent is not None:
        agent = {"id": f"_:by-{claim.id}-{text[-8:]}", **agent}
    cited = [_link(link) for link in said.chain if link.kind != "relay"]
    is_paper = speaker is not None and speaker.kind == "document"
    if is_paper and agent is not None:
        cited.append(agent)  # a study or a report is no agent
    made = claim.provenance
    node = {
        "id": id_,
        "type": ["schema:Claim", "prov:Entity"],
        "text": claim.sentence.text,
        "figure": quantity.span.text,
        "author": agent and {"id": agent["id"]},
        "wasAttributedTo": None if is_paper else agent,
        "wasQuotedFrom": text,
        "hadPrimarySource": cited,
        "relayedBy": [_link(link) for link in said.chain if link.kind == "relay"],
        "appearance": text,
        "firstAppearance": first or text,
        "partOf": claim.part_of and ids.get(claim.part_of.claim),
        "sameAs": claim.same_as and ids.get(claim.same_as.claim),
        "value": _number(quantity.value),
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        **names,
        "whenStart": when and _day(when.start),
        "whenEnd": when and _day(when.end),
        "wasGeneratedBy": {
            "type": ["prov:Activity"],
            "lexicon": made.lexicon,
            "wasAssociatedWith": {
                "type": ["prov:SoftwareAgent", "schema:SoftwareApplication"],
                "name": "factledger",
                "version": made.extractor,
            },
        },
    }
    anchor = claim.anchor
    annotation = {
        "type": ["oa:Annotation"],
        "body": id_,
        "target": {
            "type": ["oa:SpecificResource"],
            "source": text,
            "selector": [
                {"type": ["oa:TextPositionSelector"], "start": quantity.span.start, "end": quantity.span.end},
                {
                    "type": ["oa:TextQuoteSelector"],
                    "exact": anchor.exact,
                    "prefix": anchor.prefix,
                    "suffix": anchor.suffix,
                },
            ],
        },
    }
    return [_without_none(node), annotation]


def _review(id_: str, review: Any, words: Mapping[str, str]) -> Node:
    about = _entry(review.about)
    return _without_none(
        {
            "id": id_,
            "type": ["schema:ClaimReview"],
            "claimReviewed": words.get(about),
            "itemReviewed": about,
            "reviewRating": {"type": ["schema:Rating"], "alternateName": review.verdict},
            "reviewBody": review.note,
            "url": review.url,
            "author": None if review.by is None else {"type": ["prov:Agent"], "name": review.by},
        }
    )


def _speaker(speaker: Speaker) -> Node:
    return {"type": _SPEAKERS[speaker.kind], "name": speaker.name.text}


def _link(link: Link) -> Node:
    if link.kind == "relay":
        return _organization(link.name.text)
    return {"type": ["prov:Entity", "schema:CreativeWork"], "name": link.name.text}


def _organization(name: str) -> Node:
    return {"type": ["schema:Organization", "prov:Organization"], "name": name}


def _related(claim: Claim) -> list[str]:
    return [other.claim for other in (claim.part_of, claim.same_as) if other is not None]


def _entry(id_: str) -> str:
    return f"urn:factledger:entry:{id_}"


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _without_none(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None and value != []}
