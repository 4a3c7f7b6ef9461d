"""The official count of measures, where one was published with its denominator."""

from __future__ import annotations

from longgame.core.words import percent, when
from longgame.track.counting.basis import MEASURES, Basis
from longgame.track.result import Count

OPEN = {"over": "More than ", "under": "Under ", "about": "About "}


def count(basis: Basis) -> Count:
    """Return the latest count of measures done out of those planned."""
    counted = [c for c in basis.claims if c.unit == MEASURES and c.as_ == "count" and c.denominator]
    if not counted:
        says = "No count of measures with its denominator was found by this day."
        return Count(rule="measures", value=None, low=None, high=None, n=0, n_of=MEASURES, says=says)
    latest = max(counted, key=basis.claim_order)
    share = latest.share()
    assert share is not None
    assert latest.denominator is not None
    done = latest.value if latest.value is not None else share[1] * latest.denominator
    on = latest.counted_on or latest.date
    note = f" {latest.note}" if latest.note else ""
    says = (
        f"{OPEN.get(latest.relation, '')}{done:.0f} of {latest.denominator:.0f} measures as of {when(on)} "
        f"({percent(share[1], 1)}), by the count of {basis.claimant(latest)}.{note}"
    )
    return Count(
        rule="measures", value=share[1], low=share[0], high=share[2], numerator=done, n=round(latest.denominator), n_of=MEASURES,
        counted_on=str(on), evidence={"claimant": 1},
        says=says,
        facts=basis.claim_facts(latest),
    )  # fmt: skip
