"""How sure: confidence flags, each an edge from a claim to the words that raised it.

The rules stand in lexicon/flags.toml (ConText design: trigger, direction, scope, words that end it). Besides them
three things are read off the claims themselves: who is unnamed, what was passed on, and which figures differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from factledger.attribution import Report, find_reports
from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.flags.anonymity import mentioned_again, unnamed
from factledger.flags.deniers import Deniers
from factledger.flags.disputes import differing, said_again
from factledger.flags.patterns import RuleTable, Stretch, Trigger, packaged_rules
from factledger.flags.scene import Scene
from factledger.flags.scopes import heard, reached
from factledger.frozen import trusted
from factledger.measures import Subject
from factledger.records import FLAGS, Attribution, Flag, Quantity, Span
from factledger.segment import Layout, segment

__all__ = ["flags", "raise_flags"]

_raised = trusted(Flag)
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

    deniers = Deniers(layout, reports)
    for trigger in table.scan(layout.text, scene.stretches()):
        for claim in reached(scene, trigger):
            add(claim, _flag(layout, deniers, trigger))
    for claim, said in enumerate(attributions):
        if said.chain:
            add(
                claim, Flag(kind="secondhand", spans=tuple(link.name for link in said.chain), rule="secondhand.chain")
            )
        words = unnamed(said.speaker)
        if words is not None:
            add(claim, Flag(kind="anonymous", spans=(words,), rule="anonymous.speaker"))
    flagged = [raised.values() for raised in found]
    for claim, flag in mentioned_again(scene, flagged):
        add(claim, flag)
    for claim, flag in said_again(scene, flagged):
        add(claim, flag)
    for claim, other in differing(scene):
        spans = (quantities[claim].span, quantities[other].span)
        speaker = attributions[other].speaker
        by = None if speaker is None else speaker.name
        add(claim, Flag(kind="disputed", spans=spans, rule="disputed.figures", by=by))
    return [tuple(sorted(raised.values(), key=_place)) for raised in found]


def flags(text: str | Document) -> tuple[Flag, ...]:
    """Return a flag for every confidence phrase of a text, claims or not, in the order of the text.

    What only looks like one (`denied entry`) is left out. Raises `FactledgerError` on anything but a text or a
    document.
    """
    if not isinstance(text, str | Document):
        raise FactledgerError(f"text must be a str or a Document, not {type(text).__name__}")
    layout = segment(text) if isinstance(text, str) else segment(text.text, text.parts)
    stretches = [Stretch(sentence, 0) for sentence in layout.sentences]
    triggers = [trigger for trigger in packaged_rules().scan(layout.text, stretches) if heard(layout, trigger)]
    if not triggers:
        return ()
    deniers = Deniers(layout, find_reports(layout))
    return tuple(_flag(layout, deniers, trigger) for trigger in triggers)


def _flag(layout: Layout, deniers: Deniers, trigger: Trigger) -> Flag:
    span = Span.of(layout.text, trigger.start, trigger.end)
    by = deniers.of(trigger) if trigger.rule.flag in ("denied", "disputed") else None
    return _raised(kind=trigger.rule.flag, spans=(span,), rule=trigger.rule.name, by=by)


def _place(flag: Flag) -> tuple[int, int, str]:
    return _ORDER.get(flag.kind, len(_ORDER)), flag.spans[0].start, flag.rule
