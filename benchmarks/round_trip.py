"""Draw texts from `factledger.strategies`, read them, and count how many are read as they were drawn.

python benchmarks/round_trip.py [claims|quantities|...] [--draws 20000] [--seed 1] [--workers 2] [--show 20]

Prints the rate, and of what fails: the columns that differ, the parts of the drawing that fail most often with how
often they fail, and examples. A seed draws the same texts each time with the same Hypothesis. The exit code is 1
where
the rate is below the promise (98 % of claims, 100 % of what is a quantity).
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from functools import partial
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings

from factledger import extract, parse_quantities, strategies

CHUNK = 500
QUANTITIES = ("numerals", "quantities", "money", "ranges")
SENTENCES = ("claims", "attributions", "flags", "articles")


class Failure(NamedTuple):
    """A text that is not read as drawn: what differs, as (drawn, read) by column, and what it was made of."""

    text: str
    differs: dict[str, tuple[Any, Any]]
    made_of: tuple[str, ...]


def check(name: str, drawn: Any) -> dict[str, tuple[Any, Any]]:
    """Return what differs between what is drawn and what is read."""
    if name in QUANTITIES:
        found = parse_quantities(drawn.text)
        return {} if drawn.holds(found) else {"quantity": (tuple(drawn), [one.model_dump() for one in found])}
    differs: dict[str, tuple[Any, Any]] = drawn.differs(extract(drawn.text))
    return differs


def chunk(name: str, job: tuple[int, int]) -> tuple[int, list[Failure], Counter[str], list[str]]:
    """Draw a stretch of texts; return how many, the failures, how often each part was drawn, and the texts."""
    begin, draws = job
    failures: list[Failure] = []
    parts: Counter[str] = Counter()
    texts: list[str] = []

    @seed(begin)
    @settings(
        max_examples=draws,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(getattr(strategies, name)())
    def draw(drawn: Any) -> None:
        made_of = getattr(drawn, "made_of", ())
        texts.append(drawn.text)
        parts.update(set(made_of))
        if wrong := check(name, drawn):
            failures.append(Failure(drawn.text, wrong, made_of))

    draw()
    return len(texts), failures, parts, texts


def report(name: str, draws: int, failures: list[Failure], parts: Counter[str], distinct: int, show: int) -> float:
    """Print the figures; return the rate."""
    rate = 1 - len(failures) / draws
    print(f"{name}: {draws:,} draws ({distinct:,} texts), {len(failures):,} not read as drawn: {rate:.2%}")
    columns = Counter(column for failure in failures for column in failure.differs)
    if columns:
        print("columns:", ", ".join(f"{column} {many}" for column, many in columns.most_common()))
    failing = Counter(part for failure in failures for part in set(failure.made_of))
    suspects = sorted(failing, key=lambda part: -(failing[part] ** 2) / parts[part])
    for part in suspects[:show]:
        print(f"  {failing[part]:5} of {parts[part]:5}  {part}")
    shown: set[tuple[str, ...]] = set()
    for failure in failures:
        kind = (*failure.differs, *failure.made_of[:1])
        if len(shown) < show and kind not in shown:
            shown.add(kind)
            print(repr(failure.text))
            for column, (drawn, read) in failure.differs.items():
                print(f"    {column}: drawn {drawn!r}, read {read!r}")
            print("   ", *failure.made_of, sep=" · ")
    return rate


def main() -> int:
    """Parse the command line, draw, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("name", nargs="?", default="claims", choices=(*SENTENCES, *QUANTITIES))
    parser.add_argument("--draws", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--show", type=int, default=20)
    asked = parser.parse_args()
    jobs = [
        (asked.seed * 100_000 + number, min(CHUNK, asked.draws - first))
        for number, first in enumerate(range(0, asked.draws, CHUNK))
    ]
    draws, failures, parts, texts = 0, list[Failure](), Counter[str](), set[str]()
    with multiprocessing.get_context("spawn").Pool(asked.workers) as pool:
        for more, wrong, made, seen in pool.imap(partial(chunk, asked.name), jobs):
            draws += more
            failures += wrong
            parts += made
            texts.update(seen)
    rate = report(asked.name, draws, failures, parts, len(texts), asked.show)
    return rate < (1 if asked.name in QUANTITIES else 0.98)


if __name__ == "__main__":
    sys.exit(main())
