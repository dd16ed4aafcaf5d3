"""The ledger file's tables, and the steps from each version of them to the next.

`entry` is the ledger: numbered without gaps from 1, never changed, each row's `id` a hash of its kind and body.
The other tables are indexes made from the bodies, for searching; a later version may drop and rebuild them.
"""

from __future__ import annotations

#: What the file's header says it is (`file` and SQLite show it): the letters FctL.
APPLICATION_ID = int.from_bytes(b"FctL", "big")

_FIRST = """
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,  -- place in the ledger
    id TEXT NOT NULL UNIQUE,  -- SHA-256 of kind, a line break, and body
    kind TEXT NOT NULL,       -- document, claim
    recorded TEXT NOT NULL,   -- when the row was written, UTC
    body TEXT NOT NULL        -- the record's canonical JSON
) STRICT;

CREATE TABLE claim (          -- index of the entries of kind claim
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    claim TEXT NOT NULL,      -- the claim's own id
    document TEXT NOT NULL,
    measure TEXT NOT NULL,
    speaker TEXT,             -- case folded
    flags TEXT NOT NULL       -- JSON array, sorted
) STRICT;
CREATE INDEX claim_by_document ON claim (document);
CREATE INDEX claim_by_measure ON claim (measure);
CREATE INDEX entry_by_kind ON entry (kind);

-- Also what INSERT OR REPLACE would overwrite is left as it stands.
CREATE TRIGGER entry_kept BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR seq = NEW.seq)
BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER entry_fixed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'factledger: an entry is never changed'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'factledger: an entry is never removed'); END;
"""

#: `MIGRATIONS[n]` brings a file of version n to version n + 1; an empty file is version 0.
MIGRATIONS: tuple[str, ...] = (_FIRST,)

#: The `user_version` that this code writes.
VERSION = len(MIGRATIONS)
