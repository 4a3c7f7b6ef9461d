"""Saving keeps what was not changed, to the byte, and loses nothing of what was."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from longgame.case.case import Case
from longgame.case.load import read
from longgame.case.record import Record
from longgame.case.save import save
from longgame.case.tables import SPECS
from tests.plain import write
from tests.strategies import cases, same_rows
from tests.world import AWKWARD

# Whole cases are shrunk so slowly that a failure would take minutes to be told.
SLOW = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def loaded(case: Case, folder: Path) -> Case:
    back, problems = read(write(case, folder))
    assert back is not None, problems
    return back


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def with_rows(case: Case, name: str, rows: tuple[Record, ...]) -> Case:
    return replace(case, **{name: replace(case.table(name), rows=rows)})  # type: ignore[arg-type]


@SLOW
@given(cases())
def test_unchanged_case_keeps_its_bytes(case: Case) -> None:
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp) / "case"
        before = loaded(case, folder)
        was = bytes_of(folder)
        saved = save(before)
        assert saved.changed == ()
        assert bytes_of(folder) == was


@SLOW
@given(cases())
def test_case_made_in_memory_is_written_whole(case: Case) -> None:
    with tempfile.TemporaryDirectory() as tmp:
        save(case, Path(tmp) / "new")
        back, problems = read(Path(tmp) / "new")
        assert not problems
        assert back is not None
        assert same_rows(case, back) == {}


def edited_row(draw: Any, row: Record) -> Record:
    """Change text fields of a row to something awkward, and empty some of the optional ones."""
    changes: dict[str, Any] = {}
    for name in ("note", "what", "title", "summary", "name", "reason", "publisher"):
        if name in type(row).model_fields and draw(st.booleans()):
            changes[name] = draw(st.sampled_from(AWKWARD))
    if "source" in type(row).model_fields and draw(st.booleans()):
        changes["source"] = draw(st.sampled_from([(), ("s1",), ("s1", "s2")]))
    if "scale" in type(row).model_fields and draw(st.booleans()):
        points = list(row.scale)  # type: ignore[attr-defined]
        points[draw(st.integers(0, len(points) - 1))] = points[0].model_copy(update={"label": draw(st.sampled_from(AWKWARD))})
        changes["scale"] = tuple(points) if draw(st.booleans()) else (*points, points[0])
    if "since" in type(row).model_fields and draw(st.booleans()):
        changes["since"] = row.since[1:]  # type: ignore[attr-defined]
    return row.model_copy(update=changes)


@st.composite
def edits(draw: Any) -> tuple[Case, Any]:
    case = draw(cases(most=4))
    tables = {}
    for name in draw(st.lists(st.sampled_from(list(SPECS)), min_size=1, max_size=4, unique=True)):
        rows = list(case.table(name).rows)
        kind = draw(st.sampled_from(["edit", "edit", "remove", "add", "swap"]))
        if rows and kind == "edit":
            i = draw(st.integers(0, len(rows) - 1))
            rows[i] = edited_row(draw, rows[i])
        elif rows and kind == "remove":
            rows.pop(draw(st.integers(0, len(rows) - 1)))
        elif rows and kind == "add":
            which = draw(st.sampled_from(rows))
            field = next(f for f in ("id", "coder", "evidence") if f in type(which).model_fields)
            rows.insert(draw(st.integers(0, len(rows))), which.model_copy(update={field: "brand-new"}))
        elif rows:
            rows.reverse()
        tables[name] = tuple(rows)
    return case, tables


@SLOW
@given(edits())
def test_edited_case_comes_back_as_edited(made: tuple[Case, Any]) -> None:
    case, tables = made
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp) / "case"
        new = loaded(case, folder)
        for name, rows in tables.items():
            new = with_rows(new, name, rows)
        save(new)
        back, problems = read(folder)
        assert not problems
        assert back is not None
        assert same_rows(new, back) == {}
        again = bytes_of(folder)
        save(back)
        assert bytes_of(folder) == again
