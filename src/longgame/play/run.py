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
from longgame.case.game import period_at
from longgame.case.theses import Thesis
from longgame.case.whatifs import WhatIf
from longgame.core.cache import cache_folder
from longgame.core.errors import UsageError, near
from longgame.core.made import Made
from longgame.core.words import when
from longgame.play.baselines import BASELINES, score
from longgame.play.boxes import EXPLORED, box_for, explore
from longgame.play.drivers import count
from longgame.play.drivers import drivers as drivers_of
from longgame.play.encode import LEARNT_FROM, Encoded, encode, inputs, prior_of
from longgame.play.equilibrium import TOLERANCE
from longgame.play.estimate import Learned, learn, weighted
from longgame.play.priors import Floats, Prior
from longgame.play.records import NORMAL, awaited, band, chances_ahead, compared, driven, played, seen, solved, takes
from longgame.play.result import Band, Driven, PlayResult, Takes, ThesisPlay, Weight, WhatIfPlay
from longgame.play.whatif import KEPT, compare

# Modules that what is learnt rests on: after a change in one of them it is learnt anew.
ENGINE = (
    "block", "chances", "encode", "equilibrium", "estimate", "filter", "forward", "linear", "mapped", "passing", "payoffs",
    "priors", "rules",
)  # fmt: skip
DRAWS = 128
MOST_DRAWS = 2**14
ERRORS = 2000  # draws of the sampling error of evidence
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
    drivers: bool = True,
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
    drivers : bool
        Whether to look for what drives the odds, and what it would take for them to be high.
    progress : callable or None
        Called with what is under way, how much of it is done (periods or draws), and of how much.

    Returns
    -------
    PlayResult
        Frozen; the same case, settings and seed give the same figures.

    Raises
    ------
    UsageError
        No game in the case or one that is over, an unknown thesis, or a number out of range.
    """
    _check(draws, horizon, seed, workers)
    if case.day is not None and day is not None and day > case.day:
        raise UsageError(f"the case was already cut to {case.day}; it cannot be played as of {day}")
    day = day or case.day or case.newest
    case = case if case.day == day else case.as_of(day)
    encoded = encode(case)
    if not encoded.history.periods:
        raise UsageError(
            f"history.csv: no period of the long game was known on {day}; begin with a later day, or code the first one"
        )
    if encoded.history.end:
        ended = f"{encoded.history.end.replace('_', ' ')} in {encoded.history.periods[-1]}"
        raise UsageError(f"history.csv: on {day} the game is over, {ended}, so that nothing lies ahead; ask --as-of an earlier day")
    ahead = encoded.game.horizon if horizon is None else horizon
    known = {t.id: t for t in case.theses}
    if thesis is not None and thesis not in known:
        raise UsageError(f"on {day} there is no thesis {thesis!r}; {near(thesis, known) or 'there are ' + ', '.join(known)}")
    prior = encoded.prior if thesis is None else prior_of(encoded, known[thesis])
    name = "the game" if thesis is None else known[thesis].short
    run = _Run(encoded, draws, seed, workers, progress, inputs(case, LEARNT_FROM))
    own = run.learn(name, prior, ahead)
    _possible(encoded, own)
    others = _whatifs(case, run, own, whatifs, ahead)
    scored = {title: score(chance(encoded.rules, encoded.history), encoded.history) for title, chance in BASELINES.items()}
    weighed = _weighed(case, run, list(case.theses), ahead, scored) if theses else ()
    driving, taking = (_driven(case, run, own, prior, ahead), _takes(case, run, own, prior, ahead)) if drivers else ((), ())
    return PlayResult(
        made=Made(
            case=case.about.id, digest=case.digest, as_of=day, seed=seed,
            settings={
                "draws": draws, "horizon": ahead, "thesis": thesis or "", "theses": int(theses),
                "whatifs": " ".join(w.id for w in whatifs), "drivers": int(drivers),
            },
        ),
        inputs=inputs(case),
        as_of=day,
        title=case.about.title,
        period=encoded.game.period,
        history=seen(encoded, own, scored),
        scores={"play": float(own.choice.sum()), **{title: float(s.sum()) for title, s in scored.items()}},
        periods_scored=int(encoded.history.seen.sum()),
        play=played(case, encoded, thesis or "", own, workers),
        theses=weighed,
        whatifs=others,
        driven=driving,
        takes=taking,
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
    learnt_from: str

    def learn(self, name: str, prior: Prior, horizon: int = 0) -> Learned:
        """Learn under a prior; what an earlier run learnt, or left when it was interrupted, is taken up."""

        def told(what: str, done: int, of: int) -> None:
            if self.progress is not None:
                self.progress(f"{name}: {what}", done, of)

        bounds = (prior.low.tobytes(), prior.best.tobytes(), prior.high.tobytes())
        told_apart = f"{longgame.__version__} {_source()} {self.learnt_from} {self.draws} {self.seed}".encode()
        key = hashlib.sha256(b"\0".join([told_apart, *bounds])).hexdigest()
        kept = cache_folder() / "play" / f"{key}.npz"
        return learn(self.encoded, prior, self.draws, self.seed, horizon, self.workers, told, kept)

    def counted(self, what: str, number: int) -> Callable[[int], None]:
        """Return what is told how many games were just solved, of a number."""
        done = 0

        def told(more: int) -> None:
            nonlocal done
            done += more
            if self.progress is not None:
                self.progress(what, done, number)

        return told


@cache
def _source() -> str:
    """Return a hash of the source of what learning rests on."""
    total = hashlib.sha256()
    for name in ENGINE:
        total.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return total.hexdigest()


def _check(draws: int, horizon: int | None, seed: int, workers: int) -> None:
    for name, value, least, most in (
        ("draws", draws, 8, MOST_DRAWS), ("periods ahead", 1 if horizon is None else horizon, 1, 400), ("workers", workers, 1, 256),
    ):  # fmt: skip
        if not least <= value <= most:
            raise UsageError(f"the number of {name} is {value}; it is from {least} to {most}")
    if seed < 0:
        raise UsageError(f"the seed is {seed}; it is 0 or more")


def _whatifs(case: Case, run: _Run, learned: Learned, whatifs: Sequence[WhatIf], horizon: int) -> tuple[WhatIfPlay, ...]:
    if not whatifs:
        return ()
    told = run.counted("what if", KEPT * (1 + len(whatifs)))
    (base, residual), *others = compare(run.encoded, learned, whatifs, horizon, run.seed, run.workers, told)
    return tuple(
        compared(case, one, base, other, (residual <= TOLERANCE) & (off <= TOLERANCE))
        for one, (other, off) in zip(whatifs, others, strict=True)
    )


def _driven(case: Case, run: _Run, learned: Learned, prior: Prior, horizon: int) -> tuple[Driven, ...]:
    told = run.counted("what drives the odds", count(prior))
    return driven(case, run.encoded, drivers_of(run.encoded, prior, learned, horizon, run.seed, run.workers, told))


def _takes(case: Case, run: _Run, learned: Learned, prior: Prior, horizon: int) -> tuple[Takes, ...]:
    encoded = run.encoded
    told = run.counted("what it would take", EXPLORED)
    explored = explore(encoded, prior, learned, horizon, run.seed, run.workers, told)
    by = when(period_at(encoded.game, len(encoded.history.periods) - 1 + horizon))
    chances = chances_ahead(case, explored.ahead)
    return tuple(
        takes(what, by, explored, box_for(explored, prior, learned, chances[what]), encoded.rules.names)
        for what in awaited(case, explored.ahead)
    )


def _weighed(
    case: Case, run: _Run, theses: Sequence[Thesis], horizon: int, scored: dict[str, Floats]
) -> tuple[ThesisPlay, ...]:  # fmt: skip
    """Return the theses with their weights after each period; ``scored`` has the scores of each baseline, shape (t,)."""
    encoded = run.encoded
    history = encoded.history
    found = [run.learn(one.short, prior_of(encoded, one), horizon) for one in theses]
    evidence = np.array([learned.evidence for learned in found])
    error = np.array([np.sqrt(np.concatenate([[0.0], np.cumsum(learned.variance)])) for learned in found])
    noise = np.random.default_rng(run.seed).standard_normal((ERRORS, len(found), 1))
    shares, drawn = _shares(evidence), np.array([_shares(evidence + error * n) for n in noise])
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
    # What came after all of them were published is new to each.
    last = max((one.date.last for one in theses if not one.baseline), default=history.periods[0].first)
    begun = next((k for k, period in enumerate(history.periods) if period.first > last), len(history.periods))
    later = [_later(learned, begun) for learned in found]
    gains, errors = (np.array(values)[:, None] for values in zip(*later, strict=True))
    share, apart = _shares(gains)[:, 0], np.array([_shares(gains + errors * n)[:, 0] for n in noise])
    least, most = np.quantile(apart, (0.05, 0.95), axis=0)
    made = []
    for i, (one, learned) in enumerate(zip(theses, found, strict=True)):
        weights = tuple(
            Weight(
                period=str(period_at(encoded.game, k - 1)),
                weight=Band(mean=shares[i, k], low=low[i, k], high=high[i, k]),
                effective=float(learned.effective[k]),
            )
            for k in range(len(history.periods) + 1)
        )
        new = Band(mean=share[i], low=least[i], high=most[i]), len(history.periods) - begun
        made.append(_thesis(case, encoded, one, learned, weights, new, float(error[i, -1]), scored))
    return tuple(made)


def _later(learned: Learned, begun: int) -> tuple[float, float]:
    """Return the log probability of what was seen from a period on, all before it being known, and its sampling error."""
    gain = float((learned.choice + learned.state)[begun:].sum())
    possible = np.isfinite(learned.evidence[-1])
    return (gain if possible else -np.inf), (float(np.sqrt(learned.variance[begun:].sum())) if possible else 0.0)


def _thesis(
    case: Case, encoded: Encoded, thesis: Thesis, learned: Learned, weights: tuple[Weight, ...], later: tuple[Band, int],
    error: float, baselines: dict[str, Floats],
) -> ThesisPlay:  # fmt: skip
    history, ahead = encoded.history, learned.ahead
    assert ahead is not None
    after = np.array([p.first > thesis.date.last for p in history.periods], dtype=bool)
    since = after & history.seen
    possible = bool(learned.weights.any())
    leads = {name: learned.choice[since] - s[since] for name, s in baselines.items()} if possible else {}
    chances = chances_ahead(case, ahead) if possible else {}
    last = float(learned.evidence[-1])
    return ThesisPlay(
        id=thesis.id, short=thesis.short, title=thesis.title, day=thesis.date.last, baseline=thesis.baseline,
        solved=solved(learned), weights=weights, later=later[0], later_periods=later[1],
        evidence=Band(mean=last, low=last - NORMAL * error, high=last + NORMAL * error) if possible else None,
        score=float(learned.choice.sum()) if possible else None,
        since=float(learned.choice[since].sum()) if possible else None, periods_since=int(since.sum()),
        baselines_since={name: float(s[since].sum()) for name, s in baselines.items()},
        errors_since={name: float(np.sqrt(len(d)) * d.std(ddof=1)) if len(d) > 1 else 0.0 for name, d in leads.items()},
        state_since=float(learned.state[after].sum()) if possible else None,
        ahead={what: band(weighted(learned.weights, c)) for what in awaited(case, ahead) if (c := chances.get(what)) is not None},
    )  # fmt: skip


def _shares(evidence: Floats) -> Floats:
    """Return posterior weights of theses that began alike; the first axis is theirs."""
    top = evidence.max(axis=0)
    odds = np.exp(evidence - np.where(np.isfinite(top), top, 0.0))
    total = odds.sum(axis=0)
    return np.asarray(np.where(total > 0, odds / np.where(total > 0, total, 1), 1 / len(evidence)))
