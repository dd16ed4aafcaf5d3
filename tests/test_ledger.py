"""The ledger: what goes in comes out equal, once, and nothing else is touched."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import TEXT, claim, span, story
from drawn import claims as any_claims
from drawn import documents as any_documents
from factledger import Claim, Document, FactledgerError, Ledger
from factledger.ledger import Entry, Extraction, migrations
from factledger.records import Attribution, Flag, Measured, Provenance, Speaker

DOCUMENT = Document.of(TEXT, id="t", url="https://example.org/t")
FLAG = Flag(kind="to_date", spans=(span(TEXT, "so far"),), rule="r")
DENIED = Flag(kind="denied", spans=(span(TEXT, "not"),), rule="r")
SAID = Attribution(speaker=Speaker(name=span(TEXT, "Ilse Brandt"), mention=span(TEXT, "she")))
CLAIMS = [
    claim(DOCUMENT, "1,250", 0, measure=Measured(kind="displaced"), attribution=SAID),
    claim(DOCUMENT, "40", 1, measure=Measured(kind="destroyed"), flags=(FLAG, DENIED)),
    claim(DOCUMENT, "three", 2, measure=Measured(kind="missing"), attribution=SAID, flags=(FLAG,)),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.ledger"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger(path) as opened:
        yield opened


def of(document: Document, found: Claim) -> Claim:
    """Return any claim as one of `document`."""
    origin = {"document": document.id, "text_sha256": document.source.text_sha256}
    return found.model_copy(update={"provenance": found.provenance.model_copy(update=origin)})


# --- recording and reading ----------------------------------------------------------------------------------------


def test_what_is_recorded_is_read_back_equal(ledger: Ledger) -> None:
    assert ledger.record(DOCUMENT, CLAIMS)[:2] == (1, 3)
    assert ledger.claims() == CLAIMS
    assert ledger.documents() == [DOCUMENT]


def test_recording_again_adds_nothing(ledger: Ledger) -> None:
    ledger.record(DOCUMENT, CLAIMS[:2])
    assert ledger.record(DOCUMENT, CLAIMS[:2])[:2] == (0, 0)
    assert ledger.record(DOCUMENT, [*CLAIMS, *CLAIMS])[:2] == (0, 1)
    assert ledger.claims() == CLAIMS


def test_it_is_there_when_opened_again(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record(DOCUMENT, CLAIMS)
    with Ledger(str(path)) as ledger:
        assert ledger.claims() == CLAIMS
        assert ledger.record(DOCUMENT, CLAIMS)[:2] == (0, 0)


def test_a_document_without_claims(ledger: Ledger) -> None:
    assert ledger.record(DOCUMENT, [])[:2] == (1, 0)
    assert ledger.documents() == [DOCUMENT]


def test_the_same_text_from_another_source_is_another_document(ledger: Ledger) -> None:
    other = Document.of(TEXT, id="u")
    mine = [of(other, found) for found in CLAIMS]
    ledger.record(DOCUMENT, CLAIMS)
    assert ledger.record(other, mine)[:2] == (1, 3)
    assert ledger.claims(document="u") == mine
    assert [found.id for found in mine] == [found.id for found in CLAIMS]


def test_a_new_text_of_the_same_document_stands_beside_the_old(ledger: Ledger) -> None:
    other = Document.of(TEXT + "More.", id="t", url="https://example.org/t")
    mine = [of(other, found) for found in CLAIMS]
    ledger.record(DOCUMENT, CLAIMS)
    assert ledger.record(other, mine)[:2] == (1, 3)
    assert ledger.claims(document="t") == mine
    assert ledger.claims(document="t", revisions="all") == CLAIMS + mine
    assert ledger.claims(document=DOCUMENT) == CLAIMS
    assert ledger.claims(document=other) == mine


def test_another_version_of_the_extractor_stands_beside_the_old(ledger: Ledger) -> None:
    newer = [
        found.model_copy(update={"provenance": found.provenance.model_copy(update={"extractor": "9"})})
        for found in CLAIMS
    ]
    ledger.record(DOCUMENT, CLAIMS)
    assert ledger.record(DOCUMENT, newer)[:2] == (0, 3)
    assert ledger.claims() == newer
    assert [entry.read() for entry in ledger.entries() if entry.kind == "claim"] == CLAIMS + newer
    assert ledger.record(DOCUMENT, CLAIMS) == (0, 0, 0, 0)
    assert ledger.claims() == newer


def test_many(ledger: Ledger) -> None:
    pairs = [story(number, 40) for number in range(60)]
    assert ledger.record_many(iter(pairs))[:2] == (60, 2400)
    assert ledger.record_many(pairs)[:2] == (0, 0)
    assert ledger.claims() == [found for _, claims in pairs for found in claims]
    assert ledger.documents() == [document for document, _ in pairs]
    assert ledger.record_many([])[:2] == (0, 0)


def test_many_keeps_the_documents_before_a_failure_whole(ledger: Ledger) -> None:
    def pairs() -> Iterator[tuple[Document, Any]]:
        for number in range(30):
            yield story(number, 40)
        raise KeyError("no more")

    with pytest.raises(KeyError):
        ledger.record_many(pairs())
    kept = len(ledger.documents())
    assert 0 < kept < 30
    assert len(ledger.claims()) == kept * 40


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, [0, 1, 2]),
        ({"document": "t"}, [0, 1, 2]),
        ({"document": "https://example.org/t"}, []),
        ({"measure": "missing"}, [2]),
        ({"measure": ("missing", "displaced")}, [0, 2]),
        ({"measure": []}, [0, 1, 2]),
        ({"flags": "to_date"}, [1, 2]),
        ({"flags": ["to_date", "denied"]}, [1]),
        ({"speaker": "ilse BRANDT"}, [0, 2]),
        ({"speaker": "brand_"}, []),
        ({"speaker": "%"}, []),
        ({"speaker": ""}, [0, 2]),
        ({"attributed": False}, [1]),
        ({"attributed": True, "measure": "missing"}, [2]),
        ({"attributed": False, "speaker": "Brandt"}, []),
    ],
)
def test_conditions(ledger: Ledger, conditions: dict[str, Any], expected: list[int]) -> None:
    ledger.record_many([story(), (DOCUMENT, CLAIMS)])
    assert [found.index for found in ledger.claims(**conditions) if found in CLAIMS] == expected


@pytest.mark.parametrize(
    ("conditions", "message"),
    [({"measure": "dead"}, "no measure 'dead'; accepted: killed"), ({"flags": ["maybe"]}, "no flag 'maybe'")],
)
def test_unknown_words_are_named(ledger: Ledger, conditions: dict[str, Any], message: str) -> None:
    with pytest.raises(FactledgerError, match=message):
        ledger.claims(**conditions)


@given(any_documents(), st.lists(any_claims(), max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_record_comes_back_equal(document: Document, found: list[Claim]) -> None:
    # A document's claims have an id each.
    # They are of one version: a reading by another would take the place of the first.
    version = {"extractor": "0", "lexicon": "0"}
    one_reading = [
        one.model_copy(update={"provenance": one.provenance.model_copy(update=version)})
        for one in (of(document, drawn) for drawn in found)
    ]
    by_id = {one.id: one for one in one_reading}
    unique = {one.to_json(): one for one in by_id.values()}
    mine = list(unique.values())
    with SCRATCH.fresh() as ledger:
        ledger.record(document, mine)
        assert ledger.documents() == [document]
        assert ledger.claims() == mine
        assert [one.to_json() for one in ledger.claims()] == list(unique)
        assert ledger.claims(document=document.id) == mine
        for one in mine:
            assert one in ledger.claims(measure=one.measure.kind, flags=one.flag_kinds)
            speaker = one.attribution.speaker
            if speaker:
                assert one in ledger.claims(speaker=speaker.name.text[1:3])


class _Scratch:
    """New ledgers one after the other, for properties (a fixture would be shared by all examples)."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.count = 0

    def fresh(self) -> Ledger:
        assert self.folder is not None
        self.count += 1
        return Ledger(self.folder / f"{self.count}.ledger")


