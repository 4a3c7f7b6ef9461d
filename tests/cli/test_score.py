"""The verbs ``score`` and ``resolve`` as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from longgame.case.case import Case
from longgame.cli.frame import out
from tests.plain import write
from tests.score.make import case, forecast, question, resolution
from tests.track.make import event
from tests.track.walk import known_days

Cli = Callable[..., Any]


def made(**more: Any) -> Case:
    asked = [question(f"Q{i}", status_quo="no") for i in range(1, 8)] + [question("T1", nature="trend", by="2030-12-31")]
    rows = [resolution(f"R{i} Q{i} {'yes' if i % 2 else 'no'} 2022-12-31") for i in range(1, 7)]
    told = [forecast(f"F{i} Q{i} bisr yes {'0.8' if i % 2 else 'likely'}") for i in range(1, 8)]
    told += [forecast("F9 Q1 model:flat yes 0.5"), forecast("F8 T1 bisr yes perhaps_so")]
    actors = [{"id": "bisr", "name": "B", "kind": "analyst"}]
    tables = {"actors": actors, "questions": asked, "resolutions": rows, "forecasts": told}
    return case("2026-01-01", "2024-12-31", **(tables | more))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(made(), tmp_path / "made")


@pytest.mark.parametrize("verb", ["score", "resolve", "forecast", "track"])
def test_a_day_behind_that_up_to_which_the_case_was_kept(cli: Cli, folder: Path, verb: str) -> None:
    head = folder / "case.yaml"
    head.write_text(head.read_text().replace("2024-12-31", "2023-06-30", 1))
    more = ("--engine", "track") if verb == "forecast" else ()
    late, then = cli(verb, folder, "--as-of", "2024-03-01", *more), cli(verb, folder, "--as-of", "2023-06-30", *more)
    assert "The case was kept up to 30 Jun 2023 (updated in case.yaml" in late.err
    assert (late.status, then.status) == (0, 0)
    assert "kept up to" not in then.err + then.out
    if verb != "track":
        assert "(the case was kept up to 30 Jun 2023)" in " ".join(late.out.split())
        assert json.loads(cli(verb, folder, "--as-of", "2024-03-01", "--json", *more).out)["kept"] == "2023-06-30"


def test_the_tables(cli: Cli, folder: Path) -> None:
    ran = cli("score", folder, "--as-of", "2024", "--receipts")
    assert (ran.status, ran.err) == (0, "")
    said = " ".join(ran.out.split())
    for words in (
        "Words stand for probabilities by survey of 2018", "not compared with the original", "All forecasts", "right side of 50 %",
        "skill against nothing changes", "questions drawn again, since there are 2 sources", "events by source", "model:flat",
        "Calibration", "does not know the hedge 'perhaps so' (1 forecast: F8)", "Receipts", "1 question is due",
    ):  # fmt: skip
        assert words in said, words


@pytest.mark.parametrize("by", ["source", "hedge", "kind", "domain", "horizon"])
def test_groupings(cli: Cli, folder: Path, by: str) -> None:
    printed = json.loads(cli("score", folder, "--as-of", "2024", "--by", by, "--json").out)
    assert {g["by"] for g in printed["groups"]} == {"all", by}
    for group in printed["groups"]:
        assert group["nature"] in ("trend", "event")
        for mean in group["scores"].values():
            assert mean["best"] <= mean["value"] <= mean["worst"]


def test_no_number_is_cut_at_80_columns(cli: Cli, flagship: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "width", 80)
    said = cli("score", flagship).out.split("All forecasts")[1].split("trends by source")[0]
    assert "-0.33 (-0.74 to +0.05)" in said
    assert "…" not in said
    assert max(map(len, said.splitlines())) <= 80


def test_groups_of_which_none_was_resolved_are_no_noise(cli: Cli, tmp_path: Path) -> None:
    told = [forecast(f"F{i} Q{i} bisr yes", kind="commitment") for i in (1, 2)] + [forecast("F3 Q7 bisr yes perhaps_so")]
    ran = cli("score", write(made(forecasts=told), tmp_path / "some"), "--as-of", "2024", "--by", "hedge")
    said = " ".join(ran.out.split())
    assert "of those resolved came true: no word (as in promises) 1 of 2" in said
    assert "0 of 0)" not in said


def test_json_has_every_grouping_and_the_scale(cli: Cli, folder: Path) -> None:
    printed = json.loads(cli("score", folder, "--as-of", "2024", "--scale", "kent", "--json").out)
    assert (printed["schema"], printed["as_of"], printed["scale"]["id"]) == ("longgame.score/1", "2024-12-31", "kent")
    assert printed["scale"]["verified"] is False
    assert {g["by"] for g in printed["groups"]} == {"all", "source", "hedge", "kind", "domain", "horizon"}
    assert printed["due"] == ["Q7"]
    likely = next(r for r in printed["receipts"] if r["forecast"] == "F2")
    assert (likely["low"], likely["high"], likely["nearest"]) == (0.63, 0.87, "probable")


def test_the_result_goes_into_a_file(cli: Cli, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.json"
    ran = cli("score", folder, "-o", target)
    assert (ran.status, ran.out.strip()) == (0, str(target))
    assert json.loads(target.read_text("utf-8")) == json.loads(cli("score", folder, "--json").out)
    assert cli("score", folder, "-o", tmp_path).status == 2


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--scale", "kant"), "there is no scale of hedge words 'kant'; did you mean 'kent'?"),
        (("--by", "colour"), "Invalid value for '--by': 'colour' is not one of 'source'"),
        (("--as-of", "2024-13"), "--as-of: "),
    ],
)
def test_what_cannot_be_asked(cli: Cli, folder: Path, args: tuple[str, ...], says: str) -> None:
    ran = cli("score", folder, *args)
    assert ran.status != 0
    assert says in " ".join(ran.err.split())
    assert "Traceback" not in ran.err


def test_a_case_without_forecasts(cli: Cli, tmp_path: Path) -> None:
    folder = write(case(), tmp_path / "empty")
    ran = cli("score", folder)
    assert ran.status == 0
    assert "The case has no forecasts that were known by then." in ran.out
    assert "Words stand for" not in ran.out
    assert "Nothing is due, nothing is to come." in cli("resolve", folder).out


def test_theses_are_weighed_without_forecasts_and_groups_without_scores_draw_nothing(cli: Cli, tmp_path: Path) -> None:
    theses = [{"id": t, "title": t, "short": t, "date": "2020-01-01", "says": "s", "known": "2020"} for t in ("one", "two")]
    evidence = [{"id": "E", "date": "2021", "what": "w", "credibility": 1, "known": "2021"}]
    ach = [{"thesis": t, "evidence": "E", "is": fit, "reason": "r"} for t, fit in (("one", "consistent"), ("two", "inconsistent"))]
    weighed = cli("score", write(case(theses=theses, evidence=evidence, ach=ach), tmp_path / "weighed"))
    assert "Competing hypotheses, 1 piece of evidence" in " ".join(weighed.out.split())
    assert "Who is in front hangs on E." in weighed.out
    told = [forecast("F1 Q1 bisr yes 0.8")]
    actors = [{"id": "bisr", "name": "B", "kind": "analyst"}]
    waits = cli("score", write(case(questions=[question()], actors=actors, forecasts=told), tmp_path / "waits"))
    assert "drawn again, since" not in " ".join(waits.out.split())


def test_what_is_due(cli: Cli, folder: Path) -> None:
    ran = cli("resolve", folder, "--as-of", "2024")
    assert (ran.status, ran.err) == (0, "")
    said = " ".join(ran.out.split())
    assert "8 questions: 6 resolved, 0 of them by rule from rows of the case; 0 void; 2 open, 1 of them due" in said
    assert "Due: time is up and nothing decides them" in said
    printed = json.loads(cli("resolve", folder, "--as-of", "2024", "--json").out)
    assert (printed["schema"], printed["due"], printed["next"]) == ("longgame.resolve/1", ["Q7"], ["T1"])
    assert json.loads(cli("resolve", folder, "--as-of", "2022-06-01", "--json").out)["due"] == []


def edited(folder: Path, before: str, after: str) -> None:
    path = folder / "resolutions.csv"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_a_resolution_edited_in_place_is_told_with_what_hung_on_it(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """The file keeps no trace of it: the scoring before is what it is set beside."""
    kept = tmp_path / "kept.json"
    first = cli("score", folder)
    assert "Since" not in first.out
    assert cli("score", folder, "-o", kept).status == 0
    assert "Since" not in cli("score", folder).out  # nothing was changed
    assert "nothing came out otherwise" in " ".join(cli("score", folder, "--since", kept).out.split())
    edited(folder, "R2,Q2,no", "R2,Q2,yes")
    said = " ".join(cli("score", folder).out.split())
    assert "Since it was scored last, as known on 31 Dec 2024" in said
    assert "Q2 went from no to yes, which 1 forecast hung on (F2)" in said
    assert "Brier score of bisr on events 0.265 → 0.198 (n 6)" in said
    # It is told once, and stays with the question.
    assert "Since" not in cli("score", folder).out
    trail = cli("resolve", folder, "--question", "Q2").out
    assert "from no to yes" in " ".join(trail.split())
    assert "from no to yes" not in cli("resolve", folder, "--question", "Q1").out
    # Beside a result that was kept, as often as one likes, and in JSON.
    for _ in range(2):
        assert "Q2 went from no to yes" in " ".join(cli("score", folder, "--since", kept).out.split())
    printed = json.loads(cli("score", folder, "--since", kept, "--json").out)["since"]
    assert printed["answers"] == [{"question": "Q2", "before": "no", "after": "yes", "forecasts": ["F2"]}]
    assert [(s["source"], s["nature"], s["n_after"]) for s in printed["sources"]] == [("bisr", "event", 6)]
    assert json.loads(cli("score", folder, "--json").out)["since"] is None
    for wrong in (folder / "resolutions.csv", folder / "nowhere.json"):
        refused = cli("score", folder, "--since", wrong)
        assert (refused.status, "is no result of longgame score -o FILE" in refused.err) == (2, True)
    other = cli("score", folder, "--since", kept, "--scale", "kent")
    assert (other.status, "not 'x' under kent" in other.err) == (2, True)


def test_the_trail_of_a_question(cli: Cli, tmp_path: Path) -> None:
    asked = [question("Q1", rule="commitment c reaches signed")]
    rows = [resolution("R1 Q1 no 2022-12-31"), resolution("R2 Q1 yes 2022-12-31", known="2023-05-01")]
    status = [event("2022-05-01 signed", id="S1")]
    folder = write(made(questions=asked, resolutions=rows, status=status, forecasts=[]), tmp_path / "made")
    ran = cli("resolve", folder, "--question", "Q1")
    assert (ran.status, ran.err) == (0, "")
    said = " ".join(ran.out.split())
    for words in (
        "resolution R1",
        "superseded",
        "R2 is newer and counts",
        "agrees",
        "rule",
        "rests on status S1, known 1 May 2022",
    ):
        assert words in said, words
    assert cli("resolve", folder, "--question", "Q2").status == 2
    # One line more in the file, and everything is scored anew.
    file = folder / "resolutions.csv"
    file.write_text(file.read_text("utf-8").replace("R2,Q1,yes", "R2,Q1,no"), "utf-8")
    assert "Rule and resolution differ" in cli("resolve", folder).out


@pytest.mark.parametrize("day", ["2021-12-31", "2023-02-20", "2025-03-14"])
def test_nothing_later_is_used_on_the_union_state(cli: Cli, flagship: Path, day: str) -> None:
    ran = cli("score", flagship, "--as-of", day, "--by", "source", "--json")
    assert ran.status == 0
    printed = json.loads(ran.out)
    assert max(known_days(printed), default=day) <= day
    assert all(r["made"][:4] <= day[:4] for r in printed["receipts"])
