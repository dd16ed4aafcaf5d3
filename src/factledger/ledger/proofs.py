"""Checkpoints and proofs that can be checked without the ledger.

A checkpoint is three lines of text, in the form that transparency logs use (C2SP tlog-checkpoint, without signature):
the ledger's origin, its number of entries, and the root of the tree over them in base64. Whoever notes it elsewhere
can later show that the ledger still begins with those entries, unchanged (RFC 9162, sections 2.1.3 and 2.1.4).
"""

from __future__ import annotations

import base64
import binascii
from typing import Literal

from pydantic import Field, field_validator

from factledger.errors import FactledgerError
from factledger.frozen import Record, read_json
from factledger.ledger import merkle
from factledger.ledger.entries import entry_id, leaf_data

_HASH = 32  # bytes of a SHA-256 hash


def encode(hash_: bytes) -> str:
    """Return a hash in base64."""
    return base64.b64encode(hash_).decode()


def decode(text: str) -> bytes:
    """Return the hash that base64 spells; raises `ValueError` where it is none."""
    try:
        hash_ = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"{text!r} is not base64") from None
    if len(hash_) != _HASH:
        raise ValueError(f"{text!r} is not a SHA-256 hash: it has {len(hash_)} bytes, not {_HASH}")
    return hash_


class Checkpoint(Record):
    """The state of a ledger in three values: `origin` (which ledger), `size` (entries), `root` (base64)."""

    origin: str
    size: int = Field(ge=0)
    root: str

    @field_validator("root")
    @classmethod
    def _is_hash(cls, root: str) -> str:
        decode(root)
        return root

    @property
    def text(self) -> str:
        """The checkpoint as the lines to note elsewhere."""
        return f"{self.origin}\n{self.size}\n{self.root}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read a checkpoint from its lines; raises `FactledgerError` where they are none."""
        lines = text.strip().splitlines()
        if len(lines) < 3 or not lines[1].strip().isascii() or not lines[1].strip().isdigit():
            raise FactledgerError("not a checkpoint: three lines are accepted, the origin, the size and the root")
        try:
            return cls(origin=lines[0].strip(), size=int(lines[1]), root=lines[2].strip())
        except ValueError as error:
            raise FactledgerError(f"not a checkpoint: {error}") from None


class InclusionProof(Record):
    """Proof that an entry stands in a ledger: the whole entry, the checkpoint, and the path from leaf to root."""

    type: Literal["inclusion"] = "inclusion"
    seq: int = Field(ge=1)
    id: str
    kind: str
    recorded: str
    body: str
    path: tuple[str, ...]
    checkpoint: Checkpoint

    def check(self) -> bool:
        """Whether the proof holds; what it leans on is the checkpoint, which has to be the one that was noted."""
        if self.id != entry_id(self.kind, self.body):
            return False
        leaf = merkle.leaf_hash(leaf_data(self.seq, self.id, self.kind, self.recorded))
        found = merkle.root_from_inclusion(leaf, self.seq - 1, self.checkpoint.size, _hashes(self.path))
        return found is not None and encode(found) == self.checkpoint.root


class ConsistencyProof(Record):
    """Proof that a ledger only appended to what it held at an older checkpoint."""

    type: Literal["consistency"] = "consistency"
    old: Checkpoint
    new: Checkpoint
    path: tuple[str, ...]

    def check(self) -> bool:
        """Whether the proof holds between its two checkpoints."""
        return self.old.origin == self.new.origin and merkle.is_consistent(
            self.old.size, decode(self.old.root), self.new.size, decode(self.new.root), _hashes(self.path)
        )


Proof = InclusionProof | ConsistencyProof


def read_proof(data: str | bytes) -> Proof:
    """Read a proof from JSON; raises `FactledgerError` where it is none."""
    try:
        kind = read_json(data)["type"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise FactledgerError("not a proof: JSON of an inclusion or consistency proof is accepted") from None
    if kind == "inclusion":
        return InclusionProof.from_json(data)
    if kind == "consistency":
        return ConsistencyProof.from_json(data)
    raise FactledgerError(f"not a proof: its type is {kind!r}; accepted: inclusion, consistency")


def verify_proof(proof: Proof | str | bytes, noted: Checkpoint | None = None) -> Proof:
    """Check a proof without the ledger, and that it is about the checkpoint that was noted; return it.

    Without `noted` only the proof's own sum is checked: it then says that entry and checkpoint belong together, not
    that the checkpoint is the one you know. Raises `FactledgerError` where something does not hold.
    """
    read = read_proof(proof) if isinstance(proof, (str, bytes)) else proof
    try:
        holds = read.check()
    except ValueError:
        holds = False
    if not holds:
        raise FactledgerError(f"the {read.type} proof does not hold: its hashes do not lead to its root")
    if noted is not None:
        about = (read.checkpoint,) if isinstance(read, InclusionProof) else (read.old, read.new)
        if noted not in about:
            raise FactledgerError(
                f"the {read.type} proof holds, but not for the checkpoint that was noted (size {noted.size})"
            )
    return read


def _hashes(path: tuple[str, ...]) -> list[bytes]:
    return [decode(step) for step in path]
