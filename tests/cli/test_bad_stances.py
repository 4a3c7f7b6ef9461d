"""Stances that cannot be bargained, as they are typed: each is an error with its place, or has a rule that the output states.

The same mistakes in YAML and in CSV; ``docs/how-to/settle.md`` lists the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
QUICK = ("--model", "compromise", "--model", "challenge", "--draws", "2", "--as-of", "2025-01-01")
STANCES = """actor,issue,from,position_low,position,position_high,salience_low,salience,salience_high,coder,reason,source
nordia,toll-rate,2024-02-01,5,15,30,40,60,80,me,Its drivers pay most of the toll.,treaty
harbour,toll-rate,2024-02-01,80,90,100,80,90,100,me,Lives on the toll.,treaty
nordia,night,2024-02-01,60,80,100,50,70,90,me,Its lorries arrive at night.,treaty
harbour,night,2024-02-01,0,10,25,30,45,60,me,Night crews cost double.,treaty
"""
CAPABILITIES = """actor,issue,from,low,capability,high,coder,reason,source
nordia,*,2024-02-01,70,80,90,me,Pays for both piers.,treaty
harbour,*,2024-02-01,10,20,30,me,Runs the quay.,treaty
"""

# Of a mistake: what is replaced in the YAML, the cell of the CSV (table, line, column, text), and what is said of it.
REFUSED: dict[str, tuple[tuple[str, str], tuple[str, int, str, str], str]] = {
    "position above the scale": (
        ("position_high: 30, ", "position_high: 130, "),
        ("stances", 2, "position_high", "130"),
        "at most 100",
    ),
    "position below the scale": (("position_low: 5, ", "position_low: -5, "), ("stances", 2, "position_low", "-5"), "at least 0"),
    "position not a number": (("position: 15, ", "position: .nan, "), ("stances", 2, "position", "nan"), "not a (finite )?number"),
    "position endless": (("position: 15, ", "position: .inf, "), ("stances", 2, "position", "1e999"), "not a (finite )?number"),
    "position in words": (("position: 15, ", "position: high, "), ("stances", 2, "position", "high"), "not a (finite )?number"),
    "no position": (("position: 15, ", ""), ("stances", 2, "position", ""), "no 'position'|is empty"),
    "best above high": (("position: 15, ", "position: 45, "), ("stances", 2, "position", "45"), "not in ascending order"),
    "negative salience": (("salience_low: 40, ", "salience_low: -40, "), ("stances", 2, "salience_low", "-40"), "at least 0"),
    "salience above 100": (("salience_high: 80, ", "salience_high: 180, "), ("stances", 2, "salience_high", "180"), "at most 100"),
    "salience not a number": (("salience: 60, ", "salience: .nan, "), ("stances", 2, "salience", "nan"), "not a (finite )?number"),
    "negative capability": (("low: 70, ", "low: -70, "), ("capabilities", 2, "low", "-70"), "at least 0"),
    "capability not a number": (
        ("capability: 80, ", "capability: .nan, "),
        ("capabilities", 2, "capability", "nan"),
        "not a (finite )?number",
    ),
    "unknown actor": (
        ("{actor: nordia, issue: toll", "{actor: nordja, issue: toll"),
        ("stances", 2, "actor", "nordja"),
        "did you mean 'nordia'",
    ),
    "unknown issue": (
        ("nordia, issue: toll-rate", "nordia, issue: tollrate"),
        ("stances", 2, "issue", "tollrate"),
        "did you mean 'toll-rate'",
    ),
    "unknown coder": (("80, coder: me", "80, coder: you"), ("stances", 2, "coder", "you"), "no coder 'you'"),
}


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile in memory: tests leave nothing in the user's cache."""
    monkeypatch.setattr("longgame.settle.study.compiled.keep_compiled", lambda: None)


