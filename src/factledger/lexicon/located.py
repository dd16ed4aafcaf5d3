"""Own tables as they are given: a file or a mapping, and where in it a key stands."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from factledger.errors import FactledgerError
from factledger.patterns import lazy_pattern

_HEADER = lazy_pattern(r"^[ \t]*(\[{1,2})[ \t]*([^\[\]\n#]{1,200}?)[ \t]*\]{1,2}", re.MULTILINE)

MAX_BYTES = 10_000_000  # of a lexicon file: the packaged tables together are a twentieth of it

#: The way to a value: keys, and positions in lists (`measures`, `noun`, 2, `class`).
Way = tuple[str | int, ...]


class Given(NamedTuple):
    """A lexicon as given: its data, the name that errors use, and its text where it was a file."""

    data: Mapping[str, Any]
    origin: str
    text: str | None = None

    def error(self, way: Way, message: str) -> FactledgerError:
        """Return the error for the value at `way`: the file, the line as well as it can be told, the key."""
        line = None if self.text is None else line_of(self.text, way)
        at = self.origin if line is None else f"{self.origin}, line {line}"
        return FactledgerError(f"{at}: {spelled(way)}: {message}" if way else f"{at}: {message}")


def spelled(way: Way) -> str:
    """Return a way as people write it: `measures.noun[2].class`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way).lstrip(".")


def read_given(source: object, origin: str = "") -> Given:
    """Return a path's or mapping's tables; `origin` stands before the name that errors use.

    Raises `FactledgerError` where the file cannot be read, is no TOML, or the argument is neither.
    """
    lead = f"{origin}, " if origin else ""
    if isinstance(source, Mapping):
        return Given(source, f"{lead}mapping" if origin else "lexicon mapping")
    if isinstance(source, str | os.PathLike):
        raw = os.fspath(source)
        source = Path(os.fsdecode(raw))
    if not hasattr(source, "read_bytes"):  # a file of a package may be no path: importlib.resources
        raise FactledgerError(
            f"{lead}{type(source).__name__} is no lexicon; accepted: a path of a TOML file, a mapping"
            f"{'' if origin else ', or a sequence of them'}"
        )
    name = f"{lead}{source}"
    try:
        content = _bounded(source)
        if len(content) > MAX_BYTES:
            raise FactledgerError(f"{name}: more than {MAX_BYTES:,} bytes; lexicons up to that are read")
        text = content.decode("utf-8").replace("\r\n", "\n")
        return Given(tomllib.loads(text), name, text)
    except FactledgerError:
        raise
    except RecursionError:
        raise FactledgerError(f"{name}: nested too deeply; a lexicon's tables are three deep") from None
    except tomllib.TOMLDecodeError as error:
        raise FactledgerError(f"{name}: not TOML: {error}") from None
    except (OSError, ValueError) as error:
        raise FactledgerError(f"{name}: cannot be read: {error}") from None


def _bounded(source: Any) -> bytes:
    """Return the bytes of a file, no more than one over what is accepted: strangers' files may be endless."""
    with source.open("rb") as file:
        content: bytes = file.read(MAX_BYTES + 1)
    return content


def line_of(text: str, way: Way) -> int | None:
    """Return the line, from 1, of the value at `way` or of the nearest table around it; None where none is found."""
    keys = [step for step in way if isinstance(step, str)]
    for depth in range(len(keys), 0, -1):
        name = ".".join(keys[:depth])
        place = way.index(keys[depth - 1]) if keys.count(keys[depth - 1]) == 1 else depth - 1
        number = way[place + 1] if len(way) > place + 1 else 0
        headers = [m for m in _HEADER.finditer(text) if _name(m[2]) == name]
        wanted = number if isinstance(number, int) and headers and headers[0][1] == "[[" else 0
        if not headers:
            headers = [m for m in _HEADER.finditer(text) if _name(m[2]).startswith(f"{name}.")]
        if wanted >= len(headers):
            continue
        header = headers[wanted]
        after = _HEADER.search(text, header.end())
        end = len(text) if after is None else after.start()
        at = header.start(2)
        if depth < len(keys):
            found = _key(text, keys[depth], header.end(), end)
            if found is not None:
                at = found
        return text.count("\n", 0, at) + 1
    found = _key(text, keys[0], 0, len(text)) if keys else None
    return None if found is None else text.count("\n", 0, found) + 1


def _name(header: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in header.split("."))


def _key(text: str, key: str, start: int, end: int) -> int | None:
    match = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=.]", re.MULTILINE).search(text, start, end)
    return None if match is None else match.end() - 1
