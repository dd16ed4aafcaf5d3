"""Which measure money, shares, physical amounts and durations have: what the amount is of, for or made by."""

from __future__ import annotations

from factledger.measures.change import Reading
from factledger.measures.clauses import subject_before
from factledger.measures.counted import Phrase, classes_of, phrase_bounds
from factledger.measures.cues import PEOPLE, measure_of_verb
from factledger.measures.frame import Frame, Slot
from factledger.measures.kinds import Verdict
from factledger.measures.table import Noun, Table, word_list
from factledger.measures.topics import topic_noun

Range = tuple[int, int]

_DURATIONS = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "quarter",
                        "fortnight", "millisecond", "millennium"))  # fmt: skip
_LENGTHS = frozenset(("meter", "kilometer", "mile", "foot", "inch", "centimeter", "millimeter", "yard",
                      "nautical_mile", "light_year", "micrometer"))  # fmt: skip
_AREAS = ("square_", "acre", "hectare", "meter**2", "kilometer**2", "mile**2", "foot**2", "km²", "m²")
_OUTPUTS = ("barrel", "watt", "gigawatt", "megawatt", "kilowatt", "terawatt", "bushel", "bcm", "cubic",
            "kilowatt_hour", "watt_hour", "megawatt_hour", "gigawatt_hour", "terawatt_hour")  # fmt: skip
_WEIGHTS = frozenset(("tonne", "ton", "kilogram", "gram", "pound", "ounce", "metric_ton", "long_ton", "short_ton"))
_MONEY_KINDS = frozenset(("money",))
_EARNERS = word_list("earners")
_BUYING = word_list("buying")
_BOUGHT_WHOLE = word_list("bought_whole")
_DEALING = ("buy", "bought", "acquir", "purchas", "sell", "sold", "snap", "take", "took")
_PRICING = ("cost", "sell", "sold", "go", "went", "retail", "start")
_PORTIONS = word_list("portions")
_PRICED = word_list("priced")
_BALLOTING = word_list("balloting")
_SCORING = word_list("scoring")
_BALLOTED = word_list("balloted")
_CONTEST = word_list("contest")
_LEADING = word_list("leading")
_MARGINS = word_list("margins")
_HIRED = word_list("hired_by_hour")
_PRODUCING = word_list("producing")
_OCCUPYING = word_list("occupying")
_LANDS = word_list("lands")
_OF_ITSELF = word_list("of_itself")
_POLLING = frozenset(("polling", "polls", "polled"))
_ECONOMY = word_list("economy")
_STANDING = word_list("standing")
_OWN_THINGS = frozenset(("building", "weapons", "munitions"))
_SHARED = ("scalar", "money", "thing", "event", "captive", "people", "fighters")
#: What is an amount of goods where it is weighed.
_VOLUMES = frozenset(("sales", "deliveries", "shipments", "dispatches", "despatches", "orders", "purchases", "stocks",
                      "use", "usage", "consumption"))  # fmt: skip
_WANTED = ("money", "scalar")
_CLAUSE = ';S"'


def unit_measure(unit: str) -> str | None:
    """Return the measure that the unit alone decides, or None."""
    if not unit:
        return None
    base = unit.split("/")[0]
    if base in _DURATIONS and "/" not in unit:
        return "duration"
    if unit.startswith(_AREAS) or "**2" in unit:
        return "area"
    if base in _WEIGHTS and unit.endswith(("/hectare", "/acre")):
        return "output"  # a yield
    if base in _LENGTHS:
        return "other" if "/" in unit else "distance"
    if base.startswith(_OUTPUTS):
        return "output"
    if base.startswith(("degree", "knot")) or (base and "/" in unit and base.islower() and base not in _WEIGHTS):
        return "other"
    return None


def is_money(unit: str) -> bool:
    """Whether a unit is money or a price in money."""
    return len(unit) >= 3 and unit[:3].isalpha() and unit[:3].isupper() and (len(unit) == 3 or unit[3] == "/")


