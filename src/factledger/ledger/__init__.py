"""The ledger: claims kept in one append-only SQLite file."""

from factledger.ledger.disagreements import Disagreement
from factledger.ledger.entries import Entry, Extraction, Retraction, Review, Revision
from factledger.ledger.estimates import Estimate
from factledger.ledger.integrity import Verification
from factledger.ledger.proofs import Checkpoint, ConsistencyProof, InclusionProof, verify_proof
from factledger.ledger.questions import View
from factledger.ledger.revisions import Moved, RevisedArticle
from factledger.ledger.series import Line, Point, Series
from factledger.ledger.store import Ledger
from factledger.ledger.writing import Recorded

__all__ = [
    "Checkpoint", "ConsistencyProof", "Disagreement", "Entry", "Estimate", "Extraction", "InclusionProof", "Ledger",
    "Line", "Moved", "Point", "Recorded", "Retraction", "Review", "RevisedArticle", "Revision", "Series",
    "Verification", "View", "verify_proof",
]  # fmt: skip
