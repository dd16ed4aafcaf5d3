"""Who said it, in forms without a plain verb of saying: what stands around the number, and whom a text speaks for.

Rows: text with the number 40, speaker, cue, and what stands between speaker and article.
"""

from __future__ import annotations

import pytest

from test_attribution import said

ROWS: list[tuple[str, str | None, str | None, list[str]]] = [
    ("The 40 people officials say were killed came from Lind.", "officials", "say", []),
    ("The 40 boats police say sank in the harbour were old.", "police", "say", []),
    ("The 40 closures analysts expect in May would hurt.", "analysts", "expect", []),
    ("The 40 deaths reported by the health ministry were recent.", "the health ministry", "reported", []),
    ("The 40 boats officials said nothing about were old.", None, None, []),
    ("A statement from the harbour office said 40 boats had sunk.", "the harbour office", "said", ["A statement"]),
    ("A statement signed on Monday by Karl Voss said 40 boats had sunk.", "Karl Voss", "said", ["A statement"]),
    ("A memo seen by the Lake Gazette said 40 boats had sunk.", "A memo", "said", ["the Lake Gazette"]),
    ("Karl Voss’s letter said 40 boats had sunk.", "Karl Voss", "said", ["Karl Voss’s letter"]),
    (
        "A foreign ministry statement said 40 boats had sunk.",
        "foreign ministry",
        "said",
        ["A foreign ministry statement"],
    ),
    ("A police statement said 40 boats had sunk.", "police", "said", ["A police statement"]),
    ("A Facebook statement said 40 boats had sunk.", "A Facebook statement", "said", []),
    (
        "The harbour office issued a statement saying 40 boats had sunk.",
        "The harbour office",
        "saying",
        ["a statement"],
    ),
    ("A witness quoted by the Lake Gazette said 40 boats had sunk.", "A witness", "said", ["the Lake Gazette"]),
    (
        "A witness, quoted by state broadcaster ZBC, said 40 boats had sunk.",
        "A witness",
        "said",
        ["state broadcaster ZBC"],
    ),
    ("According to a letter seen by Radio Lind, 40 boats had sunk.", "a letter", "According to", ["Radio Lind"]),
    ("The bank's estimate of 40 failed firms was wrong.", "The bank", "estimate", []),
    (
        "Karl Voss said the firm was well. His prediction that 40 firms would fail was wrong.",
        "Karl Voss",
        "prediction",
        [],
    ),
    ("A claim by the mayor that 40 firms had failed was wrong.", "the mayor", "claim", []),
    ("A Lake Gazette report that 40 firms had failed was wrong.", "Lake Gazette", "report", []),
    ("In the bank's view, 40 firms failed.", "the bank", "view", []),
    ("Some 40 firms failed, by the bank's own admission.", "the bank", "admission", []),
    ("By the bank's count, 40 firms failed.", "the bank", "count", []),
    ("There were unconfirmed reports of 40 failed firms.", "unconfirmed reports", "reports", []),
    ("Officials denied reports that 40 firms had failed.", "Officials", "denied", []),
    ("In a poll by the Lake Institute, 40 percent wanted to stay.", "a poll by the Lake Institute", "In", []),
    ("Some 40 percent wanted to stay in a Lake Gazette poll.", "a Lake Gazette poll", "in", []),
    ("By one estimate, 40 firms failed.", "one estimate", "By", []),
    ("In the latest survey of the bank, 40 percent were gloomy.", "the latest survey of the bank", "In", []),
    ("Support stood at 40 percent in the poll.", None, None, []),
    (
        "The Lake Gazette reported, citing hospital officials, that 40 men had died.",
        "hospital officials",
        "citing",
        ["The Lake Gazette"],
    ),
    (
        "The Lake Gazette, which cited police records, said 40 men had died.",
        "The Lake Gazette",
        "said",
        ["police records"],
    ),
    ("Prices rose by 40 percent, the bank said, citing high costs.", "the bank", "said", []),
    (
        "The mayor said, citing the fund's forecast of 40 failures, that money was short.",
        "the fund",
        "forecast",
        ["The mayor", "the fund's forecast of 40 failures"],
    ),
    (
        "The mayor said on Monday in an interview with Radio Lind that 40 firms had failed.",
        "The mayor",
        "said",
        ["Radio Lind"],
    ),
    (
        "The mayor said in comments carried by the Lens news agency that 40 firms had failed.",
        "The mayor",
        "said",
        ["the Lens news agency"],
    ),
    (
        "The mayor said in a report published on its website that 40 firms had failed.",
        "The mayor",
        "said",
        ["a report published on its website"],
    ),
    ("The mayor said via Twitter that 40 firms had failed.", "The mayor", "said", ["Twitter"]),
    (
        "The mayor said on the messaging platform Telegram that 40 firms had failed.",
        "The mayor",
        "said",
        ["the messaging platform Telegram"],
    ),
    ("The mayor wrote in an email the cost of 40 boats was high.", "The mayor", "wrote", ["an email"]),
    ("The mayor told parliament on Monday, 2024, that 40 firms had failed.", "The mayor", "told parliament", []),
    ("The mayor said between 40 and 50 firms had failed.", "The mayor", "said", []),
    ("The mayor said at least 40 firms had failed.", "The mayor", "said", []),
    ("The mayor said two days later that 40 firms had failed.", "The mayor", "said", []),
    ("The mayor said to reporters in Lind that 40 firms had failed.", "The mayor", "said", []),
    ('The mayor said in a speech to "the world" that 40 firms had failed.', "The mayor", "said", []),
    (
        "The mayor said in remarks to the newspaper Lens that 40 firms had failed.",
        "The mayor",
        "said",
        ["the newspaper Lens"],
    ),
    (
        "The mayor said in an interview with RFI's Swahili service that 40 firms had failed.",
        "The mayor",
        "said",
        ["RFI's Swahili service"],
    ),
    ("The mayor said on Facebook 40 firms had failed.", "The mayor", "said", ["Facebook"]),
    ("The mayor said for the first time that 40 firms had failed.", "The mayor", "said", []),
    ("The mayor said in what he called a shock that 40 firms had failed.", "The mayor", "said", []),
    ("Some 40 firms failed, according to the bank, which lends to them.", "the bank", "according to", []),
    ("Some 40 firms, according to the bank, have failed.", "the bank", "according to", []),
    ("The paper quoted the mayor as saying 40 boats had sunk.", "the mayor", "saying", ["The paper"]),
    ("The paper reported, quoting the mayor as saying 40 boats had sunk.", "the mayor", "saying", ["The paper"]),
    ("Some 40 boats had sunk, the paper quoted the mayor as saying.", "the mayor", "saying", ["the paper"]),
    (
        "The mayor was quoted by the Lake Gazette as saying 40 boats had sunk.",
        "The mayor",
        "saying",
        ["the Lake Gazette"],
    ),
    ("Some 40 boats had sunk, the mayor was quoted as saying.", "the mayor", "saying", []),
    ("The harbour was closed, with officials saying 40 boats had sunk.", "officials", "saying", []),
    ("The mayor spoke in Lind, telling reporters that 40 boats had sunk.", "The mayor", "telling", []),
    ("A report saying 40 boats had sunk was wrong.", "A report", "saying", []),
    ("Reports claiming 40 boats had sunk spread.", "Reports", "claiming", []),
    ("The firm lost money, announced it would cut 40 jobs and left.", "The firm", "announced", []),
    ("The cuts of 40 jobs announced Wednesday were deep.", None, None, []),
    ("Some 40 boats sank, said the World Food Programme (WFP) on Monday.", "the World Food Programme", "said", []),
    ("The coast guard found 40 bodies.", None, None, []),
    ("Its boat found no trace of 40 people.", None, None, []),
    ("The mayor told the crowd in Lind 40 boats had sunk.", "The mayor", "told the crowd", []),
    ("The mayor told them 40 boats had sunk.", "The mayor", "told them", []),
    ("Voss accused the army of killing 40 men.", "Voss", "accused", []),
    ("Voss accused 40 men.", None, None, []),
    ("The mayor told France24 that 40 boats had sunk.", "The mayor", "told France24", ["France24"]),
    ("Some 40 boats sank, the group said updating an earlier toll.", "the group", "said", []),
    ("After reporting a loss, the firm cut 40 jobs.", None, None, []),
    ("As the mayor said, 40 boats had sunk.", "the mayor", "said", []),
    ("Some 40 boats had sunk, as the mayor said.", "the mayor", "said", []),
    ("Boats had sunk, the mayor said, 40 of them in May.", "the mayor", "said", []),
    ("The mayor spoke and then said 40 boats had sunk.", "The mayor", "said", []),
    ('The toll rose to 40, the ministry said, "and it will rise."', "the ministry", "said", []),
    ("The ministry put the toll at 40.", "The ministry", "put", []),
    ("The ministry raised the toll to 40.", "The ministry", "raised", []),
    ("He warned Voss 40 boats would sink.", "He", "warned", []),
    ("The doctor, who asked not to be named, said 40 men had died.", "The doctor", "said", []),
    ("Asked how many, Voss said 40.", "Voss", "said", []),
    ("Voss said 40.", "Voss", "said", []),
]


@pytest.mark.parametrize(("text", "speaker", "cue", "chain"), ROWS)
def test_row(text: str, speaker: str | None, cue: str | None, chain: list[str]) -> None:
    found = said(text)
    assert (found.speaker.name.text if found.speaker else None) == speaker
    assert (found.cue.text if found.cue else None) == cue
    assert [link.name.text for link in found.chain] == chain
