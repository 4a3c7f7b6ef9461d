"""Theses weighed by the record: how each fared, and what it says of the game."""

from __future__ import annotations

from dataclasses import dataclass

from longgame.case.parameters import BY_NAME
from longgame.case.theses import Held, Link, Thesis
from longgame.core.dates import Period
from longgame.play.result import FEW, PlayResult, ThesisPlay, Weight
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.charts.play_weights import ranked
from longgame.report.context import Context
from longgame.report.played.find import Played
from longgame.report.played.scores import beside
from longgame.report.played.words import BASELINES, band, nats

NO_THESES = "Nobody has written down readings of the long game that were known by this day."
ONLY_PLAYED = "The long game was solved, but its theses were not weighed."


@dataclass(frozen=True)
class Weighed:
    """A thesis with what the record made of it, if it was weighed."""

    thesis: Thesis
    play: ThesisPlay | None
    then: Weight | None
    few: bool
    best: str
    best_score: float | None
    ahead: float | None
    error: float | None
    links: tuple[Link, ...]
    carried: int
    held: int
    beliefs: tuple[tuple[Held, str], ...]


@dataclass(frozen=True)
class Theses:
    """Data of the page."""

    found: Played
    result: PlayResult | None
    why_not: str
    command: str
    chart: Chart | None
    rows: tuple[Weighed, ...]
    begun: int
    verdict: str
    later: int
    by: str
    expecting: tuple[str, ...]
    expects: tuple[tuple[str, tuple[str, ...]], ...]
    told: tuple[str, ...]


def view(context: Context) -> Theses:
    """Return the data of the page; theses are told even where they were not weighed."""
    found, case = context.played, context.case
    result = found.result if found.result is not None and found.result.theses else None
    why_not, command = "", ""
    if result is None and not len(case.theses):
        why_not = found.why_not if not len(case.game) else NO_THESES
    elif result is None:
        why_not = found.why_not or ONLY_PLAYED
        command = found.command or f"longgame play CASE --as-of {context.day} --theses"
    charts = CHARTS["play_weights"](context)
    plays = {one.id: one for one in ranked(result.theses)} if result is not None else {}
    by_id = {one.id: one for one in case.theses}
    order = [*plays, *(one for one in by_id if one not in plays)]
    rows = tuple(_weighed(by_id[one], plays.get(one)) for one in order if one in by_id)
    return Theses(
        found=found,
        result=result,
        why_not=why_not,
        command=command,
        chart=charts[0] if charts else None,
        rows=rows,
        begun=len(plays),
        verdict=" ".join(filter(None, [_verdict(rows), _doubt(result, rows), _impossible(rows)])),
        later=result.theses[0].later_periods if result is not None else 0,
        by=result.play.odds[-1].period if result is not None else "",
        expecting=tuple(row.thesis.short for row in rows if row.play is not None),
        expects=_expects(rows),
        told=tuple(sorted({f.forecaster for f in case.forecasts})),
    )


def _weighed(thesis: Thesis, play: ThesisPlay | None) -> Weighed:
    best = max(play.baselines_since.items(), key=lambda pair: pair[1], default=None) if play is not None else None
    scored = play is not None and play.since is not None and play.periods_since > 0 and best is not None
    return Weighed(
        thesis=thesis,
        play=play,
        then=_then(play),
        few=play is not None and play.solved.effective < FEW,
        best=BASELINES.get(best[0], best[0]) if scored and best is not None else "",
        best_score=best[1] if scored and best is not None else None,
        ahead=play.since - best[1] if scored and best is not None and play is not None and play.since is not None else None,
        error=play.errors_since.get(best[0]) if scored and best is not None and play is not None else None,
        links=thesis.links,
        carried=sum(bool(link.parameters) for link in thesis.links),
        held=sum(any(b.parameter in link.parameters for b in thesis.beliefs) for link in thesis.links),
        beliefs=tuple((held, _says(held)) for held in thesis.beliefs),
    )


def _then(play: ThesisPlay | None) -> Weight | None:
    """Return the weight after the last period that ended by the day of the thesis."""
    past = [w for w in play.weights if Period.parse(w.period).last <= play.day] if play is not None else []
    return past[-1] if past else None


def _expects(rows: tuple[Weighed, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what each thesis expects of what has not happened yet, in words."""
    plays = [row.play for row in rows if row.play is not None]
    every = list(dict.fromkeys(what for one in plays for what in one.ahead))
    return tuple((what, tuple(band(one.ahead[what]) if what in one.ahead else "–" for one in plays)) for what in every)


def _says(held: Held) -> str:
    found = BY_NAME.get(held.parameter.partition(".")[0])
    return found.says if found is not None else ""


def _doubt(result: PlayResult | None, rows: tuple[Weighed, ...]) -> str:
    """Return what speaks against reading much into such scores."""
    if result is None or not any(row.ahead is not None for row in rows):
        return ""
    says = []
    idle = [f"“{row.thesis.short}”" for row in rows if row.thesis.baseline and row.ahead is not None and row.ahead > 0]
    if idle:
        verb = "beats" if len(idle) == 1 else "beat"
        says.append(
            f"{' and '.join(idle)}, which nobody holds, {verb} them too: that speaks for the game, not for a reading of it."
        )
    first = next(iter(beside(result)), None)
    if first is not None and first.error is not None:
        says.append(
            f"Differences of this kind are unsure: that of the game itself over {result.periods_scored} periods has a "
            "standard error of "
            f"{nats(first.error)} nats."
        )
    return " ".join(says)


def _impossible(rows: tuple[Weighed, ...]) -> str:
    """Return which theses no draw of which allows the history."""
    none = [f"“{row.thesis.short}”" for row in rows if row.play is not None and row.play.evidence is None]
    return f"Under none of the draws of {' and of '.join(none)} is the history possible: no weight, and no score." if none else ""


def _verdict(rows: tuple[Weighed, ...]) -> str:
    """Return how many theses beat the guesses that know no game, after their own dates."""
    scored = [row for row in rows if row.ahead is not None and not row.thesis.baseline]
    if not scored:
        return (
            ""
            if not any(row.play for row in rows)
            else "No choice was seen after the theses were published, so none can be scored on it."
        )
    beat = [row for row in scored if row.ahead is not None and row.ahead > 0]
    if not beat:
        return (
            f"None of the {len(scored)} theses expected the choices after its own date better than the best guess that "
            "knows no game. "
            "A thesis that does not beat such guesses has shown nothing."
        )
    named = ", ".join(f"“{row.thesis.short}” ({nats(row.ahead or 0.0, signed=True)} nats)" for row in beat)
    return (
        f"{len(beat)} of {len(scored)} theses expected the choices after their own dates better than the best guess "
        "that knows no game: "
        f"{named}. A thesis that does not beat such guesses has shown nothing."
    )
