"""Forms of English verbs and nouns: the rules of -s, -ing and -ed; irregular forms stand in lexicon/words.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from factledger.lexicon import load

_VOWELS = "aeiou"


def inflect(base: str, irregular: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """Return the forms of a verb with their codes, the base first."""
    if base == "be":
        return [(form, "b") for form in ("is", "are", "was", "were", "be", "been", "being")]
    forms = [(base, "b"), (third_person(base), "s")]
    doubled = base + base[-1] if _doubles(base) else base
    stem = base[:-1] if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) else doubled
    forms.append((stem + "ing", "g") if not base.endswith("ie") else (base[:-2] + "ying", "g"))
    if base in irregular:
        past, participle, *others = irregular[base]
        forms += [(past, "e")] if past == participle else [(past, "d"), (participle, "n")]
        forms += [(other, "e") for other in others]  # burned, burnt
    elif base.endswith("e"):
        forms.append((base + "d", "e"))
    elif base.endswith("y") and base[-2:-1] not in _VOWELS:
        forms.append((base[:-1] + "ied", "e"))
    else:
        forms.append((doubled + "ed", "e"))
    if base in _list("doubling_british"):
        forms += [(base + base[-1] + "ing", "g"), (base + base[-1] + "ed", "e")]
    return forms


def third_person(base: str) -> str:
    """Return the form with -s of a verb, which is also the plural of a noun."""
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _doubles(base: str) -> bool:
    if base[-1:] in "aeiouwxyhs" or len(base) < 3:
        return False
    if base in _list("doubling"):
        return True
    vowels = sum(ch in _VOWELS for ch in base)
    return vowels == 1 and base[-2] in _VOWELS


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(load("reading")["lists"][name])
