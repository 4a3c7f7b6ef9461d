"""Draws of stances that were coded as single numbers: intervals assumed around them, the same for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from longgame.settle.encode import Encoded, Interval
from longgame.settle.problem import Package
from longgame.settle.study.decisions import HIGH, LOW, Decisions
from longgame.settle.study.draws import Ranks, ranks, spread

# About what experts asked twice differ by; positions and saliences in points of 100, capability in per cent of itself.
HALF_WIDTH = {"position": 10.0, "salience": 20.0, "capability": 20.0}


def drawn(decisions: Decisions, number: int, seed: int) -> Package:
    """Return draws of d issues that have nothing to do with one another, as columns of one package.

    Each judgement is a Beta-PERT around the coded number, cut to its range. Actors vary independently; an actor in the same
    place has the same rank on every issue.

    Returns
    -------
    Package
        NumPy arrays of shape (number, n, d) and (number, d).
    """
    whole = _encoded(decisions)
    n, d = whole.present.shape
    alone = replace(whole, present=whole.present[:, :1], capability_row=np.arange(n)[:, None])
    at = ranks(alone, number, seed, 0.0)
    return spread(whole, Ranks(*(np.broadcast_to(r, (number, n, d)) for r in (at.position, at.salience, at.capability))))


def _encoded(decisions: Decisions) -> Encoded:
    """Return the decisions as a case's stances are encoded."""
    issues = decisions.issues
    x, s, c = (np.where(issues.present, a, 0.0).T for a in (issues.position, issues.salience, issues.capability))
    present = np.asarray(issues.present).T
    n, d = present.shape
    points, share, part = HALF_WIDTH["position"], HALF_WIDTH["salience"] / 100, HALF_WIDTH["capability"] / 100
    return Encoded(
        day=date.min,
        actors=tuple(str(i) for i in range(n)),
        issues=tuple(str(j) for j in range(d)),
        blocs=tuple(str(i) for i in range(n)),
        position=Interval(np.clip(x - points, LOW, HIGH), x, np.clip(x + points, LOW, HIGH)),
        salience=Interval(np.clip(s - share, 0, 1), s, np.clip(s + share, 0, 1)),
        capability=Interval(c * (1 - part), c, c * (1 + part)),
        present=present,
        reversion=np.asarray(issues.reversion),
        capability_row=np.arange(n * d).reshape(n, d),
        facts=(),
        without_capability=(),
    )
