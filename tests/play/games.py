"""Random small games, for the engine and for the reference alike."""

from __future__ import annotations

from functools import partial
from zlib import crc32

import jax
import numpy as np

from longgame.case.parameters import BY_NAME
from longgame.play.equilibrium import solve
from longgame.play.rules import Rules
from tests.play.reference import Reference

KINDS = ("prior", "wide", "sharp")
# Two or three ladders of two or three rungs, asked for by one side or by both.
SHAPES = (
    Rules(("a", "b"), (3, 2), (True, False)),
    Rules(("a", "b"), (3, 3), (False, True)),
    Rules(("a", "b"), (2, 3), (True, True)),
    Rules(("a", "b", "c"), (2, 2, 2), (True, False, True)),
    Rules(("a", "b", "c"), (3, 2, 2), (False, True, False)),
    Rules(("a", "b", "c"), (2, 3, 2), (True, True, True)),
    Rules(("a", "b", "c"), (3, 3, 3), (True, False, True)),
)
# Low, best and high of priors like the default ones; here once more, so that other defaults change none of these games.
RANGES = {
    "discount_patron": (0.9, 0.965, 0.995),
    "discount_client": (0.85, 0.95, 0.99),
    "precision_patron": (0.3, 1, 3),
    "precision_client": (0.3, 1, 3),
    "worth": (0.02, 0.4, 1.5),
    "price": (0.02, 0.3, 1.5),
    "alignment": (0.02, 0.5, 2),
    "rivalry_weight": (0.02, 0.5, 2),
    "loyalty": (0.02, 0.3, 1.5),
    "cost_bid": (0.2, 1.5, 4),
    "cost_swap": (0.2, 2, 5),
    "cost_press": (0.2, 2, 5),
    "cost_seize": (3, 8, 20),
    "absorbed_worth": (-1, 0.5, 3),
    "lost_client": (0.5, 2, 6),
    "benefit": (0.01, 0.3, 1),
    "sovereignty": (0.01, 0.4, 2),
    "grip_worth": (0.2, 1, 3),
    "gift": (0.02, 0.5, 2),
    "gift_on_stall": (0.1, 0.5, 0.9),
    "gift_on_swap": (0.05, 0.5, 0.95),
    "pain": (0.02, 0.7, 3),
    "cost_hedge": (0.02, 0.7, 3),
    "end_loss": (1, 4, 10),
    "step_on_accept": (0.05, 0.25, 0.7),
    "step_on_stall": (0.005, 0.05, 0.2),
    "drift": (0.001, 0.01, 0.06),
    "deliver": (0.05, 0.3, 0.8),
    "grip_falls": (0.005, 0.03, 0.1),
    "grip_cost": (0.001, 0.02, 0.15),
    "backlash": (0.005, 0.05, 0.3),
    "grip_rises": (0.02, 0.1, 0.3),
    "grip_bonus": (0.001, 0.05, 0.25),
    "door_closes": (0.02, 0.08, 0.25),
    "door_shaken": (0.02, 1, 4),
    "door_opens": (0.01, 0.05, 0.2),
    "hedge_opens": (0.005, 0.05, 0.25),
    "rivalry_rises": (0.01, 0.04, 0.15),
    "rivalry_falls": (0.005, 0.02, 0.1),
    "breakaway": (0.002, 0.02, 0.15),
    "support_shields": (0.05, 0.6, 0.95),
    "habit_patron": (0.02, 0.25, 0.7),
    "habit_client": (0.02, 0.25, 0.7),
    "absorb_on_seize": (0.1, 0.4, 0.9),
}
# For programs that run a few times: compiled in a third of the time, and several times slower.
once = partial(jax.jit, compiler_options={"xla_backend_optimization_level": 0})
_compiled = {}
NAN = float("nan")


def draw(rules, seed, kind):
    """Return values of all parameters.

    ``prior``: from ``RANGES``. ``wide``: anything that parameters can be, but payoffs up to 3, precisions up to 5 and discounts
    up to 0.99. ``sharp``: from ``RANGES``, but precisions from 5 to 20 and discounts from 0.9 to 0.99.
    """
    return np.array([_draw(name, seed, kind) for name in rules.names])


def _draw(name, seed, kind):
    rng = np.random.default_rng([seed, KINDS.index(kind), crc32(name.encode())])
    z, u = rng.standard_normal(), rng.uniform()
    it = BY_NAME[name.partition(".")[0]]
    low, best, high = RANGES[it.name]
    discount, precision = it.name.startswith("discount"), it.name.startswith("precision")
    if kind == "wide":
        top = 0.99 if discount else 5.0 if precision else min(it.ceiling, 3.0)
        bottom = max(it.floor, -3.0)
        return bottom + u * (top - bottom)
    if kind == "sharp" and (discount or precision):
        return 0.9 + 0.09 * u if discount else 5 + 15 * u
    value = low + (high - low) / (1 + np.exp(-np.log((best - low) / (high - best)) - z))
    return min(value, 0.99) if discount else value


def best(rules):
    """Return the best guesses of ``RANGES``."""
    return np.array([RANGES[name.partition(".")[0]][1] for name in rules.names])


def settled(rules, values, start=NAN, **options):
    """Return the engine's solution from its own first guess or from another, compiled once for each game and options."""
    key = (rules, tuple(sorted(options.items())))
    if key not in _compiled:
        _compiled[key] = jax.jit(lambda p, start: solve(rules, p, start=start, **options))
    return jax.tree.map(np.asarray, _compiled[key](values, start))


def reference(rules, values, **held):
    """Return the same game as the reference has it."""
    ladders = tuple(zip(rules.ladders, rules.rungs, rules.asked, strict=True))
    return Reference(ladders, dict(zip(rules.names, map(float, values), strict=True)), held)


def live(values):
    """Return the engine's values as the reference orders them, the ends left out."""
    return np.asarray(values).reshape(-1, 2)
