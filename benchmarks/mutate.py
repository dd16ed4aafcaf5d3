"""Mutation testing: change one operator, constant or statement of a module and see that a test fails.

python benchmarks/mutate.py numerals [--sample 400] [--seed 1] [--survivors out.txt]
python benchmarks/mutate.py quantities flags
python benchmarks/mutate.py quantities --from out.txt    only what an earlier run left (by its code, not its line)

One process imports everything, collects the tests of `TESTS` and runs them once, noting which functions of the
mutated modules each of them calls. Then every mutant is a fork: the mutated function's code is put in place of the
function's, caches are emptied where the function serves them, and the tests that call it run, quickest first, until
one fails. docs/mutants.md says what was found, and why not mutmut or cosmic-ray.

Hypothesis runs derandomized. A mutant that takes more than `LIMIT` seconds of CPU is killed: it would hang a suite.
"""

from __future__ import annotations

import argparse
import ast
import functools
import gc
import hashlib
import importlib
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
import types
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "factledger"
MODULES = {
    "numerals": ["numerals.py"],
    "quantities": [f"quantities/{path.name}" for path in sorted((SOURCE / "quantities").glob("*.py"))],
    "flags": [f"flags/{path.name}" for path in sorted((SOURCE / "flags").glob("*.py"))],
}
#: Table tests and properties that between them call every function of these modules.
TESTS = {
    "numerals": ["test_numerals", "test_quantity_rows", "test_quantities"],
    "quantities": ["test_quantities", "test_quantity_rows", "test_units", "test_strategies"],
    "flags": [
        "test_flags", "test_flag_rows", "test_flag_edges", "test_flag_desk", "test_flag_elements", "test_own_flags",
        "test_likelihood", "test_caveats", "test_extractor_lexicon", "test_lexicon_packs", "test_prefilters",
        "test_verbs",
    ],
}  # fmt: skip
LEFT_OUT = (
    "not linear and not hash_seed and not is_current"  # they measure time, or start processes without the mutant
)
PROCESSES = 2
_LINE = re.compile(r"(?<=\.py):\d+")
LIMIT = 5  # seconds of CPU for one test, and ten times what it takes without a mutant
CACHE = Path(tempfile.gettempdir()) / "factledger-mutants.txt"

COMPARES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLS = {
    "startswith": "endswith", "endswith": "startswith", "lower": "upper", "find": "rfind", "rfind": "find",
    "lstrip": "rstrip", "rstrip": "lstrip", "removeprefix": "removesuffix", "removesuffix": "removeprefix",
    "min": "max", "max": "min", "any": "all", "all": "any", "bisect_left": "bisect_right",
    "bisect_right": "bisect_left", "match": "search", "fullmatch": "match", "search": "match",
}  # fmt: skip


class Mutant(NamedTuple):
    """A changed node: where it stands, what was there and what is there now."""

    module: str
    function: str
    line: int
    before: str
    after: str
    tree: ast.Module
    key: str  #: of the function as it stands unchanged, and which of its mutants

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.function}: {self.before}  ->  {self.after}"


def mutants(module: str) -> Iterator[Mutant]:
    """Yield the mutants of the functions of a source file, in the order of its text.

    The tree of a mutant is that of its function alone, and is changed only until the next mutant is asked for.
    """
    tree = ast.parse((SOURCE / module).read_text("utf-8"))
    future = ast.parse("from __future__ import annotations").body

    def walk(body: list[ast.stmt], prefix: str, within: list[ast.ClassDef]) -> Iterator[Mutant]:
        for node in body:
            if isinstance(node, ast.ClassDef):
                yield from walk(node.body, f"{prefix}{node.name}.", [*within, node])
            elif isinstance(node, ast.FunctionDef):
                alone: ast.stmt = node
                for outer in reversed(within):
                    alone = ast.ClassDef(outer.name, [], [], [alone], [])
                    ast.copy_location(alone, outer)
                small = ast.Module([*future, alone], [])
                yield from _of_function(module, small, node, prefix + node.name)

    yield from walk(tree.body, "", [])


