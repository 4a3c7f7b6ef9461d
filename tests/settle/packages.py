"""Packages of issues for tests: plain ones, random ones as analysts type them, random ones without ties."""

import jax.numpy as jnp
import numpy as np
from hypothesis import strategies as st

from longgame.settle.problem import Package
from tests.settle.problems import POSITIONS


def package(position, salience, capability=None, present=None):
    """Return a package from plain tables of actors by issues, on scales of 0 to 100."""
    x, s = np.asarray(position, float), np.asarray(salience, float)
    c = np.ones_like(x) if capability is None else np.broadcast_to(np.asarray(capability, float), x.shape)
    here = np.ones(x.shape, bool) if present is None else np.asarray(present)
    m = x.shape[1]
    return Package(*(jnp.asarray(a) for a in (x, s, c, here, np.full(m, np.nan), np.zeros(m), np.full(m, 100.0))))


def smooth(seed, n, m):
    """Return a random package in which no two exchanges gain the same."""
    draw = np.random.default_rng(seed)
    return package(draw.uniform(0, 100, (n, m)), draw.uniform(0.05, 1, (n, m)), draw.uniform(1, 100, (n, m)))


@st.composite
def packages(draw, n=4, m=3, absent=True):
    """Return a package with values as analysts type them, where ties and stances at the outcome are common."""

    def table(values):
        return [draw(st.lists(values, min_size=m, max_size=m)) for _ in range(n)]

    here = st.sampled_from([True, True, True, False]) if absent else st.just(True)
    return package(
        table(st.sampled_from(POSITIONS.tolist())),
        table(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0])),
        table(st.sampled_from([0.0, 1.0, 1.0, 10.0, 29.0, 100.0])),
        table(here),
    )
