"""What stays the same over all rounds: weights, rates of exchange, and who can sell what to whom."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp

from longgame.settle.problem import Package


class Terms(NamedTuple):
    """Constants of a package of m issues and n actors.

    Attributes
    ----------
    present : Array of bool, shape (n, m)
    salience : Array, shape (n, m)
        0 where not present.
    weight : Array, shape (n, m)
        Share of capability times salience on the issue: how far the outcome moves when the actor moves by one.
    total : Array, shape (m,)
        Capability times salience, summed.
    rate : Array, shape (n, n, m, m)
        At ``[i, j, p, q]``, i demanding p of j and supplying q: shift of the outcome on p for a shift of one on q.
    worth : Array, shape (n, n, m, m)
        At ``[i, j, p, q]``: gain of each of the two for a shift of one on p; 0 where they do not exchange that way round.
    worth_q : Array, shape (n, n, m, m)
        The same for a shift of one on q.
    """

    present: jax.Array
    salience: jax.Array
    weight: jax.Array
    total: jax.Array
    rate: jax.Array
    worth: jax.Array
    worth_q: jax.Array


def terms(package: Package) -> Terms:
    """Return the constants of a package.

    With i demanding p and j demanding q, both gain the same when the shift of the outcome on q is k times that on p,
    k = (s_ip + s_jp)/(s_iq + s_jq); per shift on p that gain is (s_ip s_jq − s_iq s_jp)/(s_iq + s_jq). It is positive exactly
    where i cares relatively more for p than j does.
    """
    present = package.present
    s = jnp.where(present, package.salience, 0.0)
    raw = jnp.where(present, package.capability * package.salience, 0.0)
    total = raw.sum(axis=0)
    weight = raw / jnp.where(total > 0, total, 1.0)
    sip, siq, sjp, sjq = s[:, None, :, None], s[:, None, None, :], s[None, :, :, None], s[None, :, None, :]
    on_p, on_q = sip + sjp, siq + sjq
    rate = on_q / jnp.where(on_p > 0, on_p, 1.0)
    worth = (sip * sjq - siq * sjp) / jnp.where(on_q > 0, on_q, 1.0)
    both = present[:, :, None] & present[:, None, :]
    sells = weight > 0
    able = both[:, None] & both[None, :] & sells[:, None, None, :] & sells[None, :, :, None]
    worth = jnp.where(able & (worth > 0), worth, 0.0)
    return Terms(present, s, weight, total, rate, worth, worth * rate)


def unit(package: Package) -> jax.Array:
    """Return the positions on 0 to 100, shape (n, m); 0 where not present."""
    return jnp.where(package.present, (package.position - package.low) / (package.high - package.low) * 100.0, 0.0)


def scaled(detail: dict[str, Any], package: Package) -> dict[str, Any]:
    """Return what exchanges led to, with positions and outcomes on the scales of the issues instead of 0 to 100."""

    def scale(x: jax.Array, issue: jax.Array | None = None) -> jax.Array:
        at = slice(None) if issue is None else issue
        return package.low[at] + x / 100.0 * (package.high - package.low)[at]

    moved = detail | {name: scale(detail[name]) for name in ("start", "voted", "before", "outcome")}
    trades = detail["trades"]
    if trades is not None:
        moved["trades"] = trades._replace(
            i_from=scale(trades.i_from, trades.q), i_to=scale(trades.i_to, trades.q),
            j_from=scale(trades.j_from, trades.p), j_to=scale(trades.j_to, trades.p),
        )  # fmt: skip
    return moved
