"""The subcommands, as click sees them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from factledger._version import __version__
from factledger.cli.inputs import Inputs, complain
from factledger.cli.ledger import ledger_group, verify_proof_command
from factledger.cli.ledger_reading import add_reading
from factledger.cli.options import examples, reading
from factledger.cli.output import Output, Progress, configure_stdout, terminal_width
from factledger.errors import FactledgerError
from factledger.extract import Extractor
from factledger.view.explain import WIDTH, explain
from factledger.view.visible import visible

if TYPE_CHECKING:
    from factledger.ledger import Ledger


def run(args: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; messages go to standard error."""
    if args is None and hasattr(signal, "SIGPIPE"):
        # As the process's own command: end without a word when the reader of a pipe has gone, as other tools do.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        code = app.main(None if args is None else list(args), prog_name="factledger", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        error.show()
        return 2
    except (click.ClickException, FactledgerError) as error:
        complain(error.format_message() if isinstance(error, click.ClickException) else str(error))
        return 1
    except OSError as error:  # standard output: the disk behind it is full, its terminal has gone
        complain(f"cannot write the output: {error.strerror or error}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left would fail again at exit
        return 1
    except click.Abort:
        complain("interrupted")
        return 130
    return code if isinstance(code, int) else 0


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog=examples(
        "extract article.txt",
        "extract *.txt --format jsonl > claims.jsonl",
        "extract - --ledger news.ledger < article.txt",
        "explain article.txt",
        "report *.txt -o report.html",
    ),
)
@click.version_option(__version__, prog_name="factledger")
def app() -> None:
    """Keep the books on the numbers in the news.

    Every number that a text states, with what it counts, who says so, through whom, and how sure.
    """


# --- extract ------------------------------------------------------------------------------------------------------


@app.command(
    "extract",
    short_help="Show the claims of text files.",
    epilog=examples(
        "extract article.txt --publisher 'Example Daily' --published 2024-05-02",
        "extract *.txt --format csv > claims.csv",
        "extract old.txt --encoding cp1252 --ledger news.ledger",
        "extract 'crawl/*.warc.gz' --workers 8 --to claims.parquet --ledger war.ledger --errors errors.jsonl",
    ),
)
@reading
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", "json", "csv"]), default="table", show_default=True,
    help="table: to read. jsonl, csv: a flat row for each claim. json: an array, each file's full record.",
)  # fmt: skip
@click.option(
    "--ledger", "ledger_path", metavar="FILE", help="Also record the claims in this ledger (made if missing)."
)
@click.option("--to", metavar="FILE", help="Write the claims to this Parquet file and show nothing.")
@click.option("--workers", type=click.IntRange(0), metavar="N", help="Worker processes. [none, with --to every core]")
@click.option("--errors", metavar="FILE", help="Write what could not be analysed to this file, a JSON line each.")
@click.option("--timeout", type=float, metavar="SECONDS", help="Leave out a document that takes longer (--workers).")
def extract_command(
    files: tuple[str, ...],
    form: str,
    ledger_path: str | None,
    encoding: str | None,
    to: str | None,
    workers: int | None,
    errors: str | None,
    timeout: float | None,
    **source: Any,
) -> int:
    """Show the claims of text files; - stands for standard input.

    HTML, WARC, JSONL, CSV, Parquet and zip files (.gz too), folders and patterns are read as the articles that they
    hold. With --to or --ledger a run that was killed goes on where it stopped when it is started again.

    A file that cannot be read is named on standard error, the others are still done, and the exit code is 1.
    """
    from factledger.cli.bulk import Options, bulk, is_bulk

    options = Options(form, ledger_path, to, workers, errors, timeout)
    if is_bulk(files, options):
        return bulk(files, encoding, source, options)
    inputs = Inputs(files, encoding, source)
    extractor = Extractor()
    with ExitStack() as stack:
        ledger = stack.enter_context(_open_ledger(ledger_path)) if ledger_path else None
        output = Output(form, many=len(files) > 1)
        documents = claims_seen = documents_new = claims_new = 0
        for name, document in stack.enter_context(Progress(inputs, output)):
            if document is None:
                continue
            claims = extractor.extract(document)
            if ledger is not None:  # before anything is shown: what was shown is kept
                new = ledger.record(document, claims)
                documents, claims_seen = documents + 1, claims_seen + len(claims)
                documents_new, claims_new = documents_new + new.documents, claims_new + new.claims
            output.show(name, claims)
        output.end()
    if ledger_path:
        complain(
            f"{ledger_path}: {claims_new} new of {claims_seen} claims, {documents_new} new of {documents} documents"
        )
    return 1 if inputs.failed else 0


