"""A Parquet target that a killed run goes on with: part files, and a manifest of the documents that they hold.

Where one file is asked for it grows as the parts are written, so that no end of a run waits for its parts to be read
again. A kill leaves it without its footer, which is worth nothing; so its parts are kept beside it as Arrow, which is
written in half the time, and only a run that goes on reads them again.
"""

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
from factledger.io.arrow import SCHEMA, SCHEMA_VERSION, ParquetFile, Stretch, read_parquet, write_parquet
from factledger.io.runs import key_of

try:
    import pyarrow as pa
except ImportError:
    raise FactledgerError("writing Parquet needs pyarrow: pip install 'factledger[arrow]'") from None

if TYPE_CHECKING:
    from factledger.io.html import Page
    from factledger.many import Extraction

ROWS = 4_000  # rows of a part: what a kill costs at most, and what is held in memory
DOCUMENTS = 5_000  # documents of a part, for texts without numbers
SIZE = 16_000_000  # bytes of Arrow from which a part is full, however few its rows
_MANIFEST = "_manifest.sqlite"  # readers of folders of Parquet leave out what begins with an underscore
_WHOLE = "_whole.parquet"
_PACKED = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)


class ParquetTarget:
    """Parts in a folder: Parquet files where the folder is what was asked for, else what a file is made of anew.

    A part is written under another name, renamed, and only then named in the manifest, in one transaction with the
    keys of its documents. Parts that the manifest does not name are a killed run's and are removed. An item is added
    once: what a run is given twice it must tell itself.
    """

    def __init__(self, path: str | os.PathLike[str], versions: tuple[str, str]) -> None:
        given = os.fspath(path)
        self.path = Path(given)
        self.folder = given.endswith(("/", os.sep)) or self.path.is_dir()
        self._parts = self.path if self.folder else self.path.with_name(self.path.name + ".parts")
        if not self.path.parent.is_dir():
            raise FactledgerError(f"{given}: there is no folder {self.path.parent}")
        self._stretches: list[Stretch] = []
        self._keys: set[bytes] = set()
        self._rows = self._size = 0
        self._whole: ParquetFile | None = None
        try:
            self._parts.mkdir(exist_ok=True)
            self._manifest = sqlite3.connect(self._parts / _MANIFEST, isolation_level=None)
            self._open(versions)
        except (OSError, sqlite3.Error) as error:
            raise FactledgerError(f"{self._parts}: cannot be written: {error}") from None
        self._begun = self._manifest.execute("SELECT 1 FROM done LIMIT 1").fetchone() is not None

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
        if self._whole is not None:
            self._whole.close()
        self._manifest.close()

    def holds(self, item: Document | Page, key: bytes) -> bool:
        """Return whether a part that an earlier run wrote holds the item of that key."""
        if not self._begun:
            return False
        return self._manifest.execute("SELECT 1 FROM done WHERE key = ?", (key,)).fetchone() is not None

    def add(self, extraction: Extraction) -> None:
        """Take an extraction; a part is written when enough have come. One that is held already is left out."""
        key = key_of(extraction.document)
        if self.holds(extraction.document, key):  # done here before, but not yet in the run's other target
            return
        rows = extraction.rows
        last = self._stretches[-1] if self._stretches else None
        if last is None or last.whole is not rows.whole:
            self._size += rows.whole.get_total_buffer_size()
        if last is not None and last.whole is rows.whole and last.stop == rows.start:
            self._stretches[-1] = Stretch(rows.whole, last.start, rows.stop)  # workers' rows stand side by side
        else:
            self._stretches.append(rows)
        self._keys.add(key)
        self._rows += len(rows)
        if self._rows >= ROWS or len(self._keys) >= DOCUMENTS or self._size >= SIZE:
            self._write()

    def close(self) -> None:
        """Write the last part, and put the one file, where one was asked for, in its place; then remove the parts."""
        self._write()
        if self.folder:
            return
        whole = self._open_whole()
        whole.close()
        _sync(self._parts / _WHOLE)
        os.replace(self._parts / _WHOLE, self.path)
        self._manifest.close()
        shutil.rmtree(self._parts)

    def _write(self) -> None:
        if not self._keys:
            return
        whole = None if self.folder else self._open_whole()
        number = self._manifest.execute("SELECT count(*) FROM part").fetchone()[0]
        name = f"part-{number:06}.{'parquet' if self.folder else 'arrow'}"
        batches = [stretch.batch() for stretch in self._stretches if len(stretch)]
        table = pa.Table.from_batches(batches, SCHEMA)
        self._stretches, self._size = [], 0
        del batches
        waiting = self._parts / f"{name}.tmp"
        if whole is None:
            write_parquet(waiting, [table])
        else:
            with pa.OSFile(str(waiting), "wb") as file, pa.ipc.new_stream(file, SCHEMA, options=_PACKED) as stream:
                stream.write_table(table)
            whole.write(table)
        _sync(waiting)
        os.replace(waiting, self._parts / name)
        execute: Any = self._manifest.execute
        execute("BEGIN IMMEDIATE")
        execute("INSERT INTO part VALUES (?, ?)", (name, table.num_rows))
        self._manifest.executemany("INSERT INTO done VALUES (?)", ((key,) for key in self._keys))
        execute("COMMIT")
        self._keys, self._rows = set(), 0

    def _open_whole(self) -> ParquetFile:
        """Return the one file as far as it is written, begun with the parts that there are."""
        if self._whole is None:
            self._whole = ParquetFile(self._parts / _WHOLE)
            for name in self._names():
                for table in _tables(self._parts / name):
                    self._whole.write(table)
        return self._whole

    def _names(self) -> list[str]:
        return [name for (name,) in self._manifest.execute("SELECT name FROM part ORDER BY name")]


def _tables(part: Path) -> Iterator[pa.Table]:
    """Yield what a part of an earlier run holds; raises `FactledgerError` where it cannot be read."""
    try:
        if part.suffix == ".parquet":  # as parts were before they were Arrow
            yield from read_parquet(part)
            return
        with pa.OSFile(str(part)) as file, pa.ipc.open_stream(file) as stream:
            yield stream.read_all()
    except (FactledgerError, pa.ArrowException, OSError) as error:
        raise FactledgerError(
            f"{part}: a killed run's part, damaged since: {error}. Remove the folder to begin anew"
        ) from None


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
