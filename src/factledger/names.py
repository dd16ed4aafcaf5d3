"""Numbers that are no quantities: dates, years, times, ages, names with numbers, addresses, citations.

The words stand in lexicon/contexts.toml; every function reads the folded text at one place.
"""

from __future__ import annotations

from factledger.contexts import is_plural, next_word, tables
from factledger.numerals import Numeral
from factledger.patterns import lazy_pattern
from factledger.units import unit_at

_AGE_PAIR = lazy_pattern(r"(?: and | to |-|–)\d{1,3}(?!\d|%)")
_TO_NEXT = lazy_pattern(r" to [a-z0-9]+")
_CAPITAL_ON = lazy_pattern(r" [A-Z][a-z]")
_NO_NAME_ON = lazy_pattern(
    r"(?:[ -][A-Z]|[%°$€£\"″-]| ?per ?cent| (?:in|at|after|near|by|as|on|from|during|over|amid|and|of|to)\b)"
)
_COUNT_ON = lazy_pattern(r" (?:million|billion|thousand|hundred|dozen|out of|in \d|[a-z]+ [a-z]+s\b)")
_CLOCK_DIGITS = lazy_pattern(r"\d{1,2}(?:\.\d\d)?|\d{4}")
_DAY_AND_YEAR = lazy_pattern(r"\d{1,2}(?:1[5-9]|20)\d\d$")
_DATE_ON = lazy_pattern(r"(?:(?:-| to | and | or )\d{1,2}(?!\d))?(?:,? (?:1[5-9]|20)\d\d(?!\d))?")
_SURNAME = lazy_pattern(r"([A-Z][\w'’-]+|Jr\.|Sr\.)$")
_TIME = lazy_pattern(
    r"(?:[:.]\d\d)? ?(?:[ap]\.?m\b|o'clock|gmt\b|utc\b|[ecmpb][sd]?t\b(?!\w)|"
    r"(?:hours |hrs )?local time|noon\b)"
    r"|:\d\d(?::\d\d)?(?!\d)|h\d\d\b|:\d\d:\d\d|-noon\b"
)
_DATE = lazy_pattern(
    r"[12]\d{3}-\d{1,2}(?:-\d{1,2})?(?![.,]?\d)|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?!\d)|9/11|24/7|50/50|\d{1,2}/\d{1,2}/\d"
)
#: Four or more numbers joined by hyphens are an identifier, whatever each would say alone: 978-3-16-148410-0.
_CHAIN = lazy_pattern(r"\d++(?:-\d++){3,}+")
_PHONE = lazy_pattern(r"(?:\+?\d{1,4}[-. ])?\(?\d{3,4}\)?[-. ]\d{3,4}[-. ]\d{3,4}(?!\d)|\d{3}-\d{4}(?![\d,.]\d| ?%)")
_YEAR_RANGE = lazy_pattern(r" ?[-/] ?\d{2,4}(?!\d)|-(?=[a-z])")
_DECADE = lazy_pattern(r"'?s(?![a-z])")
_TEMPERATURE = lazy_pattern(
    r"s (?:°|degrees?\b|celsius|fahrenheit|c\b|f\b)|s (?:to|and) \d0s (?:celsius|fahrenheit|c\b|f\b)"
)
_STREET = lazy_pattern(
    r" (?:[NSEW]\.? )?(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z]+)(?: [A-Z][a-z]+)? (?:Street|St|"
    r"Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Drive|Dr|Square|Place|Way)\b"
)
_ADDRESS = lazy_pattern(r" \d{1,3}(?:st|nd|rd|th) (?:street|st|avenue|ave)\b")
_ORDINAL = lazy_pattern(r"(?:st|nd|rd|th)(?![a-z])")
_LIST = lazy_pattern(r"[.)] (?=\S)|\) ")
_AGE = lazy_pattern(
    r"[- ](?:years?|yrs?|months?|weeks?|days?)[- ](?:olds?|of age)\b|-(?:somethings?)\b|[- ]?(?:yo|y/o|yr-olds?)\b"
    r"|(?: ?- ?| to | or | and )[a-z\d]{1,12}[- ]years?[- ](?:olds?|of age)\b"
)
_COORDINATE = lazy_pattern(r" ?°(?: ?\d{1,2}(?:\.\d+)?['′])? ?[nsew]\b")
_OF_TOTAL = lazy_pattern(r" of \d+\.(?: |$)")


