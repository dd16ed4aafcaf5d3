"""The ledger: claims kept in one append-only SQLite file."""

from factledger.ledger.disagreements import Disagreement
from factledger.ledger.entries import Entry, Extraction, Retraction, Review, Revision
from factledger.ledger.estimates import Estimate
from factledger.ledger.questions import View
from factledger.ledger.series import Line, Point, Series
from factledger.ledger.store import Ledger
from factledger.ledger.writing import Recorded

__all__ = [
    "Disagreement",
    "Entry",
    "Estimate",
    "Extraction",
    "Ledger",
    "Line",
    "Point",
    "Recorded",
    "Retraction",
    "Review",
    "Revision",
    "Series",
    "View",
]
