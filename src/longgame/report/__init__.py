"""The five questions answered in one offline HTML file."""

from longgame.report.build import build

__all__ = ["build"]
