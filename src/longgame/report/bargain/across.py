"""Exchanges across the table: one party gives what the other asks for, and gets what itself asks for."""

from __future__ import annotations

from longgame.case.case import Case
from longgame.settle.study.result import ExchangeFound


def across(case: Case, exchange: ExchangeFound) -> bool:
    """Whether two actors of different parties trade issues that different parties ask for."""
    parties = {a.id: a.party for a in case.actors}
    first, second = (parties.get(side.actor) for side in exchange.sides)
    if first is None or second is None or first == second:
        return False
    asked = [_asking(case, side.on) for side in exchange.sides]
    # Each gives way on what the other's party asks for; what both ask for is no trade of this kind.
    return second in asked[0] and first not in asked[0] and first in asked[1] and second not in asked[1]


def _asking(case: Case, issue: str) -> set[str | None]:
    """Return the parties that ask for an issue to move up its scale."""
    parties = {a.id: a.party for a in case.actors}
    found = case.issues.by_key.get(issue)
    return {parties.get(who, who) for who in (found.asked_by if found is not None else ())}
