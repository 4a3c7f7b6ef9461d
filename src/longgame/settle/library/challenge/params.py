"""What the challenge model leaves open, as one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from longgame.settle.median import Convention


@dataclass(frozen=True)
class Params:
    """How the equations of the challenge model are read.

    Attributes
    ----------
    exponent : str or float
        q, the exponent of a voter's loss: a number for both passes, or ``risk``: 1 in the first pass, each voter's own risk
        exponent in the second.
    denominator : str
        What the votes for a challenger are divided by: all votes cast between this ``pair`` of positions (equation 31 as
        printed), or those between ``all_pairs`` of actors (the public code), which makes every probability small.
    risk : str
        Second pass: an actor weighs both sides' expected utility with its own exponent (``focal``), or each side's utility
        is taken with that side's exponent (``own``).
    selection : str
        Which offer an actor takes. ``type_order``: confrontation before compromise before capitulation; of one type the
        least move, among compromises the lowest position weighted by expected utilities (the public code). ``type_least``:
        by type, then the least move. ``least_move``: the least move. ``strongest``: the proposer that expects most.
    ties : str
        Offers equally good: the ``first`` listed actor's, or ``balanced``: the stronger proposer's, and no move where equal
        offers pull to both sides, so that the order of the actors never matters.
    scale : str
        R, the length of the scale on which distances are measured: the range of positions at the start (``fixed``) or at
        the start of each round (``recomputed``).
    status_quo : float
        Q, the probability that nothing changes where nobody challenges.
    change : bool
        Whether the term (1 − Q)(T U_b + (1 − T) U_w), for what changes without a challenge, is in the expected utility.
    better : float
        T, the probability that such a change is for the better.
    capitulation : bool
        Whether an actor that expects to lose more than its challenger gains gives in. In the public code the condition for
        it can never be met.
    rounds : int
        The most rounds played.
    stop : str
        ``rounds``: after all of them, or once nobody moves at all, since every later one would be the same. ``still``: once
        nobody moves by more than ``tolerance``. ``median``: once the median has moved by less than ``tolerance`` in two
        successive rounds.
    tolerance : float
        As a share of the issue's scale.
    report : str
        The outcome: the weighted ``median`` or the weighted ``mean`` of the last positions.
    median : str
        Which median where weights are split exactly in half: ``lower``, ``upper`` or ``mid``.
    record : bool
        Whether ``detail`` tells every round. Without it only the end is kept and mapped runs stop as soon as all have
        stopped, which is faster.
    """

    exponent: float | Literal["risk"] = "risk"
    denominator: Literal["all_pairs", "pair"] = "all_pairs"
    risk: Literal["focal", "own"] = "focal"
    selection: Literal["type_order", "type_least", "least_move", "strongest"] = "type_order"
    ties: Literal["first", "balanced"] = "first"
    scale: Literal["fixed", "recomputed"] = "fixed"
    status_quo: float = 1.0
    change: bool = False
    better: float = 1.0
    capitulation: bool = False
    rounds: int = 10
    stop: Literal["rounds", "still", "median"] = "rounds"
    tolerance: float = 1e-6
    report: Literal["median", "mean"] = "median"
    median: Convention = "lower"
    record: bool = True


def tie(dtype: np.dtype[Any]) -> float:
    """Return the difference below which shares of the scale and expected utilities count as equal.

    Far above what rounding makes of equal numbers (4e-11 in double precision), far below what stated positions can differ by.
    """
    eps = float(np.finfo(dtype).eps)
    return float(eps ** (2 / 3))
