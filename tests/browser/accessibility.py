"""What axe-core says of a page."""

from __future__ import annotations

from typing import Any

import pytest


def violations(page: Any) -> list[str]:
    """Return the serious and critical violations that axe-core finds."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is absent: pip install '.[browser]'"
    )
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]} {node['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
