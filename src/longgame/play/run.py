"""Ask the long game of a case: what it is, where it goes, and which reading of it the record supports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from longgame.case.case import Case
from longgame.case.game import period_at
from longgame.case.theses import Thesis
from longgame.core.errors import UsageError, near
from longgame.core.made import Made
from longgame.play.baselines import BASELINES, score
from longgame.play.encode import Encoded, Floats, encode, prior_of
from longgame.play.estimate import Draws, effective, estimate
from longgame.play.result import Band, Choice, LadderAhead, Odds, Play, PlayResult, RungAhead, Seen, Solved, ThesisPlay, Weight
from longgame.play.rules import ENDS

DRAWS = 128
MOST_DRAWS = 2**14
LIKELIEST = 5
RESAMPLED = 200
Progress = Callable[[str, int, int], None]


def play(
    case: Case,
    day: date | None = None,
    thesis: str | None = None,
    theses: bool = False,
    draws: int = DRAWS,
    horizon: int | None = None,
    seed: int = 0,
    workers: int = 1,
    progress: Progress | None = None,
) -> PlayResult:
    """Solve a case's long game, learn from its history, and run it forward.

    Parameters
    ----------
    case : Case
    day : datetime.date or None
        Only what was known at the end of it is used; None for the day that the case is already cut to, or up to which it was
        kept.
    thesis : str or None
        Id of the thesis whose prior is run; None for the case's own beliefs.
    theses : bool
        Whether all theses known by then are weighed too.
    draws : int
        Of the parameters, from each prior.
    horizon : int or None
        Periods ahead; None for the case's own.
    seed : int
    workers : int
        Threads; no number changes with it.
    progress : callable or None
        Called with what is under way, how many draws of it are done, and of how many.

    Returns
    -------
    PlayResult
        Frozen; the same case, settings and seed give the same figures.

    Raises
    ------
    UsageError
        No game in the case, an unknown thesis, or a number out of range.
    """
    _check(draws, horizon, seed, workers)
    if case.day is not None and day is not None and day > case.day:
        raise UsageError(f"the case was already cut to {case.day}; it cannot be played as of {day}")
    day = day or case.day or case.newest
    case = case if case.day == day else case.as_of(day)
    encoded = encode(case)
    if not encoded.history.periods:
        raise UsageError(f"history.csv: nothing of the long game was known on {day}; begin with a later day")
    ahead = horizon or encoded.game.horizon
    known = {t.id: t for t in case.theses}
    if thesis is not None and thesis not in known:
        raise UsageError(f"on {day} there is no thesis {thesis!r}; {near(thesis, known) or 'there are ' + ', '.join(known)}")
    prior = encoded.prior if thesis is None else prior_of(encoded, known[thesis])
    name = "the game" if thesis is None else known[thesis].short
    own = estimate(encoded, prior, draws, seed, ahead, workers, _told(progress, name, draws))
    weighed = _weighed(encoded, list(case.theses), draws, seed, workers, progress) if theses else ()
    scored = {title: score(chance(encoded.rules, encoded.history), encoded.history) for title, chance in BASELINES.items()}
    mine = _prequential(own)
    return PlayResult(
        made=Made(
            case=case.about.id, digest=case.digest, as_of=day, seed=seed,
            settings={"draws": draws, "horizon": ahead, "thesis": thesis or "", "theses": int(theses)},
        ),
        as_of=day,
        title=case.about.title,
        period=encoded.game.period,
        history=_seen(encoded, own, mine, scored),
        scores={"play": float(mine.sum()), **{title: float(s.sum()) for title, s in scored.items()}},
        periods_scored=int(encoded.history.seen.sum()),
        play=_play(case, encoded, thesis or "", own),
        theses=weighed,
    )  # fmt: skip


def _check(draws: int, horizon: int | None, seed: int, workers: int) -> None:
    for name, value, least, most in (
        ("draws", draws, 8, MOST_DRAWS), ("periods ahead", horizon or 1, 1, 400), ("workers", workers, 1, 256),
    ):  # fmt: skip
        if not least <= value <= most:
            raise UsageError(f"the number of {name} is {value}; it is from {least} to {most}")
    if seed < 0:
        raise UsageError(f"the seed is {seed}; it is 0 or more")


def _told(progress: Progress | None, name: str, of: int) -> Callable[[int], None] | None:
    if progress is None:
        return None
    done = 0

    def step(number: int) -> None:
        nonlocal done
        done += number
        progress(name, min(done, of), of)

    progress(name, 0, of)
    return step


def _band(weights: Floats, values: Floats) -> Band:
    """Return the weighted mean of draws and the band of nine tenths of their weight."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    low, high = (float(values[order[min(int(np.searchsorted(reached, q)), len(values) - 1)]]) for q in (0.05, 0.95))
    return Band(mean=float(weights @ values), low=low, high=high)


