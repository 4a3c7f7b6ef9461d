"""How likely a challenger is to win: every actor votes for the nearer of two positions with its weight."""

from __future__ import annotations

from typing import Literal

import jax
import jax.numpy as jnp

from longgame.settle.library.challenge.sums import total

# Below this many actors the sum over voters is written out; above, it is read off cumulative sums.
FEW = 24


def votes_for(loss: jax.Array, x: jax.Array) -> jax.Array:
    """Return Σ_k max(loss_k(x_j) − loss_k(x_i), 0): what voters who prefer x_i to x_j put behind it.

    Parameters
    ----------
    loss : Array, shape (n, n)
        ``loss[k, j]``: what voter k loses if x_j prevails; increasing in the distance between them, 0 at its own position.
    x : Array, shape (n,)

    Returns
    -------
    Array, shape (n, n)
        Zero on the diagonal.
    """
    return _written_out(loss) if x.size <= FEW else _cumulative(loss, x)


def _written_out(loss: jax.Array) -> jax.Array:
    # In two turns of a loop, since the compiler would otherwise take the sum again for each of its uses.
    half = (loss.shape[0] + 1) // 2
    even = jnp.pad(loss, ((0, 2 * half - loss.shape[0]), (0, 0))).reshape(2, half, -1)

    def add(turn: jax.Array, total: jax.Array) -> jax.Array:
        for voter in even[turn]:
            total = total + jnp.maximum(voter[None, :] - voter[:, None], 0)
        return total

    votes: jax.Array = jax.lax.fori_loop(0, 2, add, jnp.zeros_like(loss))
    return votes


def _cumulative(loss: jax.Array, x: jax.Array) -> jax.Array:
    # A voter prefers x_i to x_j exactly if it stands on x_i's side of the middle between them, whatever its exponent.
    order = jnp.argsort(x)
    below = jnp.concatenate([jnp.zeros_like(loss[:1]), jnp.cumsum(loss[order], axis=0)])
    middle = (x[:, None] + x[None, :]) / 2
    count = jnp.searchsorted(x[order], middle, method="scan_unrolled")
    left = jnp.take_along_axis(below, count, axis=0)
    gain_left = left - left.T
    gain_all = below[-1][None, :] - below[-1][:, None]
    first_lies_left = x[:, None] < x[None, :]
    apart = x[:, None] != x[None, :]
    return jnp.where(apart, jnp.maximum(jnp.where(first_lies_left, gain_left, gain_all - gain_left), 0), 0)


def probability(votes: jax.Array, denominator: Literal["all_pairs", "pair"], pairs: jax.Array) -> jax.Array:
    """Return P(i beats j), shape (n, n); 0 where two stand at one place.

    Parameters
    ----------
    votes : Array, shape (n, n)
        From ``votes_for``.
    denominator : str
        See ``Params``.
    pairs : Array of bool, shape (n, n)
        Pairs of active actors.
    """
    cast = votes + votes.T
    if denominator == "all_pairs":
        cast = total(total(jnp.where(pairs, cast, 0)))
    return jnp.where(cast > 0, votes / jnp.where(cast > 0, cast, 1), 0)