def _of_function(module: str, tree: ast.Module, function: ast.FunctionDef, name: str) -> Iterator[Mutant]:
    source = hashlib.sha256(ast.unparse(function).encode()).hexdigest()[:12]
    number = 0
    for parent in list(_code_nodes(function)):
        for change, restore in _changes(parent):
            before, line = _short(ast.unparse(parent)), parent.lineno  # type: ignore[attr-defined]
            change()
            number += 1
            try:
                yield Mutant(module, name, line, before, _short(ast.unparse(parent)), tree, f"{source}:{number}")
            finally:
                restore()


def _short(code: str) -> str:
    lines = code.splitlines()
    return lines[0] + (" ..." if len(lines) > 1 else "")


def _code_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield the nodes of a function's body that run: no docstring, no annotation."""
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop(0)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if hasattr(node, "lineno"):
            yield node
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns"):
                continue
            for child in value if isinstance(value, list) else [value]:
                todo += [child] if isinstance(child, ast.AST) else []


Change = tuple[Callable[[], object], Callable[[], object]]


def _set(node: Any, field: str, value: Any) -> Change:
    old = getattr(node, field)
    return (lambda: setattr(node, field, value)), (lambda: setattr(node, field, old))


def _item(items: list[Any], at: int, *values: Any) -> Change:
    old = items[at]

    def change() -> None:
        items[at : at + 1] = values

    def restore() -> None:
        items[at : at + len(values)] = [old]

    return change, restore


def _negated(node: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), node), node)


def _none(node: ast.AST) -> ast.expr:
    return ast.fix_missing_locations(ast.copy_location(ast.Constant(None), node))


def _changes(node: Any) -> list[Change]:
    """Return what can be changed at a node."""
    found: list[Change] = []
    if isinstance(node, ast.Compare):
        found += [_item(node.ops, i, COMPARES[type(op)]()) for i, op in enumerate(node.ops)]
    elif isinstance(node, ast.BoolOp):
        found.append(_set(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And()))
        found += [_item(node.values, i) for i in range(len(node.values)) if len(node.values) > 2]
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in OPERATORS:
        found.append(_set(node, "op", OPERATORS[type(node.op)]()))
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            found.append(_set(node, "value", not node.value))
        elif isinstance(node.value, int):
            found.append(_set(node, "value", node.value + 1))
        elif isinstance(node.value, str):
            # marks, as in `char in "-+"`, are taken away: a letter more among them changes nothing
            marks = bool(node.value) and not any(char.isalnum() for char in node.value)
            found.append(_set(node, "value", "" if marks else f"X{node.value}X"))
    elif isinstance(node, ast.Slice):
        found += [_set(node, end, None) for end in ("lower", "upper") if getattr(node, end) is not None]
    elif isinstance(node, ast.Break):
        found.append(_set(node, "__class__", ast.Continue))
    elif isinstance(node, ast.Continue):
        found.append(_set(node, "__class__", ast.Break))
    elif isinstance(node, (ast.Return, ast.Assign)) and node.value is not None:
        # None for False is the same to every caller; other constants are changed as such
        if not (isinstance(node.value, ast.Constant) and node.value.value in (None, False)):
            found.append(_set(node, "value", _none(node.value)))
    elif isinstance(node, ast.Call):
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in CALLS:
            found.append(_set(called, "attr" if isinstance(called, ast.Attribute) else "id", CALLS[name]))
        found += [_item(node.keywords, i) for i in range(len(node.keywords))]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        found.append(_set(node, "operand", _negated(node.operand)))
    if isinstance(node, (ast.If, ast.While, ast.IfExp)) and not isinstance(node.test, (ast.Compare, ast.UnaryOp)):
        found.append(_set(node, "test", _negated(node.test)))
    if isinstance(node, ast.comprehension):
        found += [_item(node.ifs, i) for i in range(len(node.ifs))]
    for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
        if isinstance(body, list):
            for i, statement in enumerate(body):
                if isinstance(statement, (ast.Expr, ast.AugAssign)):
                    found.append(_item(body, i, ast.copy_location(ast.Pass(), statement)))
    return found


