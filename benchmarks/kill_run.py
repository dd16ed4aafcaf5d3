"""Kill -9 a run of 10,000 documents into a ledger, again and again; start it again and look at what the ledger holds.

python benchmarks/kill_run.py [--kills 20] [--documents 10000] [--workers 1] [--parquet]

Each killed run is started again and must end with exactly what an uninterrupted one makes: the same entries under the
same numbers. With --parquet the claims go into a Parquet file as well, which must hold the same rows.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from articles import write
from factledger import Ledger


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


def killed(arguments: list[str], after: float) -> bool:
    """Run a command and kill it after so many seconds; return whether it was still running."""
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return True
    return False


def result(folder: Path) -> Result:
    """Return what stands in the ledger and the Parquet file now."""
    entries, seen = 0, hashlib.sha256()
    with Ledger(folder / "a.ledger") as ledger:
        for entry in ledger.entries():
            entries += 1
            seen.update(f"{entry.seq} {entry.id} {entry.kind} {entry.body}\n".encode())
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


def trial(source: Path, folder: Path, expected: Result, after: float, workers: int, parquet: bool) -> int | None:
    """Kill a run and complete it; return the entries that it had left, None where it was not running any more."""
    folder.mkdir()
    arguments = command(source, folder, workers, parquet)
    if not killed(arguments, after):
        return None
    left = result(folder).entries if (folder / "a.ledger").exists() else 0
    subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    found = result(folder)
    assert found == expected, f"killed after {after:.2f} s with {left:,} entries: {found} is not {expected}"
    return left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--parquet", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "articles.jsonl")
        write(source, count=given.documents, sentences=4)
        expected, seconds = whole(source, Path(name, "whole"), given.workers, given.parquet)
        print(
            f"uninterrupted: {given.documents:,} documents, {expected.entries:,} entries, {seconds:.1f} s", flush=True
        )
        left: list[int] = []
        tries = 0
        while len(left) < given.kills:
            tries += 1
            folder = Path(name, f"{tries}")
            held = trial(source, folder, expected, chance.uniform(0, seconds), given.workers, given.parquet)
            if held is not None and 0 < held < expected.entries:
                left.append(held)
                print(
                    f"  kill {len(left)}: {held:,} entries left, resumed to the same {expected.entries:,}", flush=True
                )
    print(
        f"{len(left)} kills in the middle of {given.documents:,} documents: each left a part of the entries (median "
        f"{statistics.median(left):,.0f} of {expected.entries:,}, {min(left):,} to {max(left):,}), each ended with "
        f"exactly the uninterrupted result when started again; so did {tries - len(left)} killed before the first or "
        "after the last entry"
    )


if __name__ == "__main__":
    main()
