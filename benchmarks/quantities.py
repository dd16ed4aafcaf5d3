"""How fast the quantity layer is beside quantulum3, and that its cost per kilobyte does not grow with the text.

python benchmarks/quantities.py FILE... [--repeat 3] [--sample 60000]

FILE is a text file, or .jsonl or .jsonl.gz with a `text` in each line. Prints megabytes a second on one core for
`parse_quantities`, the same for quantulum3 on a sample of the same texts, the two in turns in one process (where it
is installed), the ratio, the peak memory, and microseconds a kilobyte for texts of 1 KB, 100 KB and 10 MB.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from factledger import parse_quantities


def texts(path: Path) -> list[str]:
    """Return the texts of a file."""
    if ".jsonl" not in path.name:
        return [path.read_text(encoding="utf-8")]
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line)["text"] for line in data.splitlines()]


def size(found: list[str]) -> int:
    """Return the bytes of the texts in UTF-8."""
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in found)


def seconds(run: Callable[[], object]) -> float:
    """Return the CPU seconds of one call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def per_kilobyte(stock: str) -> None:
    """Print the cost per kilobyte for texts of 1 KB, 100 KB and 10 MB, cut from the same stock of news."""
    shown = []
    for length, count in ((1_000, 2_000), (100_000, 20), (10_000_000, 1)):
        pieces = []
        for at in range(count):
            start = at * length % max(1, len(stock) - length)
            piece = stock[start : start + length]
            pieces.append((piece * (length // len(piece) + 1))[:length])
        spent = min(seconds(lambda pieces=pieces: [parse_quantities(p) for p in pieces]) for _ in range(2))  # type: ignore[misc]
        shown.append(spent / size(pieces) * 1e9)
        print(f"  {length:>10,} characters: {shown[-1]:7.0f} µs per KB")
    print(f"  dearest over cheapest: {max(shown) / min(shown):.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--sample", type=int, default=60_000, help="bytes given to quantulum3")
    args = parser.parse_args()
    found = [text for path in args.files for text in texts(path)]
    parse_quantities("5 km")  # tables read, patterns compiled
    count = sum(len(parse_quantities(text)) for text in found)
    times = [seconds(lambda: [parse_quantities(text) for text in found]) for _ in range(args.repeat)]
    total = size(found)
    print(f"{len(found)} texts, {total / 1e6:.2f} MB, {count} quantities")
    print(f"factledger: {total / statistics.median(times) / 1e6:.2f} MB/s (best {total / min(times) / 1e6:.2f})")
    print(f"peak memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    per_kilobyte("\n\n".join(found))
    try:
        from quantulum3 import parser as peer
    except ImportError:
        print("quantulum3 is not installed: no ratio (pip install quantulum3)")
        return
    sample: list[str] = []
    for text in found:
        if size(sample) < args.sample:
            sample.append(text)
    taken = size(sample)
    peer.parse("5 km")
    theirs, ours = [], []
    for _ in range(args.repeat):
        theirs.append(seconds(lambda: [peer.parse(text) for text in sample]))
        ours.append(seconds(lambda: [parse_quantities(text) for text in sample]))
    slow, fast = statistics.median(theirs), statistics.median(ours)
    print(f"quantulum3 on {taken / 1e6:.2f} MB of it: {taken / slow / 1e6:.3f} MB/s")
    print(f"factledger on the same: {taken / fast / 1e6:.2f} MB/s, {slow / fast:.0f} times as fast")


if __name__ == "__main__":
    main()
