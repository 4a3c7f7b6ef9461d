"""Scenarios are read, refused where they make no sense, and hidden before their day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from longgame.case.checks import run_checks
from longgame.case.load import load, read
from longgame.case.starter import starter_files
from tests.case.check_examples import SCENARIO

# A change, the text that stands at the place of the problem, and words of its message.
REFUSED = (
    ("{does: set, actors: lo-government}", "{does: set", "needs a position"),
    ("{does: shift, actors: lo-government, issues: price}", "{does: shift", "needs a position"),
    ("{does: set, actors: lo-government, position: 101}", "{does: set", "position 101 is not between 0 and 100"),
    ("{does: set, actors: lo-government, salience: -1}", "{does: set", "salience -1 is not between 0 and 100"),
    ("{does: shift, actors: lo-government, position: -101}", "{does: shift", "position -101 is not between -100 and 100"),
    ("{does: set, actors: lo-government, capability: -5}", "{does: set", "capability -5 is below 0"),
    ("{does: set, actors: lo-government, position: .nan}", "", "position"),
    ("{does: leave, actors: lo-government, position: 5}", "{does: leave", "takes no position"),
    ("{does: leave, actors: ''}", "{does: leave", "at least one actor"),
    ("{does: join, actors: lo-government}", "{does: join", "at least two actors"),
    ("{does: join, actors: lo-government; hi-government, leader: lo-grid}", "{does: join", "'lo-grid' is not one of the actors"),
    ("{does: leave, actors: lo-government, leader: lo-government}", "{does: leave", "is not one of the actors"),
    ("{does: leaves, actors: lo-government}", "leaves", "leave"),
)


def written(folder: Path, *changes: str) -> Path:
    for name, text in starter_files("market").items():
        (folder / name).write_bytes(text.encode())
    (folder / "scenarios.yaml").write_text("scenarios:" + SCENARIO + "".join(f"    - {change}\n" for change in changes))
    return folder


@pytest.mark.parametrize(("change", "at", "says"), REFUSED, ids=lambda v: v[:60])
def test_what_makes_no_sense_is_refused_at_its_place(change: str, at: str, says: str, tmp_path: Path) -> None:
    problems = read(written(tmp_path, change))[1]
    assert [p.code for p in problems] == ["LG142"], [str(p) for p in problems]
    line = (tmp_path / "scenarios.yaml").read_text().splitlines()[problems[0].where.line - 1]
    assert says in str(problems[0])
    assert line[problems[0].where.column - 1 :].startswith(at)


def test_scenario_is_read_and_hidden_before_its_day(tmp_path: Path) -> None:
    case = load(written(tmp_path, "{does: shift, actors: lo-government, position: -10.5}", "{does: leave, actors: hi-government}"))
    (scenario,) = case.scenarios
    assert [c.does for c in scenario.changes] == ["shift", "leave"]
    assert scenario.changes[0].position == -10.5
    assert scenario.changes[0].issues == ()
    assert not case.as_of(date(2025, 12, 30)).scenarios
    assert len(case.as_of(date(2025, 12, 31)).scenarios) == 1
    assert not [str(p) for p in run_checks(case, today=date(2026, 2, 1)) if "scenario" in str(p)]
