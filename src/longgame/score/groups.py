"""The figures of forecasts that share something, each with its n and its interval."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from longgame.core.threads import threads
from longgame.core.wilson import wilson as interval_of_share
from longgame.score.baselines import BASELINES
from longgame.score.bootstrap import FEWEST, Clusters, Resampled, clusters, draws, interval, product
from longgame.score.calibration import calibration
from longgame.score.digits import finite, rounded
from longgame.score.hedges import losses
from longgame.score.ledger import HALF, NATURES, Arrays, Entry, arrays
from longgame.score.measures import MEASURES
from longgame.score.measures.base import Counts, Ints, arrange, count
from longgame.score.result import FEW, BinScore, By, Figure, Group, Mean, Quantity, Skill
from longgame.score.rules import OF_PROBABILITY
from longgame.score.rules.base import Floats

KEYS: dict[By, Callable[[Entry], str]] = {
    "all": lambda e: "all",  # noqa: ARG005 - of every forecast the same
    "source": lambda e: e.forecast.forecaster,
    "hedge": lambda e: e.group_hedge,
    "kind": lambda e: e.forecast.kind,
    "domain": lambda e: e.question.domain,
    "horizon": lambda e: e.horizon,
}
THREADS = 2


def grouped(listed: Sequence[Entry], by: Sequence[By], seed: int) -> list[Group]:
    """Return the groups of each kind asked for, trends and events apart, in the order of their names.

    Parameters
    ----------
    listed : sequence of Entry
    by : sequence of str
        Of ``KEYS``.
    seed : int
        Of resamples and bands.
    """
    made: list[tuple[list[Entry], By, str]] = []
    for kind in by:
        parts: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in listed:
            parts[KEYS[kind](entry), entry.question.nature].append(entry)
        ordered = sorted(parts, key=lambda key: (key[0], NATURES.index(key[1])))
        made += [(parts[key], kind, key[0]) for key in ordered]
    # Each group has its own stream of random numbers, so that the figures do not hang on who is first.
    with threads(THREADS) as pool:
        return list(pool.map(lambda one: group(one[0], one[1], one[2], seed), made))


def group(listed: Sequence[Entry], by: By, value: str, seed: int) -> Group:
    """Return the figures of some forecasts of one nature.

    Parameters
    ----------
    listed : sequence of Entry
        In any order: figures do not hang on it.
    by, value : str
        What they share.
    seed : int
    """
    # Sums are taken in one order whatever that of the rows, so that equal cases give equal bits.
    ordered = sorted(listed, key=lambda e: e.forecast.id)
    scored = [e for e in ordered if e.parts]
    table = arrays(scored)
    drawn = clusters(table.source, table.question)
    states = Counter(e.state for e in ordered)
    right, wrong = _sides(scored)
    scores, skill, measures = _figures(table, drawn, seed) if scored else ({}, (), {})
    return Group(
        by=by,
        value=value,
        nature=ordered[0].question.nature,
        forecasts=len(ordered),
        questions=len({e.question.id for e in ordered}),
        scored=len(scored),
        few=len(scored) < FEW,
        open=states["open"],
        void=states["void"],
        not_scored=dict(sorted(Counter(e.why for e in ordered if e.state == "not_scored").items())),
        partly=sum(e.outcome is not None and 0 < e.outcome < 1 for e in scored),
        came_true=sum(e.outcome == 1 for e in ordered),
        came_false=sum(e.outcome == 0 for e in ordered),
        right=right,
        wrong=wrong,
        right_share=wilson(right, right + wrong),
        scores=scores,
        skill=skill,
        measures=measures,
        calibration=_curve(table, seed),
        quantities=_quantities(ordered, seed),
        clusters_by=drawn.by,
        clusters=drawn.number,
        clusters_why=drawn.why,
    )


def side(entry: Entry) -> bool | None:
    """Return whether a forecast lay on the right side of 50 %; None where it or its outcome lies on neither."""
    if entry.hedge is None or entry.outcome not in (0.0, 1.0) or entry.hedge.mid == HALF or not entry.parts:
        return None
    return (entry.hedge.mid > HALF) == (entry.outcome == 1)


def _sides(scored: Sequence[Entry]) -> tuple[int, int]:
    sides = Counter(side(e) for e in scored)
    return sides[True], sides[False]


def wilson(k: int, n: int) -> Figure | None:
    """Return a share with its 95 % interval (Wilson 1927); None of nothing."""
    low, high = interval_of_share(k, n)
    return None if low is None or high is None else Figure(value=rounded(k / n), low=rounded(low), high=rounded(high))


class _Columns(NamedTuple):
    """Losses of each row that are averaged, and the weights with which rows count.

    Attributes
    ----------
    value : array, shape (n, columns)
        For each rule: best, middle, worst; then for each baseline: own loss and the baseline's.
    weight : array, shape (n, 1 + baselines)
        Of all rows, then of those for which a baseline says something.
    of : int array, shape (columns,)
        Which weight each column has.
    """

    value: Floats
    weight: Floats
    of: Ints


def _columns(table: Arrays) -> _Columns:
    there = np.isfinite(table.baseline.T)
    guesses = np.where(there, table.baseline.T, HALF)
    values: list[Floats] = []
    for rule in OF_PROBABILITY:
        own = losses(rule, table.low, table.mid, table.high, table.outcome)
        values += own
        for guess in rule.of(guesses, np.broadcast_to(table.outcome, guesses.shape)):
            values += [own[1], guess]
    weight = np.stack([table.weight, *(table.weight * says for says in there)], axis=-1)
    of = np.array(([0] * 3 + [b + 1 for b in range(len(there)) for _ in range(2)]) * len(OF_PROBABILITY))
    return _Columns(np.stack(values, axis=-1), weight, of)


def _figures(table: Arrays, drawn: Clusters, seed: int) -> tuple[dict[str, Mean], tuple[Skill, ...], dict[str, dict[str, Figure]]]:
    columns = _columns(table)
    total, weight = (_by_cluster(c, drawn) for c in (columns.value * columns.weight[:, columns.of], columns.weight))
    means = _ratio(total.sum(axis=0), weight.sum(axis=0)[columns.of])
    whole = _measured(count(arrange(table.mid, table.outcome), table.weight))
    value = np.concatenate([means, _skill(means), whole])
    low = high = np.full(len(value), np.nan)
    if drawn.number >= FEWEST:
        both, resampled = np.concatenate([total, weight], axis=1), Resampled(table.mid, table.outcome, table.weight, drawn)
        found = []
        for block in draws(drawn.number, len(resampled.levels), seed):
            sums = product(block, both)
            drawn_means = _ratio(sums[:, : len(means)], sums[:, len(means) :][:, columns.of])
            found.append(np.concatenate([drawn_means, _skill(drawn_means), _measured(resampled.counts(block))], axis=1))
        low, high = interval(np.concatenate(found))
    figures = list(zip(value.tolist(), low.tolist(), high.tolist(), strict=True))
    after = len(means) + SKILLS
    return (
        _means(figures[: len(means)]),
        _skills(figures[len(means) : after], means, np.isfinite(table.baseline), table.entry),
        _parts(figures[after:]),
    )


def _skill(means: Floats) -> Floats:
    """Return 1 − own loss over the baseline's, for each rule and baseline, shape (..., SKILLS)."""
    own, base = means[..., OWN], means[..., OWN + 1]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(base > 0, 1 - own / base, np.nan))


