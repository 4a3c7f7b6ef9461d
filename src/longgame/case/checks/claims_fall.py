"""Percentages that fall from one claim to the next of the same claimant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from longgame.case.case import Case
from longgame.case.claims import Claim
from longgame.case.codes import problem
from longgame.core.errors import Problem
from longgame.core.words import percent


def find(case: Case) -> Iterator[Problem]:
    """Compare each claimant's claims on a package in the order of what they count."""
    groups: dict[tuple[str, str, str | None], list[tuple[int, Claim]]] = defaultdict(list)
    for row, claim in enumerate(case.claims):
        if claim.scope in case.packages.by_key and claim.as_ == "percent" and claim.share() is not None:
            groups[claim.claimant, claim.scope, claim.unit].append((row, claim))
    for group in groups.values():
        group.sort(key=lambda item: item[1].counted_on or item[1].date)
        for (_, old), (row, new) in pairwise(group):
            before, after = old.share(), new.share()
            if before is not None and after is not None and after[2] < before[0]:
                message = f"{new.claimant!r} claims {percent(after[1])} on {new.date}, after {percent(before[1])} on {old.date}"
                fix = f"if that is what was said, nothing is to be done; compare {old.id!r} and {new.id!r}"
                yield problem("LG242", case.claims.where(row, "value"), message, fix)
