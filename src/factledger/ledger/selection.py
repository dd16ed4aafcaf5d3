"""Which claims are asked for, as conditions on the index tables, and the claims that meet them."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from factledger.claims import known_names
from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.ledger.entries import Entry, read_body
from factledger.ledger.index import column, name_column
from factledger.ledger.kept import READ, Kept
from factledger.ledger.sameness import name_key, place_key, place_of, thing_of, thing_words
from factledger.patterns import lazy_pattern
from factledger.records import FLAGS, MEASURES, Claim, Source

Clock = Literal["event", "statement", "record"]
CLOCKS: tuple[Clock, ...] = ("event", "statement", "record")

_TERM = lazy_pattern(r'"([^"]*)"|([^\s"]+)')


class Scope(NamedTuple):
    """What a view of the ledger leaves out: entries after `last`, what is stated or happened after a day."""

    last: int | None = None
    stated: dt.date | None = None
    happened: dt.date | None = None


class Query(NamedTuple):
    """Conditions of SQL and their values, and tests of the record for what an index column cannot tell."""

    where: list[str]
    values: list[object]
    current: str  # SQL: whether the claim's text is the latest of its article
    words_first: bool  # whether to go from the words to their claims, else from claims to their words
    document: str | Document | None
    speaker: str | None
    place: str | None
    counted: str | None


# The text's source: the first time that it was seen with a day of publication, else the first time at all.
_FROM = """
FROM {first}claim
CROSS JOIN document AS text ON text.seq = claim.document
CROSS JOIN document AS source ON source.seq = (
    SELECT seen.seq FROM document AS seen
    WHERE seen.document = text.document AND seen.text_sha256 = text.text_sha256 AND seen.seq <= {last}
    ORDER BY seen.published IS NULL, seen.seq LIMIT 1)
