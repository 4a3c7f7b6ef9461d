"""The pages of the long game: which result is taken, what is said where there is none, and what figures become."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import Any

import pytest

from longgame.case.case import Case
from longgame.case.load import load, read
from longgame.play.result import Band, PlayResult
from longgame.report.build import build
from longgame.report.charts import play_drivers, play_ladders, play_weights, play_whatifs
from longgame.report.context import Context
from longgame.report.html import render
from longgame.report.pages import PAGES
from longgame.report.played import kept, words
from longgame.report.played.find import NO_GAME, played
from longgame.report.played.fits import misfit
from longgame.report.played.scores import beside, surprises, verdict
from longgame.report.views import play, theses
from longgame.track.run import track
from tests.report.conftest import CASES, PLAYED, case, document
from tests.report.hostile import PAYLOADS
from tests.report.markup import Document
from tests.report.markup import read as parse
from tests.report.played import band, copy, made_up, put

HERE = "accession"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the small case, without results."""
    return copy(CASES / HERE, tmp_path / HERE)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which results are kept."""
    (tmp_path / "kept").mkdir()
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "kept")
    return tmp_path / "kept"


def context(case: Case) -> Context:
    """Return what the two pages are made from, without the months before, which they do not read."""
    return Context(case=case.as_of(case.newest), day=case.newest, result=track(case), history=())


def pages(context: Context) -> Document:
    """Return the two pages on their own."""
    ours = [page for page in PAGES if page.id in ("play", "theses")]
    return parse(render(context, [(page, page.view(context)) for page in ours]))


def changed(result: PlayResult, act: Callable[[dict[str, Any]], None]) -> str:
    data = json.loads(result.model_dump_json(by_alias=True))
    act(data)
    return json.dumps(data)


# Which result


def test_results_beside_a_case_change_nothing_of_it(folder: Path) -> None:
    before = load(folder).digest
    put(folder, made_up(load(folder)))
    put(folder, "{", "play-broken.json")
    found, problems = read(folder)
    assert found is not None
    assert found.digest == before == load(CASES / HERE).digest
    assert problems == []


def test_the_result_with_theses_and_most_draws_is_taken(folder: Path, empty: Path) -> None:
    here = load(folder)
    for name, draws, with_theses in (("play.json", 32, True), ("play-many.json", 512, False), ("play-b.json", 128, True)):
        put(folder, made_up(here, draws=draws, theses=with_theses), name)
    of_one = made_up(here, draws=1024)
    put(folder, of_one.model_copy(update={"play": of_one.play.model_copy(update={"thesis": "money-first"})}), "play-thesis.json")
    found = played(here, here.newest)
    assert found.result is not None
    assert (found.result.play.solved.draws, len(found.result.theses), found.problems) == (128, 3, ())


def test_what_play_keeps_the_report_finds(folder: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = load(folder)
    assert played(here, here.newest).result is None
    result = made_up(here)
    assert kept.keep_result(result).exists()
    assert played(here, here.newest).result == result
    other = made_up(here, draws=8, theses=False)
    kept.keep_result(other)
    kept.keep_result(other)
    assert len(list(empty.iterdir())) == 2
    monkeypatch.setattr(kept, "MOST", 2)
    for draws in (9, 10, 11):
        kept.keep_result(made_up(here, draws=draws))
    assert len(list(empty.iterdir())) == 2
    monkeypatch.setattr(kept, "folder", lambda: Path("/proc/no/such/folder"))
    kept.keep_result(result)
    assert played(here, here.newest).result is None


def test_the_verb_keeps_what_it_made(cli: Any, folder: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = made_up(load(folder))
    monkeypatch.setattr("longgame.play.run.play", lambda *_: result)
    monkeypatch.setattr("longgame.core.cache.keep_programs", lambda _: False)
    ran = cli("play", folder, "-o", folder / "play-it.json")
    assert (ran.status, ran.err) == (0, "")
    assert played(load(folder), result.as_of).result == result


def test_a_case_without_a_game_says_so() -> None:
    ferry = case("ferry")
    assert played(ferry, ferry.newest).why_not == NO_GAME
    for page in ("play", "theses"):
        (section,) = [s for s in document("ferry").all("section", class_="page") if s.attributes["id"] == page]
        assert NO_GAME in section.text
        assert "longgame play CASE" not in section.text


def test_without_a_result_the_pages_say_so_and_name_the_command(folder: Path, empty: Path) -> None:
    here = load(folder)
    page = pages(context(here))
    for section in page.all("section", class_="page"):
        assert "was not solved for this case as of 31 Jan 2026" in section.text
        assert "longgame play CASE --as-of 2026-01-31 --theses --scenario all" in section.text
        assert "changed since" not in section.text
        assert "Caution" not in section.text
    assert page.all("figure") == []
    assert "half of them" in page.visible  # what the game is needs no solving
    assert "sovereignty.courts" in page.visible


def test_a_stale_result_is_not_shown(folder: Path, empty: Path) -> None:
    put(folder, made_up(load(folder)))
    written = (folder / "play.yaml").read_text(encoding="utf-8")
    (folder / "play.yaml").write_text(f"{written}# a comment changes nothing that the game reads\n", encoding="utf-8")
    assert played(load(folder), load(folder).newest).result is not None
    (folder / "play.yaml").write_text(written.replace("a union asks", "A union asks", 1), encoding="utf-8")
    here = load(folder)
    found = played(here, here.newest)
    assert found.result is None
    assert "the case has changed since" in found.why_not
    assert "the case has changed since" in pages(context(here)).visible


def test_a_result_of_another_day_is_not_shown(folder: Path, empty: Path) -> None:
    here = load(folder)
    earlier = here.newest - timedelta(days=200)
    put(folder, made_up(here, earlier))
    found = played(here, here.newest)
    assert found.result is None
    assert "There is a result as of 15 Jul 2025." in found.why_not
    then = here.as_of(earlier)
    assert played(then, earlier).result is not None
    before = earlier - timedelta(days=200)
    assert "There is a result" not in played(here.as_of(before), before).why_not


BROKEN: list[tuple[str | Callable[[PlayResult], str], str]] = [
    ("", "no result of longgame play"),
    ("{", "no result of longgame play"),
    ("[1, 2]", "no result of longgame play"),
    ('{"schema": "longgame.play/1"}', "no result of longgame play (made: Field required)"),
    ("[" * 100_000, "no result of longgame play"),
    ("\0", "NUL byte"),
    (lambda r: changed(r, lambda d: d.update(schema="longgame.play/99")), "schema: Input should be 'longgame.play/1'"),
    (lambda r: changed(r, lambda d: d["driven"][2].update(what="a step elsewhere")), "a step that the case does not have"),
    (lambda r: changed(r, lambda d: d["made"].update(case="ferry")), "a result of another case, ferry"),
    (lambda r: changed(r, lambda d: d["play"].update(evidence=float("nan"))), "not finite"),
    (lambda r: changed(r, lambda d: d["play"]["ladders"].pop()), "its ladders are not those of the case"),
    (lambda r: changed(r, lambda d: d["play"]["odds"].pop()), "periods ahead do not fit together"),
    (lambda r: changed(r, lambda d: d["play"]["stands"].update(rules=7)), "where each ladder stands"),
    (lambda r: changed(r, lambda d: d["play"]["years"][0]["reached"].pop("rules")), "does not have every rung"),
    (lambda r: changed(r, lambda d: d["theses"][0]["weights"].pop()), "not weighed after the same periods"),
    (lambda r: changed(r, lambda d: d["history"][0]["baselines"].pop("uniform")), "baselines do not fit"),
    (lambda r: changed(r, lambda d: d["history"][0].update(period="soon")), "a period that is none: soon"),
    (lambda r: changed(r, lambda d: d["play"]["odds"][1]["absorbed"].update(mean=1.5)), "a chance that is none"),
]


@pytest.mark.parametrize(("text", "says"), BROKEN, ids=[says for _, says in BROKEN])
def test_a_broken_or_foreign_file_is_a_line_on_the_page(folder: Path, empty: Path, text: Any, says: str) -> None:
    here = load(folder)
    put(folder, text if isinstance(text, str) else text(made_up(here)), "play-x.json")
    found = played(here, here.newest)
    assert found.result is None
    (line,) = found.problems
    assert line.startswith("results/play-x.json: ")
    assert says in line
    page = pages(context(here))
    assert line in page.visible.replace("\u00a0%", " %")
    assert page.problems == []
    put(folder, made_up(here))
    assert played(here, here.newest).result == made_up(here)
    assert played(here, here.newest).problems == (line,)


def test_a_link_out_of_the_case_is_not_followed(folder: Path, empty: Path, tmp_path: Path) -> None:
    here = load(folder)
    put(folder, made_up(here))
    shutil.move(folder / "results", tmp_path / "elsewhere")
    (folder / "results").symlink_to(tmp_path / "elsewhere")
    found = played(here, here.newest)
    assert found.result is None
    assert found.problems == ("results/play.json: this is a link that leads out of the case folder.",)


def test_hostile_texts_stay_texts(folder: Path, empty: Path) -> None:
    here = load(folder)

    free = ("title", "short", "caution", "what", "id", "by", "move", "reply", "given", "parameter", "says", "sentence")

    def poison(value: Any, at: int = 0) -> Any:
        if isinstance(value, list):
            return [poison(v, at + i) for i, v in enumerate(value)]
        if not isinstance(value, dict):
            return value
        return {
            key: PAYLOADS[(at + i) % len(PAYLOADS)] if key in free and isinstance(v, str) else poison(v, at + i + 1)
            for i, (key, v) in enumerate(value.items())
        }

    clean = json.loads(made_up(here).model_dump_json(by_alias=True))
    data = poison(clean)
    data["play"]["ladders"] = clean["play"]["ladders"]
    for name in ("driven", "takes"):
        for one, kept_as in zip(data[name], clean[name], strict=True):
            one["what"] = kept_as["what"]  # a step that the case does not have is refused
    data["made"]["settings"] = {p: p for p in PAYLOADS}
    put(folder, json.dumps(data))
    found = context(here)
    assert found.played.result is not None, found.played.problems
    page = pages(found)
    assert page.problems == []
    tags = {e.tag for e in page.elements}
    assert not tags & {"img", "svg", "iframe"}
    assert len(page.all("script")) == 3
    assert not [e for e in page.elements if any(k.startswith("on") for k in e.attributes)]


# What figures become


@pytest.mark.parametrize(
    ("value", "says"),
    [(0.0, "0 %"), (1e-30, "<1 %"), (0.0049, "<1 %"), (0.005, "<1 %"), (0.5, "50 %"), (0.994, "99 %"), (0.9951, ">99 %"),
     (1 - 1e-15, ">99 %"), (1.0, "100 %"), (1 + 1e-15, "100 %"), (-1e-18, "0 %")],
)  # fmt: skip
def test_a_chance_is_certain_only_where_it_is(value: float, says: str) -> None:
    assert words.chance(value) == says


def test_no_certainty_is_on_the_pages() -> None:
    (region,) = [e for e in document(PLAYED).all("div") if e.attributes.get("aria-label") == "Odds by year"]
    texts = [cell.text for cell in _cells(region)]
    assert len(texts) > 10
    assert not [t for t in texts if t.startswith(("0\u00a0%", "100\u00a0%"))]
    assert "<1\u00a0%" in texts


def _cells(element: Any) -> list[Any]:
    found = [element] if element.tag == "td" else []
    return found + [c for child in element.children for c in _cells(child)]


def test_ranges_and_differences_are_said_plainly() -> None:
    assert words.band(Band(mean=0.34, low=0.21, high=0.5)) == "34 % (21 to 50 %)"
    assert words.band(Band(mean=0.001, low=0.0001, high=0.002)) == "<1 %"
    assert words.change(Band(mean=-0.0004, low=-0.123, high=0.0)) == "0.0 points (-12.3 to 0.0)"
    assert words.the("2026-H1") == "the first half of 2026"
    assert words.the("2026-Q1") == "Q1 2026"


def test_the_verdict_is_honest() -> None:
    result = made_up(load(CASES / HERE))
    rows = [one for one in result.history if one.seen]
    names = list(rows[0].baselines)

    def scored(game: Callable[[int], float], guesses: Callable[[int, int], float]) -> PlayResult:
        history = tuple(
            one.model_copy(update={"score": game(i), "baselines": {n: guesses(i, k) for k, n in enumerate(names)}})
            for i, one in enumerate(rows)
        )
        scores = {"play": sum(o.score for o in history)} | {n: sum(o.baselines[n] for o in history) for n in names}
        return result.model_copy(update={"history": history, "scores": scores, "periods_scored": len(history)})

    better = scored(lambda i: -1.0 - 0.01 * i, lambda i, k: -2.0 - k)
    assert verdict(better).startswith("The game beat every guess")
    assert "may be chance" not in verdict(better)
    assert beside(better)[0].ahead == pytest.approx(sum(1 - 0.01 * i for i in range(len(rows))))
    worse = scored(lambda i: -4.0, lambda i, k: -2.0 - 0.1 * k)
    assert "did not beat any guess" in verdict(worse)
    between = scored(lambda i: -2.5, lambda i, k: -2.0 - k)
    assert "did not beat the best guess" in verdict(between)
    assert "It is ahead of “the same as last time” and “as often as so far”" in verdict(between)
    wild = scored(lambda i: -2.0 + (-1) ** i, lambda i, k: -2.1 - k)
    assert "may be chance" in verdict(wild)


def test_the_surprises_are_the_least_expected() -> None:
    result = made_up(load(CASES / HERE))
    found = surprises(result)
    assert found
    assert max(one.score for one in found) <= min(one.score for one in result.history if one.seen and one not in found)


# Views and charts


def test_the_view_has_what_the_result_has() -> None:
    here = context(case(PLAYED))
    result, view = here.played.result, play.view(here)
    assert result is not None
    assert [one.id for one in view.ladders] == [one.id for one in here.case.ladders]
    assert [[s.number for s in one.steps if s.here] for one in view.ladders] == [[result.play.stands[i.id]] for i in view.ladders]
    assert [c.id for c in view.conditions] == ["grip", "door", "rivalry"]
    assert all(sum(s.here for s in c.steps) == 1 for c in view.conditions)
    assert view.years == tuple(y.year for y in result.play.years)
    assert view.odds[0].chances == tuple(words.band(y.absorbed) for y in result.play.years)
    assert [p.period for p in view.past] == [h.period for h in result.history]
    assert [bool(p.rows) for p in view.past] == [bool(h.seen) for h in result.history]
    for past, seen in zip(view.past, result.history, strict=True):
        assert past.chance == (words.chance(exp(seen.score)) if seen.seen else "")
    assert [w.title for w in view.whatifs] == [w.title for w in result.whatifs]


def test_theses_are_ranked_marked_and_linked() -> None:
    here = context(case(PLAYED))
    result, view = here.played.result, theses.view(here)
    assert result is not None
    final = [row.play.weights[-1].weight.mean for row in view.rows if row.play]
    assert final == sorted(final, reverse=True)
    assert [row.few for row in view.rows] == [row.play.solved.effective < 50 for row in view.rows if row.play]
    assert any(row.few for row in view.rows)
    first = next(row for row in view.rows if row.thesis.id == "money-first")
    assert first.ahead == pytest.approx(-20.0 - -21.0)
    assert {p for link in first.links for p in link.parameters} == {"backlash", "gift"}
    text = document(PLAYED).visible
    assert "below 50" in text
    assert "refusing costs the majority" in text


def test_a_thesis_that_is_beaten_by_what_nobody_holds_says_so() -> None:
    here = context(case(PLAYED))
    view = theses.view(here)
    assert "2 of 2 theses expected the choices after their own dates better" in view.verdict
    assert "“nothing changes”, which nobody holds, beats them too" in view.verdict
    assert "standard error" in view.verdict


def test_no_end_that_has_a_chance_leaves_the_rest_certain(folder: Path, empty: Path) -> None:
    here = load(folder)
    result = made_up(here)
    sure = Band(mean=1.0, low=1.0, high=1.0)
    years = tuple(y.model_copy(update={"absorbed": band(1e-30), "goes_on": sure}) for y in result.play.years)
    put(folder, result.model_copy(update={"play": result.play.model_copy(update={"years": years})}))
    assert set(play.view(context(here)).odds[-1].chances) == {">99 %"}


def test_a_ladder_is_known_only_where_it_cannot_have_risen_unseen() -> None:
    here = context(case(PLAYED))
    for ladder in here.case.ladders:
        coded, stretches = play_ladders.coded(here, ladder), play_ladders.past(here, ladder)
        assert stretches
        for one in stretches:
            inside = [rung for period, rung in coded if one.first < period.last < one.last]
            assert set(inside) <= {one.rung}
        days = [(s.first, s.last) for s in stretches]
        assert days == sorted(days)
    courts = next(one for one in here.case.ladders if one.id == "courts")
    assert [s.rung for s in play_ladders.past(here, courts)] == [0]


def test_bands_of_a_ladder_fill_the_whole() -> None:
    here = context(case(PLAYED))
    for chart in play_ladders.charts(here):
        areas = [layer["data"]["values"] for layer in chart.spec["layer"] if layer["mark"]["type"] == "area"]
        for rows in zip(*areas, strict=True):
            assert sum(row["high"] - row["low"] for row in rows) == pytest.approx(100, abs=0.01)
            edges = sorted((row["low"], row["high"]) for row in rows)
            assert edges[0][0] == pytest.approx(0, abs=0.01)


def test_labels_are_moved_apart_and_stay_inside() -> None:
    for places in ([0.5, 0.5, 0.5], [0.99, 0.995, 1.0], [0.0, 0.001], [0.2, 0.21, 0.9, 0.99, 1.0]):
        moved = play_ladders.apart(places, 0.07)
        assert all(b - a >= 0.07 - 1e-9 for a, b in pairwise(moved))
        assert min(moved) >= 0.03
        assert max(moved) <= 0.97


def test_overlapping_weights_are_said_not_to_be_told_apart() -> None:
    here = context(case(PLAYED))
    (chart,) = play_weights.charts(here)
    assert "overlap, so the draws do not tell them apart" in chart.headline
    assert [row[4] for row in chart.rows if "few" in str(row[4])]


def test_a_whatif_shows_the_range_of_the_difference() -> None:
    here = context(case(PLAYED))
    result = here.played.result
    assert result is not None
    for chart, whatif in zip(play_whatifs.charts(here), result.whatifs, strict=True):
        assert len(chart.rows) == len(whatif.differences)
        bars = chart.spec["layer"][0]["data"]["values"]
        by_name = {d.what: d for d in whatif.differences}
        for bar in bars:
            one = by_name[bar["name"]]
            assert bar["low"] == pytest.approx(100 * max(one.base.mean + one.change.low, 0))
            assert bar["says"] == words.change(one.change)


def test_what_drives_the_odds_and_what_it_takes_are_told() -> None:
    here = case(PLAYED)
    result = made_up(here)
    (page,) = [s for s in document(PLAYED).all("section", class_="page") if s.attributes["id"] == "play"]
    moved = [one for one in result.driven if abs(one.drivers[0].change.mean) >= play_drivers.LEAST]
    still = [one for one in result.driven if one not in moved]
    assert moved
    assert still
    drawn = {f.attributes["data-chart"] for f in document(PLAYED).all("figure")}
    assert {play_drivers.chart_id(one) for one in moved} <= drawn
    assert not {play_drivers.chart_id(one) for one in still} & drawn
    for one in still:
        assert one.what in page.text
    for one in moved:
        assert one.drivers[0].parameter in page.text
    for takes in result.takes:
        assert takes.sentence in page.text


def test_what_each_thesis_expects_is_side_by_side() -> None:
    (region,) = [e for e in document(PLAYED).all("div") if e.attributes.get("aria-label") == "What each thesis expects"]
    result = made_up(case(PLAYED))
    texts = [cell.text for cell in _cells(region)]
    for one in result.theses:
        assert one.short in region.text
        for what, value in one.ahead.items():
            assert what in region.text
            assert words.band(value).replace(" %", "\u00a0%") in texts


def test_the_caution_and_how_it_was_made_are_on_both_pages() -> None:
    result = context(case(PLAYED)).played.result
    assert result is not None
    sections = {s.attributes["id"]: s.text for s in document(PLAYED).all("section", class_="page")}
    for page in ("play", "theses"):
        assert result.caution in sections[page]
        assert result.made.digest in sections[page]
        assert "128 of 128 converged" in sections[page]
    assert verdict(result) in sections["play"].replace("\u00a0%", " %")


def test_few_effective_draws_are_marked(folder: Path, empty: Path) -> None:
    here = load(folder)
    put(folder, made_up(here, effective=12))
    assert "Effective sample size 12, below 50" in pages(context(here)).visible


def test_an_earlier_report_has_no_later_result(folder: Path, empty: Path) -> None:
    here = load(folder)
    put(folder, made_up(here))
    text = build(here, date(2024, 8, 1))
    assert "was not solved for this case as of 1 Aug 2024" in text
    assert "31 Jan 2026" not in text


def test_what_does_not_fit_is_told_and_what_fits_is_not() -> None:
    here = load(CASES / HERE)
    assert misfit(here.as_of(here.newest), made_up(here)) == ""
    assert band(0.5).low < 0.5
