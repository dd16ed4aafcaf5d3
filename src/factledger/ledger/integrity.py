"""Showing that nothing was changed: checkpoints, proofs, and the check of everything against the bodies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

from factledger.errors import FactledgerError
from factledger.ledger import merkle
from factledger.ledger.base import Target
from factledger.ledger.checking import FaultError, Range, checked, workers_of
from factledger.ledger.entries import CheckpointEntry
from factledger.ledger.migrations import build_indexes
from factledger.ledger.proofs import Checkpoint, ConsistencyProof, InclusionProof, encode
from factledger.ledger.schema import INDEX_TABLES
from factledger.ledger.tree import RUN, STEP, Tree
from factledger.ledger.writing import Writing


class Verification(NamedTuple):
    """What `verify` found: how many entries were checked, their root, and what is wrong (None: nothing).

    `entry` is the number of the first entry that is wrong, None where the fault lies in no single entry.
    """

    size: int
    root: str
    problem: str | None = None
    entry: int | None = None

    @property
    def ok(self) -> bool:
        """Whether everything held."""
        return self.problem is None


class Integrity(Writing):
    """The part of a ledger that shows that it was not changed."""

    @property
    def origin(self) -> str:
        """Which ledger this is: a name made when the file was made, and kept in its checkpoints."""
        with self._open() as connection:
            return str(connection.execute("SELECT name FROM origin").fetchone()[0])

    def checkpoint(self, *, noted: str | None = None) -> Checkpoint:
        """Return the state of the ledger, to be noted where nobody who can change the file can change it.

        With `noted`, the words for where that is, the checkpoint is recorded as an entry too (after the state that
        it describes).
        """
        with self._transaction(writing=noted is not None) as connection:
            made = _checkpoint(connection)
            if noted is not None:
                entry = CheckpointEntry(origin=made.origin, size=made.size, root=made.root, noted=noted)
                self._note_checkpoint(connection, entry)
        return made

    def prove(self, target: Target, checkpoint: Checkpoint | None = None) -> InclusionProof:
        """Return the proof that an entry stands in the ledger as it was at `checkpoint` (by default: now).

        Raises `FactledgerError` where there is no such entry, or the checkpoint is not one of this ledger's.
        """
        with self._transaction(writing=False) as connection:
            entry = self._find(connection, target)
            state = _checkpoint(connection) if checkpoint is None else _own(connection, checkpoint)
            if entry.seq > state.size:
                raise FactledgerError(f"entry {entry.seq} is newer than the checkpoint of {state.size} entries")
            path = merkle.inclusion_path(Tree(connection).node, entry.seq - 1, state.size)
        proof = InclusionProof(**entry._asdict(), path=tuple(map(encode, path)), checkpoint=state)
        if not proof.check():
            raise FactledgerError(f"entry {entry.seq} does not lead to the ledger's root: verify the ledger")
        return proof

    def extends(self, old: Checkpoint) -> ConsistencyProof:
        """Return the proof that the ledger only appended to what it held at an older checkpoint.

        Raises `FactledgerError` where it did not: the checkpoint is another ledger's, is newer than the ledger, or
        entries before it were changed.
        """
        with self._transaction(writing=False) as connection:
            _own(connection, old)
            new = _checkpoint(connection)
            path = merkle.consistency_path(Tree(connection).node, old.size, new.size)
        return ConsistencyProof(old=old, new=new, path=tuple(map(encode, path)))

    def verify(
        self, checkpoint: Checkpoint | None = None, *, deep: bool = False, workers: int | None = None
    ) -> Verification:
        """Recompute everything from the bodies, and compare it with what the file holds and with a noted checkpoint.

        Checked are: numbers without gaps, every id against its body, every leaf against its row, the tiles, and the
        root at the checkpoint. With `deep` the file's pages and all index tables are checked too, against indexes
        made anew from the bodies (slower, and needs memory for them). `workers` is the number of processes that hash;
        0 is this one alone, as are small ledgers by default, large ones take one for each core. Nothing is raised for
        what is found wrong: the first fault is in the result, with its entry. Raises `FactledgerError` where the file
        cannot be read.
        """
        with self._transaction(writing=False) as connection:
            size, root = 0, merkle.EMPTY
            try:
                if deep:
                    _check_pages(connection)
                origin = connection.execute("SELECT name FROM origin").fetchone()[0]
                if checkpoint is not None and checkpoint.origin != origin:
                    raise FaultError(f"the checkpoint is of another ledger, {checkpoint.origin}; this is {origin}")
                size = Tree(connection).size
                noted = 0 if checkpoint is None else checkpoint.size
                ranges = checked(connection, self.path, self._timeout, size, workers_of(workers, size), noted)
                with closing(ranges):
                    root = _check_entries(connection, ranges)
                _check_noted(connection, checkpoint, size)
                if deep:
                    _check_indexes(connection)
            except FaultError as fault:
                return Verification(size, encode(root), fault.problem, fault.entry)
            except sqlite3.DatabaseError as error:
                return Verification(size, encode(root), f"the file is damaged: {error}", None)
        return Verification(size, encode(root))


def _checkpoint(connection: sqlite3.Connection) -> Checkpoint:
    origin = str(connection.execute("SELECT name FROM origin").fetchone()[0])
    tree = Tree(connection)
    size = tree.size
    return Checkpoint(origin=origin, size=size, root=encode(tree.root(size)))


def _own(connection: sqlite3.Connection, checkpoint: Checkpoint) -> Checkpoint:
    """Return the checkpoint if the ledger held just this at its size; raises `FactledgerError`."""
    now = _checkpoint(connection)
    if checkpoint.origin != now.origin:
        raise FactledgerError(f"the checkpoint is of another ledger, {checkpoint.origin}; this is {now.origin}")
    if checkpoint.size > now.size:
        raise FactledgerError(
            f"the checkpoint has {checkpoint.size} entries, the ledger only {now.size}: entries are missing"
        )
    if encode(Tree(connection).root(checkpoint.size)) != checkpoint.root:
        raise FactledgerError(
            f"the first {checkpoint.size} entries are not those of the checkpoint: verify the ledger"
        )
    return checkpoint


def _check_entries(connection: sqlite3.Connection, ranges: Iterable[Range]) -> bytes:
    """Check the rows of `entry`, which `ranges` reads, and the tiles; return the root."""
    tiles = merkle.Frontier()  # over whole runs of leaves
    above: dict[int, list[bytes]] = {}  # nodes that wait for a tile of the next level
    stored = _tiles(connection)
    rest: list[bytes] = []
    for one in ranges:
        for root in one.runs:
            _compare_tiles(root, above, stored)
            tiles.append(root)
        rest = one.rest
    if (extra := next(stored, None)) is not None:
        raise FaultError(f"tile {extra[0]}/{extra[1]} belongs to no entries")
    return merkle.joined(tiles, rest)


def _tiles(connection: sqlite3.Connection) -> Iterator[tuple[int, int, bytes]]:
    """The stored tiles in the order in which they become whole."""
    rows = connection.execute(
        "SELECT level, number, hash FROM tile ORDER BY (number + 1) * (CAST(1 AS INTEGER) << level), level"
    )
    yield from rows


def _compare_tiles(root: bytes, above: dict[int, list[bytes]], stored: Iterator[tuple[int, int, bytes]]) -> None:
    """Compare the tiles that a whole run completes, of which `root` is the root, with the stored ones."""
    level, node = STEP, root
    while True:
        have = next(stored, None)
        if have is None or have[0] != level or have[2] != node:
            raise FaultError(f"the stored tile of level {level} is not that of the entries")
        waiting = above.setdefault(level, [])
        waiting.append(node)
        if len(waiting) < RUN:
            return
        node = merkle.run_root(waiting)
        waiting.clear()
        level += STEP


def _check_noted(connection: sqlite3.Connection, noted: Checkpoint | None, size: int) -> None:
    """Compare a noted checkpoint with the tree, whose leaves and tiles were found to be those of the entries."""
    if noted is None:
        return
    if noted.size > size:
        raise FaultError(f"the checkpoint has {noted.size} entries, the ledger only {size}", size + 1)
    if encode(Tree(connection).root(noted.size)) != noted.root:
        raise FaultError(
            f"the first {noted.size} entries are sound in themselves but not those of the checkpoint: "
            "they were written anew"
        )


def _check_pages(connection: sqlite3.Connection) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise FaultError(f"the file is damaged: {found}")


def _check_indexes(connection: sqlite3.Connection) -> None:
    """Compare the index tables with ones made anew from the bodies."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        connection.backup(fresh)
        fresh.execute("BEGIN")
        build_indexes(fresh)
        for table in INDEX_TABLES:
            if table == "words":  # a full-text index keeps no rows to compare; FTS5 checks it against itself
                continue
            query = f"SELECT * FROM {table} ORDER BY 1"
            for have, want in zip(connection.execute(query), fresh.execute(query), strict=False):
                if have != want:
                    raise FaultError(f"index {table}: a row is not what entry {want[0]} says", int(want[0]))
            counts = [c.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for c in (connection, fresh)]
            if counts[0] != counts[1]:
                raise FaultError(f"index {table}: it has {counts[0]} rows, the entries make {counts[1]}")
