"""The equal-gain model: actors exchange moves on two issues so that both gain the same, best exchange first."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.library.equal_gain.params import Choices, Params
from longgame.settle.library.equal_gain.rounds import play_all
from longgame.settle.library.equal_gain.terms import scaled, terms, unit
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Package

__all__ = ["MODEL", "PLAIN", "Choices", "Params", "kernel"]


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
        A positive spread without a key.
    """
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


_REFERENCES = (
    Reference(
        "stokman1994",
        "Stokman, F. N. and Van Oosten, R. (1994). The exchange of voting positions: an object-oriented model of policy networks. "
        "In: Bueno de Mesquita, B. and Stokman, F. N. (eds), European Community Decision Making. Yale University Press, 105-127.",
    ),
    Reference(
        "dijkstra2018",
        "Dijkstra, J., Van Assen, M., Stokman, F. and Draaijer, J. (2018). Random variation of exchange rates in the equal "
        "utility exchange model. Draft technical report.",
    ),
)
_CLAIMS = frozenset({Claim.ABSENT_IGNORED, Claim.WITHIN_HULL, Claim.UNANIMITY, Claim.CAPABILITY_SCALE, Claim.ZERO_WEIGHT_IGNORED})
_SAYS = (
    "Two actors who disagree on two issues each give way on the one that matters less to them, so that both gain the same; "
    "the best such exchange is done first, then the next, and the outcome is the weighted mean of the positions so voted."
)
_LIMITS = (
    "Only pairs exchange; nobody breaks a promise; third parties bear what it does to them. Exactly tied exchanges are taken in "
    "a fixed order, so the order of actors and issues can matter where gains tie."
)

MODEL = Model(
    name="equal_gain",
    title="Equal gain model",
    takes="package",
    kernel=kernel,
    params=Params(),
    claims=_CLAIMS,
    references=_REFERENCES,
    says=_SAYS,
    limits=_LIMITS + " As the public program does it, buyers go on past their own position and upward moves have a limit "
    "that downward ones do not have, so turning a scale round can change the result.",
)
PLAIN = Model(
    name="equal_gain_plain",
    title="Equal gain model, without habits of the program",
    takes="package",
    kernel=kernel,
    params=Params(reading="plain"),
    claims=_CLAIMS,
    references=_REFERENCES,
    says=_SAYS,
    limits=_LIMITS,
)
