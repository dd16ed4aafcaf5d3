"""Which claims a trigger reaches: one function for each scope that a rule can have."""

from __future__ import annotations

from collections.abc import Callable

from factledger.flags.patterns import Trigger
from factledger.flags.scene import Scene
from factledger.flags.targets import antecedents
from factledger.patterns import lazy_pattern
from factledger.segment import Layout, Sentence

#: `the rate, at 9 percent, is expected to rise`: what stands before is no forecast
_MOVES = lazy_pattern(
    r"(?i)\s+(?:\w+ly )?(?:rise|grow|increase|climb|fall|drop|decline|shrink|double|triple|improve|slow|ease)\b"
)

SPEAKER_REACH = 90  # characters between a trigger and the cue of the speaker that it describes
AHEAD, BEHIND = 400, 250  # characters before and after a trigger in which the cue of its sentence is looked for
CUE = 60  # characters of the longest cue, of which a trigger is a part
LISTED = 5  # words between two quantities of a list


def reached(scene: Scene, trigger: Trigger) -> list[int]:
    """Return the claims that a trigger's flag holds for."""
    sentence = scene.layout.sentence_at(trigger.start)
    if sentence is None or not heard(scene.layout, trigger):
        return []
    rule = trigger.rule
    if rule.scope in ("paragraph", "document"):
        return antecedents(scene, trigger, sentence, rule.target)
    found = _SCOPES[rule.scope](scene, trigger, sentence)
    if not found and rule.back:
        return antecedents(scene, trigger, sentence, rule.back)
    if rule.needs == "speaker":
        return [i for i in found if scene.attributions[i].speaker is not None]
    if rule.needs == "alone":
        return [i for i in found if scene.is_speaker(i, trigger.start, trigger.end)]
    if rule.needs == "amount":
        return [i for i in found if scene.quantities[i].kind != "count"]
    return found


def heard(layout: Layout, trigger: Trigger) -> bool:
    """Whether a trigger counts where it stands: not in page furniture, and at a sentence's start where it must be."""
    sentence = layout.sentence_at(trigger.start)
    if sentence is None or sentence.kind == "boilerplate":
        return False
    if trigger.initial and layout.text[sentence.start : trigger.start].strip(" \"“‘'([-—–*•"):
        return False
    return trigger.rule.needs != "headline" or sentence.kind == "headline"


def _clause(scene: Scene, trigger: Trigger, sentence: Sentence) -> list[int]:
    rule = trigger.rule
    found = []
    moves = rule.future and _MOVES.match(scene.text, trigger.end) is not None
    for i in scene.around(trigger.start, trigger.end, sentence, rule.direction):
        span = scene.quantities[i].span
        if span.start >= trigger.end:
            start, end, stops = trigger.end, span.start, rule.stop_after
        else:
            start, end, stops = span.end, trigger.start, rule.stop_before
            if "verb" in stops:
                end = scene.before_auxiliaries(sentence, start, end)
            if rule.future and (moves or not scene.is_subject(i, sentence, end)):
                continue
        if rule.reach and scene.words_between(start, end) > rule.reach:
            continue
        if rule.future and (_is_answer(scene, trigger, i) or _is_given(scene, i)):
            continue
        if not scene.parted(sentence, start, end, stops) and (rule.whole or not scene.is_whole(i)):
            found.append(i)
    if rule.prefer == "before":
        before = [i for i in found if scene.quantities[i].span.start < trigger.start]
        return _last_listed(scene, sentence, before) or found
    return found


def _last_listed(scene: Scene, sentence: Sentence, claims: list[int]) -> list[int]:
    """The last of the quantities, and those before it that no verb parts from it: `fired 45 shots, held 6 so far`."""
    kept = claims[-1:]
    for i in reversed(claims[:-1]):
        start, end = scene.quantities[i].span.end, scene.quantities[kept[0]].span.start
        if scene.parted(sentence, start, end, ("verb", "past")):
            break
        kept.insert(0, i)
    return kept


def _is_given(scene: Scene, claim: int) -> bool:
    """Whether the quantity is there already, whatever is to come."""
    return scene.is_definite(claim) or scene.is_start(claim) or scene.in_speaker(claim) or scene.is_of_given(claim)


def _is_answer(scene: Scene, trigger: Trigger, claim: int) -> bool:
    """Whether the words are what people say in a poll: `40 percent would vote for her`."""
    said = scene.text[trigger.start : trigger.end].lower()
    return scene.subjects[claim].measure.kind == "poll" and said == "would"


