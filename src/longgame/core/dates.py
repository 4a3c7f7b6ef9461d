"""Dates as analysts have them: a day, a month, a quarter, a half, a year, or a span of these.

Nothing becomes 1 January on the way: a partial date is a period with a first and a last day, and
each rule says which of the two it uses. The notation is ISO 8601 with ``Q`` and ``H`` added, an
interval is ``start/end``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from longgame.core.errors import short

YEARS = range(1000, 3000)
PATTERN = r"\d{4}(-(\d{2}(-\d{2})?|Q[1-4]|H[12]))?"
_PARTIAL = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?", re.ASCII)
ALLOWED = "2022, 2022-06, 2022-06-30, 2022-Q3, 2022-H1, or two of these joined by '/'"


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days, with the text it was written as.

    Attributes
    ----------
    first, last : datetime.date
        Both included; ``first <= last``.
    text : str
        As written, so that a case is saved as it was read; not compared.
    """

    first: date
    last: date
    text: str

    def __str__(self) -> str:
        """Return the text as written."""
        return self.text

    def __eq__(self, other: object) -> bool:
        """Compare by days, not by notation."""
        if not isinstance(other, Period):
            return NotImplemented
        return (self.first, self.last) == (other.first, other.last)

    def __hash__(self) -> int:
        """Hash by days."""
        return hash((self.first, self.last))

    def __lt__(self, other: Period) -> bool:
        """Order by last day, then by first: a period is over when its last day is."""
        return (self.last, self.first) < (other.last, other.first)

    @property
    def is_day(self) -> bool:
        """Whether the date is known to the day."""
        return self.first == self.last

    @property
    def days(self) -> int:
        """Number of days in the period, at least 1."""
        return (self.last - self.first).days + 1

    @classmethod
    def of(cls, day: date) -> Period:
        """Return the period of a single day."""
        return cls(day, day, day.isoformat())

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a date or an interval.

        Parameters
        ----------
        text : str
            For example ``2023-12-01``, ``2022-Q3`` or ``2019-01/2019-06``.

        Returns
        -------
        Period

        Raises
        ------
        ValueError
            If the text is not in the notation, names an impossible day, lies outside the years
            1000 to 2999 or ends before it starts. The message says which.
        """
        return _parse(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic read and write a period as its text."""
        return core_schema.no_info_plain_validator_function(
            _validate, serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema())
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the notation for editors."""
        return {
            "type": "string",
            "pattern": f"^{PATTERN}(/{PATTERN})?$",
            "description": f"A date, perhaps partial: {ALLOWED}.",
            "examples": ["2023-12-01", "2022-Q3", "2022"],
        }


def _validate(value: object) -> Period:
    if isinstance(value, Period):
        return value
    if isinstance(value, date):
        return Period.of(value)
    if isinstance(value, str):
        return _parse(value)
    raise ValueError(f"a date is written as text: {ALLOWED}")


@lru_cache(maxsize=65536)
def _parse(text: str) -> Period:
    start, slash, end = text.strip().partition("/")
    first, last = _partial(start, text)
    if slash:
        end_first, last = _partial(end, text)
        if last < first or end_first < first:
            raise ValueError(f"{short(text)} ends before it starts")
    return Period(first, last, text.strip())


def _partial(part: str, whole: str) -> tuple[date, date]:
    match = _PARTIAL.fullmatch(part.strip())
    if match is None:
        raise ValueError(f"{short(whole)} is not a date; write {ALLOWED}")
    year, month, day, quarter, half = (int(g) if g else 0 for g in match.groups())
    if year not in YEARS:
        raise ValueError(f"the year {year:04d} is outside {YEARS.start} to {YEARS.stop - 1}")
    if match[2] and not 1 <= month <= 12:
        raise ValueError(f"{whole!r}: there is no month {match[2]}")
    length = calendar.monthrange(year, month)[1] if month else 0
    if match[3] and not 1 <= day <= length:
        raise ValueError(f"{whole!r}: {year}-{month:02d} has no day {match[3]}, only 1 to {length}")
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, length)
    if quarter:
        return _months(year, 3 * quarter - 2, 3 * quarter)
    if half:
        return _months(year, 6 * half - 5, 6 * half)
    return _months(year, 1, 12)


def _months(year: int, start: int, end: int) -> tuple[date, date]:
    return date(year, start, 1), date(year, end, calendar.monthrange(year, end)[1])


def months_between(start: date, end: date) -> float:
    """Return the time from ``start`` to ``end`` in months of 365.25/12 days; negative if earlier."""
    return (end - start).days / (365.25 / 12)


def parse_day(text: str) -> date:
    """Read a day given on a command line; a partial date means its last day.

    Raises
    ------
    ValueError
        As ``Period.parse``.
    """
    return Period.parse(text).last
