"""Regular expressions: compiled when first used, and alternations of many words that scan fast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split")


class _Lazy:
    """Stands for a pattern; the first call compiles it and puts its methods in place."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


_LETTERS = re.compile(r"[a-z]+")


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves like `re.compile(source, flags)` and is compiled at its first use."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


def first_words(forms: Iterable[str]) -> frozenset[str]:
    """Return the letters a-z that each form begins with, in lower case: what a look-up asks before a pattern runs."""
    found = (_LETTERS.match(form.lower()) for form in forms)
    return frozenset(match[0] for match in found if match is not None)


def trie(words: Iterable[str]) -> str:
    """Return a pattern for any of some literal words, the longest that fits.

    The words share their beginnings, so that a scan for hundreds of them costs little more than for one.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [re.escape(letter) + _branch(node[letter]) for letter in sorted(node) if letter]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and not ends else "(?:" + "|".join(branches) + ")"
    return body + "?" if ends else body
