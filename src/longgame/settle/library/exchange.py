"""The position exchange model: every actor may give way once on an issue, in return for one who gives way on another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import lax

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.library.equal_gain.blocks import put, take
from longgame.settle.library.equal_gain.board import Setting, offers, opening, setting, steps, unrank, worthiness
from longgame.settle.library.equal_gain.params import Params as _Rates
from longgame.settle.library.equal_gain.rounds import blank, effect, spillover
from longgame.settle.library.equal_gain.terms import Terms, scaled, terms, unit
from longgame.settle.library.equal_gain.trade import Trade
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Package


@dataclass(frozen=True)
class Params:
    """Parameters of the position exchange model: none."""


class _Going(NamedTuple):
    """How it stands: the best exchange of every pair of actors, and which stances have not moved yet, among others."""

    best: jax.Array
    free: jax.Array
    position: jax.Array
    outcome: jax.Array
    number: jax.Array
    effect: jax.Array
    trades: Trade
    others: jax.Array


def kernel(package: Package, params: Params) -> Outcome:  # noqa: ARG001
    """Return the compromise of the positions after all exchanges.

    All exchanges between two actors on opposite sides of the outcome on two issues are reckoned once, at the starting
    positions: both gain the same, one of them moves all the way to its partner or until the outcome reaches the partner.
    They are done in the order of their gains, and whoever has moved on an issue has committed its vote there: it does not
    move again on that issue. Ties: as in the equal-gain model.

    ``detail`` has the same entries as the equal-gain model, with one round; gains are those reckoned at the start.
    """
    fixed = terms(package)
    start = unit(package)
    held = setting(fixed, start, None)
    n, m = start.shape
    shift, codes = _reckon(fixed, held)
    most = n * m // 2 + 1
    first = _Going(codes.max(axis=(2, 3)), fixed.present, start, held.outcome, jnp.int32(0), jnp.zeros((n, 5)), *blank(most, n))
    last = lax.while_loop(
        lambda going: steps(going.best.max(), fixed) >= 1,
        lambda going: _next(fixed, held, (shift, codes), going),
        first,
    )
    outcome = (fixed.weight * last.position).sum(axis=0)
    detail: dict[str, Any] = {
        "start": start, "voted": last.position, "before": held.outcome, "outcome": outcome,
        "number": last.number, "trades": last.trades, "others": last.others, "effect": last.effect,
    }  # fmt: skip
    detail = scaled({name: jax.tree.map(lambda a: a[None], part) for name, part in detail.items()}, package)
    value = jnp.where(fixed.total > 0, detail["outcome"][-1], jnp.nan)
    result = jnp.where(fixed.total > 0, Result.AGREED, Result.NO_ACTORS).astype(jnp.int32)
    return Outcome(value, result, detail)


def _reckon(fixed: Terms, held: Setting) -> tuple[jax.Array, jax.Array]:
    """Return the shift on p of every exchange and how good it is, each of shape (n, n, m, m); both views of it."""
    board = opening(fixed, held)

    def row(a: jax.Array) -> jax.Array:
        can = offers(fixed, held, board, a, _Rates(reading="plain"))
        return jnp.minimum(can.buy[:, :, None], can.sell[:, None, :] * fixed.rate[a])

    shift = jax.vmap(row)(jnp.arange(held.start.shape[0]))
    return shift, jnp.where(board.live, worthiness(fixed.worth * shift, held.rank, fixed.worth.size), 0)


def _next(fixed: Terms, held: Setting, reckoned: tuple[jax.Array, jax.Array], going: _Going) -> _Going:
    """Do the best exchange that is left."""
    shift, codes = reckoned
    i, j, p, q = unrank(going.best.max(), fixed)
    shift_p = shift[i, j, p, q]
    shift_q = shift_p / fixed.rate[i, j, p, q]
    i_from, j_from = held.start[i, q], held.start[j, p]
    i_to = i_from + held.side[i, q] * shift_q / fixed.weight[i, q]
    j_to = j_from + held.side[j, p] * shift_p / fixed.weight[j, p]
    even = fixed.worth[i, j, p, q] * shift_p
    done = Trade(i, j, p, q, even, even, shift_p, shift_q, i_from, i_to, j_from, j_to)
    gives, inner, outcome = spillover(fixed, held, going.outcome, done)
    # What i supplies on q, and what others demand of it there, is gone; so for j on p.
    free = put(put(going.free, jnp.bool_(False), i, q), jnp.bool_(False), j, p)
    pair = jnp.stack([i, j])

    def anew(k: jax.Array, best: jax.Array) -> jax.Array:
        a = pair[k]
        left = free[:, :, None] & take(free, a)
        row = jnp.where(left, take(codes, a), 0).max(axis=(1, 2))
        return put(put(best, row, a), row, None, a)

    at = going.number
    return _Going(
        lax.fori_loop(0, 2, anew, going.best),
        free,
        put(put(going.position, i_to, i, q), j_to, j, p),
        outcome,
        at + 1,
        going.effect + effect(gives, inner, done),
        Trade(*(put(a, b, at) for a, b in zip(going.trades, done, strict=True))),
        put(going.others, gives, at),
    )


MODEL = Model(
    name="exchange",
    title="Position exchange model",
    takes="package",
    kernel=kernel,
    params=Params(),
    claims=frozenset({Claim.ABSENT_IGNORED, Claim.WITHIN_HULL, Claim.UNANIMITY, Claim.CAPABILITY_SCALE, Claim.ZERO_WEIGHT_IGNORED}),
    references=(
        Reference(
            "stokman1994",
            "Stokman, F. N. and Van Oosten, R. (1994). The exchange of voting positions: an object-oriented model of policy "
            "networks. In: Bueno de Mesquita, B. and Stokman, F. N. (eds), European Community Decision Making. Yale University "
            "Press, 105-127.",
        ),
        Reference(
            "arregui2006",
            "Arregui, J., Stokman, F. N. and Thomson, R. (2006). Compromise, exchange and challenge in the European Union. In: "
            "Thomson, R. et al. (eds), The European Union Decides. Cambridge University Press.",
            "10.1017/CBO9780511492082.006",
        ),
    ),
    says="Pairs of actors who disagree on two issues trade: each gives way on what matters less to it; the best trades come first "
    "and nobody gives way twice on one issue.",
    limits="A simple variant: gains are reckoned once, at the start, and not again after other exchanges; the search of partners "
    "by bids is replaced by the order of gains. Third parties bear what exchanges do to them. Exactly tied exchanges are taken in "
    "a fixed order, so the order of actors and issues can matter where gains tie.",
)
