"""Times by the table of the guide to labels, and what is no time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.read.english.dates import Time, deadline, find

NOW = date(2022, 11, 18)

DEADLINES = (
    ("It will end by the end of this year.", "2022-12-31"),
    ("It will end this year.", "2022-12-31"),
    ("It will end in 2026.", "2026-12-31"),
    ("It will end in the second quarter.", "2023-06-30"),
    ("It will end in the second quarter of 2024.", "2024-06-30"),
    ("It will end in Q3 2024.", "2024-09-30"),
    ("It will end by December.", "2022-12-31"),
    ("It will end by the summer.", "2023-08-31"),
    ("It will end in the autumn of 2026.", "2026-11-30"),
    ("It will end in the winter of 2023.", "2024-02-29"),
    ("It will last until 1 December.", "2022-12-01"),
    ("It will end by 1 December.", "2022-12-01"),
    ("It will end before the election on 14 May.", "2023-05-14"),
    ("It will not come before July.", "2023-06-30"),
    ("It will end before 2026.", "2025-12-31"),
    ("It will end by mid-2024.", "2024-06-30"),
    ("It will end early next year.", "2023-03-31"),
    ("It will end within 18 months.", "2024-05-18"),
    ("It will end within half a year.", "2023-05-18"),
    ("It will end over the next five years.", "2027-11-18"),
    ("They will meet from 13 to 20 July.", "2023-07-20"),
    ("They will meet on 15 and 16 December.", "2022-12-16"),
    ("It will end next February.", "2023-02-28"),
    ("It will end on the 24th.", "2022-11-24"),
    ("It will end tomorrow.", "2022-11-19"),
    ("It will end on Monday.", "2022-11-21"),
    ("It will end by the end of the decade.", "2029-12-31"),
    ("It will end by 30.06.2023.", "2023-06-30"),
    ("It will end by 31/03/2023.", "2023-03-31"),
    ("It will end on 2023-03-31.", "2023-03-31"),
    ("It will end on January 3rd, 2024.", "2024-01-03"),
    ("It will end on 3 January 2024.", "2024-01-03"),
    ("It will end no later than the end of the first quarter.", "2023-03-31"),
    ("It will end in the first half of July.", "2023-07-15"),
    ("It will end in January of this year.", "2022-01-31"),
    ("It will end before Christmas.", "2022-12-25"),
)


def times(text: str, *, ahead: bool = True) -> list[Time]:
    return find(text, NOW, ahead)


@pytest.mark.parametrize(("text", "day"), DEADLINES, ids=[d[0] for d in DEADLINES])
def test_the_last_day(text: str, day: str) -> None:
    found = times(text)
    assert str(deadline(found[-1])) == day, found


@pytest.mark.parametrize(
    "text",
    [
        "It stands at 74 %.", "A cut of 2000 warheads.", "They may march.", "Some 1,900 men.", "It cost 2.019 million.",
        "The 24 chapters.", "In three of four states.", "They have been at it for years.", "Article 2021-B applies.",
    ],
)  # fmt: skip
def test_numbers_are_no_times(text: str) -> None:
    assert times(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It began in December.", "2021-12-01", "2021-12-31"),
        ("It began last May.", "2022-05-01", "2022-05-31"),
        ("It began on 14 May.", "2022-05-14", "2022-05-14"),
        ("It ran from 2014 to 2020.", "2014-01-01", "2020-12-31"),
        ("It ran in 2014-16.", "2014-01-01", "2016-12-31"),
        ("It began two years ago.", "2020-11-18", "2020-11-18"),
        ("It began yesterday.", "2022-11-17", "2022-11-17"),
    ],
)
def test_what_is_told_lies_behind(text: str, first: str, last: str) -> None:
    days = times(text, ahead=False)[0].days
    assert (str(days.first), str(days.last)) == (first, last)


@pytest.mark.parametrize("text", ["on 31 June 2024", "on 30 February", "by 45.13.2023", "in 9999 years' time", "31/02/2022"])
def test_days_that_there_are_not_are_passed_over(text: str) -> None:
    assert not [t for t in times(text) if t.days.first.month == 2 and t.days.first.day > 29]


@given(
    st.text(alphabet="0123456789 -/.,abcdehijlmnorstuvy", max_size=60), st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.booleans()
)
def test_whatever_the_text_times_lie_in_it_in_order(text: str, now: date, ahead: bool) -> None:
    found = find(text, now, ahead)
    assert found == sorted(found)
    assert all(0 <= t.start < t.end <= len(text) and t.days.first <= t.days.last for t in found)