CROSS JOIN entry ON entry.seq = claim.seq
"""
_REVISION = (
    "(SELECT count(*) FROM revision WHERE revision.article = text.article AND revision.after <= claim.document) + 1"
)
_ROW = (
    "SELECT entry.seq, entry.id, entry.kind, entry.recorded, entry.body, source.publisher, source.title, "
    f"source.url, source.published, source.retrieved, text.text_sha256, {_REVISION}"
)
# As `kept.stated_on` has it.
_STATED = (
    "CASE WHEN source.retrieved IS NOT NULL AND (source.published IS NULL OR "
    f"(substr(source.retrieved, 1, 10) > source.published AND {_REVISION} > 1)) "
    "THEN substr(source.retrieved, 1, 10) ELSE source.published END"
)
_STARTED = f"coalesce(claim.when_start, {_STATED}, claim.when_end)"
_ENDED = f"coalesce(claim.when_end, {_STATED}, claim.when_start)"
_LATEST = """(text.document, text.text_sha256) = (
    SELECT newest.document, newest.text_sha256 FROM document AS newest
    WHERE newest.article = text.article AND newest.seq <= {last}
    AND {held}
    ORDER BY newest.seq DESC LIMIT 1)"""
_EVER = 2**62  # after every entry


def query(
    connection: sqlite3.Connection,
    scope: Scope,
    *,
    document: str | Document | None = None,
    measure: str | Collection[str] | None = None,
    counted: str | None = None,
    place: str | None = None,
    flags: str | Collection[str] | None = None,
    speaker: str | None = None,
    attributed: bool | None = None,
    text: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    extractor: str = "latest",
    revisions: str = "latest",
    retracted: bool = False,
) -> Query:
    """Return the conditions; raises `FactledgerError` on what is not accepted."""
    last = _EVER if scope.last is None else scope.last
    where, values = list[str](), list[object]()
    if scope.last is not None:
        where.append(f"claim.seq <= {last}")
    if not retracted:
        where.append(_held("claim.retracted", scope.last))
    held = "TRUE" if retracted else _held("newest.retracted", scope.last)
    current = _LATEST.format(last=last, held=held)
    _add_reading(where, values, extractor, scope.last)
    if revisions not in ("latest", "all"):
        raise FactledgerError(f"revisions must be 'latest' or 'all', not {revisions!r}")
    if revisions == "latest" and not isinstance(document, Document):  # a document is one text, the latest or not
        where.append(current)
    name = document.id if isinstance(document, Document) else _words("document", document)
    if name is not None:
        where.append("claim.document IN (SELECT seq FROM document WHERE document = ?)")
        values.append(name_column(name))
    measures = sorted(known_names(measure, MEASURES, "measure"))
    if _words("place", place) is not None:
        measures = measures or list(MEASURES)  # the index goes by measure first
        names = _places(connection, measures, str(place))
        where.append(f"claim.place IN ({_marks(names)})")
        values += names
    if measures:
        where.append(f"claim.measure IN ({_marks(measures)})")
        values += measures
    for flag in sorted(known_names(flags, FLAGS, "flag")):
        where.append("instr(claim.flags, ?)")
        values.append(f'"{flag}"')
    if _words("speaker", speaker) is not None:
        where.append("instr(claim.speaker, ?)")
        values.append(column(str(speaker).casefold()))
    if attributed is not None:
        where.append(f"claim.speaker IS {'NOT ' if attributed else ''}NULL")
    words_first = _words("text", text) is not None and not measures and name is None
    if text is not None:
        within = "claim.sentence IN (SELECT rowid FROM words WHERE words MATCH ?)"
        where.append("words MATCH ?" if words_first else within)
        values.append(match_of(text))
    for day, bound in (
        (scope.stated, f"({_STATED} <= ? OR {_STATED} IS NULL)"),
        (scope.happened, f"({_STARTED} <= ? OR {_STARTED} IS NULL)"),
        (_day("since", since), f"{_ENDED} >= ?"),
        (_day("until", until), f"{_STARTED} <= ?"),
    ):
        if day is not None:
            where.append(bound)
            values += [day.isoformat()] * bound.count("?")
    _words("counted", counted)
    return Query(
        where,
        values,
        current if revisions == "all" else "TRUE",
        words_first,
        document,
        speaker and speaker.casefold(),
        place,
        counted,
    )


def _add_reading(where: list[str], values: list[object], extractor: str, seen: int | None) -> None:
    """Add which reading of a text counts."""
    if extractor == "latest":
        where.append(_held("claim.superseded", seen))
    elif extractor != "all":
        if not isinstance(extractor, str):
            raise FactledgerError(f"extractor must be 'latest', 'all' or a version, not {extractor!r}")
        where.append(
            "claim.extraction IN (SELECT reading.seq FROM extraction AS reading WHERE reading.extractor = ? AND "
            "(claim.superseded IS NULL OR claim.superseded IS reading.superseded))"
        )
        values.append(name_column(extractor))


def read(connection: sqlite3.Connection, scope: Scope, asked: Query, limit: int | None = None) -> Iterator[Kept]:
    """Yield the claims that meet the conditions, in the order of recording."""
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 0):
        raise FactledgerError(f"limit must be a number of claims from 0, not {limit!r}")
    # A sentence has the number of its first claim, so the order of the words' rows is that of the claims'; without a
    # sort, as many are read as are asked for.
    first, order = ("words CROSS JOIN ", "words.rowid") if asked.words_first else ("", "claim.seq")
    tables = _FROM.format(first=first, last=_EVER if scope.last is None else scope.last)
    joined = [*asked.where, *(["claim.sentence = words.rowid"] if asked.words_first else [])]
    conditions = " AND ".join(joined or ["TRUE"])
    rows = connection.execute(f"{_ROW}, {asked.current} {tables} WHERE {conditions} ORDER BY {order}", asked.values)
    count = 0
    for row in rows:
        if limit is not None and count >= limit:
            break
        kept = _kept(*row)
        if _meets(kept, asked):
            count += 1
            yield kept


@lru_cache(maxsize=READ)
def _kept(*row: Any) -> Kept:
    """Return the claim of a row. The whole row is the key: what the file holds now is never answered from before."""
    entry = Entry(*row[:5])
    recorded = dt.datetime.fromisoformat(entry.recorded)
    return Kept(read_body(Claim, entry), _source(*row[5:11]), entry.seq, recorded, row[11], bool(row[12]), entry.id)


@lru_cache(maxsize=READ)
def _source(
    publisher: str | None, title: str | None, url: str | None, published: str | None, retrieved: str | None, sha: str
) -> Source:
    return Source.model_construct(
        publisher=publisher,
        title=title,
        url=url,
        published=None if published is None else dt.date.fromisoformat(published),
        retrieved=None if retrieved is None else dt.datetime.fromisoformat(retrieved),
        text_sha256=sha,
    )


def _meets(kept: Kept, asked: Query) -> bool:
    """Test on the record what the index columns, which replace characters SQLite cannot hold, say only nearly."""
    claim, document = kept.claim, asked.document
    if isinstance(document, Document):
        if (claim.provenance.document, claim.provenance.text_sha256) != (document.id, document.source.text_sha256):
            return False
    elif document is not None and claim.provenance.document != document:
        return False
    speaker = claim.attribution.speaker
    if asked.speaker is not None and (speaker is None or asked.speaker not in speaker.name.text.casefold()):
        return False
    if asked.place is not None and place_of(claim) != place_key(asked.place):
        return False
    return asked.counted is None or counts(claim, asked.counted)


def counts(claim: Claim, counted: str) -> bool:
    """Whether the claim counts what the words say: all of them are among the counted ones, singular or plural.

    Words for people in general (`people`, `the dead`) ask for those claims that name no others.
    """
    if thing_of(claim) == "people" and thing_words(counted) <= thing_words("people deaths dead toll"):
        return True
    return claim.counted is not None and thing_words(counted) <= thing_words(claim.counted.text)


def match_of(text: str) -> str:
    """Return the full-text query for plain words: all of them, `"..."` as a phrase, `word*` as a beginning.

    Raises `FactledgerError` where there is no word in it.
    """
    terms = []
    for phrase, word in _TERM.findall(text):
        plain = phrase or word
        ends = "*" if word.endswith("*") else ""
        plain = re.sub(r"[^\w\s]+", " ", plain).strip()
        if plain:
            terms.append(f'"{plain}"{ends}')
    if not terms:
        raise FactledgerError(f"text must hold a word to search for, not {text!r}")
    return " AND ".join(terms)


def last_entry(connection: sqlite3.Connection, moment: dt.date) -> int:
    """Return the number of the last entry recorded up to a moment, or up to the end of a day (UTC)."""
    at = _moment_after(moment)
    row = connection.execute("SELECT min(first) FROM moment WHERE recorded >= ?", (at,)).fetchone()
    if row[0] is not None:
        return int(row[0]) - 1
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()[0])


def _moment_after(moment: dt.date) -> str:
    """The first moment that is left out, as `entry.recorded` spells it."""
    if isinstance(moment, dt.datetime):
        at = moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
        return (at + dt.timedelta(microseconds=1)).isoformat(timespec="microseconds")
    start = dt.datetime(moment.year, moment.month, moment.day, tzinfo=dt.UTC)
    return (start + dt.timedelta(days=1)).isoformat(timespec="microseconds")


def _held(name: str, last: int | None) -> str:
    """What had not happened by entry `last`."""
    return f"{name} IS NULL" if last is None else f"({name} IS NULL OR {name} > {last})"


def _places(connection: sqlite3.Connection, measures: Sequence[str], place: str) -> list[str]:
    """Return the spellings of a place that the index holds, found by stepping through it from name to name."""
    key = place_key(place)
    found = set[str]()
    for measure in measures:
        names = connection.execute(
            "WITH RECURSIVE step(name) AS (SELECT min(place) FROM claim WHERE measure = ?1 UNION ALL "
            "SELECT (SELECT min(place) FROM claim WHERE measure = ?1 AND place > step.name) FROM step "
            "WHERE step.name IS NOT NULL) SELECT name FROM step WHERE name IS NOT NULL",
            (measure,),
        )
        found.update(name for (name,) in names if place_key(name) == key or column(name_key(place)) == name)
    return sorted(found)


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def _words(name: str, given: object) -> str | None:
    if given is not None and not isinstance(given, str):
        raise FactledgerError(f"{name} must be a str, not {type(given).__name__}")
    return given


def _day(name: str, given: object) -> dt.date | None:
    if given is None:
        return None
    if not isinstance(given, dt.date):
        raise FactledgerError(f"{name} must be a date, not {given!r}")
    return given.date() if isinstance(given, dt.datetime) else given
