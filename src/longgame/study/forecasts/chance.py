"""How likely a rule is to hold, from how likely each of its conditions is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

import numpy as np
from numpy.typing import NDArray

from longgame.case.rules import Atom, Not, Rule, atoms

Floats = NDArray[np.float64]
MOST = 12  # different conditions of one rule, of which every combination is looked at


class CannotError(Exception):
    """An engine cannot answer; the message says why, in a clause."""


def chance(rule: Rule, of: Callable[[Atom], Floats]) -> Floats:
    """Return how likely a rule is to hold, in each draw.

    Conditions are taken for independent within a draw; what they share is in the draws. One that stands twice is one.

    Parameters
    ----------
    rule : Rule
    of : callable
        From an atom to its probability in each draw, shape (draws,); all of the same shape.

    Raises
    ------
    CannotError
        Where there are too many conditions, or one of them cannot be answered.
    """
    names = list(dict.fromkeys(atoms(rule)))
    if len(names) > MOST:
        raise CannotError(f"its rule has {len(names)} conditions, more than {MOST}")
    given = [of(name) for name in names]
    total: Floats = np.zeros(max((len(p) for p in given), default=1))
    for truths in product((True, False), repeat=len(names)):
        if holds(rule, dict(zip(names, truths, strict=True))):
            ways = [p if truth else 1 - p for p, truth in zip(given, truths, strict=True)]
            total = total + np.prod(np.broadcast_arrays(*ways), axis=0)
    return total


def holds(rule: Rule, truth: Mapping[Atom, bool]) -> bool:
    """Return whether a rule holds if its conditions do or do not."""
    if isinstance(rule, Atom):
        return truth[rule]
    if isinstance(rule, Not):
        return not holds(rule.part, truth)
    return sum(holds(part, truth) for part in rule.parts) >= rule.least
