"""The sponsors' own claim: the latest official share done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from longgame.case.claims import Claim
from longgame.core.words import percent, when
from longgame.track.counting.basis import Basis, finished_only
from longgame.track.result import Count

RECENT = timedelta(days=92)


def count(basis: Basis) -> Count:
    """Return the latest official claim; ``low`` and ``high`` also take in the other claims of its last three months."""
    claims = [c for c in basis.claims if not finished_only(c, basis.package)]
    if not claims:
        return Count(
            rule="claimed", value=None, low=None, high=None, n=0, n_of="claims", says="No official share was found by this day."
        )
    # A claim that its own source barely supports widens the range, it does not stand for the officials.
    latest = max([c for c in claims if c.confidence != "low"] or claims, key=basis.claim_order)
    recent = [c for c in claims if abs(basis.counted(latest) - basis.counted(c)) <= RECENT]
    said = latest.share()
    assert said is not None
    ends = [e for c in recent if (e := _ends(c)) is not None]
    low, high = min(e[0] for e in ends), max(e[1] for e in ends)
    return Count(
        rule="claimed", value=said[1], low=low, high=high, n=len(recent), n_of="claims",
        counted_on=str(latest.counted_on or latest.date), evidence={"claimant": len(recent)},
        says=f"{_said(basis, latest, said[1])}{_others(recent, low, high)}.",
        facts=basis.claim_facts(latest, *(c for c in recent if c is not latest)),
    )  # fmt: skip


def _ends(claim: Claim) -> tuple[float, float] | None:
    """Return the ends of a claim as far as it goes: 'over half' says nothing about how much over."""
    share = claim.share()
    if share is None:
        return None
    open_below = claim.relation == "under" and claim.low is None
    return share[1] if open_below else share[0], share[1] if claim.relation == "over" else share[2]


def _said(basis: Basis, claim: Claim, share: float) -> str:
    return f"{basis.claimant(claim)}, {when(claim.date)}: {percent(share)} of {claim.unit or 'what, was not said'}"


def _others(recent: Sequence[Claim], low: float, high: float) -> str:
    if len(recent) < 2:
        return ""
    units = ", not all in one unit," if len({c.unit for c in recent}) > 1 else ""
    return f"; {len(recent)} claims of the three months before{units} run from {percent(low)} to {percent(high)}"
