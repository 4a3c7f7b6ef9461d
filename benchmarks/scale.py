"""Time and memory of load, check and track on cases of three sizes, each step in a process of its own.

python -m benchmarks.scale                  # the table of docs/explanation/performance.md
python -m benchmarks.scale --repeat 1 --sizes 100 200 400
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import synthetic

SIZES = (500, 1000, 2000)
STEPS = ("load", "check", "track", "all")
SECONDS, GIGABYTES = 10.0, 1.5


def measure(step: str, folder: Path) -> dict[str, float]:
    """Return the processor and wall seconds that one step takes here, and the most memory this process had, in GB.

    ``load`` reads and validates the files; ``check`` runs every check; ``track`` derives the result and
    prints it as JSON. What a step needs is done before its clock starts; ``all`` is the three together.
    """
    from longgame.case.checks import run_checks
    from longgame.case.load import read
    from longgame.core.memory import collect_rarely
    from longgame.track import track

    collect_rarely()  # as the command line does
    start = clocks()
    case, problems = read(folder)
    if case is None or problems:
        raise SystemExit(f"the synthetic case has problems: {problems[:3]}")
    if step in ("check", "track"):
        start = clocks()
    if step in ("check", "all"):
        run_checks(case)
    if step in ("track", "all"):
        track(case).model_dump_json(by_alias=True)
    seconds, wall = (end - begin for begin, end in zip(start, clocks(), strict=True))
    return {"seconds": seconds, "wall": wall, "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9}


def clocks() -> tuple[float, float]:
    """Return processor time, which other programs do not lengthen, and wall time, in seconds."""
    return time.process_time(), time.perf_counter()


def in_new_process(step: str, folder: Path) -> dict[str, float]:
    """Return what ``measure`` returns in a fresh interpreter."""
    command = [sys.executable, "-m", "benchmarks.scale", "--measure", step, str(folder)]
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def exponent(rows: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the slope of log seconds over log rows by least squares: 1 is linear growth."""
    x, y = [math.log(r) for r in rows], [math.log(s) for s in seconds]
    return statistics.linear_regression(x, y).slope


def run(sizes: Sequence[int], repeat: int) -> list[dict[str, Any]]:
    """Return for each size its rows and, for each step, the medians over the repetitions."""
    found = []
    with tempfile.TemporaryDirectory(prefix="longgame-bench-") as name:
        for size in sizes:
            folder = Path(name) / str(size)
            rows = synthetic.write(folder, size)
            steps = {}
            for step in STEPS:
                runs = [in_new_process(step, folder) for _ in range(repeat)]
                steps[step] = {k: statistics.median(r[k] for r in runs) for k in runs[0]}
                print(size, step, {k: round(v, 2) for k, v in steps[step].items()}, file=sys.stderr)
            found.append({"rows": rows, "steps": steps})
    return found


def table(found: Sequence[dict[str, Any]], repeat: int) -> str:
    """Return the results as Markdown."""
    columns = ["commitments", "status rows", "claims", "all rows", *(f"{s}, s" for s in STEPS), "all, wall s", "peak memory, GB"]
    lines = ["| " + " | ".join(columns) + " |", "|" + " --: |" * len(columns)]
    for one in found:
        rows, last = one["rows"], one["steps"]["all"]
        cells = [f"{rows[n]:,}" for n in ("commitments", "status", "claims")]
        cells += [f"{sum(rows.values()):,}", *(f"{one['steps'][s]['seconds']:.2f}" for s in STEPS)]
        cells += [f"{last['wall']:.2f}", f"{last['gigabytes']:.2f}"]
        lines.append("| " + " | ".join(cells) + " |")
    sizes = [sum(one["rows"].values()) for one in found]
    slopes = [f"{exponent(sizes, [one['steps'][s]['seconds'] for one in found]):.2f}" for s in STEPS]
    lines.append("| growth exponent | | | | " + " | ".join(slopes) + " | | |")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    lines.append(
        f"\nProcessor time unless said otherwise; medians of {repeat} runs; Python {platform.python_version()}, {cores} cores."
    )
    return "\n".join(lines)


def main() -> int:
    """Run the benchmark; 1 if the largest size misses its target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of commitments")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--measure", nargs=2, metavar=("STEP", "FOLDER"), help=argparse.SUPPRESS)
    known = parser.parse_args()
    if known.measure:
        print(json.dumps(measure(known.measure[0], Path(known.measure[1]))))
        return 0
    found = run(known.sizes, known.repeat)
    print(table(found, known.repeat))
    last = found[-1]["steps"]["all"]
    return int(last["seconds"] > SECONDS or last["gigabytes"] > GIGABYTES)


if __name__ == "__main__":
    sys.exit(main())
