"""One self-contained page: a summary, filters, the articles with their claims marked (needs Jinja, extra `report`).

The page asks the network for nothing. What a reader without scripts needs is in it as HTML; the script reads the
cards from the same HTML, which stands in `noscript` and so costs a browser with scripts one text node an article.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.frozen import escape_surrogates
from factledger.records import Claim, Source
from factledger.view.article import Offsets, Stretch, article, excerpts, stretches
from factledger.view.card import KEYS, fields, number, stated
from factledger.view.evidence import evidence, words
from factledger.view.fragment import is_web, live_link
from factledger.view.groups import FLAG_SIGNS, GROUPS, flag_sign, group_of
from factledger.view.html import Html, attribute, escaped, joined
from factledger.view.notebook import asset
from factledger.view.visible import visible

NAMES = 400  # speakers and places that the filters suggest
TOP = 8  # lines of a summary list


@dataclass(frozen=True)
class Article:
    """An article of the report: where it comes from, its text or what is known of it, its claims."""

    id: str
    source: Source
    text: str
    shown: Sequence[Stretch]
    claims: Sequence[Claim]
    whole: bool = True

    @classmethod
    def of(cls, document: Document, claims: Iterable[Claim]) -> Article:
        """Return a document with its claims as an article."""
        return cls(document.id, document.source, document.text, stretches(document.text), tuple(claims))

    @classmethod
    def of_claims(cls, source: Source, text: str | None, claims: Sequence[Claim]) -> Article:
        """Return claims as an article: of their text, or of their sentences where the text is not at hand."""
        name = claims[0].provenance.document if claims else source.url or "a text"
        if text is not None:
            return cls(name, source, text, stretches(text), claims)
        found, shown = excerpts(claims)
        return cls(name, source, found, shown, claims, whole=False)


@dataclass(frozen=True)
class Bar:
    """A line of a summary: a name, how many, and the share of the greatest in percent."""

    name: str
    count: int
    share: int
    letter: str = "o"


@dataclass(frozen=True)
class Section:
    """A further section of the page, made by whoever knows its matter: an id, a heading, a lead and HTML parts."""

    id: str
    heading: str
    lead: str
    parts: Sequence[Html] = field(default_factory=tuple)


def report(articles: Iterable[Article], *, title: str | None = None, sections: Sequence[Section] = ()) -> str:
    """Return the page's HTML. Raises `FactledgerError` where Jinja is not installed."""
    try:
        import jinja2
    except ImportError:
        raise FactledgerError("a report needs Jinja: pip install 'factledger[report]'") from None
    template = (files("factledger.view") / "assets" / "report.html.jinja").read_text("utf-8")
    environment = jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        # Text in the page shows what it hides; in attributes, which hold no elements, the filter does so.
        finalize=lambda value: escaped(value) if isinstance(value, str) and not hasattr(value, "__html__") else value,
    )
    environment.filters["attribute"] = lambda value: Html(attribute(value))
    page = environment.from_string(template).render(_page(list(articles), title, sections))
    return page.encode("utf-8", "replace").decode("utf-8")


def write(page: str, path: str | os.PathLike[str]) -> None:
    """Write a page; raises `FactledgerError` where that fails."""
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
    except OSError as error:
        raise FactledgerError(f"cannot write {os.fspath(path)}: {error.strerror or error}") from None


def _page(articles: Sequence[Article], title: str | None, sections: Sequence[Section]) -> dict[str, Any]:
    claims = [claim for one in articles for claim in one.claims]
    script = asset("report.js")
    return {
        "title": title or (articles[0].source.title if len(articles) == 1 else None) or "The numbers in the news",
        "style": Html(asset("view.css") + asset("report.css")),
        "script": Html(script),
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "data": Html(_data(claims)),
        "figures": _figures(articles, claims),
        "measures": _measures(claims),
        "speakers": _top(Counter(c.attribution.speaker.name.text for c in claims if c.attribution.speaker)),
        "flags": _flags(claims),
        "choices": _choices(claims),
        "legend": [group for group in GROUPS if any(group_of(claim.measure.kind) == group for claim in claims)],
        "sections": sections,
        "articles": list(_articles(articles)),
    }


# --- the summary --------------------------------------------------------------------------------------------------


def _figures(articles: Sequence[Article], claims: Sequence[Claim]) -> list[tuple[str, str]]:
    """The report in five numbers, each with what it counts."""
    attributed = [claim for claim in claims if claim.attribution.speaker]
    speakers = {claim.attribution.speaker.name.text for claim in attributed if claim.attribution.speaker}
    flagged = sum(1 for claim in claims if claim.flags)
    return [
        (f"{len(articles):,}", "article" if len(articles) == 1 else "articles"),
        (f"{len(claims):,}", "numeric claims"),
        (_percent(len(attributed), len(claims)), "have a named source"),
        (_percent(flagged, len(claims)), "carry a caution"),
        (f"{len(speakers):,}", "speakers"),
    ]


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%" if whole else "–"


def _bars(counts: Sequence[tuple[str, int, str]]) -> list[Bar]:
    most = max((count for _, count, _ in counts), default=1)
    return [Bar(name, count, max(1, round(100 * count / most)), letter) for name, count, letter in counts]


def _measures(claims: Sequence[Claim]) -> list[Bar]:
    counts = Counter(claim.measure.kind for claim in claims)
    return _bars([(words(kind), count, group_of(kind).letter) for kind, count in counts.most_common(2 * TOP)])


