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


# Counted from a Tuesday in spring; None if no day follows from the words.
SPRING = date(2024, 3, 12)
FROM_SPRING = (
    ("The law will be passed by year-end.", "2024-12-31"),
    ("It will be passed by the end of the year.", "2024-12-31"),
    ("It must be done before year's end.", "2024-12-31"),
    ("It will open by end-2025.", "2025-12-31"),
    ("It will open by end of June.", "2024-06-30"),
    ("It will open by the end of next June.", "2024-06-30"),
    ("It will open in H2 2025.", "2025-12-31"),
    ("It will open in the second half of the year.", "2024-12-31"),
    ("It will open later this year.", "2024-12-31"),
    ("It will open early in the new year.", "2025-03-31"),
    ("It will open this autumn.", "2024-11-30"),
    ("It will open by mid-May.", "2024-05-15"),
    ("It will open in two years' time.", "2026-03-12"),
    ("It will open within the next decade.", "2034-03-12"),
    ("It will be seen over the coming year.", "2025-03-12"),
    ("It will be done by 1 July 2024 at the latest.", "2024-07-01"),
    ("It will last until at least 2030.", "2030-12-31"),
    ("It will not come until 2027.", "2026-12-31"),
    ("It won't open before 2027.", "2026-12-31"),
    ("It will come no earlier than 2027.", "2026-12-31"),
    ("It will open next spring.", "2025-05-31"),
    ("It will open next week.", "2024-03-24"),
    ("It will open on Monday.", "2024-03-18"),
    ("It will open this weekend.", "2024-03-17"),
    ("It will open by Christmas.", "2024-12-25"),
    ("It will open by Easter.", "2024-03-31"),
    ("It will happen this decade.", "2029-12-31"),
    ("It will happen before the decade is out.", "2029-12-31"),
    ("It will happen before the end of the decade.", "2029-12-31"),
    ("It will happen by the early 2030s.", None),
    ("It will close most of the 28 programmes.", None),
    ("It will happen by late 2026.", "2026-12-31"),
    ("It may come as early as March 2025.", "2025-03-31"),
    ("It may come as soon as next month.", "2024-04-30"),
    ("It will come in the next 12-18 months.", "2025-09-12"),
    ("It will come in the next 12 to 18 months.", "2025-09-12"),
    ("It will come in the coming months.", None),
    ("It will come in the coming days.", None),
    ("It will come within weeks.", None),
    ("It will come in a few days.", None),
    ("It will come over the next few years.", None),
    ("It will come over the next several months.", None),
    ("It will be held ahead of the 19 September elections.", "2024-09-19"),
    ("It will come in the next two or three years.", "2027-03-12"),
    ("It will be signed before the summer break.", None),
    ("It will be signed by the summer of 2025.", "2025-08-31"),
    ("It will be signed by summer's end.", "2024-08-31"),
    ("It will be ratified this month.", "2024-03-31"),
    ("It will be ratified by the month's end.", "2024-03-31"),
    ("It will be ratified at the end of the month.", "2024-03-31"),
    ("It will be ratified in the coming year.", "2025-03-12"),
    ("It will be ratified in 18 months.", "2025-09-12"),
    ("It will be ratified in less than a year.", "2025-03-12"),
    ("It will be ratified in the first half of 2025.", "2025-06-30"),
    ("It will be ratified by the first half of next year.", "2025-06-30"),
    ("It will be ratified in Q3.", "2024-09-30"),
    ("It will be ratified by Q3 2024.", "2024-09-30"),
    ("It will be ratified in the third quarter of 2024.", "2024-09-30"),
    ("It will be ratified in April or May.", "2024-05-31"),
    ("It will be ratified between April and June.", "2024-06-30"),
    ("It will be ratified in April-May 2024.", "2024-05-31"),
    ("It will run from 2024 to 2026.", "2026-12-31"),
    ("It will run in 2024-2026.", "2026-12-31"),
    ("It will run in 2024/25.", "2025-12-31"),
    ("It will come this year or next.", "2025-12-31"),
    ("It will not come in 2024 or 2025.", "2025-12-31"),
    ("It will happen in the second week of May.", "2024-05-14"),
    ("It will happen by the autumn at the latest.", "2024-11-30"),
    ("It will happen on April 1st.", "2024-04-01"),
    ("It will happen April 1.", "2024-04-01"),
    ("It will happen on the 1st of April 2024.", "2024-04-01"),
    ("It will happen on Sept. 5.", "2024-09-05"),
    ("It will happen by 30.06.2024.", "2024-06-30"),
    ("It will happen in the spring of next year.", "2025-05-31"),
    ("It will happen in May next year.", "2025-05-31"),
    ("It will happen by May of next year.", "2025-05-31"),
    ("It will happen by March next year.", "2025-03-31"),
    ("It will happen in the middle of 2025.", "2025-06-30"),
    ("It will happen around mid-2025.", "2025-06-30"),
    ("It will happen in the autumn session.", None),
    ("It will happen in six to nine months.", "2024-12-12"),
    ("It will happen before the new year.", "2024-12-31"),
    ("It will happen after 2030.", None),
    ("It will happen sometime next year.", "2025-12-31"),
    ("It will happen in the remainder of the year.", "2024-12-31"),
    ("It will happen by the turn of the year.", "2024-12-31"),
    ("It will happen over the winter.", "2025-02-28"),
    ("It will happen this winter.", "2025-02-28"),
    ("It will happen before winter.", "2024-11-30"),
    ("It will happen at the beginning of 2025.", "2025-03-31"),
    ("It will happen in the last quarter of this year.", "2024-12-31"),
    ("It will happen in late summer.", "2024-08-31"),
    ("It will happen within 90 days.", "2024-06-10"),
    ("It will happen in 100 days.", "2024-06-20"),
    ("It will happen in a year or two.", "2026-03-12"),
    ("It will happen in a year.", "2025-03-12"),
    ("It will happen two years from now.", "2026-03-12"),
    ("It will happen in the five years to 2029.", "2029-12-31"),
    ("It will happen inside a month.", "2024-04-12"),
    ("It will happen by the 15th.", "2024-03-15"),
    ("It will happen by 15 March.", "2024-03-15"),
    ("It will happen by midnight on 31 December.", "2024-12-31"),
    ("It will happen at next month's summit.", "2024-04-30"),
    ("It will happen after next month's summit.", None),
    ("It will happen before next year's election.", "2024-12-31"),
    ("It will happen at the July summit.", "2024-07-31"),
    ("It will happen before the July summit.", "2024-06-30"),
    ("It will happen at the 2025 summit.", "2025-12-31"),
)
_BOUND = ("by", "until", "before", "within", "notbefore", "during")


@pytest.mark.parametrize(("text", "day"), FROM_SPRING, ids=[d[0] for d in FROM_SPRING])
def test_the_last_day_from_spring(text: str, day: str | None) -> None:
    found = [t for t in find(text, SPRING, True) if t.role not in ("of", "since", "after")]
    bound = [t for t in found if t.role in _BOUND] or found
    assert (str(deadline(bound[-1])) if bound else None) == day


@pytest.mark.parametrize("text", ["The 2019 road maps were dropped.", "Its 2011 decision stands.", "Last summer's vote was close."])
def test_a_year_that_says_which_is_no_time(text: str) -> None:
    assert times(text, ahead=False) == []


@pytest.mark.parametrize("day", [date(1961, 4, 2), date(2000, 4, 23), date(2024, 3, 31), date(2025, 4, 20), date(2038, 4, 25)])
def test_easter(day: date) -> None:
    found = find("It will end by Easter.", date(day.year, 1, 1), True)
    assert deadline(found[-1]) == day


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
