"""Who said it: each pattern of news attribution with a row that is one and a row that only looks like one."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factledger.attribution import Report, attribute, find_reports
from factledger.lexicon import load
from factledger.records import Attribution, Quantity, Span
from factledger.segment import segment


def said(text: str, number: str = "40", publisher: str | None = None) -> Attribution:
    """The attribution of the first `number` in `text`."""
    layout = segment(text)
    start = re.search(rf"\b{re.escape(number)}\b", text).start()  # type: ignore[union-attr]
    quantity = Quantity(span=Span.of(text, start, start + len(number)), kind="count")
    return attribute(layout, find_reports(layout, publisher), [quantity])[0]


def pair(text: str, number: str = "40") -> tuple[str, str] | None:
    found = said(text, number)
    if found.speaker is None or found.cue is None:
        return None
    return found.speaker.name.text, found.cue.text


# (pattern of the list of 46, text with the number 40, speaker and cue or None)
ROWS: list[tuple[int, str, tuple[str, str] | None]] = [
    (1, "The harbour office said 40 boats had sunk.", ("The harbour office", "said")),
    (1, "The harbour office said nothing. Its 40 boats lay idle.", None),
    (2, "The harbour office said on Saturday that 40 boats had sunk.", ("The harbour office", "said")),
    (2, "A spokesman, Karl Voss, on Friday said 40 boats had sunk.", ("Karl Voss", "said")),
    (2, "On Saturday the harbour closed and 40 boats left.", None),
    (3, "Karl Voss told the Lake Gazette that 40 boats had sunk.", ("Karl Voss", "told the Lake Gazette")),
    (3, "The harbour office told 40 skippers to leave.", None),
    (4, "The harbour office estimates that 40 boats sank.", ("The harbour office", "estimates")),
    (4, "Karl Voss, an economist at Lake Bank, calculates 40 firms closed.", ("Karl Voss", "calculates")),
    (4, "An estimated 40 boats sank.", None),
    (5, "The harbour office put the number of wrecks at 40.", ("The harbour office", "put")),
    (5, "The harbour office put 40 boats in the yard.", None),
    (6, "The harbour office reported losing 40 boats.", ("The harbour office", "reported")),
    (6, "The harbour office reported to its owners. Later 40 boats left.", None),
    (7, "The shipyard announced 40 job cuts.", ("The shipyard", "announced")),
    (7, "An announced visit drew 40 people.", None),
    (8, "Karl Voss noted that he had sold 40 boats.", ("Karl Voss", "noted")),
    (8, "Karl Voss pointed out that 40 boats had sunk.", ("Karl Voss", "pointed out")),
    (8, "Karl Voss pointed his gun at 40 boats.", None),
    (9, "Karl Voss claims he owns 40 boats.", ("Karl Voss", "claims")),
    (9, "The claims of 40 owners were paid.", None),
    (10, "The harbour office predicted that 40 boats would sink.", ("The harbour office", "predicted")),
    (10, "With 40 boats expected, the harbour was full.", None),
    (11, "Karl Voss changed the rules in May, saying that 40 boats would remain.", ("Karl Voss", "saying")),
    (11, "Karl Voss left the harbour, taking 40 boats with him.", None),
    (12, "We asked the Harbour Office, which said 40 boats had sunk.", ("the Harbour Office", "said")),
    (12, "We asked the Harbour Office, which owns 40 boats.", None),
    (13, "A Lake Gazette poll showed 40 percent for the mayor.", ("A Lake Gazette poll", "showed")),
    (13, "The mayor showed 40 guests the harbour.", None),
    (14, "A study by Lake University found 40 cases of fraud.", ("A study by Lake University", "found")),
    (14, "The boys found 40 coins in the mud.", None),
    (15, "In the Gazette poll, the mayor had 40 percent.", ("the Gazette poll", "In")),
    (15, "In the harbour, the mayor had 40 boats.", None),
    (16, "In May, the mayor had 40 percent support in a Gazette poll.", ("a Gazette poll", "in")),
    (16, "The mayor had 40 boats in a Gazette advert.", None),
    (17, "More than 40 boats sank in May alone, new insurance records show.", ("new insurance records", "show")),
    (17, "More than 40 boats sailed past at the show.", None),
    (18, "Subsequent estimates put the number of wrecks at 40.", ("Subsequent estimates", "put")),
    (18, "Later estimates of 40 wrecks proved wrong.", None),
    (19, "By one estimate, 40 boats sank.", ("one estimate", "By")),
    (19, "By one harbour wall, 40 boats sank.", None),
    (20, "The bill for the boats, per the Harbour Office, is 40 dollars.", ("the Harbour Office", "per")),
    (20, "The boats make 40 knots per hour of fuel.", None),
    (21, "The fund held the IMF's estimate of 40 failures for too high.", ("the IMF", "estimate")),
    (21, "The bank stuck to its prediction that 40 firms would fail.", ("The bank", "prediction")),
    (21, "The bank's boat of 40 feet sank.", None),
    (22, "He cited unconfirmed reports that 40 boats had sunk.", ("He", "cited")),
    (22, "There were media reports that 40 boats had sunk.", ("media reports", "reports")),
    (22, "He read the reports in the harbour beside 40 boats.", None),
    (23, "About 40 boats sank, according to harbour records.", ("harbour records", "according to")),
    (23, "The 40 boats were ranked according to size.", None),
    (24, "According to the Harbour Office, 40 boats sank.", ("the Harbour Office", "According to")),
    (24, "The harbour was loud. According to Karl Voss, it sleeps at noon. Then 40 boats came.", None),
    (25, "The mayor leads by 46 percent to 40 percent, according to the poll.", ("the poll", "according to")),
    (25, "The mayor leads according to the poll. He owns 40 boats.", None),
    (26, "The Lake Gazette reported that, according to the police, 40 boats sank.", ("the police", "according to")),
    (26, "The Lake Gazette reported. The police own 40 boats.", None),
    (27, "At least 40 boats sank, the harbour office announced.", ("the harbour office", "announced")),
    (27, "At least 40 boats sank, the harbour office burned.", None),
    (28, '"We lost 40 boats," said Karl Voss, head of the harbour.', ("Karl Voss", "said")),
    (28, "The harbour lost 40 boats, said a fisherman.", ("a fisherman", "said")),
    (28, "We lost 40 boats. Said Pasha is a port.", None),
    (29, "The storm, he said, sank 40 boats.", ("he", "said")),
    (29, "The storm, Karl Voss said, sank 40 boats.", ("Karl Voss", "said")),
    (29, "The storm, Karl Voss in its path, sank 40 boats.", None),
    (30, '"The storm came," Karl Voss said. "It sank 40 boats."', ("Karl Voss", "said")),
    (30, '"The storm came," Karl Voss said. It sank 40 boats.', None),
    (31, "Some 40 boats sank, the Lake Gazette reported.", ("the Lake Gazette", "reported")),
    (31, "Some 40 boats sank near the Lake Gazette building.", None),
    (32, "Officials: 40 boats sunk in storm\n\nIt was a bad night.", ("Officials", ":")),
    (32, "Lakeside: 40 boats sunk in storm\n\nIt was a bad night.", None),
    (33, 'Karl Voss wrote:\n\n"The storm was long. It sank 40 boats."', ("Karl Voss", "wrote")),
    (33, "Karl Voss wrote poems.\n\nThe storm sank 40 boats.", None),
    (34, "The debate went on.\n\nVOSS: We lost 40 boats.", ("VOSS", ":")),
    (34, "The debate went on.\n\nNOTE WELL, we lost 40 boats.", None),
    (35, "Karl Voss runs the harbour. He said 40 boats had sunk.", ("Karl Voss", "said")),
    (35, "Anna Berg met Karl Voss. She said 40 boats had sunk.", ("Anna Berg", "said")),
    (35, "Karl Voss runs the harbour. He owns 40 boats.", None),
    (36, "The Fisheries Ministry met on Monday. The ministry said 40 boats sank.", ("Fisheries Ministry", "said")),
    (36, "The Fisheries Ministry met on Monday. The ministry owns 40 boats.", None),
    (37, "Mayor Karl Voss came late. The mayor said 40 boats sank.", ("Karl Voss", "said")),
    (37, "Mayor Karl Voss came late. The mayor owns 40 boats.", None),
    (38, "One study found 12 wrecks. Another said 40 boats sank.", ("Another", "said")),
    (38, "One boat sank. Another 40 boats burned.", None),
    (39, "Officials said 40 boats sank.", ("Officials", "said")),
    (39, "Officials own 40 boats.", None),
    (40, "At least 40 boats sank, said one harbour official.", ("one harbour official", "said")),
    (40, "One harbour official owns 40 boats.", None),
    (41, "The number of wrecks is expected to reach 40.", None),
    (41, "The bank expects the number of wrecks to reach 40.", ("The bank", "expects")),
    (42, "The storm damaged an estimated 40 boats.", None),
    (42, "Karl Voss estimated 40 boats were damaged.", ("Karl Voss", "estimated")),
    (43, "Karl Voss falsely stated that 40 boats sank.", ("Karl Voss", "stated")),
    (43, "Karl Voss falsely painted 40 boats red.", None),
    (44, "Karl Voss’s claim that 40 boats sank was rated false by the Gazette.", ("Karl Voss", "claim")),
    (44, "Karl Voss was rated false by 40 readers.", None),
    (45, "Karl Voss pledged to buy 40 boats.", None),
    (45, "Karl Voss said he would buy 40 boats.", ("Karl Voss", "said")),
    (45, "The union demanded 40 dollars.", None),
    (46, "The council voted to pay 40 dollars.", None),
    (46, "The council said it would pay 40 dollars.", ("The council", "said")),
]


@pytest.mark.parametrize(("number", "text", "expected"), ROWS, ids=[f"{n}-{t[:40]}" for n, t, _ in ROWS])
def test_pattern(number: int, text: str, expected: tuple[str, str] | None) -> None:
    assert pair(text) == expected


def test_every_pattern_has_a_positive_and_a_near_miss() -> None:
    for number in range(1, 47):
        rows = [expected for n, _, expected in ROWS if n == number]
        assert None in rows, number
        assert any(rows), number


SPEAKERS: list[tuple[str, str | None]] = [
    # the number in the source is not in the report
    ("About 40 percent said they were content.", None),
    ("Some 40 voters said they were content.", None),
    # scope
    ("The storm passed as officials said 40 boats sank.", "officials"),
    ("Some 40 boats left as officials said the storm was near.", None),
    ("Although the mayor denied the report, 40 boats sank.", None),
    ("As the mayor explained, 40 boats sank.", "the mayor"),
    ("The mayor said 12 boats sank, but the police said 40 did.", "the police"),
    ("The mayor said 40 boats sank, but the police said 12 did.", "The mayor"),
    ("The mayor said the storm was bad, adding that 40 boats sank.", "The mayor"),
    # denials
    ("The mayor denied that 40 boats sank.", "The mayor"),
    ("The mayor rejected the rebels’ claims that 40 boats sank.", "The mayor"),
    # names and their parts
    ("The mayor of the town, Karl Voss, said 40 boats sank.", "Karl Voss"),
    ("Karl Voss, who runs the harbour, said 40 boats sank.", "Karl Voss"),
    ("Harbour spokesman Karl Voss said 40 boats sank.", "Karl Voss"),
    ("Senator Ann Lee, Democrat of Ohio, said 40 boats sank.", "Ann Lee"),
    ("The harbour office, an arm of the ministry, said 40 boats sank.", "The harbour office"),
    ("The Lake Institute an independent charity said 40 boats sank.", "The Lake Institute"),
    ("People familiar with the matter said 40 boats sank.", "People familiar with the matter"),
    ("Aid workers — and others in the valley — said 40 boats sank.", "Aid workers"),
    ("Karl Voss and Ann Lee said 40 boats sank.", "Karl Voss and Ann Lee"),
    ("Voss spoke first. “We lost 40 boats,” Karl Voss said.", "Karl Voss"),
    ("Karl Voss spoke first. “We lost 40 boats,” Voss said.", "Karl Voss"),
    ("The World Boat Office (WBO) met. About 40 boats sank, the WBO said.", "World Boat Office"),
    ("Two officials said 40 boats sank.", "Two officials"),
    # comma-stripped text
    ("A storm sank 40 boats on Saturday a harbour source said.", "a harbour source"),
    # unknown stays unknown
    ("Some 40 boats sank.", None),
    ("It is said that boats sank. There were 40 of them.", None),
    ("Polls closed at nine. 40 people were left.", None),
    # the writer's own words around a report
    ('"We won," she said as 40 people cheered.', None),
    ('"We won," Karl Voss said 40 minutes into the match.', None),
    ('"We won," said Karl Voss, holding 40 cards.', None),
    ("The storm passed, Karl Voss said Sunday, marking the third alarm in 40 days.", None),
    ("A wall fell, Karl Voss said on Sunday, killing 40 sheep.", "Karl Voss"),
    ("Two deaths were reported by the state on Monday; the count in Lum stayed at 40.", None),
    ("Karl Voss claimed responsibility for the fire that burned 40 boats.", None),
    ("The trade, which was estimated at nine tonnes and projected to grow by 40 percent, fell.", None),
    ("The agency works in closed states such as Avon, where 40 people live.", None),
    ("The firm gave a total of $40 to the fund.", None),
    # amounts after the cue
    ("Local media reported at least 40 deaths.", "Local media"),
    ("Police reported between 40 and 50 arrests.", "Police"),
    ("Officials put the number of people who were left at home in the town last year at about 40.", "Officials"),
    # views and admissions
    ("In the mayor's view, 40 boats sank.", "the mayor"),
    ("By the bank's own admission, 40 firms failed.", "the bank"),
    ("In view of the storm, 40 boats stayed.", None),
    # subjects seen through clauses and appositions
    ("The officials whose boats were struck say 40 sank.", "The officials"),
    ("All the experts we asked said 40 boats sank.", "the experts"),
    ("The harbour mission in Avon, MINAV, reports that 40 boats sank.", "The harbour mission in Avon"),
    ("Lee's firm, Moss Motors, said it sold 40 boats.", "Moss Motors"),
    ("The group, known as Moss, said it had 40 boats.", "The group"),
    ("Norland's prisoners of war affairs office said 40 men were home.", "Norland's prisoners of war affairs office"),
    ("Save the Children said 40 schools burned.", "Save the Children"),
    ("A special survey taken on 11-12 January shows that 40 boats sank.", "A special survey"),
    ("A UN report released Monday says 40 boats sank.", "A UN report"),
    # who is meant
    ('Amina Salu sells fruit. "I have 40 lamps," says the mother of four.', "Amina Salu"),
    ("Royo Mand, Lake Economics managing director, was calm. He said 40 firms failed.", "Royo Mand"),
    ("Prime Minister Ann Lee met unions. The prime minister said 40 plants would close.", "Ann Lee"),
    ('Karl Voss, the interior minister, came. "We lost 40 boats," the minister said.', "Karl Voss"),
    ("Norland's central bank met. The bank said 40 firms failed.", "Norland's central bank"),
    ("Norland's air shield shot down 40 drones, it said.", "Norland's air shield"),
    ("Residents who fled the town told Reuters that 40 houses burned.", "Residents"),
    ("Some 40 boats sank, the poll shows.", "the poll"),
    ("Sales beat bank estimates, with 40 boats.", None),
    ("UN Secretary-General Adam Voss said 40 boats sank.", "Adam Voss"),
    ("UN: 40 million go hungry\n\nIt was cold.", "UN"),
    ("LUM: 40 boats sink\n\nIt was cold.", None),
    # a colon before a quotation
    ('Ann Lee then turned to the crowd: "We lost 40 boats."', "Ann Lee"),
    ("On Monday, Ann Lee made this remark:\n\n“We lost 40 boats.”", "Ann Lee"),
    ('The town had two names: "Old" and "New 40".', None),
    ('Ann Lee had two choices: "stay" or "take 40".', None),
    ("The plan will cost 40 million, the government estimates.", "the government"),
    ("The plan beat two forecasts, with 40 boats among the bank estimates.", None),
    ("Moss Motors, Norland's largest carmaker, said it sold 40 boats.", "Moss Motors"),
    ('The mayor spoke at noon.\n\n"We have 40 boats," he said.', "The mayor"),
    ("Boats sink off Avon, monitor says\n\nAVON: A storm sank 40 boats.\n\nIt was cold.", None),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_speaker(text: str, speaker: str | None) -> None:
    found = said(text).speaker
    assert (found.name.text if found else None) == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "sources"),
    [
        ("Karl Voss said in a statement that 40 boats sank.", "Karl Voss", ["a statement"]),
        ("“We lost 40 boats,” Karl Voss said in a Facebook post.", "Karl Voss", ["a Facebook post"]),
        ("In an emailed statement, Karl Voss said 40 boats sank.", "Karl Voss", ["an emailed statement"]),
        ("Karl Voss told Reuters that 40 boats sank.", "Karl Voss", ["Reuters"]),
        ("Karl Voss told reporters that 40 boats sank.", "Karl Voss", []),
        ("The police said 40 boats sank, the Lake Gazette reported.", "The police", ["the Lake Gazette"]),
        ("The Lake Gazette reported, citing the police, that 40 boats sank.", "the police", ["The Lake Gazette"]),
        ("Some 40 boats sank, the Lake Gazette said, citing the police.", "the police", ["the Lake Gazette"]),
        ("State television quoted the mayor as saying 40 boats sank.", "the mayor", ["State television"]),
        ("According to the Lake Gazette, officials have reported 40 wrecks.", "officials", ["the Lake Gazette"]),
        ("The mayor, citing harbour records, said 40 boats sank.", "The mayor", ["harbour records"]),
        ("The mayor said Karl Voss went home and owns 40 boats.", "The mayor", []),
        ("In an interview with Der Spiegel, Ann Lee said 40 boats sank.", "Ann Lee", ["Der Spiegel"]),
        ("Speaking to the BBC, Ann Lee said 40 boats sank.", "Ann Lee", ["the BBC"]),
        ("Speaking on state television, Ann Lee said 40 boats sank.", "Ann Lee", ["state television"]),
        ("Writing on X, Ann Lee said 40 boats sank.", "Ann Lee", ["X"]),
        ("Ann Lee told state television that 40 boats sank.", "Ann Lee", ["state television"]),
        ("Ann Lee told the media that 40 boats sank.", "Ann Lee", []),
        ("Court documents seen by the BBC say 40 boats sank.", "Court documents", ["the BBC"]),
        (
            "Some 40 boats sank, Ann Lee was quoted as saying by the TASS news agency.",
            "Ann Lee",
            ["the TASS news agency"],
        ),
        ("Ann Lee was quoted by TASS as saying that 40 boats sank.", "Ann Lee", ["TASS"]),
        ("TASS cited Ann Lee as saying 40 boats sank.", "Ann Lee", ["TASS"]),
        ('"Some 40 boats sank," Ann Lee was quoted as saying.', "Ann Lee", []),
        ("Some 40 boats sank, governor Ann Lee wrote in a Telegram post.", "Ann Lee", ["a Telegram post"]),
        ("Speaking to reporters, Ann Lee said 40 boats sank.", "Ann Lee", []),
        ("A leaked memo seen by The Guardian shows 40 boats sank.", "A leaked memo", ["The Guardian"]),
        ("Some 40 boats sank, Xinhua reported, quoting local officials.", "local officials", ["Xinhua"]),
        (
            "The ministry said in a report published on its website that 40 boats sank.",
            "The ministry",
            ["a report published on its website"],
        ),
    ],
)
def test_chain(text: str, speaker: str, sources: list[str]) -> None:
    found = said(text)
    assert found.speaker is not None
    assert found.speaker.name.text == speaker
    assert list(found.sources) == sources


def test_publisher_is_no_link() -> None:
    text = "Some officials said 40 boats sank, the Lake Gazette reported."
    assert said(text).sources == ("the Lake Gazette",)
    assert said(text, publisher="Lake Gazette").sources == ()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("“We lost 40 boats,” Karl Voss said.", "direct"),
        ("Karl Voss said 40 boats sank.", "indirect"),
        ("Karl Voss said 40 boats sank in a “storm of storms” at night.", "mixed"),
        ("Karl Voss said 40 boats sank in the “big” storm.", "indirect"),
        ("Some 40 boats sank.", "none"),
        ('"It came," Voss said.\n\n"It sank 40 boats and left us with nothing but the harbour wall.', "direct"),
    ],
)
def test_quote(text: str, quote: str) -> None:
    assert said(text).quote == quote


@pytest.mark.parametrize(
    ("text", "anonymous"),
    [
        ("A harbour official said 40 boats sank.", True),
        ("Two officials said 40 boats sank.", True),
        ("Sources said 40 boats sank.", True),
        ("A person familiar with the matter said 40 boats sank.", True),
        ("One of the mayor’s advisers said 40 boats sank.", True),
        ("Officials in the town said 40 boats sank.", False),
        ("The head of the railways said 40 boats sank.", False),
        ("Police said 40 boats sank.", False),
        ("A study said 40 boats sank.", False),
        ("Karl Voss said 40 boats sank.", False),
    ],
)
def test_anonymous(text: str, anonymous: bool) -> None:
    found = said(text).speaker
    assert found is not None
    assert found.anonymous is anonymous


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The mayor refused to say how 40 boats sank.", id="infinitive"),
    ],
)
@pytest.mark.xfail(strict=True, reason="known faults: a report in the infinitive is not read")
def test_known_fault(text: str) -> None:
    assert pair(text) is not None


def _examples() -> list[tuple[str, str]]:
    table = load("cues")
    return [
        (lemma, row["example"]) for name in ("verbs", "nouns", "prepositions") for lemma, row in table[name].items()
    ]


@pytest.mark.parametrize(("lemma", "example"), _examples(), ids=[lemma for lemma, _ in _examples()])
def test_example_of_the_lexicon(lemma: str, example: str) -> None:
    at = example.index("40")
    assert any(_covers(report, at) for report in find_reports(segment(example)))


def _covers(report: Report, at: int) -> bool:
    return any(start <= at < end for start, end in report.content)


WORDS = st.sampled_from(
    [
        *("Karl Voss", "said", "“", "”", '"', "''", ",", ".", "40", "boats", "according to", "the", "police", "told"),
        *("he", "that", "citing", "as saying", "quoted", "\n\n", ":", "who", "in a statement", "(", ")", "—", "’s"),
        *("estimate of", "and", "but", "\ud800"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
@example(["Karl Voss", "told", "in a statement", "in a statement"])
def test_never_raises_and_spans_hold(words: list[str]) -> None:
    text = " ".join(words)
    layout = segment(text)
    reports = find_reports(layout)
    for report in reports:
        assert report.cue is not None
        assert text[report.cue.start : report.cue.end] == report.cue.text
        if report.speaker:
            assert text[report.speaker.name.start : report.speaker.name.end] == report.speaker.name.text
        for start, end in report.content:
            assert 0 <= start <= end <= len(text)
    quantities = [Quantity(span=Span.of(text, m.start(), m.end()), kind="count") for m in re.finditer("40", text)]
    assert len(attribute(layout, reports, quantities)) == len(quantities)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    find_reports(segment(text))


@pytest.mark.parametrize("piece", ['"', "“a ", '" a ', "Voss said, ", "a, ", "“He said it,” she said. "])
def test_linear(piece: str) -> None:
    def took(count: int) -> float:
        started = time.process_time()
        find_reports(segment(piece * count))
        return time.process_time() - started

    count = 20_000 if len(piece) < 5 else 1_000
    took(100)
    assert took(4 * count) < 14 * max(took(count), 0.02)  # 16 would be quadratic


def test_an_unrelated_sentence_keeps_earlier_reports() -> None:
    text = "The police said 40 boats sank."
    longer = text + " The weather was fine."
    assert [r.content for r in find_reports(segment(text))] == [r.content for r in find_reports(segment(longer))]


@pytest.mark.parametrize("length", [1, 29, 30, 31, 300])
def test_a_chain_of_pronouns_leads_to_the_name_at_its_head(length: int) -> None:
    text = "Karl Voss said he was late. " + "He said it was dark. " * length + "He said 40 boats sank."
    at = text.index("40")
    quantity = Quantity(span=Span.of(text, at, at + 2), kind="count")
    layout = segment(text)
    (said,) = attribute(layout, find_reports(layout, near=[quantity]), [quantity])
    assert said.speaker is not None
    assert said.speaker.name.text == "Karl Voss"
