"""The sponsors' own claim: the latest official share done."""

from __future__ import annotations

from datetime import date, timedelta

from longgame.case.claims import Claim
from longgame.core.words import when
from longgame.track.counting.basis import Basis, finished_only
from longgame.track.result import Count

RECENT = timedelta(days=92)


def counted(claim: Claim) -> date:
    """Return the day that a claim is about: an earlier one than the day it was said where it looks back."""
    return (claim.counted_on or claim.date).last


def count(basis: Basis) -> Count:
    """Return the latest official claim; ``low`` and ``high`` also take in the other claims of its last three months."""
    claims = [c for c in basis.claims if not finished_only(c, basis.package)]
    if not claims:
        return Count(
            rule="claimed", value=None, low=None, high=None, n=0, n_of="claims", says="No official share was found by this day."
        )
    latest = max(claims, key=lambda c: (counted(c), c.date.last))
    recent = [c for c in claims if counted(latest) - counted(c) <= RECENT]
    shares = [s for c in recent if (s := c.share()) is not None]
    said = latest.share()
    assert said is not None
    actor = basis.case.actors.by_key.get(latest.claimant)
    who = actor.name if actor is not None else latest.claimant
    low, high = min(s[0] for s in shares), max(s[2] for s in shares)
    others = f"; {len(recent)} claims of the three months before run from {low:.0%} to {high:.0%}" if len(recent) > 1 else ""
    return Count(
        rule="claimed", value=said[1], low=low, high=high, numerator=latest.value, n=len(recent), n_of="claims",
        counted_on=str(latest.counted_on or latest.date), evidence={"claimant": len(recent)},
        says=f"{who}, {when(latest.date)}: {said[1]:.0%} of {latest.unit or 'what, was not said'}{others}.",
        facts=basis.claim_facts(latest, *(c for c in recent if c is not latest)),
    )  # fmt: skip
