"""Results of the long game that nobody computed: made up for a case, in the form in which ``longgame play`` gives them."""

from __future__ import annotations

import shutil
from datetime import date
from math import log
from pathlib import Path
from typing import Any

from longgame.case.case import Case
from longgame.case.game import Ladder, index_of, period_at, rung_of
from longgame.case.parameters import BY_NAME
from longgame.core.made import Made
from longgame.play.encode import inputs
from longgame.play.result import (
    Band,
    Cell,
    Choice,
    Difference,
    Driven,
    Driver,
    Kind,
    LadderAhead,
    Limit,
    Odds,
    Play,
    PlayResult,
    RungAhead,
    Seen,
    Solved,
    Takes,
    ThesisPlay,
    Weight,
    WhatIfPlay,
    Year,
)

GUESSES = ("uniform", "persistence", "frequencies")
AFTER_WAIT = (("carry_on", 0.8), ("hedge", 0.2))
REPLIES = (("accept", 0.4), ("stall", 0.3), ("refuse", 0.2), ("hedge", 0.1))
ABSORBED, BROKEN = 1e-9, 0.003  # a period


def band(mean: float, by: float = 0.3) -> Band:
    """Return a chance with a range of about ``by`` of itself."""
    return Band(mean=mean, low=max(mean * (1 - by), 0.0), high=min(mean * (1 + by), 1.0))


def made_up(case: Case, day: date | None = None, *, draws: int = 64, theses: bool = True, effective: float = 60.0) -> PlayResult:
    """Return a result for a case as of a day; the same arguments give the same figures."""
    day = day or case.newest
    case = case if case.day == day else case.as_of(day)
    game, ahead = case.game[0], case.game[0].horizon
    last = max(index_of(game, row.date) for row in case.history)
    odds = [_odds(period_at(game, last + h), h) for h in range(ahead + 1)]
    stands = {one.id: _stands(case, one) for one in case.ladders}
    ladders = tuple(_ladder(one, stands[one.id], odds) for one in case.ladders)
    history = tuple(_seen(case, i) for i in range(last + 1))
    seen = [one for one in history if one.seen]
    solved = Solved(
        draws=draws,
        solved=2 * draws,
        converged=2 * draws,
        residual=3e-11,
        most=70,
        moved=0.4,
        effective=effective,
        fewest=effective / 2,
    )
    play = Play(
        thesis="", solved=solved, evidence=-90.0, odds=tuple(odds), years=_years(odds, ladders), ladders=ladders,
        choices=_choices(case), stands=stands, policy=_policy(case),
    )  # fmt: skip
    things = _things(odds, ladders)
    return PlayResult(
        inputs=inputs(case),
        made=Made(case=case.about.id, digest=case.digest, as_of=day, seed=0, settings={"draws": draws, "thesis": ""}),
        as_of=day, title=case.about.title, period=game.period, history=history,
        scores={"play": sum(o.score for o in seen)} | {g: sum(o.baselines[g] for o in seen) for g in GUESSES},
        periods_scored=len(seen), play=play, theses=_theses(case, solved, last, things) if theses else (),
        whatifs=_whatifs(case, things), driven=_driven(things), takes=_takes(things, odds[-1].period),
    )  # fmt: skip


def _stands(case: Case, ladder: Ladder) -> int:
    return max((rung_of(ladder, r.value) for r in case.history if r.of == "rung" and r.on == ladder.id), default=0)


def _odds(period: Any, h: int) -> Odds:
    absorbed, broken = ABSORBED * h, BROKEN * h
    on = band(1 - absorbed - broken, 0.001)
    return Odds(period=str(period), day=period.last, absorbed=band(absorbed), broken_away=band(broken), goes_on=on)


