"""How fast a ledger records, verifies and answers, and how large it is.

    python benchmarks/ledger.py                      a million claims in a temporary file, about ten minutes
    python benchmarks/ledger.py --claims 100000
    python benchmarks/ledger.py --file big.ledger    made there if it is missing, kept, read as it is else

Recording is held against the bare `executemany` of the very rows that it writes, entries and indexes, in transactions
of the same size into a file of the same tables and settings; the two take turns in one process. Queries run several
times; printed are the first run, and of the others, which find the file in the operating system's memory and claims
that were read before in the process's, the median. CPU times stand beside times on the clock: other work on the
machine slows the clock more.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from factledger import Claim, Document, Ledger
from factledger.ledger import Checkpoint
from factledger.ledger.writing import BATCH
from towns import all_towns, pairs

LIMIT = 0.2  # seconds that a warm query may take
HALF = 0.5  # of the bare speed, that recording must reach
VERIFIED = 200_000  # entries a second, that verify must reach
_COUNTED = ("document", "extraction", "claim")  # tables whose rows are numbered by the entry that they are made from

Pair = tuple[Document, list[Claim]]


class Spent(NamedTuple):
    """Seconds on the clock, and of the processor by this process and those it started."""

    wall: float
    cpu: float


def spent(work: Callable[[], object]) -> Spent:
    """Run some work and return what it took."""
    before, start = os.times(), time.perf_counter()
    work()
    wall, after = time.perf_counter() - start, os.times()
    return Spent(wall, sum(after[:4]) - sum(before[:4]))


def shown(ok: bool, wanted: str) -> str:
    return "" if ok else f"  MISSED: wanted {wanted}"


# --- recording ----------------------------------------------------------------------------------------------------


class Rows(NamedTuple):
    """What one transaction writes: for each statement the rows that it is executed with."""

    tables: list[tuple[str, list[tuple[object, ...]]]]


def transactions(path: Path, found: list[Pair]) -> Iterator[Rows]:
    """Yield the rows that recording wrote, cut where it committed."""
    with closing(sqlite3.connect(path)) as file:
        marks = {
            name: ",".join("?" * len(file.execute(f"PRAGMA table_info({name})").fetchall()))
            for name in ("entry", "tile", "moment", *_COUNTED)
        }
        moments = file.execute("SELECT first, recorded FROM moment ORDER BY 1").fetchall()
        last = file.execute("SELECT max(seq) FROM entry").fetchone()[0]
        for at, (first, _) in enumerate(moments):  # each transaction has one time of recording
            end = moments[at + 1][0] - 1 if at + 1 < len(moments) else last
            tables = []
            for name in ("entry", *_COUNTED):
                rows = file.execute(f"SELECT * FROM {name} WHERE seq BETWEEN ? AND ? ORDER BY 1", (first, end))
                tables.append((f"INSERT INTO {name} VALUES ({marks[name]})", rows.fetchall()))
            words = file.execute(
                "SELECT claim.seq, json_extract(body, '$.sentence.text') FROM claim JOIN entry USING (seq) "
                "WHERE claim.sentence = claim.seq AND claim.seq BETWEEN ? AND ?",
                (first, end),
            ).fetchall()
            tables.append(("INSERT INTO words (rowid, sentence) VALUES (?, ?)", words))
            tables.append((f"INSERT INTO moment VALUES ({marks['moment']})", [moments[at]]))
            tiles = [
                row
                for level in (8, 16, 24)
                for row in file.execute(
                    "SELECT * FROM tile WHERE level = ? AND number >= ? AND number < ?",
                    (level, (first - 1) >> level, end >> level),
                )
            ]
            tables.append((f"INSERT INTO tile VALUES ({marks['tile']})", tiles))
            yield Rows(tables)


def write_bare(path: Path, batches: list[Rows]) -> None:
    """Write rows that are ready into a new ledger's tables."""
    with Ledger(path) as ledger, ledger._open() as own:
        settings = {name: own.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "cache_size")}
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for name in ("synchronous", "cache_size"):
            file.execute(f"PRAGMA {name} = {settings[name]}")
        for batch in batches:
            file.execute("BEGIN IMMEDIATE")
            for statement, rows in batch.tables:
                file.executemany(statement, rows)
            file.execute("COMMIT")


