"""The JSON Schemas accept what loading accepts, and refuse the usual mistakes."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from longgame.case.case import Case
from longgame.case.load import FILES
from longgame.case.schema import file_schema, file_schemas, row_schema
from longgame.case.starter import starter_files
from longgame.case.tables import SPECS
from tests.plain import files_of
from tests.strategies import cases as some_cases


@cache
def check(text: str) -> None:
    Draft202012Validator.check_schema(json.loads(text))


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the validator of a file, its schema checked: the definitions, which most files share, once each."""
    schema = file_schema(name)
    check(json.dumps({k: v for k, v in schema.items() if k != "$defs"}))
    for definition in schema.get("$defs", {}).values():
        check(json.dumps(definition))
    return Draft202012Validator(schema)


def values(name: str, text: str) -> Any:
    """Return what a plain parser makes of a file, with every scalar of YAML and CSV as text."""
    text = text.removeprefix("\ufeff")
    if name.endswith(".csv"):
        return list(csv.DictReader(io.StringIO(text, newline="")))
    return yaml.load(text, Loader=yaml.BaseLoader) if name.endswith(".yaml") else json.loads(text)


def as_an_editor(value: Any) -> Any:
    """Return values as the YAML 1.2 parser of an editor has them: numbers as numbers, dates as text."""
    if isinstance(value, dict):
        return {k: as_an_editor(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_an_editor(v) for v in value]
    if value in ("true", "false"):
        return value == "true"
    for number in (int, float):
        try:
            return number(value)
        except ValueError:
            continue
    return value or None


def complaints(name: str, data: Any) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator(name).iter_errors(data)]


@pytest.mark.parametrize("name", FILES)
def test_every_schema_is_one(name: str) -> None:
    assert validator(name).schema["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("case", ["ferry", "accession", "union-state"])
def test_the_cases_that_are_shipped_fit(case: str, cases: Path) -> None:
    seen = 0
    for path in sorted((cases / case).iterdir()):
        if path.name in FILES:
            seen += 1
            data = values(path.name, path.read_text(encoding="utf-8"))
            assert complaints(path.name, data) == []
            if path.suffix == ".yaml":
                assert complaints(path.name, as_an_editor(data)) == []
    assert seen


@given(some_cases())
def test_every_case_that_can_be_loaded_fits(case: Case) -> None:
    for name, text in files_of(case).items():
        assert complaints(name, values(name, text)) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param("actors.yaml", "kind: company", "kind: compnay", id="value not on the list"),
        pytest.param("actors.yaml", "part_of: lo", "partof: lo", id="unknown field"),
        pytest.param("actors.yaml", "    kind: company\n", "", id="missing field"),
        pytest.param("actors.yaml", "actors:", "actor:", id="unknown table"),
        pytest.param("actors.yaml", "id: lo-grid", "id: ../lo", id="id with a path"),
        pytest.param("case.yaml", "\ncase:", "\ncases:", id="no head"),
        pytest.param("case.yaml", "2025/2026", "last year", id="not a date"),
        pytest.param("case.yaml", "#ef5675", "red", id="not a colour"),
        pytest.param("commitments.yaml", "size: 3", "size: many", id="not a number"),
        pytest.param("commitments.yaml", "size: 3", "size: -3", id="number out of range"),
        pytest.param("issues.yaml", "at: 50", "at: 150", id="outside the scale"),
        pytest.param("series.yaml", "chart: true", "chart: maybe", id="neither true nor false"),
        pytest.param("status.csv", "S1,operator,2025-01-15", "S1,operator,15.01.2025", id="date in a table"),
        pytest.param("claims.csv", "id,date,", "id,when,", id="column"),
        pytest.param("sources.json", '"reliability": "A"', '"reliability": "Z"', id="grade of a source"),
        pytest.param("sources.json", '{"date-parts": [[2025, 1, 15]]}', "2025", id="date of a source"),
    ],
)
def test_mistakes_do_not_fit(file: str, old: str, new: str) -> None:
    text = starter_files("market")[file]
    assert complaints(file, values(file, text)) == []
    assert old in text
    data = values(file, text.replace(old, new, 1))
    assert complaints(file, as_an_editor(data) if file.endswith(".yaml") else data)


def test_fields_are_described() -> None:
    deadline = row_schema("deadlines")
    assert "commitment" in deadline["required"]
    assert "Earlier deadline" in deadline["properties"]["replaces"]["description"]
    assert "stage" in deadline["description"]
    assert next(iter(file_schema("actors.yaml")["properties"])) == "actors"


def test_hints_of_the_starter_name_schemas_that_are_written() -> None:
    written = set(file_schemas())
    for name, text in starter_files("market").items():
        if name.endswith(".yaml"):
            assert text.splitlines()[0].removeprefix("# yaml-language-server: $schema=.schema/") in written


def test_there_is_a_schema_for_each_table_and_no_other() -> None:
    for table in (*SPECS, "case"):
        check(json.dumps(row_schema(table)))
    with pytest.raises(KeyError):
        row_schema("nothing")
    with pytest.raises(KeyError):
        file_schema("nothing.yaml")
