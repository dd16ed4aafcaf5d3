"""Articles about towns, by the million: what `benchmarks/ledger.py` records.

They are made of templates with a fixed seed and read by the extractor: towns and speakers are as unevenly spread as
in news (a few are everywhere). Only the first `POOL` are read; the others are those again, with another town.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
import re
from collections.abc import Iterator

from factledger import Claim, Document, Extractor

POOL = 3000  # articles that the extractor reads
_TOWNS = ["Tor", "Bel", "Mar", "Hol", "Ves", "Kar", "Lin", "Osk", "Pel", "Rud", "Sol", "Dra", "Fen", "Gal", "Hem"]
_MIDDLES = ["", "en", "a", "o", "is", "um"]
_ENDS = [
    "nau",
    "ford",
    "stadt",
    "grad",
    "ville",
    "mouth",
    "holm",
    "burg",
    "dale",
    "haven",
    "wick",
    "minster",
    "stock",
]
_BODIES = ["police", "the mayor", "the health ministry", "the regional governor", "rescuers", "the army",
           "the hospital", "the emergency service", "the union", "residents"]  # fmt: skip
_SAID = ["said", "announced", "told reporters", "reported", "confirmed"]
_SENTENCES = [
    "{Who} {said} {bound}{n} people were killed in {town} {when}.",
    "{Who} in {town} {said} the death toll had risen to {n}.",
    "At least {n} people were injured in {town} {when}, {who} {said}.",
    "{Who} {said} {n} houses were destroyed in {town} so far.",
    "{Who} {said} about {m} residents had fled {town} {when}, and {n} were missing.",
    "The flood in {town} caused damage of ${n} million, {who} {said}.",
    "{Who} {said} {n} protesters were arrested in {town} {when}.",
    "Output of the mill in {town} fell by {k} percent, {who} {said}.",
    "More than {m} people lack power in {town} after the storm, {who} {said}.",
    "{Who} {said} another {n} soldiers had died near {town} overnight.",
]
_WHEN = ["on Monday", "on Friday", "overnight", "over the weekend", "last week", "in the past 24 hours", "in March"]


def all_towns() -> list[str]:
    """Return the names of the towns, over a thousand."""
    return [start + middle + end for start in _TOWNS for middle in _MIDDLES for end in _ENDS]


def articles(seed: int = 7) -> Iterator[Document]:
    """Yield made-up articles without end, the same ones every time."""
    draw = random.Random(seed)
    towns = all_towns()
    draw.shuffle(towns)
    weights = [1 / (rank + 10) for rank in range(len(towns))]
    number = 0
    while True:
        number += 1
        town = draw.choices(towns, weights)[0]
        published = dt.date(2021, 1, 1) + dt.timedelta(days=draw.randrange(1200))
        lines = []
        for _ in range(12):
            who = draw.choice(_BODIES)
            if draw.random() < 0.3:
                who = f"{draw.choice(['Anna', 'Jonas', 'Mira', 'Pavel', 'Lea'])} {draw.choice(towns)[:5]}er"
            line = draw.choice(_SENTENCES).format(
                Who=who[0].upper() + who[1:], who=who, said=draw.choice(_SAID), town=town, when=draw.choice(_WHEN),
                bound=draw.choice(["", "at least ", "about ", "more than "]), n=draw.randrange(2, 900),
                m=f"{draw.randrange(2, 90)},{draw.randrange(1000):03}", k=draw.randrange(2, 40),
            )  # fmt: skip
            lines.append(line)
        yield Document.of(
            "\n\n".join([*lines, town]), id=f"article-{number}", url=f"https://news{number % 40}.example/{number}",
            publisher=f"Outlet {number % 40}", published=published,
        )  # fmt: skip


def pairs(wanted: int) -> Iterator[tuple[Document, list[Claim]]]:
    """Yield made-up articles with their claims until there are so many claims.

    Only the first ones are read by the extractor; the others are those again, with another town of a name as long.
    """
    extractor, count = Extractor(), 0
    draw = random.Random(11)
    by_length: dict[int, list[str]] = {}
    for town in all_towns():
        by_length.setdefault(len(town), []).append(town)
    weights = {length: [1 / (rank + 5) for rank in range(len(names))] for length, names in by_length.items()}
    pool: list[tuple[Document, list[Claim]]] = []
    for document in itertools.islice(articles(), POOL):
        pool.append((document, list(extractor.extract(document))))
        yield pool[-1]
        count += len(pool[-1][1])
        if count >= wanted:
            return
    for turn in itertools.count(1):
        for document, found in pool:
            old = document.text.rsplit("\n", 1)[1]
            new = draw.choices(by_length[len(old)], weights[len(old)])[0]
            copy = Document.of(
                document.text.replace(old, new), id=f"{document.id}-{turn:04}",
                url=f"{document.source.url}-{turn:04}",
                publisher=document.source.publisher, published=document.source.published,
            )  # fmt: skip
            yield copy, [moved(claim, document, copy, old, new, turn) for claim in found]
            count += len(found)
            if count >= wanted:
                return


def moved(claim: Claim, document: Document, copy: Document, old: str, new: str, turn: int) -> Claim:
    """Return the claim as the copied article has it: another town, and ids of its own."""
    body = claim.to_json().replace(f'"{document.id}"', f'"{copy.id}"').replace(old, new)
    body = body.replace(document.source.text_sha256, copy.source.text_sha256)
    return Claim.model_validate_json(re.sub(r'"(claim|id)":"[0-9a-f]{4}', rf'"\1":"{turn:04x}', body))
