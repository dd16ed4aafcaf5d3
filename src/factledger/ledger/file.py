"""Opening the ledger's file: a new one is set up, a foreign or newer one is refused before anything touches it."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from factledger.errors import FactledgerError
from factledger.ledger.migrations import MIGRATIONS, VERSION
from factledger.ledger.schema import APPLICATION_ID

_HEADER = 100  # bytes of an SQLite file's header
_OLDEST = (3, 38)  # the SQLite that has STRICT tables and JSON
_CACHE = 32 * 1024  # KiB of pages kept in memory: what a question goes through, and the inner pages of the indexes
_SMALL_CACHE = 2 * 1024  # KiB
_MAGIC = b"SQLite format 3\0"


def open_file(path: Path, timeout: float) -> sqlite3.Connection:
    """Return a connection to the ledger at `path`, made if it is missing; raises `FactledgerError`."""
    if sqlite3.sqlite_version_info < _OLDEST:
        raise FactledgerError(f"ledgers need SQLite 3.38 or newer; this Python has {sqlite3.sqlite_version}")
    new = _refuse_foreign(path)
    writable = os.access(path if path.exists() else path.parent, os.W_OK)
    if new and not writable:
        raise FactledgerError(f"ledger {path}: cannot be created, its folder is read-only")
    with errors_named(path, timeout):
        connection = _connect(path, "rwc" if writable else "ro", timeout)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            if _pragma(connection, "user_version") < VERSION:
                _migrate(connection, path)
            if writable:
                _use_wal(connection)
            # Only now, under SQLite's own locks, is the version certain: another program may just have raised it.
            _refuse_newer(path, _pragma(connection, "user_version"))
        except BaseException:
            connection.close()
            raise
    return connection


def open_reader(path: Path, timeout: float) -> sqlite3.Connection:
    """Return a connection that only reads, to a ledger that `open_file` has opened."""
    return _connect(path, "ro", timeout)


@contextmanager
def small_cache(connection: sqlite3.Connection) -> Iterator[None]:
    """For reading the whole file once: few pages, which stay in the processor's own memory, are used in turn."""
    connection.execute(f"PRAGMA cache_size = -{_SMALL_CACHE}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")


@contextmanager
def errors_named(path: Path, timeout: float) -> Iterator[None]:
    """Turn SQLite's errors into `FactledgerError`s that name the file and what is wrong with it."""
    try:
        yield
    except sqlite3.Error as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        match code:
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                reason = f"another program has kept it locked for more than {timeout:g} s; nothing was written"
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
                reason = "it is read-only; nothing was written"
            case sqlite3.SQLITE_FULL:
                reason = "the disk is full; nothing of the last batch was written"
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                reason = f"the file is damaged ({error})"
            case sqlite3.SQLITE_CANTOPEN:
                reason = f"it cannot be opened ({error}); a ledger in use needs a writable folder"
            case _:
                reason = str(error)
        raise FactledgerError(f"ledger {path}: {reason}") from error


def _refuse_foreign(path: Path) -> bool:
    """Raise where `path` is no ledger of ours, read as plain bytes; return whether there is nothing there yet."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise FactledgerError(f"ledger {path}: there is no folder {path.parent}") from None
        return True
    except (OSError, ValueError) as error:
        raise FactledgerError(f"ledger {path}: {error}") from None
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        raise FactledgerError(f"ledger {path}: it is {what}; give the path of one file")
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except OSError as error:
        raise FactledgerError(f"ledger {path}: cannot be read: {error.strerror}") from None
    if not head:
        return True
    # A ledger is set up in one transaction before it goes over to write-ahead logging, so its first page, which
    # holds both numbers, is in the file itself.
    if len(head) < _HEADER or not head.startswith(_MAGIC):
        raise FactledgerError(f"ledger {path}: it is not a factledger ledger (and no SQLite file); left untouched")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise FactledgerError(f"ledger {path}: it is an SQLite file but not a factledger ledger; left untouched")
    _refuse_newer(path, int.from_bytes(head[60:64], "big"))
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size:  # the log may hold a newer first page: look without writing anything
        # Busy, or to be recovered first? The real opening, with its timeout, will say so.
        with suppress(sqlite3.Error), closing(_connect(path, "ro", 0)) as reader:
            _refuse_newer(path, _pragma(reader, "user_version"))
    return False


def _refuse_newer(path: Path, version: int) -> None:
    if version > VERSION:
        raise FactledgerError(
            f"ledger {path}: it was written by a newer factledger (format {version}, this one reads up to "
            f"{VERSION}); left untouched: upgrade factledger to open it"
        )


def _connect(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + f"?mode={mode}"
    if mode == "ro" and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
        uri += "&immutable=1"  # read-only media: SQLite cannot put its lock files beside the ledger
    connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    return connection


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file to this version's tables, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _pragma(connection, "user_version")  # again: another program may have been faster
        if version == 0 and connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise FactledgerError(f"ledger {path}: it is an SQLite file but not a factledger ledger; left untouched")
        for step in MIGRATIONS[version:]:
            step(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {max(version, VERSION)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _use_wal(connection: sqlite3.Connection) -> None:
    """Go over to write-ahead logging; where that must wait or cannot be, the ledger is as safe, only slower."""
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