def money_measure(
    frame: Frame, slot: Slot, unit: str, phrase: Phrase, reading: Reading | None, lexicon: Table
) -> Verdict:
    """Return the measure of an amount of money."""
    lows, tags = frame.lows, frame.tags
    per = unit[4:] if "/" in unit else ""
    if per and len(per) == 3 and per.isupper():
        return Verdict("currency_level", slot.first, slot.stop, "unit")
    if per and per not in _DURATIONS:
        return Verdict("price_level", slot.first, slot.stop, "unit")
    if (
        lows[slot.stop : slot.stop + 1] == ["per"]
        and lows[slot.stop + 1 : slot.stop + 2] != ["share"]
        and not set(lows[slot.stop + 1 : slot.stop + 2]) & _DURATIONS
    ):
        return Verdict("price_level", slot.stop, slot.stop + 1, "per")
    found: list[tuple[float, Verdict]] = []

    def note(weight: float, span: Range | None, rule: str) -> None:
        if span is None or span[1] <= span[0]:
            return
        hit = topic_noun(frame, span[0], span[1], lexicon, _WANTED)
        if hit is not None and hit[0].measure not in ("other",):
            measure = hit[0].measure
            if measure == "price_level" and lows[hit[1]] in ("market", "stock market") and reading is not None and (
                lows[reading.first] in ("worth", "valued")
            ):  # fmt: skip
                measure = "funding"  # a market's size is no price
            if measure in ("rate", "area", "distance", "killed", "attendance", "poll", "votes"):
                return
            if rule == "amount-in" and measure == "price_level":
                return  # "$70 million in tokens": an amount held or lost, no price
            if measure == "currency_level" and (rule != "subject" or hit[1] + 1 != span[1]):
                return
            found.append((weight, Verdict(measure, hit[1], hit[1] + 1, rule)))

    # "$10m in aid", "$2bn loan", "$40m worth of damage"
    behind = slot.stop
    if behind < len(lows) and lows[behind] in ("worth", "-") and behind + 1 < len(lows):
        behind += 1
    if behind < len(lows) and lows[behind] in ("in", "of", "on", "for", "from"):
        note(5 if lows[behind] in ("in", "of") else 2.5, phrase_bounds(frame, behind + 1), "amount-in")
    elif not phrase.elided:
        note(5.5, (phrase.first, phrase.head + 1), "amount-noun")
    i = slot.before
    if i > 0 and lows[i] in ("of", "at", "worth", "about", "totaling", "totalling", "to") and not (
        lows[i] == "at" and tags[i - 1] == "V"
    ):  # fmt: skip
        j = i
        while j > 0 and tags[j - 1] in "Ns-VC" and i - j < 6 and lows[j - 1] not in ("rose", "fell"):
            j -= 1
        note(5, (j, i), "noun-of")
    if i >= 0 and tags[i] == "N" and lows[i] not in lexicon.verbs:
        note(3, (max(0, i - 1), i + 1), "noun-before")
    if reading is not None and reading.topic is not None:
        note(4.5, reading.topic, "subject")
    verb = i
    steps = 0
    while verb >= 0 and steps < 12 and tags[verb] not in _CLAUSE:
        if (
            tags[verb] in "VGN"
            and lows[verb] in lexicon.verbs
            and (tags[verb] != "N" or verb == i or (verb and tags[verb - 1] in "tm"))
        ):
            result = measure_of_verb(frame, verb, "object", _MONEY_KINDS, lexicon)
            if result is not None:
                taken = result[0] == "income" and any(v.rule == "amount-in" and v.measure == "cost" for _, v in found)
                weight = 6 if taken else 4 - 0.2 * steps  # "collected $9m in taxes": what was taken in
                found.append((weight, Verdict(result[0], verb, result[1], "money-verb")))
                break
        verb -= 1
        steps += 1
    if i >= 0 and (lows[i] in _BUYING or lows[i - 1] in _BUYING) and lows[slot.stop : slot.stop + 1] == ["for"]:
        first, stop = phrase_bounds(frame, slot.stop + 1)
        if stop > first and tags[slot.stop + 1] == "D" and lows[stop - 1] not in _BOUGHT_WHOLE and not any(
            noun.cls in ("money", "event") for noun in lexicon.nouns.get(lows[stop - 1], ())
        ):  # fmt: skip
            return Verdict("price_level", slot.stop, stop, "bought-for")  # "pay $9,000 for the coins"
    if i > 1 and lows[i] == "for" and (deal := _deal(frame, i)) is not None:
        return Verdict("funding", deal, deal + 1, "deal")
    if per == "hour" and _HIRED.isdisjoint(lows):
        return Verdict("income", slot.first, slot.stop, "wage")
    if per in _DURATIONS and per and any(low in _EARNERS for low in lows):
        return Verdict("income", slot.first, slot.stop, "wage")
    goods = _goods(frame, slot, i)
    if goods is not None and (not found or max(found, key=lambda pair: pair[0])[1].measure in ("cost", "funding")):
        return goods
    if found:
        return max(found, key=lambda pair: pair[0])[1]
    # anything in the sentence that speaks of money, the nearest first
    best: tuple[int, Verdict] | None = None
    for j, low in enumerate(lows):
        if tags[j] == "Q":
            continue
        distance = abs(j - slot.first)
        if distance > 20:
            continue
        for noun in lexicon.nouns.get(low, ()):
            if noun.cls == "money" and (best is None or distance < best[0]):
                best = (distance, Verdict(noun.measure, j, j + 1, "money-near"))
                break
        verb_ = lexicon.verbs.get(low)
        if verb_ is not None and (best is None or distance < best[0]):
            for use in verb_.uses:
                if use.counts == "money":
                    best = (distance, Verdict(use.measure, j, j + 1, "money-near"))
                    break
    return best[1] if best is not None else Verdict("funding", slot.first, slot.first, "money")


