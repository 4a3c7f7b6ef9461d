"""Issues on which nobody has a place."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for issues without stances; in a case where nothing is coded yet, say it once."""
    coded = {stance.issue for stance in case.stances}
    empty = [row for row, issue in enumerate(case.issues) if issue.id not in coded]
    if not coded and len(empty) > 1:
        message = f"none of the {len(empty)} issues has stances"
        yield problem("LG252", case.issues.where(empty[0]), message, "code stances, or leave issues.yaml out for now")
        return
    for row in empty:
        issue = case.issues[row]
        yield problem(
            "LG252", case.issues.where(row), f"the issue {issue.id!r} has no stances", "code stances, or remove the issue"
        )
