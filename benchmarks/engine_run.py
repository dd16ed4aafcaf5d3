"""Run a recipe of docs/pipelines.md on Ray Data or Daft as it stands there; compare with one process row for row.

python benchmarks/engine_run.py ray|daft [--articles 300]

Needs the extra of that name. The recipe reads the folder `articles` and writes the folder `claims`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from factledger.io.arrow import read_parquet
from factledger.io.batches import extract_batches
from spark_run import rows_of, table_of

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
FILES = 3  # so that the engine has something to spread


def recipe(engine: str) -> str:
    """Return the code of the page that imports the engine."""
    from doc_blocks import blocks

    (code,) = [
        block.code
        for block in blocks(ROOT / "docs" / "pipelines.md")
        if block.kind == "python" and f"import {engine}\n" in block.code
    ]
    return code


def by_engine(engine: str, table: pa.Table, folder: Path) -> tuple[list[str], float]:
    """Return the rows that the recipe makes of a table, and the seconds it took, the engine's start included."""
    (folder / "articles").mkdir()
    share = -(-table.num_rows // FILES)
    for number in range(FILES):
        pq.write_table(table.slice(number * share, share), folder / "articles" / f"{number}.parquet")
    (folder / "recipe.py").write_text(recipe(engine), "utf-8")
    start = time.perf_counter()
    subprocess.run([sys.executable, "recipe.py"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return rows_of(pa.concat_tables(read_parquet(folder / "claims"))), time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=["ray", "daft"])
    parser.add_argument("--articles", type=int, default=300)
    given = parser.parse_args()
    table = table_of(given.articles)
    here = rows_of(pa.Table.from_batches(list(extract_batches(table.to_batches(max_chunksize=100)))))
    with tempfile.TemporaryDirectory() as folder:
        found, seconds = by_engine(given.engine, table, Path(folder))
    if found != here:
        different = next((a, b) for a, b in zip([*found, ""], [*here, ""], strict=False) if a != b)
        raise SystemExit(
            f"{len(found):,} rows by {given.engine}, {len(here):,} here; the first that differ:\n{different}"
        )
    print(
        f"{given.articles:,} articles by {given.engine} {version(given.engine)} (pyarrow {version('pyarrow')}): "
        f"{len(here):,} rows, each equal to that of one process; {seconds:.1f} s"
    )


if __name__ == "__main__":
    main()
