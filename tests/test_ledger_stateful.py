"""The ledger against a plain list: whatever is done to it in whatever order, both hold and answer the same."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from building import claim
from factledger import Claim, Document, FactledgerError, Ledger
from factledger.ledger import Checkpoint, verify_proof, writing
from factledger.records import Measured, Provenance

#: Article: its url, and the ids under which its texts come. Ids that differ only in what SQLite cannot hold are two.
ARTICLES = {
    "by id": (None, ("plain",)),
    "by url": ("https://daily.example/1", ("one", "two")),
    "odd": (None, ("odd\ud800",)),
    "odder": (None, ("odd?",)),
    "odd url": ("https://daily.example/\x00", ("three",)),
}
TEXTS = ("They counted 10 crates and 20 barrels.", "They counted 11 crates and 20 barrels.", "Nothing was counted.")
WORDS = {TEXTS[0]: ("10", "20"), TEXTS[1]: ("11", "20"), TEXTS[2]: ()}
MEASURES = ("destroyed", "weapons")


class Clock(dt.datetime):
    """The time of recording: a day later with every step."""

    at = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
        return cls.at


@dataclass(eq=False)
class Seen:
    """A recorded document."""

    document: Document
    article: str
    retracted: bool = False

    @property
    def text(self) -> tuple[str, str]:
        return self.document.id, self.document.source.text_sha256


@dataclass(eq=False)
class Said:
    """A recorded claim."""

    claim: Claim
    text: tuple[str, str]
    version: str
    over: bool = False  # another reading took its place
    retracted: bool = False


@dataclass
class Model:
    """What the ledger must hold, in plain lists."""

    entries: list[tuple[str, Any]] = field(default_factory=list)  # kind, and the record where it is one of ours
    documents: list[Seen] = field(default_factory=list)
    claims: list[Said] = field(default_factory=list)
    readings: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    extractions: set[tuple[Any, ...]] = field(default_factory=set)

    def record(self, article: str, document: Document, version: str, found: list[Claim]) -> None:
        if all(one.document != document for one in self.documents):
            before = [one for one in self.documents if one.article == article]
            self.documents.append(Seen(document, article))
            self.entries.append(("document", document))
            if before and before[-1].document.source.text_sha256 != document.source.text_sha256:
                self.entries.append(("revision", None))
        text = (document.id, document.source.text_sha256)
        first = next(one for one in self.documents if one.text == text)
        made = (text, version, tuple(one.to_json() for one in found))
        if made in self.extractions:
            return
        self.extractions.add(made)
        self.entries.append(("extraction", None))
        versions = self.readings.setdefault(text, [])
        if version not in versions:
            versions.append(version)
            for said in self.claims:
                said.over = said.over or said.text == text
        for one in found:
            if any(said.claim == one for said in self.claims):
                continue
            for said in self.claims:  # the same version reads the same figure anew
                if (said.text, said.version, said.claim.id) == (text, version, one.id):
                    said.over = True
            self.claims.append(Said(one, text, version, version != versions[-1], first.retracted))
            self.entries.append(("claim", one))

    def retract_document(self, seen: Seen) -> None:
        first = next(one for one in self.documents if one.text == seen.text)
        seen.retracted = first.retracted = True
        for said in self.claims:
            said.retracted = said.retracted or said.text == seen.text

    def held(self, revisions: str = "latest", retracted: bool = False) -> list[Claim]:
        latest = set()
        for article in ARTICLES:
            texts = [
                one.text for one in self.documents if one.article == article and (retracted or not one.retracted)
            ]
            latest.update(texts[-1:])
        return [
            said.claim
            for said in self.claims
            if not said.over and (retracted or not said.retracted) and (revisions == "all" or said.text in latest)
        ]


class LedgerMachine(RuleBasedStateMachine):
    """Records, takes back, reviews, closes, copies; after each step everything is compared."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name, "a.ledger")
        Clock.at = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)
        self.ledger = Ledger(self.path)
        self.model = Model()
        self.noted: list[Checkpoint] = []
        self.days: list[tuple[dt.date, list[Claim], list[Claim]]] = []
        self.retracted: set[str] = set()

    @rule(
        article=st.sampled_from(sorted(ARTICLES)),
        which=st.integers(0, 1),
        text=st.sampled_from(TEXTS),
        version=st.sampled_from(("1", "2", "2\ud800")),
        measure=st.sampled_from(MEASURES),
        published=st.sampled_from((None, dt.date(2024, 1, 1))),
        last=st.booleans(),
    )
    def record(
        self, article: str, which: int, text: str, version: str, measure: Any, published: dt.date | None, last: bool
    ) -> None:
        url, ids = ARTICLES[article]
        document = Document.of(text, id=ids[which % len(ids)], url=url, published=published)
        origin = Provenance(
            document=document.id, text_sha256=document.source.text_sha256, extractor=version, lexicon="0"
        )
        found = [
            claim(document, words, at, measure=Measured(kind=measure), provenance=origin)
            for at, words in enumerate(WORDS[text])
        ]
        if not last:
            found = found[:1]
        self.tick()
        before = len(self.model.entries)
        self.model.record(article, document, version, found)
        got = self.ledger.record(document, found, extractor=version, lexicon="0")
        assert sum(got) == len(self.model.entries) - before
        assert sum(self.ledger.record(document, found, extractor=version, lexicon="0")) == 0

    @rule()
    def refused(self) -> None:
        document, other = Document.of(TEXTS[0], id="x"), Document.of(TEXTS[0], id="y")
        with pytest.raises(FactledgerError):
            self.ledger.record_many([(document, []), (other, [claim(document, "10")])])

    @precondition(lambda self: self.model.documents)
    @rule(data=st.data(), claim_too=st.booleans())
    def retract(self, data: st.DataObject, claim_too: bool) -> None:
        self.tick()
        pool: list[Any] = [*self.model.documents, *(self.model.claims if claim_too else [])]
        target = data.draw(st.sampled_from(pool))
        record = target.document if isinstance(target, Seen) else target.claim
        if record.to_json() in self.retracted:
            with pytest.raises(FactledgerError, match="retracted already"):
                self.ledger.retract(record, "another reason")
            return
        self.retracted.add(record.to_json())
        self.ledger.retract(record, "withdrawn")
        self.model.entries.append(("retraction", None))
        if isinstance(target, Seen):
            self.model.retract_document(target)
        else:
            target.retracted = True

    @precondition(lambda self: self.model.entries)
    @rule(data=st.data())
    def review_and_prove(self, data: st.DataObject) -> None:
        self.tick()
        seq = data.draw(st.integers(1, len(self.model.entries)))
        proof = self.ledger.prove(seq)
        assert verify_proof(proof.to_json(), self.ledger.checkpoint()) == proof
        kind, record = self.model.entries[seq - 1]
        assert proof.kind == kind
        if record is not None:
            assert proof.body == record.to_json()
        self.ledger.review(seq, f"read on {Clock.at}")
        self.model.entries.append(("review", None))

    @rule(kept=st.booleans())
    def note(self, kept: bool) -> None:
        self.tick()
        self.noted.append(self.ledger.checkpoint(noted="a wall" if kept else None))
        if kept:
            self.model.entries.append(("checkpoint", None))

    @rule()
    def open_again(self) -> None:
        self.ledger.close()
        self.ledger = Ledger(self.path)

    @rule()
    def copy(self) -> None:
        lines, there = Path(self.folder.name, "a.jsonl"), Path(self.folder.name, "copy.ledger")
        self.ledger.to_jsonl(lines)
        with Ledger(there) as other:
            other.import_jsonl(lines)
            assert list(other.entries()) == list(self.ledger.entries())
            assert other.claims() == self.ledger.claims()
            assert all(other.verify(noted).ok for noted in self.noted)
            assert other.verify(deep=True).ok
        there.unlink()

    @precondition(lambda self: self.days)
    @rule(data=st.data())
    def as_it_was(self, data: st.DataObject) -> None:
        day, held, ever = data.draw(st.sampled_from(self.days))
        assert self.ledger.claims(as_of=day) == held
        assert self.ledger.asof(day).claims(revisions="all", retracted=True) == ever

    @rule()
    def verifies(self) -> None:
        found = self.ledger.verify(deep=True)
        assert found.ok, found
        for noted in self.noted:
            assert self.ledger.verify(noted).ok
            verify_proof(self.ledger.extends(noted), noted)

    @invariant()
    def holds_the_same(self) -> None:
        if not hasattr(self, "model"):
            return
        entries = list(self.ledger.entries())
        assert [entry.kind for entry in entries] == [kind for kind, _ in self.model.entries]
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        for entry, (_, record) in zip(entries, self.model.entries, strict=True):
            assert record is None or entry.body == record.to_json()
        assert self.ledger.documents() == [one.document for one in self.model.documents]
        held = self.model.held()
        assert self.ledger.claims() == held
        assert self.ledger.claims(revisions="all") == self.model.held("all")
        assert self.ledger.claims(retracted=True) == self.model.held(retracted=True)
        for measure in MEASURES:
            assert self.ledger.claims(measure=measure) == [one for one in held if one.measure.kind == measure]
        for _, ids in ARTICLES.values():
            for id_ in ids:
                mine = [one for one in held if one.provenance.document == id_]
                assert self.ledger.claims(document=id_) == mine

    def tick(self) -> None:
        """Note what held until now, and let a day pass."""
        day = Clock.at.date()
        self.days.append((day, self.model.held(), self.model.held("all", retracted=True)))
        Clock.at += dt.timedelta(days=1)

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.ledger.close()
            self.folder.cleanup()


def test_the_ledger_is_a_plain_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing.dt, "datetime", Clock)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        LedgerMachine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
    )
