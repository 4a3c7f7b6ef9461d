"""Ask the long game of a case: what it is, where it goes, and which reading of it the record supports."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

import longgame
from longgame.case.case import Case
from longgame.case.game import Ladder, period_at
from longgame.case.theses import Thesis
from longgame.case.whatifs import WhatIf
from longgame.core.cache import cache_folder
from longgame.core.errors import UsageError, near
from longgame.core.made import Made
from longgame.play.baselines import BASELINES, score
from longgame.play.encode import Encoded, encode, prior_of
from longgame.play.equilibrium import TOLERANCE
from longgame.play.estimate import Learned, learn, policies, several, weighted
from longgame.play.priors import Floats, Prior
from longgame.play.result import (
    Band,
    Cell,
    Choice,
    Difference,
    LadderAhead,
    Odds,
    Play,
    PlayResult,
    RungAhead,
    Seen,
    Solved,
    ThesisPlay,
    Weight,
    WhatIfPlay,
    Year,
)  # fmt: skip
from longgame.play.rules import CONDITIONS, ENDS, Rules, levels_of
from longgame.play.whatif import KEPT, compare

DRAWS = 128
MOST_DRAWS = 2**14
LIKELIEST = 5
ROUNDING = 1e-9
ERRORS = 2000  # draws of the sampling error of evidence
NORMAL = 1.645  # quantile for nine tenths
Progress = Callable[[str, int, int], None]


def play(
    case: Case,
    day: date | None = None,
    thesis: str | None = None,
    theses: bool = False,
    whatifs: Sequence[WhatIf] = (),
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
    whatifs : sequence of WhatIf
        To compare with the game as it is.
    draws : int
        Of the parameters, from each prior.
    horizon : int or None
        Periods ahead; None for the case's own.
    seed : int
    workers : int
        Threads; no number changes with it.
    progress : callable or None
        Called with what is under way, how much of it is done (periods or draws), and of how much.

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
    ahead = encoded.game.horizon if horizon is None else horizon
    known = {t.id: t for t in case.theses}
    if thesis is not None and thesis not in known:
        raise UsageError(f"on {day} there is no thesis {thesis!r}; {near(thesis, known) or 'there are ' + ', '.join(known)}")
    prior = encoded.prior if thesis is None else prior_of(encoded, known[thesis])
    name = "the game" if thesis is None else known[thesis].short
    run = _Run(encoded, draws, seed, workers, progress, f"{case.digest} {day}")
    own = run.learn(name, prior, ahead)
    _possible(encoded, own)
    compared = _compared(case, run, own, whatifs, ahead)
    weighed = _weighed(run, list(case.theses)) if theses else ()
    scored = {title: score(chance(encoded.rules, encoded.history), encoded.history) for title, chance in BASELINES.items()}
    return PlayResult(
        made=Made(
            case=case.about.id, digest=case.digest, as_of=day, seed=seed,
            settings={
                "draws": draws, "horizon": ahead, "thesis": thesis or "", "theses": int(theses),
                "whatifs": " ".join(w.id for w in whatifs),
            },
        ),
        as_of=day,
        title=case.about.title,
        period=encoded.game.period,
        history=_seen(encoded, own, scored),
        scores={"play": float(own.choice.sum()), **{title: float(s.sum()) for title, s in scored.items()}},
        periods_scored=int(encoded.history.seen.sum()),
        play=_play(case, encoded, thesis or "", own, workers),
        theses=weighed,
        whatifs=compared,
    )  # fmt: skip


def _possible(encoded: Encoded, learned: Learned) -> None:
    """Refuse to show what rests on no draw.

    Raises
    ------
    UsageError
    """
    if learned.weights.any():
        return
    if not learned.converged:
        raise UsageError(
            f"none of {learned.solved} equilibria was found (residual up to {learned.residual:.1e} where {TOLERANCE:.0e} is asked "
            "for), so that nothing can be shown; narrow the priors of discounts and precisions in play.yaml"
        )
    t = int(np.argmax(~np.isfinite(learned.choice + learned.state)))
    what = "rungs, conditions or end" if np.isfinite(learned.choice[t]) else "moves and replies"
    raise UsageError(
        f"history.csv: under none of the draws could the {what} of {encoded.history.periods[t]} have come after what is coded "
        "before; correct the rows of that period, or the beliefs in play.yaml that rule them out"
    )


@dataclass(frozen=True)
class _Run:
    encoded: Encoded
    draws: int
    seed: int
    workers: int
    progress: Progress | None
    inputs: str

    def learn(self, name: str, prior: Prior, horizon: int = 0) -> Learned:
        """Learn under a prior; what a run that was interrupted left is taken up."""

        def told(what: str, done: int, of: int) -> None:
            if self.progress is not None:
                self.progress(f"{name}: {what}", done, of)

        bounds = (prior.low.tobytes(), prior.best.tobytes(), prior.high.tobytes())
        told_apart = f"{longgame.__version__} {_source()} {self.inputs} {self.draws} {self.seed}".encode()
        key = hashlib.sha256(b"\0".join([told_apart, *bounds])).hexdigest()
        kept = cache_folder() / "play" / f"{key}.npz"
        return learn(self.encoded, prior, self.draws, self.seed, horizon, self.workers, told, kept)


@cache
def _source() -> str:
    """Return a hash of the source of this package."""
    total = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()


def _check(draws: int, horizon: int | None, seed: int, workers: int) -> None:
    for name, value, least, most in (
        ("draws", draws, 8, MOST_DRAWS), ("periods ahead", 1 if horizon is None else horizon, 1, 400), ("workers", workers, 1, 256),
    ):  # fmt: skip
        if not least <= value <= most:
            raise UsageError(f"the number of {name} is {value}; it is from {least} to {most}")
    if seed < 0:
        raise UsageError(f"the seed is {seed}; it is 0 or more")


def _band(values: Floats) -> Band:
    mean, low, high = (float(v) for v in values)
    return Band(mean=mean, low=low, high=high)


def _solved(learned: Learned, checked: int = 0, elsewhere: int = 0) -> Solved:
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


def _seen(encoded: Encoded, learned: Learned, scored: dict[str, Floats]) -> tuple[Seen, ...]:
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


def _play(case: Case, encoded: Encoded, thesis: str, learned: Learned, workers: int) -> Play:
    periods, ahead = len(encoded.history.periods), learned.ahead
    assert ahead is not None
    ends, pairs, rungs = (weighted(learned.weights, np.asarray(a)) for a in (ahead.ends, ahead.pairs, ahead.rungs))
    goes_on = weighted(learned.weights, 1 - np.asarray(ahead.ends).sum(axis=2))
    odds = []
    for h in range(goes_on.shape[1]):
        when = period_at(encoded.game, periods - 1 + h)
        by_end = {name: _band(ends[:, h, i]) for i, name in enumerate(ENDS)}
        odds.append(Odds(period=str(when), day=when.last, goes_on=_band(goes_on[:, h]), **by_end))
    # Ladders only rise: what stands at or above a rung is what ever got there, while the game goes on.
    reached = weighted(learned.weights, np.cumsum(np.asarray(ahead.rungs)[..., ::-1], axis=-1)[..., ::-1])
    ladders = tuple(_ladder(ladder, rungs[:, :, d], reached[:, :, d]) for d, ladder in enumerate(case.ladders))
    return Play(
        thesis=thesis,
        solved=_solved(learned, *several(encoded, learned, workers)),
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
        made.append(Cell(grip=labels[0], door=labels[1], rivalry=labels[2], moves=moves, replies=replies))
    return tuple(made)


def _move(rules: Rules, at: int, reply: str, chance: Floats) -> Choice:
    names, move = (*rules.ladders, ""), rules.moves[at]
    return Choice(move=move.does, on=names[move.on], given=names[move.given], reply=reply, chance=_band(chance))


def _ladder(record: Ladder, on: Floats, reached: Floats) -> LadderAhead:
    rungs = tuple(
        RungAhead(
            label=rung.label,
            on=tuple(_band(on[:, h, r]) for h in range(on.shape[1])),
            reached=tuple(_band(reached[:, h, r]) for h in range(on.shape[1])),
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


def _compared(case: Case, run: _Run, learned: Learned, whatifs: Sequence[WhatIf], horizon: int) -> tuple[WhatIfPlay, ...]:
    if not whatifs:
        return ()
    done = 0

    def told(number: int) -> None:
        nonlocal done
        done += number
        if run.progress is not None:
            run.progress("what if", done, KEPT * (1 + len(whatifs)))

    (base, residual), *others = compare(run.encoded, learned, whatifs, horizon, run.seed, run.workers, told)
    made = []
    for one, (other, off) in zip(whatifs, others, strict=True):
        good = (residual <= TOLERANCE) & (off <= TOLERANCE)
        even = good / max(good.sum(), 1)
        pairs: list[tuple[str, Floats, Floats]] = []
        for i, name in enumerate(ENDS):
            now, then = (np.asarray(a.ends)[:, -1, i] for a in (base, other))
            pairs.append((name.replace("_", " "), now, then))
        for d, ladder in enumerate(case.ladders):
            for r in range(1, len(ladder.rungs)):
                if (np.asarray(base.rungs)[:, 0, d, r:].sum(axis=1) > 1 - ROUNDING).all():
                    continue  # reached already
                now, then = (np.asarray(a.rungs)[:, -1, d, r:].sum(axis=1) for a in (base, other))
                pairs.append((f"{ladder.id}: {ladder.rungs[r].label}", now, then))
        differences = tuple(
            Difference(what=what, **{n: _band(weighted(even, v)) for n, v in (("base", a), ("supposed", b), ("change", b - a))})
            for what, a, b in pairs
        )
        made.append(WhatIfPlay(id=one.id, title=one.title, draws=KEPT, converged=int(good.sum()), differences=differences))
    return tuple(made)


def _weighed(run: _Run, theses: Sequence[Thesis]) -> tuple[ThesisPlay, ...]:
    """Return the theses with their weights after each period."""
    encoded = run.encoded
    history = encoded.history
    found = [run.learn(one.short, prior_of(encoded, one)) for one in theses]
    t = len(history.periods)
    evidence = np.array([learned.evidence for learned in found])
    error = np.array([np.sqrt(np.concatenate([[0.0], np.cumsum(learned.variance)])) for learned in found])
    noise = np.random.default_rng(run.seed).standard_normal((ERRORS, len(found), 1))
    shares, drawn = _shares(evidence), np.array([_shares(evidence + error * n) for n in noise])
    baselines = {name: score(chance(encoded.rules, history), history) for name, chance in BASELINES.items()}
    made = []
    for i, (one, learned) in enumerate(zip(theses, found, strict=True)):
        after = np.array([p.first > one.date.last for p in history.periods], dtype=bool)
        since = after & history.seen
        low, high = np.quantile(drawn[:, i], (0.05, 0.95), axis=0)
        weights = tuple(
            Weight(
                period=str(period_at(encoded.game, k - 1)),
                weight=Band(mean=shares[i, k], low=low[k], high=high[k]),
                effective=float(learned.effective[k]),
            )
            for k in range(t + 1)
        )
        last = float(learned.evidence[-1])
        made.append(
            ThesisPlay(
                id=one.id, short=one.short, title=one.title, day=one.date.last, baseline=one.baseline, solved=_solved(learned),
                weights=weights, evidence=Band(mean=last, low=last - NORMAL * error[i, t], high=last + NORMAL * error[i, t]),
                score=float(learned.choice.sum()), since=float(learned.choice[since].sum()), periods_since=int(since.sum()),
                baselines_since={name: float(s[since].sum()) for name, s in baselines.items()},
                state_since=float(learned.state[after].sum()),
            )
        )  # fmt: skip
    return tuple(made)


def _shares(evidence: Floats) -> Floats:
    """Return posterior weights of theses that began alike; the first axis is theirs."""
    top = evidence.max(axis=0)
    odds = np.exp(evidence - np.where(np.isfinite(top), top, 0.0))
    total = odds.sum(axis=0)
    return np.asarray(np.where(total > 0, odds / np.where(total > 0, total, 1), 1 / len(evidence)))
