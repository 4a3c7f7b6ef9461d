"""Facts that no as-of view would ever hold."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.walk import facts
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Look for facts without a day: none of their own, and no source that is in the case and has a date."""
    # A source that is not in the case, or was left out as malformed, is reported by itself.
    undated = {s.id for s in case.sources if s.known is None}
    for placed in facts(case):
        fact = placed.fact
        own = fact.always or fact.known is not None or case.known_on(fact) is not None
        if not own and all(s in undated for s in fact.source):
            message = f"from which day on {placed.title} was known cannot be told"
            fix = "give its source an issued date, or the row known" if fact.source else "add a source with a date, or known"
            yield problem("LG233", placed.where("source"), message, fix)
