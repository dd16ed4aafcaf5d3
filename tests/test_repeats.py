"""Repeat mentions: the same statement made twice is recognised, what may be another one is not."""

import pytest

from factledger import extract

SAME = [
    "Ferry fire kills 41 off Palawan\n\nForty-one people were killed when a ferry caught fire on Sunday.",
    "The landslide killed 41 people. Officials said that the 41 people killed were miners.",
    "The quake injured 230 people. The ministry said 230 people were injured.",
    "Police arrested 1,200 drivers, the union said. The 1,200 drivers were arrested in Leeds, the union said.",
    "The mayor said 300 people were displaced in Beira. In Beira, 300 people were displaced, the mayor said.",
    "The storm killed about 60 people. A nurse said that 60 people were killed.",
    "The council passed five motions. The five motions concern parking.",
    "The toll rose to 18 killed. The blast killed 18 people.",
]
APART = [
    "The landslide killed 41 people. The flood killed 41 cattle.",
    "The landslide killed 41 people. It injured 41 people.",
    "The landslide killed 41 people. Another 41 people were killed in the flood.",
    "The landslide killed 41 people. In June, 41 more people were killed.",
    "The blast killed 41 people in Homs. The shelling killed 41 people in Aleppo.",
    "The blast killed 41 people on Monday. A raid killed 41 people on Thursday.",
    "The mayor said 300 people were displaced. The general said 300 people were displaced.",
    "The blast killed at least 41 people. The blast killed 41 people.",
    "The blast killed 41 people. The blast killed 42 people.",
    "A bomb killed two men. A gunman killed two men.",
    "The council passed five motions on Monday. It has five standing motions.",
    "The club banned one account. It later took down the one account.",
    "It cut its growth forecast by 0.1 percentage points. It cut its UK growth forecast by 0.1 percentage points.",
    "The firm fined 40 drivers. The union has 40 offices.",
    "Sales fell by 30 percent. Sales fell to 30 percent.",
    "The blast killed 41 people and 41 people died in the fire.",
    "The blast killed dozens. The raid killed dozens.",
    "The term lasted five years. The trial lasted five years.",
    "The raid killed 41 soldiers. The raid killed 41 children.",
    "The raid killed 41 people. The next raid could kill 41 people.",
]


@pytest.mark.parametrize("text", SAME)
def test_a_repeat_points_to_the_first_mention(text: str) -> None:
    claims = extract(text)
    first, later = claims[0], claims[-1]
    assert first.same_as is None
    assert later.same_as is not None
    assert (later.same_as.claim, later.same_as.index) == (first.id, 0)


@pytest.mark.parametrize("text", APART)
def test_what_may_be_another_thing_stays_apart(text: str) -> None:
    claims = extract(text)
    assert len(claims) >= 2
    assert [claim.same_as for claim in claims] == [None] * len(claims)


def test_three_mentions_point_to_the_first() -> None:
    claims = extract(" ".join(["The quake injured 230 people."] * 3))
    assert [claim.same_as and claim.same_as.index for claim in claims] == [None, 0, 0]
