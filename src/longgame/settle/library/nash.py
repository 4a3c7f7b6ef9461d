"""The asymmetric Nash bargaining solution on one issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import jax
import jax.numpy as jnp

from longgame.settle import lanes
from longgame.settle.base import Claim, Model, Reference
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue
from longgame.settle.weights import Weighting, weights

# With breakdown equally bad the objective is close to a parabola. With the reversion point as breakdown its derivative has poles
# and is met by a function with poles. With linear loss it has kinks besides, and bisection takes over.
NEWTON, POLES, BISECTION = 8, 12, 90
FLOOR = 1e-30
EDGE, STILL = 1 - 1e-15, 1e-10


@dataclass(frozen=True)
class Params:
    """Parameters of the Nash bargaining solution.

    Attributes
    ----------
    loss : str
        ``quadratic`` or ``linear`` in the distance from an actor's position.
    disagreement : str
        ``bad``: breakdown is as bad for everyone as an outcome at ``distance`` from its position. ``reversion``:
        breakdown means the issue's reversion point.
    distance : float
        In units of the scale's length, more than 1 so that everyone prefers any agreement; 3 comes close to the
        compromise mean (Achen 2006).
    weights : str
        As in the compromise model.
    """

    loss: Literal["quadratic", "linear"] = "quadratic"
    disagreement: Literal["bad", "reversion"] = "bad"
    distance: float = 3.0
    weights: Weighting = "capability_salience"


def kernel(issue: Issue, params: Params) -> Outcome:
    """Maximise Σ w log(u(o) - u(d)) over the agreement zone (Nash 1950; Harsanyi and Selten 1972).

    The objective is concave on the zone, so the maximum is where its derivative is 0. ``detail["zone"]``, shape (2,): the ends
    of the agreement zone, crossed over where it is empty. Where breakdown means the reversion point and that is not known,
    NO_AGREEMENT with NaN. May be run with the issues as last axis.
    """
    weight = weights(issue, params.weights)
    some = weight > 0
    length = issue.high - issue.low
    against = (
        jnp.full_like(issue.position, params.distance) * length
        if params.disagreement == "bad"
        else jnp.abs(issue.position - issue.reversion)
    )
    # An actor accepts what is no further from its position than breakdown is.
    zone_low = jnp.max(jnp.where(some, issue.position - against, -jnp.inf), axis=0).clip(issue.low, None)
    zone_high = jnp.min(jnp.where(some, issue.position + against, jnp.inf), axis=0).clip(None, issue.high)
    lowest = jnp.min(jnp.where(some, issue.position, jnp.inf), axis=0).clip(zone_low, None)
    highest = jnp.max(jnp.where(some, issue.position, -jnp.inf), axis=0).clip(None, zone_high)

    if params.loss == "quadratic" and params.disagreement == "reversion":
        best = _from_reversion(issue, weight).clip(lowest, highest)
    else:
        best = _by_slope(issue, weight, against, (lowest, highest), params)
    nobody = ~some.any(axis=0)
    # The reversion point itself leaves nobody worse off: a zone of that one point is no agreement, unless all stand there.
    apart = (some & (jnp.abs(issue.position - issue.reversion) > 1e-9 * length)).any(axis=0)
    empty = (zone_high - zone_low <= 1e-9 * length) & apart if params.disagreement == "reversion" else zone_high < zone_low
    if params.disagreement == "reversion":
        empty |= jnp.isnan(issue.reversion)
    value = jnp.where(nobody, jnp.nan, jnp.where(empty, issue.reversion, best))
    code = jnp.where(nobody, Result.NO_ACTORS, jnp.where(empty, Result.NO_AGREEMENT, Result.AGREED))
    return Outcome(value, code.astype(jnp.int32), {"zone": jnp.stack([zone_low, zone_high])})


def _from_reversion(issue: Issue, weight: jax.Array) -> jax.Array:
    """Return the best point for quadratic loss with the reversion point as breakdown; of no meaning where the zone is empty.

    At t from the reversion point an actor at v/2 from it, on the same side, gains t (v - t), so that the derivative is 0 where
    W/t = Σ w/(v - t), W = Σ w. Each step puts c + s/(T - t), T the smallest v, for the sum, with its value and its slope, and
    solves that, as is done for the secular equation of eigenvalues (Bunch, Nielsen and Sorensen 1978). Ten actors need six
    steps; twelve leave less than 1e-9 with 300 actors and weights ten orders apart.
    """
    some, apart = weight > 0, issue.position - issue.reversion
    pole = jnp.where(some, 2 * jnp.abs(apart), jnp.inf)
    whole, smallest = weight.sum(axis=0), pole.min(axis=0)
    zone = jnp.isfinite(smallest) & (smallest > 0)
    nearest = jnp.where(zone, smallest, 1.0)
    # The terms with that pole are less than the whole sum: W/t > w/(T - t).
    there = jnp.where(pole == nearest, weight, 0).sum(axis=0)
    bound = whole * nearest / jnp.where(whole > 0, whole + there, 1.0)

    def add(k: jax.Array, sums: tuple[jax.Array, jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array, jax.Array]:
        first, second, t = sums
        part = 1 / (pole[k] - t)  # one division for both sums: it takes longer than all the rest
        one = weight[k] * part
        return first + one, second + one * part, t

    def step(state: tuple[jax.Array, jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array, jax.Array]:
        k, t, moves = state
        zero, room = jnp.zeros_like(t), nearest - t
        first, second, _ = jax.lax.fori_loop(0, len(weight), add, (zero, zero, t))
        strength = second * room**2
        constant = jnp.maximum(first - second * room, 0)
        middle = whole + constant * nearest + strength
        root = jnp.sqrt(jnp.maximum(middle**2 - 4 * constant * whole * nearest, 0))
        new = jnp.minimum(2 * whole * nearest / jnp.maximum(middle + root, FLOOR), EDGE * nearest)
        # Where an issue stands still it stays, so that others beside it change no bit of it.
        return k + 1, jnp.where(moves, new, t), moves & (jnp.abs(new - t) > STILL * nearest)

    start = (jnp.zeros((), jnp.int32), jnp.minimum(bound, EDGE * nearest), zone)
    _, t, _ = jax.lax.while_loop(lambda state: (state[0] < POLES) & state[2].any(), step, start)
    side = jnp.where((some & (apart > 0)).any(axis=0), 1.0, -1.0)
    best: jax.Array = issue.reversion + side * jnp.where(zone, t, 0)
    return best


def _by_slope(issue: Issue, weight: jax.Array, against: jax.Array, ends: tuple[jax.Array, jax.Array], params: Params) -> jax.Array:
    """Return the best point by Newton's method on the derivative, kept inside a bracket that bisection narrows."""
    lowest, highest = ends
    length = issue.high - issue.low

    def slope(o: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Return the derivative of the objective, and the derivative of that."""

        def add(k: jax.Array, sums: tuple[jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array]:
            gap, brings = o - issue.position[k], weight[k]
            if params.loss == "quadratic":
                gain, change, bend = against[k] ** 2 - gap**2, -2 * gap, -2.0
            else:
                gain, change, bend = against[k] - jnp.abs(gap), -jnp.sign(gap), 0.0
            part = 1 / jnp.maximum(gain, FLOOR)  # one division for both sums: it takes longer than all the rest
            ratio = change * part
            first, second = brings * ratio, brings * (bend * part - ratio**2)
            return sums[0] + jnp.where(brings > 0, first, 0), sums[1] + jnp.where(brings > 0, second, 0)

        sums: tuple[jax.Array, jax.Array] = jax.lax.fori_loop(0, len(weight), add, (jnp.zeros_like(o), jnp.zeros_like(o)))
        return sums

    def step(_: int, state: tuple[jax.Array, jax.Array, jax.Array]) -> tuple[jax.Array, jax.Array, jax.Array]:
        low, high, o = state
        first, second = slope(o)
        low, high = jnp.where(first > 0, o, low), jnp.where(first > 0, high, o)
        newton = o - first / jnp.where(second < 0, second, -1.0)
        inside = (newton >= low) & (newton <= high) & (second < 0)
        return low, high, jnp.where(first == 0, o, jnp.where(inside, newton, (low + high) / 2))

    smooth = params.loss == "quadratic" and params.disagreement == "bad"
    # The bracket reaches beyond the positions, so that an optimum at the outermost one is approached from both sides.
    room = length if smooth else 0 * length
    start = (lowest - room, highest + room, (lowest + highest) / 2)
    best: jax.Array = jax.lax.fori_loop(0, NEWTON if smooth else BISECTION, step, start)[2]
    return best


_REFERENCES = (
    Reference("nash1950", "Nash, J. F. (1950). The bargaining problem. Econometrica 18(2), 155-162.", "10.2307/1907266"),
    Reference(
        "harsanyi1972",
        "Harsanyi, J. C. and Selten, R. (1972). A generalized Nash solution for two-person bargaining games with incomplete "
        "information. Management Science 18(5), 80-106.",
        "10.1287/mnsc.18.5.80",
    ),
    Reference(
        "achen2006",
        "Achen, C. H. (2006). Institutional realism and bargaining models. In: Thomson, R. et al. (eds), The European Union "
        "Decides. Cambridge University Press.",
        "10.1017/CBO9780511492082.005",
    ),
)

_POLES = Reference(
    "bunch1978",
    "Bunch, J. R., Nielsen, C. P. and Sorensen, D. C. (1978). Rank-one modification of the symmetric eigenproblem. Numerische "
    "Mathematik 31, 31-48.",
    "10.1007/BF01396012",
)

MODEL = Model(
    name="nash",
    title="Nash bargaining solution, breakdown equally bad for all",
    takes="issue",
    kernel=kernel,
    params=Params(),
    claims=frozenset(Claim),
    references=_REFERENCES,
    says="The outcome maximises the weighted product of what everyone gains over breakdown, which all fear alike.",
    limits="Everyone must agree; no linkage between issues; how bad breakdown is, is assumed.",
    many=lanes.together(kernel),
    grows=1,
    emitters=0,
)
REVERSION = Model(
    name="nash_reversion",
    title="Nash bargaining solution with the reversion point as breakdown",
    takes="issue",
    kernel=kernel,
    params=Params(disagreement="reversion"),
    claims=frozenset(Claim) - {Claim.MONOTONE, Claim.WITHIN_HULL, Claim.UNANIMITY},
    references=(*_REFERENCES, _POLES),
    says="The outcome maximises the weighted product of gains over what holds with no agreement; where somebody gains nothing "
    "from any other point, the reversion point stays.",
    limits="A single actor at the reversion point blocks everything, however weak; no linkage between issues.",
    many=lanes.together(kernel),
    grows=1,
    emitters=0,
)
