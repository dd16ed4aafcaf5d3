"""Who has spoken: the speakers of a text, walked from one backwards, and found one by one as far as is asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from factledger.attribution.entities import Chars, Entity
from factledger.attribution.lines import Line
from factledger.attribution.speakers import Mention

MOST = 40  # speakers of one sentence that are looked at: keeps endless sentences linear
_DEEP = 30  # speakers that may lean on each other before all are found from the first on


class Said:
    """A speaker as a sentence names it at a cue, and who is meant: found when first asked for.

    `media` are the texts and channels named at the mention, `number` is the place of its report in the sentence.
    """

    __slots__ = ("asked", "entity", "line", "media", "mention", "number", "start")

    def __init__(self, line: Line, mention: Mention, media: tuple[Chars, ...] = (), number: int = 0) -> None:
        self.line = line
        self.mention = mention
        self.media = media
        self.number = number
        self.start = line.tokens[mention.first].start
        self.asked = False
        self.entity: Entity | None = None


class Spoken(ABC):
    """The speakers of one document. `speakers` gives those of a sentence; whom one means, a subclass finds."""

    def __init__(self, speakers: Callable[[int], Sequence[Said]]) -> None:
        self._speakers = speakers
        self._known: dict[int, list[Said]] = {}  # of the sentences asked for, by where they begin
        self._skips: dict[int, int] = {}  # from sentences without speakers to the last before them that may have some
        self._depth = 0
        self._caught_up = 0  # all speakers of the sentences before this one are found

    def meant(self, said: Said) -> Entity | None:
        """Return who is meant by a speaker; None where it is open (first person)."""
        if said.asked:
            return said.entity
        if self._depth == _DEEP:
            self._catch_up(said)
        self._depth += 1
        entity = self.find(said)
        self._depth -= 1
        if entity is not None and said.media:
            low = said.line.low
            entity = entity._replace(texts=frozenset(low[stop - 1] for _, stop in said.media))
        said.asked = True
        said.entity = entity
        if entity is None:  # nobody can mean it: what looks back need not pass it again
            index = said.line.sentence.index
            self._known[index] = [other for other in self.of_sentence(index) if other is not said]
        return entity

    @abstractmethod
    def find(self, said: Said) -> Entity | None:
        """Look for whom a speaker means; `meant` asks once for each."""

    def _catch_up(self, said: Said) -> None:
        """Find whom all speakers before this one mean from the first on: long chains of pronouns nest no deeper."""
        depth, self._depth = self._depth, 0
        for index in range(self._caught_up, said.line.sentence.index):
            for other in self.of_sentence(index):
                self.meant(other)
        self._caught_up = max(self._caught_up, said.line.sentence.index)
        self._depth = depth

    def of_sentence(self, index: int) -> list[Said]:
        """The speakers of a sentence by where they begin."""
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = sorted(self._speakers(index), key=lambda said: said.start)
        return known

    def beside(self, said: Said) -> list[Said]:
        """The speakers of its sentence that stand before a speaker, by where they begin."""
        near, number = self.of_sentence(said.line.sentence.index), said.number
        at = bisect_left(near, said.start, key=lambda other: other.start)
        return [other for other in near[max(0, at - MOST) : at] if other.number < number]

    def before(self, said: Said, count: int) -> Iterator[tuple[int, Entity]]:
        """The last `count` who spoke before a speaker, and in which sentences: the nearest first."""
        index, near = said.line.sentence.index, self.beside(said)
        while True:
            for other in reversed(near):
                entity = self.meant(other)
                if entity is not None:
                    yield index, entity
                    count -= 1
                    if not count:
                        return
            index = self._last_before(index)
            if index < 0:
                return
            near = self.of_sentence(index)

    def _last_before(self, index: int) -> int:
        """The last sentence before one that has speakers; -1 where none has."""
        passed = []
        index -= 1
        while index >= 0 and not self.of_sentence(index):
            passed.append(index)
            index = self._skips.get(index, index - 1)
        for other in passed:
            self._skips[other] = index
        return index
