"""The verb ``forecast``: what the program's own engines say of the questions of a case."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from longgame.cli.frame import (
    ONLY_PROGRAMS,
    AsJson,
    AsOf,
    CasePath,
    Output,
    check_output,
    deliver,
    if_interrupted,
    open_case,
    out,
    step,
)
from longgame.cli.settle import shown

if TYPE_CHECKING:
    from longgame.case.case import Case
    from longgame.case.proxies import Engine
    from longgame.play.result import PlayResult
    from longgame.study.forecasts.engines import Plays


class By(StrEnum):
    """The engines."""

    TRACK = "track"
    SETTLE = "settle"
    PLAY = "play"


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("forecast")(forecast)


def forecast(
    case: CasePath,
    engine: Annotated[list[By] | None, typer.Option("--engine", help="Ask this one only; may be repeated. Else all three.")] = None,
    solve: Annotated[
        int | None,
        typer.Option("--solve", metavar="N", help="Solve the long game with N draws as of each day of which there is no result."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of the draws.")] = 0,
    as_of: AsOf = None,
    as_json: AsJson = False,
    output: Output = None,
) -> None:
    """Let track, settle and play forecast the questions of a case, each as of the days on which others did.

    Each uses only what was known on that day. A question is answered by its own rule or by a proxy of proxies.csv; what an engine
    cannot answer is listed with the reason. Results of the long game are those of longgame play --as-of that day, shipped with the
    case or kept on this machine. Written to CASE/results/forecasts.json they stand beside the sources in longgame score and in the
    report, until what they follow from changes.
    """
    from longgame.core import points
    from longgame.core.cache import cache_folder, keep_programs
    from longgame.study.forecasts.issue import issue

    check_output(output)
    with step("reading the case"):
        opened = open_case(case, as_of)
    if keep_programs(cache_folder() / "jax"):
        points.keep_in(cache_folder() / "points")
    with if_interrupted(ONLY_PROGRAMS), shown("forecasting") as progress:
        asked: list[Engine] = [one.value for one in engine or By]
        result = issue(opened, asked, _plays(opened, solve, seed), seed, progress)
    if not deliver(result, output, as_json=as_json):
        from longgame.cli.forecast_view import show

        show(out, result)


def _plays(case: Case, solve: int | None, seed: int) -> Plays:
    """Return what finds the result of the long game as of a day, and solves it where that is asked for."""
    from longgame.report.played.find import played
    from longgame.study.forecasts.issue import rule_for

    asked = [q for q in case.questions if q.by is not None and not rule_for(case, q, "play")[2]]
    last = max((q.by.last for q in asked if q.by is not None), default=case.newest)

    def result(then: Case, day: date) -> tuple[PlayResult | None, str]:
        found = played(then, day)
        if found.result is not None:
            return found.result, ""
        if solve is None:
            return None, f"the long game was not solved as of that day (longgame play CASE --as-of {day})"
        return _solved(then, day, solve, seed, last)

    return result


def _solved(then: Case, day: date, draws: int, seed: int, last: date) -> tuple[PlayResult | None, str]:
    from longgame.case.game import FARTHEST, MONTHS
    from longgame.core.errors import UsageError
    from longgame.play.run import play
    from longgame.report.played.kept import keep_result

    if not len(then.game):
        return None, "the case has no long game"
    # Periods to the last day that is asked for, and two more, since the newest may not be coded yet.
    ahead = min(max((last - day).days // (28 * MONTHS[then.game[0].period]), 0) + 2, FARTHEST)
    try:
        made = play(then, None, None, False, (), draws, ahead, seed, 2, False)
    except UsageError as error:
        return None, str(error)
    keep_result(made)
    return made, ""
