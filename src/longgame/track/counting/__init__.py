"""Counting rules: how much of a package is done, each in its own way. One file a rule.

The same agreement gives very different shares under different rules, so they are always shown
side by side. Registering a rule is one line below.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from longgame.track.counting import claimed, in_force, matrix, measures, strict
from longgame.track.counting.basis import Basis
from longgame.track.result import Count


class Rule(NamedTuple):
    """A counting rule: its name in the output, a short title, what it counts, and the function."""

    name: str
    title: str
    says: str
    apply: Callable[[Basis], Count]


RULES: tuple[Rule, ...] = (
    Rule("claimed", "Official claim", "The latest share that one of the parties or a joint body named.", claimed.count),
    Rule("measures", "Measures counted", "The latest official count of measures, out of the number planned.", measures.count),
    Rule(
        "matrix",
        "Matrix points",
        "Points of the Peace Accords Matrix scale, 0 to 3 for each commitment, out of all points.",
        matrix.count,
    ),
    Rule("strict", "Done in full", "Commitments reported by name as carried out in full, out of all.", strict.count),
    Rule(
        "in_force",
        "Binding and in force",
        "Commitments that are in force and shown to be carried out at least in part.",
        in_force.count,
    ),
)
