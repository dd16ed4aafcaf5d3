"""Views for notebooks: self-contained pieces of HTML that need no script, and read well without any style.

Where styles are stripped (a notebook on GitHub, one that is not trusted) the table, the marked article and its links
remain; cards carry `hidden`, which only the style overrides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from factledger.records import Claim, Source
from factledger.view.article import Wrap, article, excerpts, stretches
from factledger.view.card import card, flag_list, number, speaker, stated, what
from factledger.view.evidence import words
from factledger.view.groups import FLAG_SIGNS, GROUPS, flag_sign, group_of
from factledger.view.html import Html, element, isolated, joined

if TYPE_CHECKING:
    from factledger.claims import Claims
    from factledger.document import Document

ROWS = 100  # rows of a table that are shown
CHARACTERS = 60_000  # characters of an article that are shown


def asset(name: str) -> str:
    """Return a style sheet or script that belongs to the views."""
    return (files("factledger.view") / "assets" / name).read_text("utf-8")


@cache
def _style() -> Html:
    return Html(f"<style>{asset('view.css')}</style>")


def claim_html(claim: Claim) -> Html:
    """Return one claim as its card."""
    return framed(element("div", card(claim), class_="fl-card fl-alone"))


def claims_html(claims: Claims) -> Html:
    """Return claims as a table, with the article behind it where its text is at hand, else with their sentences."""
    kept = list(claims)
    name = f"{len(kept)} claim{'' if len(kept) == 1 else 's'}"
    head = _head(claims.source, name)
    if not kept:
        return framed(head)
    if claims.text is None:
        text, shown = excerpts(kept)
        label = "In their sentences"
    else:
        text, shown = claims.text, stretches(claims.text)
        label = "In the article"
    base = _base(kept)
    body = element("div", article(text, shown, kept, _linked(base), limit=CHARACTERS), class_="fl-text")
    return framed(head, _table(kept, base), element("details", element("summary", label), _legend(kept), body))


def document_html(document: Document) -> Html:
    """Return a document as its article, the claims that the packaged lexicon finds in it marked."""
    from factledger.extract import extract

    claims = list(extract(document)) if len(document.text) <= 10 * CHARACTERS else []
    base = _base(claims)
    shown = stretches(document.text)
    body = element("div", article(document.text, shown, claims, _linked(base), limit=CHARACTERS), class_="fl-text")
    count = f"{len(document.text):,} characters, {len(claims)} claims"
    table = element("details", element("summary", "As a table"), _table(claims, base)) if claims else None
    return framed(_head(document.source, count), _legend(claims) if claims else None, body, table)


def _base(claims: Sequence[Claim]) -> str:
    """The beginning of the ids in one view: the same for the same claims, another for others."""
    return f"fl-{claims[0].id[:8]}{len(claims)}" if claims else "fl"


def framed(*parts: Html | None) -> Html:
    """Return parts of a view in its frame, with the style that they need."""
    return element("div", _style(), *parts, class_="fl")


def _head(source: Source, count: str) -> Html:
    published = source.published.isoformat() if source.published else None
    about = [part for part in (source.publisher, published, count) if part]
    title = element("strong", source.title, class_="fl-title") if source.title else None
    return element(
        "div", title, " " if title else None, element("span", " · ".join(about), class_="fl-meta"), class_="fl-head"
    )


def _linked(base: str) -> Wrap:
    def wrap(claim: Claim, mark: Html) -> Html:
        place = f"{base}-{claim.index}"
        link = element(
            "a",
            mark,
            href=f"#{place}-row",
            id=place,
            aria_describedby=f"{place}-card",
            class_="fl-link",
        )
        return element(
            "span",
            link,
            element("span", card(claim), id=f"{place}-card", class_="fl-card", role="note", hidden=True),
            class_="fl-claim",
        )

    return wrap


def _legend(claims: Sequence[Claim]) -> Html:
    """What the marks mean, of the groups and flags that occur."""
    letters = {group_of(claim.measure.kind).letter for claim in claims}
    kinds = {kind for claim in claims for kind in claim.flag_kinds}
    marks = [element("mark", group.name, class_=f"fl-{group.letter}") for group in GROUPS if group.letter in letters]
    order = [*(kind for kind in FLAG_SIGNS if kind in kinds), *sorted(kinds - set(FLAG_SIGNS))]
    signs = [element("span", f"{flag_sign(kind)} {words(kind)}", class_="fl-flag") for kind in order]
    return element("p", joined([*marks, *signs], " "), class_="fl-legend")


def _table(claims: Sequence[Claim], base: str) -> Html:
    """Claims as a table: the columns that are not empty."""
    columns = [(name, [cell(claim) for claim in claims[:ROWS]]) for name, cell in _COLUMNS]
    columns = [(name, cells) for name, cells in columns if any(cells)]
    head = element(
        "tr", element("th", "no.", scope="col"), *(element("th", name, scope="col") for name, _ in columns)
    )
    rows = [
        element(
            "tr",
            element("td", element("a", str(claim.index), href=f"#{base}-{claim.index}"), class_="fl-no"),
            *(element("td", cells[number]) for _, cells in columns),
            id=f"{base}-{claim.index}-row",
        )
        for number, claim in enumerate(claims[:ROWS])
    ]
    more = f"and {len(claims) - ROWS:,} more" if len(claims) > ROWS else None
    table = element("table", element("thead", head), element("tbody", *rows))
    return element(
        "div",
        table,
        element("p", more) if more else None,
        class_="fl-scroll",
        tabindex=0,
        role="region",
        aria_label="claims",
    )


def _figure_cell(claim: Claim) -> Html:
    read = number(claim.quantity)
    plain = element("small", f" = {read}") if read and read != claim.quantity.span.text else None
    return joined(
        [element("mark", stated(claim.quantity), class_=f"fl-{group_of(claim.measure.kind).letter}"), plain]
    )


#: The table's columns: a heading, and what stands there of a claim.
_COLUMNS: tuple[tuple[str, Callable[[Claim], Html | None]], ...] = (
    ("figure", _figure_cell),
    ("of what", what),
    ("said by", speaker),
    ("through", lambda claim: joined((isolated(name) for name in claim.attribution.sources), ", ")),
    ("flags", flag_list),
    ("where", lambda claim: isolated(claim.place.span.text) if claim.place else None),
    ("when", lambda claim: isolated(claim.when.span.text) if claim.when else None),
)
