"""Why an issue comes out as it does: what drives the outcome, and who moves whom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import Field

from longgame.settle.base import Model
from longgame.settle.encode import Encoded
from longgame.settle.library import BY_NAME
from longgame.settle.problem import Package
from longgame.settle.study.given_data import GivenData, given
from longgame.settle.study.mapped import linked, outcomes
from longgame.settle.study.result import Frozen
from longgame.settle.study.sensitivity import Sobol, sobol
from longgame.settle.study.settle import ALL, SLOW
from longgame.settle.study.story import Story, story
from longgame.settle.study.tornado import Tornado, tornado
from longgame.settle.study.variants import drawn_on

# What is asked where no model is named: the best on average, and those whose record tells of pressure and of exchanges.
DRIVEN = "compromise"
TELLERS = ("compromise", "challenge", "exchange")
# Points of the design of Sobol' indices: every group of judgements takes as many runs again.
POINTS = 512


class Why(Frozen):
    """What is told of one issue beyond where it settles."""

    issue: str
    drivers: Tornado = Field(description="Each judgement alone at its low and at its high.")
    shares: tuple[Sobol, ...] = Field(
        description="What each actor, and each kind of judgement, contributes to the variance: runs made for it, in which all "
        "judgements vary independently. Empty without draws, and of models that take long."
    )
    told: GivenData | None = Field(
        description="What each judgement tells of the outcome in the draws of the forecast itself; null where shares are empty."
    )
    stories: tuple[Story, ...] = Field(description="Who moves whom and why, by each model asked.")


def why(
    encoded: Encoded,
    drawn: Package | None,
    issues: Sequence[str],
    models: Sequence[str] | None = None,
    seed: int = 0,
    workers: int = 1,
) -> tuple[Why, ...]:
    """Return why some issues come out as they do.

    Parameters
    ----------
    encoded : Encoded
        The whole problem.
    drawn : Package or None
        Draws of it, as of ``draws.draw``; None where none are wanted.
    issues : sequence of str
        Of the problem.
    models : sequence of str or None
        The first one named is asked what drives it, all of them who moves whom; none named, or all: ``DRIVEN`` and
        ``TELLERS``.
    seed : int
        Of the runs made for shares of the variance, and of the bootstrap.
    workers : int
    """
    named = list(dict.fromkeys(name for name in models or () if name != ALL))
    driven = BY_NAME[named[0] if named else DRIVEN]
    quick = drawn is not None and not linked(driven) and driven.name not in SLOW
    return tuple(
        Why(
            issue=issue,
            # With its parameters named a model keeps everybody in place, so that all issues have one shape.
            drivers=tornado(encoded, driven, issue, driven.params, workers=workers),
            shares=tuple(
                sobol(encoded, driven, issue, POINTS, seed, by=by, params=driven.params, workers=workers)
                for by in (("actor", "kind") if quick else ())
            ),
            told=_told(encoded, drawn, driven, issue, seed, workers) if drawn is not None and quick else None,
            stories=tuple(story(encoded, BY_NAME[name], issue) for name in named or TELLERS),
        )
        for issue in issues
    )


def _told(encoded: Encoded, drawn: Package, model: Model, issue: str, seed: int, workers: int) -> GivenData:
    part = drawn_on(encoded, model, issue, drawn)
    value = np.asarray(outcomes(model, part, model.params, workers).value)[:, 0]
    return given(encoded, drawn, value, model.name, issue, seed)
