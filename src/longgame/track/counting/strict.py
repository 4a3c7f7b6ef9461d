"""Done in full or not at all."""

from __future__ import annotations

from longgame.track.counting.basis import Basis, share_of_commitments
from longgame.track.result import Count


def count(basis: Basis) -> Count:
    """Return the share of commitments shown to be carried out in full."""
    return share_of_commitments(
        basis, "strict", lambda s: float(s.completion.level == 3), lambda s: s.completion.facts, "Shown to be done in full"
    )