def code_of(tree: ast.Module, path: str, name: str) -> types.CodeType:
    """Return the compiled code of a function of a mutated module."""
    todo = [compile(ast.fix_missing_locations(tree), path, "exec")]
    while todo:
        code = todo.pop()
        if code.co_qualname == name:
            return code
        todo += [const for const in code.co_consts if isinstance(const, types.CodeType)]
    raise LookupError(name)


def function_of(module: str, name: str) -> types.FunctionType:
    """Return the function itself, out of whatever wraps it."""
    found: Any = importlib.import_module("factledger." + module[:-3].replace("/", ".").removesuffix(".__init__"))
    for part in name.split("."):
        found = vars(found)[part]
    found = getattr(found, "fget", None) or getattr(found, "func", None) or getattr(found, "__func__", None) or found
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    assert isinstance(found, types.FunctionType), name
    return found


Key = tuple[str, str]  # module and function


class Tests:
    """The collected tests, and which functions each of them calls."""

    def __init__(self, session: pytest.Session, modules: list[str]) -> None:
        self.items = {item.nodeid: item for item in session.items}
        self._names = {str(SOURCE / module): module for module in modules}
        self._failed = False
        self.calling: dict[Key, list[str]] = defaultdict(list)
        self.builders: set[Key] = set()
        self.seconds: dict[str, float] = {}
        #: How often a test has killed a mutant of a function: those go first.
        self.kills: Counter[tuple[Key, str]] = Counter()
        session.config.pluginmanager.register(self, "mutation-tests")
        first = next(iter(self.items))
        empty_caches()
        cold, _ = self._calls(first)
        for node in list(self.items):
            began = time.process_time()
            called, failed = self._calls(node)
            self.seconds[node] = time.process_time() - began
            if failed:
                print("fails without a mutation, left out:", node)
                del self.items[node]
                continue
            for key in called:
                self.calling[key].append(node)
        for nodes in self.calling.values():
            nodes.sort(key=self.seconds.__getitem__)
        #: Functions that a test calls when it runs first and not when it runs again: caches keep what they made.
        self.builders = {
            key for key, nodes in self.calling.items() if len(nodes) < 4 and key not in self._calls(nodes[0])[0]
        } | (cold - self._calls(first)[0])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note that the test that runs has failed."""
        self._failed |= report.failed

    def _calls(self, node: str) -> tuple[set[Key], bool]:
        """Run a test; the functions it calls, and whether it failed."""
        called: set[Key] = set()
        names = self._names
        empty_caches(bounded=True)

        def note(frame: types.FrameType, _event: str, _argument: object) -> None:
            module = names.get(frame.f_code.co_filename)
            if module is not None:
                called.add((module, frame.f_code.co_qualname.split(".<locals>")[0]))

        sys.settrace(note)  # calls alone: no line is traced where it returns nothing
        try:
            failed = self.run(node)
        finally:
            sys.settrace(None)
        return called, failed

    def of(self, key: Key) -> list[str]:
        """Return the tests that can kill a mutant of a function: first those that have, then the quickest."""
        nodes = list(self.items) if key in self.builders else self.calling.get(key, [])
        return sorted(nodes, key=lambda node: (-self.kills[key, node], self.seconds[node]))

    def run(self, node: str) -> bool:
        """Run a test; whether it failed."""
        item = self.items[node]
        given = item.callspec.params if hasattr(item, "callspec") else {}
        if (
            isinstance(item, pytest.Function)
            and item.get_closest_marker("xfail") is None
            and set(item.fixturenames) <= set(given)
        ):
            return _fails(item, given)
        self._failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return self._failed


def _fails(item: pytest.Function, given: dict[str, Any]) -> bool:
    """Call a test that needs no fixture, without all that pytest does around it."""
    try:
        item.obj(**given)
    except pytest.skip.Exception:
        return False
    except Exception:
        return True
    except pytest.fail.Exception:
        return True
    return False


@functools.cache
def _caches() -> list[Any]:
    """The function caches of the library, but for the lexicon's files."""
    wrappers = [found for found in gc.get_objects() if isinstance(found, functools._lru_cache_wrapper)]
    names = [(found, found.__module__ or "") for found in wrappers]
    return [found for found, name in names if name.startswith("factledger") and "lexicon" not in name]


