"""Binding and in force, and shown to be carried out at least in part."""

from __future__ import annotations

from longgame.track.counting.basis import Basis, share_of_commitments
from longgame.track.result import CommitmentState, Count, FactRef


def count(basis: Basis) -> Count:
    """Return the share of commitments in force of which at least a minimum was carried out."""
    return share_of_commitments(basis, "in_force", _points, _facts, "In force and carried out at least in part")


def _points(state: CommitmentState, level: int) -> float:
    return float(state.bindingness.stage == "in_force" and level > 0)


def _facts(state: CommitmentState) -> tuple[FactRef, ...]:
    return (*state.bindingness.facts, *state.completion.facts)
