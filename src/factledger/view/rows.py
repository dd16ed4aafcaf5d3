"""Flat rows as text: a JSON line and CSV cells."""

from __future__ import annotations

import json
from decimal import Decimal

from factledger.claims import plain_number
from factledger.frozen import escape_surrogates
from factledger.records import Claim


def json_line(claim: Claim) -> str:
    """Return the flat row as one line of JSON: columns in their order, numbers as JSON numbers."""
    row = {k: plain_number(v) if isinstance(v, Decimal) else v for k, v in claim.to_row().items()}
    return escape_surrogates(json.dumps(row, ensure_ascii=False))


def cells_of(claim: Claim) -> list[str | int]:
    """Return the flat row as CSV cells: numbers with plain digits, lists joined by `; `, nothing for null."""
    return [cell(value) for value in claim.to_row().values()]


def cell(value: object) -> str | int:
    """Return a value of a row as a cell of CSV or of a table."""
    match value:
        case None:
            return ""
        case Decimal():
            return format(value, "f")
        case list():
            return "; ".join(value)
        case int():  # bool too, as 0 and 1
            return int(value)
        case _:
            return str(value)