def _goods(frame: Frame, slot: Slot, at: int) -> Verdict | None:
    """Read the price of a measured piece of goods: a kilo of rice costs 90 rupees, tickets cost $45 each."""
    lows, tags = frame.lows, frame.tags
    v = at - (lows[at] in ("for", "at"))
    if v <= 0 or not lows[v].startswith(_PRICING):
        return None
    j = v - 1
    while j >= 0 and tags[j] in "NDs-RPmh" and v - j < 9:
        j -= 1
    said = lows[j + 1 : v]
    each = lows[slot.stop : slot.stop + 1] in (["each"], ["apiece"])
    for k, low in enumerate(said):
        if low in _PORTIONS and said[k + 1 : k + 2] == ["of"]:
            return Verdict("price_level", j + 1 + k, v + 1, "goods")
        if low in _PRICED and not (k and said[k - 1] == "-"):  # no 300-bed hospital
            return Verdict("price_level", j + 1 + k, v + 1, "goods")
    return Verdict("price_level", v, slot.stop + 1, "goods") if each else None


def _deal(frame: Frame, at: int) -> int | None:
    """Return the verb of buying or selling a business before the `for` at `at`: agreed to buy its rival for $3bn."""
    lows, tags = frame.lows, frame.tags
    j = at - 1
    while j >= 0 and tags[j] in "NDs-QC" and at - j < 9:
        j -= 1
    if j < 0 or j == at - 1 or tags[j] not in "VGN" or not lows[j].startswith(_DEALING):
        return None
    head = frame.tokens[at - 1]
    return j if head.low in _BOUGHT_WHOLE or (head.capital and head.text[1:].islower()) else None


