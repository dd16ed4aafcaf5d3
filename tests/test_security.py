"""Files of strangers are data: bounded, never run, and what is wrong with them is a clear error."""

from __future__ import annotations

import ast
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import factledger
from factledger import Claims, Document, Extractor, FactledgerError, Ledger
from factledger.io import bounds
from factledger.io.readers import read_documents
from factledger.lexicon import located
from factledger.records import Diagnostic

SOURCE = Path(factledger.__file__).parent
#: Calls and modules that run what they read.
RUNS = {"eval", "exec", "compile", "__import__", "execfile"}
MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib", "yaml", "jsonpickle"}
#: Worker processes get their extractor as a pickle through a pipe from the process that started them, never a file.
ALLOWED = {("workers.py", "pickle")}


def dangers(code: str) -> Iterator[str]:
    """Yield what in a module could run what it reads."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RUNS:
            yield node.func.id
        elif isinstance(node, ast.Import):
            yield from (one.name.split(".")[0] for one in node.names if one.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            yield (node.module or "").split(".")[0]
        elif isinstance(node, ast.Attribute) and node.attr in ("read_pickle", "to_pickle", "enable_load_extension"):
            yield node.attr
        elif isinstance(node, ast.keyword) and node.arg in ("shell", "allow_pickle") and not _is_false(node.value):
            yield node.arg


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def test_nothing_runs_what_it_reads() -> None:
    modules = list(SOURCE.rglob("*.py"))
    assert len(modules) > 100
    found = {(str(path.relative_to(SOURCE)), what) for path in modules for what in dangers(path.read_text("utf-8"))}
    assert found == ALLOWED


@pytest.mark.parametrize(
    "code",
    ["eval(x)", "exec(x)", "import pickle", "from pickle import loads", "import yaml as y", "f(shell=True)",
     "np.load(x, allow_pickle=yes)", "pd.read_pickle(x)", "connection.enable_load_extension(True)"],
)  # fmt: skip
def test_the_search_finds(code: str) -> None:
    assert list(dangers(code))


@pytest.mark.parametrize("code", ["re.compile(x)", "f(shell=False)", "model.evaluate(x)", "import json"])
def test_the_search_lets_pass(code: str) -> None:
    assert not list(dangers(code))


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "{a=" * 5_000])
def test_a_deep_lexicon(tmp_path: Path, text: str) -> None:
    path = tmp_path / "deep.toml"
    path.write_text(text)
    with pytest.raises(FactledgerError, match=r"deep\.toml: nested too deeply"):
        Extractor(path)


def test_a_large_lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(located, "MAX_BYTES", 100)
    path = tmp_path / "large.toml"
    path.write_text("#" * 100)
    Extractor(path)
    path.write_text("#" * 101)
    with pytest.raises(FactledgerError, match=r"large\.toml: more than 100 bytes; lexicons up to that are read"):
        Extractor(path)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"claims":' * 100_000, "", "null", "9" * 5_000])
def test_json_of_strangers(text: str) -> None:
    with pytest.raises(FactledgerError):
        Claims.from_json(text)


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + b"\xff" * 4096, b"\x80\x04cos\nsystem\n", b"x" * 200])
def test_ledgers_of_strangers(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.ledger"
    path.write_bytes(content)
    with pytest.raises(FactledgerError, match="left untouched"):
        Ledger(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "page", ["<div>" * 50_000 + "5 men died", "<p>" + "&amp;" * 50_000, "<" * 50_000, "\0" * 50_000]
)
def test_pages_of_strangers(page: str) -> None:
    html = pytest.importorskip("factledger.io.html")
    assert isinstance(html.read_html(page), Document | Diagnostic)


def test_parquet_of_strangers(tmp_path: Path) -> None:
    arrow = pytest.importorskip("factledger.io.arrow")
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + b"\xff" * 500 + b"PAR1")
    with pytest.raises(FactledgerError, match=r"a\.parquet"):
        list(arrow.read_parquet(path))


def test_numbers_are_bounded() -> None:
    assert len(factledger.extract("9" * 60 + " men died.")) == 1
    assert len(factledger.extract("9" * 61 + " men died.")) == 0


def test_a_ledgers_schema_is_not_trusted(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.ledger") as ledger, ledger._open() as connection:
        assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)


# --- what is larger than it may be --------------------------------------------------------------------------------

SHORT, LONG = "40 men fled.", "40 men fled. " * 200
ROWS = [SHORT, LONG, "Another 7 died."]


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def jsonl(texts: list[str], end: str = "\n") -> bytes:
    return ("\n".join(json.dumps({"text": text}) for text in texts) + end).encode()


def parquet(texts: list[str], **options: object) -> bytes:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    file = io.BytesIO()
    pq.write_table(pa.table({"text": texts, "title": ["T"] * len(texts)}), file, **options)
    return file.getvalue()


LARGE = ["too_large"]


@pytest.mark.parametrize(
    ("name", "make", "texts", "codes"),
    [
        ("a.txt", lambda: SHORT.encode(), [SHORT], []),
        ("a.txt", lambda: LONG.encode(), [], LARGE),
        ("a.txt.gz", lambda: gzip.compress(LONG.encode()), [], LARGE),
        ("a.html", lambda: LONG.encode(), [], LARGE),
        ("a.jsonl", lambda: jsonl(ROWS), [SHORT, ROWS[2]], LARGE),
        ("a.jsonl", lambda: jsonl([SHORT, LONG], end=""), [SHORT], LARGE),
        ("a.jsonl.gz", lambda: gzip.compress(jsonl(ROWS)), [SHORT, ROWS[2]], LARGE),
        ("a.csv", lambda: ("text\n" + "\n".join(ROWS)).encode(), [SHORT], LARGE),
        ("a.csv", lambda: ("text\n" + SHORT + '\n"' + "words\n" * 200 + '"\n').encode(), [SHORT], LARGE),
        ("a.parquet", lambda: parquet(ROWS), [SHORT, ROWS[2]], LARGE),
        ("a.parquet", lambda: parquet(ROWS, use_dictionary=False), [SHORT, ROWS[2]], LARGE),
        ("a.parquet", lambda: parquet([LONG] * 3 + [SHORT]), [SHORT], LARGE * 3),
        ("a.zip", lambda: zipped({"a.jsonl": jsonl(ROWS), "b.txt": LONG.encode()}), [SHORT, ROWS[2]], LARGE * 2),
        ("a.zip", lambda: zipped({"a.txt": SHORT.encode(), "b.csv": b"text\n" * 300_000}), [SHORT], LARGE),
        ("a.zip", lambda: zipped({"a.zip": zipped({"a.txt": SHORT.encode()})}), [SHORT], []),
        ("a.zip", lambda: zipped({"a.zip": zipped({"b.zip": zipped({"a.txt": b""}), "c.txt": SHORT.encode()})}),
         [SHORT], LARGE),
        ("a.zip", lambda: zipped({"a.parquet": b"PAR1" * 1000, "b.txt": SHORT.encode()}), [SHORT], LARGE),
    ],
)  # fmt: skip
def test_what_is_too_large_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, make: Callable[[], bytes], texts: list[str],
    codes: list[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(bounds, "MAX_BYTES", 1_000)
    monkeypatch.setattr(bounds, "MAX_MEMBER", 3_000)
    monkeypatch.setattr(bounds, "MAX_DEPTH", 2)
    monkeypatch.setattr(bounds, "SKIP", 100)
    path = tmp_path / name
    path.write_bytes(make())
    found = list(read_documents(path))
    assert [one.text for one in found if isinstance(one, Document)] == texts
    named = [one for one in found if isinstance(one, Diagnostic)]
    assert [one.code for one in named] == codes
    assert all((one.where or "").startswith(str(path)) for one in named)


@pytest.mark.parametrize("line", [b'{"text": "a", "x": ' + b"[" * 100_000, b'{"text": ' + b"9" * 5_000 + b"}"])
def test_a_deep_or_long_line_of_json(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line + b"\n" + jsonl([SHORT]))
    wrong, good = read_documents(path)
    assert isinstance(wrong, Diagnostic)
    assert (wrong.code, wrong.where) == ("bad_row", f"{path}:1")
    assert isinstance(good, Document)


def test_an_engine_row_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    pa = pytest.importorskip("pyarrow")
    from factledger.io.batches import extract_batches

    monkeypatch.setattr(bounds, "MAX_BYTES", 1_000)
    (batch,) = extract_batches(pa.table({"text": ROWS, "id": ["a", "b", "c"]}).to_batches())
    assert [(row["kind"], row["doc"]) for row in batch.to_pylist()] == [
        ("claim", "a"), ("diagnostic", "b"), ("claim", "c"),
    ]  # fmt: skip
