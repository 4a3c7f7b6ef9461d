"""Dates, numbers and code words as a reader expects them."""

from __future__ import annotations

from datetime import date

from longgame.core.dates import Period

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date) -> str:
    """Return a day as '17 Feb 2023'."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def when(value: object) -> str:
    """Return a date, a period or its text as a reader expects it.

    Parameters
    ----------
    value : Period, datetime.date, str or None
        Text must be in the notation of ``Period``; other text is returned as it is.

    Returns
    -------
    str
        For example '17 Feb 2023', 'Feb 2023', 'Q3 2022', 'first half of 2022', '13–31 Dec 2018', 'Mar–Dec 2019'.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Period):
        return _period(value)
    try:
        return _period(Period.parse(str(value)))
    except ValueError:
        return str(value)


def _period(value: Period) -> str:
    start, slash, end = str(value).partition("/")
    if not slash:
        return _partial(start, value)
    first, last = value.first, value.last
    if len(start) == 10 and len(end) == 10 and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first.year == last.year and len(start) == len(end) and len(start) in (7, 10) and start[5].isdigit():
        head = f"{first.day} " if len(start) == 10 else ""
        tail = f"{last.day} " if len(end) == 10 else ""
        return (
            f"{head}{MONTHS[first.month - 1]} – {tail}{MONTHS[last.month - 1]} {last.year}"
            if head
            else (f"{MONTHS[first.month - 1]}–{MONTHS[last.month - 1]} {last.year}")
        )
    return f"{when(start)} – {when(end)}"


def _partial(text: str, value: Period) -> str:
    year, _, rest = text.partition("-")
    if rest.startswith("Q"):
        return f"{rest} {year}"
    if rest.startswith("H"):
        return f"{'first' if rest == 'H1' else 'second'} half of {year}"
    if len(text) == 7:
        return f"{MONTHS[value.first.month - 1]} {year}"
    return day(value.first) if rest else year


def word(value: object) -> str:
    """Return a code word as text: ``on_time`` as 'on time'."""
    return "" if value is None else str(value).replace("_", " ")


def number(value: float | None) -> str:
    """Return a number as it was given, thousands apart: 1234567.5 as '1,234,567.5'; nothing for none."""
    return "" if value is None else f"{value:,.12g}"


def sortable(value: object) -> str:
    """Return the last day of a date, a period or its text as ISO text, which sorts; other text as it is."""
    if isinstance(value, date):
        return value.isoformat()
    try:
        return Period.parse(str(value)).last.isoformat() if value else ""
    except ValueError:
        return str(value)


def percent(value: float | None, places: int = 0) -> str:
    """Return a share as a percentage, '94 %', or '94.3 %' with one decimal place; a dash where there is none."""
    return "–" if value is None else f"{100 * value:.{places}f} %"


def not_looked(kept: date, day: date) -> str:
    """Return what is to be said where a day is asked after that lies behind that up to which a case was kept; else nothing."""
    if day <= kept:
        return ""
    return (
        f"The case was kept up to {when(kept)} (updated in case.yaml, else its newest fact): what came after it was not looked "
        "for, and that nothing is found of it says nothing."
    )


def many(n: int, noun: str, nouns: str = "") -> str:
    """Return a count with its noun: '1 piece', '2 pieces', '1,000 pieces'.

    Parameters
    ----------
    n : int
    noun : str
        Of one.
    nouns : str
        Of several, where it is not the noun with an s.
    """
    return f"{n:,} {noun if n == 1 else nouns or noun + 's'}"