def _prequential(draws: Draws) -> Floats:
    """Return the log chance of each period's choices, given all before it, shape (t,)."""
    return np.array([_log(float(draws.weights(t) @ np.exp(draws.choice[:, t]))) for t in range(draws.choice.shape[1])])


def _state(draws: Draws) -> Floats:
    """Return the same of where things then stood, given the choices too."""
    made = []
    for t in range(draws.state.shape[1]):
        chance = draws.weights(t) * np.exp(draws.choice[:, t])
        made.append(_log(float(chance @ np.exp(draws.state[:, t]))) - _log(float(chance.sum())))
    return np.array(made)


def _log(chance: float) -> float:
    return float(np.log(chance)) if chance > 0 else -np.inf


def _solved(draws: Draws, periods: int) -> Solved:
    good = draws.converged
    return Solved(
        draws=len(good),
        converged=int(good.sum()),
        residual=float(draws.residual[good].max(initial=0.0)),
        sweeps=int(draws.steps.max()),
        effective=effective(draws.weights(periods)),
    )


def _choices(encoded: Encoded, weights: Floats, chances: Floats, which: Sequence[int]) -> tuple[Choice, ...]:
    """Return some pairs as records; chances have shape (draws, pairs)."""
    rules, made = encoded.rules, []
    names = (*rules.ladders, "")
    for p in which:
        pair = rules.pairs[p]
        move = rules.moves[pair.move]
        band = _band(weights, chances[:, p])
        made.append(Choice(move=move.does, on=names[move.on], given=names[move.given], reply=pair.reply, chance=band))
    return tuple(made)


def _seen(encoded: Encoded, draws: Draws, mine: Floats, scored: dict[str, Floats]) -> tuple[Seen, ...]:
    history, made = encoded.history, []
    state = _state(draws)
    for t, period in enumerate(history.periods):
        weights, chances = draws.weights(t), draws.expected[:, t]
        likeliest = np.argsort(-(weights @ chances))[:LIKELIEST]
        agrees = np.flatnonzero(history.pairs[t] & history.seen[t])
        made.append(
            Seen(
                period=str(period),
                seen=_choices(encoded, weights, chances, [int(p) for p in agrees]),
                expected=_choices(encoded, weights, chances, [int(p) for p in likeliest]),
                score=float(mine[t]),
                baselines={name: float(s[t]) for name, s in scored.items()},
                state=float(state[t]),
            )
        )
    return tuple(made)


def _play(case: Case, encoded: Encoded, thesis: str, draws: Draws) -> Play:
    periods = len(encoded.history.periods)
    weights, ahead = draws.weights(periods), draws.ahead
    assert ahead is not None
    goes_on = 1 - np.asarray(ahead.ends).sum(axis=2)
    odds = []
    for h in range(goes_on.shape[1]):
        when = period_at(encoded.game, periods - 1 + h)
        ends = {name: _band(weights, np.asarray(ahead.ends)[:, h, i]) for i, name in enumerate(ENDS)}
        odds.append(Odds(period=str(when), day=when.last, goes_on=_band(weights, goes_on[:, h]), **ends))
    likeliest = np.argsort(-(weights @ np.asarray(ahead.pairs)[:, 0]))[:LIKELIEST]
    return Play(
        thesis=thesis,
        solved=_solved(draws, periods),
        evidence=draws.evidence(periods),
        odds=tuple(odds),
        ladders=tuple(_ladder(case, weights, np.asarray(ahead.rungs), d) for d in range(len(encoded.rules.ladders))),
        choices=_choices(encoded, weights, np.asarray(ahead.pairs)[:, 0], [int(p) for p in likeliest]),
    )