def empty_caches(bounded: bool = False) -> None:
    """Empty the function caches of the library, so that what a mutant builds is built by the mutant.

    `bounded`: only those that keep the last results for texts, not the tables, which take long to build.
    """
    for found in _caches():
        if not bounded or found.cache_parameters()["maxsize"] is not None:
            found.cache_clear()


def killed(tests: Tests, mutant: Mutant, first: str | None) -> tuple[str, str]:
    """Run the tests on a mutant in a fork; return `killed`, `survived`, `hung` or `uncalled`, and the test it was."""
    key = (mutant.module, mutant.function)
    nodes = tests.of(key)
    if not nodes:
        return "uncalled", ""
    if first is not None and first in tests.items:
        nodes.insert(0, first)
    changed = code_of(mutant.tree, str(SOURCE / mutant.module), mutant.function)
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            function_of(*key).__code__ = changed
            empty_caches(bounded=key not in tests.builders)
            for number, node in enumerate(nodes):
                os.write(into, number.to_bytes(4, "big"))
                # SIGPROF ends the process: the mutant hangs
                signal.setitimer(signal.ITIMER_PROF, LIMIT + 10 * tests.seconds.get(node, 0.0))
                if tests.run(node):
                    os._exit(1)
            os._exit(0)
        except BaseException:
            os._exit(1)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        tried = pipe.read()
    _, status = os.waitpid(child, 0)
    node = nodes[int.from_bytes(tried[-4:], "big")] if tried else nodes[0]
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status) == 0:
        return "survived", ""
    tests.kills[key, node] += 1
    return "hung" if os.WIFSIGNALED(status) else "killed", node


class Outcomes:
    """What was found before: which test killed a mutant, and what survived these very sources and tests."""

    def __init__(self) -> None:
        lines = CACHE.read_text("utf-8").splitlines() if CACHE.exists() else []
        self.known: dict[str, str] = dict(json.loads(line) for line in lines)
        files = sorted(path for place in ("src", "tests") for path in (ROOT / place).rglob("*") if path.is_file())
        state = hashlib.sha256()
        for path in files:
            if path.suffix in (".py", ".toml", ".tsv"):
                state.update(path.read_bytes())
        self.state = "=" + state.hexdigest()[:12]

    def add(self, key: str, node: str) -> None:
        """Keep an outcome: the test's name, or that there was none."""
        with CACHE.open("a", encoding="utf-8") as out:  # one write, so that two processes do not mix their lines
            out.write(json.dumps([key, node or self.state]) + "\n")


