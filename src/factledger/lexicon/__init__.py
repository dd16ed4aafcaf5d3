"""The words: packaged TOML tables and their loader."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

#: Tables that are applied when a ledger is read: no claim depends on them, so they are no part of its version.
READ_LATER = frozenset({"tolls.toml", "policies.toml"})


@cache
def load(name: str) -> dict[str, Any]:
    """Return the packaged table `name` (without `.toml`)."""
    import tomllib  # with `resources` dear to import, and wanted by the first text only
    from importlib import resources

    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lexicon_version() -> str:
    """Return a short hash over all tables that extraction reads: the same words, the same version."""
    from importlib import resources

    digest = hashlib.sha256()
    folder = resources.files(__package__)
    tables = (p for p in folder.iterdir() if p.name.endswith(".toml") and p.name not in READ_LATER)
    for path in sorted(tables, key=lambda p: p.name):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def packs() -> tuple[str, ...]:
    """Return the names of the installed lexicon packs, sorted; `Extractor(packs=...)` takes them."""
    from factledger.lexicon.installed import installed  # entry points are read only when asked for

    return tuple(sorted(installed()))