_SENT = lazy_pattern(r" (?:[a-z-]+ ){1,3}(?:back|away|in|out|over|around|off|down|into)\b")


def age_at(low: str, numeral: Numeral, last: list[str], *, alone: bool) -> int:
    """Return where an age that begins with the numeral ends, or 0.

    `last` are the words before it; it stands `alone` where nothing behind can belong to it (`following`).
    """
    if not alone and low[numeral.end : numeral.end + 1] in ("-", " ", "y", "s"):
        match = _AGE.match(low, numeral.end)
        if match is not None:
            return match.end()
    known = tables()
    if not last or numeral.value >= 125 or low[numeral.end : numeral.end + 1] == "%":
        return 0
    pair = None if alone else _AGE_PAIR.match(low, numeral.end)
    stop = pair.end() if pair else numeral.end
    if last[-1] in known.ages and last[-1] != "aged" and _SENT.match(low, numeral.end):
        return 0  # "turned 12 hikers back"
    if last[-1] in known.ages and not (last[-1] != "aged" and low.startswith((" percent", " per cent"), numeral.end)):
        return stop
    if (
        len(last) > 1
        and last[-2] in known.ages
        and last[-1] in ("of", "between", "from", "under", "over", "about", "around", "to")
    ):
        return stop
    if len(last) > 2 and last[-3] in known.ages and last[-2] in ("of", "between", "from"):
        return stop
    return 0


def named_end(low: str, text: str, numeral: Numeral, last: list[str], *, signed: bool, alone: bool) -> int:
    """Return where to read on if a number is a date, time, name or identifier rather than a quantity, else 0.

    `last` are the words before it, at least three; it stands `alone` where nothing behind can belong to it.
    """
    start, end = numeral.start, numeral.end
    known = tables()
    before = low[start - 1] if start else ""
    if numeral.form == "digits" or (numeral.form == "fraction" and low[start].isdigit()):
        if (
            before
            and (before.isalnum() or before in "#@_&=\\")
            and (
                before.isdigit()
                or before in "_&\\@#"
                or (not signed and (before != "=" or _ADDRESSED.search(low[max(0, start - 60) : start])))
            )
        ):
            return _past(low, end)
        if before in ("-", "/", ".", ":") and start > 1 and not signed:
            other = low[start - 2]
            clock = before == ":" and numeral.plain and end - start == 2 and other.isdigit()
            if (
                (other.isalpha() and before in "-/" and text[start - 1] != "−")
                or clock
                or (before == "." and other.isdigit())
                or (before == "/" and other.isalnum())
            ):
                return end if end - start == 1 and low.startswith(":", end) else _past(low, end)  # cm-1:3440
        if not signed:
            alone = alone and numeral.form == "digits"
            found = _alone_named(low, text, numeral, last) if alone else _digits_named(low, text, numeral, last)
            if found:
                return found
    if numeral.form == "words" and before == "-" and start > 1 and low[start - 2].isalpha():
        return end  # random-zero, mid-thirty
    if last and not signed:
        word = last[-1]
        if len(last) > 1 and (
            (word in ("from", "to") and last[-2] in ("level", "rating", "category"))
            or (word == "of" and last[-2] == "group")
        ):
            on = _TO_NEXT.match(low, end)
            return on.end() if on else end
        if (
            numeral.value <= 30
            and (numeral.plain or numeral.form == "words")
            and len(last) > 1
            and _capital_name(low, text, start, end, word)
        ):
            return end
        if f"{word} {low[start:end]}" in known.outlets and (
            text[low.rfind(word, 0, start)].isupper()
            and (len(last) < 2 or last[-2] not in ("in", "from", "near", "across", "of", "inside"))
        ):
            return end  # France 24
        if (
            word in known.names
            and not (
                word in ("h", "claim", "claims", "act", "level", "number", "part", "case")
                and len(last) > 1
                and last[-2] in ("a", "to", "they")
            )
            and ((numeral.form == "digits" and numeral.scale == 1) or numeral.value < 20)
            and (word not in ("no", "claim", "claims", "number", "parts", "step", "part") or numeral.form == "digits")
        ):
            return _list_end(low, end)
        if (
            word in known.indexes
            and numeral.form == "digits"
            and numeral.scale == 1
            and numeral.value in known.index_sizes
            and text[low.rfind(word, 0, start)].isupper()
            and not low.startswith((" point", "-point", "%", " per"), end)
        ):
            return end  # FTSE 100
        if word in known.capital_names and numeral.form == "digits" and numeral.scale == 1:
            at = low.rfind(word, 0, start)
            if text[at].isupper():
                return _list_end(low, end)
    return 0