def in_yaml(cases: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the ferry with parts of its text replaced, and return the file."""
    text = (cases / "ferry/case.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "case.yaml").write_text(text, "utf-8")
    return folder / "case.yaml"


def in_csv(cases: Path, folder: Path, **tables: str) -> None:
    """Write the ferry with its stances and capabilities as tables."""
    text = (cases / "ferry/case.yaml").read_text("utf-8")
    (folder / "case.yaml").write_text(text[: text.index("stances:")], "utf-8")
    for name, table in ({"stances": STANCES, "capabilities": CAPABILITIES} | tables).items():
        (folder / f"{name}.csv").write_text(table, "utf-8")


def with_cell(table: str, line: int, column: str, text: str) -> str:
    """Return a table with one cell replaced."""
    lines = [row.split(",") for row in table.splitlines()]
    lines[line - 1][lines[0].index(column)] = text
    return "\n".join(",".join(row) for row in lines) + "\n"


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_place_in_yaml(cli: Cli, cases: Path, tmp_path: Path, name: str) -> None:
    change, _, says = REFUSED[name]
    file = in_yaml(cases, tmp_path, change)
    ran = cli("settle", tmp_path, *QUICK)
    rows = file.read_text("utf-8").splitlines()
    line = next(n for n, row in enumerate(rows, 1) if (change[1] or "salience_low: 40") in row)
    assert ran.status == 1
    assert re.search(rf"case\.yaml:{line}:\d+ LG\d+ .*({says})", ran.err), ran.err
    assert "1 error" in ran.err
    assert "Traceback" not in ran.err + ran.out


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_place_in_csv(cli: Cli, cases: Path, tmp_path: Path, name: str) -> None:
    _, (table, line, column, text), says = REFUSED[name]
    whole = {"stances": STANCES, "capabilities": CAPABILITIES}[table]
    in_csv(cases, tmp_path, **{table: with_cell(whole, line, column, text)})
    ran = cli("settle", tmp_path, *QUICK)
    assert ran.status == 1
    assert re.search(rf"{table}\.csv:{line}:\d+ LG\d+ .*({says})", ran.err), ran.err
    assert "Traceback" not in ran.err + ran.out


def test_everything_wrong_is_said_at_once(cli: Cli, cases: Path, tmp_path: Path) -> None:
    in_yaml(cases, tmp_path, *(REFUSED[n][0] for n in ("position above the scale", "salience above 100", "negative capability")))
    ran = cli("settle", tmp_path, *QUICK)
    assert ran.status == 1
    assert ran.err.count("LG142") == 3


def test_judgements_of_one_coder_that_conflict_are_refused(cli: Cli, cases: Path, tmp_path: Path) -> None:
    rows = STANCES.splitlines()
    in_csv(cases, tmp_path, stances="\n".join([*rows, rows[1].replace("5,15,30", "50,60,70")]) + "\n")
    ran = cli("settle", tmp_path, *QUICK)
    assert ran.status == 1
    assert re.search(r"stances\.csv:6:\d+ LG\d+ ", ran.err), ran.err


def test_of_two_coders_the_first_is_used_and_the_other_when_named(cli: Cli, cases: Path, tmp_path: Path) -> None:
    rows = STANCES.splitlines()
    other = [row.replace(",me,", ",you,").replace("5,15,30", "50,60,70") for row in rows[1:3]]
    capable = [row.replace(",me,", ",you,") for row in CAPABILITIES.splitlines()[1:]]
    in_csv(cases, tmp_path, stances="\n".join([*rows, *other]) + "\n", capabilities=CAPABILITIES + "\n".join(capable) + "\n")
    head = (tmp_path / "case.yaml").read_text("utf-8")
    both = "coders: [{id: me, name: The learner}, {id: you, name: Another}]"
    (tmp_path / "case.yaml").write_text(head.replace("coders: [{id: me, name: The learner}]", both), "utf-8")
    assert "nordia 15" in cli("settle", tmp_path, *QUICK).out
    ran = cli("settle", tmp_path, *QUICK, "--coder", "you")
    assert (ran.status, ran.err) == (0, "")
    assert "nordia 60" in ran.out
    assert "nordia 15" not in ran.out


def test_a_stance_without_a_capability_is_left_out_and_named(cli: Cli, cases: Path, tmp_path: Path) -> None:
    third = "sudoria,toll-rate,2024-02-01,40,55,70,30,50,70,me,Wants the loan paid back.,treaty\n"
    in_csv(cases, tmp_path, stances=STANCES + third)
    ran = cli("settle", tmp_path, *QUICK)
    assert ran.status == 0
    assert "Left out, since nobody coded a capability: sudoria on toll-rate." in ran.out


def test_an_issue_with_one_actor_is_left_out_unless_it_is_named(cli: Cli, cases: Path, tmp_path: Path) -> None:
    in_csv(cases, tmp_path, stances="\n".join(STANCES.splitlines()[:-1]) + "\n")
    ran = cli("settle", tmp_path, *QUICK)
    assert ran.status == 0
    assert "(night)" not in ran.out
    assert "Not bargained, since one actor alone has a stance: night." in ran.out
    named = cli("settle", tmp_path, *QUICK, "--issue", "night")
    assert named.status == 0
    assert re.search(r"compromise +80 ", named.out)
    assert "One actor alone" in named.out


@pytest.mark.parametrize(
    "stances",
    [STANCES.splitlines()[0] + "\n", "\n".join(STANCES.splitlines()[k] for k in (0, 1, 4)) + "\n"],
    ids=["none", "one each"],
)
def test_nobody_to_bargain_with_is_an_error(cli: Cli, cases: Path, tmp_path: Path, stances: str) -> None:
    in_csv(cases, tmp_path, stances=stances)
    ran = cli("settle", tmp_path, *QUICK)
    assert ran.status == 2
    assert "no issue has two actors with a stance and a capability on 2025-01-01" in " ".join(ran.err.split())


def test_an_actor_without_weight_changes_nothing_and_none_with_weight_is_an_outcome(cli: Cli, cases: Path, tmp_path: Path) -> None:
    none = CAPABILITIES.replace("70,80,90", "0,0,0")
    in_csv(cases, tmp_path, capabilities=none)
    ran = cli("settle", tmp_path, *QUICK, "--issue", "night")
    assert ran.status == 0
    assert re.search(r"compromise +10 ", ran.out)
    in_csv(cases, tmp_path, capabilities=none.replace("10,20,30", "0,0,0"))
    ran = cli("settle", tmp_path, *QUICK, "--issue", "night")
    assert (ran.status, ran.err) == (0, "")
    assert re.search(r"compromise +– ", ran.out)
    assert "Nobody with a stance here has any weight" in ran.out
