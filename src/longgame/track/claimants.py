"""Whose claims are official: those of a party or a joint body, not of whoever comes from a country."""

from __future__ import annotations

from collections.abc import Iterator

from longgame.case.actors import Actor
from longgame.case.case import Case

# They speak about the parties, or against them, even where they belong to one's country.
OUTSIDE = frozenset({"opposition", "public", "media", "analyst"})


def official_claimants(case: Case) -> set[str]:
    """Return the ids of the actors who speak for a party.

    An actor speaks for a party if it has one, itself or through what it is part of, and neither it
    nor anything it is part of is opposition, public, media or analyst.
    """
    return {a.id for a in case.actors if any(b.party for b in _upwards(case, a)) and not _outside(case, a)}


def _outside(case: Case, actor: Actor) -> bool:
    return any(a.kind in OUTSIDE for a in _upwards(case, actor))


def _upwards(case: Case, actor: Actor) -> Iterator[Actor]:
    """Go from an actor up to what it is part of; a ring is gone round once."""
    seen: set[str] = set()
    at: Actor | None = actor
    while at is not None and at.id not in seen:
        seen.add(at.id)
        yield at
        at = case.actors.by_key.get(at.part_of) if at.part_of is not None else None
