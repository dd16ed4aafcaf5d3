"""Checking entries against their hashes: range by range, in this process or in several."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from factledger.errors import FactledgerError
from factledger.ledger.entries import MODELS
from factledger.ledger.file import open_reader, small_cache
from factledger.ledger.merkle import run_root
from factledger.ledger.tree import RUN

RANGE = 256 * RUN  # entries that one worker process checks at a time
MANY = 2 * RANGE  # below so many entries, starting processes takes longer than checking

_sha256 = hashlib.sha256
#: By kind, a copy of the hash that has taken in the kind and a line break: what comes before a body.
_HEADS: dict[str, Callable[[], Any]] = {kind: _sha256(f"{kind}\n".encode()).copy for kind in MODELS}

# As the row holds them: text comes as str and a blob as bytes, so that a changed type shows. The body is hashed as it
# is stored; as text it would be decoded and encoded again.
_ROWS = """SELECT seq, id, kind, recorded, leaf, CASE typeof(body) WHEN 'text' THEN CAST(body AS BLOB) END
FROM entry WHERE seq BETWEEN ? AND ? ORDER BY seq"""
_RAW = """SELECT typeof(id) || typeof(kind) || typeof(recorded) || typeof(leaf) || typeof(body),
CAST(id AS BLOB), CAST(kind AS BLOB), CAST(recorded AS BLOB), CAST(leaf AS BLOB), CAST(body AS BLOB)
FROM entry WHERE seq = ?"""
_TYPES = "texttexttextblobtext"


class FaultError(Exception):
    """A check failed: what is wrong, and the number of the entry where it is, None where it is in no single one."""

    def __init__(self, problem: str, entry: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.entry = entry


class Range(NamedTuple):
    """What a range of sound entries adds to the tree: the roots of its whole runs, and the leaves after them."""

    runs: list[bytes]
    rest: list[bytes]


def checked(
    connection: sqlite3.Connection, path: Path, timeout: float, size: int, workers: int, noted: int = 0
) -> Generator[Range, None, None]:
    """Check entries 1 to `size` and yield what each range adds, in order; raises `FaultError` at the first bad one.

    `workers` processes do it beside each other, each with its own connection; 0: this one, with the connection given.
    `noted` is how many entries there must be.
    """
    (lowest,) = connection.execute("SELECT min(seq) FROM entry").fetchone()
    if lowest is not None and lowest < 1:
        gap = _first_gap(connection)
        missing = gap if gap <= max(size, noted) else None
        of = "" if missing is None else f"; entry {missing} is missing"
        raise FaultError(f"a row is numbered {lowest}, entries are counted from 1{of}", missing)
    ranges = ((first, min(first + RANGE - 1, size)) for first in range(1, size + 1, RANGE))
    if not workers:
        with small_cache(connection):
            yield from (check_range(connection, *one) for one in ranges)
        return
    for bounds, found in _by_workers(path, timeout, ranges, workers):
        # Where a worker process was lost, its entries are checked here.
        yield check_range(connection, *bounds) if found is None else found


def check_range(connection: sqlite3.Connection, first: int, last: int) -> Range:
    """Check entries `first` (the first of a run) to `last`; raises `FaultError` at the first bad one."""
    runs: list[bytes] = []
    leaves: list[bytes] = []
    expected = first
    try:
        for seq, id_, kind, recorded, leaf, body in connection.execute(_ROWS, (first, last)):
            said = _HEADS[kind]()
            said.update(body)
            if (
                seq != expected
                or said.hexdigest() != id_
                or _sha256(f"\0{seq}\n{id_}\n{kind}\n{recorded}".encode()).digest() != leaf
            ):
                break
            expected += 1
            leaves.append(leaf)
            if not seq % RUN:
                runs.append(run_root(leaves))
                leaves.clear()
    except (sqlite3.DatabaseError, KeyError, TypeError):
        pass  # a damaged page, text that is none, an unknown kind or another type: named below
    if expected <= last:
        # Python's cursor has gone on to the row after the one that it gives, so that may be the damaged one.
        raise (
            _fault(connection, expected)
            or (_fault(connection, expected + 1) if expected < last else None)
            or FaultError(f"entry {expected}: the file is damaged before it", expected)
        )
    return Range(runs, leaves)


def _fault(connection: sqlite3.Connection, seq: int) -> FaultError | None:
    """Return what is wrong with an entry, looked at alone."""
    try:
        row = connection.execute(_RAW, (seq,)).fetchone()
        if row is None:
            (later,) = connection.execute("SELECT min(seq) FROM entry WHERE seq > ?", (seq,)).fetchone()
            return FaultError(f"entry {seq} is missing; the next one is {later}", seq)
    except sqlite3.DatabaseError as error:
        return FaultError(f"entry {seq}: the file is damaged where it stands: {error}", seq)
    types, id_, kind, recorded, leaf, body = row
    if types != _TYPES:
        return FaultError(f"entry {seq}: a column is not of the type that it was written with", seq)
    if _sha256(b"%b\n%b" % (kind, body)).hexdigest().encode() != id_:
        return FaultError(f"entry {seq}: kind or body is not what its id is the hash of", seq)
    if _sha256(b"\0%d\n%b\n%b\n%b" % (seq, id_, kind, recorded)).digest() != leaf:
        return FaultError(f"entry {seq}: its row is not what its leaf is the hash of", seq)
    if kind.decode("utf-8", "replace") not in _HEADS:
        return FaultError(f"entry {seq}: it is of a kind {kind!r} that this version does not know", seq)
    return None


def _first_gap(connection: sqlite3.Connection) -> int:
    """Return the first number from 1 that no entry has."""
    (gap,) = connection.execute(
        "SELECT min(before) + 1 FROM (SELECT 0 AS before UNION ALL SELECT seq FROM entry WHERE seq > 0) "
        "WHERE NOT EXISTS (SELECT 1 FROM entry WHERE seq = before + 1)"
    ).fetchone()
    return int(gap)


# --- several processes --------------------------------------------------------------------------------------------


def cores() -> int:
    """Return how many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _by_workers(
    path: Path, timeout: float, ranges: Iterator[tuple[int, int]], workers: int
) -> Iterator[tuple[tuple[int, int], Range | None]]:
    """Yield each range with what a worker process says of it, in order; None where the process was lost."""
    from factledger.workers import Lost, Pool

    where = os.fspath(path.absolute()), timeout
    pool = Pool(workers, answer, where, lambda items: json.dumps(items).encode(), json.loads, None)
    given: dict[int, tuple[int, int]] = {}
    answered: dict[int, Any] = {}
    number = turn = 0
    try:
        while True:
            while len(given) < 2 * workers and (bounds := next(ranges, None)) is not None:
                given[number] = bounds
                pool.put(number, [bounds])
                number += 1
            if not given:
                return
            while turn not in answered:
                done, (piece,) = pool.get()
                answered[done] = piece
            piece = answered.pop(turn)
            yield given.pop(turn), None if isinstance(piece, Lost) else _unpacked(piece)
            turn += 1
    finally:
        pool.close()


