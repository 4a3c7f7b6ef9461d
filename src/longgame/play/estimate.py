"""What a history says of the parameters under one prior: weighted draws, from which every chance follows.

Iterated batch importance sampling (Chopin 2002): draws from the prior are weighted period by period with the exact likelihood,
first of the choices, then of where things stood after them. Whenever the draws' effective number falls to half, they are
resampled and moved by Metropolis steps that leave the posterior so far as it is (preconditioned Crank and Nicolson's; Cotter,
Roberts, Stuart and White 2013); a surprise that would take it below half at once is taken in by shares (tempering; Del Moral,
Doucet and Jasra 2006). So each period is predicted from those before it alone, and the evidence comes with it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import jax
import jax.numpy as jnp
import numpy as np
from scipy.special import logsumexp

from longgame.core.cache import keep
from longgame.play.encode import Encoded, History
from longgame.play.equilibrium import TOLERANCE, choices, game, solve
from longgame.play.filter import filtered
from longgame.play.forward import Ahead, run_ahead
from longgame.play.mapped import BLOCK, compiled, mapped
from longgame.play.priors import Floats, Prior, placed
from longgame.play.rules import Ints, Rules

HALF = 0.5  # of the draws, below which they are renewed
SMALLEST = 0.02  # share of a surprise taken in at once
MOVES = 2  # of each draw whenever they are resampled
STRIDE = 0.4  # of a first move, in spreads of the draws
ACCEPTED = 0.3  # share of moves that the stride is steered to
LEAST = 0.2  # spread of the draws in any direction, of the prior's, that moves reckon with
CHECKED = 8  # draws that are solved from other starting points too
STARTS = (-5.0, 5.0)
APART = 1e-4  # values farther apart belong to another equilibrium; residuals leave far less
PARTS = 24  # runs that are kept, finished or not


class Drawn(NamedTuple):
    """Draws and what each makes of the history.

    Attributes
    ----------
    normal : array, shape (n, parameters)
        Standard normal coordinates.
    parameters : array, shape (n, parameters)
    choice, state : array, shape (n, t)
        As of ``Filtered``; no choice has a chance where no equilibrium was found.
    expected : array, shape (n, t, pairs)
    belief : array, shape (n, m, conditions, 1 + pairs)
    residual, steps : array, shape (n,)
        As of ``Solution``.
    """

    normal: Floats
    parameters: Floats
    choice: Floats
    state: Floats
    expected: Floats
    belief: Floats
    residual: Floats
    steps: Floats


@dataclass(frozen=True)
class Learned:
    """What was learnt from a history of t periods.

    Attributes
    ----------
    draws : Drawn
    weights : array, shape (n,)
        After the whole history; they sum to 1.
    effective : array, shape (t + 1,)
        Effective sample size of the weights after each period (Kish 1965), the smaller one of its two parts, before the draws
        were renewed.
    choice, state : array, shape (t,)
        Log chance of the choices and of where things then stood, each period from those before it.
    expected : array, shape (t, 3, pairs)
        Mean chance of each pair before a period, and between what nine tenths of the weighted draws lie.
    variance : array, shape (t,)
        Of the log evidence, added by each period: the sampling error of the draws.
    solved, converged : int
        Equilibria looked for, and found.
    residual : float
        Largest among the draws.
    most : int
        Steps and sweeps that the hardest place of any of them took.
    moved : float
        Share of moves accepted; NaN if none was tried.
    ahead : Ahead or None
        With a first axis of length n.
    """

    draws: Drawn
    weights: Floats
    effective: Floats
    choice: Floats
    state: Floats
    expected: Floats
    variance: Floats
    solved: int
    converged: int
    residual: float
    most: int
    moved: float
    ahead: Ahead | None

    @property
    def evidence(self) -> Floats:
        """Log probability of the history after each period, shape (t + 1,)."""
        return np.concatenate([[0.0], np.cumsum(self.choice + self.state)])


def effective(weights: Floats) -> float:
    """Return the effective sample size of weights that sum to 1 (Kish 1965); 0 where all are 0."""
    square = float((weights**2).sum())
    return 1 / square if square else 0.0


def resampled(weights: Floats, number: int, random: np.random.Generator) -> Ints:
    """Return positions of draws, each about as often as its weight says (systematic resampling; Kitagawa 1996)."""
    at = np.searchsorted(np.cumsum(weights), (random.random() + np.arange(number)) / number)
    return np.minimum(at, len(weights) - 1)


def weighted(weights: Floats, values: Floats) -> Floats:
    """Return the weighted mean of draws and the 5 and 95 % quantiles, shape (3, ...); the first axis of the values is theirs."""
    order = np.argsort(values, axis=0, kind="stable")
    reached = np.cumsum(weights[order], axis=0)
    ends = [np.minimum((reached < q * reached[-1]).sum(axis=0), len(weights) - 1) for q in (0.05, 0.95)]
    low, high = (np.take_along_axis(values, np.take_along_axis(order, e[None], 0), 0)[0] for e in ends)
    return np.stack([np.tensordot(weights, values, 1), low, high])


class _State:
    """Where learning stands; what is kept so that it can go on later."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.log = np.zeros(len(drawn.normal))
        self.period = self.part = 0  # of a period: its choices, then where things stood
        self.share = self.chance = self.error = 0.0  # of that part taken in, its log chance and variance so far
        self.renewed = 0
        self.stride = STRIDE
        self.told: list[tuple[float, float, float]] = []  # of each part: log chance, effective sample size, variance
        self.expected: list[Floats] = []
        self.solved = len(drawn.normal)
        self.converged = int((drawn.residual <= TOLERANCE).sum())
        self.most = int(drawn.steps.max())
        self.tried = self.accepted = 0

    @property
    def weights(self) -> Floats:
        """Weights that sum to 1; all 0 where no draw is possible."""
        return _normalised(self.log)

    def taken(self, drawn: Drawn) -> Floats:
        """Return the log likelihood of all that was taken in so far, shape (n,)."""
        whole = (drawn.choice + drawn.state)[:, : self.period].sum(axis=1)
        if self.period == drawn.choice.shape[1]:
            return np.asarray(whole)
        begun = drawn.choice[:, self.period] if self.part else np.zeros(len(whole))
        if self.share:  # of what is impossible, no share is not a number
            begun = begun + self.share * (drawn.state if self.part else drawn.choice)[:, self.period]
        return np.asarray(whole + begun)


