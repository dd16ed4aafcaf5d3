"""Time grows with a text's length, not with its square: the worst texts that we know for each kind of pattern.

Each case is what stands before, what is repeated, and what stands behind, which keeps a match from closing. Four
times the text may cost four times the CPU time; the margin is wide (`MOST`), so that only another power fails.
"""

from __future__ import annotations

import time

import pytest

import factledger

SIZE = 1_500  # characters: what has a square in it costs sixteen times as much at four times of them
MOST = 9.0  # times the CPU time at four times the length: between 4 (linear) and 16 (square)
FLOOR = 0.02  # seconds of CPU that are too little to be compared

CASES: dict[str, tuple[str, str, str]] = {
    # digits, numerals, ranges
    "digits": ("", "7", "x"),
    "grouped digits": ("", "123,", "x"),
    "points": ("", "1.", ""),
    "numeral without end": ("", "one hundred and ", "of"),
    "fractions": ("", "1/", ""),
    "ranges without end": ("", "5 to ", ""),
    "hyphens": ("5", "-5", "-"),
    "tens of": ("", "tens of ", ""),
    "between": ("", "between 5 and ", ""),
    "plus or minus": ("5 ", "± 5 ", ""),
    # units and money
    "currency signs": ("", "$", "5"),
    "units per units": ("5 ", "miles per ", ""),
    "scales": ("5 ", "million ", ""),
    # comparators, counted
    "bounds": ("", "at least ", "5"),
    "adjectives": ("5 ", "heavily armed ", "men died"),
    "of of": ("5 ", "of the ", "men"),
    "and and": ("5 men", " and women", " died"),
    # times, places
    "in in": ("5 died ", "in Tornau in ", "."),
    "capitals": ("5 died in ", "New ", "."),
    "dates": ("5 died ", "on Monday ", "."),
    # attribution and flags
    "said said": ("", "he said she said ", "5 died."),
    "he said": ("", "He said 5 died. ", ""),
    "which said": ("", "The agency, which said so, went. ", "It said 5 died."),
    "who told": ("", "police told reporters who told ", "5 died."),
    "appositions": ("Ilse Brandt, ", "a former minister, ", "said 5 died."),
    "according": ("", "according to officials, ", "5 died."),
    "open quotes": ("", "“5 ", ""),
    "closed quotes": ("", "5” ", ""),
    "straight quotes": ("", '"5 ', ""),
    "quotations": ("", "“5 died,” he said. ", ""),
    "denials": ("", "not true that no ", "5 died."),
    "unverified": ("5 died. ", "It could not be ", "verified."),
    "claims": ("", "5 men died, police said. ", ""),
    "paragraphs": ("", "5 men died.\n\n", ""),
    # segmentation
    "stops": ("5", ".", ""),
    "initials": ("5 ", "A. ", "Brandt said."),
    "blanks": ("5", " ", "men"),
    "line breaks": ("5", "\n", "men"),
    "brackets": ("5 ", "(", "men"),
    "addresses": ("https://example.org/", "a/5?", " said"),
}


def seconds(case: tuple[str, str, str], size: int) -> float:
    """Return the CPU time of an extraction from the case's text of about that many characters."""
    before, again, behind = case
    text = before + again * (size // len(again)) + behind
    began = time.process_time()
    factledger.extract(text)
    return time.process_time() - began


def growth(case: tuple[str, str, str]) -> float:
    """Return how many times as long four times the text takes; the least of three, for a machine that is busy."""
    least = float("inf")
    for _ in range(3):
        short, long = seconds(case, SIZE), seconds(case, 4 * SIZE)
        least = min(least, long / max(short, FLOOR / 4))
        if least <= MOST:
            break
    return least


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_growth(case: tuple[str, str, str]) -> None:
    assert growth(case) <= MOST


def test_a_square_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def square(text: str) -> int:
        return sum(i & 1 for i in range(len(text) ** 2 // 8))

    monkeypatch.setattr(factledger, "extract", square)
    assert growth(("", "5 ", "")) > MOST
