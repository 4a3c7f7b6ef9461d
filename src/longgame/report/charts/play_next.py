"""What most likely happens in the next period."""

from __future__ import annotations

from longgame.play.result import PlayResult
from longgame.report.charts._play_parts import NINE, Row, rows_of, source, weak
from longgame.report.charts.chart import Chart, spec
from longgame.report.context import Context
from longgame.report.played.words import band, brief, chance, sentence, the


def charts(context: Context) -> list[Chart]:
    """Return the chart, or nothing where the game was not solved."""
    result = context.played.result
    return [_chart(context, result)] if result is not None and result.play.choices else []


def _chart(context: Context, result: PlayResult) -> Chart:
    choices, period = result.play.choices, the(result.play.odds[1].period)
    wide, narrow, (tall, taller) = rows_of([Row(sentence(context.case, one), one.chance) for one in choices])
    first, all_ = choices[0], min(sum(one.chance.mean for one in choices), 1.0)
    return Chart(
        id="play-next",
        headline=f"Next, in {period}: {sentence(context.case, first)} is the likeliest, {band(first.chance)}.",
        subtitle=f"Chance of a move with the reply to it in {period}: the {len(choices)} likeliest, together "
        f"{chance(all_)}. {NINE}",
        spec=spec(wide, tall, narrow={"layer": narrow, "height": taller}),
        columns=("move, reply", "in words", "chance", "nine tenths of the draws"),
        rows=[(brief(c), sentence(context.case, c), *_split(band(c.chance))) for c in choices],
        source=source(result),
        note=f"{weak(result)}One move is made a period in this game; in the world several may be.",
    )


def _split(text: str) -> tuple[str, str]:
    mean, _, rest = text.partition(" (")
    return mean, rest.removesuffix(")")
