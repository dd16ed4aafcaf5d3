"""Score the extractor on the evaluation files and hold it to the floor.

python benchmarks/score.py --eval DIR [--floor FILE] [--raise-floor]

DIR holds `score_claims.py`, `score_quantities.py` and the gold files; the floor file holds, for each gold file, the
figures that must not fall and the gold rows (document and offset, no text) that were right in the last floor. Gains
and losses against it are printed; a figure below its floor makes the exit code 1. `--raise-floor` writes higher
figures, never lower ones.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import suites
from factledger import Document, extract
from factledger.claims import plain_number

SETS = ("claims_dev", "passages_dev")
SLACK = 0.0005
#: The figures that must not fall; the rest are shown as gains and losses.
FLOORED = (
    "record.f1", "detection.f1", "accuracy.number", "accuracy.comparator", "accuracy.unit", "accuracy.measure",
    "accuracy.counted", "accuracy.speaker", "flags.precision", "flags.recall",
)  # fmt: skip


def predict(gold: Path) -> list[dict[str, Any]]:
    """Return the flat rows of all documents of a gold file."""
    rows = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        document = Document.of(case["text"], id=case["doc"], publisher=case.get("publisher"), title=case.get("title"))
        rows += [
            {k: plain_number(v) if k in ("value", "low", "high") else v for k, v in row.items()}
            for row in extract(document).to_rows()
        ]
    return rows


def figures(result: dict[str, Any]) -> dict[str, float]:
    """Return the scorer's JSON as one flat table of figures."""
    flat = {"record.f1": result["record"]["f1"], "detection.f1": result["detection"]["f1"]}
    flat |= {f"accuracy.{name}": value for name, value in result["accuracy"].items()}
    flat |= {f"{name}.{k}": v for name, part in result["sets"].items() for k, v in part.items() if k != "f1"}
    flat["subset_of.f1"] = result["subset_of"]["f1"]
    return {name: round(value, 4) for name, value in flat.items()}


def right_rows(scorer: ModuleType, gold: Path, rows: list[dict[str, Any]]) -> list[str]:
    """Return the gold rows that are right in every `record` column, as `document:start`."""
    found = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        mine = [row for row in rows if row["doc"] == case["doc"]]
        for want, got in scorer.pair(case["claims"], mine):
            if scorer.judge(want, got)["record"]:
                found.append(f"{case['doc']}:{want['start']}")
    return sorted(found)


def score_suites(folder: Path, floor: dict[str, Any], *, raise_floor: bool) -> int:
    """Score the quantity layer on other parsers' suites; return how many figures fell below the floor."""
    print("\nquantities_dev")
    result, _module, _cases = suites.judge(folder)
    suites.show(result)
    now = suites.figures(result)
    before: dict[str, float] = floor.get("quantities_dev", {}).get("figures", {})
    fallen = 0
    for figure, least in before.items():
        value = now.get(figure, 0.0)
        if abs(value - least) > SLACK:
            print(f"  {'gain' if value > least else 'LOSS'}  {figure}: {least:.4f} -> {value:.4f}")
            fallen += value < least - SLACK
    if raise_floor:
        floor["quantities_dev"] = {"figures": {f: max(v, before.get(f, v)) for f, v in now.items()}}
    return fallen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--floor", type=Path, default=Path(__file__).with_name("floor.json"))
    parser.add_argument("--raise-floor", action="store_true")
    args = parser.parse_args()
    script = args.eval / "score_claims.py"
    spec = importlib.util.spec_from_file_location("score_claims", script)
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    floor = json.loads(args.floor.read_text()) if args.floor.exists() else {}
    fallen = 0
    for name in SETS:
        gold = args.eval / f"{name}.jsonl"
        rows = predict(gold)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "predictions.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows))
            command = [sys.executable, str(script), str(gold), str(path)]
            print(f"\n{name}")
            print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")
            printed = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout
        now, right = figures(json.loads(printed)), right_rows(scorer, gold, rows)
        before = floor.get(name, {"figures": {}, "right": []})
        for figure, value in now.items():
            least = before["figures"].get(figure)
            if least is not None and abs(value - least) > SLACK:
                print(f"  {'gain' if value > least else 'LOSS'}  {figure}: {least:.4f} -> {value:.4f}")
                fallen += figure in FLOORED and value < least - SLACK
        won, lost = sorted(set(right) - set(before["right"])), sorted(set(before["right"]) - set(right))
        print(f"  rows right now and not before: {len(won)}; before and not now: {len(lost)} {' '.join(lost[:20])}")
        if args.raise_floor:
            raised = {f: max(v, before["figures"].get(f, v)) for f, v in now.items()}
            floor[name] = {"figures": raised, "right": right}
    fallen += score_suites(args.eval, floor, raise_floor=args.raise_floor)
    if args.raise_floor:
        args.floor.write_text(json.dumps(floor, indent=1, sort_keys=True) + "\n")
        print(f"\nfloor written to {args.floor}")
        return 0
    print(f"\n{fallen} figures below the floor" if fallen else "\nno figure below the floor")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
