"""The result of the long game that comes with the Union State is of this case, whole, and can be seen in its report."""

from __future__ import annotations

import pytest

from longgame.play.baselines import BASELINES, score
from longgame.play.encode import encode
from longgame.play.result import PlayResult
from longgame.report.played.find import played
from tests.report.conftest import FLAGSHIP, case, document

HOW = (
    "make it anew: longgame play cases/union-state --theses --scenario all -o cases/union-state/results/play.json "
    "(some ten minutes on two cores), and look what it changes in docs/explanation/long-game.md"
)


@pytest.fixture(scope="module")
def shipped() -> PlayResult:
    flagship = case(FLAGSHIP)
    found = played(flagship, flagship.newest)
    assert found.problems == ()
    assert found.result is not None, f"{found.why_not} {HOW}"
    return found.result


def test_it_is_of_all_draws_theses_and_what_ifs(shipped: PlayResult) -> None:
    flagship = case(FLAGSHIP)
    assert (shipped.play.solved.draws, shipped.made.seed, shipped.play.thesis) == (128, 0, "")
    assert [t.id for t in shipped.theses] == [t.id for t in flagship.theses]
    assert [w.id for w in shipped.whatifs] == [w.id for w in flagship.whatifs]
    assert shipped.driven
    assert shipped.takes


def test_hardly_a_game_in_it_is_unsolved_and_nothing_rests_on_few_draws(shipped: PlayResult) -> None:
    for solved in (shipped.play.solved, *(t.solved for t in shipped.theses)):
        assert solved.converged >= 0.999 * solved.solved  # one that was not solved has no weight
        assert solved.residual <= 1e-8
        assert solved.effective >= 50


def test_its_history_is_that_of_the_case(shipped: PlayResult) -> None:
    encoded = encode(case(FLAGSHIP))
    assert [p.period for p in shipped.history] == [str(p) for p in encoded.history.periods]
    for name, chance in BASELINES.items():
        again = float(score(chance(encoded.rules, encoded.history), encoded.history).sum())
        assert shipped.scores[name] == pytest.approx(again, abs=1e-9)


def test_the_report_shows_it() -> None:
    page = next(e for e in document(FLAGSHIP).elements if e.attributes.get("id") == "play")
    assert "Odds by year" in page.text
    assert "The long game was not solved" not in page.text
