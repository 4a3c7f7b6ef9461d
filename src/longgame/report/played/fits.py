"""Whether a file holds a result of the long game, and one of this case; what is wrong, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from math import isfinite
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from longgame.case.case import Case
from longgame.core.dates import Period
from longgame.play.result import Band, PlayResult

T = TypeVar("T")
LONGEST = 200  # letters of a message
ROUNDING = 1e-9


def read(text: str) -> PlayResult:
    """Return the result that a text holds.

    Raises
    ------
    ValueError
        If it holds none; the message is a sentence without its full stop.
    """
    try:
        result = PlayResult.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        said = f"{place}: {first['msg']}" if place else first["msg"]
        raise ValueError(f"this is no result of longgame play ({_cut(said)})") from None
    except RecursionError:
        raise ValueError("this is no result of longgame play (it is nested too deeply)") from None
    if not all(isfinite(number) for number in _inside(result, float)):
        raise ValueError("it holds a number that is not finite")
    return result


def misfit(case: Case, result: PlayResult) -> str:
    """Return why a result cannot be shown beside a case, or nothing where it can.

    Parameters
    ----------
    case : Case
        Of which the game reads what the result names; this finds what was changed by hand.
    result : PlayResult
    """
    play = result.play
    rungs = {one.id: tuple(rung.label for rung in one.rungs) for one in case.ladders}
    if {one.id: tuple(rung.label for rung in one.rungs) for one in play.ladders} != rungs:
        return "its ladders are not those of the case"
    ahead = len(play.odds)
    if ahead < 2 or not play.years or any(len(r.on) != ahead or len(r.reached) != ahead for one in play.ladders for r in one.rungs):
        return "its periods ahead do not fit together"
    tops = {name: len(labels) for name, labels in rungs.items()}
    if play.stands.keys() != tops.keys() or any(not 0 <= play.stands[name] < tops[name] for name in tops):
        return "it does not tell where each ladder stands"
    if any({name: len(bands) for name, bands in year.reached.items()} != tops for year in play.years):
        return "a year ahead does not have every rung"
    if any(not thesis.weights for thesis in result.theses) or len({len(t.weights) for t in result.theses}) > 1:
        return "the theses are not weighed after the same periods"
    names = set(result.scores) - {"play"}
    if any(set(one) != names for one in (*(h.baselines for h in result.history), *(t.baselines_since for t in result.theses))):
        return "its baselines do not fit together"
    steps = {"absorbed", "broken away"} | {f"{name}: {label}" for name, labels in rungs.items() for label in labels[1:]}
    named = chain((d.what for d in result.driven), (t.what for t in result.takes), *(t.ahead for t in result.theses))
    if not steps.issuperset(named):
        return "it tells of a step that the case does not have"
    return _odd_periods(result) or _odd_chances(result)


def _odd_periods(result: PlayResult) -> str:
    named = chain((h.period for h in result.history), (o.period for o in result.play.odds))
    for text in chain(named, (w.period for thesis in result.theses for w in thesis.weights)):
        try:
            Period.parse(text)
        except ValueError:
            return f"it names a period that is none: {_cut(text)}"
    return ""


def _odd_chances(result: PlayResult) -> str:
    play, parts = result.play, result.history
    shown = chain(
        _inside(play, Band), (c.chance for h in parts for c in (*h.seen, *h.expected)),
        (w.weight for t in result.theses for w in t.weights),
        (band for what in result.whatifs for d in what.differences for band in (d.base, d.supposed)),
        (band for one in result.driven for band in (one.base, *(b for d in one.drivers for b in (d.at_low, d.at_high)))),
        (band for one in result.theses for band in one.ahead.values()), (one.density for one in result.takes if one.density),
    )  # fmt: skip
    if any(not -ROUNDING <= v <= 1 + ROUNDING for band in shown for v in (band.mean, band.low, band.high)):
        return "it holds a chance that is none"
    return ""


def _inside(value: Any, kind: type[T]) -> Iterator[T]:
    """Go through all of a kind that a record holds."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _inside(getattr(value, name), kind)
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _inside(one, kind)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
