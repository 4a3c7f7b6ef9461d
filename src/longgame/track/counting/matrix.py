"""Peace Accords Matrix points: the sum of completion levels out of three for each commitment."""

from __future__ import annotations

from longgame.track.counting.basis import Basis, share_of_commitments
from longgame.track.result import Count


def count(basis: Basis) -> Count:
    """Return the sum of levels over 3n (Joshi, Quinn and Regan 2015)."""
    return share_of_commitments(
        basis, "matrix", lambda _state, level: level / 3, lambda s: s.completion.facts, "Levels 0 to 3 as thirds of a commitment"
    )
