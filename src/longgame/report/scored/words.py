"""How sources, scores and answers are said on the pages on forecasts."""

from __future__ import annotations

from longgame.case.case import Case
from longgame.case.forecasts import MODEL
from longgame.core.words import percent, when
from longgame.score.result import Figure, Group, Mean, QuestionState, Skill
from longgame.score.words import bare

DASH = "–"


def who(case: Case, forecaster: str) -> str:
    """Return who made a forecast: publisher and date of a thesis, the name of an actor, or that it is a model."""
    thesis = case.theses.by_key.get(forecaster)
    if thesis is not None:
        found = [s.publisher for key in thesis.source if (s := case.sources.by_key.get(key)) is not None and s.publisher]
        said = when(str(thesis.date)[:7])
        return f"{found[0] if found else thesis.short} ({said})"
    if forecaster.startswith(MODEL):
        return f"engine {forecaster.removeprefix(MODEL)}"
    actor = case.actors.by_key.get(forecaster)
    return actor.name if actor is not None else forecaster


def figure(value: Figure | Mean | None, digits: int = 2) -> str:
    """Return a figure with its interval: '0.34 (0.25 to 0.43)'."""
    if value is None:
        return DASH
    return f"{value.value:.{digits}f}{interval(value.low, value.high, digits)}"


def interval(low: float | None, high: float | None, digits: int = 2, sign: str = "") -> str:
    """Return an interval in brackets, nothing where there is none.

    Where all forecasts came out alike, drawing them again shows no spread: that is no interval either.
    """
    if low is None or high is None:
        return ""
    ends = f"{low:{sign}.{digits}f}", f"{high:{sign}.{digits}f}"
    return " (all alike)" if ends[0] == ends[1] else f" ({ends[0]} to {ends[1]})"


def span(mean: Mean | None) -> str:
    """Return between what the words of forecasts let a mean loss lie; nothing where they were numbers."""
    return DASH if mean is None or mean.best == mean.worst else f"{mean.best:.2f} to {mean.worst:.2f}"


def skill_of(group: Group, baseline: str) -> Skill | None:
    """Return the share of a baseline's Brier score that a group saves."""
    return next((s for s in group.skill if (s.baseline, s.rule) == (baseline, "brier")), None)


def skill(group: Group, baseline: str) -> str:
    """Return a skill with its interval: '+0.26 (-0.27 to +0.60)'; with its n where that is not the group's."""
    found = skill_of(group, baseline)
    if found is None:
        return DASH
    some = "" if found.n == group.scored else f", n {found.n}"
    return f"{found.value:+.2f}{interval(found.low, found.high, 2, '+')}{some}"


def right(group: Group, *, wide: bool = True) -> str:
    """Return how many forecasts lay on the right side of 50 %: '6 of 8 (41 to 93 %)'."""
    n = group.right + group.wrong
    if not n:
        return DASH
    share = group.right_share
    tail = "" if share is None or not wide else f" ({bare(share.low or 0)} to {percent(share.high)})"
    return f"{group.right} of {n}{tail}"


def came(group: Group) -> str:
    """Return of how many forecasts the answer spoken of came true, those in part left out."""
    n = group.came_true + group.came_false
    return f"{group.came_true} of {n}" if n else DASH


def answer(state: QuestionState) -> str:
    """Return how a question stands in a word: its answer, 'void', 'due' or 'open'."""
    if state.state == "resolved":
        if state.kind == "date" and state.answer not in (None, "none"):
            return when(state.answer)
        return str(state.answer)
    return "due" if state.due else state.state


def by_whom(state: QuestionState) -> str:
    """Return how a question was decided."""
    return {"rule": "by rule", "resolution": "by hand", "condition": "by its condition"}.get(state.resolved_by or "", "")
