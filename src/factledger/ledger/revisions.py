"""What changed in an article: the claims of one text found again in the next by their quote selectors.

A claim is the same where its words stand again in the new text (TextQuoteSelector: the exact words between the same
words before and after). Of what is left, a figure that stands in nearly the same words, of the same measure, is the
old figure changed; the rest was dropped or added.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from factledger.document import Document
from factledger.ledger.base import ENTRY, Base
from factledger.ledger.entries import Entry, read_body
from factledger.records import Claim

#: How alike the words around a figure must be (0 to 1, difflib's ratio) to be the same place of the text.
_ALIKE = 0.6

Fate = Literal["kept", "changed", "dropped", "added"]


class Moved(NamedTuple):
    """What became of a claim between two texts of an article.

    `before` is None for what was added, `after` for what was dropped; `flags_lost` and `flags_gained` compare the
    two.
    """

    fate: Fate
    before: Claim | None
    after: Claim | None

    @property
    def flags_lost(self) -> tuple[str, ...]:
        """Flags that the claim had and has no more."""
        return _without(self.before, self.after)

    @property
    def flags_gained(self) -> tuple[str, ...]:
        """Flags that the claim had not and has now."""
        return _without(self.after, self.before)

    def __str__(self) -> str:
        old = "" if self.before is None else self.before.quantity.span.text
        new = "" if self.after is None else self.after.quantity.span.text
        said = {"kept": old, "changed": f"{old} -> {new}", "dropped": f"- {old}", "added": f"+ {new}"}[self.fate]
        flags = [f"-{flag}" for flag in self.flags_lost] + [f"+{flag}" for flag in self.flags_gained]
        return " ".join([said, *flags])


class RevisedArticle(NamedTuple):
    """Two texts of one article, one after the other, and what became of the figures: `moved` in text order.

    `seq` is the revision's entry; `recorded` when the new text was recorded (ISO 8601, UTC).
    """

    seq: int
    recorded: str
    before: Document
    after: Document
    moved: tuple[Moved, ...]

    @property
    def changes(self) -> tuple[Moved, ...]:
        """What moved, without the claims that were kept with the same flags."""
        return tuple(m for m in self.moved if m.fate != "kept" or m.flags_lost or m.flags_gained)


class Revising(Base):
    """The part of a ledger that tells what changed in its articles."""

    def revisions(self, *, url: str | None = None, document: str | None = None) -> list[RevisedArticle]:
        """Return the recorded changes of articles, oldest first: of all, or of those with this url or document id.

        The claims compared are those of the newest reading of each text.
        """
        return [
            revised
            for revised in self._revised()
            if (url is None or url in (revised.before.source.url, revised.after.source.url))
            and (document is None or document in (revised.before.id, revised.after.id))
        ]

    def _revised(self) -> Iterator[RevisedArticle]:
        with self._transaction(writing=False) as connection:
            rows = connection.execute(
                "SELECT revision.seq, entry.recorded, before, after FROM revision JOIN entry USING (seq) ORDER BY 1"
            ).fetchall()
            texts: dict[int, tuple[Document, list[Claim]]] = {}
            for _, _, *both in rows:
                for seq in both:
                    if seq in texts:
                        continue
                    row = connection.execute(f"SELECT {ENTRY} FROM entry WHERE seq = ?", (seq,)).fetchone()
                    # A text seen again under the same id has its claims with the first sight of it.
                    (first,) = connection.execute(
                        "SELECT min(same.seq) FROM document JOIN document AS same USING (document, text_sha256) "
                        "WHERE document.seq = ?",
                        (seq,),
                    ).fetchone()
                    found = connection.execute(
                        f"SELECT {ENTRY} FROM entry JOIN claim USING (seq) "
                        "WHERE claim.document = ? AND claim.superseded IS NULL ORDER BY claim.position, seq",
                        (first,),
                    ).fetchall()
                    claims = [read_body(Claim, Entry(*one)) for one in found]
                    texts[seq] = (read_body(Document, Entry(*row)), claims)
        for seq, recorded, before, after in rows:
            (old, old_claims), (new, new_claims) = texts[before], texts[after]
            yield RevisedArticle(seq, recorded, old, new, tuple(compare(old_claims, new_claims, new.text)))


def compare(before: Sequence[Claim], after: Sequence[Claim], text: str) -> list[Moved]:
    """Return what became of the claims of a text in its next version `text`, whose claims are `after`."""
    by_start = {claim.quantity.span.start: claim for claim in after}
    pairs: dict[int, Claim] = {}  # by index in `before`
    taken: set[int] = set()
    for index, old in enumerate(before):
        start = _anchored(old, text, taken)
        found = None if start is None else by_start.get(start)
        if found is not None and found.quantity.span.text == old.quantity.span.text:
            pairs[index] = found
            taken.add(found.quantity.span.start)
    free = [claim for claim in after if claim.quantity.span.start not in taken]
    likely = sorted(
        (
            (_likeness(old, new), index, place)
            for index, old in enumerate(before)
            if index not in pairs
            for place, new in enumerate(free)
            if old.measure.kind == new.measure.kind and old.quantity.unit == new.quantity.unit
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    used: set[int] = set()
    for likeness, index, place in likely:
        if likeness < _ALIKE or index in pairs or place in used:
            continue
        pairs[index] = free[place]
        used.add(place)
    moved = [_moved(old, pairs.get(index)) for index, old in enumerate(before)]
    moved += [Moved("added", None, claim) for place, claim in enumerate(free) if place not in used]
    return sorted(moved, key=_place)


def _moved(old: Claim, new: Claim | None) -> Moved:
    if new is None:
        return Moved("dropped", old, None)
    one, other = old.quantity, new.quantity
    same = (one.value, one.low, one.high, one.comparator) == (other.value, other.low, other.high, other.comparator)
    return Moved(
        "kept" if same and (one.value is not None or one.span.text == other.span.text) else "changed", old, new
    )


def _place(moved: Moved) -> tuple[int, int]:
    claim = moved.after or moved.before
    assert claim is not None
    return claim.quantity.span.start, moved.after is None


def _anchored(claim: Claim, text: str, taken: set[int]) -> int | None:
    """Return where the claim's words stand again, by the words before and after them; None where they do not."""
    anchor = claim.anchor
    best: tuple[float, int] | None = None
    at = text.find(anchor.exact)
    while at >= 0:
        if at not in taken:
            head = text[max(0, at - len(anchor.prefix)) : at]
            stop = at + len(anchor.exact)
            tail = text[stop : stop + len(anchor.suffix)]
            if head == anchor.prefix and tail == anchor.suffix:
                return at
            likeness = _ratio(head + "\0" + tail, anchor.prefix + "\0" + anchor.suffix)
            if likeness >= _ALIKE and (best is None or likeness > best[0]):
                best = (likeness, at)
        at = text.find(anchor.exact, at + 1)
    return None if best is None else best[1]


def _likeness(old: Claim, new: Claim) -> float:
    """How alike the sentences of two claims are, the figures themselves left out."""
    return max(_ratio(_around(old), _around(new)), _ratio(_near(old), _near(new)))


def _around(claim: Claim) -> str:
    span, sentence = claim.quantity.span, claim.sentence
    return sentence.text[: span.start - sentence.start] + "\0" + sentence.text[span.end - sentence.start :]


def _near(claim: Claim) -> str:
    return claim.anchor.prefix + "\0" + claim.anchor.suffix


def _ratio(one: str, other: str) -> float:
    # Long sentences are compared at their beginning: the measure is quadratic.
    return difflib.SequenceMatcher(None, one[:400], other[:400], autojunk=False).ratio()


def _without(one: Claim | None, other: Claim | None) -> tuple[str, ...]:
    if one is None or other is None:
        return ()
    return tuple(sorted(set(one.flag_kinds) - set(other.flag_kinds)))
