"""A sentence made ready for reading: its tokens with one-letter classes, and where its quantities stand in it.

Classes: `Q` in a quantity, `N` noun or unknown, `V` finite verb or participle, `G` -ing form, `b` be, `h` have,
`d` do, `m` modal, `t` to, `P` preposition, `D` determiner, `C` and/or, `S` word that opens a clause, `W` relative
pronoun, `p` pronoun, `R` adverb, `s` possessive 's, `,` `(` `)` `"` `-` as they stand, `;` marks that end a clause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple, cast

from factledger.lexicon import load
from factledger.measures.table import Table, word_list
from factledger.phrases import classes
from factledger.records import Quantity
from factledger.segment import Sentence
from factledger.words import Token

_MARKS = {
    ",": ",", "(": "(", "[": "(", ")": ")", "]": ")", ";": ";", ":": ";", ".": ";", "?": ";", "!": ";", "…": ";",
    '"': '"', "“": '"', "”": '"', "''": '"', "‘": '"', "’": '"', "'": '"', "-": "-", "—": ",", "–": ",", "--": ",",
    "'s": "s", "’s": "s", "...": ";", "*": ";", "/": "C", "&": "C", "%": "N", "$": "N",
}  # fmt: skip

#: Words that may stand between a verb and its number without changing who counts what.
_FREE = word_list("free")
#: Groups of comparator words by their last word, to be found from their end.
_GROUPS_BY_LAST: dict[str, tuple[tuple[str, ...], ...]] = {}
for _group in sorted((tuple(words.split()) for words in word_list("groups")), key=lambda group: (-len(group), group)):
    _GROUPS_BY_LAST[_group[-1]] = (*_GROUPS_BY_LAST.get(_group[-1], ()), _group)

_NOT_LY = word_list("not_ly")
_NOT_ED = word_list("not_ed")
_NOT_ING = word_list("not_ing")


#: Hyphened openings of words that may be verbs: re-elected, test-fired.
_VERBAL = tuple(sorted(word_list("verbal_openings")))
_WANTING = word_list("wanting")
_PAID = word_list("paid")


@cache
def _known() -> dict[str, str]:
    """Return the class of every word of the closed classes and of the listed verb forms."""
    words = classes()
    known: dict[str, str] = {}
    for group, tag in ((words.present, "V"), (words.past, "V"), (words.adverbs, "R"), (words.conjunctions, "S"),
                       (words.pronouns, "p"), (words.prepositions, "P"), (words.determiners, "D"),
                       (words.modals, "m"), (words.auxiliaries, "d")):  # fmt: skip
        known.update(dict.fromkeys(group, tag))
    for tag, listed in load("reading")["classes"].items():
        known.update(dict.fromkeys(listed, tag))
    known.update(_MARKS)
    return known


class Slot(NamedTuple):
    """A quantity in its sentence: position in the list of quantities, and its tokens `first` to `stop`.

    `before` is the last token before it that is no comparator or determiner, -1 where none is (`Frame.before`).
    """

    item: int
    first: int
    stop: int
    before: int


class Frame:
    """A sentence with token classes and the slots of its quantities."""

    __slots__ = (
        "bounded",
        "lows",
        "sentence",
        "slot_at",
        "slots",
        "speaks_of",
        "tags",
        "tokens",
        "trailing",
    )

    def __init__(
        self,
        sentence: Sentence,
        quantities: Sequence[tuple[int, Quantity]],
        lexicon: Table,
        speaks_of: Callable[[str], bool],
    ) -> None:
        tokens = sentence.tokens
        self.sentence = sentence
        #: Whether the document has words of a theme of the lexicon: what a verb says may hang on it.
        self.speaks_of = speaks_of
        self.tokens: list[Token] = tokens
        self.lows = sentence.lows
        self.tags = _tags(tokens, self.lows, lexicon)
        self.slots: list[Slot] = []
        self.slot_at: dict[int, Slot] = {}
        #: Where the comparator of the quantity that begins or ends at a token begins or ends.
        self.bounded: dict[int, int] = {}
        #: Where comparators behind what is counted begin, and where each ends: 40 boats [or so].
        self.trailing: dict[int, int] = {}
        count = len(tokens)
        ranges: list[tuple[int, int, int]] = []
        for index, quantity in quantities:
            first = sentence.token_at(quantity.span.start)
            stop = min(sentence.token_at(max(quantity.span.start, quantity.span.end - 1)) + 1, count)
            if first >= count:
                continue
            stop = max(stop, first + 1)
            ranges.append((index, first, stop))
            bound = quantity.comparator_span
            if bound is not None and bound.end <= quantity.span.start:
                begin = self.bounded[first] = min(first, sentence.token_at(bound.start))
                for i in range(begin, first):
                    if self.tags[i] == ";":
                        self.tags[i] = "R"  # c. HK$40
            elif bound is not None and 0 <= bound.start - quantity.span.end <= 2:
                self.bounded[stop] = min(count, sentence.token_at(bound.end - 1) + 1)
            elif bound is not None:
                self.trailing[sentence.token_at(bound.start)] = min(count, sentence.token_at(bound.end - 1) + 1)
            self.tags[first:stop] = "Q" * (stop - first)
        for index, first, stop in ranges:
            slot = Slot(index, first, stop, self.before(first))
            self.slots.append(slot)
            for i in range(first, stop):
                self.slot_at[i] = slot

    def _moves(self, i: int) -> bool:
        """Whether a word that mostly describes a number is the verb of its sentence: was adjusted up, it promised."""
        if self.tags[i] != "V":
            return False
        return self.lows[i + 1 : i + 2] in (["up"], ["down"]) or (
            self.lows[i] == "promised" and i > 0 and self.tags[i - 1] == "N"
        )

    def before(self, first: int) -> int:
        """Return the index of the last token before `first` that is no comparator or determiner; -1 where none is."""
        lows, tags = self.lows, self.tags
        i = self.bounded.get(first, first) - 1
        while i >= 0:
            low = lows[i]
            if low in _GROUPS_BY_LAST:
                for group in _GROUPS_BY_LAST[low]:
                    if i + 1 >= len(group) and tuple(lows[i + 1 - len(group) : i + 1]) == group:
                        i -= len(group)
                        break
                else:
                    if low in _FREE and tags[i] != "Q" and not self._moves(i):
                        i -= 1
                        continue
                    break
                continue
            if self._moves(i):
                break
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


_text = itemgetter(2)  # of a token

MEMORY = 50_000  # words whose class is remembered


def _tags(tokens: Sequence[Token], lows: Sequence[str], lexicon: Table) -> list[str]:
    memory = lexicon.tags
    if len(memory) > MEMORY:
        memory.clear()
    known = list(map(memory.get, map(_text, tokens)))
    tags = cast("list[str]", known) if None not in known else [
        tag or _remembered(token, lexicon) for tag, token in zip(known, tokens, strict=True)
    ]  # fmt: skip
    marked = [i for i, tag in enumerate(tags) if len(tag) > 1]
    for i in marked:
        # the month of May
        tags[i] = "N" if i and lows[i] == "may" and tokens[i].capital else tags[i][0]
    _settle(tags, tokens, lows, marked, lexicon)
    for i in marked:
        if lows[i] in lexicon.compounds:
            _join_compounds(tags, tokens, lows, i, lexicon)
    return tags


def _join_compounds(tags: list[str], tokens: Sequence[Token], lows: Sequence[str], i: int, lexicon: Table) -> None:
    """Take the words of a noun that the table knows for nouns: a refinancing rate, the output cut, bomb attacks."""
    for rest in lexicon.compounds[lows[i]]:
        last = i + len(rest)
        if lows[i + 1 : i + 2] != [rest[0]] or tuple(lows[i + 1 : last + 1]) != rest or (i and tags[i - 1] in "tm"):
            continue
        object_follows = last + 1 < len(tags) and (
            (tags[last + 1] in "Dp" and lows[last + 1] not in _DATING) or _opens_number(tokens[last + 1])
        )
        if tags[last] == "N" or (tags[last] in "VG" and not object_follows):
            tags[i : last + 1] = "N" * (last + 1 - i)


def _remembered(token: Token, lexicon: Table) -> str:
    """Return the class of a word by itself, marked where words around it may change that."""
    tag, low = _tag(token, lexicon), token.low
    if low in _OPEN or low in lexicon.bases or low in _WANTING or low in lexicon.compounds or low in _ALSO_OPEN:
        tag += "?"
    lexicon.tags[token.text] = tag
    return tag


def _tag(token: Token, lexicon: Table) -> str:
    """The class of a word by itself; its letters as written decide it, nothing around it."""
    low = token.low
    tag = "N" if token.text in ("Fed", "WHO") else _known().get(low)
    if tag is not None:
        return "G" if tag == "V" and low in ("killing", "bombing") else tag
    verb = lexicon.verbs.get(low)
    first = low[0]
    if not first.isalpha():
        return "N" if first.isdigit() else ";" if first in "•|" else "x"
    if verb is not None and verb.form in "edn":
        return "V"
    if "-" in low and low.endswith(("ed", "ing")) and not low.startswith(_VERBAL):
        return "N"  # state-owned, oil-producing, Harare-based: adjectives
    if low.endswith("ing") and len(low) > 4 and low not in _NOT_ING:
        return "G" if token.text[0].islower() or verb is not None else "N"
    if low.endswith("ed") and len(low) > 3 and low not in _NOT_ED and not low.endswith("seed"):
        return "V"
    return "R" if low.endswith("ly") and len(low) > 3 and low not in _NOT_LY and "-" not in low else "N"


#: Determiners that often open a date: "oil imports this year".
_DATING = frozenset(("this", "last", "next", "each", "every", "that"))


def _opens_number(token: Token) -> bool:
    """Whether the token surely begins an amount: a digit or a currency sign."""
    return token.text[0].isdigit() or token.text[0] in "$€£¥₹"


#: -ing nouns that are verbs before a number.
_ACTS = frozenset(
    ["killing", "bombing", "shelling", "stabbing", "shooting", "holding", "landing", "training", "opening"]
)
#: Never own anything: an 's behind them is a form of be.
_POINTING = frozenset(("that", "it", "this", "there", "here", "he", "she", "what"))
#: Vague amounts right before what they count.
_SEVERAL = frozenset(("several", "many", "numerous", "countless", "multiple", "few", "of"))
#: Verbs like their past forms, and what is a verb or a month.
_ALSO_OPEN = frozenset(("cost", "hit", "put", "may"))
#: Words and marks with a branch of their own in _settle.
_OPEN = _ACTS | {
    "won",
    "last",
    "trades",
    "pay",
    "ago",
    "lives",
    "that",
    "well",
    ".",
    "-",
    "–",
    "as",
    "'s",
    "’s",
    "&",
    "since",
}


@cache
def _more_than_one() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of numbers beyond one, and those that stand before an `of` (dozens of)."""
    table = load("numerals")
    vague = table["vague"]
    words = frozenset(table["cardinals"]).union(table["scales"], vague["alone"]) - {"one", "zero"}
    return words, frozenset(vague["plurals"] + vague["nouns"])