def _capital_name(low: str, text: str, start: int, end: int, word: str) -> bool:
    """Whether a number stands behind a capitalised word as part of its name: Voyager 2 was, Tower One Development."""
    if not (low[start - 1] == " " and len(word) > 1) or word in tables().months:
        return False
    at = low.rfind(word, 0, start)
    if word.endswith("'s") or not text[at].isupper() or at < 2 or text[at - 1] != " " or not (text[at - 2].isalnum()):
        return False
    if text[start].isalpha():
        return (
            text[start].isupper()
            and _CAPITAL_ON.match(text, end) is not None
            and not text[start:end].isupper()
            and text[at:start].strip().isupper()
        )
    following = next_word(low, end)
    if _NO_NAME_ON.match(text, end) or is_plural(following) or unit_at(low, text, end) is not None:
        return False
    return not _COUNT_ON.match(low, end)


_ADDRESSED = lazy_pattern(r"[?&:/][^ ]*=$")
_CITED = lazy_pattern(r"[\[(](?:\d{1,3}[a-z]?(?:, ?| ?- ?|; ?)){0,12}$")
_CITE_ON = lazy_pattern(r"(?:(?:, ?| ?- ?|; ?)\d{1,3}[a-z]?)*[\])]")
_LIST_ON = lazy_pattern(r"(?:(?:, | and |, and | to |-|/| & | or )\d{1,4}[a-z]?(?![\d.,]\d|[a-z%])(?! [a-z]+s\b))+")


def _list_end(low: str, end: int) -> int:
    """Skip the further numbers of `figs. 4, 5 and 7`."""
    match = _LIST_ON.match(low, end)
    return match.end() if match else end


_WORD_ON = lazy_pattern(r"(?:[a-z0-9]|[-/.:](?=[a-z0-9]))*")


def _past(low: str, end: int) -> int:
    """Skip the rest of an identifier."""
    match = _WORD_ON.match(low, end, min(len(low), end + 200))
    return max(end, match.end() if match else end)


def _alone_named(low: str, text: str, numeral: Numeral, last: list[str]) -> int:
    """As `_digits_named` where nothing behind the digits can belong to them but the name of a street."""
    start, end = numeral.start, numeral.end
    size = end - start
    if not numeral.plain:
        return 0
    if size <= 2 or size in (5, 6):
        if last and last[-1] in tables().months and _DAY_AND_YEAR.match(low, start, end):
            return end
        if _after_month(last):
            return end
    elif size == 4 and low[start : start + 2] in _CENTURIES and _is_year(low, text, start, end, last, alone=True):
        return end
    return end if not text[end + 1].islower() and _STREET.match(text, end) else 0


def _after_month(last: list[str]) -> bool:
    """Whether a day of the month stands behind these words: June, June the, May 4 to."""
    months = tables().months
    return bool(last) and (
        last[-1] in months or (len(last) > 1 and last[-2] in months and last[-1] in ("the", "to", "and"))
    )


_CENTURIES = frozenset(["15", "16", "17", "18", "19", "20"])


