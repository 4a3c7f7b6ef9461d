"""Results as CSV."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from longgame.track.tables import as_csv, tables, write_csv
from tests.track.make import case, tracked


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\nx"])
def test_no_cell_is_run_by_a_spreadsheet(cell: str) -> None:
    assert list(csv.reader(io.StringIO(as_csv(["h"], [[cell]]), newline="")))[1] == ["'" + cell]


@pytest.mark.parametrize("cell", ["a=1", "газовый рынок", 'say "yes", please', "two\nlines", "'=1", ""])
def test_other_text_is_kept(cell: str) -> None:
    assert list(csv.reader(io.StringIO(as_csv(["h", "i"], [[cell, "x"]]), newline="")))[1] == [cell, "x"]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert as_csv(["a", "b", "c"], [[-3, 0.5, None]]) == "a,b,c\n-3,0.5,\n"


def test_each_table_has_rows_as_wide_as_its_header(tmp_path: Path) -> None:
    commitments = [{"id": "c", "title": "=1+1"}]
    dated, claims = ["D1 2022-01-01 2023-06-30"], ["2023-02-17 min 80"]
    made = case("2023-01-01 implemented", deadlines=dated, claims=claims, commitments=commitments)
    result = tracked(made, since=date(2022, 1, 1))
    paths = write_csv(result, tmp_path / "new" / "folder")
    assert [p.stem for p in paths] == ["commitments", "counting", "deadlines", "slippage", "changes"]
    for path in paths:
        header, *rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
        assert len(set(header)) == len(header)
        assert rows
        assert {len(row) for row in rows} == {len(header)}
    first = next(csv.DictReader(io.StringIO((tmp_path / "new/folder/commitments.csv").read_text("utf-8"), newline="")))
    assert first["title"] == "'=1+1"
    assert (first["completion"], first["days_late_high"]) == ("3", "-180")
    assert first["facts"] == "status:e1@2023-01-01 deadlines:D1@2022-01-01"


def test_tables_hold_what_the_result_holds() -> None:
    result = tracked(case("2023-01-01 implemented", deadlines=["D1 2022-01-01 2023-06-30"]))
    found = tables(result)
    assert set(found) == {"commitments", "counting", "deadlines", "slippage"}
    assert [row[2] for row in found["counting"][1]] == ["claimed", "measures", "matrix", "strict", "in_force"]
