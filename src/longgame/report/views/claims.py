"""What was claimed, beside what each counting rule gives."""

from __future__ import annotations

from dataclasses import dataclass

from longgame.case.claims import Claim
from longgame.report.charts import CHARTS
from longgame.report.charts.chart import Chart
from longgame.report.context import Context
from longgame.track.counting import RULES, Rule
from longgame.track.result import Count, PackageState


@dataclass(frozen=True)
class PackageClaims:
    """A package under every rule, with its chart."""

    state: PackageState
    counts: tuple[tuple[Rule, Count], ...]
    chart: Chart | None


@dataclass(frozen=True)
class Claims:
    """Data of the page."""

    packages: tuple[PackageClaims, ...]
    rows: tuple[Claim, ...]
    scopes: dict[str, str]


def view(context: Context) -> Claims:
    """Return packages with counts and chart, and all claims by date."""
    drawn = {c.id: c for c in CHARTS["claims_and_rules"](context)}
    packages = tuple(
        PackageClaims(p, tuple((r, p.counting[r.name]) for r in RULES), drawn.get(f"claims-{p.id}"))
        for p in context.result.packages
    )
    rows = tuple(sorted(context.case.claims, key=lambda c: c.date))
    tables = (context.case.packages.by_key, context.case.commitments.by_key)
    titles = {k: next((t[k].title for t in tables if k in t), k) for k in sorted({c.scope for c in rows})}
    return Claims(packages, rows, titles)
