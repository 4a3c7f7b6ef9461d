"""Questions that depend on each other in a ring, so that none could be decided first."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._cycles import rings, said
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Follow ``if``."""
    row = {q.id: i for i, q in reversed(list(enumerate(case.questions)))}
    for ring in rings({q.id: (q.if_,) if q.if_ is not None else () for q in case.questions}):
        where = case.questions.where(row[ring[0]], "if")
        yield problem("LG292", where, f"each of these questions depends on the next: {said(ring)}", "remove one of the conditions")
