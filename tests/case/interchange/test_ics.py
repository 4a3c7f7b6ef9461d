"""The calendar holds one event for each open deadline, readable by a calendar program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from longgame.case.case import Case
from longgame.case.interchange.ics import to_ics
from longgame.case.load import load
from tests.strategies import cases
from tests.world import days

SLOW = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@SLOW
@given(st.data(), cases(), days())
def test_any_deadline_makes_a_readable_event(data: st.DataObject, case: Case, day: date) -> None:
    only = data.draw(st.sets(st.sampled_from([d.id for d in case.deadlines]))) if len(case.deadlines) else set()
    events = Calendar.from_ical(to_ics(case, day, only)).walk("VEVENT")
    assert {str(e["uid"]) for e in events} == {f"{key}.{case.about.id}@longgame" for key in only}
    for event in events:
        deadline = case.deadlines.by_key[str(event["uid"]).removesuffix(f".{case.about.id}@longgame")]
        assert event.decoded("dtstart") == deadline.due.last
        assert str(event["summary"]) == (" ".join(deadline.what.replace("\ufeff", " ").split()) or "Deadline")


def test_flagship_in_february_2023(flagship: Path) -> None:
    day = date(2023, 2, 20)
    case = load(flagship, checked=False).as_of(day)
    text = to_ics(case, day)
    assert text == to_ics(case, day)
    assert b"\r\n" in text
    events = {str(e["uid"]).partition(".")[0]: e for e in Calendar.from_ical(text).walk("VEVENT")}
    moved = {d.replaces for d in case.deadlines}
    assert set(events) == {d.id for d in case.deadlines if d.due.last >= day and d.id not in moved}
    partial = next(d for d in case.deadlines if d.id in events and not d.due.is_day)
    assert f"Due {partial.due}; no day is known" in str(events[partial.id]["description"])
    assert "As of 2023-02-20." in str(events[partial.id]["description"])