def _ladder(case: Case, weights: Floats, rungs: Floats, d: int) -> LadderAhead:
    record = case.ladders[d]
    made = []
    for r, rung in enumerate(record.rungs):
        at = rungs[:, :, d]
        on = tuple(_band(weights, at[:, h, r]) for h in range(at.shape[1]))
        # Ladders only rise: what stands at or above a rung is what ever got there, while the game goes on.
        reached = tuple(_band(weights, at[:, h, r:].sum(axis=1)) for h in range(at.shape[1]))
        made.append(RungAhead(label=rung.label, on=on, reached=reached))
    return LadderAhead(id=record.id, title=record.title, asked_by=record.asked_by, rungs=tuple(made))


def _weighed(
    encoded: Encoded, theses: Sequence[Thesis], draws: int, seed: int, workers: int, progress: Progress | None
) -> tuple[ThesisPlay, ...]:
    """Return the theses with their weights after each period."""
    found = []
    for one in theses:
        prior = prior_of(encoded, one)
        found.append(estimate(encoded, prior, draws, seed, 0, workers, _told(progress, one.short, draws)))
    history = encoded.history
    t = len(history.periods)
    random = np.random.default_rng(seed)
    resampled = [_resampled(d, random) for d in found]  # each of shape (resamplings, t + 1)
    evidence = np.array([[d.evidence(k) for k in range(t + 1)] for d in found])
    baselines = {name: score(chance(encoded.rules, history), history) for name, chance in BASELINES.items()}
    shares = _shares(evidence)
    drawn = _shares(np.stack(resampled))
    made = []
    for i, (one, d) in enumerate(zip(theses, found, strict=True)):
        mine, state = _prequential(d), _state(d)
        since = np.array([p.first > one.date.last for p in history.periods]) & history.seen
        weights = tuple(
            Weight(
                period=str(period_at(encoded.game, k - 1)),
                weight=Band(mean=shares[i, k], low=np.quantile(drawn[i, :, k], 0.05), high=np.quantile(drawn[i, :, k], 0.95)),
                effective=effective(d.weights(k)),
            )
            for k in range(t + 1)
        )
        low, high = np.quantile(resampled[i][:, t], (0.05, 0.95))
        made.append(
            ThesisPlay(
                id=one.id, short=one.short, title=one.title, day=one.date.last, baseline=one.baseline,
                solved=_solved(d, t), weights=weights, evidence=Band(mean=evidence[i, t], low=low, high=high),
                score=float(mine.sum()), since=float(mine[since].sum()), periods_since=int(since.sum()),
                baselines_since={name: float(s[since].sum()) for name, s in baselines.items()},
                state_since=float(state[[p.first > one.date.last for p in history.periods]].sum()),
            )
        )  # fmt: skip
    return tuple(made)


def _shares(evidence: Floats) -> Floats:
    """Return posterior weights of theses that began alike; the first axis is theirs."""
    with np.errstate(invalid="ignore"):
        odds = np.exp(evidence - evidence.max(axis=0))
    odds = np.nan_to_num(odds)
    total = odds.sum(axis=0)
    return np.asarray(np.where(total > 0, odds / np.where(total > 0, total, 1), 1 / len(evidence)))


def _resampled(draws: Draws, random: np.random.Generator) -> Floats:
    """Return the evidence of each stretch of history from draws resampled within the parts of their mixture (bootstrap)."""
    t = draws.choice.shape[1]
    log = np.stack([draws.log_weights(k) for k in range(t + 1)])
    parts = [np.flatnonzero(draws.part == p) for p in np.unique(draws.part)]
    rows = []
    for _ in range(RESAMPLED):
        which = np.concatenate([random.choice(part, len(part)) for part in parts])
        top = log[:, which].max(axis=1, keepdims=True)
        top = np.where(np.isfinite(top), top, 0.0)
        with np.errstate(divide="ignore"):
            rows.append(top[:, 0] + np.log(np.exp(log[:, which] - top).mean(axis=1)))
    return np.array(rows)
