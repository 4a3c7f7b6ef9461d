"""Packages of issues for tests: plain ones, batches as analysts type them, batches without ties; each model compiled once.

All are padded to the same few slots with absent actors and issues, so that a model is compiled once for all tests.
"""

from functools import cache

import jax
import jax.numpy as jnp
import numpy as np

from longgame.settle.library import BY_NAME, equal_gain, exchange
from longgame.settle.problem import Package
from tests.settle.problems import CAPABILITIES, POSITIONS, SALIENCES

ACTORS, ISSUES, SIZE, ROUNDS = 5, 3, 128, 2
PARAMS = {
    "exchange": exchange.Params(),
    "equal_gain": equal_gain.Params(rounds=ROUNDS),
    "equal_gain_plain": equal_gain.Params(rounds=ROUNDS, reading="plain"),
}
# The programs are small and run once: less optimising halves the time of the tests.
QUICK = {"xla_backend_optimization_level": 0, "xla_llvm_disable_expensive_passes": True}


def package(position, salience, capability=1.0, present=True, slots=(ACTORS, ISSUES)):
    """Return a package from plain tables of actors by issues, on scales of 0 to 100, padded to ``slots``."""
    x = np.asarray(position, float)
    n, m = x.shape
    tables = [np.broadcast_to(np.asarray(t, float), x.shape) for t in (x, salience, capability)]
    here = np.broadcast_to(np.asarray(present, bool), x.shape)
    pad = ((0, slots[0] - n), (0, slots[1] - m))
    full = [np.pad(t, pad, constant_values=np.nan) for t in tables]
    ends = np.full(slots[1], np.nan), np.zeros(slots[1]), np.full(slots[1], 100.0)
    return Package(*(jnp.asarray(a) for a in (*full, np.pad(here, pad), *ends)))


def batch(seed, actors=ACTORS - 1):
    """Return packages with values as analysts type them, where ties, gaps and stances at the outcome are common."""
    rng = np.random.default_rng(seed)
    shape = (SIZE, ACTORS, ISSUES)
    tied = rng.uniform(size=(SIZE, 1, 1)) < 0.6
    x = np.where(tied, rng.choice(POSITIONS, shape), rng.integers(0, 1001, shape) / 10)
    c = np.where(tied, rng.choice(CAPABILITIES, shape), rng.integers(0, 1001, shape) / 10)
    here = (rng.uniform(size=shape) < 0.85) & (np.arange(ACTORS) < actors)[:, None]
    return _batch(x, rng.choice(SALIENCES, shape), c, here)


def smooth(seed, actors=ACTORS - 1):
    """Return packages in which no two exchanges gain the same."""
    rng = np.random.default_rng(seed)
    shape = (SIZE, ACTORS, ISSUES)
    here = np.broadcast_to((np.arange(ACTORS) < actors)[:, None], shape)
    return _batch(rng.uniform(0, 100, shape), rng.uniform(0.05, 1, shape), rng.uniform(1, 100, shape), here)


def _batch(x, s, c, here):
    ends = (np.broadcast_to(v, (SIZE, ISSUES)) for v in (np.nan, 0.0, 100.0))
    return Package(x, s, c, here, *ends)


def one(problems, k):
    """Return a package of a batch."""
    return Package(*(table[k] for table in problems))


@cache
def _compiled(name):
    kernel, params = BY_NAME[name].kernel, PARAMS[name]
    return jax.jit(jax.vmap(lambda problem: kernel(problem, params)), compiler_options=QUICK)


def run(name, problem):
    """Return the outcome of a model for a batch, or for one package, with NumPy arrays."""
    if problem.low.ndim == 2:
        return jax.tree.map(np.asarray, _compiled(name)(problem))
    several = jax.tree.map(lambda a: np.broadcast_to(np.asarray(a), (SIZE, *np.shape(a))), problem)
    return jax.tree.map(lambda a: np.asarray(a)[0], _compiled(name)(several))


def trades(out, r, k=None):
    """Return the exchanges of a round, as a dict of arrays; of the k-th of a batch."""
    pick = out if k is None else jax.tree.map(lambda a: a[k], out)
    number = int(pick.detail["number"][r])
    return {f: column[r][:number] for f, column in pick.detail["trades"]._asdict().items()}
