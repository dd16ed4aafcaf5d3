"""Run the notebooks of docs/notebooks anew and keep what they show (after a change of a cell or of a view).

python tools/run_notebooks.py [NAME ...]

Each is run in a folder of its own with the seed article beside it, so that ledgers and pages that a notebook writes
do not stay in the repository.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "notebooks"


def run(path: Path) -> nbformat.NotebookNode:
    """Return a notebook with what its cells show now; raises `CellExecutionError` where one fails."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "docs" / "notebooks"
        here.mkdir(parents=True)
        shutil.copytree(ROOT / "seeds", Path(folder) / "seeds")
        client = NotebookClient(
            notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(here)}},
            record_timing=False,
        )  # fmt: skip
        client.execute()
    notebook.metadata.pop("language_info", None)  # the version of whoever ran it last
    return notebook


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    names = parser.parse_args().names
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    for path in sorted(FOLDER.glob("*.ipynb")):
        if not names or path.stem in names:
            nbformat.write(run(path), path)
            print(f"ran {path.name}: {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
