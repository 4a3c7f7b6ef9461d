"""The terminal view of ``forecast``."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.markup import escape

from longgame.cli.frame import narrow_table
from longgame.core.words import many, when
from longgame.report.played.words import bare, chance
from longgame.score.words import FITS
from longgame.study.forecasts.record import ForecastsResult, Issued


def show(console: Console, result: ForecastsResult) -> None:
    """Print a result."""
    kept = "" if result.kept is None or result.as_of <= result.kept else f" (the case was kept up to {when(result.kept)})"
    console.print(f"[bold]{escape(result.title)}[/], forecasts by the engines as known on [bold]{when(result.as_of)}[/]{kept}")
    console.print(escape(result.caution), style="dim")
    for run in result.runs:
        console.print(f"{run.engine} as of {when(run.day)}: {escape(run.says)}")
    _forecasts(console, result)
    _counts(console, result)


def _forecasts(console: Console, result: ForecastsResult) -> None:
    table = narrow_table("How likely yes is", "question|n", "as of|n", "engine|n", "yes|r", "by", "of")
    for one in result.forecasts:
        table.add_row(one.question, when(one.day), one.engine, likely(one), FITS[one.fit], escape(one.rule))
    if table.row_count:
        console.print(table)
        console.print("In brackets: nine tenths of the engine's draws.", style="dim")
    else:
        console.print("No engine can answer any question of the case.")


def likely(one: Issued) -> str:
    """Return how likely yes is, with its range."""
    if one.low is None or one.high is None or chance(one.low) == chance(one.high):
        return chance(one.probability)
    return f"{chance(one.probability)} ({bare(one.low)}–{chance(one.high)})"


def _counts(console: Console, result: ForecastsResult) -> None:
    """Print of how many questions each engine says something, and why it says nothing of the others."""
    engines = dict.fromkeys([*(f.engine for f in result.forecasts), *(u.engine for u in result.unanswered)])
    for engine in engines:
        told = {f.question for f in result.forecasts if f.engine == engine}
        why = {u.question: u.why for u in result.unanswered if u.engine == engine and u.question not in told}
        fits: Counter[str] = Counter({f.question: f.fit for f in result.forecasts if f.engine == engine}.values())
        said = ", ".join(f"{fits[fit]} by {words}" for fit, words in FITS.items() if fits[fit])
        of = many(result.questions, "question")
        console.print(f"[bold]{engine}[/] answers {len(told)} of {of}" + (f": {said}" if said else ""))
        for reason, n in Counter(why.values()).most_common():
            console.print(f"  not {n}: {escape(reason)}", style="dim", soft_wrap=True)
