"""The figures of forecasts that share something, each with its n and its interval."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from longgame.score.baselines import BASELINES
from longgame.score.bootstrap import FEWEST, RESAMPLES, Clusters, clusters, draws, interval
from longgame.score.calibration import calibration
from longgame.score.hedges import losses
from longgame.score.ledger import HALF, NATURES, Arrays, Entry, arrays
from longgame.score.measures import MEASURES
from longgame.score.measures.base import Ints, Sorted, arrange, count
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
DIGITS = 9
Z = 1.959963984540054  # of 95 %


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
    found = []
    for kind in by:
        parts: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in listed:
            parts[KEYS[kind](entry), entry.question.nature].append(entry)
        ordered = sorted(parts, key=lambda key: (key[0], NATURES.index(key[1])))
        found += [group(parts[key], kind, key[0], seed) for key in ordered]
    return found


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
    """Return a share with its 95 % interval after Wilson (1927, "Probable inference", JASA 22, 209–212); None of nothing."""
    if n == 0:
        return None
    p, z2 = k / n, Z * Z / n
    middle, half = (p + z2 / 2) / (1 + z2), math.sqrt(p * (1 - p) / n * Z * Z + z2 * z2 / 4) / (1 + z2)
    return Figure(value=_round(p), low=_round(max(middle - half, 0.0)), high=_round(min(middle + half, 1.0)))


class _Columns(NamedTuple):
    """Losses of each row that are averaged, and the weight with which each row counts in each.

    Attributes
    ----------
    value, weight : arrays, shape (n, columns)
        For each rule: best, middle, worst; then for each rule and baseline: own loss and the baseline's, where it says something.
    """

    value: Floats
    weight: Floats


def _columns(table: Arrays) -> _Columns:
    values: list[Floats] = []
    weights: list[Floats] = []
    for rule in OF_PROBABILITY:
        own = losses(rule, table.low, table.mid, table.high, table.outcome)
        values += own
        weights += [table.weight] * 3
        for guess in table.baseline.T:
            there = np.isfinite(guess)
            values += [own[1], rule.of(np.where(there, guess, HALF), table.outcome)]
            weights += [table.weight * there] * 2
    return _Columns(np.stack(values, axis=-1), np.stack(weights, axis=-1))


def _figures(table: Arrays, drawn: Clusters, seed: int) -> tuple[dict[str, Mean], tuple[Skill, ...], dict[str, dict[str, Figure]]]:
    columns, order = _columns(table), arrange(table.mid, table.outcome)
    total = _by_cluster(columns.value * columns.weight, drawn)
    weight = _by_cluster(columns.weight, drawn)
    means = _ratio(total.sum(axis=0), weight.sum(axis=0))
    whole = _measured(order, table.weight)
    if drawn.number < FEWEST:
        nothing = np.full((2, len(means) + len(whole)), np.nan)
        resampled_means = np.full((1, len(means)), np.nan)
        low, high = nothing
    else:
        blocks = list(draws(drawn.number, len(table.mid), seed))
        resampled_means = np.concatenate([_ratio(b @ total, b @ weight) for b in blocks])
        resampled = np.concatenate([_measured(order, b[:, drawn.of] * table.weight) for b in blocks])
        low, high = interval(np.concatenate([resampled_means, resampled], axis=1))
    return (
        _means(means, low, high),
        _skills(means, resampled_means, np.isfinite(table.baseline), table.entry),
        _parts(whole, low[len(means) :], high[len(means) :]),
    )


def _by_cluster(values: Floats, drawn: Clusters) -> Floats:
    """Return sums of rows by cluster, shape (clusters, columns)."""
    return np.stack([np.bincount(drawn.of, column, drawn.number) for column in values.T], axis=-1)


def _ratio(total: Floats, weight: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(weight > 0, total / weight, np.nan))


def _measured(order: Sorted, weights: Floats) -> Floats:
    counts = count(order, weights)
    return np.concatenate([measure.of(counts) for measure in MEASURES], axis=-1)


WIDTH = 3 + 2 * len(BASELINES)  # columns of one rule


def _means(means: Floats, low: Floats, high: Floats) -> dict[str, Mean]:
    found = {}
    for r, rule in enumerate(OF_PROBABILITY):
        best, mid, worst = (r * WIDTH + k for k in range(3))
        found[rule.name] = Mean(
            value=_round(means[mid]), low=_maybe(low[mid]), high=_maybe(high[mid]), best=_round(means[best]),
            worst=_round(means[worst]),
        )  # fmt: skip
    return found


def _skills(means: Floats, resampled: Floats, there: NDArray[np.bool_], entry: Ints) -> tuple[Skill, ...]:
    found = []
    for b, baseline in enumerate(BASELINES):
        n = len(np.unique(entry[there[:, b]]))
        for r, rule in enumerate(OF_PROBABILITY):
            at = r * WIDTH + 3 + 2 * b
            if n == 0 or not means[at + 1] > 0:
                continue
            with np.errstate(invalid="ignore", divide="ignore"):
                low, high = interval(1 - resampled[:, at : at + 1] / resampled[:, at + 1 : at + 2])
            found.append(
                Skill(
                    baseline=baseline.name, rule=rule.name, value=_round(1 - means[at] / means[at + 1]), low=_maybe(low[0]),
                    high=_maybe(high[0]), n=n, baseline_loss=_round(means[at + 1]),
                )
            )  # fmt: skip
    return tuple(found)


def _parts(whole: Floats, low: Floats, high: Floats) -> dict[str, dict[str, Figure]]:
    found: dict[str, dict[str, Figure]] = {}
    names = [(measure.name, part) for measure in MEASURES for part in measure.parts]
    for (measure, part), value, below, above in zip(names, whole, low, high, strict=True):
        if np.isfinite(value):
            found.setdefault(measure, {})[part] = Figure(value=_round(value), low=_maybe(below), high=_maybe(above))
    return found


def _curve(table: Arrays, seed: int) -> tuple[BinScore, ...]:
    bins = calibration(count(arrange(table.mid, table.outcome), table.weight), seed)
    return tuple(
        BinScore(
            low=_round(b.low), high=_round(b.high), n=b.number, forecast=_round(b.forecast), came_true=_round(b.came_true),
            band_low=_round(b.band_low), band_high=_round(b.band_high),
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
        low, high = interval(np.concatenate([(w @ total) / (w @ n) for w in draws(number, len(own), seed, RESAMPLES)])[:, None])  # type: ignore[assignment]
    return Quantity(
        unit=name, n=len(listed), crps=_round(own.mean()), low=_maybe(low[0]), high=_maybe(high[0]),
        status_quo_n=int(both.sum()), skill=None if skill is None else _round(skill),
    )  # fmt: skip


def _round(value: float) -> float:
    return round(float(value), DIGITS) + 0.0  # no negative zero


def _maybe(value: float) -> float | None:
    return _round(value) if math.isfinite(value) else None
