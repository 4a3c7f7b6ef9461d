"""Times named in an English text, as stretches of days, with the preposition that says how to take them.

A general parser of dates reads `74 %` as a year; here a number is a time only beside a month, as four digits, or with a word
that makes it one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from longgame.core.dates import YEARS
from longgame.read.calendar import Days
from longgame.read.english import impossible
from longgame.read.english.grammar import RULES, WEEKDAYS, Here, Rule, hours, of_month, of_season, of_year, weekday, within
from longgame.read.words import classes

_PREPOSITION = (
    (r"(?:not|no|never) (?:before|earlier than|until|sooner than) ", "notbefore"),
    (r"(?:no|not) later than (?:by |in )?|by(?: no later than)? |at the latest (?:by|in) |due(?: on| in| by| for)? ", "by"),
    (r"until(?: after)? |till |up to |through |running to ", "until"),
    (r"before |ahead of |prior to ", "before"),
    (r"within(?: the (?:next|coming))? |inside |in less than |in under ", "within"),
    (r"over |for |during |in (?=the (?:next|coming))|in the course of |throughout ", "during"),
    (r"(?:ever )?since ", "since"),
    (r"(?:as )?from |as of |starting (?:in|on|from) |beginning (?:in|on) ", "from"),
    (r"(?:after|past|beyond) ", "after"),
    (r"between ", "span"),
    (r"of ", "of"),
    (r"(?:on|in|at|around|about|towards|toward|to|for) (?:about |around |or before |or about )?", "in"),
)
_RULES = tuple((re.compile(rf"(?<![\w.,€$£'-])(?:{pattern})(?![\w'])"), rule) for pattern, rule in RULES)
_BEFORE = tuple((re.compile(rf"(?<![\w-])(?:{pattern})(?:the )?$"), role) for pattern, role in _PREPOSITION)
# Names of months that are also other words, and what stands before them when they are months.
_DOUBTFUL = frozenset({"may", "march", "mar", "dec", "jan", "sep", "sept"})
_MONTH_AFTER = re.compile(
    r"(?:\bin|by|until|till|since|from|of|before|after|last|next|this|late|early|mid|or|and|to|than|early as|late as|soon as) $",
)
_SPAN_AFTER = re.compile(
    r"(?:\bwithin|inside|in|in less than|in under|over|within (?:about|some|roughly|at most)|"
    r"\b(?:postpone|prolong|extend|put (?:\w+ )?off)(?:s|ed|ing|d)?\b[^.;']{0,80}\bby) $"
)
# 2000 warheads are no year; the 2000 talks are of one.
_COUNTED = re.compile(r" [a-z]{3,}(?<!s)s\b(?<!talks)(?<!elections)(?<!was)(?<!has)(?<!is)(?<!this)")
_OF = re.compile(r"\b(?:the [\w-]+ of|in|since|by|until|before|after|from|during) $")
# `the 2019 road maps`, `its 2011 decision`: which, not when.
_THE = re.compile(r"(?:\b(?:the|an?|its|his|her|their|that|this)|'s|s') $")
_MODIFIES = re.compile(r" (?!is\b|are\b|was\b|were\b|has\b|had\b|will\b|and\b|or\b|to\b|that\b|when\b|in\b|at\b)(?P<word>[a-z]+)")
_HAS = re.compile(r"\b(?:has|have|had|given|gives?|gave|gets?|got)(?: [\w']+){0,3} $")
_ON = re.compile(r"\b(?:on|by|until|till|before|from|since|in|after) $")
_TO_COME = re.compile(r"\b(?:next|coming|this)\b")
# `will not open until`: what is said then begins.
_NOT = re.compile(r"(?:\b(?:not|never|hardly)|n't)\b(?: [\w'-]+){1,6} $")
# `Monday's vote`, `next week's summit`: whose time is that of what is said of it.
_COMING = re.compile(rf"(?:the )?(?:{'|'.join(WEEKDAYS)}|tomorrow|next \w+|this \w+)'s\b")
_BACK = re.compile(r"\b(?:since|last|back in|ago)\s(?:the )?$")


SHORTEST_MONTH = 28
YEAR = 366


class Time(NamedTuple):
    """A time named in a text.

    Attributes
    ----------
    start, end : int
        Place of the words, with the preposition.
    role : str
        The preposition, as one of: by, until, before, notbefore, within, during, from, since, after, span, of, in.
    days : Days
    vague : bool
        Whether the year was not named, so that it is the nearest one.
    """

    start: int
    end: int
    role: str
    days: Days
    vague: bool = False


def find(text: str, now: date, ahead: bool) -> list[Time]:
    """Return the times named in a text, in order.

    Parameters
    ----------
    text : str
        As ``sentences.plain`` returns it.
    now : datetime.date
        Day of the article.
    ahead : bool
        Whether a month without a year is the next one, or the last.
    """
    low = text.lower()
    taken = list(impossible.places(low))
    found = []
    for start, end, days, vague in _matches(low, text, Here(now, ahead)):
        if any(start < b and a < end for a, b in taken):
            continue
        taken.append((start, end))
        place, role = _role(low, start)
        role = "notbefore" if role == "until" and _NOT.search(low, max(0, place - 60), place) else role
        owned = low[start:end].endswith("'s")
        if owned and place == start and not (start == 0 and _COMING.match(low)):
            continue  # `following last summer's vote`
        role = "in" if role == "of" and not owned and _TO_COME.search(low, start, end) else role
        found.append(Time(place, end, role, days, vague))
    return sorted(found)


def _matches(low: str, text: str, here: Here) -> Iterator[tuple[int, int, Days, bool]]:
    for pattern, rule in _RULES:
        for m in pattern.finditer(low):
            if not _is_time(m, low, text, rule):
                continue
            try:
                days = rule(m, Here(here.now, here.ahead and not _BACK.search(low[: m.start()])))
            except (ValueError, OverflowError):  # a day outside the years that dates have
                days = None
            if days is not None and days.first.year in YEARS and days.last.year in YEARS:
                yield m.start(), m.end(), days, m.groupdict().get("y") is None


def _is_time(m: re.Match[str], low: str, text: str, rule: Rule) -> bool:
    """Whether a month is one (`may`, `march`), a number a year, and a number of months tells by when."""
    if rule is of_month:
        start = m.start("m")
        if m["y"] or m["rel"] or not text[start].isupper():
            return bool(m["y"] or m["rel"])
        return m["m"] not in _DOUBTFUL or bool(m["edge"] or m["soft"] or m["tail"]) or bool(_MONTH_AFTER.search(low[:start]))
    if rule is of_year:
        which = _MODIFIES.match(low, m.end())
        if which and which["word"] not in classes("claims_en.csv")["event"] and _THE.search(low[: m.start("y")]):
            return False
        return bool(m["edge"] or m["soft"] or _OF.search(low[: m.start()])) or not _COUNTED.match(low, m.end())
    if rule is weekday:
        return text[m.start()].isupper()
    if m.groupdict().get("unit") in _DOUBTFUL:  # `this may mean`, `the march`
        return text[m.start("unit")].isupper()
    if rule is of_season:
        return bool(_ON.search(low[max(0, m.start() - 8) : m.start()]))
    if rule in (within, hours):
        sure = any(word in m[0] for word in ("' time", "next", "coming", "following", "from now"))
        sure = sure or bool(_HAS.search(low[: m.start()]) and low.startswith(" to ", m.end()))
        return sure or bool(_SPAN_AFTER.search(low[max(0, m.start() - 120) : m.start()]))
    return True


def _role(low: str, start: int) -> tuple[int, str]:
    before = low[max(0, start - 40) : start]
    shift = start - len(before)
    for pattern, role in _BEFORE:
        if found := pattern.search(before):
            return shift + found.start(), role
    return start, "in"


def deadline(time: Time) -> date:
    """Return the last day on which what is said with a time could come true."""
    days = time.days
    if time.role == "before":
        return days.last if days.first == days.last else days.first - timedelta(days=1)
    if time.role == "notbefore":
        return days.first - timedelta(days=1)
    if time.role == "from" and not 1 <= (days.last - days.first).days < SHORTEST_MONTH - 1 and (days.last - days.first).days < YEAR:
        return days.first  # `from 13 to 20 July` and `from 2021 to 2025` have their own end
    return days.last
