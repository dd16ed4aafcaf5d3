"""A ledger shown to people: its series, disagreements and revisions, in reports and notebooks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from factledger.ledger.sameness import place_of, thing_of
from factledger.view.evidence import words
from factledger.view.groups import flag_sign, group_of
from factledger.view.html import Html, element, isolated, joined
from factledger.view.notebook import framed
from factledger.view.report import Article, Section, report
from factledger.view.svg import drawable, legend, series_svg

if TYPE_CHECKING:
    from factledger.ledger.disagreements import Disagreement
    from factledger.ledger.questions import Questions
    from factledger.ledger.revisions import RevisedArticle
    from factledger.ledger.series import Series
    from factledger.ledger.store import Ledger
    from factledger.records import Claim

CHARTS = 12  # series drawn in a report, those with most figures
CHANGES = 100  # revisions and disagreements shown
ROWS = 200  # points of a series in its table
_LONG = 4_000  # words of a paragraph that are compared one by one


def ledger_report(ledger: Questions, title: str | None = None) -> str:
    """Return the report of a ledger, or of what it held at a time."""
    claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in ledger.claims():
        claims[claim.provenance.document, claim.provenance.text_sha256].append(claim)
    documents = _whole(ledger).documents()
    latest = {(one.id, one.source.text_sha256): one for one in documents}
    articles = [Article.of(latest[key], found) for key, found in claims.items() if key in latest]
    sections = [
        section for section in (_series(ledger, claims.values()), _disputes(ledger), _revisions(ledger)) if section
    ]
    return report(articles, title=title or "The ledger of the numbers", sections=sections)


def ledger_html(ledger: Questions) -> Html:
    """Return a ledger as a table of what it holds, for notebooks."""
    claims = ledger.claims()
    documents = {claim.provenance.document for claim in claims}
    speakers: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        speakers[claim.measure.kind][claim.attribution.speaker.name.text if claim.attribution.speaker else ""] += 1
    rows = [
        (
            element("mark", words(kind), class_=f"fl-{group_of(kind).letter}"),
            f"{sum(said.values()):,}",
            ", ".join(name for name, _ in said.most_common() if name)[:160],
        )
        for kind, said in sorted(speakers.items(), key=lambda pair: -sum(pair[1].values()))
    ]
    head = element(
        "div",
        element("strong", repr(ledger), class_="fl-title"),
        " ",
        element("span", f"{len(claims):,} claims of {len(documents):,} documents", class_="fl-meta"),
        class_="fl-head",
    )
    return framed(head, _table(("measure", "claims", "said by"), rows) if rows else None)


def series_html(series: Series) -> Html:
    """Return a series as its chart and a table of its points, for notebooks."""
    head = element("div", element("strong", _asked(series), class_="fl-title"), " ", _count(series), class_="fl-head")
    chart = element("div", series_svg(series), class_="fl-figure-box") if drawable(series) else None
    note = element("p", legend(), class_="fl-meta") if chart else None
    return framed(head, chart, note, _points(series))


# --- sections of the report ---------------------------------------------------------------------------------------


def _series(ledger: Questions, claims: Iterable[Sequence[Claim]]) -> Section | None:
    measures = Counter(claim.measure.kind for found in claims for claim in found)
    charts = [one for measure in measures for one in _apart(ledger.series(measure))]
    charts.sort(key=lambda one: -len(one.points))
    if not charts:
        return None
    parts = [
        element(
            "figure",
            element("figcaption", _asked(one), class_="fl-caption-title"),
            element("div", series_svg(one), class_="fl-figure-box", tabindex=0, role="group", aria_label=_asked(one)),
            element("details", element("summary", "The figures"), _points(one)),
            class_="fl-series",
        )
        for one in charts[:CHARTS]
    ]
    return Section("series", "Figures over time", legend(), parts)


def _apart(series: Series) -> Iterator[Series]:
    """Yield a series for each thing, place and unit that has enough to draw."""
    groups = defaultdict(list)
    for line in series.lines:
        first = line.points[0].claim
        groups[thing_of(first), place_of(first), line.unit].append(line)
    for lines in groups.values():
        one = type(series)(series.measure, lines[0].place, lines[0].counted, tuple(lines))
        days = {point.date for point in one.points if point.date is not None}
        if len(days) >= 2 and len(one.points) >= 3 and drawable(one):
            yield one


def _disputes(ledger: Questions) -> Section | None:
    found = ledger.disagreements()
    if not found:
        return None
    lead = "Statements about the same thing, by different speakers, that cannot all be true."
    return Section("disagreements", "Disagreements", lead, [_dispute(one) for one in found[:CHANGES]])


def _dispute(one: Disagreement) -> Html:
    name = words(one.measure) + (f": {one.counted}" if one.counted else "") + (f", {one.place}" if one.place else "")
    rows = [
        (
            element("mark", side.point.text, class_=f"fl-{group_of(one.measure).letter}"),
            joined([isolated(side.speaker), " (the article itself)" if side.article else None]),
            str(side.point.stated or ""),
            _flags(side.point.flags),
            joined(["“", isolated(_short(side.point.quote)), "”"]),
        )
        for side in one.sides
    ]
    heads = ("figure", "said by", "on", "flags", "words")
    return element("div", element("h3", name), _table(heads, rows), class_="fl-dispute")


def _revisions(ledger: Questions) -> Section | None:
    last = ledger._scope.last
    found = [one for one in _whole(ledger).revisions() if last is None or one.seq <= last]
    parts = [_revision(one) for one in found[:CHANGES]]
    if not parts:
        return None
    return Section("revisions", "Revisions", "What changed in the text of an article after it was first read.", parts)


def _revision(revised: RevisedArticle) -> Html:
    before, after = revised.before, revised.after
    old, new = before.text.split("\n"), after.text.split("\n")
    rows = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            rows.append(_changed("\n".join(old[a:b]), "\n".join(new[c:d])))
    again = f"read again on {after.source.retrieved:%Y-%m-%d}" if after.source.retrieved else None
    about = " · ".join(part for part in (after.source.publisher, again) if part)
    figures = "; ".join(str(moved) for moved in revised.changes)
    return element(
        "div",
        element("h3", after.source.title or after.id),
        element("p", about, class_="fl-meta") if about else None,
        element("p", f"Figures: {figures}") if figures else None,
        _table(("before", "after"), rows),
        class_="fl-revision",
    )


def _changed(before: str, after: str) -> tuple[Html, Html]:
    old, new = before.split(), after.split()
    if len(old) > _LONG or len(new) > _LONG:
        return element("del", _short(before)), element("ins", _short(after))
    left: list[Html | str] = []
    right: list[Html | str] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = " ".join(old[a:b]), " ".join(new[c:d])
        if gone:
            left.append(gone if tag == "equal" else element("del", gone))
        if come:
            right.append(come if tag == "equal" else element("ins", come))
    return joined(left, " "), joined(right, " ")


# --- parts --------------------------------------------------------------------------------------------------------


def _whole(ledger: Questions) -> Ledger:
    """The ledger that a view looks at."""
    whole: Any = ledger
    while not hasattr(whole, "documents"):
        whole = whole._ledger
    found: Ledger = whole
    return found


def _asked(series: Series) -> str:
    place = f" in {series.place}" if series.place else ""
    return words(series.measure) + (f": {series.counted}" if series.counted else "") + place


def _count(series: Series) -> Html:
    return element("span", f"{len(series.lines)} lines, {len(series.points)} figures", class_="fl-meta")


def _points(series: Series) -> Html:
    letter = group_of(series.measure).letter
    rows = [
        (
            str(point.date or ""),
            isolated(line.speaker),
            element("mark", point.text, class_=f"fl-{letter}"),
            isolated(line.counted or ""),
            point.kind or "",
            _flags(point.flags),
            isolated(point.publisher or point.document),
        )
        for line in series.lines
        for point in line.points
    ]
    return _table(("date", "said by", "figure", "of what", "kind", "flags", "in"), rows[:ROWS])


def _flags(kinds: Iterable[str]) -> Html:
    return joined(
        (element("span", f"{flag_sign(k)} {words(k.removeprefix('x_'))}", class_="fl-flag") for k in kinds), " "
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[Html | str]]) -> Html:
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in heads)))
    body = element("tbody", *(element("tr", *(element("td", cell) for cell in row)) for row in rows))
    return element(
        "div",
        element("table", head, body),
        class_="fl-scroll",
        tabindex=0,
        role="region",
        aria_label=", ".join(heads),
    )


def _short(text: str) -> str:
    return text if len(text) <= 400 else f"{text[:400]} …"
