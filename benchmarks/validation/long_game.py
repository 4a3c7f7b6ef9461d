"""The long game beside a second implementation, and theses found again from histories that they made."""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import cycle
from typing import Any

import jax
import numpy as np

from benchmarks.play_recovery import RULES, THESES, Found, once, pooled, recovered, source
from benchmarks.validation.page import Data, paragraphs, table
from longgame.core.wilson import wilson

TITLE = "The long game"
HISTORIES, DRAWS, PERIODS = 100, 2048, (10, 20, 40)
# The deep tests draw the same games.
tested: Any = import_module("tests.play.test_equilibrium")
ENDS = ("same", "other", "open", "unsettled")
NAMES = {
    "prior": "priors like the default ones",
    "wide": "anything that parameters can be",
    "sharp": "precisions of 5 to 20",
}


def section(_: Data) -> str:
    """Return the section."""
    with jax.enable_x64(True):
        return paragraphs(_beside(), "### Theses found again", _again())


def _beside() -> str:
    """Return the comparison of the engine with the reference, game by game."""
    games = [(rules, seed, kind) for rules, seeds in tested.MANY for seed, kind in zip(seeds, cycle(tested.KINDS), strict=False)]
    found = []
    for i, (rules, seed, kind) in enumerate(games):
        print(f"game {i + 1} of {len(games)}", file=sys.stderr, flush=True)

        def made(rules: Any = rules, seed: int = seed, kind: str = kind) -> dict[str, Any]:
            end, apart = tested.measured(rules, seed, kind)
            return {"end": np.array(ENDS.index(end)), "apart": np.array(apart)}

        one = once(f"{source()} parity {rules} {seed} {kind}", made)
        found.append((kind, ENDS[int(one["end"])], float(one["apart"])))
    rows = []
    for kind in (*NAMES, ""):
        mine = [(end, apart) for k, end, apart in found if kind in ("", k)]
        count = [sum(end == e for end, _ in mine) for e in ENDS]
        furthest = max((apart for end, apart in mine if end == "same"), default=float("nan"))
        rows.append((NAMES.get(kind, "all"), len(mine), *count, f"{furthest:.1e}"))
    states = sorted({rules.states for rules, _, _ in games})
    head = ("parameters drawn from", "games", "the same", "another equilibrium", "reference open", "engine unsettled")
    return paragraphs(
        f"{len(games)} random games of {states[0]} to {states[-1]} states, solved by the engine and by a second implementation in "
        "plain NumPy that was written from the description alone and goes through every state, choice and chance by itself "
        f"(`tests/play/reference.py`). The same: all values agree to {tested.CLOSE:.0e} payoffs of a period. In every game the "
        "residual that the engine reports is what one more step of the reference changes, so that what it calls an equilibrium is "
        "one by the reference too, also where the reference itself came to rest on another one or on none.",
        table((*head, "largest difference where the same"), rows),
        "Games with very precise choices can have several equilibria, and plain successive approximation, which is what the "
        "reference does, can go round in circles. The command for these games alone is "
        "`pytest tests/play -m deep -k many_games -s`.",
    )


def _again() -> str:
    """Return the recovery of theses and parameters."""
    found = recovered(HISTORIES, DRAWS, PERIODS)
    rows = []
    for true in (*THESES, "all"):
        for t in PERIODS:
            rows.append((true, t, *_cells(found[true, t] if true in THESES else pooled([found[name, t] for name in THESES]))))
    free = len(next(iter(THESES.values())))
    head = ("made by", "periods", "true thesis first (of)", "its mean weight", "90 % intervals cover (of)", "least covered")
    longest = np.concatenate([found[name, max(PERIODS)].sizes for name in THESES])
    return paragraphs(
        f"A game of {RULES.states} states, one ladder for each side. Three theses are priors on {free} parameters each. Each makes "
        f"{HISTORIES} histories, every one from parameters of its own that are drawn from the thesis; everything in them is seen, "
        f"and one that ends before {max(PERIODS)} periods is left out. All three are then weighed on each history, with even "
        f"weights at first and {DRAWS:,} draws from each, by plain importance sampling. A thesis is first where its weight is "
        "highest, in brackets a 95 % interval (Wilson 1927) over the histories. "
        "Coverage is over histories and parameters, with the parameter that is covered least; the last column is the median "
        f"effective sample size of the draws, and the smallest. After {max(PERIODS)} periods it is below 50 in "
        f"{100 * (longest < 50).mean():.0f} % of the histories, whose weights and intervals are rough.",
        table((*head, "effective sample size"), rows, left=1),
        "Intervals that tell the truth cover 90 % on average over parameters drawn from the prior, whatever the data; it does not "
        "follow that they cover 90 % for one fixed set of parameters, and nothing here says that a real history comes from one of "
        "the three. The command is `python -m benchmarks.play_recovery`.",
    )


def _cells(one: Found) -> tuple[str, ...]:
    n, hits = len(one.first), int(one.first.sum())
    low, high = wilson(hits, n)
    assert low is not None
    assert high is not None
    return (
        f"{100 * hits / n:.0f} % [{100 * low:.0f}, {100 * high:.0f}] ({n})",
        f"{100 * one.weight.mean():.0f} %",
        f"{100 * one.inside.mean():.1f} % ({one.inside.size:,})",
        f"{100 * one.inside.mean(axis=0).min():.0f} %",
        f"{np.median(one.sizes):.0f}, {one.sizes.min():.0f}",
    )
