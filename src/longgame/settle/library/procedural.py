"""Voting rules on one issue: unanimity, qualified majority, vetoes, and who may propose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from longgame.core.errors import UsageError
from longgame.settle.base import Claim, Model, Reference
from longgame.settle.outcome import Outcome, Result
from longgame.settle.problem import Issue
from longgame.settle.weights import Weighting, weights

# Two points closer than this part of the scale are one.
SAME = 1e-9
Ends = tuple[jax.Array, jax.Array]


@dataclass(frozen=True)
class Params:
    """Parameters of the procedural models.

    Attributes
    ----------
    share : float or None
        Part of all votes by weight that a decision needs at least. One half or less is read as more than half, so that
        never two separate coalitions can both decide.
    heads : float or None
        Part of the voters, each counted once, that a decision needs at least; read in the same way. Where ``share`` and
        ``heads`` are both None, and no ``number`` is given, all voters must agree.
    number : int or None
        How many voters a decision needs at least besides; all of them where fewer vote.
    weights : str
        What a voter's weight is for ``share``: ``capability``, ``capability_salience``, ``salience`` or ``equal``.
    voters : tuple of int or None
        Places of the actors that vote, whatever their weight; those without a stance stay away. None: every actor present
        that has capability and salience. Who does not care abstains, and abstaining does not stop unanimity.
    vetoes : tuple of int
        Places of actors without whom nothing passes, with a vote or not; those without a stance block nothing.
    setter : int, "strongest" or None
        Place of the actor that alone may propose, with a vote or not; ``strongest``: the one with the greatest capability
        of those with weight, of equals the first. None, or where the named one has no stance: nobody sets the agenda.
    amendable : bool
        Whether the voters can change the setter's proposal where they all want to, as the Council of the European Union
        can change one of the Commission.
    unknown : str
        What a setter does where the reversion point is not known: it proposes the point of the ``core`` that it likes
        best, or ``nothing`` is forecast. Without a setter it is the middle of the core, or nothing.
    """

    share: float | None = None
    heads: float | None = None
    number: int | None = None
    weights: Weighting = "capability"
    voters: tuple[int, ...] | None = None
    vetoes: tuple[int, ...] = ()
    setter: int | Literal["strongest"] | None = None
    amendable: bool = False
    unknown: Literal["core", "nothing"] = "core"

    def __post_init__(self) -> None:
        for name, part in (("share", self.share), ("heads", self.heads)):
            if part is not None and not 0 <= part <= 1:
                raise UsageError(f"{name} is {part}; it is a part of all votes, from 0 to 1")
        if self.number is not None and self.number < 1:
            raise UsageError(f"number is {self.number}; a decision needs at least 1 voter")


class _Rule(NamedTuple):
    """Who votes and blocks, shapes (n,), with what weight, shape (n,), and what a coalition must have, shapes ().

    None where the rule asks for no such thing.
    """

    votes: jax.Array
    blocks: jax.Array | None
    weight: jax.Array
    weight_needed: jax.Array | None
    heads_needed: jax.Array | None


def kernel(issue: Issue, params: Params) -> Outcome:
    """Return what the rule lets pass, exactly; actors like a point the better the nearer it is to their position.

    Without a setter: the point of the core nearest the reversion point. The core are the points from which no coalition
    that can decide would rather go elsewhere; it is the interval between the two pivotal voters, under unanimity between
    the two outermost. A reversion point inside it stays, with NO_AGREEMENT; from one outside it the rule leads to the
    nearer pivotal voter, under unanimity to the lowest common denominator.

    With a setter: of all points that a sufficient coalition likes no less than the reversion point, the one that the
    setter likes best (Romer and Rosenthal 1978). On one issue these points are an interval with the reversion point in
    it, so there are no ties. Who is indifferent accepts. A setter that likes nothing better proposes nothing.

    Sums of votes count as equal within the rounding of n additions. Where every voter stands at the reversion point, that
    is agreed. NO_ACTORS where nobody votes, or where votes by weight are asked for and have none.

    ``detail``: ``core`` and ``winset``, shape (2,), the ends of the core and of the points that beat or equal the reversion
    point (NaN where that is not known); ``voters``, shape (n,); ``setter``, shape (), its place, -1 for none; ``known``,
    shape (), whether the reversion point is known.
    """
    rule = _rule(issue, params)
    same = SAME * (issue.high - issue.low)
    known = jnp.isfinite(issue.reversion)
    before = jnp.where(known, issue.reversion, issue.low)
    core, winset = _core(issue, rule), _winset(issue, rule, before)
    setter = _setter(issue, params)
    point = jnp.where(known, jnp.clip(before, *core), (core[0] + core[1]) / 2)
    if params.setter is not None:
        wish = issue.position[jnp.maximum(setter, 0)]
        reach = _amended(winset, issue, rule) if params.amendable else winset
        proposal = jnp.where(known, _proposed(wish, before, reach), jnp.clip(wish, *core))
        point = jnp.where(setter >= 0, proposal, point)
    together = ~(_cast(rule) & (jnp.abs(issue.position - before) > same)).any()
    stays = known & (jnp.abs(point - before) <= same) & ~together
    nothing = ~known & (params.unknown == "nothing")
    nobody = ~rule.votes.any() if params.share is None else rule.weight.sum() <= 0
    value = jnp.where(nobody | nothing, jnp.nan, jnp.where(stays, before, point))
    code = jnp.where(nobody, Result.NO_ACTORS, jnp.where(stays | nothing, Result.NO_AGREEMENT, Result.AGREED))
    detail = {
        "core": jnp.stack(core), "winset": jnp.where(known, jnp.stack(winset), jnp.nan),
        "voters": rule.votes, "setter": setter, "known": known,
    }  # fmt: skip
    return Outcome(value, code.astype(jnp.int32), detail)


def _chosen(places: tuple[int, ...], n: int) -> jax.Array:
    """Return a mask of shape (n,) of the actors at these places; places beyond the last actor name nobody."""
    return jnp.asarray(np.isin(np.arange(n), places))


def _rule(issue: Issue, params: Params) -> _Rule:
    n = issue.position.size
    named = weights(issue, "capability_salience") > 0 if params.voters is None else _chosen(params.voters, n)
    votes = named & issue.present
    blocks = _chosen(params.vetoes, n) & issue.present if params.vetoes else None
    weight = jnp.where(votes, weights(issue, params.weights), 0)
    count = votes.sum().astype(weight.dtype)
    rounding = 4 * n * np.finfo(weight.dtype).eps

    def needed(part: float, total: jax.Array) -> jax.Array:
        return jnp.multiply(total, part - rounding if part > 0.5 else 0.5 + rounding)

    share = None if params.share is None else needed(params.share, weight.sum())
    heads = None if params.heads is None else needed(params.heads, count)
    if params.number is not None:
        number = jnp.minimum(float(params.number), count)
        # A number alone could let two separate coalitions decide: more than half of the voters are needed in any case.
        least = heads if heads is not None else needed(0.5, count)
        heads = number if heads is None and share is not None else jnp.maximum(number, least)
    elif share is None and heads is None:
        heads = count
    return _Rule(votes, blocks, weight, share, heads)


def _cast(rule: _Rule) -> jax.Array:
    """Return who has a say: a vote or a veto."""
    return rule.votes if rule.blocks is None else rule.votes | rule.blocks


def _decides(rule: _Rule, coalition: jax.Array) -> jax.Array:
    """Return whether each coalition can decide; a mask of shape (..., n) gives shape (...)."""
    decides = jnp.ones(coalition.shape[:-1], bool)
    if rule.weight_needed is not None:
        decides &= (coalition * rule.weight).sum(axis=-1) >= rule.weight_needed
    if rule.heads_needed is not None:
        decides &= (coalition & rule.votes).sum(axis=-1) >= rule.heads_needed
    if rule.blocks is not None:
        decides &= (coalition | ~rule.blocks).all(axis=-1)
    return decides


def _pivotal(reach: jax.Array, rule: _Rule) -> tuple[jax.Array, jax.Array]:
    """Return of whom those who reach as far up, or as far down, can decide; two masks of shape (n,)."""
    cast = _cast(rule)
    beyond = jnp.stack([reach[None, :] >= reach[:, None], reach[None, :] <= reach[:, None]])
    up, down = cast & _decides(rule, cast & beyond)
    return up, down


def _core(issue: Issue, rule: _Rule) -> Ends:
    """Return the positions of the two pivotal voters."""
    up, down = _pivotal(issue.position, rule)
    return jnp.where(up, issue.position, -jnp.inf).max(), jnp.where(down, issue.position, jnp.inf).min()


def _winset(issue: Issue, rule: _Rule, before: jax.Array) -> Ends:
    """Return the ends of the points, on the scale, that a deciding coalition likes no less than the one before."""
    # Beyond its position an actor likes points as far as the mirror image of the point before.
    mirror = jnp.where(issue.present, 2 * issue.position - before, before)
    up, down = _pivotal(mirror, rule)
    low = jnp.where(down & (mirror < before), mirror, before).min()
    high = jnp.where(up & (mirror > before), mirror, before).max()
    return jnp.maximum(low, issue.low), jnp.minimum(high, issue.high)


def _setter(issue: Issue, params: Params) -> jax.Array:
    if params.setter is None:
        return jnp.asarray(-1, jnp.int32)
    if params.setter == "strongest":
        weight = weights(issue, "capability_salience")
        strongest = jnp.argmax(jnp.where(weight > 0, issue.capability, -jnp.inf)).astype(jnp.int32)
        return jnp.where((weight > 0).any(), strongest, -1)
    here = (_chosen((params.setter,), issue.position.size) & issue.present).any()
    return jnp.where(here, jnp.asarray(params.setter, jnp.int32), -1)


def _amended(winset: Ends, issue: Issue, rule: _Rule) -> Ends:
    """Return the part of the winset that those with a say would not change together: the part between them."""
    cast = _cast(rule)
    lowest = jnp.where(cast, issue.position, jnp.inf).min()
    highest = jnp.where(cast, issue.position, -jnp.inf).max()
    return jnp.maximum(winset[0], lowest), jnp.minimum(winset[1], highest)


def _proposed(wish: jax.Array, before: jax.Array, reach: Ends) -> jax.Array:
    """Return the setter's best proposal, or the point before where it would rather keep that."""
    best = jnp.clip(wish, *reach)
    return jnp.where(jnp.abs(best - wish) <= jnp.abs(before - wish), best, before)


