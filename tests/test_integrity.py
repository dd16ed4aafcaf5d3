"""The ledger shows that nobody changed it: checkpoints, proofs, and every single byte of every row."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factledger import Document, FactledgerError, Ledger, extract
from factledger.cli import main
from factledger.ledger import Checkpoint, merkle, verify_proof

#: Roots of the first 0 to 8 of these leaves: the known answers of the Certificate Transparency log's own tests.
LEAVES = [b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"\x40\x41\x42\x43", bytes(range(0x50, 0x58)),
          bytes(range(0x60, 0x70))]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def write(path: Path, count: int, start: int = 0) -> None:
    with Ledger(path) as ledger:
        for number in range(start, start + count):
            document = Document.of(
                f"Officials said {number + 2} people had died in Tornau. Police arrested {number + 3} men.",
                id=f"d{number}",
            )
            ledger.record(document, extract(document))


def nodes(leaves: list[bytes]) -> merkle.Nodes:
    def node(level: int, number: int) -> bytes:
        return merkle.run_root(leaves[number << level : (number + 1) << level])

    return node


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size: int) -> None:
    hashes = [merkle.leaf_hash(leaf) for leaf in LEAVES[:size]]
    frontier = merkle.Frontier()
    for leaf in hashes:
        frontier.append(leaf)
    assert merkle.root(nodes(hashes), size).hex() == frontier.root.hex() == ROOTS[size]


def test_the_proofs_of_the_standard() -> None:
    """The example of RFC 9162, section 2.1.5: seven leaves, and the nodes under the letters that it gives them."""
    leaves = [merkle.leaf_hash(f"d{number}".encode()) for number in range(7)]
    node = dict(zip("abcdefj", leaves, strict=True))
    for name, (left, right) in {"g": "ab", "h": "cd", "i": "ef", "k": "gh", "l": "ij"}.items():
        node[name] = merkle.node_hash(node[left], node[right])
    root = merkle.node_hash(node["k"], node["l"])
    assert merkle.root(nodes(leaves), 7) == root

    def named(path: list[bytes]) -> str:
        return "".join(next(name for name, hash_ in node.items() if hash_ == step) for step in path)

    assert {at: named(merkle.inclusion_path(nodes(leaves), at, 7)) for at in (0, 3, 4, 6)} == {
        0: "bhl", 3: "cgl", 4: "fjk", 6: "ik",
    }  # fmt: skip
    assert {size: named(merkle.consistency_path(nodes(leaves), size, 7)) for size in (3, 4, 6)} == {
        3: "cdgl", 4: "l", 6: "ijk",
    }  # fmt: skip


@settings(max_examples=60)
@given(size=st.integers(1, 70), data=st.data())
def test_every_proof_leads_to_its_root_and_to_no_other(size: int, data: st.DataObject) -> None:
    hashes = [merkle.leaf_hash(bytes([number])) for number in range(size)]
    at, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    root = merkle.root(nodes(hashes), size)
    path = merkle.inclusion_path(nodes(hashes), at, size)
    assert merkle.root_from_inclusion(hashes[at], at, size, path) == root
    assert merkle.root_from_inclusion(merkle.leaf_hash(b"other"), at, size, path) != root
    before = merkle.root(nodes(hashes), first)
    steps = merkle.consistency_path(nodes(hashes), first, size)
    assert merkle.is_consistent(first, before, size, root, steps)
    assert not merkle.is_consistent(first, merkle.leaf_hash(b"other"), size, root, steps)


def test_a_sound_ledger_verifies_and_proves(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    write(path, 3)
    with Ledger(path) as ledger:
        old = ledger.checkpoint()
    write(path, 120, start=3)  # past the first tiles
    with Ledger(path) as ledger:
        assert ledger.verify(old, deep=True) == (492, ledger.checkpoint().root, None, None)
        assert Checkpoint.parse(old.text) == old
        for seq in (1, 7, 12):
            proof = ledger.prove(seq, old)
            assert verify_proof(proof.to_json(), old) == proof
        with pytest.raises(FactledgerError, match="newer than the checkpoint"):
            ledger.prove(old.size + 1, old)
        grown = ledger.extends(old)
        assert verify_proof(grown.to_json(), old) == grown
        noted = ledger.checkpoint(noted="the notice board")
        assert [e.kind for e in ledger.entries()][-1] == "checkpoint"
        assert ledger.verify(noted).ok


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"size": 5}, "do not lead"),
        ({"root": "A" * 43 + "="}, "do not lead"),
        ({"origin": "another"}, "not for the checkpoint"),
    ],
)
def test_a_proof_of_something_else_is_refused(tmp_path: Path, change: dict[str, object], message: str) -> None:
    write(tmp_path / "a.ledger", 3)
    with Ledger(tmp_path / "a.ledger") as ledger:
        noted = ledger.checkpoint()
        proof = ledger.prove(5)
        false = proof.model_copy(update={"checkpoint": noted.model_copy(update=change)})
        with pytest.raises(FactledgerError, match=message):
            verify_proof(false, noted)
        with pytest.raises(FactledgerError, match="do not lead"):
            verify_proof(proof.model_copy(update={"body": proof.body.replace("2", "3", 1)}), noted)
        with pytest.raises(FactledgerError, match="of another ledger"):
            ledger.extends(noted.model_copy(update={"origin": "another"}))
        with pytest.raises(FactledgerError, match="entries are missing"):
            ledger.extends(noted.model_copy(update={"size": 99}))


#: The columns of an entry's row; `seq` is a number, whose bytes are those that SQLite keeps.
COLUMNS = ("id", "kind", "recorded", "leaf", "body", "seq")


def one_byte_changed(value: str | bytes | int, dice: random.Random) -> object:
    """Return what a column holds with one byte of it changed; text may be none in UTF-8 afterwards."""
    raw = value.encode() if isinstance(value, str) else value.to_bytes(2, "big") if isinstance(value, int) else value
    at = dice.randrange(len(raw))
    changed = raw[:at] + bytes([raw[at] ^ dice.randint(1, 255)]) + raw[at + 1 :]
    return int.from_bytes(changed, "big", signed=True) if isinstance(value, int) else changed


def test_every_changed_byte_is_found_and_its_entry_named(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    write(path, 8)
    dice, wrong = random.Random(9162), []
    with Ledger(path) as ledger, sqlite3.connect(path, isolation_level=None) as tamperer:
        noted = ledger.checkpoint()
        tamperer.execute("PRAGMA synchronous = OFF")
        for trigger in ("entry_fixed", "entry_stays"):
            tamperer.execute(f"DROP TRIGGER {trigger}")
        for _ in range(5000):
            seq, name = dice.randint(1, noted.size), dice.choice(COLUMNS)
            (value,) = tamperer.execute(f"SELECT {name} FROM entry WHERE seq = ?", (seq,)).fetchone()
            changed = one_byte_changed(value, dice)
            if name == "seq" and tamperer.execute("SELECT 1 FROM entry WHERE seq = ?", (changed,)).fetchone():
                continue  # two rows never have one number
            as_it_is = "?" if name in ("leaf", "seq") else "CAST(? AS TEXT)"
            tamperer.execute(f"UPDATE entry SET {name} = {as_it_is} WHERE seq = ?", (changed, seq))
            found = ledger.verify(noted)
            if found.entry != seq:
                wrong.append((seq, name, changed, found))
            tamperer.execute(f"UPDATE entry SET {name} = ? WHERE seq = ?", (value, changed if name == "seq" else seq))
        assert ledger.verify(noted).ok
    tamperer.close()
    assert not wrong


def test_every_changed_byte_of_a_row_in_the_file_is_found(tmp_path: Path) -> None:
    """The bytes as they stand in the file, with the row's own header: here SQLite itself may stumble."""
    sound = tmp_path / "a.ledger"
    write(sound, 2)
    with Ledger(sound) as ledger:
        noted, entries = ledger.checkpoint(), list(ledger.entries())
    data, dice = sound.read_bytes(), random.Random(6962)
    places = []
    for entry in entries:
        row = f"{entry.id}{entry.kind}{entry.recorded}".encode()
        start = data.index(row)
        assert data[start + len(row) + 32 :].startswith(entry.body.encode()), "the body goes on on another page"
        places += [(at, entry.seq) for at in range(start - 10, start + len(row) + 32 + len(entry.body.encode()))]
    for at, seq in dice.sample(places, 400):
        changed = bytearray(data)
        changed[at] ^= dice.randint(1, 255)
        path = tmp_path / "b.ledger"
        path.write_bytes(changed)
        with Ledger(path) as ledger:
            found = ledger.verify(noted)
        assert not found.ok
        assert found.entry == seq, (at, seq, found)


