"""The spatial model of politics beside KTAB's own runs."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.validation.page import Data, paragraphs, table

TITLE = "Spatial model of politics"
# The tests read the runs and hold the orders in which bargains came in.
tested: Any = import_module("tests.settle.library.test_spatial_politics")


class _Folder:
    """What the tests take for the folder of data: paths by division."""

    def __init__(self, data: Data) -> None:
        self.data = data

    def __truediv__(self, part: str) -> Any:
        return self.data.folder / part


def section(data: Data) -> str:
    """Return the section."""
    path = data.file("reference", "ktab", "ktab_histories.json")
    histories = json.loads(path.read_text(encoding="utf-8"))["results"]
    keys = list(dict.fromkeys(key for runs in histories.values() for key, run in runs.items() if "error" not in run))
    lines = [_compared(_Folder(data), histories, key) for key in keys]
    runs, turns, positions = (sum(int(line[k]) for line in lines) for k in (1, 2, 3))
    furthest = max(line[4] for line in lines)
    errors = sum("error" in run for runs in histories.values() for run in runs.values())
    return paragraphs(
        f"{runs} deterministic runs of KTAB (MIT licence, run and not copied) on its own inputs, one to six dimensions: {turns} "
        f"turns, {positions} positions. The largest difference is {furthest:.1e} on a scale of 0 to 100, which is KTAB's printing; "
        "the numbers of turns are equal.",
        table(("setting of KTAB", "runs", "turns", "positions", "largest difference"), [(*ln[:4], f"{ln[4]:.1e}") for ln in lines]),
        f"KTAB ends with an error on {errors} more, all with full sight of others' risk attitudes: it asserts that seen and true "
        "utilities differ, which full sight rules out. Ours settles all of them. It also refuses issues on which all positions are "
        "at the two ends, zero weights and two actors. Under asymmetric votes (`vr=5`) KTAB's own result depends on the timing of "
        "its threads; ours gives it when told the order in which bargains came in, and is deterministic without.",
    )


def _compared(folder: _Folder, histories: dict[str, Any], key: str) -> tuple[str, int, int, int, float]:
    names = [f for f in histories if key in histories[f] and "error" not in histories[f][key]]
    turns = positions = 0
    furthest = 0.0
    for name, (history, _) in zip(names, tested.ours(folder, names, key), strict=True):
        expected = np.array(histories[name][key]["hist"]).transpose(2, 0, 1)
        if history.shape != expected.shape:
            raise SystemExit(f"{name} {key}: {history.shape[0]} turns, KTAB has {expected.shape[0]}")
        turns, positions = turns + len(expected) - 1, positions + expected.size
        furthest = max(furthest, float(np.abs(history - expected).max()))
    return f"`{key}`", len(names), turns, positions, furthest
