"""Articles to fill reports with, drawn from a seed: the same number gives the same article."""

from __future__ import annotations

import random
from collections.abc import Iterator

from factledger import Document, extract
from factledger.view.report import Article

TOWNS = (
    "Tornau",
    "Velmar",
    "Ostrava Hill",
    "Marwick",
    "Port Ellery",
    "Kessin",
    "Brannoch",
    "Sulva",
    "Aldmoor",
    "Tresk",
)
NAMES = (
    "Mira Halden",
    "Jonas Okafor",
    "Petra Lindqvist",
    "Samir Dahl",
    "Ewa Brandt",
    "Tom Achterberg",
    "Lucia Ferran",
)
BODIES = ("The health ministry", "The regional council", "Rescue workers", "The interior ministry", "Local officials")
SENTENCES = (
    "{body} said at least {a} people had been killed and {b} injured in {town} on Monday.",
    "{name}, the mayor of {town}, said about {c} residents had fled since the storm.",
    "One official, who asked not to be named, put the number of missing at {b}, but it could not be verified.",
    "The army denied that {a} soldiers had died near {town}.",
    "{body} estimated the damage at ${d} million, up {e} percent on last year.",
    "Between {a} and {c} houses were destroyed in {town}, according to {name}.",
    "Dozens of people are still waiting for help in {town}, the radio reported.",
    "The currency fell {e} percent against the dollar on Tuesday.",
    "More than {c} people took part in a march in {town}, {name} said.",
    "Nobody in {town} could say when the water would be back, and the road to the coast remained closed all day.",
    "The toll so far stands at {b}, including {f} children, {body} said, and is expected to rise.",
    "Shops opened late, the market stayed empty and the evening train left without its usual crowd of commuters.",
)  # fmt: skip


def story(number: int, sentences: int = 48) -> Document:
    """Return article number `number`: about 15 claims in some 4,700 characters."""
    draw = random.Random(number)
    said = []
    for _ in range(sentences):
        # Two sentences of four carry figures, as in a long report.
        pattern = draw.choice(SENTENCES) if draw.random() < 0.295 else draw.choice((SENTENCES[9], SENTENCES[11]))
        said.append(
            pattern.format(
                body=draw.choice(BODIES), name=draw.choice(NAMES), town=draw.choice(TOWNS),
                a=draw.randint(3, 90), b=draw.randint(100, 900), c=draw.randint(1000, 9000),
                d=draw.randint(2, 80), e=draw.randint(2, 40), f=draw.randint(2, 20),
            )
        )  # fmt: skip
    paragraphs = ["\n\n".join([" ".join(said[start : start + 3]) for start in range(0, sentences, 3)])]
    return Document.of(
        f"Day {number} after the storm\n\n" + "".join(paragraphs),
        id=f"story-{number}",
        title=f"Day {number} after the storm in {TOWNS[number % len(TOWNS)]}",
        publisher="Example Daily",
        published=f"2024-{1 + number // 28 % 12:02}-{1 + number % 28:02}",
        url=f"https://daily.example.org/2024/storm/{number}",
    )


def articles(count: int) -> Iterator[Article]:
    """Yield so many articles with their claims."""
    for number in range(count):
        document = story(number)
        yield Article.of(document, extract(document))
