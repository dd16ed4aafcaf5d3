"""Election words for factledger, offered under the entry-point group `factledger.lexicons`."""

from pathlib import Path


def lexicon() -> Path:
    """Return the path of the tables."""
    return Path(__file__).with_name("elections.toml")
