"""Outcomes are read, refused where they make no sense, and hidden before they were known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from longgame.case.checks import run_checks
from longgame.case.load import load, read
from longgame.case.starter import starter_files

HEADER = "id,issue,date,low,at,high,coder,reason,source\n"
# The three numbers, and words of the message.
REFUSED = (
    ("20,10,30", "at: low 20, at 10, high 30"),
    ("5,40,30", "not in ascending order"),
    ("5,10,101", "high"),
    ("-1,10,20", "low"),
)


def written(folder: Path, *rows: str) -> Path:
    for name, text in starter_files("market").items():
        (folder / name).write_bytes(text.encode())
    (folder / "outcomes.csv").write_text(HEADER + "".join(row + "\n" for row in rows))
    return folder


@pytest.mark.parametrize(("numbers", "says"), REFUSED)
def test_numbers_out_of_order_or_off_the_scale_are_refused(numbers: str, says: str, tmp_path: Path) -> None:
    problems = read(written(tmp_path, f"O1,price,2025-06,{numbers},me,The contract holds,review"))[1]
    assert [p.code for p in problems] == ["LG142"], [str(p) for p in problems]
    assert says in str(problems[0])
    assert problems[0].where.file.endswith("outcomes.csv")
    assert problems[0].where.line == 2


def test_an_outcome_is_hidden_before_its_source(tmp_path: Path) -> None:
    rows = ("O1,price,2025-01-15,5,10,20,me,The accord has no price,accord", "O2,price,2025-10,10,20,30,me,Halved in part,review")
    case = load(written(tmp_path, *rows))
    assert [o.id for o in case.outcomes] == ["O1", "O2"]
    assert [o.id for o in case.as_of(date(2025, 12, 19)).outcomes] == ["O1"]
    assert [o.id for o in case.as_of(date(2025, 12, 20)).outcomes] == ["O1", "O2"]
    assert not [str(p) for p in run_checks(case) if "outcome" in str(p)]


def test_days_to_settle_again_are_read(tmp_path: Path) -> None:
    folder = written(tmp_path, "O1,price,2025-01-15,5,10,20,me,The accord has no price,accord")
    head = folder / "case.yaml"
    head.write_text(
        head.read_text().replace("  updated: 2026-01-31", "  settle_days: [2025-02-01, 2025-12]\n  updated: 2026-01-31")
    )
    case = load(folder)
    assert case.about.days_to_settle == (date(2025, 2, 1), date(2025, 12, 31))


def test_a_day_to_settle_again_is_a_date(tmp_path: Path) -> None:
    head = written(tmp_path) / "case.yaml"
    head.write_text(head.read_text().replace("  updated:", "  settle_days: 2025-02-01; soon\n  updated:", 1))
    (problem,) = read(tmp_path)[1]
    assert problem.code == "LG142"
    assert "soon" in str(problem)