def _by_cluster(values: Floats, drawn: Clusters) -> Floats:
    """Return sums of rows by cluster, shape (clusters, columns)."""
    return np.stack([np.bincount(drawn.of, column, drawn.number) for column in values.T], axis=-1)


def _ratio(total: Floats, weight: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(weight > 0, total / weight, np.nan))


def _measured(counts: Counts) -> Floats:
    return np.concatenate([measure.of(counts) for measure in MEASURES], axis=-1)


WIDTH = 3 + 2 * len(BASELINES)  # columns of one rule
# Where the losses stand that are compared with baselines; each baseline's own comes next.
OWN = np.array([r * WIDTH + 3 + 2 * b for r in range(len(OF_PROBABILITY)) for b in range(len(BASELINES))])
SKILLS = len(OWN)
Three = tuple[float, float, float]


def _means(figures: Sequence[Three]) -> dict[str, Mean]:
    found = {}
    for r, rule in enumerate(OF_PROBABILITY):
        best, mid, worst = figures[r * WIDTH : r * WIDTH + 3]
        found[rule.name] = Mean(
            value=rounded(mid[0]), low=finite(mid[1]), high=finite(mid[2]), best=rounded(best[0]), worst=rounded(worst[0])
        )
    return found


def _skills(figures: Sequence[Three], means: Floats, there: NDArray[np.bool_], entry: Ints) -> tuple[Skill, ...]:
    numbers = [len(np.unique(entry[says])) for says in there.T]
    pairs = [(rule, b) for rule in OF_PROBABILITY for b in range(len(BASELINES))]
    found = [
        Skill(
            baseline=BASELINES[b].name, rule=rule.name, value=rounded(value), low=finite(low), high=finite(high), n=numbers[b],
            baseline_loss=rounded(means[OWN[k] + 1]),
        )
        for k, ((rule, b), (value, low, high)) in enumerate(zip(pairs, figures, strict=True))
        if math.isfinite(value)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda s: [b.name for b in BASELINES].index(s.baseline)))


