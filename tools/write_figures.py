"""Write the figures of docs/accuracy.md and docs/speed.md: what the score and benchmark scripts print.

python tools/write_figures.py [--eval DIR] [--only NAME ...]

The pages include docs/figures/NAME.txt. The scores need the evaluation data (DIR, by default the one beside the
checkout); without it they are left as they are. Speed is that of the machine on which this runs: run it when nothing
else does.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from factledger import __version__

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "figures"
BENCHMARKS = ROOT / "benchmarks"


def run(script: str, *arguments: str) -> str:
    """Return what a benchmark prints; raises where it fails."""
    command = [sys.executable, "-W", "ignore", str(BENCHMARKS / script), *arguments]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{script} failed with exit code {done.returncode}:\n{done.stdout}")
    return done.stdout


def score(data: Path) -> str:
    """The scores alone: the comparison with the floor names rows of texts that readers do not have."""
    kept = []
    for line in run("score.py", "--eval", str(data)).splitlines():
        if line.strip() == "quantities_dev":
            break
        if not line.startswith(("  gain", "  LOSS", "  rows right now")):
            kept.append(line)
    return "\n".join(kept)


def extraction() -> str:
    """Articles that benchmarks/articles.py makes, and the seed."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "articles.jsonl"
        run("articles.py", "--megabytes", "2", str(made))
        (seed,) = (ROOT / "seeds").glob("*.txt")
        return f"made articles\n{run('extract.py', str(made))}\nthe seed article\n{run('extract.py', str(seed))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--only", nargs="+", metavar="NAME")
    arguments = parser.parse_args()
    data: Path = arguments.eval
    makers: dict[str, Callable[[], str]] = {"extract": extraction, "startup": lambda: run("startup.py")}
    if data.is_dir():
        makers["score"] = lambda: score(data)
        makers["suites"] = lambda: run("suites.py", "--eval", str(data))
    else:
        print(f"no evaluation data at {data}: the scores are left as they are")
    chosen = arguments.only or list(makers)
    for name in chosen:
        if name not in makers:
            parser.error(f"no figures {name!r}; accepted: {', '.join(makers)}")
    FOLDER.mkdir(exist_ok=True)
    for name in chosen:
        head = (
            f"factledger {__version__}, Python {platform.python_version()}, {platform.machine()}, "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when this began"
        )
        (FOLDER / f"{name}.txt").write_text(f"{head}\n\n{makers[name]().strip()}\n", "utf-8", newline="\n")
        print(f"wrote docs/figures/{name}.txt")


if __name__ == "__main__":
    main()
