"""The notebooks of docs/notebooks run, and print what they are committed with."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("nbclient", reason="needs the extra `notebooks`")
pytest.importorskip("ipykernel", reason="needs the extra `notebooks`")
pytest.importorskip("vl_convert", reason="needs the extra `notebooks`")

import nbformat
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_notebooks", ROOT / "tools" / "run_notebooks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def printed(notebook: Any) -> list[str]:
    """What each code cell printed; views are left out, because libraries draw them anew with every version.

    So is what a cell tagged `output-varies` printed: it asserts in its own lines what has to hold.
    """
    return [
        "".join(out.text for out in cell.outputs if out.output_type == "stream" and out.name == "stdout")
        for cell in notebook.cells
        if cell.cell_type == "code" and "output-varies" not in cell.metadata.get("tags", ())
    ]


@pytest.mark.pages
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_and_prints_what_it_shows(path: Path, runner: ModuleType) -> None:
    assert printed(runner.run(path)) == printed(nbformat.read(path, as_version=4))


def test_only_cells_that_assert_may_print_something_else() -> None:
    tagged = [
        cell.source
        for path in NOTEBOOKS
        for cell in nbformat.read(path, as_version=4).cells
        if "output-varies" in cell.metadata.get("tags", ())
    ]
    assert len(tagged) == 1
    assert all("assert " in source for source in tagged)


def test_a_notebook_that_fails_fails(tmp_path: Path, runner: ModuleType) -> None:
    cells = [nbformat.v4.new_code_cell("raise KeyError('gone')")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "bad.ipynb")
    with pytest.raises(CellExecutionError, match="gone"):
        runner.run(tmp_path / "bad.ipynb")


def test_there_are_three_small_ones() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["first-steps", "own-parser", "toll"]
    assert all(path.stat().st_size < 300_000 for path in NOTEBOOKS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_every_cell_was_run_in_order_and_without_an_error(path: Path) -> None:
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [*range(1, len(code) + 1)]
    shown = [out for cell in code for out in cell.outputs]
    assert not [out for out in shown if out.output_type == "error" or out.get("name") == "stderr"]
