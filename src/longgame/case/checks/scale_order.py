"""Scales whose points are not in order or do not reach the ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look at the labelled points of each issue."""
    for row, issue in enumerate(case.issues):
        at = [point.at for point in issue.scale]
        for i, (low, high) in enumerate(pairwise(at), 1):
            if low >= high:
                how = f"has two points at {low:g}" if low == high else f"goes from {low:g} back to {high:g}"
                where = case.issues.where(row, "scale", i, "at")
                yield problem("LG255", where, f"the scale of {issue.id!r} {how}", "put the points in ascending order")
        if min(at) > 0 or max(at) < 100:
            message = f"the scale of {issue.id!r} is labelled from {min(at):g} to {max(at):g} only"
            yield problem("LG255", case.issues.where(row, "scale"), message, "label both ends, 0 and 100")
