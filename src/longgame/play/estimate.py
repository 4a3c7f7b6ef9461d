"""What a history says of the parameters under one prior: weighted draws, from which every chance follows.

Draws come from a mixture: of the prior, and of normal approximations to the posterior after half and after all of the history,
found by gradients through the fixed point. Each is weighted by prior times likelihood over the mixture's density (multiple
importance sampling with the balance heuristic; Veach and Guibas 1995), so that the same solved draws serve every date.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

from longgame.play.encode import Bools, Encoded, Floats, History
from longgame.play.equilibrium import TOLERANCE, game, solve
from longgame.play.filter import filtered
from longgame.play.forward import Ahead, ahead
from longgame.play.priors import Prior
from longgame.play.rules import Rules

BLOCK = 4  # draws solved in one call: what an interruption loses
STEPS = 25  # of the search for the posterior's mode
SCORES = 16  # stretches of the history whose gradients give the directions in which it says something
NUDGE = 1e-3
COMPILER: dict[str, bool | int] = {"xla_backend_optimization_level": 1, "xla_cpu_use_fusion_emitters": False}


@dataclass(frozen=True)
class Draws:
    """Weighted draws from one prior, with what each makes of the history and of the time after it.

    Attributes
    ----------
    normal : array, shape (n, free parameters)
        Standard normal coordinates.
    parameters : array, shape (n, parameters)
    offset : array, shape (n,)
        Log density of the prior over that of the mixture the draws come from.
    part : array, shape (n,)
        Which part of the mixture each draw came from.
    choice, state : array, shape (n, t)
        As of ``Filtered``.
    expected : array, shape (n, t, pairs)
        As of ``Filtered``.
    residual, steps : array, shape (n,)
        As of ``Solution``.
    converged : array of bool, shape (n,)
    belief : array, shape (n, m, conditions, 1 + pairs)
        Chance of each state and last pair after the history.
    ahead : Ahead or None
        With a first axis of length n; None where nothing was run forward.
    """

    normal: Floats
    parameters: Floats
    offset: Floats
    part: Floats
    choice: Floats
    state: Floats
    expected: Floats
    residual: Floats
    steps: Floats
    converged: Bools
    belief: Floats
    ahead: Ahead | None

    def log_weights(self, periods: int) -> Floats:
        """Return log weights after the first periods of the history; draws whose equilibrium was not found have none."""
        told = (self.choice + self.state)[:, :periods].sum(axis=1)
        return np.where(self.converged, self.offset + told, -np.inf)

    def weights(self, periods: int) -> Floats:
        """Return weights after the first periods of the history; they sum to 1."""
        log = self.log_weights(periods)
        total = logsumexp(log)
        return np.asarray(np.exp(log - total)) if np.isfinite(total) else np.zeros_like(log)

    def evidence(self, periods: int) -> float:
        """Return the log probability of the first periods of the history."""
        return float(logsumexp(self.log_weights(periods)) - np.log(len(self.offset)))


def effective(weights: Floats) -> float:
    """Return the effective sample size of weights that sum to 1 (Kish 1965); 0 where all are 0."""
    square = float((weights**2).sum())
    return 1 / square if square else 0.0


def estimate(
    encoded: Encoded,
    prior: Prior,
    draws: int,
    seed: int,
    horizon: int = 0,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Draws:
    """Return weighted draws from a prior, given a case's history.

    Parameters
    ----------
    encoded : Encoded
    prior : Prior
    draws : int
        At least 8; rounded up to a multiple of 8.
    seed : int
    horizon : int
        Periods to run each draw forward.
    workers : int
        Threads; no number changes with it.
    progress : callable or None
        Called with the number of draws done since the last call.
    """
    history = encoded.history
    draws = -(-draws // (2 * BLOCK)) * 2 * BLOCK
    centres = _centres(encoded.rules, prior, history) if len(history.periods) and len(prior.free) else []
    normal, offset, part = _mixture(prior, centres, draws, seed)
    run = _block(encoded.rules, _Key(prior), _Key(history), horizon)
    blocks = [normal[at : at + BLOCK] for at in range(0, draws, BLOCK)]

    def one(block: Floats) -> Any:
        with jax.enable_x64(True):
            made = jax.tree.map(np.asarray, run(block))
        if progress is not None:
            progress(len(block))
        return made

    with ThreadPoolExecutor(workers) as pool:
        made = list(pool.map(one, blocks))
    parameters, choice, state, expected, residual, steps, belief, forward = jax.tree.map(lambda *a: np.concatenate(a), *made)
    return Draws(normal, parameters, offset, part, choice, state, expected, residual, steps, residual <= TOLERANCE, belief, forward)


class _Key:
    """Something that is the same for a cache only if it is the same object."""

    def __init__(self, holds: Any) -> None:
        self.holds = holds

    def __hash__(self) -> int:
        return id(self.holds)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.holds is other.holds


@lru_cache(maxsize=32)
def _block(rules: Rules, prior: _Key, history: _Key, horizon: int) -> Callable[[Floats], Any]:
    past: History = history.holds
    free = jnp.full((1, 3), -1)

    def one(normal: jax.Array) -> Any:
        values = prior.holds.parameters(normal)
        found = solve(rules, values)
        whole = game(rules, values)
        told = filtered(rules, whole, found.values, past)
        forward = ahead(rules, values, free, jnp.zeros(horizon, int), past.places[-1], told.belief)[0] if horizon else None
        return values, told.choice, told.state, told.expected, found.residual, found.steps, told.belief, forward

    return jax.jit(lambda block: jax.lax.map(one, block), compiler_options=COMPILER)


@lru_cache(maxsize=32)
def _slope(rules: Rules, prior: _Key, history: _Key) -> Callable[[Floats, Floats], Any]:
    """Return a function that gives the log posterior, periods being weighted, and its gradient."""

    def log(normal: jax.Array, weight: jax.Array) -> jax.Array:
        values = prior.holds.parameters(normal)
        told = filtered(rules, game(rules, values), solve(rules, values, exact=True).values, history.holds)
        return ((told.choice + told.state) * weight).sum()

    return jax.jit(jax.value_and_grad(log), compiler_options=COMPILER)


def _centres(rules: Rules, prior: Prior, history: History) -> list[tuple[Floats, Floats]]:
    """Return the modes of the posterior after half and all of the history, with square roots of the covariance there."""
    slope = _slope(rules, _Key(prior), _Key(history))
    t = len(history.periods)
    start, found = np.zeros(len(prior.free)), []

    def told(normal: Floats, weight: Floats) -> tuple[float, Floats]:
        with jax.enable_x64(True):
            value, gradient = slope(normal, weight)
        return float(value), np.asarray(gradient)

    for end in sorted({max(1, t // 2), t}):
        weight = (np.arange(t) < end).astype(float)

        def off(normal: Floats, weight: Floats = weight) -> tuple[float, Floats]:
            value, gradient = told(normal, weight)
            if not np.isfinite(value):
                return 1e6, np.zeros_like(normal)
            return float(normal @ normal) / 2 - value, np.asarray(normal - np.nan_to_num(gradient))

        best = minimize(off, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
        start = np.asarray(best.x)
        found.append((start, _spread(lambda normal, weight: told(normal, weight)[1], start, end, t)))
    return found


def _spread(gradient: Callable[[Floats, Floats], Floats], mode: Floats, end: int, periods: int) -> Floats:
    """Return the symmetric square root of the covariance around a mode.

    The prior's precision is one in every direction. The history adds to it in the few directions in which the likelihood of its
    stretches changes; there the curvature is found by differences of gradients.
    """

    def of(stretch: NDArray[np.int64], at: Floats) -> Floats:
        return np.nan_to_num(gradient(at, np.isin(np.arange(periods), stretch).astype(float)))

    whole = np.arange(end)
    scores = np.array([of(stretch, mode) for stretch in np.array_split(whole, min(SCORES, end))])
    directions = np.linalg.svd(scores, full_matrices=False)[2]
    middle = scores.sum(axis=0)
    bends = np.array([(middle - of(whole, mode + NUDGE * one)) / NUDGE for one in directions]) @ directions.T
    size, axes = np.linalg.eigh((bends + bends.T) / 2)
    axes = directions.T @ axes
    # A direction in which the likelihood bends the other way keeps the prior's spread.
    shrink = 1 / np.sqrt(1 + np.maximum(size, 0.0)) - 1
    return np.asarray(np.eye(len(mode)) + (axes * shrink) @ axes.T)


def _mixture(prior: Prior, centres: list[tuple[Floats, Floats]], draws: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """Return draws of the mixture, the log density of the prior over its own, and where each came from."""
    shares = [draws] if not centres else [draws // 4, draws // 4, draws - 2 * (draws // 4)][: len(centres) + 1]
    shares[-1] += draws - sum(shares)
    parts = [prior.normals(shares[0], seed)]
    for i, (mode, factor) in enumerate(centres):
        parts.append(mode + prior.normals(shares[i + 1], seed + i + 1) @ factor.T)
    normal = np.concatenate(parts)
    own = -0.5 * (normal**2).sum(axis=1)
    logs = [own + np.log(shares[0] / draws)]
    for n, (mode, factor) in zip(shares[1:], centres, strict=True):
        away = np.linalg.solve(factor, (normal - mode).T)
        logs.append(-0.5 * (away**2).sum(axis=0) - np.linalg.slogdet(factor)[1] + np.log(n / draws))
    return normal, np.asarray(own - logsumexp(logs, axis=0)), np.repeat(np.arange(len(shares)), shares)
