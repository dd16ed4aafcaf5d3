"""Options, arguments and help that several commands share."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def examples(*lines: str) -> str:
    """Return the examples at the end of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  factledger {line}" for line in lines)


def date(_: click.Context, __: click.Parameter, given: str | None) -> dt.date | None:
    """Read the value of an option that is a date."""
    try:
        return None if given is None else dt.date.fromisoformat(given)
    except ValueError:
        raise click.BadParameter(f"{given!r} is not a date; write it as 2024-05-02") from None


def _encoding(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        codec = codecs.lookup(name)
        codec.decode(b"")
        "".encode(name)  # refuses codecs between bytes and bytes
    except (LookupError, ValueError):
        raise click.BadParameter(f"no text encoding {name!r}; for example utf-8, cp1252, latin-1") from None
    return codec.name


def reading(command: F, *, required: bool = True) -> F:
    """Add the files, and the options that say what they are."""
    for option in (
        click.option("--encoding", callback=_encoding, help="Encoding of the files. [told from their bytes]"),
        click.option("--published", metavar="DATE", callback=date, help="Date of publication, as 2024-05-02."),
        click.option("--url", help="Address of the text (one file only)."),
        click.option("--title", help="Title of the text (one file only)."),
        click.option("--publisher", help="Who published the files."),
        click.argument(
            "files",
            metavar="FILE..." if required else "[FILE...]",
            nargs=-1,
            required=required,
            type=click.Path(allow_dash=True),
        ),
    ):
        command = option(command)
    return command
