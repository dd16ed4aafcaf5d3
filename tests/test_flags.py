"""Flags: every rule's own examples, and what holds for all of them."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factledger
from factledger.errors import FactledgerError
from factledger.flags.patterns import RuleTable, build_table, packaged_rules
from factledger.lexicon import load
from flag_marks import Marked, read_marks

RULES: list[dict[str, Any]] = load("flags")["rule"]
POSITIVE = [(rule["name"], rule["flag"], text) for rule in RULES for text in rule["positive"]]
NEGATIVE = [(rule["name"], rule["flag"], text) for rule in RULES for text in rule["negative"]]


def only(name: str) -> RuleTable:
    table = packaged_rules()
    return table.without({rule.name for rule in table.rules} - {name})


@pytest.mark.parametrize(("name", "flag", "text"), POSITIVE, ids=lambda v: str(v)[:40])
def test_rule_reaches_its_positive_examples(name: str, flag: str, text: str) -> None:
    marked = read_marks(text)
    got = [any(f.rule == name for f in flags) for flags in marked.raised(only(name))]
    assert got == marked.expected


@pytest.mark.parametrize(("name", "flag", "text"), NEGATIVE, ids=lambda v: str(v)[:40])
def test_rule_leaves_its_negative_examples(name: str, flag: str, text: str) -> None:
    assert not [f for flags in read_marks(text).raised(only(name)) for f in flags if f.rule == name]


def test_every_rule_has_examples_and_a_name_of_its_own() -> None:
    names = [rule["name"] for rule in RULES]
    assert len(names) == len(set(names))
    assert all(rule["name"].startswith(f"{rule['flag']}.") for rule in RULES)
    assert all(rule["positive"] and rule["negative"] for rule in RULES)


# --- properties ---------------------------------------------------------------------------------------------------

TEXTS = [text for _, _, text in POSITIVE + NEGATIVE]
PLAIN = ("Rain fell on the roofs.", "The square lay quiet.", "Bread is baked in the old mill.")


def edges(marked: Marked, rules: RuleTable | None = None) -> list[set[tuple[str, tuple[str, ...]]]]:
    return [{(f.rule, tuple(s.text for s in f.spans)) for f in flags} for flags in marked.raised(rules)]


@given(st.sampled_from(TEXTS), st.sampled_from(PLAIN), st.booleans())
def test_a_sentence_without_triggers_changes_nothing(text: str, plain: str, before: bool) -> None:
    assert factledger.flags(plain) == ()
    gap = " " if text.endswith(".") else "\n\n"  # a headline stays one
    longer = plain + gap + text if before else text + gap + plain
    assert edges(read_marks(longer)) == edges(read_marks(text))


@given(st.sampled_from(TEXTS))
def test_spans_are_verbatim(text: str) -> None:
    marked = read_marks(text)
    for flags in marked.raised():
        for flag in flags:
            assert flag.spans
            assert all(marked.layout.text[s.start : s.end] == s.text != "" for s in flag.spans)


@pytest.mark.parametrize("text", TEXTS)
def test_turning_a_rule_off_removes_its_edges_alone(text: str) -> None:
    marked = read_marks(text)
    every = edges(marked)
    for name in {rule for flags in every for rule, _ in flags}:
        kept = [{edge for edge in flags if edge[0] != name} for flags in every]
        assert edges(marked, packaged_rules().without({name})) == kept


@given(st.text(max_size=200), st.sampled_from(TEXTS))
def test_no_text_raises(noise: str, text: str) -> None:
    noise = noise.translate({ord(c): " " for c in "[]{}<>«»|"})
    marked = read_marks(f"{noise}{text}{noise}")
    assert len(marked.raised()) == len(marked.quantities)


@pytest.mark.parametrize(
    "text", ["\ud800 allegedly [20] \x00 men", "İ\u0130 allegedly [20] men", "[20]", "allegedly"]
)
def test_odd_characters(text: str) -> None:
    marked = read_marks(text)
    assert all(
        marked.layout.text[s.start : s.end] == s.text for flags in marked.raised() for f in flags for s in f.spans
    )


def test_phrase_families_are_broad() -> None:
    table = packaged_rules()
    assert sum(len(rule.patterns) for rule in table.rules if rule.flag == "no_evidence") >= 40
    assert sum(len(rule.patterns) for rule in table.rules if rule.flag == "unverified") >= 20


def test_endless_sentences_stay_linear() -> None:
    def took(count: int) -> float:
        marked = read_marks("[20] men allegedly fled and could not be verified without evidence if " * count)
        start = time.process_time()
        marked.raised()
        return time.process_time() - start

    took(50)
    assert took(1600) < 30 * max(took(200), 0.005)


FLAWED = [
    ({"flag": "certain"}, "^rule x: flag 'certain'; accepted: no_evidence, "),
    ({"scope": "galaxy"}, "^rule x: scope 'galaxy'; accepted: next, list, clause, "),
    ({"direction": "up"}, "^rule x: direction 'up'; accepted: before, after, both$"),
    ({"patterns": ["{nothing} word"]}, "^flags.toml: no set '{nothing}'; known: nobody, some$"),
    ({"patterns": ["$"]}, "does not begin with a word$"),
    ({"patterns": ["word {nothing}"]}, "^flags.toml: no set '{nothing}'"),
]


@pytest.mark.parametrize(("change", "message"), FLAWED)
def test_a_flawed_table_is_refused(change: dict[str, object], message: str) -> None:
    rule = {"name": "x", "flag": "alleged", "scope": "clause", "patterns": ["word"], **change}
    with pytest.raises(FactledgerError, match=message):
        build_table({"sets": {"some": ["some"], "nobody": ["nobody"]}, "rule": [rule]})


def test_only_texts_and_documents_have_flags() -> None:
    with pytest.raises(FactledgerError, match="text must be a str or a Document, not int"):
        factledger.flags(5)  # type: ignore[arg-type]


#: Patterns of one's own and words that they stand in, or do not.
PATTERNS = [
    ("rumour has it", "Rumour has it that [20] men fled.", True),
    ("rumour has it", "Rumour had it that [20] men fled.", False),
    ("rumour has? it", "Rumour it is that [20] men fled.", True),
    ("a? rumour says", "Rumour says [20] men fled.", True),
    ("a? rumour says", "A rumour says [20] men fled.", True),
    ("an? old? rumour says", "An old rumour says [20] men fled.", True),
    ("an? old? rumour says", "Old rumour says [20] men fled.", True),
    ("an? old? rumour says", "An rumour says [20] men fled.", True),
    ("rumour *2 says", "Rumour in town says [20] men fled.", True),
    ("rumour *2 says", "Rumour says [20] men fled.", True),
    ("rumour *2 says", "Rumour in our town says [20] men fled.", False),
    ("rumour says $", "[20] men fled, rumour says.", True),
    ("rumour says $", "[20] men fled, rumour says it.", False),
    ("rumour says $", "[20] men fled, rumour says (so do friends).", False),
    ("^ rumour says", "Rumour says [20] men fled.", True),
    ("^ rumour says", "The rumour says [20] men fled.", False),
    ("^ rumour says", "“Rumour says [20] men fled,” he said.", True),
    ("rumour|gossip says|has_it", "Gossip has it [20] men fled.", True),
    ("rumour|gossip says|has_it", "Gossip has [20] men fled.", False),
    ("{talk} says", "Tittle tattle says [20] men fled.", True),
    ("{talk} says", "Gossip, says he, and [20] men fled.", True),
    ("{talk}|rumour says", "Rumour says [20] men fled.", True),
    ("{talk}? says *1 men", "He says most men fled in [20] cars.", True),
    ("rumour says", "Rumour, says the mayor, is that [20] men fled.", True),
    ("rumour says", "“Rumour” says [20] men fled.", True),
    ("rumour says", "Rumour; says [20] men fled.", False),
    ("rumour says", "Rumours says [20] men fled.", False),
    ("rumour's word", "Rumour’s word is that [20] men fled.", True),
]


@pytest.mark.parametrize(("pattern", "text", "stands"), PATTERNS)
def test_patterns_of_ones_own(pattern: str, text: str, stands: bool) -> None:
    rule = {"name": "mine", "flag": "alleged", "scope": "sentence", "patterns": [pattern]}
    table = build_table({"sets": {"talk": ["gossip", "tittle tattle"]}, "rule": [rule]})
    assert bool(read_marks(text).raised(table)[0]) is stands


def test_what_only_looks_like_a_rule_of_ones_own() -> None:
    rule = {"name": "mine", "flag": "alleged", "scope": "sentence", "patterns": ["rumour"]}
    table = build_table(
        {
            "sets": {},
            "pseudo": {"mills": ["rumour mill", "no *2 rumour"]},
            "rule": [{**rule, "pseudo": ["@mills", "of rumour"]}],
        }
    )
    marks = [
        ("A rumour is that [20] men fled.", True),
        ("A rumour mill had [20] men.", False),
        ("No such rumour is that [20] men fled.", False),
        ("No one in town who heard the rumour told the [20] men.", True),
        ("A city of rumour has [20] men.", False),
        ("A rumour of rumour has [20] men.", True),
    ]
    assert [bool(read_marks(text).raised(table)[0]) for text, _ in marks] == [stands for _, stands in marks]


def test_rules_turned_off_stay_off() -> None:
    rule = {"name": "mine", "flag": "alleged", "scope": "sentence", "patterns": ["rumour"]}
    other = {**rule, "name": "other", "flag": "reported", "patterns": ["rumour has it"]}
    marked = read_marks("Rumour has it that [20] men fled.")
    table = build_table({"sets": {}, "rule": [rule, other]})
    assert [f.rule for f in marked.raised(table)[0]] == ["mine", "other"]
    less = table.without({"other"})
    assert [f.rule for f in marked.raised(less)[0]] == ["mine"]
    assert [r.name for r in less.rules] == ["mine"]
    assert marked.raised(less.without({"mine"}))[0] == ()


def test_rules_of_ones_own() -> None:
    rule = {"name": "mine", "flag": "alleged", "scope": "clause", "patterns": ["rumour has it"]}
    marked = read_marks("Rumour has it that [20] men fled.")
    assert [f.rule for f in marked.raised(build_table({"sets": {}, "rule": [rule]}))[0]] == ["mine"]
