"""What a second worker brings, and whether the parent's memory stays flat.

python benchmarks/many.py                      two workers against one, on 200 MB of articles
python benchmarks/many.py --megabytes 20       the same on less
python benchmarks/many.py --memory 10 100 1000 --plain 0.95   peak memory of the parent for inputs of these megabytes

Articles are made by articles.py; every run reads JSONL and writes Parquet, as `factledger extract --to` does. The
speed-up is of wall time and needs a machine with two idle cores; beside it stands the one that the CPU times allow,
which noise does not touch: twice the workers' time over theirs and the parent's. For memory most articles may be
without numbers (`--plain`), so that a gigabyte takes minutes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from articles import write


def measured(path: Path, workers: int) -> dict[str, float]:
    """Extract a file in a process of its own; return seconds, peak memory of the parent in MB, and what came out."""
    done = subprocess.run(
        [sys.executable, __file__, "--run", str(path), "--workers", str(workers)],
        stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def run(path: Path, workers: int) -> None:
    """Extract a file, as the process that is measured."""
    import resource

    from factledger.io.readers import read_documents
    from factledger.io.runs import extract_into

    start, cpu = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        made = extract_into(read_documents(path), to=Path(folder, "claims.parquet"), workers=workers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - start,
                "parent": time.process_time() - cpu,
                "workers": sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]),
                "peak": peak,
                "documents": made.documents,
                "claims": made.claims,
            }
        )
    )


def speedup(megabytes: float, plain: float, times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        count = write(path, megabytes=megabytes, plain=plain)
        print(f"{count:,} articles, {path.stat().st_size / 1e6:,.1f} MB of JSONL, {plain:.0%} without numbers")
        best: dict[int, float] = {}
        for _ in range(times):
            for workers in (1, 2):
                found = measured(path, workers)
                best[workers] = min(best.get(workers, found["seconds"]), found["seconds"])
                print(
                    f"  {workers} worker{'s'[: workers - 1]}: {found['seconds']:7.1f} s, "
                    f"{path.stat().st_size / 1e6 / found['seconds']:.2f} MB/s, {found['claims']:,.0f} claims; "
                    f"CPU {found['workers']:.1f} s in workers, {found['parent']:.1f} s in the parent"
                )
                allowed = 2 * found["workers"] / (found["workers"] + found["parent"])
        print(
            f"two workers are {best[1] / best[2]:.2f} times as fast as one (best of {times}); "
            f"CPU times allow {allowed:.2f}"
        )


def memory(sizes: list[float], plain: float, workers: int) -> None:
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        for megabytes in sizes:
            count = write(path, megabytes=megabytes, plain=plain)
            found = measured(path, workers)
            peaks.append(found["peak"])
            print(
                f"  {megabytes:7,.0f} MB, {count:,} articles ({plain:.0%} without numbers), "
                f"{found['claims']:,.0f} claims: peak of the parent {found['peak']:.0f} MB, {found['seconds']:.0f} s"
            )
    print(f"peak memory of the parent grows by {max(peaks) / peaks[0] - 1:.0%} at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--plain", type=float, default=0.0)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--memory", type=float, nargs="+", metavar="MB")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        run(given.run, given.workers)
    elif given.memory:
        memory(given.memory, given.plain, given.workers)
    else:
        speedup(given.megabytes, given.plain, given.times)


if __name__ == "__main__":
    main()
