"""Flags of a user's own lexicon: raised, shown, filtered, kept and read back like the packaged ones."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from factledger import Claims, Document, Extractor, FactledgerError, Ledger
from factledger.records import FLAGS, Flag

LEXICON = {
    "flags": {
        "rule": [
            {
                "name": "own.rumour",
                "flag": "x_rumour_mill",
                "scope": "sentence",
                "patterns": ["word on the street"],
                "positive": ["Word on the street is that [20] men fled."],
                "negative": ["The word stood on a sign, and {20} men fled."],
            }
        ]
    }
}
TEXT = "Word on the street is that 40 shops closed. The mayor reportedly counted 12 of them."


def test_an_own_flag_goes_all_the_way(tmp_path: Path) -> None:
    document = Document.of(TEXT)
    claims = Extractor(lexicon=LEXICON).extract(document)
    assert [claim.flag_kinds for claim in claims] == [("x_rumour_mill",), ("reported",)]
    assert claims[0].flags[0].spans[0].text == "Word on the street"
    assert claims[0].to_row()["flags"] == ["x_rumour_mill"]
    assert claims[0].caveats() == ("rumour mill: Word on the street",)
    assert [claim.index for claim in claims.filter(flags="x_rumour_mill")] == [0]
    assert Claims.from_json(claims.to_json()) == claims
    with Ledger(tmp_path / "own.ledger") as ledger:
        ledger.record(document, claims)
        assert ledger.claims(flags="x_rumour_mill") == [claims[0]]


@pytest.mark.parametrize(
    "kind", ["x_", "x_Rumour", "rumour", "x-rumour", "x_rumour mill", "X_rumour", "x_" + "a" * 60]
)
def test_other_names_are_refused(kind: str) -> None:
    assert kind not in FLAGS
    with pytest.raises(ValidationError):
        Flag(kind=kind, spans=(), rule="own")
    rule = {**LEXICON["flags"]["rule"][0], "flag": kind}
    with pytest.raises(FactledgerError, match="x_rumour"):
        Extractor(lexicon={"flags": {"rule": [rule]}}).extract(TEXT)
