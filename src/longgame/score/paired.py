"""Models of the program beside those who forecast the same questions as of the same days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from longgame.score.bootstrap import FEWEST, draws, interval
from longgame.score.digits import finite, rounded
from longgame.score.groups import side
from longgame.score.hedges import losses
from longgame.score.ledger import NATURES, Entry
from longgame.score.result import FEW, Figure, Nature, Paired
from longgame.score.rules.base import Floats
from longgame.score.rules.brier import RULE

ALL = "all"


class Pair(NamedTuple):
    """Two forecasts of one question: somebody's, and a model's as of the first day on which that may have been made."""

    theirs: Entry
    model: Entry


def paired(ledger: Sequence[Entry], issued: Sequence[Entry], seed: int) -> tuple[Paired, ...]:
    """Return every model beside everybody and beside each source.

    Parameters
    ----------
    ledger, issued : sequence of Entry
        Forecasts of the case, and those that engines issued. Rows of the case by a model are left out of the comparison.
    seed : int
        Of the resamples.
    """
    made = {(e.forecast.question, e.forecast.date.first, e.forecast.forecaster): e for e in issued if e.parts}
    models = list(dict.fromkeys(e.forecast.forecaster for e in issued))
    found: dict[tuple[str, str, Nature], list[Pair]] = defaultdict(list)
    for theirs in sorted(ledger, key=lambda e: e.forecast.id):
        if not theirs.parts or theirs.forecast.by_model or theirs.forecast.chances:
            continue
        for model in models:
            other = made.get((theirs.forecast.question, theirs.forecast.date.first, model))
            if other is not None:
                for source in (ALL, theirs.forecast.forecaster):
                    found[model, source, theirs.question.nature].append(Pair(theirs, other))
    order = sorted(found, key=lambda k: (models.index(k[0]), NATURES.index(k[2]), k[1] != ALL, k[1]))
    return tuple(_paired(*key, found[key], seed) for key in order)


def _paired(model: str, source: str, nature: Nature, pairs: Sequence[Pair], seed: int) -> Paired:
    theirs, its = (_brier([pair[i] for pair in pairs]) for i in (0, 1))
    sides = [(side(p.theirs), side(p.model)) for p in pairs]
    return Paired(
        model=model,
        source=source,
        nature=nature,
        n=len(pairs),
        questions=len({p.theirs.question.id for p in pairs}),
        few=len(pairs) < FEW,
        source_loss=rounded(theirs.mean()),
        model_loss=rounded(its.mean()),
        ahead=_ahead(theirs - its, [p.theirs.question.id for p in pairs], seed),
        source_right=sum(a is True for a, _ in sides),
        source_sides=sum(a is not None for a, _ in sides),
        model_right=sum(b is True for _, b in sides),
        model_sides=sum(b is not None for _, b in sides),
    )


def _brier(entries: Sequence[Entry]) -> Floats:
    table = np.array([e.parts[0][:4] for e in entries], dtype=float)
    return losses(RULE, *table.T)[1]


def _ahead(apart: Floats, questions: Sequence[str], seed: int) -> Figure:
    """Return a mean difference with its interval over resampled questions; none for fewer than five of them."""
    names, of = np.unique(questions, return_inverse=True)
    low, high = np.array([np.nan]), np.array([np.nan])
    if len(names) >= FEWEST:
        total, n = np.bincount(of, apart), np.bincount(of).astype(float)
        low, high = interval(np.concatenate([(w @ total) / (w @ n) for w in draws(len(names), 1, seed)])[:, None])
    return Figure(value=rounded(apart.mean()), low=finite(low[0]), high=finite(high[0]))
