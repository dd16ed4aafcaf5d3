"""The tree as the file keeps it: every leaf in its entry, and the roots of whole runs of 256^k entries as tiles.

Appending hashes each leaf and, once in 256 entries, one tile; a root or proof reads a few tiles.
"""

from __future__ import annotations

import sqlite3

from factledger.errors import FactledgerError
from factledger.ledger import merkle

STEP = 8  # levels of a tile
RUN = 1 << STEP  # nodes that a tile stands for


class Tree:
    """The nodes of the tree over the entries, read and kept in memory as they are needed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._levels: dict[tuple[int, int], list[list[bytes]]] = {}

    @property
    def size(self) -> int:
        """Number of entries."""
        return int(self._connection.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()[0])

    def root(self, size: int) -> bytes:
        """Return the root over the first `size` entries."""
        return merkle.root(self.node, size)

    def node(self, level: int, number: int) -> bytes:
        """Return the root over the whole run of 2^level entries that begins with entry number * 2^level + 1."""
        base = level - level % STEP
        within = level - base
        tile, place = divmod(number << within, RUN)
        return self._tile(base, tile)[within][place >> within]

    def extend(self, old: int, new: int) -> None:
        """Write the tiles that became whole when entries `old` + 1 to `new` were appended."""
        level = STEP
        while new >> level:
            for number in range(old >> level, new >> level):
                hash_ = merkle.run_root(self._stored(level - STEP, number))
                self._connection.execute("INSERT INTO tile VALUES (?, ?, ?)", (level, number, hash_))
            level += STEP

    def _tile(self, base: int, number: int) -> list[list[bytes]]:
        """Return the levels of a tile, each as far as it is whole."""
        key = (base, number)
        if key not in self._levels:
            levels = [self._stored(base, number)]
            while len(levels[-1]) > 1:
                below = levels[-1]
                levels.append([merkle.node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
            self._levels[key] = levels
        return self._levels[key]

    def _stored(self, base: int, number: int) -> list[bytes]:
        first = number * RUN
        if base == 0:
            rows = self._connection.execute(
                "SELECT leaf FROM entry WHERE seq BETWEEN ? AND ? ORDER BY seq", (first + 1, first + RUN)
            )
        else:
            rows = self._connection.execute(
                "SELECT hash FROM tile WHERE level = ? AND number BETWEEN ? AND ? ORDER BY number",
                (base, first, first + RUN - 1),
            )
        found = [hash_ for (hash_,) in rows]
        if not found:
            raise FactledgerError("the tree lacks a part: verify the ledger")
        return found
