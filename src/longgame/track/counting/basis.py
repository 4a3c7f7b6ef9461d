"""What counting rules count over, and what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from longgame.case.case import Case
from longgame.case.claims import Claim
from longgame.case.commitments import Package
from longgame.core.words import percent
from longgame.track.ledger import reference
from longgame.track.result import CommitmentState, Count, FactRef

MEASURES = "measures"  # the unit of single acts, a count of which is a share of the work


@dataclass(frozen=True)
class Basis:
    """A package as of a day: its commitments (parts left out) and the official claims about it.

    Attributes
    ----------
    case : Case
        As of the day.
    package : Package
    states : sequence of CommitmentState
    claims : sequence of Claim
        Official claims with a share done, by the day they were said.
    """

    case: Case
    package: Package
    states: Sequence[CommitmentState]
    claims: Sequence[Claim]

    @property
    def n(self) -> int:
        """Number of commitments to count over: what the authors say, or what is coded if more."""
        return max(self.package.size or 0, len(self.states))

    @property
    def countable(self) -> bool:
        """Whether enough of the package is in the case for shares of commitments to mean anything."""
        return bool(self.states) and 2 * len(self.states) >= self.n

    def counted(self, claim: Claim) -> date:
        """Return the day that a claim is about, never after it was known; an earlier one than said where it looks back.

        Of a date known to the month the first day counts: a vague date does not overtake a claim with a day.
        """
        day = (claim.counted_on or claim.date).first
        return min(day, self.case.known_on(claim) or day)

    def claim_order(self, claim: Claim) -> tuple[date, date, date, str]:
        """Return what the latest claim has most of: the day it is about, then the day it was said."""
        return self.counted(claim), claim.date.last, claim.date.first, claim.id

    def claimant(self, claim: Claim) -> str:
        """Return the name of who made a claim."""
        actor = self.case.actors.by_key.get(claim.claimant)
        return actor.name if actor is not None else claim.claimant

    def claim_facts(self, *claims: Claim) -> tuple[FactRef, ...]:
        """Return references to claims."""
        return tuple(reference(self.case, "claims", c) for c in claims)


def counts_commitments(claim: Claim, package: Package) -> bool:
    """Whether a claim counts whole commitments of the package: measures are acts within them."""
    return claim.as_ == "count" and claim.unit is not None and claim.unit == package.unit and claim.unit != MEASURES


def finished_only(claim: Claim, package: Package) -> bool:
    """Whether a claim counts finished commitments only: that is no share of the work, unless all are finished."""
    share = claim.share()
    return counts_commitments(claim, package) and share is not None and share[1] < 1


def not_counted(basis: Basis, rule: str, why: str) -> Count:
    """Return a count without a value, saying why."""
    return Count(rule=rule, value=None, low=None, high=None, n=basis.n, n_of="commitments", says=why)


def share_of_commitments(
    basis: Basis,
    rule: str,
    points: Callable[[CommitmentState, int], float],
    facts: Callable[[CommitmentState], Sequence[FactRef]],
    what: str,
) -> Count:
    """Return the share of a package's commitments, weighted 0 to 1 each.

    Parameters
    ----------
    points : callable
        Weight of a commitment on which something was found, from 0 to 1, were it carried out to a level.
    facts : callable
        The facts that the weight rests on.
    what : str
        The rule in words, put into ``says``.

    Returns
    -------
    Count
        ``low`` counts the commitments on which nothing was found as 0 and contested ones at the level that
        nobody disputes, ``high`` as 1 and at the level that was reported; ``value`` is ``low``.
    """
    if not basis.countable:
        coded = f"{len(basis.states)} of {basis.n}" if basis.states else "none"
        why = f"Of this package's commitments {coded} are in the case: too few to count."
        return not_counted(basis, rule, why)
    reported = [s for s in basis.states if s.completion.reported]
    unknown = basis.n - len(reported)
    # Exact sums, so that the order of the rows does not matter.
    total = fsum(points(s, s.completion.shown) for s in reported)
    most = fsum(points(s, s.completion.level) for s in reported)
    grades = Counter(s.evidence.grade for s in reported if points(s, s.completion.shown) > 0)
    value = total / basis.n
    figure = f"{total:.1f}".removesuffix(".0")
    contested = sum(points(s, s.completion.shown) < points(s, s.completion.level) for s in reported)
    disputed = f"; {contested} contested" if contested else ""
    says = f"{what}: {figure} of {basis.n} ({percent(value)}){disputed}; on {unknown} of them nothing was found."
    return Count(
        rule=rule, value=value, low=value, high=(most + unknown) / basis.n, numerator=total, n=basis.n, n_of="commitments",
        unknown=unknown, evidence=dict(sorted(grades.items())), says=says,
        facts=tuple(dict.fromkeys(f for s in reported if points(s, s.completion.level) > 0 for f in facts(s))),
    )  # fmt: skip
