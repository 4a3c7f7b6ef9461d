"""How well forecasts of known outcomes did, with intervals that respect that issues of one proposal are no separate cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

Floats = NDArray[np.float64]
NEAR = (5, 10, 20)
LEVELS = (50, 80, 90)
RESAMPLES = 2000
BOOTSTRAP_SEED = 20040501
# A forecast of exactly 5 points off is within 5, also where it was summed from fractions.
SLACK = 1e-9


@dataclass(frozen=True)
class Forecast:
    """Forecasts of d decisions on a scale from 0 to 100.

    Attributes
    ----------
    point : array, shape (d,)
        NaN where the model gives none.
    samples : array, shape (d, k), or None
        Equally likely values, NaN where a draw gave none; None where the model gives no distribution.
    density : array, shape (d, 101), or None
        Probability of each whole point, instead of samples.
    interval : array, shape (d, 3, 2), or None
        Ends of the 50, 80 and 90 % intervals; None for the central intervals of the samples.
    """

    point: Floats
    samples: Floats | None = None
    density: Floats | None = None
    interval: Floats | None = None


class Difference(BaseModel):
    """A mean difference to another model on the issues that both forecast, in points; below 0 this model did better."""

    model_config = ConfigDict(frozen=True)

    to: str
    n: int
    difference: float
    low: float = Field(description="Lower end of the 95 % interval over resampled proposals.")
    high: float = Field(description="Upper end of it.")


class Score(BaseModel):
    """How a model did on decisions with known outcomes; errors in points of a scale from 0 to 100."""

    model_config = ConfigDict(frozen=True)

    n: int = Field(description="Issues with a forecast; all scores are over these.")
    failed: int = Field(description="Issues for which the model gave no number.")
    mae: float | None = Field(description="Mean absolute error of the point forecast.")
    mae_interval: tuple[float, float] | None = Field(
        description="95 % interval of the mean absolute error over resampled proposals."
    )
    rmse: float | None = Field(description="Root of the mean squared error.")
    median_error: float | None = Field(description="Median absolute error.")
    hits: dict[str, float] | None = Field(description="Share of forecasts within 5, 10 and 20 points.")
    crps: float | None = Field(description="Mean continuous ranked probability score; null where there is no distribution.")
    crps_interval: tuple[float, float] | None = Field(description="95 % interval of it over resampled proposals.")
    coverage: dict[str, float] | None = Field(description="Share of outcomes inside the 50, 80 and 90 % intervals.")
    width: dict[str, float] | None = Field(description="Mean width of these intervals.")
    mae_difference: Difference | None = Field(default=None, description="Against the compromise model.")
    crps_difference: Difference | None = Field(default=None, description="Against compromise with scaled residuals.")


def score(forecast: Forecast, outcome: Floats, groups: NDArray[np.int64]) -> Score:
    """Return the scores of a forecast.

    Parameters
    ----------
    forecast : Forecast
    outcome : array, shape (d,)
    groups : int array, shape (d,)
        Proposal of each decision; the bootstrap draws whole proposals.
    """
    error = np.abs(forecast.point - outcome)
    known = np.isfinite(error)
    if not known.any():
        return Score(
            n=0, failed=len(outcome), mae=None, mae_interval=None, rmse=None, median_error=None, hits=None,
            crps=None, crps_interval=None, coverage=None, width=None,
        )  # fmt: skip
    ranked, ends = crps(forecast, outcome), intervals(forecast)
    spread = np.isfinite(ranked).any()
    inside = (outcome[:, None] >= ends[..., 0] - SLACK) & (outcome[:, None] <= ends[..., 1] + SLACK)
    has = np.isfinite(ends).all(axis=(1, 2))
    return Score(
        n=int(known.sum()),
        failed=int((~known).sum()),
        mae=float(error[known].mean()),
        mae_interval=clustered(error, groups),
        rmse=float(np.sqrt((error[known] ** 2).mean())),
        median_error=float(np.median(error[known])),
        hits={str(k): float((error[known] <= k + SLACK).mean()) for k in NEAR},
        crps=float(np.nanmean(ranked)) if spread else None,
        crps_interval=clustered(ranked, groups) if spread else None,
        coverage={str(k): float(c) for k, c in zip(LEVELS, inside[has].mean(axis=0), strict=True)} if has.any() else None,
        width={str(k): float(w) for k, w in zip(LEVELS, np.diff(ends[has], axis=2)[..., 0].mean(axis=0), strict=True)}
        if has.any()
        else None,
    )


def crps(forecast: Forecast, outcome: Floats) -> Floats:
    """Return the continuous ranked probability score of each decision, shape (d,); NaN where there is no distribution.

    E|X − y| − ½ E|X − X′| (Gneiting and Raftery 2007, equation 21), exact for atoms and for samples taken as atoms.
    """
    if forecast.density is not None:
        values = np.broadcast_to(np.arange(forecast.density.shape[1], dtype=float), forecast.density.shape)
        return _energy(values, np.nan_to_num(forecast.density), outcome)
    if forecast.samples is None:
        return np.full(len(outcome), np.nan)
    order = np.sort(forecast.samples, axis=1)  # NaN last
    there = np.isfinite(order)
    return _energy(np.where(there, order, 0.0), there / np.maximum(there.sum(axis=1, keepdims=True), 1), outcome)


def _energy(values: Floats, mass: Floats, outcome: Floats) -> Floats:
    """Return the score of sorted atoms; those of mass 0 at the end may hold anything."""
    total = mass.sum(axis=1)
    apart = (np.abs(values - outcome[:, None]) * mass).sum(axis=1)
    # E|X − X′| / 2 = Σ mass value (mass below − mass above) over sorted atoms, mass at the atom itself left out of both
    upto = np.cumsum(mass, axis=1)
    spread = (mass * values * (2 * upto - mass - total[:, None])).sum(axis=1)
    return np.asarray(np.where(total > 0, apart - spread, np.nan))


def intervals(forecast: Forecast) -> Floats:
    """Return the ends of the 50, 80 and 90 % intervals, shape (d, 3, 2); NaN where there is no distribution."""
    if forecast.interval is not None:
        return forecast.interval
    d = len(forecast.point)
    out = np.full((d, len(LEVELS), 2), np.nan)
    if forecast.samples is not None:
        some = np.isfinite(forecast.samples).any(axis=1)
        for k, level in enumerate(LEVELS):
            tail = (1 - level / 100) / 2
            if some.any():
                out[some, k] = np.nanquantile(forecast.samples[some], [tail, 1 - tail], axis=1).T
    return out


def clustered(values: Floats, groups: NDArray[np.int64]) -> tuple[float, float]:
    """Return the 95 % interval of a mean when whole groups are drawn again, 2,000 times, with a fixed seed.

    Parameters
    ----------
    values : array, shape (d,)
        NaN is left out.
    groups : int array, shape (d,)
    """
    there = np.isfinite(values)
    number = int(groups.max()) + 1
    sums = np.bincount(groups[there], values[there], number)
    counts = np.bincount(groups[there], minlength=number)
    drawn = np.random.default_rng(BOOTSTRAP_SEED).integers(0, number, (RESAMPLES, number))
    means = sums[drawn].sum(axis=1) / np.maximum(counts[drawn].sum(axis=1), 1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def difference(mine: Floats, other: Floats, groups: NDArray[np.int64], to: str) -> Difference | None:
    """Return the mean of mine − other where both are known, with its clustered interval; None where they never are."""
    apart = mine - other
    there = np.isfinite(apart)
    if not there.any():
        return None
    low, high = clustered(apart, groups)
    return Difference(to=to, n=int(there.sum()), difference=float(apart[there].mean()), low=low, high=high)
