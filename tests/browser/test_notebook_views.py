"""Notebook views in a real browser, as the outputs of JupyterLab, VS Code and plain pages hold them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from accessibility import violations
from pressroom import story

from factledger import Document, extract

DOCUMENT = Document.of(
    story(5).text[:3000], title="Day five after the storm", publisher="Example Daily", published="2024-05-02"
)


def cell(html: str, body: str = "") -> str:
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>notebook</title>'
    return f"{head}<body {body}><main><h1>A notebook</h1>{html}</main>"


def shade(page: Any) -> int:
    return sum(
        map(int, page.evaluate("getComputedStyle(document.querySelector('.fl')).backgroundColor.match(/\\d+/g)")[:3])
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_views_open_clean_and_accessible(show: Any, scheme: str) -> None:
    claims = extract(DOCUMENT)
    seen = show(cell(claims._repr_html_() + claims[0]._repr_html_()), color_scheme=scheme)
    assert seen.errors == []
    assert len(seen.requests) == 1
    seen.page.locator("summary").click()
    seen.page.locator(".fl-claim .fl-link").first.focus()
    assert seen.page.locator(".fl-claim .fl-card").first.is_visible()
    assert violations(seen.page) == []


@pytest.mark.parametrize("script", [True, False])
def test_a_card_shows_on_hover_and_on_focus_without_script(show: Any, script: bool) -> None:
    page = show(cell(DOCUMENT._repr_html_()), java_script_enabled=script).page
    first = page.locator(".fl-claim").first
    card = first.locator(".fl-card")
    assert not card.is_visible()
    first.locator(".fl-link").hover()
    assert card.is_visible()
    card.hover()
    assert card.is_visible()
    page.mouse.move(1, 1)
    assert not card.is_visible()
    first.locator(".fl-link").focus()
    assert card.is_visible()
    assert card.locator("mark.fl-q").count() == 1
    box, wide = card.bounding_box(), page.viewport_size["width"]
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= wide


def test_cards_stay_inside_a_narrow_page(show: Any) -> None:
    page = show(cell(DOCUMENT._repr_html_()), viewport={"width": 390, "height": 844}).page
    for link in page.locator(".fl-claim .fl-link").all():
        link.focus()
        box = page.locator(".fl-claim:focus-within .fl-card").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize(
    ("body", "scheme", "dark"),
    [
        ("", "light", False),
        ("", "dark", True),
        ('data-jp-theme-light="false"', "light", True),
        ('data-jp-theme-light="true"', "dark", False),
        ('class="vscode-dark"', "light", True),
        ('class="vscode-light"', "dark", False),
    ],
)
def test_the_theme_of_the_notebook_wins(show: Any, body: str, scheme: str, dark: bool) -> None:
    page = show(cell(DOCUMENT._repr_html_(), body), color_scheme=scheme).page
    assert (shade(page) < 200) is dark


def test_stripped_of_style_it_still_reads(show: Any) -> None:
    html = re.sub("<style>.*?</style>", "", extract(DOCUMENT)._repr_html_(), flags=re.DOTALL)
    page = show(cell(html)).page
    assert page.locator("table").is_visible()
    page.locator("summary").click()
    assert page.locator("p mark").first.is_visible()
    assert page.locator(".fl-card:visible").count() == 0
