"""The hash tree of RFC 9162, section 2.1: leaves, nodes, roots, and proofs that need no tree to be checked.

`Nodes` is where hashes come from: `nodes(level, number)` is the root of the whole run of 2^level leaves from leaf
`number * 2^level` on. Everything here reads O(log n) of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

_sha256 = hashlib.sha256

Nodes = Callable[[int, int], bytes]

#: Root of the tree without leaves.
EMPTY = _sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return _sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return _sha256(b"\1" + left + right).digest()


def run_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over nodes of one level, whose number is a power of two."""
    level = hashes
    while len(level) > 1:
        pairs = iter(level)
        level = [_sha256(b"\1" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return level[0]


class Frontier:
    """A tree that is only appended to: the roots of its whole runs, largest first, and nothing else."""

    def __init__(self) -> None:
        self.size = 0
        self._runs: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Append the hash of a leaf."""
        runs, size = self._runs, self.size
        while size & 1:
            leaf = _sha256(b"\1" + runs.pop() + leaf).digest()
            size >>= 1
        runs.append(leaf)
        self.size += 1

    @property
    def root(self) -> bytes:
        """Root of the tree as it is."""
        return _fold(self._runs)


def joined(tiles: Frontier, rest: Sequence[bytes]) -> bytes:
    """Return the root of a tree of whole runs of one size (the leaves of `tiles`) and fewer leaves after them."""
    last = Frontier()
    for leaf in rest:
        last.append(leaf)
    return _fold([*tiles._runs, *last._runs])


def root(nodes: Nodes, size: int) -> bytes:
    """Return the root of the tree of the first `size` leaves."""
    return _subtree(nodes, 0, size)


def _fold(runs: Sequence[bytes]) -> bytes:
    """Join the roots of runs, largest first, into one."""
    if not runs:
        return EMPTY
    result = runs[-1]
    for run in reversed(runs[:-1]):
        result = node_hash(run, result)
    return result


def _subtree(nodes: Nodes, start: int, end: int) -> bytes:
    """Return the root over leaves `start` to `end`; `start` is a multiple of the run that holds them all."""
    runs = []
    while start < end:
        level = (end - start).bit_length() - 1
        runs.append(nodes(level, start >> level))
        start += 1 << level
    return _fold(runs)


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_path(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """Return the nodes that lead from leaf `index` (from 0) to the root of `size` leaves (RFC 9162, 2.1.3.1)."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_subtree(nodes, middle, end))
            end = middle
        else:
            path.append(_subtree(nodes, start, middle))
            start = middle
    path.reverse()
    return path


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that an inclusion path leads to; None where it has the wrong length (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    at, last, result = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            result = node_hash(step, result)
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            result = node_hash(result, step)
        at >>= 1
        last >>= 1
    return result if last == 0 else None


def consistency_path(nodes: Nodes, first: int, second: int) -> list[bytes]:
    """Return the nodes that show the tree of `first` leaves inside that of `second` (RFC 9162, 2.1.4.1)."""
    if not 0 < first < second:
        return []
    path: list[bytes] = []
    start, end, whole = 0, second, True
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(_subtree(nodes, middle, end))
            end = middle
        else:
            path.append(_subtree(nodes, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(_subtree(nodes, start, end))
    path.reverse()
    return path


def is_consistent(first: int, first_root: bytes, second: int, second_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether a consistency path proves that the second tree only appends to the first (RFC 9162, 2.1.4.2)."""
    if first == second:
        return not path and first_root == second_root
    if first == 0:
        return not path and first_root == EMPTY
    if not 0 < first < second:
        return False
    steps = list(path)
    if first & (first - 1) == 0:
        steps.insert(0, first_root)
    if not steps:
        return False
    at, last = first - 1, second - 1
    while at & 1:
        at >>= 1
        last >>= 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            new = node_hash(new, step)
        at >>= 1
        last >>= 1
    return last == 0 and old == first_root and new == second_root
