"""From arrays to the records of a result."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from longgame.case.case import Case
from longgame.case.game import Ladder, period_at
from longgame.case.parameters import BY_NAME
from longgame.case.whatifs import WhatIf
from longgame.core.wilson import wilson
from longgame.play.boxes import THRESHOLDS, Explored, Found
from longgame.play.drivers import Drivers
from longgame.play.encode import Encoded
from longgame.play.estimate import Learned, policies, several, weighted
from longgame.play.forward import Ahead
from longgame.play.prim import Bools
from longgame.play.priors import Floats
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
    RungAhead,
    Seen,
    Solved,
    Takes,
    WhatIfPlay,
    Year,
)  # fmt: skip
from longgame.play.rules import CONDITIONS, ENDS, Rules, levels_of

LIKELIEST = 5
ROUNDING = 1e-9
NORMAL = 1.645  # quantile for nine tenths
DRIVING = 12  # parameters that are told of each chance


def band(values: Floats) -> Band:
    """Return what ``weighted`` gives, of shape (3,), as a record."""
    mean, low, high = (float(v) for v in values)
    return Band(mean=mean, low=low, high=high)


def solved(learned: Learned, checked: int = 0, elsewhere: int = 0) -> Solved:
    """Return how well equilibria were found; of those ``checked``, how many have another one ``elsewhere``."""
    return Solved(
        checked=checked,
        several=elsewhere,
        draws=len(learned.weights),
        solved=learned.solved,
        converged=learned.converged,
        residual=learned.residual,
        most=learned.most,
        moved=None if np.isnan(learned.moved) else learned.moved,
        effective=float(learned.effective[-1]),
        fewest=float(learned.effective.min()),
    )


def _choices(encoded: Encoded, chances: Floats, which: Sequence[int]) -> tuple[Choice, ...]:
    """Return some pairs as records; chances have shape (3, pairs)."""
    pairs = encoded.rules.pairs
    return tuple(_move(encoded.rules, pairs[p].move, pairs[p].reply, chances[:, p]) for p in which)


def _likeliest(chances: Floats) -> list[int]:
    return [int(p) for p in np.argsort(-chances[0], kind="stable")[:LIKELIEST]]


def seen(encoded: Encoded, learned: Learned, scored: dict[str, Floats]) -> tuple[Seen, ...]:
    """Return the past periods; ``scored`` has the log scores of each baseline, shape (t,)."""
    history, made = encoded.history, []
    for t, period in enumerate(history.periods):
        agrees = np.flatnonzero(history.pairs[t] & history.seen[t])
        made.append(
            Seen(
                period=str(period),
                seen=_choices(encoded, learned.expected[t], [int(p) for p in agrees]),
                expected=_choices(encoded, learned.expected[t], _likeliest(learned.expected[t])),
                score=float(learned.choice[t]),
                baselines={name: float(s[t]) for name, s in scored.items()},
                state=float(learned.state[t]),
            )
        )
    return tuple(made)


def played(case: Case, encoded: Encoded, thesis: str, learned: Learned, workers: int) -> Play:
    """Return the game as of today and where it goes; ``thesis`` is the id of the one whose prior it has, or empty."""
    periods, ahead = len(encoded.history.periods), learned.ahead
    assert ahead is not None
    ends, pairs, rungs = (weighted(learned.weights, np.asarray(a)) for a in (ahead.ends, ahead.pairs, ahead.rungs))
    goes_on = weighted(learned.weights, 1 - np.asarray(ahead.ends).sum(axis=2))
    odds = []
    for h in range(goes_on.shape[1]):
        when = period_at(encoded.game, periods - 1 + h)
        by_end = {name: band(ends[:, h, i]) for i, name in enumerate(ENDS)}
        odds.append(Odds(period=str(when), day=when.last, goes_on=band(goes_on[:, h]), **by_end))
    # Ladders only rise: what stands at or above a rung is what ever got there, while the game goes on.
    reached = weighted(learned.weights, np.cumsum(np.asarray(ahead.rungs)[..., ::-1], axis=-1)[..., ::-1])
    ladders = tuple(_ladder(ladder, rungs[:, :, d], reached[:, :, d]) for d, ladder in enumerate(case.ladders))
    return Play(
        thesis=thesis,
        solved=solved(learned, *several(encoded, learned, workers)),
        evidence=float(learned.evidence[-1]),
        odds=tuple(odds),
        years=_years(odds, ladders),
        ladders=ladders,
        choices=_choices(encoded, pairs[:, 0], _likeliest(pairs[:, 0])),
        stands={ladder.id: int(np.argmax(rungs[0, 0, d])) for d, ladder in enumerate(case.ladders)},
        policy=_policy(encoded, learned, rungs[0, 0], workers),
    )


def _policy(encoded: Encoded, learned: Learned, now: Floats, workers: int) -> tuple[Cell, ...]:
    """Return who most likely does what, where the ladders most likely stand; ``now`` has shape (ladders, rungs)."""
    rules, game = encoded.rules, encoded.game
    place = rules.place(tuple(int(np.argmax(one)) for one in now))
    patron, client = policies(encoded, learned, place, workers)
    move, reply = weighted(learned.weights, patron), weighted(learned.weights, client)
    made = []
    for c, (grip, door, rivalry) in enumerate(zip(*levels_of(np.arange(CONDITIONS)), strict=True)):
        likeliest = np.argsort(-move[0, :, c], kind="stable")[:3]
        first = int(likeliest[0])
        moves = tuple(_move(rules, int(m), "", move[:, m, c]) for m in likeliest)
        answers = [rules.pairs[p].reply for p in rules.replies_at[first]]
        replies = tuple(_move(rules, first, r, reply[:, first, b, c]) for b, r in enumerate(answers) if r)
        labels = game.grip[grip].label, game.door[door].label, game.rivalry[rivalry].label
        kinds = _kinds(rules, learned.weights, patron[..., c], client[..., c])
        made.append(Cell(grip=labels[0], door=labels[1], rivalry=labels[2], moves=moves, replies=replies, kinds=kinds))
    return tuple(made)


def _kinds(rules: Rules, weights: Floats, patron: Floats, client: Floats) -> tuple[Kind, ...]:
    """Return the kinds of moves from chances of moves, shape (n, moves), and of replies, shape (n, moves, 4)."""
    made = []
    for kind in dict.fromkeys(move.does for move in rules.moves):
        which = [m for m, move in enumerate(rules.moves) if move.does == kind]
        whole = patron[:, which].sum(axis=1)
        share = patron / np.where(whole > 0, whole, 1.0)[:, None]  # chances of force may be too small for a number
        replies: dict[str, Floats] = {}
        for m in which:
            for b, pair in enumerate(rules.replies_at[m]):
                reply = rules.pairs[pair].reply
                replies[reply] = replies.get(reply, 0.0) + share[:, m] * client[:, m, b]
        answers = (Choice(move=kind, reply=r, chance=band(weighted(weights, v))) for r, v in replies.items() if r)
        made.append(Kind(move=kind, chance=band(weighted(weights, whole)), replies=tuple(answers)))
    return tuple(made)


def _move(rules: Rules, at: int, reply: str, chance: Floats) -> Choice:
    names, move = (*rules.ladders, ""), rules.moves[at]
    return Choice(move=move.does, on=names[move.on], given=names[move.given], reply=reply, chance=band(chance))


def _ladder(record: Ladder, on: Floats, reached: Floats) -> LadderAhead:
    rungs = tuple(
        RungAhead(
            label=rung.label,
            on=tuple(band(on[:, h, r]) for h in range(on.shape[1])),
            reached=tuple(band(reached[:, h, r]) for h in range(on.shape[1])),
        )
        for r, rung in enumerate(record.rungs)
    )
    return LadderAhead(id=record.id, title=record.title, asked_by=record.asked_by, rungs=rungs)


def _years(odds: Sequence[Odds], ladders: Sequence[LadderAhead]) -> tuple[Year, ...]:
    last = {one.day.year: h for h, one in enumerate(odds) if h}
    return tuple(
        Year(
            year=year, absorbed=odds[h].absorbed, broken_away=odds[h].broken_away, goes_on=odds[h].goes_on,
            reached={ladder.id: tuple(rung.reached[h] for rung in ladder.rungs) for ladder in ladders},
        )
        for year, h in last.items()
    )  # fmt: skip


def chances_ahead(case: Case, made: Ahead) -> dict[str, Floats]:
    """Return the chance of each end and of each rung or a higher one at the horizon, shape (..., n).

    Parameters
    ----------
    made : Ahead
        With any first axes, the last of them of n draws.
    """
    ends, rungs = np.asarray(made.ends), np.asarray(made.rungs)
    found = {name.replace("_", " "): ends[..., -1, i] for i, name in enumerate(ENDS)}
    for d, ladder in enumerate(case.ladders):
        for r in range(1, len(ladder.rungs)):
            found[f"{ladder.id}: {ladder.rungs[r].label}"] = rungs[..., -1, d, r:].sum(axis=-1)
    return found


def awaited(case: Case, made: Ahead) -> list[str]:
    """Return the names of those that have not surely happened yet."""
    rungs, ends = np.asarray(made.rungs), [name.replace("_", " ") for name in ENDS]
    return ends + [
        f"{ladder.id}: {ladder.rungs[r].label}"
        for d, ladder in enumerate(case.ladders)
        for r in range(1, len(ladder.rungs))
        if not (rungs[..., 0, d, r:].sum(axis=-1) > 1 - ROUNDING).all()
    ]


def compared(case: Case, whatif: WhatIf, base: Ahead, other: Ahead, good: Bools) -> WhatIfPlay:
    """Return a what-if beside the game as it is; ``good`` tells which draws both were found for: without any, nothing is told."""
    even = good / max(good.sum(), 1)
    now, then = chances_ahead(case, base), chances_ahead(case, other)

    def difference(what: str) -> Difference:
        values = {"base": now[what], "supposed": then[what], "change": then[what] - now[what]}
        return Difference(what=what, **{name: band(weighted(even, v)) for name, v in values.items()})

    differences = tuple(difference(what) for what in awaited(case, base)) if good.any() else ()
    return WhatIfPlay(id=whatif.id, title=whatif.title, draws=len(good), converged=int(good.sum()), differences=differences)


def driven(case: Case, encoded: Encoded, made: Drivers) -> tuple[Driven, ...]:
    """Return what drives each chance at the horizon, the parameter that moves it most first."""
    names = [encoded.rules.names[at] for at in made.which]
    base, at_low, at_high = (chances_ahead(case, a) for a in (made.base, made.at_low, made.at_high))
    every = []
    for what in awaited(case, made.base):
        found = []
        for k, name in enumerate(names):
            if not made.good[k].any():
                continue
            even = made.good[k] / made.good[k].sum()
            bands = [band(weighted(even, v)) for v in (at_low[what][k], at_high[what][k], at_high[what][k] - at_low[what][k])]
            found.append(
                Driver(
                    parameter=name, says=says(name), low=float(made.low[k]), high=float(made.high[k]),
                    draws=int(made.good[k].sum()), at_low=bands[0], at_high=bands[1], change=bands[2],
                )
            )  # fmt: skip
        found.sort(key=lambda one: -abs(one.change.mean))
        even = np.full(made.good.shape[1], 1 / made.good.shape[1])
        now = band(weighted(even, base[what]))
        every.append(Driven(what=what, base=now, parameters=len(names), drivers=tuple(found[:DRIVING])))
    return tuple(every)


def says(parameter: str) -> str:
    """Return what a parameter is, in words."""
    return BY_NAME[parameter.partition(".")[0]].says


def takes(what: str, by: str, explored: Explored, found: Found, names: Sequence[str]) -> Takes:
    """Return what it would take for a chance to be high, with its sentence.

    Parameters
    ----------
    what : str
    by : str
        The end of the horizon, in words.
    names : sequence of str
        Of all parameters.
    """
    limits: tuple[Limit, ...] = ()
    if found.box is not None:
        order = np.argsort(np.where(found.box.limited, found.box.chance, 2.0), kind="stable")[: int(found.box.limited.sum())]
        ends = ((float(found.box.low[k]), float(found.box.high[k])) for k in order)
        limits = tuple(
            Limit(
                parameter=names[k], says=says(names[k]), chance=float(found.box.chance[k]),
                low=low if np.isfinite(low) else None, high=high if np.isfinite(high) else None,
            )
            for k, (low, high) in zip(order, ends, strict=True)
        )  # fmt: skip
    density = _share(found.inside_exceed, found.inside) if limits and found.inside else None
    made = Takes(
        what=what, above=found.above, by=by, draws=len(explored.parameters), exceed=found.exceed, limits=limits,
        inside=found.inside, inside_exceed=found.inside_exceed, outside=found.tried - found.inside,
        outside_exceed=found.tried_exceed - found.inside_exceed, density=density, weight=found.weight, sentence="",
    )  # fmt: skip
    return made.model_copy(update={"sentence": _sentence(made)})


def _sentence(one: Takes) -> str:
    """Return what it would take, in a sentence or two."""
    above = f"{100 * (one.above or THRESHOLDS[-1]):.0f} %"
    head = f"“{one.what}” above {above} by the end of {one.by}: {one.exceed} of {one.draws} draws from the prior"
    if not one.above:
        return f"{head}, too few to look for what it would take."
    if one.density is None:
        return f"{head}; no limit on any parameter tells them from the others better than chance does."
    limits = " and ".join(_limit(limit) for limit in one.limits)
    inside = f"{one.inside_exceed} of {one.inside} draws there exceed it"
    outside = f"{one.outside_exceed} of {one.outside} elsewhere"
    interval = f"{100 * one.density.mean:.0f} %, {100 * one.density.low:.0f} to {100 * one.density.high:.0f}"
    weight = "less than 1" if one.weight < 0.005 else f"{100 * one.weight:.0f}"
    if one.density.low * one.outside <= one.outside_exceed:
        return (
            f"{head}. No answer: {limits} told them apart where the limits were found, but not among the draws kept for trying "
            f"them: {inside} ({interval}), against {outside}."
        )
    return (
        f"{head}. It takes {limits}: {inside} ({interval}), against {outside}, among the draws kept for trying it. The history "
        f"leaves this {weight} % of the weight."
    )


def _limit(limit: Limit) -> str:
    low, high = (None if v is None else f"{v:.3g}" for v in (limit.low, limit.high))
    if low and high:
        return f"{limit.parameter} from {low} to {high}"
    return f"{limit.parameter} of {low} or more" if low else f"{limit.parameter} of {high} or less"


def _share(hits: int, of: int) -> Band:
    """Return a share of a number that is not 0, with its interval."""
    low, high = wilson(hits, of, NORMAL)
    assert low is not None
    assert high is not None
    return Band(mean=hits / of, low=low, high=high)
