"""The command: what it prints, what it says when something is wrong, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import factledger
from factledger import Claims, Ledger
from factledger.claims import plain_number
from factledger.cli import main
from factledger.cli.ledger import ledger_group
from factledger.records import ROW_COLUMNS

STORY = "Officials in Tornau said 250 people had fled. Another 40 houses were destroyed, the radio reported.\n"


class Result(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in an empty folder that holds the story."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    Path("story.txt").write_bytes(STORY.encode())

    def run(*args: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(args)
        return Result(code, *capsys.readouterr())

    return run


def process(*args: str, **kwargs: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "factledger.cli", *args], capture_output=True, check=False, **kwargs)


def expected(**fields: Any) -> Claims:
    return factledger.extract(STORY, **{"id": "story.txt", **fields})


# --- extract ------------------------------------------------------------------------------------------------------


def test_the_table(command: Command) -> None:
    result = command("extract", "story.txt")
    assert (result.code, result.err) == (0, "")
    assert "\x1b" not in result.out
    for word in ("quantity", "measure", "250", "40"):
        assert word in result.out
    assert "story.txt" not in result.out


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 100, 160])
def test_the_table_fits(command: Command, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = "Officials said 250 " + "extraordinarily" * 20 + " large 東京 crates were destroyed in Tornau on Monday."
    Path("wide.txt").write_text(text, "utf-8")
    result = command("extract", "wide.txt")
    assert result.code == 0
    assert max(len(line.rstrip()) for line in result.out.splitlines()) <= columns


def test_several_files_have_their_names(command: Command) -> None:
    Path("empty.txt").touch()
    result = command("extract", "story.txt", "empty.txt")
    assert result.code == 0
    assert result.out.startswith("story.txt")
    assert "no claims in empty.txt\n" in result.out


def test_json_lines(command: Command) -> None:
    result = command("extract", "story.txt", "--format", "jsonl")
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert [row["value"] for row in rows] == [250, 40]
    assert all(tuple(row) == ROW_COLUMNS for row in rows)
    wanted = expected().to_rows()
    for row in wanted:
        row.update({name: plain_number(row[name]) for name in ("value", "low", "high")})
    assert rows == wanted


def test_json(command: Command) -> None:
    Path("empty.txt").touch()
    found = json.loads(command("extract", "story.txt", "empty.txt", "--format", "json").out)
    assert Claims.from_json(json.dumps(found[0])) == expected()
    assert found[1]["claims"] == []
    assert json.loads(command("extract", "missing.txt", "--format", "json").out) == []


def test_csv(command: Command) -> None:
    result = command("extract", "story.txt", "story.txt", "--format", "csv")
    rows = list(csv.reader(io.StringIO(result.out)))
    assert tuple(rows[0]) == ROW_COLUMNS
    assert [row[ROW_COLUMNS.index("value")] for row in rows[1:]] == ["250", "40", "250", "40"]
    assert "\r" not in result.out


def test_standard_input(command: Command) -> None:
    result = command("extract", "-", "--format", "jsonl", stdin=STORY.encode())
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert [row["value"] for row in rows] == [250, 40]
    assert {row["doc"] for row in rows} == {factledger.Document.of(STORY).id}


def test_what_the_caller_says_of_the_source(command: Command) -> None:
    given = {"publisher": "Tornau Post", "title": "Flood", "url": "https://example.org/a", "published": "2024-05-02"}
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    found = json.loads(command("extract", "story.txt", "--format", "json", *options).out)
    claims = Claims.from_json(json.dumps(found[0]))
    assert claims == expected(**{**given, "id": given["url"]})
    assert claims.to_rows()[0]["doc"] == given["url"]


def test_offsets_are_those_of_the_file(command: Command) -> None:
    text = STORY.replace("said", "said\r\n")
    Path("crlf.txt").write_bytes(text.encode())
    for line in command("extract", "crlf.txt", "--format", "jsonl").out.splitlines():
        row = json.loads(line)
        assert text[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16", "koi8-r"])
def test_encodings(command: Command, encoding: str) -> None:
    Path("old.txt").write_bytes(STORY.encode(encoding))
    options = [] if encoding == "utf-8-sig" else ["--encoding", encoding]
    rows = [
        json.loads(line) for line in command("extract", "old.txt", "--format", "jsonl", *options).out.splitlines()
    ]
    assert [row["start"] for row in rows] == [claim.quantity.span.start for claim in expected()]


@pytest.mark.parametrize("form", ["table", "jsonl", "json", "csv"])
def test_odd_texts(command: Command, form: str) -> None:
    Path("odd.txt").write_bytes(b"Officials said 5\x00 people\x1b[31m \xe2\x80\xaeand 7 more\x07 died.\x85\r\n" * 3)
    result = command("extract", "odd.txt", "--format", form, "--encoding", "latin-1")
    assert (result.code, result.err) == (0, "")
    assert "\x1b" not in result.out or form == "csv"


def test_no_text(command: Command) -> None:
    assert command("extract", "-") == (0, "no claims in standard input\n", "")
    assert command("extract", "-", "--format", "jsonl") == (0, "", "")
    assert command("extract", "-", "--format", "csv") == (0, ",".join(ROW_COLUMNS) + "\n", "")


# --- what goes wrong ----------------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_named_and_the_rest_is_done(command: Command) -> None:
    Path("latin.txt").write_bytes("Im Café waren 5 Gäste.".encode("cp1252"))
    result = command("extract", "latin.txt", "missing.txt", "story.txt", "--format", "jsonl", "--encoding", "utf-8")
    assert result.code == 1
    assert [json.loads(line)["doc"] for line in result.out.splitlines()] == ["story.txt", "story.txt"]
    assert result.err.splitlines() == [
        "factledger: cannot read latin.txt: it is not utf-8 (byte 0xe9 at offset 6); "
        "name its encoding, for example --encoding cp1252",
        "factledger: cannot read missing.txt: No such file or directory",
    ]


def test_among_folders_too_what_cannot_be_read_is_named(command: Command) -> None:
    Path("latin.txt").write_bytes("Im Café waren 5 Gäste.".encode("cp1252"))
    Path("folder").mkdir()
    files = ("latin.txt", "missing.txt", "folder", "story.txt")
    result = command("extract", *files, "--format", "jsonl", "--encoding", "utf-8")
    assert result.code == 1
    assert [json.loads(line)["doc"] for line in result.out.splitlines()] == ["story.txt", "story.txt"]
    lines = result.err.splitlines()
    assert lines[0] == "factledger: cannot read latin.txt: it is not utf-8 (byte 0xe9 at offset 6)"
    assert lines[1] == "factledger: cannot read missing.txt: No such file or directory"
    assert lines[2].startswith("factledger: cannot read folder: ")
    assert "not analysed: 2 no_file, 1 unreadable" in lines[3]
    assert len(lines) == 4


def test_the_encoding_is_told_from_the_bytes_one_by_one_and_among_folders(command: Command) -> None:
    Path("latin.txt").write_bytes("Im Café waren 5 Gäste.".encode("cp1252"))
    Path("more").mkdir()
    Path("more/story.txt").write_text("Police said 3 men had fled.")
    alone = command("extract", "latin.txt", "--format", "jsonl")
    assert (alone.code, alone.err) == (0, "")
    assert [json.loads(line)["start"] for line in alone.out.splitlines()] == [14]
    among = command("extract", "latin.txt", "more", "--format", "jsonl")
    assert among.code == 0
    assert among.out.splitlines()[0] == alone.out.strip()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["extract"], "Missing argument 'FILE...'"),
        (["explain"], "Missing argument 'FILE...'"),
        (["extract", "story.txt", "--format", "xml"], "'xml' is not one of 'table', 'jsonl', 'json', 'csv'"),
        (["extract", "a.txt", "b.txt", "--url", "x"], "--url describes one text, but 2 files were given"),
        (["extract", "a.txt", "b.txt", "--title", "x"], "--title describes one text"),
        (["extract", "-", "-"], "standard input (-) can be read only once"),
        (["extract", "story.txt", "--published", "May"], "'May' is not a date; write it as 2024-05-02"),
        (["extract", "story.txt", "--encoding", "klingon"], "no text encoding 'klingon'"),
        (["extract", "story.txt", "--encoding", "base64"], "no text encoding 'base64'"),
        (["extract", "story.txt", "--colour"], "No such option"),
        (["extrakt"], "No such command 'extrakt'"),
    ],
)
def test_wrong_usage(command: Command, args: list[str], message: str) -> None:
    result = command(*args)
    assert result.code == 2
    assert message in result.err
    assert "Usage: factledger" in result.err
    assert result.out == ""


@pytest.mark.parametrize(
    "args", [["--help"], ["-h"], ["extract", "--help"], ["explain", "--help"]], ids=lambda args: " ".join(args)
)
def test_help_has_examples(command: Command, args: list[str]) -> None:
    result = command(*args)
    assert (result.code, result.err) == (0, "")
    assert "Examples:\n    factledger ext" in result.out or "Examples:\n    factledger exp" in result.out


def test_version(command: Command) -> None:
    assert command("--version") == (0, f"factledger, version {factledger.__version__}\n", "")


@pytest.mark.parametrize("name", ["click", "rich"])
def test_without_the_extra_one_sentence(monkeypatch: pytest.MonkeyPatch, command: Command, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    assert command("extract", "story.txt") == (
        1, "", f"factledger: the command needs {name}: pip install 'factledger[cli]'\n"
    )  # fmt: skip


def test_interrupted(monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(factledger.Extractor, "extract", interrupt)
    result = command("extract", "story.txt")
    assert result.code == 130
    assert result.err.strip() == "factledger: interrupted"


# --- ledger -------------------------------------------------------------------------------------------------------


def test_recording(command: Command) -> None:
    result = command("extract", "story.txt", "--ledger", "a.ledger", "--publisher", "Tornau Post")
    assert result.code == 0
    assert "250" in result.out
    assert result.err == "factledger: a.ledger: 2 new of 2 claims, 1 new of 1 documents\n"
    with Ledger("a.ledger") as ledger:
        assert ledger.claims() == list(expected(publisher="Tornau Post"))
        assert ledger.documents()[0].source.publisher == "Tornau Post"
    again = command("extract", "story.txt", "--ledger", "a.ledger", "--publisher", "Tornau Post")
    assert again.err == "factledger: a.ledger: 0 new of 2 claims, 0 new of 1 documents\n"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("story.txt", "it is not a factledger ledger"),
        ("no/a.ledger", "there is no folder no"),
        (".", "it is a folder"),
    ],
)
def test_a_ledger_that_cannot_be_used(command: Command, path: str, message: str) -> None:
    result = command("extract", "story.txt", "--ledger", path)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"factledger: ledger {path}: {message}")
    assert Path("story.txt").read_text() == STORY


# --- explain ------------------------------------------------------------------------------------------------------


def test_explain(command: Command) -> None:
    result = command("explain", "story.txt")
    assert (result.code, result.err) == (0, "")
    assert result.out == "\n".join(claim.explain() + "\n" for claim in expected())
    assert "^^^ quantity (count)" in result.out


def test_explain_some(command: Command) -> None:
    assert command("explain", "story.txt", "--claim", "1").out == expected()[1].explain() + "\n"
    assert command("explain", "story.txt", "-n", "7").out == "no such claim in story.txt\n"
    assert command("explain", "-").out == "no claims in standard input\n"


def test_explain_several(command: Command) -> None:
    result = command("explain", "story.txt", "missing.txt", "story.txt")
    assert result.code == 1
    assert result.out.count("== story.txt\n") == 2
    assert "cannot read missing.txt" in result.err


# --- as a process -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's pipe")
@pytest.mark.parametrize(
    ("args", "stories"),
    [("extract --format jsonl", 150), ("extract --format csv", 330), ("extract", 300), ("explain", 100)],
)
def test_a_closed_pipe_is_quiet(tmp_path: Path, args: str, stories: int) -> None:
    path = tmp_path / "long.txt"  # what is printed of it takes several writes
    path.write_text(STORY * stories)
    line = f"'{sys.executable}' -m factledger.cli {args} '{path}' | head -1"
    done = subprocess.run(line, shell=True, capture_output=True, check=False)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
def test_a_full_disk_behind_the_output_is_one_message(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "factledger.cli", "extract", str(path)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"factledger: cannot write the output: No space left on device\n"


def test_output_for_programs_is_utf8_in_any_locale(tmp_path: Path) -> None:
    path = tmp_path / "é.txt"
    path.write_text("Über 5 Gäste – “five” – said 5 people died, Café Müller said.", "utf-8")
    done = process("extract", str(path), "--format", "jsonl", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert all(json.loads(line)["doc"].endswith("é.txt") for line in done.stdout.decode("utf-8").splitlines())
    table = process("extract", str(path), env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (table.returncode, table.stderr) == (0, b"")
    assert table.stdout.isascii()


def terminal(*args: str, columns: int = 60, **more: str) -> tuple[int, str]:
    """Run the command on a terminal of its own."""
    pty = pytest.importorskip("pty")
    fcntl, struct, termios = (pytest.importorskip(name) for name in ("fcntl", "struct", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "CI")}
    command = [sys.executable, "-m", "factledger.cli", *args]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**env, "TERM": "xterm", **more}
    ) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the terminal's other end is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return running.returncode, shown.decode()


def test_on_a_terminal_many_files_have_a_progress_bar(tmp_path: Path) -> None:
    paths = []
    for number in range(9):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"Officials said {900 + number} people had fled.")
    code, shown = terminal("extract", *map(str, paths))
    assert code == 0
    assert "extracting" in shown
    assert "\x1b[" in shown
    assert all(str(900 + number) in shown for number in range(9))


def test_the_progress_bar_shows_rate_and_time_left(tmp_path: Path) -> None:
    paths = []
    for number in range(60):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(STORY * 10)
    code, shown = terminal("report", *map(str, paths), "-o", str(tmp_path / "page.html"))
    assert code == 0
    assert "60" in shown
    assert "files/s" in shown
    assert "left" in shown
    assert (tmp_path / "page.html").exists()


# --- report -------------------------------------------------------------------------------------------------------


def test_report_writes_one_page(command: Command) -> None:
    result = command("report", "story.txt", "--url", "https://example.org/a", "-o", "page.html")
    assert (result.code, result.out) == (0, "")
    assert "page.html: 2 claims of 1 article\n" in result.err
    page = Path("page.html").read_text("utf-8")
    assert "<mark" in page
    assert 'href="https://example.org/a#:~:text=' in page


def test_report_goes_on_after_an_unreadable_file(command: Command) -> None:
    result = command("report", "missing.txt", "story.txt")
    assert result.code == 1
    assert "cannot read missing.txt" in result.err
    assert Path("report.html").exists()


def test_report_of_a_ledger(command: Command) -> None:
    assert command("extract", "story.txt", "--ledger", "a.ledger").code == 0
    assert command("report", "--ledger", "a.ledger", "-o", "page.html").code == 0
    assert "Another 40 houses" not in Path("page.html").read_text("utf-8")  # the figure is marked
    assert "houses were destroyed" in Path("page.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "either files or --ledger"),
        (("story.txt", "--ledger", "story.txt"), "either files or --ledger"),
        (("--ledger", "none.ledger"), "does not exist"),
    ],
)
def test_report_wants_files_or_a_ledger(command: Command, args: tuple[str, ...], says: str) -> None:
    result = command("report", *args)
    assert result.code == 2
    assert says in result.err


def test_report_that_cannot_be_written(command: Command) -> None:
    result = command("report", "story.txt", "-o", "no/such/page.html")
    assert result.code == 1
    assert "cannot write no/such/page.html" in result.err


# --- manners ------------------------------------------------------------------------------------------------------


def test_no_colours_in_a_pipe_nor_where_nobody_wants_them(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    assert b"\x1b" not in process("extract", str(path)).stdout
    coloured = re.compile(r"\x1b\[[0-9;]*3[0-7]m")
    code, shown = terminal("extract", str(path))
    assert code == 0
    assert "\x1b[1m" in shown
    assert coloured.search(shown)
    assert "extracting" not in shown  # one file has no progress bar
    assert not coloured.search(terminal("extract", str(path), NO_COLOR="1")[1])


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete_it(shell: str) -> None:
    made = process(env={**os.environ, "_FACTLEDGER_COMPLETE": f"{shell}_source"})
    if b"is not supported for Bash versions older" in made.stderr or b"Couldn't detect Bash" in made.stderr:
        pytest.skip("an old Bash, or none")
    assert made.returncode == 0
    assert b"_FACTLEDGER_COMPLETE" in made.stdout


def test_every_command_has_examples(command: Command) -> None:
    for name in ("extract", "explain", "report", "verify-proof", *(f"ledger {one}" for one in ledger_group.commands)):
        shown = command(*name.split(), "--help").out
        assert f"Examples:\n    factledger {name} " in shown
