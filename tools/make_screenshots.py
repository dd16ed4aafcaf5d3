"""Take the pictures of README and docs: notebook view, report and chart, each under 200 KB.

python tools/make_screenshots.py        (extras `dev`, and Chromium on the path or named in CHROMIUM)
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from factledger import Document, Ledger, extract

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "img"
LIMIT = 200_000

STORIES = (
    ("2024-05-01", "Officials in Tornau said at least 12 people had been killed in Tornau so far."),
    (
        "2024-05-02",
        "The health ministry said 31 people had been killed in Tornau so far, and about 300 had fled.",
    ),
    (
        "2024-05-03",
        "The health ministry said 40 people had been killed in Tornau so far. The regional council said between 45 "
        "and 60 people had been killed in Tornau so far.",
    ),
    (
        "2024-05-04",
        "The health ministry said 52 people had been killed in Tornau so far. The regional council said dozens of "
        "people had been killed in Tornau. The krone fell 8 percent against the dollar on Friday.",
    ),
    (
        "2024-05-05",
        "The health ministry said more than 58 people had been killed in Tornau so far. The rebels said 90 people "
        "had been killed in Tornau so far, without providing evidence.",
    ),
    (
        "2024-05-06",
        "The health ministry said 64 people had been killed in Tornau so far, but the true figure is feared to be "
        "higher. The rebels claimed that up to 120 people had been killed in Tornau so far. The regional council "
        "said 75 people had been killed in Tornau so far. The krone rose 3 percent against the dollar on Monday.",
    ),
)


def main() -> int:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("Chromium is absent: apt-get install chromium, or name it in CHROMIUM\n")
        return 1
    seed = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    document = Document.of(seed, publisher="New York Post", published="2022-02-28", title="The seed article")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 980, "height": 620})
        _notebook(page, Path(folder), document)
        with Ledger(Path(folder) / "tolls.ledger") as ledger:
            for day, text in STORIES:
                one = Document.of(
                    text, id=f"storm-{day}", title=f"The storm, {day}", publisher="Daily", published=day
                )
                ledger.record(one, extract(one))
            ledger.report(Path(folder) / "report.html", title="The storm in Tornau")
            ledger.series("killed").plot().save(str(IMAGES / "chart.png"), scale_factor=1.2)
        _report(page, Path(folder) / "report.html")
        browser.close()
    heavy = [path.name for path in IMAGES.glob("*.png") if path.stat().st_size > LIMIT]
    if heavy:
        sys.stderr.write(f"over {LIMIT:,} bytes: {', '.join(heavy)}\n")
    return 1 if heavy else 0


def _notebook(page: Page, folder: Path, document: Document) -> None:
    path = folder / "notebook.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><body style='margin:0'>{document._repr_html_()}", "utf-8")
    page.goto(path.as_uri())
    link = page.locator(".fl-link", has_text="102").first
    link.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 190)")
    link.hover()
    page.screenshot(path=IMAGES / "notebook.png")


def _report(page: Page, path: Path) -> None:
    page.set_viewport_size({"width": 1100, "height": 1180})
    page.goto(path.as_uri())
    page.screenshot(path=IMAGES / "report.png")


if __name__ == "__main__":
    sys.exit(main())
