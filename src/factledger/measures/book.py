"""What has been read of a document's quantities so far, for those that lean on the ones before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from factledger.measures.change import Reading
from factledger.measures.counted import Phrase, classes_of
from factledger.measures.frame import Frame, Slot
from factledger.measures.kinds import Verdict
from factledger.measures.table import Table, table
from factledger.records import Change, Quantity, Span
from factledger.segment import Layout


class Item:
    """What has been read of one quantity: kept for the quantities that lean on it."""

    __slots__ = (
        "carried", "change", "counted", "frame", "gapped", "index", "part", "part_span", "people", "phrase",
        "reading", "rules", "sentence", "slot", "unit", "verdict", "verdict_span",
    )  # fmt: skip

    def __init__(self, index: int, sentence: int, frame: Frame, slot: Slot, unit: str) -> None:
        self.index = index
        self.sentence = sentence
        self.frame = frame
        self.slot = slot
        self.unit = unit
        self.phrase: Phrase | None = None
        self.reading: Reading | None = None
        self.gapped = False
        self.verdict: Verdict | None = None
        self.verdict_span: Span | None = None
        self.counted: Span | None = None
        self.change: Change | None = None
        self.part: int | None = None
        self.part_span: Span | None = None
        self.people = False
        self.carried = False
        self.rules: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The name of the rule that gave the measure."""
        return self.verdict.rule if self.verdict is not None else ""

    @property
    def measure(self) -> str:
        """The measure found, `other` until there is one."""
        return self.verdict.measure if self.verdict is not None else "other"


class Themes:
    """What a document speaks of, by its words. Frames hold this and not the book, which holds them: no cycle."""

    def __init__(self, text: str, lexicon: Table) -> None:
        self._text = text
        self._words = lexicon.themes
        self._known: dict[str, bool] = {}

    @cached_property
    def low(self) -> str:
        """The document in lower case."""
        return self._text.lower()

    def speaks_of(self, theme: str) -> bool:
        """Whether the document has one of the words of a theme."""
        known = self._known.get(theme)
        if known is None:
            low = self.low
            known = self._known[theme] = any(word in low for word in self._words.get(theme, ()))
        return known


class Book:
    """A document's quantities with what has been read of each.

    `items` holds None where no sentence holds the quantity.
    """

    def __init__(self, layout: Layout, quantities: Sequence[Quantity], lexicon: Table | None = None) -> None:
        self.layout = layout
        self.quantities = quantities
        self.lexicon = table() if lexicon is None else lexicon
        self.items: list[Item | None] = [None] * len(quantities)
        self._healthy: int | None = None
        self._themes = Themes(layout.text, self.lexicon)
        self.speaks_of = self._themes.speaks_of

    def previous(self, item: Item) -> Item | None:
        """Return the quantity before, or None."""
        return self.items[item.index - 1] if item.index else None

    def is_people(self, frame: Frame, phrase: Phrase) -> bool:
        """Whether the phrase's head names people."""
        nouns = classes_of(frame, phrase.first, phrase.head + 1, self.lexicon)
        return any(noun.cls in ("people", "fighters", "captive") for noun in nouns)

    def span(self, frame: Frame, first: int, stop: int) -> Span:
        """Return the span of the tokens `first` to `stop`, at least one."""
        tokens = frame.tokens
        stop = min(max(stop, first + 1), len(tokens))
        return Span.of(self.layout.text, tokens[first].start, tokens[stop - 1].end)

    def healthy(self) -> int:
        """Return how many words of disease the document has: where there are any, cases are infections."""
        if self._healthy is None:
            low = self._themes.low
            known = sum(word in low for word in self.lexicon.health)
            self._healthy = 0 if known == 1 and len(low) > 3000 else known
        return self._healthy

    @property
    def polled(self) -> bool:
        """Whether the document speaks of a poll or survey."""
        return self.speaks_of("poll")
