"""Stances from plain tables, long and wide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from longgame.case.case import Case
from longgame.case.interchange.coded import Coding
from longgame.case.interchange.stances_csv import from_stances_csv
from longgame.case.load import load
from longgame.case.stances import Capability, Stance
from longgame.core.dates import Period
from longgame.core.errors import CaseError, UsageError


@pytest.fixture(scope="module")
def base(flagship: Path) -> Case:
    return load(flagship, checked=False)


@pytest.fixture
def coding(base: Case) -> Coding:
    return Coding((base.sources[0].id,), base.about.coders[0].id, Period.parse("2021-03"), Period.parse("2022"))


def made(tmp_path: Path, base: Case, coding: Coding, text: str, *issues: str) -> tuple[list[Stance], list[Capability]]:
    path = tmp_path / "s.csv"
    path.write_text(text, encoding="utf-8")
    rows = from_stances_csv(path, base, coding, issues).rows
    return rows.get("stances", []), rows.get("capabilities", [])  # type: ignore[return-value]


def short(stances: list[Stance]) -> list[tuple[object, ...]]:
    return [
        (s.actor, s.issue, s.position_low, s.position, s.position_high, s.salience_low, s.salience, s.salience_high)
        for s in stances
    ]


LONG = "Player,Issue,Position,Importance,Power\neu,gas-price,10,20,30\nSomeone,Price of Russian gas,1.5,2,3\n"
WIDE = "country,gas-price position,gas-price salience,tax-code pos,tax-code sal,influence\neu,10,20,30,40,50\nchina,,,5,6,\n"
RANGES = "actor,position_low,position,position_high,salience,power min,power max\neu,1,2,3,4,10,20\n"


def test_long_form(base: Case, coding: Coding, tmp_path: Path) -> None:
    text = LONG.replace("Someone", "ru-leadership")
    stances, weights = made(tmp_path, base, coding, text)
    assert short(stances) == [
        ("eu", "gas-price", 10, 10, 10, 20, 20, 20),
        ("ru-leadership", "gas-price", 1.5, 1.5, 1.5, 2, 2, 2),
    ]
    assert [(w.actor, w.issue, w.capability) for w in weights] == [("eu", "gas-price", 30), ("ru-leadership", "gas-price", 3)]
    assert {(str(s.from_), str(s.until)) for s in stances} == {("2021-03", "2022")}


def test_wide_form(base: Case, coding: Coding, tmp_path: Path) -> None:
    stances, weights = made(tmp_path, base, coding, WIDE)
    assert short(stances) == [
        ("eu", "gas-price", 10, 10, 10, 20, 20, 20),
        ("eu", "tax-code", 30, 30, 30, 40, 40, 40),
        ("china", "tax-code", 5, 5, 5, 6, 6, 6),
    ]
    assert [(w.actor, w.issue, w.capability) for w in weights] == [("eu", "*", 50)]


def test_ranges_and_one_issue(base: Case, coding: Coding, tmp_path: Path) -> None:
    stances, weights = made(tmp_path, base, coding, RANGES, "gas-price")
    assert short(stances) == [("eu", "gas-price", 1, 2, 3, 4, 4, 4)]
    assert [(w.low, w.capability, w.high) for w in weights] == [(10, 15, 20)]
    with pytest.raises(UsageError, match="--issue"):
        made(tmp_path, base, coding, RANGES)


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_separators(base: Case, coding: Coding, tmp_path: Path, sign: str) -> None:
    assert short(made(tmp_path, base, coding, WIDE.replace(",", sign))[0]) == short(made(tmp_path, base, coding, WIDE)[0])


def test_actor_column_is_told_from_party(base: Case, coding: Coding, tmp_path: Path) -> None:
    text = "actor,party,position,salience\neu,Brussels,1,2\n"
    assert made(tmp_path, base, coding, text, "gas-price")[0][0].actor == "eu"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LONG, "there is no actor 'Someone'"),
        (LONG.replace("10", "110").replace("Someone", "china"), "s.csv:2:1 LG172 position 110.0"),
        (LONG.replace("1.5", '"1,5"').replace("Someone", "china"), "s.csv:3:28 LG172 Position: '1,5' is not a number; write"),
        (LONG.replace("gas-price", "gas-prise"), "no issue 'gas-prise' in the case (did you mean 'gas-price'"),
        (LONG.replace("Someone", "eu"), "stands twice"),
        (LONG.replace("Player", "Who"), "no column of the table is the actor"),
        (RANGES.replace("1,2,3", "3,2,1"), "not in ascending order"),
    ],
)
def test_what_cannot_be_used_is_named(base: Case, coding: Coding, tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CaseError) as error:
        made(tmp_path, base, coding, text, "gas-price")
    assert words in str(error.value)


def test_one_mistake_is_told_once(base: Case, coding: Coding, tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        made(tmp_path, base, coding, LONG.replace("10", "110").replace("Someone", "china"), "gas-price")
    assert len([p for p in error.value.problems if "110" in p.message]) == 1


def test_a_near_name_does_not_hide_that_actors_can_be_added(base: Case, coding: Coding, tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        made(tmp_path, base, coding, LONG.replace("Someone", "chine"), "gas-price")
    fixes = [p.fix for p in error.value.problems if "'chine'" in p.message]
    assert len(fixes) == 1
    assert "did you mean 'china'" in fixes[0]
    assert "--actor-kind KIND" in fixes[0]


def test_what_the_coder_judged_before_ends_the_day_before(base: Case, coding: Coding, tmp_path: Path) -> None:
    old = next(s for s in base.stances if s.coder == coding.coder and s.until is None)
    later = replace(coding, from_=Period.parse("2030-03"), until=None)
    text = f"actor,issue,position,salience\n{old.actor},{old.issue},1,2\n"
    new, ended = made(tmp_path, base, later, text)[0]
    assert (str(new.from_), new.until) == ("2030-03", None)
    assert ended == old.model_copy(update={"until": Period.parse("2030-02-28")})
