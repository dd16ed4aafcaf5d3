"""How long `import factledger` takes over bare Python, and the seed article once warm.

python benchmarks/startup.py [--runs 11]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

# Byte code is cached between runs, as it is wherever the package is installed by pip.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
SEED = next((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def cold(code: str) -> float:
    """Return the wall seconds of a new interpreter that runs `code`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    cold("import factledger")  # byte code written
    pairs = [(cold("pass"), cold("import factledger")) for _ in range(runs)]
    bare = statistics.median(p[0] for p in pairs)
    full = statistics.median(p[1] for p in pairs)
    over = statistics.median(p[1] - p[0] for p in pairs)
    print(f"import factledger: {over:.3f} s over bare Python ({full:.3f} against {bare:.3f}; median of {runs})")
    probe = "import factledger, sys; factledger.extract('5 people'); print('pint' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True).stdout
    print(f"Pint imported by import and extraction: {loaded.strip()}")

    import factledger

    text = SEED.read_text(encoding="utf-8")
    start = time.perf_counter()
    claims = factledger.extract(text)
    first = time.perf_counter() - start
    times = []
    for _ in range(50):
        start = time.perf_counter()
        factledger.extract(text)
        times.append(time.perf_counter() - start)
    best, middle = min(times) * 1000, statistics.median(times) * 1000
    print(
        f"seed article ({len(text)} characters, {len(claims)} claims): first call {first * 1000:.0f} ms, "
        f"warm {middle:.2f} ms (median of 50; fastest {best:.2f}), {len(text) / middle / 1000:.2f} MB/s"
    )


if __name__ == "__main__":
    main()
