"""The ledger file's tables.

`entry` is the ledger: numbered without gaps from 1, never changed, each row's `id` a hash of its kind and body, its
`leaf` a hash of everything else. `origin` and `tile` belong to it. All other tables are indexes made from the bodies
(`index.py`), for searching; they can be dropped and built again. Steps from older versions are in `migrations.py`.
"""

from __future__ import annotations

#: What the file's header says it is (`file` and SQLite show it): the letters FctL.
APPLICATION_ID = int.from_bytes(b"FctL", "big")

#: The entries themselves, and the tree over them.
LEDGER = """
CREATE TABLE origin (         -- which ledger this is, as its checkpoints name it
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,  -- place in the ledger
    id TEXT NOT NULL UNIQUE,  -- SHA-256 of kind, a line break, and body
    kind TEXT NOT NULL,       -- document, extraction, claim, revision, retraction, review, checkpoint
    recorded TEXT NOT NULL,   -- when the row was written, UTC
    leaf BLOB NOT NULL,       -- RFC 9162 leaf hash of seq, id, kind and recorded
    body TEXT NOT NULL        -- the record's canonical JSON
) STRICT;

CREATE TABLE tile (           -- RFC 9162 nodes over whole runs of 256, 65,536, 16,777,216 entries
    level INTEGER NOT NULL,   -- 8, 16, 24
    number INTEGER NOT NULL,  -- from 0: of entries number * 2^level + 1 to (number + 1) * 2^level
    hash BLOB NOT NULL,
    PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;

-- Also what INSERT OR REPLACE would overwrite is left as it stands.
CREATE TRIGGER entry_kept BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'factledger: an entry is never replaced'); END;
CREATE TRIGGER entry_fixed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'factledger: an entry is never changed'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'factledger: an entry is never removed'); END;
CREATE TRIGGER tile_fixed BEFORE UPDATE ON tile
BEGIN SELECT RAISE(ABORT, 'factledger: a tile is never changed'); END;
CREATE TRIGGER tile_stays BEFORE DELETE ON tile
BEGIN SELECT RAISE(ABORT, 'factledger: a tile is never removed'); END;
CREATE TRIGGER origin_fixed BEFORE UPDATE ON origin
BEGIN SELECT RAISE(ABORT, 'factledger: the origin is never changed'); END;
CREATE TRIGGER origin_stays BEFORE DELETE ON origin
BEGIN SELECT RAISE(ABORT, 'factledger: the origin is never removed'); END;
"""

#: The indexes. `seq` is the number of the entry that a row is made from; so are all references between rows.
#: `superseded` and `retracted` are the numbers of the entries by which something else took over or was taken back,
#: so that what held after entry n is: `seq <= n AND (superseded IS NULL OR superseded > n) AND ...`.
INDEXES = """
CREATE TABLE moment (         -- from which entry on which time of recording holds
    first INTEGER PRIMARY KEY,
    recorded TEXT NOT NULL
) STRICT;

CREATE TABLE document (       -- texts as they were seen
    seq INTEGER PRIMARY KEY,
    article INTEGER NOT NULL, -- seq of the first document of the same url or, without one, id
    document TEXT NOT NULL,   -- the document's own id
    text_sha256 TEXT NOT NULL,
    url TEXT,
    publisher TEXT,
    title TEXT,
    published TEXT,           -- date
    retrieved TEXT,           -- moment
    retracted INTEGER
) STRICT;
CREATE INDEX document_by_name ON document (document, text_sha256);
CREATE INDEX document_by_url ON document (url) WHERE url IS NOT NULL;
CREATE INDEX document_by_article ON document (article);

CREATE TABLE extraction (     -- readings of a text by one version of extractor and lexicon
    seq INTEGER PRIMARY KEY,  -- the extraction entry, or in older files the claim, that began it
    document INTEGER NOT NULL,-- seq of the first document of this id and text
    extractor TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    superseded INTEGER        -- by a reading of another version
) STRICT;
CREATE INDEX extraction_by_document ON extraction (document);

CREATE TABLE claim (
    seq INTEGER PRIMARY KEY,
    extraction INTEGER NOT NULL,
    document INTEGER NOT NULL,-- as in extraction
    claim TEXT NOT NULL,      -- the claim's own id
    position INTEGER NOT NULL,-- its index in the document
    measure TEXT NOT NULL,
    comparator TEXT NOT NULL,
    value TEXT,               -- exact decimals, as stated
    low TEXT,
    high TEXT,
    unit TEXT NOT NULL,
    counted TEXT,             -- this and the next two case folded
    place TEXT,
    speaker TEXT,
    country TEXT,             -- ISO 3166
    flags TEXT NOT NULL,      -- JSON array, sorted
    change TEXT,              -- up, down
    role TEXT,                -- by, to, from
    when_start TEXT,          -- dates of what it describes, both included
    when_end TEXT,
    repeats INTEGER,          -- index of the document's first mention of the same statement
    statement INTEGER NOT NULL,  -- hash of speaker, figure and words: the same in every outlet that carries them
    sentence INTEGER NOT NULL,   -- seq of the first claim of the sentence, rowid in words
    superseded INTEGER,       -- by another version's reading, or by this version's reading with another source
    retracted INTEGER
) STRICT;
CREATE INDEX claim_by_document ON claim (document);
CREATE INDEX claim_by_measure ON claim (measure, place);
CREATE INDEX claim_by_statement ON claim (statement);
CREATE INDEX claim_by_sentence ON claim (sentence);

CREATE VIRTUAL TABLE words USING fts5 (sentence, content = '', columnsize = 0);  -- rowid: claim.sentence

CREATE TABLE revision (       -- an article's text was found changed
    seq INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    before INTEGER NOT NULL,  -- document
    after INTEGER NOT NULL    -- document
) STRICT;
CREATE INDEX revision_by_article ON revision (article);

CREATE TABLE retraction (
    seq INTEGER PRIMARY KEY,
    about INTEGER NOT NULL,   -- document, claim or review
    reason TEXT NOT NULL,
    by TEXT
) STRICT;
CREATE INDEX retraction_by_about ON retraction (about);

CREATE TABLE review (         -- a person's judgement
    seq INTEGER PRIMARY KEY,
    about INTEGER NOT NULL,   -- any entry
    verdict TEXT NOT NULL,
    note TEXT,
    url TEXT,
    by TEXT,
    retracted INTEGER
) STRICT;
CREATE INDEX review_by_about ON review (about);

CREATE TABLE checkpoint (     -- noted elsewhere
    seq INTEGER PRIMARY KEY,
    size INTEGER NOT NULL,
    root TEXT NOT NULL,       -- base64
    noted TEXT                -- where
) STRICT;
"""

#: The tables of `INDEXES`, in an order in which they can be dropped.
INDEX_TABLES = (
    "checkpoint", "review", "retraction", "revision", "words", "claim", "extraction", "document", "moment",
)  # fmt: skip
