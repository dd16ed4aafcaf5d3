"""What extraction gives back: an immutable sequence of a document's claims."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, overload

from factledger.errors import FactledgerError
from factledger.frozen import canonical_json, read_json
from factledger.records import FLAGS, MEASURES, ROW_COLUMNS, Claim, Diagnostic, Source

if TYPE_CHECKING:
    import pandas
    import pyarrow


class Claims(Sequence[Claim]):
    """The claims of one document in text order, with its source and what was not analysed.

    Immutable; slices and `filter` give `Claims` again. `text` is the text that they were read off, for views of it;
    it takes no part in equality, JSON or pickles, and is None after them.
    """

    __slots__ = ("_items", "diagnostics", "source", "text")

    _items: tuple[Claim, ...]
    source: Source
    diagnostics: tuple[Diagnostic, ...]
    text: str | None

    def __init__(
        self,
        source: Source,
        items: Collection[Claim],
        diagnostics: Collection[Diagnostic] = (),
        *,
        text: str | None = None,
    ) -> None:
        object.__setattr__(self, "_items", tuple(items))
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "diagnostics", tuple(diagnostics))
        object.__setattr__(self, "text", text)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("Claims cannot be changed; filter or slice them into new ones")

    __delattr__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, index: int) -> Claim: ...
    @overload
    def __getitem__(self, index: slice) -> Claims: ...
    def __getitem__(self, index: int | slice) -> Claim | Claims:
        if isinstance(index, slice):
            return Claims(self.source, self._items[index], self.diagnostics, text=self.text)
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Claims):
            return NotImplemented
        return (self.source, self._items, self.diagnostics) == (other.source, other._items, other.diagnostics)

    def __hash__(self) -> int:
        return hash((self.source, self._items))

    def __reduce__(self) -> tuple[Any, ...]:
        return Claims, (self.source, self._items, self.diagnostics)

    def filter(
        self,
        where: Callable[[Claim], bool] | None = None,
        *,
        measure: str | Collection[str] | None = None,
        flags: str | Collection[str] | None = None,
        speaker: str | None = None,
        attributed: bool | None = None,
    ) -> Claims:
        """Return the claims for which every given condition holds.

        `where` is a function of a claim; `measure` one or several measures (any of them); `flags` one or several
        flags (all of them); `speaker` a part of the speaker's name, case ignored; `attributed` whether a speaker
        is named. Raises `FactledgerError` on a measure or flag that does not exist.
        """
        measures = known_names(measure, MEASURES, "measure")
        wanted = known_names(flags, FLAGS, "flag")
        kept = []
        for claim in self._items:
            name = claim.attribution.speaker.name.text if claim.attribution.speaker else None
            if measures and claim.measure.kind not in measures:
                continue
            if not wanted <= set(claim.flag_kinds):
                continue
            if speaker is not None and (name is None or speaker.casefold() not in name.casefold()):
                continue
            if attributed is not None and attributed != (name is not None):
                continue
            if where is None or where(claim):
                kept.append(claim)
        return Claims(self.source, kept, self.diagnostics, text=self.text)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the flat rows (`Claim.to_row`), one dict a claim; numbers are `Decimal`."""
        return [claim.to_row() for claim in self._items]

    def to_json(self) -> str:
        """Return canonical JSON: the source, the claims, the diagnostics. `from_json` reads it back equal."""
        return canonical_json(
            {
                "source": self.source.model_dump(mode="json"),
                "claims": [claim.model_dump(mode="json") for claim in self._items],
                "diagnostics": [diagnostic.model_dump(mode="json") for diagnostic in self.diagnostics],
            }
        )

    @classmethod
    def from_json(cls, data: str | bytes) -> Claims:
        """Read back what `to_json` wrote; raises `FactledgerError` where it is something else."""
        try:
            parts = read_json(data)
            return cls(
                Source.model_validate(parts["source"]),
                [Claim.model_validate(item) for item in parts["claims"]],
                [Diagnostic.model_validate(item) for item in parts["diagnostics"]],
            )
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise FactledgerError(f"not the JSON of Claims: {error}") from None

    def to_pandas(self) -> pandas.DataFrame:
        """Return the flat rows as a DataFrame; raises `FactledgerError` where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise FactledgerError("to_pandas needs pandas: pip install 'factledger[pandas]'") from None
        return pandas.DataFrame(self.to_rows(), columns=list(ROW_COLUMNS))

    def to_arrow(self) -> pyarrow.Table:
        """Return the claims as an Arrow table of the frozen schema (`factledger.io.arrow`).

        Raises `FactledgerError` where pyarrow is not installed.
        """
        from factledger.io.arrow import to_table

        return to_table(self)

    def report(self, path: str | os.PathLike[str] | None = None, *, title: str | None = None) -> str:
        """Return the report of these claims, one self-contained HTML page, and write it to `path` if that is given.

        Without their `text` (read back from JSON or a pickle) only the claims' sentences are shown. Raises
        `FactledgerError` where Jinja (extra `report`) is not installed or the file cannot be written.
        """
        from factledger.view.report import Article, report, write

        page = report([Article.of_claims(self.source, self.text, self)], title=title)
        if path is not None:
            write(page, path)
        return page

    def _repr_html_(self) -> str:
        from factledger.view.notebook import claims_html

        return claims_html(self)

    def __repr__(self) -> str:
        head = f"<Claims: {len(self._items)} of {self.source.title or self.source.url or 'a text'}>"
        lines = [_line(claim) for claim in self._items[:20]]
        if len(self._items) > 20:
            lines.append(f"  ... and {len(self._items) - 20} more")
        return "\n".join([head, *lines])


def known_names(given: str | Collection[str] | None, accepted: Collection[str], what: str) -> set[str]:
    """Return one or several given names as a set; raises `FactledgerError` on one that is not accepted."""
    names = set() if given is None else {given} if isinstance(given, str) else set(given)
    for name in sorted(names):
        if name not in accepted:
            raise FactledgerError(f"no {what} {name!r}; accepted: {', '.join(accepted)}")
    return names


def _line(claim: Claim) -> str:
    row = claim.to_row()
    parts = [f"  {row['text']!r}", row["measure"]]
    if row["counted"]:
        parts.append(f"of {row['counted']!r}")
    if row["speaker"]:
        parts.append(f"said by {row['speaker']!r}")
    if row["flags"]:
        parts.append("[" + " ".join(row["flags"]) + "]")
    return " ".join(parts)


def plain_number(value: Decimal | None) -> int | float | None:
    """Return a JSON number for a stated one: int where it is whole, else the nearest float (flat rows only)."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
