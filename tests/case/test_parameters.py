"""The parameters of the game: their full names, and default priors inside their bounds."""

from __future__ import annotations

from collections import Counter

import pytest

from longgame.case.parameters import BY_NAME, PARAMETERS, Parameter, named, names

each = pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda p: p.name)


@each
def test_the_default_prior_rises_inside_the_bounds(parameter: Parameter) -> None:
    assert parameter.floor <= parameter.low < parameter.best < parameter.high <= parameter.ceiling


@each
def test_a_name_is_a_word_that_code_and_files_can_hold(parameter: Parameter) -> None:
    assert parameter.name.isidentifier()
    assert parameter.name == parameter.name.lower()
    assert parameter.says
    assert parameter.per in ("", "asked", "given", "ladder")


def test_names_are_given_once() -> None:
    assert not [name for name, n in Counter(p.name for p in PARAMETERS).items() if n > 1]
    assert {p.name: p for p in PARAMETERS} == BY_NAME


def test_names_of_a_game_without_ladders_are_those_of_the_whole_game() -> None:
    assert names([]) == [p.name for p in PARAMETERS if not p.per]


def test_each_ladder_adds_what_its_side_has() -> None:
    found = names([("tax", "patron"), ("gas", "client"), ("a.b", "patron")])
    assert len(set(found)) == len(found)
    of = {p.name: [n.partition(".")[2] for n in found if n.partition(".")[0] == p.name] for p in PARAMETERS}
    for p in PARAMETERS:
        assert of[p.name] == {"": [""], "asked": ["tax", "a.b"], "given": ["gas"], "ladder": ["tax", "gas", "a.b"]}[p.per]
    assert [BY_NAME[n.partition(".")[0]] for n in found] == sorted(
        (BY_NAME[n.partition(".")[0]] for n in found), key=PARAMETERS.index
    )


def test_full_names_are_found_again() -> None:
    for full in names([("tax", "patron"), ("gas", "client"), ("1.10", "patron")]):
        parameter = named(full)
        assert parameter is not None
        assert full == parameter.name or full.startswith(parameter.name + ".")


@pytest.mark.parametrize("full", ["worth", "discount_patron.tax", "wroth.tax", "", ".", "tax.worth", "Worth.tax"])
def test_a_name_with_too_much_or_too_little_is_none(full: str) -> None:
    assert named(full) is None
