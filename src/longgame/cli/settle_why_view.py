"""The terminal view of why an issue comes out as it does."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from longgame.cli.frame import narrow_table
from longgame.settle.study.sensitivity import Share
from longgame.settle.study.story import Step, Story
from longgame.settle.study.tornado import Bar, Tornado
from longgame.settle.study.why import Why

BARS = 8
STEPS = 5
PULLS = 4
SHARES = 4
WIDE, NARROW = 41, 21
LEAST = 0.005
PLURAL = {"position": "positions", "salience": "saliences", "capability": "capabilities"}
BAR_LEGEND = "One judgement at a time, all others at their best: ░ outcomes towards its low, █ towards its high, │ at the best."


def show(console: Console, why: Why, *, wide: bool) -> None:
    """Print what drives the outcome of an issue, and who moves whom."""
    _drivers(console, why.drivers, WIDE if wide else NARROW)
    for line in (*shares(why), *(line for story in why.stories for line in told(story))):
        console.print(escape(line))


def _drivers(console: Console, tornado: Tornado, width: int) -> None:
    shown = [bar for bar in tornado.bars if bar.swing][:BARS]
    if tornado.value is None or not shown:
        console.print(f"  No judgement alone moves the outcome of {tornado.model}.")
        return
    ends = [v for bar in shown for v in (bar.at_low, bar.at_high) if v is not None]
    low, high = min([*ends, tornado.value]), max([*ends, tornado.value])
    title = f"What drives it: {tornado.model}, {tornado.value:.0f} at the best judgements"
    table = narrow_table(title, "who|n", "what|n", "low|r", "best|r", "high|r", f"{low:.0f} to {high:.0f}|n", "outcome|r")
    for bar in shown:
        outcome = " to ".join("–" if v is None else f"{v:.0f}" for v in (bar.at_low, bar.at_high))
        judged = (f"{v:.0f}" for v in (bar.low, bar.best, bar.high))
        table.add_row(bar.actor, bar.kind, *judged, line_of(bar, tornado.value, low, high, width), outcome)
    console.print(table)
    more = sum(1 for bar in tornado.bars if bar.swing) - len(shown)
    console.print(BAR_LEGEND + (f" {more} more move it less; --json lists all." if more else ""), style="dim")


def line_of(bar: Bar, best: float, low: float, high: float, width: int) -> str:
    """Return a line of so many characters from ``low`` to ``high`` with the outcomes between which a judgement moves."""

    def at(point: float) -> int:
        return round((point - low) / (high - low) * (width - 1)) if high > low else width // 2

    cells = ["·"] * width
    for end, mark in ((bar.at_low, "░"), (bar.at_high, "█")):
        if end is not None:
            for k in range(min(at(end), at(best)), max(at(end), at(best)) + 1):
                cells[k] = mark
    cells[at(best)] = "│"
    return "".join(cells)


def shares(why: Why) -> list[str]:
    """Return in a sentence whose judgements, and which kind, the variance of the outcome comes from."""
    found = []
    for one in why.shares:
        listed = [f"{_group(s)} {100 * s.total:.0f} %" for s in one.shares if s.total >= LEAST][:SHARES]
        if listed:
            found.append(f"{'by actor' if one.by == 'actor' else 'by kind'} {', '.join(listed)}")
    if not found:
        return []
    return [f"Share of the variance that would be left if all else were known (Sobol' total index): {'; '.join(found)}."]


def _group(share: Share) -> str:
    return share.actor or (PLURAL[share.kind] if share.kind is not None else "all")


def told(story: Story) -> list[str]:
    """Return a model's record in sentences: its first steps, or whose presence matters most."""
    if story.issue is not None and any(step.why == "exchange" for step in story.steps):
        count = sum(1 for step in story.steps if step.issue == story.issue)
        return [f"Who trades ({story.model}): {count} exchanges move somebody on {story.issue}; they are listed below."]
    lines = []
    rounds = f" in {story.rounds} {'round' if story.rounds == 1 else 'rounds'}" if story.rounds is not None else ""
    if story.rounds is not None and not story.steps:
        lines.append(f"Who moves whom ({story.model}): nobody moves{rounds}.")
    if story.steps:
        lines.append(f"Who moves whom ({story.model}): {len(story.steps)} {'move' if len(story.steps) == 1 else 'moves'}{rounds}.")
        lines += [f"  {sentence(step, story.meaning, story.steps[:k])}" for k, step in enumerate(story.steps[:STEPS])]
        if len(story.steps) > STEPS:
            lines.append(f"  {len(story.steps) - STEPS} more; --json lists all.")
    pulls = [p for p in story.pulls if p.pull is not None and abs(p.pull) >= LEAST][:PULLS]
    if pulls:
        listed = ", ".join(f"{p.actor} {p.without:.0f} ({-(p.pull or 0):+.1f})" for p in pulls if p.without is not None)
        lines.append(f"Who pulls ({story.model}): the outcome without {listed}.")
    return lines


def sentence(step: Step, meaning: dict[str, str], before: Sequence[Step]) -> str:
    """Return a step as a sentence; what its kind means is said the first time."""
    towards = "" if step.towards is None else f" towards {step.towards}"
    said = "" if any(one.why == step.why for one in before) else f" {meaning.get(step.why, '')}"
    return f"Round {step.round}: {step.actor} goes from {step.start:.0f} to {step.end:.0f}{towards}, by {step.why}.{said}"
