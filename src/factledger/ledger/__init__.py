"""The ledger: claims kept in one append-only SQLite file."""

from factledger.ledger.entries import Entry
from factledger.ledger.store import Ledger, Recorded

__all__ = ["Entry", "Ledger", "Recorded"]
