"""Write src/factledger/lexicon/currencies.toml from babel's CLDR data (needs babel; a development tool).

python tools/make_currencies.py [--check]

For every currency that is legal tender today: its ISO 4217 code, English names, the noun they end in (`dollar`), what
stands before it (`Canadian`), symbols, and the countries that use it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

TARGET = Path(__file__).parent.parent / "src" / "factledger" / "lexicon" / "currencies.toml"
HEAD = """\
# Currencies by ISO 4217 code. Generated from CLDR by tools/make_currencies.py: do not edit by hand; words that news
# uses beside these stand in money.toml.
#
# name      `adjective noun` in the singular; noun is the last word, in lower case
# symbols   signs that are the currency's alone or chiefly
# countries where it is legal tender, by their English names

"""


def table() -> str:
    """Return the file's text."""
    english = Locale("en")
    users: dict[str, list[str]] = {}
    for territory, spans in get_global("territory_currencies").items():
        if territory not in english.territories or len(territory) != 2:
            continue
        for code, _start, end, tender in spans:
            if end is None and tender:
                users.setdefault(code, []).append(english.territories[territory])
    lines = [HEAD]
    for code in sorted(users):
        singular = get_currency_name(code, count=1, locale="en")
        plural = get_currency_name(code, count=2, locale="en")
        if singular == code:
            continue
        symbols = sorted({english.currency_symbols.get(code, code)} - {code})
        noun, ending = singular.split()[-1].lower(), plural.split()[-1].lower()
        lines.append(f"[{code}]\n")
        lines.append(f"adjective = {quoted(' '.join(singular.split()[:-1]))}\n")
        lines.append(f"nouns = {quoted(sorted({noun, ending}))}\n")
        lines.append(f"symbols = {quoted(symbols)}\n")
        lines.append(f"countries = {quoted(sorted(users[code]))}\n\n")
    return "".join(lines).rstrip("\n") + "\n"


def quoted(value: object) -> str:
    """Return a TOML string or array."""
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether the committed file is current")
    if parser.parse_args().check:
        raise SystemExit(0 if TARGET.read_text(encoding="utf-8") == table() else "currencies.toml is not current")
    TARGET.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
