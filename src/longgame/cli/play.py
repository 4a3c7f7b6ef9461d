"""The verb ``play``: how the long game goes from here."""

from __future__ import annotations

from typing import Annotated

import typer

from longgame.cli.frame import AsJson, AsOf, CasePath, Output, check_output, deliver, if_interrupted, open_case, out, step
from longgame.cli.settle import shown

KEPT = "no result was written; what was learned so far is kept, and the same command goes on from there"


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("play")(play)


def play(
    case: CasePath,
    theses: Annotated[bool, typer.Option("--theses", help="Weigh the case's theses by the record.")] = False,
    thesis: Annotated[str | None, typer.Option("--thesis", metavar="ID", help="Play as this thesis has it.")] = None,
    scenario: Annotated[
        list[str] | None,
        typer.Option("--scenario", metavar="ID|FILE", help="Compare with this what-if, or those of a file; may be repeated."),
    ] = None,
    horizon: Annotated[int | None, typer.Option("--horizon", metavar="N", help="Periods ahead; else the case's own.")] = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Draws of the parameters, from each prior.")] = 128,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the draws.")] = 0,
    drivers: Annotated[
        bool, typer.Option("--drivers/--no-drivers", help="Look for what drives the odds, and what it takes for them to be high.")
    ] = True,
    as_of: AsOf = None,
    workers: Annotated[int, typer.Option("--workers", metavar="N", help="Draws at the same time; changes no number.")] = 2,
    as_json: AsJson = False,
    output: Output = None,
) -> None:
    """Solve the long game of a patron and a client, learn from its history, and run it forward.

    The game, its ladders, beliefs and history are those of the case as known on the day given with --as-of. The same case,
    settings and seed give the same numbers.
    """
    from longgame.core import points
    from longgame.core.cache import cache_folder, keep_programs
    from longgame.play.run import play as run
    from longgame.play.whatif import asked
    from longgame.report.played.kept import keep_result

    check_output(output)
    with step("reading the case"):
        opened = open_case(case, as_of)
        whatifs = asked(opened, scenario or ())
    if keep_programs(cache_folder() / "jax"):
        points.keep_in(cache_folder() / "points")
    with if_interrupted(KEPT), shown("solving the game") as progress:
        result = run(opened, None, thesis, theses, whatifs, draws, horizon, seed, workers, drivers, progress)
    keep_result(result)
    if not deliver(result, output, as_json=as_json):
        from longgame.cli.play_view import show

        show(out, result)
