"""The mechanisms that analysts describe, each with a link to where it lives in the case."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from longgame.case.actors import Statement
from longgame.case.claims import Claim
from longgame.case.deadlines import Deadline
from longgame.case.events import Event
from longgame.case.mechanisms import Home, Mechanism
from longgame.case.record import Record
from longgame.core.words import when
from longgame.report.charts.actor_map import FEWEST, stances
from longgame.report.context import Context


@dataclass(frozen=True)
class Link:
    """A reference with its anchor in the report, or without one where the row is not known on the day."""

    label: str
    anchor: str | None


@dataclass(frozen=True)
class Entry:
    """A mechanism with its resolved homes."""

    mechanism: Mechanism
    homes: tuple[tuple[Home, tuple[Link, ...]], ...]


@dataclass(frozen=True)
class Mechanisms:
    """Data of the page."""

    entries: tuple[Entry, ...]
    live: int
    planned: dict[str, int]


def view(context: Context) -> Mechanisms:
    """Return every mechanism with the rows that it refers to."""
    entries = tuple(
        Entry(m, tuple((h, tuple(_link(context, r) for r in h.refs)) for h in m.homes)) for m in context.case.mechanisms
    )
    planned = Counter(h.verb for m in context.case.mechanisms for h in m.homes if not h.live)
    return Mechanisms(entries, sum(any(h.live for h in e.mechanism.homes) for e in entries), dict(sorted(planned.items())))


def _link(context: Context, ref: str) -> Link:
    kind, _, key = ref.partition(":")
    table = {
        "package": context.case.packages, "commitment": context.case.commitments, "deadline": context.case.deadlines,
        "issue": context.case.issues, "actor": context.case.actors, "event": context.case.events, "series": context.case.series,
        "claim": context.case.claims, "statement": context.case.statements,
    }[kind]  # fmt: skip
    row = table.by_key.get(key)
    if row is None:
        return Link(f"{key} (not known by this day)", None)
    if not _shown(context, kind, key):
        return Link(f"{key} (nothing known by this day)", None)
    if kind == "actor" and key not in context.named:
        return Link(f"{key} (in no fact by this day)", None)
    return Link(_name(kind, row) or key, f"{kind}-{key}")


def _name(kind: str, row: Record) -> str:
    """Return what a reader can make something of: a title or a name, else what it is and its date."""
    if isinstance(row, Deadline):
        return f"deadline of {when(row.due)}"
    if isinstance(row, Claim | Event | Statement):
        return f"{kind} of {when(row.date)}"
    return str(getattr(row, "title", None) or getattr(row, "name", None) or "")


def _shown(context: Context, kind: str, key: str) -> bool:
    """Whether the report has a place for the row: issues and series have one only where something is known of them."""
    if kind == "series":
        return any(o.series == key for o in context.case.indicators)
    return kind != "issue" or len(stances(context, key)) >= FEWEST
