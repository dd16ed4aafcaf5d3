"""One statement, however often it appears: repeats in a document, kept figures of an edited text, wire copy.

Two claims are one statement where they have the same figure, measure, thing and speaker, do not contradict each other
in place, and

- the document says so itself (`Claim.same_as`), or
- they stand in two texts of one document (an edited article keeps its figure), or
- they stand in the same words in two documents: wire copy. The sentence is the same word for word, or the number
  with 32 characters on each side is; it has at least `WORDS` words, and the days of statement lie within `DAYS`.

Wire copy in an article's own voice is one statement whichever outlet printed it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from factledger.ledger.kept import READ, Kept
from factledger.patterns import lazy_pattern

DAYS = 3  # copies of one dispatch are printed within so many days of each other
WORDS = 6  # shorter sentences are alike by chance

_WORD = lazy_pattern(r"\w+")


class Statement:
    """One statement and every appearance of it, the earliest first."""

    def __init__(self, appearances: Sequence[Kept]) -> None:
        self.appearances = tuple(appearances)

    @cached_property
    def first(self) -> Kept:
        """The appearance for which the statement stands: of the earliest text the mention that says most of it.

        A headline gives the figure alone; the sentence that repeats it names speaker, place and day.
        """
        first = self.appearances[0]
        same = [one for one in self.appearances if (one.document, one.revision) == (first.document, first.revision)]
        return max(same, key=lambda one: one.said) if len(same) > 1 else first

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The documents that it appears in, the earliest first."""
        return tuple(dict.fromkeys(kept.document for kept in self.appearances))

    def __repr__(self) -> str:
        return f"<Statement {self.first.claim.quantity.span.text!r}, {len(self.appearances)} appearances>"


def statements_of(claims: Iterable[Kept]) -> list[Statement]:
    """Return the statements that the claims make, in the order of time; each claim is in exactly one of them."""
    kept = sorted(claims, key=lambda one: one.order)
    groups = _Groups(len(kept))
    buckets: dict[tuple[object, ...], list[int]] = defaultdict(list)
    mentions: dict[tuple[str, str], int] = {}
    for at, one in enumerate(kept):
        mentions.setdefault((one.document, one.claim.id), at)
        buckets[_figure(one)].append(at)
    for at, one in enumerate(kept):
        if one.claim.same_as is not None:
            # Repeats of a mention that is not among the claims are still one statement.
            groups.join(mentions.setdefault((one.document, one.claim.same_as.claim), at), at)
    for bucket in buckets.values():
        if len(bucket) > 1:
            _join_revisions(kept, bucket, groups)
            _join_copies(kept, bucket, groups)
    return [Statement([kept[at] for at in group]) for group in groups.all()]


def current_statements(claims: Iterable[Kept]) -> list[Statement]:
    """Return the statements that some article's latest text still makes, dated by their first appearance."""
    return [one for one in statements_of(claims) if any(kept.current for kept in one.appearances)]


def is_later(one: Kept, other: Kept) -> bool:
    """Whether `one` was stated after `other`: on a later day, or in a later text of its document."""
    if one.stated is not None and other.stated is not None and one.stated != other.stated:
        return one.stated > other.stated
    return one.document == other.document and one.revision > other.revision


def last_words(statements: Sequence[Statement]) -> list[Statement]:
    """Return of each speaker's statements only those that no later one of the same speaker replaces, in order."""
    kept: dict[str, list[Statement]] = {}
    for statement in statements:
        said = kept.setdefault(statement.first.voice.key, [])
        said[:] = [one for one in said if not is_later(statement.first, one.first)]
        said.append(statement)
    last = {id(statement) for said in kept.values() for statement in said}
    return [statement for statement in statements if id(statement) in last]


class _Groups:
    """Disjoint sets of 0 to n - 1; a set is known by its smallest member."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, at: int) -> int:
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        a, b = sorted((self.find(one), self.find(other)))
        self._parent[b] = a

    def all(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for at in range(len(self._parent)):
            found.setdefault(self.find(at), []).append(at)
        return list(found.values())


@lru_cache(maxsize=READ)
def _figure(kept: Kept) -> tuple[object, ...]:
    """What must be equal: the number as it is stated, and what it is of; the speaker, where there is one."""
    claim = kept.claim
    quantity = claim.quantity
    number = quantity.bounds() if quantity.comparator != "vague" else quantity.span.text.casefold()
    role = None if claim.change is None else (claim.change.direction, claim.change.role)
    voice = "" if kept.voice.article else kept.voice.key
    return claim.measure.kind, quantity.unit, quantity.comparator, number, kept.thing, role, voice


def _join_revisions(kept: Sequence[Kept], bucket: Sequence[int], groups: _Groups) -> None:
    """Join figures that an edited document keeps, or another reading of it: the first of each with one another."""
    known: dict[tuple[str, str, int], tuple[int, tuple[object, ...]]] = {}
    count: dict[tuple[object, ...], int] = defaultdict(int)
    for at in bucket:
        one = kept[at]
        if one.claim.same_as is not None:
            continue
        origin = one.claim.provenance
        reading = (one.revision, origin.extractor, origin.lexicon)
        nth = count[one.document, one.place, reading]
        count[one.document, one.place, reading] += 1
        place = (one.document, one.place or "", nth)
        if place in known and known[place][1] != reading:
            groups.join(known[place][0], at)
        known[place] = at, reading


def _join_copies(kept: Sequence[Kept], bucket: Sequence[int], groups: _Groups) -> None:
    """Join what stands in the same words in several documents, printed within days."""
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in bucket:
        for words in _wordings(kept[at]):
            same[words].append(at)
    for alike in same.values():
        last = alike[0]
        for at in alike[1:]:
            if _near(kept[last].stated, kept[at].stated) and _agree(kept[last], kept[at]):
                groups.join(last, at)
            last = at


@lru_cache(maxsize=READ)
def _wordings(kept: Kept) -> list[tuple[str, ...]]:
    anchor = kept.claim.anchor
    found = []
    sentence = tuple(_WORD.findall(kept.claim.sentence.text.casefold()))
    if len(sentence) >= WORDS:
        found.append(("sentence", *sentence))
    # The outermost words may be cut off; what stands further away may have been edited.
    around = tuple(_WORD.findall(f"{anchor.prefix[1:]}\n{anchor.exact}\n{anchor.suffix[:-1]}".casefold()))[1:-1]
    if len(around) >= WORDS and len(anchor.prefix) == len(anchor.suffix) == 32:
        found.append(("around", *around))
    return found


def _near(one: dt.date | None, other: dt.date | None) -> bool:
    return one == other if one is None or other is None else abs((one - other).days) <= DAYS


def _agree(one: Kept, other: Kept) -> bool:
    """Whether place and days leave it open that both speak of the same."""
    if one.place is not None and other.place is not None and one.place != other.place:
        return False
    if one.days is not None and other.days is not None:
        return one.days.meet(other.days)
    return True
