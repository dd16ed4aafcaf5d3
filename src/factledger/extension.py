"""The words an extraction goes by: the packaged tables, or those with a user's own entries merged over them.

What can be extended: `[[measures.verb]]`, `[[measures.state]]`, `[[measures.phrase]]`, `[[measures.noun]]`,
`[[measures.lead]]` and `[[measures.theme]]` as in lexicon/measures.toml, and `[[flags.rule]]` with `[flags.sets]` as
in lexicon/flags.toml. An own entry stands before the packaged ones. The measures are a closed list; a flag of one's
own begins with x_.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from factledger.errors import FactledgerError
from factledger.flags.patterns import DIRECTIONS, SCOPES, RuleTable, build_table, packaged_rules
from factledger.frozen import canonical_json
from factledger.lexicon import lexicon_version, load
from factledger.lexicon.located import Given, Way
from factledger.measures.table import CLASSES, Table, build, table
from factledger.patterns import lazy_pattern
from factledger.records import FLAGS, MEASURES


class Field(NamedTuple):
    """What a key takes: its type (`word`, `words`, `yes/no`, `number`), the values accepted, if it must stand."""

    type: str
    accepted: Collection[str] = ()
    required: bool = False


_STOPS = (
    "semi",
    "colon",
    "dash",
    "contrast",
    "rel",
    "sub",
    "joint",
    "comma",
    "close",
    "part",
    "coord",
    "verb",
    "past",
)
_NOUNS = (
    "event", "people", "captive", "fighters", "munitions", "weapons", "building", "lives", "thing", "scalar", "money",
)  # fmt: skip
_TARGETS = ("claim", "figure", "figures", "here", "toll", "medium")
_MEASURE = Field("word", MEASURES, True)
_WORDS = Field("words", required=True)
_EXAMPLES = {"yes": Field("words"), "no": Field("words")}
_STATE: Mapping[str, Field] = {"measure": _MEASURE, "words": _WORDS, **_EXAMPLES}
_THEMED: Mapping[str, Field] = {**_STATE, "theme": Field("word")}

#: The sections, the lists of each, and the keys of their entries.
FORMS: Mapping[str, Mapping[str, Mapping[str, Field]]] = {
    "measures": {
        "verb": {
            **_THEMED,
            "takes": Field("word", ("object", "subject", "both", "agent"), True),
            "counts": Field("word", CLASSES, True),
        },
        "state": _STATE,
        "phrase": _THEMED,
        "noun": {**_THEMED, "class": Field("word", _NOUNS, True)},
        "lead": {**_THEMED, "counts": Field("word", CLASSES, True)},
        "theme": {"name": Field("word", required=True), "words": _WORDS},
    },
    "flags": {
        "rule": {
            "name": Field("word", required=True),
            "flag": Field("word", FLAGS, True),
            "scope": Field("word", SCOPES, True),
            "patterns": Field("words", required=True),
            "direction": Field("word", DIRECTIONS),
            "stop_after": Field("words", _STOPS),
            "stop_before": Field("words", _STOPS),
            "reach": Field("number"),
            "target": Field("word", (*_TARGETS, "named")),
            "default": Field("word", (*_TARGETS, "near")),
            "back": Field("word", _TARGETS),
            "needs": Field("word", ("speaker", "cue", "amount", "headline")),
            "lower": Field("words"),
            "prefer": Field("word", ("before",)),
            "whole": Field("yes/no"),
            "future": Field("yes/no"),
            "pseudo": Field("words"),
            "positive": Field("words"),
            "negative": Field("words"),
        }
    },
}
_PROSE = frozenset({"yes", "no", "positive", "negative"})  # examples: they change nothing that is extracted
_GAP = lazy_pattern(r"\*([0-9]{1,2})\Z")
MAX_GAP = 12  # words that a `*` may stand for: longer ones join what does not belong together, and cost time


class Words:
    """The tables of one extraction: plain data, which pickles, and the look-ups, built when first asked for."""

    def __init__(self, own: Mapping[str, Any]) -> None:
        self.own = own
        digest = hashlib.sha256(f"{lexicon_version()} {canonical_json(own)}".encode("utf-8", "surrogatepass"))
        #: A short hash over the packaged tables and the own ones.
        self.version = digest.hexdigest()[:12]
        self._tables: tuple[Table, RuleTable] | None = None

    @property
    def measures(self) -> Table:
        """The words that tell a measure."""
        return self._built()[0]

    @property
    def rules(self) -> RuleTable:
        """The rules that raise flags."""
        return self._built()[1]

    def __getstate__(self) -> Mapping[str, Any]:
        return self.own

    def __setstate__(self, own: Mapping[str, Any]) -> None:
        self.__init__(own)  # type: ignore[misc]

    def _built(self) -> tuple[Table, RuleTable]:
        # Two threads that come first build the same tables twice; which of them is kept makes no difference.
        if self._tables is None:
            measures, flags = self.own.get("measures"), self.own.get("flags")
            self._tables = (
                table() if measures is None else build(_over(load("measures"), measures), load("words")),
                packaged_rules() if flags is None else build_table(_ruled(flags)),
            )
        return self._tables


def words_of(given: Iterable[Given]) -> Words | None:
    """Return the packaged tables with own ones merged over them, the last given first; None where nothing is added.

    Raises `FactledgerError` naming file, line, key and what is accepted where a table is not in the form of `FORMS`.
    """
    own: dict[str, Any] = {}
    names = {rule["name"] for rule in load("flags")["rule"]}
    for lexicon in given:
        _check(lexicon, own, names)
    return Words(own) if own else None


def _check(given: Given, own: dict[str, Any], names: set[str]) -> None:
    for section, lists in given.data.items():
        _known(given, (section,), section, FORMS, "section")
        if not isinstance(lists, Mapping):
            raise given.error((section,), f"a table is accepted, not {_typed(lists)}")
        for kind, entries in lists.items():
            way: Way = (section, kind)
            if way == ("flags", "sets"):
                _check_sets(given, entries, own)
                continue
            _known(given, way, kind, (*FORMS[section], *(("sets",) if section == "flags" else ())), "list")
            if not isinstance(entries, list | tuple):
                raise given.error(way, f"entries are accepted ([[{section}.{kind}]]), not {_typed(entries)}")
            read = [_entry(given, (*way, at), entry, FORMS[section][kind]) for at, entry in enumerate(entries)]
            if read:
                held = own.setdefault(section, {}).setdefault(kind, [])
                held[:0] = read
    for at, rule in enumerate(given.data.get("flags", {}).get("rule", ())):
        _check_rule(given, ("flags", "rule", at), rule, own["flags"], names)


def _entry(given: Given, way: Way, entry: object, form: Mapping[str, Field]) -> dict[str, Any]:
    if not isinstance(entry, Mapping):
        raise given.error(way, f"a table is accepted, not {_typed(entry)}")
    for key, value in entry.items():
        _known(given, (*way, key), key, form, "key")
        _value(given, (*way, key), value, form[key])
    for key, field in form.items():
        if field.required and key not in entry:
            accepted = f"; accepted: {', '.join(field.accepted)}" if field.accepted else ""
            raise given.error((*way, key), f"the key is missing{accepted}")
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in entry.items() if key not in _PROSE
    }


def _value(given: Given, way: Way, value: object, field: Field) -> None:
    match field.type:
        case "number":
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise given.error(way, f"a whole number from 0 is accepted, not {_typed(value)}")
        case "yes/no":
            if not isinstance(value, bool):
                raise given.error(way, f"true or false is accepted, not {_typed(value)}")
        case "word":
            _word(given, way, value, field.accepted)
        case _:
            if not isinstance(value, list | tuple):
                raise given.error(way, f"a list of words is accepted, not {_typed(value)}")
            if not value and field.required:
                raise given.error(way, "the list is empty; at least one word is needed")
            for word in value:
                _word(given, way, word, field.accepted)


def _word(given: Given, way: Way, value: object, accepted: Collection[str]) -> None:
    if not isinstance(value, str):
        raise given.error(way, f"words in quotation marks are accepted, not {_typed(value)}")
    if accepted and value not in accepted:
        more = ""
        if accepted is MEASURES:
            more = "; the list is closed in this version"
        elif accepted is FLAGS:
            more = "; a flag of your own begins with x_ and goes on in lower case: x_rumour"
        raise given.error(way, f"{value!r} is not known; accepted: {', '.join(accepted)}{more}")
    if way[-1] == "words" and (
        value != value.lower() or not value.replace("~", "").strip() or value != value.strip()
    ):
        raise given.error(way, f"{value!r}: words in lower case are accepted, without space around them")
    if not value.strip():
        raise given.error(way, "an empty word is not accepted")


def _check_sets(given: Given, sets: object, own: dict[str, Any]) -> None:
    way: Way = ("flags", "sets")
    if not isinstance(sets, Mapping):
        raise given.error(way, f"a table of lists is accepted, not {_typed(sets)}")
    held = own.setdefault("flags", {}).setdefault("sets", {})
    for name, words in sets.items():
        if name in load("flags")["sets"] or name in held:
            raise given.error((*way, name), "there is a set of that name already; accepted: a new name")
        _value(given, (*way, name), words, Field("words", required=True))
        held[name] = list(words)


def _check_rule(given: Given, way: Way, rule: Mapping[str, Any], flags: Mapping[str, Any], names: set[str]) -> None:
    """Raise where a rule's name is taken or its patterns cannot be read."""
    if rule["name"] in names:
        raise given.error((*way, "name"), f"there is a rule {rule['name']!r} already; accepted: a new name")
    names.add(rule["name"])
    groups = load("flags")["pseudo"]
    for key in ("patterns", "pseudo"):
        for pattern in rule.get(key, ()):
            if key == "pseudo" and pattern.startswith("@"):
                _known(given, (*way, key), pattern[1:], groups, "group")
                continue
            if not pattern.strip("^ ") or pattern.lstrip("^ ").startswith(("*", "$")):
                raise given.error((*way, key), f"{pattern!r} does not begin with a word")
            for word in pattern.lstrip("^ ").split():
                if "" in word.rstrip("?").split("|") or ("$" in word and not pattern.endswith(f" {word}")):
                    raise given.error((*way, key), f"{pattern!r}: {word!r}; accepted: a|b, {{set}}, word?, a last $")
                gap = _GAP.match(word)
                if word.startswith("*") and (gap is None or int(gap[1]) > MAX_GAP):
                    raise given.error((*way, key), f"{pattern!r}: {word!r}; accepted: *1 to *{MAX_GAP}")
            try:
                build_table({"sets": _sets(flags), "rule": [{**rule, "patterns": [pattern], "pseudo": []}]})
            except FactledgerError as error:
                raise given.error((*way, key), f"{pattern!r}: {str(error).removeprefix('flags.toml: ')}") from None


def _known(given: Given, way: Way, name: object, accepted: Iterable[str], what: str) -> None:
    if name not in list(accepted):
        raise given.error(way, f"no {what} {name!r}; accepted: {', '.join(accepted)}")


def _typed(value: object) -> str:
    shown = repr(value)
    return f"{type(value).__name__} {shown if len(shown) <= 40 else shown[:37] + '...'}"


def _over(packaged: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the measure tables with own entries where they win: first, and of the states last."""
    merged = dict(packaged)
    for kind, entries in own.items():
        merged[kind] = [*packaged[kind], *reversed(entries)] if kind == "state" else [*entries, *packaged[kind]]
    return merged


def _sets(own: Mapping[str, Any]) -> dict[str, Any]:
    return {**load("flags")["sets"], **own.get("sets", {})}


def _ruled(own: Mapping[str, Any]) -> dict[str, Any]:
    tables = load("flags")
    return {"sets": _sets(own), "pseudo": tables["pseudo"], "rule": [*own.get("rule", ()), *tables["rule"]]}
