"""Entries: what one row of the ledger says, and how records become entries and records again.

Every entry has an assertion, its provenance, and what is known of the record itself:

| kind | assertion | provenance |
|---|---|---|
| document | a text was seen | its source |
| extraction | these claims were read in it, and no others | versions of extractor and lexicon |
| claim | a figure that the text states | the claim's own `provenance` |
| revision | an article's text was found changed | the two documents |
| retraction | an entry no longer holds, and why | who took it back |
| review | a person's verdict on an entry | who, and where it is published |
| checkpoint | the tree had this root at this size | where that was noted |

The body is the canonical JSON of assertion and provenance; number, id, kind and time are the record's own.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple, TypeVar

from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.records import Claim, Record, canonical_json, read_json

R = TypeVar("R", bound=Record)


class Entry(NamedTuple):
    """One row of the ledger.

    `seq` counts from 1 without gaps; `id` is the SHA-256 of kind, a line break and body, so that the same
    statement has one entry; `recorded` is the time of writing (ISO 8601, UTC), which the id leaves out.
    """

    seq: int
    id: str
    kind: str
    recorded: str
    body: str

    @property
    def sound(self) -> bool:
        """Whether the id is the hash of what the entry says."""
        return self.id == entry_id(self.kind, self.body)

    @property
    def data(self) -> bytes:
        """What the tree's leaf hashes: number, id, kind and time of recording, a line each."""
        return leaf_data(self.seq, self.id, self.kind, self.recorded)

    def read(self) -> Record:
        """Return the record that the entry holds; raises `FactledgerError` where it holds none."""
        model = MODELS.get(self.kind)
        if model is None:
            raise FactledgerError(f"entry {self.seq} is of a kind {self.kind!r} that this version does not know")
        return read_body(model, self)

    def to_json(self) -> str:
        """Return the whole entry as canonical JSON, the body as what it holds."""
        return canonical_json({**self._asdict(), "body": read_json(self.body)})


class Extraction(Record):
    """What one version of the extractor and its lexicon read in a text: the ids of the claims' entries, in order."""

    document: str
    text_sha256: str
    extractor: str
    lexicon: str
    claims: tuple[str, ...] = ()


class Revision(Record):
    """An article's text was found changed: the ids of the entries of the documents before and after.

    `by` says what makes them the same article: their `url` or their document `id`.
    """

    document: str
    url: str | None = None
    by: str
    before: str
    after: str


class Retraction(Record):
    """An entry (`about`, its id) no longer holds: why, and who says so."""

    about: str
    reason: str
    by: str | None = None


class Review(Record):
    """A person's verdict on an entry (`about`, its id), with a note and where it is published."""

    about: str
    verdict: str
    note: str | None = None
    url: str | None = None
    by: str | None = None


class CheckpointEntry(Record):
    """A checkpoint (root in base64) that was given out, and where it was noted."""

    origin: str
    size: int
    root: str
    noted: str | None = None


#: Entry kinds and the record that each one's body holds.
MODELS: dict[str, type[Record]] = {
    "document": Document,
    "extraction": Extraction,
    "claim": Claim,
    "revision": Revision,
    "retraction": Retraction,
    "review": Review,
    "checkpoint": CheckpointEntry,
}


def entry_id(kind: str, body: str) -> str:
    """Return the id of an entry of this kind and body."""
    return hashlib.sha256(b"%b\n%b" % (kind.encode(), body.encode())).hexdigest()


def leaf_data(seq: int, id_: str, kind: str, recorded: str) -> bytes:
    """Return what the leaf of an entry in the tree is the hash of."""
    return f"{seq}\n{id_}\n{kind}\n{recorded}".encode()


def read_body(model: type[R], entry: Entry) -> R:
    """Return the record that an entry holds."""
    try:
        # pydantic's own reader is several times faster, and refuses only what canonical JSON must escape.
        if "\\u" not in entry.body:
            return model.model_validate_json(entry.body)
        return model.from_json(entry.body)
    except ValueError as error:
        raise FactledgerError(f"entry {entry.seq} does not hold a {model.__name__}: {error}") from None
