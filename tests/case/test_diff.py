"""What differs between two cases is told row by row and field by field."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from longgame.case.case import Case
from longgame.case.diff import diff, lines
from longgame.case.load import load
from longgame.core.dates import Period


@pytest.fixture
def case(cases: Path) -> Case:
    return load(cases / "ferry", checked=False)


def test_a_case_does_not_differ_from_itself(case: Case, cases: Path) -> None:
    assert not diff(case, load(cases / "ferry", checked=False))
    assert diff(case, case).summary == "no difference"


def test_rows_and_fields(case: Case) -> None:
    first, second, *rest = case.status
    third = second.model_copy(update={"id": "new"})
    status = (first.model_copy(update={"note": "changed", "known": Period.parse("2030")}), *rest, third)
    found = diff(case, replace(case, status=replace(case.status, rows=status)))
    assert [(r.table, r.key, r.kind) for r in found.rows] == [
        ("status", second.id, "removed"),
        ("status", first.id, "changed"),
        ("status", "new", "added"),
    ]
    assert [(f.name, f.after) for f in found.rows[1].fields] == [("known", "2030"), ("note", "changed")]
    assert found.counts == {"added": 1, "removed": 1, "changed": 1}
    assert found.summary == "status: 1 added, 1 removed, 1 changed"


def test_parts_of_rows_are_named_by_their_place(case: Case) -> None:
    issue = case.issues[0]
    scale = (issue.scale[0].model_copy(update={"label": "x"}), *issue.scale[1:-1])
    new = issue.model_copy(update={"scale": scale, "reversion": issue.reversion.model_copy(update={"at": 3.5})})
    found = diff(case, replace(case, issues=replace(case.issues, rows=(new, *case.issues.rows[1:]))))
    assert [f.name for f in found.rows[0].fields] == ["scale.1.label", f"scale.{len(issue.scale)}", "reversion.at"]
    assert found.rows[0].fields[2].after == "3.5"


def test_notation_and_order_are_no_difference(case: Case) -> None:
    about = case.about.model_copy(update={"period": Period(case.about.period.first, case.about.period.last, "otherwise")})
    assert not diff(case, replace(case, about=about, status=replace(case.status, rows=tuple(reversed(case.status.rows)))))


def test_lines_for_a_terminal(case: Case) -> None:
    status = tuple(s.model_copy(update={"note": f"two\nlines {i}" + "x" * 300}) for i, s in enumerate(case.status))
    found = diff(case, replace(case, status=replace(case.status, rows=status)))
    shown = [line for _, line in lines(found, most=1, width=60)]
    assert shown[0] == f"~ status {case.status[0].id}"
    assert shown[1].startswith("    note: ")
    assert "\n" not in shown[1]
    assert len(shown[1]) < 200
    assert shown[2] == f"… and {len(status) - 1} rows more"


def test_a_new_row_is_shown_by_its_first_fields_or_whole(case: Case) -> None:
    row = case.deadlines.rows[0]
    found = diff(replace(case, deadlines=replace(case.deadlines, rows=case.deadlines.rows[1:])), case)
    (short,), (whole,) = ([line for kind, line in lines(found, whole=w) if kind == "note"][:1] for w in (False, True))
    assert short.endswith(", …")
    assert not whole.endswith("…")
    names = [name for name, value in row.model_dump(exclude_defaults=True).items() if value and name not in ("id", "note")]
    assert [name for name in names if f"{name}: " not in whole] == []
