"""The place of a value is where its text stands."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from longgame.case.case import Case
from longgame.case.load import load
from longgame.case.record import Record, dumped
from longgame.case.sources import to_csl
from longgame.case.tables import SPECS, TABLES, Table, columns
from longgame.case.text.csv_text import parse_csv
from longgame.case.text.json_text import parse_json
from longgame.case.text.parsed import Parsed
from longgame.case.text.yaml_text import parse_yaml
from longgame.core.where import Where
from tests.plain import as_text, write
from tests.strategies import cases
from tests.world import texts

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def offset(text: str, where: Where) -> int:
    """Return the offset of a place; lines end with LF, CRLF or, in CSV, CR."""
    ends = [0, *(m.end() for m in re.finditer(r"\n", text))]
    return ends[where.line - 1] + where.column - 1


def value_at(parsed: Parsed, where: Where) -> Any:
    """Read the one value that stands at a place, with a parser that is not ours."""
    rest = parsed.text[offset(parsed.text, where) :]
    name = Path(parsed.file).name
    if name.endswith(".csv"):
        row = next(csv.reader(io.StringIO(rest, newline="")), [])
        return row[0] if row else ""  # an empty cell at the end of a line
    if name.endswith(".json"):
        return json.JSONDecoder().raw_decode(rest)[0]
    match = _QUOTED.match(rest)
    assert match is not None, rest[:80]
    return yaml.safe_load(match[0])


@given(cases())
def test_every_value_of_every_row(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        loaded = load(write(case, Path(folder)))
        for spec in TABLES:
            table = loaded.table(spec.name)
            for i, row in enumerate(table):
                check_row(table, i, row)


def check_row(table: Table[Record], i: int, row: Record) -> None:
    parsed = table.parsed
    assert parsed is not None
    fields = to_csl(row) if table.name == "sources" else as_text(dumped(row))  # type: ignore[arg-type]
    for name, value in fields.items():
        if isinstance(value, str) and value:
            assert value_at(parsed, table.where(i, name)) == value
    assert table.where(i, "no such field").line == table.where(i).line


Rows = st.lists(st.lists(texts(), min_size=3, max_size=3), max_size=5)


@given(
    Rows,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
)
def test_csv(rows: list[list[str]], end: str, bom: str, quoting: int, blank: bool) -> None:
    buffer = io.StringIO(newline="")
    buffer.write(bom + end * blank)
    writer = csv.writer(buffer, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["a", "b,c", "d"], *rows])
    text = buffer.getvalue()
    parsed = parse_csv(text, "t.csv")
    kept = [row for row in rows if any(row)]
    assert [list(map(r.get, parsed.header)) for r in parsed.data] == [[c or None for c in row] for row in kept]
    for i, row in enumerate(kept):
        for name, cell in zip(parsed.header, row, strict=True):
            assert value_at(parsed, parsed.where((i, name))) == cell
    for name in parsed.header:
        place = parsed.where_key((name,))
        shift = len(bom) if place.line == 1 else 0
        found = value_at(parsed, Where(place.file, place.line, place.column + shift))
        assert found == name


Json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), texts()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts(), inner, max_size=3)),
    max_leaves=12,
)


def paths(value: Any, base: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    found = [(base, value)]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += paths(inner, (*base, key))
    return found


@given(Json, st.sampled_from([None, 0, 2]), st.booleans())
def test_json(value: Any, indent: int | None, plain: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=plain)
    parsed = parse_json(text, "t.json")
    assert parsed.data == value
    for path, inner in paths(value):
        assert value_at(parsed, parsed.where(path)) == inner
        if path and isinstance(path[-1], str):
            assert value_at(parsed, parsed.where_key(path)) == path[-1]
    assert parsed.where(("no", "such", 3)) == parsed.where(()) or isinstance(value, dict)


Plain = st.recursive(
    texts(),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(texts(least=1), inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


@given(Plain, st.booleans())
def test_yaml(value: Any, flow: bool) -> None:
    text = yaml.safe_dump(value, default_style='"', default_flow_style=flow, width=10**6, sort_keys=False)
    parsed = parse_yaml(text, "t.yaml")
    assert parsed.data == value
    for path, inner in paths(value):
        if isinstance(inner, str):
            assert value_at(parsed, parsed.where(path)) == inner
        if path and isinstance(path[-1], str):
            assert value_at(parsed, parsed.where_key(path)) == path[-1]


@pytest.mark.parametrize("parse", [parse_yaml, parse_json])
def test_a_mark_at_the_beginning_does_not_move_places(parse: Any) -> None:
    with_mark, without = parse('\ufeff{"a": "b"}', "f"), parse('{"a": "b"}', "f")
    assert with_mark.where(("a",)) == without.where(("a",)) == Where("f", 1, 7)


def test_columns_of_every_table_are_known() -> None:
    assert all(columns(spec.record) for spec in SPECS.values())
