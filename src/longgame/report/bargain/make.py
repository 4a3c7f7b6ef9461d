"""Bargain as of a day, or take it from what was kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from longgame.case.case import Case
from longgame.core.errors import UsageError
from longgame.report.bargain import kept
from longgame.report.bargain.record import Bargained

Progress = Callable[[str, int, int], None]
NO_STANCES = "No two actors have a coded stance on any issue by this day, so there is nothing to bargain."


def bargained(case: Case, day: date, progress: Progress) -> Bargained:
    """Return what the models make of a case as of a day.

    A failure of a model is told in the record and not raised: the other pages do not depend on it.

    Parameters
    ----------
    case : Case
        Cut to ``day``.
    day : datetime.date
    progress : callable
        Called with what is being done, how many steps are done, and of how many.
    """
    if len({s.actor for s in case.stances}) < 2:
        return Bargained(why_not=NO_STANCES)
    key = kept.name(case, day)
    found = kept.get(key)
    if found is not None:
        return found
    from longgame.report.bargain.compute import compute

    try:
        made = compute(case, day, progress)
    except UsageError as error:
        return Bargained(why_not=f"The stances of the case cannot be bargained: {error}.")
    except (ArithmeticError, LookupError, MemoryError, RuntimeError, TypeError, ValueError) as error:
        return Bargained(why_not=f"The bargaining models could not be run on this machine ({type(error).__name__}: {error}).")
    kept.put(key, made)
    return made
