"""Headings that are a time, on which what stands below them hangs: `Next 24 hours`, `By 2027`, `Spring 2024: …`."""

from __future__ import annotations

import re
from datetime import date

from longgame.read.english import dates
from longgame.read.sentences import plain

# What opens a paragraph or an item as its heading.
_LABEL = re.compile(r"(?:\d[\d.]*\s+|[(]?[a-z\d][.)]\s+)?(?P<head>[^.:;!?]{3,48}):\s")
_NUMBER = re.compile(r"^\s*(?:[\dIVX]+[.\d]*[.)]?\s+|[(]?[a-z][.)]\s+)?")
# Words beside the time that make no other heading of it.
_BESIDE = frozenset(
    {
        "the", "a", "outlook", "horizon", "forecast", "forecasts", "expectations", "what", "to", "expect", "watch", "comes", "next",
        "and", "beyond", "for", "over", "in", "of", "period", "timeline", "scenario", "scenarios", "term", "short", "medium",
        "long", "looking", "ahead", "until", "through", "up", "by", "within", "from",
    }
)  # fmt: skip
_BACK = frozenset({"since", "after", "notbefore", "of"})


def under_heading(text: str, heading: str, now: date) -> date | None:
    """Return the last day of the time that a block stands under, None if it stands under none.

    Parameters
    ----------
    text : str
        Its first sentence, of which a time before a colon is a heading.
    heading : str
        The one over it, empty if there is none.
    now : datetime.date
        Day of the article.
    """
    label = _LABEL.match(text)
    return (label is not None and _days(label["head"], now)) or _days(heading, now)


def _days(heading: str, now: date) -> date | None:
    low = _NUMBER.sub("", plain(heading)).strip(" .:-—")
    times = dates.find(low, now, ahead=True) if low else []
    if len(times) != 1 or times[0].role in _BACK:
        return None
    rest = low[: times[0].start] + " " + low[times[0].end :]
    if any(word not in _BESIDE for word in re.findall(r"[a-z\d]+", rest.lower())):
        return None
    return dates.deadline(times[0])