def _parts(figures: Sequence[Three]) -> dict[str, dict[str, Figure]]:
    found: dict[str, dict[str, Figure]] = {}
    names = [(measure.name, part) for measure in MEASURES for part in measure.parts]
    for (measure, part), (value, low, high) in zip(names, figures, strict=True):
        if math.isfinite(value):
            found.setdefault(measure, {})[part] = Figure(value=rounded(value), low=finite(low), high=finite(high))
    return found


def _curve(table: Arrays, seed: int) -> tuple[BinScore, ...]:
    bins = calibration(count(arrange(table.mid, table.outcome), table.weight), seed)
    return tuple(
        BinScore(
            low=rounded(b.low), high=rounded(b.high), n=b.number, forecast=rounded(b.forecast), came_true=rounded(b.came_true),
            band_low=rounded(b.band_low), band_high=rounded(b.band_high),
        )
        for b in bins
    )  # fmt: skip


def _quantities(listed: Sequence[Entry], seed: int) -> tuple[Quantity, ...]:
    units: Mapping[str, list[Entry]] = defaultdict(list)
    for entry in listed:
        if entry.loss is not None:
            units[unit(entry)].append(entry)
    return tuple(_quantity(name, units[name], seed) for name in sorted(units))


def unit(entry: Entry) -> str:
    """Return the unit of the loss of a forecast of a number or a date."""
    return "days" if entry.question.kind == "date" else entry.question.unit or "no unit"


def _quantity(name: str, listed: Sequence[Entry], seed: int) -> Quantity:
    own = np.array([e.loss for e in listed], dtype=float)
    quo = np.array([np.nan if e.quo is None else e.quo for e in listed], dtype=float)
    both = np.isfinite(quo)
    skill = 1 - own[both].mean() / quo[both].mean() if both.any() and quo[both].sum() > 0 else None
    _, of = np.unique([e.question.id for e in listed], return_inverse=True)
    number = int(of.max()) + 1
    low, high = [np.nan], [np.nan]
    if number >= FEWEST:
        total, n = np.bincount(of, own), np.bincount(of).astype(float)
        low, high = interval(np.concatenate([(w @ total) / (w @ n) for w in draws(number, len(own), seed)])[:, None])  # type: ignore[assignment]
    return Quantity(
        unit=name, n=len(listed), crps=rounded(own.mean()), low=finite(low[0]), high=finite(high[0]),
        status_quo_n=int(both.sum()), skill=None if skill is None else rounded(skill),
    )  # fmt: skip
