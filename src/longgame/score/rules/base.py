"""What a scoring rule is: a loss of one forecast given what happened; the smaller the better."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Rule(NamedTuple):
    """A scoring rule.

    Attributes
    ----------
    name, title : str
    on : str
        ``probability`` of a question's being resolved yes, or ``quantiles`` of a number or a date.
    says : str
        What it is, its range and its unit.
    reference : str
        Where it was published.
    of : callable
        For probabilities ``of(probability, outcome)``, arrays of one shape, to losses of that shape. For quantiles
        ``of(quantiles, levels, outcome)``.
    """

    name: str
    title: str
    on: Literal["probability", "quantiles"]
    says: str
    reference: str
    of: Callable[..., Floats]


def mixed(of: Callable[[Floats, Floats], Floats], probability: Floats, outcome: Floats) -> Floats:
    """Return the losses where an outcome may be a share: a question resolved ``partly``.

    A share s counts as a yes of weight s and a no of weight 1 − s. The loss is then linear in the outcome, so that a proper
    rule stays proper and decompositions add up as they do for whole outcomes; even the best forecast of a half has a loss.

    Parameters
    ----------
    of : callable
        Losses of probabilities, given outcomes of 0 or 1.
    probability, outcome : arrays of one shape
        In [0, 1].
    """
    yes, no = of(probability, np.ones_like(probability)), of(probability, np.zeros_like(probability))
    # A weight of nothing takes away even an infinite loss.
    return np.where(outcome > 0, outcome * yes, 0.0) + np.where(outcome < 1, (1 - outcome) * no, 0.0)