def test_a_ledger_written_anew_is_found_by_the_noted_checkpoint_alone(tmp_path: Path) -> None:
    write(tmp_path / "a.ledger", 3)
    write(tmp_path / "b.ledger", 4, start=1)
    with Ledger(tmp_path / "a.ledger") as ledger:
        noted = ledger.checkpoint()
    with Ledger(tmp_path / "b.ledger") as ledger:
        assert ledger.verify().ok
        problem = ledger.verify(noted.model_copy(update={"origin": ledger.origin})).problem
        assert problem is not None
        assert "written anew" in problem


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("DELETE FROM entry WHERE seq = 4", 4),
        ("DELETE FROM entry WHERE seq = 12", 12),
        ("UPDATE claim SET speaker = 'nobody' WHERE seq = 3", 3),
        ("DELETE FROM claim WHERE seq = 12", None),
    ],
)
def test_missing_entries_and_changed_indexes_are_found(tmp_path: Path, statement: str, entry: int | None) -> None:
    path = tmp_path / "a.ledger"
    write(path, 3)
    with Ledger(path) as ledger:
        noted = ledger.checkpoint()
    with sqlite3.connect(path) as connection:
        connection.executescript("DROP TRIGGER entry_stays;" + statement)
    connection.close()
    with Ledger(path) as ledger:
        found = ledger.verify(noted, deep=True)
    assert not found.ok
    assert found.entry == entry