class Run:
    """The pytest plugin that mutates in place of running the tests."""

    def __init__(
        self, target: str, sample: int | None, seed: int, out: Path | None, only: str, left: Path | None
    ) -> None:
        self.target, self.sample, self.seed, self.out, self.only = target, sample, seed, out, only
        lines = left.read_text("utf-8").splitlines() if left is not None else []
        #: The mutants that an earlier run left, without the numbers of their lines: those move.
        self.left = (
            None if left is None else {_LINE.sub("", line.split(" ", 1)[1]) for line in lines if " -> " in line}
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self) -> None:
        """Make Hypothesis draw the same each time."""
        from hypothesis import HealthCheck, Phase, settings  # after pytest has seen its plugin

        settings.register_profile(
            "mutants",
            derandomize=True,
            database=None,
            max_examples=40,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Mutate, and count what is killed."""
        began = time.monotonic()
        modules = MODULES[self.target]
        outcomes = Outcomes()
        tests = Tests(session, modules)
        gc.freeze()
        every = [(module, number) for module in modules for number, _ in enumerate(mutants(module))]
        chosen = set(every)
        if self.sample is not None and self.sample < len(every):
            chosen = set(random.Random(self.seed).sample(every, self.sample))
        print(f"\n{self.target}: {len(chosen)} of {len(every)} mutants, {len(session.items)} tests, "
              f"read in {time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        shares = [sorted(chosen)[number::PROCESSES] for number in range(PROCESSES)]
        with tempfile.TemporaryDirectory() as place:
            files = [Path(place) / f"{number}.json" for number in range(PROCESSES)]
            workers = []
            for share, file in zip(shares, files, strict=True):
                if (worker := os.fork()) == 0:
                    self._work(tests, outcomes, set(share), file)
                    os._exit(0)
                workers.append(worker)
            for worker in workers:
                os.waitpid(worker, 0)
            results = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
        found: Counter[str] = Counter()
        by_module: dict[str, Counter[str]] = defaultdict(Counter)
        for module, outcome, _ in results:
            found[outcome] += 1
            by_module[module][outcome] += 1
        left = sorted(f"{outcome} {shown}" for _, outcome, shown in results if outcome in ("survived", "uncalled"))
        for module, counts in [*by_module.items(), (self.target, found)]:
            total = sum(counts.values())
            dead = counts["killed"] + counts["hung"]
            print(f"{module}: {dead} of {total} killed, {100 * dead / max(total, 1):.1f}% ({dict(counts)})")
        print(f"{time.monotonic() - began:.0f} s", flush=True)
        if self.out is not None:
            self.out.write_text("\n".join(left) + "\n", "utf-8")
        return True

    def _work(self, tests: Tests, outcomes: Outcomes, share: set[tuple[str, int]], file: Path) -> None:
        """Mutate one process's share of the mutants, a line of JSON for each."""
        with file.open("w", encoding="utf-8") as out:
            for module in MODULES[self.target]:
                for number, mutant in enumerate(mutants(module)):
                    if (module, number) not in share or (self.only and self.only not in str(mutant)):
                        continue
                    if self.left is not None and _LINE.sub("", str(mutant)) not in self.left:
                        continue
                    known = outcomes.known.get(mutant.key)
                    if known == outcomes.state:
                        outcome, node = "survived", ""
                    else:
                        outcome, node = killed(tests, mutant, known)
                        if outcome == "survived":
                            outcomes.add(mutant.key, "")
                    if outcome in ("survived", "uncalled"):
                        print(outcome, mutant, flush=True)
                    elif known != node:
                        outcomes.add(mutant.key, node)
                    out.write(json.dumps([module, outcome, str(mutant)]) + "\n")


def main() -> None:
    """Parse the command line and mutate."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="+", choices=list(MODULES))
    parser.add_argument("--sample", type=int, help="how many mutants of each target, drawn with --seed (all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--survivors", type=Path, help="a file for the survivors")
    parser.add_argument("--only", default="", help="only mutants whose line holds these words")
    parser.add_argument("--from", dest="left", type=Path, help="only the mutants of a file that --survivors wrote")
    given = parser.parse_args()
    os.chdir(ROOT)
    os.environ["FACTLEDGER_DRAWS"] = "40"
    for target in given.targets:
        if len(given.targets) > 1 and os.fork():  # pytest collects once a process
            os.wait()
            continue
        files = [f"tests/{name}.py" for name in TESTS[target] if (ROOT / "tests" / f"{name}.py").exists()]
        options = [
            "-q",
            "-s",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "--hypothesis-profile=mutants",
            "-k",
            LEFT_OUT,
        ]
        run = Run(target, given.sample, given.seed, given.survivors, given.only, given.left)
        pytest.main([*options, *files], plugins=[run])
        if len(given.targets) > 1:
            os._exit(0)


if __name__ == "__main__":
    main()
