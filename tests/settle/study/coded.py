"""Small coded problems for the tests of studies, and a model of linked issues whose outcomes can be worked out by hand."""

from datetime import date

import jax.numpy as jnp
import numpy as np

from longgame.settle.base import Model
from longgame.settle.encode import Encoded, Interval
from longgame.settle.outcome import Outcome, Result


def triples(values, n, m):
    """Return an interval from one triple or number for each actor, or for each actor and issue."""
    cells = np.zeros((3, n, m))
    for a, of_actor in enumerate(values):
        for j in range(m):
            cell = of_actor[j] if isinstance(of_actor, list) else of_actor
            cells[:, a, j] = cell if isinstance(cell, tuple) else (cell, cell, cell)
    return Interval(*cells)


def coded(position, salience, capability, *, blocs=None, present=None, issues=1):
    """Return a coded problem; every actor is a bloc of its own unless blocs are named.

    Of each actor (low, best, high) or one number, the same on every issue, or a list with one for each issue.
    """
    n = len(position)
    there = np.ones((n, issues), dtype=bool) if present is None else np.array(present, dtype=bool).reshape(n, issues)
    return Encoded(
        day=date(2020, 1, 1),
        actors=tuple("abcdefghij"[:n]),
        issues=tuple(f"i{k}" for k in range(issues)),
        blocs=tuple("abcdefghij"[:n]) if blocs is None else blocs,
        position=triples(position, n, issues),
        salience=triples(salience, n, issues),
        capability=triples(capability, n, issues),
        present=there,
        reversion=np.full(issues, 20.0),
        capability_row=np.where(there, np.arange(n * issues).reshape(n, issues), -1),
        facts=(),
        without_capability=(),
    )


# Positions alone are uncertain; weights 0.5, 0.3 and 0.2.
THREE = coded([(10, 20, 40), (50, 60, 70), (80, 90, 100)], [0.5, 0.5, 0.5], [50, 30, 20])
SHARES = np.array([0.5, 0.3, 0.2])


def _linked(package, params):
    weight = jnp.where(package.present, package.capability * package.salience, 0)
    own = (weight * package.position).sum(axis=0) / weight.sum(axis=0)
    return Outcome(0.9 * own + 0.1 * own.mean(), jnp.full(own.shape, Result.AGREED, jnp.int32), {})


# Each issue settles at 0.9 of its compromise and a tenth of the mean of all compromises.
LINKED = Model("linked", "", "package", _linked, None, frozenset(), (), "", "", grows=1)
