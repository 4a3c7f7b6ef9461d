"""Nothing that became known after the day is anywhere in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from pydantic import BaseModel

from longgame.case.case import Case
from longgame.case.record import Fact
from longgame.report.pack import unpacked
from tests.report.conftest import FLAGSHIP, PAST, case, document, html

DAYS = (date(2021, 9, 17), date(2021, 10, 1), date(2023, 2, 20), PAST, date(2023, 12, 31), date(2025, 3, 14))
TEXTS = ("title", "summary", "note", "what", "reason", "label", "text", "url", "number", "title_basis", "issued_basis")
LEAST = 12
each = pytest.mark.parametrize(
    ("name", "day"),
    [
        *(pytest.param(FLAGSHIP, d, marks=() if d == PAST else pytest.mark.deep) for d in DAYS),
        pytest.param("ferry", date(2024, 6, 1), marks=pytest.mark.deep),
        ("accession", date(2022, 1, 1)),
    ],
    ids=str,
)


def texts(row: Any) -> set[str]:
    """Return the free texts of a row, and of what stands in it."""
    found = {t for n in TEXTS if isinstance(t := getattr(row, n, ""), str) and len(t) >= LEAST}
    for name in type(row).model_fields:
        value = getattr(row, name)
        if isinstance(value, tuple):
            found |= {t for v in value if isinstance(v, BaseModel) for t in texts(v)}
    return found


def rows(whole: Case) -> Iterator[Any]:
    """Go through everything in a case that has a day, and its sources."""
    for table in whole.tables.values():
        yield from (row for row in table if isinstance(row, Fact))
    yield from whole.about.chapters
    for mechanism in whole.mechanisms:
        yield from mechanism.since
    yield from whole.sources


@cache
def said(name: str, day: date) -> str:
    """Return all text and all attribute values of a report, and all strings of its data."""
    page = document(name, day)
    parts = [e.text for e in page.all("body") if e.text] + [v for e in page.elements for v in e.attributes.values()]
    return "\n".join([*parts, *strings(json.loads(page.all("script")[0].text))])


def strings(value: Any) -> Iterator[str]:
    """Go through the strings in data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for k, v in value.items():
            yield from (k, *strings(v))
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)


@each
def test_no_later_text_is_there(name: str, day: date) -> None:
    whole = case(name)
    then = whole.as_of(day)
    known = {t for row in rows(then) for t in texts(row)}
    static = "\n".join(t for table in (then.actors, then.issues, then.series, then.mechanisms) for row in table for t in texts(row))
    later = {t for row in rows(whole) for t in texts(row)} - known
    assert later
    there = said(name, day)
    assert sorted(t for t in later if t in there and t not in static and not any(t in k for k in known)) == []


@each
def test_no_later_source_is_there(name: str, day: date) -> None:
    later = [s.id for s in case(name).sources if s.known is not None and s.known > day]
    assert later
    words, ids = set(re.findall(r"[\w.-]+", said(name, day))), set(document(name, day).ids)
    assert [key for key in later if f"source-{key}" in ids] == []
    assert all(re.fullmatch(r"[\w.-]+", key) for key in later)
    # A key of one plain word may stand in a sentence.
    assert [key for key in later if not key.isalpha() and key in words] == []


@each
def test_no_row_known_later_has_a_place(name: str, day: date) -> None:
    whole, ids = case(name), set(document(name, day).ids)
    kinds = {"commitments": "commitment", "deadlines": "deadline", "claims": "claim", "events": "event", "statements": "statement"}
    checked = 0
    for table, kind in kinds.items():
        for row in whole.table(table):
            assert isinstance(row, Fact)
            on = whole.known_on(row)
            if on is None or on > day:
                assert f"{kind}-{row.key}" not in ids
                checked += 1
            elif table not in ("deadlines",):
                assert f"{kind}-{row.key}" in ids
    assert checked


@each
def test_no_later_date_is_drawn(name: str, day: date) -> None:
    specs = unpacked(json.loads(document(name, day).all("script")[0].text))
    assert specs
    due = {d.due.last.isoformat() for d in case(name).as_of(day).deadlines}
    for spec in specs.values():
        for row in data(spec):
            for field in ("date", "from", "to"):
                if isinstance(value := row.get(field), str):
                    assert value <= day.isoformat() or value in due


def data(value: Any) -> Iterator[dict[str, Any]]:
    """Go through the rows of inline data in a spec."""
    if isinstance(value, dict):
        if isinstance(found := value.get("data"), dict):
            yield from found["values"]
        for v in value.values():
            yield from data(v)
    elif isinstance(value, list):
        for v in value:
            yield from data(v)


@pytest.mark.deep
def test_reports_grow_with_the_day() -> None:
    sizes = [len(html(FLAGSHIP, d)) for d in DAYS]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == len(sizes)
