"""Entries: what one row of the ledger says, and how records become entries and records again."""

from __future__ import annotations

import hashlib
from typing import NamedTuple, TypeVar

from factledger.errors import FactledgerError
from factledger.records import Claim, Record

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


def entry_id(kind: str, body: str) -> str:
    """Return the id of an entry of this kind and body."""
    return hashlib.sha256(f"{kind}\n{body}".encode()).hexdigest()


def read_body(model: type[R], entry: Entry) -> R:
    """Return the record that an entry holds."""
    try:
        # pydantic's own reader is several times faster, and refuses only what canonical JSON must escape.
        if "\\u" not in entry.body:
            return model.model_validate_json(entry.body)
        return model.from_json(entry.body)
    except ValueError as error:
        raise FactledgerError(f"entry {entry.seq} does not hold a {model.__name__}: {error}") from None


def column(text: str) -> str:
    """Return text as an index column can hold it: without lone surrogates and NUL, which SQLite refuses or cuts at.

    One character stands for one, so that a text still contains what it contained; the body has the exact text.
    """
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def index_row(claim: Claim) -> tuple[str, str, str, str | None, str]:
    """Return the columns of the claim index, without the entry's number."""
    speaker = claim.attribution.speaker
    return (
        claim.id,
        column(claim.provenance.document),
        claim.measure.kind,
        None if speaker is None else column(speaker.name.text.casefold()),
        "[" + ",".join(f'"{kind}"' for kind in claim.flag_kinds) + "]",
    )
