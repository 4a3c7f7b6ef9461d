"""Tables out: everything is in them, dates have both their ends, nothing runs in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from longgame.case.case import Case
from longgame.case.interchange.flat import rows_of, sheets
from longgame.case.interchange.tables import to_tables
from longgame.case.load import load
from longgame.core.dates import Period
from tests.strategies import cases

SLOW = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@SLOW
@given(cases())
def test_every_row_and_value_is_there(case: Case) -> None:
    files = {m.name: m.content for m in to_tables(case, "parquet")}
    for sheet in sheets():
        rows = list(rows_of(case, sheet))
        if not rows:
            assert f"{sheet.name}.parquet" not in files
            continue
        table = pq.read_table(io.BytesIO(files[f"{sheet.name}.parquet"])).to_pylist()
        expected = [[str(v) if isinstance(v, Period) else v for v in row] for row in rows]
        assert [[got[c.name] for c in sheet.columns] for got in table] == expected


@SLOW
@given(cases())
def test_csv_says_the_same_and_runs_nothing(case: Case) -> None:
    marked = 0
    for made in to_tables(case, "csv"):
        if made.name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(made.content.decode(), newline="")))
            assert len({len(r) for r in rows}) == 1
            risky = [c for row in rows[1:] for c in row if c.startswith(("=", "+", "-", "@", "\t"))]
            assert all(_is_number(c) for c in risky)
            marked += sum(c.startswith(("'=", "'+", "'-", "'@", "'\t")) for row in rows[1:] for c in row)
        else:
            manifest = json.loads(made.content)
            assert sum(t.get("cells_with_apostrophe", 0) for t in manifest["tables"].values()) <= marked


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_flagship_tables_as_of_a_day(flagship: Path) -> None:
    day = date(2023, 2, 20)
    case = load(flagship, checked=False).as_of(day)
    files = {m.name: m.content for m in to_tables(case, "parquet")}
    manifest = json.loads(files["manifest.json"])
    assert (manifest["case"], manifest["as_of"], manifest["digest"]) == ("union-state", "2023-02-20", case.digest)
    for table in manifest["tables"].values():
        assert hashlib.sha256(files[table["file"]]).hexdigest() == table["sha256"]
    claims = pq.read_table(io.BytesIO(files["claims.parquet"])).to_pylist()
    assert len(claims) == len(case.claims) == manifest["tables"]["claims"]["rows"]
    assert all(row["known_day"] <= day for row in claims)
    assert all(row["date_first"] <= row["date_last"] for row in claims)


@pytest.mark.parametrize(("text", "cell"), [("=1", "'=1"), ("-x", "'-x"), ("@", "'@"), ("a=1", "a=1"), ("'=1", "'=1")])
def test_apostrophes(cases: Path, text: str, cell: str) -> None:
    case = load(cases / "ferry", checked=False)
    row = case.commitments[0].model_copy(update={"note": text})
    case = replace(case, commitments=replace(case.commitments, rows=(row,)))
    files = {m.name: m.content.decode() for m in to_tables(case, "csv")}
    (found,) = csv.DictReader(io.StringIO(files["commitments.csv"], newline=""))
    assert found["note"] == cell
