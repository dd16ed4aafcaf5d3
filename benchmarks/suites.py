"""Score the quantity layer on other parsers' test suites: value and unit accuracy, span F1, one row per suite.

    python benchmarks/suites.py --eval DIR [--errors ORIGIN [--field value|unit]]

DIR holds `score_quantities.py` and `quantities_dev.jsonl`. Records are sent as they are: `unit` is the record's own,
`low` and `high` its bounds, ordinals, ages and durations of time are asked for. `--errors` lists what is wrong.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from factledger import parse_quantities
from factledger.records import Quantity

CASES = "quantities_dev.jsonl"
#: The suites' names for our kinds.
KINDS = {"count": "number", "fraction": "number", "multiple": "number", "percentage_point": "percent"}


#: Suites whose gold unit is the characters of the text; grobid writes their powers with ^.
WRITTEN = ("measeval", "grobid")
SUPERSCRIPT = re.compile(r"(?<=[A-Za-z])\s?(-?[1-4])(?![\d.])")
DIGITS = str.maketrans("⁰¹²³⁴⁻−–", "01234---")


def scorer(folder: Path) -> ModuleType:
    """Return the shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_quantities", folder / "score_quantities.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(found: Quantity, suite: str = "", *, plain: bool = False) -> dict[str, Any]:
    """Return a record as the scorer takes it."""
    low, high = (found.low, found.high) if found.uncertainty is not None else found.bounds()
    kind = KINDS.get(found.kind, found.kind)
    if found.kind == "physical":
        kind = "temperature" if found.unit.startswith("degree_") else "dimension"
    return {
        "start": found.span.start,
        "end": found.span.end,
        "value": None if found.value is None else float(found.value),
        "low": None if low is None else float(low),
        "high": None if high is None else float(high),
        "unit": found.unit if plain else spelled(found, suite),
        "kind": "range" if found.comparator == "range" and kind == "number" else kind,
    }


def spelled(found: Quantity, suite: str) -> str:
    """Return the unit in the spelling of the suite, which the scorer's alias table does not cover.

    MeasEval and grobid copy the characters of the text, which the record keeps as `unit_span`; the others put names
    into words.
    """
    if found.unit in ("fraction", "multiple"):
        return ""
    if suite in WRITTEN and found.unit:
        written = found.unit_span.text if found.unit_span else found.unit
        return SUPERSCRIPT.sub(r"^\1", written.translate(DIGITS)) if suite == "grobid" else written
    if found.kind in ("count", "money"):
        return found.unit
    return found.unit.replace("1/", "inverse ").replace("/", " per ").replace("_", " ")


def predict(cases: list[dict[str, Any]], *, plain: bool = False) -> dict[str, list[dict[str, Any]]]:
    """Return what is found in each case, by id."""
    return {
        case["id"]: [
            row(found, case["origin"], plain=plain)
            for found in parse_quantities(case["text"], include=("ordinal", "age", "when"))
        ]
        for case in cases
    }


def figures(result: dict[str, Any]) -> dict[str, float]:
    """Return the figures that the floor holds, from the scorer's summary."""
    total = result["total"]
    flat = {
        "macro.value": total["macro"],
        "total.unit": total["unit"],
        "total.unit_plain": total["plain"],
        "measeval.span_f1": result["measeval"]["f1"],
    }
    flat |= {f"{origin}.value": part["value"] for origin, part in result.items() if (part["values"] or 0) >= 20}
    return {name: round(value, 4) for name, value in flat.items() if value is not None}


def judge(folder: Path) -> tuple[dict[str, Any], ModuleType, list[dict[str, Any]]]:
    """Return the scorer's summary, the scorer, and the cases."""
    module = scorer(folder)
    cases: list[dict[str, Any]] = module.read_jsonl(folder / CASES)
    result = module.score(cases, predict(cases))
    result["total"]["plain"] = module.score(cases, predict(cases, plain=True))["total"]["unit"]
    return result, module, cases


def show(result: dict[str, Any]) -> None:
    """Print one row per suite."""
    columns = ("cases", "gold", "f1", "value", "values", "unit", "units", "clean")
    print(f"{'suite':34}" + "".join(f"{name:>9}" for name in columns))
    for origin, part in result.items():
        cells = (part[name] for name in columns)
        shown = ("-" if c is None else f"{c:.3f}" if isinstance(c, float) else str(c) for c in cells)
        print(f"{origin:34}" + "".join(f"{cell:>9}" for cell in shown))
    total = result["total"]
    print(f"macro value accuracy: {total['macro']:.3f}")
    print(f"unit accuracy: {total['unit']:.3f} in the suites' spelling, {total['plain']:.3f} with the records' names")


def wrong(module: ModuleType, cases: list[dict[str, Any]], origin: str, field: str) -> None:
    """Print each gold item of a suite that is wrong in value or unit, with what was found for it."""
    for case in cases:
        if not case["origin"].startswith(origin):
            continue
        gold = [item for item in case["expected"] if not item.get("optional")]
        found = predict([case])[case["id"]]
        of = dict(module.match(gold, found))
        for at, item in enumerate(gold):
            mine = found[of[at]] if at in of else None
            if field == "unit" and (item.get("unit") is None or (mine and module.unit_ok(item, mine))):
                continue
            if field == "value" and (not module.states_value(item) or (mine and module.value_ok(item, mine))):
                continue
            start = item.get("start") or 0
            near = case["text"][max(0, start - 30) : (item.get("end") or 80) + 30].replace("\n", " ")
            want = {k: item.get(k) for k in ("text", "value", "low", "high", "unit")}
            got = {k: mine[k] for k in ("value", "low", "high", "unit")} if mine else None
            if got and mine:
                got["text"] = case["text"][mine["start"] : mine["end"]]
            print(f"{near!r}\n    gold {want}\n    mine {got}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--errors", metavar="ORIGIN")
    parser.add_argument("--field", choices=("value", "unit"), default="value")
    args = parser.parse_args()
    result, module, cases = judge(args.eval)
    if args.errors is not None:
        wrong(module, cases, args.errors, args.field)
    else:
        show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
