"""Times in Russian, counted from an article of 15 September 2020."""

from __future__ import annotations

from datetime import date

import pytest

from longgame.read.english.dates import deadline
from longgame.read.russian.dates import find

NOW = date(2020, 9, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Договор подпишут до 1 декабря.", "2020-12-01"),
        ("Договор подпишут к концу года.", "2020-12-31"),
        ("Договор подпишут до конца 2021 года.", "2021-12-31"),
        ("Договор подпишут в 2022 году.", "2022-12-31"),
        ("Договор подпишут в будущем году.", "2021-12-31"),
        ("Договор подпишут в первом квартале.", "2021-03-31"),
        ("Договор подпишут не позднее конца первого полугодия 2021 года.", "2021-06-30"),
        ("Договор подпишут в течение шести месяцев.", "2021-03-15"),
        ("Встреча состоится 19-20 октября.", "2020-10-20"),
        ("Договор подпишут 30.06.2023.", "2023-06-30"),
        ("Договор подпишут весной.", "2021-05-31"),
        ("Договор подпишут завтра.", "2020-09-16"),
    ],
)
def test_the_last_day(text: str, day: str) -> None:
    assert str(deadline(find(text, NOW, True)[-1])) == day


def test_numbers_are_no_times() -> None:
    assert find("Документ готов на 90 %, согласованы 11 статей из 24.", NOW, True) == []
