"""Dates and code words as a reader expects them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from longgame.core.dates import Period
from longgame.core.words import number, percent, sortable, when, word
from tests.world import period_texts

DATES = {
    "2023": "2023",
    "2023-02": "Feb 2023",
    "2023-02-17": "17 Feb 2023",
    "2023-02-07": "7 Feb 2023",
    "2022-Q3": "Q3 2022",
    "2022-H1": "first half of 2022",
    "2022-H2": "second half of 2022",
    "2021/2023": "2021 – 2023",
    "2018-12-13/2018-12-31": "13–31 Dec 2018",
    "2019-03/2019-12": "Mar–Dec 2019",
    "2019-03-30/2019-04-02": "30 Mar – 2 Apr 2019",
    "2018-12-25/2019-01-05": "25 Dec 2018 – 5 Jan 2019",
    "2018-12/2019-01": "Dec 2018 – Jan 2019",
    "2021-Q4/2022-Q1": "Q4 2021 – Q1 2022",
    "2022-Q1/2022-Q3": "Q1 2022 – Q3 2022",
    "2022-H1/2023": "first half of 2022 – 2023",
    "2019-06/2021-04-28": "Jun 2019 – 28 Apr 2021",
    "2019-06/2019-Q4": "Jun–Dec 2019",
    "2019-06-30/2019-07": "30 Jun 2019 – Jul 2019",
}


@pytest.mark.parametrize(("text", "says"), DATES.items())
def test_dates_in_words(text: str, says: str) -> None:
    assert when(text) == says
    assert when(Period.parse(text)) == says


@pytest.mark.parametrize(
    ("value", "says"),
    [(None, ""), ("", ""), (date(2024, 2, 29), "29 Feb 2024"), ("soon", "soon"), ("2023-13", "2023-13"), (7, "7")],
)
def test_what_is_no_date_is_left_alone(value: object, says: str) -> None:
    assert when(value) == says


@given(period_texts())
def test_every_date_names_its_years(text: str) -> None:
    said, period = when(text), Period.parse(text)
    assert str(period.first.year) in said
    assert str(period.last.year) in said
    assert "-" not in said
    assert "/" not in said


@pytest.mark.parametrize(("value", "says"), [("on_time", "on time"), (None, ""), ("a_b_c", "a b c"), ("due", "due"), (3, "3")])
def test_code_words(value: object, says: str) -> None:
    assert word(value) == says


@pytest.mark.parametrize(
    ("value", "says"), [(None, "–"), (0.0, "0 %"), (1.0, "100 %"), (0.804, "80 %"), (0.805, "80 %"), (0.8051, "81 %")]
)
def test_shares_in_percent(value: float | None, says: str) -> None:
    assert percent(value) == says


NUMBERS = [
    (None, ""),
    (0.0, "0"),
    (12.5, "12.5"),
    (1234567.0, "1,234,567"),
    (1234567.25, "1,234,567.25"),
    (-3.0, "-3"),
    (1e9, "1,000,000,000"),
]


@pytest.mark.parametrize(("value", "says"), NUMBERS)
def test_numbers_keep_their_digits(value: float | None, says: str) -> None:
    assert number(value) == says


def test_dates_of_all_precisions_sort_by_their_last_day() -> None:
    texts = ["2021-12-31", "2022-Q1", "2022-05-02", "2022-H1", "2022-07", "2022-Q3", "2022", "2022-11/2023-01"]
    assert sorted(texts, key=sortable) == texts
    assert sortable(date(2022, 1, 1)) == "2022-01-01"
    assert [sortable(v) for v in (None, "", "soon")] == ["", "", "soon"]
