"""Views hand plain data to templates, and know nothing of markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from types import FunctionType
from typing import Any

import pytest
from markupsafe import Markup
from pydantic import BaseModel

from longgame.core.dates import Period
from longgame.report.context import MAX_MONTHS, month_ends
from longgame.report.pages import PAGES, Page
from longgame.track.counting import Rule
from tests.report.conftest import FLAGSHIP, case, context, document

pages = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.id)


def parts(value: Any) -> Iterator[Any]:
    """Go through a value and everything in it."""
    yield value
    if is_dataclass(value):
        for f in fields(value):
            yield from parts(getattr(value, f.name))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, Mapping):
        for k, v in value.items():
            yield from (k, *parts(v))
    elif isinstance(value, list | tuple):
        for v in value:
            yield from parts(v)


@pages
def test_views_are_plain_frozen_data(page: Page) -> None:
    view = page.view(context(FLAGSHIP))
    assert is_dataclass(view)
    assert type(view).__dataclass_params__.frozen  # type: ignore[attr-defined]
    plain = (str, int, float, bool, date, Period, BaseModel, Mapping, tuple, list, FunctionType)
    for part in parts(view):
        assert part is None or is_dataclass(part) or isinstance(part, plain), type(part)
        assert not isinstance(part, Markup)
        assert not isinstance(part, FunctionType) or any(part in r for r in parts(view) if isinstance(r, Rule))


@pages
def test_views_give_the_same_each_time(page: Page) -> None:
    assert page.view(context(FLAGSHIP)) == page.view(context(FLAGSHIP))


def test_the_first_page_answers_at_a_glance() -> None:
    view = PAGES[0].view(context(FLAGSHIP))
    assert 3 <= len(view.figures) <= 5
    for figure in view.figures:
        assert figure.value
        assert figure.says
        assert figure.basis
        assert figure.link in {p.id for p in PAGES}
    assert view.chart is not None
    assert view.recent


def test_every_row_known_on_the_day_is_on_its_page() -> None:
    whole, ids = case(FLAGSHIP).as_of(case(FLAGSHIP).newest), set(document(FLAGSHIP).ids)
    kinds = {"commitments": "commitment", "deadlines": "deadline", "claims": "claim", "events": "event", "statements": "statement",
             "actors": "actor", "packages": "package", "mechanisms": "mechanism"}  # fmt: skip
    missing = [f"{kind}-{row.key}" for table, kind in kinds.items() for row in whole.table(table) if f"{kind}-{row.key}" not in ids]
    # Of an actor whom no fact names nothing can be shown.
    assert [m for m in missing if m.removeprefix("actor-") in context(FLAGSHIP).named or not m.startswith("actor-")] == []
    assert len(missing) < 0.2 * len(whole.actors)


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        (date(2024, 1, 1), date(2024, 1, 31), []),
        (date(2024, 1, 1), date(2024, 2, 1), ["2024-01-31"]),
        (date(2023, 11, 15), date(2024, 3, 1), ["2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29"]),
        (date(2024, 5, 1), date(2024, 1, 1), []),
    ],
)
def test_months_end_before_the_day(first: date, last: date, ends: list[str]) -> None:
    assert [d.isoformat() for d in month_ends(first, last)] == ends


def test_months_are_at_most_fifteen_years() -> None:
    ends = month_ends(date(1950, 1, 1), date(2024, 1, 15))
    assert len(ends) == MAX_MONTHS
    assert ends[-1] == date(2023, 12, 31)