def _ladder(ladder: Ladder, stands: int, odds: list[Odds]) -> LadderAhead:
    n = len(ladder.rungs)
    reached = [[1.0 if r <= stands else (h / (h + 8)) ** (r - stands) * 0.8 for h in range(len(odds))] for r in range(n)]
    going = [one.goes_on.mean for one in odds]
    at = [[p * g for p, g in zip(row, going, strict=True)] for row in reached] + [[0.0] * len(odds)]
    rungs = tuple(
        RungAhead(
            label=rung.label,
            on=tuple(band(low - high) for low, high in zip(at[r], at[r + 1], strict=True)),
            reached=tuple(band(v) for v in at[r]),
        )
        for r, rung in enumerate(ladder.rungs)
    )
    return LadderAhead(id=ladder.id, title=ladder.title, asked_by=ladder.asked_by, rungs=rungs)


def _years(odds: list[Odds], ladders: tuple[LadderAhead, ...]) -> tuple[Year, ...]:
    last = {one.day.year: h for h, one in enumerate(odds) if h}
    return tuple(
        Year(
            year=year, absorbed=odds[h].absorbed, broken_away=odds[h].broken_away, goes_on=odds[h].goes_on,
            reached={one.id: tuple(rung.reached[h] for rung in one.rungs) for one in ladders},
        )
        for year, h in last.items()
    )  # fmt: skip


def _choices(case: Case) -> tuple[Choice, ...]:
    asked = [one.id for one in case.ladders if one.asked_by == "patron"]
    given = [one.id for one in case.ladders if one.asked_by == "client"]
    moves = [
        ("wait", "", "", "carry_on"),
        ("wait", "", "", "hedge"),
        ("bid", asked[0], "", "stall"),
        ("press", asked[-1], "", "refuse"),
    ]
    moves += [("swap", asked[0], given[0], "accept")] if given else []
    return tuple(
        Choice(move=m, on=on, given=other, reply=reply, chance=band(0.4 / (i + 1))) for i, (m, on, other, reply) in enumerate(moves)
    )


def _policy(case: Case) -> tuple[Cell, ...]:
    game, made = case.game[0], []
    alone = [one.model_copy(update={"reply": ""}) for one in _choices(case)[1:]]
    for i, (grip, door, rivalry) in enumerate((g, d, h) for g in game.grip for d in game.door for h in game.rivalry):
        first = alone[i % len(alone)]
        replies = tuple(first.model_copy(update={"reply": r, "chance": band(c)}) for r, c in (("stall", 0.7), ("refuse", 0.3)))
        shares = {"wait": 0.3, "bid": 0.2 + 0.01 * (i % 20), "press": 0.3 - 0.01 * (i % 20), "swap": 0.15, "seize": 0.05}
        kinds = tuple(
            Kind(move=k, chance=band(v), replies=tuple(Choice(move=k, reply=r, chance=band(c)) for r, c in said))
            for (k, v), said in zip(shares.items(), (AFTER_WAIT, REPLIES, REPLIES, REPLIES, ()), strict=True)
        )
        cell = Cell(
            grip=grip.label, door=door.label, rivalry=rivalry.label, moves=(first, *alone[:2]), replies=replies, kinds=kinds,
        )  # fmt: skip
        made.append(cell)
    return tuple(made)


def _seen(case: Case, index: int) -> Seen:
    game, choices = case.game[0], _choices(case)
    when = period_at(game, index)
    rows = [row for row in case.history if row.of in ("patron", "client") and row.date == when]
    seen = (choices[index % len(choices)],) if rows else ()
    score = log(seen[0].chance.mean) if seen else 0.0
    baselines = {g: log(0.05 + 0.03 * ((index + i) % 7)) if seen else 0.0 for i, g in enumerate(GUESSES)}
    return Seen(period=str(when), seen=seen, expected=choices, score=score, baselines=baselines, state=-0.5)


