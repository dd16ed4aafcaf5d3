"""Mutation testing: change one operator, constant or statement of a module and see that a test fails.

python benchmarks/mutate.py numerals [--sample 400] [--seed 1] [--survivors out.txt]
python benchmarks/mutate.py quantities flags

One process imports everything, collects the tests of `TESTS` and runs them once, noting which functions of the
mutated modules each of them calls. Then every mutant is a fork: the mutated function's code is put in place of the
function's, caches are emptied where the function serves them, and the tests that call it run, quickest first, until
one fails. docs/mutants.md says what was found, and why not mutmut or cosmic-ray.

Hypothesis runs derandomized. A mutant that takes more than `LIMIT` seconds of CPU is killed: it would hang a suite.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import gc
import importlib
import os
import random
import resource
import sys
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
    "numerals": ["test_numerals", "test_quantity_rows"],
    "quantities": ["test_quantities", "test_quantity_rows", "test_strategies"],
    "flags": ["test_flags", "test_flag_rows", "test_own_flags", "test_likelihood", "test_prefilters"],
}  # fmt: skip
LEFT_OUT = (
    "not linear and not hash_seed and not is_current"  # they measure time, or start processes without the mutant
)
LIMIT = 30  # seconds of CPU for one mutant

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

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.function}: {self.before}  ->  {self.after}"


def mutants(module: str) -> Iterator[Mutant]:
    """Yield the mutants of the functions of a source file, in the order of its text."""
    tree = ast.parse((SOURCE / module).read_text("utf-8"))

    def walk(body: list[ast.stmt], prefix: str) -> Iterator[Mutant]:
        for node in body:
            if isinstance(node, ast.ClassDef):
                yield from walk(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.FunctionDef):
                yield from _of_function(module, tree, node, prefix + node.name)

    yield from walk(tree.body, "")


def _of_function(module: str, tree: ast.Module, function: ast.FunctionDef, name: str) -> Iterator[Mutant]:
    for parent in list(_code_nodes(function)):
        for change, restore in _changes(parent):
            node, before = parent, ast.unparse(parent)
            change()
            try:
                changed = copy.deepcopy(tree)
                yield Mutant(module, name, node.lineno, _short(before), _short(ast.unparse(node)), changed)  # type: ignore[attr-defined]
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
            found.append(_set(node, "value", f"X{node.value}X"))
    elif isinstance(node, ast.Slice):
        found += [_set(node, end, None) for end in ("lower", "upper") if getattr(node, end) is not None]
    elif isinstance(node, ast.Break):
        found.append(_set(node, "__class__", ast.Continue))
    elif isinstance(node, ast.Continue):
        found.append(_set(node, "__class__", ast.Break))
    elif isinstance(node, (ast.Return, ast.Assign)) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
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
        seconds: dict[str, float] = {}
        session.config.pluginmanager.register(self, "mutation-tests")
        first = next(iter(self.items))
        empty_caches()
        cold = self._calls(first)
        for node in list(self.items):
            self._failed = False
            began = time.process_time()
            called = self._calls(node)
            seconds[node] = time.process_time() - began
            if self._failed:
                print("fails without a mutation, left out:", node)
                continue
            for key in called:
                self.calling[key].append(node)
        for nodes in self.calling.values():
            nodes.sort(key=seconds.__getitem__)
        #: Functions that a test calls when it runs first and not when it runs again: caches keep what they made.
        self.builders = {
            key for key, nodes in self.calling.items() if len(nodes) < 4 and key not in self._calls(nodes[0])
        } | (cold - self._calls(first))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note that the test that runs has failed."""
        self._failed |= report.failed

    def _calls(self, node: str) -> set[Key]:
        called: set[Key] = set()
        names = self._names

        def note(frame: types.FrameType, event: str, _argument: object) -> None:
            if event == "call":
                module = names.get(frame.f_code.co_filename)
                if module is not None:
                    called.add((module, frame.f_code.co_qualname.split(".<locals>")[0]))

        sys.setprofile(note)
        try:
            self.run(node)
        finally:
            sys.setprofile(None)
        return called

    def run(self, node: str) -> bool:
        """Run a test; whether it failed."""
        self._failed = False
        item = self.items[node]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return self._failed


