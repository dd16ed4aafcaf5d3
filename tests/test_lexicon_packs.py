"""Lexicon packs through their entry point: a real one, made visible as an installer would, and broken ones."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from factledger import Extractor

PACK = Path(__file__).parent.parent / "packs" / "factledger-elections"
TABLES = tomllib.loads((PACK / "src" / "factledger_elections" / "elections.toml").read_text("utf-8"))
POINTS = tomllib.loads((PACK / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["factledger.lexicons"]
MARK = re.compile(r"[\[{]([^\]}]+)[\]}]")


def install(site: Path, points: dict[str, str], name: str = "factledger_elections") -> Path:
    """Put a copy of the pack and the metadata that an installer would write into `site`."""
    package = site / name
    shutil.copytree(PACK / "src" / "factledger_elections", package, ignore=shutil.ignore_patterns("__pycache__"))
    info = site / f"{name}-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
    lines = [f"{point} = {value}" for point, value in points.items()]
    (info / "entry_points.txt").write_text("\n".join(["[factledger.lexicons]", *lines, ""]))
    return package


def run(site: Path, code: str) -> Any:
    """Run `code` in a fresh interpreter with `site` on its path; what it prints is JSON."""
    path = os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", f"import json\nfrom factledger import Extractor, FactledgerError\n{code}"],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


FAILS = """
try:
    Extractor(packs=({name!r},))
except FactledgerError as error:
    print(json.dumps(str(error)))
"""


def test_an_installed_pack_changes_what_is_extracted(tmp_path: Path) -> None:
    install(tmp_path, POINTS)
    found = run(tmp_path, """
import pickle
from factledger.lexicon import packs
pack = pickle.loads(pickle.dumps(Extractor(packs=("elections",))))
over = Extractor(lexicon={"measures": {"noun": [{"measure": "attacks", "class": "event", "words": ["ward"]}]}},
                 packs=["elections"])
text = "The Greens are in line for nine wards."
claims = [e.extract(text)[0] for e in (Extractor(), pack, over)]
print(json.dumps([list(packs()), [[c.measure.kind, c.flag_kinds] for c in claims], len({c.id for c in claims})]))
""")  # fmt: skip
    names, claims, ids = found
    assert "elections" in names
    assert claims == [["other", []], ["votes", ["forecast"]], ["attacks", ["forecast"]]]
    assert ids == 3


def test_a_package_or_a_mapping_may_be_named(tmp_path: Path) -> None:
    package = install(tmp_path, {"module": "factledger_elections", "mapping": "factledger_elections.more:TABLES"})
    (package / "more.py").write_text(
        'TABLES = {"measures": {"noun": [{"measure": "votes", "class": "thing", "words": ["ward"]}]}}\n'
    )
    found = run(tmp_path, """
text = "The Greens gained four wards."
print(json.dumps([Extractor(packs=[name]).extract(text)[0].measure.kind for name in ("module", "mapping")]))
""")  # fmt: skip
    assert found == ["votes", "votes"]


def test_an_unknown_pack_gives_the_installed_names(tmp_path: Path) -> None:
    install(tmp_path, POINTS)
    said = run(tmp_path, FAILS.format(name="weather"))
    assert "no lexicon pack 'weather' is installed; installed: " in said
    assert "elections" in said


BROKEN = [  # what is changed in the tables, and what the error names
    (
        'class = "thing"',
        'class = "item"',
        r"elections\.toml, line 6: measures\.noun\[0\]\.class: 'item' is not known",
    ),
    (
        'flag = "forecast"',
        'flag = "guess"',
        r"elections\.toml, line \d+: flags\.rule\[0\]\.flag: 'guess' is not known",
    ),
    ("[[measures.verb]]", "[[measures.verb]", r"elections\.toml: not TOML: .*\(at line \d+"),
]


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_a_broken_table_names_pack_file_line_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    tables = install(tmp_path, POINTS) / "elections.toml"
    text = tables.read_text("utf-8")
    assert old in text
    tables.write_text(text.replace(old, new, 1), "utf-8")
    assert re.match(rf"pack 'elections', .*{said}", run(tmp_path, FAILS.format(name="elections")))


UNLOADABLE = [
    ("factledger_elections:missing", "cannot be loaded: AttributeError"),
    ("factledger_nowhere:lexicon", "cannot be loaded: ModuleNotFoundError"),
    ("factledger_elections.bad:fails", "cannot be loaded: KeyError"),
    ("factledger_elections.bad:number", "int is no lexicon; accepted: a path of a TOML file, a mapping"),
    ("factledger_elections.bad:nowhere", "nowhere.toml: cannot be read"),
    ("factledger_elections.bad", "no package with tables"),
    ("factledger_elections.empty", "the package holds no .toml file"),
]


def test_a_pack_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    names = {f"bad{number}": value for number, (value, _) in enumerate(UNLOADABLE)}
    package = install(tmp_path, names)
    (package / "bad.py").write_text('def fails():\n    return {}["x"]\n\n\nnumber = 3\nnowhere = "nowhere.toml"\n')
    (package / "empty").mkdir()
    (package / "empty" / "__init__.py").write_text("")
    found = run(tmp_path, f"""
found = []
for name in {list(names)!r}:
    try:
        Extractor(packs=[name])
    except FactledgerError as error:
        found.append(str(error))
print(json.dumps(found))
""")  # fmt: skip
    for number, ((value, said), error) in enumerate(zip(UNLOADABLE, found, strict=True)):
        assert error.startswith(f"pack 'bad{number}'"), value
        assert said in error, value


@pytest.fixture(scope="module")
def pack() -> Extractor:
    return Extractor(lexicon=PACK / "src" / "factledger_elections" / "elections.toml")


def judged(extractor: Extractor, example: str) -> tuple[str, tuple[str, ...]]:
    (mark,) = MARK.finditer(example)
    text = example[: mark.start()] + mark[1] + example[mark.end() :]
    claim = next(c for c in extractor.extract(text) if c.quantity.span.start <= mark.start() < c.quantity.span.end)
    return claim.measure.kind, claim.flag_kinds


MEASURES = [
    (entry["measure"], kind == "yes", example)
    for entries in TABLES["measures"].values() for entry in entries for kind in ("yes", "no")

    for example in entry[kind]
]  # fmt: skip
FLAGS = [
    (rule["flag"], kind == "positive", example)
    for rule in TABLES["flags"]["rule"] for kind in ("positive", "negative") for example in rule[kind]
]  # fmt: skip


@pytest.mark.parametrize(("measure", "holds", "example"), MEASURES)
def test_the_packs_own_examples_of_measures(pack: Extractor, measure: str, holds: bool, example: str) -> None:
    assert (judged(pack, example)[0] == measure) is holds


@pytest.mark.parametrize(("flag", "holds", "example"), FLAGS)
def test_the_packs_own_examples_of_flags(pack: Extractor, flag: str, holds: bool, example: str) -> None:
    assert (flag in judged(pack, example)[1]) is holds
