"""Runs into Parquet and a ledger: complete, and the same after any interruption."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")

import pages  # noqa: E402
from factledger import Document, Extractor, FactledgerError, Ledger  # noqa: E402
from factledger.cli import main  # noqa: E402
from factledger.io import parts  # noqa: E402
from factledger.io.arrow import claims_of, read_parquet, write_parquet  # noqa: E402
from factledger.io.html import Page  # noqa: E402
from factledger.io.runs import Summary, extract_into  # noqa: E402
from factledger.many import Extraction  # noqa: E402
from factledger.records import Diagnostic  # noqa: E402


def articles(count: int) -> list[Document]:
    text = "Officials in Tornau said {} people had fled. Another 40 were lost.\n"
    return [Document.of(text.format(n + 2), id=f"a{n}", publisher="Nord") for n in range(count)]


def rows(path: Path) -> list[dict[str, Any]]:
    return pa.concat_tables(read_parquet(path)).to_pylist()


def bodies(path: Path) -> list[tuple[int, str, str]]:
    with Ledger(path) as ledger:
        return [(entry.seq, entry.kind, entry.body) for entry in ledger.entries()]


class Killed(BaseException):
    """What no code catches, as little as a kill."""


def cut(documents: list[Any], after: int) -> Iterator[Any]:
    """Yield documents, and end as a kill would."""
    yield from documents[:after]
    raise Killed


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROWS", 7)
    monkeypatch.setattr("factledger.io.runs._ENTRIES", 10)


def test_everything_arrives(tmp_path: Path) -> None:
    lost = Diagnostic(code="lost", message="gone", document="x", where="x:1")
    given = [*articles(10), lost, Document.of("No number.", id="none"), articles(1)[0]]
    seen: list[Extraction] = []
    with Ledger(tmp_path / "a.ledger") as ledger:
        summary = extract_into(
            given, to=tmp_path / "c.parquet", ledger=ledger, errors=tmp_path / "e.jsonl", workers=0,
            on_extraction=seen.append,
        )  # fmt: skip
        assert summary == Summary(documents=11, claims=20, diagnostics=1, done_before=0, repeated=1)
        claims = [claim for document in articles(10) for claim in Extractor().extract(document)]
        assert ledger.claims() == claims
        assert [document.id for document in ledger.documents()] == [f"a{n}" for n in range(10)] + ["none"]
    assert [one.document.id for one in seen] == [f"a{n}" for n in range(10)] + ["none"]
    found = claims_of(pa.concat_tables(read_parquet(tmp_path / "c.parquet")))
    assert [claim for one in found for claim in one] == claims
    assert (tmp_path / "e.jsonl").read_text() == lost.to_json() + "\n"
    assert sorted(path.name for path in tmp_path.iterdir() if "ledger" not in path.name) == ["c.parquet", "e.jsonl"]


@pytest.mark.parametrize("after", [0, 1, 3, 4, 5, 9, 12])
def test_an_interrupted_run_ends_the_same(tmp_path: Path, after: int) -> None:
    given = articles(12)
    with Ledger(tmp_path / "whole.ledger") as ledger:
        extract_into(given, to=tmp_path / "whole.parquet", ledger=ledger, workers=0)
    with Ledger(tmp_path / "b.ledger") as ledger, pytest.raises(Killed):
        extract_into(cut(given, after), to=tmp_path / "b.parquet", ledger=ledger, workers=0, chunk=1)
    assert not (tmp_path / "b.parquet").exists()
    kept = len(bodies(tmp_path / "b.ledger"))
    assert kept or after < 4
    with Ledger(tmp_path / "b.ledger") as ledger:
        summary = extract_into(given, to=tmp_path / "b.parquet", ledger=ledger, workers=0)
    assert (summary.done_before > 0) == (after > 3)  # a part is 7 rows, of 4 documents
    assert rows(tmp_path / "b.parquet") == rows(tmp_path / "whole.parquet")
    assert bodies(tmp_path / "b.ledger") == bodies(tmp_path / "whole.ledger")
    with Ledger(tmp_path / "b.ledger") as ledger:
        assert extract_into(given, ledger=ledger, workers=0).done_before == 12


def killed(tmp_path: Path) -> Path:
    """Return the folder of the parts that a killed run left."""
    with pytest.raises(Killed):
        extract_into(cut(articles(12), 9), to=tmp_path / "c.parquet", workers=0, chunk=1)
    return tmp_path / "c.parquet.parts"


def test_parts_that_were_parquet_are_gone_on_with(tmp_path: Path) -> None:
    folder = killed(tmp_path)
    with closing(sqlite3.connect(folder / "_manifest.sqlite", isolation_level=None)) as manifest:
        for arrow in sorted(folder.glob("*.arrow")):
            with pa.ipc.open_stream(arrow.read_bytes()) as stream:
                write_parquet(arrow.with_suffix(".parquet"), [stream.read_all()])
            arrow.unlink()
            manifest.execute("UPDATE part SET name = ? WHERE name = ?", (f"{arrow.stem}.parquet", arrow.name))
    summary = extract_into(articles(12), to=tmp_path / "c.parquet", workers=0)
    assert (summary.documents, summary.done_before) == (4, 8)
    extract_into(articles(12), to=tmp_path / "whole.parquet", workers=0)
    assert rows(tmp_path / "c.parquet") == rows(tmp_path / "whole.parquet")


@pytest.mark.parametrize("damage", [lambda part: part.write_bytes(part.read_bytes()[:99]), Path.unlink])
def test_a_part_that_was_damaged(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    part = killed(tmp_path) / "part-000001.arrow"
    damage(part)
    with pytest.raises(
        FactledgerError, match=r"part-000001\.arrow: a killed run's part, damaged since: .*begin anew"
    ):
        extract_into(articles(12), to=tmp_path / "c.parquet", workers=0)
    assert not (tmp_path / "c.parquet").exists()


def test_what_one_target_has_and_the_other_has_not(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.ledger") as ledger:
        extract_into(articles(6), ledger=ledger, workers=0)
        before = bodies(tmp_path / "a.ledger")
        summary = extract_into(articles(6), to=tmp_path / "c.parquet", ledger=ledger, workers=0)
        assert (summary.documents, summary.done_before) == (6, 0)
        assert bodies(tmp_path / "a.ledger") == before
    assert len(rows(tmp_path / "c.parquet")) == 12


def test_a_folder_of_parts_grows(tmp_path: Path) -> None:
    folder = f"{tmp_path}/claims/"
    assert extract_into(articles(9), to=folder, workers=0).documents == 9
    names = sorted(path.name for path in Path(folder).iterdir())
    assert names == ["_manifest.sqlite", "part-000000.parquet", "part-000001.parquet", "part-000002.parquet"]
    (Path(folder) / "part-000003.parquet").write_bytes(b"what a killed run left")
    again = extract_into(articles(11), to=folder, workers=0)
    assert (again.documents, again.done_before) == (2, 9)
    assert [row["doc"] for row in rows(Path(folder))] == [f"a{n}" for n in range(11) for _ in range(2)]


def test_other_words_do_not_go_on(tmp_path: Path) -> None:
    folder = f"{tmp_path}/claims/"
    extract_into(articles(2), to=folder, workers=0)
    own = Extractor(lexicon={"measures": {"state": [{"measure": "displaced", "words": ["tented"]}]}})
    with pytest.raises(FactledgerError, match=r"begun by extractor .*; this is .*Remove the folder to begin anew"):
        extract_into(articles(2), to=folder, workers=0, extractor=own)


def test_pages_are_done_by_their_bytes(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    given: list[Any] = [Page(pages.article(n).encode(), where=f"{n}.html", url=None) for n in range(4)]
    given.append(Page(b"<html><body></body></html>", where="e.html"))
    with Ledger(tmp_path / "a.ledger") as ledger:
        first = extract_into(given, ledger=ledger, to=f"{tmp_path}/c/", workers=0)
        assert (first.documents, first.diagnostics) == (4, 1)
        again = extract_into(given, ledger=ledger, to=f"{tmp_path}/c/", errors=tmp_path / "e", workers=0)
        assert (again.documents, again.diagnostics, again.done_before) == (0, 1, 4)
        assert json.loads((tmp_path / "e").read_text())["where"] == "e.html"
        changed = [Page(pages.article(9).encode(), where="0.html"), *given[1:]]
        assert extract_into(changed, ledger=ledger, workers=0).documents == 1


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(FactledgerError, match="there is no folder"):
        extract_into(articles(1), to=tmp_path / "no" / "c.parquet", workers=0)
    (tmp_path / "f.parquet.parts").write_text("a file")
    with pytest.raises(FactledgerError, match="cannot be written"):
        extract_into(articles(1), to=tmp_path / "f.parquet", workers=0)


# --- the command --------------------------------------------------------------------------------------------------


@pytest.fixture
def crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], dict[str, str]]:
    pytest.importorskip("fastwarc")
    monkeypatch.chdir(tmp_path)
    Path("crawl").mkdir()
    good, bad = pages.warc(Path("crawl/a.warc.gz"))
    more, worse = pages.folder(Path("crawl/site"))
    return [*good, *more], bad | worse


def test_the_command(crawl: tuple[list[str], dict[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = crawl
    command = ["extract", "crawl/*.warc.gz", "crawl/site", "--workers", "1", "--to", "claims.parquet"]
    command += ["--ledger", "war.ledger", "--errors", "errors.jsonl", "--publisher", "Nord"]
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert list(dict.fromkeys(row["doc"] for row in rows(Path("claims.parquet")))) == good
    errors = [Diagnostic.from_json(line) for line in Path("errors.jsonl").read_text().splitlines()]
    assert {error.document: error.code for error in errors} == bad
    assert all(error.message and (error.where or "").startswith("crawl/") for error in errors)
    assert "factledger: cannot read crawl/a.warc.gz at byte" in err
    last = err.splitlines()[-1]
    assert f"claims of {len(good)} documents; not analysed: 8 broken_record, 4 too_large, 3 no_article, " in last
    assert "no article: 1 request, 1 image/png, 1 status 404; in claims.parquet and war.ledger" in last
    with Ledger("war.ledger") as ledger:
        assert {document.source.publisher for document in ledger.documents()} == {"Nord"}
    assert main([*command[:-2], "--publisher", "Nord"]) == 1  # claims.parquet is made anew
    capsys.readouterr()
    assert main(["extract", "crawl", "--ledger", "war.ledger", "--workers", "0"]) == 1
    assert f"; {len(good)} were done before; " in capsys.readouterr().err


def test_showing_articles(crawl: tuple[list[str], dict[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "crawl/site/news/a.html", "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert {json.loads(line)["doc"] for line in out.splitlines()} == {"crawl/site/news/a.html"}
    assert err.startswith("factledger: 9 claims of 1 documents")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-", "--workers", "2"], "standard input (-) is one text"),
        (["a.jsonl", "--url", "x"], "--url describes one text, but the files may hold many"),
        (["a.jsonl", "--workers", "0", "--timeout", "2"], "--timeout needs --workers"),
        (["a.jsonl", "--workers", "-1"], "-1 is not in the range"),
    ],
)
def test_wrong_usage(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", *args]) == 2
    assert message in capsys.readouterr().err
