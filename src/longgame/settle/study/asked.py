"""A forecast together with the what-if questions and the levers that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import Field

from longgame.case.case import Case
from longgame.case.scenarios import Scenario
from longgame.core.errors import UsageError, listed, near
from longgame.settle.encode import Encoded, encode_all
from longgame.settle.library import BY_NAME
from longgame.settle.study.draws import draw
from longgame.settle.study.levers import Advice, levers
from longgame.settle.study.result import SettleResult
from longgame.settle.study.scenarios import ScenarioResult, compare
from longgame.settle.study.settle import ALL, CORRELATION, DRAWS, Progress, settle
from longgame.settle.study.why import Why, why

# A comparison needs fewer draws than a distribution: both sides have the same ones.
COMPARED = 256
# What questions are put to where no model is named: the best on average, the calibrated one, and one that links issues.
FOR_SCENARIOS = ("compromise", "ensemble", "exchange")
FOR_LEVERS = "compromise"


class Asked(SettleResult):
    """What ``longgame settle`` prints."""

    scenarios: tuple[ScenarioResult, ...] = Field(default=(), description="What each named scenario changes, in common draws.")
    advice: tuple[Advice, ...] = Field(default=(), description="Levers of the actor that was named, by issue.")
    why: tuple[Why, ...] = Field(
        default=(), description="Of each issue that was named: what drives its outcome, and who moves whom."
    )


def ask(
    case: Case,
    day: date | None = None,
    issues: Sequence[str] | None = None,
    models: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    coder: str | None = None,
    correlation: float = CORRELATION,
    *,
    scenarios: Sequence[str] = (),
    advise: str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Asked:
    """Settle a case, tell why the issues named come out as they do, compare scenarios, and look for levers.

    Parameters
    ----------
    case, day, issues, models, draws, seed, coder, correlation, workers, progress
        As in ``settle``.
    scenarios : sequence of str
        Ids of scenarios of the case as of the day; they are put to the models named, or to ``FOR_SCENARIOS``.
    advise : str or None
        Actor for whom levers are looked for on every issue on which it has a stance, in the first model named or the
        compromise.

    Raises
    ------
    UsageError
        As ``settle``; an unknown scenario, or an actor without a stance; questions without draws.
    """
    day = day or case.day or case.newest
    case = case if case.day is not None and case.day <= day else case.as_of(day)
    chosen = _scenarios(case, scenarios)
    encoded, shown = encode_all(case, day, issues, coder)
    on = [encoded.issues[j] for j in shown]
    if advise is not None:
        _actor(case, encoded, on, advise)
    if draws < 1 and (scenarios or advise is not None):
        raise UsageError("scenarios and levers are compared over draws; ask for at least one")
    base = settle(case, day, issues, models, draws, seed, coder, correlation, workers, progress)
    named = [name for name in models or () if name != ALL]
    compared = (
        compare(
            encoded, chosen, [BY_NAME[n] for n in named or FOR_SCENARIOS], min(draws, COMPARED), seed,
            correlation=correlation, workers=workers,
        )
        if chosen
        else ()
    )  # fmt: skip
    advice = tuple(
        levers(
            encoded, BY_NAME[named[0] if named else FOR_LEVERS], issue, advise, min(draws, COMPARED), seed,
            correlation=correlation, workers=workers,
        )
        for issue in (on if advise is not None else ())
        if advise is not None and encoded.present[encoded.actors.index(advise), encoded.issues.index(issue)]
    )  # fmt: skip
    drawn = draw(encoded, draws, seed, correlation) if draws and issues else None
    settings = base.made.settings | {"scenarios": " ".join(scenarios), "advise": advise or ""}
    fields = {name: getattr(base, name) for name in SettleResult.model_fields}
    return Asked(
        **fields | {"made": base.made.model_copy(update={"settings": settings})},
        scenarios=tuple(_only(one, on) for one in compared),
        advice=advice,
        why=why(encoded, drawn, on, models, seed, workers) if issues else (),
    )


def _only(compared: ScenarioResult, issues: Sequence[str]) -> ScenarioResult:
    """Return a comparison on some issues."""
    rows = tuple(row for row in compared.rows if row.issue in issues)
    return compared.model_copy(update={"rows": rows, "touched": tuple(i for i in compared.touched if i in issues)})


def _scenarios(case: Case, names: Sequence[str]) -> tuple[Scenario, ...]:
    known = case.scenarios.by_key
    for name in names:
        if name not in known:
            hint = near(name, known) if known else "the case has none"
            raise UsageError(f"there is no scenario {name!r} by {case.day}; {hint}")
    return tuple(known[name] for name in names)


def _actor(case: Case, encoded: Encoded, issues: Sequence[str], name: str) -> None:
    columns = [encoded.issues.index(i) for i in issues]
    there = [a for a, row in zip(encoded.actors, encoded.present[:, columns], strict=True) if row.any()]
    if name not in case.actors.by_key:
        raise UsageError(f"there is no actor {name!r}; {listed(name, there)}")
    if name not in there:
        raise UsageError(f"{name!r} has no stance on these issues on {encoded.day}; these have: {', '.join(there)}")