def learn(
    encoded: Encoded,
    prior: Prior,
    draws: int,
    seed: int,
    horizon: int = 0,
    workers: int = 1,
    progress: Callable[[str, int, int], None] | None = None,
    kept: Path | None = None,
) -> Learned:
    """Learn from a case's history under a prior.

    Parameters
    ----------
    encoded : Encoded
    prior : Prior
    draws : int
        Rounded up to whole blocks.
    seed : int
    horizon : int
        Periods to run each draw forward in the end.
    workers : int
        Threads; no number changes with it.
    progress : callable or None
        Called with what is done, how many periods of the history are, and of how many.
    kept : Path or None
        File that holds a run of the same kind, finished or not, and from which it goes on.
    """
    history, rules = encoded.history, encoded.rules
    t, number = len(history.periods), -(-draws // BLOCK) * BLOCK
    look = _look(rules, _Key(history))
    bounds = (prior.low, prior.best, prior.high)

    def evaluate(normal: Floats) -> Drawn:
        return Drawn(normal, *mapped(look, normal, *bounds, workers=workers))

    state = _load(kept, number)
    if state is None:
        state = _State(evaluate(prior.normals(number, seed)))
    while state.period < t:
        if progress is not None:
            progress("learning from the history", state.period, t)
        if _take_in(state):
            _renew(state, evaluate, np.random.default_rng([seed, state.renewed]))
            _save(kept, state)
    _save(kept, state)
    forward = None
    if horizon:
        if progress is not None:
            progress("looking ahead", t, t)
        forward, _ = run_ahead(encoded, state.drawn.parameters, state.drawn.belief, horizon, workers=workers)
    parts = np.array(state.told).reshape(t, 2, 3)
    return Learned(
        draws=state.drawn,
        weights=state.weights,
        effective=np.concatenate([[float(number)], parts[:, :, 1].min(axis=1)]),
        choice=parts[:, 0, 0],
        state=parts[:, 1, 0],
        expected=np.array(state.expected).reshape(t, 3, len(rules.pairs)),
        variance=parts[:, :, 2].sum(axis=1),
        solved=state.solved,
        converged=state.converged,
        residual=float(state.drawn.residual.max()),
        most=state.most,
        moved=state.accepted / state.tried if state.tried else float("nan"),
        ahead=forward,
    )


def _take_in(state: _State) -> bool:
    """Weigh the draws by one more share of what was seen; return whether they are to be renewed."""
    drawn, t, number = state.drawn, state.period, len(state.log)
    seen = (drawn.state if state.part else drawn.choice)[:, t]
    before = state.weights
    if state.part == state.share == 0:
        state.expected.append(weighted(before, drawn.expected[:, t]))
    share = _share(state.log, seen, 1 - state.share)
    total = logsumexp(state.log)
    state.log = _reweighed(state.log, seen, share)
    gain = float(logsumexp(state.log) - total) if np.isfinite(total) else -np.inf
    # Of an average of weights, as if the draws were independent.
    worth = np.exp(share * seen - gain) if np.isfinite(gain) else np.zeros(number)
    state.error += float((before**2 * (worth - 1) ** 2).sum())
    state.chance += gain
    state.share += share
    left = effective(state.weights)
    if state.share >= 1 - 1e-12:
        state.told.append((state.chance, left, state.error))
        state.share = state.chance = state.error = 0.0
        state.period, state.part = (t + 1, 0) if state.part else (t, 1)
    return 0 < left <= number * HALF * (1 + 1e-6)


def _normalised(log: Floats) -> Floats:
    total = logsumexp(log)
    return np.asarray(np.exp(log - total)) if np.isfinite(total) else np.zeros_like(log)


def _reweighed(log: Floats, seen: Floats, share: float) -> Floats:
    return np.where(np.isfinite(log), log + share * seen, -np.inf)


def _share(log: Floats, seen: Floats, most: float) -> float:
    """Return the largest share of what was seen that leaves half of the draws effective; never less than ``SMALLEST``."""

    def left(share: float) -> float:
        return effective(_normalised(_reweighed(log, seen, share)))

    wanted = HALF * len(log)
    if left(most) >= wanted:
        return most
    low, high = 0.0, most
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if left(middle) >= wanted else (low, middle)
    return min(most, max(low, SMALLEST))


def _renew(state: _State, evaluate: Callable[[Floats], Drawn], random: np.random.Generator) -> None:
    """Resample the draws and move them, so that they stand for the posterior so far with even weights."""
    weights = state.weights
    mean = weights @ state.drawn.normal
    spread = np.sqrt(np.maximum(weights @ (state.drawn.normal - mean) ** 2, LEAST**2))
    which = resampled(weights, len(weights), random)
    now = Drawn(*(a[which] for a in state.drawn))
    for _ in range(MOVES):
        away = (now.normal - mean) / spread
        stride = state.stride
        tried = np.sqrt(1 - stride**2) * away + stride * random.standard_normal(away.shape)
        new = evaluate(mean + spread * tried)
        # The proposal keeps a normal distribution around the draws' mean as it is, so that its density weighs in.
        log_now, log_new = (
            -0.5 * (d.normal**2).sum(1) + 0.5 * (a**2).sum(1) + state.taken(d)
            for d, a in ((now, away), (new, tried))
        )
        take = np.log(random.random(len(which))) < log_new - log_now
        now = Drawn(*(np.where(take.reshape(-1, *[1] * (a.ndim - 1)), a, b) for a, b in zip(new, now, strict=True)))
        state.solved += len(take)
        state.converged += int((new.residual <= TOLERANCE).sum())
        state.most = max(state.most, int(new.steps.max()))
        state.tried += len(take)
        state.accepted += int(take.sum())
        state.stride = float(np.clip(stride * np.exp(take.mean() - ACCEPTED), 0.05, 0.95))
    state.drawn, state.log = now, np.zeros(len(which))
    state.renewed += 1


class _Key:
    """A history, the same for a cache where all that it holds is."""

    def __init__(self, holds: History) -> None:
        self.holds = holds
        parts = (holds.pairs, holds.seen, holds.places, holds.conditions)
        self.told = (holds.end, *((a.shape, a.tobytes()) for a in parts))

    def __hash__(self) -> int:
        return hash(self.told)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.told == other.told


@lru_cache(maxsize=32)
def _look(rules: Rules, history: _Key) -> Callable[..., Any]:
    def one(normal: jax.Array, low: jax.Array, best: jax.Array, high: jax.Array) -> Any:
        values = placed(low, best, high, normal)
        found = solve(rules, values)
        told = filtered(rules, game(rules, values), found.values, history.holds)
        good = found.residual <= TOLERANCE
        choice = jnp.where(good, told.choice, -jnp.inf)
        return values, choice, told.state, told.expected, told.belief, found.residual, found.steps

    return compiled(one)


def several(encoded: Encoded, learned: Learned, workers: int = 1) -> tuple[int, int]:
    """Return how many draws of most weight were solved from other starting points too, and how many then ended elsewhere."""
    which = np.argsort(-learned.weights, kind="stable")[:CHECKED]
    elsewhere = mapped(_elsewhere(encoded.rules), learned.draws.parameters[which], workers=workers)
    return len(which), int(elsewhere.sum())


@lru_cache(maxsize=32)
def _elsewhere(rules: Rules) -> Callable[..., Any]:
    def one(parameters: jax.Array) -> jax.Array:
        made = jax.lax.map(lambda start: solve(rules, parameters, start=start), jnp.array([jnp.nan, *STARTS]))
        apart = jnp.abs(made.values - made.values[0]).max(axis=(1, 2, 3))
        elsewhere: jax.Array = ((made.residual <= TOLERANCE) & (apart > APART)).any()
        return elsewhere

    return compiled(one)


def policies(encoded: Encoded, learned: Learned, place: int, workers: int = 1) -> tuple[Floats, Floats]:
    """Return the chances of moves at a place, shape (n, moves, conditions), and of replies, shape (n, moves, 4, conditions)."""
    patron, client = mapped(_policies(encoded.rules, place), learned.draws.parameters, workers=workers)
    return patron, client


@lru_cache(maxsize=32)
def _policies(rules: Rules, place: int) -> Callable[..., Any]:
    lowest = tuple(int(rung) for rung in rules.heights[place])

    def one(parameters: jax.Array) -> tuple[jax.Array, jax.Array]:
        values = solve(rules, parameters, lowest=lowest).values
        made = choices(rules, game(rules, parameters), values, jnp.array([place]))
        return made.patron[0], made.client[0]

    return compiled(one)


_WHOLE = ("period", "part", "renewed", "solved", "converged", "most", "tried", "accepted")
_REAL = ("share", "chance", "error", "stride")


def _save(path: Path | None, state: _State) -> None:
    if path is None:
        return
    text = io.BytesIO()
    arrays: dict[str, Any] = state.drawn._asdict()
    arrays |= {"told": np.array(state.told), "predicted": np.array(state.expected), "log": state.log}
    np.savez_compressed(text, scalars=np.array([float(getattr(state, name)) for name in (*_WHOLE, *_REAL)]), **arrays)
    keep(path, text.getvalue(), PARTS)


def _load(path: Path | None, number: int) -> _State | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            state = _State(Drawn(*(held[name] for name in Drawn._fields)))
            state.log = held["log"]
            state.told = [tuple(row) for row in held["told"].tolist()]
            state.expected = list(held["predicted"])
            for name, value in zip((*_WHOLE, *_REAL), held["scalars"].tolist(), strict=True):
                setattr(state, name, value if name in _REAL else int(value))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    return state if len(state.log) == number else None

