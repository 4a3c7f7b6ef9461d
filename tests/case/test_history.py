"""Rows of the history that make no sense by themselves are refused at their place; the others are hidden before their day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from longgame.case.checks import run_checks
from longgame.case.load import load, read
from longgame.case.starter import starter_files

# of,is,on,for; the column where the problem is; words of its message.
REFUSED = (
    ("patron,bide,grid,", "is", "'bide' is nothing that patron can be; did you mean 'bid'"),
    ("patron,accept,grid,", "is", "allowed: bid, press, seize, swap, wait"),
    ("client,bid,grid,", "is", "allowed: accept, carry_on, hedge, refuse, stall"),
    ("end,absorb,,", "is", "did you mean 'absorbed'"),
    ("grip,,,", "is", "no 'is'"),
    ("patron,bid,,", "on", "'bid' needs the ladder"),
    ("patron,press,,", "on", "'press' needs the ladder"),
    ("rung,1,,", "on", "'rung' needs the ladder"),
    ("patron,swap,,tariff", "on", "'swap' needs the ladder"),
    ("patron,swap,grid,", "for", "needs the ladder that is offered"),
    ("patron,bid,grid,tariff", "for", "only the patron's 'swap'"),
    ("client,accept,grid,tariff", "for", "only the patron's 'swap'"),
    ("patron,wait,grid,", "on", "'wait' is about no ladder"),
    ("patron,seize,grid,", "on", "'seize' is about no ladder"),
    ("client,carry_on,grid,", "on", "is about no ladder"),
    ("grip,firm,grid,", "on", "'grip' is about no ladder"),
    ("end,absorbed,grid,", "on", "'end' is about no ladder"),
    ("patrons,bid,grid,", "of", "did you mean 'patron'"),
)


def written(folder: Path, *rows: str) -> Path:
    for name, text in starter_files("market").items():
        (folder / name).write_bytes(text.encode())
    with (folder / "history.csv").open("a") as file:
        file.writelines(row + "\n" for row in rows)
    return folder


@pytest.mark.parametrize(("cells", "column", "says"), REFUSED, ids=lambda v: v[:40])
def test_what_makes_no_sense_is_refused_at_its_place(cells: str, column: str, says: str, tmp_path: Path) -> None:
    (problem,) = read(written(tmp_path, f"H9,2025-Q3,{cells},r,review,"))[1]
    lines = (tmp_path / "history.csv").read_text().splitlines()
    before = lines[-1].split(",")[: lines[0].split(",").index(column)]
    assert problem.code == ("LG141" if says.startswith("no ") else "LG142")
    assert says in str(problem)
    assert problem.where.line == len(lines)
    if problem.code == "LG142":
        assert problem.where.column == len(",".join(before)) + (2 if before else 1)


def test_several_things_in_one_period(tmp_path: Path) -> None:
    rows = (
        "H8,2025-Q3,patron,bid,grid,,r,review,",
        "H9,2025-Q3,patron,press,grid,,r,review,",
        "H10,2025-Q3,client,hedge,,,r,review,",
    )
    case = load(written(tmp_path, *rows, "H11,2025-Q3,client,stall,grid,,r,review,"))
    assert [(h.of, h.value, h.on, h.for_) for h in case.history][-4:] == [
        ("patron", "bid", "grid", None),
        ("patron", "press", "grid", None),
        ("client", "hedge", None, None),
        ("client", "stall", "grid", None),
    ]
    assert run_checks(case, errors_only=True) == []


def test_history_and_theses_are_hidden_before_their_day_and_the_game_is_not(tmp_path: Path) -> None:
    case = load(written(tmp_path))
    early = case.as_of(date(2025, 6, 20))
    assert [h.id for h in early.history] == ["H1", "H2", "H3", "H4", "H5"]
    assert [h.id for h in case.as_of(date(2025, 6, 21)).history][-1] == "H6"
    assert [t.id for t in early.theses] == []
    assert [t.id for t in case.as_of(date(2025, 10, 3)).theses] == ["patience"]
    assert [w.id for w in early.whatifs] == []
    assert [b.id for b in early.beliefs] == ["worth.grid"]
    assert not case.as_of(date(2025, 1, 14)).beliefs
    assert [ladder.rungs for ladder in early.ladders] == [ladder.rungs for ladder in case.ladders]
    assert early.game[0].reason != case.game[0].reason


def test_a_thesis_is_known_from_its_own_day_whatever_its_sources(tmp_path: Path) -> None:
    folder = written(tmp_path)
    path = folder / "theses.yaml"
    path.write_text(path.read_text().replace("source: speech", "source: accord; speech"))
    case = load(folder)
    assert case.known_on(case.theses[0]) == date(2025, 10, 3)
    path.write_text(path.read_text().replace("source: accord; speech", "source: speech\n    known: 2025-12"))
    assert load(folder).theses[0].known_on({}) == date(2025, 12, 31)
