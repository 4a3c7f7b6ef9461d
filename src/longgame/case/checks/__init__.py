"""Checks across the rows of a case. One file a check; registering one is one line below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from longgame.case.case import Case
from longgame.core.errors import Problem, Severity


class Check(NamedTuple):
    """A check: its code, what it finds, how bad that is, and the function that looks."""

    code: str
    title: str
    severity: Severity
    find: Callable[[Case], Iterator[Problem]]


CHECKS: tuple[Check, ...] = ()


def run_checks(case: Case, *, errors_only: bool = False) -> list[Problem]:
    """Run the registered checks over a case and return everything that they find."""
    chosen: Sequence[Check] = [c for c in CHECKS if not errors_only or c.severity is Severity.ERROR]
    return [problem for check in chosen for problem in check.find(case)]
