"""Jumps in the history that the rules of the game do not allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from longgame.case.case import Case
from longgame.case.checks._long_game import Seen, seen, standing
from longgame.case.codes import problem
from longgame.case.game import CONDITIONS
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Compare each coded rung and level with the one coded before it: at most one step a period, and no rung falls."""
    tracks: dict[tuple[str, str], list[tuple[Seen, int]]] = defaultdict(list)
    for one in seen(case, "rung", *CONDITIONS):
        if (stood := standing(case, one.fact)) is not None:
            name, number = stood
            track = tracks[one.fact.of, name]
            if not track or track[-1][0].at != one.at:  # two in one period have a check of their own
                track.append((one, number))
    for (of, name), track in tracks.items():
        for (before, old), (after, new) in pairwise(track):
            if (wrong := _wrong(of, name, new - old, after.at - before.at)) is not None:
                message = f"{wrong}: {old} in {before.fact.date}, {new} in {after.fact.date}"
                fix = (
                    "code it as lasting, or the period in between"
                    if new > old or of in CONDITIONS
                    else "rungs are kept once reached"
                )
                yield problem("LG280", case.history.where(after.row, "is"), message, fix)


def _wrong(of: str, name: str, step: int, periods: int) -> str | None:
    within = "one period" if periods == 1 else f"{periods} periods"
    if of == "rung" and step < 0:
        return f"the ladder {name!r} falls"
    if abs(step) <= periods:
        return None
    if of == "rung":
        return f"the ladder {name!r} rises by {step} rungs within {within}"
    return f"{name} moves by {abs(step)} levels within {within}"
