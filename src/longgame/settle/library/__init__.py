"""The bargaining models. One file a model; registering one is one line below."""

from __future__ import annotations

from longgame.settle.base import Model
from longgame.settle.library import (
    alternating_offers,
    challenge,
    climatology,
    compromise,
    ensemble,
    equal_gain,
    exchange,
    median_voter,
    midrange,
    nash,
    probabilistic_condorcet,
    procedural,
    reversion,
    spatial_politics,
    weighted_median,
)

MODELS: tuple[Model, ...] = (
    compromise.MODEL,
    weighted_median.MODEL,
    nash.MODEL,
    nash.REVERSION,
    median_voter.MODEL,
    midrange.MODEL,
    reversion.MODEL,
    climatology.MODEL,
    probabilistic_condorcet.MODEL,
    *challenge.READINGS,
    spatial_politics.MODEL,
    exchange.MODEL,
    equal_gain.MODEL,
    equal_gain.PLAIN,
    *procedural.READINGS,
    alternating_offers.MODEL,
    alternating_offers.PACKAGE,
    ensemble.MODEL,
)
BY_NAME = {model.name: model for model in MODELS}
