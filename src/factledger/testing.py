"""What a reader of texts must keep, as plain functions that take any callable.

    from factledger import extract, testing

    testing.check_all(extract)

Each check takes the reader, a function from a text to a sequence of what it found, and raises `AssertionError` with
the text and what is wrong. They know nothing of our records: whatever has `start`, `end` and `text` is a span,
whatever
has `value`, `low` and `high` is a number, and both are found inside models, dataclasses, named tuples, mappings and
lists. So they hold of `extract`, of `Extractor(lexicon=pack).extract`, of `parse_quantities`, and of a parser of
yours.

Nothing here needs Hypothesis but `check_all` without texts, which draws them (extra `strategies`).
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from factledger.claims import Claims
from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.records import Claim

#: A function from a text to what it found there.
Parser = Callable[[str], Sequence[Any]]
#: A paragraph that states nothing, to be appended.
UNRELATED = "The garden behind the library opens in the morning."


class Part(NamedTuple):
    """A span inside a record: its offsets and the text that the record holds for them."""

    start: int
    end: int
    text: str


def spans_of(record: Any) -> Iterator[Part]:
    """Yield every span inside a record, outer ones first: all that has `start`, `end` and `text`."""
    fields = _fields(record)
    if fields is None:
        if isinstance(record, list | tuple):
            for one in record:
                yield from spans_of(one)
        return
    if isinstance(fields.get("text"), str) and type(fields.get("start")) is type(fields.get("end")) is int:
        yield Part(fields["start"], fields["end"], fields["text"])
    for value in fields.values():
        yield from spans_of(value)


def numbers_of(record: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the `value`, `low` and `high` of every number inside a record, None where it has none."""
    fields = _fields(record)
    if fields is None:
        if isinstance(record, list | tuple):
            for one in record:
                yield from numbers_of(one)
        return
    if "value" in fields and (isinstance(fields["value"], int | float | Decimal) or fields["value"] is None):
        yield fields["value"], fields.get("low"), fields.get("high")
    for value in fields.values():
        yield from numbers_of(value)


def check_spans(parse: Parser, text: str) -> None:
    """Check that every span holds the text between its offsets: `text[start:end] == span.text`."""
    for item in parse(text):
        for span in spans_of(item):
            held = text[span.start : span.end]
            _hold(
                0 <= span.start <= span.end <= len(text) and held == span.text,
                text,
                f"a span says {span.text!r} at {span.start} to {span.end}, where the text has {held!r}",
            )


def check_order(parse: Parser, text: str) -> None:
    """Check that what is found stands in the order of the text, each span behind the last or inside it.

    The span of an item is its `span`, or that of its `quantity`, or itself, or the first that is found in it.
    """
    open_: list[Part] = []
    for item in parse(text):
        span = _own(item)
        if span is None:
            continue
        while open_ and open_[-1].end <= span.start:
            open_.pop()
        if open_:
            last = open_[-1]
            _hold(
                last.start <= span.start and span.end <= last.end,
                text,
                f"{span.text!r} at {span.start} overlaps {last.text!r} at {last.start}, or stands before it",
            )
        open_.append(span)


def check_bounds(parse: Parser, text: str) -> None:
    """Check that numbers are finite, and `low <= value <= high` as far as each is stated."""
    for item in parse(text):
        for value, low, high in numbers_of(item):
            stated = [number for number in (low, value, high) if number is not None]
            _hold(
                all(Decimal(number).is_finite() for number in stated) and stated == sorted(stated),
                text,
                f"low {low}, value {value}, high {high} are not finite numbers in this order",
            )


def check_determinism(parse: Parser, text: str) -> None:
    """Check that the same text gives the same twice."""
    first, second = list(parse(text)), list(parse(text))
    _hold(first == second, text, f"read again, it gives {second!r}, not {first!r}")


def check_processes(target: str, texts: Sequence[str], *, hash_seeds: Sequence[int] = (0, 1, 2)) -> None:
    """Check that new processes with other hash seeds read the same: `check_processes("factledger:extract", texts)`.

    `target` names a function as `module:name`, so that another process can import it; what it gives is compared by
    its
    `repr`. Raises `FactledgerError` where it names none.
    """
    module, _, name = target.partition(":")
    try:
        getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise FactledgerError(f"check_processes takes module:name of a function, not {target!r}: {error}") from error
    code = (
        "import importlib, json, sys\n"
        "parse = getattr(importlib.import_module(sys.argv[1]), sys.argv[2])\n"
        "print(json.dumps([repr(list(parse(text))) for text in json.load(sys.stdin)]))\n"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code, module, name],
            input=json.dumps(list(texts)),
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": str(number), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        ).stdout
        for number in hash_seeds
    ]
    for number, output in zip(hash_seeds, outputs, strict=True):
        for text, one, other in zip(texts, json.loads(outputs[0]), json.loads(output), strict=True):
            _hold(one == other, text, f"hash seed {number} gives {other}, hash seed {hash_seeds[0]} gives {one}")


def check_round_trip(parse: Parser, drawn: Any) -> None:
    """Check that what `factledger.strategies` drew is read off its text: `parse(render(x)) == x`.

    `drawn` has a `text`, and either `differs` (claims, attributions, flags, articles) or `holds` (quantities); a
    class
    of your own with one of them will do.
    """
    found = parse(drawn.text)
    if hasattr(drawn, "differs"):
        differs = drawn.differs(found)
        told = "; ".join(f"{field}: {want!r} was drawn, {got!r} read" for field, (want, got) in differs.items())
        _hold(not differs, drawn.text, told)
    else:
        _hold(drawn.holds(found), drawn.text, f"{drawn!r} was drawn, {list(found)!r} read")