def _next(scene: Scene, trigger: Trigger, sentence: Sentence) -> list[int]:
    """Only the quantity that comes next (and its conversion in brackets)."""
    found = _clause(scene, trigger, sentence)
    after = [i for i in found if scene.quantities[i].span.start >= trigger.end]
    if len(after) > 1 and _is_conversion(scene, *after[:2]):
        return after[:2]
    return after[:1] or found[-1:]


def _is_conversion(scene: Scene, first: int, second: int) -> bool:
    """Whether the second quantity gives the first in another unit: `40 km (25 miles)`, `40 km/25 miles`."""
    one, two = scene.quantities[first], scene.quantities[second]
    if one.unit == two.unit or one.kind != two.kind:
        return False
    return scene.text[one.span.end : two.span.start].strip() in ("(", "(or", "/")


_LIST_BREAK = frozenset({"to", "for", "that", "by", "at", "in", "on", "than", "with", "among"})


def _list(scene: Scene, trigger: Trigger, sentence: Sentence) -> list[int]:
    """The quantity that comes next and those listed with it: `$5m and 300 tents`, `to 59 from 62`."""
    found = [i for i in _clause(scene, trigger, sentence) if scene.quantities[i].span.start >= trigger.end]
    listed = found[:1]
    for i in found[1:]:
        between = scene.text[scene.quantities[listed[-1]].span.end : scene.quantities[i].span.start].split()
        if len(between) > LISTED or any(word.lower() in _LIST_BREAK for word in between):
            break
        listed.append(i)
    return listed


def _sentence(scene: Scene, trigger: Trigger, sentence: Sentence) -> list[int]:
    found = scene.around(trigger.start, trigger.end, sentence, trigger.rule.direction)
    return [i for i in found if trigger.rule.whole or not scene.is_whole(i)]


def _cue(scene: Scene, trigger: Trigger, sentence: Sentence) -> list[int]:
    """Claims whose cue is the trigger; where it is none, those of its clause that have no cue nearer to them."""
    own = [cue for cue in scene.cues_within(trigger.start - CUE, trigger.end) if cue.end > trigger.start]
    if own:
        found = [i for cue in own for i in cue.claims]
        return [i for i in found if not _is_aside(scene, trigger, sentence, i)] if trigger.rule.future else found
    if trigger.rule.needs == "cue":
        return []
    return [i for i in _clause(scene, trigger, sentence) if not scene.cue_between(i, trigger.end)]


def _is_aside(scene: Scene, trigger: Trigger, sentence: Sentence, claim: int) -> bool:
    """Whether a clause edge parts a claim from its cue: `expects a loss after sales fell 8 percent`."""
    start = scene.quantities[claim].span.start
    return trigger.end <= start < sentence.end and scene.parted(sentence, trigger.end, start, trigger.rule.stop_after)


def _attribution(scene: Scene, trigger: Trigger, sentence: Sentence) -> list[int]:
    """Claims of the report whose cue stands nearest to the trigger in its sentence."""
    cues = scene.cues_within(max(sentence.start, trigger.start - AHEAD), min(sentence.end, trigger.end + BEHIND))
    if not cues:
        return []
    nearest = min(cues, key=lambda cue: max(cue.start - trigger.end, trigger.start - cue.end))
    return [i for i in nearest.claims if abs(scene.sentence_of[i] - sentence.index) <= 1]


def _source(scene: Scene, trigger: Trigger, sentence: Sentence) -> list[int]:
    """Claims whose speaker's words hold the trigger, and those of the same speaker elsewhere."""
    return scene.claims_of_source(trigger.start, trigger.end)


def _speaker(scene: Scene, trigger: Trigger, sentence: Sentence) -> list[int]:
    """Claims of the speaker whose words hold the trigger, else of the nearest cue's speaker, wherever they stand."""
    found = _source(scene, trigger, sentence)
    if found:
        return found
    near = trigger.start - SPEAKER_REACH, trigger.end + SPEAKER_REACH
    return scene.same_speaker([i for i in _attribution(scene, trigger, sentence) if scene.cue_within(i, *near)])


_SCOPES: dict[str, Callable[[Scene, Trigger, Sentence], list[int]]] = {
    "next": _next,
    "list": _list,
    "clause": _clause,
    "sentence": _sentence,
    "cue": _cue,
    "attribution": _attribution,
    "source": _source,
    "speaker": _speaker,
}
