"""The table of commitments: state on every axis, with the events behind it."""

from __future__ import annotations

from dataclasses import dataclass

from longgame.case.commitments import Commitment, Package
from longgame.case.status import StatusEvent
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.context import Context
from longgame.track.ledger import by_commitment
from longgame.track.result import CommitmentState, DeadlineState


@dataclass(frozen=True)
class Row:
    """A commitment with everything that a reader may open; its field is that of the commitment that it is a part of."""

    commitment: Commitment
    state: CommitmentState
    depth: int
    field: str
    events: tuple[StatusEvent, ...]
    deadlines: tuple[DeadlineState, ...]


@dataclass(frozen=True)
class Group:
    """A package and its commitments; no package for those outside any."""

    package: Package | None
    rows: tuple[Row, ...]
    chart: Chart | None


@dataclass(frozen=True)
class Programmes:
    """Data of the page."""

    groups: tuple[Group, ...]


def view(context: Context) -> Programmes:
    """Return the commitments by package, each followed by its parts."""
    events = by_commitment(context.case)
    drawn = {c.id: c for c in CHARTS["status_over_time"](context)}
    groups = []
    for package in (*context.case.packages, None):
        name = package.id if package is not None else None
        rows, field = [], ""
        for commitment, depth in _nested(context, name):
            field = field if depth else commitment.domain
            rows.append(_row(context, commitment, depth, field, events))
        if rows or package is not None:
            groups.append(Group(package, tuple(rows), drawn.get(f"status-{name}")))
    return Programmes(tuple(groups))


def _nested(context: Context, package: str | None) -> list[tuple[Commitment, int]]:
    packages = context.case.packages.by_key
    members = [c for c in context.case.commitments if (c.package if c.package in packages else None) == package]
    ids = {c.id for c in members}
    ordered: list[tuple[Commitment, int]] = []
    seen: set[str] = set()

    def add(commitment: Commitment, depth: int) -> None:
        if commitment.id in seen:
            return
        seen.add(commitment.id)
        ordered.append((commitment, depth))
        for child in members:
            if child.parent == commitment.id:
                add(child, depth + 1)

    for commitment in members:
        if commitment.parent not in ids:
            add(commitment, 0)
    return ordered


def _row(context: Context, commitment: Commitment, depth: int, field: str, events: dict[str, list[StatusEvent]]) -> Row:
    due = tuple(d for d in context.result.deadlines if d.commitment == commitment.id)
    return Row(commitment, context.states[commitment.id], depth, field, tuple(events.get(commitment.id, ())), due)
