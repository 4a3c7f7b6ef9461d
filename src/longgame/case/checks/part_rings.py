"""Commitments and actors that are parts of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.checks._cycles import rings, said
from longgame.case.codes import problem
from longgame.core.errors import Problem


def find(case: Case) -> Iterator[Problem]:
    """Follow ``parent`` of commitments and ``part_of`` of actors."""
    for table, field in ((case.table("commitments"), "parent"), (case.table("actors"), "part_of")):
        row = {r.key: i for i, r in reversed(list(enumerate(table)))}
        edges = {r.key: (above,) if (above := getattr(r, field)) is not None else () for r in table}
        for ring in rings(edges):
            where = table.where(row[ring[0]], field)
            yield problem("LG203", where, f"each of these is a part of the next: {said(ring)}", f"correct one {field}")