_TSEBELIS = Reference(
    "tsebelis2002", "Tsebelis, G. (2002). Veto Players: How Political Institutions Work. Princeton University Press."
)
_STEUNENBERG = Reference(
    "steunenberg1994",
    "Steunenberg, B. (1994). Decision making under different institutional arrangements: legislation by the European Community. "
    "Journal of Institutional and Theoretical Economics 150(4), 642-669.",
)
_CROMBEZ = Reference(
    "crombez1996",
    "Crombez, C. (1996). Legislative procedures in the European Community. British Journal of Political Science 26(2), 199-228.",
)
_ROMER = Reference(
    "romer1978",
    "Romer, T. and Rosenthal, H. (1978). Political resource allocation, controlled agendas, and the status quo. "
    "Public Choice 33(4), 27-43.",
    "10.1007/BF03187594",
)
_BLACK = Reference("black1958", "Black, D. (1958). The Theory of Committees and Elections. Cambridge University Press.")

UNANIMITY = Model(
    name="unanimity",
    title="Unanimity: the point of the core nearest the reversion point",
    takes="issue",
    kernel=kernel,
    params=Params(),
    claims=frozenset(Claim),
    references=(_TSEBELIS, _CROMBEZ, _BLACK),
    says="Everyone must agree, so the outcome is the lowest common denominator: the position nearest to what holds without an "
    "agreement; where some want more and others less than that, it stays.",
    limits="Every voter counts alike, however weak; no trade between issues, no side payments; where the reversion point is not "
    "known, the middle between the outermost voters is a convention and no result.",
)
QUALIFIED_MAJORITY = Model(
    name="qualified_majority",
    title="Qualified majority: the point of the core nearest the reversion point",
    takes="issue",
    kernel=kernel,
    params=Params(share=2 / 3),
    claims=frozenset(Claim),
    references=(_BLACK, _STEUNENBERG, _CROMBEZ, _TSEBELIS),
    says="Two thirds of all capability decide; the outcome goes from what holds without an agreement only as far as the first "
    "point from which no such majority would go on.",
    limits="Capability stands in for votes; nobody sets the agenda; the share needed is a parameter and no finding; where the "
    "reversion point is not known, the middle of the core is a convention.",
)
AGENDA_SETTER = Model(
    name="agenda_setter",
    title="Agenda setter with reversion point, simple majority",
    takes="issue",
    kernel=kernel,
    params=Params(share=0.5, setter="strongest"),
    claims=frozenset(Claim) - {Claim.ORDER_FREE},
    references=(_ROMER, _STEUNENBERG, _CROMBEZ, _TSEBELIS),
    says="The strongest actor makes an offer to take or to leave: the point it likes best among those that more than half of all "
    "capability prefers to no agreement.",
    limits="One proposal, no counter-offer, everyone's wishes known; who proposes is assumed (of equally strong actors the first), "
    "and the worse the reversion point is for the others, the more the proposer takes.",
)
READINGS = (UNANIMITY, QUALIFIED_MAJORITY, AGENDA_SETTER)