def _theses(case: Case, solved: Solved, last: int, things: list[tuple[str, Band]]) -> tuple[ThesisPlay, ...]:
    made, n = [], len(case.theses)
    for i, one in enumerate(case.theses):
        weights = tuple(
            Weight(
                period=str(period_at(case.game[0], k - 1)),
                weight=band(1 / n + (0.5 - i / max(n - 1, 1)) * k / (last + 2) / n),
                effective=60.0 if (k + i) % 3 else 20.0,
            )
            for k in range(last + 2)
        )
        made.append(
            ThesisPlay(
                id=one.id, short=one.short, title=one.title, day=one.date.last, baseline=one.baseline,
                solved=solved.model_copy(update={"effective": 30.0 + 10 * i}), weights=weights,
                evidence=Band(mean=-90.0 - i, low=-91.0 - i, high=-89.0 - i), score=-60.0, since=-20.0 + i, periods_since=9,
                baselines_since={g: -21.0 - k for k, g in enumerate(GUESSES)}, errors_since=dict.fromkeys(GUESSES, 2.5),
                state_since=-3.0, later=band(1 / n), later_periods=7,
                ahead={what: band(value.mean * (1 + i) / n) for what, value in things},
            )
        )  # fmt: skip
    return tuple(made)


def _things(odds: list[Odds], ladders: tuple[LadderAhead, ...]) -> list[tuple[str, Band]]:
    """Return what may happen, with its chance at the horizon."""
    made = [("absorbed", odds[-1].absorbed), ("broken away", odds[-1].broken_away)]
    return made + [(f"{one.id}: {rung.label}", rung.reached[-1]) for one in ladders for rung in one.rungs[1:]]


def _driven(things: list[tuple[str, Band]]) -> tuple[Driven, ...]:
    made = []
    for what, base in things:
        found = []
        for k, name in enumerate(("discount_patron", "backlash", "breakaway")):
            low, high = band(base.mean / (k + 2)), band(min(base.mean * (1 + 0.3 * k), 1.0))
            step = high.mean - low.mean
            found.append(
                Driver(
                    parameter=name, says=BY_NAME[name].says, low=0.01 * k, high=0.5 + k, draws=8, at_low=low, at_high=high,
                    change=Band(mean=step, low=0.8 * step, high=1.2 * step),
                )
            )  # fmt: skip
        made.append(Driven(what=what, base=base, parameters=40, drivers=tuple(sorted(found, key=lambda d: -d.change.mean))))
    return tuple(made)


def _takes(things: list[tuple[str, Band]], by: str) -> tuple[Takes, ...]:
    limit = Limit(parameter="backlash", says=BY_NAME["backlash"].says, low=0.125, high=None, chance=0.01)
    return tuple(
        Takes(
            what=what, above=0.2, by=by, draws=1024, exceed=200, limits=(limit,), inside=90, inside_exceed=60, outside=422,
            outside_exceed=40, density=Band(mean=0.667, low=0.58, high=0.74), weight=0.03,
            sentence=f"“{what}” takes backlash of 0.125.",
        )
        for what, _ in things
    )  # fmt: skip


def _whatifs(case: Case, things: list[tuple[str, Band]]) -> tuple[WhatIfPlay, ...]:
    made = []
    for i, one in enumerate(case.whatifs):
        differences = []
        for k, (what, base) in enumerate(things):
            step = min(0.02 * (k + i), 1 - base.mean) * (-1) ** k if base.mean > 0.1 else 0.01
            change = Band(mean=step, low=min(step / 2, 2 * step), high=max(step / 2, 2 * step))
            differences.append(Difference(what=what, base=base, supposed=band(min(base.mean + step, 1.0)), change=change))
        made.append(WhatIfPlay(id=one.id, title=one.title, draws=64, converged=64, differences=tuple(differences)))
    return tuple(made)


def put(folder: Path, result: PlayResult | str, name: str = "play.json") -> None:
    """Write a result, or any text, into a case's folder of results."""
    text = result if isinstance(result, str) else result.model_dump_json(by_alias=True, indent=1)
    (folder / "results").mkdir(exist_ok=True)
    (folder / "results" / name).write_text(text, encoding="utf-8")


def copy(case: Path, into: Path) -> Path:
    """Return a copy of a case's folder, without results."""
    shutil.copytree(case, into, ignore=shutil.ignore_patterns("results"))
    return into
