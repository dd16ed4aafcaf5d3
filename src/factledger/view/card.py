"""A claim's card: who, what, how exactly, by which words, how it came, and what to mind."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from factledger.records import Claim, LinkKind, Quantity, Span
from factledger.view.caveats import caveats
from factledger.view.evidence import Role, evidence, pieces, words
from factledger.view.groups import flag_sign, group_of
from factledger.view.html import Html, Part, element, escaped, isolated, joined

#: Evidence by the field of the card that it proves; the letter marks both.
KEYS: dict[Role, str] = {
    "quantity": "q", "unit": "q", "comparator": "h", "measure": "a", "counted": "a", "change": "a", "part": "a",
    "speaker": "w", "cue": "s", "source": "t", "flag": "c", "likelihood": "c", "place": "l", "when": "l",
}  # fmt: skip

_LINKS: dict[LinkKind, str] = {"relay": "relayed by", "medium": "through", "data": "based on"}
_AROUND = 400  # characters of a sentence shown on each side of what proves something


class Field(NamedTuple):
    """A line of a card: its name, the letter of the evidence that proves it, and what it says."""

    name: str
    key: str
    says: Html


def fields(claim: Claim) -> Iterator[Field]:
    """Yield the lines of the claim's card, in their order."""
    yield Field("what", "a", what(claim))
    yield Field("who", "w", _who(claim))
    said = claim.attribution
    if said.cue is not None or said.quote != "none":
        quoted = None if said.quote == "none" else f"{said.quote} speech"
        yield Field("said how", "s", joined([_quoted(said.cue) if said.cue else None, quoted], " · "))
    if said.chain:
        yield Field("through", "t", joined((_link(_LINKS[link.kind], link.name) for link in said.chain), " · "))
    yield Field("how exact", "h", _exactness(claim.quantity))
    if claim.place or claim.when:
        yield Field("where, when", "l", joined([_place(claim), _when(claim)], " · "))
    notes = caveats(claim)
    if notes:
        yield Field("mind", "c", joined(map(escaped, notes), "; "))


def what(claim: Claim) -> Html:
    """Return what is measured and counted: `killed: civilian deaths`."""
    measure = element("b", words(claim.measure.kind))
    counted = joined([": ", isolated(claim.counted.text)]) if claim.counted else None
    change = f", {claim.change.direction} ({claim.change.role})" if claim.change else None
    part = f", part of no. {claim.part_of.index}" if claim.part_of else None
    again = f", again no. {claim.same_as.index}" if claim.same_as else None
    return joined([measure, counted, change, part, again])


def speaker(claim: Claim) -> Html | None:
    """Return the speaker's name, or None where the article itself states the claim."""
    said = claim.attribution.speaker
    return None if said is None else isolated(said.name.text)


def stated(quantity: Quantity) -> str:
    """Return the figure with the words that bound it, as the text has them: `at least 40`, `50 or more`."""
    bound = quantity.comparator_span
    if bound is None:
        return quantity.span.text
    first, second = sorted([bound, quantity.span], key=lambda span: span.start)
    return f"{first.text} {second.text}"


def number(quantity: Quantity) -> str:
    """Return the number read: `3,500`, `5 to 10 percent`, or the empty string for vague words."""
    if quantity.comparator == "vague":
        return ""
    if quantity.comparator == "range":
        digits = f"{_plain(quantity.low)} to {_plain(quantity.high)}"
    else:
        digits = _plain(quantity.value)
    if quantity.uncertainty is not None:
        digits += f" ± {_plain(quantity.uncertainty)}"
    return f"{digits} {words(quantity.unit)}".rstrip()


def flag_list(claim: Claim) -> Html:
    """Return the claim's flags with their signs, or nothing."""
    return joined(
        (
            element("span", f"{flag_sign(kind)} {words(kind.removeprefix('x_'))}", class_="fl-flag")
            for kind in claim.flag_kinds
        ),
        " ",
    )


def sentence(claim: Claim) -> Html:
    """Return the claim's sentence, every word that proves something underlined in its field's manner."""
    start, end = _window(claim)
    marked = [(e.span.start, e.span.end, KEYS[e.role]) for e in evidence(claim) if e.role in KEYS]
    shown: list[Part] = ["… " if start > claim.sentence.start else None]
    for piece in pieces(start, end, marked):
        text: Html = escaped(
            claim.sentence.text[piece.start - claim.sentence.start : piece.end - claim.sentence.start]
        )
        for key in piece.marks:
            text = element("mark" if key == "q" else "u", text, class_=f"fl-{key}")
        shown.append(text)
    shown.append(" …" if end < claim.sentence.end else None)
    return joined(shown)


def card(claim: Claim, *tail: Part) -> Html:
    """Return the card in elements that may stand within a paragraph; `tail` is what follows its lines."""
    group = group_of(claim.measure.kind)
    read = number(claim.quantity)
    lines = [
        element(
            "span",
            element("span", f.name, class_=f"fl-key fl-{f.key}"),
            " ",
            element("span", f.says),
            class_="fl-line",
        )
        for f in fields(claim)
    ]
    head = [
        element("span", f"{group.name} · no. {claim.index}", class_="fl-kicker"),
        " ",
        element("span", stated(claim.quantity), class_="fl-figure"),
        " ",
        element("span", f"= {read}", class_="fl-read") if read and read != claim.quantity.span.text else None,
    ]
    body = [element("span", sentence(claim), class_="fl-sentence", dir="auto"), *lines]
    return element("span", *head, " ", joined(body, " "), *tail, class_=f"fl-in fl-{group.letter}")


def _window(claim: Claim) -> tuple[int, int]:
    """What is shown of the sentence: the whole, or of a very long one the figure's surroundings."""
    whole, span = claim.sentence, claim.quantity.span
    if whole.end - whole.start <= 3 * _AROUND:
        return whole.start, whole.end
    return max(whole.start, span.start - _AROUND), min(whole.end, span.end + _AROUND)


def _who(claim: Claim) -> Html:
    said = claim.attribution.speaker
    if said is None:
        return Html("the article itself")
    about = [span for span in (said.role, said.affiliation) if span is not None and span.text not in said.name.text]
    name, mention = said.name.text.casefold(), said.mention.text.casefold()
    short = None if name in mention or mention in name else said.mention
    return joined(
        [
            element("b", isolated(said.name.text)),
            joined(dict.fromkeys(isolated(span.text) for span in about), ", "),
            joined(["as ", _quoted(short)]) if short else None,
        ],
        " · ",
    )


def _exactness(quantity: Quantity) -> Html:
    if quantity.comparator_span is not None:
        return joined([words(quantity.comparator), " ", _quoted(quantity.comparator_span)])
    return escaped(words(quantity.comparator))


def _place(claim: Claim) -> Html | None:
    if claim.place is None:
        return None
    country = f" ({claim.place.country})" if claim.place.country else None
    return joined([isolated(claim.place.span.text), country])


def _when(claim: Claim) -> Html | None:
    when = claim.when
    if when is None:
        return None
    days = [day.isoformat() for day in (when.start, when.end) if day is not None]
    shown = f" ({' to '.join(dict.fromkeys(days))})" if days else None
    return joined([isolated(when.span.text), shown])


def _link(how: str, name: Span) -> Html:
    return joined([f"{how} ", isolated(name.text)])


def _quoted(span: Span) -> Html:
    return joined(["“", isolated(span.text), "”"])


def _plain(value: Decimal | None) -> str:
    return "?" if value is None else format(value, ",f")
