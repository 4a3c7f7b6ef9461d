"""The verb ``score``: who was right."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from longgame.cli.frame import AsJson, AsOf, CasePath, Output, check_output, deliver, err, open_case, out, step

if TYPE_CHECKING:
    from longgame.score.result import By as Kind


class By(StrEnum):
    """What forecasts are grouped by."""

    SOURCE = "source"
    HEDGE = "hedge"
    KIND = "kind"
    DOMAIN = "domain"
    HORIZON = "horizon"


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("score")(score)


def score(
    case: CasePath,
    by: Annotated[
        list[By] | None, typer.Option("--by", help="Group forecasts so; may be repeated. Else by source, in --json by all of them.")
    ] = None,
    scale: Annotated[
        str,
        typer.Option("--scale", metavar="NAME", help="By which words stand for probabilities: kent, icd203, survey2018, combined."),
    ] = "survey2018",
    receipts: Annotated[
        bool, typer.Option("--receipts", help="Show every forecast, what it was taken to say and how it did.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of the resamples for intervals.")] = 0,
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="FILE", help="Say what changed since the scoring in this file (score -o); also in --json."),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    output: Output = None,
) -> None:
    """Score every forecast of a case against what happened, trends and discrete events apart.

    Questions are resolved from the case's own rows where they have a rule, else by hand; only what was known on the day given
    with --as-of is used. Scores stand beside those of guesses that know nothing, and of the program's own engines where they
    issued forecasts (longgame forecast), with their n and their intervals. What came out otherwise than when the case was last
    scored on this machine is told first. See also: longgame resolve.
    """
    from longgame.cli._last_scoring import compare, read
    from longgame.score.score import EVERY
    from longgame.score.score import score as run
    from longgame.study.forecasts.find import find

    check_output(output)
    with step("reading the case"):
        opened = open_case(case, as_of)
    chosen: Sequence[Kind] = EVERY if as_json or output is not None else ("source",)
    if by:
        chosen = [one.value for one in by]
    with step("scoring"):
        found = find(opened)
        result = run(opened, scale, chosen, seed, found.forecasts)
        if since is not None:
            result = result.model_copy(update={"since": read(since, result)})
    for sentence in (*found.refused, *found.told):
        err.print(escape(sentence), soft_wrap=True)
    if not deliver(result, output, as_json=as_json):
        from longgame.cli.score_view import show

        show(out, result, compare(case, as_of, result) if since is None else result.since, receipts=receipts)
