"""Conditions on numbers: series, single observations, claims."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence

from longgame.case.indicators import Observation
from longgame.case.outcomes import Outcome
from longgame.case.rules import Atom, Sign
from longgame.core.dates import Period
from longgame.score.verdict import Asked, Verdict, nothing

COMPARE: dict[Sign, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": math.isclose, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip


def of_series(atom: Atom, asked: Asked) -> Verdict:
    """Return what a series says in a period: of several values the last one; else the last by the end of the question."""
    rows = asked.rows.series[atom.id]
    if atom.when is not None:
        when = atom.when
        inside = [o for o in rows if when.first <= o.date.first and o.date.last <= when.last]
        rows = [o for o in inside if o.date == when] or inside
        limit = when.last
    else:
        rows = [o for o in rows if asked.limit is None or o.date.last <= asked.limit]
        limit = asked.limit or asked.day
        if not asked.over(limit):
            return nothing(asked, limit, atom.id)
    if not rows:
        return nothing(asked, limit, atom.id)
    newest = max(o.date for o in rows)
    return _judged(atom, asked, [o for o in rows if o.date == newest])


def of_indicator(atom: Atom, asked: Asked) -> Verdict:
    """Return what one observation says."""
    row = asked.case.indicators.by_key.get(atom.id)
    return nothing(asked, None, atom.id) if row is None else _judged(atom, asked, [row])


def of_claim(atom: Atom, asked: Asked) -> Verdict:
    """Return whether a claimed share lies as asked."""
    row = asked.case.claims.by_key.get(atom.id)
    share = None if row is None else row.share()
    if row is None or share is None or atom.sign is None or atom.number is None:
        return nothing(asked, None, atom.id)
    truth = _compare((100 * share[0], 100 * share[2]), atom.sign, atom.number)
    said = f"{atom.id} says {_range(100 * share[0], 100 * share[2])} %"
    return Verdict(truth, said, None if truth is None else row.date, (asked.ref("claims", row),))


def of_issue(atom: Atom, asked: Asked) -> Verdict:
    """Return whether an issue came to stand so in time, by the outcomes of the first coder; each stands until the next."""
    limit = atom.when.last if atom.when is not None else asked.limit
    coders = [*(c.id for c in asked.case.about.coders), *(o.coder for o in asked.case.outcomes)]
    rows = sorted((o for o in asked.case.outcomes if o.issue == atom.id and o.coder == coders[0]), key=lambda o: o.date)
    if atom.sign is None or atom.number is None:
        return nothing(asked, limit, atom.id)
    told = [(row, _compare((row.low, row.high), atom.sign, atom.number)) for row in rows]
    early = [(row, truth) for row, truth in told if limit is None or row.date.first <= limit]
    for row, truth in early:
        if truth and (limit is None or row.date.last <= limit):
            return Verdict(True, _stands(row), row.date, (asked.ref("outcomes", row),))
    if not early or not asked.over(limit) or any(truth is not False for _, truth in early):
        said = "; ".join(_stands(row) for row, truth in early if truth is not False)
        return Verdict(None, f"{said}, which leaves it open") if said and asked.over(limit) else nothing(asked, limit, atom.id)
    last = early[-1][0]
    return Verdict(False, _stands(last), None if limit is None else Period.of(limit), (asked.ref("outcomes", last),))


def _stands(row: Outcome) -> str:
    return f"{row.issue} at {_range(row.low, row.high)} since {row.date}"


def _judged(atom: Atom, asked: Asked, rows: Sequence[Observation]) -> Verdict:
    facts = tuple(asked.ref("indicators", o) for o in rows)
    ends = [_ends(o) for o in rows]
    said = f"{atom.id} in {rows[0].date}: {' or '.join(dict.fromkeys(_range(*e) for e in ends))}"
    if atom.sign is None or atom.number is None:
        values = {o.middle() for o in rows}
        one = values.pop() if len(values) == 1 else None
        return Verdict(None, said if one is not None else f"{said}, which differ", rows[0].date, facts, one)
    verdicts = {_compare(e, atom.sign, atom.number) for e in ends}
    truth = verdicts.pop() if len(verdicts) == 1 else None
    tail = "" if truth is not None else ", which leaves it open"
    return Verdict(truth, f"{said}{tail}", None if truth is None else _on(rows), facts)


def _on(rows: Sequence[Observation]) -> Period:
    return rows[0].date


def _ends(row: Observation) -> tuple[float, float]:
    if row.value is not None:
        return row.value, row.value
    return (-math.inf if row.low is None else row.low), (math.inf if row.high is None else row.high)


def _compare(ends: tuple[float, float], sign: Sign, number: float) -> bool | None:
    """Return whether all of an interval compares so; None if a part does and a part does not."""
    low, high = ends
    if sign == "=" and low < number < high:
        return None
    both = {COMPARE[sign](end, number) for end in ends}
    return both.pop() if len(both) == 1 else None


def _range(low: float, high: float) -> str:
    if low == high:
        return f"{low:g}"
    if math.isinf(low) or math.isinf(high):
        return f"at most {high:g}" if math.isinf(low) else f"at least {low:g}"
    return f"{low:g} to {high:g}"
