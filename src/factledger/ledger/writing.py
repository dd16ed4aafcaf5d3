"""Writing: entries are drafted from records, then appended in one transaction with their leaves and index rows."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factledger.document import Document, text_sha256
from factledger.errors import FactledgerError
from factledger.ledger.base import Base, Target
from factledger.ledger.bulk import in_bulk
from factledger.ledger.entries import (
    MODELS,
    CheckpointEntry,
    Entry,
    Extraction,
    Retraction,
    Review,
    Revision,
    entry_id,
    leaf_data,
)
from factledger.ledger.index import Index
from factledger.ledger.merkle import leaf_hash
from factledger.ledger.tree import Tree
from factledger.records import Claim, Record, canonical_json

BATCH = 1000  # entries a transaction: synchronous=FULL costs one wait for the disk, so it is spread over many


class Recorded(NamedTuple):
    """How many entries of each kind were new to the ledger; `sum` gives all of them."""

    documents: int = 0
    claims: int = 0
    extractions: int = 0
    revisions: int = 0


class _Draft(NamedTuple):
    """An entry before it has its number."""

    id: str
    kind: str
    body: str
    record: Record


class Writing(Base):
    """The part of a ledger that adds entries."""

    def record(
        self,
        document: Document,
        claims: Iterable[Claim],
        *,
        extractor: str | None = None,
        lexicon: str | None = None,
    ) -> Recorded:
        """Record a document and its claims in one transaction; return how many entries were new.

        When this returns, they are on the disk. What is there already is not added again. A text that another
        version of the extractor has read before is read anew, beside the old reading; a new text of the same url or
        document id is a revision (`revisions`).

        `extractor` and `lexicon` are the versions that found nothing, to be given together where `claims` is empty;
        elsewhere the claims name them. Raises `FactledgerError` where the claims are of another text or the file
        cannot be written; then nothing was recorded.
        """
        return self._append([_drafts(document, claims, _version(extractor, lexicon))])

    def record_many(
        self,
        pairs: Iterable[tuple[Document, Iterable[Claim]]],
        *,
        extractor: str | None = None,
        lexicon: str | None = None,
    ) -> Recorded:
        """Record many documents with their claims, in transactions of about a thousand entries.

        A document and its claims are never torn apart. If it is interrupted, the first documents are there in
        full and the rest not at all; recording everything again completes it. `extractor` and `lexicon` are the
        versions of documents without claims, as in `record`.
        """
        version = _version(extractor, lexicon)
        total = Recorded()
        waiting: list[list[_Draft]] = []
        count = 0
        for document, claims in pairs:
            waiting.append(_drafts(document, claims, version))
            count += len(waiting[-1])
            if count >= BATCH:
                total = _plus(total, self._append(waiting))
                waiting, count = [], 0
        return _plus(total, self._append(waiting)) if waiting else total

    def retract(self, target: Target, reason: str, *, by: str | None = None) -> Entry:
        """Record that a document, claim or review no longer holds, and why; return the entry.

        With a document its text's claims are retracted. The entries stay; a retraction itself is not taken back.
        Raises `FactledgerError` where there is no such entry, it was retracted before for another reason, or the
        file cannot be written.
        """
        _stated("reason", reason)
        with self._transaction() as connection:
            about = self._find(connection, target)
            if about.kind not in ("document", "claim", "review"):
                raise FactledgerError(
                    f"entry {about.seq} is a {about.kind}; only a document, claim or review can be retracted"
                )
            made = Retraction(about=about.id, reason=reason, by=_given("by", by))
            draft = _draft("retraction", made)
            before = connection.execute("SELECT seq FROM retraction WHERE about = ?", (about.seq,)).fetchone()
            if before is not None and not _known(connection, [draft]):
                raise FactledgerError(f"entry {about.seq} is retracted already, by entry {before[0]}")
            return self._add_one(connection, draft)

    def review(
        self,
        target: Target,
        verdict: str,
        *,
        note: str | None = None,
        url: str | None = None,
        by: str | None = None,
    ) -> Entry:
        """Record a person's verdict on an entry, with a note, who it is by and where it is published; return it.

        The verdict is in the reviewer's own words (`false`, `half true`, `confirmed by satellite images`). Raises
        `FactledgerError` where there is no such entry or the file cannot be written.
        """
        _stated("verdict", verdict)
        with self._transaction() as connection:
            about = self._find(connection, target)
            made = Review(
                about=about.id,
                verdict=verdict,
                note=_given("note", note),
                url=_given("url", url),
                by=_given("by", by),
            )
            return self._add_one(connection, _draft("review", made))

    @in_bulk
    def _append(self, documents: Sequence[Sequence[_Draft]]) -> Recorded:
        """Append what is new of some documents' drafts in one transaction."""
        with self._transaction() as connection:
            known = _known(connection, [draft for drafts in documents for draft in drafts])
            append = Append(connection)
            for drafts in documents:
                for draft in drafts:
                    if draft.id not in known:
                        known.add(draft.id)
                        append.add(draft)
            append.finish()
        counts = append.counts
        return Recorded(counts["document"], counts["claim"], counts["extraction"], counts["revision"])

    def _add_one(self, connection: sqlite3.Connection, draft: _Draft) -> Entry:
        """Append one entry, or find it where it is known."""
        if not _known(connection, [draft]):
            append = Append(connection)
            append.add(draft)
            append.finish()
        return self._find(connection, draft.id)

    def _note_checkpoint(self, connection: sqlite3.Connection, made: CheckpointEntry) -> None:
        append = Append(connection)
        append.add(_draft("checkpoint", made))
        append.finish()


