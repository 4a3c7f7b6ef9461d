"""What is to be resolved, as of a day."""

from __future__ import annotations

from longgame.case.case import Case
from longgame.core.dates import Period
from longgame.core.made import Made
from longgame.score.resolve import resolve
from longgame.score.result import ResolveResult


def due(case: Case) -> ResolveResult:
    """Return the state of every question, and which are due, next, or answered in two ways.

    Parameters
    ----------
    case : Case
        As of a day: ``case.as_of(day)``.
    """
    day = case.day or case.newest
    states = [found.state for found in resolve(case).values()]
    coming = [(Period.parse(q.by).last, q.id) for q in states if q.state == "open" and not q.due and q.by is not None]
    late = [(Period.parse(q.by).last, q.id) for q in states if q.due and q.by is not None]
    return ResolveResult(
        made=Made(case=case.about.id, digest=case.digest, as_of=day),
        as_of=day,
        kept=case.newest,
        title=case.about.title,
        due=tuple(name for _, name in sorted(late)),
        next=tuple(name for _, name in sorted(coming)),
        early=tuple(q.id for q in states if q.early),
        differences=tuple(q.id for q in states if q.differs),
        questions=tuple(states),
    )
