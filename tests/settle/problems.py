"""Awkward bargaining problems, aimed at ties and at numbers as analysts type them."""

import jax.numpy as jnp
import numpy as np

from longgame.settle.problem import Issue

SLOTS = 9
SIZE = 256
# Few distinct values, typed with at most one decimal: exact ties are common, as they are in practice.
POSITIONS = np.array([0.0, 10.0, 33.3, 40.0, 50.0, 66.7, 90.0, 100.0])
SALIENCES = np.array([0.0, 0.1, 0.2, 0.5, 0.7, 0.9, 1.0])
CAPABILITIES = np.array([0.0, 1.0, 10.0, 29.0, 58.0, 100.0])


def batch(seed, most=SLOTS):
    """Return 256 issues of one to ``most`` actors in nine slots; the first actor always has weight."""
    rng = np.random.default_rng(seed)
    shape = (SIZE, SLOTS)
    tied = rng.uniform(size=(SIZE, 1)) < 0.6
    position = np.where(tied, rng.choice(POSITIONS, shape), rng.integers(0, 1001, shape) / 10)
    capability = np.where(tied, rng.choice(CAPABILITIES, shape), rng.integers(0, 1001, shape) / 10)
    salience = rng.choice(SALIENCES, shape)
    capability[:, 0], salience[:, 0] = rng.choice(CAPABILITIES[1:], SIZE), rng.choice(SALIENCES[1:], SIZE)
    present = np.arange(SLOTS) < rng.integers(1, most + 1, (SIZE, 1))
    reversion = rng.choice(POSITIONS, SIZE)
    return Issue(position, salience, capability, present, reversion, np.zeros(SIZE), np.full(SIZE, 100.0))


def issue(position, salience, capability, present=None, reversion=0.0):
    """Return an issue from plain lists."""
    x = jnp.asarray(np.asarray(position, dtype=float))
    mask = jnp.ones(x.shape, dtype=bool) if present is None else jnp.asarray(present)
    return Issue(
        x, jnp.asarray(np.asarray(salience, float)), jnp.asarray(np.asarray(capability, float)), mask,
        jnp.asarray(float(reversion)), jnp.asarray(0.0), jnp.asarray(100.0),
    )  # fmt: skip