def _open_ledger(path: str) -> Ledger:
    from factledger.ledger import Ledger

    return Ledger(path)


# --- explain ------------------------------------------------------------------------------------------------------


@app.command(
    "explain",
    short_help="Show the evidence of each claim under its sentence.",
    epilog=examples("explain article.txt | less", "explain article.txt --claim 3"),
)
@reading
@click.option("-n", "--claim", "wanted", type=int, multiple=True, help="Only this claim (number, repeatable).")
def explain_command(files: tuple[str, ...], encoding: str | None, wanted: tuple[int, ...], **source: Any) -> int:
    """Show each claim's sentence with the words that decided every field marked under it."""
    inputs = Inputs(files, encoding, source)
    configure_stdout()
    width = min(WIDTH, terminal_width())
    extractor = Extractor()
    parts = 0
    for name, document in inputs:
        if document is None:
            continue
        claims = extractor.extract(document)
        blocks = [explain(claim, width) for claim in claims if not wanted or claim.index in wanted]
        if not blocks:
            blocks = [f"no claims in {visible(name)}" if not claims else f"no such claim in {visible(name)}"]
        elif len(files) > 1:
            blocks.insert(0, f"== {visible(name)}")
        for block in blocks:
            sys.stdout.write(("\n" if parts else "") + block + "\n")
            parts += 1
    return 1 if inputs.failed else 0


# --- report -------------------------------------------------------------------------------------------------------


@app.command(
    "report",
    short_help="Make one HTML page of text files or of a ledger.",
    epilog=examples(
        "report article.txt --url https://example.org/a -o article.html",
        "report *.txt --publisher 'Example Daily'",
        "report --ledger war.ledger -o war.html",
    ),
)
@partial(reading, required=False)
@click.option("-o", "--output", metavar="FILE", default="report.html", show_default=True, help="The page to write.")
@click.option("--ledger", "ledger_path", metavar="FILE", type=click.Path(exists=True), help="Report on this ledger.")
def report_command(
    files: tuple[str, ...], output: str, ledger_path: str | None, encoding: str | None, **source: Any
) -> int:
    """Make one self-contained HTML page: a summary, filters, and the articles with their claims marked.

    Of a ledger it has the series of figures, disagreements and revisions too. It is read in a browser, on a phone or
    on paper, and asks the network for nothing.
    """
    from factledger.view.report import Article, report, write

    if bool(files) == bool(ledger_path):
        raise click.UsageError("give either files or --ledger")
    if ledger_path:
        with _open_ledger(ledger_path) as ledger:
            ledger.report(output)
        complain(f"{output}: written")
        return 0
    inputs = Inputs(files, encoding, source)
    extractor = Extractor()
    with Progress(inputs) as documents:
        articles = [Article.of(document, extractor.extract(document)) for _, document in documents if document]
    write(report(articles), output)
    complain(f"{output}: {_counted(sum(len(one.claims) for one in articles), len(articles))}")
    return 1 if inputs.failed else 0


def _counted(claims: int, articles: int) -> str:
    return f"{claims} claim{'' if claims == 1 else 's'} of {articles} article{'' if articles == 1 else 's'}"


# --- ledger -------------------------------------------------------------------------------------------------------

add_reading(ledger_group)
app.add_command(ledger_group)
app.add_command(verify_proof_command)
