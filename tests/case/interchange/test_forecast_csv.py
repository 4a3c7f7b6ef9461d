"""Forecasts from the exports of platforms."""

from __future__ import annotations

from pathlib import Path

import pytest

from longgame.case.case import Case
from longgame.case.checks import run_checks
from longgame.case.interchange.fatebook_csv import from_fatebook_csv
from longgame.case.interchange.forecast_rows import PlatformSettings
from longgame.case.interchange.merge import with_rows
from longgame.case.interchange.metaculus_csv import from_metaculus_csv
from longgame.case.load import load
from longgame.core.errors import CaseError, UsageError

FATEBOOK = (
    "Question title,Multiple choice option,Forecast created by,Forecast (scale = 0-1),Forecast created at,Question created by,"
    "Question created at,Question resolve by,Resolution,Resolved at,Question notes\n"
)
BRIDGE = (
    '"Is the bridge open by June, at last?",,{who},{p},{at},Ann,2023-01-01 09:00:00,2023-06-30 00:00:00,{answer},{on},{notes}\n'
)
QUESTIONS = (
    "Question ID,Question URL,Question Title,Label,Question Type,MC Options,Open Time,Scheduled Close Time,Resolution,"
    "Resolution Known Time\n"
    "1,https://example.org/1,Does it open?,,binary,,2023-01-01 00:00:00+00:00,2023-06-01,yes,2023-05-02 10:00:00+00:00\n"
    "2,,Who wins?,,multiple_choice,\"['A: left', 'B']\",2023-01-01,,B,2023-05-02\n"
    "3,,How many?,ships,numeric,,2023-01-01,,12.5,2023-05-02\n"
    "4,,When?,,date,,2023-01-01,,above_upper_bound,2023-05-02\n"
    "5,,Is it void?,,binary,,2023-01-01,,annulled,2023-05-02\n"
    "6,,Is it open?,,binary,,2023-01-01,,,\n"
)
FORECASTS = (
    "Question ID,Forecaster ID,Forecaster Username,Start Time,Probability Yes,Probability Yes Per Category,5th Percentile,"
    "25th Percentile,Median,75th Percentile,95th Percentile\n"
    "1,7,ann,2023-01-02 08:00:00+00:00,0.3,,,,,,\n"
    "1,7,ann,2023-01-02 09:00:00+00:00,0.4,,,,,,\n"
    "1,,recency_weighted,2023-01-03,0.6,,,,,,\n"
    "1,7,ann,2023-05-09,0.99,,,,,,\n"
    '2,7,ann,2023-01-02,,"[0.25, 0.75]",,,,,\n'
    "3,7,ann,2023-01-02,,,5,8,10,14,20\n"
    "4,7,ann,2023-01-02,,,2023-03-01,2023-04-01,2023-05-01,2023-06-01,2024-01-01\n"
)


@pytest.fixture
def base(cases: Path) -> Case:
    return load(cases / "ferry", checked=False)


@pytest.fixture
def usual(base: Case) -> PlatformSettings:
    return PlatformSettings((base.sources[0].id,), "transport", "event")


def written(folder: Path, text: str, name: str = "f.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def bridge(
    who: str = "Bo Ž", p: str = "0.7", at: str = "2023-02-01 10:00:00", answer: str = "", on: str = "", notes: str = ""
) -> str:
    return BRIDGE.format(who=who, p=p, at=at, answer=answer, on=on, notes=notes)


def sound(base: Case, rows: dict[str, list[object]]) -> Case:
    whole = with_rows(base, rows)  # type: ignore[arg-type]
    assert not list(run_checks(whole, errors_only=True))
    return whole


def test_rows_of_one_question_belong_together(base: Case, usual: PlatformSettings, tmp_path: Path) -> None:
    resolved = {"answer": "YES", "on": "2023-05-01 12:00:00"}
    text = FATEBOOK + bridge(**resolved) + bridge("Cy", "0.2", **resolved) + bridge(p="0.8", at="2023-02-01 11:00:00", **resolved)
    made = from_fatebook_csv(written(tmp_path, text), base, usual)
    case = sound(base, made.rows)  # type: ignore[arg-type]
    (question,) = made.rows["questions"]
    assert (question.text, str(question.opens), str(question.by)) == (
        "Is the bridge open by June, at last?",
        "2023-01-01",
        "2023-06-30",
    )  # type: ignore[attr-defined]
    (resolution,) = made.rows["resolutions"]
    assert (resolution.answer, str(resolution.date)) == ("yes", "2023-05-01")  # type: ignore[attr-defined]
    # Of two on one day the later one counts.
    assert sorted((f.forecaster, f.probability) for f in made.rows["forecasts"]) == [("bo-ž", 0.8), ("cy", 0.2)]  # type: ignore[attr-defined]
    assert ["1 forecast replaced by a later one" in note.message for note in made.notes] == [True]
    assert case.actors.by_key["bo-ž"].name == "Bo Ž"
    assert from_fatebook_csv(written(tmp_path, text), base, usual).rows == made.rows


