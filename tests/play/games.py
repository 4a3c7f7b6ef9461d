"""Random small games, for the engine and for the reference alike."""

from __future__ import annotations

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
_compiled = {}


def draw(rules, seed, kind):
    """Return values of all parameters.

    ``prior``: from the default priors. ``wide``: anything that parameters can be, but payoffs up to 3, precisions up to 5 and
    discounts up to 0.99. ``sharp``: from the priors, but precisions from 5 to 20 and discounts from 0.9 to 0.99.
    """
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    found = []
    for name in rules.names:
        it = BY_NAME[name.partition(".")[0]]
        z, u = rng.standard_normal(), rng.uniform()
        discount, precision = it.name.startswith("discount"), it.name.startswith("precision")
        if kind == "wide":
            top = 0.99 if discount else 5.0 if precision else min(it.ceiling, 3.0)
            found.append(max(it.floor, -3.0) + u * (top - max(it.floor, -3.0)))
        elif kind == "sharp" and (discount or precision):
            found.append(0.9 + 0.09 * u if discount else 5 + 15 * u)
        else:
            odds = np.log((it.best - it.low) / (it.high - it.best))
            value = it.low + (it.high - it.low) / (1 + np.exp(-odds - z))
            found.append(min(value, 0.99) if discount else value)
    return np.array(found)


def settled(rules, values, **options):
    """Return the engine's solution, compiled once for each game and options."""
    key = (rules, tuple(sorted(options.items())))
    if key not in _compiled:
        _compiled[key] = jax.jit(lambda p: solve(rules, p, **options))
    return jax.tree.map(np.asarray, _compiled[key](values))


def reference(rules, values, **held):
    """Return the same game as the reference has it."""
    ladders = tuple(zip(rules.ladders, rules.rungs, rules.asked, strict=True))
    return Reference(ladders, dict(zip(rules.names, map(float, values), strict=True)), held)


def live(values):
    """Return the engine's values as the reference orders them, the ends left out."""
    return np.asarray(values).reshape(-1, 2)
