"""HTML made of parts: whatever is not already HTML is text, and text is escaped and nothing in it is invisible.

The core has no template library, and notebooks need views without any extra: hence these few lines. The report's page
is a Jinja template, which takes `Html` as it is (`__html__`) and escapes the rest.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable

from factledger.view.visible import visible


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return itself, as template libraries ask (MarkupSafe's protocol)."""
        return self


#: Parts of an element: HTML, text, or nothing.
Part = str | None

_NAMED = 200  # odd characters of one text that are named; of a text full of them the rest is a plain sign
_VOID = frozenset({"br", "hr", "input", "meta"})


def escaped(text: str) -> Html:
    """Return text as HTML: markup escaped, controls and marks of direction shown as a sign that names them.

    One character stays one character of the element's text content, white space becomes spaces.
    """
    if isinstance(text, Html):
        return text
    if text.isascii() and text.isprintable():
        return Html(html.escape(text, quote=False))
    seen = visible(text)
    if seen == text:
        return Html(html.escape(text, quote=False))
    shown, last, named = [], 0, 0
    for place, (written, sign) in enumerate(zip(text, seen, strict=True)):
        if written == sign or written.isspace():
            continue
        named += 1
        if named > _NAMED:
            break
        shown.append(html.escape(seen[last:place], quote=False))
        shown.append(f'<span class="fl-odd" title="{_named(written)}">{sign}</span>')
        last = place + 1
    shown.append(html.escape(seen[last:], quote=False))
    return Html("".join(shown))


def attribute(text: str) -> str:
    """Return text as the value of an attribute, without its quotation marks."""
    return html.escape(visible(text))


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


def element(name: str, *parts: Part, **attributes: str | int | bool | None) -> Html:
    """Return an element: `element("p", "a < b", class_="x")`; None and False leave an attribute out."""
    head = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        head.append(key if value is True else f'{key}="{attribute(str(value))}"')
    inside = "".join(escaped(part) for part in parts if part)
    return Html(f"<{' '.join(head)}>" + ("" if name in _VOID else f"{inside}</{name}>"))


def joined(parts: Iterable[Part], between: str = "") -> Html:
    """Return parts one after the other, text between them."""
    return Html(escaped(between).join(escaped(part) for part in parts if part))


def isolated(text: str) -> Html:
    """Return words of the text to stand among our own: a name in another direction turns nothing around it."""
    return escaped(text) if text.isascii() else element("bdi", text)
