"""A user's own words: files and mappings that change what is extracted, and errors that say where they are wrong."""

import pickle
import textwrap
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from factledger import Extractor, FactledgerError, extract
from factledger.flags.patterns import DIRECTIONS, SCOPES
from factledger.lexicon import lexicon_version
from factledger.measures.table import table

OWN = """\
# words of the newsroom
[[measures.noun]]
measure = "votes"
class = "thing"
words = ["kingmaker", "ward"]
yes = ["The Greens gained [four] wards."]

[[measures.verb]]
measure = "rescued"
takes = "object"
counts = "people"
words = ["hoist"]

[[measures.state]]
measure = "displaced"
words = ["tented"]

[[measures.phrase]]
measure = "killed"
words = ["~meet _ maker"]

[[flags.rule]]
name = "own.grapevine"
flag = "reported"
scope = "sentence"
patterns = ["the grapevine has it", "{gossips} say"]
pseudo = ["{gossips} say nothing"]

[flags.sets]
gossips = ["gossips", "wags"]
"""


def noun(**changes: Any) -> dict[str, Any]:
    return {"measures": {"noun": [{"measure": "votes", "class": "thing", "words": ["ward"], **changes}]}}


def rule(**changes: Any) -> dict[str, Any]:
    entry = {"name": "own", "flag": "reported", "scope": "sentence", "patterns": ["the grapevine has it"], **changes}
    return {"flags": {"rule": [entry]}}


class Readers(NamedTuple):
    """Extractors of the packaged words, and of OWN beside them, named as a path and as a string."""

    plain: Extractor
    own: Extractor
    named: Extractor


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Readers:
    path = tmp_path_factory.mktemp("own") / "own.toml"
    path.write_text(OWN, "utf-8")
    return Readers(Extractor(), Extractor(lexicon=path), Extractor(lexicon=str(path)))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, "utf-8")
    return path


def read(extractor: Extractor, text: str) -> tuple[str, tuple[str, ...]]:
    (claim,) = extractor.extract(text)
    return claim.measure.kind, claim.flag_kinds


CHANGED = [
    ("Party leaders wooed 120 kingmakers.", "votes", ()),
    ("The Greens gained four wards.", "votes", ()),
    ("Crews hoisted 40 sailors at noon.", "rescued", ()),
    ("Some 300 families were tented by nightfall.", "displaced", ()),
    ("The grapevine has it that 40 firms closed.", "other", ("reported",)),
    ("Wags say 40 firms closed.", "other", ("reported",)),
]
UNCHANGED = [
    "The blast killed 12 people and a warden.",
    "Crews plucked the rope; 40 sailors cheered.",
    "Wags say nothing of the 40 firms.",
    "She reported that 31 percent would vote for him.",
]


@pytest.mark.parametrize(("text", "measure", "flags"), CHANGED)
def test_own_words_change_what_is_read(readers: Readers, text: str, measure: str, flags: tuple[str, ...]) -> None:
    assert read(readers.plain, text) != (measure, flags)
    assert read(readers.own, text) == (measure, flags)
    assert read(readers.named, text) == (measure, flags)


@pytest.mark.parametrize("text", UNCHANGED)
def test_own_words_change_nothing_else(readers: Readers, text: str) -> None:
    assert read(readers.own, text) == read(readers.plain, text)


def test_mappings_and_sequences_of_which_the_last_wins(own: Path) -> None:
    text = "The Greens gained four wards."
    assert read(Extractor(lexicon=noun()), text)[0] == "votes"
    assert read(Extractor(lexicon=[own, noun(measure="attacks", **{"class": "event"})]), text)[0] == "attacks"
    assert read(Extractor(lexicon=()), text) == read(Extractor(lexicon={}), text) == read(Extractor(), text)


def test_own_states_win_over_packaged_ones() -> None:
    state = {"measures": {"state": [{"measure": "captured", "words": ["homeless"]}]}}
    assert read(Extractor(), "Some 40 sailors are homeless.")[0] == "displaced"
    assert read(Extractor(lexicon=state), "Some 40 sailors are homeless.")[0] == "captured"