def test_options_ambiguous_and_open_questions(base: Case, usual: PlatformSettings, tmp_path: Path) -> None:
    text = FATEBOOK + bridge(answer="AMBIGUOUS", on="2023-05-01") + "Who?,red,Bo,0.5,2023-01-02,Ann,2023-01-01,,NO,2023-03-01,n\n"
    text += "Who?,blue,Bo,0.5,2023-01-02,Ann,2023-01-01,,,,n\n"
    made = from_fatebook_csv(written(tmp_path, text), base, usual)
    sound(base, made.rows)  # type: ignore[arg-type]
    assert [q.text for q in made.rows["questions"]] == ["Is the bridge open by June, at last?", "Who? red", "Who? blue"]  # type: ignore[attr-defined]
    assert [r.answer for r in made.rows["resolutions"]] == ["void", "no"]  # type: ignore[attr-defined]


def test_files_that_hold_nothing(base: Case, usual: PlatformSettings, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="LG171 the file is empty"):
        from_fatebook_csv(written(tmp_path, ""), base, usual)
    made = from_fatebook_csv(written(tmp_path, FATEBOOK), base, usual)
    assert (made.rows, [n.message for n in made.notes]) == ({}, ["no question was found in the file"])


def test_forecasts_after_the_answer_are_left_out(base: Case, usual: PlatformSettings, tmp_path: Path) -> None:
    text = FATEBOOK + bridge(at="2023-05-09", answer="YES", on="2023-05-01")
    made = from_fatebook_csv(written(tmp_path, text), base, usual)
    assert "forecasts" not in made.rows
    assert "1 forecast made after the question was decided" in made.notes[0].message


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (bridge(p="1.7"), "2:1 LG172 Forecast (scale = 0-1): '1.7' is not a number from 0 to 1"),
        (bridge(p="often"), "'often' is not a number from 0 to 1"),
        (bridge(at="soon"), "'soon' does not begin with a day"),
        (bridge(answer="MAYBE", on="2023-05-01"), "'MAYBE' is none of YES, NO, AMBIGUOUS"),
        (bridge(answer="YES", on="2020-05-01"), "2:1 LG172 the question was decided on 2020-05-01, before it was put, 2023-01-01"),
        (bridge(answer="YES"), "a question that is resolved needs the day"),
        (bridge(at="2023-02-31"), "has no day 31"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(
    base: Case, usual: PlatformSettings, tmp_path: Path, row: str, says: str
) -> None:
    with pytest.raises(CaseError) as raised:
        from_fatebook_csv(written(tmp_path, FATEBOOK + row), base, usual)
    assert says in str(raised.value)
    assert "f.csv:2:" in str(raised.value)


def test_another_table_is_refused(base: Case, usual: PlatformSettings, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="the column 'Question title' is missing"):
        from_fatebook_csv(written(tmp_path, "a,b\n1,2\n"), base, usual)
    with pytest.raises(CaseError, match="there is no source 'nowhere'"):
        from_fatebook_csv(written(tmp_path, FATEBOOK + bridge()), base, PlatformSettings(("nowhere",), "d", "event"))


def test_metaculus(base: Case, usual: PlatformSettings, tmp_path: Path) -> None:
    written(tmp_path, FORECASTS, "forecast_data.csv")
    made = from_metaculus_csv(written(tmp_path, QUESTIONS, "question_data.csv"), base, usual)
    case = sound(base, made.rows)  # type: ignore[arg-type]
    assert [q.kind for q in case.questions] == ["binary", "category", "number", "date", "binary", "binary"]
    assert case.questions.by_key["metaculus-2"].categories == ("A - left", "B")
    answers = {r.question: r.answer for r in case.resolutions}
    assert answers == {
        "metaculus-1": "yes",
        "metaculus-2": "B",
        "metaculus-3": "12.5",
        "metaculus-4": "none",
        "metaculus-5": "void",
    }
    said = {(f.question, f.forecaster): (f.probability, f.chances, f.quantiles) for f in case.forecasts}
    assert said["metaculus-1", "ann"][0] == 0.4
    assert said["metaculus-1", "model:metaculus-recency_weighted"][0] == 0.6
    assert said["metaculus-2", "ann"][1] == "A - left:0.250000; B:0.750000"
    assert said["metaculus-3", "ann"][2] == "5:5; 25:8; 50:10; 75:14; 95:20"
    assert len(said) == 5
    assert sorted(n.message.split(" ", 1)[0] for n in made.notes) == ["1", "1"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",binary,,2023-01-01 ", ",essay,,2023-01-01 ", "'essay' is none of binary"),
        (",yes,2023-05-02", ",yes,", "a question that is resolved needs the day"),
        (",12.5,", ",dozen,", "Resolution: 'dozen' is not a number"),
        ("\"['A: left', 'B']\"", "[x for x in y]", "is not a list"),
    ],
)
def test_metaculus_mistakes(base: Case, usual: PlatformSettings, tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in QUESTIONS
    written(tmp_path, FORECASTS, "forecast_data.csv")
    with pytest.raises(CaseError) as raised:
        from_metaculus_csv(written(tmp_path, QUESTIONS.replace(old, new, 1), "question_data.csv"), base, usual)
    assert says in str(raised.value)
    assert "question_data.csv:" in str(raised.value)


def test_both_files_are_needed(base: Case, usual: PlatformSettings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"forecast_data\.csv beside it"):
        from_metaculus_csv(written(tmp_path, QUESTIONS, "question_data.csv"), base, usual)
