"""factledger: keep the books on the numbers in the news.

    >>> import factledger
    >>> claims = factledger.extract("Officials said about 300 people had fled the town on Monday.")
    >>> claims[0].to_row()["speaker"]
    'Officials'

The public verbs are `extract`, `flags` and `attributions`, beside `Extractor`, `Document`, `Claims` and `Ledger`; the
records are in `factledger.records`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factledger._version import __version__
from factledger.attribution.spans import attributions
from factledger.claims import Claims
from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.extract import Extractor, extract
from factledger.flags import flags
from factledger.quantities import parse_quantities
from factledger.records import Claim, Quantity, Span

if TYPE_CHECKING:
    from factledger.ledger import Ledger

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


def __getattr__(name: str) -> Any:
    # Bound on first use (PEP 562): a pipeline's workers extract and never open a ledger.
    if name == "Ledger":
        from factledger.ledger import Ledger

        return Ledger
    raise AttributeError(f"module 'factledger' has no attribute {name!r}")
