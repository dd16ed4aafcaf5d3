"""The report in a real browser: what a reader does with it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from accessibility import violations
from pressroom import articles, story

from factledger import Document, Ledger, extract
from factledger.view.report import Article, report

TEXT = """Flood toll rises in Tornau

At least 40 people were killed and 12 injured in Tornau on Monday, Mayor Mira Halden said. She said the dead \
include seven children.

One official, who asked not to be named, claimed without providing evidence that about 2,500 soldiers had fled.

The currency fell 30 percent against the dollar on Tuesday.
"""
SCHEMES = ("light", "dark")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def flood() -> str:
    document = Document.of(
        TEXT, id="flood", title="Flood toll", publisher="Daily", url="https://daily.example.org/flood"
    )
    return report([Article.of(document, extract(document)), *articles(3)])


@pytest.fixture(scope="module")
def page_html() -> str:
    return flood()


def link(page: Any, words: str) -> Any:
    return page.locator(".fl-text .fl-link", has_text=words).first


def says(page: Any, pattern: str) -> None:
    """Wait until the filters say how much they found; the page forbids the evaluation that other waits need."""
    page.locator("#found", has_text=re.compile(pattern)).wait_for(timeout=5000)


def test_opens_without_errors_or_requests(show: Any, page_html: str) -> None:
    seen = show(page_html)
    assert seen.errors == []
    assert [url for url in seen.requests if not url.startswith("file:")] == []
    assert len(seen.requests) == 1
    assert seen.page.locator("article").count() == 4
    assert seen.page.evaluate("document.compatMode") == "CSS1Compat"


def test_filters_narrow_claims_and_articles(show: Any, page_html: str) -> None:
    page = show(page_html).page
    filters = page.locator("#filters")
    everything = page.locator("#found").inner_text()
    assert "in 4 articles" in everything
    filters.get_by_label("Flag").select_option("no_evidence")
    says(page, r"^1 claim in 1 article$")
    assert page.locator("article:visible").count() == 1
    assert page.locator(".fl-link.fl-on").all_inner_texts()[0].startswith("2,500")
    filters.get_by_label("Flag").select_option("")
    says(page, f"^{everything}$")
    filters.get_by_label("Speaker").fill("mira hal")
    filters.get_by_label("Measure").select_option("injured")
    says(page, r"^1 claim in 1 article$")
    assert page.locator(".fl-link.fl-on").all_inner_texts() == ["12"]
    assert page.locator(".fl-link.fl-on", has_text="seven").count() == 0
    filters.locator("[name=place]").fill("nowhere at all")
    says(page, r"^0 claims")
    assert page.locator("article:visible").count() == 0
    filters.get_by_role("button", name="Show all").click()
    says(page, f"^{everything}$")


def test_hovering_shows_the_card_and_it_can_be_entered(show: Any, page_html: str) -> None:
    page = show(page_html).page
    card = page.locator("#card")
    assert not card.is_visible()
    link(page, "2,500").hover()
    card.wait_for(state="visible")
    text = card.inner_text()
    for words in ("One official", "without providing evidence", "about", "claimed", "the speaker is not named"):
        assert words in text
    assert card.locator("u.fl-w").all_inner_texts() == ["One official"]
    assert card.locator("u.fl-s").all_inner_texts() == ["claimed"]
    assert card.locator("u.fl-h").all_inner_texts() == ["about"]
    assert card.locator("mark.fl-q").all_inner_texts() == ["2,500"]
    card.hover()
    page.wait_for_timeout(400)
    assert card.is_visible()
    live = card.get_by_role("link", name="read it there").get_attribute("href")
    assert live == "https://daily.example.org/flood#:~:text=that%20about-,2%2C500,-soldiers%20had"
    page.mouse.move(2, 2)
    card.wait_for(state="hidden")


def test_the_keyboard_reaches_and_leaves_the_card(show: Any, page_html: str) -> None:
    page = show(page_html).page
    card = page.locator("#card")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "fl-skip"
    page.locator("article .fl-meta a").first.focus()
    page.keyboard.press("Tab")
    card.wait_for(state="visible")
    focused = page.locator(":focus")
    assert focused.inner_text().startswith("40")
    assert focused.get_attribute("aria-describedby") == "card"
    page.keyboard.press("Tab")  # into the card: its links follow the figure
    assert page.evaluate("document.querySelector('#card').contains(document.activeElement)")
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert page.locator(":focus").inner_text().startswith("40")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text().startswith("12")


def test_a_link_to_a_claim_opens_at_it(show: Any, page_html: str) -> None:
    page = show(page_html, at="#c3").page
    page.locator("#card").wait_for(state="visible")
    assert page.locator("#card .fl-figure").get_attribute("href") == "#c3"
    assert page.locator("#c3").is_visible()


def test_notes_are_built_when_opened(show: Any, page_html: str) -> None:
    page = show(page_html).page
    first = page.locator("article").first
    assert first.locator("li").count() == 0
    first.locator("summary").click()
    first.locator("li").first.wait_for()
    assert first.locator("li").count() == first.locator(".fl-text .fl-link").count()


def test_without_script_everything_is_there_to_read(show: Any, page_html: str) -> None:
    page = show(page_html, java_script_enabled=False).page
    first = page.locator("article").first
    assert first.locator(".fl-notes li").count() == first.locator(".fl-text .fl-link").count()
    assert "said without providing evidence" in first.inner_text()
    assert not page.locator("#filters").is_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_axe_finds_nothing_serious(show: Any, page_html: str, scheme: str, device: str) -> None:
    page = show(page_html, color_scheme=scheme, **(PHONE if device == "phone" else {})).page
    page.locator("article summary").first.click()
    assert violations(page) == []
    page.locator("#c3").click()
    page.locator("#card").wait_for(state="visible")
    assert violations(page) == []


def test_dark_mode_is_dark(show: Any, page_html: str) -> None:
    shades = {}
    for scheme in SCHEMES:
        page = show(page_html, color_scheme=scheme).page
        shades[scheme] = [
            sum(map(int, page.evaluate(f"getComputedStyle(document.body).{what}.match(/\\d+/g)")[:3]))
            for what in ("backgroundColor", "color")
        ]
    assert shades["light"][0] > 700 > 150 > shades["light"][1]
    assert shades["dark"][0] < 150 < 600 < shades["dark"][1]


def test_a_phone_needs_no_sideways_scrolling(show: Any, page_html: str) -> None:
    page = show(page_html, **PHONE).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    link(page, "2,500").tap()
    card = page.locator("#card")
    card.wait_for(state="visible")
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 845  # a sheet at the foot of the screen
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")


def test_print_leaves_out_what_paper_cannot_do(show: Any, page_html: str) -> None:
    page = show(page_html, color_scheme="dark").page
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert not page.locator(".fl-nav").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article .fl-notes li").count() == page.locator(".fl-text .fl-link").count()
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 20_000


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_report_of_a_ledger(show: Any, tmp_path: Path, scheme: str) -> None:
    with Ledger(tmp_path / "toll.ledger") as ledger:
        for number, toll in enumerate((12, 30, 41), 1):
            text = f"The health ministry said {toll} people had been killed in Tornau so far. The rebels said up to "
            text += f"{toll // 2} people had been killed in Tornau so far, without providing evidence."
            document = Document.of(text, id=f"day-{number}", publisher="Daily", published=f"2024-05-0{number}")
            ledger.record(document, extract(document))
        later = Document.of(text.replace("41", "43"), id="day-3", publisher="Daily", published="2024-05-03")
        ledger.record(later, extract(later))
        seen = show(ledger.report(), color_scheme=scheme)
    assert seen.errors == []
    for section in ("#series svg", "#disagreements table", "#revisions del", "#revisions ins"):
        assert seen.page.locator(section).first.is_visible()
    seen.page.locator("#series summary").first.click()
    assert violations(seen.page) == []


ACTIVE = "img, article script, [onerror], [onload]"
HOSTILE = (
    "<script>document.title='owned'</script> said <img src=x onerror=\"document.title='owned'\"> 12 people were "
    "killed \u202egnp.exe\u202c and\u200b 30 injured in </noscript><svg onload=alert(1)> </script><!-- "
    "\u2066Velmar\u2069.\n\n&lt;b&gt; \x00 ]]> {{ 7*7 }} {% raw %} `${1}` said "
    "<a href=javascript:alert(2)>40 houses</a> were destroyed.\n\n"
)


def test_a_hostile_article_shows_as_text(show: Any) -> None:
    text = HOSTILE + "x" * 500_000 + "\n\n" + "\u200b\u202e<i>" * 100_000 + "\n\nOfficials said 7 people had fled."
    assert len(text) > 1_000_000
    bad = "javascript:alert(3)//\"'><script>document.title='owned'</script>"
    document = Document.of(text, id=bad, title=bad, publisher=bad, author=bad, url=bad)
    claims = extract(document)
    assert len(claims) >= 3
    seen = show(report([Article.of(document, claims)], title=bad))
    page = seen.page
    assert seen.errors == []
    assert [url for url in seen.requests if not url.startswith("file:")] == []
    assert page.title() != "owned"
    assert page.locator(f"i, svg[onload], a[href^='javascript' i], {ACTIVE}").count() == 0
    shown = page.locator("article .fl-text").text_content()
    assert "<script>document.title='owned'</script> said <img src=x onerror=" in shown
    assert "{{ 7*7 }}" in shown
    assert not set(shown) & set("\u202e\u202c\u200b\u2066\u2069\x00")
    assert page.locator(".fl-odd[title='U+202E RIGHT-TO-LEFT OVERRIDE']").count() > 0
    for number in range(len(claims)):
        page.evaluate(f"document.querySelector('#c{number}').click()")
        assert page.locator("#card").is_visible()
        assert page.locator("#card mark.fl-q").first.text_content() == claims[number].quantity.span.text
    page.locator("article summary").first.evaluate("one => one.click()")
    page.locator("article li").first.wait_for(state="attached")
    assert page.title() != "owned"
    assert page.locator(ACTIVE).count() == 0
    assert seen.errors == []


def test_a_thousand_articles_stay_small_and_open(show: Any, capsys: pytest.CaptureFixture[str]) -> None:
    many = list(articles(1000))
    count = sum(len(one.claims) for one in many)
    assert count >= 15_000
    page_html = report(many)
    size = len(page_html.encode())
    seen = show("<title>warm</title>")
    started = time.monotonic()
    seen = show(page_html)
    seen.page.locator("#filters").wait_for(state="visible")
    seen.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    took = time.monotonic() - started
    own = seen.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd / 1000")
    with capsys.disabled():
        print(f"\nreport of {len(many):,} articles, {count:,} claims: {size / 1e6:.1f} MB, ", end="")
        print(f"opens in {took:.2f} s ({own:.2f} s to load)")
    assert size < 15_000_000
    assert seen.errors == []
    last = seen.page.locator(".fl-text .fl-link").last
    last.scroll_into_view_if_needed()
    last.click()
    seen.page.locator("#card").wait_for(state="visible")
    assert seen.page.locator("#card .fl-figure").get_attribute("href") == f"#c{count - 1}"
    seen.page.locator("#filters").get_by_label("Flag").select_option("denied")
    seen.page.locator("body.fl-filtered").wait_for()


def test_the_article_of_the_pressroom_is_as_long_as_promised() -> None:
    assert 3_500 < len(story(1).text) < 7_000
