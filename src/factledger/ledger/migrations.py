"""The steps from each version of the ledger file to the next; opening an older file takes them in one transaction."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator

from factledger.ledger.entries import Entry, leaf_data
from factledger.ledger.index import Index
from factledger.ledger.merkle import leaf_hash
from factledger.ledger.schema import INDEX_TABLES, INDEXES, LEDGER
from factledger.ledger.tree import Tree
from factledger.ledger.views import VIEW_NAMES, VIEWS

Step = Callable[[sqlite3.Connection], None]


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run statements inside the transaction that is open (`executescript` would commit it)."""
    for statement in _statements(script):
        connection.execute(statement)


def build_indexes(connection: sqlite3.Connection) -> None:
    """Make the index tables anew from the entries."""
    for table in INDEX_TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    run_script(connection, INDEXES)
    index = Index(connection)
    last = 0
    while True:
        rows = connection.execute(
            "SELECT seq, id, kind, recorded, body FROM entry WHERE seq > ? ORDER BY seq LIMIT 1000", (last,)
        ).fetchall()
        for row in rows:
            index.add(Entry(*row))
        if not rows:
            break
        last = rows[-1][0]
        index.flush()


def _hashed(connection: sqlite3.Connection) -> None:
    """From the first version, without a tree, or from nothing, to entries with leaves, tiles and new indexes."""
    old = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'entry'").fetchone()
    if old:
        run_script(
            connection,
            "DROP TRIGGER entry_kept;\nDROP TRIGGER entry_fixed;\nDROP TRIGGER entry_stays;\n"
            "DROP TABLE claim;\nALTER TABLE entry RENAME TO entry_before;",
        )
    run_script(connection, LEDGER)
    connection.execute("INSERT INTO origin VALUES (1, ?)", (f"factledger/{secrets.token_hex(16)}",))
    if old:
        connection.create_function("leaf", 4, lambda *row: leaf_hash(leaf_data(*row)), deterministic=True)
        connection.execute(
            "INSERT INTO entry SELECT seq, id, kind, recorded, leaf(seq, id, kind, recorded), body "
            "FROM entry_before ORDER BY seq"
        )
        connection.create_function("leaf", 4, None)
        connection.execute("DROP TABLE entry_before")
    tree = Tree(connection)
    tree.extend(0, tree.size)
    build_indexes(connection)
    run_script(connection, VIEWS)


def _named(connection: sqlite3.Connection) -> None:
    """From the second version, in whose indexes names that differ only in what SQLite cannot hold were one.

    Its views were not DuckDB's.
    """
    odd = connection.execute(
        "SELECT 1 FROM entry WHERE instr(body, '\\u0000') OR instr(body, '\\ud') OR instr(body, char(65533)) LIMIT 1"
    ).fetchone()
    for view in VIEW_NAMES:
        connection.execute(f"DROP VIEW IF EXISTS {view}")
    if odd:
        build_indexes(connection)
    run_script(connection, VIEWS)


#: `MIGRATIONS[n]` brings a file of version n to version n + 1; an empty file is version 0. The first version is made
#: no more: an empty file goes on to the second.
MIGRATIONS: tuple[Step, ...] = (lambda _: None, _hashed, _named)

#: The `user_version` that this code writes.
VERSION = len(MIGRATIONS)


def _statements(script: str) -> Iterator[str]:
    """Split a script at the line ends that end a statement."""
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        if sqlite3.complete_statement(statement := "\n".join(lines)):
            yield statement
            lines = []