def _digits_named(low: str, text: str, numeral: Numeral, last: list[str]) -> int:
    start, end = numeral.start, numeral.end
    written = low[start:end]
    known = tables()
    size = len(written)
    if low.startswith("-", end) and (chain := _CHAIN.match(low, start)) is not None:
        return chain.end()
    if (match := _DATE.match(low, start)) is not None and match.end() >= end:
        return match.end()
    if (match := _PHONE.match(low, start)) is not None and match.end() > end:
        return match.end()
    if (
        size <= 5
        and _CLOCK_DIGITS.fullmatch(written)
        and (match := _TIME.match(low, end)) is not None
        and (
            size < 4
            or "." in written
            or match[0].strip() in ("gmt", "utc", "hrs", "hours local time", "local time", "am", "pm")
        )
        and not (match[0].endswith("t") and text[match.start() : match.end()].strip() in ("Mt", "Ct", "Et", "Pt"))
    ):
        return match.end()
    if _COORDINATE.match(low, end):
        return _COORDINATE.match(low, end).end()  # type: ignore[union-attr]
    if not numeral.plain:
        return 0
    if (match := _ORDINAL.match(low, end)) is not None:
        return match.end()
    if (
        size <= 3
        and (cited := _CITED.search(low[max(0, start - 40) : start])) is not None
        and (on := _CITE_ON.match(low, end)) is not None
    ):
        square = cited[0][0] == "["
        outer = start - len(cited[0]) - 1
        if square or (
            outer > 0
            and low[outer] == " "
            and low[outer - 1].isalpha()
            and ((on[0] == ")" and text[outer - 1].islower()) or len(cited[0]) > 1 or len(on[0]) > 1)
        ):
            return on.end()
    if size <= 2 or size in (5, 6):
        if size <= 2 and (match := known.month_after.match(low, end)) is not None:
            return match.end()
        if last and last[-1] in known.months and _DAY_AND_YEAR.match(written):
            return end
        if _after_month(last):
            follow = _DATE_ON.match(low, end)
            return follow.end() if follow else end
    if (match := _DECADE.match(low, end)) is not None:
        return 0 if _TEMPERATURE.match(low, end) else match.end()
    if size == 4 and written[:2] in _CENTURIES and _is_year(low, text, start, end, last, alone=False):
        follow = _YEAR_RANGE.match(low, end)
        return follow.end() if follow else end
    if _LIST.match(low, end) and (start == 0 or low[start - 1] in "\0(" or text[start - 1] == "\n"):
        return end + 1
    if start == 0 or low[start - 1] in "\0":
        total = _OF_TOTAL.match(low, end)
        if total is not None:
            return total.end()
    if size >= 1 and (_ADDRESS.match(low, end) or _STREET.match(text, end)):
        return end
    char = low[end : end + 1]
    if char in (",", ".", ")", ";") and 1 < numeral.value < 120 and start > 2:
        if (
            low[start - 2 : start] == ", "
            and text[start - 3].isalpha()
            and _named_person(text, start - 2)
            and (
                (char in ",;" and not low[end + 1 : end + 2].isdigit())
                or (char == "." and low[end + 1 : end + 2] in (" ", "", "\0"))
            )
        ):
            return end
        if (
            low[start - 1] == "("
            and char == ")"
            and size <= 2
            and text[start - 3 : start - 2].isalpha()
            and _named_person(text, start - 2)
        ):
            return end
    return 0


def _named_person(text: str, end: int) -> bool:
    """Whether a capitalised word ends at `end`: Mary Smith, 34,."""
    window = text[max(0, end - 24) : end]
    match = _SURNAME.search(window)
    if match is None:
        before = window.rsplit(None, 1)[-1:]
        return bool(before) and before[0] in tables().persons  # "a man, 40,"
    return match[0].lower() not in tables().months and match[0].lower() not in tables().capital_names


def _is_year(low: str, text: str, start: int, end: int, last: list[str], *, alone: bool) -> bool:
    known = tables()
    if not alone and (
        low[end : end + 1] in ("°", "%", "μ")
        or ((unit := unit_at(low, text, end)) is not None and (unit.kind != "duration" or unit.end > unit.start + 3))
    ):
        return False
    word = last[-1] if last else ""
    following = next_word(low, end)
    if word in known.months or word.isdigit() or (not alone and _YEAR_RANGE.match(low, end)):
        return True
    if word in known.year_strong:
        return not (following == "people" and word not in ("since", "in"))
    if low[start : start + 2] in ("19", "20") and low[start + 2 : end] != "00" and following != "people" and (
        word in known.year_dated or low[start - 3 : start - 1] in ("'s", "’s")
    ):  # fmt: skip
        return True  # "the 2015 attacks", "after 2014 elections": a count is written 2,015
    if is_plural(following) and following not in ("more", "other", "others", "new", "of", "dead", "different"):
        return False
    if low[start : start + 2] not in ("19", "20") and word not in known.year_before:
        return False
    if word in known.year_before or not following or low[end] == "-":
        return True
    return following not in known.plural
