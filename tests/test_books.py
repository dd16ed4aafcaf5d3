"""Series, disagreements and revisions as people see them: pictures, tables, the ledger's report."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from factledger import Document, FactledgerError, Ledger, extract
from factledger.view.svg import series_svg

STORIES = (
    ("2024-03-01", "a", "Officials said at least 12 people had died in Tornau so far."),
    ("2024-03-02", "b", "The health ministry said the death toll in Tornau had risen to 40 people."),
    (
        "2024-03-03", "c",
        "The health ministry said 55 people had been killed in Tornau so far. The regional council said between 60 "
        "and 75 people had been killed in Tornau so far.",
    ),
    ("2024-03-04", "d", "The regional council said dozens of people had been killed in Tornau."),
    (
        "2024-03-05", "e",
        "The health ministry said 64 people had been killed in Tornau so far. The rebels said up to 20 people had "
        "been killed in Tornau so far, without providing evidence.\n\n"
        "The krone fell 8 percent against the dollar on Monday.",
    ),
    ("2024-03-06", "f", "The krone rose 3 percent against the dollar on Tuesday. <b>Markets</b> stayed calm."),
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "war.ledger") as kept:
        for day, name, text in (*STORIES, ("2024-03-06", "f", STORIES[5][2].replace("3 percent", "4 percent"))):
            document = Document.of(text, id=name, title=f"Day <{day}>", publisher="Daily", published=day)
            kept.record(document, extract(document))
        yield kept


def test_a_series_as_svg(ledger: Ledger) -> None:
    svg = ET.fromstring(series_svg(ledger.series("killed")))
    names = [text.text for text in svg.iter("text")]
    assert {"The health ministry", "The regional council", "The rebels", "Officials"} <= set(names)
    assert "dozens" in names
    assert len([one for one in svg.iter("rect") if "fl-band" in one.get("class", "")]) == 1
    assert len([one for one in svg.iter("path") if "fl-arrow" in one.get("class", "")]) == 2
    assert len([one for one in svg.iter("circle") if "fl-hollow" in one.get("class", "")]) == 1
    titles = [one.text or "" for one in svg.iter("title")]
    assert any(title.startswith("The rebels, 2024-03-05: up to 20 [no evidence") for title in titles)
    assert "The health ministry 40" in svg.get("aria-label", "")


def test_moves_as_svg_fall_below_nought(ledger: Ledger) -> None:
    svg = ET.fromstring(series_svg(ledger.series("currency_change")))
    stems = [one.get("d", "") for one in svg.iter("path") if "fl-line-0" in one.get("class", "")]
    heights = [tuple(map(float, re.findall(r" ([\d.]+)V([\d.]+)", stem)[0])) for stem in stems]
    assert len(heights) == 3
    assert [end > nought for nought, end in heights] == [True, False, False]


def test_series_and_ledger_in_a_notebook(ledger: Ledger) -> None:
    html = ledger.series("killed")._repr_html_()
    assert html.count("<tr>") == 1 + len(ledger.series("killed").points)
    assert "<svg" in html
    assert "<svg" not in ledger.series("injured")._repr_html_()
    shown = ledger._repr_html_()
    assert "killed" in shown
    assert "The health ministry" in shown


def test_the_report_of_a_ledger(ledger: Ledger, tmp_path: Path) -> None:
    page = ledger.report(tmp_path / "war.html")
    assert (tmp_path / "war.html").read_text("utf-8") == page
    for section in ("series", "disagreements", "revisions", "articles"):
        assert f'<section id="{section}"' in page
    assert "<del>3</del>" in page
    assert "<ins>4</ins>" in page
    assert "&lt;b&gt;Markets&lt;/b&gt;" in page
    assert "<b>Markets" not in page
    dispute = page.split('<section id="disagreements"')[1].split("</section>")[0]
    assert "The rebels" in dispute
    assert "The health ministry" in dispute


def test_a_series_as_a_chart(ledger: Ledger) -> None:
    pytest.importorskip("altair")
    chart = ledger.series("killed").plot().to_dict()
    main, strip = chart["vconcat"]
    marks = [layer["mark"] if isinstance(layer["mark"], str) else layer["mark"]["type"] for layer in main["layer"]]
    assert sorted(marks) == ["bar", "line", "point", "text", "text"]
    data = list(chart["datasets"].values()) if "datasets" in chart else []
    rows = [row for values in data for row in values] or main["data"]["values"]
    assert {row["caution"] for row in rows} >= {"no caution", "weakly sourced"}
    assert strip["encoding"]["text"]["field"] == "words"


def test_moves_go_up_and_down(ledger: Ledger) -> None:
    pytest.importorskip("altair")
    text = ledger.series("currency_change").plot().to_json()
    assert set(re.findall(r'"move": (-?[\d.]+)', text)) == {"0", "-8.0", "3.0", "4.0"}


def test_what_cannot_be_plotted_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("altair")
    with Ledger(tmp_path / "a.ledger") as kept:
        document = Document.of("Officials said 12 people had died.", id="a")
        kept.record(document, extract(document))
        with pytest.raises(FactledgerError, match="none has a day"):
            kept.series("killed").plot()
        monkeypatch.setitem(__import__("sys").modules, "altair", None)
        with pytest.raises(FactledgerError, match=re.escape("factledger[plot]")):
            kept.series("killed").plot()
