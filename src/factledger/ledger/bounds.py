"""The numbers that a figure's words allow, and whether two figures can both be true."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from factledger.records import Quantity


class Bounds(NamedTuple):
    """The lowest and highest number allowed, None where a side is open; `above`, `below`: without the end itself."""

    low: Decimal | None
    high: Decimal | None
    above: bool = False
    below: bool = False

    def under(self, other: Bounds) -> bool:
        """Whether every number allowed here is smaller than every one allowed there."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.below or other.above))

    def clash(self, other: Bounds) -> bool:
        """Whether no number is allowed by both."""
        return self.under(other) or other.under(self)


def bounds_of(quantity: Quantity) -> Bounds:
    """Return the numbers that a quantity allows.

    An approximate number allows half a unit of its last digit that is not zero on either side: `about 300` 250 to
    350, `about 1,250` 1,245 to 1,255: how far off it can be and still be rounded to what is said. Vague words allow
    every number.
    """
    low, high = quantity.bounds()
    match quantity.comparator:
        case "more_than":
            return Bounds(low, high, above=True)
        case "less_than":
            return Bounds(low, high, below=True)
        case "approx" if quantity.value is not None and quantity.uncertainty is None and quantity.value.is_finite():
            half = _half_unit(quantity.value)
            return Bounds(quantity.value - half, quantity.value + half)
    return Bounds(low, high)


def _half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last digit that is not zero."""
    _, digits, exponent = value.as_tuple()
    if not any(digits) or not isinstance(exponent, int):
        return Decimal(0)
    trailing = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return Decimal((0, (5,), exponent + trailing - 1))
