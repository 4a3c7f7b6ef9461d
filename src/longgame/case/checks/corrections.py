"""Resolutions that correct what they cannot."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._cycles import rings, said
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Follow ``corrects``: to the same question, and never back."""
    row = {r.id: i for i, r in reversed(list(enumerate(case.resolutions)))}
    for i, resolution in enumerate(case.resolutions):
        other = case.resolutions.by_key.get(resolution.corrects or "")
        if other is not None and other.question != resolution.question:
            message = f"{resolution.id!r} is about {resolution.question!r} and corrects one about {other.question!r}"
            yield problem("LG298", case.resolutions.where(i, "corrects"), message, "name a resolution of the same question")
    for ring in rings({r.id: (r.corrects,) if r.corrects is not None else () for r in case.resolutions}):
        where = case.resolutions.where(row[ring[0]], "corrects")
        yield problem("LG298", where, f"each of these resolutions corrects the next: {said(ring)}", "remove one of the corrects")
