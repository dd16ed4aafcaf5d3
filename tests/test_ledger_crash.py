"""A recording process killed, two of them, and writes that fail; `benchmarks` does all of it hundreds of times."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from factledger import Claim, Document, Ledger

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
SCRIPT = BENCHMARKS / "kill_ledger.py"


@pytest.fixture(scope="module")
def kill_ledger() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kill_ledger", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["kill_ledger"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def expected(kill_ledger: ModuleType) -> list[tuple[Document, list[Claim]]]:
    return list(kill_ledger.pairs(150))


@pytest.mark.parametrize(("singly", "after"), [(True, 0.0), (True, 0.05), (True, 0.12), (False, 0.04), (False, 0.08)])
def test_killed(
    kill_ledger: ModuleType, expected: list[tuple[Document, list[Claim]]], tmp_path: Path, singly: bool, after: float
) -> None:
    kill_ledger.trial(tmp_path / "a.ledger", expected, singly, after)


def test_a_ledger_half_made_is_made_again(kill_ledger: ModuleType, tmp_path: Path) -> None:
    """A kill before the first commit leaves an empty file, or one that SQLite's journal makes empty."""
    path = tmp_path / "a.ledger"
    path.touch()
    document, claims = next(kill_ledger.pairs())
    with Ledger(path) as ledger:
        assert ledger.record(document, claims)[:2] == (1, len(claims))


@pytest.mark.parametrize("after", [(0.02, 0.1), (0.15, 0.08)])
def test_two_writers_killed(
    kill_ledger: ModuleType, expected: list[tuple[Document, list[Claim]]], tmp_path: Path, after: tuple[float, float]
) -> None:
    kill_ledger.duel(tmp_path / "a.ledger", expected[:60], after)


def test_writes_that_fail() -> None:
    command = [sys.executable, str(BENCHMARKS / "fail_ledger.py"), "--every", "35"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.stdout.startswith("SKIPPED"):
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stderr
    assert "every acknowledged document was there" in done.stdout