def test_the_lexicon_version_and_the_ids_say_which_words() -> None:
    text = "The Greens gained four wards."
    plain, same, changed = (
        e.extract(text)[0] for e in (Extractor(), Extractor(lexicon={}), Extractor(lexicon=noun()))
    )
    assert plain.id == same.id == extract(text)[0].id
    assert plain.provenance.lexicon == lexicon_version()
    assert changed.provenance.lexicon != plain.provenance.lexicon
    assert changed.id != plain.id
    again = Extractor(lexicon=noun(yes=["Examples change [nothing]."])).extract(text)[0]
    assert again == changed
    other = Extractor(lexicon=noun(words=["ward", "shire"])).extract(text)[0]
    assert other.id != changed.id


def test_the_packaged_tables_stay_as_they_are(own: Path) -> None:
    nouns = dict(table().nouns)
    Extractor(lexicon=own).extract("The Greens gained four wards.")
    assert dict(table().nouns) == nouns
    assert Extractor().extract("The Greens gained four wards.")[0].measure.kind == "other"


def test_pickled_and_shared_between_threads(own: Path) -> None:
    fresh = pickle.loads(pickle.dumps(Extractor(lexicon=own)))
    own.unlink()
    text = " ".join(text for text, _, _ in CHANGED)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(fresh.extract, [text] * 8))
    assert all(result == results[0] for result in results)
    assert pickle.loads(pickle.dumps(fresh)).extract(text) == results[0]
    assert results[0][0].measure.kind == "votes"


BAD_FILES = [  # what is changed in OWN, and what the error says: line, key, what is accepted
    ('class = "thing"', 'class = "things"', "line 4: measures.noun[0].class: 'things' is not known; accepted: event"),
    ('measure = "votes"\n', "", "line 2: measures.noun[0].measure: the key is missing; accepted: killed,"),
    ('measure = "votes"', 'measure = "ballots"', "line 3: measures.noun[0].measure: 'ballots' is not known"),
    ('measure = "votes"', 'measure = "ballots"', "the list is closed in this version"),
    ('words = ["hoist"]', 'words = "hoist"', "line 12: measures.verb[0].words: a list of words is accepted, not str"),
    ('words = ["hoist"]', "words = []", "line 12: measures.verb[0].words: the list is empty"),
    ('takes = "object"', 'take = "object"', "line 10: measures.verb[0].take: no key 'take'; accepted: measure,"),
    ('takes = "object"', "takes = 3", "line 10: measures.verb[0].takes: words in quotation marks are accepted"),
    ('takes = "object"\n', "", "line 8: measures.verb[0].takes: the key is missing; accepted: object, subject"),
    ("[[measures.verb]]", "[[measures.verbs]]", "line 8: measures.verbs: no list 'verbs'; accepted: verb, state"),
    ("[[measures.verb]]", "[[units.verb]]", "line 8: units: no section 'units'; accepted: measures, flags"),
    ('"ward"]', '"Ward"]', "line 5: measures.noun[0].words: 'Ward': words in lower case are accepted"),
    ('"ward"]', '""]', "line 5: measures.noun[0].words: ''"),
    ('"ward"]', "4]", "line 5: measures.noun[0].words: words in quotation marks are accepted, not int 4"),
    ('flag = "reported"', 'flag = "gossip"', "line 24: flags.rule[0].flag: 'gossip' is not known; accepted: "),
    ('"own.grapevine"', '"secondhand.words"', None),
    ('scope = "sentence"', 'scope = "page"', "line 25: flags.rule[0].scope: 'page' is not known; accepted: "),
    ('{gossips} say"]\npseudo', '{gosips} say"]\npseudo', "line 26: flags.rule[0].patterns: '{gosips} say': no"),
    ("the grapevine has it", "the *99 has it", "line 26: flags.rule[0].patterns: 'the *99 has it': '*99'; "),
    ("the grapevine has it", "*3", "line 26: flags.rule[0].patterns: '*3' does not begin"),
    ("the grapevine has it", "the|", "line 26: flags.rule[0].patterns: 'the|': 'the|'; accepted: a|b"),
    ("the grapevine has it", "the $ vine", "line 26: flags.rule[0].patterns: 'the $ vine': '$'"),
    ("the grapevine has it", "?", "line 26: flags.rule[0].patterns: '?'"),
    ("{gossips} say nothing", "@nothing", "line 27: flags.rule[0].pseudo: no group 'nothing'; accepted: "),
    ("gossips = [", "be = [", "line 30: flags.sets.be: there is a set of that name already"),
    ('words = ["hoist"]', "words = pluck", "not TOML: Invalid value (at line 12"),
]


