"""A report as its sentence shows it: token positions, speakers not yet resolved."""

from __future__ import annotations

from typing import NamedTuple

from factledger.attribution.speakers import Mention

Range = tuple[int, int]

BESIDE = 12  # reports of one sentence that are compared with each other: keeps endless sentences linear


class Found(NamedTuple):
    """One report as its sentence shows it; all positions are token indices, `content` token ranges.

    `pattern` says how it was found: lead (Y said N), trail (N, Y said), inside (X, Y said, is N), inverted (N, said
    Y), participle, according, noun, phrase (in a poll), colon, citing, passive. `media`
    are the channels named at it.
    """

    cue: Range
    lemma: str
    cue_class: str
    source: Mention | None
    content: tuple[Range, ...]
    pattern: str
    media: tuple[Range, ...] = ()
    recipient: Range | None = None
    relays: tuple[Range, ...] = ()
    data: tuple[Range, ...] = ()
    negative: bool = False
    scope: int = -1
