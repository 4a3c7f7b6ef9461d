"""What the pages of the long game say where there is little to say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from longgame.case.case import Case
from longgame.case.load import load
from longgame.core.dates import Period
from longgame.report.context import Context
from longgame.report.html import render
from longgame.report.pages import PAGES
from longgame.report.played import kept
from longgame.report.views import play, theses
from longgame.track.run import track
from tests.report.conftest import CASES, PLAYED, case
from tests.report.markup import read
from tests.report.played import copy, made_up, put


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the teaching case, without results; none are kept for the user either."""
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "kept")
    return copy(CASES / "accession", tmp_path / "case")


def context(case: Case) -> Context:
    """Return what the two pages are made from, without the months before, which they do not read."""
    return Context(case=case.as_of(case.newest), day=case.newest, result=track(case), history=())


def text(context: Context) -> str:
    ours = [page for page in PAGES if page.id in ("play", "theses")]
    return str(read(render(context, [(page, page.view(context)) for page in ours])).visible)


def changed(folder: Path, table: str, **to: object) -> Case:
    """Put a result whose first row of a table is changed."""
    here = load(folder)
    told = json.loads(made_up(here).model_dump_json(by_alias=True))
    told[table][0] |= to
    put(folder, json.dumps(told))
    return here


def test_weights_stand_as_of_the_date_of_a_thesis_too() -> None:
    view = theses.view(context(case(PLAYED)))
    for row in view.rows:
        assert row.play is not None
        assert row.then is not None
        assert Period.parse(row.then.period).last <= row.play.day
        later = [w for w in row.play.weights if Period.parse(w.period).first > row.play.day]
        at = row.play.weights.index(row.then)
        assert len(row.play.weights) - at - 1 - len(later) in (0, 1)  # the period within which it was published


def test_a_thesis_under_which_the_history_is_impossible_is_told(folder: Path) -> None:
    none = {"evidence": None, "score": None, "since": None, "state_since": None}
    now = context(changed(folder, "theses", **none, errors_since={}, ahead={}))
    assert now.played.result is not None
    short = now.played.result.theses[0].short
    assert f"Under none of the draws of “{short}” is the history possible" in theses.view(now).verdict
    assert "no draw allows the history" in text(now)


def test_a_whatif_without_an_equilibrium_shows_no_figure(folder: Path) -> None:
    now = context(changed(folder, "whatifs", differences=[], converged=0))
    assert play.view(now).whatifs[0].chart is None
    assert "no equilibrium was found" in text(now)
