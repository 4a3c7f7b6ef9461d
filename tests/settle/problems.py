"""Random and awkward bargaining problems, aimed at ties and at numbers as analysts type them."""

import jax.numpy as jnp
import numpy as np
from hypothesis import strategies as st

from longgame.settle.problem import Issue

# Few distinct values, typed with at most one decimal: exact ties are common, as they are in practice.
POSITIONS = st.one_of(st.sampled_from([0.0, 10.0, 33.3, 40.0, 50.0, 66.7, 90.0, 100.0]), st.integers(0, 1000).map(lambda i: i / 10))
SALIENCES = st.sampled_from([0.0, 0.1, 0.2, 0.5, 0.7, 0.9, 1.0])
CAPABILITIES = st.one_of(st.sampled_from([0.0, 1.0, 10.0, 29.0, 100.0]), st.integers(0, 1000).map(lambda i: i / 10))


@st.composite
def issues(draw, least=1, most=8, weight=True):
    """Return an issue with all actors present; with ``weight`` at least one has capability and salience."""
    n = draw(st.integers(least, most))
    columns = [draw(st.lists(s, min_size=n, max_size=n)) for s in (POSITIONS, SALIENCES, CAPABILITIES)]
    if weight and not any(s > 0 and c > 0 for s, c in zip(columns[1], columns[2], strict=True)):
        columns[1][0], columns[2][0] = 0.5, 10.0
    return issue(*columns, reversion=draw(POSITIONS))


def issue(position, salience, capability, present=None, reversion=0.0):
    """Return an issue from plain lists."""
    x = jnp.asarray(np.asarray(position, dtype=float))
    mask = jnp.ones(x.shape, dtype=bool) if present is None else jnp.asarray(present)
    return Issue(
        x, jnp.asarray(np.asarray(salience, float)), jnp.asarray(np.asarray(capability, float)), mask,
        jnp.asarray(float(reversion)), jnp.asarray(0.0), jnp.asarray(100.0),
    )  # fmt: skip
