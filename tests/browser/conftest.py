"""A real Chromium for the views: Debian's package or whatever CHROMIUM names, driven by Playwright.

Where either is missing these tests are skipped and say so; `.ci/run` installs both.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is absent: pip install '.[browser]'")
    if CHROMIUM is None:
        pytest.skip("Chromium is absent: apt-get install chromium, or name it in CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        # Debian's Chromium cannot make its sandbox as root in a container; the pages are our own.
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


class Seen(NamedTuple):
    """An open page, and what it complained of and asked for."""

    page: Any
    errors: list[str]
    requests: list[str]


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Open HTML as a file and return the page with its errors and requests; `options` are those of a context."""
    contexts = []

    def opened(html: str, at: str = "", **options: Any) -> Seen:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(**options)
        context.set_default_timeout(120_000)  # a busy machine lays out a megabyte of one paragraph slowly
        contexts.append(context)
        page = context.new_page()
        seen = Seen(page, [], [])
        page.on("console", lambda message: seen.errors.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("dialog", lambda dialog: (seen.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: seen.requests.append(request.url))
        page.goto(path.as_uri() + at)
        return seen

    yield opened
    for context in contexts:
        context.close()
