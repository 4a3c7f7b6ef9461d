"""Days counted from a day: ends of months, seasons, decades; what `next February` is."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = 12
# Three whole months each, as the guide to labels has them; winter runs into the next year.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


class Days(NamedTuple):
    """First and last day of a stretch of time."""

    first: date
    last: date


def month(year: int, number: int) -> Days:
    """Return a month; numbers beyond 12 run into the next year."""
    year, number = year + (number - 1) // MONTHS, (number - 1) % MONTHS + 1
    return Days(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def months(year: int, start: int, count: int) -> Days:
    """Return a run of months: a quarter, a half, a season."""
    return Days(month(year, start).first, month(year, start + count - 1).last)


def year(number: int) -> Days:
    """Return a year."""
    return months(number, 1, MONTHS)


def day(year: int, month: int, day: int) -> Days | None:
    """Return a day, None if there is no such day."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Days(found, found)


def season(year: int, name: str) -> Days:
    """Return a season of a year."""
    return months(year, SEASONS[name], 3)


def decade(day: date) -> Days:
    """Return the decade of a day: it ends with the year that ends in 9."""
    start = day.year - day.year % 10
    return Days(date(start, 1, 1), date(start + 9, 12, 31))


def week(day: date) -> Days:
    """Return the week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6))


def later(start: date, count: float, unit: str) -> date:
    """Return the day so many days, weeks, months, quarters, years or decades later; halves of years and months count."""
    if unit in ("day", "week", "fortnight"):
        return start + timedelta(days=round(count * {"day": 1, "week": 7, "fortnight": 14}[unit]))
    whole = count * {"month": 1, "quarter": 3, "season": 12, "year": 12, "decade": 120}[unit]
    ahead = month(start.year, start.month + int(whole))
    moved = date(ahead.first.year, ahead.first.month, min(start.day, ahead.last.day))
    return moved + timedelta(days=round((whole - int(whole)) * 30))
