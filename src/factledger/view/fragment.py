"""Links that open a live page at a claim's words: URL fragments of the form `#:~:text=`.

The form is that of the WICG's URL Fragment Text Directives: `prefix-,exact,-suffix`, each percent-encoded.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from factledger.records import TextQuoteSelector

_WORDS = 2  # words of context on each side


def live_link(url: str | None, anchor: TextQuoteSelector) -> str | None:
    """Return the link to the words of `anchor` on a page, or None where `url` is not a web address.

    An address that has a fragment already keeps it. Only `http` and `https` are linked: an address comes from
    outside, and one such as `javascript:` must never become a link.
    """
    if not is_web(url):
        return None
    assert url is not None
    parts = [_encoded(anchor.exact)]
    before, after = _last_words(anchor.prefix), _first_words(anchor.suffix)
    if before:
        parts.insert(0, f"{_encoded(before)}-")
    if after:
        parts.append(f"-{_encoded(after)}")
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(parts)}"


def is_web(url: str | None) -> bool:
    """Whether `url` is an address of the web."""
    try:
        return url is not None and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _last_words(prefix: str) -> str:
    """The last words before the figure in its own line; the first of 32 characters may be a torn word."""
    line = prefix.rpartition("\n")[2]
    words = line.split()
    if line == prefix and line[:1].strip():
        words = words[1:]
    return " ".join(words[-_WORDS:])


def _first_words(suffix: str) -> str:
    line = suffix.partition("\n")[0]
    words = line.split()
    if line == suffix and line[-1:].strip():
        words = words[:-1]
    return " ".join(words[:_WORDS])


def _encoded(text: str) -> str:
    # The dash is syntax in a text directive, and `quote` leaves it as it stands.
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")
