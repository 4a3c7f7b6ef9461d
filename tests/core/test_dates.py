"""Partial dates are periods; nothing becomes the first of January on the way."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from longgame.core.dates import Period, months_between, parse_day
from tests.world import periods

DATE = TypeAdapter(Period)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-12-01", "2023-12-01", "2023-12-01"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),  # no leap year
        ("2000-02", "2000-02-01", "2000-02-29"),  # a leap year
        ("2023-Q1", "2023-01-01", "2023-03-31"),
        ("2023-Q2", "2023-04-01", "2023-06-30"),
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("2023-Q4", "2023-10-01", "2023-12-31"),
        ("2023-H1", "2023-01-01", "2023-06-30"),
        ("2023-H2", "2023-07-01", "2023-12-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("1000", "1000-01-01", "1000-12-31"),
        ("2999", "2999-01-01", "2999-12-31"),
        ("2019-01/2019-06", "2019-01-01", "2019-06-30"),
        ("2023/2023-Q1", "2023-01-01", "2023-03-31"),
        (" 2023-01-05 / 2023-01-06 ", "2023-01-05", "2023-01-06"),
        ("2023-01-05/2023-01-05", "2023-01-05", "2023-01-05"),
    ],
)
def test_notation(text: str, first: str, last: str) -> None:
    period = Period.parse(text)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert str(period) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "2023-", "2023-1", "2023-1-1", "23-01-01", "2023-13", "2023-00", "2023-02-29", "2023-04-31",
        "2023-01-00", "2023-01-32", "2023-Q0", "2023-Q5", "2023-H0", "2023-H3", "2023-q1", "2023Q1", "0000", "0999", "3000",
        "9999-12-31", "10000", "-2023", "+2023", "2023/01/05", "05.01.2023", "01/05/2023", "5 January 2023",
        "2023-01-05T00:00", "2023-01-05 12:00", "20230105", "2023-W01", "45000", "2023/", "/2023", "2023/2022",
        "2023-06/2023-05", "2023-Q2/2023-01", "2023/2024/2025", "2023//2024", "２０２３", "٢٠٢٣", "2023-01-05\n2024", "2023\x00",
        "n/a", "NaN", "today",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|year|month|day|ends before"):
        Period.parse(text)
    with pytest.raises(ValidationError):
        DATE.validate_python(text)


def test_the_message_says_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="2023-02 has no day 30, only 1 to 28"):
        Period.parse("2023-02-30")
    with pytest.raises(ValueError, match="no month 13"):
        Period.parse("2023-13-01")
    with pytest.raises(ValueError, match="write 2022, 2022-06"):
        Period.parse("soon")
    with pytest.raises(ValueError, match="…") as caught:
        Period.parse("x" * 10_000)
    assert len(str(caught.value)) < 300


@given(periods())
def test_written_and_read_again(period: Period) -> None:
    again = Period.parse(str(period))
    assert again == period
    assert hash(again) == hash(period)
    assert str(again) == str(period)
    assert DATE.validate_json(DATE.dump_json(period)) == period


@given(periods())
def test_first_and_last_are_both_in_it(period: Period) -> None:
    assert period.first <= period.last
    assert period.days == (period.last - period.first).days + 1 >= 1
    assert period.is_day == (period.days == 1)


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_day_lies_in_its_month_quarter_half_and_year(day: date) -> None:
    quarter, half = (day.month - 1) // 3 + 1, (day.month - 1) // 6 + 1
    wider = [day.isoformat(), f"{day:%Y-%m}", f"{day.year:04d}-Q{quarter}", f"{day.year:04d}-H{half}", f"{day.year:04d}"]
    periods = [Period.parse(text) for text in wider]
    assert all(p.first <= day <= p.last for p in periods)
    for inner, outer in pairwise(periods):
        assert outer.first <= inner.first <= inner.last <= outer.last
    assert Period.of(day) == periods[0]
    assert periods[1].days == calendar.monthrange(day.year, day.month)[1]


@given(periods())
def test_every_part_ends_where_the_next_begins(period: Period) -> None:
    if period.days == 1 or "/" in str(period):
        return
    after = period.last + timedelta(days=1)
    assert after.day == 1
    assert period.first.day == 1


@given(periods(), periods(), periods())
def test_order_is_total_and_by_the_last_day(a: Period, b: Period, c: Period) -> None:
    assert (a < b) + (a == b) + (b < a) == 1
    assert not (a < b and b < c) or a < c
    if a.last < b.last:
        assert a < b


def test_compared_by_days_not_by_notation() -> None:
    assert Period.parse("2023-Q1") == Period.parse("2023-01/2023-03")
    assert Period.parse("2023") != Period.parse("2023-H1")
    assert Period.parse("2023") != "2023"


def test_a_partial_day_on_the_command_line_is_its_last() -> None:
    assert parse_day("2023-Q1") == date(2023, 3, 31)
    assert parse_day("2023-02-17") == date(2023, 2, 17)


@pytest.mark.parametrize("value", [2023, 2023.5, None, True, ["2023"], {"year": 2023}])
def test_only_text_and_days_are_taken(value: object) -> None:
    with pytest.raises(ValidationError):
        DATE.validate_python(value)


def test_days_are_taken_as_they_are() -> None:
    assert DATE.validate_python(date(2023, 2, 17)) == Period.parse("2023-02-17")


@given(st.dates(), st.dates())
def test_months_between_turns_round(start: date, end: date) -> None:
    assert months_between(start, end) == -months_between(end, start)
    assert months_between(date(2023, 1, 1), date(2024, 1, 1)) == pytest.approx(12, abs=0.01)
