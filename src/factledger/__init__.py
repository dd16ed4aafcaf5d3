"""factledger: keep the books on the numbers in the news.

    >>> import factledger
    >>> claims = factledger.extract("Officials said about 300 people had fled the town on Monday.")
    >>> claims[0].to_row()["speaker"]
    'Officials'

The public verbs are `extract`, `flags` and `attributions`, beside `Extractor`, `Document`, `Claims` and `Ledger`; the
records are in `factledger.records`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from factledger._version import __version__

if TYPE_CHECKING:
    from factledger.attribution.spans import attributions
    from factledger.claims import Claims
    from factledger.document import Document
    from factledger.errors import FactledgerError
    from factledger.extract import Extractor, extract
    from factledger.flags import flags
    from factledger.ledger import Ledger
    from factledger.quantities import parse_quantities
    from factledger.records import Claim, Quantity, Span

__all__ = [
    "Claim",
    "Claims",
    "Document",
    "Extractor",
    "FactledgerError",
    "Ledger",
    "Quantity",
    "Span",
    "__version__",
    "attributions",
    "extract",
    "flags",
    "parse_quantities",
]


#: Where each public name is, bound when first asked for (PEP 562): Pydantic is most of what an import would cost, and
#: a worker that extracts never opens a ledger.
_HOMES = {
    "Claim": "records",
    "Claims": "claims",
    "Document": "document",
    "Extractor": "extract",
    "FactledgerError": "errors",
    "Ledger": "ledger",
    "Quantity": "records",
    "Span": "records",
    "attributions": "attribution.spans",
    "extract": "extract",
    "flags": "flags",
    "parse_quantities": "quantities",
}
#: Rooms that can be named after `import factledger` alone.
_ROOMS = frozenset(
    [
        "attribution",
        "claims",
        "document",
        "errors",
        "lexicon",
        "measures",
        "quantities",
        "records",
        "segment",
        "words",
    ]
)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        found = getattr(import_module(f"factledger.{_HOMES[name]}"), name)
    elif name in _ROOMS:
        return import_module(f"factledger.{name}")
    else:
        raise AttributeError(f"module 'factledger' has no attribute {name!r}")
    setattr(sys.modules[__name__], name, found)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """The package: importing the room `extract` or `flags` leaves the name to the function."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
