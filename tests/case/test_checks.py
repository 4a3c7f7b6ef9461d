"""Each check finds what it is for, at its place, and nothing in what is only near it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from longgame.case import checks
from longgame.case.case import Case
from longgame.case.checks import CHECKS, DATED_CHECKS, run_checks
from longgame.case.codes import CODES
from longgame.case.load import load, read
from longgame.case.starter import starter_files
from longgame.core.errors import Problem, Severity
from tests.case import check_examples, question_examples
from tests.case.check_examples import STANCE, Edit, Fine, Found, add
from tests.strategies import cases

TODAY = date(2026, 2, 1)
FOUND = (*check_examples.FOUND, *question_examples.FOUND)
FINE = (*check_examples.FINE, *question_examples.FINE)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[tuple[Edit, ...]], Path]:
    """Return a function that writes the starter case with some changes."""

    def write(edits: tuple[Edit, ...]) -> Path:
        files = starter_files("market")
        for name, old, new in edits:
            assert old in files[name], f"{name} has no {old!r}"
            files[name] = files[name].replace(old, new, 1) if old else files[name] + new
        for name, text in files.items():
            (tmp_path / name).write_bytes(text.encode())
        return tmp_path

    return write


def all_problems(folder: Path) -> list[Problem]:
    case, problems = read(folder)
    assert case is not None
    return [*problems, *run_checks(case, today=TODAY)]


def text_at(folder: Path, problem: Problem) -> str:
    """Return the file from the problem's place on."""
    text = (folder / Path(problem.where.file).name).read_bytes().decode()
    lines = re.split(r"(?<=\n)", text)
    return "".join(lines[problem.where.line - 1 :])[problem.where.column - 1 :]


@pytest.mark.parametrize("item", FOUND, ids=lambda f: f"{f.code} {f.name}")
def test_found_at_its_place(item: Found, changed: Callable[[tuple[Edit, ...]], Path]) -> None:
    folder = changed(item.edits)
    found = [p for p in all_problems(folder) if p.code == item.code]
    file, text = item.at
    places = [(Path(p.where.file).name, text_at(folder, p)[:60]) for p in found]
    assert any(name == file and there.startswith(text) for name, there in places), (places, [str(p) for p in all_problems(folder)])
    assert all(p.severity is CODES[item.code].severity for p in found)
    assert all("\n" not in p.message and p.message for p in found)


@pytest.mark.parametrize("item", FINE, ids=lambda f: f"{f.code} {f.name}")
def test_not_found_in_what_is_only_near(item: Fine, changed: Callable[[tuple[Edit, ...]], Path]) -> None:
    assert [str(p) for p in all_problems(changed(item.edits)) if p.code == item.code] == []


@pytest.mark.parametrize("item", [f for f in FOUND if f.code < "LG22"], ids=lambda f: f"{f.code} {f.name}")
def test_unknown_names_have_a_fix(item: Found, changed: Callable[[tuple[Edit, ...]], Path]) -> None:
    assert all(p.fix for p in all_problems(changed(item.edits)) if p.code == item.code and "'lo'" not in p.message)


def test_every_check_has_an_example() -> None:
    # Agreement of coders has a test of its own below.
    assert {c.code for c in (*CHECKS, *DATED_CHECKS)} == {f.code for f in FOUND} | {"LG258"}


def test_every_check_file_is_registered_once() -> None:
    files = {m.name for m in pkgutil.iter_modules(checks.__path__) if not m.name.startswith("_")}
    registered = [c.find.__module__.rpartition(".")[2] for c in (*CHECKS, *DATED_CHECKS)]
    assert sorted(registered) == sorted(files)
    assert len({c.code for c in (*CHECKS, *DATED_CHECKS)}) == len(registered)
    for name in files:
        assert importlib.import_module(f"{checks.__name__}.{name}").__doc__


def test_every_code_in_the_sources_is_listed() -> None:
    root = Path(checks.__file__).parents[2]
    used = {code for path in root.rglob("*.py") for code in re.findall(r'"(LG\d{3})"', path.read_text(encoding="utf-8"))}
    assert used <= set(CODES), f"not in codes.py: {sorted(used - set(CODES))}"


def test_coders_far_apart(changed: Callable[[tuple[Edit, ...]], Path]) -> None:
    coder = ("case.yaml", "- {id: me, name: Your name}", "- {id: me, name: A}\n    - {id: you, name: B}")
    rows = {"hi-government": (15, 90), "lo-government": (90, 20), "lo-grid": (60, 40)}
    extra = [add("stances.csv", STANCE.replace(",80,90,100,", ",60,60,60,"))]
    extra += [
        add("stances.csv", f"{who},price,2025-01-15,{b},{b},{b},1,2,3,you,Reads it so,speech") for who, (_, b) in rows.items()
    ]
    found = [p for p in all_problems(changed((coder, *extra))) if p.code == "LG258"]
    assert len(found) == 1
    assert "alpha -" in found[0].message
    assert "'hi-government', 15 to 90" in found[0].message


def test_coders_close_together(changed: Callable[[tuple[Edit, ...]], Path]) -> None:
    coder = ("case.yaml", "- {id: me, name: Your name}", "- {id: me, name: A}\n    - {id: you, name: B}")
    rows = {"hi-government": 20, "lo-government": 85, "lo-grid": 88}
    extra = [add("stances.csv", STANCE)]
    extra += [add("stances.csv", f"{who},price,2025-01-15,{b},{b},{b},1,2,3,you,Reads it so,speech") for who, b in rows.items()]
    assert [p for p in all_problems(changed((coder, *extra))) if p.code == "LG258"] == []


def test_loading_stops_at_errors_only(changed: Callable[[tuple[Edit, ...]], Path]) -> None:
    folder = changed((("deadlines.csv", "hi-government,D1,", "hi-government,,"),))
    assert {p.code for p in all_problems(folder)} == {"LG213"}
    assert len(load(folder).deadlines) == 3


def test_an_unread_file_does_not_make_its_ids_unknown(changed: Callable[[tuple[Edit, ...]], Path]) -> None:
    assert {p.code for p in all_problems(changed((("actors.yaml", "actors:", "actors: ["),)))} == {"LG110"}
    assert {p.code for p in all_problems(changed((("sources.json", "[\n {", "[\n "),)))} == {"LG130"}


def test_a_malformed_row_is_still_known_by_its_id(changed: Callable[[tuple[Edit, ...]], Path]) -> None:
    problems = all_problems(changed((("commitments.yaml", "title: Adopt one grid code", "titel: Adopt one grid code"),)))
    assert {p.code for p in problems} == {"LG140", "LG141"}


def test_hints_do_not_take_forever(changed: Callable[[tuple[Edit, ...]], Path]) -> None:
    rows = "\n".join(f"X{i},nothing-{i},2025-01-15,signed,,primary,,x,accord," for i in range(3000))
    found = [p for p in all_problems(changed((add("status.csv", rows),))) if p.code == "LG201"]
    assert len(found) == 1001  # a thousand, and that there are more


@given(cases())
def test_generated_cases_have_no_errors(case: Case) -> None:
    assert [str(p) for p in run_checks(case, today=date(2040, 1, 1)) if p.severity is Severity.ERROR] == []
