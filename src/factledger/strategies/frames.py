"""The frames that clauses are drawn from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from factledger.strategies.events import (
    Event,
    active,
    happening,
    intransitive,
    lead,
    passive,
    phrase,
    share,
    state,
    zero,
)
from factledger.strategies.figures import measured, money, scale

#: The frames with their weights: what is drawn most is what news tells most.
FRAMES: tuple[Callable[[Any], Event], ...] = (
    passive, passive, passive, active, active, intransitive, state, phrase, phrase, lead, happening, happening,
    scale, scale, scale, money, money, measured, share, zero,
)  # fmt: skip


def event(draw: Any) -> Event:
    """Draw a clause that states one number."""
    told: Event = draw(st.sampled_from(FRAMES))(draw)
    return told