SCRATCH = _Scratch()


@pytest.fixture(autouse=True, scope="module")
def _scratch(tmp_path_factory: pytest.TempPathFactory) -> None:
    SCRATCH.folder = tmp_path_factory.mktemp("scratch")


@pytest.mark.parametrize(
    ("document", "claims", "message"),
    [
        ("text", [], "document must be a Document, not str; make one with Document.of"),
        (DOCUMENT, ["claim"], "claims must be Claim records, not str"),
        (DOCUMENT, [claim(Document.of(TEXT, id="u"), "40")], "claim 0 is of document 'u'"),
        (DOCUMENT, [*CLAIMS, claim(Document.of(TEXT + "!", id="t"), "40")], "claim 3 is of document 't', text"),
        (Document(id="t", text="other", source=DOCUMENT.source), [], "text_sha256 is not that of its text"),
    ],
)
def test_what_does_not_belong_is_refused(ledger: Ledger, document: Any, claims: Any, message: str) -> None:
    with pytest.raises(FactledgerError, match=message):
        ledger.record(document, claims)
    assert list(ledger.entries()) == []


# --- entries ------------------------------------------------------------------------------------------------------


def test_entries_are_numbered_and_hashed(ledger: Ledger) -> None:
    ledger.record(DOCUMENT, CLAIMS)
    entries = list(ledger.entries())
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.kind for entry in entries] == ["document", "extraction", "claim", "claim", "claim"]
    assert [entry.read() for entry in entries if entry.kind != "extraction"] == [DOCUMENT, *CLAIMS]
    assert entries[1].read() == Extraction(
        document="t",
        text_sha256=DOCUMENT.source.text_sha256,
        extractor="0",
        lexicon="0",
        claims=tuple(entry.id for entry in entries[2:]),
    )
    assert entries[0].id == hashlib.sha256(f"document\n{DOCUMENT.to_json()}".encode()).hexdigest()
    assert all(entry.sound for entry in entries)
    assert not entries[2]._replace(body=entries[2].body.replace("1250", "9250")).sound
    assert isinstance(entries[0], Entry)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET body = '{}' WHERE seq = 2",
        "UPDATE entry SET recorded = ''",
        "DELETE FROM entry",
        "DELETE FROM entry WHERE seq = 4",
    ],
)
def test_the_file_refuses_changes(path: Path, ledger: Ledger, statement: str) -> None:
    ledger.record(DOCUMENT, CLAIMS)
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="an entry is never"):
        other.execute(statement)
    other.close()
    assert ledger.claims() == CLAIMS