@functools.cache
def _caches() -> list[Any]:
    """The function caches of the library, but for the lexicon's files."""
    wrappers = [found for found in gc.get_objects() if isinstance(found, functools._lru_cache_wrapper)]
    names = [(found, found.__module__ or "") for found in wrappers]
    return [found for found, name in names if name.startswith("factledger") and "lexicon" not in name]


def empty_caches() -> None:
    """Empty every function cache of the library, so that what a mutant builds is built by the mutant."""
    for found in _caches():
        found.cache_clear()


def killed(tests: Tests, mutant: Mutant) -> str:
    """Run the tests on a mutant in a fork; return `killed`, `survived`, `hung` or `uncalled`."""
    key = (mutant.module, mutant.function)
    nodes = list(tests.items) if key in tests.builders else tests.calling.get(key, [])
    if not nodes:
        return "uncalled"
    child = os.fork()
    if child == 0:
        result = 3
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
            function_of(*key).__code__ = code_of(mutant.tree, str(SOURCE / mutant.module), mutant.function)
            if key in tests.builders:
                empty_caches()
            result = 1 if any(tests.run(node) for node in nodes) else 0
        except BaseException:
            result = 1
        finally:
            os._exit(result)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "hung"
    return {0: "survived", 1: "killed"}.get(os.WEXITSTATUS(status), "killed")


class Run:
    """The pytest plugin that mutates in place of running the tests."""

    def __init__(self, target: str, sample: int | None, seed: int, out: Path | None, only: str) -> None:
        self.target, self.sample, self.seed, self.out, self.only = target, sample, seed, out, only

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self) -> None:
        """Make Hypothesis draw the same each time."""
        from hypothesis import settings  # after pytest has seen its plugin

        settings.register_profile("mutants", derandomize=True, database=None, max_examples=40, deadline=None)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Mutate, and count what is killed."""
        began = time.monotonic()
        modules = MODULES[self.target]
        tests = Tests(session, modules)
        gc.freeze()
        every = [(module, number) for module in modules for number, _ in enumerate(mutants(module))]
        chosen = set(every)
        if self.sample is not None and self.sample < len(every):
            chosen = set(random.Random(self.seed).sample(every, self.sample))
        print(f"\n{self.target}: {len(chosen)} of {len(every)} mutants, {len(session.items)} tests, "
              f"read in {time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        found: Counter[str] = Counter()
        by_module: dict[str, Counter[str]] = defaultdict(Counter)
        left: list[str] = []
        for module in modules:
            for number, mutant in enumerate(mutants(module)):
                if (module, number) not in chosen or (self.only and self.only not in str(mutant)):
                    continue
                outcome = killed(tests, mutant)
                found[outcome] += 1
                by_module[module][outcome] += 1
                if outcome in ("survived", "uncalled"):
                    left.append(f"{outcome} {mutant}")
                    print(left[-1], flush=True)
        for module, counts in [*by_module.items(), (self.target, found)]:
            total = sum(counts.values())
            dead = counts["killed"] + counts["hung"]
            print(f"{module}: {dead} of {total} killed, {100 * dead / max(total, 1):.1f}% ({dict(counts)})")
        print(f"{time.monotonic() - began:.0f} s", flush=True)
        if self.out is not None:
            self.out.write_text("\n".join(left) + "\n", "utf-8")
        return True


def main() -> None:
    """Parse the command line and mutate."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="+", choices=list(MODULES))
    parser.add_argument("--sample", type=int, help="how many mutants of each target, drawn with --seed (all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--survivors", type=Path, help="a file for the survivors")
    parser.add_argument("--only", default="", help="only mutants whose line holds these words")
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
        pytest.main([*options, *files], plugins=[Run(target, given.sample, given.seed, given.survivors, given.only)])
        if len(given.targets) > 1:
            os._exit(0)


if __name__ == "__main__":
    main()
