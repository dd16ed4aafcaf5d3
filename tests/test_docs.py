"""The documentation runs: every Python block of README and docs, and every public name has its entry."""

import re
from pathlib import Path

import pytest

import factledger

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", [p for p in PAGES if BLOCK.search(p.read_text("utf-8"))], ids=lambda p: p.name)
def test_python_blocks_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in BLOCK.findall(page.read_text("utf-8")):
        exec(compile(block, page.name, "exec"), names)


def test_every_public_name_is_documented() -> None:
    api = (ROOT / "docs" / "api.md").read_text("utf-8")
    missing = [name for name in factledger.__all__ if not name.startswith("__") and name not in api]
    assert missing == []


def test_readme_names_both_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.search(r"<!-- run -->\n```console\n[^\n]+\n```\n<!-- end -->", readme)
    assert re.search(r"<!-- test -->\n```console\n[^\n]+\n```\n<!-- end -->", readme)
