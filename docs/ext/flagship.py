"""Tables of what the result of the long game that comes with the Union State says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from longgame.play.result import Band, PlayResult
from longgame.report.played.fits import read

FILE = Path(__file__).resolve().parents[2] / "cases" / "union-state" / "results" / "play.json"
Tabulate = Callable[[tuple[str, ...], Sequence[tuple[str, ...]]], str]


@cache
def result() -> PlayResult:
    """Return the result."""
    return read(FILE.read_text("utf-8"))


def made() -> str:
    """Return how the result was made, in one sentence."""
    play = result().play.solved
    return (
        f"As of {result().as_of}, {play.draws} draws from each prior, seed {result().made.seed}. By the case's own beliefs "
        f"{play.converged} of {play.solved} equilibria were found, with a residual of at most {play.residual:.0e}; effective "
        f"sample size {play.effective:.0f}. In brackets: between what nine tenths of the weighted draws lie.\n"
    )


def odds(table: Tabulate) -> str:
    """Return the odds at the ends of three years."""
    years = result().play.years
    shown = (years[0], years[len(years) // 2], years[-1])
    rows = [(name.replace("_", " "), *(_percent(getattr(y, name)) for y in shown)) for name in ("absorbed", "broken_away")]
    for ladder in result().play.ladders:
        for number, rung in enumerate(ladder.rungs):
            if number > result().play.stands[ladder.id]:
                rows.append((f"{ladder.title}: {rung.label}", *(_percent(y.reached[ladder.id][number]) for y in shown)))
    return table(("by the end of", *(str(y.year) for y in shown)), rows)


def scores(table: Tabulate) -> str:
    """Return the log scores of all choices seen."""
    order = sorted(result().scores.items(), key=lambda item: -item[1])
    periods = result().periods_scored
    return table(
        ("way of expecting", f"log score of {periods} periods, nats", "a period"),
        [(name if name != "play" else "**the game**", f"{s:.1f}", f"{s / periods:.2f}") for name, s in order],
    )


def theses(table: Tabulate) -> str:
    """Return the weights of the theses and how they did after their dates."""
    rows = []
    for one in sorted(result().theses, key=lambda t: -t.weights[-1].weight.mean):
        best, score = max(one.baselines_since.items(), key=lambda item: item[1])
        ahead = "–" if one.since is None else f"{one.since - score:+.1f} ± {one.errors_since[best]:.1f} ({best})"
        rows.append(
            (
                f"{one.short}, {one.day}", _percent(one.weights[-1].weight), _percent(one.later), f"{one.solved.effective:.0f}",
                ahead, str(one.periods_since),
            )
        )  # fmt: skip
    return table(
        (
            "thesis", "weight by all of the record", f"by the last {result().theses[0].later_periods} periods alone",
            "effective sample size", "ahead of the best guess without a game since its date, nats ± standard error", "periods",
        ),
        rows,
    )  # fmt: skip


def _percent(band: Band) -> str:
    mean, low, high = (f"{100 * v:.0f}" if v >= 0.005 else "<1" for v in (band.mean, band.low, band.high))
    return f"{mean} % ({low} to {high})"
