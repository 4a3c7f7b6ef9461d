"""Reading decisions with known outcomes."""

import math

import numpy as np
import pytest

from longgame.core.errors import CaseError
from longgame.settle.study.decisions import read
from tests.settle.study.decisions_made_up import as_csv, rows, write


def test_json_and_csv_hold_the_same(tmp_path):
    table = tmp_path / "d.csv"
    table.write_text(as_csv(rows()))
    one, other = read(write(tmp_path / "d.json", rows())), read(table)
    assert (one.names, one.proposals) == (other.names, other.proposals)
    np.testing.assert_array_equal(one.outcome, other.outcome)
    for a, b in zip(one.issues, other.issues, strict=True):
        np.testing.assert_array_equal(a, b)


def test_values_are_where_they_belong(tmp_path):
    issues = rows()
    decisions = read(write(tmp_path / "d.json", issues))
    assert len(decisions.names) == 60
    assert decisions.groups.max() == 19
    first = issues[4]
    assert decisions.names[4] == first["issue"]
    assert decisions.outcome[4] == first["out"]
    present = decisions.issues.present[4]
    assert present.sum() == len(first["actors"])
    np.testing.assert_allclose(decisions.issues.salience[4][present], [a["s"] / 100 for a in first["actors"]])
    assert math.isnan(decisions.issues.reversion[4])
    assert decisions.issues.reversion[3] == 0


def test_an_actor_has_the_same_place_on_all_issues_of_a_proposal(tmp_path):
    issues = rows(proposals=1)
    issues[1]["actors"] = issues[1]["actors"][::-1][:-1]  # another order, and the first one has no stance
    package, place = read(write(tmp_path / "d.json", issues)).packages()
    assert package.position.shape[::2] == (1, 3)
    assert place.tolist() == [0, 1, 2]
    capability = package.capability[0]
    assert not package.present[0, 0, 1]
    np.testing.assert_array_equal(capability[1:, 0], capability[1:, 1])


def test_what_is_not_known_is_left_out_and_counted(tmp_path):
    issues = rows()
    issues[0]["out"] = None
    issues[1]["actors"][0]["x"] = float("nan")
    decisions = read(write(tmp_path / "d.json", issues))
    assert (len(decisions.names), decisions.left_out, decisions.without) == (59, 1, 1)
    assert decisions.issues.present[0].sum() == len(issues[1]["actors"]) - 1


BROKEN = {
    "outcome off the scale": ({"out": 130}, "LG172", "outcome: got 130"),
    "reversion off the scale": ({"rp": -1}, "LG172", "reversion: got -1"),
    "outcome is a word": ({"out": "high"}, "LG172", "outcome: got 'high'"),
    "no name": ({"issue": None}, "LG171", "an issue has no name"),
    "name twice": ({"issue": "p0i1"}, "LG150", "stands twice"),
    "position": ({"actors": [{"a": "x", "x": -4, "s": 1, "c": 1}]}, "LG172", "position: got -4"),
    "salience": ({"actors": [{"a": "x", "x": 4, "s": 101, "c": 1}]}, "LG172", "salience: got 101"),
    "capability": ({"actors": [{"a": "x", "x": 4, "s": 1, "c": -1}]}, "LG172", "capability: got -1"),
    "truth is no number": ({"actors": [{"a": "x", "x": True, "s": 1, "c": 1}]}, "LG172", "position: got True"),
    "actor twice": ({"actors": [{"a": "x", "x": 4, "s": 1, "c": 1}] * 2}, "LG150", "the actor 'x' stands twice"),
    "actor without a name": ({"actors": [{"x": 4, "s": 1, "c": 1}]}, "LG171", "an actor has no name"),
    "actor is no object": ({"actors": [3]}, "LG171", "an actor has no name"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_said_with_its_place(tmp_path, name):
    change, code, words = BROKEN[name]
    issues = rows(proposals=2)
    issues[0] |= change
    issues[5]["out"] = 200  # everything is said at once
    with pytest.raises(CaseError) as caught:
        read(write(tmp_path / "d.json", issues))
    found = caught.value.problems
    assert [p.code for p in found if words in p.message] == [code]
    assert any("outcome: got 200" in p.message for p in found)
    assert all(p.where.line == 1 and p.where.column > 1 for p in found)


@pytest.mark.parametrize("text", ["{}", "[3]", "[", "", "[]", '[{"issue": "a"}]'])
def test_other_files_are_refused(tmp_path, text):
    path = tmp_path / "d.json"
    path.write_text(text)
    with pytest.raises(CaseError):
        read(path)


def test_tables_are_refused_with_the_cell(tmp_path):
    table = tmp_path / "d.csv"
    lines = as_csv(rows(proposals=1)).splitlines()
    lines[2] = lines[2].replace(lines[2].split(",")[3], "x", 1)
    cells = lines[3].split(",")
    cells[6] = "99"
    lines[3] = ",".join(cells)
    table.write_text("\n".join(lines))
    with pytest.raises(CaseError) as caught:
        read(table)
    assert {(p.where.line, p.code) for p in caught.value.problems} >= {(3, "LG172"), (4, "LG172")}
    table.write_text("issue,actor\n")
    with pytest.raises(CaseError, match="no column for proposal, outcome, position, salience, capability"):
        read(table)
