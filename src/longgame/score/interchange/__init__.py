"""Forecasts and what became of them, in the forms of other programs."""
