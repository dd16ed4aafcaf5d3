"""A table of texts and every edge of every claim: rule, words, who denies or disputes, and how likely it is."""

from pathlib import Path

import pytest

from factledger import Claim, extract


def rows() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("flag_edge_rows.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(text.replace("\\n", "\n"), want) for text, want in pairs]


def shown(claim: Claim) -> str:
    edges = [
        f"{flag.rule} «{'; '.join(span.text for span in flag.spans)}»" + (f" by {flag.by.text}" if flag.by else "")
        for flag in claim.flags
    ]
    likely = f" ~{claim.likelihood.text}" if claim.likelihood else ""
    return f"{claim.quantity.span.text}: {', '.join(edges) or '-'}{likely}"


@pytest.mark.parametrize(("text", "want"), rows())
def test_edges(text: str, want: str) -> None:
    claims = extract(text)
    assert ("  ;  ".join(map(shown, claims)) or "none") == want
    flags = [flag for claim in claims for flag in claim.flags]
    spans = [span for flag in flags for span in (*flag.spans, *([flag.by] if flag.by else []))]
    assert [text[span.start : span.end] for span in spans] == [span.text for span in spans]