def record(path: Path, found: list[Pair]) -> None:
    """Record all in batches."""
    with Ledger(path) as ledger:
        ledger.record_many(found)


def recording(folder: Path, claims: int, turns: int) -> bool:
    """Print how fast recording is beside the bare writing of its rows."""
    found = list(pairs(claims))
    count = sum(len(of) for _, of in found)
    path, bare = folder / "recorded.ledger", folder / "bare.ledger"
    record(path, found)
    batches = list(transactions(path, found))
    entries = sum(len(rows) for batch in batches for statement, rows in batch.tables if " entry " in statement)
    mine, theirs = [], []
    gc.collect()
    gc.freeze()  # the collector need not walk again and again through what only this measurement keeps
    for _ in range(turns):
        for file in (path, bare):
            file.unlink(missing_ok=True)
        mine.append(spent(lambda: record(path, found)))
        theirs.append(spent(lambda: write_bare(bare, batches)))
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(bare)) as other:
        for table in ("claim", "document", "extraction", "tile"):
            query = f"SELECT count(*) FROM {table}"
            assert one.execute(query).fetchone() == other.execute(query).fetchone(), table
    ratios = Spent(*(statistics.median(b / a for a, b in zip(x, y, strict=True)) for x, y in zip(
        zip(*mine, strict=True), zip(*theirs, strict=True), strict=True)))  # fmt: skip
    best = Spent(*(min(times) for times in zip(*mine, strict=True)))
    bare_best = Spent(*(min(times) for times in zip(*theirs, strict=True)))
    gc.unfreeze()
    ok = ratios.wall >= HALF
    print(
        f"recording {count:,} claims ({entries:,} entries, {BATCH} a transaction): "
        f"{entries / best.wall:,.0f} entries/s, {best.cpu / entries * 1e6:.0f} µs of CPU an entry; bare executemany "
        f"of the same rows {entries / bare_best.wall:,.0f} entries/s, {bare_best.cpu / entries * 1e6:.0f} µs"
    )
    print(
        f"  recording runs at {ratios.wall:.2f} of the bare speed by the clock, {ratios.cpu:.2f} by CPU time "
        f"(median of {turns} turns){shown(ok, f'{HALF}')}"
    )
    return ok


# --- verifying, size ----------------------------------------------------------------------------------------------


def verifying(ledger: Ledger, turns: int) -> bool:
    """Print how fast `verify` is, with as many processes as it takes by default and in one."""
    noted = ledger.checkpoint()
    rates = {}
    for workers in (None, 0):
        times = [spent(partial(_verify, ledger, noted, workers)) for _ in range(turns)]
        rates[workers] = Spent(*(noted.size / min(each) for each in zip(*times, strict=True)))
    fastest = max(rates[None].wall, rates[0].wall)
    ok = fastest >= VERIFIED
    print(
        f"verify of {noted.size:,} entries: {rates[None].wall:,.0f}/s ({rates[None].cpu:,.0f} a second of CPU), "
        f"in one process {rates[0].wall:,.0f} ({rates[0].cpu:,.0f}){shown(ok, f'{VERIFIED:,}')}"
    )
    return ok


def _verify(ledger: Ledger, noted: Checkpoint, workers: int | None) -> None:
    found = ledger.verify(noted, workers=workers)
    assert found.ok, found


def sizes(path: Path) -> None:
    """Print what a claim takes in the file, beside its JSON."""
    with closing(sqlite3.connect(path)) as file:
        claims = file.execute("SELECT count(*) FROM claim").fetchone()[0]
        raw, bodies = file.execute(
            "SELECT sum(octet) FILTER (WHERE kind = 'claim'), sum(octet) FROM "
            "(SELECT kind, length(CAST(body AS BLOB)) AS octet FROM entry)"
        ).fetchone()
    size = path.stat().st_size
    print(
        f"size: {size / 1e6:,.0f} MB, {size / claims:,.0f} bytes a claim, all in all; its raw JSON is "
        f"{raw / claims:,.0f} bytes, with the documents' texts {bodies / claims:,.0f}"
    )


# --- questions ----------------------------------------------------------------------------------------------------


