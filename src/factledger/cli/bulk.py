"""`factledger extract` over many articles: archives, row files, folders, worker processes, Parquet."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click

from factledger.cli.inputs import STDIN, complain
from factledger.cli.output import Output
from factledger.io.readers import SUFFIXES, Place, kind_of, read_documents
from factledger.io.runs import Summary, extract_into
from factledger.many import Done
from factledger.records import Diagnostic
from factledger.view.visible import visible

_NAMED = 20  # diagnostics that are shown one by one; --errors has them all
_EVERY = 0.2  # seconds between updates of the progress line


class Options(NamedTuple):
    """The options of the command that make a run of many."""

    form: str
    ledger: str | None
    to: str | None
    workers: int | None
    errors: str | None
    timeout: float | None


def is_bulk(files: Sequence[str], options: Options) -> bool:
    """Return whether the files or options need more than showing text files one by one."""
    if options.to is not None or options.workers is not None or options.errors is not None:
        return True
    return any(name != STDIN and _holds_articles(name) for name in files)


def _holds_articles(name: str) -> bool:
    path = Path(name)
    if path.is_dir() or (not path.exists() and set(name) & set("*?[")):
        return True
    kind, packed = kind_of(name)
    return packed if kind is SUFFIXES[".txt"] else kind is not None


def bulk(files: Sequence[str], encoding: str | None, source: dict[str, Any], options: Options) -> int:
    """Run over everything that the files hold; return the exit code."""
    if STDIN in files:
        raise click.UsageError("standard input (-) is one text; it cannot be read with many articles or workers")
    one_only = [f"--{name}" for name in ("title", "url") if source.get(name) is not None]
    if one_only:
        raise click.UsageError(f"{one_only[0]} describes one text, but the files may hold many")
    if options.timeout is not None and options.workers == 0:
        raise click.UsageError("--timeout needs --workers: without them nothing can be interrupted")
    default = 0 if options.to is None and options.timeout is None else None
    skipped, place, failed = Counter[str](), Place(), _Failed()
    with ExitStack() as stack:
        ledger = None
        if options.ledger is not None:
            from factledger.ledger import Ledger

            ledger = stack.enter_context(Ledger(options.ledger))
        documents = read_documents(
            files,
            encoding=encoding,
            source=source,
            skipped=skipped,
            place=place,
            pages=True,
        )
        output = Output(options.form, many=True) if options.to is None else None
        show = stack.enter_context(_progress(place)) if output is None or not sys.stdout.isatty() else None
        summary = extract_into(
            documents,
            to=options.to,
            ledger=ledger,
            errors=options.errors,
            workers=options.workers if options.workers is not None else default,
            timeout=options.timeout,
            on_progress=show,
            on_diagnostic=failed,
            on_extraction=None if output is None else lambda one: output.show(one.document.id, one.claims),
        )
        if output is not None:
            output.end()
    _report(summary, skipped, failed, options)
    return 1 if summary.diagnostics else 0


class _Failed:
    """Names the first diagnostics on standard error, and counts all by their code."""

    def __init__(self) -> None:
        self.codes = Counter[str]()

    def __call__(self, diagnostic: Diagnostic) -> None:
        self.codes[diagnostic.code] += 1
        if self.codes.total() <= _NAMED:
            where = diagnostic.where or diagnostic.document or "a document"
            complain(f"cannot read {visible(where)}: {visible(diagnostic.message)}")
        elif self.codes.total() == _NAMED + 1:
            complain("more could not be read; --errors FILE lists all")


def _report(summary: Summary, skipped: Counter[str], failed: _Failed, options: Options) -> None:
    parts = [f"{summary.claims:,} claims of {summary.documents:,} documents"]
    if summary.done_before:
        parts.append(f"{summary.done_before:,} were done before")
    if summary.repeated:
        parts.append(f"{summary.repeated:,} repeat another")
    if failed.codes:
        parts.append("not analysed: " + ", ".join(f"{count:,} {code}" for code, count in failed.codes.most_common()))
    if skipped:
        parts.append("no article: " + ", ".join(f"{count:,} {visible(why)}" for why, count in skipped.most_common(8)))
    targets = [name for name in (options.to, options.ledger) if name is not None]
    complain("; ".join([*parts, *([f"in {' and '.join(targets)}"] if targets else [])]))


@contextmanager
def _progress(place: Place) -> Iterator[Callable[[Done], None] | None]:
    """Yield what shows a run's progress on a terminal: share read, documents, rate and remaining time."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        last = 0.0

        def show(done: Done) -> None:
            nonlocal last
            if (now := time.monotonic()) - last < _EVERY:
                return
            last = now
            rate = done.documents / max(done.seconds, 1e-9)
            said = f"{done.documents:,} documents, {done.claims:,} claims, {rate:,.0f} documents/s"
            bar.update(task, total=place.total, completed=place.done, description=said)

        yield show
