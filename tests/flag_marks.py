"""Marked example texts for the flag tests: quantities, cues and speakers stand in the text itself.

`[20]` is a quantity that gets the flags in question, `{20}` one that does not, `[20|alleged denied]` one with exactly
those flags; `<said>` is the cue and `«the mayor»` the speaker of the quantities of its sentence (the nearest cue).
"""

import re
from decimal import Decimal
from typing import NamedTuple

from factledger.flags import raise_flags
from factledger.flags.patterns import RuleTable
from factledger.measures import Subject
from factledger.records import Attribution, Flag, Link, Measured, Quantity, Span, Speaker
from factledger.segment import Layout, segment

MARK = re.compile(r"\[([^\]|]+)(?:\|([a-z_ -]*))?\]|\{([^}]+)\}|<([^>]+)>|«([^»]+)»")
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11,
    "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
}  # fmt: skip
MEASURES = (
    ("killed", r"kill|dead|died|death|toll|drown|bodies|fatalit|perish"),
    ("injured", r"injur|wound|hurt"),
    ("cost", r"cost|damage|loss"),
    ("attendance", r"march|crowd|protest|rally"),
    ("displaced", r"displac|fled|homeless|refugee"),
)
UNITS = (("percent", r"percent|%"), ("USD", r"dollar|\$"), ("EUR", r"euro"), ("GBP", r"pound|£"), ("meter", r"metre"))


class Marked(NamedTuple):
    """A text with its marks taken out, its quantities, and what each mark expects."""

    layout: Layout
    quantities: list[Quantity]
    subjects: list[Subject]
    attributions: list[Attribution]
    expected: list[bool]  # in square brackets
    flags: list[tuple[str, ...] | None]  # after the bar

    def raised(self, rules: RuleTable | None = None) -> list[tuple[Flag, ...]]:
        """The flags of each quantity."""
        return raise_flags(self.layout, self.quantities, self.subjects, self.attributions, [], rules)


def read_marks(source: str) -> Marked:
    """Take the marks out of a text and make records of them."""
    text, at = "", 0
    numbers: list[tuple[int, int, bool, tuple[str, ...] | None]] = []
    cues: list[tuple[int, int]] = []
    speakers: list[tuple[int, int]] = []
    for match in MARK.finditer(source):
        text += source[at : match.start()]
        at = match.end()
        words = next(g for g in (match[1], match[3], match[4], match[5]) if g)
        place = (len(text), len(text) + len(words))
        text += words
        if match[4]:
            cues.append(place)
        elif match[5]:
            speakers.append(place)
        else:
            listed = None if match[2] is None else tuple(sorted(match[2].split()))
            numbers.append((*place, bool(match[1]), listed))
    text += source[at:]
    layout = segment(text)
    quantities, subjects, attributions = [], [], []
    for start, end, _, _ in numbers:
        quantities.append(_quantity(text, start, end))
        subjects.append(_subject(layout, start, end))
        attributions.append(_attribution(layout, start, cues, speakers))
    return Marked(layout, quantities, subjects, attributions, [n[2] for n in numbers], [n[3] for n in numbers])


def _quantity(text: str, start: int, end: int) -> Quantity:
    words = text[start:end]
    digits = re.search(r"\d[\d,]*", words)
    value = Decimal(digits[0].replace(",", "")) if digits else None
    if value is None and words.split()[0].lower() in WORDS:
        value = Decimal(WORDS[words.split()[0].lower()])
    unit = next((unit for unit, pattern in UNITS if re.search(pattern, words)), "")
    kind = "percent" if unit == "percent" else "money" if unit.isupper() else "physical" if unit else "count"
    comparator = "exact" if value is not None else "vague"
    return Quantity(span=Span.of(text, start, end), kind=kind, value=value, unit=unit, comparator=comparator)


def _subject(layout: Layout, start: int, end: int) -> Subject:
    sentence = layout.sentence_at(start)
    around = layout.text[max(sentence.start, start - 40) : min(sentence.end, end + 50)] if sentence else ""
    best = min(
        ((abs(m.start() - 40), kind) for kind, pattern in MEASURES for m in re.finditer(pattern, around)),
        default=(0, "other"),
    )
    noun = re.compile(r"\s*([^\W\d_]+(?: [^\W\d_]+)?)").match(layout.text, end)
    counted = Span.of(layout.text, noun.start(1), noun.end(1)) if noun else None
    return Subject(Measured(kind=best[1]), counted=counted)  # type: ignore[arg-type]


def _attribution(
    layout: Layout, start: int, cues: list[tuple[int, int]], speakers: list[tuple[int, int]]
) -> Attribution:
    sentence = layout.sentence_at(start)
    if sentence is None:
        return Attribution()
    near = [cue for cue in cues if sentence.start <= cue[0] < sentence.end]
    if not near:
        return Attribution()
    cue = min(near, key=lambda c: abs(c[0] - start))
    said = Span.of(layout.text, *cue)
    names = [s for s in speakers if sentence.start <= s[0] < sentence.end]
    if not names:
        return Attribution(cue=said)
    name = Span.of(layout.text, *min(names, key=lambda s: abs(s[0] - cue[0])))
    chain = (Link(name=said, kind="relay"),) if said.text.startswith("via") else ()
    return Attribution(speaker=Speaker(name=name, mention=name), cue=said, quote="indirect", chain=chain)
