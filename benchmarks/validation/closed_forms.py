"""What the other models are checked against: closed forms and independent solvers, in the tests."""

from __future__ import annotations

from benchmarks.validation.page import Data, table

TITLE = "Closed forms and independent solvers"
ROWS = (
    ("`alternating_offers`", "Rubinstein (1982); outside option and breakdown of Binmore, Rubinstein and Wolinsky (1986)", "1e-9"),
    ("`alternating_offers_package`", "frontier and equilibrium by scipy's programming, Nash product by L-BFGS-B", "1e-6"),
    ("`unanimity`, `qualified_majority`, `agenda_setter`", "every point of a grid, 256 problems a rule", "exact"),
    ("`nash`, `nash_reversion`", "the compromise as breakdown worsens; two actors in closed form; a scalar search", "1e-6"),
    ("`challenge` readings", "a slow version written from the formulas, random problems", "1e-9"),
    ("`spatial_politics`, `probabilistic_condorcet`", "a slow version written from the formulas, and KTAB by it", "1e-3"),
    ("`equal_gain`, `exchange`", "a slow version that surveys all exchanges anew after each", "1e-9"),
    ("scores", "the energy form summed over pairs; the closed form for a normal distribution; the integral", "1e-9 to 1e-2"),
    ("`longgame backtest`", "scores of climatology, positions and residuals found elsewhere with other programs", "0.01 points"),
)  # fmt: skip


def section(_: Data) -> str:
    """Return the section."""
    return "Run by the everyday tests, in `tests/settle`:\n\n" + table(("model", "beside", "to within"), ROWS, left=3)
