"""Measures of many forecasts together: one file each, registered by one import and one line below."""

from __future__ import annotations

from longgame.score.measures import corp, discrimination, murphy
from longgame.score.measures.base import Measure

# In the order in which they are shown.
MEASURES: tuple[Measure, ...] = (
    murphy.MEASURE,
    corp.MEASURE,
    discrimination.MEASURE,
)
