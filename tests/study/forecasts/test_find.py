"""Forecasts in a case's folder: what still belongs to the case is found, and nothing else is ever used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import longgame
from longgame.case.case import Case
from longgame.case.load import load
from longgame.score.score import score
from longgame.study.forecasts.find import COMMAND, find
from longgame.study.forecasts.issue import issue
from tests.plain import write
from tests.study.forecasts.make import proxy, rows, small
from tests.track.make import deadline, event

NAME = "results/forecasts.json"


def kept(folder: Path, made: Case) -> Path:
    """Write forecasts on a case into the folder of another state of it."""
    path = folder / NAME
    path.parent.mkdir(exist_ok=True)
    path.write_text(issue(made, ["track"]).model_dump_json(by_alias=True), "utf-8")
    return path


def found(folder: Path, day: str = "2026-01-01") -> Any:
    return find(load(folder).as_of(date.fromisoformat(day)))


def written(tmp_path: Path, **more: Any) -> Path:
    return write(small("2999-01-01", **more), tmp_path / "case")


def test_what_belongs_to_the_case_is_found_as_rows_that_score(tmp_path: Path) -> None:
    folder = written(tmp_path)
    kept(folder, load(folder).as_of(date(2026, 1, 1)))
    there = found(folder)
    assert there.refused == ()
    assert [(f.id, f.forecaster, f.answer) for f in there.forecasts] == [
        ("track.Q1.2021-06-30", "model:track", "yes"), ("track.Q2.2021-06-30", "model:track", "yes"),
    ]  # fmt: skip
    assert there.says[("track", date(2021, 6, 30))].startswith("dated promises kept in time")
    result = score(load(folder).as_of(date(2026, 1, 1)), issued=there.forecasts)
    assert [r.source for r in result.model_receipts] == ["model:track"] * 2
    assert {p.model for p in result.paired} == {"model:track"}


def test_as_of_a_day_later_forecasts_are_not_there(tmp_path: Path) -> None:
    folder = written(tmp_path)
    kept(folder, load(folder).as_of(date(2026, 1, 1)))
    assert len(found(folder, "2021-06-30").forecasts) == 2
    assert found(folder, "2021-06-29").forecasts == ()
    assert found(folder, "2021-06-29").refused == ()


CHANGES: dict[str, tuple[Callable[[], dict[str, Any]], str]] = {
    "a fact known before": (
        lambda: {"status": [*rows()["status"], event("2021-06-01 dropped", id="S9")]},
        "what track reads of the case as of 30 Jun 2021 has changed since",
    ),
    "a date that is moved": (
        lambda: {"deadlines": [deadline("D1 2020-01-01 2022-05-30 signed"), *rows()["deadlines"][1:]]},
        "what track reads of the case as of 30 Jun 2021 has changed since",
    ),
    "a rule": (
        lambda: {"questions": [q | {"rule": "not deadline D1 met"} if q["id"] == "Q1" else q for q in rows()["questions"]]},
        "their questions or proxies have changed since",
    ),
    "a text": (
        lambda: {"questions": [q | {"text": "Another?"} if q["id"] == "Q1" else q for q in rows()["questions"]]},
        "their questions or proxies have changed since",
    ),
    "criteria": (
        lambda: {"questions": [q | {"criteria": "Others."} if q["id"] == "Q1" else q for q in rows()["questions"]]},
        "their questions or proxies have changed since",
    ),
    "the day of those beside": (
        lambda: {"forecasts": [f | {"date": "2021-06-29"} if f["question"] == "Q1" else f for f in rows()["forecasts"]]},
        "their questions on that day any more",
    ),
    "a last day": (
        lambda: {"questions": [q | {"by": "2022-12-30"} if q["id"] == "Q1" else q for q in rows()["questions"]]},
        "their questions or proxies have changed since",
    ),
    "a proxy": (
        lambda: {"proxies": [proxy("P1", "Q1", "track", "deadline D1 met")]},
        "their questions or proxies have changed since",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_does_not_follow_from_the_case_any_more_is_refused_and_said(tmp_path: Path, change: str) -> None:
    more, says = CHANGES[change]
    folder = written(tmp_path, **more())
    kept(folder, small())
    there = found(folder)
    assert "track.Q1.2021-06-30" not in [f.id for f in there.forecasts]
    assert [f"{NAME}: {2 - len(there.forecasts)} forecast" in s and says in s and COMMAND in s for s in there.refused] == [True]
    # What still follows from it stays.
    assert ("track.Q2.2021-06-30" in [f.id for f in there.forecasts]) == ("their" in says)


def test_a_later_fact_refuses_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path, status=[*rows()["status"], event("2023-06-01 dropped", id="S9")])
    kept(folder, small())
    assert (len(found(folder).forecasts), found(folder).refused) == (2, ())


def test_another_version_of_the_program_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path)
    path = kept(folder, small())
    assert found(folder).told == ()
    path.write_text(
        path.read_text("utf-8").replace(f'"version":"longgame {longgame.__version__}"', '"version":"longgame 0.0.0"'), "utf-8"
    )
    there = found(folder)
    assert (len(there.forecasts), there.refused) == (2, ())
    assert len(there.told) == 1
    assert there.told[0].startswith(f"{NAME}: forecasts by longgame 0.0.0; this is longgame {longgame.__version__}")


BAD = {
    "broken": ("{", "this is no result of longgame forecast"),
    "another schema": ('{"schema": "longgame.play/1"}', "this is no result of longgame forecast (schema"),
    "not UTF-8": ("\udcff", "is not UTF-8"),
    "sure": ("SURE", "this is no result of longgame forecast (forecasts.0.probability"),
    "another case": ("OTHER", "these are forecasts on another case, y"),
}


@pytest.mark.parametrize("name", BAD)
def test_files_that_hold_no_forecasts_on_the_case_are_told(tmp_path: Path, name: str) -> None:
    text, says = BAD[name]
    folder = written(tmp_path)
    path = kept(folder, small())
    good = path.read_text("utf-8")
    if text == "SURE":
        text = good.replace('"probability":0.', '"probability":1.', 1)
    elif text == "OTHER":
        text = good.replace('"case":"x"', '"case":"y"', 1)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    there = found(folder)
    assert there.forecasts == ()
    assert len(there.refused) == 1
    assert says in there.refused[0], there.refused
    assert there.refused[0].startswith(NAME) or "forecasts.json" in there.refused[0]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = written(tmp_path)
    outside = tmp_path / "elsewhere.json"
    kept(folder, small()).rename(outside)
    (folder / NAME).symlink_to(outside)
    assert found(folder).forecasts == ()
    assert found(folder).refused == (f"{NAME}: this is a link that leads out of the case folder.",)


def test_a_case_without_files_has_none() -> None:
    assert find(small()).forecasts == ()


def test_what_comes_with_the_union_state_belongs_to_it() -> None:
    case = load(Path(__file__).parents[3] / "cases/union-state")
    there = find(case.as_of(case.newest))
    # If not: longgame forecast CASE -o CASE/results/forecasts.json, with results of the long game as of each day at hand.
    assert there.refused == ()
    assert {f.forecaster for f in there.forecasts} == {"model:track", "model:settle", "model:play"}
    assert len({f.question for f in there.forecasts}) > 30
    for one in there.issued.values():
        assert (one.engine, one.day) in there.says
        assert 0 < one.probability < 1
        assert one.low is None or one.high is None or one.low <= one.high
