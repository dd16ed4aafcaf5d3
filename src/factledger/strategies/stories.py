"""Articles: paragraphs with several claims, what links them, and what is no claim between them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from factledger.strategies.amounts import Amount, amount
from factledger.strategies.drawn import DrawnArticle
from factledger.strategies.events import Event
from factledger.strategies.figures import measured
from factledger.strategies.markup import mark, sentence
from factledger.strategies.numbers import spell
from factledger.strategies.people import person
from factledger.strategies.sentences import row_of
from factledger.strategies.vocabulary import picker, places

#: Sentences with numbers that are no quantities (names, dates, ages, ranks), and sentences without any.
_DISTRACTORS = (
    "The inquiry into Flight 370 is to go on.", "Article 5 of the treaty was not invoked.",
    "The valley is known for its apples.",
    "It was the first visit of a head of state since Covid-19.",
    "The road was closed at 5:30 a.m. and opened at noon.",
    "A 34-year-old driver was questioned by the police and went home.", "The law dates from 1994 and was never used.",
    "The harbour lies at the mouth of the river.", "Channel 4 showed pictures of the valley.", "Nobody knows why.",
    "The museum was founded on March 3, 1958.", "The team came in No. 2 in the league.",
)  # fmt: skip
_CAPTIONS = (
    "A view of the harbour at dawn. Photograph: Ilse Brandt/Valley Press",
    "Boats in the harbour. Photo: Valley Press",
)
_HEADLINES = ("Valley in mourning after the storm", "A village counts its dead", "What is known of the fire")
_REST = ("Read more", "Share this article", "Sign up for our newsletter")


class _Story:
    """Paragraphs and rows as they are drawn."""

    def __init__(self) -> None:
        self.text = ""
        self.rows: list[Mapping[str, Any]] = []
        self.same: list[int | None] = []
        self.made_of: list[str] = []

    def add(self, text: str, *, gap: str = "\n\n") -> int:
        """Add a paragraph, or behind another gap a sentence; return where it begins."""
        if self.text:
            self.text += gap
        begin = len(self.text)
        self.text += text
        return begin

    def tell(self, marked: str, told: Event, *, gap: str = "\n\n", same: int | None = None, **fields: Any) -> None:
        """Add what states a claim, with its row."""
        text, row = row_of(marked, told, None)
        begin = self.add(text, gap=gap)
        self.rows.append({**row, "start": row["start"] + begin, "end": row["end"] + begin, **fields})
        self.same.append(same)
        self.made_of += [*told.made_of, *told.amount.made_of]


@st.composite
def articles(draw: st.DrawFn) -> DrawnArticle:
    """Draw an article: claims, a quotation, a part, a repeat, captions, and numbers that are no claims.

    A person says the first figure and is quoted later by surname or pronoun; the figure may have a part (`The dead
    include seven children`) and may come again. Between these stand dates, ages and names with numbers.
    """
    pick = picker(draw)
    story = _Story()
    where, who = pick(places()), person(draw, placed=False)
    if draw(st.booleans()):
        story.add(pick(_HEADLINES))
        story.made_of.append("headline")
    counted, verb = (
        mark("counted", pick(("villagers", "fishermen", "passengers", "miners"))),
        pick(("killed", "shot dead")),
    )
    dead = amount(draw, "count", counted, bounded=False)
    first = Event("", dead, f" were {verb} in {mark('place', where)}", "killed", made_of=(f"article:{verb}",))
    said = "said"
    story.tell(
        f"{sentence(first.clause, '')}, {who.text} {said}.", first, speaker=who.full, cue=said, quote="indirect"
    )
    if draw(st.booleans()):
        number = draw(st.integers(2, 9))
        young = _count("the dead include ", spell(number), number, "children", "killed")
        story.tell(sentence(young.clause), young, gap=" ", subset_of=0, place=where)
        story.made_of.append("part")
    parts = draw(st.permutations(("quote", "distractor", "caption", "repeat", "other", "rest")))
    for part in parts[: draw(st.integers(1, 6))]:
        story.made_of.append(part)
        if part == "distractor":
            story.add(" ".join(draw(st.lists(st.sampled_from(_DISTRACTORS), min_size=1, max_size=3, unique=True))))
        elif part == "caption":
            story.add(pick(_CAPTIONS))
        elif part == "rest":
            story.add(pick(_REST))
        elif part == "quote":
            number = draw(st.integers(12, 999))
            lost = _count("we rescued ", str(number), number, "passengers", "rescued")
            lost = lost._replace(after=f" in {mark('place', where)}")
            story.tell(f"“{sentence(lost.clause, ',')}” {_inside(pick(who.again))} added.", lost,
                       speaker=who.full, cue="added", quote="direct")  # fmt: skip
        elif part == "repeat":
            # two and three are everywhere: only "the two villagers" are surely those of before
            small = dead.value is not None and dead.value <= 3
            again = first._replace(before="the ") if small else first
            story.tell(sentence(again.clause), again, same=0)
        else:
            other = measured(draw)
            story.tell(sentence(other.clause), other)
    return DrawnArticle(story.text, tuple(story.rows), tuple(story.same), tuple(story.made_of))


def _count(before: str, text: str, number: int, noun: str, measure: str) -> Event:
    return Event(before, Amount(f"{mark('text', text)} {mark('counted', noun)}", Decimal(number)), "", measure)


def _inside(again: str) -> str:
    """Return how somebody is spoken of inside a sentence."""
    return again.lower() if again in ("He", "She") else again
