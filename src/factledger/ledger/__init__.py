"""The ledger: claims kept in one append-only SQLite file."""

from factledger.ledger.entries import Entry, Extraction, Retraction, Review, Revision
from factledger.ledger.integrity import Verification
from factledger.ledger.proofs import Checkpoint, ConsistencyProof, InclusionProof, verify_proof
from factledger.ledger.revisions import Moved, RevisedArticle
from factledger.ledger.store import Ledger
from factledger.ledger.writing import Recorded

__all__ = [
    "Checkpoint", "ConsistencyProof", "Entry", "Extraction", "InclusionProof", "Ledger", "Moved", "Recorded",
    "Retraction", "Review", "RevisedArticle", "Revision", "Verification", "verify_proof",
]  # fmt: skip
