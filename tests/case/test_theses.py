"""Theses: what makes no sense is refused at its place, and reading takes their parts as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from longgame.case.load import load, read
from longgame.case.starter import starter_files

# What is written instead of what in the starter's theses.yaml, the text at the place of the problem, words of its message.
REFUSED = (
    ('sign: "-"', "sign: up", "up", "allowed: +, -, 0"),
    ('sign: "-", ', "", "{from: pressure", "no 'sign'"),
    ("short: patience ", "short: patience that beats pressure ", "patience that", "short"),
    ("low: 0.95, best: 0.985", "low: 0.99, best: 0.985", "{parameter: discount_patron", "best 0.985, high 0.998 must rise"),
    ("low: 0.95, best: 0.985", "low: 0.985, best: 0.985", "{parameter: discount_patron", "or all be equal"),
    ("date: 2025-10-03", "date: soon", "soon", "'soon' is not a date"),
    ("baseline: true ", "baseline: perhaps ", "perhaps", "allowed: true, false"),
    ("parameter: discount_patron", "parameters: discount_patron", "parameters", "did you mean 'parameter'"),
)


def written(folder: Path, old: str = "", new: str = "") -> Path:
    files = starter_files("market")
    assert old in files["theses.yaml"]
    for name, text in (files | {"theses.yaml": files["theses.yaml"].replace(old, new, 1)}).items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.mark.parametrize(("old", "new", "at", "says"), REFUSED, ids=lambda v: str(v)[:40])
def test_what_makes_no_sense_is_refused_at_its_place(old: str, new: str, at: str, says: str, tmp_path: Path) -> None:
    problems = read(written(tmp_path, old, new))[1]
    lines = (tmp_path / "theses.yaml").read_text().splitlines()
    places = [lines[p.where.line - 1][p.where.column - 1 :] for p in problems if says in str(p)]
    assert places, [str(p) for p in problems]
    assert all(place.startswith(at) for place in places), places


def test_a_thesis_is_read_as_it_is_written(tmp_path: Path) -> None:
    patience, nothing = load(written(tmp_path)).theses
    assert [(b.parameter, b.best, b.claims) for b in patience.beliefs] == [("discount_patron", 0.985, ("C1",))]
    link, idle = patience.links
    assert (link.from_, link.to, link.sign, link.parameters) == ("pressure", "steps", "-", ("backlash",))
    assert (idle.from_, idle.to, idle.sign, idle.parameters) == ("threats", "steps", "0", ())
    assert (patience.baseline, nothing.baseline, nothing.links) == (False, True, ())


def test_a_sign_may_be_a_number_in_yaml(tmp_path: Path) -> None:
    assert load(written(tmp_path, 'sign: "-"', "sign: 0")).theses[0].links[0].sign == "0"


def test_equal_numbers_fix_a_parameter(tmp_path: Path) -> None:
    held = load(written(tmp_path, "low: 0.95, best: 0.985, high: 0.998", "low: 0.9, best: 0.9, high: 0.9")).theses[0].beliefs[0]
    assert held.low == held.best == held.high == 0.9
