"""JSON-LD, read by a real processor: the triples say what the claims say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factledger import Document, Ledger, extract
from factledger.io.jsonld import CONTEXT, to_jsonld

pyld = pytest.importorskip("pyld", reason="extra of the tests: pyld")

TEXT = (
    "The health ministry said 12 people were killed in Tornau on Monday, citing hospital records.\n\n"
    "A study by Tornau University found that 40 percent of the houses were destroyed."
)
DOCUMENT = Document.of(TEXT, id="d", url="https://daily.example/1", publisher="Daily", published="2024-05-07")
SCHEMA, PROV, OA = "https://schema.org/", "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/oa#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def no_loading(url: str, _: Any) -> None:
    raise AssertionError(f"{url} would be fetched: the context must be in the document")


def triples(graph: dict[str, Any]) -> set[tuple[str, str, str]]:
    options = {"documentLoader": no_loading}
    data = pyld.jsonld.to_rdf(json.loads(json.dumps(graph)), options)
    return {(one["subject"]["value"], one["predicate"]["value"], one["object"]["value"]) for one in data["@default"]}


def objects(found: set[tuple[str, str, str]], subject: str, predicate: str) -> set[str]:
    return {o for s, p, o in found if (s, p) == (subject, predicate)}


def subjects(found: set[tuple[str, str, str]], type_: str) -> list[str]:
    return sorted(s for s, p, o in found if (p, o) == (TYPE, type_))


def test_every_term_has_an_address() -> None:
    expanded = pyld.jsonld.expand(
        json.loads(json.dumps(to_jsonld(extract(DOCUMENT)))), {"documentLoader": no_loading}
    )
    keys: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            keys.update(node)
            for value in node.values():
                walk(value)

    walk(expanded)
    assert all(key.startswith("@") or ":" in key for key in keys)
    # What a processor does not know it drops without a word: nothing that is written may be missing.
    written = {key for node in to_jsonld(extract(DOCUMENT))["@graph"] for key in node if key not in ("id", "type")}
    assert written <= set(CONTEXT)


def test_a_claim_in_triples() -> None:
    claims = extract(DOCUMENT)
    found = triples(to_jsonld(claims))
    claim = f"urn:factledger:claim:{claims[0].id}"
    text = f"urn:sha256:{claims.source.text_sha256}"
    assert set(subjects(found, SCHEMA + "Claim")) == {f"urn:factledger:claim:{one.id}" for one in claims}
    assert objects(found, claim, PROV + "wasQuotedFrom") == {text}
    assert objects(found, claim, SCHEMA + "appearance") == {text}
    (agent,) = objects(found, claim, PROV + "wasAttributedTo")
    assert objects(found, agent, SCHEMA + "name") == {"The health ministry"}
    assert PROV + "Organization" in objects(found, agent, TYPE)
    assert objects(found, claim, SCHEMA + "author") == {agent}
    assert objects(found, claim, "urn:factledger:terms#value") == {"12"}
    assert objects(found, text, SCHEMA + "datePublished") == {"2024-05-07"}
    (source,) = objects(found, claim, PROV + "hadPrimarySource")
    assert "records" in next(iter(objects(found, source, SCHEMA + "name")))


def test_a_study_is_a_source_and_no_agent() -> None:
    claims = extract(DOCUMENT)
    found = triples(to_jsonld(claims))
    claim = f"urn:factledger:claim:{claims[1].id}"
    assert claims[1].attribution.speaker is not None
    assert claims[1].attribution.speaker.kind == "document"
    assert objects(found, claim, PROV + "wasAttributedTo") == set()
    (study,) = objects(found, claim, PROV + "hadPrimarySource")
    assert objects(found, study, SCHEMA + "name") == {claims[1].attribution.speaker.name.text}


def test_selectors_point_at_the_characters() -> None:
    claims = extract(DOCUMENT)
    found = triples(to_jsonld(claims))
    annotations = subjects(found, OA + "Annotation")
    assert len(annotations) == len(claims)
    by_claim = {next(iter(objects(found, one, OA + "hasBody"))): one for one in annotations}
    for claim in claims:
        (target,) = objects(found, by_claim[f"urn:factledger:claim:{claim.id}"], OA + "hasTarget")
        chosen = objects(found, target, OA + "hasSelector")
        (position,) = [one for one in chosen if OA + "TextPositionSelector" in objects(found, one, TYPE)]
        (quote,) = [one for one in chosen if OA + "TextQuoteSelector" in objects(found, one, TYPE)]
        start, end = (int(next(iter(objects(found, position, OA + name)))) for name in ("start", "end"))
        assert {TEXT[start:end]} == objects(found, quote, OA + "exact")
        assert TEXT.index(next(iter(objects(found, quote, OA + "prefix")))) < start


def test_a_ledger_with_revision_copy_and_review(tmp_path: Path) -> None:
    line = "Police said the death toll in Tornau had risen to {} by the evening."
    first = Document.of(
        line.format(12), id="a", url="https://daily.example/a", publisher="Daily", published="2024-05-06"
    )
    second = Document.of(
        line.format(19), id="a", url="https://daily.example/a", publisher="Daily", published="2024-05-06"
    )
    copy = Document.of(line.format(19), id="b", publisher="Post", published="2024-05-07")
    with Ledger(tmp_path / "a.ledger") as ledger:
        for document in (first, second, copy):
            ledger.record(document, extract(document))
        verdict = ledger.review(ledger.claims(document="b")[0], "confirmed", note="by lists", by="Ilse Brandt")
        count = ledger.to_jsonld(tmp_path / "a.jsonld")
    found = triples(json.loads((tmp_path / "a.jsonld").read_text("utf-8")))
    assert count == 2
    (review,) = subjects(found, SCHEMA + "ClaimReview")
    assert review == f"urn:factledger:entry:{verdict.id}"
    (reviewed,) = objects(found, review, SCHEMA + "itemReviewed")
    (rating,) = objects(found, review, SCHEMA + "reviewRating")
    assert objects(found, rating, SCHEMA + "alternateName") == {"confirmed"}
    (appeared,) = objects(found, reviewed, SCHEMA + "appearance")
    (earliest,) = objects(found, reviewed, SCHEMA + "firstAppearance")
    assert objects(found, appeared, "urn:factledger:terms#documentId") == {"b"}
    assert objects(found, earliest, "urn:factledger:terms#documentId") == {"a"}
    (before,) = objects(found, earliest, PROV + "wasRevisionOf")
    assert objects(found, before, "urn:factledger:terms#documentId") == {"a"}
