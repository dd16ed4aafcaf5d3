"""Articles made for measuring: own-written sentences put together by chance, the same ones for one seed.

python benchmarks/articles.py --megabytes 200 articles.jsonl [--plain 0.5]

`--plain` is the share of articles that hold no number at all, as in a crawl of everything.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PLACES = ("Tornau", "Velm", "Port Asha", "the Lower Sarn valley", "Ostrey", "Kalvik", "the northern district")
PEOPLE = ("Ilse Brandt", "Ada Lund", "Colonel Remo Vash", "Jonas Pell", "Minister Oda Krein", "Teresa Mol")
BODIES = (
    "the health ministry",
    "the regional council",
    "police",
    "the Red Star charity",
    "rescue workers",
    "Nordfunk",
)
THINGS = ("houses", "bridges", "boats", "schools", "trucks", "power stations", "farms")

STATED = (
    "At least {n} people were killed in {place} on {day}, {body} said, and {m} were injured.",
    "{person}, the mayor, told reporters that about {k} residents had fled {place} since {day}.",
    "{body} put the damage at ${x} million, {y} percent more than in the flood of the spring.",
    "Between {n} and {m} {things} were destroyed, according to {body}, but the figure could not be verified.",
    "Dozens are still missing, said {person}, who leads the search with {n} volunteers.",
    "“We counted {k} people in the halls,” {person} said. “A third of them were children.”",
    "The price of bread rose {y} percent in {place}, and fuel by as much as {n} percent, traders said.",
    "{body} denied that {n} soldiers had died near {place}, as {person} had claimed on {day}.",
    "Some {k} tonnes of grain were waiting in {n} ships off {place}, an official who was not named said.",
    "More than {k} homes had no power on {day} evening, {body} reported.",
    "The dead include {m} firefighters and two nurses, {person} said in a statement.",
    "Unemployment in {place} fell to {y} percent from {n} percent a year earlier, {body} said.",
)
UNSTATED = (
    "The road along the river is closed, and nobody in {place} knows for how long.",
    "{person} walked through the market in the rain and spoke with everybody who would stop.",
    "“It is quiet now,” {person} said, “but it was quiet before as well.”",
    "In {place} the church bells rang in the afternoon, as they do when the water comes.",
    "{body} had warned for years that the dams were old, and had been told that money was short.",
    "Nobody answered the telephone at the town hall of {place} on {day}.",
    "The old mill stands where it stood, without its roof and without its wheel.",
    "People carried what they could: blankets, a clock, a cage with a bird in it.",
    "{person} declined to say who had given the order, and {body} did not comment.",
    "The trains are running again between {place} and the coast, slowly and mostly empty.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def articles(seed: int = 1, *, plain: float = 0.0, sentences: int = 30) -> Iterator[dict[str, Any]]:
    """Yield rows without end: id, text, title, publisher, published; about `sentences` sentences each (1: 1 or 2)."""
    chance = random.Random(seed)
    number = 0
    while True:
        without = chance.random() < plain
        count = max(2, round(chance.gauss(sentences, sentences / 4))) if sentences > 1 else chance.randint(1, 2)
        paragraphs, lines = [], []
        for _ in range(count):
            pool = UNSTATED if without or chance.random() < 0.5 else STATED
            lines.append(_sentence(chance, chance.choice(pool)))
            if chance.random() < 0.4:
                paragraphs.append(" ".join(lines))
                lines = []
        if lines:
            paragraphs.append(" ".join(lines))
        yield {
            "id": f"article-{number:07}",
            "text": "\n\n".join(paragraphs) + "\n",
            "title": "What the water left",
            "publisher": "Example Daily",
            "published": f"2024-{1 + number % 12:02}-{1 + number % 28:02}",
        }
        number += 1


def _sentence(chance: random.Random, form: str) -> str:
    n, m = sorted(chance.sample(range(2, 90), 2))
    made = form.format(
        n=n, m=m, k=f"{chance.randrange(1000, 90_000):,}", x=chance.randrange(2, 900),
        y=f"{chance.uniform(0.5, 40):.1f}", place=chance.choice(PLACES), person=chance.choice(PEOPLE),
        body=chance.choice(BODIES), things=chance.choice(THINGS), day=chance.choice(DAYS),
    )  # fmt: skip
    return made[0].upper() + made[1:]


def write(path: Path, *, megabytes: float | None = None, count: int | None = None, **options: Any) -> int:
    """Write a JSONL file of so many megabytes or articles; return how many articles it holds."""
    size = written = 0
    with path.open("w", encoding="utf-8") as file:
        for row in articles(**options):
            if written == count or (megabytes is not None and size >= megabytes * 1e6):
                break
            size += file.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--plain", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    count = write(given.path, megabytes=given.megabytes, plain=given.plain, seed=given.seed)
    print(f"{count:,} articles, {given.path.stat().st_size / 1e6:,.1f} MB")


if __name__ == "__main__":
    main()