def share_measure(
    frame: Frame, slot: Slot, phrase: Phrase, reading: Reading | None, changed: bool, lexicon: Table
) -> Verdict | None:
    """Return the measure of a percentage, fraction or multiple: what it is a share or change of."""
    lows = frame.lows
    spans: list[tuple[Range, str]] = []
    error = next((k for k in range(slot.first - 1, max(0, slot.first - 14), -1) if lows[k] == "error"), 0)
    if error and not {"margin", "margins"}.isdisjoint(lows[max(0, error - 4) : error]):
        return Verdict("poll", error, error + 1, "margin")
    for j in range(slot.stop, min(slot.stop + 6, len(lows) - 1)):
        if changed and lows[j] == "against":  # "fell 4 percent against the dollar", whatever fell
            counter = topic_noun(frame, *phrase_bounds(frame, j + 1), lexicon, ("scalar",))
            if counter is not None and counter[0].measure == "currency_level":
                return Verdict("currency_change", j, counter[1] + 1, "against-currency")
    if not phrase.elided:
        grown = (phrase.first, phrase.stop)
        if any(move.form == "noun" for move in lexicon.moves.get(lows[phrase.head], ())) and lows[
            phrase.stop : phrase.stop + 1
        ] in (["in"], ["of"]):
            grown = phrase_bounds(frame, phrase.stop + 1)  # "90% of the growth in emissions"
        spans.append((grown, "share-of"))
    if reading is not None and reading.topic is not None:
        spans.insert(0 if reading.role is not None else len(spans), (reading.topic, "subject"))
    i = slot.before
    if lows[slot.stop : slot.stop + 1] and lows[slot.stop] in _OF_ITSELF:
        return Verdict("other", slot.stop, slot.stop + 1, "degree")  # "the blaze is 40 percent contained"
    if i > 0 and lows[i] in ("at", "on") and lows[i - 1] in _POLLING:
        return Verdict("poll", i - 1, i + 1, "polling")
    if not phrase.elided and i >= 0 and lows[i] in _PRODUCING and not changed:
        return Verdict("output", i, i + 1, "share-made")  # "imports 80 percent of its wheat"
    if not phrase.elided and lows[phrase.head] in _ECONOMY:
        v = i - 1 if i > 0 and lows[i] in ("at", "to", "for", "up", "of") else i
        subject = subject_before(frame, v) if v > 0 and frame.tags[v] in "Vb" else None
        if subject is not None:
            spans.insert(0, (subject, "subject"))  # "the debt stands at 71 percent of GDP"
    own = () if phrase.elided else lexicon.nouns.get(lows[phrase.head], ())
    if {noun.measure for noun in own} == {"income"}:
        return Verdict("income", phrase.head, phrase.head + 1, "share-of")  # "30 percent raises"
    if not phrase.elided and not changed and i >= 0 and lows[i] in _OCCUPYING and lows[slot.stop] == "of" and (
        lows[phrase.head] in _LANDS or frame.tokens[phrase.head].capital
    ):  # fmt: skip
        return Verdict("area", i, i + 1, "held")  # "controls a fifth of the country"
    if lows[slot.stop - 1].startswith("point") and not phrase.elided and lows[phrase.head] in _MARGINS:
        return Verdict(
            "poll" if _CONTEST.isdisjoint(lows) or frame.speaks_of("poll") else "votes",
            phrase.head,
            phrase.stop,
            "lead",
        )
    contested = _contest(frame, slot, i) if not changed and phrase.elided else None
    if contested is not None:
        return contested
    if (
        i > 0
        and lows[i] in ("by", "with")
        and not changed
        and lows[slot.stop : slot.stop + 1] in (["to"], ["against"])
        and frame.tags[slot.stop + 1 : slot.stop + 2] == ["Q"]
        and not _BALLOTING.isdisjoint(lows)
    ):
        return Verdict("votes", i, i + 1, "ballot")  # "by 52% to 48%"
    if i >= 0 and lows[i] in ("of", "at", "to", "by") and i > 0 and frame.tags[i - 1] == "N":
        j = i
        while j > 0 and frame.tags[j - 1] in "NsG-" and i - j < 5:
            j -= 1
        spans.append(((j, i), "noun-of"))
    if slot.stop < len(lows) and lows[slot.stop] in ("in", "on") and phrase.elided and reading is not None:
        spans.append((phrase_bounds(frame, slot.stop + 1), "share-in"))
    for span, rule in spans:
        beside = (
            rule == "share-of" and span[0] == slot.stop and frame.tags[slot.stop] != "D"
        )  # "38 percent support": no amount of money
        wanted = ("scalar", "event", "captive") if beside else _SHARED
        hit = topic_noun(frame, span[0], span[1], lexicon, wanted)
        if hit is None:
            continue
        if rule == "share-of" and hit[1] < phrase.head and _only_describes(frame, phrase, hit[0], lexicon):
            continue  # "half of the launch sites", "a fourth of the oil fields", "2% of the police stations"
        if rule == "share-of" and hit[0].cls == "people" and hit[0].measure in PEOPLE:
            continue  # "half of the hungry people were hurt": what a verb says of them counts first
        measure = hit[0].measure
        if hit[0].cls == "money":  # robbery rose 13 percent: the acts, not what was taken
            acts = [noun for noun in lexicon.nouns.get(lows[hit[1]], ()) if noun.cls == "event"]
            measure = acts[0].measure if acts else measure
        described = (
            hit[1] + 1 < span[1] and not {" ".join(lows[hit[1] : span[1]]), lows[span[1] - 1]} & lexicon.nouns.keys()
        )
        if described and measure in ("cost", "funding", "income") and _modifier(frame, hit[1], span[1]):
            continue  # "mortgage applications": neither a debt nor its size
        if measure == "output" and any(noun.measure == "rate" for noun in lexicon.nouns.get(lows[hit[1]], ())):
            measure = "rate"  # GDP in percent
        if measure == "funding" and lows[hit[1]] in _STANDING and not changed and rule != "share-of":
            measure = "poll"  # "support for the party stands at 18 percent"
        if changed and measure in ("price_level", "currency_level"):
            measure = measure.replace("level", "change")
        if hit[0].cls == "people" and measure == "attendance" and frame.speaks_of("poll"):
            measure = "poll"
        if measure == "other":
            if hit[0].cls == "people" and frame.speaks_of("poll"):
                return Verdict("poll", hit[1], hit[1] + 1, rule)
            continue
        return Verdict(measure, hit[1], hit[1] + 1, rule)
    return None


def _only_describes(frame: Frame, phrase: Phrase, noun: Noun, lexicon: Table) -> bool:
    """Whether a noun inside a phrase says nothing of its head, which is a thing of its own."""
    if noun.cls == "event":
        return frame.lows[phrase.head] in lexicon.nouns
    heads = classes_of(frame, phrase.first, phrase.head + 1, lexicon)
    return bool(heads) and heads[0].cls in _OWN_THINGS and noun not in heads


