"""How fast whole extraction is, where the time goes, and how that compares with a quantity parser.

python benchmarks/extract.py FILE... [--repeat 3]

FILE is a text file, or .jsonl or .jsonl.gz with a `text` in each line. Prints megabytes a second on one core for
whole extraction and by stage, the same for quantulum3 on a sample of the same texts (where it is installed; it gives
quantities alone, without measure, speaker or flags), and the ratio of the two in one process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import factledger
from factledger.attribution import attribute, find_reports
from factledger.document import Document
from factledger.extract import claims_of
from factledger.flags import raise_flags
from factledger.measures import read_subjects
from factledger.quantities import parse_quantities
from factledger.segment import segment


def texts(path: Path) -> list[str]:
    """Return the texts of a file."""
    if ".jsonl" not in path.name:
        return [path.read_text(encoding="utf-8")]
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line)["text"] for line in data.splitlines()]


def seconds(run: Callable[[], object]) -> float:
    """Return the CPU seconds of one call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def stages(documents: Iterable[Document]) -> dict[str, float]:
    """Return the CPU seconds that each stage takes over all documents, in order."""
    spent = dict.fromkeys(("segment", "quantities", "reports", "attribute", "subjects", "flags", "records"), 0.0)
    clock = time.process_time
    for document in documents:
        t0 = clock()
        layout = segment(document.text)
        t1 = clock()
        quantities = parse_quantities(document.text)
        t2 = clock()
        reports = find_reports(layout)
        t3 = clock()
        said = attribute(layout, reports, quantities)
        t4 = clock()
        subjects = read_subjects(layout, quantities)
        t5 = clock()
        raise_flags(layout, quantities, subjects, said, reports)
        t6 = clock()
        fresh = segment(document.text)
        t7 = clock()
        claims_of(document, fresh, quantities)
        whole = clock() - t7
        for name, value in zip(spent, (t1 - t0, t2 - t1, t3 - t2, t4 - t3, t5 - t4, t6 - t5), strict=False):
            spent[name] += value
        spent["records"] += max(0.0, whole - (t6 - t2))
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    found = [text for path in args.files for text in texts(path)]
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in found)
    factledger.extract(found[0])  # tables read, patterns compiled

    def whole() -> int:
        return sum(len(factledger.extract(text)) for text in found)

    claims = whole()
    ours = statistics.median(seconds(whole) for _ in range(args.repeat))
    print(f"{len(found)} texts, {size / 1e6:.2f} MB, {claims} claims")
    print(f"factledger, whole extraction: {size / ours / 1e6:.3f} MB/s")
    spent = stages([Document.of(text) for text in found])
    total = sum(spent.values())
    for name, value in spent.items():
        print(f"  {name:10} {size / max(value, 1e-9) / 1e6:8.2f} MB/s {100 * value / total:5.1f} %")
    try:
        from quantulum3 import parser as peer
    except ImportError:
        print("quantulum3 is not installed: no ratio (pip install quantulum3)")
        return
    sample, taken = [], 0
    for text in found:
        if taken < 60_000:
            sample.append(text)
            taken += len(text.encode("utf-8", "surrogatepass"))
    peer.parse("5 km")
    theirs = seconds(lambda: [peer.parse(text) for text in sample])
    mine = seconds(lambda: [factledger.extract(text) for text in sample])
    print(f"quantulum3 on {taken / 1e6:.2f} MB of it: {taken / theirs / 1e6:.3f} MB/s")
    print(f"factledger on the same: {theirs / mine:.0f} times as fast")


if __name__ == "__main__":
    main()
