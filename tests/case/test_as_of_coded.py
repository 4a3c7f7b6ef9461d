"""As of a day, a coded judgement does not tell when it will be replaced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from longgame.case.load import load

CASE = """
case: {id: c, title: C, summary: S, parties: [{id: A, name: A, role: equal}], period: 2020/2023, coders: [{id: me, name: Me}]}
sources:
- {id: early, issued: 2020-05-01}
- {id: late, issued: 2022-03-01}
actors: [{id: a, name: A, kind: state, party: A}]
issues: [{id: i, title: I, domain: x, scale: [{at: 0, label: no}, {at: 100, label: yes}], reversion: {at: 0, reason: none}}]
capabilities:
- {actor: a, issue: i, from: 2020-05-01, until: 2022-02-28, low: 1, capability: 2, high: 3, coder: me, reason: r, source: early}
- {actor: a, issue: i, from: 2022-03-01, low: 4, capability: 5, high: 6, coder: me, reason: r, source: late}
"""


def test_the_end_of_a_judgement_is_not_known_before_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    case = load(path)
    before, on_the_last_day, after = (
        case.as_of(day).capabilities.rows for day in (date(2021, 1, 1), date(2022, 2, 28), date(2022, 3, 1))
    )
    assert [str(row.until) for row in before] == ["None"]
    assert [str(row.until) for row in on_the_last_day] == ["2022-02-28"]
    assert [str(row.until) for row in after] == ["2022-02-28", "None"]
    assert [row.capability for row in after] == [2, 5]
