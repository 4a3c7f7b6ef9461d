"""What scoring forecasts costs: time and memory against the number of forecasts.

python -m benchmarks.score_cost                 # the table of docs/explanation/performance.md; about a minute
python -m benchmarks.score_cost --only 100000   # one size

Each size runs in a process of its own, so that its memory is its own. A tenth as many questions as forecasts, half of them
trends; a hundred sources; seven of ten forecasts are words, the others numbers that differ. Every grouping, every measure,
1,000 resamples.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from datetime import date
from typing import Any

import numpy as np

from longgame.case.about import About
from longgame.case.case import Case
from longgame.case.forecasts import Forecast
from longgame.case.questions import Question
from longgame.case.resolutions import Resolution
from longgame.case.tables import Table
from longgame.core.hedges import DEFAULT, words
from longgame.core.memory import collect_rarely
from longgame.score.score import score

SIZES = (1_000, 10_000, 100_000)
SOURCES = 100
DOMAINS = ("energy", "tax", "security", "transport", "media")
DAY = date(2026, 1, 1)


def made_up(forecasts: int, seed: int = 0) -> Case:
    """Return a case with so many forecasts on a tenth as many questions."""
    rng = np.random.default_rng(seed)
    number = max(forecasts // 10, 1)
    true = rng.beta(1, 1, number)
    questions = [
        Question.model_validate(
            {
                "id": f"Q{i}", "text": "t", "criteria": "c", "nature": ("trend", "event")[i % 2], "domain": DOMAINS[i % 5],
                "opens": "2020-01-01", "by": f"{2020 + i % 5}-12-31", "status_quo": ("no", "yes", "")[i % 3],
            }
        )
        for i in range(number)
    ]  # fmt: skip
    resolutions = [
        Resolution.model_validate(
            {"id": f"R{i}", "question": f"Q{i}", "answer": "yes" if rng.random() < true[i] else "no", "date": "2025-01-01",
             "known": "2025-01-01", "reason": "r"}
        )
        for i in range(number)
    ]  # fmt: skip
    hedges = sorted(words(DEFAULT))
    first = rng.integers(0, SOURCES, number)  # the ten who forecast one question are ten
    said = [
        _forecast(i, i % number, int(first[i % number] + i // number) % SOURCES, float(true[i % number]), hedges, rng)
        for i in range(forecasts)
    ]
    about = About.model_validate(
        {"id": "x", "title": "X", "summary": "X.", "period": "2020/2030", "parties": [{"id": "A", "name": "A", "role": "client"}]}
    )
    whole = Case(
        about=about,
        questions=Table("questions", tuple(questions)),
        resolutions=Table("resolutions", tuple(resolutions)),
        forecasts=Table("forecasts", tuple(said)),
    )
    return whole.as_of(DAY)


def _forecast(i: int, question: int, source: int, true: float, hedges: list[str], rng: np.random.Generator) -> Forecast:
    fields: dict[str, Any] = {
        "id": f"F{i}", "question": f"Q{question}", "forecaster": f"s{source}", "date": "2020-01-01", "answer": "yes",
        "says": "s",
    }  # fmt: skip
    if rng.random() < 0.7:
        return Forecast.model_validate(fields | {"hedge": hedges[rng.integers(len(hedges))]})
    return Forecast.model_validate(fields | {"probability": float(np.clip(true + rng.normal(0, 0.2), 0, 1))})


def measure(forecasts: int) -> dict[str, float]:
    """Return seconds and peak memory of one size."""
    collect_rarely()  # as the command line does
    began = time.perf_counter()
    case = made_up(forecasts)
    built, before = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, busy = time.perf_counter(), time.process_time()
    result = score(case)
    took, busy = time.perf_counter() - began, time.process_time() - busy
    began = time.perf_counter()
    text = result.model_dump_json(by_alias=True)
    return {
        "forecasts": forecasts,
        "questions": len(result.questions),
        "groups": len(result.groups),
        "making the case, s": round(built, 2),
        "scoring, s": round(took, 2),
        "of a processor, s": round(busy, 2),
        "as JSON, s": round(time.perf_counter() - began, 2),
        "JSON, MB": round(len(text) / 1e6, 1),
        "peak before scoring, MB": round(before / 1024),
        "peak, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Measure each size in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=int, help="one size, in this process, as JSON")
    given = parser.parse_args()
    if given.only:
        print(json.dumps(measure(given.only)))
        return
    rows = []
    for size in SIZES:
        command = [sys.executable, "-m", "benchmarks.score_cost", "--only", str(size)]
        rows.append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    print("| " + " | ".join(rows[0]) + " |\n|" + "---|" * len(rows[0]))
    for row in rows:
        print("| " + " | ".join(f"{v:,}" for v in row.values()) + " |")


if __name__ == "__main__":
    main()
