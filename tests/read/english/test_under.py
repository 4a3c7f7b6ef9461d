"""Headings that are a time, and what stands under them."""

from __future__ import annotations

from datetime import date

import pytest

from longgame.core.dates import Period
from longgame.read.document import document
from longgame.read.english.under import under_heading
from longgame.read.gazetteer import Gazetteer
from longgame.read.propose import propose

NOW = date(2015, 4, 7)
TIMES = (
    ("Next 24 hours", date(2015, 4, 8)),
    ("By 2027", date(2027, 12, 31)),
    ("6. Outlook for 2016", date(2016, 12, 31)),
    ("III. The next six months", date(2015, 10, 7)),
    ("What to expect this summer", date(2015, 8, 31)),
    ("Autumn 2016", date(2016, 11, 30)),
    ("2016–2018", date(2018, 12, 31)),
    ("The treaty of 2016", None),
    ("Before the 2016 vote", None),
    ("Since 2010", None),
    ("After 2016", None),
    ("Two questions", None),
    ("", None),
)


@pytest.mark.parametrize(("heading", "day"), TIMES)
def test_a_heading_that_is_a_time(heading: str, day: date | None) -> None:
    assert under_heading("The talks go on.", heading, NOW) == day


def test_what_opens_a_paragraph_before_a_colon_is_its_heading() -> None:
    assert under_heading("6.1 Next 24-72 hours: the shelling will go on.", "By 2027", NOW) == date(2015, 4, 10)
    assert under_heading("(b) By June: the port closes.", "", NOW) == date(2015, 6, 30)
    assert under_heading("The premier in 2016: a portrait.", "", NOW) is None


def test_what_stands_under_a_time_has_it_unless_it_has_its_own() -> None:
    text = (
        "# The port\n\nThe lenders have left, and the port has changed hands twice since.\n\n"
        "## By 2027\n\nThe levy will be abolished. The port will be sold by June 2016.\n\n"
        "- The dykes will be raised.\n- The union will fall apart eventually.\n- The premier resigned.\n\n"
        "## What else\n\nThe bridge will be painted.\n"
    )
    read = document(text.encode(), "port.md", "md", Period.parse("2015-04-07"))
    times = {read.text[p.start : p.end]: p.time for p in propose(read, Gazetteer()) if p.forward}
    assert times == {
        "The levy will be abolished.": "2027-12-31",
        "The port will be sold by June 2016.": "2016-06-30",
        "The dykes will be raised.": "2027-12-31",
        "The union will fall apart eventually.": "undated",
        "The bridge will be painted.": "undated",
    }
