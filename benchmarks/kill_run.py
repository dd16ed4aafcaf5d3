"""Kill -9 a run of 10,000 documents into a ledger, again and again; start it again and look at what the ledger holds.

python benchmarks/kill_run.py [--kills 20] [--documents 10000] [--workers 1] [--sentences 1] [--parquet]

Documents are a sentence or two by default, most of them without numbers, so that twenty runs take minutes. A run is
killed a moment after its ledger holds so many entries as chance names: how busy the machine is makes no difference.
Started again it must end with exactly what the one uninterrupted run made: the same entries under the same numbers,
in a ledger that `verify` finds whole. With --parquet the claims go into a Parquet file as well, which must hold the
same rows.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from articles import write
from factledger import Ledger

BATCH = 1000  # entries that a ledger is given together: a kill later than that before the end is none in the middle
LOOK = 0.01  # seconds between looks at how far a run is


class Result(NamedTuple):
    """What a run left: how many entries, and hashes of the entries and of the Parquet rows."""

    entries: int
    ledger: str
    parquet: str


def command(source: Path, folder: Path, workers: int, parquet: bool) -> list[str]:
    """Return the command that is killed and started again."""
    made = [sys.executable, "-m", "factledger.cli", "extract", str(source), "--ledger", str(folder / "a.ledger")]
    return [
        *made,
        "--workers",
        str(workers),
        *(["--to", str(folder / "c.parquet")] if parquet else ["--format", "csv"]),
    ]


def held(ledger: Path) -> int:
    """Return how many entries a ledger holds, whoever is writing to it."""
    if not ledger.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{ledger.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()[0])
    except sqlite3.Error:  # the file is being set up
        return 0


def killed(arguments: list[str], ledger: Path, entries: int, part: float) -> bool:
    """Run a command and kill it when the ledger holds so many entries, and a part of the time to its next batch more.

    Returns whether it was still running.
    """
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        start, before, longest = time.monotonic(), 0, 0.0  # since the last batch; the longest between two
        while process.poll() is None:
            now = held(ledger)
            if now != before:
                longest, start, before = max(longest, time.monotonic() - start), time.monotonic(), now
            if now >= entries:
                time.sleep(longest * part)
                if process.poll() is None:
                    process.kill()
                    process.wait()
                    return True
                return False
            time.sleep(LOOK)
    return False


def result(folder: Path) -> Result:
    """Return what stands in the ledger and the Parquet file now."""
    entries, seen = 0, hashlib.sha256()
    with Ledger(folder / "a.ledger") as ledger:
        for entry in ledger.entries():
            entries += 1
            seen.update(f"{entry.seq} {entry.id} {entry.kind} {entry.body}\n".encode())
        assert ledger.verify().ok
    rows = hashlib.sha256()
    if (folder / "c.parquet").exists():
        from factledger.io.arrow import read_parquet

        for table in read_parquet(folder / "c.parquet"):
            for record in table.column("record").to_pylist():
                rows.update(f"{record}\n".encode())
    return Result(entries, seen.hexdigest(), rows.hexdigest())


def whole(source: Path, folder: Path, workers: int, parquet: bool) -> tuple[Result, float]:
    """Return the result of an uninterrupted run, and its seconds."""
    folder.mkdir()
    start = time.perf_counter()
    subprocess.run(command(source, folder, workers, parquet), stdout=subprocess.DEVNULL, check=True)
    return result(folder), time.perf_counter() - start


def trial(
    source: Path, folder: Path, expected: Result, kill_at: int, part: float, workers: int, parquet: bool
) -> int | None:
    """Kill a run and complete it; return the entries that it had left, None where it was not running any more."""
    folder.mkdir()
    arguments, ledger = command(source, folder, workers, parquet), folder / "a.ledger"
    if not killed(arguments, ledger, kill_at, part):
        return None
    left = held(ledger)
    subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    found = result(folder)
    assert found == expected, f"killed at {kill_at:,} with {left:,} entries: {found} is not {expected}"
    return left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--sentences", type=int, default=1, help="about so many a document; 1: one or two")
    parser.add_argument("--parquet", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "articles.jsonl")
        write(source, count=given.documents, sentences=given.sentences, plain=0.9)
        expected, seconds = whole(source, Path(name, "whole"), given.workers, given.parquet)
        print(
            f"uninterrupted: {given.documents:,} documents, {expected.entries:,} entries, {seconds:.1f} s", flush=True
        )
        left: list[int] = []
        tries = 0
        while len(left) < given.kills:
            tries += 1
            folder = Path(name, f"{tries}")
            kill_at, part = chance.randrange(1, max(2, expected.entries - BATCH)), chance.random()
            found = trial(source, folder, expected, kill_at, part, given.workers, given.parquet)
            if found is not None and 0 < found < expected.entries:
                left.append(found)
                print(
                    f"  kill {len(left)}: {found:,} entries left, resumed to the same {expected.entries:,} "
                    f"({time.monotonic() - began:.0f} s)",
                    flush=True,
                )
            shutil.rmtree(folder)
    print(
        f"{len(left)} kills in the middle of {given.documents:,} documents: each left a part of the entries (median "
        f"{statistics.median(left):,.0f} of {expected.entries:,}, {min(left):,} to {max(left):,}), each ended with "
        f"exactly the uninterrupted result when started again; so did {tries - len(left)} killed before the first or "
        f"after the last entry; {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
