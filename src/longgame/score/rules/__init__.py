"""Scoring rules: one file each, registered by one import and one line below."""

from __future__ import annotations

from longgame.score.rules import brier, crps, log, spherical
from longgame.score.rules.base import Rule

# In the order in which they are shown.
RULES: tuple[Rule, ...] = (
    brier.RULE,
    log.RULE,
    spherical.RULE,
    crps.RULE,
)
OF_PROBABILITY = tuple(rule for rule in RULES if rule.on == "probability")
BY_NAME = {rule.name: rule for rule in RULES}
