"""Kill -9 a process in the middle of recording 10,000 claims, again and again, and look at what the ledger holds.

    python benchmarks/kill_ledger.py [--kills 50] [--seed 1]
    python benchmarks/kill_ledger.py --writers 2 --kills 200

Every other run records document by document and says so after each; what it said must be there. Two writers record
into one file, document by document, one from the first on and one from the last on until both have recorded all; each
is killed at a random moment of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from factledger import Claim, Document, Ledger, Span
from factledger.records import Measured, Provenance, Quantity, TextQuoteSelector

DOCUMENTS, FIGURES = 500, 20
DUEL = 150  # documents of two writers

Pair = tuple[Document, list[Claim]]


class Outcome(NamedTuple):
    """What one killed run left: entries held, documents acknowledged, seconds that recording ran."""

    held: int
    acknowledged: int
    ran: float


def pairs(documents: int = DOCUMENTS, figures: int = FIGURES) -> Iterator[Pair]:
    """Yield the documents and claims that are recorded, the same ones in every process."""
    for number in range(documents):
        lines = [f"Depot {number} reported {1000 + n} parcels on day {n}." for n in range(figures)]
        document = Document.of("\n".join(lines), id=f"depot-{number}")
        yield document, [_claim(document, n, line) for n, line in enumerate(lines)]


def _claim(document: Document, index: int, line: str) -> Claim:
    text, sha = document.text, document.source.text_sha256
    start = text.index(line)
    at = start + line.index("reported ") + 9
    return Claim(
        id=hashlib.sha256(f"{sha} {at}".encode()).hexdigest()[:32],
        index=index,
        quantity=Quantity(span=Span.of(text, at, at + 4), kind="count", value=1000 + index),
        measure=Measured(kind="other"),
        sentence=Span.of(text, start, start + len(line)),
        anchor=TextQuoteSelector(exact=text[at : at + 4], prefix=text[start:at], suffix=text[at + 4 : at + 30]),
        provenance=Provenance(document=document.id, text_sha256=sha, extractor="0", lexicon="0"),
    )


def record(path: Path, singly: bool, documents: int, backwards: bool = False, wait: bool = False) -> None:
    """Record everything, as the process to be killed; say `go` first, and a dot for each document acknowledged."""
    everything = list(pairs(documents))
    if backwards:
        everything.reverse()
    os.write(1, b"go\n")
    if wait:
        sys.stdin.read()
    with Ledger(path) as ledger:
        if singly:
            for document, claims in everything:
                ledger.record(document, claims)
                os.write(1, b".")
        else:
            ledger.record_many(everything)
    os.write(1, b"done")


def killed(path: Path, singly: bool, after: float | None, documents: int = DOCUMENTS) -> tuple[bytes, float]:
    """Start a recording process, kill it `after` seconds of recording (None: let it end); return what it said."""
    command = [sys.executable, __file__, "--record", str(path), "--documents", str(documents)]
    if singly:
        command.append("--singly")
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        if process.stdout.readline() != b"go\n":
            raise SystemExit("the recording process did not start")
        start = time.perf_counter()
        if after is not None:
            time.sleep(after)
            process.kill()
        said = process.stdout.read()
        return said, time.perf_counter() - start


def trial(path: Path, expected: list[Pair], singly: bool, after: float) -> Outcome:
    """Kill one recording, check what it left, complete it, check again; raises AssertionError."""
    said, ran = killed(path, singly, after, len(expected))
    acknowledged = said.count(b".")
    documents = [document for document, _ in expected]
    claims = [claim for _, found in expected for claim in found]
    with Ledger(path.with_suffix(".whole")) as whole:  # what an uninterrupted run writes
        whole.record_many(expected)
        bodies = [entry.body for entry in whole.entries()]
    ends = {0, *accumulate(2 + len(found) for _, found in expected)}  # document, extraction, claims

    with Ledger(path) as ledger:
        held = list(ledger.entries())
        assert [entry.seq for entry in held] == list(range(1, len(held) + 1)), "numbers with gaps"
        assert all(entry.sound for entry in held), "an entry that is not what its id says"
        assert [entry.body for entry in held] == bodies[: len(held)], "not a prefix"
        assert len(held) in ends, "a document torn apart"
        assert len(ledger.documents()) >= acknowledged, "an acknowledged document is lost"
        new = ledger.record_many(expected)
        assert sum(new) == len(bodies) - len(held), "completed with too many or too few"
        assert [entry.id for entry in held] == [entry.id for entry in ledger.entries()][: len(held)]
        assert ledger.documents() == documents, "documents differ"
        assert ledger.claims() == claims, "claims differ or stand twice"
        assert sum(ledger.record_many(expected)) == 0, "recorded twice"
        assert ledger.verify(deep=True).ok, "the tree or an index is not that of the entries"
    check = sqlite3.connect(path)
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()
    return Outcome(len(held), acknowledged, ran)


class Duel(NamedTuple):
    """What two killed writers left: entries held, documents that each acknowledged, entries of a whole run."""

    held: int
    acknowledged: tuple[int, int]
    total: int


def duel(path: Path, expected: list[Pair], after: tuple[float, float]) -> Duel:
    """Kill two writers of one file, each after its time, check what they left, complete it; raises AssertionError."""
    writers = _started(path, len(expected))
    start = time.perf_counter()
    for writer, moment in sorted(zip(writers, after, strict=True), key=lambda pair: pair[1]):
        time.sleep(max(0.0, start + moment - time.perf_counter()))
        writer.kill()
    said = []
    for writer in writers:
        with writer:
            assert writer.stdout is not None
            said.append(writer.stdout.read().count(b"."))
    forward, backward = said
    ids = [document.id for document, _ in expected]
    with Ledger(path) as ledger:
        entries = list(ledger.entries())
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1)), "numbers with gaps"
        assert all(entry.sound for entry in entries), "an entry that is not what its id says"
        assert len({entry.id for entry in entries}) == len(entries), "an entry stands twice"
        assert ledger.verify(deep=True).ok, "the tree or an index is not that of the entries"
        noted, held = ledger.checkpoint(), [document.id for document in ledger.documents()]
        assert set(ids[:forward]) | set(ids[len(ids) - backward :]) <= set(held), "an acknowledged document is lost"
        claims_of = {document.id: claims for document, claims in expected}
        assert ledger.claims() == [claim for id_ in held for claim in claims_of[id_]], "a document torn apart"
        ledger.record_many(expected)
        assert sorted(document.id for document in ledger.documents()) == sorted(ids), "not completed"
        assert len(ledger.claims()) == sum(len(found) for _, found in expected), "claims missing or twice"
        assert ledger.verify(noted, deep=True).ok
        return Duel(len(entries), (forward, backward), sum(2 + len(found) for _, found in expected))


def _started(path: Path, documents: int) -> list[subprocess.Popen[bytes]]:
    """Start two writers and let them begin together."""
    command = [sys.executable, __file__, "--record", str(path), "--documents", str(documents), "--singly", "--wait"]
    writers = [
        subprocess.Popen([*command, *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for more in ([], ["--backwards"])
    ]
    for writer in writers:
        assert writer.stdout is not None
        if writer.stdout.readline() != b"go\n":
            raise SystemExit("a recording process did not start")
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.close()
    return writers


def duels(kills: int, seed: int) -> None:
    """Kill two writers of one ledger again and again, and print what was held."""
    chance, expected = random.Random(seed), list(pairs(DUEL))
    found: list[Duel] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "whole.ledger")
        writers = _started(path, DUEL)
        start = time.perf_counter()
        for writer in writers:
            writer.wait()
        whole = time.perf_counter() - start
        for number in range(kills):
            path = Path(folder, f"{number}.ledger")
            found.append(duel(path, expected, (chance.uniform(0, whole), chance.uniform(0, whole))))
            path.unlink()
    middle = [one for one in found if 0 < one.held < one.total]
    both = sum(all(one.acknowledged) for one in found)
    print(
        f"{len(found)} runs of two writers into one ledger ({found[0].total:,} entries, {whole:.2f} s), both killed "
        f"at random moments, {len(middle)} of them in the middle (median "
        f"{statistics.median([one.held for one in middle] or [0]):,.0f} entries), {both} after each had acknowledged "
        "documents: nothing acknowledged was lost, nothing stood twice, no document was torn, every tree and index "
        "verified, recording again completed each"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help=argparse.SUPPRESS)
    parser.add_argument("--singly", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--backwards", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--wait", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--writers", type=int, choices=(1, 2), default=1)
    given = parser.parse_args()
    if given.record:
        record(given.record, given.singly, given.documents, given.backwards, given.wait)
        return
    if given.writers == 2:
        duels(given.kills, given.seed)
        return

    chance = random.Random(given.seed)
    expected = list(pairs())
    total = sum(2 + len(found) for _, found in expected)
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        whole = {singly: killed(Path(folder, f"whole-{singly}"), singly, None)[1] for singly in (False, True)}
        while sum(0 < outcome.held < total for outcome in outcomes) < given.kills:
            singly = bool(len(outcomes) % 2)
            path = Path(folder, f"{len(outcomes)}.ledger")
            outcomes.append(trial(path, expected, singly, chance.uniform(0, whole[singly])))
            path.unlink()
            path.with_suffix(".whole").unlink()
    held = [outcome.held for outcome in outcomes if 0 < outcome.held < total]
    print(
        f"{len(held)} kills in the middle of recording {DOCUMENTS * FIGURES:,} claims ({total:,} entries; "
        f"{whole[False]:.2f} s in batches, {whole[True]:.2f} s document by document): every ledger opened and held "
        f"a whole prefix (median {statistics.median(held):,.0f} entries, {min(held):,} to {max(held):,}), nothing "
        "acknowledged was lost, recording again completed each without duplicates; the same held for "
        f"{len(outcomes) - len(held)} kills before the first or after the last commit"
    )


if __name__ == "__main__":
    main()
