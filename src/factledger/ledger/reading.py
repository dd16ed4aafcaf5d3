"""Reading: claims by what they say, documents, entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factledger.document import Document
from factledger.ledger.base import ENTRY, Base
from factledger.ledger.entries import Entry, entry_id, read_body
from factledger.ledger.index import name_column
from factledger.ledger.questions import Questions

_PAGE = 500  # rows read at once, so that a reader holds no lock while its caller works


class Reading(Base, Questions):
    """The part of a ledger that looks up entries."""

    def documents(self) -> list[Document]:
        """Return the recorded documents with their texts, in the order of recording.

        A text recorded again with another source stands there again.
        """
        return [read_body(Document, entry) for entry in self._read("JOIN document USING (seq)", [], [])]

    def has_read(self, document: Document, extractor: str, lexicon: str) -> bool:
        """Return whether these versions' reading of exactly this document, source included, is recorded."""
        return self._has_read("entry.id = ?", entry_id("document", document.to_json()), versions=(extractor, lexicon))

    def has_read_page(self, document: str, page_sha256: str, extractor: str, lexicon: str) -> bool:
        """Return whether these versions' reading of a page is recorded: by the document's id and the page's hash."""
        where = "document.document = ? AND json_extract(entry.body, '$.source.page_sha256') = ?"
        return self._has_read(where, name_column(document), page_sha256, versions=(extractor, lexicon))

    def _has_read(self, where: str, *values: str, versions: tuple[str, str]) -> bool:
        query = (
            "SELECT 1 FROM document JOIN entry USING (seq) JOIN document AS first "
            "ON first.document = document.document AND first.text_sha256 = document.text_sha256 "
            f"JOIN extraction ON extraction.document = first.seq WHERE {where} "
            "AND extraction.extractor = ? AND extraction.lexicon = ? LIMIT 1"
        )
        with self._open() as connection:
            return connection.execute(query, (*values, *map(name_column, versions))).fetchone() is not None

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
