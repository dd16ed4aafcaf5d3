"""What is wrong with a large ledger, a checkpoint or a proof is named, by one process and by several."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from factledger import Document, FactledgerError, Ledger, extract
from factledger.ledger import Checkpoint, verify_proof
from factledger.ledger.checking import RUN

ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


#: What takes the guards off the tables, as somebody with the file in hand can.
UNGUARDED = "".join(f"DROP TRIGGER {name}; " for name in ("entry_fixed", "entry_stays", "tile_fixed", "tile_stays"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of more than two whole runs of entries, so that it has tiles."""
    path = tmp_path_factory.mktemp("large") / "a.ledger"
    pairs = []
    for number in range(2 * RUN // 3 + 10):
        document = Document.of(f"Officials said {number + 2} people had died.", id=f"d{number}")
        pairs.append((document, extract(document)))
    with Ledger(path) as ledger:
        ledger.record_many(pairs)
        assert ledger.checkpoint().size > 2 * RUN
    return path


@pytest.fixture
def copy(large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("factledger.ledger.checking.RANGE", RUN)  # what one worker process checks at a time
    return Path(shutil.copy(large, tmp_path / "a.ledger"))


def change(path: Path, statements: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript(f"{UNGUARDED} {statements};")
    connection.close()


def test_several_processes_find_it_sound(copy: Path) -> None:
    with Ledger(copy) as ledger:
        alone = ledger.verify(workers=0)
        assert alone.ok
        assert ledger.verify(workers=1) == alone


FAULTS = [
    ("UPDATE entry SET body = replace(body, 'died', 'lied') WHERE seq = 301", "entry 301: kind or body is not", 301),
    ("UPDATE entry SET recorded = '2001' WHERE seq = 301", "entry 301: its row is not what its leaf", 301),
    ("DELETE FROM entry WHERE seq = 301", "entry 301 is missing; the next one is 302", 301),
    ("UPDATE entry SET seq = -5 WHERE seq = 301", "a row is numbered -5, entries are counted from 1; entry 301", 301),
    ("UPDATE tile SET hash = zeroblob(32) WHERE number = 1", "the stored tile of level 8 is not that", None),
    ("INSERT INTO tile VALUES (8, 2, zeroblob(32))", "tile 8/2 belongs to no entries", None),
]


@pytest.mark.parametrize(("statement", "problem", "entry"), FAULTS)
def test_faults(copy: Path, statement: str, problem: str, entry: int | None) -> None:
    change(copy, statement)
    with Ledger(copy) as ledger:
        found = ledger.verify(workers=0)
    assert found.problem is not None
    assert found.problem.startswith(problem)
    assert (found.ok, found.entry) == (False, entry)


def test_several_processes_find_the_same_fault(copy: Path) -> None:
    change(copy, FAULTS[0][0])
    with Ledger(copy) as ledger:
        assert ledger.verify(workers=1) == ledger.verify(workers=0)


@pytest.mark.parametrize("workers", [-1, True, 1.5])
def test_no_number_of_processes(copy: Path, workers: int) -> None:
    with Ledger(copy) as ledger, pytest.raises(FactledgerError, match="workers must be a number of processes from 0"):
        ledger.verify(workers=workers)


def test_a_checkpoint_of_another_ledger_or_moment(copy: Path) -> None:
    with Ledger(copy) as ledger:
        noted = ledger.checkpoint()
        other = noted.model_copy(update={"origin": "elsewhere"})
        assert "of another ledger, elsewhere" in str(ledger.verify(other).problem)
        later = noted.model_copy(update={"size": noted.size + 1})
        assert ledger.verify(later).entry == noted.size + 1
        anew = noted.model_copy(update={"root": ROOT})
        for wrong, said in ((other, "of another ledger"), (later, "entries are missing"), (anew, "not those of the")):
            with pytest.raises(FactledgerError, match=said):
                ledger.prove(1, wrong)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "three lines are accepted"),
        (f"a\nmany\n{ROOT}", "three lines are accepted"),
        ("a\n1\nno base64", "'no base64' is not base64"),
        ("a\n1\nAAAA", "is not a SHA-256 hash: it has 3 bytes"),
    ],
)
def test_no_checkpoint(text: str, said: str) -> None:
    with pytest.raises(FactledgerError, match=said):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    ("data", "said"),
    [("", "not a proof: JSON"), ("[]", "not a proof: JSON"), ('{"type": "x"}', "its type is 'x'")],
)
def test_no_proof(data: str, said: str) -> None:
    with pytest.raises(FactledgerError, match=said):
        verify_proof(data)


def test_a_proof_with_a_path_of_no_hashes(copy: Path) -> None:
    with Ledger(copy) as ledger:
        proof = ledger.prove(1)
    with pytest.raises(FactledgerError, match="does not hold"):
        verify_proof(proof.model_copy(update={"path": ("no hash",)}))


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (True, "by its number or id, not True"),
        (10**6, "there is no entry 1000000"),
        ("nowhere", "there is no entry 'nowhere'"),
        (1.5, "an entry is named by its number, its id, itself"),
        (Document.of("Another text."), "there is no entry of this document"),
    ],
)
def test_no_entry(copy: Path, target: object, said: str) -> None:
    with Ledger(copy) as ledger, pytest.raises(FactledgerError, match=said):
        ledger.prove(target)  # type: ignore[arg-type]


def test_an_entry_is_named_by_itself_or_what_it_holds(copy: Path) -> None:
    with Ledger(copy) as ledger:
        first = next(iter(ledger.entries()))
        document = ledger.documents()[0]
        claim = ledger.claims()[0]
        assert ledger.prove(first).id == ledger.prove(first.id).id == ledger.prove(1).id
        assert ledger.prove(document).kind == "document"
        assert ledger.prove(claim).kind == "claim"
