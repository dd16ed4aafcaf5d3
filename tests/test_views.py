"""Views as HTML: what they say, that they need no script, and that no text becomes markup."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factledger import Claims, Document, FactledgerError, extract
from factledger.records import FLAGS, MEASURES, TextQuoteSelector
from factledger.view.article import Offsets, stretches
from factledger.view.evidence import pieces
from factledger.view.fragment import live_link
from factledger.view.groups import FLAG_SIGNS, GROUPS, flag_sign, group_of
from factledger.view.html import element, escaped, isolated, joined

TEXT = """Flood toll rises

Officials said at least 40 people had died in Tornau so far, including seven children.

One official claimed without providing evidence that about 2,500 soldiers had fled on Monday.
"""


def flood(**fields: str) -> Claims:
    return extract(TEXT, title="Flood", publisher="Daily", published="2024-05-02", **fields)


class Text(HTMLParser):
    """The text of HTML without its style, and the elements and attributes that occur."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.quiet = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.quiet += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.text += data


# --- parts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("two\nlines\tand \u00a0 space", "two lines and   space"),
        ("“plain” é 漢", "“plain” é 漢"),
        ("a\u202eb", 'a<span class="fl-odd" title="U+202E RIGHT-TO-LEFT OVERRIDE">\ufffd</span>b'),
        ("a\u200bb", 'a<span class="fl-odd" title="U+200B ZERO WIDTH SPACE">\ufffd</span>b'),
        ("\x00", '<span class="fl-odd" title="U+0000">\u2400</span>'),
        ("\ud800", '<span class="fl-odd" title="U+D800">\ufffd</span>'),
        (escaped("<"), "&lt;"),
    ],
)
def test_escaped(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text())
def test_any_text_is_text_alone(text: str) -> None:
    parsed = Text(element("p", text, title=text))
    assert parsed.names <= {"p", "span"}
    assert parsed.attributes <= {"title", "class"}
    assert len(parsed.text) == len(text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]", parsed.text)


def test_a_text_full_of_odd_characters_does_not_swell() -> None:
    assert len(escaped("\u202e" * 100_000)) < 150_000


def test_elements() -> None:
    assert element("a", "x", None, href='"', hidden=True, id=None, aria_label="l") == (
        '<a href="&quot;" hidden aria-label="l">x</a>'
    )
    assert joined(["<", None, element("br"), ""], " | ") == "&lt; | <br>"
    assert isolated("Mira") == "Mira"
    assert isolated("میرا") == "<bdi>میرا</bdi>"


@given(
    st.integers(0, 50),
    st.integers(0, 50),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from("abc"))),
)
def test_pieces_cover_the_stretch_once(start: int, length: int, marked: list[tuple[int, int, str]]) -> None:
    found = list(pieces(start, start + length, marked))
    assert "".join("x" * (one.end - one.start) for one in found) == "x" * length
    for one in found:
        for at in range(one.start, one.end):
            assert set(one.marks) == {mark for a, b, mark in marked if a <= at < b}


def test_groups_and_signs_cover_the_vocabularies() -> None:
    assert [measure for group in GROUPS for measure in group.measures] == list(MEASURES)
    assert set(FLAG_SIGNS) == set(FLAGS)
    assert len(set(FLAG_SIGNS.values())) == len(FLAG_SIGNS)
    assert len({group.letter for group in GROUPS}) == len(GROUPS)
    assert (group_of("x_mine").name, flag_sign("x_mine")) == ("else", "*")


def test_offsets_count_as_scripts_do() -> None:
    text = "a 😀 b\n\n\n  next 12"
    shown = stretches(text)
    offset = Offsets(text, shown)
    content = "".join(text[one.start : one.end] for one in shown)
    for at in range(len(text)):
        if any(one.start <= at < one.end for one in shown):
            units = content.encode("utf-16-le")[2 * offset(at) :].decode("utf-16-le")
            assert units[0] == text[at]


@pytest.mark.parametrize(
    ("url", "prefix", "suffix", "link"),
    [
        ("https://e.org/a", "the toll stands at ", ", with 304 people", "https://e.org/a#:~:text=stands%20at-,102,-%2C%20with"),
        ("https://e.org/a#b", "", "", "https://e.org/a#b:~:text=102"),
        ("https://e.org/a", "before\n", " so-called\nafter", "https://e.org/a#:~:text=102,-so%2Dcalled"),
        ("javascript:alert(1)", "", "", None),
        ("data:text/html,x", "", "", None),
        ("//e.org", "", "", None),
        ("http://[bad", "", "", None),
        (None, "", "", None),
    ],
)  # fmt: skip
def test_links_into_the_live_article(url: str | None, prefix: str, suffix: str, link: str | None) -> None:
    # Words at the cut edges of the context may be torn and are left out.
    assert live_link(url, TextQuoteSelector(exact="102", prefix=prefix, suffix=suffix)) == link


