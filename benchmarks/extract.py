"""How fast whole extraction is, where the time goes, how far that is from the floor, and from a quantity parser.

python benchmarks/extract.py FILE... [--repeat 5]

FILE is a text file, or .jsonl or .jsonl.gz with a `text` in each line. Prints megabytes a second on one core (CPU
time, median of the repeats) for whole extraction and by stage; the floor, which is the literal scan for digits and
number words and the building of the records found; and the same for quantulum3 on a sample of the same texts, taken
in turns in one process (where it is installed; it gives quantities alone, without measure, speaker or flags).
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import factledger
from factledger.attribution import attribute, find_reports
from factledger.document import Document
from factledger.extract import claims_of
from factledger.flags import raise_flags
from factledger.measures import read_subjects
from factledger.quantities import parse_quantities
from factledger.quantities.reader import _anchor
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


STAGES = ("segment", "quantities", "reports", "attribute", "subjects", "flags", "records")


def stages(documents: Iterable[Document]) -> dict[str, float]:
    """Return the CPU seconds that each stage takes over all documents, in order."""
    spent = dict.fromkeys(STAGES, 0.0)
    clock = time.process_time
    for document in documents:
        t0 = clock()
        layout = segment(document.text)
        t1 = clock()
        quantities = parse_quantities(document.text)
        t2 = clock()
        spent["segment"] += t1 - t0
        spent["quantities"] += t2 - t1
        body = [q for q in quantities if (s := layout.sentence_at(q.span.start)) and s.kind != "boilerplate"]
        t2 = clock()
        reports = find_reports(layout, document.source.publisher, body)
        t3 = clock()
        said = attribute(layout, reports, body)
        t4 = clock()
        subjects = read_subjects(layout, body)
        t5 = clock()
        raise_flags(layout, body, subjects, said, reports)
        t6 = clock()
        fresh = segment(document.text)
        t7 = clock()
        claims_of(document, fresh, body)
        whole = clock() - t7
        for name, value in zip(STAGES[2:], (t3 - t2, t4 - t3, t5 - t4, t6 - t5), strict=False):
            spent[name] += value
        spent["records"] += whole - (t6 - t2)
    spent["records"] = max(0.0, spent["records"])
    return spent


def parts(record: BaseModel) -> Iterator[tuple[type[BaseModel], dict[str, Any]]]:
    """Yield the class and the fields of a record and of all records in it, the inner ones first."""
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    for value in fields.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, BaseModel):
                yield from parts(one)
    yield type(record), fields


def floor(found: list[str]) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return the two things that no extraction can do without: the literal scan, and the records built once."""
    search = _anchor(False).after
    made = [part for text in found for claim in factledger.extract(text) for part in parts(claim)]

    def scan() -> int:
        return sum(1 for text in found for _ in search.finditer(text.lower()))

    def build() -> list[BaseModel]:
        return [kind(**fields) for kind, fields in made]

    return scan, build


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--repeat", type=int, default=5)
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
    runs = [stages([Document.of(text) for text in found]) for _ in range(args.repeat)]
    spent = {name: statistics.median(run[name] for run in runs) for name in STAGES}
    total = sum(spent.values())
    for name, value in spent.items():
        rate = f"{size / value / 1e6:8.2f} MB/s" if value else "  too little to tell from noise"
        print(f"  {name:10} {rate} {100 * value / total:5.1f} %")
    scan, build = (statistics.median(seconds(run) for _ in range(args.repeat)) for run in floor(found))
    print(
        f"floor: literal scan {size / scan / 1e6:.2f} MB/s, records {size / build / 1e6:.2f} MB/s, "
        f"both {size / (scan + build) / 1e6:.2f} MB/s; whole extraction takes {ours / (scan + build):.1f} times that"
    )
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
    pairs = [
        (
            seconds(lambda: [peer.parse(text) for text in sample]),
            seconds(lambda: [factledger.extract(text) for text in sample]),
        )
        for _ in range(args.repeat)
    ]
    theirs, mine = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    print(f"quantulum3 on {taken / 1e6:.2f} MB of it: {taken / theirs / 1e6:.3f} MB/s")
    print(f"factledger on the same: {theirs / mine:.0f} times as fast")


if __name__ == "__main__":
    main()
