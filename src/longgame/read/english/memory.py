"""What an article has dated so far: the day of each event that it names, and the last day of all; for `before the vote`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from longgame.read.calendar import Days, later, month, week, year
from longgame.read.english.grammar import MONTHS, count
from longgame.read.words import classes

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.dates import Time
    from longgame.read.english.unit import Unit

_BEFORE = frozenset({"before", "until", "till", "by", "at", "ahead", "during"})
_NUMBERED = r"(?P<n>\d{1,2}|a|an|one|two|three|four|five|six|eight|ten|twelve|eighteen)"
_LATER = re.compile(rf"\b{_NUMBERED} (?P<unit>day|week|month|year)s? (?:later|after that|afterwards|thereafter)\b")
_WITHIN_OF = re.compile(rf"\bwithin {_NUMBERED} (?P<unit>day|week|month|year)s? (?:of|after) (?P<what>(?:[\w'-]+ ?){{1,4}})")
_ENDS = re.compile(
    r"\b(?:before|until|till|when|once|by the time) (?:the |its |their |that )?(?:[\w'-]+ ){0,2}?(?P<name>[a-z]+) "
    r"(?:expires?|ends?|lapses?|runs? out|closes?|opens?|begins?|is held|are held|takes? place|meets?)\b"
)
_SAME = re.compile(r"\b(?:that|the same|the very same) (?P<unit>year|month|week|day)\b")
_FOLLOWING = re.compile(r"\bthe following (?P<unit>year|month|" + "|".join(MONTHS) + r")\b")
# One event by several names.
_SAME_AS = (
    frozenset({"vote", "election", "referendum", "ballot", "poll", "elections"}),
    frozenset({"meeting", "summit", "session", "talks", "round"}),
)
# A time farther than so many words from a noun is not its own.
_NEAR = 4


class Dated(NamedTuple):
    """An event with its days."""

    name: str
    days: Days


@dataclass
class Memory:
    """What an article has dated so far.

    Attributes
    ----------
    now : datetime.date
        Day of the article.
    events : dict of str to Days
        By the noun, in the singular.
    last : Days or None
        The time named last, of those with a day, a month or a year.
    block : int
        Where that was.
    """

    now: date
    events: dict[str, Days] = field(default_factory=dict)
    last: Days | None = None
    block: int = -1

    def note(self, unit: Unit, block: int) -> None:
        """Remember the times of a unit, and of which event they are."""
        for time in unit.times:
            if time.role in ("of", "within", "during", "since"):
                continue
            name = event(unit, time)
            if name:
                self.events.pop(name, None)
                self.events[name] = time.days
            self.last, self.block = time.days, block

    def day_of(self, unit: Unit) -> Dated | None:
        """Return the event, dated before, by which a unit sets its time: `before the vote`, `by the deadline`."""
        if found := _WITHIN_OF.search(unit.low):
            days = next((d for word in found["what"].split() if (d := self._days(word)) is not None), None)
            if days is not None:
                at = later(days.last, count(found["n"]), found["unit"])
                return Dated(found[0], Days(at, at))
        if (found := _ENDS.search(unit.low)) and (days := self._days(found["name"].removesuffix("s"))) is not None:
            return Dated(found[0], days)
        for token in unit.tokens:
            head = token.head
            name = token.lemma_.lower()
            days = self._days(name)
            if token.dep_ != "pobj" or days is None or head.lower_ not in _BEFORE | {"of"}:
                continue
            if head.lower_ == "of" and head.head.lower_ not in ("ahead", "time", "day", "side", "eve"):
                continue
            if any(t.start <= token.right_edge.idx and token.left_edge.idx < t.end for t in unit.times):
                continue
            if any(c.lower_ in ("the", "that", "this") for c in token.children):
                return Dated(token.text, days)
        return None

    def _days(self, name: str) -> Days | None:
        """Return the days of an event, by its name or another one for the like of it, the one dated last."""
        if name in self.events:
            return self.events[name]
        alike = next((group for group in _SAME_AS if name in group), frozenset())
        return next((days for other, days in reversed(self.events.items()) if other in alike), None)

    def told(self, unit: Unit, block: int) -> Dated | None:
        """Return a time counted from the one named last: `a year later`, `the same month`, `the following May`."""
        if self.last is None or block - self.block > 1:
            return None
        low, last = unit.low, self.last
        if found := _LATER.search(low):
            at = later(last.last, count(found["n"]), found["unit"])
            whole = (last.last - last.first).days > 1
            return Dated(found[0], year(at.year) if whole and found["unit"] == "year" else Days(at, at))
        if found := _SAME.search(low):
            same = {
                "day": last,
                "week": week(last.last),
                "month": month(last.last.year, last.last.month),
                "year": year(last.last.year),
            }[found["unit"]]
            return Dated(found[0], same)
        found = _FOLLOWING.search(low)
        return None if found is None else Dated(found[0], _after(last, found["unit"]))


def _after(last: Days, unit: str) -> Days:
    if unit == "year":
        return year(last.last.year + 1)
    if unit == "month":
        return month(last.last.year, last.last.month + 1)
    number = MONTHS.index(unit) + 1
    return month(last.last.year + (number <= last.last.month), number)


def event(unit: Unit, time: Time) -> str:
    """Return the event that a time is the time of: `the election on 14 May`, `the deadline is 1 June`, empty if of none."""
    known = classes("claims_en.csv")["event"] | classes("claims_en.csv")["term"]
    token = unit.token_at(time.end - 1)
    above: Token = token
    for _ in range(_NEAR):
        above = above.head
        if above.lemma_.lower() in known and above.pos_ in ("NOUN", "PROPN"):
            return str(above.lemma_.lower())
        if above.pos_ in ("VERB", "AUX"):
            break
    subject = unit.subject
    if subject is not None and subject.lemma_.lower() in known and unit.depth_of(token) == "main":
        return str(subject.lemma_.lower())
    return ""
