"""SQL views with readable names, so that the file opens as it is in Datasette, DuckDB or the `sqlite3` shell.

They are made of the entries and their indexes, hold nothing of their own, and are no part of what the ledger proves.
DuckDB takes the tables out of the file by SQLite but reads the views itself, so they keep to what both understand in
one way: `->>` for the text at a path, no row values, numbers cast by name.
"""

from __future__ import annotations

_BODY = {
    "doc": "$.provenance.document",
    "start": "$.quantity.span.start",
    "end": "$.quantity.span.end",
    "text": "$.quantity.span.text",
    "value": "$.quantity.value",
    "low": "$.quantity.low",
    "high": "$.quantity.high",
    "comparator": "$.quantity.comparator",
    "unit": "$.quantity.unit",
    "measure": "$.measure.kind",
    "counted": "$.counted.text",
    "change": "$.change.direction",
    "role": "$.change.role",
    "speaker": "$.attribution.speaker.name.text",
    "cue": "$.attribution.cue.text",
    "quote": "$.attribution.quote",
    "sources": "",
    "flags": "",
    "place": "$.place.span.text",
    "when": "$.when.span.text",
    "subset_of": "$.part_of.index",
}
#: Columns that the index holds as they are: read from there, so that a condition on them is quick.
_INDEXED = {"measure", "comparator", "unit", "change", "role"}
_NUMBERS = {"value", "low", "high"}
_COUNTS = {"start", "end", "subset_of"}
_DIGITS = 18  # that a whole number of 64 bits holds in any case


def _column(name: str, path: str) -> str:
    if name == "sources":
        read = (
            "coalesce((SELECT json_group_array(link.value ->> '$.name.text') "
            "FROM json_each(entry.body, '$.attribution.chain') AS link), '[]')"
        )
    elif name == "flags" or name in _INDEXED:
        read = f'claim."{name}"'
    elif name in _NUMBERS:
        column = f'claim."{name}"'  # exact text, as it is in the entry's body
        real = f"instr({column}, '.') > 0 OR length({column}) > {_DIGITS}"
        read = f"CASE WHEN {real} THEN CAST({column} AS DOUBLE) ELSE CAST({column} AS BIGINT) END"
    elif name in _COUNTS:
        read = f"CAST(entry.body ->> '{path}' AS BIGINT)"
    else:
        read = f"entry.body ->> '{path}'"
    return f'{read} AS "{name}"'


_FLAT = ",\n    ".join(_column(name, path) for name, path in _BODY.items())
_LATEST = """text.document || text.text_sha256 = (
        SELECT newest.document || newest.text_sha256 FROM document AS newest
        WHERE newest.article = text.article AND newest.retracted IS NULL ORDER BY newest.seq DESC LIMIT 1)"""

_CLAIMS = f"""SELECT
    {_FLAT},
    claim.when_start,
    claim.when_end,
    entry.body ->> '$.sentence.text' AS sentence,
    text.publisher,
    text.url,
    text.published,
    entry.recorded,
    claim.seq AS entry,
    claim.claim AS id
FROM claim JOIN entry ON entry.seq = claim.seq JOIN document AS text ON text.seq = claim.document"""

_ALL = _CLAIMS.replace("claim.claim AS id", "claim.claim AS id,\n    claim.superseded,\n    claim.retracted")

VIEWS = f"""
-- The flat row of every claim that holds: of each article the latest text, of each text the latest reading.
CREATE VIEW claims AS {_CLAIMS}
WHERE claim.superseded IS NULL AND claim.retracted IS NULL AND {_LATEST};

-- The flat row of every claim that was ever recorded; `superseded` and `retracted` are the entries that ended it.
CREATE VIEW all_claims AS {_ALL};

-- Texts as they were seen, with how many claims hold in each.
CREATE VIEW documents AS SELECT
    document.document AS doc, document.title, document.publisher, document.url, document.published,
    document.retrieved, entry.body ->> '$.text' AS text, document.text_sha256,
    (SELECT count(*) FROM claim WHERE claim.document = document.seq AND claim.superseded IS NULL
     AND claim.retracted IS NULL) AS claims,
    document.article, document.retracted, entry.recorded, document.seq AS entry
FROM document JOIN entry USING (seq);

-- Statements that several documents make in the same words, with each appearance: wire copy, edited articles.
CREATE VIEW appearances AS SELECT
    claim.statement, entry.body ->> '$.quantity.span.text' AS text, claim.measure,
    entry.body ->> '$.attribution.speaker.name.text' AS speaker,
    entry.body ->> '$.sentence.text' AS sentence,
    text.document AS doc, text.publisher, text.published, claim.seq AS entry
FROM claim JOIN entry ON entry.seq = claim.seq JOIN document AS text ON text.seq = claim.document
WHERE claim.superseded IS NULL AND claim.retracted IS NULL AND EXISTS (
    SELECT 1 FROM claim AS other WHERE other.statement = claim.statement AND other.document <> claim.document
    AND other.superseded IS NULL AND other.retracted IS NULL);

-- Articles whose text was found changed.
CREATE VIEW revisions AS SELECT
    after.document AS doc, after.url, after.publisher, revision.before, revision.after, entry.recorded,
    revision.seq AS entry
FROM revision JOIN entry USING (seq) JOIN document AS after ON after.seq = revision.after;

-- What was taken back, and why.
CREATE VIEW retractions AS SELECT
    about.kind, retraction.about, retraction.reason, retraction."by", entry.recorded, retraction.seq AS entry
FROM retraction JOIN entry USING (seq) JOIN entry AS about ON about.seq = retraction.about;

-- People's verdicts.
CREATE VIEW reviews AS SELECT
    about.kind, review.about, review.verdict, review.note, review.url, review."by", review.retracted, entry.recorded,
    review.seq AS entry
FROM review JOIN entry USING (seq) JOIN entry AS about ON about.seq = review.about;
"""

#: The views, for whoever drops and makes them anew.
VIEW_NAMES = ("claims", "all_claims", "documents", "appearances", "revisions", "retractions", "reviews")
