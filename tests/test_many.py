"""Many documents over worker processes: order, back-pressure, deaths, timeouts, interruption."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")

import pages
from factledger import Document, Extractor, FactledgerError
from factledger.io.html import Page
from factledger.many import Done, Extraction, extract_many
from factledger.records import Diagnostic
from unruly import Unruly


def article(number: int) -> Document:
    text = f"Officials in Tornau said {number + 2} people had fled. Another 40 houses were destroyed.\n"
    return Document.of(text, id=f"a{number}", publisher="Nord", published="2024-05-02")


def articles(count: int) -> list[Document]:
    return [article(number) for number in range(count)]


def kinds(found: list[Extraction | Diagnostic]) -> list[str]:
    return [one.code if isinstance(one, Diagnostic) else one.document.id for one in found]


@pytest.mark.parametrize(("workers", "chunk"), [(0, 1), (0, 7), (2, 3)])
def test_the_same_as_one_by_one(workers: int, chunk: int) -> None:
    documents = [*articles(25), Document.of("Nothing here \ud83d.", id="none"), article(0)]
    found = list(extract_many(iter(documents), workers=workers, chunk=chunk))
    assert [one.document for one in found if isinstance(one, Extraction)] == documents
    assert [one.claims for one in found if isinstance(one, Extraction)] == [Extractor().extract(d) for d in documents]
    first = found[0]
    assert isinstance(first, Extraction)
    assert first.batch.column("record").to_pylist() == [claim.to_json() for claim in first.claims]
    document, claims = first
    assert (document, len(first), repr(first)) == (documents[0], len(claims), "<Extraction: 2 claims of 'a0'>")


def test_everything_has_its_place(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    lost = Diagnostic(code="lost", message="gone")
    page = Page(pages.article(1).encode(), where="p.html", published=None)
    given = [article(0), lost, page, "Officials said 12 men fled.", Page(b"<p>", where="q.html"), lost]
    for workers in (0, 1):
        found = list(extract_many(given, workers=workers, chunk=4))
        assert kinds(found)[:3] == ["a0", "lost", "p.html"]
        assert kinds(found)[4:] == ["no_html", "lost"]
        assert isinstance(found[2], Extraction)
        assert found[2].document.source.page_sha256
        assert found[2].claims == Extractor().extract(found[2].document)
        assert isinstance(found[4], Diagnostic)
        assert found[4].where == "q.html"


def test_unordered() -> None:
    found = list(extract_many(articles(40), extractor=Unruly(), workers=2, chunk=3, ordered=False))
    assert sorted(kinds(found)) == sorted(document.id for document in articles(40))


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
def test_deaths_and_errors_cost_one_document_each(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.touch()
    documents = articles(20)
    for number, word in ((3, "DIE"), (5, "RAISE"), (9, "DIE ONCE"), (10, "PRINT")):
        documents[number] = Document.of(f"Word {number:04} {word} for 40 people.", id=f"a{number}")
    found = list(extract_many(documents, extractor=Unruly(str(marks)), workers=1, chunk=8))
    expected = [document.id for document in documents]
    expected[3], expected[5] = "worker_died", "extractor_error"
    assert kinds(found) == expected
    dead = found[3]
    assert isinstance(dead, Diagnostic)
    assert (dead.document, dead.message) == ("a3", "the worker process died of it (SIGKILL)")
    assert isinstance(found[5], Diagnostic)
    assert found[5].message == "ValueError: no"
    tries = marks.read_text().split("\n")
    assert tries.count("Word 0003 ") == 2  # a retry, and no more
    assert tries.count("Word 0009 ") == 2


def test_a_document_that_takes_too_long() -> None:
    documents = articles(6)
    documents[2] = Document.of("HANG for 40 people", id="h")
    found = list(extract_many(documents, extractor=Unruly(), workers=1, chunk=4, timeout=1.5))
    assert kinds(found) == ["a0", "a1", "timeout", "a3", "a4", "a5"]
    assert isinstance(found[2], Diagnostic)
    assert found[2].document == "h"


@pytest.mark.parametrize("workers", [0, 1])
def test_reading_never_runs_far_ahead(workers: int) -> None:
    read = 0

    def counted() -> Iterator[Document]:
        nonlocal read
        for document in articles(400):
            read += 1
            yield document

    found = extract_many(counted(), extractor=Unruly(), workers=workers, chunk=5)
    for taken, _ in enumerate(found, 1):
        assert read - taken <= 5 * (3 * workers + 1)
        if taken == 60:
            break
    found.close()  # type: ignore[attr-defined]
    assert read < 120


def test_big_documents_fill_a_chunk() -> None:
    sizes: list[int] = []
    big = [Document.of("Nothing. " * 80_000, id=str(n)) for n in range(4)]
    found = extract_many(
        big, extractor=Unruly(), workers=0, chunk=1000, on_progress=lambda done: sizes.append(done.documents)
    )
    assert len(list(found)) == 4
    assert sizes == [2, 4]


def test_progress() -> None:
    seen: list[Done] = []
    given = [*articles(7), Diagnostic(code="c", message="m")]
    list(extract_many(given, workers=0, chunk=4, on_progress=seen.append))
    assert [(done.documents, done.claims, done.diagnostics) for done in seen] == [(4, 8, 0), (7, 14, 1)]
    assert seen[-1].characters == sum(len(document.text) for document in articles(7))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_worker_that_dies_between_chunks(tmp_path: Path) -> None:
    """In a program that SIGPIPE ends, as it does ours."""
    got: list[int] = []
    mark = tmp_path / "mark"

    def given() -> Iterator[Document]:
        yield Document.of("SOON 40 people fled.", id="soon")
        while not mark.exists():
            time.sleep(0.02)
        time.sleep(0.3)
        yield from articles(2)

    before = signal.signal(signal.SIGPIPE, lambda number, _: got.append(number))
    try:
        found = extract_many(given(), extractor=Unruly(str(mark)), workers=1, chunk=1)
        assert kinds(list(found)) == ["soon", "a0", "a1"]
    finally:
        signal.signal(signal.SIGPIPE, before)
    assert not got


def test_closing_ends_the_workers() -> None:
    before = threading.active_count()
    found = extract_many(articles(200), extractor=Unruly(), workers=1, chunk=2)
    next(found)
    assert threading.active_count() > before
    found.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


SCRIPT = """
from factledger.many import extract_many
from unruly import Unruly
def endless():
    n = 0
    while True:
        n += 1
        yield f"Officials said {n} people fled."
