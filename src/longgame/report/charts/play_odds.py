"""What may have happened by when: both ends, and each rung not yet reached."""

from __future__ import annotations

from longgame.play.result import Band, PlayResult, Year
from longgame.report.charts._play_parts import NINE, Row, rows_of, source, weak
from longgame.report.charts.chart import Chart, spec
from longgame.report.context import Context
from longgame.report.played.words import band, the


def charts(context: Context) -> list[Chart]:
    """Return the chart, or nothing where the game was not solved."""
    result = context.played.result
    return [_chart(result)] if result is not None else []


def awaited(result: PlayResult, year: Year) -> list[tuple[str, Band]]:
    """Return what has not happened yet, with its chance by the end of a year: the two ends, then rungs from the lowest."""
    found = [("absorbed", year.absorbed), ("broken away", year.broken_away)]
    for ladder in result.play.ladders:
        bands = year.reached[ladder.id]
        for r in range(result.play.stands[ladder.id] + 1, len(bands)):
            found.append((f"{ladder.id}: {ladder.rungs[r].label}", bands[r]))
    return found


def _chart(result: PlayResult) -> Chart:
    years = result.play.years
    last, near = years[-1], years[(len(years) - 1) // 2]
    now, before = awaited(result, last), awaited(result, near)
    pairs = [Row(name, value, then if near is not last else None) for (name, value), (_, then) in zip(now, before, strict=True)]
    wide, narrow, (tall, taller) = rows_of(pairs)
    likeliest = max(now[2:], key=lambda one: one[1].mean, default=None)
    ends = f"absorption has a chance of {band(last.absorbed)} by the end of {last.year}, breaking away of {band(last.broken_away)}"
    next_ = f"“{likeliest[0]}” is the likeliest of the steps to come, {band(likeliest[1])}; " if likeliest else ""
    return Chart(
        id="play-odds",
        headline=_capital(f"{next_}{ends}."),
        subtitle=f"Chance by the end of {last.year} (dot){f', of {near.year} (ring)' if near is not last else ''}; a "
        "rung counts if "
        f"it or a higher one was reached with the game going on. {NINE}",
        spec=spec(wide, tall, narrow={"layer": narrow, "height": taller}),
        columns=("what", *(f"by the end of {year.year}" for year in years)),
        rows=[(name, *(band(awaited(result, year)[i][1]) for year in years)) for i, (name, _) in enumerate(now)],
        source=source(result),
        note=f"{weak(result)}The game was run to the end of {the(result.play.odds[-1].period)}. Odds of what never happened in the "
        "record rest on the beliefs alone.",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
