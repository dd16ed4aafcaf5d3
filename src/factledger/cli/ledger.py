"""`factledger ledger`: record into a ledger file, and show that nobody changed it; `factledger verify-proof`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factledger.cli.inputs import Inputs, complain
from factledger.cli.options import examples, reading
from factledger.errors import FactledgerError
from factledger.extract import Extractor
from factledger.view.visible import visible

if TYPE_CHECKING:
    from factledger.ledger import Checkpoint, Ledger

ledger_file = click.argument("ledger", metavar="LEDGER")


def open_ledger(path: str, *, made: bool = False) -> Ledger:
    """Open a ledger for a command; one that is missing is an error unless it is `made`."""
    from factledger.ledger import Ledger

    if not made and not Path(path).exists():
        raise FactledgerError(f"ledger {path}: there is no such file")
    return Ledger(path)


def _noted(path: str | None) -> Checkpoint | None:
    """Read the checkpoint that was noted in a file."""
    from factledger.ledger import Checkpoint

    if path is None:
        return None
    try:
        return Checkpoint.parse(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise FactledgerError(f"checkpoint {path}: {error}") from None


@click.group("ledger", short_help="Record into a ledger, read it, and check it.")
def ledger_group() -> None:
    """Record into a ledger, read it, and check that nobody changed it."""


@ledger_group.command(
    "record", short_help="Record the claims of text files.",
    epilog=examples("ledger record news.ledger *.txt --publisher 'Example Daily' --published 2024-05-02"),
)  # fmt: skip
@ledger_file
@reading
def record_command(ledger: str, files: tuple[str, ...], encoding: str | None, **source: Any) -> int:
    """Record the claims of text files in LEDGER (made if it is missing); - stands for standard input."""
    inputs = Inputs(files, encoding, source)
    extractor = Extractor()
    claims = documents = revisions = 0
    with open_ledger(ledger, made=True) as kept:
        for _, document in inputs:
            if document is not None:
                new = kept.record(document, extractor.extract(document))
                claims, documents = claims + new.claims, documents + new.documents
                revisions += new.revisions
    sys.stdout.write(f"{documents} new documents, {claims} new claims, {revisions} revisions\n")
    return 1 if inputs.failed else 0


@ledger_group.command(
    "verify", short_help="Check every entry, and a noted checkpoint.",
    epilog=examples("ledger verify news.ledger", "ledger verify news.ledger --checkpoint noted.txt --deep"),
)  # fmt: skip
@ledger_file
@click.option("--checkpoint", metavar="FILE", help="A checkpoint noted earlier: the ledger must still begin with it.")
@click.option("--deep", is_flag=True, help="Check the file's pages and all indexes too.")
def verify_command(ledger: str, checkpoint: str | None, deep: bool) -> int:
    """Recompute every hash of LEDGER from what its entries say; the exit code is 1 where something is wrong."""
    with open_ledger(ledger) as kept:
        found = kept.verify(_noted(checkpoint), deep=deep)
    if not found.ok:
        complain(f"{ledger}: {found.problem}")
        return 1
    sys.stdout.write(f"{found.size} entries, all sound; root {found.root}\n")
    if checkpoint is None:
        sys.stdout.write("(without --checkpoint this cannot tell whether the whole file was written anew)\n")
    return 0


@ledger_group.command(
    "checkpoint", short_help="Print the state to note elsewhere.",
    epilog=examples("ledger checkpoint news.ledger > noted.txt"),
)  # fmt: skip
@ledger_file
@click.option("--noted", metavar="WORDS", help="Where it is noted; records the checkpoint as an entry too.")
def checkpoint_command(ledger: str, noted: str | None) -> int:
    """Print LEDGER's origin, size and root: three lines to keep where nobody who can change the file can reach."""
    with open_ledger(ledger) as kept:
        sys.stdout.write(kept.checkpoint(noted=noted).text)
    return 0


@ledger_group.command(
    "prove", short_help="Print the proof of an entry, or of only having appended.",
    epilog=examples("ledger prove news.ledger 17 > proof.json", "ledger prove news.ledger --extends noted.txt"),
)  # fmt: skip
@ledger_file
@click.argument("entry", required=False)
@click.option("--extends", metavar="FILE", help="Prove instead that the ledger only appended to this checkpoint.")
def prove_command(ledger: str, entry: str | None, extends: str | None) -> int:
    """Print the proof, as JSON, that ENTRY (its number or id) stands in LEDGER; `verify-proof` checks it."""
    if (entry is None) == (extends is None):
        raise click.UsageError("give either an ENTRY or --extends FILE")
    with open_ledger(ledger) as kept:
        old = _noted(extends)
        if old is not None:
            sys.stdout.write(kept.extends(old).to_json() + "\n")
        else:
            assert entry is not None
            sys.stdout.write(kept.prove(int(entry) if entry.isdecimal() else entry).to_json() + "\n")
    return 0


@ledger_group.command(
    "revisions", short_help="Show what articles changed.",
    epilog=examples("ledger revisions news.ledger --url https://example.org/a"),
)  # fmt: skip
@ledger_file
@click.option("--url", help="Only of the article at this address.")
@click.option("--all", "everything", is_flag=True, help="Show the figures that were kept, too.")
def revisions_command(ledger: str, url: str | None, everything: bool) -> int:
    """Show which figures articles added (+), dropped (-) or changed (old -> new), and flags lost or gained."""
    with open_ledger(ledger) as kept:
        for revised in kept.revisions(url=url):
            name = revised.after.source.url or revised.after.id
            sys.stdout.write(f"{visible(name)}  {revised.recorded[:10]}\n")
            for moved in revised.moved if everything else revised.changes:
                claim = moved.after or moved.before
                assert claim is not None
                counted = "" if claim.counted is None else f" {claim.counted.text}"
                sys.stdout.write(f"  {visible(str(moved))}  ({claim.measure.kind}{visible(counted)})\n")
    return 0


@click.command(
    "verify-proof", short_help="Check proofs without the ledger.",
    epilog=examples("verify-proof proof.json --checkpoint noted.txt"),
)  # fmt: skip
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--checkpoint", metavar="FILE", help="The checkpoint that you noted: the proof must be about it.")
def verify_proof_command(files: tuple[str, ...], checkpoint: str | None) -> int:
    """Check proofs that `ledger prove` printed; - stands for standard input."""
    from factledger.ledger.proofs import InclusionProof, verify_proof

    noted, failed = _noted(checkpoint), 0
    for name in files:
        try:
            data = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
            proof = verify_proof(data, noted)
        except (OSError, UnicodeDecodeError, FactledgerError) as error:
            complain(f"{name}: {error}")
            failed = 1
            continue
        what = (
            f"entry {proof.seq} ({proof.kind}) stands among {proof.checkpoint.size}"
            if isinstance(proof, InclusionProof)
            else f"{proof.new.size} entries begin with the {proof.old.size} of the older checkpoint"
        )
        sys.stdout.write(f"{visible(name)}: holds; {what}\n")
    return failed