STORY = [
    "Officials said 3,500 people had died in Tornau. Police arrested 12 men on Monday. "
    "The mayor said 40 houses were destroyed.",
    "Officials said 4,300 people had died in Tornau. Police arrested 12 men on Monday. "
    "Rescuers found seven children alive.",
    "Officials said 4,300 people had died in Tornau. Police reportedly arrested 12 men on Monday.",
]


def test_revisions_tell_what_moved(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.ledger") as ledger:
        for day, text in enumerate(STORY, 1):
            document = Document.of(text, url="https://example.org/a", published=f"2024-05-0{day}")
            ledger.record(document, extract(document))
        found = ledger.revisions(url="https://example.org/a")
        assert [[str(moved) for moved in revised.changes] for revised in found] == [
            ["3,500 -> 4,300", "+ seven", "- 40"],
            ["12 +reported", "- seven"],
        ]
        assert ledger.revisions(url="https://example.org/b") == []


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article, path = tmp_path / "a.txt", str(tmp_path / "a.ledger")
    for text in STORY[:2]:
        article.write_text(text)
        assert main(["ledger", "record", path, str(article), "--url", "https://example.org/a"]) == 0
    assert "1 revisions" in capsys.readouterr().out
    assert main(["ledger", "checkpoint", path]) == 0
    noted = tmp_path / "noted.txt"
    noted.write_text(capsys.readouterr().out)
    assert main(["ledger", "verify", path, "--checkpoint", str(noted), "--deep"]) == 0
    assert "all sound" in capsys.readouterr().out
    for arguments, words in ((["3"], "entry 3"), (["--extends", str(noted)], "begin with")):
        assert main(["ledger", "prove", path, *arguments]) == 0
        proof = tmp_path / "proof.json"
        proof.write_text(capsys.readouterr().out)
        assert main(["verify-proof", str(proof), "--checkpoint", str(noted)]) == 0
        assert words in capsys.readouterr().out
    proof.write_text(proof.read_text().replace("consistency", "nonsense"))
    assert main(["verify-proof", str(proof)]) == 1
    assert main(["ledger", "revisions", path]) == 0
    assert "3,500 -> 4,300" in capsys.readouterr().out
    assert main(["ledger", "verify", str(tmp_path / "none.ledger")]) == 1
    assert main(["ledger", "prove", path]) == 2
