"""Changes: which number is a step, which a level, and what moved; one sentence for each form of the news."""

from __future__ import annotations

import pytest

from factledger import extract

#: Text, and of each of its quantities: words, direction, role, what moved or is counted.
ROWS: list[tuple[str, list[tuple[str, str | None, str | None, str | None]]]] = [
    ("The shares ended down 0.4% on Friday.", [("0.4%", "down", "by", "shares")]),
    ("Crude ended at $81.50, up $2.30.", [("$81.50", "up", "to", "Crude"), ("$2.30", "up", "by", "Crude")]),
    ("The bank foresees cuts as high as 60 percent.", [("60 percent", "down", "by", "cuts")]),
    (
        "Output came to 40 tonnes, down 5 tonnes, the firm said.",
        [("40 tonnes", "down", "to", "Output"), ("5 tonnes", "down", "by", "Output")],
    ),
    ("The flats changed hands at $400,000.", [("$400,000", None, None, "flats")]),
    ("The index was 7% in the red at noon.", [("7%", "down", "by", "index")]),
    ("Oil was 3% in the black by noon.", [("3%", "up", "by", "Oil")]),
    (
        "The country imported 10 million barrels, 8.5 percent more than a year earlier.",
        [("10 million barrels", None, None, "country"), ("8.5 percent", "up", "by", "country")],
    ),
    ("The harvest is 25 percent less than last year.", [("25 percent", "down", "by", "harvest")]),
    ("The harvest was 25 percent more than a year ago.", [("25 percent", "up", "by", "harvest")]),
    ("Drivers are 23% less likely to crash.", [("23%", None, None, "Drivers")]),
    ("The town had 5 percent fewer births.", [("5 percent", "down", "by", "births")]),
    ("Users saw 40% slower speeds.", [("40%", "down", "by", "speeds")]),
    ("The towns saw a 40 percent rise in rents.", [("40 percent", "up", "by", "rents")]),
    ("The firm has 12 percent more staff.", [("12 percent", "up", "by", "staff")]),
    ("The town added up 40 bills.", [("40", None, None, "bills")]),
    ("The firm raised $40 million in May.", [("$40 million", None, None, None)]),
    ("The mayor raised rents 5 percent.", [("5 percent", "up", "by", "rents")]),
    ("Prices have not risen 5 percent since May.", [("5 percent", "up", "by", "Prices")]),
    ("The price is to drop 5 percent.", [("5 percent", "down", "by", "price")]),
    ("Rents are to slowly rise 5 percent.", [("5 percent", "up", "by", "Rents")]),
]


@pytest.mark.parametrize(("text", "want"), ROWS)
def test_row(text: str, want: list[tuple[str, str | None, str | None, str | None]]) -> None:
    rows = extract(text).to_rows()
    assert [(row["text"], row["change"], row["role"], row["counted"]) for row in rows] == want