def test_the_file_refuses_replacements(path: Path, ledger: Ledger) -> None:
    ledger.record(DOCUMENT, CLAIMS)
    first = next(ledger.entries())
    other = sqlite3.connect(path, isolation_level=None)
    for row in [(1, "new", "claim", "", b"", "{}"), (9, first.id, "claim", "", b"", "{}")]:
        with pytest.raises(sqlite3.IntegrityError, match="an entry is never replaced"):
            other.execute("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?)", row)
    other.close()
    assert next(ledger.entries()) == first
    assert ledger.claims() == CLAIMS


def test_a_body_that_is_no_claim_is_named(path: Path, ledger: Ledger) -> None:
    ledger.record(DOCUMENT, CLAIMS[:1])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("DROP TRIGGER entry_fixed")
    other.execute("UPDATE entry SET body = '{}' WHERE seq = 3")
    other.close()
    with pytest.raises(FactledgerError, match="entry 3 does not hold a Claim"):
        ledger.claims()


def test_the_file_says_what_it_is(path: Path) -> None:
    Ledger(path).close()
    header = path.read_bytes()[:100]
    assert header[68:72] == b"FctL"
    file = sqlite3.connect(path)
    assert file.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
    assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with Ledger(path) as ledger, ledger._open() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    strict = file.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    flags = {name: flag for name, flag in strict if not name.startswith(("sqlite_", "words"))}
    assert set(flags) >= {"entry", "origin", "tile", "claim", "document"}
    assert set(flags.values()) == {1}
    file.close()


