"""Quantities: a numeral with its unit or currency, its range and its comparator; usable on its own.

The text is folded once and scanned once for anchors (a digit, a number word, an amount word); each is read locally.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, get_args

from factledger import units
from factledger.digits import Locale
from factledger.errors import FactledgerError
from factledger.quantities.reader import Reader
from factledger.records import Quantity

if TYPE_CHECKING:
    import pint

__all__ = ["INCLUDE", "parse_quantities"]

#: What a claim leaves out and `include` gives on request.
INCLUDE = ("ordinal", "age", "when")


def parse_quantities(
    text: str, *, include: Collection[str] = (), locale: Locale = "en", registry: pint.UnitRegistry[Any] | None = None
) -> tuple[Quantity, ...]:
    """Return the quantities of a text, in order and disjoint, spans verbatim, values exact.

    What a claim leaves out comes on request: `include` takes "ordinal" (first, 2nd), "age" (aged 34) and "when"
    (durations that only place something in time: two days ago). `locale` is "en" for 1,234.56 or "eu" for 1.234,56.
    `registry`, a Pint registry, adds the units that only it knows.
    Never raises on any text; raises `FactledgerError` on other arguments.
    """
    if not isinstance(text, str):
        raise FactledgerError(f"text must be a str, not {type(text).__name__}")
    wanted = frozenset([include] if isinstance(include, str) else include)
    for name in sorted(wanted - set(INCLUDE)):
        raise FactledgerError(f"include: no kind {name!r}; accepted: {', '.join(INCLUDE)}")
    if locale not in get_args(Locale):
        raise FactledgerError(f"no locale {locale!r}; accepted: {', '.join(get_args(Locale))}")
    own = units.own_units(registry) if registry is not None else {}
    return tuple(Reader(text, wanted, locale, own).read())
