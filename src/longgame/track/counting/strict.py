"""Done in full or not at all."""

from __future__ import annotations

from longgame.core.words import when
from longgame.track.counting.basis import Basis, counts_commitments, share_of_commitments
from longgame.track.result import Count


def count(basis: Basis) -> Count:
    """Return the share of commitments shown, by name, to be carried out in full; the sentence adds the officials' own count."""
    made = share_of_commitments(
        basis, "strict", lambda _state, level: float(level == 3), lambda s: s.completion.facts, "Named as done in full"
    )
    counted = [c for c in basis.claims if counts_commitments(c, basis.package)]
    if not counted:
        return made
    latest = max(counted, key=basis.claim_order)
    share = latest.share()
    assert share is not None
    assert latest.denominator is not None
    counted_as_done = f"{share[1] * latest.denominator:g} of {latest.denominator:g} {latest.unit}"
    said = f" Officials counted {counted_as_done} as finished ({when(latest.date)})."
    return made.model_copy(update={"says": made.says + said, "facts": (*made.facts, *basis.claim_facts(latest))})
