"""Fuzzing that follows coverage: Atheris changes texts so that new branches are reached, for a bounded time.

pip install atheris
python benchmarks/fuzz_coverage.py [folder of its corpus] -max_total_time=600 [-max_len=400] [libFuzzer options]

What must hold is what `tests/hostile.py` checks. A text that fails is printed, and written to a file `crash-...`
by libFuzzer; shorten it and take it into `tests/hostile_texts.jsonl`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

with atheris.instrument_imports(include=["factledger"]):
    import factledger
from hostile import NUMBERS, broken

SEEDS = (
    "At least 12 people died, police said.",
    "“Up to $3.5bn,” he said.",
    "None of the 40 to 50 injured, she told me.",
)


def one_input(data: bytes) -> None:
    """Check one text: any bytes are one, what is no UTF-8 becomes lone surrogates."""
    text = data.decode("utf-8", errors="surrogateescape")
    wrong = broken(text)
    if wrong is not None:
        print(repr(text), file=sys.stderr)
        raise AssertionError(wrong)


def main() -> None:
    """Warm up, so that the tables are no new coverage, and hand over to libFuzzer."""
    for text in (*SEEDS, *NUMBERS):
        factledger.extract(text)
        one_input(text.encode())
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
