"""The kernel of the equal-gain model: its rules, ties and readings."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from longgame.settle.library.equal_gain.params import Choices, Params
from longgame.settle.library.equal_gain.rounds import play_all
from longgame.settle.library.equal_gain.terms import scaled, terms, unit
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Package


def kernel(package: Package, params: Params, key: jax.Array | None = None, choices: Choices | None = None) -> Outcome:
    """Return the compromise of the positions voted in the last round.

    Each round, every pair of actors on opposite sides of the outcome on two issues may exchange: each moves towards the
    other on the issue that matters relatively less to it. Both gain the same; of all exchanges the one that gains most is
    done, what it touches is reckoned anew, until nothing is gained. Nobody turns round within a round, or moves further
    than to where its partner started the round, or lets the outcome pass the position of its partner.

    **Ties.** Gains are counted in steps of 1e−9. Of equal ones comes first the one with the first issue, then the second
    issue, earlier in the package; then pairs of which one is right on both and the other left on both before pairs of which
    each is left on one; then the earlier first actor (the one who is right on both, or left on the first issue), then the
    earlier second one. Who stands within 1e−9 of the outcome counts as left of it.

    **Readings.** ``program`` follows the public exchange program, with three habits of it: of what an actor has bought from
    another on an issue only the first sale counts in its reckoning; an actor buys on without limit once the outcome, as it
    reckons it, is at or past its own position; and a stance leaves an exchange when its attempted upward moves sum to more
    than 100, downward ones never. ``plain`` has none of the three: all sales count, nobody buys past its own position, up
    and down are treated alike.

    Parameters
    ----------
    package : Package
    params : Params
    key : Array, optional
        A JAX key; needed where ``params.spread`` is positive.
    choices : Choices, optional
        What to do at exact ties and where an outcome stands exactly at a position.

    Returns
    -------
    Outcome
        ``detail``, with a leading axis of rounds, positions and outcomes on the scales of the issues: ``start`` and
        ``voted`` (n, m), ``before`` and ``outcome`` (m,), ``number`` (), ``effect`` (n, 5): own, inner positive, inner negative,
        outer positive, outer negative gains; and with ``params.record`` ``trades``, a ``Trade`` whose positions are on the
        scales of the issues and whose shifts and gains are on 0 to 100, and ``others`` (most, n).
        NOT_CONVERGED where a round had no room for all exchanges.

    Raises
    ------
    ValueError
        A positive spread without a key, or single precision.
    """
    if package.position.dtype != jnp.float64:
        msg = "the model needs double precision: run it with jax.enable_x64(True)"
        raise ValueError(msg)
    if params.spread > 0 and key is None:
        msg = "exchange rates drawn at random (spread > 0) need a key"
        raise ValueError(msg)
    fixed = terms(package)
    played = play_all(fixed, unit(package), params, key if params.spread > 0 else None, choices)
    rounds = scaled(played._asdict(), package)
    code = jnp.where(played.ended.all(), Result.AGREED, Result.NOT_CONVERGED)
    value = jnp.where(fixed.total > 0, rounds["outcome"][-1], jnp.nan)
    result = jnp.where(fixed.total > 0, code, Result.NO_ACTORS).astype(jnp.int32)
    return Outcome(value, result, rounds)