def answer(frame: bytes, where: tuple[str, float], _: Callable[[], None]) -> bytes:
    """Check the ranges that a frame holds, as a worker process."""
    found = []
    for first, last in json.loads(frame):
        try:
            with closing(open_reader(Path(where[0]), where[1])) as connection, small_cache(connection):
                checked_range = check_range(connection, first, last)
        except FaultError as fault:
            found.append({"problem": fault.problem, "entry": fault.entry})
        else:
            found.append({name: b"".join(hashes).hex() for name, hashes in checked_range._asdict().items()})
    return json.dumps(found).encode()


def _unpacked(piece: dict[str, Any]) -> Range:
    if "problem" in piece:
        raise FaultError(piece["problem"], piece["entry"])
    return Range(_hashes(piece["runs"]), _hashes(piece["rest"]))


def _hashes(joined: str) -> list[bytes]:
    size = _sha256().digest_size
    data = bytes.fromhex(joined)
    return [data[at : at + size] for at in range(0, len(data), size)]


def workers_of(workers: int | None, size: int) -> int:
    """Return how many worker processes check `size` entries; raises `FactledgerError` on what is no such number."""
    if workers is None:
        return cores() if size >= MANY and cores() > 1 else 0
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 0:
        raise FactledgerError(f"workers must be a number of processes from 0, or None, not {workers!r}")
    return workers
