"""HTML pages to documents (extra `html`): the article's text, headline and captions, and what the page says.

trafilatura finds the article. Spans refer to the text made of it, whose hash is `Source.text_sha256`; the hash of the
page's own bytes stands beside it in `Source.page_sha256`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from factledger.document import Document
from factledger.errors import FactledgerError
from factledger.io import bounds
from factledger.io.encodings import UnknownEncoding, decode
from factledger.records import Diagnostic, Part

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w:.-]{2,40})""", re.IGNORECASE)
_HEAD = 2048  # bytes in which HTML looks for a declared encoding (1024 by the standard)
_SILENT = logging.NullHandler()
_SPACE = re.compile(r"\s+")
_BLOCKS = frozenset({"p", "head", "quote", "item", "hi", "code"})
_NO_ARTICLE = "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::header[not(ancestor::article)]"
_CAPTIONS = f"//article//figcaption[not({_NO_ARTICLE})] | //main//figcaption[not({_NO_ARTICLE})]"


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page that is not yet read: its bytes, and what is known beside them.

    `where` says where it was found, `id` and `url` what its document is to be named by; `charset` is what HTTP
    declared. `publisher` and `published` go before what the page says of itself.
    """

    content: bytes
    where: str | None = None
    id: str | None = None
    url: str | None = None
    charset: str | None = None
    retrieved: dt.datetime | None = None
    publisher: str | None = None
    published: dt.date | None = None

    @property
    def name(self) -> str | None:
        """What a document of this page is called before its text is known."""
        return self.id or self.url or self.where


def read_html(content: bytes | str, **known: Any) -> Document | Diagnostic:
    """Return the article of an HTML page as a document, or a diagnostic that says why there is none.

    `known` are the other fields of `Page`. A `str` is read as UTF-8. Raises `FactledgerError` where trafilatura is
    not installed.
    """
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return read_page(Page(data, **known))


def read_page(page: Page) -> Document | Diagnostic:
    """Return the article of a page as a document, or a diagnostic that says why there is none."""
    try:
        import lxml.etree
        from trafilatura import bare_extraction, load_html
    except ImportError:
        raise FactledgerError("reading HTML needs trafilatura: pip install 'factledger[html]'") from None
    # What it has to say of a page comes out as the diagnostic.
    logging.getLogger("trafilatura").addHandler(_SILENT)
    if len(page.content) > bounds.MAX_BYTES:
        return _not_read(page, "too_large", bounds.too_large("pages", bounds.MAX_BYTES))
    declared = page.charset
    if declared is None and (found := _DECLARED.search(page.content, 0, _HEAD)):
        declared = found[1].decode("ascii", "replace")
    try:
        tree = load_html(decode(page.content, declared))
    except UnknownEncoding as error:
        return _not_read(page, "encoding", str(error))
    if tree is None:
        return _not_read(page, "no_html", "it cannot be parsed as HTML")
    try:
        captions = [_words(caption) for caption in tree.xpath(_CAPTIONS)]
        article: Any = bare_extraction(
            tree, url=page.url, with_metadata=True, include_comments=False, include_tables=False, deduplicate=False
        )
    except (lxml.etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError) as error:
        # What trafilatura stumbles over is the page's fault or its own, and must not end a crawl.
        return _not_read(page, "no_article", f"no article was found: {type(error).__name__}: {error}")
    blocks = [] if article is None or article.body is None else list(_blocks(article.body))
    if not any(kind is None for kind, _ in blocks):
        return _not_read(page, "no_article", "no article was found in it")
    text, parts = _text_of(article.title, blocks, captions)
    return Document.of(
        text,
        id=page.name,
        parts=parts,
        url=page.url or article.url,
        publisher=page.publisher or article.sitename or article.hostname,
        title=article.title,
        author=article.author,
        published=page.published or _day(article.date),
        retrieved=page.retrieved,
        page_sha256=hashlib.sha256(page.content).hexdigest(),
    )


def _not_read(page: Page, code: str, message: str) -> Diagnostic:
    return Diagnostic(code=code, message=message, document=page.name, where=page.where or page.url)


def _blocks(body: Any) -> Iterator[tuple[str | None, str]]:
    """Yield the article's paragraphs: None or `headline`, and the words."""
    for element in body.iterchildren():
        if element.tag == "list":
            for item in element.iterchildren():
                if words := _words(item):
                    yield None, words
        elif element.tag in ("quote", "div") and any(child.tag in ("p", "head", "list") for child in element):
            yield from _blocks(element)
        elif element.tag in _BLOCKS and (words := _words(element)):
            yield ("headline" if element.tag == "head" else None), words


def _words(element: Any) -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _text_of(title: str | None, blocks: list[tuple[str | None, str]], captions: list[str]) -> tuple[str, list[Part]]:
    """Return the text: headline, body, captions, one blank line between them, and where the marked parts stand."""
    headline = _SPACE.sub(" ", title or "").strip()
    if headline and (not blocks or blocks[0][1] != headline):
        blocks = [("headline", headline), *(block for block in blocks if block != ("headline", headline))]
    elif headline:
        blocks = [("headline", headline), *blocks[1:]]
    shown = {words for _, words in blocks}
    marked = [("caption" if words in captions else kind, words) for kind, words in blocks]
    marked += [("caption", words) for words in dict.fromkeys(captions) if words and words not in shown]
    pieces, parts, at = [], [], 0
    for kind, words in marked:
        if kind is not None:
            parts.append(Part.model_validate({"start": at, "end": at + len(words), "kind": kind}))
        pieces.append(words)
        at += len(words) + 2
    return "\n\n".join(pieces), parts


def _day(given: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((given or "")[:10])
    except ValueError:
        return None
