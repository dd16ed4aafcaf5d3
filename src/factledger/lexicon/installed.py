"""Domain packs: lexicons that installed packages offer under the entry-point group `factledger.lexicons`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata, resources
from types import ModuleType

from factledger.errors import FactledgerError
from factledger.lexicon.located import Given, read_given

GROUP = "factledger.lexicons"


def installed() -> dict[str, metadata.EntryPoint]:
    """Return the installed packs by name."""
    return {point.name: point for point in sorted(metadata.entry_points(group=GROUP))}


def read_pack(name: str) -> list[Given]:
    """Return the tables of an installed pack.

    Its entry point names a mapping, a path, a callable that returns one of them, or a package whose `.toml` files
    are taken in the order of their names. Raises `FactledgerError` for a name that is not installed (with those
    that are), and for a pack that cannot be loaded.
    """
    packs = installed()
    if name not in packs:
        raise FactledgerError(
            f"no lexicon pack {name!r} is installed; installed: {', '.join(sorted(packs)) or 'none'} "
            f"(entry-point group {GROUP})"
        )
    origin = f"pack {name!r}"
    try:
        resource = packs[name].load()
        if callable(resource):
            resource = resource()
    except Exception as error:  # another's code: whatever it raises, the user needs the pack's name
        raise FactledgerError(
            f"{origin} ({packs[name].value}): cannot be loaded: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(resource, ModuleType) or isinstance(resource, Mapping):
        return [read_given(resource, origin)]
    try:
        files = sorted(
            (f for f in resources.files(resource).iterdir() if f.name.endswith(".toml")), key=lambda f: f.name
        )
    except (TypeError, OSError) as error:
        raise FactledgerError(f"{origin} ({packs[name].value}): no package with tables: {error}") from None
    if not files:
        raise FactledgerError(f"{origin} ({packs[name].value}): the package holds no .toml file")
    return [read_given(file, origin) for file in files]
