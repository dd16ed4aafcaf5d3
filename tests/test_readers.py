"""Documents out of files: every suffix, every encoding, and what is broken is named while the rest comes out."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import factledger
import pages
from factledger import Document, FactledgerError, attributions
from factledger.io.encodings import UnknownEncoding, decode, encoding_of
from factledger.io.readers import SUFFIXES, read_documents
from factledger.records import Diagnostic, Part

TEXT = "Officials in Tornau said 250 people had fled."


def read(paths: Any, **options: Any) -> tuple[list[Document], list[Diagnostic]]:
    found = list(read_documents(paths, **options))
    return [d for d in found if isinstance(d, Document)], [d for d in found if isinstance(d, Diagnostic)]


# --- HTML and WARC ------------------------------------------------------------------------------------------------


def test_a_page() -> None:
    pytest.importorskip("trafilatura")
    from factledger.io.html import read_html

    content = pages.article(3).encode()
    document = read_html(content, url=pages.page(3))
    assert isinstance(document, Document)
    source = document.source
    assert (source.publisher, source.title, source.author) == ("Nordfunk", "Flood 3 in Tornau", "Ada Lund")
    assert (source.url, source.published) == (pages.page(3), dt.date(2024, 5, 2))
    assert source.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert source.page_sha256 == hashlib.sha256(content).hexdigest()
    assert document.id == pages.page(3)
    paragraphs = document.text.split("\n\n")
    assert paragraphs[0] == "Flood 3 in Tornau"
    assert paragraphs[1] == pages.GOOD[0].format(n=43)
    assert paragraphs[-1] == "Two of the 30 boats in Tornau on Thursday"
    assert [(document.text[part.start : part.end], part.kind) for part in document.parts] == [
        ("Flood 3 in Tornau", "headline"),
        ("All 7 bridges closed", "headline"),
        ("Two of the 30 boats in Tornau on Thursday", "caption"),
    ]
    claims = factledger.extract(document)
    assert {"43", "1,250", "3,000", "7", "30"} <= {
        claim.quantity.span.text.removeprefix("At least ") for claim in claims
    }
    for claim in claims:
        span = claim.quantity.span
        assert document.text[span.start : span.end] == span.text
    assert attributions(document)


def test_parts_make_headlines_and_captions() -> None:
    from factledger.segment import segment

    text = "One line of 30 words.\n\nAnother line.\n\nA third one."
    assert [p.kind for p in segment(text).paragraphs] == ["body", "body", "body"]
    parts = [Part(start=0, end=21, kind="headline"), Part(start=38, end=50, kind="caption")]
    assert [p.kind for p in segment(text, parts).paragraphs] == ["headline", "body", "caption"]
    document = Document.of(text, parts=parts)
    assert Document.from_json(document.to_json()) == document


def test_an_archive(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    good, bad = pages.warc(tmp_path / "crawl.warc.gz")
    skipped = Counter[str]()
    documents, diagnostics = read(tmp_path / "*.warc.gz", skipped=skipped)
    assert [document.id for document in documents] == good
    assert {diagnostic.document: diagnostic.code for diagnostic in diagnostics} == bad
    assert len(diagnostics) == len(bad)
    assert all("crawl.warc.gz at byte" in str(diagnostic.where) for diagnostic in diagnostics)
    assert skipped == {"request": 1, "image/png": 1, "status 404": 1}
    for document in documents:
        assert "“nobody”" in document.text  # whatever charset was declared, or none
        assert document.source.retrieved == dt.datetime(2024, 5, 3, 10, tzinfo=dt.UTC)


def test_a_plain_archive_with_a_hole(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    records = [pages.record(pages.page(n), pages.article(n).encode()) for n in range(3)]
    (tmp_path / "a.warc").write_bytes(records[0] + records[1].replace(b"WARC/1.0", b"WRAC/1.0") + records[2])
    documents, diagnostics = read(tmp_path)
    assert [document.id for document in documents] == [pages.page(0), pages.page(2)]
    assert [diagnostic.code for diagnostic in diagnostics] == ["broken_record"]


def test_a_folder_of_pages(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    good, bad = pages.folder(tmp_path / "site")
    documents, diagnostics = read(tmp_path, source={"publisher": "Nord"})
    assert [document.id for document in documents] == good
    assert all("“nobody”" in document.text for document in documents)
    assert {document.source.publisher for document in documents} == {"Nord"}
    assert {d.document: d.code for d in diagnostics} == bad
    assert all(d.where == d.document and d.message for d in diagnostics)


# --- rows, texts, zip ---------------------------------------------------------------------------------------------

LINES = (
    '{"id": "a", "text": "40 people fled.", "publisher": "Nord", "published": "2024-05-02T08:00:00Z"}\n'
    "\n"
    '{"text": "No id, \\ud83d alone.", "url": "https://example.org/b"}\n'
    '{"text": 40}\n'
    "{not json}\n"
    "[1]\n"
    '{"headline": "no text"}\n'
    '{"text": "Bad date.", "published": "yesterday", "title": "T"}\n'
    '{"text": "last"}'
)


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.ndjson.gz"])
def test_lines_of_json(tmp_path: Path, name: str) -> None:
    data = LINES.encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    documents, diagnostics = read(path)
    assert [d.id for d in documents] == ["a", "https://example.org/b", f"{path}:8", f"{path}:9"]
    assert documents[0].source.published == dt.date(2024, 5, 2)
    assert documents[1].text == "No id, \ud83d alone."
    assert (documents[2].source.published, documents[2].source.title) == (None, "T")
    assert [(d.code, d.where) for d in diagnostics] == [
        ("no_text", f"{path}:4"),
        ("bad_row", f"{path}:5"),
        ("bad_row", f"{path}:6"),
        ("no_text", f"{path}:7"),
        ("bad_field", f"{path}:8"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_tables(tmp_path: Path, encoding: str) -> None:
    rows = 'key,body,title\nx,"40 people fled “home”,\nthey said.",Flood\ny,,Empty\n'
    (tmp_path / "t.csv").write_bytes(rows.encode(encoding))
    (tmp_path / "u.tsv").write_bytes(b"key\tbody\nz\t7 houses\n")
    documents, diagnostics = read([tmp_path / "t.csv", tmp_path / "u.tsv"], text="body", id="key")
    assert [(d.id, d.text, d.source.title) for d in documents] == [
        ("x", "40 people fled “home”,\nthey said.", "Flood"),
        ("z", "7 houses", None),
    ]
    assert [(d.code, d.where) for d in diagnostics] == [("no_text", f"{tmp_path / 't.csv'}:4")]


def test_parquet(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    table = pa.table({"text": ["40 fled", None], "published": [dt.date(2024, 5, 2), None], "x": [1.5, 2.5]})
    pq.write_table(table, tmp_path / "a.parquet")
    documents, diagnostics = read(tmp_path / "a.parquet")
    assert [(d.id, d.source.published) for d in documents] == [
        (f"{tmp_path / 'a.parquet'} row 1", dt.date(2024, 5, 2))
    ]
    assert [(d.code, d.where) for d in diagnostics] == [("no_text", f"{tmp_path / 'a.parquet'} row 2")]
    _, (wrong,) = read(tmp_path / "a.parquet", text="body")
    assert wrong.message == "no column 'body' with the text; it has published, text, x"


def test_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in/b.txt", TEXT)
        archive.writestr("in/a.jsonl.gz", gzip.compress(b'{"text": "40 fled"}\n'))
        archive.writestr("c.exe", b"MZ")
        archive.writestr("d.txt", bytes(range(256)))
        archive.writestr("z.warc", b"WARC/1.0")
    data = bytearray(path.read_bytes())
    at = data.index(b"in/b.txt") + len("in/b.txt") + 5
    documents, diagnostics = read(path)
    assert [d.id for d in documents] == [f"{path}!in/a.jsonl.gz:1", f"{path}!in/b.txt"]
    assert {(d.document or "").split("!")[1]: d.code for d in diagnostics} == {
        "c.exe": "unknown_suffix", "d.txt": "unreadable", "z.warc": "unreadable",
    }  # fmt: skip
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    documents, diagnostics = read(path)
    assert [d.id for d in documents] == [f"{path}!in/a.jsonl.gz:1"]
    assert [d.document for d in diagnostics if d.code == "unreadable"][1:2] == [f"{path}!in/b.txt"]
    path.write_bytes(b"PK no")
    assert [d.code for d in read(path)[1]] == ["unreadable"]


def test_texts_and_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "deep/er/c.TXT"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(TEXT)
    assert [d.id for d in read(["*.txt"])[0]] == ["a.txt", "b.txt"]
    assert [d.id for d in read("**/*.[tT][xX][tT]")[0]] == ["a.txt", "b.txt", str(Path("deep/er/c.TXT"))]
    assert [d.id for d in read(".")[0]] == ["a.txt", "b.txt", str(Path("deep/er/c.TXT"))]
    _, diagnostics = read(["no.txt", "*.warc"])
    assert [(d.code, d.document) for d in diagnostics] == [("no_file", "no.txt"), ("no_file", "*.warc")]


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (b"", None, ""),
        ("“40” – é".encode(), "cp1252", "“40” – é"),
        ("\ufeff40".encode(), None, "40"),
        ("é40 ".encode("utf-16") * 1, None, "é40 "),
        ("40 “men”, the mayor’s office said".encode("cp1252"), None, "40 “men”, the mayor’s office said"),
        ("40 “men”, the mayor’s office said".encode("cp1252"), "utf-8", "40 “men”, the mayor’s office said"),
        ("40 “men”".encode("cp1252"), "iso-8859-1", "40 “men”"),
        ("В городе погибли 40 человек, сказал мэр в четверг".encode("koi8_r"), "koi8-r", None),
        ("В городе погибли 40 человек, сказал мэр в четверг".encode("koi8_r"), None, None),
    ],
)
def test_decoding(data: bytes, declared: str | None, text: str | None) -> None:
    assert decode(data, declared) == (data.decode("koi8_r") if text is None else text)


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x81\x8d\x8f" * 30, b"\xff\xfe\x00\xd8"])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(UnknownEncoding):
        decode(data)


def test_a_cut_character_is_still_utf8() -> None:
    assert encoding_of("é".encode()[:1]) == "utf-8"
    assert encoding_of(b"caf\xe9 on 40 corners of the town") == "cp1252"


def test_wrong_arguments(tmp_path: Path) -> None:
    with pytest.raises(FactledgerError, match="unknown source field 'paper'; accepted: publisher"):
        read_documents(tmp_path, source={"paper": "x"})
    assert {".html", ".warc", ".jsonl", ".csv", ".parquet", ".zip", ".txt"} <= set(SUFFIXES)


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [
        ("trafilatura", "a.html", "html"),
        ("fastwarc.warc", "a.warc", "warc"),
        ("pyarrow.parquet", "a.parquet", "arrow"),
    ],
)
def test_without_the_extra(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, module: str, name: str, extra: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(FactledgerError, match=rf"pip install 'factledger\[{extra}\]'"):
        read(tmp_path)
