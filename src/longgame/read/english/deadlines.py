"""The time of a claim: the last day on which it could come true, from its own words or from what was dated before it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from longgame.core.dates import Period
from longgame.read.calendar import month, year
from longgame.read.english import dates, sayings
from longgame.read.english.clauses import finite
from longgame.read.english.memory import Memory, event
from longgame.read.english.unit import Unit, tense
from longgame.read.proposal import FORWARD, Proposal, Timing
from longgame.read.words import classes

if TYPE_CHECKING:
    from spacy.tokens import Token

    from longgame.read.english.dates import Time
    from longgame.read.english.kinds import Reading

_BOUND = frozenset({"by", "until", "before", "within", "notbefore", "during"})
_THEN = re.compile(r"\b(?:before|by|until) then\b|\b(?:by|before|on) (?:that|this) (?:date|day|time|deadline)\b")
# What will be at some time is not by the time of the heading.
_WHENEVER = re.compile(r"\b(?:eventually|ultimately|sooner or later|some day|one day|in the (?:long|longer|end)\b)")
_LASTS = re.compile(r"over (?!the (?:next|coming|following)|next|coming)")
_NAMED = frozenset({"pobj", "dobj", "nsubj", "nsubjpass"})
_COMES = frozenset({"be", "happen", "occur", "come", "work", "succeed", "fail", "hold", "go", "prove", "remain"})
# What befalls a date or a plan: `it will be missed`.
_KEPT = frozenset({"miss", "meet", "keep", "postpone", "hold", "honour", "honor", "reach", "respect", "observe", "delay"})
_DATES = frozenset({"deadline", "date", "target", "timetable", "schedule"})


class When(NamedTuple):
    """The time of a claim."""

    timing: Timing
    period: Period | None
    why: str


class Before(NamedTuple):
    """What an article has said before a claim.

    Attributes
    ----------
    near : list of Proposal
        What looks ahead in the same paragraph or the one above, the newest last.
    every : list of Proposal
        What looks ahead, from the start.
    memory : Memory
        What has been dated.
    block : int
        Where the claim is.
    """

    near: list[Proposal]
    every: list[Proposal]
    memory: Memory
    block: int


def time(unit: Unit, reading: Reading, now: date, before: Before) -> When:
    """Return the time of a claim.

    Parameters
    ----------
    unit : Unit
    reading : Reading
    now : datetime.date
        Day of the article.
    before : Before
    """
    if reading.kind in FORWARD:
        return _deadline(unit, reading, now, before)
    behind = unit.past or unit.perfect
    told = [t for t in unit.times if not (behind and t.role in ("within", "during") and t.days.first == now)]
    times = [t for t in told if t.role not in ("span", "of")] or told
    if times:
        best = times[-1]
        return When("about", Period(best.days.first, best.days.last, _text(best.days.first, best.days.last)), "")
    if reading.kind == "causal thesis":
        return When("standing", None, "")
    if unit.past:
        return When("past", None, "")
    present = month(now.year, now.month)
    return When("about", Period(present.first, present.last, f"{now:%Y-%m}"), "present: the month of the article")


def _text(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    if (first, last) == month(first.year, first.month):
        return f"{first:%Y-%m}"
    if (first, last) == year(first.year):
        return f"{first.year}"
    return f"{first}/{last}"


def _deadline(unit: Unit, reading: Reading, now: date, before: Before) -> When:
    promise = reading.kind == "commitment-with-deadline"
    counted = before.memory.told(unit, before.block)
    if counted is not None and (counted.days.last > now or promise):
        return When("by", Period.of(counted.days.last), f"'{counted.name}', from a date before: {counted.days.last}")
    times = _ahead(unit, reading, now)
    bound = [t for t in times if t.role in _BOUND]
    after = [t for t in bound or times if dates.deadline(t) > now] or ((bound or times) if promise else [])
    if after:
        time = after[-1]
        run = time.days
        if (
            promise
            and run.first.year < run.last.year
            and (run.first, run.last) == (year(run.first.year).first, year(run.last.year).last)
        ):
            return When("span", Period(run.first, run.last, f"{run.first.year}/{run.last.year}"), "a run of years")
        day = dates.deadline(time)
        return When("by", Period.of(day), f"'{unit.sentence[time.start : time.end]}' ends on {day}")
    return _taken_over(unit, reading, now, before) or _under(unit, now) or When("undated", None, "")


def _under(unit: Unit, now: date) -> When | None:
    """Return the time of the heading under which a claim stands: `Next 24 hours`, `By 2027`."""
    if unit.under is None or unit.under <= now or _WHENEVER.search(unit.low):
        return None
    return When("by", Period.of(unit.under), f"the heading over it ends on {unit.under}")


def _taken_over(unit: Unit, reading: Reading, now: date, before: Before) -> When | None:
    """Return the time that a claim has from what was said before: `before the vote`, `a year later`, `by then`."""
    promise = reading.kind == "commitment-with-deadline"
    dated = before.memory.day_of(unit)
    if dated is not None and (dated.days.last > now or promise):
        return When("by", Period.of(dated.days.last), f"'{dated.name}' is dated before: {dated.days.last}")
    if _THEN.search(unit.low):
        past = [p for p in before.near if p.period is not None] or [p for p in before.every if p.period is not None]
        if past:
            return When("by", past[-1].period, "takes over the time of a claim before")
    near = before.near
    if near and near[-1].period is not None and not promise and _points_back(unit, reading):
        return When("by", near[-1].period, "takes over the time of the claim before")
    return None


def _ahead(unit: Unit, reading: Reading, now: date) -> list[Time]:
    """Return the times that may be a claim's deadline: not those of its condition, of a thing or of a clause inside it."""
    shift, origin = unit.first, _origin(unit, now)
    found = [t._replace(start=t.start + shift, end=t.end + shift) for t in dates.find(unit.text, now, ahead=True)]
    if origin != now:
        counted = [t._replace(start=t.start + shift, end=t.end + shift) for t in dates.find(unit.text, origin, ahead=True)]
        found = [
            c if t.role == "within" or (t.days.first == now and t.role == "by") else t for t, c in zip(found, counted, strict=True)
        ]
    found = [t for t in found if not sayings.when_said(unit, t)]
    if unit.past and reading.kind == "commitment-with-deadline":  # `on 7 November they agreed to …`: the day of the act
        acts = [t for t in found if t.role == "in" and t.vague and t.start < unit.verb.idx and _by_main(unit, t)]
        found = [t for t in found if t not in acts]
    else:  # `will pay for it over five years`: how long, not by when
        found = [t for t in found if t.role != "during" or not _LASTS.match(unit.sentence, t.start)]
    condition = reading.condition
    own = [t for t in found if condition is None or not condition.start <= t.start < condition.end] or found
    deep = [t for t in own if unit.depth_of(unit.token_at(t.end - 1)) not in ("relative", "adverbial")]
    deep = deep or [t for t in own if not _aside(unit, t, reading)]
    named = [t for t in deep if t.role not in ("of", "since", "after") or (t.role == "of" and event(unit, t) in _DATES)]
    return named or [t for t in deep if t.role in ("of", "after") and reading.kind == "commitment-with-deadline"]