# --- notebooks ----------------------------------------------------------------------------------------------------


def test_claims_in_a_notebook() -> None:
    claims = flood()
    html = claims._repr_html_()
    shown = Text(html)
    assert not shown.names & {"script", "img", "iframe", "link"}
    assert "http" not in html
    for words in ("Flood", "at least 40", "killed", "Officials", "∅ no evidence", "In the article", "Tornau"):
        assert words in shown.text
    assert len(re.findall(r'<span class="fl-claim">', html)) == len(claims)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#([^"]+)"|aria-describedby="([^"]+)"', html):
        assert "".join(target) in ids
    assert html == flood()._repr_html_()


def test_without_style_the_cards_are_hidden() -> None:
    html = re.sub("<style>.*?</style>", "", flood()._repr_html_(), flags=re.DOTALL)
    cards = re.findall(r'<span id="[^"]+-card"[^>]*>', html)
    assert cards
    assert all(" hidden" in card for card in cards)


def test_a_card_underlines_the_words_of_each_line() -> None:
    claim = next(claim for claim in flood() if claim.quantity.span.text == "2,500")
    html = claim._repr_html_()
    assert '<u class="fl-w">One official</u>' in html
    assert '<u class="fl-h">about</u>' in html
    assert '<mark class="fl-q">2,500</mark>' in html
    for line in ("what", "who", "said how", "how exact", "where, when", "mind"):
        assert f">{line}</span>" in html
    assert "said without providing evidence" in html


def test_claims_without_their_text_show_their_sentences() -> None:
    claims = flood()
    again = Claims.from_json(claims.to_json())
    assert (claims.text, again.text) == (TEXT, None)
    assert claims == again
    assert claims.filter(measure="killed").text == TEXT
    assert claims[:1].text == TEXT
    html = again._repr_html_()
    assert "In their sentences" in html
    assert "Flood toll rises" not in html
    assert html.count('<span class="fl-claim">') == len(claims)


def test_a_document_in_a_notebook() -> None:
    html = Document.of(TEXT, title="Flood", publisher="Daily")._repr_html_()
    assert html.count('<span class="fl-claim">') == len(flood())
    assert 'class="fl-headline"' in html
    assert Text(Document.of("")._repr_html_()).text.strip() == "0 characters, 0 claims"
    long = Document.of("A quiet line of words.\n\n" * 40_000)._repr_html_()
    assert "more characters]" in long
    assert len(long) < 200_000


def test_no_claims_in_a_notebook() -> None:
    assert "0 claims" in extract("Nothing here.")._repr_html_()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<b>",
                "12 people were killed, ",
                "“",
                "\u202e",
                "\n\n",
                "&amp;",
                "she said. ",
                "</script>",
                "\ud800",
                "Ünï ",
            ]
        ),
        max_size=14,
    )
)
def test_views_never_raise_and_never_leak_markup(parts: list[str]) -> None:
    claims = extract("".join(parts), title="<i>", publisher='"><img>')
    shown = Text(claims._repr_html_())
    assert not shown.names & {"b>", "i", "img", "script"}
    for claim in claims:
        claim._repr_html_()
    page = Text(claims.report())
    assert not page.names & {"i", "img"}


# --- the report ---------------------------------------------------------------------------------------------------


def test_a_report_is_one_page_without_the_network(tmp_path: Path) -> None:
    page = flood(url="https://daily.example.org/flood").report(tmp_path / "page.html", title="Floods & tolls")
    assert (tmp_path / "page.html").read_text("utf-8") == page
    assert "<title>Floods &amp; tolls</title>" in page
    assert not re.search(r"<(?:script|img|link|iframe)[^>]*\s(?:src|href)=", page)
    assert not re.search(r"url\(|@import", page)
    assert 'href="https://daily.example.org/flood#:~:text=' in page
    assert "default-src 'none'" in page
    assert page == flood(url="https://daily.example.org/flood").report(title="Floods & tolls")


def test_a_report_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(FactledgerError, match="cannot write"):
        flood().report(tmp_path / "no" / "page.html")


def test_without_jinja_the_report_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(FactledgerError, match=re.escape("factledger[report]")):
        flood().report()


def test_a_link_of_the_data_element_cannot_end_it() -> None:
    page = extract("The </script><!-- council said 12 people had died.").report()
    data = page.split('id="data">')[1].split("</script>")[0]
    assert "<" not in data


def test_dates_in_a_card() -> None:
    claims = extract("Twelve people were killed on Monday.", published=dt.date(2024, 5, 2))
    assert "on Monday (2024-04-29)" in Text(claims[0]._repr_html_()).text
