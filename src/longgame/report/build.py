"""Build a report: case in, one self-contained HTML file out."""

from __future__ import annotations

from datetime import date

from longgame.case.case import Case
from longgame.report.context import Progress, prepare
from longgame.report.html import render
from longgame.report.pages import PAGES


def build(case: Case, day: date | None = None, progress: Progress = lambda _what, _done, _of: None) -> str:
    """Return the report on a case as of a day.

    Parameters
    ----------
    case : Case
    day : datetime.date or None
        Nothing that became known later is in the report; None for the day to which the case is
        already cut, or up to which it was kept.
    progress : callable
        Called with what is being done, how many steps are done, and of how many.

    Returns
    -------
    str
        HTML that needs no other file and makes no request.
    """
    day = day or case.day or case.newest
    context = prepare(case, day, progress)
    made = {}
    for i, page in enumerate(sorted(PAGES, key=lambda page: page.waits)):
        progress(f"page {page.title.lower()}", i, len(PAGES))
        made[page] = page.view(context)
    progress("writing", 1, 1)
    return render(context, [(page, made[page]) for page in PAGES])
