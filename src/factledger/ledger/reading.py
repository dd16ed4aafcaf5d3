"""Reading: claims by what they say, documents, entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factledger.document import Document
from factledger.ledger.base import ENTRY, Base
from factledger.ledger.entries import Entry, read_body
from factledger.ledger.questions import Questions

_PAGE = 500  # rows read at once, so that a reader holds no lock while its caller works


class Reading(Base, Questions):
    """The part of a ledger that looks up entries."""

    def documents(self) -> list[Document]:
        """Return the recorded documents with their texts, in the order of recording.

        A text recorded again with another source stands there again.
        """
        return [read_body(Document, entry) for entry in self._read("JOIN document USING (seq)", [], [])]

    def entries(self) -> Iterator[Entry]:
        """Yield every entry of the ledger, from the first."""
        return self._read("", [], [])

    def _read(self, join: str, where: Sequence[str], values: Sequence[object]) -> Iterator[Entry]:
        last = 0
        conditions = " AND ".join(["entry.seq > ?", *where])
        query = f"SELECT {ENTRY} FROM entry {join} WHERE {conditions} ORDER BY entry.seq LIMIT {_PAGE}"
        while True:
            with self._open() as connection:
                page = [Entry(*row) for row in connection.execute(query, (last, *values))]
            yield from page
            if len(page) < _PAGE:
                return
            last = page[-1].seq

