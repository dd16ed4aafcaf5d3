"""A Parquet target that a killed run goes on with: part files, and a manifest of the documents that they hold."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.io.arrow import SCHEMA, SCHEMA_VERSION, read_parquet, write_parquet
from factledger.io.runs import key_of

try:
    import pyarrow as pa
except ImportError:
    raise FactledgerError("writing Parquet needs pyarrow: pip install 'factledger[arrow]'") from None

if TYPE_CHECKING:
    from factledger.io.html import Page
    from factledger.many import Extraction

ROWS = 10_000  # rows of a part: what a kill costs at most, and what is held in memory
DOCUMENTS = 5_000  # documents of a part, for texts without numbers
_MANIFEST = "_manifest.sqlite"  # readers of folders of Parquet leave out what begins with an underscore


class ParquetTarget:
    """Parts in a folder; at the end one file is made of them, unless the folder itself is what was asked for.

    A part is written under another name, renamed, and only then named in the manifest, in one transaction with the
    keys of its documents. Parts that the manifest does not name are a killed run's and are removed.
    """

    def __init__(self, path: str | os.PathLike[str], versions: tuple[str, str]) -> None:
        given = os.fspath(path)
        self.path = Path(given)
        self.folder = given.endswith(("/", os.sep)) or self.path.is_dir()
        self._parts = self.path if self.folder else self.path.with_name(self.path.name + ".parts")
        if not self.path.parent.is_dir():
            raise FactledgerError(f"{given}: there is no folder {self.path.parent}")
        self._batches: list[pa.RecordBatch] = []
        self._keys: dict[bytes, None] = {}
        self._rows = 0
        try:
            self._parts.mkdir(exist_ok=True)
            self._manifest = sqlite3.connect(self._parts / _MANIFEST, isolation_level=None)
            self._open(versions)
        except (OSError, sqlite3.Error) as error:
            raise FactledgerError(f"{self._parts}: cannot be written: {error}") from None

    def _open(self, versions: tuple[str, str]) -> None:
        execute = self._manifest.execute
        execute("PRAGMA synchronous = FULL")
        execute("BEGIN IMMEDIATE")
        execute("CREATE TABLE IF NOT EXISTS made (schema INTEGER, extractor TEXT, lexicon TEXT)")
        execute("CREATE TABLE IF NOT EXISTS part (name TEXT PRIMARY KEY, rows INTEGER)")
        execute("CREATE TABLE IF NOT EXISTS done (key BLOB PRIMARY KEY) WITHOUT ROWID")
        mine = (SCHEMA_VERSION, *versions)
        begun = execute("SELECT * FROM made").fetchone()
        if begun is None:
            execute("INSERT INTO made VALUES (?, ?, ?)", mine)
        execute("COMMIT")
        if begun is not None and begun != mine:
            self._manifest.close()
            raise FactledgerError(
                f"{self._parts}: begun by extractor {begun[1]}, lexicon {begun[2]}; this is {mine[1]}, {mine[2]}. "
                "Remove the folder to begin anew"
            )
        named = set(self._names())
        for file in self._parts.glob("part-*"):
            if file.name not in named:
                file.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._manifest.close()

    def holds(self, item: Document | Page) -> bool:
        """Return whether a part holds the item."""
        return self._holds(key_of(item))

    def _holds(self, key: bytes) -> bool:
        found = self._manifest.execute("SELECT 1 FROM done WHERE key = ?", (key,)).fetchone()
        return found is not None or key in self._keys

    def add(self, extraction: Extraction) -> None:
        """Take an extraction; a part is written when enough have come. One that is held already is left out."""
        key = key_of(extraction.document)
        if self._holds(key):  # done here before, but not yet in the run's other target
            return
        self._batches.append(extraction.batch)
        self._keys[key] = None
        self._rows += extraction.batch.num_rows
        if self._rows >= ROWS or len(self._keys) >= DOCUMENTS:
            self._write()

    def close(self) -> None:
        """Write the last part, and where a file was asked for, make it of the parts and remove them."""
        self._write()
        if self.folder:
            return
        whole = self.path.with_name(self.path.name + ".tmp")
        write_parquet(whole, self._tables())
        _sync(whole)
        os.replace(whole, self.path)
        self._manifest.close()
        shutil.rmtree(self._parts)

    def _write(self) -> None:
        if not self._keys:
            return
        name = f"part-{self._manifest.execute('SELECT count(*) FROM part').fetchone()[0]:06}.parquet"
        table = pa.Table.from_batches(self._batches, SCHEMA).combine_chunks()
        waiting = self._parts / f"{name}.tmp"
        write_parquet(waiting, [table])
        _sync(waiting)
        os.replace(waiting, self._parts / name)
        execute: Any = self._manifest.execute
        execute("BEGIN IMMEDIATE")
        execute("INSERT INTO part VALUES (?, ?)", (name, table.num_rows))
        self._manifest.executemany("INSERT INTO done VALUES (?)", ((key,) for key in self._keys))
        execute("COMMIT")
        self._batches, self._keys, self._rows = [], {}, 0

    def _names(self) -> list[str]:
        return [name for (name,) in self._manifest.execute("SELECT name FROM part ORDER BY name")]

    def _tables(self) -> Iterator[pa.Table]:
        for name in self._names():
            yield from read_parquet(self._parts / name)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
