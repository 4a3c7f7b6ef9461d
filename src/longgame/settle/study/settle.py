"""Where the issues of a case settle."""

from __future__ import annotations

from longgame.settle.study.mapped import outcomes

__all__ = ["outcomes"]