def check_json(parse: Parser, text: str) -> None:
    """Check that JSON reads back equal, and is written again with the same bytes; what has no `to_json` passes."""
    found = parse(text)
    if not hasattr(found, "to_json"):
        return
    written = found.to_json()
    again = type(found).from_json(written)  # type: ignore[attr-defined]
    _hold(again == found, text, "JSON does not read back as what was written")
    _hold(again.to_json() == written, text, "JSON that was read back is written otherwise")


def check_monotone_append(parse: Parser, text: str, more: str = UNRELATED) -> None:
    """Check that a paragraph behind the text that has nothing to do with it changes nothing of what is found before.

    For texts whose quotations are closed: a paragraph behind an open one is a part of it.
    """
    before, after = _facts(parse(text)), _facts(parse(f"{text}\n\n{more}"))
    _hold(after[: len(before)] == before, text, f"with {more!r} behind it, it gives {after!r}, not {before!r}")


def check_variants(parse: Parser, text: str) -> None:
    """Check that the same numbers are found however the text is encoded: NFC, NFD, spaces that do not break."""
    plain = [list(numbers_of(item)) for item in parse(unicodedata.normalize("NFC", text))]
    for name, variant in (("NFD", unicodedata.normalize("NFD", text)), ("no-break spaces", _unbroken(text))):
        found = [list(numbers_of(item)) for item in parse(variant)]
        _hold(found == plain, text, f"with {name}, its numbers are {found!r}, not {plain!r}")


def check_ledger_prefix(parse: Callable[[Document], Claims], texts: Iterable[str]) -> None:
    """Check that what is recorded of later texts leaves the ledger's root over earlier ones as it was."""
    from factledger.ledger import Ledger

    noted = []
    with tempfile.TemporaryDirectory() as folder, Ledger(os.path.join(folder, "prefix.ledger")) as ledger:
        for number, text in enumerate(texts):
            document = Document.of(text, id=f"text {number}")
            ledger.record(document, parse(document))
            noted.append((text, ledger.checkpoint()))
        for text, checkpoint in noted:
            _hold(ledger.verify(checkpoint).ok, text, "the ledger's root of that time cannot be shown any more")


#: What holds of any text at all.
ANY_TEXT = (check_spans, check_order, check_bounds, check_determinism, check_json)
#: What holds of texts as people write them: quotations closed, no half characters.
PLAIN_TEXT = (check_monotone_append, check_variants)


def check_all(parse: Parser, texts: Iterable[str] | None = None, *, plain: bool = True, draws: int = 100) -> None:
    """Run all checks of one text: on these texts, or on `draws` articles and as many hostile texts.

    Texts that are not `plain` are spared `PLAIN_TEXT`, as hostile ones are. Raises `AssertionError` for the first
    text that breaks a promise (a drawn one as short as Hypothesis finds), and `FactledgerError` where texts are to be
    drawn and Hypothesis is not there.
    """
    if texts is not None:
        if isinstance(texts, str):
            raise FactledgerError("check_all takes a list of texts, not one text")
        for text in texts:
            for check in (*ANY_TEXT, *(PLAIN_TEXT if plain else ())):
                check(parse, text)
        return
    from factledger import strategies  # says what to install where Hypothesis is missing

    from hypothesis import HealthCheck, given, settings  # isort: skip

    profile = settings(max_examples=draws, deadline=None, database=None, suppress_health_check=list(HealthCheck))

    @profile
    @given(strategies.hostile_text())
    def of_any(text: str) -> None:
        for check in ANY_TEXT:
            check(parse, text)

    @profile
    @given(strategies.articles())
    def of_plain(drawn: strategies.DrawnArticle) -> None:
        for check in (*ANY_TEXT, *PLAIN_TEXT):
            check(parse, drawn.text)

    of_any()
    of_plain()


def _fields(record: Any) -> Mapping[str, Any] | None:
    """Return the fields of a record by name; None of what is none."""
    if isinstance(record, Mapping):
        return record
    if hasattr(type(record), "model_fields"):
        return {name: getattr(record, name) for name in type(record).model_fields}
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    if isinstance(record, tuple) and hasattr(record, "_asdict"):
        named: dict[str, Any] = record._asdict()
        return named
    return None


def _own(item: Any) -> Part | None:
    """Return the span where an item stands."""
    fields = _fields(item) or {}
    for name in ("quantity", "span"):
        if name in fields:
            return _own(fields[name])
    return next(spans_of(item), None)


def _facts(found: Sequence[Any]) -> list[Any]:
    """Return what was found without what names the whole text: ids and hashes."""
    return [
        {name: value for name, value in item.to_row().items() if name != "doc"} if isinstance(item, Claim) else item
        for item in found
    ]


def _unbroken(text: str) -> str:
    """Return the text with its spaces between letters and digits as no-break spaces."""
    return text.replace(" ", "\u00a0")


def _hold(condition: bool, text: str, wrong: str) -> None:
    if not condition:
        shown = text if len(text) <= 400 else f"{text[:200]}…{text[-200:]}"
        raise AssertionError(f"{wrong}\nin the text {shown!r}")