def _flags(claims: Sequence[Claim]) -> list[Bar]:
    counts = Counter(kind for claim in claims for kind in claim.flag_kinds)
    return _bars([(f"{flag_sign(kind)} {words(kind)}", count, "o") for kind, count in counts.most_common()])


def _top(counts: Counter[str]) -> list[Bar]:
    return _bars([(name, count, "o") for name, count in counts.most_common(TOP)])


# --- the filters --------------------------------------------------------------------------------------------------


def _names(claims: Sequence[Claim]) -> dict[str, list[str]]:
    """Every measure, speaker, flag and place that occurs, the frequent ones first."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("measure", "speaker", "flag", "place")}
    for claim in claims:
        counts["measure"][claim.measure.kind] += 1
        if claim.attribution.speaker:
            counts["speaker"][claim.attribution.speaker.name.text] += 1
        if claim.place:
            counts["place"][claim.place.span.text] += 1
        counts["flag"].update(claim.flag_kinds)
    return {key: [name for name, _ in found.most_common()] for key, found in counts.items()}


def _choices(claims: Sequence[Claim]) -> dict[str, Any]:
    names = _names(claims)
    grouped = [(group.name, [m for m in group.measures if m in names["measure"]]) for group in GROUPS]
    order = [
        *(kind for kind in FLAG_SIGNS if kind in names["flag"]),
        *(f for f in names["flag"] if f not in FLAG_SIGNS),
    ]
    return {
        "measures": [(group, [(m, words(m)) for m in measures]) for group, measures in grouped if measures],
        "flags": [(kind, f"{flag_sign(kind)} {words(kind)}") for kind in order],
        "speakers": names["speaker"][:NAMES],
        "places": names["place"][:NAMES],
    }


def _data(claims: Sequence[Claim]) -> str:
    """What the filters ask of each claim, as JSON: numbers into the lists of names."""
    names = _names(claims)
    number_of = {key: {name: place for place, name in enumerate(found)} for key, found in names.items()}
    rows = [
        [
            number_of["measure"][claim.measure.kind],
            number_of["speaker"][claim.attribution.speaker.name.text] if claim.attribution.speaker else -1,
            number_of["place"][claim.place.span.text] if claim.place else -1,
            *(number_of["flag"][kind] for kind in claim.flag_kinds),
        ]
        for claim in claims
    ]
    shown = {key: [visible(name) for name in found] for key, found in names.items()}
    data = json.dumps({**shown, "claims": rows}, ensure_ascii=False, separators=(",", ":"))
    # Within a script element `<` could begin `</script>` or `<!--`; in JSON it stands only in strings.
    return escape_surrogates(data).replace("<", "\\u003c")


# --- the articles -------------------------------------------------------------------------------------------------


def _articles(articles: Sequence[Article]) -> Iterable[dict[str, Any]]:
    first = 0
    for one in articles:
        source = one.source
        yield {
            "title": source.title or one.id,
            "about": " · ".join(
                part
                for part in (source.publisher, source.author, source.published and source.published.isoformat())
                if part
            ),
            "url": source.url if is_web(source.url) else None,
            "whole": one.whole,
            "count": len(one.claims),
            "height": _height(one),
            "text": article(one.text, one.shown, one.claims, _marker(one, first)),
            "notes": _notes(one, first),
        }
        first += len(one.claims)


def _height(one: Article) -> int:
    """About how high the article stands, in rem: what scroll bars go by until a browser lays it out."""
    lines = sum((stretch.end - stretch.start) // 72 + 1 for stretch in one.shown)
    return round(10 + 1.82 * lines + 0.9 * len(one.shown))


def _marker(one: Article, first: int) -> Any:
    place = {claim.id: first + number for number, claim in enumerate(one.claims)}

    def wrap(claim: Claim, mark: Html) -> Html:
        n = place[claim.id]
        return Html(f"<a id=c{n} href=#n{n} class=fl-link>{mark}</a>")

    return wrap


def _notes(one: Article, first: int) -> Html:
    """The claims as list items, compactly: end tags that HTML does not ask for are left out."""
    offsets = Offsets(one.text, one.shown)
    return joined(_note(claim, first + number, one, offsets) for number, claim in enumerate(one.claims))


def _note(claim: Claim, n: int, one: Article, offsets: Offsets) -> Html:
    group = group_of(claim.measure.kind)
    read = number(claim.quantity)
    small = f"<small>= {escaped(read)}</small>" if read and read != claim.quantity.span.text else ""
    # An exact figure goes without saying here; the script says it in the card.
    lines = "".join(f"<dt>{f.name}<dd>{f.says}" for f in fields(claim) if f.says != "exact")
    link = live_link(one.source.url, claim.anchor)
    live = f'<dt>live<dd><a href="{attribute(link)}">read it there</a>' if link else ""
    start = offsets(claim.sentence.start)
    marks = [(KEYS[e.role], offsets(e.span.start), offsets(e.span.end)) for e in evidence(claim) if e.role in KEYS]
    proofs = " ".join(dict.fromkeys(f"{key}{left - start},{right - left}" for key, left, right in marks))
    return Html(
        f'<li id=n{n} class=fl-{group.letter} data-e="{start} {offsets(claim.sentence.end) - start} {proofs}">'
        f"<a href=#c{n}>{escaped(stated(claim.quantity))}</a> {small}<dl>{lines}{live}</dl>\n"
    )