def _by_main(unit: Unit, time: Time) -> bool:
    """Whether a time stands by the main verb, and not in what somebody says: `talks will resume on Monday, he said`."""
    return unit.depth_of(unit.token_at(time.end - 1)) != "complement"


def _aside(unit: Unit, time: Time, reading: Reading) -> bool:
    """Whether a time is that of something only mentioned: `the new chair, who takes office in May, will …`, `as it did in May`."""
    token = unit.token_at(time.end - 1)
    for above in (token, *token.ancestors):
        if above.i == unit.head:
            break
        if above.dep_ == "relcl" and above.i < unit.end:
            return reading.kind != "commitment-with-deadline"
        if above.dep_ == "advcl" and finite(above):
            opens = {c.lower_ for c in above.children if c.i < above.i}
            return (tense(above) == "past" and "if" not in opens) or bool(opens & {"as", "like", "after", "because", "since"})
    return False


def _origin(unit: Unit, now: date) -> date:
    """Return the day from which a term runs: that of the act in the clause before, if both are past, else the article's."""
    if not (unit.past or unit.perfect):
        return now
    if unit.joint == "same":
        told = [t for t in dates.find(unit.sentence[: unit.first], now, ahead=False) if t.days.first == t.days.last]
    else:
        told = [t for t in dates.find(unit.text, now, ahead=False) if t.role == "in" and t.days.last < now]
    return told[-1].days.last if told else now


def _expletive(verb: Token) -> bool:
    """Whether the `it` of a verb stands for a clause that follows: `it is likely that`."""
    below = [*verb.children, *(c for child in verb.children if child.dep_ == "acomp" for c in child.children)]
    return any(c.dep_ in ("ccomp", "advcl", "xcomp", "csubj") and c.i > verb.i for c in below)


def _bare(token: Token) -> bool:
    """Whether a pronoun stands for the claim before and not for somebody in it: `don't count on it`, `that should go through`."""
    if token.lower_ in ("that", "it", "one", "this") and token.dep_ in ("dobj", "pobj"):
        return True
    subject = token.dep_ in ("nsubj", "nsubjpass")
    if token.dep_ == "nsubjpass" and token.lower_ in ("it", "this") and token.head.lemma_ in _KEPT:
        return True
    return subject and (token.lower_ == "that" or (token.lower_ == "this" and token.head.lemma_ in _COMES))


def _points_back(unit: Unit, reading: Reading) -> bool:
    """Whether a unit is about the claim before it: `that should go through`, `don't count on it`, `half of that number`."""
    condition = reading.condition
    for token in unit.tokens:
        if condition is not None and condition.start <= token.idx < condition.end:
            continue
        bare = _bare(token)
        named = (
            token.lower_ in ("that", "this", "such")
            and token.dep_ in ("det", "amod", "predet")
            and token.head.dep_ in _NAMED
            and token.head.lemma_.lower() in classes("claims_en.csv")["back"]
        )
        named = named or (token.lemma_.lower() in _DATES and token.dep_ in _NAMED)
        expletive = token.lower_ == "it" and _expletive(token.head)
        deep = unit.depth_of(token)
        if (bare and not expletive and deep == "main") or (named and deep in ("main", "complement")):
            return True
    return False
