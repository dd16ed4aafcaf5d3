"""The indexes: rows for searching, made from the entries in their order and from nothing else.

Recording, migrating and checking all go through `Index`, so that the rows of a file are those of its bodies.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from factledger.document import Document
from factledger.ledger.entries import CheckpointEntry, Entry, Extraction, Retraction, Review, Revision
from factledger.patterns import lazy_pattern
from factledger.records import Claim, Span

_CLAIM = "INSERT INTO claim VALUES (" + ",".join("?" * 25) + ")"
_UNHELD = lazy_pattern("[\0\ud800-\udfff\ufffd]")
_DATELINE = 60  # characters in which a dateline ends
_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\x0c\x0b\xa0\u202f.,;:!?\"'()[]{}«»“”„‘’‚…-–—/", " "))
#: The same for ASCII alone, which most sentences are; the last four are white space to `str.split`, not to bytes.
_ASCII_BREAKS = bytes(32 if code in _BREAKS or 28 <= code < 32 else code for code in range(256))


class Text(NamedTuple):
    """A document's row, as its claims need it."""

    seq: int
    retracted: int | None


def column(text: str) -> str:
    """Return text as an index column can hold it: without lone surrogates and NUL, which SQLite refuses or cuts at.

    One character stands for one, so that a text still contains what it contained; the body has the exact text.
    What must tell names apart is a `name_column`.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def name_column(name: str) -> str:
    """Return an id, address or version as an index column can hold it, so that two names are always two.

    What SQLite cannot hold, and the character that says so, is U+FFFD and four hexadecimal digits.
    """
    if name.isascii() and "\0" not in name:
        return name
    return _UNHELD.sub(lambda found: f"\ufffd{ord(found[0]):04x}", name)


def statement_key(claim: Claim) -> int:
    """Return a number that is the same wherever the same speaker gives the same figure in the same words.

    Datelines, punctuation, spaces and case do not count: outlets that carry one agency's report set them anew.
    """
    sentence, quantity, speaker = claim.sentence.text, claim.quantity, claim.attribution.speaker
    start = quantity.span.start - claim.sentence.start
    head, dash, rest = sentence[:_DATELINE].partition(" — ")
    if not dash:
        head, dash, rest = sentence[:_DATELINE].partition(" - ")
    if dash and head.split(" ", 1)[0].isupper() and len(head) < start:
        sentence = rest + sentence[_DATELINE:]
        start -= len(head) + 3
    spoken = "" if speaker is None else speaker.name.text
    # What stands before the figure tells apart two equal figures of one sentence.
    parts = f"{sentence[:start]}|{quantity.span.text}|{sentence[start:]}|{spoken}|{claim.measure.kind}".casefold()
    if parts.isascii():
        plain = b" ".join(parts.encode().translate(_ASCII_BREAKS).split())
    else:
        plain = " ".join(parts.translate(_BREAKS).split()).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(plain, digest_size=8).digest(), "big", signed=True)


class Index:
    """Writes the index rows of entries. Rows of claims wait until `flush`, so that they go in together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._claims: list[tuple[object, ...]] = []
        self._sentences: list[tuple[int, str]] = []
        self._run: tuple[int, tuple[str, str, str, str]] | None = None  # the reading that claims are of, its key
        self._text = Text(0, None)
        self._new: tuple[str, str, int] | None = None  # the last document's id, text and seq, if its id is new
        self._fresh = True  # whether the reading has only the claims that wait
        self._superseded: int | None = None
        self._sentence: tuple[int, int] = (-1, 0)  # where the last sentence starts, its first claim
        row = connection.execute("SELECT recorded FROM moment ORDER BY first DESC LIMIT 1").fetchone()
        self._recorded: str | None = row and row[0]

    def add(self, entry: Entry) -> None:
        """Write the rows of an entry as the file holds it; raises `FactledgerError` where it cannot be read."""
        record = entry.read()
        self.moment(entry.seq, entry.recorded)
        match record:
            case Claim():
                self.claims([(entry.seq, record)])
            case Document():
                self.document(entry.seq, record)
            case Extraction():
                self.extraction(entry.seq, record)
            case Revision():
                self.revision(entry.seq, record)
            case Retraction():
                self.retraction(entry.seq, record)
            case Review():
                self.review(entry.seq, record)
            case CheckpointEntry():
                self.checkpoint(entry.seq, record)

    def moment(self, seq: int, recorded: str) -> None:
        """Note when an entry was recorded."""
        if recorded != self._recorded:
            self._connection.execute("INSERT INTO moment VALUES (?, ?)", (seq, recorded))
            self._recorded = recorded

    def document(self, seq: int, document: Document) -> int | None:
        """Write a document's row; return the document (seq) whose text it replaces in the same article, if any."""
        self._run = None
        source = document.source
        earlier = None
        if source.url is not None:
            earlier = self._last("url = ?", name_column(source.url))
        if earlier is None:
            earlier = self._last("document = ?", name_column(document.id))
        self._new = None if earlier else (document.id, source.text_sha256, seq)
        self._connection.execute(
            "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (
                seq,
                earlier[0] if earlier else seq,
                name_column(document.id),
                source.text_sha256,
                None if source.url is None else name_column(source.url),
                _opt(source.publisher),
                _opt(source.title),
                source.published and source.published.isoformat(),
                source.retrieved and source.retrieved.isoformat(),
            ),
        )
        return earlier[1] if earlier and earlier[2] != source.text_sha256 else None

    def extraction(self, seq: int, made: Extraction) -> None:
        """Write the row of a reading, unless an earlier entry began it; its claims come next."""
        self._enter(seq, (made.document, made.text_sha256, made.extractor, made.lexicon))

    def claims(self, found: Iterable[tuple[int, Claim]]) -> None:
        """Take the rows of claims."""
        for seq, claim in found:
            origin = claim.provenance
            key = (origin.document, origin.text_sha256, origin.extractor, origin.lexicon)
            if self._run is None or self._run[1] != key:
                self._enter(seq, key)
            assert self._run is not None
            if not self._fresh:
                self._supersede_claim(seq, claim.id)
            sentence = claim.sentence
            if self._sentence[0] != sentence.start:
                self._sentence = (sentence.start, seq)
                self._sentences.append((seq, column(sentence.text)))
            quantity, when, change, place = claim.quantity, claim.when, claim.change, claim.place
            speaker, value, low, high = claim.attribution.speaker, quantity.value, quantity.low, quantity.high
            self._claims.append(
                (
                    seq,
                    self._run[0],
                    self._text.seq,
                    name_column(claim.id),
                    claim.index,
                    claim.measure.kind,
                    quantity.comparator,
                    None if value is None else format(value, "f"),
                    None if low is None else format(low, "f"),
                    None if high is None else format(high, "f"),
                    column(quantity.unit),
                    _folded(claim.counted),
                    None if place is None else _folded(place.span),
                    None if speaker is None else _folded(speaker.name),
                    place and place.country,
                    "[" + ",".join([f'"{kind}"' for kind in claim.flag_kinds]) + "]" if claim.flags else "[]",
                    change and change.direction,
                    change and change.role,
                    when and when.start and when.start.isoformat(),
                    when and when.end and when.end.isoformat(),
                    claim.same_as and claim.same_as.index,
                    statement_key(claim),
                    self._sentence[1],
                    self._superseded,
                    self._text.retracted,
                )
            )

    def revision(self, seq: int, made: Revision) -> None:
        """Write the row of a revision."""
        after = self._seq(made.after)
        article = self._connection.execute("SELECT article FROM document WHERE seq = ?", (after,)).fetchone()[0]
        self._connection.execute(
            "INSERT INTO revision VALUES (?, ?, ?, ?)", (seq, article, self._seq(made.before), after)
        )

    def retraction(self, seq: int, made: Retraction) -> None:
        """Write the row of a retraction and mark what no longer holds: with a document, its text's claims."""
        self.flush()
        about = self._seq(made.about)
        execute = self._connection.execute
        execute("INSERT INTO retraction VALUES (?, ?, ?, ?)", (seq, about, column(made.reason), _opt(made.by)))
        for table in ("document", "claim", "review"):
            execute(f"UPDATE {table} SET retracted = ? WHERE seq = ? AND retracted IS NULL", (seq, about))
        # A text is one document seen or many: its claims are taken back with any of them.
        first = execute(
            "SELECT min(same.seq) FROM document JOIN document AS same USING (document, text_sha256) "
            "WHERE document.seq = ?",
            (about,),
        ).fetchone()[0]
        execute("UPDATE document SET retracted = ? WHERE seq = ? AND retracted IS NULL", (seq, first))
        execute("UPDATE claim SET retracted = ? WHERE document = ? AND retracted IS NULL", (seq, first))

    def review(self, seq: int, made: Review) -> None:
        """Write the row of a review."""
        self._connection.execute(
            "INSERT INTO review VALUES (?, ?, ?, ?, ?, ?, NULL)",
            (seq, self._seq(made.about), column(made.verdict), _opt(made.note), _opt(made.url), _opt(made.by)),
        )

    def checkpoint(self, seq: int, made: CheckpointEntry) -> None:
        """Write the row of a checkpoint."""
        self._connection.execute(
            "INSERT INTO checkpoint VALUES (?, ?, ?, ?)", (seq, made.size, made.root, _opt(made.noted))
        )

    def flush(self) -> None:
        """Write the rows that wait."""
        self._connection.executemany(_CLAIM, self._claims)
        self._connection.executemany("INSERT INTO words (rowid, sentence) VALUES (?, ?)", self._sentences)
        self._claims.clear()
        self._sentences.clear()

    def _last(self, condition: str, value: str) -> tuple[int, int, str] | None:
        """Return article, seq and text hash of the newest document for which the condition holds."""
        found: tuple[int, int, str] | None = self._connection.execute(
            f"SELECT article, seq, text_sha256 FROM document WHERE {condition} ORDER BY seq DESC LIMIT 1", (value,)
        ).fetchone()
        if found is None:
            return None
        # The article may have gone on under another id.
        newest: tuple[int, int, str] = self._connection.execute(
            "SELECT article, seq, text_sha256 FROM document WHERE article = ? ORDER BY seq DESC LIMIT 1", (found[0],)
        ).fetchone()
        return newest

    def _seq(self, id_: str) -> int:
        return int(self._connection.execute("SELECT seq FROM entry WHERE id = ?", (id_,)).fetchone()[0])

    def _enter(self, seq: int, key: tuple[str, str, str, str]) -> None:
        """Make a reading the one that the next claims are of; begin it at entry `seq` if it is new."""
        document, sha, extractor, lexicon = key
        execute = self._connection.execute
        self._sentence = (-1, 0)
        known: list[tuple[int, str, str, int | None]] = []
        if self._new is not None and self._new[:2] == (document, sha):
            self._text = Text(first := self._new[2], None)
            self._new = None  # the next reading is not the first
        else:
            first, retracted = execute(
                "SELECT seq, retracted FROM document WHERE document = ? AND text_sha256 = ? ORDER BY seq LIMIT 1",
                (name_column(document), sha),
            ).fetchone()
            self._text = Text(first, retracted)
            known = execute(
                "SELECT seq, extractor, lexicon, superseded FROM extraction WHERE document = ?", (first,)
            ).fetchall()
        mine = (name_column(extractor), name_column(lexicon))
        for run, *version, superseded in known:
            if tuple(version) == mine:
                self._run, self._superseded, self._fresh = (run, key), superseded, False
                return
        self._run, self._superseded, self._fresh = (seq, key), None, True
        if known:
            self.flush()
            execute("UPDATE extraction SET superseded = ? WHERE document = ? AND superseded IS NULL", (seq, first))
            execute("UPDATE claim SET superseded = ? WHERE document = ? AND superseded IS NULL", (seq, first))
        execute("INSERT INTO extraction VALUES (?, ?, ?, ?, NULL)", (seq, first, *mine))

    def _supersede_claim(self, seq: int, claim: str) -> None:
        """Let the claim give way to a new reading of it by the same version: another source dates it anew."""
        self.flush()
        self._connection.execute(
            "UPDATE claim SET superseded = ? WHERE document = ? AND claim = ? AND superseded IS NULL "
            "AND extraction = ?",
            (seq, self._text.seq, name_column(claim), self._run and self._run[0]),
        )


def _opt(text: str | None) -> str | None:
    return None if text is None else column(text)


def _folded(span: Span | None) -> str | None:
    if span is None:
        return None
    return column(span.text.casefold())
