"""A sentence made ready for reading: its tokens with one-letter classes, and where its quantities stand in it.

Classes: `Q` in a quantity, `N` noun or unknown, `V` finite verb or participle, `G` -ing form, `b` be, `h` have, `d` do,
`m` modal, `t` to, `P` preposition, `D` determiner, `C` and/or, `S` word that opens a clause, `W` relative pronoun,
`p` pronoun, `R` adverb, `s` possessive 's, `,` `(` `)` `"` `-` as they stand, `;` marks that end a clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from factledger.measures.table import Table
from factledger.phrases import classes
from factledger.records import Quantity
from factledger.segment import Sentence
from factledger.words import Token

_BE = ("is", "are", "was", "were", "be", "been", "being", "am", "isn't", "aren't", "wasn't", "weren't", "isn’t", "aren’t",
       "wasn’t", "weren’t")  # fmt: skip
_HAVE = ("has", "have", "had", "having", "hasn't", "haven't", "hadn't", "hasn’t", "haven’t", "hadn’t")
_MARKS = {
    ",": ",", "(": "(", "[": "(", ")": ")", "]": ")", ";": ";", ":": ";", ".": ";", "?": ";", "!": ";", "…": ";",
    '"': '"', "“": '"', "”": '"', "''": '"', "‘": '"', "’": '"', "'": '"', "-": "-", "—": ",", "–": ",", "--": ",",
    "'s": "s", "’s": "s", "...": ";", "*": ";", "/": "C", "&": "C", "%": "N", "$": "N",
}  # fmt: skip
_OPENERS = ("but", "while", "when", "because", "although", "though", "unless", "whether", "if", "where", "whereas", "as",
            "after", "before", "since", "until", "till", "once", "so", "yet", "that", "because")  # fmt: skip

#: Words that may stand between a verb and its number without changing who counts what.
COMPARATORS = frozenset((
    "at", "least", "most", "more", "less", "fewer", "than", "about", "around", "nearly", "almost", "over", "under", "up",
    "to", "some", "roughly", "approximately", "as", "many", "much", "only", "just", "another", "further", "additional",
    "estimated", "an", "a", "the", "all", "its", "their", "his", "her", "no", "close", "well", "these", "those", "other",
    "exactly", "circa", "below", "above", "record", "upwards", "of", "excess", "in", "total", "combined", "entire", "extra",
    "another", "even", "still", "also", "nearly", "any", "maximum", "minimum", "first", "last", "average", "whopping", "good",
    "high", "low", "or", "fully", "initial", "possibly", "perhaps", "maybe", "probably", "equivalent", "likely", "new",
))  # fmt: skip
#: Those of the comparators that can always be skipped; the rest only inside a comparator phrase.
_FREE = frozenset((
    "about", "around", "nearly", "almost", "some", "roughly", "approximately", "only", "just", "another", "further",
    "additional", "estimated", "an", "a", "the", "all", "its", "their", "his", "her", "our", "these", "those", "other",
    "exactly", "circa", "record", "combined", "entire", "extra", "even", "still", "also", "maximum", "minimum", "average",
    "whopping", "fully", "initial", "possibly", "perhaps", "maybe", "probably", "equivalent", "likely", "new", "total",
    "over", "under", "~", "separate", "similar",
))  # fmt: skip
_GROUPS = (
    ("at", "least"), ("at", "most"), ("more", "than"), ("less", "than"), ("fewer", "than"), ("greater", "than"),
    ("up", "to"), ("as", "many", "as"), ("as", "much", "as"), ("as", "high", "as"), ("as", "few", "as"),
    ("as", "low", "as"), ("close", "to"), ("well", "over"), ("in", "excess", "of"), ("no", "fewer", "than"),
    ("no", "less", "than"), ("no", "more", "than"), ("not", "less", "than"), ("upwards", "of"), ("a", "total", "of"),
    ("total", "of"), ("a", "maximum", "of"), ("a", "minimum", "of"), ("an", "average", "of"), ("average", "of"),
    ("a", "record"), ("just", "over"), ("just", "under"), ("north", "of"), ("somewhere", "around"), ("in", "all"),
    ("the", "order", "of"), ("anywhere", "from"), ("as", "little", "as"), ("a", "further"), ("at", "least", "another"),
    ("more", "than", "a"), ("so",), ("in", "total"), ("anything", "from"), ("as", "many"), ("a", "combined"),
)  # fmt: skip
_GROUPS_BY_LAST: dict[str, tuple[tuple[str, ...], ...]] = {}
for _group in _GROUPS:
    _GROUPS_BY_LAST[_group[-1]] = (*_GROUPS_BY_LAST.get(_group[-1], ()), _group)

_NOT_LY = frozenset(("family", "supply", "italy", "july", "rally", "ally", "reply", "assembly", "anomaly", "bully", "belly",
                     "daily", "hourly", "weekly", "monthly", "yearly", "early", "elderly", "friendly", "deadly", "quarterly",
                     "fly", "apply", "imply", "only", "homily", "melancholy", "lonely", "likely", "unlikely", "costly"))
_NOT_ED = frozenset(("hundred", "united", "biped", "bed", "red", "seed", "breed", "greed", "indeed", "shed", "exceed", "ed",
                     "need", "feed", "speed", "deed", "weed", "reed", "embed", "sled", "med", "wed"))  # fmt: skip
_NOT_ING = frozenset(("building", "king", "morning", "evening", "thing", "something", "anything", "nothing", "everything",
                      "meeting", "ring", "spring", "string", "wing", "housing", "bombing", "shooting", "shelling", "killing",
                      "wedding", "ceiling", "hearing", "offering", "funding", "spending", "earning", "beijing", "blessing",
                      "writing", "painting", "drawing", "setting", "landing", "listing", "briefing", "filing", "gathering",
                      "clothing", "lightning", "pudding", "sibling", "being", "during", "including", "following",
                      "according", "sterling", "holding", "banking", "training", "boeing", "reading", "stabbing", "posting",
                      "warning", "loading", "manufacturing", "shipping", "trading", "lending", "borrowing",
                      "advertising", "refining", "mining", "pricing", "beginning", "opening", "closing"))  # fmt: skip


_WANTING = frozenset(("need", "lack", "face", "suffer", "require", "support", "want"))


@cache
def _known() -> dict[str, str]:
    """Return the class of every word of the closed classes and of the listed verb forms."""
    words = classes()
    known: dict[str, str] = {}
    for group, tag in ((words.present, "V"), (words.past, "V"), (words.adverbs, "R"), (words.conjunctions, "S"),
                       (words.pronouns, "p"), (words.prepositions, "P"), (words.determiners, "D"), (words.modals, "m"),
                       (words.auxiliaries, "d")):  # fmt: skip
        known.update(dict.fromkeys(group, tag))
    known.update(dict.fromkeys(_BE, "b"))
    known.update(dict.fromkeys(_HAVE, "h"))
    known.update(dict.fromkeys(_OPENERS, "S"))
    known.update({"and": "C", "or": "C", "nor": "C", "who": "W", "which": "W", "whose": "W", "whom": "W", "to": "t",
                  "not": "R", "n't": "R", "plus": "C", "than": "P", "worldwide": "R", "her": "D", "there": "p",
                  "wound": "N", "cost": "N", "report": "N", "reports": "N", "claim": "N", "claims": "N", "vote": "N",
                  "march": "N", "protest": "N", "rally": "N", "support": "N", "need": "N", "needs": "N", "estimate": "N",
                  "estimates": "N", "attack": "N", "lead": "N", "face": "N", "including": "P", "yet": "R", "so": "R",
                  "shows": "V", "like": "P", "out": "R", "off": "R", "run": "N", "read": "N", "cut": "V", "set": "V",
                  "show": "V", "us": "N", "due": "R"})  # fmt: skip
    known.update(_MARKS)
    return known


class Slot(NamedTuple):
    """A quantity in its sentence: position in the list of quantities, and its tokens `first` to `stop` (exclusive)."""

    item: int
    first: int
    stop: int


class Frame:
    """A sentence with token classes and the slots of its quantities."""

    __slots__ = ("lows", "sentence", "slot_at", "slots", "tags", "tokens")

    def __init__(self, sentence: Sentence, quantities: Sequence[tuple[int, Quantity]], lexicon: Table) -> None:
        tokens = sentence.tokens
        self.sentence = sentence
        self.tokens: list[Token] = tokens
        self.lows = [token.low for token in tokens]
        self.tags = _tags(tokens, self.lows, lexicon)
        self.slots: list[Slot] = []
        self.slot_at: dict[int, Slot] = {}
        count = len(tokens)
        for index, quantity in quantities:
            first = sentence.token_at(quantity.span.start)
            stop = min(sentence.token_at(max(quantity.span.start, quantity.span.end - 1)) + 1, count)
            if first >= count:
                continue
            slot = Slot(index, first, max(stop, first + 1))
            self.slots.append(slot)
            for i in range(slot.first, slot.stop):
                self.tags[i] = "Q"
                self.slot_at[i] = slot

    def before(self, first: int) -> int:
        """Return the index of the last token before `first` that is no comparator or determiner; -1 where none is."""
        lows, tags = self.lows, self.tags
        i = first - 1
        while i >= 0:
            low = lows[i]
            if low in _GROUPS_BY_LAST:
                for group in _GROUPS_BY_LAST[low]:
                    if i + 1 >= len(group) and tuple(lows[i + 1 - len(group) : i + 1]) == group:
                        i -= len(group)
                        break
                else:
                    if low in _FREE and tags[i] != "Q":
                        i -= 1
                        continue
                    break
                continue
            if (low in _FREE or (tags[i] == "R" and low not in ("up", "down", "out", "away", "off", "back"))) and (
                tags[i] != "Q"
            ):
                i -= 1
                continue
            if tags[i] == '"' and i > 0 and tags[i - 1] not in ",;":
                i -= 1
                continue
            break
        return i


def _tags(tokens: Sequence[Token], lows: Sequence[str], lexicon: Table) -> list[str]:
    known, verbs = _known(), lexicon.verbs
    tags = []
    for token, low in zip(tokens, lows, strict=True):
        tag = known.get(low)
        if tag is None:
            verb = verbs.get(low)
            first = low[0]
            if not first.isalpha():
                tag = "N" if first.isdigit() else ";" if first in "•|" else "x"
            elif verb is not None and verb.form in "edn":
                tag = "V"
            elif low.endswith("ing") and len(low) > 4 and low not in _NOT_ING:
                tag = "G" if token.text[0].islower() or verb is not None else "N"
            elif low.endswith("ed") and len(low) > 3 and low not in _NOT_ED:
                tag = "V"
            elif low.endswith("ly") and len(low) > 3 and low not in _NOT_LY:
                tag = "R"
            else:
                tag = "N"
        elif tag == "V" and low in ("killing", "bombing"):
            tag = "G"
        tags.append(tag)
    _settle(tags, tokens, lows, lexicon)
    return tags


def _settle(tags: list[str], tokens: Sequence[Token], lows: Sequence[str], lexicon: Table) -> None:
    """Tell apart what one word alone leaves open: `that`, `as`, `after` and -ing nouns that are verbs here."""
    count = len(tags)
    for i, low in enumerate(lows):
        following = tags[i + 1] if i + 1 < count else ";"
        if tags[i] == "N" and i and tags[i - 1] == "N" and low in lexicon.verbs and lexicon.verbs[low].form in "bs":
            # "votes cost him", "people need help": a verb where the word before is a plural
            if following in "DpQ" or (following == "N" and low in _WANTING and lows[i - 1].endswith(("s", "people", "men", "dren"))):
                tags[i] = "V"
        if low == "that":
            if i and tags[i - 1] in "N" and following in "VbhmdR":
                tags[i] = "W"
            elif following == "N" and i and tags[i - 1] in "PDtC":
                tags[i] = "D"
        elif low == "well" and 0 < i < count - 1 and lows[i - 1] == "as" and lows[i + 1] == "as":
            tags[i - 1] = tags[i] = tags[i + 1] = "C"
        elif low in ("-", "–") and tags[i] == "-" and i and tokens[i].start > tokens[i - 1].end:
            tags[i] = ","
        elif low == "as":
            if tags[i] == "C":
                continue
            if following != "S" and i + 1 < count and lows[i + 1] in ("many", "much", "few", "high", "low", "well", "a", "an", "part"):
                tags[i] = "P"
            elif i and lows[i - 1] in ("many", "much", "few", "high", "low", "well", "such", "known"):
                tags[i] = "P"
        elif low in ("killing", "bombing", "shelling", "stabbing", "shooting", "holding", "landing", "training", "opening"):
            # "killing 12" is the verb, "the killing of 12" the noun
            if i == 0 or tags[i - 1] not in "DPN" or tags[i - 1] == "N" and low == "killing":
                tags[i] = "G" if low in lexicon.verbs or low == "killing" else tags[i]
        elif low == "'s" or low == "’s":
            if following in "VG" and i and tags[i - 1] == "p":
                tags[i] = "b"
