"""A small case whose questions each engine can answer in part."""

from __future__ import annotations

from typing import Any

from longgame.case.case import Case
from tests.score import make
from tests.track.make import deadline, event

DAY = "2021-06-30"
COMMITMENTS = [{"id": "c", "title": "C", "domain": "d", "package": "p", "known": "2000"}]


def proxy(id_: str, question: str, engine: str, rule: str, fit: str = "near") -> dict[str, Any]:
    """Return a proxy."""
    return {"id": id_, "question": question, "engine": engine, "rule": rule, "fit": fit, "reason": "r"}


def rows(**more: Any) -> dict[str, Any]:
    """Return the tables of the small case."""
    asked = [
        make.question("Q1", rule="deadline D1 met", by="2022-06-30"),
        make.question("Q2", rule="commitment c reaches in_force and not deadline D1 met"),
        make.question("Q3", rule="event E1"),
        make.question("Q4"),
        make.question("Q5", **{"if": "Q4"}),
        make.question("Q6", kind="number", status_quo="3"),
        make.question("Q7", rule="commitment later reaches signed"),
    ]
    told = [make.forecast(f"F{i} Q{i} one yes 0.8", date=DAY) for i in (1, 2, 3, 4, 5, 7)]
    commitments = [*COMMITMENTS, {"id": "later", "title": "L", "domain": "d", "package": "p", "known": "2023"}]
    tables = {
        "actors": [{"id": "one", "name": "One", "kind": "analyst"}],
        "commitments": commitments,
        "deadlines": [deadline("D1 2020-01-01 2022-06-30 signed"), deadline("D0 2019-01-01 2019-06-30 drafted")],
        "status": [
            event("2020-01-01 agreed", id="S1"),
            event("2020-03-01 drafted", id="S2"),
            event("2022-03-01 signed", id="S3"),
        ],
        "events": [{"id": "E1", "date": "2022-05-01", "kind": "other", "domain": "d", "what": "w", "known": "2022-05-01"}],
        "questions": asked,
        "forecasts": told,
    }
    return tables | more


def small(day: str = "2026-01-01", **more: Any) -> Case:
    """Return the small case as of a day."""
    return make.case(day, "2025-12-31", **rows(**more))
