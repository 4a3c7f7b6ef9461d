"""Equal gain beside the exchange lists of the public program."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import jax
import numpy as np

from benchmarks.validation.page import Data, paragraphs, table

TITLE = "Exchange with equal gain"
# The tests read the lists and hold the choices at ties.
tested: Any = import_module("tests.settle.library.test_equal_gain")


def section(data: Data) -> str:
    """Return the section."""
    lines = []
    for name in tested.FILES:
        folder = data.file("reference", "equal-gain", f"equalgain_p0_{name}.json").parent
        actors, issues, problem, reference = tested.read(folder, name)
        rounds = reference["rounds"]
        out = jax.tree.map(np.asarray, tested._listed(problem, tested.choices(actors, issues, rounds, name)))
        lines.append(_compared(name, actors, issues, rounds, out))
    chosen = sum(len(places) for places in tested.ROUNDED.values())
    stopped = sum(len(places) for places in tested.STOPPED.values())
    return paragraphs(
        "The exchange lists that the public exchange program prints for three data sets, in the reading `equal_gain`: the same "
        f"exchanges in the same order. In {chosen} places its rounding in the 27th decimal decides between exchanges that gain the "
        f"same, and in {stopped} whether an outcome stands just at a position; these choices are handed to our kernel and "
        "listed in the test.",
        table(("data", "rounds", "actors × issues", "exchanges", "in the same order", "largest difference of a gain"), lines),
        "The lists have four decimals, so that differences up to 0.00005 are printing.",
    )


def _compared(name: str, actors: list[str], issues: list[str], rounds: list[dict[str, Any]], out: Any) -> tuple[object, ...]:
    detail = out.detail
    total = same = 0
    furthest = 0.0
    for r, expected in enumerate(rounds):
        number, lines = int(detail["number"][r]), expected["exchanges"]
        i, j, p, q = (np.asarray(getattr(detail["trades"], f)[r, :number]) for f in "ijpq")
        got = [(actors[a], issues[v], actors[b], issues[u]) for a, v, b, u in zip(i, q, j, p, strict=True)]
        theirs = [(e["i"], e["i_supply"], e["j"], e["j_supply"]) for e in lines]
        total, same = total + len(theirs), same + sum(a == b for a, b in zip(got, theirs, strict=False))
        if len(got) == len(theirs):
            gains = np.array([e["gain"] for e in lines])
            for field in ("gain_i", "gain_j"):
                furthest = max(furthest, float(np.abs(getattr(detail["trades"], field)[r, :number] - gains).max(initial=0)))
    return name, len(rounds), f"{len(actors)} × {len(issues)}", total, same, f"{furthest:.1e}"
