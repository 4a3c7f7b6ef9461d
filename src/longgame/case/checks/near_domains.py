"""Domains that are written in two ways."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem
from longgame.core.where import Where

# Comparing every pair takes too long beyond this; no case has so many domains on purpose.
MOST = 200


def find(case: Case) -> Iterator[Problem]:
    """Compare domains that stand in one row only with all the others."""
    count: dict[str, int] = {}
    place: dict[str, Where] = {}
    for name in ("commitments", "issues", "series", "events", "questions"):
        table = case.table(name)
        for row, record in enumerate(table):
            domain = str(getattr(record, "domain"))  # noqa: B009 - all five have one
            count[domain] = count.get(domain, 0) + 1
            if domain not in place:
                place[domain] = table.where(row, "domain")
    if len(count) > MOST:
        return
    for domain in count:
        others = [d for d in count if d != domain and count[d] > count[domain]]
        if count[domain] == 1 and (close := difflib.get_close_matches(domain, others, 1, 0.8)):
            yield problem("LG205", place[domain], f"the domain {domain!r} stands here only", f"did you mean {close[0]!r}?")
