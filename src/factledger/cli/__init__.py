"""The `factledger` command. Its libraries are an extra, so this module needs none of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec


def main(args: Sequence[str] | None = None) -> int:
    """Run the command with `args` (the process's own by default) and return its exit code.

    0: done. 1: a file or the ledger failed, or the extra is not installed. 2: wrong usage. 130: interrupted.
    """
    missing = [name for name in ("click", "rich") if find_spec(name) is None]
    if missing:
        sys.stderr.write(f"factledger: the command needs {' and '.join(missing)}: pip install 'factledger[cli]'\n")
        return 1
    from factledger.cli.commands import run

    return run(args)
