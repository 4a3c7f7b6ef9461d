"""A small case in which every free text tries to break out of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from pydantic import BaseModel

from longgame.case.case import Case
from longgame.case.proxies import Proxy
from longgame.case.questions import Question
from longgame.case.scenarios import Does
from longgame.case.tables import TABLES, Table
from longgame.report.bargain.record import Bargained

# Each tries another way; `pwned` is what a browser test looks for.
SCRIPT = "<script>window.pwned=1</script>"
PAYLOADS = (
    SCRIPT,
    "</script><script>window.pwned=1</script>",
    "</style></title></noscript><img src=x onerror=window.pwned=1>",
    '" onmouseover="window.pwned=1" x=\'',
    "' autofocus onfocus='window.pwned=1",
    "{{ 7*7 }}{% raw %}{# #}${7*7}#{7*7}",
    "<svg/onload=window.pwned=1>&lt;b&gt;&amp;",
    "a\u2028b\u2029c\u202e\u2066\u200f\u05e2\u05d1\u05e8\u0000".replace("\u0000", ""),
    "W" * 180,
    "<!-- <script> ]]> --> \\ \\u003c/script\\u003e",
    "=cmd|' /C calc'!A0",
    "-1+cmd|' /C calc'!A0",
    "$ink",
    "javascript:window.pwned=1",
)
ADDRESSES = (
    "javascript:window.pwned=1",
    " javascript:window.pwned=1",
    "JaVaScRiPt:window.pwned=1",
    "java\nscript:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    "vbscript:x",
    "//example.org/x",
    "file:///etc/hosts",
    'https://example.org/"onmouseover="window.pwned=1',
    "https://example.org/<script>",
)
FREE = {
    "title", "summary", "note", "what", "reason", "name", "role", "wants", "publisher", "licence", "counted_by", "kind_", "text",
    "observables", "title_basis", "number", "issued_basis", "does", "sponsor", "reversion_reason",
    "rule", "says", "lacks", "mechanism", "lag", "author", "other_side", "doubt", "topic", "would_tell", "criteria",
}  # fmt: skip

# What a change of a scenario does is a code, and no free text like what a home of a mechanism does.
CODES = get_args(Does)


def small(case: Case, most: int = 6) -> Case:
    """Return a case with a few rows in each table, none of which refers to a row that is gone."""
    commitments = {row.id for row in case.commitments[:most]}
    issues, series = {row.id for row in case.issues[:2]}, {row.id for row in case.series[:3]}
    keep: dict[str, Any] = {
        "deadlines": lambda r: r.commitment in commitments,
        "status": lambda r: r.commitment in commitments,
        "commitments": lambda r: r.id in commitments,
        "claims": lambda r: r.scope in commitments or r.scope in case.packages.by_key,
        "issues": lambda r: r.id in issues,
        "stances": lambda r: r.issue in issues,
        "series": lambda r: r.id in series,
        "indicators": lambda r: r.series in series,
    }
    tables: dict[str, Table[Any]] = {}
    for spec in TABLES:
        table: Table[Any] = case.table(spec.name)
        tables[spec.name] = table.kept(keep[spec.name]) if spec.name in keep else table
        if spec.name not in ("deadlines", "status", "sources", "stances", "actors", "packages"):
            tables[spec.name] = _first(tables[spec.name], 3 * most)
    return Case(about=case.about, **tables)


def _first(table: Table[Any], most: int) -> Table[Any]:
    keys = {row.key for row in table[:most]}
    return table.kept(lambda row: row.key in keys)


def numbered(case: Case, row: Any) -> Any:
    """Return a row of the history with the number of its rung or level, which outlasts a spoilt label."""
    steps = case.ladders.by_key[row.on].rungs if row.of == "rung" else getattr(case.game[0], row.of, ())
    labels = [step.label for step in steps] if isinstance(steps, tuple) else []
    return row.model_copy(update={"value": str(labels.index(row.value))}) if row.value in labels else row


def spoiler() -> Callable[..., Any]:
    """Return a function that puts a payload at an end of every free text and in every address of a row."""
    count = iter(range(10**9))

    def spoilt(value: Any, name: str = "") -> Any:
        if isinstance(value, BaseModel):
            # The rule of a question or a proxy is code, which is checked when it is read.
            fields = [n for n in type(value).model_fields if n != "rule" or not isinstance(value, Question | Proxy)]
            return value.model_copy(update={n: spoilt(getattr(value, n), n) for n in fields})
        if isinstance(value, tuple):
            return tuple(spoilt(v) for v in value)
        if isinstance(value, str) and name == "url":
            return ADDRESSES[next(count) % len(ADDRESSES)]
        if isinstance(value, str) and name == "label":
            return (value + SCRIPT)[-40:] if next(count) % 2 else value
        if name == "doubt" and not value:  # that there is one is told
            return value
        if isinstance(value, str) and name in FREE and value not in CODES:
            payload = PAYLOADS[next(count) % len(PAYLOADS)]
            return f"{value} {payload}" if next(count) % 2 else f"{payload} {value}"
        return value

    return spoilt


def hostile(case: Case) -> Case:
    """Return the case with a payload at the end of every free text and in every address."""
    spoilt, tables = spoiler(), {}
    for spec in TABLES:
        table: Table[Any] = case.table(spec.name)
        rows = [numbered(case, row) for row in table] if spec.name == "history" else list(table)
        tables[spec.name] = Table(spec.name, tuple(spoilt(row) for row in rows), table.at)
    return Case(about=spoilt(case.about), **tables)


def hostile_bargained(made: Bargained) -> Bargained:
    """Return the record of bargaining with payloads in what it takes over from the case."""
    spoilt = spoiler()
    return made.model_copy(update={name: spoilt(getattr(made, name)) for name in ("issues", "scenarios", "left_out")})


def small_bargained(made: Bargained, case: Case) -> Bargained:
    """Return of a record of bargaining what is on the issues of a smaller case."""
    there = {row.id for row in case.issues}
    update: dict[str, Any] = {
        "issues": tuple(i for i in made.issues if i.id in there),
        "exchanges": tuple(e for e in made.exchanges if {side.on for side in e.sides} <= there),
        "trades_then": tuple(t for t in made.trades_then if {side.on for side in t.found.sides} <= there),
        "advice": tuple(a for a in made.advice if a.issue in there),
        "then": tuple(t for t in made.then if t.issue in there),
    }
    rows = ((s, tuple(r for r in s.rows if r.issue in there)) for s in made.scenarios)
    return made.model_copy(update=update | {"scenarios": tuple(s.model_copy(update={"rows": r}) for s, r in rows)})
