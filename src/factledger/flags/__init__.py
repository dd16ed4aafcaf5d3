"""How sure: confidence flags, each an edge from a claim to the words that raised it.

The rules stand in lexicon/flags.toml (ConText design: trigger, direction, scope, words that end it). Besides them
three things are read off the claims themselves: who is unnamed, what was passed on, and which figures differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from factledger.attribution import Report
from factledger.flags.anonymity import mentioned_again, unnamed
from factledger.flags.disputes import differing
from factledger.flags.patterns import RuleTable, Trigger, packaged_rules
from factledger.flags.scene import Scene
from factledger.flags.scopes import reached
from factledger.measures import Subject
from factledger.records import FLAGS, Attribution, Flag, Quantity, Span
from factledger.segment import Layout

__all__ = ["raise_flags"]

_ORDER = {kind: number for number, kind in enumerate(FLAGS)}


def raise_flags(
    layout: Layout,
    quantities: Sequence[Quantity],
    subjects: Sequence[Subject],
    attributions: Sequence[Attribution],
    reports: Sequence[Report],
    rules: RuleTable | None = None,
) -> list[tuple[Flag, ...]]:
    """Return each quantity's flags, in the order of `quantities`; `rules` replaces the packaged table."""
    if not quantities:
        return []
    scene = Scene(layout, quantities, subjects, attributions, reports)
    found: list[dict[tuple[str, tuple[Span, ...]], Flag]] = [{} for _ in quantities]

    table = packaged_rules() if rules is None else rules

    def add(claim: int, flag: Flag) -> None:
        if flag.rule not in table.off:
            found[claim].setdefault((flag.rule, flag.spans), flag)

    for trigger in table.scan(layout.text):
        for claim in reached(scene, trigger):
            add(claim, _flag(scene, trigger))
    for claim, said in enumerate(attributions):
        if said.chain:
            add(
                claim, Flag(kind="secondhand", spans=tuple(link.name for link in said.chain), rule="secondhand.chain")
            )
        words = unnamed(said.speaker)
        if words is not None:
            add(claim, Flag(kind="anonymous", spans=(words,), rule="anonymous.speaker"))
    for claim, flag in mentioned_again(scene, [list(flags.values()) for flags in found]):
        add(claim, flag)
    for claim, other in differing(scene):
        spans = (quantities[claim].span, quantities[other].span)
        add(claim, Flag(kind="disputed", spans=spans, rule="disputed.figures"))
    return [tuple(sorted(flags.values(), key=_place)) for flags in found]


def _flag(scene: Scene, trigger: Trigger) -> Flag:
    span = Span.of(scene.text, trigger.start, trigger.end)
    return Flag(kind=trigger.rule.flag, spans=(span,), rule=trigger.rule.name)


def _place(flag: Flag) -> tuple[int, int, str]:
    return _ORDER[flag.kind], flag.spans[0].start, flag.rule
