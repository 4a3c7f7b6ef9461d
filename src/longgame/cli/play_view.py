"""The terminal view of ``play``."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from longgame.cli.frame import narrow_table
from longgame.core.words import when
from longgame.play.result import FEW, Band, Choice, Play, PlayResult, Solved, ThesisPlay, WhatIfPlay
from longgame.report.played.words import bare

LEGEND = "In brackets: between what nine tenths of the weighted draws lie. <1 is below one half of one per cent."
CHANGES = 8
DRIVERS = 3
LABEL = 36


def show(console: Console, result: PlayResult) -> None:
    """Print a result."""
    play = result.play
    whose = f"as {play.thesis} has it" if play.thesis else "by the case's own beliefs"
    console.print(f"[bold]{escape(result.title)}[/], the long game as known on [bold]{when(result.as_of)}[/], {escape(whose)}")
    console.print(escape(result.caution), style="dim")
    _solved(console, play.solved)
    _years(console, play)
    _choices(console, f"What comes next, in {play.odds[1].period}", play.choices)
    for one in result.whatifs:
        _whatif(console, one)
    _driven(console, result)
    _scores(console, result)
    if result.theses:
        _theses(console, result.theses)
    console.print(LEGEND, style="dim")


def band(value: Band) -> str:
    """Return a chance in per cent with its band."""
    return f"{bare(value.mean)} ({bare(value.low)}–{bare(value.high)})"


def _solved(console: Console, solved: Solved) -> None:
    weak = f"; [bold]fewer than {FEW}: take the odds as a rough guide[/]" if solved.effective < FEW else ""
    console.print(
        f"{solved.converged} of {solved.solved} equilibria found, residual at most {solved.residual:.0e}, at most {solved.most} "
        f"steps a place; {solved.draws} draws, effective sample size {solved.effective:.0f}{weak}"
    )
    if solved.several:
        console.print(f"{solved.several} of {solved.checked} draws solved from other starting points have another equilibrium too.")


def _years(console: Console, play: Play) -> None:
    # A year takes some thirteen columns; where there are not enough, the nearest and the farthest ones are shown.
    room = max(2, (console.width - LABEL) // 13)
    every = play.years
    years = every if len(every) <= room else tuple(every[round(i * (len(every) - 1) / (room - 1))] for i in range(room))
    table = narrow_table("Odds at the end of a year, in %", "|n", *(f"{y.year}|r" for y in years))
    for name in ("absorbed", "broken_away"):
        table.add_row(name.replace("_", " "), *(band(getattr(y, name)) for y in years))
    for ladder in play.ladders:
        table.add_section()
        stands = play.stands[ladder.id]
        table.add_row(f"[bold]{escape(cut(ladder.title))}[/]")
        table.add_row(f"[dim]{stands} {escape(cut(ladder.rungs[stands].label))}[/]", "[dim]today[/]")
        for r, rung in enumerate(ladder.rungs):
            if r > stands:
                table.add_row(f"{r} {escape(cut(rung.label))}", *(band(y.reached[ladder.id][r]) for y in years))
    console.print(table)
    asked = ", ".join(ladder.title for ladder in play.ladders if ladder.asked_by == "client")
    console.print(f"Rungs: this or a higher one, the game going on. Asked by the client: {escape(asked) or 'none'}.", style="dim")


def points(change: float) -> str:
    """Return a change of a chance in percentage points; what rounds to nothing has no sign."""
    return f"{100 * change:+.0f}" if abs(100 * change) > 0.5 else "0"


def cut(text: str) -> str:
    """Return a label that fits into the first column."""
    return text if len(text) <= LABEL - 2 else text[: LABEL - 3] + "…"


def words(choice: Choice) -> str:
    """Return a move and the reply in words."""
    on = f" {choice.on}" if choice.on else ""
    given = f" for {choice.given}" if choice.given else ""
    reply = f", {choice.reply.replace('_', ' ')}" if choice.reply else ""
    return f"{choice.move}{on}{given}{reply}"


def _choices(console: Console, title: str, choices: Sequence[Choice]) -> None:
    table = narrow_table(title, "patron, client", "chance, %|r")
    for one in choices:
        table.add_row(escape(words(one)), band(one.chance))
    console.print(table)


def _whatif(console: Console, whatif: WhatIfPlay) -> None:
    title = f"What if: {escape(whatif.title)} ({whatif.converged} of {whatif.draws} draws), at the horizon, in %"
    if not whatif.differences:
        console.print(f"[bold]{title}[/]: for none of the draws an equilibrium was found, so that nothing can be shown.")
        return
    table = narrow_table(title, "|n", "as it is|r", "supposed|r", "change|r")
    for one in sorted(whatif.differences, key=lambda d: -abs(d.change.mean))[:CHANGES]:
        change = f"{points(one.change.mean)} ({points(one.change.low)} to {points(one.change.high)})"
        table.add_row(escape(cut(one.what)), band(one.base), band(one.supposed), change)
    console.print(table)


def _driven(console: Console, result: PlayResult) -> None:
    if not result.driven:
        return
    title = f"What drives the odds at the end of {when(result.play.odds[-1].period)}, in %: one parameter at a time"
    table = narrow_table(title, "|n", "low|r", "chance|r", "high|r", "chance|r")
    for one in result.driven:
        table.add_section()
        table.add_row(f"[bold]{escape(cut(one.what))}[/]")
        for driver in one.drivers[:DRIVERS]:
            ends = f"{driver.low:.3g}", band(driver.at_low), f"{driver.high:.3g}", band(driver.at_high)
            table.add_row(escape(cut(driver.parameter)), *ends)
    console.print(table)
    console.print(
        "low, high: of the parameter, between them the history leaves nine tenths of the weight; the rest stays as it is.",
        style="dim",
    )
    console.print("[bold]What it would take[/]")
    for takes in result.takes:
        console.print(f"• {escape(takes.sentence)}")


def _scores(console: Console, result: PlayResult) -> None:
    title = (
        f"Log score of the choices seen in {result.periods_scored} periods, each predicted from those before (nearer 0 is better)"
    )
    table = narrow_table(title, "", "nats|r", "a period|r")
    for name, score in sorted(result.scores.items(), key=lambda item: -item[1]):
        table.add_row(name, f"{score:.1f}", f"{score / max(result.periods_scored, 1):.2f}")
    console.print(table)


def _theses(console: Console, theses: Sequence[ThesisPlay]) -> None:
    last = theses[0].weights[-1].period
    table = narrow_table(
        f"Theses weighed by the record to the end of {last}, all having begun alike", "thesis|n", "of|r", "weight, %|r",
        "later, %|r", "draws|r", "ahead|r", "n|r",
    )  # fmt: skip
    for one in sorted(theses, key=lambda t: -t.weights[-1].weight.mean):
        best = max(one.baselines_since.values())
        mark = "" if one.solved.effective >= FEW else " !"
        table.add_row(
            escape(one.short), when(one.day), band(one.weights[-1].weight), band(one.later), f"{one.solved.effective:.0f}{mark}",
            "–" if one.since is None else f"{one.since - best:+.1f}", str(one.periods_since),
        )  # fmt: skip
    console.print(table)
    console.print(
        f"later: by the {theses[0].later_periods} periods after the last of them was published alone. "
        f"draws: effective sample size, ! below {FEW}: the weight is a rough guide. ahead: by how many nats its log score of the n "
        "choices seen after its publication exceeds that of the best guess without a game, on the same.",
        style="dim",
    )
    for one in theses:
        if one.evidence is None:
            console.print(
                f"Under none of the draws of [bold]{escape(one.short)}[/] is the history possible, so that it has no score."
            )