class Append:
    """Entries appended in one transaction: numbered, hashed, indexed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.counts = dict.fromkeys(MODELS, 0)
        self._connection = connection
        self._old = self._last = Tree(connection).size
        self._now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
        self._index = Index(connection)
        self._rows: list[tuple[int, str, str, str, bytes, str]] = []
        self._claims: list[tuple[int, Claim]] = []

    def add(self, draft: _Draft) -> None:
        """Append an entry that is new to the ledger."""
        id_, kind, body, record = draft
        self._last = seq = self._last + 1
        self._rows.append((seq, id_, kind, self._now, leaf_hash(leaf_data(seq, id_, kind, self._now)), body))
        self.counts[kind] += 1
        if isinstance(record, Claim):
            self._claims.append((seq, record))
            return
        self._take_claims()
        self._index.moment(seq, self._now)
        match record:
            case Document():
                earlier = self._index.document(seq, record)
                if earlier is not None:
                    self._revised(earlier, draft)
            case Extraction():
                self._index.extraction(seq, record)
            case _:
                self._write()
                self._index.add(Entry(seq, id_, kind, self._now, body))

    def finish(self) -> None:
        """Write what waits, and the tiles of the tree that became whole."""
        self._take_claims()
        self._write()
        self._index.flush()
        Tree(self._connection).extend(self._old, self._last)

    def _take_claims(self) -> None:
        """Give the index the claims that wait, all at once: they come in the order of their readings."""
        if self._claims:
            self._index.moment(self._claims[0][0], self._now)
            self._index.claims(self._claims)
            self._claims.clear()

    def _write(self) -> None:
        self._connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", self._rows)
        self._rows.clear()

    def _revised(self, earlier: int, draft: _Draft) -> None:
        """Append the revision that the document just added is."""
        assert isinstance(draft.record, Document)
        self._write()
        before, url = self._connection.execute(
            "SELECT entry.id, document.url FROM entry JOIN document USING (seq) WHERE seq = ?", (earlier,)
        ).fetchone()
        document = draft.record
        by = "url" if url is not None and url == document.source.url else "id"
        revision = Revision(document=document.id, url=document.source.url, by=by, before=before, after=draft.id)
        self.add(_draft("revision", revision))


def _version(extractor: str | None, lexicon: str | None) -> tuple[str, str] | None:
    if (extractor is None) != (lexicon is None):
        raise FactledgerError("extractor and lexicon are versions that belong together; give both or neither")
    return None if extractor is None or lexicon is None else (extractor, lexicon)


@in_bulk
def _drafts(document: Document, claims: Iterable[Claim], version: tuple[str, str] | None) -> list[_Draft]:
    """Return the entries of a document: itself, then each version's extraction, followed by its claims."""
    if not isinstance(document, Document):
        raise FactledgerError(
            f"document must be a Document, not {type(document).__name__}; make one with Document.of(text)"
        )
    sha = document.source.text_sha256
    if text_sha256(document.text) != sha:
        raise FactledgerError(f"document {document.id!r}: its text_sha256 is not that of its text; use Document.of")
    readings: dict[tuple[str, str], dict[str, _Draft]] = {} if version is None else {version: {}}
    for number, claim in enumerate(claims):
        if not isinstance(claim, Claim):
            raise FactledgerError(f"claims must be Claim records, not {type(claim).__name__}")
        origin = claim.provenance
        if (origin.document, origin.text_sha256) != (document.id, sha):
            raise FactledgerError(
                f"claim {number} is of document {origin.document!r}, text "
                f"{origin.text_sha256[:16]}, not of {document.id!r}, text {sha[:16]}; "
                "extract from the same Document that you record"
            )
        draft = _draft("claim", claim)
        readings.setdefault((origin.extractor, origin.lexicon), {})[draft.id] = draft
    drafts = [_draft("document", document)]
    for (extractor, lexicon), found in readings.items():
        made = Extraction(
            document=document.id, text_sha256=sha, extractor=extractor, lexicon=lexicon, claims=tuple(found)
        )
        drafts.append(_draft("extraction", made))
        drafts += found.values()
    return drafts


def _draft(kind: str, record: Record) -> _Draft:
    body = record.to_json()
    return _Draft(entry_id(kind, body), kind, body, record)


def _known(connection: sqlite3.Connection, drafts: Sequence[_Draft]) -> set[str]:
    """Return the ids of those drafts that the ledger holds."""
    ids = canonical_json([draft.id for draft in drafts])
    return {
        id_
        for (id_,) in connection.execute("SELECT id FROM entry WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    }


def _plus(one: Recorded, other: Recorded) -> Recorded:
    return Recorded(*(a + b for a, b in zip(one, other, strict=True)))


def _stated(name: str, text: str) -> None:
    if not isinstance(text, str) or not text.strip():
        raise FactledgerError(f"{name} must be some words, not {text!r}")


def _given(name: str, text: str | None) -> str | None:
    if text is not None:
        _stated(name, text)
    return text