def _several_before(tokens: Sequence[Token], lows: Sequence[str], i: int) -> bool:
    """Whether the word at `i` stands behind a number beyond one: no singular that a verb could follow."""
    words, led = _more_than_one()
    number = lows[i - 1] if i else ""
    return number in words or (number[:1].isdigit() and number != "1") or (
        number == "of" and i > 1 and lows[i - 2] in led
    )  # fmt: skip


def _settle(
    tags: list[str], tokens: Sequence[Token], lows: Sequence[str], marked: Sequence[int], lexicon: Table
) -> None:
    """Tell apart what one word alone leaves open: `that`, `as`, `after` and -ing nouns that are verbs here.

    `marked` are the words that others around them may change.
    """
    count = len(tags)
    for i in marked:
        low = lows[i]
        following = tags[i + 1] if i + 1 < count else ";"
        if low == "trades" and tags[i] == "N" and lows[i + 1 : i + 2] == ["at"]:
            tags[i] = "V"  # "the taka now trades at 110"
        if tags[i] == "N" and i and tags[i - 1] in "hmtR":
            if low in ("cost", "hit", "put") or (
                # "now costs 40 pesos", "could total 9,000"
                tags[i - 1] != "h" and i + 1 < count and _opens_number(tokens[i + 1]) and low in lexicon.bases
                and (tags[i - 1] in "mt" or (i > 1 and tags[i - 2] == "N"))
            ):  # fmt: skip
                tags[i] = "V" if following in "DpNR" or (i + 1 < count and _opens_number(tokens[i + 1])) else "N"
            continue
        if tags[i] == "N" and i and tags[i - 1] == "N" and (low in _WANTING or low in lexicon.bases):
            # "votes cost him", "people need help": a verb where the word before is a plural
            plural = lows[i - 1].endswith(("s", "people", "men", "dren"))
            tags[i] = (
                "V"
                if (following in "DpQ" and low != "first" and lows[i + 1] not in _DATING)
                or (following in "Nt" and low in _WANTING and plural)
                or (low != "first" and i + 1 < count and _opens_number(tokens[i + 1]))
                else "N"
            )
        if (
            tags[i] == "N"
            and following in ",;PR"
            and i > 1
            and low in lexicon.falls
            and _several_before(tokens, lows, i - 1)
        ):
            tags[i] = "V"  # "46 migrants drown": headlines
        if low == "cost" and tags[i] == "N" and i and tags[i - 1] == "C" and following in "Dp":
            tags[i] = "V"  # "would raise 4 million and cost the owner of a house 700"
        if (
            low == "last"
            and i
            and tags[i - 1] == "b"
            and lows[i + 1 : i + 2] in (["up"], ["down"], ["at"], ["trading"])
        ):
            tags[i] = "R"  # "sterling was last up 0.3%"
        if low not in _OPEN:
            continue
        if low == "since" and i and tags[i - 1] == "h":
            tags[i] = "R"  # "have since died"
        elif low in ("won", "pay") and i and (
            tags[i - 1] == "s" or (low == "won" and tags[i - 1] == "D") or (low == "pay" and lows[i - 1] in _PAID)
        ):  # fmt: skip
            tags[i] = "N"  # "the won fell", "Chad's pay rose"
        elif low == "ago" and i > 1 and tags[i - 1] == tags[i - 2] == "N":
            tags[i - 2] = tags[i - 1] = "R"  # "schools wrecked ten weeks ago"
        elif low == "lives" and i and (tokens[i - 1].text[0].isdigit() or lows[i - 1] in _SEVERAL):
            tags[i] = "N"  # "cut several lives short"
        elif low == "lives" and i and tags[i - 1] == "N" and not lows[i - 1].endswith("s") and (
            following in "bhm" or _several_before(tokens, lows, i - 1)
        ):  # fmt: skip
            tags[i] = "N"  # "forty young lives were lost", "ended 40 young lives": no verb behind a plural number
        elif low == "that":
            if i and tags[i - 1] in "N" and following in "VbhmdR":
                tags[i] = "W"
            elif following == "N" and i and tags[i - 1] in "PDtC":
                tags[i] = "D"
        elif low == "well" and 0 < i < count - 1 and lows[i - 1] == "as" and lows[i + 1] == "as":
            tags[i - 1] = tags[i] = tags[i + 1] = "C"
        elif low == "." and 0 < i < count - 1 and tokens[i + 1].text[0].islower() and tags[i - 1] == "N":
            tags[i] = "-"  # a company's Inc. or Co. inside its sentence
        elif low == "&":
            if 0 < i < count - 1 and tokens[i - 1].end == tokens[i].start:
                tags[i] = "-"  # S&P
                if tags[i + 1] != "N":
                    tags[i + 1] = "N"
        elif low in ("-", "–") and tags[i] == "-" and i and tokens[i].start > tokens[i - 1].end:
            tags[i] = ","
        elif low == "-" and following in ("V", "G") and tokens[i].end == tokens[i + 1].start and (
            i and tokens[i].start == tokens[i - 1].end and tags[i - 1] == "N"
        ):  # fmt: skip
            tags[i + 1] = "N"  # the U.S.-led force
        elif low == "as":
            if tags[i] == "C":
                continue
            if (
                following != "S"
                and i + 1 < count
                and lows[i + 1] in ("many", "much", "few", "high", "low", "well", "a", "an", "part")
            ) or (i and lows[i - 1] in ("many", "much", "few", "high", "low", "well", "such", "known")):
                tags[i] = "P"
        elif low in _ACTS:
            # "killing 12" is the verb, "the killing of 12" the noun
            if i == 0 or tags[i - 1] not in "DPN" or (tags[i - 1] == "N" and low == "killing"):
                tags[i] = "G" if low in lexicon.verbs or low == "killing" else tags[i]
        elif low in ("'s", "’s") and i and (
            (following in "VG" and tags[i - 1] == "p") or (following in "RPQ" and lows[i - 1] in _POINTING)
        ):  # fmt: skip
            tags[i] = "b"
