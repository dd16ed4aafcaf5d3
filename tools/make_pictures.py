"""Draw README's picture: the seed article's claims as the command shows them, as SVG.

python tools/make_pictures.py
"""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from factledger import extract
from factledger.view.table import table

ROOT = Path(__file__).parent.parent


def main() -> None:
    seed = next((ROOT / "seeds").glob("*.txt"))
    claims = extract(seed.read_text(encoding="utf-8"), publisher="New York Post", published="2022-02-28")
    console = Console(record=True, width=132, file=io.StringIO(), highlight=False, force_terminal=True)
    console.print(table(claims, width=132))
    picture = console.export_svg(title="factledger extract seeds/*.txt", unique_id="factledger")
    (ROOT / "docs" / "img" / "claims.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
