"""The ledger: claims kept in one append-only SQLite file."""

from factledger.ledger.entries import Entry, Extraction, Retraction, Review, Revision
from factledger.ledger.store import Ledger
from factledger.ledger.writing import Recorded

__all__ = ["Entry", "Extraction", "Ledger", "Recorded", "Retraction", "Review", "Revision"]
