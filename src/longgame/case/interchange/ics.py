"""Deadlines as a calendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

import longgame
from longgame.case.case import Case
from longgame.case.deadlines import Deadline


def to_ics(case: Case, day: date, only: Collection[str] | None = None) -> bytes:
    """Return a case's deadlines as the bytes of an .ics file.

    Each is an event of a whole day, the last one of a deadline that is a period, and has an
    identifier that stays the same, so that a calendar updates it when the file is imported again.

    Parameters
    ----------
    case : Case
        Cut to ``day`` already.
    day : datetime.date
        As of which the deadlines are open; written as the time stamp.
    only : collection of str or None
        Ids of the open deadlines; None for those that are not over and that none replaces.
    """
    if only is None:
        moved = {d.replaces for d in case.deadlines}
        only = {d.id for d in case.deadlines if d.due.last >= day and d.id not in moved}
    calendar = Calendar()
    calendar.add("prodid", f"-//longgame//longgame {longgame.__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _one_line(f"{case.about.title}: deadlines"))
    for deadline in sorted(case.deadlines, key=lambda d: (d.due.last, d.id)):
        if deadline.id in only:
            calendar.add_component(_event(case, deadline, day))
    return bytes(calendar.to_ical())


def _event(case: Case, deadline: Deadline, day: date) -> Event:
    commitment = case.commitments.by_key.get(deadline.commitment)
    event = Event()
    event.add("uid", f"{deadline.id}.{case.about.id}@longgame")
    event.add("dtstamp", datetime.combine(day, time(), UTC))
    event.add("dtstart", deadline.due.last)
    event.add("dtend", deadline.due.last + timedelta(days=1))
    event.add("summary", _one_line(deadline.what))
    event.add("description", "\n".join(_description(case, deadline, day)))
    event.add("transp", "TRANSPARENT")
    if commitment is not None:
        event.add("categories", [commitment.domain])
    url = next((s.url for key in deadline.source if (s := case.sources.by_key.get(key)) is not None and s.url), None)
    if url is not None and url.isprintable():
        event.add("url", _one_line(url))
    return event


def _description(case: Case, deadline: Deadline, day: date) -> list[str]:
    commitment = case.commitments.by_key.get(deadline.commitment)
    lines = [f"{commitment.title} ({deadline.commitment})" if commitment is not None else deadline.commitment]
    if deadline.due.is_day:
        lines.append(f"Due on {deadline.due}.")
    else:
        lines.append(f"Due {deadline.due}; no day is known, the event stands on the last day of that time.")
    lines.append(f"To be: {deadline.requires.replace('_', ' ')}.")
    actor = case.actors.by_key.get(deadline.set_by) if deadline.set_by is not None else None
    lines.append(f"Set {deadline.set_on}" + (f" by {actor.name}" if actor is not None else "") + ".")
    if deadline.replaces is not None and (old := case.deadlines.by_key.get(deadline.replaces)) is not None:
        lines.append(f"Moved from {old.due}.")
    for key in deadline.source:
        source = case.sources.by_key.get(key)
        if source is not None:
            lines.append("Source: " + ", ".join(p for p in (source.publisher, str(source.issued or ""), source.url) if p))
    return [*lines, f"As of {day}."]


def _one_line(text: str) -> str:
    # Readers take a byte order mark away.
    return " ".join(text.replace("\ufeff", " ").split()) or "Deadline"
