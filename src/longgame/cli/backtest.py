"""The verb ``backtest``: how well every bargaining model did on decisions with known outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from longgame.cli.frame import ONLY_PROGRAMS, AsJson, err, if_interrupted, out, step
from longgame.core.errors import UsageError
from longgame.core.words import many

if TYPE_CHECKING:
    from longgame.settle.study.backtest import BacktestResult
    from longgame.settle.study.scores import Score

MOST_DRAWS = 10_000
WIDE = 120
RULE = (
    "mean, median: absolute error in points of a scale from 0 to 100. against: mean error beside the compromise model's, below 0 "
    "is better. in 5: forecasts at most 5 points off. CRPS: error of the whole distribution, in points. 80 %: outcomes inside "
    "the 80 % interval; wide: its mean width. In parentheses, on terminals of 120 columns: 95 % intervals over resampled proposals."
)


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("backtest")(backtest)


def backtest(
    test: Annotated[Path, typer.Argument(metavar="TEST", help="Decisions with outcomes, .json or .csv.", show_default=False)],
    fit: Annotated[
        Path | None, typer.Option("--fit", metavar="TRAIN", help="Learn from these decisions alone, not from those of TEST.")
    ] = None,
    models: Annotated[
        list[str] | None, typer.Option("--models", "--model", metavar="NAMES", help="Only these models; separated by commas.")
    ] = None,
    shipped: Annotated[bool, typer.Option("--shipped", help="Learn nothing; use the coefficients that longgame ships.")] = False,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", help="Draws of the stances of each issue; 0 for points only.")
    ] = 200,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the draws.")] = 1,
    workers: Annotated[int, typer.Option("--workers", metavar="N", help="Threads; changes no number.")] = 2,
    as_json: AsJson = False,
) -> None:
    """Score every bargaining model on decisions whose outcomes are known.

    What is learned (the calibrated distribution, residuals, climatology) is learned from TRAIN alone, which should hold none
    of the proposals of TEST, or, without --fit, for each proposal from all others of TEST.
    """
    if not 0 <= draws <= MOST_DRAWS:
        raise UsageError(f"--draws is from 0 to {MOST_DRAWS}; got {draws}")
    if seed < 0:
        raise UsageError(f"--seed is 0 or more; got {seed}")
    if workers < 1:
        raise UsageError(f"--workers is 1 or more; got {workers}")
    from longgame.settle.study.backtest import backtest as run
    from longgame.settle.study.compiled import keep_compiled
    from longgame.settle.study.decisions import read

    keep_compiled()
    with step("reading the decisions"):
        decisions, training = read(test), None if fit is None else read(fit)
    names = [name.strip() for part in models or () for name in part.split(",") if name.strip()] or None
    with if_interrupted(ONLY_PROGRAMS), err.status("settling") if err.is_terminal else step("settling") as status:
        result = run(
            decisions, training, models=names, shipped=shipped, draws=draws, seed=seed, workers=workers,
            progress=None if status is None else lambda name: status.update(f"settling: {name}"),
        )  # fmt: skip
    if as_json:
        typer.echo(result.model_dump_json(by_alias=True, indent=1))
    else:
        show(result)


def show(result: BacktestResult) -> None:
    """Print the scores, the best mean absolute error first."""
    test = result.test
    issues = many(test.issues, "issue")
    out.print(f"[bold]{issues} of {many(test.proposals, 'proposal')}[/]; learned {result.learned}; {many(result.draws, 'draw')}")
    for number, one, several in (
        (test.left_out, "issue without an outcome", "issues without an outcome"),
        (test.stances_left_out, "incomplete stance", "incomplete stances"),
    ):
        if number:
            out.print(f"Left out: {many(number, one, several)}.")
    if result.in_both:
        are = "is" if result.in_both == 1 else "are"
        out.print(
            f"{result.in_both} of them {are} in the training file too: what is learned knows their outcomes and scores too well."
        )
    table = Table(box=None, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style="bold")
    table.add_column("model", no_wrap=True)
    for title in ("n", "failed", "mean", "against", "median", "in 5", "CRPS", "80 %", "wide"):
        table.add_column(title, justify="right", no_wrap=True)
    ordered = sorted(result.models.items(), key=lambda pair: (pair[1].mae is None, pair[1].mae, pair[0]))
    for name, score in ordered:
        table.add_row(name, *_cells(score, wide=out.width >= WIDE))
    out.print(table)
    out.print(RULE, style="dim")


def _cells(score: Score, *, wide: bool) -> list[str]:
    hits, coverage, width, apart = score.hits or {}, score.coverage or {}, score.width or {}, score.mae_difference
    return [
        str(score.n),
        str(score.failed),
        _points(score.mae) + _ends(score.mae_interval if wide else None),
        "" if apart is None else f"{apart.difference:+.1f}" + _ends((apart.low, apart.high) if wide else None, "+"),
        _points(score.median_error),
        _percent(hits.get("5")),
        _points(score.crps),
        _percent(coverage.get("80")),
        "" if "80" not in width else f"{width['80']:.0f}",
    ]


def _points(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _ends(ends: tuple[float, float] | None, sign: str = "") -> str:
    return "" if ends is None else f" ({ends[0]:{sign}.1f} to {ends[1]:{sign}.1f})"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"
