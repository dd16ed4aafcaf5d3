"""The ledger that users hold: record, read back, close."""

from __future__ import annotations

from factledger.ledger.copies import Copies
from factledger.ledger.integrity import Integrity
from factledger.ledger.revisions import Revising


class Ledger(Integrity, Revising, Copies):
    """An append-only ledger of documents and claims in one SQLite file.

    What is recorded stays as it was; recording it again adds nothing. Whatever happens to the process, the file
    holds every batch that was recorded and no part of another. Several programs may read while one writes; a
    second writer waits for at most `timeout` seconds. A `Ledger` may be shared between threads.

    `path` is made if it is missing. Raises `FactledgerError` where it cannot be opened, is not a ledger, or was
    written by a newer factledger; such a file is left untouched.
    """
