"""The pages on forecasts: what is told follows from the scores, nothing known later is told, every receipt leads somewhere."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import pytest

from longgame.case.forecasts import Forecast
from longgame.report.charts import score_calibration, score_hedges, score_hypotheses, score_models, score_sources
from longgame.report.context import Context
from longgame.report.scored.receipts import lines
from longgame.report.scored.records import records
from longgame.report.scored.words import figure, interval, skill, who
from longgame.report.views import forecasts, hypotheses, questions
from longgame.score.result import FEW, Figure, Paired
from longgame.score.score import score
from longgame.study.forecasts.find import Found, find
from longgame.study.forecasts.issue import issue
from tests.report.conftest import FLAGSHIP, PAST, SHIPPED, case, document
from tests.score import make

DAYS = (date(2021, 10, 1), date(2023, 2, 20), date(2023, 12, 31))


def of(made: Any, day: date | None = None) -> Context:
    whole = made if made.day is not None else made.as_of(day or made.newest)
    return Context(case=whole, day=whole.day, result=None, history=())  # type: ignore[arg-type]


@cache
def flagship(day: date | None = None) -> Context:
    return of(case(FLAGSHIP), day)


def made(*told: str, answers: str = "yes no yes no yes no", nature: str = "event") -> Context:
    """Return the context of a small case: six questions with these answers, and these forecasts."""
    asked = [make.question(f"Q{i}", nature=nature, status_quo="no") for i in range(1, 7)]
    rows = [make.resolution(f"R{i} Q{i} {a} 2022-12-31") for i, a in enumerate(answers.split(), 1) if a != "-"]
    actors = [{"id": name, "name": name.upper(), "kind": "analyst"} for name in ("one", "two")]
    return of(make.case(actors=actors, questions=asked, resolutions=rows, forecasts=[make.forecast(t) for t in told]))


# The leaderboard.


def test_the_leaderboard_has_every_scored_source_best_first_with_its_n() -> None:
    for chart in score_sources.charts(flagship()):
        nature = chart.id.rpartition("-")[2]
        groups = [g for g in flagship().scored.groups if g.by == "source" and g.nature == nature and g.scored]
        assert len(chart.rows) == len(groups) + 1
        losses = [(" " not in str(r[4]), float(str(r[4]).split()[0])) for r in chart.rows[:-1]]
        assert losses == sorted(losses)  # those without an interval after the others
        assert [r[1] for r in chart.rows] == [
            next(g.scored for g in groups if who(flagship().case, g.value) == r[0]) for r in chart.rows[:-1]
        ] + [sum(g.scored for g in groups)]


def test_trends_and_events_are_never_in_one_chart() -> None:
    assert [c.id for c in score_sources.charts(flagship())] == ["score-sources-event", "score-sources-trend"]
    (chart,) = score_sources.charts(made("F1 Q1 one yes 0.9", nature="trend"))
    assert chart.headline.startswith("Trends: 1 of 1 forecast lay")


@pytest.mark.parametrize(
    ("told", "answers", "says"),
    [
        (
            [f"F{i} Q{i} one yes 0.9" for i in range(1, 7)],
            "no no no no no no",
            "0.81 (worse than a coin's 0.25); no source did better",
        ),
        ([f"F{i} Q{i} one yes 0.5" for i in range(1, 7)], "yes yes yes no no no", "none of 6 forecasts lay on a side"),
        (
            ["F1 Q1 one yes 0.9", "F2 Q2 two yes 0.9"],
            "yes no yes yes yes yes",
            "only ONE (n 1) did better than saying that nothing changes, within",
        ),
        (
            [f"F{i} Q{i} one yes 0.9" for i in range(1, 7)],
            "yes yes yes yes yes yes",
            "it did better than saying that nothing changes, within",
        ),
    ],
)
def test_headlines_follow_the_scores(told: list[str], answers: str, says: str) -> None:
    (chart,) = score_sources.charts(made(*told, answers=answers))
    assert says in chart.headline, chart.headline


def test_equal_forecasts_show_no_spread_and_it_says_so() -> None:
    assert interval(0.01, 0.01) == " (all alike)"
    assert interval(None, 0.2) == ""
    assert figure(Figure(value=0.25, low=0.1, high=0.4)) == "0.25 (0.10 to 0.40)"
    (group,) = [g for g in made(*(f"F{i} Q{i} one yes 0.5" for i in range(1, 7))).scored.groups if g.by == "source"]
    assert skill(group, "fifty") == "+0.00 (all alike)"


# Calibration and words.


def test_calibration_tells_the_bin_that_is_farthest_off() -> None:
    (chart,) = score_calibration.charts(made(*(f"F{i} Q{i} one yes 0.95" for i in range(1, 7)), answers="no no no no no no"))
    assert chart.headline.startswith("Events forecast with 90 to 100 % came true 0 % of the time (n = 6), less often")
    (right,) = score_calibration.charts(made("F1 Q1 one yes 0.5"))
    assert "too few to show much" in right.headline
    assert [row[1] for row in chart.rows] == ["6"]


def test_words_are_counted_by_what_they_speak_of() -> None:
    told = [f"F{i} Q{i} one no will" for i in range(1, 7)]
    (chart,) = score_hedges.charts(made(*told, answers="no no no no no yes"))
    (row,) = chart.rows
    assert (row[0], row[2], row[6]) == ("will", 6, "83 %")
    (word,) = score_hedges.said(made("F1 Q1 one no will", answers="no - - - - -"))
    assert (word.n, word.true) == (1, 1.0)
    assert score_hedges.charts(made("F1 Q1 one no will", answers="no - - - - -")) == []


def test_a_word_outside_what_it_is_taken_to_mean_is_told() -> None:
    (chart,) = score_hedges.charts(made(*(f"F{i} Q{i} one yes will" for i in range(1, 7)), answers="no no no no no no"))
    assert "“will” of events came true 0 % of 6 times, outside the 80 to 98 %" in chart.headline


# Receipts.


def test_every_forecast_and_every_question_has_a_receipt() -> None:
    found = lines(flagship())
    assert {line.receipt.forecast for line in found if line.receipt} == {f.id for f in flagship().case.forecasts}
    assert {line.question.id for line in found} == {q.id for q in flagship().case.questions}
    anchors = [line.anchor for line in found]
    assert len(set(anchors)) == len(anchors)
    assert all(f"question-{q.id}" in anchors for q in flagship().case.questions)
    ids = document(FLAGSHIP).ids
    assert [a for a in anchors if a not in ids] == []


def test_what_is_decided_names_its_evidence_with_an_address() -> None:
    whole = flagship().case
    for line in lines(flagship()):
        if line.question.state == "open" or line.question.resolved_by == "condition":
            continue
        assert line.rests, line.anchor
        assert all(known_source in whole.sources.by_key for r in line.rests for known_source in r.sources)
        assert any(r.sources for r in line.rests), line.anchor
        assert line.confidence, line.anchor
        assert bool(line.rule) == (line.question.resolved_by == "rule"), line.anchor


def test_doubtful_ones_are_flagged_and_differences_listed() -> None:
    view = questions.view(flagship())
    doubtful = {q.id for q in flagship().scored.questions if q.doubt}
    assert view.doubtful == len(doubtful) > 0
    rows = [r for r in document(FLAGSHIP).all("tr") if (t := r.inside("table")) and t.attributes.get("id") == "allforecasts"]
    flagged = {r.children[0].text for r in rows if r.children[-1].text.strip() == "doubtful"}
    assert flagged == doubtful


@pytest.mark.parametrize("outcome", ["right", "wrong", "partly", "even", "void", "open", "not scored", "condition only"])
def test_each_outcome_is_in_the_flagship(outcome: str) -> None:
    found = [line for line in lines(flagship()) if line.outcome == outcome]
    assert found
    assert all((line.sort >= 0) == (outcome in ("right", "wrong", "partly", "even")) for line in found)


def test_receipts_lead_to_rows_and_mechanisms_and_theses_to_receipts() -> None:
    page = document(FLAGSHIP)
    links = {e.attributes["href"][1:] for e in page.all("a") if e.attributes.get("href", "").startswith("#")}
    assert [a for a in links if a and a not in page.ids] == []
    asked = {
        ref.partition(":")[2] for m in flagship().case.mechanisms for h in m.homes for ref in h.refs if ref.startswith("question:")
    }
    assert asked
    assert all(f"question-{name}" in links for name in asked)
    assert {f"record-{t.id}" for t in flagship().case.theses if not t.baseline} <= links


# A report is made for each of these days.
@pytest.mark.parametrize("day", [PAST, *(pytest.param(day, marks=pytest.mark.deep) for day in DAYS)], ids=str)
def test_as_of_a_day_no_rule_tells_of_a_row_that_was_not_there(day: date) -> None:
    then = flagship(day)
    known = {row.key for table in then.case.tables.values() for row in table}
    rows = [line for line in lines(then) if line.rule]
    words = {w for line in rows for w in re.findall(r"\b(?:EV|DL|SC)\d+\w*", line.rule)}
    assert words
    assert [w for w in words if w not in known] == []
    assert [line.anchor for line in lines(then) if line.rule and line.question.state == "open"] == []
    page = {e.attributes.get("id", "") for e in document(FLAGSHIP, day).all("tr")}
    later = [q.id for q in case(FLAGSHIP).questions if q.opens.last > day and (q.known is None or q.known.last > day)]
    assert later or day.year > 2022
    assert [q for q in later if f"question-{q}" in page] == []


# The record of each source.


def test_records_count_what_receipts_have() -> None:
    found = {r.id: r for r in records(flagship())}
    for name, record in found.items():
        groups = [g for g in flagship().scored.groups if g.by == "source" and g.value == name]
        assert len(record.right) == sum(g.right for g in groups)
        assert len(record.wrong) == sum(g.wrong for g in groups)
        told = sum(g.forecasts for g in groups)
        assert len(record.right) + len(record.wrong) + sum(n for _, n in record.other) == told
        assert [line.sort for line in record.wrong] == sorted((line.sort for line in record.wrong), reverse=True)
        for _, parts in record.parts:
            assert sum(p.told for p in parts) == told
            assert sum(p.right for p in parts) == len(record.right)
            assert all(p.right + p.wrong + p.other == p.told for p in parts)
    assert found["stratfor-2023-03"].name == "Stratfor (Mar 2023)"
    assert {title for title, _ in found["stratfor-2023-03"].parts} == {"how far ahead", "word", "domain"}


def test_receipts_say_what_guesses_are_of() -> None:
    page = document(FLAGSHIP)
    said = [p.text for p in page.all("p") if p.text.startswith("Guesses of")]
    assert len(said) > 60
    assert all("that know nothing of the matter: " in text and "50 % each" not in text for text in said)
    assert any(text.startswith("Guesses of “no” that know nothing of the matter: that nothing changes ") for text in said)


# Rival readings.


def test_the_matrix_has_every_cell_and_says_what_the_order_hangs_on() -> None:
    (chart,) = score_hypotheses.charts(flagship())
    matrix = flagship().scored.hypotheses
    assert matrix is not None
    assert len(chart.rows) == len(matrix.matrix)
    tiles = chart.spec["layer"][0]["data"]["values"]
    assert len(tiles) == len(matrix.evidence) * (len(matrix.ranking) + len(matrix.baselines))
    against = sum(t["kind"] == "inconsistent" for t in tiles)
    assert against == sum(w.pieces for w in (*matrix.ranking, *matrix.baselines))
    assert chart.headline.startswith("“No merger” has the least evidence against it: of 18 pieces 0 speak against it")


def test_the_view_that_nothing_changes_stands_marked_below_the_ranking() -> None:
    view = hypotheses.view(flagship())
    (nobody,) = view.baselines
    assert (nobody.short, nobody.rank, nobody.ranks, nobody.by_share) == ("Nothing changes", "–", "–", "–")
    assert (nobody.weighed.pieces, nobody.fits, nobody.neutral) == (8, 9, 1)
    assert "nobody holds" in nobody.name
    assert nobody.short not in {r.short for r in view.ranking}
    assert view.chart is not None and "(Nothing changes)" in {row[3] for row in view.chart.rows}  # noqa: PT018
    assert "Nothing changes" not in view.chart.headline


def test_a_piece_that_decides_is_named() -> None:
    theses: list[dict[str, Any]] = [
        {"id": i, "title": i, "short": i.upper(), "date": "2020-01-01", "says": "s", "beliefs": [], "source": "s"}
        for i in ("one", "two")
    ]
    evidence = [{"id": f"E{k}", "date": "2021", "what": f"w{k}", "credibility": k, "known": "2021"} for k in (1, 2)]
    cells = [("one", "E1", "consistent"), ("two", "E1", "inconsistent"), ("one", "E2", "inconsistent"), ("two", "E2", "neutral")]
    ach = [{"thesis": t, "evidence": e, "is": fit, "reason": "r"} for t, e, fit in cells]
    found = of(make.case(theses=theses, evidence=evidence, ach=ach))
    view = hypotheses.view(found)
    assert view.chart is not None
    assert "who is in front hangs on E1" in view.chart.headline
    assert [(r.evidence, r.leaders) for r in view.left if r.changed] == [("E1", "TWO")]
    assert [(r.short, r.weighed.pieces, r.fits, r.neutral) for r in view.ranking] == [("ONE", 1, 1, 0), ("TWO", 1, 0, 1)]


def test_contradictions_have_what_would_tell_and_those_found_lead_to_those_listed() -> None:
    view = hypotheses.view(flagship())
    assert (len(view.apart), view.found, len(view.pairs)) == (14, 4, 5)
    assert all(a.row.would_tell for a in view.apart)
    listed = {a.row.id for a in view.apart}
    assert {name for p in view.pairs for name in p.listed} <= listed


def test_a_contradiction_leans_only_where_all_that_was_seen_does() -> None:
    by = {a.row.id: a for a in hypotheses.view(flagship()).apart}
    assert by["X06"].leans == "so far it speaks for Slow squeeze"
    assert [leans for _, leans in by["X14"].seen] == ["Patience, Satisficing", "Patience, Satisficing", "Slow squeeze"]
    assert {by[i].leans for i in ("X09", "X12", "X14")} == {"it speaks for more than one side"}
    assert by["X11"].leans == ""


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_rival_readings_wait_for_their_day(day: date) -> None:
    view = hypotheses.view(flagship(day))
    out = {t.short for t in flagship(day).case.theses}
    assert {r.short for r in view.ranking} <= out
    assert all(name in out for a in view.apart for names, _ in a.sides for name in names.split(", "))


# Pages without anything.


@pytest.mark.parametrize("name", SHIPPED)
def test_pages_without_rows_say_so(name: str) -> None:
    context = of(case(name))
    assert bool(forecasts.view(context).why_not) == (not len(case(name).forecasts))
    assert bool(questions.view(context).why_not) == (not len(case(name).questions))
    assert bool(hypotheses.view(context).why_not) == (not len(case(name).contradictions) and context.scored.hypotheses is None)


def test_nothing_stale_is_shown_when_a_fact_changes() -> None:
    told = ["F1 Q1 one yes 0.9", "F2 Q2 one yes 0.8"]
    before = {line.receipt.forecast: line.outcome for line in lines(made(*told, answers="yes no - - - -")) if line.receipt}
    after = {line.receipt.forecast: line.outcome for line in lines(made(*told, answers="no no - - - -")) if line.receipt}
    assert (before["F1"], after["F1"]) == ("right", "wrong")
    assert before["F2"] == after["F2"] == "wrong"


def test_few_forecasts_are_called_few() -> None:
    told = [f"F{i}{who} Q{i} {who} {'yes' if i % 2 else 'no'} 0.9" for i in range(1, 7) for who in ("one", "two")]
    said = [c.headline for c in score_sources.charts(made(*told))]
    assert ["none of them beyond chance (fewer than 20 forecasts each)" in s for s in said] == [True], said


def test_of_none_on_a_side_no_dash_is_written() -> None:
    says = " ".join(s for r in records(made("F1 Q1 one yes 0.5", "F2 Q2 one yes 0.5")) for s in r.says)
    assert "2 of 2 scored; none that could be judged on a side of 50 %;" in says
    assert "in –" not in says


# The program's own engines.


def pair(model: str, nature: str, value: float, low: float | None, high: float | None, n: int = 24) -> Paired:
    return Paired(
        model=f"model:{model}", source="all", nature=nature, n=n, questions=n - 1, few=n < FEW, source_loss=0.3,
        model_loss=0.3 - value,
        ahead=Figure(value=value, low=low, high=high), source_right=1, source_sides=2, model_right=1, model_sides=2,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [("track", "event", 0.1, -0.1, 0.3)],
            "no engine is shown to be ahead of the sources or behind them: 1 comparison with an interval and 20 pairs or more is "
            "within chance; most, 24 pairs on 23 questions, has track on events.",
        ),
        ([("track", "event", 0.2, None, None)], "no comparison with an interval has 20 pairs"),
        # Few pairs show nothing, whatever their interval.
        ([("settle", "trend", -0.18, -0.34, -0.01, 7)], "no comparison with an interval has 20 pairs; most, 7 pairs on 6"),
        ([("track", "event", 0.2, 0.1, 0.3)], "track on events (by 0.20, 24 pairs on 23 questions) is ahead of the sources."),
        (
            [
                ("track", "event", 0.2, 0.1, 0.3),
                ("play", "trend", -0.2, -0.3, -0.1),
                ("settle", "trend", 0.0, -1, 1),
                ("settle", "event", 0, -1, 1),
            ],
            "track on events (by 0.20, 24 pairs on 23 questions) is ahead of the sources, and play on trends (by 0.20, 24 pairs on "
            "23 questions) is behind the sources; the other 2 comparisons with an interval",
        ),
    ],
)
def test_engines_are_ahead_only_where_the_interval_says_so(rows: list[tuple[Any, ...]], says: str) -> None:
    assert says in score_models.headline([pair(*row) for row in rows])


def issued(day: date | None = None) -> tuple[Context, Found]:
    """Return the flagship with forecasts that one engine issued now, not those in its folder."""
    context = flagship(day)
    result = issue(context.case, ["track"])
    rows = tuple(
        Forecast(id=f"track.{f.question}.{f.day}", question=f.question, forecaster="model:track", date=str(f.day), answer="yes",
                 probability=f.probability, says="s")
        for f in result.forecasts
    )  # fmt: skip
    found = Found(rows, {r.id: f for r, f in zip(rows, result.forecasts, strict=True)}, {}, ("results/x.json: stale.",))
    made = of(context.case)
    made.__dict__["issued"] = found
    made.__dict__["scored"] = score(context.case, issued=rows)
    return made, found


def test_engines_stand_beside_the_sources_and_on_the_receipts() -> None:
    context, found = issued()
    view = forecasts.view(context).engines
    assert view.chart is not None
    assert view.refused == found.refused
    assert dict(view.answered) == {"track": len({f.question for f in found.forecasts})}
    told = [line for line in lines(context) if line.engines]
    assert {line.question.id for line in told} == {f.question for f in found.forecasts}
    (a11,) = [line for line in told if line.question.id == "A11"]
    (beside,) = a11.engines
    assert (beside.engine, beside.fit) == ("track", "its own rule")
    assert beside.says.startswith("yes 9")
    # A question forecast on two days has the engine's forecast of each.
    assert [len(line.engines) for line in told if line.question.id == "A14"] == [1, 1]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_as_of_a_day_no_later_forecast_of_an_engine_is_there(day: date) -> None:
    there = find(case(FLAGSHIP).as_of(day))
    assert all(f.date.last <= day for f in there.forecasts)
    context, _ = issued(day)
    assert all(line.receipt is None or line.receipt.made <= day.isoformat() for line in lines(context) if line.engines)
    known = {row.key for table in context.case.tables.values() for row in table}
    named = {w for line in lines(context) for e in line.engines for w in re.findall(r"\b(?:EV|DL|SC)\d+\w*|PR\d[\w-]*", e.rule)}
    assert named <= known


def test_a_case_without_such_forecasts_says_how_to_make_them() -> None:
    view = forecasts.view(made("F1 Q1 one yes 0.9")).engines
    assert (view.chart, view.rows, view.refused) == (None, (), ())
    assert view.command.startswith("longgame forecast")
