"""What is read off a text, all of it, as JSON: a process of its own prints it under a hash seed of its own."""

from __future__ import annotations

import json
import sys

from factledger import extract, parse_quantities


def read(text: str) -> list[str]:
    """Return the claims, and the quantities with those that are otherwise left out."""
    quantities = parse_quantities(text, include={"ordinal", "age", "when"})
    return [extract(text).to_json(), *(quantity.to_json() for quantity in quantities)]


if __name__ == "__main__":
    json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
