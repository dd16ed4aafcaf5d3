"""Time the quantity layer beside quantulum3, in turns, in one process, on the same news text.

    python benchmarks/quantities.py TEXTS [--kilobytes 400] [--no-peer]

TEXTS is a .jsonl or .jsonl.gz file with a `text` in each line, or a plain text file. quantulum3 is optional
(`pip install quantulum3`): without it only factledger is timed, and the benchmark says so.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from factledger import parse_quantities


def texts(path: Path) -> list[str]:
    data = path.read_bytes()
    whole = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line)["text"] for line in whole.split("\n") if line] if ".jsonl" in path.suffixes else [whole]


def cut(whole: str, size: int) -> list[str]:
    return [whole[at : at + size] for at in range(0, len(whole), size)]


def seconds(read: Callable[[str], object], parts: list[str]) -> float:
    began = time.process_time()
    for part in parts:
        read(part)
    return time.process_time() - began


def peer() -> Callable[[str], object] | None:
    try:
        from quantulum3 import parser  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        print("quantulum3 is not installed: only factledger is timed (pip install quantulum3)")
        return None
    return lambda text: parser.parse(text)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("texts", type=Path)
    arguments.add_argument("--kilobytes", type=int, default=400, help="how much text the comparison reads")
    arguments.add_argument("--no-peer", action="store_true")
    options = arguments.parse_args()
    whole = "\n\n".join(texts(options.texts))
    size = options.kilobytes * 1000
    parts = cut(whole[:size], 4000)
    parse_quantities(parts[0])
    other = None if options.no_peer else peer()
    mine: list[float] = []
    theirs: list[float] = []
    if other is not None:
        other(parts[0][:400])
        sample = parts[:: max(1, len(parts) // 10)]  # the peer is slow: a tenth of the text, in turns
        for part in sample:
            theirs.append(seconds(other, [part]) / len(part))
            mine.append(min(seconds(parse_quantities, [part]) for _ in range(3)) / len(part))
        print(f"quantulum3 {1e-3 / statistics.mean(theirs):8.1f} KB/s on {len(sample)} parts of 4 KB")
        print(f"factledger {1e-3 / statistics.mean(mine):8.1f} KB/s on the same parts")
        print(f"ratio      {statistics.mean(theirs) / statistics.mean(mine):8.1f}")
    best = min(seconds(parse_quantities, parts) for _ in range(3))
    print(f"factledger {sum(map(len, parts)) / best / 1e6:8.2f} MB/s on {len(parts)} parts of 4 KB")
    costs = {}
    base = whole[:100_000]  # the same text each time: a thousandth, once, and a hundred times
    for length, pieces in ((1_000, cut(base, 1_000)), (100_000, [base]), (10_000_000, [base * 100])):
        costs[length] = min(seconds(parse_quantities, pieces) for _ in range(3)) / sum(map(len, pieces)) * 1000
        print(f"{length:>10} characters: {costs[length] * 1e6:7.1f} µs per KB")
    print(f"largest to smallest cost per KB: {max(costs.values()) / min(costs.values()):.2f}")
    tracemalloc.start()
    for part in parts:
        parse_quantities(part)
    print(f"peak memory of reading the parts: {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