def test_closing_leaves_one_file(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record(DOCUMENT, CLAIMS)
    assert [found.name for found in path.parent.iterdir()] == [path.name]


# --- files that are refused ---------------------------------------------------------------------------------------


def sqlite_file(path: Path, *statements: str) -> None:
    file = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        file.execute(statement)
    file.close()


def newer(path: Path) -> None:
    Ledger(path).close()
    sqlite_file(path, "PRAGMA user_version = 99")


FOREIGN = {
    "text": (lambda p: p.write_text("Dear diary"), "no SQLite file"),
    "long text": (lambda p: p.write_text("Dear diary\n" * 999), "no SQLite file"),
    "cut header": (lambda p: p.write_bytes(b"SQLite format 3\0"), "not a factledger ledger"),
    "sqlite": (lambda p: sqlite_file(p, "CREATE TABLE t (a)"), "an SQLite file but not a factledger ledger"),
    "wal": (
        lambda p: sqlite_file(p, "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)"),
        "an SQLite file but not a factledger ledger",
    ),
    "other application": (lambda p: sqlite_file(p, "PRAGMA application_id = 7"), "not a factledger ledger"),
    "newer": (newer, "newer factledger .format 99, this one reads up to"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_foreign_and_newer_files_are_left_untouched(path: Path, name: str) -> None:
    make, message = FOREIGN[name]
    make(path)
    before, moment = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(FactledgerError, match=message) as caught:
        Ledger(path)
    assert str(path) in str(caught.value)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, moment)
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_newer_version_that_stands_only_in_the_log(path: Path) -> None:
    Ledger(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA wal_autocheckpoint = 0")
    other.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    assert before[60:64] != (99).to_bytes(4, "big")
    with pytest.raises(FactledgerError, match="format 99"):
        Ledger(path)
    assert path.read_bytes() == before
    other.close()


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("", "path must be the path of a ledger file, not ''"),
        (None, "path must be"),
        (5, "path must be"),
        ("no/such/folder/a.ledger", "there is no folder no.such.folder"),
        (".", "it is a folder"),
        ("a\0b", "null"),
    ],
)
def test_bad_paths(bad: Any, message: str) -> None:
    with pytest.raises(FactledgerError, match=message):
        Ledger(bad)


@pytest.mark.parametrize("bad", [-1, "5", None, float("nan")])
def test_bad_timeouts(path: Path, bad: Any) -> None:
    with pytest.raises(FactledgerError, match="timeout must be"):
        Ledger(path, timeout=bad)
    assert not path.exists()


@pytest.mark.skipif(not hasattr(__import__("os"), "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_without_waiting(path: Path) -> None:
    import os

    os.mkfifo(path)
    with pytest.raises(FactledgerError, match="not a regular file"):
        Ledger(path)


def test_odd_names(tmp_path: Path) -> None:
    for name in ("a?mode=ro#x.ledger", "100%.ledger", "ä b.ledger", ":memory:"):
        with Ledger(tmp_path / name) as ledger:
            ledger.record(DOCUMENT, CLAIMS)
        assert (tmp_path / name).stat().st_size
        with Ledger(tmp_path / name) as ledger:
            assert ledger.claims() == CLAIMS


def test_a_damaged_file_is_named(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.record_many(story(number) for number in range(50))
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(FactledgerError, match="the file is damaged"), Ledger(path) as ledger:
        ledger.claims()


@pytest.mark.parametrize("kept", [0.02, 0.4, 0.75, 0.99])
def test_a_truncated_file_is_named_and_left_as_it_is(path: Path, kept: float) -> None:
    with Ledger(path) as ledger:
        ledger.record_many(story(number) for number in range(200))
        noted = ledger.checkpoint()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    cut = path.read_bytes()
    try:
        with Ledger(path) as ledger:
            found = ledger.verify(noted)
            assert not found.ok
            assert found.problem is not None
            with pytest.raises(FactledgerError, match="damaged"):
                ledger.record_many(story(number) for number in range(200, 260))
    except FactledgerError as error:
        assert "the file is damaged" in str(error)  # noqa: PT017
    assert path.read_bytes()[: len(cut)] == cut


# --- several programs, read-only files ----------------------------------------------------------------------------


def test_a_locked_ledger_is_named_after_the_timeout(path: Path) -> None:
    with Ledger(path, timeout=0.05) as ledger:
        ledger.record(DOCUMENT, CLAIMS[:1])
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FactledgerError, match=r"locked for more than 0\.05 s; nothing was written"):
            ledger.record(DOCUMENT, CLAIMS)
        assert ledger.claims() == CLAIMS[:1]  # reading goes on
        other.execute("ROLLBACK")
        other.close()
        assert ledger.record(DOCUMENT, CLAIMS)[:2] == (0, 2)


def test_a_second_writer_waits(path: Path) -> None:
    with Ledger(path) as ledger:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.2, other.execute, ["ROLLBACK"]).start()
        assert ledger.record(DOCUMENT, CLAIMS)[:2] == (1, 3)
        other.close()


def test_threads_may_share_a_ledger(ledger: Ledger) -> None:
    pairs = [story(number) for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        new = list(pool.map(lambda pair: ledger.record(*pair), pairs * 2))
    assert sum(one.documents for one in new) == 20
    assert sorted(one.id for one in ledger.claims()) == sorted(one.id for _, claims in pairs for one in claims)


def test_programs_may_make_and_fill_one_ledger_together(path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[2]); from building import story; from factledger import Ledger\n"
        "with Ledger(sys.argv[1]) as ledger:\n"
        "    for number in range(12): ledger.record(*story(number))\n"
    )
    command = [sys.executable, "-c", code, str(path), str(Path(__file__).parent)]
    programs = [subprocess.Popen(command) for _ in range(3)]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    with Ledger(path) as ledger:
        assert len(ledger.documents()) == 12
        assert len(ledger.claims()) == 36
        assert [entry.seq for entry in ledger.entries()] == list(range(1, 61))


def test_a_read_only_ledger_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(path) as ledger:
        ledger.record(DOCUMENT, CLAIMS[:1])
    monkeypatch.setattr("os.access", lambda *_: False)  # also for a user whom file modes do not stop
    with Ledger(path) as ledger:
        assert ledger.claims() == CLAIMS[:1]
        with pytest.raises(FactledgerError, match="it is read-only; nothing was written"):
            ledger.record(DOCUMENT, CLAIMS)
    with pytest.raises(FactledgerError, match="cannot be created, its folder is read-only"):
        Ledger(path.with_name("b.ledger"))
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_full_disk_is_named_and_the_batch_is_not_there(ledger: Ledger) -> None:
    ledger.record(DOCUMENT, CLAIMS[:1])
    connection = ledger._connection
    assert connection is not None
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(FactledgerError, match="the disk is full; nothing of the last batch was written"):
        ledger.record_many(story(number, 30) for number in range(5))
    connection.execute("PRAGMA max_page_count = 100000")
    assert ledger.claims() == CLAIMS[:1]
    assert ledger.record(DOCUMENT, CLAIMS)[:2] == (0, 2)


def test_a_closed_ledger_says_so(path: Path) -> None:
    ledger = Ledger(path)
    ledger.close()
    ledger.close()
    uses = (ledger.claims, ledger.documents, lambda: ledger.record(DOCUMENT, []), lambda: list(ledger.entries()))
    for use in uses:
        with pytest.raises(FactledgerError, match="it is closed"):
            use()
    assert repr(ledger) == f"Ledger({str(path)!r})"


def test_reading_while_recording(ledger: Ledger) -> None:
    ledger.record_many(story(number, 10) for number in range(100))
    entries = ledger.entries()
    first = next(entries)
    ledger.record(DOCUMENT, CLAIMS)
    assert first.seq == 1
    assert [entry.seq for entry in entries] == list(range(2, 1206))


# --- growth -------------------------------------------------------------------------------------------------------


def test_an_older_file_is_brought_forward(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(path) as ledger:
        ledger.record(DOCUMENT, CLAIMS)
    script = "CREATE TABLE later (a TEXT) STRICT;\nINSERT INTO later VALUES ('x');"
    steps = (*migrations.MIGRATIONS, lambda connection: migrations.run_script(connection, script))
    monkeypatch.setattr("factledger.ledger.file.MIGRATIONS", steps)
    monkeypatch.setattr("factledger.ledger.file.VERSION", len(steps))
    with Ledger(path) as ledger:
        assert ledger.claims() == CLAIMS
    file = sqlite3.connect(path)
    assert file.execute("PRAGMA user_version").fetchone() == (len(steps),)
    assert file.execute("SELECT * FROM later").fetchall() == [("x",)]
    file.close()


def test_a_file_of_the_second_version_gets_names_and_views_anew(path: Path) -> None:
    odd = [Document.of(TEXT, id=id_) for id_ in ("odd\ud800", "odd?")]
    with Ledger(path) as ledger:
        for document in odd:
            ledger.record(document, [of(document, found) for found in CLAIMS])
    file = sqlite3.connect(path, isolation_level=None)
    file.execute("UPDATE document SET document = 'odd?'")  # as it was written then
    file.execute("UPDATE claim SET document = 1")
    file.execute("DROP VIEW claims")
    file.execute("CREATE VIEW claims AS SELECT 1 AS old")
    file.execute("PRAGMA user_version = 2")
    file.close()
    with Ledger(path) as ledger:
        assert ledger.verify(deep=True).ok
        for document in odd:
            assert ledger.claims(document=document.id) == [of(document, found) for found in CLAIMS]
    file = sqlite3.connect(path)
    assert file.execute("SELECT count(*), count(DISTINCT sentence) FROM claims").fetchone() == (6, 1)
    file.close()


def test_a_failed_step_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(path) as ledger:
        ledger.record(DOCUMENT, CLAIMS)
    steps = (
        *migrations.MIGRATIONS,
        lambda connection: migrations.run_script(connection, "CREATE TABLE later (a);\nNONSENSE;"),
    )
    monkeypatch.setattr("factledger.ledger.file.MIGRATIONS", steps)
    monkeypatch.setattr("factledger.ledger.file.VERSION", len(steps))
    with pytest.raises(FactledgerError, match="syntax error"):
        Ledger(path)
    monkeypatch.undo()
    with Ledger(path) as ledger:
        assert ledger.claims() == CLAIMS


def test_importing_factledger_loads_no_sqlite() -> None:
    code = (
        "import sys, factledger; print('sqlite3' in sys.modules); factledger.Ledger; print('sqlite3' in sys.modules)"
    )
    # coverage, where it measures subprocesses, loads sqlite3 itself
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=plain)
    assert done.stdout.split() == ["False", "True"]


def test_provenance_is_part_of_what_is_kept(ledger: Ledger) -> None:
    rules = claim(
        DOCUMENT,
        "40",
        provenance=Provenance(
            document="t", text_sha256=DOCUMENT.source.text_sha256, extractor="1", lexicon="2", rules=("a", "b")
        ),
    )
    ledger.record(DOCUMENT, [rules])
    assert ledger.claims()[0].provenance.rules == ("a", "b")
