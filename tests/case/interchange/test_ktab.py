"""KTAB files, as its samples are written: title lines, trailing commas, spaces, several dimensions."""

from __future__ import annotations

from pathlib import Path

import pytest

from longgame.case.case import Case
from longgame.case.interchange.coded import Coding
from longgame.case.interchange.ktab import from_ktab, read_ktab
from longgame.case.load import load
from longgame.core.dates import Period
from longgame.core.errors import CaseError, UsageError

ONE = """North; first,Made up;A fare to agree on, 3, 1,
Actor,Description,Influence,Fare Position,Fare Salience,
N,North of the river,100,20,60,
S,"South, the port",  55.5,65.0, 40,
X, Somebody else,10,0,0,
"""
TWO = "two,Two dimensions,2,2,0,,,\r\nActor,Description,Power,Pstn1,Sal1,Pstn2,Sal2\r\nA,a,1,10,50,90,50\r\nB,b,2,20,60,80,60.4\r\n"
SAMPLES = Path(__file__).resolve().parents[4] / "shared/data/reference/ktab/inputs"


@pytest.fixture
def base(flagship: Path) -> Case:
    return load(flagship, checked=False)


@pytest.fixture
def coding(base: Case) -> Coding:
    return Coding((base.sources[0].id,), base.about.coders[0].id, Period.parse("2021"), None, "organisation")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "k.csv"
    path.write_bytes(text.encode())
    return path


def test_one_dimension(tmp_path: Path) -> None:
    file = read_ktab(written(tmp_path, ONE))
    assert (file.title, file.description, file.dimensions) == ("North; first", "Made up;A fare to agree on", ("Fare",))
    assert [(a.name, a.description, a.influence, a.positions, a.saliences) for a in file.actors] == [
        ("N", "North of the river", 100, (20,), (60,)),
        ("S", "South, the port", 55.5, (65,), (40,)),
        ("X", "Somebody else", 10, (0,), (0,)),
    ]


def test_rows_for_a_case(base: Case, coding: Coding, tmp_path: Path) -> None:
    rows = from_ktab(written(tmp_path, TWO), base, ["gas-price", "tax-code"], coding).rows
    assert [(a.id, a.name, a.kind) for a in rows["actors"]] == [("A", "a", "organisation"), ("B", "b", "organisation")]  # type: ignore[attr-defined]
    assert [(c.actor, c.issue, c.low, c.capability, c.high) for c in rows["capabilities"]] == [
        ("A", "*", 1, 1, 1),
        ("B", "*", 2, 2, 2),
    ]  # type: ignore[attr-defined]
    assert [(s.actor, s.issue, s.position_low, s.position, s.salience_high) for s in rows["stances"]] == [  # type: ignore[attr-defined]
        ("A", "gas-price", 10, 10, 50),
        ("A", "tax-code", 90, 90, 50),
        ("B", "gas-price", 20, 20, 60),
        ("B", "tax-code", 80, 80, 60.4),
    ]
    assert {(s.coder, s.source, str(s.from_)) for s in rows["stances"]} == {(coding.coder, coding.source, "2021")}  # type: ignore[attr-defined]


def test_unknown_names_are_all_told(base: Case, coding: Coding, tmp_path: Path) -> None:
    wrong = Coding(("nowhere",), "nobody", coding.from_)
    with pytest.raises(CaseError) as error:
        from_ktab(written(tmp_path, ONE), base, ["elsewhere"], wrong)
    text = str(error.value)
    assert [w in text for w in ("source 'nowhere'", "coder 'nobody'", "issue 'elsewhere'", "actor 'X'", "--actor-kind")] == [
        True
    ] * 5


def test_as_many_issues_as_dimensions(base: Case, coding: Coding, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="2 dimensions"):
        from_ktab(written(tmp_path, TWO), base, [base.issues[0].id], coding)


def test_known_actors_are_found_by_name(base: Case, coding: Coding, tmp_path: Path) -> None:
    actor = base.actors[0]
    text = f"t,d,1,1\nActor,Description,Power,P,S\nZZ,{actor.name.upper()},1,2,3\n"
    made = from_ktab(written(tmp_path, text), base, [base.issues[0].id], coding)
    assert made.rows["stances"][0].actor == actor.id  # type: ignore[attr-defined]
    assert "actors" not in made.rows


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (" 3, 1,", " 4, 1,", 1, "says 4 actors, the file has 3"),
        (" 3, 1,", " 3, 2,", 1, "does not end in the number of actors and 1"),
        ("20,60,", "20,160,", 3, "outside 0 to 100"),
        ("20,60,", "-1,60,", 3, "outside 0 to 100"),
        ("20,60,", '"2,5",60,', 3, "write the decimal point"),
        ("20,60,", "nan,60,", 3, "not a finite number"),
        ("20,60,", "20,", 3, "has 4 values, the header 5"),
        ("Actor,", "Name,", 2, "the header"),
        (",Fare Salience", "", 2, "the header"),
    ],
)
def test_broken_files_name_the_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(CaseError) as error:
        read_ktab(written(tmp_path, ONE.replace(old, new)))
    assert f"k.csv:{line}:1 LG17" in str(error.value)
    assert words in str(error.value)


def test_saliences_over_100_are_told(base: Case, coding: Coding, tmp_path: Path) -> None:
    made = from_ktab(written(tmp_path, TWO), base, [i.id for i in base.issues][:2], coding)
    assert [str(n).partition("LG172 ")[2] for n in made.notes] == ["the saliences of B add up to 120.4; KTAB allows 100"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not part of the repository")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.csv")), ids=lambda p: p.stem)
def test_ktab_samples_read(path: Path) -> None:
    file = read_ktab(path)
    rows = [line for line in path.read_text().splitlines()[2:] if line.strip(" ,\r")]
    assert len(file.actors) == len(rows)
    assert all(len(a.positions) == len(file.dimensions) for a in file.actors)


def test_a_missing_title_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"k\.csv:1:1 LG171 the file begins with the header, the title line is missing"):
        read_ktab(written(tmp_path, ONE.split("\n", 1)[1]))
