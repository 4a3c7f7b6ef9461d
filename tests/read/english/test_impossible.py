"""A date that there is not is none, and no part of it is another; in English and in Russian."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longgame.core.dates import YEARS
from longgame.read.document import document
from longgame.read.english import dates as english
from longgame.read.gazetteer import Gazetteer
from longgame.read.propose import propose
from longgame.read.russian import dates as russian

NOW = date(2026, 1, 20)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
OF = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@pytest.mark.parametrize(
    "time",
    [
        "31 February 2026", "31 February", "45 May", "the 45th of May 2026", "0 June", "February 31, 2026", "May 45",
        "May 3-45, 2026", "28 to 31 February 2026", "29 February 2027", "31 December 9999", "December 31, 9999",
        "31 December 0000",
        "31 December 20266", "31 December 202", "May 9999", "the end of May 9999", "early summer of 9999",
        "the first quarter of 9999", "Q1 9999",
        "Q5 2026", "Christmas 9999", "the year 9999", "13/13/2026", "31.02.2026", "31/02/2026", "2026-02-31", "9999-12-31",
        "31.12.9999",
        "the end of 9999", "2026-9999",
    ],
)  # fmt: skip
def test_it_gives_no_time(time: str) -> None:
    assert english.find(f"They will sign it by {time}.", NOW, True) == []
    assert english.find(f"It was signed on {time}, the minister said.", NOW, False) == []


@pytest.mark.parametrize(
    "text",
    ["It runs from 2030 to 2026.", "It runs from 2026 to 9999.", "It will come between 2026 and 9999.", "It ends in 999 years."],
)
def test_a_run_that_ends_before_it_begins_or_nowhere_is_none(text: str) -> None:
    assert english.find(text, NOW, True) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In May 5000 people will march.", "2026-05-31"),
        ("On 5 May 3000 people will march.", "2026-05-05"),
        ("In March 60 soldiers will go.", "2026-03-31"),
        ("They will meet on 19 June, 0930.", "2026-06-19"),
        ("They will meet on 19 June, 1430.", "2026-06-19"),
        ("They will meet on 19 June 0930 at the border.", "2026-06-19"),
        ("They will sign it by 12/31/2026.", "2026-12-31"),
        ("They will sign it by 29 February.", "2028-02-29"),
        ("They will meet from 28 to 3 July.", "2026-07-03"),
        ("They will sign it by 31 April or 1 May 2026.", "2026-05-01"),
        ("They will sign it by 31 December 2199.", "2199-12-31"),
    ],
)
def test_what_there_is_is_still_read(text: str, day: str) -> None:
    assert str(english.deadline(english.find(text, NOW, True)[-1])) == day


@pytest.mark.parametrize(
    "time",
    [
        "до 31 февраля 2026 года", "до 45 мая", "к 0 мая", "30 и 31 апреля", "до 29 февраля 2027 г.", "до 31 декабря 9999 года",
        "к 31 декабря 2126 года", "к маю 9999 года", "до конца мая 9999 года", "до конца 9999 года", "до 31.02.2026",
        "с 2030 по 2026 год", "с 2026 по 9999 год", "в 2026-9999 годах", "через 999 лет", "в первом квартале 9999 года",
        "летом 9999 года",
    ],
)  # fmt: skip
def test_it_gives_no_time_in_russian(time: str) -> None:
    assert russian.find(f"Договор подпишут {time}.", NOW, True) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("В мае 5000 человек выйдут на площадь.", "2026-05-31"),
        ("Договор подпишут до 29 февраля.", "2028-02-29"),
        ("Договор подпишут до 1-го мая.", "2026-05-01"),
        ("Договор действует с 2026 по 2030 год.", "2030-12-31"),
    ],
)
def test_what_there_is_is_still_read_in_russian(text: str, day: str) -> None:
    assert str(english.deadline(russian.find(text, NOW, True)[-1])) == day


@given(st.integers(0, 99), st.integers(0, 11), st.one_of(st.none(), st.just(0), st.integers(1000, 99_999)), st.booleans())
def test_a_day_is_the_one_that_is_written_or_none(day: int, month: int, year: int | None, ahead: bool) -> None:
    for find, names in ((english.find, MONTHS), (russian.find, OF)):
        tail = "" if year is None else f" {year:04d}"
        found = find(f"{'By' if find is english.find else 'К'} {day} {names[month]}{tail}.", NOW, ahead)
        for time in found:
            last = time.days.last
            assert (last.day, last.month) == (day, month + 1)
            assert year is None or last.year == year
            assert last.year in YEARS
        if 1 <= day <= LENGTHS[month] - (month == 1) and (year is None or 1900 <= year <= 2099):
            assert len(found) == 1
            assert year is not None or abs(found[0].days.last - NOW) <= timedelta(days=366 * 8)


def test_a_claim_has_no_deadline_then() -> None:
    text = (
        "The two governments will sign the agreement by 31 February 2026.\n\nThe parliament will ratify it by 31 December 9999.\n"
    )
    found = propose(document(f"20 January 2026\n\n{text}".encode(), "a.txt", "txt"), Gazetteer())
    assert [(p.forward, p.timing, p.period) for p in found] == [(True, "undated", None)] * 2
