"""The terminal view of ``settle``."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape

from longgame.cli import settle_why_view
from longgame.cli.frame import narrow_table
from longgame.core.words import when
from longgame.settle.study.asked import Asked
from longgame.settle.study.levers import Advice
from longgame.settle.study.result import IssueForecast, ModelForecast
from longgame.settle.study.scenarios import ScenarioResult

WIDE = 110
TRADES = 8
LEVERS = 6
LEGEND = (
    "Axis: 0 to 100. ● at the best judgements, ─ 80 % of the draws, ═ an 80 % interval that is calibrated on decisions with known "
    "outcomes, ┆ what holds with no agreement. none: share of draws in which the model finds no agreement. moving: share in which "
    "it was still moving at its last round."
)


def show(console: Console, result: Asked) -> None:
    """Print a result."""
    draws = result.made.settings["draws"]
    console.print(f"[bold]{escape(result.title)}[/], as known on [bold]{when(result.as_of)}[/]; {draws} draws")
    console.print(escape(result.says), style="dim")
    why = {one.issue: one for one in result.why}
    for issue in result.issues:
        _issue(console, issue)
        if issue.id in why:
            settle_why_view.show(console, why[issue.id], wide=console.width >= WIDE)
    console.print(LEGEND, style="dim")
    few = min([m.spread.draws for i in result.issues for m in i.models if m.spread is not None], default=draws)
    if few != draws:
        console.print(f"Models that take long were settled on the first {few} of the draws only.", style="dim")
    if result.left_out:
        listed = ", ".join(f"{o.actor} on {o.issue}" for o in result.left_out)
        console.print(f"Left out, since nobody coded a capability: {escape(listed)}.")
    if result.alone:
        console.print(f"Not bargained, since one actor alone has a stance: {escape(', '.join(result.alone))}.")
    _trades(console, result)
    for scenario in result.scenarios:
        _scenario(console, scenario)
    for advice in result.advice:
        _advice(console, advice)


def _issue(console: Console, issue: IssueForecast) -> None:
    console.print(f"\n[bold]{escape(issue.title)}[/] ({issue.id})")
    for point in issue.scale:
        console.print(f"  [bold]{point.at:>3g}[/] {escape(point.label)}", style="dim")
    coded = ", ".join(f"{a.actor} {a.position[1]:g}" for a in sorted(issue.actors, key=lambda a: a.position[1]))
    console.print(f"  [dim]Positions:[/] {escape(coded)}; [dim]with no agreement[/] {issue.reversion:g}")
    if len(issue.actors) == 1:
        console.print("  One actor alone has a stance here, so there is nobody to bargain with.")
    if all(m.result == "no_actors" for m in issue.models):
        console.print("  Nobody with a stance here has any weight, so no model gives an outcome.")
    wide = console.width >= WIDE
    width = 41 if wide else 15
    some = any(m.spread is not None for m in issue.models)
    table = narrow_table(
        "", "model|n", "best|r", *(["80 %|r", "axis|n", "near|r", "none|r", "moving|r"] if some else ["near|r", "ended"])
    )
    for model in issue.models:
        near = "" if model.nearest is None else f"{issue.scale[model.nearest].at:g}"
        best = "–" if model.best is None else f"{model.best:.0f}"
        if model.spread is None:
            table.add_row(model.model, best, near, model.sentence)
            continue
        interval = model.spread.interval.get("80")
        ends = "–" if interval is None else f"{interval[0]:.0f} to {interval[1]:.0f}"
        shares = (_share(model.spread.no_agreement), _share(model.spread.not_converged))
        table.add_row(model.model, best, ends, axis(model, issue.reversion, width), near, *shares)
    console.print(table)


def axis(model: ModelForecast, reversion: float, width: int) -> str:
    """Return a line of so many characters from 0 to 100 with a model's interval, best value and the reversion point."""

    def at(point: float) -> int:
        return round(point / 100 * (width - 1))

    cells = ["·"] * width
    interval = model.spread.interval.get("80") if model.spread is not None else None
    if model.spread is not None and interval is not None:
        for k in range(at(interval[0]), at(interval[1]) + 1):
            cells[k] = "═" if model.spread.calibrated else "─"
    cells[at(reversion)] = "┆"
    if model.best is not None:
        cells[at(model.best)] = "●"
    return "".join(cells)


def _share(value: float) -> str:
    return "" if value == 0 else "<1 %" if value < 0.005 else f"{value:.0%}".replace("%", " %")


def _trades(console: Console, result: Asked) -> None:
    for model in dict.fromkeys(e.model for e in result.exchanges):
        found = [e for e in result.exchanges if e.model == model]
        table = narrow_table(
            f"\nExchanges found by {model}, best first", "gives way|n", "on|n", "from|r", "to|r", "gets|n", "gain|r", "others|r"
        )
        for one in found[:TRADES]:
            for side, others in zip(one.sides, (f"{sum(one.others.values()):+.1f}", ""), strict=True):
                table.add_row(side.actor, side.on, f"{side.start:.0f}", f"{side.end:.0f}", side.gets, f"{side.gain:.1f}", others)
            table.add_section()
        console.print(table)
        console.print("Gains in points of the outcome times salience; others: what it gives everybody else together.", style="dim")
        if len(found) > TRADES:
            console.print(f"{len(found) - TRADES} more with smaller gains; --json lists all.", style="dim")


def _scenario(console: Console, scenario: ScenarioResult) -> None:
    table = narrow_table(
        f"\nScenario: [bold]{escape(scenario.title)}[/]", "issue|n", "model|n", "as coded|r", "scenario|r", "difference|r", "80 %|r"
    )
    for row in scenario.rows:
        base, outcome, apart = row.base, row.outcome, row.difference
        table.add_row(
            row.issue,
            row.model,
            "–" if base is None else f"{base.mean:.0f}",
            "–" if outcome is None else f"{outcome.mean:.0f}",
            *(("–", "") if apart is None else (f"{apart.mean:+.1f}", f"{apart.low:+.1f} to {apart.high:+.1f}")),
        )
    console.print(table)
    console.print(escape(scenario.reason), style="dim")
    if scenario.without_stance:
        console.print(f"Named but without a stance: {', '.join(scenario.without_stance)}.", style="dim")


def _advice(console: Console, advice: Advice) -> None:
    outcome = "no outcome" if advice.outcome is None else f"{advice.outcome.mean:.0f}"
    console.print(f"\n[bold]What would help {escape(advice.actor)} on {advice.issue}[/]")
    console.print(f"{advice.model}: {outcome}; it wants {advice.wants.mean:.0f}")
    if advice.levers:
        table = narrow_table("", "who|n", "what|n", "from|r", "to|r", "nearer by|r", "80 %|r")
        for one in advice.levers[:LEVERS]:
            near = one.nearer
            table.add_row(
                one.actor, one.kind, f"{one.start:.0f}", f"{one.end:.0f}", f"{near.mean:.1f}", f"{near.low:.1f} to {near.high:.1f}"
            )
        console.print(table)
    _lines(console, (*advice.caution, advice.fixed))


def _lines(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(escape(line), style="dim")
