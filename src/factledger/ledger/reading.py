"""Reading: claims by what they say, documents, entries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from factledger.claims import known_names
from factledger.document import Document
from factledger.ledger.base import ENTRY, Base
from factledger.ledger.entries import Entry, entry_id, read_body
from factledger.ledger.index import column
from factledger.records import FLAGS, MEASURES, Claim

_PAGE = 500  # rows read at once, so that a reader holds no lock while its caller works
_CURRENT = "claim.superseded IS NULL AND claim.retracted IS NULL"


class Reading(Base):
    """The part of a ledger that looks up entries."""

    def claims(
        self,
        *,
        document: str | Document | None = None,
        measure: str | Collection[str] | None = None,
        flags: str | Collection[str] | None = None,
        speaker: str | None = None,
        attributed: bool | None = None,
    ) -> list[Claim]:
        """Return the recorded claims for which every given condition holds, in the order of recording.

        Of several readings of one text only the newest version's counts, and no claim that was retracted.
        `document` is a document, or the id of one or several texts; `measure` one or several measures (any of
        them); `flags` one or several flags (all of them); `speaker` a part of the speaker's name, case ignored;
        `attributed` whether a speaker is named. Raises `FactledgerError` on a measure or flag that does not exist.
        """
        where, values = [_CURRENT], list[object]()
        name = document.id if isinstance(document, Document) else document
        if name is not None:
            where.append("claim.document IN (SELECT seq FROM document WHERE document = ?)")
            values.append(column(name))
        if measures := known_names(measure, MEASURES, "measure"):
            where.append(f"claim.measure IN ({','.join('?' * len(measures))})")
            values += sorted(measures)
        for flag in sorted(known_names(flags, FLAGS, "flag")):
            where.append("instr(claim.flags, ?)")
            values.append(f'"{flag}"')
        folded = None if speaker is None else speaker.casefold()
        if folded is not None:
            where.append("instr(claim.speaker, ?)")
            values.append(column(folded))
        if attributed is not None:
            where.append(f"claim.speaker IS {'NOT ' if attributed else ''}NULL")
        rows = self._read("JOIN claim USING (seq)", where, values)
        found = (read_body(Claim, entry) for entry in rows)
        # The index replaces characters that SQLite cannot hold; what counts is the record.
        return [claim for claim in found if _matches(claim, document, folded)]

    def documents(self) -> list[Document]:
        """Return the recorded documents with their texts, in the order of recording.

        A text recorded again with another source stands there again.
        """
        return [read_body(Document, entry) for entry in self._read("JOIN document USING (seq)", [], [])]

    def has_read(self, document: Document, extractor: str, lexicon: str) -> bool:
        """Return whether these versions' reading of exactly this document, source included, is recorded."""
        return self._has_read("entry.id = ?", entry_id("document", document.to_json()), extractor, lexicon)

    def has_read_page(self, document: str, page_sha256: str, extractor: str, lexicon: str) -> bool:
        """Return whether these versions' reading of a page is recorded: by the document's id and the page's hash."""
        where = "document.document = ? AND json_extract(entry.body, '$.source.page_sha256') = ?"
        return self._has_read(where, column(document), page_sha256, extractor, lexicon)

    def _has_read(self, where: str, *values: str) -> bool:
        query = (
            "SELECT 1 FROM document JOIN entry USING (seq) JOIN document AS first "
            "ON first.document = document.document AND first.text_sha256 = document.text_sha256 "
            f"JOIN extraction ON extraction.document = first.seq WHERE {where} "
            "AND extraction.extractor = ? AND extraction.lexicon = ? LIMIT 1"
        )
        with self._open() as connection:
            return connection.execute(query, values).fetchone() is not None

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


def _matches(claim: Claim, document: str | Document | None, folded: str | None) -> bool:
    if isinstance(document, Document):
        if (claim.provenance.document, claim.provenance.text_sha256) != (document.id, document.source.text_sha256):
            return False
    elif document is not None and claim.provenance.document != document:
        return False
    speaker = claim.attribution.speaker
    return folded is None or (speaker is not None and folded in speaker.name.text.casefold())
