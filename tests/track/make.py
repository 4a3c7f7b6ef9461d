"""Small cases for hand-worked tables: one commitment ``c`` in one package ``p``, unless said otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from longgame.case.about import About
from longgame.case.actors import Actor
from longgame.case.case import Case
from longgame.case.claims import Claim
from longgame.case.commitments import Commitment, Package
from longgame.case.deadlines import Deadline
from longgame.case.status import StatusEvent
from longgame.case.tables import Table
from longgame.track.result import CommitmentState, Count, DeadlineState, TrackResult
from longgame.track.run import track

ABOUT = About.model_validate(
    {"id": "x", "title": "X", "summary": "X.", "period": "2020/2030", "parties": [{"id": "A", "name": "A", "role": "client"}]}
)
ACTORS = (
    {"id": "min", "name": "Minister", "kind": "ministry", "party": "A"},
    {"id": "envoy", "name": "Envoy", "kind": "person", "part_of": "min"},
    {"id": "exile", "name": "Exiles", "kind": "opposition", "party": "A"},
    {"id": "exiled", "name": "Exile", "kind": "person", "party": "A", "part_of": "exile"},
    {"id": "paper", "name": "State paper", "kind": "media", "party": "A", "part_of": "min"},
    {"id": "tank", "name": "Think-tank", "kind": "analyst"},
)


def event(text: str, **more: Any) -> dict[str, Any]:
    """Read ``date kind [evidence]`` as a status event of ``c``, known on the last day of its date."""
    when, kind, *rest = text.split()
    fields = {
        "date": when,
        "event": kind,
        "evidence": rest[0] if rest else "claimant",
        "commitment": "c",
        "what": "w",
        "known": when,
    }
    return fields | more


def deadline(text: str, **more: Any) -> dict[str, Any]:
    """Read ``id set_on due [requires]`` as a deadline of ``c``."""
    name, set_on, due, *rest = text.split()
    fields = {"id": name, "set_on": set_on, "due": due, "commitment": "c", "what": "w", "known": set_on}
    return fields | ({"requires": rest[0]} if rest else {}) | more


def claim(text: str, **more: Any) -> dict[str, Any]:
    """Read ``date claimant percent`` or ``date claimant value/denominator unit`` as a claim about ``p``."""
    when, who, number, *unit = text.split()
    value, slash, of = number.partition("/")
    fields: dict[str, Any] = {"date": when, "claimant": who, "scope": "p", "quantity": "done", "what": "w", "known": when}
    fields |= {"as": "count" if slash else "percent", "value": float(value), "unit": unit[0] if unit else None}
    return fields | ({"denominator": float(of)} if slash else {}) | more


def rows(record: Any, prefix: str, given: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    """Return records, those without an id numbered."""
    return tuple(record.model_validate({"id": f"{prefix}{i}"} | dict(r)) for i, r in enumerate(given, 1))


def case(
    *events: Mapping[str, Any] | str,
    deadlines: Iterable[Mapping[str, Any] | str] = (),
    claims: Iterable[Mapping[str, Any] | str] = (),
    commitments: Iterable[Mapping[str, Any]] = ({"id": "c"},),
    packages: Iterable[Mapping[str, Any]] = ({"id": "p"},),
) -> Case:
    """Return a case in memory; texts are read by ``event``, ``deadline`` and ``claim``."""
    plain = {"title": "t", "known": "2020-01-01"}
    made = {
        "actors": rows(Actor, "a", ACTORS),
        "packages": rows(Package, "p", [plain | dict(p) for p in packages]),
        "commitments": rows(Commitment, "c", [plain | {"domain": "d", "package": "p"} | dict(c) for c in commitments]),
        "status": rows(StatusEvent, "e", [event(e) if isinstance(e, str) else e for e in events]),
        "deadlines": rows(Deadline, "d", [deadline(d) if isinstance(d, str) else d for d in deadlines]),
        "claims": rows(Claim, "q", [claim(c) if isinstance(c, str) else c for c in claims]),
    }
    return Case(about=ABOUT, **{n: Table(n, r, tuple(range(len(r)))) for n, r in made.items()})  # type: ignore[arg-type]


def tracked(made: Case, day: str = "2030-01-01", **more: Any) -> TrackResult:
    """Track a case as of a day."""
    return track(made, day=date.fromisoformat(day), **more)


def state(made: Case, day: str = "2030-01-01", name: str = "c") -> CommitmentState:
    """Return one commitment's state."""
    return next(s for s in tracked(made, day).commitments if s.id == name)


def due(made: Case, day: str = "2030-01-01", name: str = "D1") -> DeadlineState:
    """Return one deadline's state."""
    return next(d for d in tracked(made, day).deadlines if d.id == name)


def counted(made: Case, rule: str, day: str = "2030-01-01", package: str = "p") -> Count:
    """Return one count of a package."""
    return next(p for p in tracked(made, day).packages if p.id == package).counting[rule]
