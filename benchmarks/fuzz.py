"""The long profile of the fuzzer: many hostile texts, and nothing that is promised is broken.

python benchmarks/fuzz.py [--texts 200000] [--seed 1] [--workers 2] [--longest 80]

The texts are those of `factledger.strategies.noise`, number n of a seed always the same: many short ones, which meet
more rules in the same time, and a tenth up to the longest, for what only long texts reach. What fails is shortened
and printed as a line for `tests/hostile_texts.jsonl`; the exit code then is 1.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from hostile import broken, hostile_text, shortened

CHUNK = 500
SHARES = (8, 8, 8, 8, 4, 4, 4, 2, 2, 1)  # what part of the longest the texts are at most, by their number


def problem(text: str) -> str | None:
    """Return what is wrong with what is read off a text, exceptions included."""
    try:
        return broken(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _fails_so(kind: str, text: str) -> bool:
    return (problem(text) or "").split(":")[0] == kind


def chunk(job: tuple[int, int, int, int]) -> tuple[int, int, list[dict[str, str]]]:
    """Return the texts and characters of a stretch of numbers, and what failed."""
    seed, first, last, longest = job
    characters, failed = 0, []
    for number in range(first, last):
        most = max(1, longest // SHARES[number % len(SHARES)])
        text = hostile_text(random.Random(f"{seed} {number}"), most)
        characters += len(text)
        wrong = problem(text)
        if wrong is not None:
            kind = wrong.split(":")[0]
            short = shortened(text, partial(_fails_so, kind))
            failed.append({"text": short, "was": problem(short) or wrong})
    return last - first, characters, failed


def jobs(seed: int, texts: int, longest: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of numbers."""
    for first in range(0, texts, CHUNK):
        yield seed, first, min(first + CHUNK, texts), longest


def main() -> int:
    """Parse the command line, run, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--texts", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--longest", type=int, default=80, help="tokens of the longest text")
    given = parser.parse_args()
    began = time.monotonic()
    texts = characters = 0
    failed: list[dict[str, str]] = []
    with multiprocessing.get_context("spawn").Pool(given.workers) as pool:
        for number, (more, long, wrong) in enumerate(
            pool.imap_unordered(chunk, jobs(given.seed, given.texts, given.longest)), 1
        ):
            texts, characters = texts + more, characters + long
            for one in wrong:
                print(json.dumps(one), flush=True)
            failed += wrong
            if number % 20 == 0:
                print(f"{texts:,} texts, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    seconds = time.monotonic() - began
    print(f"{texts:,} hostile texts, {characters:,} characters, {len(failed)} broken promises, {seconds:.0f} s")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
