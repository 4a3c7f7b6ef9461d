"""Small cases with questions for hand-worked tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from longgame.case.case import Case
from longgame.case.commitments import Commitment, Package
from longgame.case.record import Record
from longgame.case.tables import SPECS, Table
from longgame.core.dates import Period
from tests.track.make import ABOUT

Row = Mapping[str, Any]


def question(id_: str = "Q1", **more: Any) -> dict[str, Any]:
    """Return a yes-or-no question about an event, from 2020 to the end of 2022."""
    fields = {"id": id_, "text": "t", "criteria": "c", "nature": "event", "domain": "d", "opens": "2020-01-01", "by": "2022-12-31"}
    return fields | more


def resolution(text: str, **more: Any) -> dict[str, Any]:
    """Read ``id question answer date`` as a resolution, known on its date."""
    name, of, answer, when = text.split()
    return {"id": name, "question": of, "answer": answer, "date": when, "known": when, "reason": "r"} | more


def forecast(text: str, **more: Any) -> dict[str, Any]:
    """Read ``id question who [answer [probability or hedge]]`` as a forecast made on 1 March 2020; ``_`` in hedges is a space."""
    name, of, who, *rest = text.split()
    fields: dict[str, Any] = {"id": name, "question": of, "forecaster": who, "date": "2020-03-01", "says": "s"}
    if rest:
        fields["answer"] = rest[0]
    if len(rest) > 1:
        fields |= {"probability": float(rest[1])} if rest[1][0].isdigit() else {"hedge": rest[1].replace("_", " ")}
    return fields | more


def case(day: str = "2026-01-01", updated: str = "", **tables: Iterable[Row | Record]) -> Case:
    """Return a case with these tables, as of a day, kept up to another; one commitment ``c`` is always there."""
    given: dict[str, Any] = {
        "packages": [Package.model_validate({"id": "p", "title": "P", "known": "2000"})],
        "commitments": [Commitment.model_validate({"id": "c", "title": "C", "domain": "d", "package": "p", "known": "2000"})],
    }
    made = {}
    for name, rows in (given | tables).items():
        record = SPECS[name].record
        made[name] = Table(name, tuple(r if isinstance(r, Record) else record.model_validate(r) for r in rows))
    about = ABOUT.model_copy(update={"updated": Period.parse(updated)}) if updated else ABOUT
    whole = Case(about=about, **made)  # type: ignore[arg-type]
    return whole.as_of(date.fromisoformat(day))