def timed(name: str, ask: Callable[[], object], runs: int) -> bool:
    """Print how long a query takes; return whether it is within the limit."""
    times = []
    for _ in range(runs):
        answer: list[object] = []
        times.append(spent(lambda answer=answer: answer.append(ask())))  # type: ignore[misc]
    found = answer[0]
    size = len(getattr(found, "points", found))  # type: ignore[arg-type]
    warm = Spent(*(statistics.median(each) for each in zip(*times[1:], strict=True)))
    within = warm.wall < LIMIT
    print(
        f"{name:<62} {size:>6} found  first {times[0].wall:.3f} s  warm {warm.wall:.3f} s (CPU {warm.cpu:.2f})"
        f"{shown(within, f'{LIMIT} s')}"
    )
    return within


def asking(ledger: Ledger, runs: int) -> bool:
    """Time the questions."""
    towns = all_towns()
    counts = {town: len(ledger.claims(measure="killed", place=town)) for town in random.Random(3).sample(towns, 60)}
    counts |= {town: len(ledger.claims(measure="killed", place=town)) for town in _busiest(ledger)}
    busiest = max(counts, key=lambda town: counts[town])
    usual = sorted(counts, key=lambda town: counts[town])[len(counts) // 2]
    queries: list[tuple[str, Callable[[], object]]] = [
        (f"series: killed, a usual town ({usual})", lambda: ledger.series("killed", usual)),
        (f"series: killed, the busiest town ({busiest})", lambda: ledger.series("killed", busiest)),
        ("series: killed, busiest town, one speaker", lambda: ledger.series("killed", busiest, speaker="hospital")),
        ("disagreements: killed, a usual town", lambda: ledger.disagreements("killed", usual)),
        ("estimates: killed, a usual town, ucdp", lambda: ledger.estimates("killed", usual, policy="ucdp")),
        (f"search: flood {usual}", lambda: ledger.claims(text=f"flood {usual}")),
        ("search: a phrase, first 50", lambda: ledger.claims(text='"houses were destroyed"', limit=50)),
        ("search: a word of a quarter of all, first 50", lambda: ledger.claims(text="people", limit=50)),
        (f"search: storm in {usual}, affected",
         lambda: ledger.claims(text="storm", measure="affected", place=usual)),
        ("search: speaker, first 50", lambda: ledger.claims(speaker="anna ", limit=50)),
        ("search: a name, all", lambda: ledger.claims(text='"Jonas Veswier"')),
        ("claims of one document", lambda: ledger.claims(document="article-777")),
    ]  # fmt: skip
    results = [timed(name, ask, runs) for name, ask in queries]
    print(f"{sum(results)} of {len(results)} within {LIMIT} s")
    return all(results)


def _busiest(ledger: Ledger) -> list[str]:
    with closing(sqlite3.connect(ledger.path)) as file:
        rows = file.execute(
            "SELECT place FROM claim WHERE measure = 'killed' AND place IS NOT NULL GROUP BY place "
            "ORDER BY count(*) DESC LIMIT 3"
        )
        return [place.capitalize() for (place,) in rows]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--recorded", type=int, default=100_000, help="claims that recording is timed with")
    parser.add_argument("--turns", type=int, default=5, help="how often recording and verify are timed")
    parser.add_argument("--runs", type=int, default=6, help="how often each question is asked")
    parser.add_argument("--file", type=Path)
    parser.add_argument("--only", choices=("recording", "verify", "questions"))
    given = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, SQLite {sqlite3.sqlite_version}")
    results = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if given.only in (None, "recording"):
            results.append(recording(folder, min(given.recorded, given.claims), given.turns))
        if given.only != "recording":
            path = given.file or folder / "big.ledger"
            fresh = not path.exists()
            with Ledger(path) as ledger:
                if fresh:
                    took = spent(lambda: ledger.record_many(pairs(given.claims)))
                    print(f"{given.claims:,} claims made up and recorded in {took.cpu:.0f} s of CPU time")
                sizes(path)
                if given.only in (None, "verify"):
                    results.append(verifying(ledger, given.turns))
                if given.only in (None, "questions"):
                    results.append(asking(ledger, given.runs))
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