for n, one in enumerate(extract_many(endless(), extractor=Unruly(), workers=1, chunk=4)):
    if n == 3:
        print("going", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and process lists")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_parent(end: signal.Signals) -> None:
    """A script without a `__main__` guard, interrupted or killed."""
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a suite in the background ignores it
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "going\n"
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=True
        ).stdout.split()
        assert len(children) == 1
        process.send_signal(end)
        process.wait(30)
        said = process.stderr.read()  # until the last holder of the pipe, a worker, has ended
    assert all(not Path(f"/proc/{child}/exe").exists() for child in children)
    if end == signal.SIGINT:
        assert said.count("Traceback") == 1
        assert said.endswith("KeyboardInterrupt\n")
    else:
        assert said == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"workers": -1}, "workers must be a whole number from 0, not -1"),
        ({"workers": True}, "workers must be a whole number"),
        ({"chunk": 0}, "chunk must be a whole number from 1, not 0"),
        ({"workers": 1, "timeout": 0}, "timeout must be a positive number of seconds"),
        ({"workers": 0, "timeout": 1.0}, "timeout needs worker processes"),
    ],
)
def test_wrong_arguments(options: dict[str, Any], message: str) -> None:
    with pytest.raises(FactledgerError, match=message):
        extract_many([], **options)


def test_what_is_no_document() -> None:
    with pytest.raises(FactledgerError, match="documents must be an iterable of documents, not str"):
        extract_many("one text")
    with pytest.raises(FactledgerError, match="a document must be a str, Document, Page or Diagnostic, not int"):
        list(extract_many([1], workers=0))  # type: ignore[list-item]


class Unreadable(Extractor):
    def __reduce__(self) -> Any:
        return (int, ("not a number",))


def test_a_worker_that_cannot_start() -> None:
    with pytest.raises(FactledgerError, match="a worker process did not start: ValueError"):
        list(extract_many(articles(3), extractor=Unreadable(), workers=1))


def test_workers_need_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "factledger.io.arrow")
    monkeypatch.delitem(sys.modules, "factledger.io.batches", raising=False)
    with pytest.raises(FactledgerError, match="needs pyarrow"):
        list(extract_many(articles(1), workers=1))
    assert len(list(extract_many(articles(2), workers=0))) == 2