def _modifier(frame: Frame, at: int, stop: int) -> bool:
    """Whether the noun at `at` only describes the head that ends at `stop`."""
    return all(frame.tags[j] == "N" for j in range(at, stop)) and not frame.lows[stop - 1][0].isdigit()


def _contest(frame: Frame, slot: Slot, i: int) -> Verdict | None:
    """Read shares of candidates: leads him 50 percent to 44 percent, won 27 percent, carried the state 66% to 30%."""
    lows, tags = frame.lows, frame.tags
    facing = lows[slot.stop : slot.stop + 1] in (["to"], ["-"], ["–"]) and tags[slot.stop + 1 : slot.stop + 2] == [
        "Q"
    ]
    if lows[slot.stop - 1].startswith("point") and not _LEADING.isdisjoint(lows[max(0, i - 4) : i + 1]):
        return Verdict("poll", max(0, i), i + 1, "lead")
    for j in range(max(0, i - 12) if facing else max(0, i), i + 1):
        if facing and lows[j] in _LEADING:
            return Verdict("poll", j, j + 1, "lead")
        scored = lows[j] in _SCORING and (tags[j] in "VN" or not facing)
        if (scored or (facing and lows[j] in _BALLOTING and tags[j] == "V")) and not _CONTEST.isdisjoint(lows):
            return Verdict("poll" if frame.speaks_of("poll") else "votes", j, j + 1, "contest")
    return None


def ballot(frame: Frame, slot: Slot) -> Verdict | None:
    """Read the two sides of a vote: voted 88 to 12, passed by 218 to 210."""
    lows, tags = frame.lows, frame.tags
    if lows[slot.stop : slot.stop + 1] not in (["to"], ["-"], ["–"]) or tags[slot.stop + 1 : slot.stop + 2] != ["Q"]:
        return None
    i = slot.before
    v = i - 1 if i > 0 and lows[i] == "by" else i
    if v < 0 or lows[v] not in _BALLOTED or _BALLOTING.isdisjoint(lows):
        return None
    return Verdict("votes", v, i + 1, "ballot")


def weight_measure(frame: Frame, slot: Slot, phrase: Phrase, lexicon: Table) -> Verdict:
    """Return the measure of a weight: weapons or output by the noun it is of, else other."""
    spans: list[Range] = []
    if not phrase.elided:
        spans.append((phrase.first, phrase.stop))
    i = slot.before
    v = i - 1 if i >= 0 and frame.lows[i] in ("to", "at", "by", "of") else i
    if v >= 0:
        topic = subject_before(frame, v) if frame.tags[v] in "Vb" else (max(0, v - 2), v + 1)
        if topic is not None:
            spans.append(topic)
    if i >= 0 and frame.lows[i] in _PRODUCING and not phrase.elided:
        return Verdict("output", i, i + 1, "weight-made")
    for j in range(slot.stop, min(slot.stop + 7, len(frame.lows))):
        if frame.tags[j] in ";SW":
            break
        if frame.tags[j] == "V" and frame.lows[j] in _PRODUCING and frame.tags[j - 1] == "b":
            return Verdict("output", j, j + 1, "weight-made")  # "500 tonnes is expected to be harvested"
    for first, stop in spans:
        hit = topic_noun(frame, first, stop, lexicon, ("scalar",))
        if hit is not None and hit[0].measure == "output":
            return Verdict("output", hit[1], hit[1] + 1, "weight-of")  # the surplus of goods
        if not _VOLUMES.isdisjoint(frame.lows[first:stop]):
            return Verdict("output", first, stop, "weight-of")  # cement sales
        for j in range(stop - 1, first - 1, -1):
            for noun in lexicon.nouns.get(frame.lows[j], ()):
                if noun.cls == "weapons" or noun.measure in ("output",):
                    return Verdict(noun.measure, j, j + 1, "weight-of")
    for j in range(max(0, slot.first - 20), min(len(frame.lows), slot.stop + 10)):
        for noun in lexicon.nouns.get(frame.lows[j], ()):
            if (
                noun.measure == "output"
                and noun.cls == "scalar"
                and frame.lows[j] not in ("power", "plant", "order", "bag")
            ):
                return Verdict("output", j, j + 1, "weight-near")
    return Verdict("other", slot.first, slot.first, "weight")


def is_weight(unit: str) -> bool:
    """Whether a unit is a weight."""
    return unit.split("/")[0] in _WEIGHTS and not ("/" in unit and unit[:3].isupper())


__all__ = ["is_money", "is_weight", "money_measure", "share_measure", "unit_measure", "weight_measure"]