@pytest.mark.parametrize(("old", "new", "said"), BAD_FILES)
def test_errors_name_file_line_key_and_what_is_accepted(own: Path, old: str, new: str, said: str | None) -> None:
    assert OWN.count(old) >= 1
    own.write_text(OWN.replace(old, new, 1), "utf-8")
    if said is None:
        Extractor(lexicon=own)
        return
    with pytest.raises(FactledgerError) as error:
        Extractor(lexicon=own)
    assert str(error.value).startswith(str(own))
    assert said in str(error.value)


def test_a_rules_name_must_be_new(own: Path) -> None:
    taken = Extractor().extract("About 40 firms reportedly closed.")[0].flags[0].rule
    with pytest.raises(FactledgerError, match=r"flags\.rule\[0\]\.name: there is a rule"):
        Extractor(lexicon=rule(name=taken))
    with pytest.raises(FactledgerError, match="there is a rule 'own' already"):
        Extractor(lexicon=[rule(), rule()])


BAD_ARGUMENTS: list[tuple[Any, str]] = [
    (3, "int is no lexicon; accepted: a path of a TOML file, a mapping, or a sequence of them"),
    (b"own.toml", "bytes is no lexicon"),
    (["no-such.toml"], "no-such.toml: cannot be read"),
    ("nul\0.toml", "cannot be read"),
    ([[]], "list is no lexicon"),
    ({"words": {}}, "lexicon mapping: words: no section 'words'"),
    ({3: {}}, "no section 3"),
    ({"measures": []}, "measures: a table is accepted, not list []"),
    ({"measures": {"noun": {}}}, "measures.noun: entries are accepted ([[measures.noun]]), not dict"),
    ({"measures": {"noun": [3]}}, "measures.noun[0]: a table is accepted, not int 3"),
    ({"flags": {"sets": 3}}, "flags.sets: a table of lists is accepted, not int 3"),
    ({"flags": {"sets": {"own": "word"}}}, "flags.sets.own: a list of words is accepted"),
    ({"flags": {"edges": {}}}, "flags.edges: no list 'edges'; accepted: rule, sets"),
    (noun(words=["~"]), "measures.noun[0].words: '~'"),
    (rule(reach=-1), "flags.rule[0].reach: a whole number from 0 is accepted, not int -1"),
    (rule(reach=True), "flags.rule[0].reach: a whole number"),
    (rule(whole=1), "flags.rule[0].whole: true or false is accepted, not int 1"),
    (rule(stop_after=["full stop"]), "flags.rule[0].stop_after: 'full stop' is not known; accepted: semi"),
]


@pytest.mark.parametrize(("lexicon", "said"), BAD_ARGUMENTS)
def test_bad_arguments_are_named(lexicon: Any, said: str) -> None:
    with pytest.raises(FactledgerError) as error:
        Extractor(lexicon=lexicon)
    assert said in str(error.value)


def test_packs_are_a_sequence_of_names() -> None:
    with pytest.raises(FactledgerError, match="a sequence of names is accepted"):
        Extractor(packs="elections")


def test_lines_in_files_of_another_style(tmp_path: Path) -> None:
    path = tmp_path / "inline.toml"
    path.write_bytes(
        textwrap.dedent("""\
        # inline
        [measures]
        phrase = []
        noun = [{ measure = "votes", class = "odd", words = ["ward"] }]
        """).replace("\n", "\r\n").encode()
    )  # fmt: skip
    with pytest.raises(FactledgerError, match=r"inline\.toml, line 4: measures\.noun\[0\]\.class"):
        Extractor(lexicon=path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FactledgerError, match="cannot be read"):
        Extractor(lexicon=path)


OPTIONAL: list[Mapping[str, Any]] = [
    {}, {"target": "named"}, {"target": "figure", "back": "claim"}, {"needs": "cue"}, {"prefer": "before"},
    {"default": "near", "target": "named", "reach": 4, "future": True, "whole": False, "lower": ["the"]},
    {"stop_after": ["past", "verb", "colon", "joint"], "stop_before": ["close", "comma", "dash"]},
]  # fmt: skip


@pytest.mark.parametrize("scope", SCOPES)
def test_every_accepted_rule_runs(scope: str) -> None:
    text = "The mayor said 40 firms closed.\n\nThe grapevine has it, she said. The figure of 12 people rose to 18."
    rules = [
        rule(name=f"own.{direction}.{number}", scope=scope, direction=direction, **more)
        for direction in DIRECTIONS
        for number, more in enumerate(OPTIONAL)
    ]
    assert len(Extractor(lexicon=rules).extract(text)) == 3
