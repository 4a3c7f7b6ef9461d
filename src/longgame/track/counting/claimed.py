"""The sponsors' own claim: the latest official share done."""

from __future__ import annotations

from datetime import timedelta

from longgame.track.counting.basis import Basis
from longgame.track.result import Count

RECENT = timedelta(days=92)


def count(basis: Basis) -> Count:
    """Return the latest official claim; ``low`` and ``high`` also take in the other claims of its last three months."""
    if not basis.claims:
        return Count(
            rule="claimed", value=None, low=None, high=None, n=0, n_of="claims", says="No official share was found by this day."
        )
    latest = basis.claims[-1]
    recent = [c for c in basis.claims if latest.date.last - c.date.last <= RECENT]
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
        says=f"{who}, {latest.date}: {said[1]:.0%} of {latest.unit or 'what, was not said'}{others}.",
        facts=basis.claim_facts(latest, *(c for c in recent if c is not latest)),
    )  # fmt: skip
